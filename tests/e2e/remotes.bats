#!/usr/bin/env bats
# Which branch a push is compared with, in clones of every shape: bare clones with work trees,
# remotes without a refspec or never fetched, forks.
load helper

prepare() {
	shop
	git --git-dir="$WORK/remote.git" symbolic-ref HEAD refs/heads/main
}

# A bar that asks nothing, and a service that falls short of the real one.
lower_the_bar() {
	git rm -q services/orders/README.md
	write .git-done.yml <<'POLICY'
version: 1
services: [{path: services/*}]
criteria:
  docs: {checks: {readme: {file: {any: [main.go]}}}}
POLICY
	commit 'lower the bar'
}

# Runs the lines of the cure that are commands, as somebody who pastes them.
paste_cure() {
	printf '%s\n' "$output" | sed -n 's/^git-done: *//; s/^  *//; /^\(cure: \|fix: \|or[: ]\|and,\)/s/^[a-z]*[:,] *//; /^git \(config\|fetch\|remote\|-c\)/p' |
		grep -v BRANCH >"$WORK/pasted" || true
	[ -s "$WORK/pasted" ] || fail "no command in: $output"
	sh -eu "$WORK/pasted"
}

undecided_and_mended() {
	run git push origin HEAD:refs/heads/topic
	assert_failure
	assert_output --partial 'there is nothing to compare'
	refute_output --partial 'services/orders/README.md'
	assert_equal "$(remote_ref refs/heads/topic)" ''
	run git done check HEAD
	assert_equal "$status" 3
	paste_cure
	for command in 'git push origin HEAD:refs/heads/topic' 'git done check HEAD'; do
		run $command
		assert_failure
		assert_output --partial 'services/orders/README.md'
		assert_output --partial 'origin/main'
	done
}

@test "a worktree of a bare clone: undecided, and the cure works there" {
	git clone -q --bare "$WORK/remote.git" "$WORK/bare.git"
	cd "$WORK/bare.git"
	git worktree add -q "$WORK/tree" -b topic main
	cd "$WORK/tree"
	git done install >/dev/null
	lower_the_bar
	undecided_and_mended
	refute_output --partial 'set-head'
}

@test "a mirror clone with a worktree" {
	git clone -q --mirror "$WORK/remote.git" "$WORK/bare.git"
	cd "$WORK/bare.git"
	git config --unset remote.origin.mirror
	git worktree add -q "$WORK/tree" -b topic main
	cd "$WORK/tree"
	git done install >/dev/null
	lower_the_bar
	undecided_and_mended
}

@test "a remote without a fetch refspec" {
	git config --unset-all remote.origin.fetch
	git for-each-ref --format='%(refname)' refs/remotes | xargs -n1 git update-ref --no-deref -d
	git branch -q --unset-upstream
	git done install >/dev/null
	lower_the_bar
	undecided_and_mended
}

# bats file_tags=deep

@test "a remote that was never fetched" {
	git remote remove origin
	git remote add origin "$WORK/remote.git"
	git done install >/dev/null
	lower_the_bar
	undecided_and_mended
}

@test "a clone of one other branch" {
	git push -q --no-verify origin main:side
	git clone -q --single-branch -b side "$WORK/remote.git" "$WORK/one"
	cd "$WORK/one"
	git done install >/dev/null
	lower_the_bar
	undecided_and_mended
}

@test "a remote named by its URL, and none configured" {
	git remote remove origin
	git done install >/dev/null
	lower_the_bar
	run git push "$WORK/remote.git" HEAD:refs/heads/topic
	assert_failure
	assert_output --partial 'git remote add origin URL'
	assert_equal "$(remote_ref refs/heads/topic)" ''
	git remote add origin "$WORK/remote.git"
	git fetch -q origin
	run git push "$WORK/remote.git" HEAD:refs/heads/topic
	assert_failure
	assert_output --partial 'services/orders/README.md'
}

@test "the first push of main to an empty remote goes through, with what comes beside it" {
	git init -q --bare "$WORK/empty.git"
	git remote set-url origin "$WORK/empty.git"
	git for-each-ref --format='%(refname)' refs/remotes | xargs -n1 git update-ref --no-deref -d
	git branch -q --unset-upstream
	git done install >/dev/null
	git branch -q topic
	git tag v1
	# The branch that all others are compared with comes first.
	run git push origin topic
	assert_failure
	run git push origin main topic v1
	assert_success
	assert_output --partial 'the first integration branch'
	git rm -q services/orders/README.md
	commit 'orders falls short'
	run git push origin main
	assert_failure
	assert_output --partial 'services/orders/README.md'
}

@test "the first push of a trunk of another name" {
	git init -q --bare "$WORK/empty.git"
	git remote set-url origin "$WORK/empty.git"
	git for-each-ref --format='%(refname)' refs/remotes | xargs -n1 git update-ref --no-deref -d
	git branch -q --unset-upstream
	git done install >/dev/null
	run git push origin main:trunk
	assert_failure
	assert_output --partial 'git config done.integrationBranch BRANCH'
	git config done.integrationBranch trunk
	run git push origin main:trunk
	assert_success
}

# origin is a fork that stood still; upstream is the project, where stock fell short since.
fork() {
	git clone -q --bare "$WORK/remote.git" "$WORK/fork.git"
	git rm -q services/stock/README.md
	commit 'upstream moves'
	git push -q --no-verify origin main
	git clone -q "$WORK/fork.git" "$WORK/clone"
	cd "$WORK/clone"
	git remote add "${1:-upstream}" "$WORK/remote.git"
	git fetch -q "${1:-upstream}"
	git done install >/dev/null
	git checkout -q --no-track -b feat "${1:-upstream}/main"
	write services/orders/more.go 'package main'
	commit work
}

@test "done.integrationBranch takes the remote's name first, and full names of refs" {
	fork
	for value in upstream/main refs/remotes/upstream/main; do
		git config done.integrationBranch "$value"
		for command in 'git push --dry-run origin feat' 'git push --dry-run upstream feat' 'git done check HEAD' 'git done'; do
			run $command
			assert_success
			assert_output --partial 'upstream/main'
			refute_output --partial 'services/stock'
		done
	done
	git config done.integrationBranch refs/heads/main
	run git push --dry-run upstream feat
	assert_success
	# The project's own main is the integration branch; the fork's is a branch like any other.
	git config done.integrationBranch upstream/main
	git push -q --no-verify upstream HEAD:main
	run git push -f --dry-run upstream HEAD~2:main
	assert_output --partial 'the branch is set back'
	run git push --dry-run origin upstream/main:main
	assert_success
	refute_output --partial 'set back'
}

@test "done.integrationBranch: a remote whose name has slashes" {
	fork team/a
	git config done.integrationBranch team/a/main
	run git push --dry-run origin feat
	assert_success
	assert_output --partial 'team/a/main'
	git config done.integrationBranch team/a/gone
	run git push --dry-run origin feat
	assert_failure
	assert_output --partial "of 'team/a' is not in this clone"
	assert_output --partial "git fetch team/a '+refs/heads/gone:refs/remotes/team/a/gone'"
}

@test "done.integrationBranch: two refs of that name are ambiguous, and the cure names them" {
	fork
	git push -q --no-verify origin HEAD:refs/heads/upstream/main
	git config done.integrationBranch upstream/main
	for command in 'git push --dry-run origin feat' 'git done'; do
		run $command
		assert_failure
		assert_output --partial 'ambiguous'
		assert_output --partial 'git config done.integrationBranch refs/remotes/upstream/main'
		assert_output --partial 'git config done.integrationBranch refs/remotes/origin/upstream/main'
	done
	git config done.integrationBranch refs/remotes/upstream/main
	run git push --dry-run origin feat
	assert_success
}

@test "done.integrationBranch: what names no branch, or none that is here" {
	git done install >/dev/null
	git checkout -q -b topic
	break_service orders
	for value in refs/tags/v1 refs/remotes/ refs/heads/ /main ''; do
		git config done.integrationBranch "$value"
		run git push --dry-run origin topic
		assert_failure
		assert_output --partial 'must name a branch, not '
		run git done
		assert_equal "$status" 2
	done
	for value in upstream/main refs/remotes/upstream/main; do
		git config done.integrationBranch "$value"
		run git push --dry-run origin topic
		assert_failure
		assert_output --partial 'is not in this clone'
		run git done
		assert_equal "$status" 3
	done
}

@test "a stale origin beside a newer upstream is named" {
	fork
	for command in 'git push --dry-run origin feat' 'git done check HEAD'; do
		run $command
		assert_failure
		assert_output --partial 'services/stock/README.md'
		assert_output --partial "'upstream/main' has commits that are not in 'origin/main'"
		assert_output --partial 'git config done.integrationBranch upstream/main'
	done
	# Also where the branch is cut from the stale one; not of a colleague's fork that it has nothing of.
	git checkout -q --no-track -B feat origin/main
	write services/orders/more.go 'package main'
	commit work
	run git push --dry-run origin feat
	assert_success
	assert_output --partial "'upstream/main' has commits"
	git remote rename upstream alice 2>/dev/null
	run git push --dry-run origin feat
	assert_success
	refute_output --partial 'has commits'
	git config done.integrationBranch main
	git remote rename alice upstream 2>/dev/null
	run git push --dry-run origin feat
	refute_output --partial 'has commits'
}
