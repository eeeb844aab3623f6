#!/usr/bin/env bats
# A repository whose policy says `services: auto` and that has no service has nothing to judge: whoever edits its README may
# push. Real pushes through the hook.
load helper

# platform [FILES]: a clone with a remote, `services: auto`, and no service.
platform() {
	export COLUMNS=600
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	write .git-done.yml 'version: 1
extends: preset:backend'
	write README.md '# Platform'
	[ -z "${1:-}" ] || $1
	commit start
	git remote add origin "$WORK/remote.git"
	git push -q origin main
	git remote set-head origin main
	git branch -q --set-upstream-to=origin/main
	git done install >/dev/null 2>&1
}

accepted() {
	commit "${1:-change}"
	run git push origin HEAD:main
	assert_success
}

tools() {
	write cmd/sync/package.json '{"name": "sync", "bin": {"sync": "index.js"}, "dependencies": {"commander": "12"}}'
	write cmd/sync/index.js 'require("commander").program.parse();'
	write broken/package.json '{'
	write lab/package.json '{"name": "lab", "dependencies": {"express": "4"}}'
	write lab/index.js 'require("express")().get("/things", (q, r) => r.json([])).listen(8080);'
}

@test "the README, an owner, a tool" {
	platform
	echo more >>README.md
	accepted
	assert_line --partial 'ok  nothing to judge'
	assert_output --partial "warning: no service is found: nothing is judged; 'services: auto' finds no program in this tree, and the base has no service either"
	write CODEOWNERS '* @shop/platform'
	accepted
	tools
	git rm -rqf --cached broken lab 2>/dev/null || true
	rm -rf broken lab
	accepted
	assert_line --partial 'ok  nothing to judge'
}

@test "programs that are no services, and what could not be read, are those of the base" {
	platform tools
	echo more >>README.md
	accepted
	assert_line --partial 'ok  nothing to judge'
	# An audit keeps its answer.
	run git done audit
	assert_equal "$status" 3
	assert_output --partial 'the policy finds no service in this tree'
}

@test "a manifest that cannot be read and that the change brings is asked about" {
	platform
	write orders/package.json '{'
	write orders/index.js 'require("express")().listen(8080);'
	commit orders
	run git push origin main
	assert_failure
	assert_output --partial 'the policy finds no service in this tree'
}

# bats file_tags=deep

@test "the first service is judged" {
	platform
	write orders/package.json '{"name": "orders", "scripts": {"start": "node index.js"}, "dependencies": {"express": "4"}}'
	write orders/index.js 'require("express")().get("/orders", (q, r) => r.json([])).listen(8080);'
	commit orders
	run git push origin main
	assert_failure
	assert_output --partial 'the new service orders fails'
}

@test "a policy that names its services has to find them" {
	platform
	write .git-done.yml 'version: 1
services: [{path: services/*}]
criteria: {docs: {checks: {readme: {file: README.md}}}}'
	commit rules
	git push -q --no-verify origin main
	echo more >>README.md
	commit more
	run git push origin main
	assert_failure
	assert_output --partial 'the policy finds no service in this tree'
}

@test "a service of the base that is gone is no reason to judge nothing in silence" {
	platform
	write orders/package.json '{"name": "orders", "scripts": {"start": "node index.js"}, "dependencies": {"express": "4"}}'
	write orders/index.js 'require("express")().get("/orders", (q, r) => r.json([])).listen(8080);'
	commit orders
	git push -q --no-verify origin main
	write README.md '# Platform examples'
	commit examples
	run git push origin main
	assert_failure
	assert_output --partial 'the change takes 1 service off the map'
	git reset -q --hard HEAD~1
	# One that is removed whole is said, and nothing is left.
	git rm -rq orders
	accepted
	assert_output --partial "the change removes the service 'orders'"
}

@test "whoever has written a policy and not committed it is told that commits are judged" {
	git init -q shop
	cd shop
	write go.mod 'module shop'
	write main.go 'package main

func main() {
}'
	commit start
	write .git-done.yml 'version: 1
services: [{path: .}]
extends: preset:backend'
	run git done audit
	assert_failure 3
	assert_line --partial 'the work tree has a .git-done.yml that this commit does not have: commit it, or judge by it with --policy .git-done.yml'
	git add .git-done.yml
	run git done audit
	assert_line --partial 'does not have'
	git commit -qm policy
	run git done audit
	assert_failure 1
	refute_output --partial 'does not have'
}
