#!/usr/bin/env bats
# README "Adopt it": its three scripts, from nothing to a bar that is held by a real push, in at most ten commands and ten minutes.
load helper

# script NAME: that block of the README, which has at most ten commands.
script() {
	awk -v open="^\`\`\`sh $1\$" '$0 ~ open { inside = 1; next } /^```$/ { inside = 0 } inside' "$GIT_DONE_SOURCE/README.md" >"$WORK/$1.sh"
	local commands
	commands=$(tr ';' '\n' <"$WORK/$1.sh" | grep -cE '^ *(do )?(git|ls) ')
	[ "$commands" -ge 5 ] && [ "$commands" -le 10 ] || fail "$commands commands"
}

# adopt NAME: runs it.
adopt() {
	SECONDS=0
	run sh -eu "$WORK/$1.sh"
	assert_success
	[ "$SECONDS" -lt 600 ] || fail "it took $SECONDS seconds"
}

# next: the commands that init prints at its end.
next() {
	printf '%s\n' "$output" | sed -n '/^next:/,$s/^  //p'
}

# published DIR: with a remote, whose integration branch is main.
published() {
	git init -q --bare "$WORK/remotes/$1.git"
	git -C "$1" init -q .
	git -C "$1" add -A
	git -C "$1" commit -q -m services
	git -C "$1" remote add origin "$WORK/remotes/$1.git"
	git -C "$1" push -q -u origin main
}

careless='package main

import "net/http"

func main() {
	http.HandleFunc("POST /orders", func(w http.ResponseWriter, r *http.Request) {})
	_ = http.ListenAndServe(":8080", nil)
}'

# refuses FILE TEXT: the main branch takes no change that writes TEXT into the file; other branches are told.
refuses() {
	git checkout -q -b worse
	write "$1" "$2"
	commit 'worse'
	run git push origin worse
	assert_success
	assert_output --partial 'validation.input'
	run git push origin worse:main
	assert_failure
	assert_output --partial 'REFUSED'
	git checkout -q main
}

@test "one service" {
	script adopt-one
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" "$WORK/all"
	mv "$WORK/all/services/go" orders
	mkdir -p orders/.github
	write orders/.github/CODEOWNERS '* @shop/platform lead@example.com'
	published orders
	cd orders
	adopt adopt-one
	assert_output --partial 'orders'
	run cat .git-done.yml
	assert_line 'target: bronze'
	assert_line 'debt: allow'
	assert_line 'keep: gold'
	assert_line 'losses: refuse'
	assert_line 'loosening: alone'
	assert_line 'push: {refuse: [main, "release/*"], tell: ["*"]}'
	assert_line '  approvers: ["@shop/platform", "lead@example.com"]'
	assert_file_exist .github/workflows/git-done.yml
	run head -n 1 .github/workflows/git-done.yml
	assert_output '# Put your copy of git-done in place of example-org/git-done.'
	run grep -A 1 'Found by what they serve: 1' .git-done.yml
	assert_output --partial 'one that comes beside it needs an entry'
	# It covers all that may come.
	run grep uncovered .git-done.yml
	assert_failure
	refuses main.go "$careless"
}

# bats test_tags=slow
@test "two hundred services" {
	script adopt-many
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" all
	mkdir -p shop/services
	for i in $(seq -w 20); do
		for service in all/services/*; do
			cp -R "$service" "shop/services/${service##*/}$i"
		done
	done
	published shop
	cd shop
	adopt adopt-many
	assert_output --partial '200 services by preset:backend: 0 gold, 0 silver, 200 bronze, 0 below bronze'
	assert_output --partial 'kinds: 180 api, 20 web'
	run grep -c 'path:' .git-done.yml
	[ "$output" -le 3 ]
	refuses services/node07/server.js "require('express')().get('/orders', (q, r) => r.json([])).listen(80);"
	# A service that comes later is held to it, too.
	mkdir -p services/later
	cp services/go01/go.mod services/later/
	write services/later/main.go "$careless"
	commit 'a new service'
	run git push origin main
	assert_failure
	assert_output --partial 'the new service later fails'
}

# bats test_tags=slow
@test "fifty repositories" {
	script adopt-fleet
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" all
	mkdir repos
	for i in 1 2 3 4 5; do
		for service in all/services/*; do
			cp -R "$service" "repos/${service##*/}$i"
			published "repos/${service##*/}$i"
		done
	done
	adopt adopt-fleet
	assert_equal "$(wc -l <repos.txt)" 50
	cd repos/go3
	refuses main.go "$careless"
}

@test "--dry-run writes nothing, and what is there is kept" {
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" .
	mkdir -p .github/workflows
	write .gitlab-ci.yml 'stages: [test]'
	write Jenkinsfile 'pipeline {}'
	git init -q .
	git add -A
	git commit -q -m services
	git branch -m trunk
	run --separate-stderr git done init --dry-run
	assert_success
	assert_line 'target: bronze'
	assert_line --regexp '^services/ruby +web +bronze$'
	assert_line 'Jenkinsfile is there and is not edited; this goes into it:'
	assert_line '    branches: [trunk]'
	refute_line 'next:'
	[[ $stderr == *'would write .git-done.yml:'* ]]
	run git status --porcelain
	assert_output ''
	write .github/workflows/git-done.yml 'name: ours'
	run git done init
	assert_success
	assert_output --partial 'kept .github/workflows/git-done.yml'
	assert_output --partial 'add to .gitlab-ci.yml: include'
	assert_equal "$(cat .github/workflows/git-done.yml)" 'name: ours'
	assert_equal "$(cat .gitlab-ci.yml)" 'stages: [test]'
	# What it prints works as it is printed.
	eval "$(printf '%s\n' "$output" | sed -n '/^next:/,$p' | sed -n 's/^  \(git \(add\|commit\|done audit\) *.*\)/\1/p')"
	before=$(cat .git-done.yml)
	run git done init
	assert_failure 2
	assert_output --partial "'.git-done.yml' exists already"
	assert_equal "$(cat .git-done.yml)" "$before"
}

@test "a service that comes where the policy names none is refused, and the words of the refusal hold it" {
	mkdir clone
	cd clone
	go_server shop/orders
	go_server backend/mail
	write shop/notes/README.md '# Notes'
	cd ..
	published clone
	cd clone
	run git done init
	assert_success
	run cat .git-done.yml
	assert_line 'select: {uncovered: error}'
	assert_output --partial 'would be held to nothing'
	run git done policy lint
	assert_success
	commit policy
	git push -q origin main
	git done install
	go_server late/pay
	commit pay
	run git push origin main
	assert_failure
	assert_line "PUSH REFUSED by git-done, nothing was pushed: the change adds the service 'late/pay', which no rule of the policy covers: add '- path: late/pay' to the policy's 'services', or write into late/pay/done.yml what it is, for example 'kind: tool'"
	# Once: the first line says all of it.
	assert_equal "$(printf '%s\n' "$output" | grep -c 'no rule of the policy covers')" 1
	sed -i.bak 's|^services:|&\n  - path: late/pay|' .git-done.yml
	rm .git-done.yml.bak
	commit 'pay is a service'
	run git push origin main
	refute_output --partial 'no rule of the policy covers'
	assert_output --partial 'pay'
}

# bats file_tags=deep

@test "reports that the builds make already are proposed, and what is proposed can be read" {
	write shop/main.go "$careless"
	write shop/.github/workflows/test.yml <<-'CI'
		on: push
		jobs:
		  test:
		    runs-on: ubuntu-latest
		    steps:
		    - run: gotestsum --junitfile build/unit-tests.xml -- -coverprofile=cover.out ./...
		    - run: gosec -fmt sarif -out gosec.sarif ./...
	CI
	published shop
	cd shop
	run git done init
	assert_success
	run cat .git-done.yml
	assert_output --partial '#       tests: {tests: {reports: ["**/unit-tests.xml"], min: 1}}  # .github/workflows/test.yml'
	assert_output --partial '#       coverage: {coverage: {reports: ["**/cover.out"], min_changed: 80%}}  # .github/workflows/test.yml'
	assert_output --partial '#       scan: {scan: {reports: ["**/*.sarif"], level: error}}  # .github/workflows/test.yml'
	sed -i '/^# Reports that are made here/,$s/^# \(criteria:\| *quality:\| *checks:\| *[a-z]*: {\)/\1/' .git-done.yml
	grep -q '^      coverage' .git-done.yml
	run git done policy lint
	assert_success
	run git done policy show
	assert_output --partial 'min_changed'
}

@test "where builds make no report none is proposed" {
	write shop/main.go "$careless"
	write shop/Makefile 'all:'
	published shop
	cd shop
	git done init
	run cat .git-done.yml
	refute_output --partial 'Reports that are made here'
}

@test "a CI system is seen by a file below the top, and one without a file of ours is named" {
	go_server orders
	write ci/jobs/Jenkinsfile.release 'pipeline {}'
	write .travis.yml 'language: go'
	git init -q .
	git add -A
	git commit -q -m services
	run git done init --dry-run
	assert_success
	assert_line 'ci/jobs/Jenkinsfile.release is there and is not edited; this goes into it:'
	assert_output --partial "to do for .travis.yml: git-done has no template for Travis CI, so add 'git done check' to one of its jobs"
	git rm -q -r ci .travis.yml
	run git done init --dry-run
	assert_success
	assert_output --partial "to do: no CI system was found in this repository; add 'git done check' to a job that runs for each change"
}

@test "what comes next is what would help, and what is doubtful is told" {
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" "$WORK/all"
	mkdir shop
	mv "$WORK/all/services/go" shop/orders
	mv "$WORK/all/services/node" shop/cart
	mkdir shop/resize
	write shop/resize/go.mod 'module resize'
	write shop/resize/main.go 'package main
func main() {}'
	write shop/resize/Dockerfile 'FROM scratch
EXPOSE 8080
ENTRYPOINT ["/resize"]'
	write shop/orders/main.go "$careless"
	published shop
	cd shop
	run git done init
	assert_success
	assert_line --regexp '^resize +api .*\(doubtful\)$'
	assert_line --regexp "^1 of them is doubtful: 'git done services --doubtful' shows why"
	assert_equal "$(next | tail -n 1)" 'git done draft resize'
	rm .git-done.yml
	git rm -qrf resize
	run git done init
	refute_output --partial doubtful
	# No skeleton makes code validate its input.
	assert_equal "$(next)" "git add .git-done.yml
git commit -m 'Hold services to a bar'
git done replay --last 50
git push
git done install
git done doctor
git done audit
git done why orders"
	eval "$(next | grep -v 'audit$')"
	assert_equal "$(git rev-parse HEAD)" "$(git rev-parse origin/main)"
}

@test "places where init can write nothing, and links" {
	git init -q --bare bare.git
	run git --git-dir=bare.git done init
	assert_failure 2
	assert_output --partial 'a bare repository has no work tree'
	git init -q linked
	cd linked
	mkdir -p "$WORK/outside"
	mkdir .github
	ln -s "$WORK/outside" .github/workflows
	run git done init
	assert_failure 2
	assert_output --partial "'.github/workflows' is not a directory"
	run ls -A "$WORK/outside"
	assert_output ''
	rm -r .github .git-done.yml
	ln -s "$WORK/outside/policy" .git-done.yml
	run git done init
	assert_failure 2
	assert_output --partial 'exists already'
	run ls -A "$WORK/outside"
	assert_output ''
}

@test "a shallow clone, and a sheet that cannot be parsed" {
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" shop
	write shop/services/go/done.yml 'stage: [production'
	published shop
	git clone -q --depth 1 "file://$WORK/remotes/shop.git" shallow
	cd shallow
	run git done init
	assert_success
	assert_output --partial '10 services by preset:backend'
	run git done policy lint
	assert_success
}

@test "what was missing before does not block, what gets worse does" {
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" shop
	write shop/services/go/main.go "$careless"
	published shop
	cd shop
	git done init
	git done install
	git add -A
	git commit -q -m 'Hold services to a bar'
	git push -q origin main
	write services/go/more.go 'package main'
	commit 'a service with old gaps'
	run git push origin main
	assert_success
	assert_output --partial 'nothing got worse'
	refuses services/node/server.js "require('express')().get('/orders', (q, r) => r.json([])).listen(80);"
}
