#!/usr/bin/env bats
# A waiver is granted to one service, and passes to none that takes its directory.
load helper
load own_bar

waived='waivers: [{check: docs.readme, reason: "the handbook moves to the new place", by: lead@example.com, until: 2027-03-31}]'

waived_base() {
	policy '[{path: services/*}]' "waivers: {approvers: [lead@example.com]}"
	git rm -q --cached services/orders/README.md 2>/dev/null || true
	rm -f services/orders/README.md
	write services/orders/pay.go 'package main // the orders are paid for here'
	write services/orders/done.yml "${1:-}
$waived"
	based
}

new_service() {
	git rm -rq services/orders
	write services/orders/server.py 'print("another one altogether")'
}

@test "another service in the directory is not excused by the base's waiver" {
	waived_base
	new_service
	refused
	assert_output --partial 'docs.readme'
	assert_output --partial "is another service than the base has in 'services/orders'"
	# With a sheet of its own, of whatever name.
	write services/orders/done.yml 'service: orders'
	refused
	assert_output --partial 'docs.readme'
	# That has the same waiver in it: added by the change.
	write services/orders/done.yml "service: orders
stage: production
$waived"
	refused
	assert_output --partial 'sheet.waiver'
}

@test "the new service's own waiver comes in a change of nothing but sheets" {
	waived_base
	new_service
	git rev-parse -q HEAD >/dev/null
	commit 'another one'
	git checkout -q -B main topic
	git checkout -q -B topic
	write services/orders/done.yml "$waived"
	judged
	assert_success
	assert_output --partial 'waived until 2027-03-31'
}

@test "it keeps its waiver where it is edited, however much, or moves" {
	waived_base
	write services/orders/more.go 'package main // more'
	judged
	assert_success
	assert_output --partial 'waived until 2027-03-31'

	git checkout -q -B topic main
	write services/orders/main.go 'package main // edited'
	write services/orders/pay.go 'package main // the orders are paid for here
// and edited there'
	printf '# a comment\n' >>services/orders/done.yml
	judged
	assert_success
	assert_output --partial 'waived until 2027-03-31'

	git checkout -q -B topic main
	git mv services/orders services/shop
	judged
	assert_success
	assert_output --partial 'waived until 2027-03-31'
}

@test "the first one moves away and another takes its directory, in one change" {
	waived_base
	git mv services/orders services/old
	write services/orders/server.py 'print("another one altogether")'
	refused
	assert_output --partial "is another service than the base has in 'services/orders'"
}

@test "a moved service's name taken by another one inherits nothing" {
	policy '[{path: services/*}, {path: apps/*}]' "waivers: {approvers: [lead@example.com]}"
	rm -f services/orders/README.md
	write services/orders/done.yml "$waived"
	based
	git rm -rq services/orders
	write apps/orders/server.py 'print("another one altogether")'
	refused
	assert_output --partial 'docs.readme'
}
