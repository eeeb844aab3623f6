#!/usr/bin/env bats
# A branch that is set back, or replaced by force, is judged as what it then holds.
load helper

prepare() {
	shop
	git done install >/dev/null
	git rm -q services/orders/README.md
	commit 'orders falls short'
	git push -q --no-verify origin main
	readme orders
	commit 'orders is mended'
	git push -q origin main
}

@test "main set back to a commit that falls short is refused, with the services that differ" {
	before=$(remote_ref refs/heads/main)
	run git push -f origin main~1:main
	assert_failure
	assert_output --partial 'services/orders/README.md'
	assert_output --partial 'the branch is set back'
	refute_output --partial 'services/stock'
	assert_equal "$(remote_ref refs/heads/main)" "$before"
	# The command that is printed gives the same verdict.
	again=$(printf '%s\n' "$output" | sed -n 's/^full report: //p')
	run $again
	assert_equal "$status" 1
	assert_output --partial 'services/orders/README.md'
	# To one that meets the bar.
	run git push -f origin main~2:main
	assert_success
	assert_output --partial 'nothing to judge'
}

@test "set back before the policy was raised: the bar is that of the old tip" {
	sed -i.bak 's/min_words: 3/min_words: 30/' .git-done.yml
	rm .git-done.yml.bak
	for service in orders stock; do
		for i in 1 2 3; do
			echo 'It keeps the orders of the shop, and more of them than anybody else would.' >>"services/$service/README.md"
		done
	done
	commit 'raise the bar'
	git push -q --no-verify origin main
	run git push -f origin main~1:main
	assert_failure
	assert_output --partial 'services/orders/README.md'
	assert_output --partial 'services/stock/README.md'
}

@test "main replaced by force: what the old tip had and the new one lacks is judged" {
	git checkout -q -b other main~2
	write services/stock/more.go 'package main'
	commit 'elsewhere'
	git push -q --no-verify -f origin main~1:main
	git fetch -q origin
	git checkout -q -B main origin/main
	readme orders
	commit 'mended again'
	git push -q origin main
	# The other line has orders without its mended README: it forks where orders fell short.
	git checkout -q -B other main~1
	write services/stock/more.go 'package main'
	commit 'a line of its own'
	run git push -f origin other:main
	assert_failure
	assert_output --partial 'services/orders/README.md'
	assert_output --partial "old tip is not in what replaces it"
	again=$(printf '%s\n' "$output" | sed -n 's/^full report: //p')
	run $again
	assert_equal "$status" 1
	assert_output --partial 'services/orders/README.md'
}

# bats file_tags=deep

@test "main is set back by way of a remote that was never fetched" {
	git remote add again "$WORK/remote.git"
	before=$(remote_ref refs/heads/main)
	run git push -f again main~1:main
	assert_failure
	assert_output --partial 'services/orders/README.md'
	assert_output --partial 'the branch is set back'
	assert_equal "$(remote_ref refs/heads/main)" "$before"
	run git push -f again main~2:main
	assert_success
}

@test "main replaced by force, its old tip not in this clone: undecided, with the command that brings it" {
	git clone -q "$WORK/remote.git" "$WORK/other"
	git -C "$WORK/other" commit -q --allow-empty -m 'somebody else'
	git -C "$WORK/other" push -q origin main
	write services/stock/more.go 'package main'
	commit 'mine'
	before=$(remote_ref refs/heads/main)
	run git push -f origin main
	assert_failure
	assert_output --partial "the remote's 'refs/heads/main' is at ${before:0:12}, which is not in this clone"
	assert_output --partial 'git fetch origin'
	assert_equal "$(remote_ref refs/heads/main)" "$before"
	git fetch -q origin
	run git push -f origin main
	assert_success
}

@test "a branch of one's own that is set back is judged from the integration branch" {
	git checkout -q -b topic
	git rm -q services/stock/README.md
	commit 'stock falls short'
	write services/orders/more.go 'package main'
	commit 'more'
	git push -q --no-verify origin topic
	run git push -f origin topic~1:topic
	assert_failure
	assert_output --partial 'services/stock/README.md'
	run git push -f origin topic~2:topic
	assert_success
	assert_output --partial 'nothing to judge'
}

@test "CI: a push that sets main back is judged from what main was" {
	old=$(git rev-parse main)
	git checkout -q main~1
	git update-ref refs/remotes/origin/main HEAD
	write "$WORK/event.json" "{\"before\": \"$old\", \"forced\": true, \"repository\": {\"default_branch\": \"main\"}}"
	export GITHUB_ACTIONS=true GITHUB_EVENT_NAME=push GITHUB_REF=refs/heads/main
	export GITHUB_EVENT_PATH="$WORK/event.json" GITHUB_SHA=$(git rev-parse HEAD)
	run git done check
	assert_equal "$status" 1
	assert_output --partial 'services/orders/README.md'
	assert_output --partial 'the branch is set back'
	unset GITHUB_ACTIONS GITHUB_EVENT_NAME GITHUB_REF GITHUB_EVENT_PATH GITHUB_SHA
	export GITLAB_CI=true CI=true CI_COMMIT_BRANCH=main CI_DEFAULT_BRANCH=main CI_COMMIT_SHA=$(git rev-parse HEAD)
	export CI_COMMIT_BEFORE_SHA=$old
	run git done check
	assert_equal "$status" 1
	# Where the old tip is not in the clone the cure brings it.
	git clone -q "$WORK/remote.git" "$WORK/clone"
	git -C "$WORK/remote.git" update-ref refs/heads/main "$CI_COMMIT_SHA"
	git clone -q --no-local "$WORK/remote.git" "$WORK/fresh"
	git -C "$WORK/remote.git" config uploadpack.allowAnySHA1InWant true
	cd "$WORK/fresh"
	run git done check
	assert_equal "$status" 3
	assert_output --partial "git fetch origin $old"
	git fetch -q origin "$old"
	run git done check
	assert_equal "$status" 1
	assert_output --partial 'services/orders/README.md'
}
