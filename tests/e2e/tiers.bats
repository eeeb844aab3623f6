#!/usr/bin/env bats
# Tiers end to end: what a target asks of a push, who may raise it, and what old ids of checks mean.
load helper

# policy KEYS: a bar of three steps, one file each.
policy() {
	write .git-done.yml "version: 1
services: [{path: services/*}]
$1
criteria:
  d:
    checks:
      bronze: {tier: bronze, file: README.md}
      silver: {tier: silver, file: OPENAPI.md}
      gold: {tier: gold, file: RUNBOOK.md}
      always: {level: warning, file: CHANGELOG.md}"
}

prepare() {
	git init -q --bare remote.git
	git init -q shop
	cd shop
	policy 'target: bronze'
	write services/orders/main.go 'package main'
	commit start
	git remote add origin "$WORK/remote.git"
	git push -q origin main
	git remote set-head origin main
	git branch -q --set-upstream-to=origin/main
	git done install
}

# on_main: what is in the work tree is on main, whatever the hook says.
on_main() {
	commit 'on main'
	git push -q --no-verify origin HEAD:main
}

# a_topic FILE...: a branch from main in which the service has these, too.
a_topic() {
	git checkout -q -B topic main
	for file; do
		write "services/orders/$file" 'Orders are kept until they leave the warehouse.'
	done
	commit "with $*"
}

# told JQ: of the one service, from the report of this range.
told() {
	git done check --format json origin/main...HEAD >"$WORK/report.json" || [ $? -eq 1 ]
	jq -r ".runs[0].services[0] | $1" "$WORK/report.json"
}

@test "a push is asked for the target and the tiers below it, and is told what it reaches" {
	while IFS='|' read -r target files unmet reached; do
		git checkout -q main
		policy "$target"
		on_main
		# shellcheck disable=SC2086 # names without blanks
		a_topic $files
		run git push origin topic
		assert_equal "$status" "$([ -z "$unmet" ] && echo 0 || echo 1)"
		assert_equal "$(told '[.criteria[].checks[] | select(.verdict == "unmet" and .level == "error") | .id] | join(" ")')" "$unmet"
		assert_equal "$(told .tier)" "$reached"
		assert_equal "$(told .target)" "$(target=${target#target: }; echo "${target:-silver}")"
		git push -q --no-verify origin --delete topic 2>"$WORK/deleted" || true
	done <<-'TABLE'
		target: bronze|main.md|d.bronze|null
		target: bronze|README.md||bronze
		target: bronze|OPENAPI.md RUNBOOK.md|d.bronze|null
		|README.md|d.silver|bronze
		target: silver|README.md|d.silver|bronze
		target: silver|README.md OPENAPI.md||silver
		target: gold|README.md OPENAPI.md|d.gold|silver
		target: gold|README.md RUNBOOK.md|d.silver|bronze
		target: gold|README.md OPENAPI.md RUNBOOK.md||gold
	TABLE
}

@test "what is above the target is next: an audit shows it, a gate does not look" {
	a_topic README.md
	assert_equal "$(told '[.criteria[].checks[] | "\(.id) \(.verdict)"] | join(", ")')" \
		'd.bronze met, d.silver next, d.gold next, d.always unmet'
	run git push origin topic
	assert_success
	refute_output --partial d.gold
	run git done audit --verbose
	assert_success
	assert_output --partial 'd.silver: next'
	assert_output --partial 'd.gold: next'
}

@test "a sheet raises the target for its own service, and does not lower it" {
	write services/stock/README.md 'Stock is what lies in the warehouse.'
	write services/orders/README.md 'Orders are kept until they leave the warehouse.'
	write services/orders/done.yml 'target: gold'
	on_main
	git done audit --format json >"$WORK/report.json" || [ $? -eq 1 ]
	run jq -r '.runs[0].services[] | "\(.name) \(.target) \(.tier)"' "$WORK/report.json"
	assert_output 'orders gold bronze
stock bronze bronze'
	policy 'target: silver'
	write services/stock/done.yml 'target: bronze'
	on_main
	run git done audit
	assert_equal "$status" 1
	assert_output --partial "the sheet of 'stock' names the target 'bronze', which does not count"
}

# bats file_tags=deep

@test "lowering a target is judged by the base's" {
	write services/orders/done.yml 'target: silver'
	on_main
	# In the sheet.
	a_topic README.md
	git rm -q services/orders/done.yml
	commit 'lower the sheet'
	run git push origin topic
	assert_failure
	assert_output --partial d.silver
	assert_output --partial "the change lowers the target of 'orders' from 'silver' to 'bronze'"
	# In the policy.
	git checkout -q main
	git rm -q services/orders/done.yml
	policy 'target: gold'
	on_main
	a_topic README.md OPENAPI.md
	policy 'target: bronze'
	commit 'lower the policy'
	run git push origin topic
	assert_failure
	assert_output --partial d.gold
}

@test "the report says kind and what is served" {
	go_server services/orders
	policy "target: bronze"
	sed -i.bak 's/^      bronze: .*/      bronze: {tier: bronze, uses: health}/' .git-done.yml
	rm .git-done.yml.bak
	on_main
	git done audit --format json >"$WORK/report.json" || [ $? -eq 1 ]
	run jq -r '.runs[0].services[0] | "\(.kind) \(.serves | join(" ")) \(.target) \(.tier)"' "$WORK/report.json"
	assert_output 'api http bronze null'
}

@test "an old id in a policy is an error with its place, and names its successor" {
	while read -r old now; do
		write .git-done.yml "version: 1
extends: [preset:backend]
criteria:
  ${old%%.*}:
    checks:
      ${old#*.}: {level: warning}"
		run git done policy lint
		assert_equal "$status" 2
		assert_output --partial ".git-done.yml:6:7: check '$old'"
		if [ "$now" = - ]; then
			assert_output --partial 'take it out'
		else
			assert_output --partial "'$now'"
			run git done explain "$old"
			assert_equal "$status" 2
		fi
	done <<-'TABLE'
		validation.input-go validation.input
		validation.input-dotnet validation.input
		validation.errors-jvm validation.errors
		logging.logger-node logging.logger
		docs.readme docs.run
		docs.changelog -
		docs.contract-change -
		performance.load-test performance.check
		performance.target performance.promise
		performance.timeouts-ruby performance.timeouts
	TABLE
}

@test "an old id as a check of one's own stays one's own" {
	write .git-done.yml 'version: 1
services: [{path: services/*}]
criteria: {docs: {checks: {readme: {file: README.md}}}}'
	write services/orders/done.yml 'waivers:
  - {check: docs.readme, reason: the readme moves with the team in spring, by: lead@example.com, until: 2027-01-31}'
	commit own
	run git done audit --now 2027-01-01
	assert_success
	refute_output --partial 'docs.run'
	run git done audit --now 2027-01-01 --check docs.readme
	assert_success
	refute_output --partial 'docs.run'
	# Beside the preset, too: what waives it waives nothing of the preset.
	sed -i.bak 's/^version: 1/version: 1\nextends: [preset:backend]\ntarget: bronze/; s/{readme:/{run: {trial: false}, readme:/' .git-done.yml
	rm .git-done.yml.bak
	commit both
	run git done audit --now 2027-01-01 --criterion docs --format json
	assert_equal "$status" 1
	assert_equal "$(jq -r '.runs[0].services[0].criteria[].checks[] | select(.verdict | IN("next", "not applicable") | not) | "\(.id) \(.verdict)"' <<<"$output" | sort)" \
		'docs.readme waived
docs.run unmet'
}

@test "waivers, GIT_DONE_SKIP and --check by an old id still count, with a warning" {
	write .git-done.yml 'version: 1
extends: [preset:backend@1]
services: [{path: services/*}]
target: bronze
criteria: {docs: {checks: {run: {trial: false}}}}'
	go_server services/orders
	write services/orders/done.yml 'waivers:
  - {check: docs.readme, reason: the readme moves with the team in spring, by: lead@example.com, until: 2027-01-31}'
	commit old
	run git done audit --now 2027-01-01 --check docs.run --format json
	assert_success
	assert_equal "$(jq -r '.runs[0].services[0].criteria[].checks[] | "\(.id) \(.verdict)"' <<<"$output")" 'docs.run waived'
	assert_equal "$(jq -r '.runs[0].notes[] | select(.level == "warning") | .message' <<<"$output" | grep -c 'docs.readme.*docs.run')" 1
	git rm -q services/orders/done.yml
	commit without
	run env GIT_DONE_SKIP=docs.readme,logging.logger-go git done audit --verbose
	assert_equal "$status" 1
	assert_output --partial 'docs.run: skipped'
	assert_output --partial 'logging.logger: skipped'
	assert_output --partial "warning: GIT_DONE_SKIP names 'docs.readme', which is 'docs.run' now"
	run git done audit --check docs.readme
	assert_equal "$status" 1
	assert_output --partial 'docs.run'
	assert_output --partial "warning: --check names 'docs.readme', which is 'docs.run' now"
}

@test "a preset is known by its version, whether or not it is asked for" {
	go_server services/orders
	for name in preset:backend preset:backend@1; do
		write .git-done.yml "version: 1
extends: [$name]
services: [{path: services/*}]"
		commit "$name"
		run git done policy show
		assert_success
		assert_output --partial 'from .git-done.yml, preset:backend@1'
		run git done explain docs.run
		assert_output --partial 'tier bronze'
		assert_output --partial 'declared at preset:backend@1:'
		run jq -r '.runs[0].policy.path' < <(git done audit --policy "$name" --format json)
		assert_output preset:backend@1
	done
	git rm -q -f .git-done.yml
	commit 'no policy'
	run jq -r '.runs[0].policy.path' < <(git done audit --format json)
	assert_output preset:backend@1
	run git done audit --policy preset:backend@2
	assert_equal "$status" 2
	assert_output --partial "preset:backend@1"
}

@test "init holds services to what they reach" {
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" "$WORK/many"
	cd "$WORK/many"
	git init -q .
	git add -A
	git-done init
	run grep -E '^target:' .git-done.yml
	assert_output 'target: bronze'
	assert_equal "$(grep -c -E '^#   (bronze|silver|gold)  ' .git-done.yml)" 3
	commit init
	run git-done policy lint
	assert_success
	run git-done audit
	assert_success
}
