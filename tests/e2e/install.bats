#!/usr/bin/env bats
# Hooks go where git looks, and never in the place of somebody else's.
load helper

prepare() {
	shop
}

@test "install, doctor, uninstall" {
	run git done install
	assert_success
	assert_file_executable .git/hooks/pre-push
	run git done doctor
	assert_success
	assert_output --partial 'git calls git-done on a push'
	run git done install
	assert_success
	assert_output --partial 'already'
	run git done uninstall
	assert_success
	assert_file_not_exist .git/hooks/pre-push
}

@test "doctor sees that no hook fires" {
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial 'does not call git-done'
	git done install
	chmod -x .git/hooks/pre-push
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial 'not executable'
}

@test "core.hooksPath is respected" {
	mkdir .husky
	git config core.hooksPath .husky
	run git done install
	assert_success
	assert_file_executable .husky/pre-push
	assert_file_not_exist .git/hooks/pre-push
	run git done doctor
	assert_success
}

# For `git lfs pre-push`: reads git's input to its end, and keeps it.
fake_lfs() {
	mkdir -p "$WORK/lfs"
	printf '#!/bin/sh\ncat >"$WORK/uploaded"\n' >"$WORK/lfs/git-lfs"
	chmod +x "$WORK/lfs/git-lfs"
	export PATH="$WORK/lfs:$PATH"
	printf '#!/bin/sh\ngit lfs pre-push "$@" || exit $?\n' >.git/hooks/pre-push
	chmod +x .git/hooks/pre-push
}

@test "doctor sees that whatever runs before the hook reads its input" {
	fake_lfs
	echo 'git-done hook pre-push "$@" || exit $?' >>.git/hooks/pre-push
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial "the hook is called without git's input"
	assert_output --partial 'git done install --chain'
	assert_output --partial 'the gate is not in place'
	printf '#!/bin/sh\ngit-done hook pre-push "$@" || exit $?\n' >.git/hooks/pre-push
	run git done doctor
	assert_success
	printf '#!/bin/sh\nexec </dev/null\ngit-done hook pre-push "$@" || exit $?\n' >.git/hooks/pre-push
	run git done doctor
	assert_equal "$status" 1
}

# bats file_tags=deep

@test "what install advises serves both: the other hook gets the input, and the push is judged" {
	fake_lfs
	run git done install
	assert_equal "$status" 2
	advice=$(printf '%s\n' "$output" | sed -n 's/^ *\(git done install --hook.*\)/\1/p')
	assert [ -n "$advice" ]
	run $advice
	assert_success
	run git done doctor
	assert_success
	rm -f "$WORK/uploaded"
	write services/orders/more.go 'package main'
	commit more
	git push -q origin main
	run grep -c refs/heads/main "$WORK/uploaded"
	assert_output 1
	break_service orders
	run git push origin main
	assert_failure
}

@test "before the first commit doctor cannot tell, and says what to do" {
	git init -q "$WORK/new"
	cd "$WORK/new"
	git done install
	run git done doctor
	assert_equal "$status" 3
	assert_output --partial 'cannot be tested before the first commit'
	assert_output --partial 'not proved yet'
	refute_output --partial BAD
	rm .git/hooks/pre-push
	run git done doctor
	assert_equal "$status" 1
}

@test "a hook whose input is a terminal is not told what is pushed" {
	command -v script >/dev/null || skip 'needs script(1)'
	script -qec true /dev/null </dev/null >/dev/null 2>&1 || skip 'needs a script(1) that takes -c and -e'
	run script -qec 'git-done hook pre-push origin url' /dev/null
	assert_equal "$status" 3
	assert_output --partial 'is a terminal'
}

@test "a foreign hook is left as it is, and how to add ours is printed" {
	printf '#!/bin/sh\nexit 0\n' >.git/hooks/pre-push
	chmod +x .git/hooks/pre-push
	cp .git/hooks/pre-push "$WORK/theirs"
	run git done install
	assert_equal "$status" 2
	assert_output --partial 'git done install --hook pre-push --chain'
	run cmp .git/hooks/pre-push "$WORK/theirs"
	assert_success
	run git done uninstall
	assert_file_exist .git/hooks/pre-push
}

@test "chained, both run, and the foreign hook still gets git's input" {
	cat >.git/hooks/pre-push <<'HOOK'
#!/bin/sh
cat >"$WORK/seen"
exit 0
HOOK
	chmod +x .git/hooks/pre-push
	cp .git/hooks/pre-push "$WORK/theirs"
	run git done install --chain
	assert_success
	write services/orders/more.go 'package main'
	commit more
	run git push origin main
	assert_success
	run grep -c refs/heads/main "$WORK/seen"
	assert_output 1
	break_service orders
	run git push origin main
	assert_failure
	run git done doctor
	assert_success
	run git done uninstall
	assert_success
	run cmp .git/hooks/pre-push "$WORK/theirs"
	assert_success
}

@test "a hook that is no shell script cannot be chained to" {
	for line in '#!/usr/bin/env python3' '#!/home/sheila/venv/bin/python3' '#!/opt/bashful/perl -w' '#!/usr/bin/env -S A=/bin/sh node' \
		'#!/usr/bin/env' '#!' '#' ''; do
		printf '%s\n' "$line" >.git/hooks/pre-push
		chmod +x .git/hooks/pre-push
		run git done install --chain
		assert_equal "$status" 2
		assert_output --partial 'not a shell script'
		assert_equal "$(cat .git/hooks/pre-push)" "$line"
	done
	: >.git/hooks/pre-push
	run git done install --chain
	assert_equal "$status" 2
}

@test "a shell is known by its name, through env too" {
	for line in '#!/bin/sh' '#! /bin/dash -e' '#!/usr/bin/env bash' '#!/usr/bin/env -S LANG=C zsh -f' '#!/opt/python3/ksh' '#!/bin/ash'; do
		printf '%s\nexit 0\n' "$line" >.git/hooks/pre-push
		chmod +x .git/hooks/pre-push
		run git done install --chain
		assert_success
	done
}

@test "a hook that was switched off stays off" {
	printf '#!/bin/sh\nexit 1\n' >.git/hooks/pre-push
	for chain in '' --chain; do
		# shellcheck disable=SC2086 # empty or one word
		run git done install $chain
		assert_equal "$status" 2
		assert_output --partial 'not executable'
		assert_output --partial "chmod +x '"
		assert [ ! -x .git/hooks/pre-push ]
		run grep -c git-done .git/hooks/pre-push
		assert_output 0
	done
	# Nor is one that calls us said to be in place.
	printf '#!/bin/sh\ngit-done hook pre-push "$@"\n' >.git/hooks/pre-push
	run git done install
	assert_equal "$status" 2
	assert_output --partial 'not executable'
}

# What husky's install leaves, at PATH of the repository.
husky_at() {
	mkdir -p "$1/_"
	printf 's=$(dirname "$(dirname "$0")")/$(basename "$0")\n[ ! -f "$s" ] && exit 0\nsh -e "$s" "$@"\n' >"$1/_/h"
	for hook in pre-push pre-commit; do
		printf '#!/usr/bin/env sh\n. "$(dirname "$0")/h"' >"$1/_/$hook"
		chmod +x "$1/_/$hook"
	done
	git config core.hooksPath "$1/_"
}

@test "husky's own folder is left alone, and the line that husky runs is said" {
	for folder in .husky tools/hooks; do
		husky_at $folder
		for chain in '' --chain; do
			# shellcheck disable=SC2086 # empty or one word
			run git done install $chain
			assert_equal "$status" 2
			assert_output --partial "/$folder/pre-push'"
			assert_output --partial 'exec git-done hook pre-push "$@"'
		done
		run grep -rl git-done $folder
		assert_output ''
		run git done doctor
		assert_equal "$status" 1
		assert_output --partial "not installed: $PWD/$folder/pre-push"
		# What is advised works, and doctor and install say so.
		git done install 2>&1 | sed -n 's/^ *\(exec git-done hook.*\)/\1/p' >$folder/pre-push
		run git done doctor
		assert_success
		assert_output --partial "called by another hook: $PWD/$folder/pre-push"
		run git done install
		assert_success
		assert_output --partial 'calls git-done already'
		rm -r $folder
	done
	# Not there yet, and with a slash at its end.
	git config core.hooksPath .husky/_/
	run git done install
	assert_equal "$status" 2
	assert_output --partial "/.husky/pre-push'"
	# A folder of that name that is nobody's.
	mkdir -p other/_
	git config core.hooksPath other/_
	run git done install
	assert_success
	assert_file_executable other/_/pre-push
}

@test "hooks that serve other repositories too are installed, and it is said" {
	git config --global core.hooksPath "$WORK/everywhere"
	run git done install
	assert_success
	assert_output --partial "$WORK/everywhere is shared"
	git done uninstall
	run env GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0="$WORK/now" git-done install
	assert_output --partial "$WORK/now is shared"
	git config core.hooksPath .hooks
	run git done install
	assert_success
	refute_output --partial 'is shared'
}

@test "an edited hook of ours is not overwritten without --force" {
	git done install
	echo '# mine' >>.git/hooks/pre-push
	run git done install
	assert_equal "$status" 2
	assert_output --partial -- '--force'
	run git done install --force
	assert_success
	run grep mine .git/hooks/pre-push
	assert_failure
}

@test "a hook whose program is missing fails with a message" {
	git done install
	break_service orders
	mkdir "$WORK/bin"
	for tool in git sh; do ln -s "$(command -v $tool)" "$WORK/bin/$tool"; done
	PATH="$WORK/bin" run git push origin main
	assert_failure
	assert_output --partial "git does not find the program 'git-done'"
}

@test "an unknown hook is an error" {
	run git done install --hook pre-puhs
	assert_equal "$status" 2
	assert_output --partial 'pre-push'
}
