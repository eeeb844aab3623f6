#!/usr/bin/env bats
# What is said of policies of directories, file by file. Real pushes.
load helper

prepare() {
	export COLUMNS=600
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	write .git-done.yml 'version: 1
services: [{path: "*/*", markers: [main.go]}]
loosening: refuse
criteria: {docs: {checks: {readme: {file: README.md}}}}'
	for place in pay/card web/page; do
		write $place/main.go 'package main'
		write $place/README.md 'Words of it.'
		write $place/THREATS.md 'Who may read it.'
		write ${place%/*}/.git-done.yml 'version: 1
criteria: {security: {checks: {threats: {file: THREATS.md}}}}'
	done
	commit start
	git remote add origin "$WORK/remote.git"
	git push -q origin main
	git branch -q --set-upstream-to=origin/main
	git done install >/dev/null 2>&1
	git checkout -q -b topic
}

@test "a refusal of what loosens names every file, and its command takes all of it back" {
	for place in pay web; do
		write $place/.git-done.yml 'version: 1
criteria: {security: {checks: {threats: {level: warning, file: THREATS.md}}}}'
	done
	commit eased
	run git push origin topic
	assert_failure
	base=$(git rev-parse main)
	assert_output --partial "To take it out of this change: git checkout ${base:0:12} -- pay/.git-done.yml web/.git-done.yml"
	git checkout "${base:0:12}" -- pay/.git-done.yml web/.git-done.yml
	git diff --exit-code --cached main
}

@test "the policy of a directory with another name" {
	git mv pay/.git-done.yml pay/.Git-Done.yml
	write web/page/more.go 'package main'
	write web/page/.Git-Done.yml 'version: 1
criteria: {security: {checks: {more: {file: MORE.md}}}}'
	git checkout -q main -- pay
	rm -f pay/.Git-Done.yml
	commit renamed
	run git push origin topic
	assert_output --partial "'web/page/.Git-Done.yml' is not read: the policy of a directory is the file '.git-done.yml' in it; rename it:"
	assert_output --partial 'git mv web/page/.Git-Done.yml web/page/.git-done.yml'
}
