#!/usr/bin/env bats
# A policy as `git done init` begins it (what is owed passes, what loosens comes alone), with a check of every kind that needs no
# reports. One regression of each is planted and pushed: every one is refused, by its check, in a sentence that names the cause.
load helper

prepare() {
	copy_of make_fleet
	git-done install >/dev/null 2>&1
}

make_fleet() {
	git init -q --bare remote.git
	git init -q shop
	cd shop
	write .git-done.yml <<'POLICY'
version: 1
debt: allow
loosening: alone
services: [{path: services/*}]
waivers: {approvers: [lead@example.com]}
criteria:
  all:
    checks:
      file: {missing: no licence, file: LICENSE}
      content: {content: {files: ["**/*.go"], where: code, forbid: '\bfmt\.Print'}}
      data: {data: {file: deploy.yml, at: {$.replicas: {min: 2}}}}
      markdown: {markdown: {topics: [purpose, runbook]}}
      records: {records: {files: "adr/*.md"}}
      owners: {owners: ["@org/shop"]}
      uses: {uses: input-validation}
      health: {uses: health}
      answers: {answers: {question: load, require: failure_modes}}
      graph: {graph: {acyclic: [sync]}}
      any-of: {any_of: [{file: openapi.yaml}, {link: api}]}
      all-of: {all_of: [{file: {any: "*_test.go"}}, {content: {files: "*_test.go", match: 'func Test'}}]}
      link: {link: on-call}
      changed: {changed: {if: schema.sql, then: CHANGES.md}}
      openapi: {openapi: {reports: openapi.yaml, every_operation: [summary]}}
POLICY
	write .github/CODEOWNERS '/services/ @org/shop'
	for name in orders stock old; do
		service "$name"
	done
	# What was never there is nobody's fault today.
	(cd services/old && rm -r LICENSE adr openapi.yaml done.yml main_test.go README.md)
	commit start
	git remote add origin "${PWD%/shop}/remote.git"
	git push -q -u origin main
	git remote set-head origin main
}

# service NAME: one that meets everything.
service() {
	mkdir -p "services/$1/adr"
	cd "services/$1"
	write LICENSE 'All rights are ours, and nobody else has any of them.'
	write go.mod "module $1"
	write main.go <<'GO'
package main

import (
	"net/http"

	"github.com/go-playground/validator/v10"
)

var validate = validator.New()

func main() {
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(200) })
	http.HandleFunc("POST /orders", func(w http.ResponseWriter, r *http.Request) {
		var order struct{ ID string `validate:"required"` }
		if err := validate.Struct(order); err != nil {
			http.Error(w, "the order has no id", 400)
		}
	})
	_ = http.ListenAndServe(":8080", nil)
}
GO
	write main_test.go 'package main
func TestOrders(t *testing.T) {}'
	write deploy.yml 'replicas: 3'
	write schema.sql 'create table orders (id text);'
	write CHANGES.md 'The table of orders is there.'
	write README.md <<README
# $1

## Purpose

Keeps what customers ordered until it has left the warehouse.

## Runbook

When \`/healthz\` fails, orders are refused at the gateway: restart the container, then read main.go for what it waits for.
README
	write adr/0001-a-table.md '# 1. One table

Date: 2026-01-01

## Status

Accepted'
	write openapi.yaml <<'API'
openapi: 3.0.3
info: {title: Orders, version: "1"}
paths:
  /orders:
    post:
      summary: Take an order
      responses: {"201": {description: it is taken}}
API
	write done.yml <<'SHEET'
links: {on-call: "https://wiki.shop.internal/on-call"}
load:
  failure_modes:
    - {when: the database is down, effect: orders are refused, response: customers try again, detected_by: alert on errors}
SHEET
	cd "$OLDPWD"
}

# planted CHECK SENTENCE SCRIPT: the change that the script makes is refused by that check alone ('': by none, for it is the
# policy's), and the sentence says why.
planted() {
	local check=$1 sentence=$2 script=$3
	git checkout -q -B topic origin/main
	(cd services/orders && eval "$script")
	commit "plant $check"
	run git push origin topic
	[ "$status" -ne 0 ] || fail "$check: the push is accepted: $output"
	assert_output --partial REFUSED
	assert_output --partial "$sentence"
	run sed -nE 's/^  ((all|sheet|map)\.[a-z-]+) .*/\1/p' <<<"$output"
	assert_output "$check"
	assert_equal "$(remote_ref refs/heads/topic)" ''
}

@test "as it is, everything is met, and what the third service lacks is owed" {
	git checkout -q -b topic
	echo '// a comment' >>services/orders/main.go
	echo '// a comment' >>services/old/main.go
	commit 'comments'
	run git push origin topic
	assert_success
	assert_output --partial 'nothing got worse'
	run git done audit --service orders
	assert_success
}

@test "a file that is deleted, or becomes a stub" {
	planted all.file 'services/orders/LICENSE ' 'git rm -q LICENSE'
	planted all.file 'services/orders/LICENSE  is empty' ': >LICENSE'
}

@test "a forbidden line, a value that is too low, a section that is emptied" {
	planted all.content "'fmt.Print' is not allowed" 'sed -i.bak "s/^func main.*/&\n\tfmt.Println(1)/" main.go; rm main.go.bak'
	planted all.data "replicas" 'write deploy.yml "replicas: 1"'
	planted all.markdown "'Runbook' is missing" 'sed -i.bak "/^## Runbook/,\$d" README.md; rm README.md.bak'
	planted all.markdown 'TODO' 'sed -i.bak "s/^When .*/TODO/" README.md; rm README.md.bak'
}

@test "a record without its status, and one that is gone" {
	planted all.records 'status' 'sed -i.bak "/^## Status/,\$d" adr/0001-a-table.md; rm adr/*.bak'
	planted all.records 'adr' 'git rm -qr adr'
}

@test "files that nobody owns any more" {
	planted all.owners '@org/shop' 'write ../../.github/CODEOWNERS "/services/stock/ @org/shop
/services/old/ @org/shop"; echo "// ours" >>main.go'
}

@test "validation that is commented out, a health route that is removed" {
	planted all.uses 'input validation' 'sed -i.bak "s#if err := validate.*#if false {#; s#^var validate#// var validate#; /go-playground/d" main.go; rm main.go.bak'
	planted all.health 'health' 'sed -i.bak "/healthz/d" main.go; rm main.go.bak; sed -i.bak "s#/healthz#main.go#" README.md; rm README.md.bak'
}

# bats file_tags=deep

@test "an answer that becomes a placeholder, a circle of calls" {
	planted all.answers "'load' is not answered" 'sed -i.bak "/^load/,\$d" done.yml; rm done.yml.bak'
	planted all.answers 'todo' 'sed -i.bak "s/orders are refused/todo/" done.yml; rm done.yml.bak'
	planted all.graph 'itself' 'printf "communication: {calls: [{to: orders, style: sync, via: http, timeout_ms: 5, retries: 0, idempotency: the id, on_failure: it waits}]}\n" >>done.yml'
	planted all.graph 'nowhere' 'printf "communication: {calls: [{to: nowhere, style: sync, via: http, timeout_ms: 5, retries: 0, idempotency: the id, on_failure: it waits}]}\n" >>done.yml'
}

@test "each way of any_of, a part of all_of, a link" {
	planted all.all-of 'not found in main_test.go' 'write main_test.go "package main"'
	planted all.link "'on-call'" 'sed -i.bak "/^links/d" done.yml; rm done.yml.bak'
	git checkout -q main
	sed -i.bak '/openapi: {reports/d' .git-done.yml
	rm .git-done.yml.bak
	commit 'no description is asked for'
	git push -q --no-verify origin main
	planted all.any-of 'openapi.yaml' 'git rm -q openapi.yaml'
}

@test "a table that changes without a word about it, an operation without a summary" {
	planted all.changed 'CHANGES.md' 'echo "-- more" >>schema.sql'
	planted all.openapi 'summary' 'sed -i.bak "/summary/d" openapi.yaml; rm openapi.yaml.bak'
}

@test "a policy that is loosened beside code, a sheet that cannot be read, a waiver beside what it excuses" {
	planted '' "the change loosens the policy: 'all.data': at \$.replicas: min 2 -> 1" 'sed -i.bak "s/min: 2/min: 1/" ../../.git-done.yml; rm ../../.git-done.yml.bak; echo "// code" >>main.go'
	planted 'sheet.valid
all.answers
all.graph
all.link' 'services/orders/done.yml:2' 'printf "links: [\n" >done.yml'
	planted sheet.waiver 'lead@example.com' 'printf "waivers: [{check: all.file, reason: it moves, by: lead@example.com, until: %s}]\n" "$(date +%Y)-12-31" >>done.yml; echo "// code" >>main.go'
}

@test "a new service without its papers is held to all of it, whatever others owe" {
	git checkout -q -B topic origin/main
	mkdir services/late
	cp services/old/go.mod services/old/main.go services/late/
	commit 'a late service'
	run git push origin topic
	assert_failure
	assert_output --partial 'nothing was pushed: the new service late fails'
	for check in file data markdown records answers any-of all-of link; do
		assert_output --regexp "all.$check "
	done
	assert_output --partial 'experiment?'
	assert_output --partial 'git done draft late'
}
