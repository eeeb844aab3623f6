#!/usr/bin/env bats
# AsyncAPI descriptions: what a developer is told, what a change takes away from callers, and whether the standard's own schemas agree.
load helper

prepare() {
	source=${GIT_DONE_SOURCE:?the source tree}
	git init -q shop
	cd shop || return 1
	write .git-done.yml <<-'POLICY'
		version: 1
		services: [{path: services/*}]
		criteria:
		  docs:
		    checks:
		      events: {asyncapi: {reports: "**/asyncapi.yaml", every_message: [payload, name]}}
		      promise: {compatible: "**/asyncapi.yaml"}
	POLICY
	write services/orders/asyncapi.yaml <<-'API'
		asyncapi: 3.0.0
		info: {title: Orders, version: 1.0.0}
		channels:
		  placed:
		    address: orders.placed
		    messages:
		      placed: {$ref: 'messages.yaml#/placed'}
		operations:
		  tell:
		    action: send
		    channel: {$ref: '#/channels/placed'}
	API
	write services/orders/messages.yaml <<-'API'
		placed:
		  name: OrderPlaced
		  payload:
		    type: object
		    required: [id, total]
		    properties:
		      id: {type: string}
		      total: {type: integer}
	API
	commit start
	git checkout -q -b topic
}

@test "a push that breaks callers is refused where it is written" {
	git init -q --bare ../hub.git
	git remote add origin "${PWD%/shop}/hub.git"
	git push -q origin HEAD:refs/heads/main
	git fetch -q origin
	git done install
	sed -i 's/required: .id, total./required: [id]/' services/orders/messages.yaml
	commit topic
	run git push -q origin topic
	assert_failure
	assert_output --partial 'services/orders/messages.yaml'
	assert_output --partial "breaks callers: send orders.placed, payload of message 'OrderPlaced': property 'total'"
	git checkout -q HEAD~ -- .
	commit fixed
	run git push -q origin topic
	assert_success
}

@test "a message without a payload is named in the file where it is written" {
	sed -i '/payload/,$d' services/orders/messages.yaml
	commit topic
	run git done audit HEAD --check docs.events
	assert_failure 1
	assert_output --partial "services/orders/messages.yaml:2"
	assert_output --partial "the message 'OrderPlaced' of 'send orders.placed' has no payload"
}

@test "a broken description is refused with its place" {
	sed -i 's/action: send/action: emit/' services/orders/asyncapi.yaml
	commit topic
	run git done audit HEAD --check docs.events
	assert_failure 1
	assert_output --partial "services/orders/asyncapi.yaml:10"
	assert_output --partial "'action' must be one of its words"
}

@test "the tables agree with the standard's own schemas, where they are at hand" {
	[ -n "${DONE_ASYNCAPI_SPECS:-}" ] || skip "DONE_ASYNCAPI_SPECS does not name npm's @asyncapi/specs"
	python3 -c 'import jsonschema, yaml' || skip 'python3-jsonschema or python3-yaml is not installed'
	mkdir ../own
	sed -e "s/'messages.yaml#/'#\/components\/messages/" services/orders/asyncapi.yaml >../own/three.yaml
	{
		printf 'components:\n  messages:\n'
		sed 's/^/    /' services/orders/messages.yaml
	} >>../own/three.yaml
	write ../own/two.yaml <<-'API'
		asyncapi: 2.6.0
		info: {title: Orders, version: 1.0.0}
		servers: {main: {url: kafka.example.com, protocol: kafka, security: [{sasl: []}]}}
		channels:
		  orders/{id}:
		    parameters: {id: {schema: {type: string}}}
		    publish: {operationId: place, summary: Places an order, tags: [{name: orders}], message: {$ref: '#/components/messages/order'}}
		components:
		  messages: {order: {name: order, contentType: application/json, payload: {type: object}, correlationId: {location: $message.header#/id}}}
		  securitySchemes: {sasl: {type: scramSha256}, web: {type: http, scheme: basic}}
	API
	run python3 "$source/tests/support/asyncapi_schemas.py" "$(type -p git-done)" "$DONE_ASYNCAPI_SPECS" "${DONE_ASYNCAPI_FILES:-../own}"
	assert_success
}
