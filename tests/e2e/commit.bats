#!/usr/bin/env bats
# A commit is held to the bar: the index, as git sets it.
load helper

prepare() {
	shop
	git done install --hook pre-commit 2>/dev/null
}

@test "a commit of a service that is not done is refused" {
	git rm -q services/orders/README.md
	run git commit -m 'break orders'
	assert_failure
	assert_output --partial 'services/orders/README.md'
}

@test "git commit -a is judged by what it will commit, not by the old index" {
	printf 'package main\nfunc f() { fmt.Println() }\n' >services/orders/main.go
	run git commit -a -m 'print'
	assert_failure
	assert_output --partial 'services/orders/main.go:2'
}

@test "git commit PATH is judged by that path alone" {
	printf 'package main\nfunc f() { fmt.Println() }\n' >services/orders/main.go
	write services/stock/more.go 'package main'
	git add services/stock
	run git commit -m 'stock only' services/stock
	assert_success
	run git commit -m 'orders' services/orders/main.go
	assert_failure
}

@test "the first commit of a repository is judged against nothing" {
	git init -q "$WORK/fresh"
	cd "$WORK/fresh"
	git done install --hook pre-commit 2>/dev/null
	small_policy
	write services/orders/main.go 'package main'
	git add -A
	run git commit -m first
	assert_failure
	assert_output --partial 'services/orders/README.md'
	readme orders
	git add -A
	run git commit -m first
	assert_success
}

@test "a split index is read" {
	git update-index --split-index
	git rm -q services/orders/README.md
	run git commit -m 'break orders'
	assert_failure
	assert_output --partial 'services/orders/README.md'
}

@test "a conflict in the index is undecided" {
	git checkout -q -b other
	write services/orders/main.go 'package other'
	commit other
	git checkout -q main
	write services/orders/main.go 'package mine'
	commit mine
	git merge other >/dev/null 2>&1 || true
	run git done check --staged
	assert_equal "$status" 3
	assert_output --partial 'conflict'
}

@test "in a linked worktree the worktree's own index is judged" {
	git worktree add -q "$WORK/linked" -b linked
	cd "$WORK/linked"
	git rm -q services/orders/README.md
	run git commit -m 'break orders'
	assert_failure
	assert_output --partial 'services/orders/README.md'
}

@test "the hook changes nothing below .git" {
	write services/orders/more.go 'package main'
	git add -A
	find .git -type f -exec stat -c '%n %s %Y %i' {} + | sort >"$WORK/before"
	git done check --staged
	find .git -type f -exec stat -c '%n %s %Y %i' {} + | sort >"$WORK/after"
	run diff "$WORK/before" "$WORK/after"
	assert_success
}
