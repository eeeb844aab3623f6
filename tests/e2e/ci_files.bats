#!/usr/bin/env bats
# What users copy from ci/: the commands in each file are taken out and run, in the environment that runs them.
# tests/readers/ci_files.bats has the files read by their own linters.
load helper
load tools

prepare() {
	source=${GIT_DONE_SOURCE:?the source tree}
	shop
	git checkout -q -b topic
	break_service orders
	git push -q origin topic
	git init -q "$WORK/clone"
	cd "$WORK/clone" || return 1
	git remote add origin "file://$WORK/remote.git"
	git fetch -q origin '+refs/heads/*:refs/remotes/origin/*'
	git checkout -q --detach origin/topic
}

# commands FILE KEY...: the script at these keys, in $WORK/script. Each is taken out once.
commands() {
	local made="$BATS_FILE_TMPDIR/script ${*//\//,}"
	if [ ! -e "$made" ]; then
		python_with yaml
		"$python" "$source/tests/support/ci_commands.py" "$source/ci/$@" >"$made.part"
		mv "$made.part" "$made"
	fi
	cp "$made" "$WORK/script"
}

# unmet_report FILE: the run told of what falls short, here too.
unmet_report() {
	assert_equal "$status" 1
	assert_file_exist "$1"
	grep -q 'services/orders' "$1"
}

# bats file_tags=deep

@test "no file selects by paths, and every clone is whole" {
	run grep -nE '^[^#]*(paths|paths-ignore|changes|changeset|path):' "$source"/ci/{github/workflow,github/reusable,github/caller,gitlab/git-done,azure/git-done,bitbucket/bitbucket-pipelines,circleci/config,buildkite/pipeline,woodpecker/git-done}.yml
	refute_output --regexp '(paths-ignore|changes|changeset):'
	for word in github/workflow.yml:'fetch-depth: 0' github/reusable.yml:'fetch-depth: 0' gitlab/git-done.yml:'GIT_DEPTH: "0"' azure/git-done.yml:'fetchDepth: 0' \
		bitbucket/bitbucket-pipelines.yml:'depth: full' circleci/config.yml:'method: full' woodpecker/git-done.yml:'depth: 0'; do
		grep -qF "${word#*:}" "$source/ci/${word%%:*}" || fail "$word"
	done
}

@test "every file names the version that this source is" {
	version=$(sed -n 's/^project(git-done VERSION \([0-9.]*\).*/\1/p' "$source/CMakeLists.txt")
	run grep -rnoE '(git-done:|/git-done/[a-z/]*@v|ref: v|rev: v|tags/v|tag `v)[0-9]+\.[0-9]+\.[0-9]+' "$source/ci" "$source/tests/e2e/docker_image.sh"
	assert_success
	for line in "${lines[@]}"; do
		case $line in *[!0-9.]"$version") ;; *) fail "$line" ;; esac
	done
	grep -q "^## $version" "$source/CHANGELOG.md"
	[ "$(git-done --version | sed -n 's/^git-done \([0-9.]*\).*/\1/p')" = "$version" ]
}

@test "the workflow that many repositories call: its inputs, its rights, and the action that it runs" {
	python_with yaml
	run "$python" - "$source/ci/github" <<-'PYTHON'
		import re, sys, yaml
		read = lambda name: yaml.safe_load(open(sys.argv[1] + "/" + name))
		called, caller, alone, action = (read(n + ".yml") for n in ("reusable", "caller", "workflow", "action"))
		inputs = called[True]["workflow_call"]["inputs"]
		text = open(sys.argv[1] + "/reusable.yml").read()
		used = set(re.findall(r"inputs\.([a-z-]+)", text))
		assert used == set(inputs), (used, set(inputs))
		for name, job in called["jobs"].items():
		    step = job["steps"][-1]
		    assert step["uses"] == alone["jobs"][name]["steps"][-1]["uses"]
		    assert set(step["with"]) <= set(action["inputs"]), step["with"]
		    assert job["permissions"] == alone["jobs"][name]["permissions"]
		    # A workflow that is called has no more rights than its caller.
		    assert job["permissions"].items() <= caller["permissions"].items()
		assert list(called["jobs"]) == list(alone["jobs"])
		assert caller[True] == alone[True]
		# What the caller does not say is what the workflow of one repository says.
		said = alone["jobs"]["git-done"]["steps"][-1]["with"]
		for name, value in said.items():
		    assert str(inputs[name]["default"]).lower() == value, name
	PYTHON
	assert_success
	# What it runs by default, in the environment of its caller.
	action DONE_MODE=check DONE_EVIDENCE=build/reports DONE_ADVISORY=false
	assert_equal "$status" 1
	grep -q orders "$WORK/summary"
}

# ---- run ----------------------------------------------------------------------------------------

# The steps of the composite action, as a runner runs them.
action() {
	export RUNNER_TEMP="$WORK/temp" GITHUB_OUTPUT="$WORK/output" GITHUB_STEP_SUMMARY="$WORK/summary"
	export GITHUB_PATH="$WORK/path" GITHUB_ACTION_PATH="$source/ci/github"
	mkdir -p "$RUNNER_TEMP"
	: >"$GITHUB_OUTPUT"
	: >"$GITHUB_STEP_SUMMARY"
	commands github/action.yml runs steps 0 run
	sh -e "$WORK/script"
	commands github/action.yml runs steps 1 run
	run env CI=true GITHUB_ACTIONS=true GITHUB_EVENT_NAME=pull_request GITHUB_BASE_REF=main "$@" sh -e "$WORK/script"
	judged=$output
	# What GitHub puts in for ${{ steps.judge.outputs.status }}.
	commands github/action.yml runs steps 4 run
	run env DONE_STATUS="$(sed -n 's/^status=//p' "$GITHUB_OUTPUT")" sh -e "$WORK/script"
}

@test "the GitHub action annotates, sums up, leaves JSON and SARIF, and fails" {
	action DONE_MODE=check
	assert_equal "$status" 1
	[[ $judged == *'::error file=services/orders'* ]]
	grep -q 'services/orders\|orders' "$WORK/summary"
	jq -e '.verdict == "unmet"' "$(sed -n 's/^json=//p' "$GITHUB_OUTPUT")"
	jq -e '.version == "2.1.0"' "$(sed -n 's/^sarif=//p' "$GITHUB_OUTPUT")"
}

@test "the GitHub action: inputs, and statuses that must not be lost" {
	action DONE_MODE=check DONE_ADVISORY=true
	assert_equal "$status" 0
	action DONE_MODE=check DONE_RANGE=origin/main..origin/main
	assert_equal "$status" 0
	action DONE_MODE=audit DONE_POLICY=nowhere.yml
	assert_equal "$status" 2
	action DONE_MODE=check DONE_RANGE='nowhere; echo ::error::x..HEAD'
	assert_equal "$status" 3
	action DONE_MODE=other
	assert_equal "$status" 2
	# Options are no ranges, nor the name of a policy.
	for option in --help --version -h --advisory --; do
		action DONE_MODE=check DONE_RANGE=$option
		assert_equal "$status" 2
		[[ $judged == *"'range' begins with '-'"* ]]
		action DONE_MODE=check DONE_POLICY=$option
		assert_equal "$status" 2
	done
	# A program that ends well and has judged nothing, and a step that ended before it could say its status.
	mkdir "$WORK/bin"
	printf '#!/bin/sh\n' >"$WORK/bin/git-done"
	chmod +x "$WORK/bin/git-done"
	action DONE_MODE=check PATH="$WORK/bin:$PATH"
	assert_equal "$status" 4
	run env DONE_STATUS= sh -e "$WORK/script"
	assert_equal "$status" 4
}

@test "the GitHub action: what code scanning may see" {
	# alerts EVENT STATUS: what the run says of its alerts.
	alerts() {
		local event=$1 expected=$2
		shift 2
		action GITHUB_EVENT_NAME="$event" "$@"
		assert_equal "$status" "$expected"
		alerts=$(sed -n 's/^alerts=//p' "$GITHUB_OUTPUT")
	}
	alerts pull_request 1
	assert_equal "$alerts" true
	alerts pull_request 0 DONE_ADVISORY=true
	assert_equal "$alerts" true
	# What a push touches would close the alerts of all else.
	alerts push 1 DONE_RANGE=origin/main..HEAD
	assert_equal "$alerts" false
	alerts merge_group 0 DONE_RANGE=origin/main..origin/main
	assert_equal "$alerts" false
	# As the workflow's job for the alerts of main has it.
	python_with yaml
	inputs=$("$python" -c 'import sys, yaml; d = yaml.safe_load(open(sys.argv[1])); s = d["jobs"]["alerts"]["steps"][-1]["with"]; print(s["mode"], s["advisory"], s["upload-sarif"])' "$source/ci/github/workflow.yml")
	assert_equal "$inputs" 'audit true true'
	alerts push 0 DONE_MODE=audit DONE_ADVISORY=true
	assert_equal "$alerts" true
	jq -e '[.runs[].results[].locations[0].physicalLocation.artifactLocation.uri] | any(test("orders"))' "$(sed -n 's/^sarif=//p' "$GITHUB_OUTPUT")"
	# Nothing of what could not be judged.
	alerts push 2 DONE_MODE=audit DONE_ADVISORY=true DONE_POLICY=nowhere.yml
	assert_equal "$alerts" false
	alerts pull_request 3 DONE_RANGE=nowhere..HEAD
	assert_equal "$alerts" false
	# And the step listens to it, and cannot turn a met bar red.
	"$python" - "$source/ci/github/action.yml" <<-'STEP'
		import sys, yaml
		step = yaml.safe_load(open(sys.argv[1]))["runs"]["steps"][2]
		assert "steps.judge.outputs.alerts == 'true'" in step["if"] and step["continue-on-error"] is True
	STEP
}

@test "GitLab: a clone of the request alone, deep or not" {
	git -C "$WORK/shop" push -q origin topic:refs/merge-requests/1/head
	commands gitlab/git-done.yml git-done script
	for depth in '' --depth=20; do
		rm -rf "$WORK/clone"
		git init -q "$WORK/clone"
		cd "$WORK/clone"
		git remote add origin "file://$WORK/remote.git"
		# shellcheck disable=SC2086 # empty or one word
		git fetch -q $depth origin refs/merge-requests/1/head
		git checkout -q --detach FETCH_HEAD
		run env GITLAB_CI=true CI=true CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main CI_COMMIT_SHA="$(git rev-parse HEAD)" \
			CI_MERGE_REQUEST_DIFF_BASE_SHA="$(git rev-parse HEAD~1)" sh -e "$WORK/script"
		unmet_report git-done-code-quality.json
		assert_output --partial 'merge base of origin/main and HEAD (GitLab merge request)'
	done
	# The default branch has no target.
	git checkout -q --detach origin/main
	commit 'on main'
	run env GITLAB_CI=true CI_COMMIT_BRANCH=main CI_DEFAULT_BRANCH=main CI_COMMIT_BEFORE_SHA="$(git rev-parse HEAD~1)" sh -e "$WORK/script"
	assert_equal "$status" 0
}

@test "GitLab: a request from a fork, in the fork's project" {
	# Upstream has raised its bar; the fork's main has not, and a commit of its own would judge nothing.
	git clone -q --bare "$WORK/remote.git" "$WORK/fork.git"
	cd "$WORK/shop"
	git checkout -q main
	write services/orders/more.go 'package main'
	commit more
	git push -q "$WORK/fork.git" HEAD:refs/merge-requests/1/head
	git reset -q --hard origin/main
	write .git-done.yml <<-'POLICY'
		version: 1
		services: [{path: services/*}]
		criteria: {owners: {checks: {file: {file: {any: [OWNERS]}}}}}
	POLICY
	commit raise
	git push -q origin main
	rm -rf "$WORK/clone"
	git init -q "$WORK/clone"
	cd "$WORK/clone"
	git remote add origin "file://$WORK/fork.git"
	git fetch -q origin refs/merge-requests/1/head '+refs/heads/*:refs/remotes/origin/*'
	git checkout -q --detach FETCH_HEAD
	commands gitlab/git-done.yml git-done script
	fork() {
		run env GITLAB_CI=true CI=true CI_PIPELINE_SOURCE=merge_request_event CI_DEFAULT_BRANCH=main CI_PROJECT_ID=2 CI_MERGE_REQUEST_PROJECT_ID=1 \
			CI_MERGE_REQUEST_SOURCE_PROJECT_ID=2 CI_MERGE_REQUEST_PROJECT_URL="$1" CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main \
			CI_MERGE_REQUEST_DIFF_BASE_SHA="$(git rev-parse HEAD~1)" CI_COMMIT_SHA="$(git rev-parse HEAD)" sh -e "$WORK/script"
	}
	fork "file://$WORK/nowhere"
	assert_failure
	assert_file_not_exist git-done.json
	fork "file://$WORK/remote"
	unmet_report git-done-code-quality.json
	assert_output --partial OWNERS
}

@test "GitLab: the job's script, with a Code Quality report" {
	commands gitlab/git-done.yml git-done script
	run env GITLAB_CI=true CI=true CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main sh -e "$WORK/script"
	unmet_report git-done-code-quality.json
	jq -e 'type == "array" and all(.[]; .fingerprint and .location.path and .severity)' git-done-code-quality.json
	assert_output --partial '(GitLab merge request)'
	commands gitlab/git-done.yml git-done-audit script
	run env GITLAB_CI=true CI=true sh -e "$WORK/script"
	unmet_report git-done-junit.xml
}

@test "Jenkins: a pull request, a tag, main, and its first build" {
	sed -n "/sh '''$/,/'''$/p" "$source/ci/jenkins/Jenkinsfile" | sed '1d;$d' >"$WORK/script"
	jenkins() { run env JENKINS_URL=https://ci.example.org GIT_COMMIT="$(git rev-parse HEAD)" "$@" sh -xe "$WORK/script"; }
	jenkins CHANGE_TARGET=main BRANCH_NAME=PR-1
	unmet_report git-done-junit.xml
	assert_output --partial '(Jenkins pull request)'
	jenkins TAG_NAME=v1 BRANCH_NAME=v1
	unmet_report git-done-junit.xml
	assert_output --partial 'every service'
	# Main: from its last good build; where there is none the build must end well, to become one.
	jenkins BRANCH_NAME=main BRANCH_IS_PRIMARY=true GIT_PREVIOUS_SUCCESSFUL_COMMIT="$(git rev-parse origin/main)"
	unmet_report git-done-junit.xml
	assert_output --partial '(Jenkins multibranch build)'
	for before in '' null; do
		jenkins BRANCH_NAME=main BRANCH_IS_PRIMARY=true GIT_PREVIOUS_SUCCESSFUL_COMMIT=$before
		assert_success
		grep -q services/orders git-done-junit.xml
	done
	# A build without a verdict leaves no report of an earlier one, and what is archived comes before what may throw.
	: >git-done.json
	: >git-done-junit.xml
	mkdir "$WORK/bin"
	printf '#!/bin/sh\nexit 4\n' >"$WORK/bin/git-done"
	chmod +x "$WORK/bin/git-done"
	jenkins BRANCH_NAME=topic PATH="$WORK/bin:$PATH"
	assert_equal "$status" 4
	assert_file_not_exist git-done.json
	assert_file_not_exist git-done-junit.xml
	run grep -oE '^ *(archiveArtifacts|junit testResults.*)' "$source/ci/jenkins/Jenkinsfile"
	assert_line --index 0 --partial archiveArtifacts
	assert_line --index 1 --partial 'allowEmptyResults: true, skipMarkingBuildUnstable: true'
}

@test "Azure: both scripts" {
	python_with yaml
	for step in 1 2; do
		commands azure/git-done.yml steps $step script
		run env TF_BUILD=True SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main sh -e "$WORK/script"
		unmet_report git-done-junit.xml
		assert_output --partial '##vso[task.logissue type=error'
		assert_file_exist git-done.json
		rm git-done.json
	done
	# What the scripts leave is published, and also where they fail.
	"$python" - "$source/ci/azure/git-done.yml" <<-'FILE'
		import sys, yaml
		steps = yaml.safe_load(open(sys.argv[1]))["steps"][3:]
		assert [step["condition"] for step in steps] == ["succeededOrFailed()"] * 2
		assert steps[0]["inputs"]["testResultsFiles"] == "git-done-junit.xml"
		assert steps[1]["task"] == "PublishPipelineArtifact@1" and steps[1]["inputs"]["targetPath"] == "git-done.json"
	FILE
}

@test "Bitbucket: a clone of the request's branch only, and main" {
	git update-ref -d refs/remotes/origin/main
	commands bitbucket/bitbucket-pipelines.yml pipelines pull-requests '**' 0 step script
	run env BITBUCKET_BUILD_NUMBER=1 BITBUCKET_PR_DESTINATION_BRANCH=main sh -e "$WORK/script"
	unmet_report test-reports/git-done.xml
	assert_output --partial '(Bitbucket pull request)'
	commands bitbucket/bitbucket-pipelines.yml pipelines branches main 0 step script
	run env BITBUCKET_BUILD_NUMBER=1 sh -e "$WORK/script"
	unmet_report test-reports/git-done.xml
}

@test "CircleCI: a branch, and main with and without its base revision" {
	commands circleci/config.yml jobs git-done steps 1 run command
	run env CIRCLECI=true CIRCLE_BRANCH=topic DEFAULT_BRANCH=main BASE_REVISION= bash -eo pipefail "$WORK/script"
	unmet_report reports/git-done/junit.xml
	assert_output --partial '(CircleCI build)'
	run env CIRCLECI=true CIRCLE_BRANCH=main DEFAULT_BRANCH=main BASE_REVISION="$(git rev-parse origin/main)" bash -eo pipefail "$WORK/script"
	unmet_report reports/git-done/junit.xml
	refute_output --partial 'CircleCI'
	# The first build, and one that is started again by hand: nothing lies between, and that is not green.
	for base in '' "$(git rev-parse HEAD)"; do
		run env CIRCLECI=true CIRCLE_BRANCH=main DEFAULT_BRANCH=main CIRCLE_SHA1="$(git rev-parse HEAD)" BASE_REVISION="$base" bash -eo pipefail "$WORK/script"
		unmet_report reports/git-done/junit.xml
		assert_output --partial 'every service'
	done
}

@test "Buildkite: a pull request and main, as interpolated at upload" {
	commands buildkite/pipeline.yml steps 0 command
	# Nothing may be left for the upload to put in.
	run grep -nE '(^|[^$])\$[A-Za-z@{]' "$WORK/script"
	assert_failure
	sed -i.bak 's/\$\$/$/g' "$WORK/script"
	run env BUILDKITE=true BUILDKITE_BRANCH=topic BUILDKITE_PULL_REQUEST=1 BUILDKITE_PULL_REQUEST_BASE_BRANCH=main \
		BUILDKITE_PIPELINE_DEFAULT_BRANCH=main bash -e "$WORK/script"
	unmet_report git-done-junit.xml
	assert_output --partial '(Buildkite pull request)'
	run env BUILDKITE=true BUILDKITE_BRANCH=main BUILDKITE_PULL_REQUEST=false BUILDKITE_PIPELINE_DEFAULT_BRANCH=main bash -e "$WORK/script"
	unmet_report git-done-junit.xml
	assert_output --partial 'every service'
}

@test "Woodpecker: a pull request, and main" {
	python_with yaml
	commands woodpecker/git-done.yml steps 0 commands
	# A step has no credentials: what is fetched is fetched by the clone, which is told to bring the target.
	run grep -n 'fetch' "$WORK/script"
	assert_failure
	"$python" - "$source/ci/woodpecker/git-done.yml" <<-'FILE'
		import sys, yaml
		file = yaml.safe_load(open(sys.argv[1]))
		assert file["clone"]["git"]["settings"]["fetch-target-branch"] is True
		assert [step["when"] for step in file["steps"]] == [[{"event": "pull_request"}], [{"event": "push"}]]
		assert {"event": "push", "branch": "main"} in file["when"]
	FILE
	# As the plugin clones: the request, then the target by its name.
	rm -rf "$WORK/clone"
	git init -q "$WORK/clone"
	cd "$WORK/clone"
	git remote add origin "file://$WORK/remote.git"
	git fetch -q --no-tags origin +refs/heads/topic:
	git checkout -qf FETCH_HEAD
	git fetch -q origin main
	run env CI=woodpecker CI_PIPELINE_EVENT=pull_request CI_COMMIT_TARGET_BRANCH=main sh -e "$WORK/script"
	unmet_report git-done.json
	assert_output --partial '(Woodpecker pull request)'
	# What was built before may be this very commit, or the merged request's: main is judged whole.
	commands woodpecker/git-done.yml steps 1 commands
	run env CI=woodpecker CI_PIPELINE_EVENT=push CI_COMMIT_BRANCH=main CI_REPO_DEFAULT_BRANCH=main CI_COMMIT_SHA="$(git rev-parse HEAD)" \
		CI_PREV_COMMIT_SHA="$(git rev-parse HEAD)" sh -e "$WORK/script"
	unmet_report git-done.json
	assert_output --partial 'every service'
}

# ---- hook managers ----------------------------------------------------------------------------

# A push of what falls short is refused, and goes through mended.
push_is_refused() {
	cd "$WORK/shop" || return 1
	git checkout -q topic
	local before
	before=$(remote_ref refs/heads/topic)
	commit 'more of topic'
	run git push origin topic
	assert_failure
	assert_output --partial 'services/orders/README.md'
	assert_equal "$(remote_ref refs/heads/topic)" "$before"
	readme orders
	commit 'mend orders'
	git push -q origin topic
	assert_equal "$(remote_ref refs/heads/topic)" "$(git rev-parse HEAD)"
}

@test "pre-commit: pre-push and by hand" {
	tool pre-commit
	export PRE_COMMIT_HOME="$WORK/cache"
	git init -q "$WORK/hooks"
	cp "$source/.pre-commit-hooks.yaml" "$WORK/hooks/"
	# Before 3.2.0 the stage was called push.
	if ! pre-commit validate-manifest "$WORK/hooks/.pre-commit-hooks.yaml" >/dev/null; then
		sed -i.bak 's/pre-push/push/; /minimum_pre_commit_version/d' "$WORK/hooks/.pre-commit-hooks.yaml"
	fi
	pre-commit validate-manifest "$WORK/hooks/.pre-commit-hooks.yaml"
	pre-commit validate-config "$source/ci/hooks/pre-commit-config.yaml"
	git -C "$WORK/hooks" add -A
	git -C "$WORK/hooks" commit -q -m hooks
	git -C "$WORK/hooks" tag v0.2.0
	cd "$WORK/shop"
	sed "s|https://example.com/git-done|$WORK/hooks|" "$source/ci/hooks/pre-commit-config.yaml" >.pre-commit-config.yaml
	commit 'pre-commit'
	pre-commit install --hook-type pre-push
	push_is_refused
	git rm -q services/orders/README.md
	commit 'break orders again'
	run pre-commit run --hook-stage manual git-done --from-ref origin/main --to-ref HEAD
	assert_failure
	assert_output --partial '(pre-commit range)'
}

@test "lefthook" {
	npm_tool lefthook
	cd "$WORK/shop"
	cp "$source/ci/hooks/lefthook.yml" .
	commit lefthook
	PATH="$tools/.bin:$PATH" lefthook validate
	PATH="$tools/.bin:$PATH" lefthook install
	PATH="$tools/.bin:$PATH" push_is_refused
	# An address is no shell: what is met goes through, and what is not does not.
	for address in "$WORK/my remote.git" "$WORK/R&D.git" "$WORK/x||true" "$WORK/\`id\`.git" "$WORK/\$HOME.git" "$WORK/a #b.git"; do
		git clone -q --bare "$WORK/remote.git" "$address"
		git remote add odd "$address"
		git fetch -q odd
		git checkout -q -B odd origin/topic
		write services/orders/more.go 'package main'
		commit met
		PATH="$tools/.bin:$PATH" git push -q odd odd
		break_service orders
		PATH="$tools/.bin:$PATH" run git push odd odd
		assert_failure
		assert_output --partial 'services/orders/README.md'
		assert_equal "$(git --git-dir="$address" rev-parse odd)" "$(git rev-parse HEAD~1)"
		git remote remove odd
	done
}

@test "husky" {
	npm_tool husky
	cd "$WORK/shop"
	mkdir .husky
	cp "$source/ci/hooks/husky-pre-push" .husky/pre-push
	commit husky
	node "$tools/husky/bin.js"
	assert_equal "$(git config core.hooksPath)" .husky/_
	run git done doctor
	assert_success
	assert_output --partial 'called by another hook'
	push_is_refused
	# What install must leave alone.
	git rm -q .husky/pre-push
	run git done install --chain
	assert_equal "$status" 2
	assert_output --partial "$(sed -n '/^exec/p' "$source/ci/hooks/husky-pre-push")"
	run grep -rl git-done .husky
	assert_output ''
}
