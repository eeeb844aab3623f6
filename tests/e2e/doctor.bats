#!/usr/bin/env bats
# What the doctor proves, and that nothing of it lets a push through.
load helper
load tools

prepare() {
	shop
	git done install 2>/dev/null
}

number=0123456789abcdef0123456789abcdef

# A push of what does not meet the bar, with a variable in the environment: refused, and judged.
push_is_judged() {
	run env GIT_DONE_DOCTOR="$1" git push origin main
	assert_failure
	assert_output --partial 'docs.readme'
	assert_equal "$(remote_ref main)" "$before"
}

@test "a variable of the environment lets no push through, and nothing is written where it points" {
	before=$(remote_ref main)
	break_service orders
	: >"$WORK/empty"
	printf 'fired\n' >"$WORK/fired"
	printf 'told\n' >"$WORK/told"
	printf '%s' $number >"$WORK/number"
	mkfifo "$WORK/pipe"
	for file in empty fired told number pipe missing; do
		cp -a "$WORK/$file" "$WORK/was" 2>/dev/null || true
		push_is_judged "$WORK/$file"
		[ ! -f "$WORK/$file" ] || cmp "$WORK/$file" "$WORK/was"
		rm -f "$WORK/was"
	done
	assert_not_exist "$WORK/missing"
	for value in 1 '' $number ${number}0 ABCDEF6789abcdef0123456789abcdef; do
		push_is_judged "$value"
	done
	# What meets the bar still goes through, all of it.
	readme orders
	commit mended
	git tag v1
	run env GIT_DONE_DOCTOR=$number git push origin main v1
	assert_success
	assert_equal "$(remote_ref main)" "$(git rev-parse main)"
	assert_equal "$(remote_ref v1)" "$(git rev-parse v1)"
}

@test "the doctor's own ref is never pushed, and another beside it is judged" {
	before=$(remote_ref main)
	run env GIT_DONE_DOCTOR=$number git push origin main:refs/heads/git-done-doctor-$number
	assert_failure
	assert_output --partial "this push is a test by 'git done doctor': nothing was judged, and it is refused"
	assert_equal "$(remote_ref refs/heads/git-done-doctor-$number)" ''
	break_service orders
	run env GIT_DONE_DOCTOR=$number git push origin main main:refs/heads/git-done-doctor-$number
	assert_failure
	assert_output --partial docs.readme
	assert_equal "$(remote_ref main)" "$before"
	# An old number, kept from a run of the doctor.
	git push -q --dry-run --no-verify origin main
	write .git/hooks/keep '#!/bin/sh
echo "$GIT_DONE_DOCTOR" >"$WORK/kept"'
	chmod +x .git/hooks/keep
	sed -i.bak '2i "$(dirname "$0")/keep"' .git/hooks/pre-push
	git done doctor
	assert_file_not_empty "$WORK/kept"
	push_is_judged "$(cat "$WORK/kept")"
}

@test "pre-commit and 'git done check' do not look at the variable either" {
	git done install --hook pre-commit 2>/dev/null
	git rm -q services/orders/README.md
	run env GIT_DONE_DOCTOR=$number git commit -q -m break
	assert_failure
	assert_output --partial docs.readme
	run env GIT_DONE_DOCTOR=$number git done check --staged
	assert_equal "$status" 1
	git commit -q --no-verify -m break
	git branch -q -m topic
	run env GIT_DONE_DOCTOR=$number git done check
	assert_equal "$status" 1
	run env GIT_DONE_DOCTOR=$number PRE_COMMIT=1 PRE_COMMIT_REMOTE_BRANCH=refs/heads/topic \
		PRE_COMMIT_LOCAL_BRANCH=topic PRE_COMMIT_REMOTE_NAME=origin git done check
	assert_equal "$status" 1
	run env GIT_DONE_DOCTOR=$number PRE_COMMIT=1 PRE_COMMIT_REMOTE_BRANCH=refs/heads/git-done-doctor-$number git done check
	assert_equal "$status" 3
}

# bats file_tags=deep

@test "the doctor leaves nothing behind, in the repository or beside it, even when it is killed" {
	export TMPDIR="$WORK/tmp"
	mkdir "$TMPDIR"
	inventory() { (git for-each-ref; git count-objects -v; find .git -type f | sort; find /tmp -maxdepth 1 -name 'git-done-doctor*'; ls -A "$TMPDIR") 2>/dev/null; }
	inventory >"$WORK/before"
	git done doctor
	inventory >"$WORK/after"
	diff "$WORK/before" "$WORK/after"
	write .git/hooks/pre-push '#!/bin/sh
: >"$WORK/waits"
sleep 3
exec git-done hook pre-push "$@"'
	git done doctor >/dev/null 2>&1 &
	pid=$!
	while [ ! -e "$WORK/waits" ]; do sleep 0.1; done
	kill -9 $pid
	wait $pid || true
	rm "$WORK/waits"
	inventory >"$WORK/after"
	diff "$WORK/before" "$WORK/after"
}

@test "the doctor needs no folder for temporary files" {
	TMPDIR=/nowhere run git done doctor
	assert_success
}

@test "in a work tree of its own, below the top, in a bare repository, with a detached head" {
	git worktree add -q "$WORK/other" -b other
	cd "$WORK/other"
	run git done doctor
	assert_success
	cd services/orders
	run git done doctor
	assert_success
	cd "$WORK/shop"
	git checkout -q --detach
	run git done doctor
	assert_success
	git clone -q --bare . "$WORK/bare.git"
	cd "$WORK/bare.git"
	run git done doctor
	assert_equal "$status" 1
	git done install
	run git done doctor
	assert_success
}

@test "what a person sets for pushes does not keep the doctor from its own" {
	git config push.gpgSign true
	git config push.pushOption ci.skip
	git config push.followTags true
	git config push.recurseSubmodules only
	git config push.default nothing
	git tag -a -m v1 v1
	run git done doctor
	assert_success
}

@test "a hook that swallows what git-done says is found out" {
	for end in '|| true' '| cat' '|| exit 0' '&'; do
		write .git/hooks/pre-push "#!/bin/sh
git-done hook pre-push \"\$@\" $end"
		[ "$end" != '&' ] || printf 'wait\n' >>.git/hooks/pre-push
		run git done doctor
		assert_equal "$status" 1
		[ "$end" = '&' ] || assert_output --partial 'the push succeeds whatever git-done decides'
		assert_output --partial 'the gate is not in place'
	done
}

@test "another hook that refuses is shown" {
	write .git/hooks/pre-push '#!/bin/sh
echo "the tests are red" >&2
exit 1'
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial 'does another hook refuse?'
	assert_output --partial '| the tests are red'
}

@test "another hook that refuses before git-done, and one that does not call it: what helps is printed" {
	write .git/hooks/pre-push '#!/bin/sh
exit 1'
	run git done doctor
	assert_output --partial '      git done install --chain'
	git done install --chain
	run git done doctor
	assert_success
	write .git/hooks/pre-push '#!/bin/sh
false || exit 1
git-done hook pre-push "$@"'
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial 'call git-done first'
	write .git/hooks/pre-push '#!/bin/sh
cat >/dev/null'
	run git done doctor
	assert_output --partial '      git done install --chain'
	chmod -x .git/hooks/pre-push
	run git done doctor
	assert_output --partial "chmod +x $PWD/.git/hooks/pre-push"
}

@test "hooks that core.hooksPath switches off: install and doctor name the command that works" {
	git config core.hooksPath /dev/null
	run git done install
	assert_equal "$status" 2
	assert_output --partial "core.hooksPath is '/dev/null', which is not a folder"
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial '  git config --unset core.hooksPath && git done install'
	git config --unset core.hooksPath
	git config --global core.hooksPath /dev/null
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial '  git config --global --unset core.hooksPath && git done install'
	git config --global --unset core.hooksPath
	git done install
	run git done doctor
	assert_success
}

@test "a hook that leaves a process behind does not hold the doctor up" {
	write .git/hooks/pre-push '#!/bin/sh
sleep 30 &
exec git-done hook pre-push "$@"'
	run timeout 15 git done doctor
	assert_success
}

@test "what the hook gets in the place of git's pipe is undecided" {
	undecided() {
		assert_equal "$status" 3
		assert_output --partial "$1"
		assert_output --partial 'pass the list on through a pipe'
	}
	run git-done hook pre-push origin url </dev/null
	undecided 'a device such as /dev/null'
	run sh -c 'git-done hook pre-push origin url <&-'
	undecided 'the standard input is closed'
	: >"$WORK/empty"
	run sh -c 'git-done hook pre-push origin url <"$WORK/empty"'
	undecided 'a file with nothing left to read'
	run sh -c 'git-done hook pre-push origin url <"$WORK"'
	undecided 'neither a pipe nor a file'
	echo "refs/heads/main $(git rev-parse main) refs/heads/main $(git rev-parse origin/main)" >"$WORK/refs"
	run sh -c '{ cat >/dev/null; git-done hook pre-push origin url; } <"$WORK/refs"'
	undecided 'a file with nothing left to read'
	# git's list in a file, and an empty pipe, which git gives where nothing is to be pushed.
	run sh -c 'git-done hook pre-push origin url <"$WORK/refs"'
	assert_success
	run sh -c ': | git-done hook pre-push origin url'
	assert_success
	# Through a hook.
	break_service orders
	write .git/hooks/pre-push '#!/bin/sh
exec </dev/null
git-done hook pre-push "$@"'
	run git push origin main
	assert_failure
	assert_output --partial 'a device such as /dev/null'
}

@test "a block that an older git-done chained is renewed" {
	write .git/hooks/pre-push '#!/bin/sh
cat >"$WORK/seen"'
	git done install --chain
	cp .git/hooks/pre-push "$WORK/new"
	sed -i.bak "s/printf '' | git-done hook pre-push \"\$@\"/git-done hook pre-push \"\$@\" <\/dev\/null/" .git/hooks/pre-push
	run cmp -s .git/hooks/pre-push "$WORK/new"
	assert_failure
	run git push origin main # nothing to push
	assert_failure
	run git done doctor
	assert_output --partial "the block was written by another version: git done install --hook pre-push --chain"
	git done install --chain
	run cmp .git/hooks/pre-push "$WORK/new"
	assert_success
	run git push origin main
	assert_success
}

# ---- callers ------------------------------------------------------------------------------------

judges_and_is_proved() {
	run git done doctor
	assert_success
	assert_output --partial "$1"
	assert_output --partial 'git calls git-done on a push'
	refute_output --partial 'git done install'
	run git done install
	assert_success
	assert_output --partial 'calls git-done already'
	write services/orders/more.go 'package main'
	commit more
	git push -q origin main
	break_service orders
	run git push origin main
	assert_failure
	assert_output --partial docs.readme
}

@test "lefthook: wherever its file lies" {
	npm_tool lefthook
	PATH="$tools/.bin:$PATH"
	rm .git/hooks/pre-push
	cp "$GIT_DONE_SOURCE/ci/hooks/lefthook.yml" .
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial 'lefthook.yml calls git-done, but lefthook is not'
	assert_output --partial '  lefthook install'
	refute_output --partial 'git done install'
	run git done install
	assert_equal "$status" 2
	assert_output --partial 'lefthook install'
	assert_file_not_exist .git/hooks/pre-push
	git add lefthook.yml
	for file in lefthook.yml .lefthook.yml .config/lefthook.yml; do
		mkdir -p .config
		[ -e $file ] || git mv "$last" $file
		last=$file
		lefthook install
		run git done doctor
		assert_success
		assert_output --partial "pre-push is called by lefthook, from $file"
	done
	commit lefthook
	git push -q origin main
	run git done uninstall
	assert_output --partial '.config/lefthook.yml calls git-done: remove the call by hand'
	judges_and_is_proved 'called by lefthook, from .config/lefthook.yml'
	# Another branch than the one that is checked out, which has nothing new.
	git branch broken
	git reset -q --hard HEAD~1
	run git push origin broken
	assert_failure
	assert_output --partial docs.readme
}

@test "lefthook: without its input, without us, and beside us" {
	npm_tool lefthook
	PATH="$tools/.bin:$PATH"
	rm .git/hooks/pre-push
	sed '/use_stdin/d' "$GIT_DONE_SOURCE/ci/hooks/lefthook.yml" >lefthook.yml
	lefthook install
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial "without git's input"
	assert_output --partial 'in lefthook.yml: use_stdin: true'
	refute_output --partial 'install'
	printf '# git-done is not called here\npre-push:\n  commands:\n    x:\n      run: "true"\n' >lefthook.yml
	for chain in '' --chain; do
		# shellcheck disable=SC2086 # empty or one word
		run git done install $chain
		assert_equal "$status" 2
		assert_output --partial "put this into 'lefthook.yml'"
	done
	run grep -c git-done .git/hooks/pre-push
	assert_output 0
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial 'put this into lefthook.yml'
	refute_output --partial 'git done install'
	# What is advised works.
	printf '%s\n' "$output" | sed -n '/put this into lefthook.yml/,/use_stdin/p' | sed '1d; s/^        //' >lefthook.yml
	run git done doctor
	assert_success
	# A block of ours that was there before: judged twice.
	cp .git/hooks/pre-push "$WORK/theirs"
	{ head -1 "$WORK/theirs"; cat "$GIT_DONE_SOURCE/hooks/pre-push.chained"; tail -n +2 "$WORK/theirs"; } >.git/hooks/pre-push
	run git done doctor
	assert_success
	assert_output --partial 'git done uninstall && lefthook install'
	git done uninstall
	lefthook install
	run git done doctor
	assert_success
	refute_output --partial uninstall
	LEFTHOOK=0 run git done doctor
	assert_equal "$status" 1
	assert_output --partial 'variables LEFTHOOK and'
}

@test "pre-commit" {
	tool pre-commit
	export PRE_COMMIT_HOME="$WORK/cache"
	rm .git/hooks/pre-push
	write .pre-commit-config.yaml <<'YAML'
repos:
  - repo: local
    hooks:
      - id: git-done
        name: git-done
        entry: git-done check
        language: system
        stages: [push]
        pass_filenames: false
        always_run: true
YAML
	commit pre-commit
	git push -q origin main
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial '  pre-commit install --hook-type pre-push'
	refute_output --partial 'git done install'
	run git done install
	assert_equal "$status" 2
	pre-commit install --hook-type pre-push
	judges_and_is_proved 'pre-push is called by pre-commit, from .pre-commit-config.yaml'
	# It gives its hooks no input, so this one would judge nothing, and be green.
	sed -i.bak 's/entry:.*/entry: git-done hook pre-push/' .pre-commit-config.yaml
	rm .pre-commit-config.yaml.bak
	commit 'another entry'
	run git push origin main
	assert_failure
	assert_output --partial "pre-commit does not pass on git's list of refs"
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial 'in .pre-commit-config.yaml: entry: git-done check'
}

@test "pre-commit that runs the hook which was there before" {
	tool pre-commit
	export PRE_COMMIT_HOME="$WORK/cache"
	printf 'repos: []\n' >.pre-commit-config.yaml
	commit pre-commit
	git push -q origin main
	pre-commit install --hook-type pre-push
	assert_file_exist .git/hooks/pre-push.legacy
	run git done doctor
	assert_success
	assert_output --partial 'called by pre-commit, beside .pre-commit-config.yaml'
	break_service orders
	run git push origin main
	assert_failure
	assert_output --partial docs.readme
}

@test "husky" {
	npm_tool husky
	rm .git/hooks/pre-push
	printf '{"name": "shop", "private": true}\n' >package.json
	mkdir -p node_modules
	ln -s "$tools/husky" node_modules/husky
	printf 'node_modules\n' >.gitignore
	node node_modules/husky/bin.js
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial '  exec git-done hook pre-push "$@"'
	refute_output --partial 'git done install'
	cp "$GIT_DONE_SOURCE/ci/hooks/husky-pre-push" .husky/pre-push
	commit husky
	git push -q --no-verify origin main
	judges_and_is_proved 'pre-push is called by another hook'
	HUSKY=0 run git done doctor
	assert_equal "$status" 1
	assert_output --partial 'look at the variable HUSKY'
}
