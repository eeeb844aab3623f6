#!/usr/bin/env bats
# A push is held to the bar: every row of what git's pre-push can bring.
load helper

prepare() {
	shop
	git done install 2>/dev/null
}

@test "a push of a service that is not done is refused, and says what is missing, where, and how to mend it" {
	break_service orders
	run git push origin main
	assert_failure
	assert_output --partial 'services/orders/README.md'
	assert_output --partial 'docs.readme'
	assert_output --partial 'PUSH REFUSED by git-done, nothing was pushed: orders fails 1 required check'
	assert_output --partial 'git done check'
	assert_equal "$(remote_ref main)" "$(git rev-parse HEAD~1)"
}

@test "mended, the same push goes through" {
	break_service orders
	run git push origin main
	assert_failure
	readme orders
	commit mend
	run git push origin main
	assert_success
	assert_equal "$(remote_ref main)" "$(git rev-parse HEAD)"
}

@test "a service that the change does not touch is not judged" {
	git push -q --no-verify origin main
	git rm -q services/stock/README.md
	commit 'stock falls short'
	git push -q --no-verify origin main
	write services/orders/more.go 'package main'
	commit 'touch orders only'
	run git push origin main
	assert_success
	refute_output --partial 'stock'
}

@test "a new branch is judged from the merge base with the integration branch" {
	git checkout -q -b topic
	break_service orders
	run git push origin topic
	assert_failure
	assert_output --partial 'orders'
	assert_equal "$(remote_ref topic)" ''
}

@test "a fault further back on the branch does not hide behind a clean last commit" {
	git checkout -q -b topic
	break_service orders
	write services/stock/more.go 'package main'
	commit 'touch stock'
	run git push origin topic
	assert_failure
	assert_output --partial 'orders'
}

@test "of several refs only the second is bad: the push is refused, and the ref is named" {
	git checkout -q -b good
	write services/stock/more.go 'package main'
	commit good
	git checkout -q -b worse main
	break_service orders
	run git push origin good worse
	assert_failure
	assert_output --partial 'refs/heads/worse'
	assert_equal "$(remote_ref good)" ''
}

@test "a force push after a rebase does not blame the branch for upstream's changes" {
	git checkout -q -b topic
	write services/orders/more.go 'package main'
	commit 'on topic'
	git push -q origin topic
	git checkout -q main
	git rm -q services/stock/README.md
	commit 'stock falls short on main'
	git push -q --no-verify origin main
	git checkout -q topic
	git rebase -q main
	run git push --force origin topic
	assert_success
	refute_output --partial 'stock/README'
}

@test "a force push whose old tip is unknown here is judged from the integration branch" {
	git clone -q "$WORK/remote.git" "$WORK/other"
	git -C "$WORK/other" checkout -q -b topic
	git -C "$WORK/other" commit -q --allow-empty -m elsewhere
	git -C "$WORK/other" push -q origin topic
	git checkout -q -b topic
	break_service orders
	run git push --force origin topic
	assert_failure
	assert_output --partial 'orders'
}

@test "a deletion has nothing to judge and passes" {
	git push -q origin main:refs/heads/old
	run git push origin :old
	assert_success
	assert_equal "$(remote_ref old)" ''
}

# bats file_tags=deep

@test "an annotated tag is judged by the commit it points to" {
	break_service orders
	git tag -a -m one v1
	run git push origin v1
	assert_failure
	assert_output --partial 'orders'
	assert_equal "$(remote_ref v1)" ''
}

@test "a tag on a blob is passed over, and said" {
	git tag notes "$(git rev-parse HEAD:services/orders/README.md)"
	run git push origin notes
	assert_success
	assert_output --partial 'nothing to judge'
}

@test "an expression as source is judged by what it names" {
	break_service orders
	write services/stock/more.go 'package main'
	commit 'touch stock'
	run git push origin HEAD~1:refs/heads/x
	assert_failure
	assert_output --partial 'orders'
	run git push origin HEAD~2:refs/heads/y
	assert_success
}

@test "a reflog expression with spaces in it is parsed" {
	break_service orders
	run git push origin 'HEAD@{1 second ago}:refs/heads/x'
	# Either the old tip (done) or the new one (not done): never a parse error.
	refute_output --partial 'undecided'
	refute_output --partial 'line'
}

@test "nothing to push passes quietly" {
	run git push origin main
	assert_success
	assert_output --partial 'up-to-date'
}

@test "a dry run is judged as well" {
	break_service orders
	run git push --dry-run origin main
	assert_failure
	assert_output --partial 'orders'
}

@test "a push from a linked worktree is judged" {
	git worktree add -q "$WORK/linked" -b linked
	cd "$WORK/linked"
	break_service orders
	run git push origin linked
	assert_failure
	assert_output --partial 'orders'
}

@test "a push from a subdirectory is judged" {
	break_service orders
	cd services/stock
	run git push origin main
	assert_failure
	assert_output --partial 'services/orders/README.md'
}

@test "what lies in the work tree does not count, only what is pushed" {
	break_service orders
	readme orders
	run git push origin main
	assert_failure
	git stash -q -u
	git revert --no-edit HEAD >/dev/null
	rm services/orders/README.md
	run git push origin main
	assert_success
}

@test "the first push to an empty remote is judged as new, and says so" {
	git init -q --bare "$WORK/empty.git"
	git remote add fresh "$WORK/empty.git"
	break_service orders
	run git push fresh main
	assert_failure
	assert_output --partial 'orders'
	readme orders
	commit mend
	run git push fresh main
	assert_success
}

# trunk_only: the integration branch is neither main nor master, and no origin/HEAD says which it is.
trunk_only() {
	git remote set-head origin --delete
	git push -q --no-verify origin main:trunk main:old
	git update-ref -d refs/remotes/origin/main
	git checkout -q -b topic
	git branch -q --unset-upstream 2>/dev/null || true
	git rm -q services/orders/README.md
	write .git-done.yml <<'POLICY'
version: 1
services: [{path: services/*}]
criteria:
  docs: {checks: {readme: {file: {any: [main.go]}}}}
POLICY
	commit 'lower the bar'
}

@test "where no integration branch is known, a branch is not judged by its own policy: undecided, with the cure" {
	trunk_only
	run git push origin topic
	assert_failure
	assert_output --partial 'no integration branch of the remote'
	assert_output --partial 'git remote set-head origin --auto'
	assert_equal "$(remote_ref refs/heads/topic)" ''
	# A remote of which nothing is known, and the same one by its URL.
	git init -q --bare "$WORK/other.git"
	git remote add other "$WORK/other.git"
	for remote in other "$WORK/remote.git" "$WORK/other.git"; do
		run git push "$remote" topic
		assert_failure
	done
	run git push origin :old
	assert_success
	git remote set-head origin trunk
	run git push origin topic
	assert_failure
	assert_output --partial 'services/orders/README.md'
	assert_output --partial 'origin/trunk'
}

@test "where no integration branch is known, the upstream serves if it is another branch" {
	trunk_only
	git branch -q --set-upstream-to=origin/trunk
	run git push origin topic
	assert_failure
	assert_output --partial "services/orders/README.md"
	assert_output --partial 'judged from the upstream'
	assert_output --partial 'what changed since origin/trunk'
	git push -q --no-verify -u origin topic
	git commit -q --allow-empty --no-verify -m more
	run git push origin topic
	assert_failure
	assert_output --partial 'no integration branch of the remote'
}

@test "done.integrationBranch goes before the remote's HEAD; one that is not here is undecided" {
	git checkout -q -b develop
	sed -i.bak 's/min_words: 3/min_words: 30/' .git-done.yml
	rm .git-done.yml.bak
	commit 'raise the bar'
	git push -q --no-verify origin develop
	git config done.integrationBranch develop
	git checkout -q -b topic
	write services/orders/more.go 'package main'
	commit work
	for command in 'git push origin topic' 'git done'; do
		run $command
		assert_failure
		assert_output --partial 'origin/develop'
	done
	git config done.integrationBranch gone
	run git push origin topic
	assert_failure
	assert_output --partial "the integration branch 'gone'"
	run git done
	assert_equal "$status" 3
	git config --unset done.integrationBranch
	run git push origin topic
	assert_success
	assert_output --partial 'origin/main'
}

@test "a push to a URL is judged" {
	git checkout -q -b topic
	break_service orders
	run git push "$WORK/remote.git" topic
	assert_failure
	assert_output --partial 'orders'
}

@test "a push of everything with --mirror judges branches and says what was passed over" {
	git notes add -m 'a note' HEAD
	break_service orders
	run git push --mirror origin
	assert_failure
	assert_output --partial 'orders'
}

@test "--no-verify goes past the hook: nothing we can do, and doctor says so" {
	break_service orders
	run git push --no-verify origin main
	assert_success
}

@test "the service map and the bar come from the base: a change cannot lower its own bar" {
	git checkout -q -b topic
	git rm -q services/orders/README.md
	write .git-done.yml <<'POLICY'
version: 1
services:
  - path: services/stock
criteria:
  logging:
    checks:
      no-print:
        content: {files: ["**/*.go"], forbid: '\bfmt\.Print'}
POLICY
	commit 'lower the bar'
	run git push origin topic
	assert_failure
	assert_output --partial 'services/orders/README.md'
	assert_output --partial "'docs.readme' is removed"
	assert_output --partial "1 service is no longer judged: 'services/orders'"
}

@test "a branch cut before the policy existed is held to the base's policy" {
	git checkout -q --orphan before
	git rm -rqf .
	write services/orders/main.go 'package main'
	commit 'no policy here'
	git checkout -q -b old
	git push -q --no-verify --force origin old:refs/heads/ancient
	git checkout -q -b topic
	write services/orders/other.go 'package main'
	commit 'still none'
	run git push origin topic
	assert_failure
	assert_output --partial 'orders'
}

@test "a repository without a policy pushes freely, and is told so" {
	git rm -q .git-done.yml
	commit 'no policy'
	git push -q --no-verify origin main
	break_service orders
	run git push origin main
	assert_success
	assert_output --partial 'nothing was judged'
	git config done.requirePolicy true
	git commit -q --allow-empty --no-verify -m more
	run git push origin main
	assert_failure
	assert_output --partial 'requirePolicy'
}

@test "done.requirePolicy is read as git reads a boolean; what is none is an error that names it" {
	git rm -q .git-done.yml
	commit 'no policy'
	git push -q --no-verify origin main
	git commit -q --allow-empty --no-verify -m more
	for value in true True TRUE yes Yes on ON 1 2 -1; do
		git config done.requirePolicy "$value"
		run git push --dry-run origin main
		assert_failure
		assert_output --partial 'no policy, and done.requirePolicy is set'
	done
	for value in false No off 0 ''; do
		git config done.requirePolicy "$value"
		run git push --dry-run origin main
		assert_success
		assert_output --partial 'nothing was judged'
	done
	git config done.requirePolicy treu
	run git push --dry-run origin main
	assert_failure
	assert_output --partial "git config done.requirePolicy must be true or false, not 'treu'"
	printf 'refs/heads/main %s refs/heads/main %s\n' "$(git rev-parse HEAD)" "$(git rev-parse HEAD~1)" >"$WORK/refs"
	run sh -c "git done hook pre-push origin <'$WORK/refs'"
	assert_equal "$status" 2
	git config --unset done.requirePolicy
	# The key alone is true.
	printf '[done]\n\trequirePolicy\n' >>.git/config
	run git push --dry-run origin main
	assert_failure
	assert_output --partial 'no policy, and done.requirePolicy is set'
	run git -c done.requirePolicy=false push --dry-run origin main
	assert_success
}

@test "GIT_DONE_SKIP is ignored in every CI, whether or not it says CI=true" {
	git checkout -q -b topic
	break_service orders
	marks='JENKINS_URL=https://ci.example.org/ TF_BUILD=True TF_BUILD=1 GITHUB_ACTIONS=true GITLAB_CI=true TEAMCITY_VERSION=2024
		PROW_JOB_ID=1 BITBUCKET_BUILD_NUMBER=1 BUILDKITE=true CIRCLECI=true TRAVIS=true DRONE=true APPVEYOR=True CIRRUS_CI=true
		SEMAPHORE=true CI=woodpecker CI=1 JENKINS_HOME=/var/jenkins_home HUDSON_URL=https://ci.example.org/ BUILD_TAG=jenkins-shop-7
		CODEBUILD_BUILD_ID=app:1'
	for mark in $(ci_marks); do
		[[ $mark == PRE_COMMIT || " $marks" == *[[:space:]]"$mark="* ]] || fail "$mark is not among those that are tried"
	done
	for mark in $marks; do
		run env "$mark" GIT_DONE_SKIP=docs.readme git push --dry-run origin topic
		assert_failure
		assert_output --partial 'ignored in CI'
		assert_output --partial 'services/orders/README.md'
	done
	# pre-commit runs at home, too; and a name that others use is no mark by itself.
	run env PRE_COMMIT=1 CI=false BUILD_TAG=v1 GIT_DONE_SKIP=docs.readme git push --dry-run origin topic
	assert_success
}

@test "GIT_DONE_SKIP skips by id and shows it; in CI it is ignored; a mistyped id is an error" {
	break_service orders
	GIT_DONE_SKIP=docs.raedme run git push origin main
	assert_failure
	assert_output --partial "did you mean 'docs.readme'"
	CI=true GIT_DONE_SKIP=docs.readme run git push origin main
	assert_failure
	assert_output --partial 'ignored in CI'
	GIT_DONE_SKIP=docs.readme run git push origin main
	assert_success
	assert_output --partial 'skipped'
}

@test "a bad policy in the change itself is refused with its place" {
	printf 'version: 1\nchekcs: {}\n' >.git-done.yml
	commit 'break the policy'
	run git push origin main
	assert_failure
	assert_output --partial '.git-done.yml:2:1'
}
