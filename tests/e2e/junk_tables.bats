#!/usr/bin/env bats
# More that costs nothing: tests/support/junk_wrapped.tsv puts the code that would do where it does
# not run, junk_papers.txt is a list of files that hold nothing. What still meets a check is listed
# here as a known hole; a hole that is closed has to be taken out.
load helper

papers_holes() {
	:
}

# judged TABLE TARGET: writes the services of the table, and the verdicts to verdicts.txt.
judged() {
	git init -q shop
	cd shop
	sh "$GIT_DONE_SOURCE/tests/support/$1.sh" "$PWD"
	write .git-done.yml "version: 1
extends: [preset:backend]
services: [{path: services/*}]
target: $2"
	git add -A -f
	git commit -q -m judged
	git done audit --format json >"$WORK/report.json" || [ $? -eq 1 ]
	jq -r '.runs[0].services[] | .name as $name | .criteria[].checks[] | "\($name) \(.id) \(.verdict) \(.evidence[0] | if . then "\(.path):\(.line) \(.what)" else "" end)"' \
		"$WORK/report.json" >"$WORK/verdicts.txt"
}

@test "code that does not run meets nothing in any ecosystem" {
	judged junk_wrapped bronze
	for name in validation.input validation.errors logging.logger logging.health; do
		grep " $name " "$WORK/verdicts.txt" | grep -v ' unmet ' || :
	done | sort >"$WORK/met.txt"
	run cat "$WORK/met.txt"
	assert_output ''
	run sh -c "ls -d services/* | wc -l"
	assert_output "$(grep -c -v '^#' "$GIT_DONE_SOURCE/tests/support/junk_wrapped.tsv")"
}

@test "files that hold nothing meet nothing" {
	judged junk_papers gold
	grep '^@ ' "$GIT_DONE_SOURCE/tests/support/junk_papers.txt" | while read -r _ name check _; do
		grep "^$name $check " "$WORK/verdicts.txt" || echo "$name $check was not asked"
	done | grep -v ' unmet ' | sort >"$WORK/met.txt"
	run diff <(papers_holes | sort) <(cut -d' ' -f1,2 "$WORK/met.txt")
	assert_output ''
	[ "$(wc -l <"$WORK/verdicts.txt")" -gt 2000 ]
}

@test "handlers that swallow what they catch meet nothing in any ecosystem" {
	git init -q shop
	cd shop
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" "$PWD" E
	awk '/^#/ && !path { next }
		/^@ / { path = "services/" $2 "/" $3; next }
		{ print >path }' "$GIT_DONE_SOURCE/tests/support/junk_swallowed.txt"
	write .git-done.yml "version: 1
extends: [preset:backend]
services: [{path: services/*}]
target: bronze"
	git add -A -f
	git commit -q -m swallowed
	git done audit --format json --check validation.errors >"$WORK/report.json" || [ $? -eq 1 ]
	run jq -r '.runs[0].services[] | .name as $name | .criteria[].checks[] | select(.verdict != "warning" and .verdict != "unmet")
		| "\($name) \(.verdict) \(.evidence[0].path // ""):\(.evidence[0].line // 0) \(.evidence[0].what // "")"' "$WORK/report.json"
	assert_output ''
	run jq -r '.runs[0].services | length' "$WORK/report.json"
	assert_output 10
}
