#!/usr/bin/env bats
# The built-in bar on real packages: every verdict stands in tests/golden/npm_packages.txt and was
# read by a person (README.md in this folder). DONE_UPDATE_GOLDEN=1 writes the file anew.
# bats file_tags=slow
owner_home=$HOME # npm's own settings are there; the helper gives tests an empty home
load ../e2e/helper

# "service check verdict", a line each, without what does not apply.
verdicts() {
	jq -r '.runs[0].services[] | .name as $name | .criteria[].checks[]
		| select(.verdict | test("^not") | not) | "\($name) \(.id) \(.verdict)"'
}

@test "the built-in bar judges real npm packages as a person did" {
	HOME=$owner_home run sh "$GIT_DONE_SOURCE/tests/real/npm_packages.sh" "$WORK/packages"
	if [ "$status" -eq 3 ]; then
		skip "the npm registry cannot be reached: $output"
	fi
	assert_success

	cd "$WORK/packages"
	git done audit --policy preset:backend --format json >"$WORK/report.json" || [ $? -eq 1 ]
	verdicts <"$WORK/report.json" >"$WORK/verdicts.txt"
	golden=$GIT_DONE_SOURCE/tests/golden/npm_packages.txt
	if [ -n "${DONE_UPDATE_GOLDEN:-}" ]; then
		cp "$WORK/verdicts.txt" "$golden"
	fi
	run diff -u "$golden" "$WORK/verdicts.txt"
	assert_success
}
