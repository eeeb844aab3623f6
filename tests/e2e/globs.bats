#!/usr/bin/env bats
# Lists of globs as people write them: '!' takes out, the last that matches decides, other dialects are errors, and a glob that
# stays at the top says what it leaves out. Each was silently taken otherwise once.
load helper
load own_bar

# bar CHECK: the one check of the policy.
bar() {
	printf 'version: 1\nservices: [services/*]\ncriteria:\n  d:\n    checks:\n      v: {%s}\n' "$1" >.git-done.yml
}

audited() {
	commit audit
	run git done audit --verbose --now 2027-01-01
}

@test "ignore: what '!' takes out of it selects the service again" {
	prepare
	policy '[{path: services/*, ignore: ["**", "!src/**"]}]'
	based
	write services/orders/notes.txt x
	judged
	assert_output --partial 'examined: 0 of 1 service'
	write services/orders/src/x.go 'package x; func f() { fmt.Print() }'
	refused
	assert_output --partial 'services/orders/src/x.go:1:'
}

@test "ignore: a path from the root keeps a dependency's README from selecting anybody" {
	prepare
	write libs/common/README.md '# Common'
	write libs/common/a.go 'package common'
	policy '[{path: services/*, depends_on: [libs/common], ignore: ["/libs/common/**/*.md"]}]' 'select: {unowned: error}'
	based
	write libs/common/README.md '# Common, again'
	judged
	assert_success
	assert_output --partial 'examined: 0 of 1 service'
	write libs/common/a.go 'package common // again'
	judged
	assert_success
	assert_output --partial 'judged because libs/common/a.go changed, on which it depends'
}

@test "what a check names for a service outside of it selects the service, less what '!' takes out" {
	prepare
	write docs/orders/a.md x
	bar 'content: {files: ["/docs/{service}/**", "!/docs/{service}/*.png", "!/docs/orders/old"], forbid: Print}'
	based
	write docs/orders/a.png x
	write docs/orders/old/b.md x
	judged
	assert_output --partial 'examined: 0 of 1 service'
	write docs/orders/c.md Print
	refused
	assert_output --partial 'docs/orders/c.md:1:1'
}

# bats file_tags=deep

@test "files, exclude, none: '!' leaves out what was red, and looks at what was green" {
	prepare
	bar 'content: {files: ["**/*.go", "!gen/**"], forbid: password}'
	write services/orders/gen/g.go password
	audited
	assert_success
	bar 'content: {files: ["**/*.go"], exclude: ["**", "!gen/**"], forbid: password}'
	audited
	assert_equal "$status" 1
	assert_output --partial 'services/orders/gen/g.go:1:1'
	bar 'file: {none: ["*.pem", "!public.pem"]}'
	write services/orders/public.pem x
	audited
	assert_success
	write services/orders/private.pem x
	audited
	assert_equal "$status" 1
	assert_output --partial "'private.pem' must not be here"
	refute_output --partial 'public.pem'
}

@test "services: a rule after '!' takes directories out, and a change that brings one is told on" {
	prepare
	readme legacy
	rm services/legacy/README.md
	write services/legacy/x x
	policy '[services/*, "!services/legacy"]'
	audited
	assert_success
	assert_output --partial 'examined: 1 of 1 service'
	policy '[services/*]'
	commit 'all of them'
	based
	policy '[services/*, "!services/legacy"]'
	write services/legacy/x y
	refused
	assert_output --partial "what '!services/legacy' takes out is not a service (judged by the base's)"
	assert_output --partial "1 service is no longer judged: 'services/legacy'"
}

@test "loosening: lists are compared by what they match, not only by what is in them" {
	prepare
	write libs/x x
	policy '[{path: services/*, ignore: ["docs/**", "!docs/api/**"], depends_on: [libs]}]' 'select: {everything: [go.work, "!x"]}'
	based
	policy '[{path: services/*, ignore: ["docs/**"], depends_on: [libs, "!libs/docs"]}]' 'select: {everything: [go.work, "!x"]}'
	judged
	assert_output --partial 'ignores more of its changes'
	policy '[{path: services/*, ignore: ["docs/**", "!docs/api/**"], depends_on: [libs, "!libs/docs"]}]' 'select: {everything: [go.work, "!x"]}'
	judged
	assert_output --partial 'depends on less'
	policy '[{path: services/*, ignore: ["docs/**", "!docs/api/**"], depends_on: [libs]}]' 'select: {everything: [go.work, "!x", "!go.*"]}'
	judged
	assert_output --partial "'select' has less that concerns every service"
	policy '[{path: services/*, ignore: ["docs/**", "!docs/**"], depends_on: [libs, more]}]' 'select: {everything: [go.work]}'
	judged
	assert_output --partial 'ignores more of its changes'
	policy '[{path: services/*, ignore: ["docs/**", "!docs/api/**", "!docs/x"], depends_on: [libs, more]}]' 'select: {everything: [go.work]}'
	judged
	refute_output --partial 'the change edits the policy'
}

@test "a glob that stays at the top says once what it leaves out, and nothing where that is meant" {
	prepare
	for name in a b c; do
		readme $name
		write services/$name/main.go 'package main'
		write services/$name/internal/x.go 'package x; func f() { fmt.Print() }'
	done
	bar 'content: {files: ["*.go"], forbid: Print}'
	audited
	assert_success
	assert_output --partial "'*.go' in 'd.v' (.git-done.yml:6) matches at the top of a service only and leaves out 3 files further down in 3 services, such as 'services/a/internal/x.go': write '**/*.go'"
	assert_equal "$(grep -c 'matches at the top' <<<"$output")" 1
	for command in 'policy lint' 'policy lint --from HEAD' doctor; do
		run git done $command
		assert_line "warning: '*.go' in 'd.v' (.git-done.yml:6) matches at the top of a service only and leaves out 3 files further down in 3 services, such as 'services/a/internal/x.go': write '**/*.go', or add '!*/**' to the list if that is intended"
	done
	bar 'content: {files: ["*.go", "!*/**"], forbid: Print}'
	audited
	refute_output --partial 'matches at the top'
	run git done policy lint
	refute_output --partial warning
	bar 'content: {files: ["*.go"], forbid: Print, exclude: ["internal/**"]}'
	audited
	refute_output --partial 'matches at the top'
	bar 'any_of: [{content: {files: ["*.go"], match: x, max: 9}}, {file: [x]}]'
	audited
	assert_output --partial 'leaves out 3 files'
	bar 'when: {has: "**/*.rs"}, content: {files: ["*.go"], forbid: Print}'
	audited
	refute_output --partial 'matches at the top'
	bar 'content: {files: ["**/*.go"], forbid: Print}'
	audited
	assert_equal "$status" 1
	refute_output --partial 'matches at the top'
}

@test "a gate whose change brings such a glob says so, and shards say it alike" {
	prepare
	write services/orders/internal/x.go 'package x'
	bar 'file: [README.md]'
	based
	bar 'content: {files: ["*.go"], forbid: Print}'
	judged
	assert_output --partial "leaves out 1 file further down in 1 service"
	git checkout -q -B main
	git done audit --now 2027-01-01 --shard 1/2 --format json=one.json >/dev/null || true
	git done audit --now 2027-01-01 --shard 2/2 --format json=two.json >/dev/null || true
	run git done merge one.json two.json
	assert_equal "$(grep -c 'matches at the top' <<<"$output")" 1
}

@test "dialects of globs are errors with their place and the right form, never silent literals" {
	prepare
	while IFS='|' read -r glob place form; do
		bar "content: {files: $glob, forbid: x}"
		run git done policy lint
		assert_equal "$status" 2
		assert_output --partial ".git-done.yml:6:$place: "
		assert_output --partial "$form"
	done <<'ROWS'
"*.go,*.js"|28|["*.go", "*.js"]
'src\main\*.go'|28|'src/main/*.go'
["a", 'src\*.go']|34|'src/*.go'
"@(a)/x"|28|'a/x'
"src/!(x).go"|28|["src/*.go", "!src/x.go"]
"**.go"|28|'**/*.go'
["a", "!b/"]|34|'!b/**'
"!a"|28|["**", "!a"]
["!a", b]|29|["b", "!a"]
["a", !b]|36|in quotes
!a|28|in quotes
ROWS
}

@test "other places of globs refuse what they cannot mean" {
	prepare
	while IFS='|' read -r services message cure; do
		policy "$services"
		run git done policy lint
		assert_equal "$status" 2
		assert_output --partial '.git-done.yml:2:'
		assert_output --partial "$message"
		assert_output --partial "$cure"
	done <<'ROWS'
["!services/b"]|takes out nothing that a service before it names|write first where services are
[services/*, "!apps/b"]|takes out nothing that a service before it names|write first where services are
[services/*, {path: "!services/b", tags: [x]}]|can have no other key|write only "!services/b"
[{path: services/*, markers: [go.mod, "!.skip"]}]|takes nothing out of the markers|cannot require that a file is absent
[{path: services/*, ignore: ["/docs/{service}/**"]}]|cannot be used in this glob|'*' stands for any name
[{path: services/*, depends_on: [/libs]}]|begins with '/'|write 'libs'
[{path: services/*, depends_on: [libs/]}]|ends in '/'|or 'libs'
[{path: services/*, depends_on: ["!libs"]}]|the list begins with '!libs'|["**", "!libs"]
["services/*,apps/*"]|several globs in one text|["services/*", "apps/*"]
ROWS
}
