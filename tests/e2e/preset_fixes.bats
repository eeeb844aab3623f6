#!/usr/bin/env bats
# preset:backend: whoever does what a check's fix says has met the check, in words of their own.
load helper

ecosystems='cpp dotnet elixir go jvm node php python ruby rust'

audit() {
	git add -A
	git commit -q -m "${1:-change}"
	git done audit --format json >"$WORK/report.json" || [ $? -eq 1 ]
}

# of SERVICE VERDICT: the ids of its checks with a tier that have that verdict.
of() {
	jq -r --arg service "$1" --arg verdict "$2" '.runs[0].services[] | select(.name == $service)
		| .criteria[].checks[] | select(.tier != null and .verdict == $verdict) | .id' "$WORK/report.json" | sort
}

prepare() {
	git init -q shop
	cd shop
	write .git-done.yml 'version: 1
extends: [preset:backend]
services: [{path: services/*}]
target: gold'
}

@test "whatever is unmet says what to do, in every ecosystem" {
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" . VELHR
	audit bare
	run jq -r '.runs[0].services[] | .name as $name | .criteria[].checks[] | select(.verdict == "unmet")
		| select((.fix // "") == "" and ([.findings[].fix // ""] | join("")) == "") | "\($name) \(.id)"' "$WORK/report.json"
	assert_output ''
	for ecosystem in $ecosystems; do
		[ "$(of "$ecosystem" unmet | wc -l)" -ge 14 ]
	done
}

# What the fixes say, in the words of somebody who keeps parcels.
papers() {
	write services/node/README.md '# Parcels

Keeps the stock of three warehouses and promises each parcel once. It does not know prices.

## Run

    npm start

Needs DATABASE_URL, see .env.example.

## Alerts

parcels_waiting pages warehouse-oncall when a parcel waits for an hour. Dashboard: https://grafana.example.com/d/parcels

## Performance

Target: 40 requests/s with p99 below 80 ms. Measured 2026-03-02: 55 requests/s, p99 61 ms.

## Rollback

`./deploy.sh $(git describe --abbrev=0 HEAD^)` brings the release before; its database takes both.

## On-call

warehouse-oncall, from 7 to 22 by https://pager.example.com/warehouse; the shift lead at night.'
	write services/node/RUNBOOK.md '# Parcels wait in the queue

Seen by: alert parcels_waiting. Cause: the printer of labels is usually out of paper or switched off.
Do: restart the printer, then `./deploy.sh --restart` prints what is waiting.
Call: the people of the warehouse, whose numbers stand beside the door.'
	write services/node/deploy.sh 'kubectl set image deployment/parcels parcels="registry.example.com/parcels:$1"'
	write services/node/monitoring/alerts.yml 'groups:
  - name: parcels
    rules:
      - alert: parcels_waiting
        expr: parcels_waiting_seconds > 3600'
	write services/node/done.yml 'owner: "@shop/warehouse"'
}

# bats file_tags=deep

@test "papers by the fixes, in own words, turn their checks green and no other red" {
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" .
	rm services/node/README.md
	audit bare
	of node met >"$WORK/before.txt"
	assert_equal "$(of node unmet | tr '\n' ' ')" \
		'docs.api docs.on-call docs.owner docs.purpose docs.rollback docs.run docs.runbook logging.alerts logging.metrics logging.tracing performance.check performance.measured performance.promise '
	papers
	audit papers
	assert_equal "$(of node unmet | tr '\n' ' ')" 'docs.api logging.metrics logging.tracing performance.check performance.measured '
	run comm -23 "$WORK/before.txt" <(of node met)
	assert_output ''
}

@test "code and artifacts by the fixes reach gold" {
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" .
	papers
	write services/node/telemetry.js "const { NodeSDK } = require('@opentelemetry/sdk-node');
const { Counter, register } = require('prom-client');

const sdk = new NodeSDK({ serviceName: 'parcels' });
sdk.start();

exports.placed = new Counter({ name: 'orders_placed', help: 'orders that were placed' });
exports.metrics = (req, res) => res.end(register.metrics());"
	write services/node/openapi.yaml 'openapi: 3.0.3
info: {title: Parcels, version: 1.0.0}
paths:
  /orders:
    post:
      summary: Places an order
      responses:
        "201": {description: placed}
        default: {description: what went wrong, content: {application/problem+json: {schema: {type: object}}}}'
	write services/node/done.yml 'owner: "@shop/warehouse"
load: {requests_per_second: {expected: 20}}'
	write services/node/perf/k6-summary.json '{"metrics": {"http_reqs": {"count": 1200, "rate": 40},
  "http_req_failed": {"passes": 6, "fails": 1194, "value": 0.005},
  "http_req_duration": {"avg": 90.5, "min": 2.5, "med": 80, "max": 950.5, "p(90)": 200, "p(95)": 240}}}'
	write services/node/load/orders.js "import http from 'k6/http';

export default function () {
  http.post('http://localhost:8080/orders', JSON.stringify({ quantity: 2 }));
}"
	write services/node/Makefile 'load:
	k6 run load/orders.js'
	audit whole
	assert_equal "$(of node unmet)" ''
	run jq -r '.runs[0].services[] | select(.name == "node") | .tier' "$WORK/report.json"
	assert_output gold
}
