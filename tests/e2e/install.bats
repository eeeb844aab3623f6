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
	assert_output --partial 'cannot be told before the first commit'
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
	printf '#!/usr/bin/env python3\n' >.git/hooks/pre-push
	run git done install --chain
	assert_equal "$status" 2
	assert_output --partial 'not a shell script'
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
	assert_output --partial "the program 'git-done' is not found"
}

@test "an unknown hook is an error" {
	run git done install --hook pre-puhs
	assert_equal "$status" 2
	assert_output --partial 'pre-push'
}
