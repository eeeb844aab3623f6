#!/usr/bin/env bats
# `where` of kind content: a push is held to what a source's code says, not to its comments and texts.
load helper

prepare() {
	shop
	git done install 2>/dev/null
	sed -i.old '/^criteria:/q' .git-done.yml
	rm .git-done.yml.old
	cat >>.git-done.yml <<'POLICY'
  code:
    checks:
      logger: {content: {files: ["**/*.go"], match: 'slog\.Info\(', where: code}}
      no-print: {content: {files: ["**/*"], forbid: 'fmt\.Print', where: code}}
      no-todo: {content: {files: ["**/*"], forbid: TODO, where: comments}}
POLICY
	write services/orders/log.go 'package main; func f() { slog.Info("x") }'
	write services/stock/log.go 'package main; func f() { slog.Info("x") }'
	commit 'judge code'
	git push -q --no-verify origin main
}

@test "where: code in comments and texts is no code" {
	write services/orders/a.go <<'GO'
package main

// fmt.Println is not used.
const hint = "fmt.Println(TODO)"
GO
	commit 'mention it'
	run git push origin main
	assert_success
}

@test "where: code is found on its line, and a TODO in a comment" {
	write services/orders/a.go <<'GO'
package main /* TODO */

func g() { fmt.Println("x") } // fmt.Print
GO
	commit 'print'
	run git push origin main
	assert_failure
	assert_output --partial "services/orders/a.go:3  "
	assert_output --partial "remove it from this line: func g() { fmt.Println(\"x\") } // fmt.Print"
	assert_output --partial "services/orders/a.go:1  "
	refute_output --partial "and 1 more"
}

@test "where: a logger in a comment does not meet the bar" {
	write services/orders/log.go 'package main // slog.Info("x")'
	commit 'comment it out'
	run git push origin main
	assert_failure
	assert_output --partial 'code.logger  not found in the code of the 2 files searched'
}

# bats file_tags=deep

@test "where: what is no source is searched as a whole by forbid, and by match not at all" {
	write services/orders/notes.txt 'fmt.Print'
	commit 'notes'
	run git push origin main
	assert_failure
	assert_output --partial 'services/orders/notes.txt:1'
	sed -i.old 's/"\*\*\/\*.go"/notes.txt/' .git-done.yml
	rm .git-done.yml.old
	commit 'look at notes'
	run git done audit --verbose --now 2027-01-01
	assert_output --partial 'of no known language: not searched'
}

@test "where: a misspelt word is an error with the one that was meant" {
	sed -i.old 's/where: code/where: core/' .git-done.yml
	rm .git-done.yml.old
	run git done policy lint
	assert_equal "$status" 2
	assert_output --partial "'code'"
}
