#!/usr/bin/env bats
# What README.md shows is run: the policy loads, the commands exist, the links lead somewhere.
load helper

readme=$GIT_DONE_SOURCE/README.md

# block LANGUAGE N: the N-th fenced block that opens with LANGUAGE.
block() {
	awk -v open="^\`\`\`$1\$" -v wanted="$2" '
		$0 ~ open { nr++; inside = nr == wanted; next }
		/^```$/ { inside = 0 }
		inside' "$readme"
}

prepare() {
	shop
}

@test "the policy of the README loads and holds our two services to it" {
	block 'yaml policy' 1 >.git-done.yml
	[ -s .git-done.yml ]
	run git done policy lint
	assert_success
	git add -A
	git commit -q --no-verify -m 'the policy of the README'
	run git done audit --verbose --now 2026-12-31
	assert_equal "$status" 1
	assert_output --partial 'docs.decisions'
}

@test "the waiver of the README excuses by the rules of the README, until its last day" {
	small_policy
	block 'yaml waiver-rules' 1 >>.git-done.yml
	block 'yaml waiver' 1 | sed 's/docs.runbook/docs.readme/' >services/orders/done.yml
	git rm -q services/orders/README.md
	commit 'the waiver of the README'
	run git done audit --verbose --now 2026-12-31
	assert_success
	assert_output --partial 'docs.readme: waived until 2026-12-31'
	run git done audit --now 2027-01-01
	assert_equal "$status" 1
}

@test "an effective day makes a warning of a check until that day" {
	block 'yaml policy' 1 >.git-done.yml
	printf 'package main\nfunc f() { fmt.Println() }\n' >services/orders/main.go
	commit 'prints'
	run git done audit --check logging.no-print --now 2027-01-14
	assert_success
	assert_output --partial '2027-01-15'
	run git done audit --check logging.no-print --now 2027-01-15
	assert_equal "$status" 1
}

@test "the refusal of the README is what is printed" {
	block 'text refusal' 1 >refusal
	[ -s refusal ]
	diff "$GIT_DONE_SOURCE/tests/golden/refusal/one-service.txt" refusal
}

@test "every policy and sheet of the README is valid" {
	names=$(sed -n 's/^```yaml \(policy[a-z-]*\)$/\1/p' "$readme")
	[ "$(wc -l <<<"$names")" -ge 4 ]
	for name in $names; do
		block "yaml $name" 1 >.git-done.yml
		run git done policy lint
		assert_success
	done
	small_policy
	for name in $(sed -n 's/^```yaml \(sheet[a-z-]*\)$/\1/p' "$readme"); do
		block "yaml $name" 1 >services/orders/done.yml
		commit "$name"
		run git done audit --format json --now 2026-12-31
		assert_success
		assert_equal "$(jq -c '[.runs[0].notes[] | select(.level != "note") | .message]' <<<"$output")" '[]'
	done
}

@test "the small policy finds services that serve, and holds them to bronze; a sheet tells the kind" {
	block 'yaml policy-auto' 1 >.git-done.yml
	serves services/billing
	commit 'a program'
	run git done audit --format json
	assert_equal "$status" 1
	assert_equal "$(jq -r '.runs[0].services[] | "\(.path) \(.kind) \(.target)"' <<<"$output")" 'services/billing api bronze'
	block 'yaml sheet-kind' 1 >services/stock/done.yml
	commit 'a worker'
	run git done audit --format json
	assert_equal "$(jq -r '.runs[0].services[] | "\(.path) \(.kind)"' <<<"$output")" 'services/billing api
services/stock worker'
}

@test "the team's own library counts by the rows of the README" {
	serves services/billing
	block 'yaml policy-kit' 1 >.git-done.yml
	sed -i.bak 's/^import "net\/http"$/import (\n\t"github.com\/acme\/kit\/validate"\n\t"net\/http"\n)/; s/^func main() {$/&\n\tvalidate.Check(http.NoBody)/' services/billing/main.go
	rm services/billing/main.go.bak
	commit 'with the kit'
	run git done audit --verbose --check validation.input
	assert_success
	assert_output --partial 'services/billing/main.go'
	sed -i.bak '/^ecosystems:/,/package:/d' .git-done.yml
	rm .git-done.yml.bak
	commit 'without its row'
	run git done audit --check validation.input
	assert_equal "$status" 1
}

@test "a runbook beside the service, and one by a link, count by the policy of the README" {
	block 'yaml policy-documents' 1 >.git-done.yml
	write docs/runbooks/orders.md '# When orders are not placed: restart the importer, then call the team.'
	block 'yaml sheet-links' 1 >services/stock/done.yml
	commit 'runbooks'
	run env COLUMNS=300 git done audit --verbose --check docs.runbook
	assert_success
	assert_output --partial 'docs/runbooks/orders.md'
	assert_output --partial 'wiki.shop.internal'
	git rm -q docs/runbooks/orders.md services/stock/done.yml
	commit 'none'
	run git done audit --check docs.runbook
	assert_equal "$status" 1
}

@test "the API policy of the README names what is missing, and what breaks callers" {
	block 'yaml policy-api' 1 >.git-done.yml
	write services/orders/openapi.yaml <<'API'
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /health: {get: {responses: {"200": {description: ok}}}}
  /orders:
    get: {summary: All orders., responses: {"200": {description: ok}}}
API
	commit 'an API'
	git push -q --no-verify origin main
	run env COLUMNS=300 git done audit --service orders --verbose
	assert_equal "$status" 1
	assert_output --partial 'GET /orders describes no error'
	refute_output --partial 'GET /health'
	sed -i.bak '/^  .orders:/,$d' services/orders/openapi.yaml
	rm services/orders/openapi.yaml.bak
	commit 'no orders'
	run env COLUMNS=300 git done check origin/main...main --check docs.callers
	assert_equal "$status" 1
	assert_output --partial 'breaks callers: GET /orders is gone'
	sed -i.bak 's/version: 1.0.0/version: 2.0.0/' services/orders/openapi.yaml
	rm services/orders/openapi.yaml.bak
	commit 'a new major version'
	run git done check origin/main...main --check docs.callers
	assert_success
}

# bats file_tags=deep

@test "the results policy of the README holds a load test to what the sheet promises" {
	block 'yaml policy-results' 1 >.git-done.yml
	block 'yaml sheet-load' 1 >services/orders/done.yml
	write services/orders/k6-summary.json <<'K6'
{"metrics": {"http_reqs": {"count": 60000, "rate": 150}, "http_req_failed": {"value": 0, "passes": 0, "fails": 60000},
 "http_req_duration": {"avg": 20, "min": 1, "med": 18, "max": 300, "p(90)": 90, "p(95)": 120}}}
K6
	commit 'a result'
	run env COLUMNS=300 git done audit --service orders --check performance.load
	assert_equal "$status" 1
	assert_output --partial 'requests_per_second'
	sed -i.bak 's/"rate": 150/"rate": 250/' services/orders/k6-summary.json
	rm services/orders/k6-summary.json.bak
	commit 'a faster one'
	run git done audit --service orders --check performance.load
	assert_success
}

@test "every git done command in the README exists" {
	commands=$(grep -o 'git done [a-z-]*' "$readme" | awk '{print $3}' | sort -u)
	[ -n "$commands" ]
	for command in $commands; do
		run git-done help "$command"
		assert_success
	done
}

@test "every option in the README exists" {
	for option in $(grep -o -- ' --[a-z][a-z-]*' "$readme" | sort -u); do
		case $option in
		--preset | --build | --install | --no-verify | --auto | --add | --ref) continue ;;
		esac
		run sh -c "for c in check audit hook init draft replay install doctor policy services waive record evidence; do git-done help \$c; done"
		assert_output --partial -- "$option"
	done
}

@test "the commands that look at a repository run as shown" {
	run git done audit
	assert_success
	git checkout -q -b topic
	break_service orders
	for line in 'git done check main...topic' 'git done check main..topic' 'git done'; do
		grep -qF "$line" "$readme"
		run $line
		assert_equal "$status" 1
	done
	run git done check --staged
	assert_success
	TARGET_BRANCH=main
	command=$(block sh 4)
	case $command in *TARGET_BRANCH*) ;; *) command=$(grep -F 'TARGET_BRANCH' "$readme") ;; esac
	export TARGET_BRANCH
	run sh -c "$command"
	assert_equal "$status" 1
	assert_file_exist done.json
}

@test "every file that the README links to is there" {
	for target in $(grep -o '](\([^)#]*\))' "$readme" | sed 's/](\(.*\))/\1/'); do
		case $target in http*) continue ;; esac
		assert_exist "$GIT_DONE_SOURCE/$target"
	done
}

@test "every environment variable and configuration key that is documented is read" {
	for word in GIT_DONE_SKIP done.requirePolicy done.integrationBranch done.policy done.refs done.timeout; do
		run grep -rqi "$word" "$GIT_DONE_SOURCE/src"
		assert_success
	done
}

@test "the sheet of the README lets an experiment through until its day" {
	block 'yaml sheet' 1 >services/orders/done.yml
	[ -s services/orders/done.yml ]
	git rm -q services/orders/README.md
	commit 'an experiment'
	run git done audit --now 2027-03-31
	assert_success
	assert_output --partial 'experiment'
	run git done audit --now 2027-04-01
	assert_equal "$status" 1
}

@test "a sheet that init writes answers nothing, and preset:readiness says so" {
	write .git-done.yml <<'POLICY'
version: 1
extends: [preset:readiness]
services: [{path: services/*}]
POLICY
	git done init --service services/orders
	assert_file_exist services/orders/done.yml
	commit 'a sheet'
	run git done audit --verbose --service orders --now 2028-01-01
	assert_equal "$status" 1
	assert_output --partial 'services/orders/done.yml'
}
