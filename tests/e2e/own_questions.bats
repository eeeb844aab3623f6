#!/usr/bin/env bats
# Questions of a policy's own, from the policy to the sheet, by real pushes.
load helper

prepare() {
	export COLUMNS=300
	shop
	asking_policy
	commit 'a policy without questions'
	git push -q origin main
	git-done install >/dev/null 2>&1
	git checkout -q -b topic
}

# asking_policy [QUESTIONS]: every service says how a release is taken back, if the text says so.
asking_policy() {
	local more="criteria: {docs: {checks: {readme: {file: '*'}}}}"
	[ $# -eq 0 ] || more=$1
	printf 'version: 1\nservices: [{path: services/*}]\n%s\n' "$more" >.git-done.yml
}

rollback="questions:
  rollback:
    title: How is a release taken back?
    parts:
      steps: {asks: 'What one does, in order.', min_words: 5, example: helm rollback checkout 41}
      rehearsed_days: {asks: How many days ago it was tried., form: numbers}
criteria: {operations: {checks: {rollback: {answers: rollback}}}}"

@test "init writes a policy's own questions, and an editor is told of them" {
	asking_policy "$rollback"
	run git done init --service services/orders
	assert_success
	run cat services/orders/done.yml
	assert_output --partial '# How is a release taken back?'
	assert_output --partial 'steps: todo'
	assert_output --partial '# For example: helm rollback checkout 41'
	run jq -c '.properties.rollback' .git-done/sheet.schema.json
	assert_success
	assert_output --partial rehearsed_days
	git done policy schema done.yml | cmp - .git-done/sheet.schema.json
	commit
	run git done check --policy-from head --verbose
	assert_equal "$status" 1
	assert_output --partial "'rollback' is not answered yet: How is a release taken back?"
	refute_output --partial sheet.valid
}

@test "init tells that it cannot read the policy's questions, and writes the others" {
	asking_policy "${rollback/title:/titel:}"
	run git done init --service services/orders
	assert_success
	assert_output --partial "its own questions are not in the sheet"
	assert_output --partial "unknown key 'titel'"
	assert_file_exist services/orders/done.yml
}

@test "a change may bring a question and its answers at once, and is judged by both in turn" {
	asking_policy "$rollback"
	for service in orders stock; do
		write "services/$service/done.yml" 'rollback: {steps: kubectl rollout undo the deployment and wait, rehearsed_days: 20}'
	done
	commit
	run git push origin topic
	assert_success
	run git done check --policy-from head --verbose
	assert_success
	assert_output --partial operations.rollback
	write services/orders/done.yml 'rollback: {steps: undo it, rehearsed_days: 20}'
	commit
	run git done check --policy-from head --verbose
	assert_equal "$status" 1
	assert_output --partial "'steps' says too little: 'undo it'"
	assert_output --partial 'For example: helm rollback checkout 41'
	write services/orders/done.yml 'rolback: {steps: undo it}'
	commit
	run git done check --policy-from head --verbose
	assert_equal "$status" 1
	assert_output --partial "did you mean 'rollback'?"
}

# bats file_tags=deep

@test "a change that asks less is told to its reviewer" {
	asking_policy "$rollback"
	commit
	git push -q --no-verify origin topic:main
	git fetch -q
	asking_policy "${rollback/, min_words: 5/, min_words: 1}"
	commit
	run git done check --verbose
	assert_output --partial "the question 'rollback': steps: min_words 5 -> 1"
	asking_policy "${rollback/form: numbers/form: numbers, required: false}"
	commit
	run git done check --verbose
	assert_output --partial "the question 'rollback': rehearsed_days: required none -> false"
}

@test "policy show prints the questions of all files, and that is a policy again" {
	write base.yml "version: 1
$rollback"
	write .git-done.yml 'version: 1
extends: base.yml
services: [{path: services/*}]
questions: {rollback: {parts: {who: Who decides.}}, cost: {title: What does it cost?, parts: {month: Per month.}}}'
	git done policy show >"$WORK/shown.yml"
	run cat "$WORK/shown.yml"
	assert_output --partial 'How is a release taken back?'
	assert_output --partial 'Who decides.'
	assert_output --partial 'What does it cost?'
	cp "$WORK/shown.yml" .git-done.yml
	run git done policy show
	assert_success
	diff <(grep -v '^#' "$WORK/shown.yml") <(grep -v '^#' <<<"$output")
	git done policy schema >"$WORK/schema.json"
	python3 -c 'import jsonschema, yaml' 2>/dev/null || skip 'python3-jsonschema and python3-yaml are not here'
	run python3 -c 'import json, sys, jsonschema, yaml
jsonschema.Draft202012Validator(json.load(open(sys.argv[1]))).validate(yaml.safe_load(open(sys.argv[2])))' "$WORK/schema.json" "$WORK/shown.yml"
	assert_success
}

@test "preset:readiness asks for the owner, the graph and the record" {
	git checkout -q main
	write .git-done.yml 'version: 1
extends: [preset:readiness]
services: [{path: services/*}]'
	commit
	git push -q --no-verify origin main
	git checkout -q -B ready
	write services/fresh/README.md text
	for owner in '' 'owner: todo' 'owner: nobody' "owner: '@your-team'" "owner: '?'" "owner: '<team>'"; do
		write services/fresh/done.yml "$owner
communication: [{to: stock, timeout_ms: 9, retries: 0, on_failure: orders are refused}]
decisions: {schema: later}"
		commit
		run git done check --verbose --check ownership.owner --now 2027-01-01
		assert_equal "$status" 1
		assert_output --partial services/fresh/done.yml
	done
	run git done check --verbose --check decisions.record --now 2027-01-01
	assert_equal "$status" 1
	write services/fresh/done.yml "owner: '@org/payments'
communication: [{to: nowhere, timeout_ms: 9, retries: 0, on_failure: orders are refused}]
decisions: {schema: docs/adr/0001-schema.md}"
	write docs/adr/0001-schema.md '# 1. One table an aggregate

Date: 2026-11-02

## Status

Accepted

## Context

Orders are read as a whole.

## Decision

One table holds an order with its lines as JSON.

## Consequences

Reports read from a copy.'
	commit
	for owner in "'@org/payments'" a@example.com 支付 'Team Nobody at all'; do
		sed -i "1s|.*|owner: $owner|" services/fresh/done.yml
		commit
		run git done check --verbose --check ownership.owner --check decisions.record --now 2027-01-01
		assert_success
	done
	run git done check --verbose --check communication.graph --now 2027-01-01
	assert_equal "$status" 1
	assert_output --partial nowhere
}
