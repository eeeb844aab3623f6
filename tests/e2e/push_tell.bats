#!/usr/bin/env bats
# 'push' of the policy: refs on which the hook refuses, and refs on which it only tells.
load helper

prepare() {
	shop
	printf 'push: {refuse: [main, "release/*"], tell: ["*"]}\n' >>.git-done.yml
	commit 'branches under way are told'
	git push -q origin main
	git done install >/dev/null
	git checkout -q -b topic
	break_service orders
}

@test "on a branch under way the same is printed, and the push passes" {
	run git push origin topic
	assert_success
	assert_output --partial 'NOT DONE  orders fails'
	assert_output --partial 'docs.readme'
	assert_output --partial "the policy's 'push: tell' names this branch: the push passes, and CI judges it"
	assert_equal "$(remote_ref refs/heads/topic)" "$(git rev-parse topic)"
	# CI judges all.
	run env CI=true git done check --base origin/main
	assert_failure 1
	assert_output --partial 'CHECK FAILED'
}

@test "branches that are named under refuse are refused, also where tell names them" {
	for branch in main release/1.2; do
		run git push origin "topic:$branch"
		assert_failure
		assert_output --partial 'REFUSED'
	done
	assert_equal "$(remote_ref refs/heads/release/1.2)" ''
}

@test "tags and other refs are refused unless they are named whole" {
	git tag v1
	run git push origin v1
	assert_failure
	git checkout -q main
	sed -i.bak 's|tell: \["\*"\]|tell: ["*", "refs/tags/*"]|' .git-done.yml
	rm .git-done.yml.bak
	commit 'tags are told, too'
	git push -q --no-verify origin main
	git checkout -q topic
	git rebase -q main
	git tag -f v1 >/dev/null
	run git push origin v1
	assert_success
	assert_output --partial 'docs.readme'
	run git push origin HEAD:refs/review/x
	assert_failure
}

@test "several refs in one push: one that is refused refuses all" {
	git branch other
	run git push origin topic other
	assert_success
	run git push origin topic:three topic:release/9
	assert_failure
	assert_equal "$(remote_ref refs/heads/three)" ''
	git checkout -q main
	write services/orders/more.go 'package main'
	commit fine
	run git push origin topic:four main
	assert_success
	assert_equal "$(remote_ref refs/heads/main)" "$(git rev-parse main)"
}

# bats file_tags=deep

@test "a deletion passes, as ever" {
	git push -q origin topic
	run git push origin :topic
	assert_success
}

@test "the base's word counts, not the change's own" {
	git checkout -q main
	sed -i.bak '/^push:/d' .git-done.yml
	rm .git-done.yml.bak
	commit 'every push is refused'
	git push -q --no-verify origin main
	git checkout -q -b mine
	break_service orders
	printf 'push: {tell: ["*"]}\n' >>.git-done.yml
	commit 'let me through'
	run git push origin mine
	assert_failure
	assert_output --partial "push: tell none -> ['*']"
}

@test "without the key every push is refused" {
	git checkout -q main
	sed -i.bak '/^push:/d' .git-done.yml
	rm .git-done.yml.bak
	commit 'every push is refused'
	git push -q --no-verify origin main
	git checkout -q topic
	git rebase -q main
	run git push origin topic
	assert_failure
	assert_output --partial 'REFUSED'
}

@test "what is undecided is told as well, and passes there" {
	git checkout -q -b odd main
	printf 'package main // \0' >services/orders/bin.go
	commit 'bytes'
	run git push origin odd:main
	assert_failure
	assert_output --partial 'UNDECIDED'
	run git push origin odd
	assert_success
	assert_output --partial 'UNDECIDED'
}

@test "a pattern that names no branch is an error" {
	git checkout -q main
	for pattern in '!main' 'a b' 'rel[12]'; do
		sed -i.bak "s|tell: .*|tell: [\"$pattern\"]}|" .git-done.yml
		rm .git-done.yml.bak
		run git done policy lint
		assert_failure 2
		assert_output --partial "'$pattern' does not name branches"
	done
}

@test "json says it of the ref, and its status is the one of the run" {
	git config done.x y
	printf '%s %s %s %s\n' refs/heads/topic "$(git rev-parse topic)" refs/heads/topic 0000000000000000000000000000000000000000 >refs.txt
	run bash -c 'cat refs.txt | git-done hook pre-push origin "$(git remote get-url origin)" --format json'
	assert_success
	assert_output --partial '"only_tells": true'
	assert_output --partial '"verdict": "unmet"'
}

@test "a policy that the change itself brings lets nothing through" {
	git checkout -q main
	git rm -q .git-done.yml
	commit 'no policy'
	git push -q --no-verify origin main
	git checkout -q -b adopt
	small_policy
	printf 'push: {tell: ["*"]}\n' >>.git-done.yml
	git rm -q services/orders/README.md
	commit 'the first policy'
	run git push origin adopt
	assert_failure
	assert_output --partial 'REFUSED'
}
