#!/usr/bin/env bats
# Who owns a service, and what was decided about it, by real pushes.
load helper

prepare() {
	export COLUMNS=400
	shop
	write .git-done.yml <<'POLICY'
version: 1
services:
  - path: services/*
criteria:
  owners:
    checks:
      named: {owners: {one_of: ["@org/payments", "@org/stock"], except: [README.md]}}
  decisions:
    checks:
      database:
        any_of:
          - data: {file: done.yml, at: {$.decisions.database: {one_of: [postgresql, none]}}}
          - records: {named_in: {file: done.yml, at: $.decisions.schema}, status: accepted}
POLICY
	write .github/CODEOWNERS '/services/ @org/payments'
	write services/orders/done.yml 'decisions: {database: postgresql}'
	write services/stock/done.yml 'decisions: {database: none}'
	commit start
	git push -q origin main
	git-done install >/dev/null 2>&1
	git checkout -q -b topic
}

refused() {
	commit
	run git push -q origin topic
	assert_failure
	[ -z "$(remote_ref topic)" ]
}

@test "a service with an owner, and a database that was agreed on, is let through" {
	write services/orders/x.txt text
	commit
	run git push -q origin topic
	assert_success
}

@test "the last line that matches counts" {
	write .github/CODEOWNERS '/services/ @org/payments
/services/orders/ @somebody'
	write services/orders/x.txt text
	refused
	assert_output --partial '.github/CODEOWNERS:2'
	assert_output --partial 'has none of the required owners'
	write .github/CODEOWNERS '/services/orders/ @somebody
/services/ @org/payments'
	commit
	run git push -q origin topic
	assert_success
}

@test "a line without owners takes them away" {
	write .github/CODEOWNERS '/services/ @org/payments
/services/orders/*.txt'
	write services/orders/x.txt text
	refused
	assert_output --partial ".github/CODEOWNERS:2  'services/orders/x.txt' is left without an owner by this line"
}

@test "without CODEOWNERS nobody owns anything" {
	git rm -q .github/CODEOWNERS
	write services/orders/x.txt text
	refused
	assert_output --partial 'no CODEOWNERS'
	assert_output --partial 'add .github/CODEOWNERS with the line: /services/orders/ @org/payments'
}

# bats file_tags=deep

@test "a CODEOWNERS that is a symbolic link is refused" {
	mkdir docs
	git mv .github/CODEOWNERS docs/OWNERS
	mkdir -p .github
	ln -s ../docs/OWNERS .github/CODEOWNERS
	write services/orders/x.txt text
	refused
	assert_output --partial "'.github/CODEOWNERS' is a symbolic link"
}

@test "GitLab's sections, in GitLab's place" {
	git rm -q .github/CODEOWNERS
	write .gitlab/CODEOWNERS '* @admins
[Payments] @org/payments
/services/orders/
^[Stock][2]
services/stock/ @org/stock'
	write services/orders/x.txt text
	write services/stock/x.txt text
	commit
	run git push -q origin topic
	assert_success
	write .gitlab/CODEOWNERS '[Payments] @org/payments
/services/
!/services/orders/x.txt'
	write services/orders/y.txt text
	commit
	run git push -q origin topic
	assert_failure
	assert_output --partial ".gitlab/CODEOWNERS:3  'services/orders/x.txt' is left without an owner"
}

@test "the sheet's owner is among the owners" {
	write services/orders/done.yml 'owner: "@org/stock"
decisions: {database: postgresql}'
	refused
	assert_output --partial "services/orders/done.yml:1  CODEOWNERS does not name the sheet's owner '@org/stock'"
	write services/orders/done.yml 'owner: "@org/payments"
decisions: {database: postgresql}'
	commit
	run git push -q origin topic
	assert_success
}

@test "a CODEOWNERS whose object is gone leaves the check undecided" {
	write services/orders/x.txt text
	commit
	blob=$(git rev-parse HEAD:.github/CODEOWNERS)
	rm -f ".git/objects/${blob:0:2}/${blob:2}"
	run git done check --verbose --check owners.named
	assert_equal "$status" 3
	assert_output --partial "$blob"
}

@test "another database needs an accepted decision record" {
	write services/orders/done.yml 'decisions: {database: redis}'
	refused
	assert_output --partial 'decisions.database'
	write services/orders/done.yml 'decisions: {database: redis, schema: docs/adr/0003-redis.md}'
	refused
	assert_output --partial "name the record's file"
	write docs/adr/0003-redis.md '# 3. Orders live in redis

Date: 2026-01-31

## Status

Proposed'
	refused
	assert_output --partial "the record's status is 'Proposed'; expected accepted"
	sed -i.bak 's/^Proposed/Accepted/' docs/adr/0003-redis.md
	rm docs/adr/0003-redis.md.bak
	commit
	run git push -q origin topic
	assert_success
}

@test "a change of CODEOWNERS alone judges the services that it concerns" {
	git rm -q .github/CODEOWNERS
	refused
	assert_output --partial 'no CODEOWNERS'
	assert_output --partial 'orders'
	assert_output --partial 'stock'
	git checkout -q origin/main -- .github/CODEOWNERS
	write .github/CODEOWNERS $'/services/ @org/payments\n/services/stock/ @org/nobody'
	refused
	assert_output --partial 'services/stock'
	refute_output --partial 'services/orders'
	write .github/CODEOWNERS $'# who owns what\n/services/ @org/payments'
	commit
	run git push origin topic
	assert_success
	assert_output --partial 'nothing got worse in what 2 services are held to: the change touches no service'
}
