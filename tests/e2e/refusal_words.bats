#!/usr/bin/env bats
# What a developer stumbled over who was refused and did not know the program: each sentence is looked at where it is printed.
load helper

prepare() {
	git init -q --bare origin.git
	git init -q repo
	cd repo || return
	git remote add origin ../origin.git
	git config user.email sam@example.com
	write .git-done.yml 'version: 1
extends: [preset:backend]
services: auto
debt: allow
criteria: {validation: {checks: {errors: {trial: false}}}, logging: {checks: {health: {trial: false}, logger: {trial: true}}}}'
	api orders
	commit 'orders'
	git push -q origin main
	git-done install >/dev/null 2>&1
	git checkout -q -b topic
}

# api NAME: an express service with a health route, an error middleware and an owner.
api() {
	write "services/$1/package.json" "{\"name\": \"$1\", \"dependencies\": {\"express\": \"4\"}, \"scripts\": {\"start\": \"node index.js\"}}"
	write "services/$1/index.js" <<'X'
const express = require('express');
const app = express();
app.get('/healthz', (req, res) => res.sendStatus(200));
app.post('/things', (req, res) => res.status(201).json(req.body));
app.use((err, req, res, next) => res.status(500).json({error: 'internal'}));
app.listen(3000);
X
	write "services/$1/done.yml" 'owner: "@shop/things"'
}

@test "an owner of an example is named as a placeholder, in the sheet and in CODEOWNERS, and works when it is replaced" {
	api payments
	write services/payments/done.yml 'owner: "@org/team"'
	commit 'payments'
	run git push origin topic
	assert_failure
	assert_line --partial "docs.owner  services/payments/done.yml:1  no owner: '@org/team' in services/payments/done.yml is a placeholder"
	rm services/payments/done.yml
	write CODEOWNERS '/services/payments/ @org/team'
	commit 'as printed'
	run git push origin topic
	assert_failure
	assert_line --partial "CODEOWNERS:1  no owner: '@org/team' in CODEOWNERS is a placeholder"
	assert_line --partial "write who answers for it in place of @org/team, as 'owner: \"@org/team\"' in services/payments/done.yml or as the line '/services/payments/ @org/team' in CODEOWNERS"
	write CODEOWNERS '/services/payments/ @shop/payments'
	commit 'replaced'
	run git push -q origin topic
	assert_success
}

@test "kind owners: the example owns nothing" {
	write .git-done.yml 'version: 1
services: [{path: services/*}]
criteria: {docs: {checks: {owners: {owners: {}}}}}'
	write CODEOWNERS '* @org/team'
	commit 'owners'
	run git done check --policy-from head --all
	assert_equal "$status" 1
	assert_output --partial "'@org/team' is a placeholder"
	write CODEOWNERS '* @shop/things'
	commit 'a team'
	run git done check --policy-from head --all
	assert_success
}

@test "error handling is told in the words of the framework, and what is told meets the check" {
	api payments
	sed -i.bak '/err, req/d' services/payments/index.js
	rm services/payments/index.js.bak
	commit 'payments'
	run git push origin topic
	assert_failure
	assert_line '  validation.errors  services/payments/index.js:2  no error handling: it answers HTTP requests (express)'
	line=$(grep -m1 'app.use((err' <<<"$output")
	refute_output --partial 'valid-url'
	sed -i.bak "s/^app.listen/$(sed 's/^ *//; s/[&/]/\\&/g' <<<"$line")\napp.listen/" services/payments/index.js
	rm services/payments/index.js.bak
	commit 'as printed'
	run git push -q origin topic
	assert_success
	# Whoever looks for a package gets those that people use.
	run git done check --verbose
	assert_output --partial 'for example in JavaScript and TypeScript with zod, joi, yup: https://zod.dev'
	assert_output --partial 'with swagger-jsdoc, swagger-ui-express, @fastify/swagger'
}

@test "draft says what a push waits for, and that is true" {
	api payments
	rm services/payments/done.yml
	sed -i.bak '/healthz/d' services/payments/index.js
	rm services/payments/index.js.bak
	commit 'payments'
	run git done draft payments
	assert_success
	assert_line 'git-done: git done draft cannot write what shows logging.health: that must be in code or configuration, and a push is refused until it is'
	assert_line "git-done: next: fill in what stands in brackets and every 'todo', and commit; a push is refused until that is done for docs.owner"
	git add -A
	git commit -qm draft
	run git push origin topic
	assert_failure
	assert_line --partial 'the new service payments fails 2 required checks'
	# A section that waits is not said to be missing among the headings.
	run git done check --verbose
	assert_output --partial "'Run' is not met: the section 'Run' still has its placeholder"
	refute_output --partial "'Run' is missing"
	api payments
	sed -i.bak 's/^owner: todo/owner: "@shop\/payments"/' services/payments/done.yml
	rm -f services/payments/done.yml.bak
	commit 'filled in'
	run git push -q origin topic
	assert_success
	run git done draft payments docs.run
	assert_success
	assert_line --partial 'is there already: complete it (docs.run)'
}

@test "the full report and why know what was lost, and how it comes back" {
	echo "app.use(require('./health'));" >>services/orders/index.js
	write services/orders/health.js "module.exports = require('express').Router().get('/healthz', (req, res) => res.sendStatus(200));"
	sed -i.bak '/app.get/d' services/orders/index.js
	rm services/orders/index.js.bak
	commit 'a file of its own'
	git push -q origin topic:main
	git fetch -q
	git rm -q services/orders/health.js
	commit 'drop it'
	run git push origin topic
	assert_failure
	lost='no health check any more: it was in services/orders/health.js, deleted by this change'
	restore='to restore: git checkout origin/main -- services/orders/health.js'
	assert_output --partial "$lost"
	assert_output --partial "$restore"
	for command in 'check --verbose' 'why orders logging.health'; do
		run bash -c "git done $command"
		assert_output --partial "$lost"
		assert_output --partial "$restore"
	done
	run git done check --verbose
	assert_line --partial 'marks:    ok met, XX not met, '
	assert_output --partial '-> above the target'
	# No pattern stands in the way, unless it is asked for.
	run git done why orders logging.health
	assert_line --partial 'looked for   a route such as /healthz'
	refute_output --partial 'SKIP'
	run git done why orders logging.health --verbose
	assert_output --partial 'SKIP'
}

@test "why a service is one says how it becomes none, and that works" {
	api payments
	commit 'payments'
	run git done why payments
	assert_line --partial "not a service? write 'kind: tool' (or library, test, infrastructure, frontend, docs) into services/payments/done.yml"
	write services/payments/done.yml 'kind: tool'
	commit 'a tool'
	run git done check
	refute_output --partial 'payments:'
	run git done why payments
	assert_equal "$status" 2
}

@test "a policy of the base that is not valid: who refused, whole commands, and they work as printed" {
	git checkout -q main
	printf 'waivers: {require: [reason]}\n' >>.git-done.yml
	commit 'a slip'
	git push -q --no-verify origin main
	run git-done install
	assert_success
	assert_output --partial 'warning: the policy at HEAD is not valid, so every push will be refused until it is corrected'
	git checkout -q -B topic
	write services/orders/NOTES.md 'notes'
	commit 'notes'
	run git push origin topic
	assert_failure
	assert_line --index 0 'PUSH REFUSED by git-done, nothing was pushed: the policy is not valid'
	assert_line --partial "unknown key 'require' in 'waivers' (in the policy of the base origin/main"
	sed -n 's/^    \(git .*\)/\1/p' <<<"$output" >"$WORK/steps"
	assert_equal "$(wc -l <"$WORK/steps" | tr -d ' ')" 4
	sed -i.bak '/^waivers/d' .git-done.yml
	rm .git-done.yml.bak
	sed -i.bak 's/push --no-verify/push --no-verify origin topic/' "$WORK/steps"
	run bash -e "$WORK/steps"
	assert_success
	assert_equal "$(git ls-remote origin refs/heads/topic | cut -f1)" "$(git rev-parse HEAD)"
}

# bats file_tags=deep

@test "what git itself refuses: one line, which says so" {
	git checkout -q main
	git commit -q --allow-empty -m 'here'
	git clone -q ../origin.git ../other
	git -C ../other -c user.name=B -c user.email=b@example.com commit -q --allow-empty -m 'there'
	git -C ../other push -q origin main
	git fetch -q
	run git push origin main
	assert_failure
	assert_line 'ok  nothing to judge: git pushes no ref (the remote has it all, or git refuses the push)'
	assert_equal "$(grep -c 'nothing to judge' <<<"$output")" 1
}

@test "where the terminal is not known lines have 100 columns, and commands are whole" {
	unset COLUMNS
	api payments
	rm services/payments/done.yml
	sed -i.bak '/healthz/d; /err, req/d' services/payments/index.js
	rm services/payments/index.js.bak
	commit 'payments'
	run git push origin topic
	assert_failure
	while IFS= read -r line; do
		case $line in *'git done '* | *https://*) ;; *) [ "${#line}" -le 104 ] || fail "${#line}: $line" ;; esac
	done <<<"$output"
	assert_line --regexp "^  not now\?         git done waive payments validation.errors logging.health docs.owner --until [0-9-]+ --reason '…'$"
	# The ways out stand behind what is missing, and take eight lines with those of a new service.
	assert_equal "$(sed -n '/^  write the files:/,/^examined/p' <<<"$output" | grep -vc ^examined)" 8
	run git done check --verbose
	[ "$(awk 'length > 110' <<<"$output" | grep -vc 'git done\|https')" -eq 0 ] || fail "$(awk 'length > 110' <<<"$output")"
}

@test "ids as git prints them are revisions, and capital letters of a usage are not names" {
	write services/orders/NOTES.md 'notes'
	commit 'notes'
	run git done check "$(git rev-parse --short=7 main)...$(git rev-parse --short=7 HEAD)"
	assert_success
	run git done audit "$(git rev-parse --short=10 main)"
	refute_output --partial 'is not accepted'
	run git done check "$(git rev-parse HEAD | cut -c1-6)"
	assert_equal "$status" 3
	assert_output --partial 'at least 7 of its digits'
	for command in 'why orders CHECK' 'draft SERVICE' "waive SERVICE CHECK --reason 'x y'" "not-applicable orders CHECK --reason 'x y'"; do
		run bash -c "git done $command"
		assert_equal "$status" 2
		assert_output --partial 'stands for'
	done
	run git done why orders docs.run docs.api
	assert_equal "$status" 2
	assert_output --partial "'git done why' takes 2 arguments, not 3: from 'docs.api' on"
	for command in check audit merge hook init draft install policy explain why waive not-applicable record evidence graph services log blame replay completion help; do
		run bash -c "git done $command a b c d e </dev/null"
		refute_output --partial '\n'
	done
}

@test "a new service at the root has a sentence of its own" {
	git init -q "$WORK/root"
	cd "$WORK/root"
	write .git-done.yml 'version: 1
extends: preset:backend
debt: allow
services: auto'
	commit start
	git checkout -q -b topic
	go_server .
	commit pay
	run git done check main..topic
	assert_equal "$status" 1
	assert_output --partial 'the repository is a new service and fails '
}

@test "the example of what is missing is one of the service's own framework" {
	mkdir "$WORK/flasks"
	cd "$WORK/flasks"
	git init -q .
	write web/requirements.txt 'flask'
	write web/app.py "from flask import Flask
app = Flask(__name__)

@app.route('/orders')
def orders():
    return '[]'
app.run()"
	write plain/go.mod 'module plain'
	write plain/main.go 'package main

import "net/http"

func main() { http.ListenAndServe(":8080", nil) }'
	write .git-done.yml 'version: 1
extends: [preset:backend]
target: bronze'
	commit services
	run git done audit --verbose
	assert_output --partial 'https://flask.palletsprojects.com/en/stable/errorhandling/'
	refute_output --partial 'fastapi'
	refute_output --partial 'djangoproject'
	refute_output --partial 'lambda'
	refute_output --regexp '(gin-gonic|labstack|gofiber)'
}

@test "a function that a platform calls is told as one" {
	write services/mail/package.json '{"name": "mail"}'
	write services/mail/index.js 'exports.handler = async (event) => {
	return event;
};'
	write services/watch/requirements.txt 'boto3'
	write services/watch/watch.py 'def handler(event=None, context=None):
    return 1


if __name__ == "__main__":
    handler()'
	write .git-done.yml 'version: 1
extends: [preset:backend]
services: auto
target: bronze
criteria: {validation: {checks: {errors: {trial: false}}}}'
	commit functions
	run git done audit --service watch
	assert_line --partial 'no error handling: it is a function that a platform calls (def handler)'
	run git done audit --service mail
	assert_line --partial 'no error handling: it is a function that a platform calls (exports.handler =)'
	run git done audit --verbose --service mail
	assert_line --partial 'services/mail/index.js:1: no error handling: index.js holds a function that a platform calls, 1 file of code read'
}

@test "a function is told to catch in its handler, and what is told meets the check" {
	write services/mail/package.json '{"name": "mail"}'
	write services/mail/index.js 'exports.handler = async (event) => {
	for (const record of event.Records)
		await send(record.body);
};'
	write services/hook/requirements.txt 'boto3'
	write services/hook/hook.py 'def lambda_handler(event, context):
    return {"statusCode": 200, "body": greet(event["queryStringParameters"]["name"])}'
	write .git-done.yml 'version: 1
extends: [preset:backend]
services: auto
target: bronze'
	commit functions
	run git done audit --verbose --service mail --check validation.errors
	assert_output --partial 'catch in the handler and log the error; then'
	run git done audit --verbose --service hook --check validation.errors
	assert_output --partial 'catch in the handler and log the error; then'
	write services/mail/index.js 'exports.handler = async (event) => {
	for (const record of event.Records) {
		try {
			await send(record.body);
		} catch (err) {
			console.error("not sent", record.messageId, err);
			throw err;
		}
	}
};'
	write services/hook/hook.py 'import logging

log = logging.getLogger(__name__)


def lambda_handler(event, context):
    try:
        return {"statusCode": 200, "body": greet(event["queryStringParameters"]["name"])}
    except Exception:
        log.exception("not greeted")
        return {"statusCode": 500}'
	commit 'as told'
	run git done audit --verbose --check validation.errors
	assert_success
}

@test "a sentence that is said again is cut behind what it says, and not within what it quotes" {
	write services/orders/README.md '# Orders

## Performance

Target: 200 requests/s with p95 below 300 ms. Measured 2026-03-02: 260 requests/s, p95 180 ms.'
	write .git-done.yml 'version: 1
extends: [preset:backend]
services: auto
target: gold'
	commit performance
	run git done audit --service orders
	assert_output --partial "is an example that git done prints"
	refute_line --regexp "'Target\$"
}
