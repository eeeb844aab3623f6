#!/usr/bin/env bats
# A policy that cannot be used: whose it is, is said in every way that leads to one.
load helper

prepare() {
	shop
	git branch good
	git done install 2>/dev/null
}

# spoil WORD: a policy with an unknown key, WORD, is committed.
spoil() {
	echo "$1: 1" >>.git-done.yml
	commit "spoil $1"
}

blames() {
	assert_equal "$status" 2
	assert_output --partial "$1"
}

@test "the base's" {
	spoil bases
	git push -q --no-verify origin main
	git checkout -q -b topic good
	write services/orders/more.go 'package main'
	commit topic
	local whose='unknown key '\''bases'\'' in the policy (in the policy of the base origin/main '
	run git done check
	blames "$whose"
	assert_output --partial '  git done check --policy-from head'
	run git push origin topic
	assert_failure
	assert_output --partial "$whose"
	run git done check --base origin/main --head topic
	blames '(in the policy of the base'
	# What the advice says works.
	run git done check --policy-from head
	assert_success
}

@test "the change's own" {
	git checkout -q -b topic
	spoil heads
	local head
	head=$(git rev-parse --short=10 HEAD)
	run git done check
	blames "(in the change's own policy, at $head)"
	refute_output --partial 'of the base'
	run git push origin topic
	assert_failure
	assert_output --partial "(in the change's own policy, at $head)"
	run git done check --policy-from head
	blames "(in the change's own policy, at $head)"
}

@test "the audited one, the staged one, and the one that is named" {
	spoil mine
	local head
	head=$(git rev-parse --short=10 HEAD)
	run git done audit
	blames "(in the policy at $head, which is audited)"
	run git done audit --policy-from HEAD good
	blames "(in the policy at HEAD $head, from --policy-from)"
	run git done audit --policy .git-done.yml good
	blames '(in the policy that --policy names)'
	git checkout -q good
	echo 'staged: 1' >>.git-done.yml
	git add .git-done.yml
	run git done check --staged
	blames '(in the policy that is staged)'
	git checkout -q -f -b other main
	write services/orders/more.go 'package main'
	git add -A
	run git done check --staged
	blames '(in the policy of the base HEAD'
}

# bats file_tags=deep

@test "one that it extends, one that is a link, and one that is too large" {
	git checkout -q -b topic
	write common.yml 'version: 1
what: 1'
	sed -i.bak 's/^version: 1/version: 1\nextends: [common.yml]/' .git-done.yml
	rm .git-done.yml.bak
	commit extends
	run git done check
	blames "common.yml:2:1: unknown key 'what'"
	assert_output --partial "(in the change's own policy"
	rm common.yml
	commit 'extends nothing'
	run git done check
	blames "(in the change's own policy"
	git checkout -q good -- .git-done.yml
	head -c 300000 /dev/zero | tr '\0' '#' >>.git-done.yml
	commit large
	run git done check
	assert_failure
	assert_output --partial "(in the change's own policy"
	git rm -q .git-done.yml
	ln -s services/orders/README.md .git-done.yml
	commit link
	run git done audit
	blames 'which is audited)'
}

@test "a map that names one service twice" {
	mkdir -p apps/orders
	write apps/orders/README.md '# Orders'
	sed -i.bak 's|  - path: services/\*|  - path: services/*\n  - path: apps/*|' .git-done.yml
	rm .git-done.yml.bak
	commit twins
	run git done audit
	blames 'which is audited)'
	git checkout -q -b topic
	run git done check
	assert_equal "$status" 2
	assert_output --partial "(in the change's own policy"
}
