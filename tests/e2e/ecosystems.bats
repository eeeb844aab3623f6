#!/usr/bin/env bats
# Ecosystems as a policy speaks of them: rows of its own, and names in lists of globs.

load helper

prepare() {
	export COLUMNS=400
	git init -q shop
	cd shop || return
	write services/orders/main.go 'package main
'
	write services/orders/main_test.go 'package main // TODO
'
	write services/orders/build/a.js 'TODO
'
}

policy() {
	write .git-done.yml "version: 1
services: [{path: services/*}]
criteria: {code: {checks: {todo: {content: {files: $1, forbid: TODO}}}}}
$2
"
	commit policy
}

@test "names of ecosystems in a list of globs" {
	policy '["@sources", "!@tests", "!@generated"]'
	run git done audit
	assert_success
	policy '["@sources"]'
	run git done audit --verbose
	assert_failure 1
	assert_output --partial 'main_test.go'
	assert_output --partial 'build/a.js'
	policy '["@source"]'
	run git done policy lint
	assert_failure 2
	assert_output --partial "unknown name '@source' in a list of globs"
	assert_output --partial "did you mean '@sources'?"
}

@test "rows that are wrong have a place, and rows that are added are a loosening" {
	policy '["@sources", "!@tests", "!@generated"]' 'ecosystems: {goo: {}}'
	run git done policy lint
	assert_failure 2
	assert_output --partial ".git-done.yml:4:14: unknown ecosystem 'goo'"
	policy '["@sources", "!@tests", "!@generated"]'
	git checkout -q -b change
	policy '["@sources", "!@tests", "!@generated"]' "ecosystems: {go: {capabilities: {health: {text: healthy}}}}"
	run git done check --base main --head change
	assert_output --partial "the change edits the policy: other rows of 'ecosystems' show capabilities"
}

@test "explain tells of every ecosystem and capability" {
	run git done explain ecosystems
	assert_success
	assert_output --partial '## Go (`go`)'
	assert_output --partial '## Capability `input-validation`'
}

@test "a language that no ecosystem covers: nothing of its code is refused, and it is not silent" {
	for name in ads carts pay; do
		write "services/$name/src/core.clj" '(ns core)
(defn handler [request] {:status 200})
'
	done
	write .git-done.yml 'version: 1
extends: [preset:backend]
target: bronze
services: [{path: services/*}]
'
	commit covered
	run git done audit
	assert_success
	assert_output --partial 'warning: the code of each of 3 services (ads, carts, pay) was not judged: git-done does not know Clojure (checks that do not apply: '
	assert_output --partial "warning: the code of 'orders' was not judged: it has no manifest of a language that git-done knows (checks that do not apply: "
	run jq '[.runs[0].notes[] | select(.message | contains("git-done does not know Clojure"))] | length' <<<"$(git done audit --format json)"
	assert_output 3
	write services/orders/go.mod 'module orders'
	commit known
	run git done audit --service orders
	refute_output --partial 'was not judged'
}
