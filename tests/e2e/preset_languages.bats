#!/usr/bin/env bats
# preset:backend in each of its languages: what people of that language use meets its checks, and a
# service that does nothing of it meets none.
load helper

prepare() {
	git init -q shop
	cd shop
	sh "$GIT_DONE_SOURCE/tests/support/language_examples.sh" .
	commit examples
	git done audit --policy preset:backend --format json >"$WORK/report.json" || [ $? -eq 1 ]
}

# "check verdict", a line each, of a service's checks that speak of its language.
language_verdicts() {
	jq -r --arg name "$1" --arg language "$2" '.runs[0].services[] | select(.name == $name)
		| .criteria[].checks[] | select(.id | endswith("-" + $language)) | "\(.id) \(.verdict)"' \
		"$WORK/report.json"
}

# assert_all SERVICE LANGUAGE VERDICT: at least five such checks, and all with that verdict.
assert_all() {
	language_verdicts "$1" "$2" >"$WORK/of_service.txt"
	run grep -v " $3\$" "$WORK/of_service.txt"
	assert_output ''
	[ "$(wc -l <"$WORK/of_service.txt")" -ge 5 ]
}

@test "what people of a language use meets its checks" {
	for language in go jvm python node dotnet rust php ruby; do
		assert_all "$language-done" "$language" met
	done
	assert_all fastify-done node met
}

@test "a service that does nothing of it meets none" {
	for language in go jvm python node dotnet rust php ruby; do
		assert_all "$language-bare" "$language" unmet
	done
}

@test "a service is judged by its own language alone" {
	run jq -r '.runs[0].services[] | select(.name == "go-done") | .criteria[].checks[]
		| select(.id | test("-(jvm|python|node|dotnet|rust|php|ruby)$")) | .verdict' "$WORK/report.json"
	assert_success
	assert_equal "$(printf '%s\n' "$output" | sort -u | sed 's/[ _-]/ /g')" 'not applicable'
}
