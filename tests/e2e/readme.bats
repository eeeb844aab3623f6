#!/usr/bin/env bats
# What README.md shows is run: the policy loads, the commands exist, the links lead somewhere.
load helper

readme=$GIT_DONE_SOURCE/README.md

# block LANGUAGE N: the N-th fenced block that opens with LANGUAGE.
block() {
	awk -v open="^\`\`\`$1\$" -v wanted="$2" '
		$0 ~ open { nr++; inside = nr == wanted; next }
		/^```$/ { inside = 0 }
		inside' "$readme"
}

prepare() {
	shop
}

@test "the policy of the README loads and holds our two services to it" {
	block 'yaml policy' 1 >.git-done.yml
	[ -s .git-done.yml ]
	run git done policy lint
	assert_success
	git add -A
	git commit -q --no-verify -m 'the policy of the README'
	run git done audit --verbose --now 2026-12-31
	assert_equal "$status" 1
	assert_output --partial 'docs.decisions'
}

@test "the waiver of the README excuses by the rules of the README, until its last day" {
	small_policy
	block 'yaml waiver-rules' 1 >>.git-done.yml
	block 'yaml waiver' 1 | sed 's/docs.runbook/docs.readme/' >services/orders/done.yml
	git rm -q services/orders/README.md
	commit 'the waiver of the README'
	run git done audit --verbose --now 2026-12-31
	assert_success
	assert_output --partial 'docs.readme: waived until 2026-12-31'
	run git done audit --now 2027-01-01
	assert_equal "$status" 1
}

@test "an effective day makes a warning of a check until that day" {
	block 'yaml policy' 1 >.git-done.yml
	printf 'package main\nfunc f() { fmt.Println() }\n' >services/orders/main.go
	commit 'prints'
	run git done audit --check logging.no-print --now 2027-01-14
	assert_success
	assert_output --partial '2027-01-15'
	run git done audit --check logging.no-print --now 2027-01-15
	assert_equal "$status" 1
}

@test "every git done command in the README exists" {
	commands=$(grep -o 'git done [a-z]*' "$readme" | awk '{print $3}' | sort -u)
	[ -n "$commands" ]
	for command in $commands; do
		run git-done help "$command"
		assert_success
	done
}

@test "every option in the README exists" {
	for option in $(grep -o -- ' --[a-z][a-z-]*' "$readme" | sort -u); do
		case $option in
		--preset | --build | --install | --no-verify | --auto | --add) continue ;;
		esac
		run sh -c "for c in check audit hook install doctor policy; do git-done help \$c; done"
		assert_output --partial -- "$option"
	done
}

@test "the commands that look at a repository run as shown" {
	run git done audit
	assert_success
	git checkout -q -b topic
	break_service orders
	for line in 'git done check main...topic' 'git done check main..topic' 'git done'; do
		grep -qF "$line" "$readme"
		run $line
		assert_equal "$status" 1
	done
	run git done check --staged
	assert_success
	TARGET_BRANCH=main
	command=$(block sh 4)
	case $command in *TARGET_BRANCH*) ;; *) command=$(grep -F 'TARGET_BRANCH' "$readme") ;; esac
	export TARGET_BRANCH
	run sh -c "$command"
	assert_equal "$status" 1
	assert_file_exist done.json
}

@test "every file that the README links to is there" {
	for target in $(grep -o '](\([^)#]*\))' "$readme" | sed 's/](\(.*\))/\1/'); do
		case $target in http*) continue ;; esac
		assert_exist "$GIT_DONE_SOURCE/$target"
	done
}

@test "every environment variable and configuration key that is documented is read" {
	for word in GIT_DONE_SKIP done.requirePolicy done.integrationBranch; do
		run grep -rqi "$word" "$GIT_DONE_SOURCE/src"
		assert_success
	done
}

@test "the sheet of the README lets an experiment through until its day" {
	block 'yaml sheet' 1 >services/orders/done.yml
	[ -s services/orders/done.yml ]
	git rm -q services/orders/README.md
	commit 'an experiment'
	run git done audit --now 2027-03-31
	assert_success
	assert_output --partial 'experiment'
	run git done audit --now 2027-04-01
	assert_equal "$status" 1
}

@test "a sheet that init writes answers nothing, and preset:readiness says so" {
	write .git-done.yml <<'POLICY'
version: 1
extends: [preset:readiness]
services: [{path: services/*}]
POLICY
	git done init --service services/orders
	assert_file_exist services/orders/done.yml
	commit 'a sheet'
	run git done audit --verbose --service orders --now 2028-01-01
	assert_equal "$status" 1
	assert_output --partial 'services/orders/done.yml'
}
