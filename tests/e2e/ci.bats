#!/usr/bin/env bats
# What CI systems say becomes the range: the environment, the clone and the HEAD that each makes.
load helper
load ci_clones

github() {
	env CI=true GITHUB_ACTIONS=true GITHUB_EVENT_PATH="$WORK/event.json" "$@"
}

github_pull() {
	github GITHUB_EVENT_NAME=pull_request GITHUB_BASE_REF=main GITHUB_HEAD_REF=topic \
		GITHUB_REF=refs/pull/1/merge GITHUB_SHA="$merge" "$@"
}

github_push() {
	github GITHUB_EVENT_NAME=push GITHUB_BASE_REF='' GITHUB_REF="refs/heads/$1" git done check
}

@test "GitHub pull request: all history, depth 2, depth 1, the head alone" {
	event "{\"pull_request\": {\"base\": {\"sha\": \"$start\"}}}"
	clone '' refs/pull/1/merge refs/remotes/pull/1/merge
	git fetch -q origin '+refs/heads/*:refs/remotes/origin/*'
	run github_pull git done check
	unmet 'origin/main and HEAD (GitHub pull request)'

	clone 2 refs/pull/1/merge refs/remotes/pull/1/merge
	run github_pull git done
	unmet 'main and HEAD (GitHub pull request)'
	refute_output --partial 'services/stock/other.go'

	clone 1 refs/pull/1/merge refs/remotes/pull/1/merge
	run github_pull git done check
	assert_equal "$status" 3
	assert_output --partial 'fetch-depth: 0'

	clone 1 topic refs/remotes/origin/topic
	run github_pull git done check
	assert_equal "$status" 3
	assert_output --partial 'actions/checkout with fetch-depth: 0'
}

@test "GitHub pull_request_target with the target checked out is no green" {
	clone_all "$main"
	run github GITHUB_EVENT_NAME=pull_request_target GITHUB_BASE_REF=main GITHUB_REF=refs/heads/main GITHUB_SHA="$main" git done check
	assert_equal "$status" 3
	assert_output --partial "already in 'origin/main'"
}

@test "GitHub push: to main, to a branch, new, forced" {
	clone_all "$main"
	event "{\"before\": \"$start\"}"
	run github_push main
	assert_equal "$status" 0
	assert_output --partial "merge base of $(printf %.10s "$start") and HEAD (GitHub push)"

	for before in 0000000000000000000000000000000000000000 1234567890123456789012345678901234567890; do
		event "{\"before\": \"$before\"}"
		clone_all "$main"
		run github_push main
		assert_equal "$status" 3
		assert_output --partial 'git done audit'
		clone_all "$topic"
		run github_push topic
		unmet 'origin/main and HEAD (GitHub push)'
	done

	# What fell short before the last push still falls short.
	event "{\"before\": \"$broken\"}"
	run github_push topic
	unmet 'origin/main and HEAD (GitHub push)'

	clone 1 main refs/remotes/origin/main
	run github_push main
	assert_equal "$status" 3
	assert_output --partial 'fetch-depth: 0'
}

# bats file_tags=deep

@test "GitHub merge queue, tag, by hand" {
	clone_all "$merge"
	event "{\"merge_group\": {\"base_sha\": \"$main\"}}"
	run github GITHUB_EVENT_NAME=merge_group git done check
	unmet "$(printf %.10s "$main") and HEAD (GitHub merge queue)"

	clone_all "$topic"
	event "{\"before\": \"0000000000000000000000000000000000000000\"}"
	run github GITHUB_EVENT_NAME=push GITHUB_REF=refs/tags/v1 git done check
	unmet 'origin/main and HEAD (GitHub tag)'
	run github GITHUB_EVENT_NAME=workflow_dispatch GITHUB_REF=refs/heads/topic git done check
	unmet 'origin/main and HEAD (GitHub build)'

	clone_all "$main"
	run github GITHUB_EVENT_NAME=workflow_dispatch GITHUB_REF=refs/heads/main git done check
	assert_equal "$status" 3
}

@test "an event file that is cut off is undecided" {
	clone_all "$main"
	event '{"before": "'
	run github_push main
	assert_equal "$status" 3
	assert_output --partial 'cannot be read as JSON: line 1, column 12'
}

@test "GitLab: merge request at depth 20, merged result, push" {
	request=(GITLAB_CI=true CI=true CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main CI_MERGE_REQUEST_DIFF_BASE_SHA="$start" CI_COMMIT_SHA="$topic")
	clone 20 refs/pull/1/head refs/merge-requests/1/head
	run env "${request[@]}" git done
	assert_equal "$status" 3
	assert_output --partial "git fetch origin '+refs/heads/main:refs/remotes/origin/main'"
	git fetch -q origin '+refs/heads/main:refs/remotes/origin/main'
	run env "${request[@]}" git done
	unmet 'origin/main and HEAD (GitLab merge request)'

	clone 20 refs/pull/1/head refs/merge-requests/1/head
	git fetch -q --depth 1 origin '+refs/heads/main:refs/remotes/origin/main'
	run env "${request[@]}" git done
	unmet "origin/main and HEAD: $(printf %.10s "$start") (GitLab merge request)"

	clone 20 refs/pull/1/merge refs/merge-requests/1/merge
	run env GITLAB_CI=true CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main CI_MERGE_REQUEST_DIFF_BASE_SHA="$start" \
		CI_MERGE_REQUEST_TARGET_BRANCH_SHA="$main" git done
	unmet "$(printf %.10s "$main") and HEAD (GitLab merged result)"

	clone 20 main refs/remotes/origin/main
	run env GITLAB_CI=true CI_COMMIT_BRANCH=main CI_DEFAULT_BRANCH=main CI_COMMIT_BEFORE_SHA="$start" git done
	assert_equal "$status" 0
	clone 1 main refs/remotes/origin/main
	run env GITLAB_CI=true CI_COMMIT_BRANCH=main CI_DEFAULT_BRANCH=main CI_COMMIT_BEFORE_SHA="$start" git done
	assert_equal "$status" 3
	assert_output --partial 'GIT_DEPTH: 0'
}

@test "--head HEAD alone leaves the base to the CI" {
	git clone -q -b topic "$WORK/remote.git" "$WORK/clone"
	cd "$WORK/clone"
	run env CI=true GITHUB_ACTIONS=true GITHUB_REF=refs/heads/topic git done check --head HEAD
	unmet 'origin/main and HEAD (GitHub build)'
	run github_pull git done check --head "$topic"
	unmet "origin/main and $(printf %.10s "$topic") (GitHub pull request)"
	run github_pull git done check --head origin/main
	assert_equal "$status" 3
}

@test "every other system, with all history: its pull request" {
	clone_all "$topic"
	while read -r system variables; do
		# shellcheck disable=SC2086 # words are variables
		run env $variables git done check
		unmet "origin/main and HEAD ($system pull request)"
	done <<-ROWS
		Jenkins JENKINS_URL=https://ci.example.org CHANGE_TARGET=main BRANCH_NAME=PR-1
		Azure TF_BUILD=True SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main BUILD_SOURCEBRANCH=refs/pull/1/merge
		Bitbucket BITBUCKET_BUILD_NUMBER=1 BITBUCKET_PR_DESTINATION_BRANCH=main BITBUCKET_PR_DESTINATION_COMMIT=$(printf %.12s "$main")
		Buildkite BUILDKITE=true BUILDKITE_PULL_REQUEST=1 BUILDKITE_PULL_REQUEST_BASE_BRANCH=main
		Travis TRAVIS=true TRAVIS_PULL_REQUEST=1 TRAVIS_BRANCH=main TRAVIS_COMMIT_RANGE=$start...$topic
		Drone DRONE=true DRONE_BUILD_EVENT=pull_request DRONE_TARGET_BRANCH=main
		Woodpecker CI=woodpecker CI_PIPELINE_EVENT=pull_request CI_COMMIT_TARGET_BRANCH=main
		AppVeyor APPVEYOR=True APPVEYOR_PULL_REQUEST_NUMBER=1 APPVEYOR_REPO_BRANCH=main
		Cirrus CIRRUS_CI=true CIRRUS_PR=1 CIRRUS_BASE_BRANCH=main
		Semaphore SEMAPHORE=true SEMAPHORE_GIT_REF_TYPE=pull-request SEMAPHORE_GIT_BRANCH=main
	ROWS
	run env CIRCLECI=true CIRCLE_BRANCH=topic git done check
	unmet 'origin/main and HEAD (CircleCI build)'
	run env TEAMCITY_VERSION=2024.03 git done check
	unmet 'origin/main and HEAD (TeamCity build)'
	run env PROW_JOB_ID=1 JOB_TYPE=presubmit PULL_BASE_SHA="$main" PULL_PULL_SHA="$topic" git done check
	unmet "$(printf %.10s "$main") and $(printf %.10s "$topic") (Prow presubmit)"
	run env PRE_COMMIT=1 PRE_COMMIT_FROM_REF="$start" PRE_COMMIT_TO_REF="$topic" git done check
	unmet "$(printf %.10s "$start") and $(printf %.10s "$topic") (pre-commit range)"
}

@test "every other system, depth 1: undecided, with its own cure" {
	clone 1 topic refs/remotes/origin/topic
	while read -r cure variables; do
		# shellcheck disable=SC2086
		run env $variables git done check
		assert_equal "$status" 3
		assert_output --partial "$cure"
		assert_output --partial 'git fetch origin'
	done <<-ROWS
		refspec JENKINS_URL=https://ci.example.org CHANGE_TARGET=main
		fetchDepth TF_BUILD=True SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main
		full BITBUCKET_BUILD_NUMBER=1 BITBUCKET_PR_DESTINATION_BRANCH=main
		BUILDKITE_GIT_CLONE_FLAGS BUILDKITE=true BUILDKITE_PULL_REQUEST_BASE_BRANCH=main
		full CIRCLECI=true CIRCLE_BRANCH=topic
		false TRAVIS=true TRAVIS_PULL_REQUEST=1 TRAVIS_BRANCH=main
		depth DRONE=true DRONE_BUILD_EVENT=pull_request DRONE_TARGET_BRANCH=main
		partial CI=woodpecker CI_PIPELINE_EVENT=pull_request CI_COMMIT_TARGET_BRANCH=main
		clone_depth APPVEYOR=True APPVEYOR_PULL_REQUEST_NUMBER=1 APPVEYOR_REPO_BRANCH=main
		CIRRUS_CLONE_DEPTH CIRRUS_CI=true CIRRUS_PR=1 CIRRUS_BASE_BRANCH=main
		unshallow SEMAPHORE=true SEMAPHORE_GIT_REF_TYPE=pull-request SEMAPHORE_GIT_BRANCH=main
		fetchAllHeads TEAMCITY_VERSION=2024.03
	ROWS
}

@test "the upstream of a CI's clone is the branch itself and never the base" {
	git clone -q -b topic "$WORK/remote.git" "$WORK/clone"
	cd "$WORK/clone"
	run git done check
	assert_equal "$status" 1
	run env CI=true git done check
	unmet 'origin/main and HEAD (CI build)'
}

@test "what is asked for by hand beats what the CI says" {
	clone_all "$topic"
	run github_pull git done check "$broken..$topic"
	assert_equal "$status" 0
	refute_output --partial GitHub
	run github_pull git done check --base "$broken"
	assert_equal "$status" 0
	refute_output --partial GitHub
	run github_pull git done check --staged
	refute_output --partial GitHub
	run github_pull git done audit
	refute_output --partial GitHub
}

@test "the range stands in the JSON report" {
	clone_all "$topic"
	run env TF_BUILD=True SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main git done check --format json
	assert_equal "$status" 1
	assert_output --partial '"merge base of origin/main and HEAD (Azure pull request)"'
}
