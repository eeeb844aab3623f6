#!/usr/bin/env bats
# Documents in a real push: topics of a README, a runbook, the README of the root; files that hold
# nothing; what git done itself prints, pasted.
load helper

prepare() {
	export COLUMNS=400
	git init -q --bare origin.git
	git clone -q origin.git shop 2>/dev/null
	cd shop
	write .git-done.yml 'version: 1
services: [{path: services/*}]
criteria:
  docs:
    checks:
      readme: {markdown: {topics: [purpose, run]}}
      runbook: {markdown: {topics: [runbook]}}
      changelog: {file: CHANGELOG.md}
'
	write compose.yaml 'services:
  orders:
    build: services/orders
'
	write services/orders/main.go 'package main
'
	write README.md '# Shop
'
	commit 'a service'
	git push -q origin HEAD:main
	git done install
}

complete() {
	write README.md '# Shop

Start all of it with `docker compose up`.

| service | what it does |
| --- | --- |
| orders | places what people ordered and tells them when it leaves |
'
	write services/orders/docs/how-to-restore.md '# How to restore

Orders that were lost come back from the backup of last night, which lies beside the database on
the other host. Whoever does this tells support first. `scripts/restore.sh`
'
	write services/orders/scripts/restore.sh 'pg_restore orders
'
	write services/orders/CHANGELOG.md '# Changes

- Orders are told to the warehouse at once.
'
}

@test "a push without documents is refused, with the headings that are there" {
	write services/orders/README.md '# Orders

## Tools

Some.
'
	commit 'a README that says nothing'
	run git push origin HEAD:feature
	assert_failure
	assert_output --partial "'Purpose' is missing (headings: Orders, Tools)"
	assert_output --partial "'Run' is met by a command that starts the service"
	assert_output --partial "'Runbook' is missing"
	assert_output --partial "no CHANGELOG.md"
}

@test "documents at the root and by other names are enough, and are shown as evidence" {
	complete
	commit 'documents'
	run git push origin HEAD:feature
	assert_success
	run git done audit --verbose
	assert_success
	assert_output --partial "README.md:7"
	assert_output --partial "'docker compose up', by the entry 'orders' of compose.yaml:2"
	assert_output --partial "services/orders/docs/how-to-restore.md"
	assert_output --partial "scripts/restore.sh"
}

@test "empty files, comments and pasted examples meet nothing" {
	complete
	git rm -q --cached -r services/orders/docs 2>/dev/null || true
	rm -r services/orders/docs
	write services/orders/CHANGELOG.md '<!-- to come -->
'
	write services/orders/RUNBOOK.md '# Runbook

Seen by: alert checkout_orders_failed. Cause: mostly the payment provider is down.
Do: switch on the queue, and roll back if the last release is younger than an hour.
Call: the team on duty (payments-oncall), then the provider'"'"'s support.
'
	commit 'junk'
	run git push origin HEAD:feature
	assert_failure
	assert_output --partial "holds nothing but comments"
	assert_output --partial "'Runbook': 'RUNBOOK.md' has 0 different words of text"
}

@test "a misspelt topic is an error that names the right one" {
	write .git-done.yml 'version: 1
services: [{path: services/*}]
criteria: {docs: {checks: {a: {markdown: {topics: [purpos]}}}}}
'
	run git done policy lint
	assert_equal "$status" 2
	assert_output --partial "'topic' cannot be 'purpos'"
	assert_output --partial "purpose"
}
