#!/usr/bin/env bats
# What a refused developer reads, in full: a push of one service, one cause in thirty, a new service,
# an audit of many, and all green. tests/golden/refusal has the pictures; DONE_UPDATE_GOLDEN=1 rewrites them.
load helper

prepare() {
	export COLUMNS=100
	shop_of_three
}

# Three services as they are found in the field: an api in Go, one in JavaScript, a worker in Python.
shop_of_three() {
	git init -q --bare origin.git
	git init -q repo
	cd repo || return
	git remote add origin ../origin.git
	write services/checkout/go.mod <<'X'
module example.com/checkout
require github.com/go-chi/chi/v5 v5.0.0
X
	write services/checkout/main.go <<'X'
package main

import (
	"log/slog"
	"net/http"

	"github.com/go-chi/chi/v5"
)

func main() {
	router := chi.NewRouter()
	router.Get("/healthz", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(200) })
	router.Post("/orders", create)
	slog.Info("listening")
	http.ListenAndServe(":8080", router)
}
X
	write services/checkout/README.md <<'X'
# Checkout

## Run

Start it with go run and call the port that it prints.
X
	write services/checkout/Dockerfile 'FROM golang'
	write services/pricing/package.json '{"name": "pricing", "dependencies": {"express": "4", "zod": "3", "pino": "9"}, "scripts": {"start": "node server.js"}}'
	write services/pricing/server.js <<'X'
const express = require("express");
const { z } = require("zod");
const log = require("pino")();
const app = express();
const Price = z.object({ sku: z.string() });
app.get("/healthz", (req, res) => res.sendStatus(200));
app.post("/prices", (req, res) => { log.info(Price.parse(req.body)); res.sendStatus(201); });
app.listen(8080);
X
	write services/pricing/README.md <<'X'
# Pricing

## Run

Start it with npm start and call the port that it prints.
X
	write services/pricing/RUNBOOK.md 'When prices are stale, restart the importer.'
	write services/pricing/openapi.yaml 'openapi: 3.0.0'
	write services/mailer/requirements.txt 'structlog==24.1'
	write services/mailer/worker.py <<'X'
import structlog

log = structlog.get_logger()

def main():
    while True:
        log.info("tick")

if __name__ == "__main__":
    main()
X
	write services/mailer/README.md '# Mailer'
	policy
	commit 'all services'
	git push -q origin main
	git-done install >/dev/null 2>&1
	git checkout -q -b topic
}

policy() {
	write .git-done.yml <<'X'
version: 1
services: [{path: services/*}]
target: silver
waivers: {approvers: [lead@example.com], max_days: 90}
criteria:
  validation:
    checks:
      input: {tier: bronze, uses: input-validation}
  logging:
    checks:
      health: {tier: bronze, uses: health}
      structured: {uses: structured-logging}
      no-print: {content: {files: ["**/*.{go,js,py}"], forbid: '\b(fmt\.Print|console\.log|print\()'}}
  docs:
    checks:
      readme: {tier: silver, markdown: {file: README.md, sections: [{heading: '(?i)^run', min_words: 5}]}}
      api: {tier: silver, when: {serves: http}, any_of: [{file: ["openapi.{yaml,json}"]}, {content: {files: [README.md], match: '(?i)^#+ *api'}}]}
      runbook:
        tier: silver
        missing: no runbook
        any_of: [{file: RUNBOOK.md}, {markdown: {file: README.md, sections: [{heading: '(?i)^runbook'}]}}]
  performance:
    checks:
      load-test: {tier: gold, file: ["**/*.k6.js"]}
X
}

# picture NAME: the output is as in the golden file; ids of commits are told apart by nothing.
picture() {
	local golden="$GIT_DONE_SOURCE/tests/golden/refusal/$1.txt"

	printf '%s\n' "$output" | sed -E 's/[0-9a-f]{40}/ID/g; s/\b[0-9a-f]{10}\b/ID/g; s/--now [0-9-]+ ?//' >"$WORK/picture"
	if [ -n "${DONE_UPDATE_GOLDEN:-}" ]; then cp "$WORK/picture" "$golden"; fi
	diff "$golden" "$WORK/picture"
	# Rule 3: what was looked for stands in the long form.
	refute_output --regexp 'neither way|the check.s pattern|\(\?i\)|\*\*/'
}

@test "a refused push of one service: what, where, how, and the ways out" {
	git rm -q services/pricing/RUNBOOK.md
	write services/pricing/log.js 'console.log("here");'
	commit 'tidy up'
	run git push origin topic
	assert_failure
	assert_line 'PUSH REFUSED by git-done, nothing was pushed: pricing fails 2 required checks'
	assert_output --partial 'services/pricing/log.js:1  '
	run git done check --now 2027-01-01
	assert_equal "$status" 1
	picture one-service
	# Commands that are printed work as printed.
	run bash -c "$(printf '%s\n' "$output" | sed -n 's/^full report: //p')"
	assert_equal "$status" 1
	assert_output --partial 'neither way is met'
	# So do the ways out, once what they write is merged by itself.
	run git done check --now 2027-01-01
	way=$(printf '%s\n' "$output" | sed -n 's/^  not now?  *//p' | sed "s/'…'/'the handbook moves'/")
	git checkout -q main
	run bash -c "$way --now 2027-01-01"
	assert_success
	commit 'waive it'
	git push -q --no-verify origin main
	git checkout -q topic
	run git done check --now 2027-01-01
	assert_success
	assert_output --partial '2 waived'
}

@test "one cause in many services is one entry" {
	for i in $(seq -w 30); do
		mkdir -p "services/s$i"
		cp services/pricing/* "services/s$i/"
	done
	commit 'many'
	git push -q --no-verify origin topic:main
	git fetch -q
	for i in $(seq -w 30); do git rm -q "services/s$i/RUNBOOK.md"; done
	commit 'no runbooks'
	run git done check --now 2027-01-01
	assert_equal "$status" 1
	picture one-cause
}

@test "a new service may be an experiment, and says so" {
	write services/search/go.mod 'module example.com/search'
	cp services/checkout/main.go services/search/main.go
	commit 'search'
	run git done check --now 2027-01-01
	assert_equal "$status" 1
	picture new-service
	# What is printed works as it is printed.
	eval "$(printf '%s\n' "$output" | sed -n 's/^ *write the files: *//p') --dry-run" >"$WORK/drafted"
	grep -qx '# Runbook of search' "$WORK/drafted"
	eval "$(printf '%s\n' "$output" | sed -n 's/^  experiment?  *//p' | sed "s/'…'/'to see who searches'/")"
	git add services/search/done.yml
	commit 'an experiment'
	run git done check --now 2027-01-01
	assert_success
}

@test "an audit of many services, with tiers" {
	for name in ads cart shipping; do cp -R services/checkout "services/$name"; done
	for name in search stock; do cp -R services/pricing "services/$name"; done
	cp -R services/mailer services/reports
	rm services/search/openapi.yaml services/stock/RUNBOOK.md
	commit 'more services'
	run git done audit --now 2027-01-01
	assert_equal "$status" 1
	picture audit
	run git done audit HEAD~1 --now 2027-01-01
	assert_equal "$status" 1
	picture audit-of-few
}

@test "all is well: one line, and what was examined" {
	write services/pricing/NOTES.md 'nothing'
	commit 'notes'
	run git done check --now 2027-01-01
	assert_success
	picture accepted
	run git done check --now 2027-01-01 --verbose
	assert_output --partial 'services/pricing/server.js:6: route "/healthz" (seen in code)'
}
