#!/usr/bin/env bats
# What help says of every command: from the tables, so that nothing is forgotten.
load helper

commands() {
	git done help | sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p'
}

@test "the help of each command ends with its own exit statuses" {
	[ "$(commands | wc -l)" -ge 14 ]
	for command in $(commands); do
		run git done help "$command"
		assert_success
		[[ "$(printf '%s\n' "$output" | sed -n '/^Exit status:$/,$p' | tail -n +2)" =~ ^'  0  ' ]] || {
			echo "$command: $output"
			return 1
		}
		# Nothing behind the table, and each status once.
		printf '%s\n' "$output" | sed -n '/^Exit status:$/,$p' | tail -n +2 | grep -vE '^  [0-4]  [a-z]' && return 1
		[ -z "$(printf '%s\n' "$output" | sed -n 's/^  \([0-4]\)  .*/\1/p' | uniq -d)" ]
	done
}

# bats file_tags=deep

@test "a command that judges has all five, one that prints has not" {
	for command in check audit merge hook doctor; do
		run git done help "$command"
		[ "$(printf '%s\n' "$output" | grep -cE '^  [0-4]  ')" = 5 ]
	done
	run git done help version
	refute_output --partial 'the bar'
}

@test "an unknown option ends with the status that the help gives for it" {
	for command in $(commands); do
		run git done "$command" --no-such-option
		assert_equal "$status" 2
		run git done help "$command"
		assert_line --regexp '^  2  .*not valid'
	done
}
