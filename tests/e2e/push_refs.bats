#!/usr/bin/env bats
# Which refs of a push are judged.
load helper

prepare() {
	shop
	git done install >/dev/null
	git checkout -q -b topic
	break_service orders
}

@test "a ref of any name is judged as a branch is" {
	for ref in refs/for/main refs/changes/01/1/1 refs/review/x refs/users/ada/topic refs/heads/topic refs/tags/v1 refs/notesx/y refs/stashed refs/meta; do
		run git push origin "HEAD:$ref"
		assert_failure
		assert_output --partial 'services/orders/README.md'
		assert_equal "$(remote_ref "$ref")" ''
	done
	run git push origin main:refs/review/fine
	assert_success
}

@test "notes, copies of refs and what hosts keep are passed over, and that is printed" {
	for ref in refs/notes/commits refs/remotes/origin/x refs/replace/"$(git rev-parse main)" refs/pull/1/head refs/merge-requests/1/head refs/meta/config refs/keep-around/x; do
		run git push origin "HEAD:$ref"
		assert_success
		assert_output --partial 'nothing to judge'
		assert_output --partial 'done.refs'
	done
}

# bats file_tags=deep

@test "--mirror goes through where branches and tags meet the bar" {
	git checkout -q main
	git branch -q -D topic
	git notes add -m 'a note' HEAD
	git update-ref refs/keep-around/1 HEAD
	git fetch -q origin '+refs/heads/*:refs/remotes/origin/*'
	write services/orders/more.go 'package main'
	git stash push -q -u
	run git push --mirror origin
	assert_success
}

@test "done.refs: exclusions take from the default, any other list replaces it, the last match decides" {
	git config done.refs '!refs/heads/wip/*'
	run git push origin HEAD:refs/heads/wip/a/b
	assert_success
	assert_output --partial "git config done.refs excludes it (!refs/heads/wip/*)"
	run git push origin HEAD:refs/heads/topic
	assert_failure
	git config --add done.refs 'refs/heads/wip/strict/*'
	git config --add done.refs 'refs/notes/*'
	for ref in refs/heads/wip/strict/a refs/notes/commits refs/review/x; do
		run git push origin "HEAD:$ref"
		assert_failure
	done
	git config --replace-all done.refs 'refs/heads/*  refs/for/*'
	for ref in refs/tags/v1 refs/review/x; do
		run git push origin "HEAD:$ref"
		assert_success
		assert_output --partial 'git config done.refs does not list it'
	done
	for ref in refs/heads/a/b refs/for/main; do
		run git push origin "HEAD:$ref"
		assert_failure
	done
}

@test "done.refs: a pattern that no ref can match stops the push" {
	for pattern in 'heads/*' main '!wip/*' 'refs/heads/{a,b}' 'refs/[a-z]*'; do
		git config done.refs "$pattern"
		run git push origin main:refs/heads/other
		assert_failure
		assert_output --partial "no ref can match '$pattern'"
		assert_equal "$(remote_ref refs/heads/other)" ''
	done
	# The hint works as it is written.
	git config --replace-all done.refs '!refs/heads/wip/*'
	run git push origin main:refs/heads/other
	assert_success
}
