#!/usr/bin/env bats
# Placeholders as a whole policy speaks of them, in Markdown and in sheets alike.

load helper

prepare() {
	export COLUMNS=400
	git init -q shop
	cd shop || return
	write services/orders/README.md '# Orders

## Purpose

The todo list of an order, kept for a year.
'
	write services/orders/done.yml 'boundaries: {owns: The todo list of an order}
'
}

policy() {
	write .git-done.yml "version: 1
services: [{path: services/*}]
$1
criteria:
  docs:
    checks:
      readme: {markdown: {file: README.md, sections: [{heading: Purpose, min_words: 3}]}}
      owns: {answers: {question: boundaries, require: owns}}
"
	commit "policy: $1"
}

@test "good prose is none, unless the policy is strict" {
	policy ''
	run git done audit --verbose
	assert_success
	policy 'placeholders: strict'
	run git done audit --verbose
	assert_failure 1
	assert_output --partial "README.md:5: placeholder 'todo' is left in the text"
	assert_output --partial "'owns' still holds the placeholder 'todo'"
}

@test "texts of the policy's own are looked for beside the standard ones" {
	policy 'placeholders: ["(?i)kept for a year"]'
	run git done audit --verbose
	assert_failure 1
	assert_output --partial "placeholder 'kept for a year' is left in the text"
	write services/orders/README.md '# Orders

## Purpose

Coming soon, stay tuned for more
'
	commit text
	run git done audit --verbose
	assert_failure 1
	assert_output --partial "placeholder 'Coming soon' is left in the text"
	policy 'placeholders: off'
	run git done audit --verbose
	assert_success
}

@test "a word that is neither is a bad policy, with its place" {
	policy 'placeholders: strcit'
	run git done audit --verbose
	assert_failure 2
	assert_output --partial ".git-done.yml:3:15: 'placeholders' cannot be 'strcit'"
	assert_output --partial 'write off, standard, strict, or a list of patterns'
}

@test "to look for less is a loosening" {
	policy 'placeholders: strict'
	git checkout -q -b change
	policy 'placeholders: off'
	run git done check --verbose --base main --head change
	assert_output --partial 'the change edits the policy: placeholders '
}
