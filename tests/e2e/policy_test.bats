#!/usr/bin/env bats
# git done policy test: trees that the policy must accept, and trees that it must refuse by one check.
load helper

prepare() {
	git init -q shop
	cd shop
	write .git-done.yml 'version: 1
services: [{path: services/*}]
criteria:
  docs:
    checks:
      runbook: {file: RUNBOOK.md}
      readme: {file: README.md}
      changelog: {level: warning, file: CHANGELOG.md}
  code:
    checks:
      no-print: {content: {files: ["**/*.go"], forbid: "fmt\\.Print"}}'
	whole bar/pass/whole
	whole bar/fail/docs.runbook/none
	rm bar/fail/docs.runbook/none/services/cart/RUNBOOK.md
	whole bar/fail/code.no-print/print
	write bar/fail/code.no-print/print/services/cart/main.go 'fmt.Println("here")'
	write bar/README.md 'What the bar means.'
	commit 'a policy and its trees'
}

# whole TREE: meets everything.
whole() {
	write "$1/services/cart/RUNBOOK.md" '# Runbook of the cart'
	write "$1/services/cart/README.md" '# Cart'
	write "$1/services/cart/main.go" 'package main'
}

@test "trees are judged as their folders say" {
	run git done policy test bar
	assert_success
	assert_line 'ok         pass/whole'
	assert_line 'ok         fail/docs.runbook/none'
	assert_line 'ok         fail/code.no-print/print'
	assert_line '3 trees: 3 as expected, 0 failed, 0 undecided'
	# The policy that is being written is the one that is tested.
	sed -i 's/RUNBOOK/HANDBOOK/' .git-done.yml
	run git done policy test bar/
	assert_failure 1
	assert_line "FAILED     pass/whole: docs.runbook refuses 'cart': no HANDBOOK.md"
	run git done policy test bar --from HEAD
	assert_success
}

@test "a failure by another check, none, and one beside the expected are failed tests" {
	whole bar/fail/docs.readme/other
	rm bar/fail/docs.readme/other/services/cart/RUNBOOK.md
	whole bar/fail/docs.readme/nothing
	whole bar/fail/docs.readme/both
	rm bar/fail/docs.readme/both/services/cart/*.md
	# A warning refuses nothing.
	whole bar/fail/docs.changelog/warning
	mkdir -p bar/pass/empty
	write bar/pass/empty/README.md 'No service.'
	git add .
	run git done policy test bar
	assert_failure 1
	assert_line "FAILED     fail/docs.readme/other: docs.runbook refuses 'cart': no RUNBOOK.md"
	assert_line 'FAILED     fail/docs.readme/nothing: docs.readme refuses nothing in it'
	assert_line "FAILED     fail/docs.readme/both: docs.runbook refuses 'cart': no RUNBOOK.md"
	assert_line 'FAILED     fail/docs.changelog/warning: docs.changelog refuses nothing in it'
	assert_line --partial 'UNDECIDED  pass/empty: the policy finds no service in this tree'
	assert_line '8 trees: 3 as expected, 4 failed, 1 undecided'
}

@test "what cannot be judged is undecided, and never as expected" {
	whole bar/pass/submodule
	git add .
	git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),bar/pass/submodule/services/cart/vendored"
	run git done policy test bar
	assert_failure 3
	assert_line --partial 'UNDECIDED  pass/submodule: code.no-print cannot judge'
	assert_line '4 trees: 3 as expected, 0 failed, 1 undecided'
}

# bats file_tags=deep

@test "a sheet that cannot be read is refused by the gate's own check" {
	whole bar/fail/sheet.valid/broken
	write bar/fail/sheet.valid/broken/services/cart/done.yml 'stage: [production'
	git add .
	run git done policy test bar
	assert_line 'ok         fail/sheet.valid/broken'
}

@test "what is not added is not read, and nothing is written" {
	whole bar/pass/later
	rm bar/pass/later/services/cart/README.md
	before=$(git status --porcelain)
	run git done policy test bar
	assert_success
	assert_equal "$(git status --porcelain)" "$before"
	git add .
	run git done policy test bar
	assert_failure 1
}

@test "a day may be given, for what is dated" {
	sed -i 's/file: README.md/effective: 2027-06-01, file: README.md/' .git-done.yml
	whole bar/fail/docs.readme/none
	rm bar/fail/docs.readme/none/services/cart/README.md
	git add .
	run git done policy test bar --now 2027-05-31
	assert_failure 1
	run git done policy test bar --now 2027-06-01
	assert_success
}

@test "unknown names, and places where nothing can be tested" {
	while IFS='|' read -r arguments words cure; do
		run eval "git done policy test $arguments"
		assert_failure 2
		assert_output --partial "$words"
		assert_output --partial "$cure"
	done <<-'TABLE'
		|the directory of the trees is missing|policy test DIR
		nowhere|there is no directory 'nowhere' of the index|pass/NAME/
		bar/pass|a folder is neither 'pass' nor 'fail', in 'bar/pass'|fail/CHECK/NAME/
		../bar|the path '../bar'|from the top of the work tree
	TABLE
	run git done policy test bar --from nowhere
	assert_failure 3
	assert_output --partial "revision 'nowhere' does not exist"
	whole bar/fail/docs.runbok/none
	git add .
	run git done policy test bar
	assert_failure 2
	assert_output --partial "the policy has no check 'docs.runbok'"
	assert_output --partial "did you mean 'docs.runbook'?"
	run git done policy tets bar
	assert_failure 2
	assert_output --partial "did you mean 'git done policy test'?"
	git clone -q --bare . "$WORK/bare.git"
	run git --git-dir="$WORK/bare.git" done policy test bar
	assert_failure 2
	assert_output --partial 'name a revision: --from REV'
	run git --git-dir="$WORK/bare.git" done policy test bar --from main
	assert_success
	git clone -q --depth 1 "file://$PWD" "$WORK/shallow"
	cd "$WORK/shallow"
	run git done policy test bar
	assert_success
	rm .git-done.yml
	run git done policy test bar
	assert_failure 2
	assert_output --partial "'git done init' writes one"
}
