#!/usr/bin/env bats
# preset:backend in every ecosystem: a small real service meets bronze as it is written, and is found
# by `services: auto`; less one piece it fails exactly the check that asks for it.
load helper

ecosystems='cpp dotnet elixir go jvm node php python ruby rust'

# judge WITHOUT: the ten services without that piece, judged; "service check verdict" a line each
# of what is not done in $WORK/verdicts.txt.
judge() {
	rm -rf services
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" . "$1"
	commit "without '$1'"
	git done audit --format json >"$WORK/report.json" || [ $? -eq 1 ]
	jq -r '.runs[0].services[] | .name as $name | .criteria[].checks[]
		| select(.verdict | IN("met", "next", "not applicable", "not_applicable") | not)
		| "\($name) \(.id) \(.verdict)"' "$WORK/report.json" >"$WORK/verdicts.txt"
}

# each_ecosystem TEXT: "ecosystem TEXT", a line each.
each_ecosystem() {
	for ecosystem in $ecosystems; do
		printf '%s %s\n' "$ecosystem" "$1"
	done
}

prepare() {
	git init -q shop
	cd shop
	write .git-done.yml 'version: 1
extends: [preset:backend]
services: auto
target: bronze'
}

@test "a small real service meets bronze in every ecosystem, by more than nothing" {
	judge ''
	run cat "$WORK/verdicts.txt"
	assert_output ''
	run jq -r '.runs[0].services[] | .name as $name | [.criteria[].checks[] | select(.tier == "bronze" and .verdict == "met") | .id]
		| "\($name) \(join(" "))"' "$WORK/report.json"
	assert_equal "$(sort <<<"$output")" \
		"$(each_ecosystem 'validation.input validation.errors logging.logger logging.health docs.run')"
}

@test "without one piece, exactly the check that asks for it is unmet" {
	while read -r piece check; do
		judge "$piece"
		assert_equal "$(sort "$WORK/verdicts.txt")" "$(each_ecosystem "$check unmet")"
	done <<-'TABLE'
		V validation.input
		E validation.errors
		L logging.logger
		H logging.health
		R docs.run
	TABLE
}

@test "each is found by what it serves, and none is found that serves nothing" {
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" .
	commit all
	run jq -r '.directories[] | select(.service) | .directory' < <(git done services --format json)
	assert_equal "$(sort <<<"$output")" "$(printf 'services/%s\n' $ecosystems)"
	rm -rf services
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" . S
	commit 'nothing serves'
	run jq -r '.directories[] | select(.service) | .directory' < <(git done services --format json)
	assert_output ''
}

