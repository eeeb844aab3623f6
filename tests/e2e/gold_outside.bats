#!/usr/bin/env bats
# The gold checks of preset:backend see what belongs to a service outside of its directory.
load helper

prepare() {
	git init -q shop
	cd shop || return 1
	write .git-done.yml 'version: 1
extends: preset:backend
target: gold
services: [{path: services/*}]'
	for service in orders billing; do
		write services/$service/package.json "{\"name\": \"$service\", \"dependencies\": {\"express\": \"4\"}}"
		write services/$service/index.js 'const app = require("express")();
app.get("/things", (req, res) => res.json([]));
app.listen(8080);'
	done
	write api/orders.yaml 'openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200": {description: All of them, content: {application/json: {schema: {type: array, items: {type: string}}}}}'
	commit start
	git checkout -q -b topic
}

# verdict SERVICE CHECK: of the last report.
verdict() {
	jq -r --arg service "$1" --arg check "$2" '.runs[0].services[] | select(.name == $service) | .criteria[].checks[]
		| select(.id == $check) | "\(.verdict) \(.findings[0].path // "") \(.findings[0].message // .reason)"' "$WORK/report.json"
}

report() {
	git done "$@" --format json >"$WORK/report.json" || [ $? -eq 1 ]
}

@test "errors are asked of the description that is about the service, wherever it lies" {
	report audit
	run verdict orders validation.described-errors
	assert_output --partial 'unmet api/orders.yaml GET /orders'
	run verdict billing validation.described-errors
	assert_output --partial 'not applicable'
	assert_output --partial 'no OpenAPI description is about this service'
}

@test "a skeleton does not meet what is asked of errors" {
	git rm -rq api
	git done draft orders docs.api
	commit drafted
	report audit
	run verdict orders validation.described-errors
	assert_output --partial "still has a placeholder of 'git done draft'"
}

@test "a break in a description beside the service is told of the service" {
	sed -i 's/type: array, items: {type: string}/type: string/' api/orders.yaml
	echo '// a change' >>services/orders/index.js
	commit topic
	report check main..topic
	run verdict orders docs.callers
	assert_output --partial 'unmet api/orders.yaml breaks callers: GET /orders'
}

@test "results that name the service are read beside the services" {
	summary='{"metrics": {"http_reqs": {"count": 5000, "rate": 250}, "http_req_failed": {"passes": 0, "fails": 5000, "value": 0}, "http_req_duration": {"avg": 5, "min": 1, "med": 5, "max": 30, "p(90)": 9, "p(95)": 12}}}'
	report audit
	run verdict orders performance.measured
	assert_output --partial 'unmet'
	for path in load-tests/results/orders-summary.json tests/k6/orders/result.json k6-orders-results.json; do
		write "$path" "$summary"
		commit "$path"
		report audit
		run jq -r '.runs[0].services[] | select(.name == "orders") | .criteria[].checks[] | select(.id == "performance.measured")
			| [.findings[].message, .reason, .evidence[]?.path] | tostring' "$WORK/report.json"
		refute_output --partial 'no report'
		assert_output --partial "sheet"
		run verdict billing performance.measured
		assert_output --partial 'unmet'
		git rm -q "$path"
	done
}
