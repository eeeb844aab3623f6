#!/usr/bin/env bats
# What costs nothing meets nothing: in every ecosystem the code that would do, where it does not
# run; and papers that hold nothing, or what git done itself prints.
load helper

prepare() {
	git init -q shop
	cd shop
}

# judge TARGET: services/* by preset:backend.
judge() {
	write .git-done.yml "version: 1
extends: [preset:backend]
services: [{path: services/*}]
target: $1"
	git add -A -f
	git commit -q -m judged
	git done audit --format json >"$WORK/report.json" || [ $? -eq 1 ]
}

# met: "service check where what" of what the services' checks of the tier in $1 are met by.
met() {
	jq -r --arg tier "$1" '.runs[0].services[] | .name as $name | .criteria[].checks[]
		| select(.tier == $tier and .verdict != "unmet")
		| "\($name) \(.id) \(.verdict) \(.evidence[0].path // ""):\(.evidence[0].line // 0) \(.evidence[0].what // "")"' \
		"$WORK/report.json"
}

# bare KIND [MODE]: the ten services without their pieces, or with them as comments, strings or imports,
# in services/ECOSYSTEM-KIND.
bare() {
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" "$WORK/bare" VELHR "${2:-gone}"
	mkdir -p services
	for service in "$WORK"/bare/services/*; do
		mv "$service" "services/${service##*/}-$1"
	done
	rm -r "$WORK/bare"
}

@test "comments, strings and imports alone meet nothing in any ecosystem" {
	bare comment comment
	bare import import
	bare string string
	judge bronze
	run met bronze
	assert_output ''
	run jq -r '.runs[0].services | length' "$WORK/report.json"
	assert_output 30
}

# The code that would do, at a path where it is no code of the service.
elsewhere() {
	while read -r ecosystem source path; do
		cp -R "$WORK/whole/services/$ecosystem/$source" "$WORK/source"
		mkdir -p "services/$ecosystem-$1/$(dirname "$path")"
		mv "$WORK/source" "services/$ecosystem-$1/$path"
	done
}

@test "tests, vendored and generated code meet nothing in any ecosystem" {
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" "$WORK/whole"
	bare tests
	elsewhere tests <<-'TABLE'
		go main.go main_test.go
		node server.js test/server.test.js
		python app.py tests/test_app.py
		jvm src/main/java/com/example/orders/OrderController.java src/test/java/com/example/orders/OrderControllerTest.java
		dotnet OrdersController.cs Orders.Tests/OrdersController.cs
		dotnet Program.cs Orders.Tests/Program.cs
		rust src/main.rs tests/place.rs
		php public/index.php tests/OrdersTest.php
		ruby app.rb spec/app_spec.rb
		elixir lib/orders/router.ex test/orders/router_test.exs
		cpp src/main.cpp tests/main.cpp
	TABLE
	bare vendored
	elsewhere vendored <<-'TABLE'
		go main.go vendor/example.com/shop/main.go
		node server.js node_modules/shop/server.js
		python app.py third_party/shop/app.py
		jvm src/main/java/com/example/orders/OrderController.java vendor/shop/OrderController.java
		dotnet OrdersController.cs vendor/shop/OrdersController.cs
		dotnet Program.cs vendor/shop/Program.cs
		rust src/main.rs vendor/shop/src/main.rs
		php public/index.php vendor/shop/index.php
		ruby app.rb vendor/bundle/shop/app.rb
		elixir lib/orders/router.ex deps/shop/lib/router.ex
		cpp src/main.cpp third_party/shop/main.cpp
	TABLE
	bare generated
	elsewhere generated <<-'TABLE'
		go main.go orders.pb.go
		node server.js dist/server.js
		python app.py orders_pb2.py
		jvm src/main/java/com/example/orders/OrderController.java target/generated-sources/OrderController.java
		dotnet OrdersController.cs obj/OrdersController.g.cs
		dotnet Program.cs obj/Program.g.cs
		rust src/main.rs target/debug/build/main.rs
		php public/index.php generated/index.php
		ruby app.rb orders_pb.rb
		elixir lib/orders/router.ex _build/router.ex
		cpp src/main.cpp orders.pb.cc
	TABLE
	judge bronze
	run met bronze
	assert_output ''
	run jq -r '.runs[0].services | length' "$WORK/report.json"
	assert_output 30
}

# junk NAME CHECK FILE [TEXT]: a bare service with that file, which is to meet that check.
junk() {
	cp -R "$WORK/bare-node" "services/$1"
	write "services/$1/$3" "${4-}"
	printf '%s %s\n' "$1" "$2" >>"$WORK/tried.txt"
}

@test "papers that hold nothing meet nothing" {
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" "$WORK/whole" VELHR
	mv "$WORK/whole/services/node" "$WORK/bare-node"
	rm "$WORK/bare-node/README.md"
	mkdir services
	junk api-empty docs.api openapi.yaml
	junk api-comment docs.api openapi.yaml '# openapi: 3.0.0, to come'
	junk api-heading docs.api openapi.yaml 'openapi: 3.0.0'
	junk api-no-paths docs.api openapi.yaml 'openapi: 3.0.0
info: {title: a, version: "1"}
paths: {}'
	junk api-empty-path docs.api openapi.yaml 'openapi: 3.0.0
info: {title: a, version: "1"}
paths: {/orders: {}}'
	junk api-cut-off docs.api openapi.yaml 'openapi: 3.0.0
info: {title: a, version: "1"}
paths: {/orders: {get: {responses: {'
	junk api-service-without-rpc docs.api orders.proto 'syntax = "proto3"; service Orders {}'
	junk api-proto docs.api orders.proto '// syntax = "proto3";'
	junk api-schema-cut-off docs.api schema.graphql 'type Query { orders: [Order'
	junk api-schema-types docs.api schema.graphql 'type Order { id: ID }'
	junk api-schema-empty docs.api schema.graphql 'type Query'
	junk api-channel-alone docs.api asyncapi.yaml 'asyncapi: 3.0.0
info: {title: a, version: "1"}
channels: {orders: {address: orders}}'
	junk api-prose docs.api README.md '# API

TODO'
	junk load-empty performance.check load/x.js
	junk load-comment performance.check load/x.js '// import http from "k6/http"; http.get("/orders");'
	junk load-import performance.check load/x.js 'import http from "k6/http";'
	junk load-no-request performance.check load/x.js 'import { sleep } from "k6";
export default function () { sleep(1); }'
	write services/load-no-request/Makefile 'load:
	k6 run load/x.js'
	junk load-result-typed performance.measured perf/k6-summary.json '{"metrics": {}}'
	junk load-result-refused performance.measured perf/k6-summary.json '{"metrics": {"http_reqs": {"count": 120, "rate": 40}, "http_req_failed": {"value": 1}, "http_req_duration": {"avg": 0, "min": 0, "med": 0, "max": 0, "p(90)": 0, "p(95)": 0}}}'
	junk load-never-run performance.check load/x.js 'import http from "k6/http";
export default function () { http.get("http://localhost:8080/orders"); }'
	junk load-make-comment performance.check Makefile '# load:
#	k6 run load/x.js'
	junk load-echo performance.check Makefile 'load:
	echo load'
	junk summary-empty performance.check summary.json
	junk summary-braces performance.check summary.json '{}'
	junk summary-text performance.promise summary.json '{"metrics": {}}'
	junk health-comment logging.health Dockerfile 'FROM node:22
# HEALTHCHECK CMD curl -f http://localhost:8080/healthz'
	junk health-none logging.health Dockerfile 'FROM node:22
HEALTHCHECK NONE'
	junk alert-empty logging.alerts monitoring/alerts.yml
	junk alert-comment logging.alerts monitoring/alerts.yml '# - alert: OrdersFail
# kind: PrometheusRule'
	junk alert-nameless logging.alerts monitoring/alerts.yml '- alert:'
	junk alert-terraform logging.alerts infra/main.tf '# resource "aws_cloudwatch_metric_alarm" "orders"
// pagerduty_service'
	junk alert-todo logging.alerts README.md '## Alerts

TODO'
	junk metrics-comment logging.metrics metrics.js '// const client = require("prom-client"); new client.Counter()'
	junk tracing-comment logging.tracing tracing.js '// require("@opentelemetry/sdk-node")'
	junk run-todo docs.run README.md '# Orders

## Run

TODO'
	junk run-words docs.run README.md '# Orders

## Run

Run it.'
	junk run-comment docs.run README.md '<!-- npm start -->'
	junk run-lorem docs.run README.md '## Run

Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt.'
	junk purpose-name docs.purpose README.md '# Orders'
	junk purpose-again docs.purpose README.md '# Orders

Orders orders orders orders orders orders orders orders.'
	junk purpose-todo docs.purpose README.md '# Orders

TODO: describe what this service does for whom.'
	junk purpose-lorem docs.purpose README.md '# Orders

Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt.'
	junk owner-nobody docs.owner CODEOWNERS '# * @example/orders'
	junk owner-everybody docs.owner CODEOWNERS '* @everybody'
	junk owner-example docs.owner CODEOWNERS '* @org/team'
	junk owner-todo docs.owner done.yml 'owner: TODO'
	junk runbook-empty docs.runbook RUNBOOK.md
	junk runbook-heading docs.runbook RUNBOOK.md '# Runbook'
	junk runbook-todo docs.runbook RUNBOOK.md '# Runbook

TODO'
	junk runbook-lorem docs.runbook RUNBOOK.md '# Runbook

Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore.'
	junk rollback-todo docs.rollback RUNBOOK.md '## Rollback

TBD'
	junk on-call-todo docs.on-call README.md '## On-call

TBD'
	junk promise-fast performance.promise README.md '## Performance

It is fast.'
	junk promise-todo performance.promise README.md '## Performance

Target: TODO'
	judge gold
	jq -r '.runs[0].services[] | .name as $name | .criteria[].checks[] | "\($name) \(.id) \(.verdict)"' \
		"$WORK/report.json" >"$WORK/verdicts.txt"
	while read -r name check; do
		grep "^$name $check " "$WORK/verdicts.txt" || echo "$name $check was not asked"
	done <"$WORK/tried.txt" >"$WORK/answers.txt"
	run grep -v ' unmet$' "$WORK/answers.txt"
	assert_output ''
	[ "$(wc -l <"$WORK/answers.txt")" -eq "$(wc -l <"$WORK/tried.txt")" ]
}

# pasted FILE: every fix that the bar prints, word for word, in that file of a bare service.
pasted() {
	mkdir -p "services/${1%.md}"
	cp -R "$WORK/bare-node/." "services/${1%.md}"
	jq -r '.runs[0].services[].criteria[].checks[] | select(.verdict == "unmet")
		| "", (.fix, .findings[].fix | select(. != null) | split("\n")[] | sub("^  "; ""))' "$WORK/report.json" |
		uniq >"services/${1%.md}/$1"
}

@test "what git done prints, pasted into documents, meets nothing" {
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" "$WORK/whole" VELHR
	mv "$WORK/whole/services/node" "$WORK/bare-node"
	rm "$WORK/bare-node/README.md"
	mkdir -p services/bare
	cp -R "$WORK/bare-node/." services/bare
	judge gold
	pasted README.md
	pasted RUNBOOK.md
	judge gold
	run jq -r '.runs[0].services[] | .name as $name | .criteria[].checks[]
		| select(.tier != null and .verdict != "unmet")
		| select(IN(.id; "validation.described-errors", "docs.callers") | not) | "\($name) \(.id) \(.verdict) \(.evidence[0].what // "")"' "$WORK/report.json"
	assert_output ''
	run grep -c . services/README/README.md
	[ "$output" -ge 20 ]
}
