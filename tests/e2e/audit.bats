#!/usr/bin/env bats
# Every service at one revision, on one thread or many.
load helper

prepare() {
	shop
}

many_services() {
	for i in $(seq 1 60); do
		readme "s$i"
		printf 'package main\n' >"services/s$i/main.go"
		[ $((i % 7)) -ne 0 ] || rm "services/s$i/README.md"
	done
	commit 'many services'
}

@test "an audit of a clean repository is met" {
	run git done audit
	assert_success
	assert_output --partial 'done'
}

@test "an audit names each service that falls short" {
	many_services
	run git done audit
	assert_equal "$status" 1
	assert_output --partial 's7'
	assert_output --partial 's56'
	assert_output --partial '8 of 62'
}

@test "the report is the same for every number of threads" {
	many_services
	git-done audit --format json --jobs 1 >"$WORK/one.json" || [ $? -eq 1 ]
	for jobs in 2 3 8; do
		git-done audit --format json --jobs $jobs >"$WORK/many.json" || [ $? -eq 1 ]
		cmp "$WORK/one.json" "$WORK/many.json"
	done
}

@test "the report is the same in another locale, from a subdirectory and in a bare clone" {
	many_services
	git-done audit --format json HEAD >"$WORK/here.json" || [ $? -eq 1 ]
	cd services/orders
	LC_ALL=C.UTF-8 git-done audit --format json HEAD >"$WORK/there.json" || [ $? -eq 1 ]
	cmp "$WORK/here.json" "$WORK/there.json"
	git clone -q --bare "$WORK/shop" "$WORK/bare.git"
	cd "$WORK/bare.git"
	git-done audit --format json HEAD >"$WORK/bare.json" || [ $? -eq 1 ]
	cmp "$WORK/here.json" "$WORK/bare.json"
}

@test "any revision can be audited" {
	break_service orders
	run git done audit
	assert_equal "$status" 1
	run git done audit HEAD~1
	assert_success
	run git done audit refs/heads/main
	assert_equal "$status" 1
}

@test "without a policy the built-in preset judges, and says so" {
	git rm -q .git-done.yml
	go_server services/orders
	commit 'no policy'
	run git done audit
	assert_equal "$status" 1
	assert_output --partial 'preset:backend'
	assert_output --partial 'orders'
}

@test "a policy that finds no service is undecided" {
	sed -i.bak 's,services/\*,nowhere/*,' .git-done.yml
	commit 'nobody'
	run git done audit
	assert_equal "$status" 3
	assert_output --partial 'no service'
}

# bats file_tags=deep

@test "two services of one name are an error with both paths" {
	cat >>.git-done.yml <<'POLICY'
POLICY
	sed -i.bak 's,  - path: services/\*,  - path: "{services\,apps}/*",' .git-done.yml
	write apps/orders/main.go 'package main'
	commit twins
	run git done audit
	assert_equal "$status" 2
	assert_output --partial 'apps/orders'
	assert_output --partial 'services/orders'
}

@test "a policy from a file, from a preset, from a revision" {
	cp .git-done.yml "$WORK/bar.yml"
	git rm -q .git-done.yml
	commit 'no policy'
	run git done audit --policy "$WORK/bar.yml"
	assert_success
	run git done audit --policy-from HEAD~1
	assert_success
	run git done audit --policy "$WORK/nothing.yml"
	assert_equal "$status" 2
	run git done audit --policy preset:backand
	assert_equal "$status" 2
	assert_output --partial "preset:backend"
	run git done audit --policy-from HEAD
	assert_equal "$status" 2
}

@test "a terminal sees a progress line once work takes longer, a pipe never does" {
	script -qec true /dev/null >/dev/null 2>&1 || skip 'there is no script(1), or no terminal to be had'
	cat >.git-done.yml <<'POLICY'
version: 1
services: [{path: services/*}]
criteria:
  docs:
    checks:
      slow: {content: {files: ["*.txt"], match: 'a*a*[^a!]'}}
POLICY
	head -c 2000000 /dev/zero | tr '\0' a >services/orders/big.txt
	commit slow
	TERM=xterm script -qec 'git-done audit --timeout 2' "$WORK/typescript" >/dev/null || true
	run grep -c 'git-done: judging' "$WORK/typescript"
	[ "$output" -ge 1 ]
	run --separate-stderr git-done audit --timeout 2
	assert_equal "$status" 3
	[ -z "$output" ]
	case $stderr in *judging*) return 1 ;; esac
}

@test "a part of the bar never passes for all of it" {
	break_service orders
	for format in text markdown html junit tap sarif github azure teamcity; do
		run git-done audit --check logging.no-print --service orders --format $format
		assert_success
		assert_output --partial 'as far as asked'
		assert_output --partial 'no-print'
	done
	run git-done audit
	refute_output --partial 'as far as asked'
}

@test "the command to judge again judges the same" {
	break_service orders
	git branch old
	write services/stock/x x
	commit more
	sed 's/README/NEVER/' .git-done.yml >"$WORK/other bar's.yml"
	write .git-done.yml "$(sed 's/README/NOWHERE/' .git-done.yml)"
	commit 'another bar'
	start=$(git rev-parse HEAD)
	while read -r line; do
		git reset -q --hard "$start"
		eval "run --separate-stderr git-done $line --verbose"
		before=$status
		again=$(printf '%s\n' "$output" | sed -n '/^to judge this again:/{n;s/^ *//;p;}')
		printf '%s\n' "$output" | sed '/^$/d;/^range:/,/^policy:/d' >first
		git commit -q --allow-empty -m 'HEAD is another now'
		eval "run --separate-stderr $again --verbose"
		printf '%s\n' "$output" | sed '/^$/d;/^range:/,/^policy:/d' >second
		assert_equal "$status" "$before"
		cmp first second
	done <<END
check old..main --all
check old..main --policy-from head
check main..old
audit --policy "$WORK/other bar's.yml"
audit --policy-from HEAD~1
audit --service orders --check logging.no-print
audit --criterion docs --now 2026-03-01
audit --shard 1/2
END
	GIT_DONE_SKIP=docs.readme git-done audit --verbose >out
	again=$(sed -n '/^to judge this again:/{n;s/^ *//;p;}' out)
	run bash -c "$again"
	assert_success
	assert_output --partial 'skipped'
}

@test "many that fall short: what most often, and how to begin" {
	for i in $(seq 30); do write "services/s$i/main.go" 'package main'; done
	for i in $(seq 12); do write "services/s$i/main.go" 'package main // fmt.Print(1)'; done
	commit 'many fall short'
	run git-done audit
	assert_equal "$status" 1
	assert_output --partial '32 services: 2 done, 30 not done; most often missing: docs.readme (30),'
	run git-done audit --verbose
	assert_equal "$status" 1
	assert_output --partial '  30 of 32 services: docs.readme
  12 of 32 services: logging.no-print
to begin:'
	assert_output --partial '  git done audit --check docs.readme'
	assert_output --partial 'level: warning'
	run git-done audit --quiet
	refute_output --partial 'to begin'
	run git-done audit --service s1
	refute_output --partial 'to begin'
}
