#!/usr/bin/env bats
# Manual pages: what `git done manual` prints, and what an installation places so that man finds it.
load helper

@test "man reads every page without a warning" {
	command -v man >/dev/null || skip "man is not here"
	run git done manual
	assert_success
	[ "${#lines[@]}" -ge 24 ]
	for page in "${lines[@]}"; do
		git done manual "$page" >"$WORK/$page"
		[ -z "$(man --warnings -E UTF-8 -l -Tutf8 -Z "$WORK/$page" 2>&1 >/dev/null)" ] ||
			fail "$page: $(man --warnings -E UTF-8 -l -Tutf8 -Z "$WORK/$page" 2>&1 >/dev/null)"
	done
}

@test "there is a page for each command, with its options and exit statuses" {
	for command in $(git done help | sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p'); do
		git done manual "git-done-$command.1" >"$WORK/page"
		run git done help "$command"
		for option in $(printf '%s\n' "$output" | sed -n '/^Options:/,/^Exit/s/^  .*--\([a-z-]*\).*/\1/p'); do
			grep -qF -- "\\-\\-${option//-/\\-}" "$WORK/page" || fail "git-done-$command.1 has no --$option"
		done
		[ "$(grep -c '^\\fB[0-4]\\fR$' "$WORK/page")" = "$(printf '%s\n' "$output" | grep -cE '^  [0-4]  ')" ]
	done
}

# bats file_tags=deep

@test "the page of the program names every git config key and variable that the sources read" {
	git done manual git-done.1 | sed 's/\\-/-/g' >"$WORK/page"
	for name in $(grep -rhoE '"(done\.[a-zA-Z]+|GIT_DONE_[A-Z]+)"' "$GIT_DONE_SOURCE/src" |
		tr -d '"' | grep -v '^done\.yml$' | grep -v '^GIT_DONE_DOCTOR$' | sort -fu); do
		grep -qiF "fB$name\\" "$WORK/page" || fail "git-done(1) does not name $name: src/cli/manual/manual_program.c"
	done
}

@test "a page of the reference keeps its tables, lists and examples" {
	command -v man >/dev/null || skip "man is not here"
	git done manual git-done-policy.5 >"$WORK/page"
	MANWIDTH=100 run man -l "$WORK/page"
	assert_line --regexp '^KIND content$'
	assert_line --regexp '^ +depends_on \(glob, or a list\)'
	assert_line --regexp "^ +ecosystems|^ +file:"
	refute_output --partial '| ---'
	refute_output --partial '```'
	refute_output --partial '\fB'
	git done manual git-done-sheet.5 >"$WORK/page"
	run man -l "$WORK/page"
	assert_line --regexp '^ +communication$|^ +communication \('
}

@test "an unknown page is refused with the nearest" {
	run git done manual git-done-chek.1
	assert_equal "$status" 2
	assert_output --partial "there is no manual page 'git-done-chek.1'"
	assert_output --partial "did you mean 'git-done-check.1'?"
	run git done manual git-done.1 more
	assert_equal "$status" 2
}

@test "an installation has what man, the shells and a policy's editor look for" {
	cmake --install "$GIT_DONE_BUILD" --prefix "$WORK/usr" >/dev/null
	for file in bin/git-done share/bash-completion/completions/git-done share/zsh/vendor-completions/_git-done \
		share/fish/vendor_completions.d/git-done.fish share/git-done/schema/sheet.schema.json \
		share/git-done/hooks/pre-push share/git-done/ci/gitlab/git-done.yml share/doc/git-done/LICENSE; do
		[ -f "$WORK/usr/$file" ] || fail "$file is not installed"
	done
	[ -x "$WORK/usr/share/git-done/hooks/pre-push" ]
	[ ! -e "$WORK/usr/share/git-done/ci/test.sh" ]
	command -v man >/dev/null || skip "man is not here"
	MANPATH=$WORK/usr/share/man PATH=$WORK/usr/bin:$PATH run git help done
	assert_success
	assert_output --partial 'GIT-DONE(1)'
}
