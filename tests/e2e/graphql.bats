#!/usr/bin/env bats
# GraphQL schemas: what a developer is told, what a change takes away from callers, and whether graphql-js reads them as we do.
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
		      schema: {graphql: {reports: "**/*.graphql", every_field: description, every_deprecated: reason}}
		      promise: {compatible: "**/*.graphql"}
	POLICY
	write services/orders/schema.graphql <<-'SCHEMA'
		type Query {
		  "The orders of a customer, newest first."
		  orders(customer: ID!, first: Int = 10): [Order!]!
		}
	SCHEMA
	write services/orders/order.graphql <<-'SCHEMA'
		type Order {
		  "In the smallest unit of the currency, such as cents."
		  total: Int!
		  "How far the order has come."
		  status: Status
		}
		enum Status { OPEN SHIPPED }
	SCHEMA
	commit start
	git checkout -q -b topic
}

@test "a push that breaks callers is refused where it is written, and accepted when it keeps the field" {
	order=services/orders/order.graphql
	git init -q --bare ../hub.git
	git remote add origin "${PWD%/shop}/hub.git"
	git push -q origin HEAD:refs/heads/main
	git fetch -q origin
	git done install
	sed -i -e '/smallest unit/d' -e '/total/d' $order
	commit topic
	run git push -q origin topic
	assert_failure
	assert_output --partial "$order:1"
	assert_output --partial "breaks callers: field 'Order.total' is gone"
	sed -i -e 's/^type Order {/&\n  "The sum, without tax."\n  total: Int! @deprecated(reason: "Use '"'net'"', which has a currency.")/' $order
	commit fixed
	run git push -q origin topic
	assert_success
}

@test "fields without a description and reasons that say nothing are named with what to write" {
	sed -i -e '/newest first/d' -e 's/status: Status/& @deprecated/' services/orders/*.graphql
	commit topic
	run git done check main..topic
	assert_failure 1
	assert_output --partial "field 'Query.orders' has no description"
	assert_output --partial "'Order.status' is deprecated, and no reason says what to use"
	assert_output --partial '@deprecated(reason:'
}

@test "a schema that cannot be read is refused with its place" {
	sed -i 's/total: Int!/total Int!/' services/orders/order.graphql
	commit topic
	run git done audit HEAD
	assert_failure 1
	assert_output --partial "services/orders/order.graphql:3"
	assert_output --partial "':' must stand in place of 'Int'"
}

@test "graphql-js reads the same definitions and finds the same breaks, also of the lists in DONE_GRAPHQL_LISTS" {
	[ -n "${DONE_GRAPHQL_JS:-}" ] || skip "DONE_GRAPHQL_JS does not name a node_modules directory with npm's graphql"
	ln -s "$DONE_GRAPHQL_JS" ../node_modules
	cp "$source/tests/support/graphql_js.mjs" ..
	ls "$PWD"/services/orders/*.graphql >../base.list
	mkdir ../newer
	sed -e '/smallest unit/d' -e '/total/d' -e 's/ SHIPPED//' services/orders/order.graphql >../newer/order.graphql
	sed 's/first: Int = 10/first: Int!/' services/orders/schema.graphql >../newer/schema.graphql
	ls "${PWD%/shop}"/newer/*.graphql >../head.list
	# shellcheck disable=SC2086
	run node ../graphql_js.mjs "$GIT_DONE_BUILD/tests/test_artifact_graphql" ../base.list ../base.list,../head.list ${DONE_GRAPHQL_LISTS:-}
	assert_success
	assert_output --partial '3 breaks, 0 differ'
}
