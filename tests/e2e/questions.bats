#!/usr/bin/env bats
# The questions: sheets, stages, answers, preset:readiness and init, by real pushes.
load helper

prepare() {
	export COLUMNS=300
	shop
	asking_policy
	sheet
	commit 'ask the questions'
	git push -q origin main
	git-done install >/dev/null 2>&1
	git checkout -q -b topic
}

# Every service answers for its load; experiments last 180 days at most.
asking_policy() {
	write .git-done.yml <<'POLICY'
version: 1
services:
  - path: services/*
experiments: {max_days: 180}
criteria:
  load:
    title: Load
    checks:
      answered: {answers: {question: load, require: [requests_per_second]}}
      fresh: {level: warning, answers: {question: load, fresh: true}}
  docs:
    checks:
      readme: {file: README.md}
POLICY
}

# sheet [SERVICE [STAGE]]
sheet() {
	for service in ${1:-orders stock}; do
		write "services/$service/done.yml" <<SHEET
stage: ${2:-production}
load:
  about: ['*.go']
  requests_per_second: 20
SHEET
	done
}

# What the push says at a day: git push has no --now, so the check is run on the same range.
on_day() {
	run git done check --verbose --now "$1"
}

@test "a question that is answered lets the push through" {
	write services/orders/other.txt text
	commit
	run git push -q origin topic
	assert_success
}

@test "a sheet that is missing, todo or made of placeholders is refused with the way to write it" {
	git rm -q services/orders/done.yml
	commit
	run git push -q origin topic
	assert_failure
	assert_output --partial "no done.yml that answers 'load'"
	assert_output --partial 'git done init --service services/orders'
	refute_output --partial 'expected: todo'
	write services/orders/done.yml 'load: todo'
	commit
	run git push -q origin topic
	assert_failure
	assert_output --partial 'not answered yet'
	run git done check --verbose
	assert_output --partial 'requests_per_second: {expected: todo, peak: todo}'
	write services/orders/done.yml 'load: {requests_per_second: TBD}'
	commit
	run git push -q origin topic
	assert_failure
	assert_output --partial 'services/orders/done.yml:1  '
	[ -z "$(remote_ref topic)" ]
}

@test "not_applicable with a reason is not applicable, and shows it" {
	write services/orders/done.yml 'load: {not_applicable: a batch job at night}'
	commit
	run git done check --verbose
	assert_success
	assert_output --partial 'a batch job at night'
	write services/orders/done.yml 'load: {not_applicable: n/a}'
	commit
	run git done check --verbose
	assert_equal "$status" 1
}

@test "sheets that cannot be used are findings with their place, and excuse nothing" {
	while IFS='|' read -r text expected; do
		printf "$text" >services/orders/done.yml
		commit
		run git push -q origin topic
		assert_failure
		assert_output --partial 'sheet.valid'
		run git done check --verbose
		assert_output --partial "services/orders/done.yml"
		assert_output --partial "$expected"
	done <<'ROWS'
stage: {name: experiment, until: 2026-02-30, why: to see}\n|2026-02-30
service: stock\nload: {requests_per_second: 3}\n|the sheet belongs to 'stock'
stage: prodution\n|did you mean 'production'
lod: {requests_per_second: 3}\n|did you mean 'load'
a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n|:1:
load: [\n|:2:
ROWS
	[ -z "$(remote_ref topic)" ]
}

# bats file_tags=deep

@test "an alias bomb in a sheet is refused at once" {
	{
		printf 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n'
		for i in 1 2 3 4 5 6 7 8 9; do
			j=$((i - 1))
			printf 'a%s: &a%s [*a%s, *a%s, *a%s, *a%s, *a%s, *a%s, *a%s, *a%s, *a%s]\n' $i $i $j $j $j $j $j $j $j $j $j
		done
	} >services/orders/done.yml
	commit
	run timeout 10 git done check --verbose
	assert_equal "$status" 1
	assert_output --partial 'sheet.valid'
	assert_output --partial 'done.yml:1:'
}

@test "a sheet that is a symbolic link, a directory or a submodule is refused" {
	mv services/orders/done.yml services/orders/real.yml
	ln -s real.yml services/orders/done.yml
	commit
	run git push -q origin topic
	assert_failure
	assert_output --partial "'done.yml' is a symbolic link"
	git rm -q services/orders/done.yml
	write services/orders/done.yml/x text
	commit
	run git done check --verbose
	assert_equal "$status" 1
	assert_output --partial "'done.yml' is a directory"
	git rm -rq services/orders/done.yml
	git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),services/orders/done.yml"
	git commit -qm 'a submodule'
	run git done check --verbose
	assert_equal "$status" 1
	assert_output --partial "'done.yml' is a submodule"
	run git done check --verbose --format json
	assert_equal "$status" 1
	printf '%s\n' "$output" >"$WORK/report.json"
	run jq -r '.runs[0].services[0].criteria[0] | [.id, .checks[0].id, .checks[0].kind, .checks[0].verdict] | join(" ")' "$WORK/report.json"
	assert_output 'sheet sheet.valid sheet unmet'
}

@test "a sheet whose object is gone is undecided" {
	write services/orders/other.txt text
	commit
	blob=$(git rev-parse HEAD:services/orders/done.yml)
	rm -f ".git/objects/${blob:0:2}/${blob:2}"
	run git done check --verbose --service orders
	assert_equal "$status" 3
	assert_output --partial "$blob"
}

@test "an experiment is let through until its last day, inclusive, and then judged" {
	write services/probe/main.go 'package main'
	write services/probe/done.yml 'stage: {name: experiment, until: 2027-03-31, why: to see whether anybody wants it}'
	commit
	on_day 2027-01-01
	assert_success
	assert_output --partial "'probe' is an experiment, let through until 2027-03-31 (89 days left): to see whether"
	on_day 2027-03-31
	assert_success
	assert_output --partial 'its last day is today'
	on_day 2027-04-01
	assert_equal "$status" 1
	assert_output --partial 'load.answered'
	assert_output --partial 'docs.readme'
	assert_output --partial 'the experiment ended on 2027-03-31'
}

@test "an experiment that says no day or no reason, or that lasts too long, is refused" {
	while IFS='|' read -r stage expected; do
		write services/probe/done.yml "stage: $stage"
		commit
		on_day 2027-01-01
		assert_equal "$status" 1
		assert_output --partial 'sheet.experiment'
		assert_output --partial "$expected"
		assert_output --partial 'services/probe/done.yml:1:8'
	done <<'ROWS'
experiment|must say until when and why
{name: experiment, until: 2027-03-31}|must say until when and why
{name: experiment, why: to see}|must say until when and why
{name: experiment, until: 2027-03-31, why: TODO}|must say until when and why
{name: experiment, until: 2027-03-31, why: todo}|must say until when and why
{name: experiment, until: 2027-03-31, why: "??"}|must say until when and why
{name: experiment, until: 2027-07-01, why: to see}|181 more days, the policy allows 180
ROWS
	write services/probe/done.yml 'stage: {name: experiment, until: 2027-06-30, why: to see}'
	commit
	on_day 2027-01-01
	assert_success
}

@test "a service that the map calls an experiment must say until when and why too" {
	git checkout -q main
	sed -i.bak 's/  - path: .*/  - {path: "services\/*", stage: experiment}/' .git-done.yml
	rm .git-done.yml.bak services/orders/done.yml
	commit
	git push -q --no-verify origin main
	git checkout -q -b other
	write services/orders/x.txt text
	commit
	run git done check --verbose
	assert_equal "$status" 1
	assert_output --partial 'sheet.experiment'
	assert_output --partial 'services/orders/done.yml'
}

@test "moving a service up judges it by the new stage at once" {
	git checkout -q main
	write services/probe/done.yml 'stage: {name: experiment, until: 2027-03-31, why: to see}'
	commit
	git push -q --no-verify origin main
	git checkout -q -b up
	write services/probe/done.yml 'stage: production'
	commit
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'load.answered'
	assert_output --partial 'docs.readme'
}

@test "moving a service down is said, and does not excuse what else changed" {
	sheet orders '{name: experiment, until: 2027-03-31, why: to see}'
	commit
	on_day 2027-01-01
	assert_success
	assert_output --partial "the change moves 'orders' down from stage 'production' to 'experiment'"
	git rm -q services/orders/README.md
	commit
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial "the change moves 'orders' down"
	assert_output --partial "judged as 'production'"
	assert_output --partial 'docs.readme'
}

@test "a catalog moves a service down as a sheet does" {
	git checkout -q main
	rm services/orders/done.yml
	write services/orders/catalog-info.yaml 'kind: Component
spec: {lifecycle: production}'
	commit
	git push -q --no-verify origin main
	git checkout -q -b catalog
	sed -i.bak 's/production/experimental/' services/orders/catalog-info.yaml
	rm services/orders/catalog-info.yaml.bak
	write services/orders/done.yml 'owner: ada@example.com'
	commit
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial "the change moves 'orders' down"
	assert_output --partial 'sheet.experiment'
	refute_output --partial 'XX load.answered'
	write services/orders/main.go 'package main // more'
	commit
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'load.answered'
}

@test "prolonging an experiment is said" {
	git checkout -q main
	write services/probe/done.yml 'stage: {name: experiment, until: 2027-03-31, why: to see}'
	commit
	git push -q --no-verify origin main
	git checkout -q -b longer
	write services/probe/done.yml 'stage: {name: experiment, until: 2027-04-30, why: to see}'
	commit
	on_day 2027-01-01
	assert_success
	assert_output --partial "prolongs the experiment 'probe' from 2027-03-31 to 2027-04-30"
}

@test "stages of the policy's own, in its order" {
	git checkout -q main
	cat >.git-done.yml <<'POLICY'
version: 1
stages: [experiment, beta, production]
services: [{path: services/*}]
criteria:
  docs:
    stages: [beta, production]
    checks:
      readme: {file: README.md}
  load:
    stages: [production]
    checks:
      answered: {answers: load}
POLICY
	sheet stock beta
	sheet orders beta
	commit
	git push -q --no-verify origin main
	git checkout -q -b stages
	write services/stock/x.txt text
	commit
	run git done check --verbose
	assert_success
	sheet stock deprecated
	commit
	run git done check --verbose
	assert_equal "$status" 1
	assert_output --partial "unknown stage 'deprecated'"
	sheet stock production
	commit
	run git done check --verbose
	assert_equal "$status" 1
	assert_output --partial 'failure_modes'
}

@test "an answer goes stale with its files, and is re-affirmed by a line ready to paste" {
	write services/orders/main.go 'package main // faster'
	commit
	run git push -q origin topic
	assert_success
	run git done check --verbose
	assert_success
	assert_output --partial "'main.go' changed, but the answer to 'load' about it did not"
	line=$(printf '%s\n' "$output" | sed -n 's/.*\(reviewed: "[0-9a-f]*"\).*/\1/p' | head -1)
	[ -n "$line" ]
	printf '  %s\n' "$line" >>services/orders/done.yml
	commit
	run git done check --verbose
	assert_success
	refute_output --partial 'about it did not'
	write services/orders/main.go 'package main // faster still'
	commit
	run git done check --verbose
	assert_output --partial "'main.go' changed, but the answer"
	sed -i.bak 's/requests_per_second: 20/requests_per_second: 40/' services/orders/done.yml
	rm services/orders/done.yml.bak
	commit
	run git done check --verbose
	refute_output --partial "'main.go' changed, but the answer"
	run git done audit
	assert_success
}

@test "the policy can make a stale answer an error" {
	git checkout -q main
	sed -i.bak 's/level: warning, //' .git-done.yml
	rm .git-done.yml.bak
	commit
	git push -q --no-verify origin main
	git checkout -q -b strict
	write services/orders/main.go 'package main // faster'
	commit
	run git push -q origin strict
	assert_failure
	assert_output --partial 'load.fresh'
}

@test "Backstage's catalog speaks where the sheet is silent, unless the policy says no" {
	write services/probe/catalog-info.yaml <<'CATALOG'
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: probe}
spec: {type: service, lifecycle: experimental, owner: payments}
CATALOG
	commit
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'services/probe/catalog-info.yaml:4:'
	assert_output --partial 'must say until when and why'
	git checkout -q main
	printf 'sheet: {backstage: false}\n' >>.git-done.yml
	commit
	git push -q --no-verify origin main
	git checkout -q topic
	git rebase -q main
	run git done check --verbose
	assert_equal "$status" 1
	assert_output --partial 'load.answered'
	refute_output --partial 'sheet.experiment'
}

@test "new services are refused at once, those that were there are warned until the day" {
	git checkout -q main
	cat >.git-done.yml <<'POLICY'
version: 1
services: [{path: services/*}]
criteria:
  load:
    checks:
      answered: {effective: {new_services: now, existing: 2027-06-01}, answers: load}
POLICY
	commit
	git push -q --no-verify origin main
	git checkout -q -b effective
	write services/orders/x.txt text
	commit
	on_day 2027-05-31
	assert_success
	assert_output --partial '1 old gap that does not block'
	on_day 2027-06-01
	assert_equal "$status" 1
	git checkout -q -B effective main
	write services/fresh/main.go 'package main'
	commit
	on_day 2027-05-31
	assert_equal "$status" 1
	assert_output --partial 'services/fresh/done.yml'
}

@test "a change that lengthens experiments is judged by the base, and reported" {
	sed -i.bak 's/max_days: 180/max_days: 400/' .git-done.yml
	rm .git-done.yml.bak
	write services/probe/done.yml 'stage: {name: experiment, until: 2027-12-31, why: to see}'
	commit
	on_day 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'experiments may last 400 days instead of 180'
	assert_output --partial 'the policy allows 180'
}

@test "preset:readiness asks the five questions, and init writes what answers them" {
	git checkout -q main
	cat >.git-done.yml <<'POLICY'
version: 1
extends: [preset:readiness]
services: [{path: services/*}]
POLICY
	commit
	git push -q --no-verify origin main
	git checkout -q -b ready
	write services/fresh/README.md text
	commit
	for question in boundaries data load communication decisions; do
		run git done check --verbose --check "$question.answered" --now 2027-01-01
		assert_equal "$status" 1
		assert_output --partial 'services/fresh/done.yml'
	done
	run git done init --service services/fresh
	assert_success
	assert_file_exist services/fresh/done.yml
	assert_file_exist .git-done/sheet.schema.json
	run head -1 services/fresh/done.yml
	assert_output '# yaml-language-server: $schema=../../.git-done/sheet.schema.json'
	commit
	run git done check --verbose --criterion load --now 2027-01-01
	assert_equal "$status" 1
	assert_output --partial 'not answered yet'
	refute_output --partial 'sheet.valid'
	cmp .git-done/sheet.schema.json "$GIT_DONE_SOURCE/config/sheet.schema.json"
	git done policy schema done.yml | cmp - .git-done/sheet.schema.json
	python3 -c 'import jsonschema, yaml' 2>/dev/null || skip 'python3-jsonschema and python3-yaml are not here'
	for service in orders stock; do
		run python3 -c 'import json, sys, jsonschema, yaml
jsonschema.Draft202012Validator(json.load(open(sys.argv[1]))).validate(yaml.safe_load(open(sys.argv[2])))' .git-done/sheet.schema.json "services/$service/done.yml"
		assert_success
	done
}

@test "init finds owners and dependencies, and leaves them for a person to confirm" {
	write .github/CODEOWNERS <<'OWNERS'
* @org/everyone
/services/orders/ @org/payments # decides
OWNERS
	write docker-compose.yml <<'COMPOSE'
services:
  orders: {build: ./services/orders, depends_on: [postgres]}
  stock: {build: ./services/stock, depends_on: {kafka: {condition: service_started}}}
COMPOSE
	write services/orders/k8s/deployment.yaml 'env: [{name: URL, value: "http://billing.prod.svc:80/"}]'
	rm services/orders/done.yml services/stock/done.yml
	run git done init --service services/orders --service services/stock/
	assert_success
	run cat services/orders/done.yml
	assert_output --partial '# Found in .github/CODEOWNERS, to be confirmed: @org/payments'
	assert_output --partial '# Found in docker-compose.yml, to be confirmed: postgres'
	assert_output --partial '# Found in services/orders/k8s/deployment.yaml, to be confirmed: billing.prod.svc'
	assert_output --partial 'owner: todo'
	run cat services/stock/done.yml
	assert_output --partial 'to be confirmed: @org/everyone'
	assert_output --partial 'to be confirmed: kafka'
	refute_output --partial 'confirmed: postgres'
}

@test "init overwrites nothing, and follows no link" {
	run git done init
	assert_equal "$status" 2
	assert_output --partial 'exists already'
	run git done init --service services/orders
	assert_equal "$status" 2
	mkdir "$WORK/elsewhere"
	ln -s "$WORK/elsewhere" services/away
	for path in services/away services/nowhere ../x /etc ''; do
		run git done init --service "$path"
		assert_equal "$status" 2
	done
	assert_file_not_exist "$WORK/elsewhere/done.yml"
	rm .git-done.yml
	run git done init
	assert_success
	run git done policy lint
	assert_success
	run git --git-dir="$WORK/remote.git" done init
	assert_failure
}

@test "init tells services of one name apart, and how to begin is a policy that can be used" {
	git init -q "$WORK/many"
	cd "$WORK/many"
	for path in teams/x/api teams/y/api apps/api apps/web; do go_server "$path"; done
	commit start
	git-done init
	commit policy
	run git-done policy lint
	assert_success
	git-done audit --format json >report.json || assert_equal $? 1
	run jq -r '.runs[0].services[] | .path + " " + .name' report.json
	assert_output 'apps/api apps-api
apps/web web
teams/x/api teams-x-api
teams/y/api teams-y-api'
	sed -i.bak 's/^# criteria:/criteria:/; s/^#   \([a-z]*:\)/  \1/' .git-done.yml
	run grep -c '^  docs: {effective' .git-done.yml
	assert_output 1
	run git-done policy lint
	assert_success
}
