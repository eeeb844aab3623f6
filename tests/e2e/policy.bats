#!/usr/bin/env bats
# policy lint, show, schema; explain; help. Errors have a place.
load helper

prepare() {
	shop
}

@test "lint accepts a good policy and places what is wrong with a bad one" {
	run git done policy lint
	assert_success
	assert_output --partial '2 criteria, 2 checks'
	sed -i.bak 's/criteria:/critera:/' .git-done.yml
	run git done policy lint
	assert_equal "$status" 2
	assert_output --partial '.git-done.yml:4:1'
	assert_output --partial "did you mean 'criteria'"
}

@test "lint reads another file, and a revision" {
	cp .git-done.yml "$WORK/other.yml"
	run git done policy lint "$WORK/other.yml"
	assert_success
	rm .git-done.yml
	run git done policy lint
	assert_equal "$status" 2
	run git done policy lint --from HEAD
	assert_success
}

@test "show prints what the gate reads, and that is a policy again" {
	cat >.git-done.yml <<'POLICY'
version: 1
extends: [preset:backend]
criteria:
  docs:
    level: warning
POLICY
	git done policy show >"$WORK/shown.yml"
	run grep -c 'preset:backend' "$WORK/shown.yml"
	assert_output 1
	run git done policy lint "$WORK/shown.yml"
	assert_success
}

@test "the schema is a JSON Schema that takes our policies" {
	git done policy schema >"$WORK/schema.json"
	run jq -r .type "$WORK/schema.json"
	assert_output object
	python3 -c 'import jsonschema, yaml' 2>/dev/null || skip 'python3-jsonschema and python3-yaml are not here'
	for file in .git-done.yml "$GIT_DONE_SOURCE"/config/presets/*.yml "$GIT_DONE_SOURCE/.git-done.yml"; do
		run python3 -c 'import json, sys, jsonschema, yaml
jsonschema.Draft202012Validator(json.load(open(sys.argv[1]))).validate(json.loads(json.dumps(yaml.safe_load(open(sys.argv[2])), default=str)))' "$WORK/schema.json" "$file"
		assert_success
	done
}

@test "explain tells of kinds and of checks" {
	run git done explain
	assert_success
	assert_output --partial markdown
	run git done explain markdown
	assert_success
	assert_output --partial sections
	run git done explain docs.readme
	assert_success
	assert_output --partial 'able to find out how'
	run git done explain nothing
	assert_equal "$status" 2
}

@test "every kind's reference page in config/reference is what explain prints" {
	reference=$GIT_DONE_SOURCE/config/reference
	kinds=$(git done explain | sed -n 's/^  \([a-z_]*\) .*/\1/p')
	for kind in $kinds; do
		git done explain "$kind" >"$WORK/page.md"
		diff "$reference/$kind.md" "$WORK/page.md" ||
			fail "config/reference/$kind.md is missing or old: write it with cmake --build build/debug --target reference"
	done
	for page in "$reference"/[a-z]*.md; do
		grep -qx "$(basename "$page" .md)" <<<"$kinds" || fail "$page is the page of a kind that does not exist: remove it"
	done
}

@test "help for every command, and completion that bash accepts" {
	run git-done --help
	assert_success
	for command in check audit merge hook init draft install uninstall doctor policy explain graph services record log blame replay completion help manual version; do
		assert_output --partial "  $command "
	done
	for command in check audit merge hook init draft install uninstall doctor policy explain graph services record log blame replay completion help manual version; do
		run git-done help "$command"
		assert_success
		assert_output --partial 'Usage: git done'
	done
	run git-done check -h
	assert_success
	git-done completion bash >"$WORK/completion"
	run bash -n "$WORK/completion"
	assert_success
	run git-done --version
	assert_success
	assert_output --partial libgit2
}
