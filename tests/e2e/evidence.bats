#!/usr/bin/env bats
# Reports of tools: who judges them, where they come from, and that no template forgets to hand them over.
load helper
load tools

prepare() {
	source=${GIT_DONE_SOURCE:?the source tree}
	copy_of make_measured
}

# A clone `shop` with a remote; on topic, services/orders changed.
make_measured() {
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	write .git-done.yml <<-'POLICY'
		version: 1
		services: [{path: services/*}]
		criteria:
		  quality:
		    checks:
		      tests: {tests: {reports: ["**/junit.xml"], from: evidence}}
		      coverage: {coverage: {reports: [lcov.info], min_changed: 80%, min_lines: 1}}
		      scan: {scan: {reports: ["*.sarif"]}}
	POLICY
	write services/orders/pay.js 'one()'
	commit start
	git remote add origin "${PWD%/shop}/remote.git"
	git push -q origin main
	git remote set-head origin main
	git checkout -q -b topic
	printf 'one()\ntwo()\nthree()\n' >services/orders/pay.js
	commit topic
	git push -q --no-verify origin topic
	git fetch -q origin
}

# reports [PASS]: what the tools of a job write; without PASS a test fails and a line is not covered.
reports() {
	local failure='<failure/>' hits=0
	[ $# -eq 0 ] || failure='' hits=4
	write build/reports/junit.xml "<testsuite><testcase name=\"adds\">$failure</testcase></testsuite>"
	write build/reports/lcov.info "SF:$PWD/services/orders/pay.js
DA:1,1
DA:2,1
DA:3,$hits
end_of_record"
	write build/reports/lint.sarif '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "lint"}}, "results": []}]}'
}

@test "with a directory reports are judged, and the report says what was read" {
	reports pass
	run git done check main..topic --evidence build/reports --verbose
	assert_success
	assert_output --partial 'junit: 1 tests passed, 0 skipped, made in this run'
	assert_output --partial 'lcov: 1 file, 100 % of 3 lines, 2 changed, 2 measured, 2 covered, made in this run'
	assert_output --partial "lint: no result at level 'error' or above, made in this run"
	assert_output --partial "--evidence build/reports"
	reports
	run git done check main..topic --evidence build/reports
	assert_failure 1
	assert_output --partial "'adds' failed"
	assert_output --partial 'services/orders/pay.js:3'
	assert_output --partial 'changed lines without a test: 3'
}

@test "without one: passed over in a hook and a local check, unmet in CI and in audits" {
	run git done check main..topic --verbose
	assert_success
	assert_output --partial 'tests run in CI: their results are judged there, or with --evidence DIR'
	run git done check main..topic --format json
	assert_success
	assert_output --partial "checks that read reports of tools are judged where these are made: in CI, or by 'git done check --evidence DIR'"
	run env CI=true git done check main..topic
	assert_failure 1
	assert_output --partial 'no test results'
	assert_output --partial 'git done check --evidence build/reports'
	run git done audit topic
	assert_failure 1
	run git done check main..topic --staged
	assert_failure 2
	# The hook, in CI too: it runs before anything is measured.
	git done install >/dev/null
	commit more
	CI=true git push -q origin topic
}

# bats file_tags=deep

@test "a directory that is not there is an empty one, and other checks are judged all the same" {
	run git done check main..topic --evidence build/reports
	assert_failure 1
	assert_output --partial "let the job write its reports into 'build/reports'"
	run git done check main..topic --evidence build/reports --verbose
	assert_output --partial "no report matches '**/junit.xml' in 'build/reports', which does not exist"
	# Where no check asks, nobody looks.
	printf 'version: 1\nservices: [{path: services/*}]\ncriteria: {a: {checks: {f: {file: pay.js}}}}\n' >"$WORK/p.yml"
	run git done check main..topic --policy "$WORK/p.yml" --evidence /dev/null
	assert_success
}

@test "links and special files: in place of the directory, and in it" {
	reports pass
	mv build/reports "$WORK/real"
	ln -s "$WORK/real" build/reports
	run git done check main..topic --evidence build/reports
	assert_failure 2
	assert_output --partial "cannot open the directory 'build/reports': it is a symbolic link"
	run git done check main..topic --evidence build/reports/
	assert_failure 2
	rm build/reports
	mkdir build/reports
	ln -s "$WORK/real/junit.xml" build/reports/junit.xml
	mkfifo build/reports/lcov.info
	cp "$WORK/real/lint.sarif" build/reports/
	run git done check main..topic --evidence build/reports --verbose
	assert_failure 1
	assert_output --partial "'junit.xml' is a symbolic link"
	assert_output --partial "'lcov.info' is a named pipe"
}

@test "a link to a directory hides no report that the policy asks for" {
	reports pass
	mkdir -p "$WORK/more" build/reports/run-5
	printf '<testsuite><testcase name="a"><failure/></testcase></testsuite>' >"$WORK/more/junit.xml"
	ln -s "$WORK/more" build/reports/unit
	run git done check main..topic --evidence build/reports --verbose
	assert_failure 1
	assert_output --partial "'unit' is a symbolic link to a directory elsewhere, where no report is read"
	rm build/reports/unit
	# What it leads to is read under its own name.
	ln -s run-5 build/reports/latest
	ln -s "$WORK/more/junit.xml" build/reports/readme.txt
	ln -s /nowhere build/reports/gone
	run git done check main..topic --evidence build/reports
	assert_success
}

@test "a report of another version is not taken" {
	reports pass
	printf 'SF:services/orders/pay.js\nDA:40,1\nend_of_record\n' >build/reports/lcov.info
	run git done check main..topic --evidence build/reports --verbose
	assert_failure 1
	assert_output --partial "the report names line 40 of 'services/orders/pay.js', which has 3 lines: it is of another version"
}

@test "a report of 100 MB is read within the limits of time and memory" {
	reports pass
	awk 'BEGIN {
		for (f = 0; f < 9000; f++) {
			print "SF:/usr/include/x" f ".h"
			for (i = 1; i <= 100; i++) print "DA:" i "," i
			print "end_of_record"
		}
		for (i = 0; i < 9000000; i++) print "# padding"
		print "SF:services/orders/pay.js\nDA:2,1\nDA:3,1\nend_of_record"
	}' >build/reports/lcov.info
	run git done check main..topic --check quality.coverage --evidence build/reports --verbose
	assert_failure 1
	assert_output --partial '9000 of 9001 files that the report names are not in this tree'
}

@test "an audit of several repositories takes no directory" {
	run git done audit --repo . --repo .. --evidence build/reports
	assert_failure 2
	assert_output --partial "'--evidence' belongs to one repository"
}

# ---- templates: each hands the directory over, and one that forgets it turns red -----------------

commands() {
	python_with yaml
	"$python" "$source/tests/support/ci_commands.py" "$source/ci/$@" >"$WORK/script"
}

# hands_over SHELL [VARIABLE=VALUE]...: the script judges the reports; without the option it is red.
hands_over() {
	local shell=$1
	shift
	reports pass
	run env "$@" $shell "$WORK/script"
	assert_success
	reports
	run env "$@" $shell "$WORK/script"
	assert_failure 1
	reports pass
	sed -e 's/ *--evidence build\/reports//' -e 's/^.*--evidence=\$DONE_EVIDENCE.*$//' "$WORK/script" >"$WORK/forgotten"
	run cmp "$WORK/script" "$WORK/forgotten"
	assert_failure
	run env "$@" $shell "$WORK/forgotten"
	assert_failure 1
	assert_output --partial 'git done check --evidence build/reports'
}

@test "GitHub" {
	export RUNNER_TEMP="$WORK/temp" GITHUB_OUTPUT="$WORK/output"
	# The action's last step ends with the status: here the step itself does.
	cp "$source/ci/github/judge.sh" "$WORK/script"
	echo 'cat "$reports/git-done.json"; exit "$status"' >>"$WORK/script"
	hands_over sh CI=true GITHUB_ACTIONS=true GITHUB_EVENT_NAME=pull_request GITHUB_BASE_REF=main DONE_EVIDENCE=build/reports
	# And the action gives it what its input says, which is the directory unless one says otherwise.
	python_with yaml
	"$python" - "$source" <<-'ACTION'
		import sys, yaml
		action = yaml.safe_load(open(sys.argv[1] + "/ci/github/action.yml"))
		assert action["inputs"]["evidence"]["default"] == "build/reports"
		assert action["runs"]["steps"][1]["env"]["DONE_EVIDENCE"] == "${{ inputs.evidence }}"
		workflow = yaml.safe_load(open(sys.argv[1] + "/ci/github/workflow.yml"))
		assert workflow["jobs"]["git-done"]["steps"][1]["with"]["evidence"] == "build/reports"
	ACTION
}

@test "GitLab" {
	commands gitlab/git-done.yml git-done script
	hands_over 'sh -e' GITLAB_CI=true CI=true CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main
	commands gitlab/git-done.yml git-done-audit script
	hands_over 'sh -e' GITLAB_CI=true CI=true
}

@test "Jenkins" {
	sed -n "/sh '''$/,/'''$/p" "$source/ci/jenkins/Jenkinsfile" | sed '1d;$d' >"$WORK/script"
	hands_over 'sh -e' JENKINS_URL=https://ci.example.org GIT_COMMIT="$(git rev-parse HEAD)" CHANGE_TARGET=main BRANCH_NAME=PR-1
}

@test "Azure" {
	for step in 1 2; do
		commands azure/git-done.yml steps $step script
		hands_over 'sh -e' TF_BUILD=True SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main
	done
}

@test "Bitbucket" {
	commands bitbucket/bitbucket-pipelines.yml pipelines pull-requests '**' 0 step script
	hands_over 'sh -e' BITBUCKET_BUILD_NUMBER=1 BITBUCKET_PR_DESTINATION_BRANCH=main
	commands bitbucket/bitbucket-pipelines.yml pipelines branches main 0 step script
	hands_over 'sh -e' BITBUCKET_BUILD_NUMBER=1
}

@test "CircleCI" {
	commands circleci/config.yml jobs git-done steps 1 run command
	hands_over 'bash -eo pipefail' CIRCLECI=true CIRCLE_BRANCH=topic DEFAULT_BRANCH=main BASE_REVISION=
}

@test "Buildkite" {
	commands buildkite/pipeline.yml steps 0 command
	sed -i.bak 's/\$\$/$/g' "$WORK/script"
	hands_over 'bash -e' BUILDKITE=true BUILDKITE_BRANCH=topic BUILDKITE_PULL_REQUEST=1 BUILDKITE_PULL_REQUEST_BASE_BRANCH=main \
		BUILDKITE_PIPELINE_DEFAULT_BRANCH=main
}

@test "Woodpecker" {
	for step in 0 1; do
		commands woodpecker/git-done.yml steps $step commands
		hands_over 'sh -e' CI=woodpecker CI_PIPELINE_EVENT=pull_request CI_COMMIT_TARGET_BRANCH=main
	done
}

@test "fleets" {
	for file in github.yml gitlab.yml kubernetes-shards.yml; do
		grep -q -- '--evidence build/reports' "$source/ci/fleet/$file" || fail "$file"
	done
}

# ---- the whole way, with the tools of node -------------------------------------------------------

measure() {
	rm -rf build/reports
	mkdir -p build/reports/pay
	node --test --experimental-test-coverage --test-reporter=junit --test-reporter-destination=build/reports/pay/junit.xml \
		--test-reporter=lcov --test-reporter-destination=build/reports/pay/lcov.info services/pay/test/ >/dev/null 2>&1 || true
}

@test "a service with real tests: refused, fixed, accepted" {
	tool node
	node --test --test-reporter=lcov --test-reporter-destination=/dev/null /dev/null >/dev/null 2>&1 ||
		lacks "node with the reporter lcov" "node 20 or newer"
	git checkout -q main
	write .git-done.yml <<-'POLICY'
		version: 1
		services: [{path: services/pay}]
		criteria:
		  quality:
		    checks:
		      tests: {tests: {reports: [junit.xml], from: evidence}}
		      coverage: {coverage: {reports: [lcov.info], min: 50%, min_changed: 90%, min_lines: 1, exclude: ["test/**"]}}
	POLICY
	write services/pay/src/pay.js 'exports.pay = (amount) => "paid " + amount;'
	write services/pay/test/pay.test.js 'const { test } = require("node:test");
const assert = require("node:assert");
test("pays", () => assert.strictEqual(require("../src/pay.js").pay(3), "paid 3"));'
	commit pay
	git push -q --no-verify origin main
	git checkout -q -b refund
	write services/pay/src/pay.js 'exports.pay = (amount) => {
  if (amount < 0) {
    return "refunded " + -amount;
  }
  return "paid " + amount;
};'
	write services/pay/src/log.js 'exports.log = (text) => console.log(text);'
	commit refund
	export CI=true
	measure
	run git done check main..refund --evidence build/reports
	assert_failure 1
	assert_output --partial 'services/pay/src/pay.js:3'
	assert_output --partial 'changed lines without a test: 3'
	assert_output --partial "'src/log.js' changed (1 line of code) and the coverage report does not know it"
	# A test that fails is no better.
	write services/pay/test/refund.test.js 'const { test } = require("node:test");
const assert = require("node:assert");
test("refunds", () => assert.strictEqual(require("../src/pay.js").pay(-3), "refunded"));
require("../src/log.js").log("x");'
	commit test
	measure
	run git done check main..refund --evidence build/reports
	assert_failure 1
	assert_output --partial 'refunds'
	sed -i.bak 's/"refunded"/"refunded 3"/' services/pay/test/refund.test.js
	rm services/pay/test/refund.test.js.bak
	commit fixed
	measure
	run git done check main..refund --evidence build/reports --verbose
	assert_success
	assert_output --partial 'junit: 2 tests passed, 0 skipped, made in this run'
}
