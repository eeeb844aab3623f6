#!/usr/bin/env bats
# What would be green in a CI system for want of a base, or by the wrong policy, and must not be.
load helper
load ci_clones

@test "GitLab: a request that left before the bar was raised is held to the one in force" {
	git checkout -q main
	printf '%s\n' '  owners:' '    checks:' '      file: {file: {any: [OWNERS]}}' >>.git-done.yml
	commit 'raise the bar'
	git push -q origin main
	git checkout -q --detach "$start"
	write services/stock/more.go 'package main'
	commit 'touch stock'
	git push -q origin HEAD:refs/pull/2/head
	request=(GITLAB_CI=true CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main CI_MERGE_REQUEST_DIFF_BASE_SHA="$start" CI_COMMIT_SHA="$(git rev-parse HEAD)")
	for depth in '' 20 2; do
		clone "$depth" refs/pull/2/head refs/merge-requests/2/head
		run env "${request[@]}" git done
		assert_equal "$status" 3
		git fetch -q ${depth:+--depth 1} origin '+refs/heads/main:refs/remotes/origin/main'
		run env "${request[@]}" git done
		assert_equal "$status" 1
		assert_output --partial 'owners.file'
	done
}

@test "a target that an earlier job left behind does not lower the bar" {
	git checkout -q main
	printf '%s\n' '  owners:' '    checks:' '      file: {file: {any: [OWNERS]}}' >>.git-done.yml
	commit 'raise the bar'
	raised=$(git rev-parse HEAD)
	git checkout -q --detach "$start"
	write services/stock/more.go 'package main'
	commit 'touch stock'
	head=$(git rev-parse HEAD)
	git checkout -q --detach "$raised"
	git merge -q --no-ff -m merge "$head"
	merge=$(git rev-parse HEAD)
	git push -q --no-verify origin main "$merge:refs/pull/2/merge"
	clone '' refs/pull/2/merge refs/remotes/pull/2/merge
	while read -r variables; do
		git update-ref refs/remotes/origin/main "$start"
		# shellcheck disable=SC2086 # words are variables
		run env $variables git done check
		assert_equal "$status" 1
		assert_output --partial 'owners.file'
		git update-ref refs/remotes/origin/main "$raised"
		# shellcheck disable=SC2086
		run env $variables git done check
		assert_equal "$status" 1
		assert_output --partial 'merge base of origin/main and HEAD'
	done <<-ROWS
		GITLAB_CI=true CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main CI_MERGE_REQUEST_TARGET_BRANCH_SHA=$raised CI_COMMIT_SHA=$merge
		TF_BUILD=True SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main BUILD_SOURCEBRANCH=refs/pull/2/merge BUILD_SOURCEVERSION=$merge
		GITHUB_ACTIONS=true GITHUB_BASE_REF=main GITHUB_REF=refs/pull/2/merge GITHUB_SHA=$merge
		BITBUCKET_BUILD_NUMBER=1 BITBUCKET_PR_DESTINATION_BRANCH=main BITBUCKET_PR_DESTINATION_COMMIT=$raised
	ROWS
	# The author merged main: the merge base proves that the ref is old, and is no tip itself.
	request=(GITLAB_CI=true CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main CI_MERGE_REQUEST_DIFF_BASE_SHA="$raised" CI_COMMIT_SHA="$merge")
	git update-ref refs/remotes/origin/main "$start"
	run env "${request[@]}" git done check
	assert_equal "$status" 3
	assert_output --partial "git fetch origin '+refs/heads/main:refs/remotes/origin/main'"
	git fetch -q origin '+refs/heads/main:refs/remotes/origin/main'
	run env "${request[@]}" git done check
	assert_equal "$status" 1
	assert_output --partial 'owners.file'
}

# bats file_tags=deep

@test "GitLab: a request from a fork is not judged by the fork's own main" {
	git clone -q --bare "$WORK/remote.git" "$WORK/fork.git"
	git checkout -q main
	printf '%s\n' '  owners:' '    checks:' '      file: {file: {any: [OWNERS]}}' >>.git-done.yml
	commit 'raise the bar'
	git push -q --no-verify origin main
	git checkout -q --detach "$start"
	write services/stock/more.go 'package main'
	commit 'touch stock'
	git push -q --no-verify "$WORK/fork.git" HEAD:refs/pull/2/head
	clone '' refs/pull/1/head refs/remotes/pull/1/head
	git remote set-url origin "file://$WORK/fork.git"
	git fetch -q origin '+refs/heads/*:refs/remotes/origin/*' +refs/pull/2/head:refs/remotes/pull/2/head
	git checkout -q --detach refs/remotes/pull/2/head
	request=(GITLAB_CI=true CI_PROJECT_ID=2 CI_MERGE_REQUEST_PROJECT_ID=1 CI_MERGE_REQUEST_PROJECT_URL="file://$WORK/remote.git"
		CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main CI_MERGE_REQUEST_DIFF_BASE_SHA="$start" CI_COMMIT_SHA="$(git rev-parse HEAD)")
	run env "${request[@]}" git done check
	assert_equal "$status" 3
	fetch=$(sed -n 's/.*fetch it from there: //p' <<<"$output")
	check=$(sed -n 's/.*and name it: //p' <<<"$output")
	env "${request[@]}" sh -c "$fetch"
	run env "${request[@]}" sh -c "$check"
	assert_equal "$status" 1
	assert_output --partial 'owners.file'
}

@test "main built again, by schedule or by hand, is not green" {
	clone_all "$main"
	event "{\"before\": \"$main\"}"
	while read -r variables; do
		# shellcheck disable=SC2086 # words are variables
		run env $variables git done check
		assert_equal "$status" 3
		assert_output --partial 'git done audit'
	done <<-ROWS
		CI=woodpecker CI_PIPELINE_EVENT=push CI_COMMIT_BRANCH=main CI_PREV_PIPELINE_EVENT=push CI_PREV_COMMIT_BRANCH=main CI_PREV_COMMIT_SHA=$main
		DRONE=true DRONE_BUILD_EVENT=custom DRONE_BRANCH=main DRONE_REPO_BRANCH=main DRONE_COMMIT_BEFORE=$main
		TRAVIS=true TRAVIS_PULL_REQUEST=false TRAVIS_BRANCH=main TRAVIS_COMMIT_RANGE=$main...$main
		GITLAB_CI=true CI_COMMIT_BRANCH=main CI_DEFAULT_BRANCH=main CI_COMMIT_BEFORE_SHA=$main
		GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_REF=refs/heads/main GITHUB_EVENT_PATH=$WORK/event.json
	ROWS
	# Jenkins says that the commit was good already.
	run env JENKINS_URL=https://ci.example.org BRANCH_NAME=main GIT_PREVIOUS_SUCCESSFUL_COMMIT="$main" git done check
	assert_equal "$status" 0
}

@test "Woodpecker: the push that merges a request is not judged from the request's head" {
	git checkout -q --detach "$main"
	git rm -q services/stock/README.md
	sed -i.bak 's/markdown: .*/file: {any: [main.go]}/' .git-done.yml
	commit 'lower the bar'
	head=$(git rev-parse HEAD)
	git checkout -q main
	git merge -q --no-ff -m merge "$head"
	git push -q --no-verify origin main
	clone_all origin/main
	pushed=(CI=woodpecker CI_PIPELINE_EVENT=push CI_COMMIT_BRANCH=main CI_REPO_DEFAULT_BRANCH=main CI_PREV_COMMIT_BRANCH=main)
	run env "${pushed[@]}" CI_PREV_PIPELINE_EVENT=pull_request CI_PREV_COMMIT_SHA="$head" git done check
	assert_equal "$status" 3
	assert_output --partial 'git done audit'
	run env "${pushed[@]}" CI_PREV_PIPELINE_EVENT=push CI_PREV_COMMIT_SHA="$main" git done check
	assert_equal "$status" 1
	assert_output --partial 'services/stock/README.md'
	# What happens to a request beside its commits is no push.
	clone_all "$head"
	git update-ref refs/remotes/origin/main "$main"
	for event in pull_request_metadata pull_request_closed; do
		run env CI=woodpecker CI_PIPELINE_EVENT=$event CI_COMMIT_BRANCH=main CI_COMMIT_TARGET_BRANCH=main CI_PREV_COMMIT_SHA="$head" git done check
		assert_equal "$status" 1
		assert_output --partial '(Woodpecker pull request)'
	done
}

@test "Jenkins: two pushes to a branch alone do not lower the bar" {
	git checkout -q topic
	sed -i.bak 's/markdown: .*/file: {any: [main.go]}/' .git-done.yml
	commit 'lower the bar'
	lowered=$(git rev-parse HEAD)
	git rm -q services/stock/README.md
	commit 'break stock'
	git push -q --no-verify origin topic
	clone '' topic refs/remotes/origin/topic
	run env JENKINS_URL=https://ci.example.org BRANCH_NAME=topic GIT_PREVIOUS_SUCCESSFUL_COMMIT="$lowered" git done check
	assert_equal "$status" 3
	assert_output --partial "git fetch origin '+refs/heads/main:refs/remotes/origin/main'"
}

# other SYSTEM VARIABLES...: main is checked out, and the system builds topic.
other() {
	run env "$@" git done check
	assert_equal "$status" 3
	assert_output --regexp 'not the commit that is built, but already in|the commit that is checked out is already in'
}

@test "main checked out in place of what is built is not green" {
	clone_all "$main"
	event "{\"before\": \"$start\", \"merge_group\": {\"base_sha\": \"$main\"}, \"repository\": {\"default_branch\": \"main\"}}"
	other CI=true GITHUB_ACTIONS=true GITHUB_EVENT_PATH="$WORK/event.json" GITHUB_EVENT_NAME=merge_group GITHUB_SHA="$merge"
	other CI=true GITHUB_ACTIONS=true GITHUB_EVENT_PATH="$WORK/event.json" GITHUB_EVENT_NAME=push GITHUB_REF=refs/heads/topic GITHUB_SHA="$topic"
	other GITLAB_CI=true CI_COMMIT_BRANCH=topic CI_DEFAULT_BRANCH=main CI_COMMIT_SHA="$topic"
	other JENKINS_URL=https://ci.example.org BRANCH_NAME=topic GIT_COMMIT="$topic"
	other TF_BUILD=True BUILD_SOURCEBRANCH=refs/heads/topic BUILD_SOURCEVERSION="$topic"
	other CIRCLECI=true CIRCLE_BRANCH=topic CIRCLE_SHA1="$topic"
	other PROW_JOB_ID=1 JOB_TYPE=batch PULL_BASE_SHA="$main"
	# A fresh branch at main is what is built: there is nothing to judge.
	run env GITLAB_CI=true CI_COMMIT_BRANCH=fresh CI_DEFAULT_BRANCH=main CI_COMMIT_SHA="$main" git done check
	assert_equal "$status" 0
	assert_output --partial 'nothing to judge'
}

# pre-commit 3 says only names where all files are meant: a new remote, a branch without a parent.
@test "pre-commit: what is pushed is judged, not what is checked out" {
	git checkout -q --orphan other "$main"
	git rm -qf services/orders/README.md
	commit 'no README'
	git checkout -q main
	push=(PRE_COMMIT=1 PRE_COMMIT_REMOTE_NAME=origin PRE_COMMIT_REMOTE_BRANCH=refs/heads/other)
	run env "${push[@]}" PRE_COMMIT_LOCAL_BRANCH=refs/heads/other git done check
	unmet 'origin/main and other (pre-commit push)'
	run env "${push[@]}" git done check
	assert_equal "$status" 3
	assert_output --partial 'PRE_COMMIT_LOCAL_BRANCH'
}
