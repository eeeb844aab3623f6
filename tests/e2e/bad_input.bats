#!/usr/bin/env bats
# What each command that people and teams adopt with does with bad input: a table of commands for each state of the repository.
# What is particular to one command stands in its own file.
load helper

prepare() {
	shop
	mkdir -p bar/pass
	cp -R services bar/pass/services
	git config --global user.email ada@example.com
}

# each: rows of standard input "STATUS|TEXT|ARGUMENTS": git done ARGUMENTS exits so and says so, and changes nothing.
each() {
	local expected text arguments before
	before=$(git status --porcelain 2>/dev/null || true)
	while IFS='|' read -r expected text arguments; do
		run bash -c "git done $arguments </dev/null"
		[ "$status" = "$expected" ] || fail "$arguments: exit $status: $output"
		[[ $output == *"$text"* ]] || fail "$arguments: no '$text' in: $output"
		assert_equal "$(git status --porcelain 2>/dev/null || true)" "$before"
	done
}

waiver='--until 2027-01-15 --reason "it moves" --now 2026-12-01'

@test "names that are not known: the nearest is offered" {
	each <<ROWS
2|did you mean 'orders'?|why order
2|did you mean 'docs.readme'?|why orders docs.readm
2|did you mean 'orders'?|draft order
2|did you mean 'docs.readme'?|draft orders docs.readm
2|did you mean 'orders'?|waive order docs.readme $waiver
2|did you mean 'docs.readme'?|waive orders docs.readm $waiver
2|did you mean 'orders'?|not-applicable order docs.readme --reason 'it moves'
2|did you mean 'docs.readme'?|not-applicable orders docs.readm --reason 'it moves'
2|did you mean '--last'?|replay --lst 3
2|did you mean '--dry-run'?|init --dry-rum
2|did you mean 'git done policy show'?|policy shw
2|did you mean '--origin'?|policy show --orign
3|no-such-branch|replay no-such-branch
2|no-such-folder|policy test no-such-folder
2|unknown format 'xml'|why orders --format xml
2|unknown format 'xml'|replay --format xml
2|no-such-service|init --service no-such-service
ROWS
}

@test "a bare repository: what only reads works, what writes says where to run it" {
	cd "$WORK/remote.git"
	each <<ROWS
0|orders|why orders
0|met by|why orders docs.readme --format text
0|replayed 1 commit|replay
0|.git-done.yml|policy show --origin --from HEAD
2|name a revision: --from REV|policy show --origin
2|name a revision: --from REV|policy test bar
2|a bare repository has no work tree|draft orders
2|a bare repository has no work tree|waive orders docs.readme $waiver
2|a bare repository has no work tree|not-applicable orders docs.readme --reason 'it moves'
2|a bare repository has no work tree|init
2|a bare repository has no work tree|init --service services/orders
ROWS
}

@test "a dirty tree: what is committed is judged, and nothing of the work tree is lost" {
	git rm -q --cached services/orders/README.md
	rm services/orders/README.md
	echo 'package broken' >services/stock/main.go
	each <<ROWS
0|docs.readme: met|why orders docs.readme
0|replayed 1 commit|replay
0|.git-done.yml|policy show --origin
2|'.git-done.yml' exists already|init
ROWS
	assert_equal "$(cat services/stock/main.go)" 'package broken'
}

@test "a shallow clone: undecided where the answer lies in what is missing, with the command that fetches it" {
	git commit -q --allow-empty -m two
	git push -q origin main
	git checkout -q -b topic
	break_service orders
	git push -q origin topic
	git clone -q --depth 1 --single-branch -b topic "file://$WORK/remote.git" "$WORK/shallow"
	cd "$WORK/shallow"
	each <<ROWS
3|git fetch|why orders
3|git fetch|waive orders docs.readme $waiver
3|git fetch|not-applicable orders docs.readme --reason 'it moves'
3|git fetch --unshallow|replay
0|.git-done.yml|policy show --origin
0|README.md|draft orders --dry-run
ROWS
}

@test "a sheet that cannot be parsed: it is named with its line, and left as it is" {
	printf 'owner: [\n' >services/orders/done.yml
	commit 'a sheet'
	git push -q --no-verify origin main
	each <<ROWS
0|services/orders/done.yml:2|why orders
2|services/orders/done.yml:2|waive orders docs.readme $waiver
2|services/orders/done.yml:2|not-applicable orders docs.readme --reason 'it moves'
0|replayed 2 commits|replay
1|sheet.valid|check --base HEAD~1
0|.git-done.yml|policy show --origin
2|exists already|init --service services/orders
ROWS
	assert_equal "$(cat services/orders/done.yml)" 'owner: ['
}

@test "a policy that cannot be read, and none: the place, or the command that writes one" {
	printf 'version: 1\nservices: [\n' >.git-done.yml
	commit 'a policy'
	git push -q --no-verify origin main
	each <<ROWS
2|.git-done.yml:3|why orders
2|.git-done.yml:3|waive orders docs.readme $waiver
2|.git-done.yml:3|not-applicable orders docs.readme --reason 'it moves'
2|.git-done.yml:3|replay
2|.git-done.yml:3|policy show --origin
2|.git-done.yml:3|policy test bar
2|.git-done.yml:3|draft orders
ROWS
	git rm -q .git-done.yml
	commit 'none'
	git push -q --no-verify origin main
	each <<ROWS
2|'git done init' writes one|draft orders
2|there is no policy at 'HEAD'|replay
2|.git-done.yml|policy show --origin
ROWS
}
