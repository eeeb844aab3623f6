#!/usr/bin/env bats
# What a sheet says does not apply, and waivers of emergencies: by real pushes.
load helper

prepare() {
	export COLUMNS=300
	shop
	rules '{approvers: [lead@example.com], emergency_days: 3}'
	git push -q origin main
	git-done install >/dev/null 2>&1
	git checkout -q -b topic
}

rules() {
	small_policy
	printf 'waivers: %s\n' "$1" >>.git-done.yml
	commit "rules for waivers"
}

disputed() {
	write services/orders/done.yml <<'SHEET'
not_applicable:
  - {check: docs.readme, reason: nobody calls it}
SHEET
}

@test "an entry lands by itself, counts from then on, and is a reason of its own in every format" {
	disputed
	commit 'it does not apply'
	run git push -q origin topic:main
	assert_success
	git fetch -q
	break_service orders
	run git push -q origin topic
	assert_success
	for format in text tap junit json html; do
		run git done check --all --format $format --verbose
		assert_success
		assert_output --partial 'its sheet says: nobody calls it (services/orders/done.yml:2)'
	done
	run git done check --all --format json
	assert_output --partial '"disputed": true'
	run git done check --all --format markdown
	assert_output --partial '1 check not applicable by its sheet'
	run git done check --all
	assert_output --partial '1 not applicable by the sheet'
}

@test "in the change that it excuses it is refused, and what to do is printed" {
	disputed
	break_service orders
	run git push -q origin topic
	assert_failure
	assert_output --partial "the change says that 'docs.readme' does not apply"
	assert_output --partial 'land it first in one of nothing but done.yml'
	assert_equal "$(remote_ref refs/heads/topic)" ''
}

@test "an audit counts the entries by check, and advises to let a check warn that one in twenty disputes" {
	git checkout -q main
	disputed
	commit
	run git done audit
	assert_success
	assert_output --partial "disputed: 'docs.readme' is not applicable by the sheets of 1 of 2 services (orders): more than 5 % dispute it, so let it warn"
	for name in $(seq -w 1 20); do readme "s$name"; done
	commit 'twenty more'
	run git done audit
	assert_success
	assert_output --partial "disputed: 'docs.readme' is not applicable by the sheets of 1 of 22 services (orders)"
	refute_output --partial 'more than 5 %'
}

# bats file_tags=deep

@test "a waiver of an emergency is pushed with what it excuses, is in every report, and blocks once it is over" {
	write services/orders/done.yml <<SHEET
waivers:
  - {check: docs.readme, reason: it burns, by: lead@example.com, until: $(in_days 3), emergency: INC-7}
SHEET
	break_service orders
	run git push origin topic:main
	assert_success
	assert_output --partial "emergency INC-7: 'docs.readme' of 'orders' is waived until $(in_days 3)"
	git fetch -q
	write services/stock/main.go 'package stock'
	commit 'another service'
	run git push origin topic
	assert_success
	assert_output --partial 'emergency INC-7'
	run git done check --all --now "$(in_days 4)"
	assert_equal "$status" 1
	assert_output --partial 'docs.readme'
}

@test "without emergency_days in the base's policy it does not count" {
	git checkout -q main
	rules '{approvers: [lead@example.com]}'
	git push -q --no-verify origin main
	git checkout -q -B topic
	write services/orders/done.yml <<SHEET
waivers:
  - {check: docs.readme, reason: it burns, by: lead@example.com, until: $(in_days 3), emergency: INC-7}
SHEET
	break_service orders
	run git push -q origin topic
	assert_failure
	assert_output --partial 'the policy allows none'
	# Nor where the change itself brings them.
	rules '{approvers: [lead@example.com], emergency_days: 3}'
	run git push -q origin topic
	assert_failure
	assert_output --partial 'the policy allows none'
}
