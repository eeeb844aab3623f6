#!/usr/bin/env bats
# A policy over another one: what it changes by key, what it takes out, and that the advice of an undecided
# check works where it says it is to be written.
load helper

prepare() {
	export COLUMNS=300
	git init -q .
	write services/orders/README.md '# orders'
	write services/orders/main.go 'package main'
}

# over CHECK: .git-done.yml that changes base.yml's check code.print.
over() {
	printf 'version: 1\nextends: base.yml\ncriteria: {code: {checks: {print: %s}}}\n' "$1" >.git-done.yml
}

base() {
	write base.yml <<-POLICY
		version: 1
		services: [{path: services/*}]
		criteria:
		  code: {checks: {print: {why: Logs are lost., content: {files: ["**/*.go"], exclude: ["gen/**"], forbid: Print}}}}
	POLICY
}

@test "one option of an inherited check is changed, the others stay" {
	base
	write services/orders/gen/x.go 'Print()'
	over '{content: {exclude: ["vendor/**"]}}'
	commit
	run git done audit --verbose
	assert_equal "$status" 1
	assert_output --partial 'services/orders/gen/x.go:1'
	assert_output --partial 'Logs are lost.'
	over '{content: {exclude: null}}'
	commit
	run git done audit --verbose
	assert_equal "$status" 1
	over '{content: {forbid: Prunt}}'
	commit
	run git done audit --verbose
	assert_success
	run git done policy show
	assert_output --partial 'gen/**'
	refute_output --partial 'Print'
}

@test "the other of two options, another kind and another question stand alone" {
	base
	over '{content: {files: ["*.md"], match: orders}}'
	commit
	run git done audit --verbose
	assert_success
	over '{content: {match: orders}}'
	commit
	run git done audit --verbose
	assert_equal "$status" 2
	assert_output --partial "check kind 'content' has no 'files'"
	over '{file: README.md}'
	commit
	run git done audit --verbose
	assert_success
	write base.yml 'version: 1
services: [{path: services/*}]
criteria: {code: {checks: {print: {answers: {question: boundaries, require: [owns]}}}}}'
	over '{answers: load}'
	commit
	run git done audit --verbose
	assert_equal "$status" 1
	assert_output --partial "answers 'load'"
}

@test "preset:backend: a key of a check is changed without copying the check" {
	write .git-done.yml 'version: 1
extends: [preset:backend]
services: [{path: services/*}]
criteria: {docs: {checks: {run: {level: warning, fix: Ask the platform team.}}}}'
	commit
	run git done policy show
	assert_success
	assert_output --partial 'Ask the platform team.'
	assert_output --partial 'topics:'
}

# The option that an undecided check prints: 'exclude: […]'.
advised() {
	printf '%s\n' "$output" | sed -n "s/.*'\(exclude: [^']*\)' $1.*/\1/p" | head -n 1
}

@test "a submodule under an inherited forbid: what is advised, written there, decides it" {
	base
	over '{level: error}'
	commit base
	git checkout -q -b topic
	git update-index --add --cacheinfo 160000,1234567890123456789012345678901234567890,services/orders/core
	git commit -q --no-verify -m 'a submodule'
	run git done check --now 2027-01-01 main...topic
	assert_equal "$status" 3
	assert_output --partial 'change that is merged before this one'
	option=$(advised 'under criteria.code.checks.print.content')
	assert_equal "$option" 'exclude: ["gen/**", "/services/orders/core/**"]'
	git checkout -qf main
	over "{content: {$option}}"
	git commit -qam 'leave core out'
	run git done check --now 2027-01-01 main...topic
	assert_success
	# An audit has no change that could come first.
	git checkout -q topic
	run git done audit --verbose
	assert_equal "$status" 3
	refute_output --partial 'merged before'
}

@test "a submodule under a part of any_of: the advice names the part" {
	base
	over '{any_of: [{file: none}, {content: {files: ["**/*.go"], forbid: Print}}]}'
	git add -A
	git update-index --add --cacheinfo 160000,1234567890123456789012345678901234567890,services/orders/core
	git commit -q --no-verify -m 'a submodule'
	run git done audit --verbose
	assert_equal "$status" 3
	assert_output --partial 'in this part of criteria.code.checks.print'
	option=$(advised 'in this part')
	over "{any_of: [{file: none}, {content: {files: [\"**/*.go\"], $option, forbid: Print}}]}"
	git add .git-done.yml
	git commit -q --no-verify -m 'leave core out'
	run git done audit --verbose
	assert_success
}
