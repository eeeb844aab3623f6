#!/usr/bin/env bats
# A finding is the same finding in every commit: on another line, formatted anew, in a service that
# moved. And what met a check is shown.
load helper

prepare() {
	git init -q shop
	cd shop
	write .git-done.yml <<'YML'
version: 1
services: [{path: "services/*"}, {path: "apps/*"}]
criteria:
  a:
    checks:
      print: {content: {files: ["**/*.go"], forbid: 'fmt\.Print'}}
      words: {markdown: {file: README.md, sections: [{heading: Purpose, min_words: 9}]}}
      runbook: {any_of: [{file: RUNBOOK.md}, {markdown: {file: README.md, sections: [Runbook]}}]}
      owner: {owners: {}}
      go: {content: {files: ["**/*.go"], match: 'package \w+'}}
YML
	write services/pay/main.go <<'GO'
package main

func main() { fmt.Println(1, 2) }
GO
	write services/pay/README.md <<'MD'
# pay

## Purpose

Takes money.
MD
	git add . && git commit -qm one
}

# "check fingerprint amount" of each finding.
findings() {
	git-done audit --format json "$@" >"$WORK/report.json" || [ $? -eq 1 ]
	jq -r '.runs[].services[].criteria[].checks[] | .id as $id | .findings[] | "\($id) \(.fingerprint) \(.amount)"' \
		"$WORK/report.json"
}

@test "a finding keeps its fingerprint on another line, formatted anew, and in a service that moves" {
	findings >"$WORK/before"
	assert_equal "$(wc -l <"$WORK/before")" 4
	assert_equal "$(cut -d' ' -f2 "$WORK/before" | sort -u | wc -l)" 4
	printf 'package main\n\n\n// main prints.\nfunc  main()  {\tfmt.Println(1, 2) }\n' >services/pay/main.go
	printf '# pay\n\nIt is here.\n\n## Purpose\n\nTakes money.\n' >services/pay/README.md
	git commit -qam formatted
	findings >"$WORK/after"
	diff "$WORK/before" "$WORK/after"
	mkdir apps && git mv services/pay apps/pay && git commit -qm moved
	findings >"$WORK/moved"
	diff "$WORK/before" "$WORK/moved"
}

@test "the same finding has a larger amount when it gets worse, and another where it is missing" {
	findings | grep words >"$WORK/before"
	printf '# pay\n\n## Purpose\n\nMoney.\n' >services/pay/README.md
	git commit -qam worse
	findings | grep words >"$WORK/worse"
	assert_equal "$(cut -d' ' -f1-2 "$WORK/before")" "$(cut -d' ' -f1-2 "$WORK/worse")"
	assert_equal "$(cut -d' ' -f3 "$WORK/before" "$WORK/worse" | xargs)" '7 8'
	printf '# pay\n' >services/pay/README.md
	git commit -qam gone
	findings | grep words >"$WORK/gone"
	[ "$(cut -d' ' -f2 "$WORK/before")" != "$(cut -d' ' -f2 "$WORK/gone")" ]
	assert_equal "$(cut -d' ' -f3 "$WORK/gone")" null
}

@test "--verbose, json, html and markdown say what met a check" {
	run git-done audit --verbose
	assert_equal "$status" 1
	assert_output --partial "services/pay/main.go:1: has 'package main' (seen in code)"
	run git-done audit
	refute_output --partial "has 'package main'"
	findings >/dev/null
	run jq -c '.runs[].services[].criteria[].checks[] | select(.id == "a.go") | .evidence, .evidence_more' "$WORK/report.json"
	assert_line '[{"path":"services/pay/main.go","line":1,"what":"has '\''package main'\''","strength":"seen in code"}]'
	assert_line 0
	run git-done audit --format html
	assert_output --partial 'services/pay/main.go:1: has'
	run git-done audit --format markdown
	assert_output --partial '1 check is met'
}

@test "merge says who wrote a report of schema 1 and what to do" {
	git-done audit --format json --shard 1/1 >"$WORK/one.json" || [ $? -eq 1 ]
	sed 's/"schema": 2/"schema": 1/' "$WORK/one.json" >"$WORK/old.json"
	run git-done merge "$WORK/old.json"
	assert_equal "$status" 2
	assert_output --partial 'has schema 1, written by git-done '
	assert_output --partial 'run that shard again with this version'
}
