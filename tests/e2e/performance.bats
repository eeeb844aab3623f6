#!/usr/bin/env bats
# Kind performance, the whole way: a push whose load test misses what the sheet promises is refused with the
# sentence that says so, and accepted once it holds. One made by a real tool
# is in whole_way.bats.
load helper

prepare() {
	source=${GIT_DONE_SOURCE:?the source tree}
	copy_of make_promised
}

# A clone `shop` with a hook and a remote; its sheet promises a p95 and a rate.
make_promised() {
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	write .git-done.yml <<-'POLICY'
		version: 1
		services: [{path: services/*}]
		criteria:
		  performance:
		    checks:
		      load-test:
		        performance:
		          reports: perf/k6-summary.json
		          max: {p95_ms: {sheet: load.x-p95_ms}}
		          min: {requests_per_second: {sheet: load.requests_per_second.expected}}
	POLICY
	write services/shop/done.yml <<-'SHEET'
		load:
		  requests_per_second: {expected: 20}
		  x-p95_ms: 250
	SHEET
	git remote add origin "${PWD%/shop}/remote.git"
	commit start
	git push -q origin HEAD:refs/heads/main
	git fetch -q origin
	git done install
	git checkout -q -b topic
}

# measured P95 RATE: the summary that k6 would write.
measured() {
	write services/shop/perf/k6-summary.json <<-SUMMARY
		{"metrics": {
		  "http_reqs": {"count": 1200, "rate": $2},
		  "http_req_duration": {"avg": 90.5, "min": 2.5, "med": 80, "max": 950.5, "p(90)": 200, "p(95)": $1},
		  "http_req_failed": {"passes": 6, "fails": 1194, "value": 0.005}}}
	SUMMARY
}

@test "a push whose load test misses the promise of the sheet is refused, and accepted once it holds" {
	measured 412 40
	commit 'a load test'
	run git push origin topic
	assert_failure
	assert_output --partial 'p95 is 412 ms, and the sheet promises at most 250 ms (load.x-p95_ms)'
	run remote_ref topic
	assert_output ''
	measured 240 18
	commit 'faster'
	run git push origin topic
	assert_failure
	assert_output --partial 'the rate is 18 requests/s, and the sheet promises at least 20 requests/s'
	measured 240 40
	commit 'fast enough'
	run git push origin topic
	assert_success
}

@test "a result that is not there is unmet in CI, and an empty one everywhere" {
	mkdir -p services/shop/perf
	: >services/shop/perf/k6-summary.json
	commit empty
	run git push origin topic
	assert_failure
	assert_output --partial 'the report is empty'
	git rm -q services/shop/perf/k6-summary.json
	write services/shop/main.js 'x'
	commit gone
	run env CI=true git done check origin/main..HEAD
	assert_failure
	assert_output --partial 'no measurements of performance'
	assert_output --partial 'git done check --evidence build/reports'
}
