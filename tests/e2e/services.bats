#!/usr/bin/env bats
# git done services: which directories are services, of which kind, and why the others are not.
load helper

prepare() {
	export COLUMNS=300
	git init -q shop
	cd shop
	serves services/orders
	write services/stock/go.mod 'module stock'
	write services/stock/main.go 'package main

func main() {
}'
	write services/stock/Dockerfile 'FROM scratch
EXPOSE 8080
ENTRYPOINT ["/stock"]'
	write libs/money/go.mod 'module money'
	write libs/money/money.go 'package money'
	serves e2e/probe
	commit start
}

@test "the table: directory, kind, ecosystems, what it serves, and how it was found" {
	run --separate-stderr git done services
	assert_success
	assert_line --index 0 --regexp '^directory +kind +ecosystems +serves +found by$'
	assert_line --index 1 --regexp '^services/orders +api +go +http +services/orders/main.go:6: '
	assert_line --index 2 --regexp '^services/stock +api +go +- +services/stock/Dockerfile:[0-9]+: .*\(doubtful\)$'
	[ "${#lines[@]}" -eq 3 ]
	[[ $stderr == *'2 services in 4 directories'* ]]
}

@test "--all adds what is no service, each with the reason" {
	run --separate-stderr git done services --all
	assert_success
	assert_line --regexp "^e2e/probe +test .*the folder 'e2e' is called as folders of tests are$"
	assert_line --regexp '^libs/money +library .*has no program$'
}

@test "--doubtful shows only what rests on a weak signal" {
	run --separate-stderr git done services --doubtful
	assert_success
	assert_line --partial services/stock
	refute_output --partial services/orders
}

@test "json says the same, and where everything is to be seen" {
	git done services --all --format json >found.json 2>/dev/null
	run jq -r '.directories[] | [.directory, .kind, .service, .doubtful] | @tsv' found.json
	assert_output "$(printf 'e2e/probe\ttest\tfalse\tfalse\nlibs/money\tlibrary\tfalse\tfalse\nservices/orders\tapi\ttrue\tfalse\nservices/stock\tapi\ttrue\ttrue')"
	run jq -r '.directories[] | select(.directory == "services/orders") | .serves_at[0] | "\(.path):\(.line)"' found.json
	assert_output 'services/orders/main.go:6'
	run jq -r '.schema, .files_opened < .files' found.json
	assert_output '1
true'
	check-jsonschema --version >/dev/null 2>&1 || return 0
	check-jsonschema --schemafile "$GIT_DONE_SOURCE/config/services.schema.json" found.json
}

@test "an earlier revision; one that is unknown; a format that is unknown" {
	git rm -rq services/orders
	commit less
	run --separate-stderr git done services HEAD~1
	assert_output --partial services/orders
	run --separate-stderr git done services
	refute_output --partial services/orders
	run git done services nowhere
	assert_equal "$status" 3
	run git done services --format yaml
	assert_equal "$status" 2
	assert_output --partial 'text or json'
}

# bats file_tags=deep

@test "a manifest that cannot be read is said" {
	write services/cart/package.json '{"name": '
	commit broken
	run git done services --all
	assert_success
	assert_output --partial 'not read: services/cart/package.json cannot be read: '
	run git done services
	assert_output --partial 'not read: 1 place; --all lists them'
}

@test "a policy's own rows count; one that is not valid is said" {
	write services/mail/go.mod 'module mail'
	write services/mail/main.go 'package main

import "acme.dev/kit/smtp"

func main() {
	smtp.Listen(":25")
}'
	write .git-done.yml 'version: 1
services: auto
ecosystems:
  go:
    serves:
      http:
        - {package: acme.dev/kit/smtp, calls: "smtp[.]Listen[(]", hits: ["smtp.Listen(a)"], misses: ["smtp.Send(a)"]}
criteria: {docs: {checks: {code: {file: {any: ["*.go"]}}}}}'
	commit kit
	run --separate-stderr git done services
	assert_line --regexp '^services/mail +api +go +http '
	run git done audit
	assert_output --partial mail
	write .git-done.yml 'version: 2'
	commit bad
	run git done services
	assert_success
	assert_output --partial 'warning: the policy is not used: .git-done.yml:1'
	assert_output --partial services/orders
}

@test "a program that serves and that nothing starts is told in plain words, with what to write" {
	write app/package.json '{"name": "app", "scripts": {"test": "jest"}, "dependencies": {"express": "4"}}'
	write app/index.js "const app = require('express')();
app.get('/orders', (q, r) => r.json([]));
app.listen(8080);"
	# A library that others are built of is none, and nor is one that does not serve.
	write kit/package.json '{"name": "kit", "dependencies": {"express": "4"}}'
	write kit/index.js "module.exports = () => require('express')();"
	write user/package.json '{"name": "user", "scripts": {"start": "node main.js"}, "dependencies": {"express": "4", "kit": "file:../kit"}}'
	write user/main.js "require('express')().listen(1);"
	write money/package.json '{"name": "money", "dependencies": {"express": "4"}}'
	write money/index.js "const {Router} = require('express');
module.exports = Router();"
	write .git-done.yml 'version: 1
services: auto
criteria: {docs: {checks: {code: {file: {any: ["*.js"]}}}}}'
	commit apps
	run --separate-stderr git done services --all
	assert_line --regexp "^app +library +node .*app/index.js:3: looks like a program that serves \('.*'\), but nothing starts it here"
	assert_line --regexp '^kit +library .* nothing starts it$'
	assert_line --regexp '^money +library .* nothing starts it$'
	[[ $stderr == *"'app' is not a service: app/index.js:3: looks like"*"give it a start script in package.json or a container file, or write 'kind: api' (or web, worker, job) into app/done.yml"* ]]
	run git done audit
	assert_output --partial "warning: 'app' is not judged: app/index.js:3: looks like a program that serves"
	refute_output --partial "'kit'"
	run git done why app
	assert_failure 2
	assert_output --partial "'app' is not a service: app/index.js:3"
	assert_output --partial 'into app/done.yml'
	# What it says is what helps.
	write app/done.yml 'kind: api'
	commit 'app is a service'
	run git done audit
	refute_output --partial 'is not judged'
	run git done why app
	assert_success
	git rm -q app/done.yml
	sed -i.bak 's/"test"/"start": "node index.js", "test"/' app/package.json
	commit 'it is started'
	run git done why app
	assert_success
}

@test "a change that adds a service under no rule says so; as an error it is refused" {
	write .git-done.yml 'version: 1
services: [{path: services/*}]
criteria: {docs: {checks: {code: {file: {any: ["*.go"]}}}}}'
	commit policy
	git checkout -q -b topic
	serves apps/billing
	write notes/todo.md 'x'
	commit billing
	run git done check main...topic
	assert_success
	assert_output --partial "warning: the change adds the service 'apps/billing', which no rule of the policy covers"
	git checkout -q main
	write .git-done.yml 'version: 1
services: [{path: services/*}]
select: {uncovered: error}
criteria: {docs: {checks: {code: {file: {any: ["*.go"]}}}}}'
	commit strict
	git checkout -q topic
	git rebase -q main
	run git done check main...topic
	assert_equal "$status" 1
	# What it is, its sheet may say.
	write apps/billing/done.yml 'kind: tool'
	commit tool
	run git done check main...topic
	assert_success
	git checkout -q -b quiet main
	write libs/coin/go.mod 'module coin'
	write libs/coin/coin.go 'package coin'
	commit library
	run git done check main...quiet
	assert_success
	refute_output --partial 'no rule of the policy covers'
}

@test "a change to a local package selects the services that depend on it" {
	write .git-done.yml 'version: 1
services: [{path: services/*}]
criteria: {docs: {checks: {code: {file: {any: ["*.go"]}}}}}'
	write services/orders/go.mod 'module orders

require money v0.0.0

replace money => ../../libs/money'
	commit policy
	git checkout -q -b topic
	write libs/money/money.go 'package money // changed'
	commit money
	run git done check main...topic --verbose
	assert_success
	assert_output --partial 'orders'
	assert_output --partial 'libs/money/money.go changed, on which it depends'
	refute_output --partial 'stock'
	run git done graph --format dot
	assert_output --partial '"orders" -> "package:libs/money" [style=dashed, arrowhead=open, color=gray];'
	run git done graph --format mermaid
	assert_output --partial '-.- p0'
	run git done graph
	assert_output --partial '.. libs/money  local package'
	git checkout -q main
	sed -i.bak 's/^criteria/select: {dependencies: off}\ncriteria/' .git-done.yml
	rm .git-done.yml.bak
	commit off
	git checkout -q topic
	git rebase -q main
	run git done check main...topic --verbose
	assert_success
	refute_output --partial 'on which it depends'
}

@test "a sheet that says the kind: in, out, and where the base says otherwise" {
	write .git-done.yml 'version: 1
services: auto
criteria: {docs: {checks: {readme: {file: README.md}}}}'
	write services/stock/done.yml 'kind: tool'
	write scripts/nightly/done.yml 'kind: job'
	write scripts/nightly/run.sh 'echo'
	commit policy
	run git done audit --format json
	run jq -r '.runs[0].services[].path' <<<"$output"
	assert_output 'scripts/nightly
services/orders'
	# A change cannot take its service off the map.
	git checkout -q -b topic
	write services/orders/done.yml 'kind: library'
	commit away
	run git done check main...topic
	assert_equal "$status" 1
	assert_output --partial 'services/orders'
}

@test "a rule that declares another kind is a loosening" {
	write .git-done.yml 'version: 1
services: [{path: services/*, kind: api}]
criteria: {docs: {checks: {code: {file: {any: ["*.go"]}}}}}'
	commit policy
	git checkout -q -b topic
	sed -i.bak 's/kind: api/kind: library/' .git-done.yml
	rm .git-done.yml.bak
	commit looser
	run git done check main...topic
	assert_output --partial "is declared as kind 'library' instead of 'api'"
	sed -i.bak 's/kind: library/kind: libary/' .git-done.yml
	rm .git-done.yml.bak
	run git done policy lint
	assert_equal "$status" 2
	assert_output --partial "did you mean 'library'?"
}

@test "init writes each glob once, whatever stands between its services" {
	serves services/ledger/reader
	serves services/ledger/writer
	serves services/ledger-old
	git add -A
	run git done init
	assert_success
	run grep -c 'path: "services/\*"' .git-done.yml
	assert_output 1
	run git done policy lint
	assert_success
	run jq -r '.runs[0].services[].path' < <(git done check --staged --all --policy .git-done.yml --format json)
	assert_line services/ledger/reader
	assert_line services/ledger-old
}

@test "init writes globs with what tells services apart, never a list" {
	write services/README.md 'all of them'
	write services/shared/x.txt 'x'
	git add -A
	run git done init
	assert_success
	run grep -A3 '^services:' .git-done.yml
	assert_output 'services:
  - path: "services/*"
    markers: ["go.mod"]'
	commit policy
	serves services/later
	git add -A
	run git done audit --format json HEAD
	commit later
	run git done audit --format json
	run jq -r '.runs[0].services[].name' <<<"$output"
	assert_output 'later
orders
stock'
}
