#!/usr/bin/env bats
# Waivers: one check of one service, until a day, by somebody who may, for a reason; by real pushes.
load helper

prepare() {
	export COLUMNS=300
	shop
	rules '{approvers: [lead@example.com, "@org/platform"], max_days: 90}'
	git push -q origin main
	git-done install >/dev/null 2>&1
	git checkout -q -b topic
}

# rules FLOW: what the policy says of waivers.
rules() {
	small_policy
	printf 'waivers: %s\n' "$1" >>.git-done.yml
	commit "rules for waivers"
}

# waiver SERVICE UNTIL [BY [CHECK [REASON]]]
waiver() {
	write "services/$1/done.yml" <<SHEET
waivers:
  - {check: ${4:-docs.readme}, reason: "${5:-the team moves to the new handbook}", by: "${3:-lead@example.com}", until: $2}
SHEET
}

# waiver_in DIRECTORY UNTIL [CHECK]
waiver_in() {
	mkdir -p "services/$(basename "$1")"
	waiver "$(basename "$1")" "$2" lead@example.com "${3:-docs.readme}"
	mv "services/$(basename "$1")/done.yml" "$1/done.yml"
	rmdir "services/$(basename "$1")"
}

# The base has a waiver of what the branch then breaks.
waived_on_base() {
	git checkout -q main
	waiver "$@"
	commit 'waive'
	git push -q --no-verify origin main
	git checkout -q -B topic
	break_service "$1"
}

on_day() {
	run git done check --verbose --now "$1" "${@:2}"
}

@test "a waiver of the base excuses one check until its last day, inclusive, and says so" {
	waived_on_base orders 2027-03-01
	for day in 2027-01-01 2027-03-01; do
		on_day $day
		assert_success
		assert_output --partial '~~ docs.readme: waived until 2027-03-01 by lead@example.com: the team moves to the new handbook'
		assert_output --partial '1 check waived'
	done
	on_day 2027-03-02
	assert_equal "$status" 1
	assert_output --partial 'docs.readme'
	assert_output --partial 'the waiver expired on 2027-03-01'
}

@test "it excuses this check of this service and nothing else" {
	waived_on_base orders 2027-03-01
	write services/orders/main.go 'package main; func f() { fmt.Println() }'
	git rm -q services/stock/README.md
	commit
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'logging.no-print'
	assert_output --partial 'services/stock/README.md'
	assert_output --partial '~~ docs.readme: waived until'
}

@test "a real push is let through by a waiver of the base, and refused without" {
	later=$(date -u -d '+30 days' +%Y-%m-%d 2>/dev/null || date -u -v+30d +%Y-%m-%d)
	waived_on_base orders "$later"
	run git push -q origin topic
	assert_success
	break_service stock
	run git push -q origin topic
	assert_failure
	assert_output --partial 'services/stock/README.md'
}

# bats file_tags=deep

@test "who may not approve, too long, or without a reason: it does not count, and the report says why" {
	while IFS='|' read -r until by reason expected; do
		waived_on_base orders "$until" "$by" docs.readme "$reason"
		on_day 2027-01-01
		assert_equal "$status" 1
		assert_output --partial "the waiver does not count: $expected"
		git checkout -q main
	done <<'ROWS'
2027-03-01|ada@example.com|moving|'ada@example.com' is not among those who approve waivers (lead@example.com, @org/platform)
2027-04-02|lead@example.com|moving|it would last 91 more days, the policy allows 90
2027-03-01|lead@example.com|TODO|its reason 'TODO' is a placeholder
2027-03-01|lead@example.com|...|its reason '...' is a placeholder
ROWS
	waived_on_base orders 2027-04-01 '@ORG/platform'
	on_day 2027-01-01
	assert_success
}

@test "a change cannot waive itself where approvers are named; a change of nothing but the sheet adds a waiver" {
	waiver orders 2027-03-01
	commit 'waive'
	on_day 2027-01-01
	assert_success
	assert_output --partial "the change adds a waiver of 'docs.readme' for 'orders', until 2027-03-01 by lead@example.com"
	break_service orders
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'the waiver does not count: the change that it excuses adds it: land the sheet first, by itself'
}

@test "self_granted: warning and allow let it count, and say it; nothing said and no approvers is a warning" {
	for rule in '{self_granted: warning}' '{max_days: 90}' '{self_granted: allow}' \
		'{approvers: [lead@example.com], self_granted: warning}'; do
		git checkout -q main
		rules "$rule"
		git push -q --no-verify origin main
		git checkout -q -B topic
		waiver orders 2027-03-01
		break_service orders
		commit
		on_day 2027-01-01
		assert_success
		assert_output --partial "the change adds a waiver of 'docs.readme' for 'orders'"
	done
}

@test "prolonging a waiver is adding one: beside other changes it is refused, though the base's still counts" {
	waived_on_base orders 2027-02-01
	waiver orders 2027-03-15
	commit
	on_day 2027-01-31
	assert_equal "$status" 1
	assert_output --partial '~~ docs.readme: waived until 2027-02-01'
	assert_output --partial 'XX sheet.waiver'
	assert_output --partial "the change alters the waiver of 'docs.readme' for 'orders', until 2027-03-15"
	on_day 2027-02-02
	assert_equal "$status" 1
	assert_output --partial 'the change that it excuses adds it'
	git checkout -q -B alone main
	waiver orders 2027-03-15
	commit
	on_day 2027-01-31
	assert_success
	waiver orders 2027-01-31
	write services/orders/main.go 'package main // more'
	commit 'shortening needs nobody'
	on_day 2027-01-31
	assert_success
	refute_output --partial 'alters the waiver'
}

@test "a waiver of what is still met is refused beside other changes: it would excuse the next one" {
	waiver orders 2027-03-01
	write services/orders/more.go 'package main'
	commit
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial "services/orders/done.yml:2:5: the change waives 'docs.readme' beside other changes"
	git done check --now 2027-01-01 --format json=x.json >/dev/null || true
	git done merge x.json --format json=y.json >/dev/null || true
	cmp x.json y.json
}

@test "the sheet alone: nothing outside the service, and none of the sheet's own answers" {
	git checkout -q main
	{ cat .git-done.yml; printf '  load:\n    checks: {answered: {answers: {question: load, require: [requests_per_second]}}}\n'; } >x
	awk '/^waivers:/ { waivers = $0; next } { print } END { print waivers }' x >.git-done.yml
	rm x
	for service in orders stock; do
		write services/$service/done.yml 'load: {requests_per_second: 20}'
	done
	commit 'ask for the load'
	git push -q --no-verify origin main
	git checkout -q -B topic
	write services/orders/done.yml <<'SHEET'
waivers:
  - {check: load.answered, reason: the test bench is being moved, by: lead@example.com, until: 2027-03-01}
SHEET
	commit 'the answer goes, and is waived'
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'XX sheet.waiver'
	assert_output --partial 'XX load.answered'
	printf 'load: {requests_per_second: 20}\n' >>services/orders/done.yml
	commit 'the answer is back'
	on_day 2027-01-01
	assert_success
	write services/orders/catalog-info.yaml 'spec: {type: service, lifecycle: production}'
	commit 'a catalog beside it'
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'XX sheet.waiver'
	git rm -q services/orders/catalog-info.yaml
	write scripts/other.sh 'true'
	commit 'something else'
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'XX sheet.waiver'
}

@test "the base's word counts: a branch older than a waiver has it, one older than its end has it no more" {
	break_service orders
	git checkout -q main
	waiver orders 2027-03-01
	commit
	git push -q --no-verify origin main
	git checkout -q topic
	on_day 2027-01-01
	assert_success
	assert_output --partial 'waived until 2027-03-01'

	git checkout -q -B late main
	break_service orders
	git checkout -q main
	git rm -q services/orders/done.yml
	commit
	git push -q --no-verify origin main
	git checkout -q late
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'the waiver does not count: the base took it back'
	printf 'owner: "@org/orders"\n' >>services/orders/done.yml
	commit 'the sheet is touched'
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'the waiver does not count: the base took it back'
}

@test "a waiver that excuses nothing is said, and one of no check gets the nearest name" {
	git checkout -q main
	waiver orders 2027-03-01
	waiver stock 2027-03-01 lead@example.com docs.redme
	commit
	git push -q --no-verify origin main
	run git done audit --verbose --now 2027-01-01
	assert_success
	assert_output --partial "'docs.readme' is met by 'orders' and need not be waived: take the waiver out of its sheet"
	assert_output --partial "'stock' waives 'docs.redme', which is not a check of the policy: did you mean 'docs.readme'?"
	git checkout -q -B topic
	git rm -q services/orders/done.yml
	commit
	on_day 2027-01-01
	refute_output --partial 'need not be waived'
}

@test "a waiver without a day, with a wrong one, twice, or with a key of its own: the sheet cannot be used" {
	while IFS= read -r text; do
		write services/orders/done.yml "waivers: $text"
		git rm -q --ignore-unmatch services/orders/README.md
		commit
		on_day 2027-01-01
		assert_equal "$status" 1
		assert_output --partial 'sheet.valid'
		assert_output --partial 'services/orders/done.yml:1:'
		assert_output --partial 'docs.readme'
	done <<'ROWS'
[{check: docs.readme, reason: r, by: lead@example.com}]
[{check: docs.readme, reason: r, by: lead@example.com, until: never}]
[{check: docs.readme, reason: r, by: lead@example.com, until: 2027-02-30}]
[{check: docs.readme, reason: r, by: lead@example.com, until: }]
[{check: docs.readme, by: lead@example.com, until: 2027-02-01}]
[{check: docs.readme, reason: r, until: 2027-02-01}]
[{check: docs.readme, reason: r, by: a, until: 2027-02-01}, {check: docs.readme, reason: r, by: a, until: 2027-02-01}]
[{check: docs.readme, reason: r, by: a, until: 2027-02-01, forever: true}]
everything
ROWS
}

@test "what could not be decided is not excused" {
	waived_on_base orders 2027-03-01 lead@example.com logging.no-print
	readme orders
	write services/orders/main.go 'package main'
	write services/orders/more.go 'package main; func f() { fmt.Println() }'
	commit
	on_day 2027-01-01
	assert_success
	oid=$(git rev-parse HEAD:services/orders/more.go)
	rm -f ".git/objects/${oid:0:2}/${oid:2}"
	on_day 2027-01-01
	assert_equal "$status" 3
	assert_output --partial 'logging.no-print'
}

@test "the gate's own checks of the sheet cannot be waived" {
	waived_on_base orders 2027-03-01 lead@example.com sheet.experiment
	readme orders
	write services/orders/done.yml <<'SHEET'
stage: experiment
waivers:
  - {check: sheet.experiment, reason: why not, by: lead@example.com, until: 2027-03-01}
SHEET
	commit
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'sheet.experiment'
}

@test "a change that eases the rules is judged by the base's, and each is said" {
	small_policy
	printf 'waivers: %s\n' '{approvers: [lead@example.com, ada@example.com], max_days: 300, self_granted: allow}' >>.git-done.yml
	waiver orders 2027-03-01 ada@example.com
	git rm -q services/orders/README.md
	commit
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'waivers may last 300 days instead of 90'
	assert_output --partial "'ada@example.com' may approve waivers"
	assert_output --partial 'a change may waive more of itself'
	assert_output --partial "the waiver does not count: 'ada@example.com' is not among those"
}

@test "every format carries it: SARIF leaves the waived out, JUnit skips it, JSON has all of it" {
	waived_on_base orders 2027-03-01
	on_day 2027-01-01 --format sarif=x.sarif --format junit=x.xml --format json=x.json --format tap=x.tap \
		--format markdown=x.md --format html=x.html --format gitlab=x.gitlab
	assert_success
	run grep -c docs.readme x.sarif
	assert_output 0
	assert_equal "$(cat x.gitlab)" '[]'
	grep -q '<skipped message="waived until 2027-03-01 by lead@example.com: the team' x.xml
	grep -q '# SKIP waived until 2027-03-01' x.tap
	python3 - <<'CODE'
import json
check = [c for r in json.load(open("x.json"))["runs"] for s in r["services"] for k in s["criteria"] for c in k["checks"]
         if c["id"] == "docs.readme"][0]
assert check["verdict"] == "waived" and len(check["findings"]) == 1, check
assert check["waiver"] == {"state": "counts", "reason": "the team moves to the new handbook", "by": "lead@example.com",
                           "until": "2027-03-01", "refused": None, "emergency": None}, check
CODE
	run git done merge x.json --format json
	assert_success
	assert_equal "$output" "$(cat x.json)"
}

@test "a policy that extends another keeps its rules key by key" {
	write org.yml <<'POLICY'
version: 1
waivers: {approvers: [lead@example.com], max_days: 30}
POLICY
	rules '{max_days: 60}'
	sed -i.bak 's/^version: 1$/version: 1\nextends: [org.yml]/' .git-done.yml
	rm .git-done.yml.bak
	waiver orders 2027-03-01 eve@example.com
	git rm -q services/orders/README.md
	commit
	run git done audit --verbose --now 2027-01-01
	assert_equal "$status" 1
	assert_output --partial "'eve@example.com' is not among those"
	waiver orders 2027-03-01
	commit
	run git done audit --verbose --now 2027-01-01
	assert_success
	run git done audit --verbose --now 2026-12-01
	assert_equal "$status" 1
	assert_output --partial 'it would last 90 more days, the policy allows 60'
}

@test "a waiver of nothing but the sheet lets through what the base lacks already; who stands in it is part of it" {
	git checkout -q main
	break_service orders
	git push -q --no-verify origin main
	git checkout -q -B topic
	waiver orders 2027-03-01
	commit 'waive'
	on_day 2027-01-01
	assert_success
	assert_output --partial '~~ docs.readme: waived until 2027-03-01'

	waived_on_base stock 2027-03-01 ada@example.com
	waiver stock 2027-03-01 lead@example.com
	commit 'another name'
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'the waiver does not count: the change that it excuses adds it'
}

@test "a sheet that cannot be used takes the base's excuse with it" {
	waived_on_base orders 2027-03-01
	write services/orders/done.yml 'stage: ['
	commit
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'XX sheet.valid'
	assert_output --partial 'XX docs.readme'
}

@test "a waiver moves with its service, and no further" {
	git checkout -q main
	sed -i.bak 's#path: services/.#path: "{services,tools}/*"#' .git-done.yml
	rm .git-done.yml.bak
	commit 'tools, too'
	git push -q --no-verify origin main
	waived_on_base orders 2027-03-01
	mkdir -p tools
	git mv services/orders tools/orders
	commit 'move'
	on_day 2027-01-01
	assert_success
	assert_output --partial '~~ docs.readme: waived until 2027-03-01'

	# By another name it is known by its sheet.
	git mv tools/orders tools/till
	commit 'rename'
	on_day 2027-01-01
	assert_success
	assert_output --partial '~~ docs.readme: waived until 2027-03-01'

	# A longer one is added, and another check is not excused.
	git mv tools/till tools/orders
	waiver_in tools/orders 2027-03-20
	commit 'prolong'
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'sheet.waiver'
	waiver_in tools/orders 2027-03-01 logging.no-print
	commit 'another'
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial "the change waives 'logging.no-print' beside other changes"

	# The service that is still there keeps its own.
	git checkout -q -B topic main
	mkdir -p tools/till
	cp services/orders/done.yml tools/till/
	write tools/till/main.go 'package main'
	commit 'copy'
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'sheet.waiver'
}

@test "waivers of one day for many services and checks are told in one line, and each of them where all is asked for" {
	mkdir "$WORK/crowd"
	cd "$WORK/crowd"
	until=$(date -u -d '+5 days' +%F 2>/dev/null || date -u -v+5d +%F)
	for name in ads cart mail pay stock tax user; do
		write "services/$name/main.go" 'package main'
	done
	write .git-done.yml 'version: 1
services: [{path: "services/*"}]
waivers: {approvers: [lead@example.com], max_days: 90}
criteria:
  docs:
    checks:
      readme: {file: {any: [README.md]}}
      runbook: {file: {any: [RUNBOOK.md]}}
      owner: {file: {any: [OWNER]}}'
	git init -q .
	commit services
	git init -q --bare "$WORK/crowd.git"
	git remote add origin "$WORK/crowd.git"
	git push -q -u origin main
	git done install
	for name in ads cart mail pay stock tax user; do
		echo 'waivers:' >"services/$name/done.yml"
		for check in readme runbook owner; do
			echo "  - {check: docs.$check, until: $until, reason: It is written after the fair., by: lead@example.com}" >>"services/$name/done.yml"
		done
	done
	commit waivers
	run git push origin main
	assert_success
	assert_line --regexp '^warning: the change adds a waiver of each of 3 checks \(.docs.readme., .docs.runbook., .docs.owner.\) for each of 7 services \(ads, cart, mail, pay, stock, and 2 more\), until '
	assert_equal "$(printf '%s\n' "$output" | grep -c '^[a-z]*: the change adds')" 1
	run git done audit
	assert_success
	assert_line --regexp '^warning: the waiver of each of 3 checks .* for each of 7 services .* ends in 5 days, on '
	assert_equal "$(printf '%s\n' "$output" | grep -c '^warning: the waiver')" 1
	run git done audit --verbose
	assert_equal "$(printf '%s\n' "$output" | grep -c 'warning: the waiver of .docs')" 21
	run git done audit --format json
	assert_equal "$(printf '%s\n' "$output" | grep -o 'the waiver of .docs' | wc -l | tr -d ' ')" 21
	# Two are no crowd.
	git rm -q -r services/ads services/cart services/mail services/pay services/stock
	commit less
	run git done audit
	assert_line --partial "for 'tax' ends in 5 days"
	assert_line --partial "for 'user' ends in 5 days"
}
