#!/usr/bin/env bats
# git done draft: skeletons that the gate refuses as they are written, in every ecosystem.
load helper

ecosystems='cpp dotnet elixir go jvm node php python ruby rust'

prepare() {
	git init -q shop
	cd shop
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" . ''
	write .git-done.yml 'version: 1
extends: [preset:readiness]
services: auto
target: gold
criteria:
  own:
    checks:
      security: {file: SECURITY.md}
      settings: {file: [deploy/settings.yaml]}
      handbook: {markdown: {file: "/docs/{service}.md", sections: [{heading: "(?i)^(limits|quotas)", min_words: 3}]}}'
	commit 'services'
}

# unmet: "service check" a line each, of what is not met.
unmet() {
	git done audit --format json >"$WORK/report.json" || [ $? -eq 1 ]
	jq -r '.runs[0].services[] | .name as $name | .criteria[].checks[]
		| select(.verdict == "unmet" or (.verdict == "undecided")) | "\($name) \(.id)"' "$WORK/report.json" | sort
}

@test "what draft writes is unmet as written, in every ecosystem" {
	rm services/*/README.md
	commit 'no README'
	unmet >"$WORK/before.txt"
	for service in $ecosystems; do
		git done draft "$service"
		for file in README.md RUNBOOK.md load/k6.js done.yml SECURITY.md deploy/settings.yaml; do
			assert_file_exist "services/$service/$file"
		done
		# FastAPI describes its interface by itself, and Sinatra serves pages for people.
		case $service in
		python | ruby) assert_file_not_exist "services/$service/openapi.yaml" ;;
		*) assert_file_exist "services/$service/openapi.yaml" ;;
		esac
		assert_file_exist "docs/$service.md"
	done
	commit 'skeletons'
	unmet >"$WORK/after-all.txt"
	grep -v ' validation.described-errors$' "$WORK/after-all.txt" >"$WORK/after.txt"
	# Of the graph and of records is asked who has a sheet, and what it names: no skeleton is made for them.
	sed -i -E '/ (communication\.graph|decisions\.record)$/d' "$WORK/before.txt" "$WORK/after.txt"
	run diff "$WORK/before.txt" "$WORK/after.txt"
	assert_output ''
	# What asks the description itself is about a skeleton, too.
	run grep -c ' validation.described-errors$' "$WORK/after-all.txt"
	assert_output "$(ls services/*/openapi.yaml | wc -l)"
	# By the placeholders, not because nobody looked.
	run jq -r '.runs[0].services[] | .name as $name | .criteria[].checks[] | select(.id == "docs.api" or .id == "performance.check")
		| "\($name) \(.findings[0].message)"' "$WORK/report.json"
	[ "$(grep -c "still has a placeholder of 'git done draft'" <<<"$output")" -eq 18 ] || fail "$output"
}

# fill_in SERVICE COMMAND: what a person would write in place of each placeholder.
fill_in() {
	local at=services/$1 command=${2//&/\\&}
	cat >"$WORK/document.sed" <<-SED
		s|^\[Describe the command that starts.*|    ${command}|
		s/^\[Describe what .* does, for whom.*/Takes the orders of the shop and keeps them until the warehouse has sent the parcel./
		s/^\[Describe how fast.*/Holds 50 requests per second at p95 below 300 ms; measured by load\/k6.js on 2 January 2026./
		s/^\[Describe how this shows.*/Alert orders_failed pages the team. Mostly the database is down: look at GET \/healthz, then run kubectl rollout restart deployment $1./
		s/^\[Describe each alert.*/Alert orders_failed pages when \/healthz does not answer for five minutes, which loses orders./
		s/^\[Describe the command that brings the previous.*/Run \`make back-$1\`, which starts the image of last week and leaves every order as it is./
		s/^\[Describe who is called.*/The team payments is called through the pager, at any hour of the night./
		s/^\[Describe what belongs under.*/At most 1000 open orders are kept for each customer./
		s/^\[Describe what this document.*/Report what looks wrong to security of the shop, by mail, within a day./
		s/^# \[Describe what .* needs here\]/replicas: 2/
	SED
	cat >"$WORK/code.sed" <<-SED
		s/\[Describe[^]]*\]/The shop takes orders of its customers/
		s/\[Replace with the address[^]]*\]/https:\/\/$1.example.com/
		s/\[Replace with a route\]/orders/
	SED
	cat >"$WORK/sheet.sed" <<-SED
		s/^owner: todo/owner: "@shop\/orders"/
		s/owns: todo/owns: Orders of the shop, from the cart until the parcel is sent./
		s/data: \[todo\]/data: [order_$1]/
		s/excludes: \[todo\]/excludes: [Prices belong to the team pricing]/
		s/name: todo/name: order_$1/
		s/key: todo/key: order_id/
		s/relates_to: \[todo\]/relates_to: [customer]/
		s/nulls: todo/nulls: an order without an address waits for its parcel/
		s/duplicates: todo/duplicates: one customer's second basket replaces the first/
		s/conflicts: todo/conflicts: each order is changed by one person at a time/
		s/{expected: todo, peak: todo}/{expected: 20, peak: 50}/
		s/when: todo/when: the database does not answer/
		s/effect: todo/effect: no order can be placed in the shop/
		s/response: todo/response: customers are asked to come back in an hour/
		s/detected_by: todo/detected_by: the alert orders_failed/
		s/to: todo/to: external:postgres/
		s/via: todo/via: sql/
		s/timeout_ms: todo/timeout_ms: 500/
		s/retries: todo/retries: 0/
		s/idempotency: todo/idempotency: the id of the order is the key/
		s/on_failure: todo/on_failure: the caller gets 503 and tries again/
		s/database: todo/database: postgresql/
		s/schema: todo/schema: changed by numbered migrations only/
		s/caching: todo/caching: none/
		s/errors: todo/errors: problem+json/
	SED
	sed -i -f "$WORK/document.sed" "$at"/*.md "$at/deploy/settings.yaml" "docs/$1.md"
	sed -i -f "$WORK/code.sed" "$at/load/k6.js"
	[ ! -e "$at/openapi.yaml" ] || sed -i -f "$WORK/code.sed" "$at/openapi.yaml"
	sed -i -f "$WORK/sheet.sed" "$at/done.yml"
	run grep -rnE '\[(Describe|Replace)|^[^#]*\<todo\>' --include='*.md' --include='*.yaml' --include='*.js' --include='*.yml' "$at" "docs/$1.md"
	assert_output ''
}

# bats file_tags=deep

@test "what draft writes is met once it is filled in, in every ecosystem" {
	for service in $ecosystems; do
		commands[${#commands[@]}]=$(sed -n 's/^    //p' "services/$service/README.md")
	done
	rm services/*/README.md
	commit 'no README'
	unmet >"$WORK/before.txt"
	i=0
	for service in $ecosystems; do
		git done draft "$service"
		fill_in "$service" "${commands[i++]}"
		printf 'load-%s:\n\tk6 run services/%s/load/k6.js\nback-%s:\n\tkubectl rollout undo deployment %s\n' \
			"$service" "$service" "$service" "$service" >>Makefile
	done
	commit 'filled in'
	unmet >"$WORK/after.txt"
	# What no file answers was there before, too.
	run grep -vE ' (logging\.(metrics|tracing)|performance\.measured)$' "$WORK/after.txt"
	assert_output ''
	run grep -cE ' (logging\.(metrics|tracing)|performance\.measured)$' "$WORK/before.txt"
	assert_equal "$(wc -l <"$WORK/after.txt")" "$output"
}

@test "a skeleton has the service's name, kind, routes and calls in it" {
	rm services/node/README.md
	write docker-compose.yml 'services:
  node:
    build: ./services/node
    depends_on: [billing, mailer]
  billing:
    image: billing
  mailer:
    image: mailer'
	commit compose
	git done draft node
	run cat services/node/README.md
	assert_line '# node'
	assert_output --partial 'kind api'
	assert_output --partial 'such as npm start'
	run cat services/node/openapi.yaml
	assert_line '  "/orders":'
	assert_line '    post:'
	assert_line '  "/healthz":'
	run cat services/node/load/k6.js
	assert_output --partial "isAnswered(http.request('POST', \`\${address}/orders\`));"
	run cat services/node/RUNBOOK.md
	assert_line '## billing does not answer'
	assert_line '## mailer does not answer'
	run cat services/node/done.yml
	assert_output --partial 'owner: todo'
	assert_output --partial 'billing'
}

@test "the routes of each ecosystem are found" {
	for service in go node jvm rust php elixir cpp; do
		git done draft "$service" docs.api
		run cat "services/$service/openapi.yaml"
		assert_line '  "/orders":'
		assert_line '    post:'
	done
	for service in python ruby; do
		git done draft "$service" performance.check
		run cat "services/$service/load/k6.js"
		assert_line "  isAnswered(http.request('POST', \`\${address}/orders\`));"
	done
}

@test "every topic and every question has a skeleton" {
	rm services/go/README.md
	git done explain markdown | sed -n '/^| `purpose`/,/^$/s/^| `\([a-z-]*\)`.*/\1/p' >"$WORK/topics"
	[ "$(wc -l <"$WORK/topics")" -ge 14 ]
	{
		printf 'version: 1\nservices: auto\nextends: [preset:readiness]\ncriteria:\n  own:\n    checks:\n'
		sed 's/.*/      &: {markdown: {topics: [&]}}/' "$WORK/topics"
	} >.git-done.yml
	commit 'topics'
	run git done draft go
	assert_success
	refute_output --regexp '(own|answered)[a-z.-]* has no skeleton'
	while read -r topic; do
		run git done draft go "own.$topic"
		assert_success
		assert_output --partial "complete it (own.$topic"
	done <"$WORK/topics"
	for question in boundaries data load communication decisions; do
		grep -q "^$question:" services/go/done.yml
	done
}

@test "a clone without the past is enough, and a missing object leaves nothing written" {
	git clone -q --depth 1 "file://$PWD" "$WORK/shallow"
	cd "$WORK/shallow"
	git done draft go docs.runbook
	assert_file_exist services/go/RUNBOOK.md
	rm services/go/RUNBOOK.md
	blob=$(git rev-parse HEAD:services/go/main.go)
	mv .git/objects/pack "$WORK/pack"
	cat "$WORK"/pack/*.pack | git unpack-objects -q
	rm -f ".git/objects/${blob:0:2}/${blob:2}"
	run git done draft go
	assert_failure 3
	assert_output --partial 'is missing from this repository'
	run git status --porcelain --untracked-files
	refute_output --partial '??'
}

@test "nothing that is there is overwritten: the lines to add are printed" {
	before=$(cat services/go/README.md)
	write services/go/RUNBOOK.md '# Runbook'
	write services/go/done.yml 'stage: production'
	run --separate-stderr git done draft go performance.promise docs.rollback load.answered
	assert_success
	assert_output --partial 'kept services/go/README.md (performance.promise): add'
	assert_line '    ## Performance'
	assert_output --partial 'kept services/go/RUNBOOK.md (docs.rollback): add'
	assert_output --partial 'kept services/go/done.yml (load.answered): add'
	assert_line '    load:'
	assert_equal "$(cat services/go/README.md)" "$before"
	assert_equal "$(cat services/go/RUNBOOK.md)" '# Runbook'
	assert_equal "$(cat services/go/done.yml)" 'stage: production'
	# A README under another name is one too.
	git mv services/go/README.md services/go/Readme.rst
	run git done draft go docs.purpose
	assert_success
	assert_file_not_exist services/go/README.md
	# Twice is once, and what waits to be filled in is not offered again.
	rm services/rust/README.md
	git done draft rust
	before=$(git status --porcelain=v2 && cat services/rust/RUNBOOK.md)
	run git done draft rust
	assert_success
	refute_output --partial ': add'
	assert_output --partial 'services/rust/RUNBOOK.md is there already: complete it'
	assert_equal "$(git status --porcelain=v2 && cat services/rust/RUNBOOK.md)" "$before"
}

@test "--dry-run writes nothing and prints the files" {
	run --separate-stderr git done draft go --dry-run
	assert_success
	assert_line '# Runbook of go'
	assert_line 'openapi: 3.1.0'
	[[ $stderr == *'would write services/go/RUNBOOK.md:'* ]]
	run git status --porcelain
	assert_output ''
}

@test "links are not followed" {
	mkdir "$WORK/outside"
	ln -s "$WORK/outside" services/go/load
	ln -s "$WORK/outside/runbook" services/go/RUNBOOK.md
	run git done draft go
	assert_failure 2
	assert_output --partial "'services/go/load' is not a directory"
	# The others are written all the same.
	assert_file_exist services/go/openapi.yaml
	run ls -A "$WORK/outside"
	assert_output ''
}

@test "unknown names, and places where nothing can be written" {
	run git done draft
	assert_failure 2
	assert_output --partial 'the name of a service is missing'
	run git done draft pyhton
	assert_failure 2
	assert_output --partial "'python'"
	run git done draft go docs.runbok
	assert_failure 2
	assert_output --partial "docs.runbook"
	run git done draft go logging.health validation.input
	assert_success
	assert_output --partial 'logging.health is met already'
	git clone -q --bare . "$WORK/bare.git"
	run git --git-dir="$WORK/bare.git" done draft go
	assert_failure 2
	assert_output --partial 'a bare repository has no work tree'
	rm .git-done.yml
	run git done draft go
	assert_failure 2
	assert_output --partial "'git done init' writes one"
}

@test "a dirty tree, and a sheet that cannot be parsed" {
	write services/go/done.yml 'stage: [production'
	write services/go/more.go 'package main'
	git add services/go/done.yml
	before=$(cat services/go/done.yml)
	run git done draft go
	assert_success
	assert_output --partial 'sheet.valid'
	assert_file_exist services/go/RUNBOOK.md
	assert_equal "$(cat services/go/done.yml)" "$before"
}

@test "init --experiment writes the sheet of an experiment, and a push of it goes through" {
	day=$(date -u -d '+30 days' +%F)
	run git done init --service services/go --experiment --until "$day" --reason 'whether customers order by voice'
	assert_success
	run cat services/go/done.yml
	assert_line '  name: experiment'
	assert_line "  until: $day"
	assert_line '  why: "whether customers order by voice"'
	commit sheet
	run git done audit --service go
	assert_success
	while IFS='|' read -r options words; do
		rm -f services/go/done.yml
		run eval "git done init --service services/go $options"
		assert_failure 2
		assert_output --partial "$words"
		assert_file_not_exist services/go/done.yml
	done <<-TABLE
		--experiment|an experiment needs its last day
		--until $day|are of an experiment
		--experiment --until 2020-01-01 --why 'to try it out'|is over
		--experiment --until 2099-01-01 --why 'to try it out'|at most 180 days
		--experiment --until $day --why todo|not a reason
		--experiment --until $day|needs its reason
	TABLE
	run git done init --experiment --until "$day"
	assert_failure 2
	run git done init --service services/go --experiment --until "$day" --reason 'to try it out' --dry-run
	assert_success
	assert_output --partial 'would write services/go/done.yml'
	assert_file_not_exist services/go/done.yml
}
