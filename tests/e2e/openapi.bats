#!/usr/bin/env bats
# API descriptions: what a developer is told, what a change takes away from callers, and what other tools say.
load helper

prepare() {
	source=${GIT_DONE_SOURCE:?the source tree}
	make_described
}

make_described() {
	git init -q shop
	cd shop || return 1
	write .git-done.yml <<-'POLICY'
		version: 1
		services: [{path: services/*}]
		criteria:
		  docs:
		    checks:
		      api: {openapi: {reports: openapi.yaml, every_operation: [operationId, error_responses]}}
		      promise: {compatible: {reports: openapi.yaml, version: true}}
	POLICY
	write services/orders/openapi.yaml <<-'API'
		openapi: 3.0.3
		info: {title: Orders, version: 1.4.0}
		paths:
		  /orders: {$ref: paths/orders.yaml}
	API
	write services/orders/paths/orders.yaml <<-'PATHS'
		get:
		  operationId: listOrders
		  responses:
		    '200': {description: a page, content: {application/json: {schema: {type: array, items: {$ref: order.yaml}}}}}
		    default: {description: what went wrong, content: {application/problem+json: {schema: {type: object}}}}
	PATHS
	write services/orders/paths/order.yaml <<-'ORDER'
		type: object
		required: [total]
		properties: {id: {type: string}, total: {type: integer}}
	ORDER
	commit start
	git checkout -q -b topic
}

@test "a change that takes nothing away is accepted" {
	write services/orders/paths/order.yaml <<-'ORDER'
		type: object
		required: [total, tax]
		properties: {id: {type: string}, total: {type: integer}, tax: {type: integer}}
	ORDER
	commit topic
	run git done check main..topic --verbose
	assert_success
	assert_output --partial 'OpenAPI 3.0.3 in 3 files, 1 operation'
	assert_output --partial 'nothing that callers use was taken away'
}

@test "a break is refused where it is written, and never owed" {
	sed -i 's/^\(criteria\)/debt: allow\n\1/' .git-done.yml
	commit debt
	git branch -f main
	write services/orders/paths/order.yaml <<-'ORDER'
		type: object
		properties: {id: {type: string}}
	ORDER
	commit topic
	run git done check main..topic
	assert_failure 1
	assert_output --partial "breaks callers: GET /orders, response 200: property '[].total' is gone (paths/order.yaml:3 at the base)"
	refute_output --partial 'owed'
	run git done check main..topic --format json
	assert_failure 1
	run jq -r '.runs[0].services[0].criteria[].checks[] | select(.id == "docs.promise").findings[0] | "\(.path):\(.line)"' <<<"$output"
	assert_output 'services/orders/paths/order.yaml:2'
}

@test "a higher version admits a break" {
	write services/orders/paths/order.yaml 'type: string'
	sed -i 's/1\.4\.0/2.0.0/' services/orders/openapi.yaml
	commit topic
	run git done check main..topic --verbose
	assert_success
	assert_output --partial 'which version 1.4.0 -> 2.0.0 admits'
}

@test "what an operation lacks is told with what to write" {
	write services/orders/paths/orders.yaml 'get: {responses: {200: {description: a page}}}'
	commit topic
	run git done check main..topic --criterion docs
	assert_failure 1
	assert_output --partial 'GET /orders describes no error'
	assert_output --partial 'GET /orders has no operationId'
}

# bats file_tags=deep

@test "an audit has no base, and holds the description to the standard" {
	write services/orders/openapi.yaml 'openapi: 3.0.3
info: {title: Orders, version: 1}
pahts: {}'
	commit topic
	run git done audit --verbose
	assert_failure 1
	assert_output --partial "the info: 'version' must be text"
	assert_output --partial "did you mean 'paths'?"
	assert_output --partial 'there is no base to compare with'
}

@test "the jq of the page makes SARIF of what buf writes, and an empty one of nothing" {
	type -p jq >/dev/null || skip 'jq is not installed'
	mkdir -p reports
	write buf.json '{"path":"services/orders/a.proto","start_line":7,"type":"FIELD_NO_DELETE","message":"field 1 was deleted"}
{"type":"FILE_NO_DELETE","message":"a file was deleted"}'
	program=$(sed -n '/^jq -s /,/buf.sarif$/p' "$source/config/reference/scan.md")
	eval "$program"
	run jq -c '[.runs[0].results[] | [.ruleId, (.locations[0].physicalLocation.region.startLine)]]' reports/buf.sarif
	assert_output '[["FIELD_NO_DELETE",7],["FILE_NO_DELETE",null]]'
	: >buf.json
	eval "$program"
	run jq -c '.runs[0].results' reports/buf.sarif
	assert_output '[]'
}

@test "the tables agree with the standard's own schemas, where they are at hand" {
	[ -n "${DONE_OPENAPI_SCHEMAS:-}" ] || skip 'DONE_OPENAPI_SCHEMAS does not name a clone of OAI/OpenAPI-Specification'
	python3 -c 'import jsonschema, yaml' || skip 'python3-jsonschema or python3-yaml is not installed'
	run python3 "$source/tests/support/openapi_schemas.py" "$(type -p git-done)" "$DONE_OPENAPI_SCHEMAS"
	assert_success
}

@test "several descriptions outside of the service are all read" {
	local name
	sed -i 's/api: .*/api: {openapi: {reports: pay.yaml, described: true, every_operation: summary}}/; /promise/d' .git-done.yml
	git rm -rq services/orders
	write services/orders/go.mod <<<'module example.com/orders'
	write services/orders/main.go <<-'GO'
		package main
		import "net/http"
		func main() { http.ListenAndServe(":80", nil) }
	GO
	for name in v1 v2 v3; do
		write "api/orders/$name/openapi.yaml" <<-API
			openapi: 3.0.3
			info: {title: orders, version: "$name"}
			paths: {/orders: {get: {responses: {'200': {description: a page}}}}}
		API
	done
	commit described
	run git done audit --verbose
	assert_equal "$status" 1
	for name in v1 v2 v3; do
		assert_output --partial "api/orders/$name/openapi.yaml"
	done
	# Two copies of one are one.
	mkdir -p copies/orders
	cp api/orders/v1/openapi.yaml copies/orders/openapi.yaml
	commit copy
	run git done audit --verbose
	assert_equal "$status" 1
	refute_output --partial copies/orders
}
