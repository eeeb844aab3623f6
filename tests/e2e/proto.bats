#!/usr/bin/env bats
# .proto files: what a developer is told, what a change takes away from callers, and whether protoc reads them as we do.
load helper

prepare() {
	source=${GIT_DONE_SOURCE:?the source tree}
	make_rpc
}

make_rpc() {
	git init -q shop
	cd shop || return 1
	write .git-done.yml <<-'POLICY'
		version: 1
		services: [{path: services/*}]
		criteria:
		  docs:
		    checks:
		      rpc: {proto: {reports: "proto/**/*.proto", every_rpc: comment, validate: true}}
		      promise: {compatible: {reports: "proto/**/*.proto"}}
	POLICY
	write services/orders/proto/orders/v1/orders.proto <<-'PROTO'
		syntax = "proto3";
		package orders.v1;
		import "orders/v1/money.proto";

		service Orders {
		  // Places an order, and charges the card.
		  rpc Place(PlaceRequest) returns (PlaceResponse);
		}

		message PlaceRequest {
		  string id = 1 [(buf.validate.field).string.uuid = true];
		  Money total = 2;
		}
		message PlaceResponse {}
	PROTO
	write services/orders/proto/orders/v1/money.proto <<-'PROTO'
		syntax = "proto3";
		package orders.v1;
		message Money { int64 cents = 1; string currency = 2; }
	PROTO
	commit start
	git checkout -q -b topic
}

@test "a push that breaks callers is refused where it is written, and accepted when it reserves" {
	money=services/orders/proto/orders/v1/money.proto
	git init -q --bare ../hub.git
	git remote add origin "${PWD%/shop}/hub.git"
	git push -q origin HEAD:refs/heads/main
	git fetch -q origin
	git done install
	sed -i 's/int64 cents = 1; //' $money
	commit topic
	run git push -q origin topic
	assert_failure
	assert_output --partial "$money:3"
	assert_output --partial "breaks callers: field 'orders.v1.Money.cents' is gone, and its number 1 is not reserved"
	sed -i 's/{ string/{ reserved 1; reserved "cents"; string/' $money
	commit fixed
	run git push -q origin topic
	assert_success
}

@test "what moves to another file is no break, and a gone service is one" {
	sed -i '/^message Money/d' services/orders/proto/orders/v1/money.proto
	printf 'message Money { int64 cents = 1; string currency = 2; }\n' >>services/orders/proto/orders/v1/orders.proto
	commit moved
	run git done check main..topic --verbose
	assert_success
	assert_output --partial 'nothing that callers use was taken away'
	git rm -q services/orders/proto/orders/v1/orders.proto
	commit gone
	run git done check main..topic --check docs.promise
	assert_failure 1
	assert_output --partial "service 'orders.v1.Orders' is gone"
}

@test "rpcs without a comment, and requests without a rule, are named with what to write" {
	sed -i -e '/Places an order/d' -e 's/ \[(buf.*\]//' services/orders/proto/orders/v1/orders.proto
	commit topic
	run git done check main..topic
	assert_failure 1
	assert_output --partial "rpc 'orders.v1.Orders.Place' has no comment"
	assert_output --partial "message 'orders.v1.PlaceRequest', which rpc 'Place' takes, has no validation rule"
	assert_output --partial '(buf.validate.field).string.uuid'
}

# bats file_tags=deep

@test "a file that no compiler takes is refused with its place" {
	sed -i 's/cents = 1;/cents = 1/' services/orders/proto/orders/v1/money.proto
	commit topic
	run git done audit HEAD
	assert_failure 1
	assert_output --partial "services/orders/proto/orders/v1/money.proto:3"
	assert_output --partial "';' must stand in place of 'string'"
}

@test "protoc reads the same declarations, also of the trees in DONE_PROTO_TREES" {
	type -p protoc >/dev/null || skip 'protoc is not installed'
	PATH=/usr/bin:$PATH # Debian's python3 has Debian's protobuf
	python3 -c 'import google.protobuf' || skip 'python3-protobuf is not installed'
	mkdir ../own
	cp "$source"/tests/fuzz/corpus/artifact_proto/t*.proto services/orders/proto/orders/v1/money.proto ../own
	sed -i -e '/^import/d' -e 's/ \[(buf.*\]//' -e 's/{ option.*; } }/; }/' -e 's/ \[declaration.*\]//' ../own/*.proto
	for tree in ../own ${DONE_PROTO_TREES:-}; do
		run python3 "$source/tests/support/proto_protoc.py" "$GIT_DONE_BUILD/tests/test_artifact_proto" "$tree"
		assert_success
	done
}
