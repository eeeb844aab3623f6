#!/usr/bin/env bats
# The sample repository: one service that is done, one nearly, one bare.
load helper

prepare() {
	sample=$GIT_DONE_SOURCE/tests/support/sample_repository.sh
	sh "$sample" shop
	cd shop
}

# The ids of a service's unmet checks at HEAD.
unmet() {
	git done audit --service "$1" --format json >"$WORK/report.json" || [ $? -eq 1 ]
	jq -r '.runs[0].services[].criteria[].checks[] | select(.verdict == "unmet") | .id' \
		"$WORK/report.json"
}

@test "checkout is done" {
	assert_equal "$(unmet checkout)" ''
}

@test "pricing lacks five things, and nothing once it is mended" {
	sh "$sample" --touch .
	assert_equal "$(unmet pricing | sort | tr '\n' ' ')" \
		'logging.logger logging.no-print-python performance.check validation.errors validation.swallowed-python '
	sh "$sample" --mend .
	assert_equal "$(unmet pricing)" ''
}

@test "a push of pricing is refused, and goes through once it is mended: what ci/demo.sh shows" {
	git init -q --bare -b main ../remote.git
	git remote add origin ../remote.git
	git push -q origin main
	git remote set-head origin main
	git done install >/dev/null 2>&1
	git checkout -q -b discounts
	sh "$sample" --touch .
	run git push origin discounts
	assert_failure
	assert_output --partial 'PUSH REFUSED'
	assert_line --regexp '^  logging.logger '
	sh "$sample" --mend .
	run git push origin discounts
	assert_success
}

@test "mailer falls short under every heading" {
	assert_equal "$(unmet mailer | sed 's/\..*//' | sort -u | tr '\n' ' ')" \
		'docs logging performance validation '
}

@test "mailer is refused by what is proved, and warned of what is on trial" {
	unmet mailer >/dev/null
	run jq -r '.runs[0].services[].criteria[].checks[] | select(.verdict == "unmet" and .tier) | "\(.level) \(.id)"' "$WORK/report.json"
	assert_equal "$(sort <<<"$output")" 'error docs.owner
error logging.logger
error validation.errors
warning docs.api
warning docs.purpose
warning docs.run
warning logging.health
warning logging.metrics
warning performance.check
warning validation.input'
}

@test "the sample is the same every time" {
	sh "$sample" --touch .
	first=$(git rev-parse HEAD)
	sh "$sample" "$WORK/again"
	sh "$sample" --touch "$WORK/again"
	assert_equal "$(git -C "$WORK/again" rev-parse HEAD)" "$first"
}
