#!/usr/bin/env bats
# git done replay: which commits of the past one policy would have refused.
load helper

# on DAY COMMAND...: as a committer of that day.
on() {
	local day=$1
	shift
	GIT_COMMITTER_DATE="${day}T12:00:00Z" "$@"
}

# A line of seven commits; the policy comes with the last one. c3 breaks cart, c5 (a merge) brings pay without a README.
prepare() {
	export COLUMNS=200
	git init -q shop
	cd shop
	write services/cart/main.go 'package main'
	readme cart
	on 2026-01-01 commit first
	write services/cart/main.go 'package main // two'
	on 2026-01-02 commit second
	write services/cart/main.go 'package main // three
func f() { fmt.Println(1) }'
	on 2026-01-03 commit 'third prints'
	write services/cart/main.go 'package main'
	on 2026-01-04 commit fourth
	git switch -qc side
	write services/pay/main.go 'package main'
	on 2026-01-05 commit 'on the side'
	git switch -q main
	on 2026-01-05 git merge -q --no-ff --no-edit -m 'fifth merges pay' side
	readme pay
	on 2026-01-06 commit sixth
	small_policy
	on 2026-01-07 commit 'seventh: the policy'
}

@test "each commit is judged as its push, by today's policy; causes come first" {
	run --separate-stderr git done replay
	assert_success
	assert_line --index 0 "replayed 7 commits, 2026-01-01 to 2026-01-07, by the policy at HEAD"
	assert_line --index 1 '2 would have been refused, 0 could not be decided, 4 would have passed, 1 touches no service'
	assert_line --regexp '^  docs.readme  1 commit, 1 service: no README.md$'
	assert_line --partial "$(git rev-parse --short=10 HEAD~2)  2026-01-05  pay: fifth merges pay"
	assert_line --partial "$(git rev-parse --short=10 HEAD~4)  2026-01-03  cart: third prints"
}

@test "a commit from before the first service has nothing to judge" {
	git switch -q --orphan early
	write README.md 'a shop'
	on 2025-01-01 commit 'before there was a service'
	on 2025-01-02 git commit -q --allow-empty -m 'still none'
	early=$(git rev-parse HEAD)
	git checkout -q main -- services .git-done.yml
	on 2025-01-03 commit 'two services and the policy'
	run git done replay
	assert_success
	assert_line --index 0 --partial 'replayed 3 commits'
	assert_line --index 1 '0 would have been refused, 0 could not be decided, 1 would have passed, 2 touch no service'
	run git done replay --format json
	assert_output --partial '"untouched": 2'
	# Where the policy finds no service in any of them, the policy is not right for them.
	run git done replay "$early" --policy-from early
	assert_failure 3
	assert_output --partial 'the policy finds no service in any of their trees'
	assert_output --partial 'git done services'
}

@test "the command that it prints shows the same refusal" {
	git done replay | sed -n 's/^look at one: //p' >command
	run sh ./command
	assert_failure 1
	assert_output --partial 'docs.readme'
}

# bats file_tags=deep

@test "--last, --since and a range choose commits" {
	run git done replay --last 2
	assert_line --index 0 --partial 'replayed 2 commits, 2026-01-06 to 2026-01-07'
	run git done replay --since 2026-01-04
	assert_line --index 0 --partial 'replayed 4 commits, 2026-01-04 to 2026-01-07'
	run git done replay HEAD~3..HEAD~1
	assert_success
	assert_line --index 0 --partial 'replayed 2 commits, 2026-01-05 to 2026-01-06'
	run git done replay HEAD..HEAD
	assert_success
	assert_output 'no commit to replay'
}

@test "json is what its schema says, and reads back" {
	git done replay --format json >replay.json
	run jq -r '[.judged, .refused, .undecided, .untouched, .interrupted] | @tsv' replay.json
	assert_output "$(printf '7\t2\t0\t1\tfalse')"
	run jq -r '.commits[] | select(.verdict == "unmet") | "\(.subject): \(.checks[0].path) \(.checks[0].check) \(.checks[0].place)"' replay.json
	assert_output 'fifth merges pay: services/pay docs.readme services/pay/README.md
third prints: services/cart logging.no-print services/cart/main.go:2'
	run jq -r '.commits[-1].parent' replay.json
	assert_output null
	check-jsonschema --version >/dev/null 2>&1 || return 0
	check-jsonschema --schemafile "$GIT_DONE_SOURCE/config/replay.schema.json" replay.json
}

@test "another policy, from a file or a revision, but one for all" {
	write "$WORK/strict.yml" 'version: 1
services: [{path: "services/*"}]
criteria: {docs: {checks: {runbook: {file: {any: [RUNBOOK.md]}}}}}'
	run git done replay --policy "$WORK/strict.yml" --last 6
	assert_success
	assert_line --regexp '^  docs.runbook  5 commits, 2 services'
	assert_output --partial 'and 2 more (--verbose lists them)'
	run git done replay --policy "$WORK/strict.yml" --last 6 --verbose
	refute_output --partial '--verbose lists'
	run git done replay --policy-from HEAD --last 1
	assert_success
	run git done replay --policy-from base
	assert_failure 2
	assert_output --partial 'by one policy'
}

@test "waivers count by the day of the commit, effective days by today's" {
	sed -i 's/^      no-print:/&\n        effective: 2026-06-01/' .git-done.yml
	on 2026-01-08 commit policy
	run git done replay --now 2026-05-31
	assert_line --index 1 --partial '1 would have been refused'
	run git done replay --now 2026-06-01
	assert_line --index 1 --partial '2 would have been refused'
	write services/cart/done.yml 'waivers: [{check: logging.no-print, reason: a trial of the printer, by: ada@example.com, until: 2026-01-31}]'
	on 2026-01-09 commit waived
	write services/cart/main.go 'package main
func f() { fmt.Println(1) }'
	on 2026-01-10 commit 'prints, waived'
	on 2026-02-10 commit 'nothing'
	write services/cart/more.go 'package main'
	on 2026-02-11 commit 'expired'
	run git done replay --last 3 --now 2026-06-01
	assert_line --index 1 --partial '1 would have been refused'
	assert_line --partial 'cart: expired'
}

@test "a commit that cannot be read is undecided, and the others stand" {
	rm -f ".git/objects/$(git rev-parse HEAD~3:services/cart/main.go | sed 's|^..|&/|')"
	run git done replay
	assert_failure 3
	assert_line --index 0 --partial 'replayed 7 commits'
	assert_output --partial 'Could not be decided:'
	assert_output --partial 'fifth merges pay'
}

@test "a shallow clone: what is there, and where it ends" {
	git clone -q --depth 3 "file://$PWD" "$WORK/shallow"
	cd "$WORK/shallow"
	run git done replay
	assert_success
	assert_line --index 0 --partial 'replayed 2 commits'
	assert_output --partial 'git fetch --unshallow'
}

@test "a bare repository will do" {
	git clone -q --bare . "$WORK/bare.git"
	cd "$WORK/bare.git"
	run git done replay --last 3
	assert_success
	assert_line --index 0 --partial 'replayed 3 commits'
}

@test "interrupted: what was judged until then, and exit 3" {
	for i in $(seq 40); do
		write services/cart/n "$i"
		commit "n $i"
	done
	# Too early it ends before it begins, too late everything is judged: one of these is neither.
	for delay in $(LC_ALL=C seq 0.03 0.01 0.4) 0.5 1 2; do
		status=0
		timeout --foreground --preserve-status -s INT $delay git-done replay --last 47 >out || status=$?
		[ "$status" != 3 ] || break
	done
	[ "$status" = 3 ]
	grep -q '^interrupted: [0-9]* older commits were not judged$' out
}

@test "bad input has an error that says what to do" {
	run git done replay nowhere
	assert_failure 3
	assert_output --partial nowhere
	run git done replay A...B
	assert_failure 2
	assert_output --partial 'A..B for the commits of B'
	run git done replay --format xml
	assert_failure 2
	assert_output --partial 'text or json'
	run git done replay --last 100001
	assert_failure 2
	for command in 'replay' 'log' 'blame cart'; do
		run git done $command --last 0
		assert_failure 2
		assert_output --partial "'--last' takes a whole number from 1 to 100000, not '0'"
	done
	run git done replay --since tomorrow
	assert_failure 2
	run git done replay --advisory
	assert_failure 2
	run git done replay --policy no-such-file.yml
	assert_failure
	assert_output --partial no-such-file.yml
	git rm -q .git-done.yml
	commit 'no policy'
	run git done replay --last 2
	assert_failure 2
	assert_output --partial 'no commit could be judged'
	assert_output --partial 'policy'
}
