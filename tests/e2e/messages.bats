#!/usr/bin/env bats
# Small words that save a search: what was meant, and what is no error.
load helper

prepare() {
	shop
}

# lint_says TEXT: of the policy that stands in the work tree.
lint_says() {
	run git done policy lint
	assert_equal "$status" 2
	assert_output --partial "$1"
}

policy_of() {
	printf 'version: 1\nservices: [{path: services/*}]\ncriteria: {d: {checks: {v: {why: w, fix: f, %s}}}}\n' "$1" >.git-done.yml
}

@test "a key that lacks a letter is answered with the one that was meant" {
	while IFS='|' read -r written meant; do
		policy_of "$written"
		lint_says "did you mean '$meant'?"
	done <<'ROWS'
fil: README.md|file
flie: README.md|file
File: README.md|file
any_of: [{fil: README.md}]|file
file: {an: [README.md]}|any
content: {fils: ["**/*.go"], forbid: x}|files
content: {files: ["**/*.go"], forb: x}|forbid
content: {files: ["**/*.go"], forbid: x, exlude: [a]}|exclude
markdown: {fil: README.md}|file
levl: warning, file: README.md|level
when: {hs: a}, file: README.md|has
ROWS
}

@test "a path of JSON with a name that needs quotes" {
	policy_of 'data: {file: a.json, at: {$.owning-sig: {exists: true}}}'
	lint_says "did you mean \$['owning-sig']?"
	# What it says is taken.
	policy_of "data: {file: a.json, at: {\"\$['owning-sig']\": {exists: true}}}"
	run git done policy lint
	assert_success
}

# first_line COMMAND...: all but the first line of it is read by nobody; the status and what it says.
first_line() {
	"$@" 2>"$WORK/said" | head -n 1 >"$WORK/line"
	status=${PIPESTATUS[0]}
	[ ! -s "$WORK/said" ] || fail "it says: $(cat "$WORK/said")"
}

# So much that a pipe does not hold it.
many() {
	for i in $(seq 1 600); do
		mkdir -p "services/one-that-has-a-long-name-$i"
		printf 'package main\n\nfunc main() { fmt.Print(1) }\n' >"services/one-that-has-a-long-name-$i/main.go"
	done
	commit many
}

# bats file_tags=deep

@test "a reader that has enough, such as head, is no error" {
	many
	first_line git-done audit
	assert_equal "$status" 1
	first_line git-done audit --format json
	assert_equal "$status" 1
	first_line git-done audit --advisory
	assert_equal "$status" 0
	first_line git-done policy schema
	assert_equal "$status" 0
	first_line git-done graph --format json
	assert_equal "$status" 0
	# Nobody reads from the start.
	run bash -c 'set -o pipefail; git-done audit 2>"$WORK/said" | true; echo "${PIPESTATUS[0]}"'
	assert_output 1
	assert_file_empty "$WORK/said"
}

@test "a report that is lost is one, whoever reads it" {
	many
	run bash -c 'git-done audit --format json=>(exec <&-; sleep 1) --format text=/dev/null; exit $?'
	assert_equal "$status" 4
	assert_output --partial 'cannot write'
	[ -e /dev/full ] || return 0
	run bash -c 'git-done audit >/dev/full'
	assert_equal "$status" 4
	assert_output --partial 'cannot write to standard output'
	# The file beside a reader that has gone is whole.
	git-done audit --format text --format json=done.json | head -n 1 || true
	jq -e .verdict done.json
}
