#!/usr/bin/env bats
# preset:backend in each of its languages: what people of that language use meets its checks, and a
# service that does nothing of it meets none.
load helper

prepare() {
	git init -q shop
	cd shop
	sh "$GIT_DONE_SOURCE/tests/support/language_examples.sh" .
	commit examples
	git done audit --policy preset:backend --format json >"$WORK/report.json" || [ $? -eq 1 ]
}

# "check verdict", a line each, of a service's checks that speak of its language.
language_verdicts() {
	jq -r --arg name "$1" --arg language "$2" '.runs[0].services[] | select(.name == $name)
		| .criteria[].checks[] | select(.id | endswith("-" + $language)) | "\(.id) \(.verdict)"' \
		"$WORK/report.json"
}

# assert_all SERVICE LANGUAGE VERDICT: at least five such checks, and all with that verdict.
assert_all() {
	language_verdicts "$1" "$2" >"$WORK/of_service.txt"
	run grep -v " $3\$" "$WORK/of_service.txt"
	assert_output ''
	[ "$(wc -l <"$WORK/of_service.txt")" -ge 5 ]
}

@test "what people of a language use meets its checks" {
	for language in go jvm python node dotnet rust php ruby; do
		assert_all "$language-done" "$language" met
	done
	assert_all fastify-done node met
}

@test "a service that does nothing of it meets none" {
	for language in go jvm python node dotnet rust php ruby; do
		assert_all "$language-bare" "$language" unmet
	done
}

@test "a service is judged by its own language alone" {
	run jq -r '.runs[0].services[] | select(.name == "go-done") | .criteria[].checks[]
		| select(.id | test("-(jvm|python|node|dotnet|rust|php|ruby)$")) | .verdict' "$WORK/report.json"
	assert_success
	assert_equal "$(printf '%s\n' "$output" | sort -u | sed 's/[ _-]/ /g')" 'not applicable'
}

# like NAME FILE…: a service as node-bare with more files in it.
like_node_bare() {
	cp -R services/node-bare "services/$1"
	service=services/$1
	shift
	for file; do
		write "$service/$file" ''
	done
}

@test "a manifest of another language alone takes nothing of Node's away" {
	for file in go.mod pom.xml pyproject.toml composer.json Gemfile Cargo.toml mix.exs a.csproj; do
		like_node_bare "node-$file" "$file"
	done
	like_node_bare node-elixir mix.exs lib/a.ex
	commit manifests
	git done audit --policy preset:backend --format json >"$WORK/report.json" || [ $? -eq 1 ]
	for file in go.mod pom.xml pyproject.toml composer.json Gemfile Cargo.toml mix.exs a.csproj elixir; do
		assert_all "node-$file" node unmet
	done
}

@test "a bundler's configuration makes no front end of a service: it takes a page, too" {
	for file in vite.config.ts vue.config.js svelte.config.js; do
		like_node_bare "tool-$file" "$file" # as vitest reads it
		like_node_bare "page-$file" "$file" index.html
	done
	like_node_bare page-angular angular.json
	commit 'front ends'
	git done audit --policy preset:backend --format json >"$WORK/report.json" || [ $? -eq 1 ]
	for file in vite.config.ts vue.config.js svelte.config.js; do
		assert_all "tool-$file" node unmet
		assert_all "page-$file" node 'not applicable'
	done
	assert_all page-angular node 'not applicable'
}

@test "with its sources the other language is judged in place of Node" {
	like_node_bare to-go go.mod vendor/a.go
	like_node_bare to-jvm pom.xml test/A.java
	like_node_bare to-python pyproject.toml tests/a.py
	like_node_bare to-php composer.json vendor/a.php
	like_node_bare to-ruby Gemfile spec/a.rb
	like_node_bare to-rust Cargo.toml target/a.rs
	like_node_bare to-dotnet a.csproj bin/a.cs
	git add -A -f
	commit sources
	git done audit --policy preset:backend --format json >"$WORK/report.json" || [ $? -eq 1 ]
	for language in go jvm python php ruby rust dotnet; do
		assert_all "to-$language" node 'not applicable'
		language_verdicts "to-$language" "$language" >"$WORK/of_service.txt"
		run grep -E '^validation\.input-.* unmet$' "$WORK/of_service.txt"
		assert_success
	done
}

@test "a repository that is one service meets the bar" {
	cp -R services/go-done "$WORK/one"
	cd "$WORK/one"
	git init -q .
	write README.md <<'README'
# Orders

Takes a cart through payment and places the order; prices come from pricing.

## Run

`go run .` with DATABASE_URL set.

## API

POST /orders takes a list of items and answers 201 with the order, or 400 with what is wrong in it.

## Performance

Target: 200 requests/s with p95 below 300 ms.
README
	write RUNBOOK.md <<'RUNBOOK'
# Orders are not placed

Seen by: alert orders_failed, and the dashboard of the same name. Cause: mostly the provider of payments is down, less
often the database is full. Do: switch on the queue; tell support what customers see; call the team on duty.
RUNBOOK
	write CHANGELOG.md '## 1.0.0'
	write monitoring/alerts.yml 'alert: orders_failed'
	write load/orders.js 'import http from "k6/http";'
	write Dockerfile 'HEALTHCHECK CMD /orders healthy'
	write metrics.go 'package main // prometheus'
	write .git-done.yml <<'POLICY'
version: 1
extends: [preset:backend]
services: [{path: .}]
POLICY
	commit one
	run git done audit
	assert_success
	assert_output --partial 'ok  the repository: '
	# What is named for a service is not for one without a name.
	git rm -q -r RUNBOOK.md monitoring
	write docs/runbooks/.md 'A runbook of nobody.'
	write runbooks/x.md 'A runbook of another.'
	commit without
	run git done audit
	assert_equal "$status" 1
	assert_output --partial 'RUNBOOK.md'
	refute_output --partial '{service}'
}
