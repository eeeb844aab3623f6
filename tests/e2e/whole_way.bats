#!/usr/bin/env bats
# The whole way once for real: one service with tests, coverage and a load test, made by the real tools, pushed, refused
# for each of the three, fixed, and accepted. Nothing in it is a fixture.
# bats file_tags=slow
load helper
load tools

prepare() {
	copy_of make_service
}

# A clone `shop` with a hook and a remote: a service in JavaScript that answers after $DELAY ms.
make_service() {
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	write .git-done.yml <<-'POLICY'
		version: 1
		services: [{path: services/pay}]
		criteria:
		  quality:
		    checks:
		      tests: {tests: {reports: [junit.xml], from: evidence}}
		      coverage: {coverage: {reports: [lcov.info], min_changed: 90%, min_lines: 1, exclude: ["test/**"]}}
		  performance:
		    checks:
		      load:
		        performance:
		          reports: perf/autocannon.json
		          max: {p97_5_ms: {sheet: load.x-p97_5_ms}}
		          min: {requests: 100}
		          fresh: {inputs: ["src/**"], grace_days: 0}
	POLICY
	write .gitignore 'build/'
	write services/pay/done.yml 'load: {requests_per_second: 20, x-p97_5_ms: 2500}'
	write services/pay/src/pay.js 'exports.delay = 1;
exports.pay = (amount) => "paid " + amount;'
	write services/pay/src/server.js 'const { pay, delay } = require("./pay.js");
const server = require("http").createServer((q, s) => setTimeout(() => s.end(pay(3)), delay));
server.listen(0, "127.0.0.1", () => console.log(server.address().port));'
	write services/pay/test/pay.test.js 'const { test } = require("node:test");
const assert = require("node:assert");
test("pays", () => assert.strictEqual(require("../src/pay.js").pay(3), "paid 3"));'
	git remote add origin "${PWD%/shop}/remote.git"
	commit start
	git push -q origin HEAD:refs/heads/main
	git fetch -q origin
	git done install
	git checkout -q -b refund
}

# What a job of CI does, and what a person does before a push.
run_tests() {
	rm -rf build/reports
	mkdir -p build/reports/pay
	node --test --experimental-test-coverage --test-reporter=junit --test-reporter-destination=build/reports/pay/junit.xml \
		--test-reporter=lcov --test-reporter-destination=build/reports/pay/lcov.info services/pay/test/ >/dev/null 2>&1 || true
}

run_load() {
	local server port
	node services/pay/src/server.js >"$WORK/port" &
	server=$!
	for _ in $(seq 100); do [ -s "$WORK/port" ] && break; sleep 0.1; done
	port=$(cat "$WORK/port")
	mkdir -p services/pay/perf
	node "$tools/autocannon/autocannon.js" --json --connections 50 --amount 200 "http://127.0.0.1:$port/" \
		>services/pay/perf/autocannon.json 2>/dev/null
	kill "$server"
	rm "$WORK/port"
}

record() {
	git add -A
	git-done record performance.load services/pay/perf/autocannon.json
}

ci_check() {
	run env CI=true git-done check --base origin/main --head HEAD --evidence build/reports "$@"
}

@test "a service with tests, coverage and a load test by real tools: pushed, refused, fixed, accepted" {
	npm_tool autocannon
	node --test --test-reporter=lcov --test-reporter-destination=/dev/null /dev/null >/dev/null 2>&1 ||
		lacks 'node with the reporter lcov' 'node 20 or newer'

	# A slow answer, and a branch that no test runs.
	write services/pay/src/pay.js 'exports.delay = 4000;
exports.pay = (amount) => {
  if (amount < 0) {
    return "refunded " + -amount;
  }
  return "paid " + amount;
};'
	run_load
	record
	commit 'refunds'
	run git push origin refund
	assert_failure
	assert_output --partial 'and the sheet promises at most 2,500 ms (load.x-p97_5_ms)'
	run remote_ref refund
	assert_output ''
	run_tests
	ci_check
	assert_failure 1
	assert_output --partial 'changed lines without a test: 4'

	# Quick again, but the result is of the slow one.
	sed -i.bak 's/4000/1/' services/pay/src/pay.js
	rm services/pay/src/pay.js.bak
	commit 'no delay'
	run git push origin refund
	assert_failure
	assert_output --partial 'measured for other inputs'

	# Measured again, and a test that fails.
	run_load
	record
	write services/pay/test/refund.test.js 'const { test } = require("node:test");
const assert = require("node:assert");
test("refunds", () => assert.strictEqual(require("../src/pay.js").pay(-3), "refunded"));'
	commit 'measured again, tested'
	run git push origin refund
	assert_success
	run_tests
	ci_check
	assert_failure 1
	assert_output --partial 'refunds'
	refute_output --partial 'performance.load'

	sed -i.bak 's/"refunded"/"refunded 3"/' services/pay/test/refund.test.js
	rm services/pay/test/refund.test.js.bak
	commit 'the test is right'
	run git push origin refund
	assert_success
	run_tests
	ci_check --verbose
	assert_success
	assert_output --partial 'junit: 2 tests passed, 0 skipped, made in this run'
	assert_output --partial 'recorded for these inputs'
	assert_output --partial 'p97.5'
}
