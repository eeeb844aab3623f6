#!/usr/bin/env bats
# What a change takes away from a check that only warns: refused where the policy's `losses` says so, which it does for checks
# on trial where nothing is said. Real pushes through the hook.
load helper
load losses

prepare() {
	export COLUMNS=400
	copy_of make_shop
	git done install >/dev/null 2>&1
	git checkout -q -b topic
}

# cart meets all, mail nothing; a check on trial of code, one of a document, and one that only warns.
make_shop() {
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	write .git-done.yml "version: 1
services: [{path: services/*}]
debt: allow
waivers: {approvers: [lead@example.com]}
criteria:
  all:
    checks:
      main: {file: main.go}
      health: {tier: bronze, trial: true, uses: health}
      run: {tier: bronze, trial: true, markdown: {topics: [run]}}
      help: {level: warning, file: HELP.md}"
	service cart
	write services/cart/README.md '# Cart

Takes the orders of the shop.

## Run

    go run . -port 8080'
	write services/cart/HELP.md 'Ask the team.'
	service mail
	sed -i.bak /healthz/d services/mail/main.go
	rm services/mail/main.go.bak
	commit start
	publish
}

# lose NAME: its health route, and a line that is new.
lose() {
	sed -i.bak 's|.*healthz.*|	// none|' "services/$1/main.go"
	rm "services/$1/main.go.bak"
	commit "lose $1"
}

@test "what a change takes away from a check on trial is refused: what it was, where it was, how it comes back" {
	lose cart
	refused
	assert_output --partial 'no health check any more: it was in services/cart/main.go:6, a line that this change removed'
	assert_output --partial 'bring that line back: http.HandleFunc("/healthz"'
	assert_output --partial 'git done waive'
	refute_output --partial 'only warns'
	git revert --no-edit HEAD >/dev/null
	passes
}

@test "a section of the README, and the whole of it" {
	sed -i.bak '/^## Run/,$d' services/cart/README.md
	rm services/cart/README.md.bak
	commit 'no section'
	refused
	assert_output --partial 'services/cart/README.md'
	git checkout -q -B topic main
	git rm -q services/cart/README.md
	commit 'no README'
	refused
	assert_output --partial 'services/cart/README.md was deleted by this change'
	assert_output --partial 'git checkout origin/main -- services/cart/README.md'
}

@test "what was missing is missing: the base did not meet it, the service is new, or there is no base" {
	echo '// more' >>services/mail/main.go
	service pay
	sed -i.bak /healthz/d services/pay/main.go
	commit 'mail, and a new one'
	passes
	refute_output --partial 'got worse'
	git init -q --bare "$WORK/empty.git"
	git remote add empty "$WORK/empty.git"
	git remote remove origin
	lose cart
	run git push empty topic:main
	assert_success
}

@test "what moves, is deleted, or is set back to what it was is not taken away" {
	on_main git mv services/mail services/post
	git mv services/cart services/basket
	commit 'cart moves'
	passes
	git checkout -q -B topic main
	git rm -rq services/cart
	commit 'cart is gone'
	passes
	git checkout -q main
	service post
	commit 'post is healthy'
	git push -q --no-verify origin main
	git checkout -q -B topic
	git revert --no-edit HEAD >/dev/null
	passes
	refute_output --partial 'got worse'
}

@test "a service that moves and loses it is refused" {
	git mv services/cart services/basket
	lose basket
	refused
	assert_output --partial 'no health check'
}

@test "losses: the nearest word counts; a check that only warns tells, and refuses where it is said" {
	git rm -q services/cart/HELP.md
	commit 'no help'
	passes
	assert_output --partial 'cart got worse in a check that only warns: all.help'
	on_main say 's/level: warning,/level: warning, losses: refuse,/'
	git rm -q services/cart/HELP.md
	commit 'no help'
	refused
	assert_output --partial 'services/cart/HELP.md was deleted by this change'
	assert_output --partial 'git checkout origin/main -- services/cart/HELP.md'
	on_main say 's/^debt: allow/&\nlosses: tell/'
	lose cart
	passes
	assert_output --partial 'cart got worse in a check that only warns: all.health'
	on_main say 's/^  all:/&\n    losses: refuse/'
	lose cart
	refused
	on_main say 's/trial: true, uses: health/losses: tell, &/'
	lose cart
	passes
	assert_output --partial 'cart got worse in a check that only warns: all.health'
	# A level in place of the tier only warns.
	on_main say '/losses: refuse$/d; /^losses: tell/d; s/tier: bronze, losses: tell, trial: true, uses/level: warning, trial: true, uses/'
	lose cart
	passes
}

# bats file_tags=deep

@test "what met the base still stands, and another gap is new: told, not refused" {
	on_main say 's/^      main:/      limits: {tier: bronze, trial: true, uses: {client-timeouts: {at_least: every}}}\n&/; s/uses: {client-timeouts: {at_least: every}}/uses: client-timeouts/'
	on_main write services/cart/calls.go 'package main

import ("net/http"; "time")

var client = &http.Client{Timeout: 5 * time.Second}

func price() { _, _ = client.Get("http://pricing/v1") }'
	write services/cart/more.go 'package main

import "net/http"

func stock() { _, _ = http.Get("http://stock/v1") }'
	commit 'a call without a limit'
	passes
	assert_output --partial 'cart got worse in a check that only warns: all.limits'
	git rm -q services/cart/more.go
	sed -i.bak 's/Timeout: 5 . time.Second//; s/; "time"//' services/cart/calls.go
	rm services/cart/calls.go.bak
	commit 'no limit any more'
	refused
	assert_output --partial 'services/cart/calls.go:5'
}

@test "of several places that show it some still stand: told; none does: refused" {
	on_main say 's/uses: health/uses: structured-logging/'
	on_main write services/cart/rules.go 'package main

func check(c Context) {
	c.Logger().Errorf("no order in %v", c)
}

func count(c Context) {
	c.Logger().Errorf("no count in %v", c)
}

func price(c Context) {
	c.Logger().Errorf("no price in %v", c)
}'
	sed -i.bak '/no order/d' services/cart/rules.go
	rm services/cart/rules.go.bak
	commit 'one call less'
	passes
	assert_output --partial 'cart got worse in a check that only warns: all.health'
	sed -i.bak '/Logger/d' services/cart/rules.go
	rm services/cart/rules.go.bak
	commit 'no call'
	refused
	assert_output --partial 'it was in services/cart/rules.go:'
}

@test "two files are asked for, and one of them is gone: refused" {
	on_main say 's/uses: health/file: {all: [HELP.md, README.md]}/'
	git rm -q services/cart/HELP.md
	commit 'one file less'
	refused
	assert_output --partial 'services/cart/HELP.md was deleted by this change'
}

@test "a file that was written anew may show it in a way that nobody knows: told" {
	on_main eval 'for i in 1 2 3 4 5 6 7 8; do echo "var old$i = $i"; done >>services/cart/main.go'
	write services/cart/main.go 'package main

import "shop.example/platform"

func main() {
	server := platform.NewServer("cart")
	server.Limit(100)
	server.Handle("/orders", list)
	server.Handle("/prices", prices)
	server.Start()
}'
	commit 'on the platform'
	passes
	assert_output --partial 'cart got worse in a check that only warns: all.health'
}

@test "a waiver and an experiment of the base excuse it, and what is not asked is not lost" {
	on_main write services/cart/done.yml "waivers: [{check: all.health, reason: the platform asks the port, by: lead@example.com, until: $(in_days 30)}]"
	lose cart
	passes
	on_main write services/cart/done.yml 'not_applicable: [{check: all.health, reason: nobody can reach it}]'
	lose cart
	passes
	on_main write services/cart/done.yml "stage: {name: experiment, until: $(in_days 30), why: to learn what a cart is}"
	lose cart
	passes
}

@test "an object of the base that is not here: no loss, and it is said" {
	oid=$(git rev-parse main:services/cart/main.go)
	lose cart
	rm -f ".git/objects/${oid:0:2}/${oid:2}"
	run git done check main..topic
	assert_output --partial "whether the change took away what met 'all.health' cannot be told"
	refute_output --partial 'REFUSED'
}

@test "what lies outside of services is lost by all that it met" {
	on_main say 's/uses: health/link: health/; s/link: health/file: \/HEALTH.md/'
	on_main write HEALTH.md 'The load balancer asks for /healthz of each service.'
	git rm -q HEALTH.md
	# Else the whole tree would be one that stood there before.
	write NOTES.md 'The platform moves.'
	commit 'outside'
	refused
	assert_output --partial 'HEALTH.md was deleted by this change'
	assert_output --partial cart
	assert_output --partial mail
}

@test "to switch it off loosens the policy" {
	on_main say 's/^debt: allow/&\nloosening: alone/'
	say 's/^debt: allow/&\nlosses: tell/'
	lose cart
	refused
	assert_output --partial 'losses refuse where on trial -> tell'
	assert_output --partial 'no health check any more'
}

@test "the formats, why, explain, replay and waive know it" {
	lose cart
	run git done check main..topic --format json
	assert_failure
	assert_equal "$(jq -c '.runs[0].services[].criteria[].checks[] | select(.id == "all.health") | [.verdict, .level, .policy_level, .loss, .worse]' <<<"$output")" \
		'["unmet","error","warning",true,null]'
	run git done check main..topic --format github
	assert_output --partial '::error'
	refute_output --partial '::warning'
	run git done check main..topic --format sarif
	assert_equal "$(jq -r '.runs[0].results[] | select(.ruleId == "all.health") | .level' <<<"$output")" error
	git done check main..topic --format html >"$WORK/page.html" || true
	grep -q 'what a change takes away is refused' "$WORK/page.html"
	run git done why cart all.health
	assert_output --partial 'it only warns of what is missing, and blocks what a change takes away'
	assert_output --partial 'this change'
	run git done explain all.health
	assert_output --partial 'level: it only warns of what is missing, and refuses what a change takes away'
	run git done replay --last 1
	assert_output --partial '1 would have been refused'
	assert_output --partial 'all.health  1 commit, 1 service: no health check any more'
	run git done waive mail all.health --until "$(in_days 30)" --reason 'the platform asks the port' --by lead@example.com
	assert_output --partial 'it refuses nothing but what a change takes away'
	for shard in 1/2 2/2; do
		git done check main..topic --shard $shard --format json >"$WORK/${shard%/2}.json" || true
	done
	run git done merge "$WORK/1.json" "$WORK/2.json"
	assert_failure
	assert_output --partial 'no health check any more'
}

@test "a word that is none is refused with its place" {
	say 's/trial: true, uses/losses: refused, &/'
	run git done policy lint
	assert_failure
	assert_output --partial "did you mean 'refuse'"
}
