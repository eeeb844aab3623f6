#!/usr/bin/env bats
# A selector that matches nothing is reported: by audit, lint, doctor and the gate of a change of the policy.
load helper

prepare() {
	shop
	write libs/common/lib.go 'package lib'
	write apps/web/index.html 'page'
	commit 'a library'
	git push -q origin main
}

# policy RULES [SELECT [CHECK]]: three lines of it.
policy() {
	cat >.git-done.yml <<POLICY
version: 1
services: [{path: services/*}${1:+, $1}]
select: ${2:-{unowned: ignore\}}
criteria: {docs: {checks: {readme: ${3:-{file: README.md\}}}}}
POLICY
	commit policy
	git push -q origin HEAD:main
}

# Words with line breaks of the report taken out.
flat() {
	output=$(printf '%s\n' "$output" | tr '\n' ' ' | tr -s ' ')
}

# What the one policy that is wrong by one selector gets from audit and lint, which stay green.
is_said() {
	run git done audit
	assert_success
	flat
	assert_output --partial "warning: .git-done.yml:$1: $2"
	run git done policy lint
	assert_success
	assert_output --partial "warning: .git-done.yml:$1: $2"
	run git done policy lint --from HEAD
	assert_success
	assert_output --partial "warning: .git-done.yml:$1: $2"
	refute_output --partial 'git add'
}

@test "nothing is said where every selector matches something" {
	policy '{path: apps/*, markers: [index.html], tags: [web]}' '{everything: [.git-done.yml]}' \
		'{when: {has: "*.md", not: {tag: web}}, content: {files: "**/*.md", match: Purpose}}'
	run git done audit
	assert_success
	refute_output --partial 'matches nothing'
	run git done policy lint
	assert_success
	assert_output 'ok: 1 criteria, 1 checks, from .git-done.yml'
}

@test "what a glob after it takes out whole matches nothing" {
	policy '{path: apps/web, depends_on: ["libs/*", "!libs/common"]}' '' '{file: {any: ["*"]}}'
	is_said '2:62' "depends_on 'libs/*' matches nothing: '!libs/common', which comes later, takes out what it matches; remove one of the two"
	policy '{path: apps/*}, "!apps/**"'
	is_said '2:39' "service rule 'apps/*' matches nothing: '!apps/**', which comes later, takes out what it matches; remove one of the two"
	policy '' '{everything: [libs/common/lib.go, "!libs/**"]}'
	is_said '3:23' "everything 'libs/common/lib.go' matches nothing: '!libs/**', which comes later"
	policy '' '' '{content: {files: [README.md, "!*.md"], forbid: Nothing}}'
	is_said '4:55' "files 'README.md' of 'docs.readme' matches nothing: '!*.md', which comes later"
	policy '' '' '{when: {changed: ["*.md", "!/services/*/*.md"]}, file: README.md}'
	is_said '4:54' "changed '*.md' of 'docs.readme' matches nothing: '!/services/*/*.md', which comes later"
	# What is left of it is enough, and an ending of a forbid may wait for what comes.
	policy '{path: apps/*, depends_on: ["libs/**", "!libs/common/docs"]}, "!apps/old"' '{everything: ["libs/**", "!**/*.md"]}' \
		'{when: {has: ["*.md", "!x/**"]}, content: {files: ["**/*.go", "!*.go"], forbid: Nothing}}'
	run git done policy lint
	assert_success
	refute_output --partial 'matches nothing'
}

# bats file_tags=deep

@test "a rule that finds no service" {
	policy '{path: aps/*}'
	is_said '2:39' "service rule 'aps/*' matches nothing: this tree has no such directory; did you mean 'apps/*'?"
	policy '{path: Apps/Web}'
	is_said '2:39' "service rule 'Apps/Web' matches nothing: this tree has no such directory; did you mean 'apps/web'?"
	policy '{path: apps/webb, name: site}'
	is_said '2:39' "service rule 'apps/webb' matches nothing: this tree has no such directory; did you mean 'apps/web'?"
	policy '{path: apps/*, markers: [index.htm]}'
	is_said '2:57' "marker 'index.htm' matches nothing: no directory that its rule matches has such a file; did you mean 'index.html'?"
}

@test "a path that selects services when it changes" {
	policy '{path: apps/*, depends_on: [libs/comon]}' '' '{file: {none: [x]}}'
	is_said '2:60' "depends_on 'libs/comon' matches nothing"
	policy '{path: apps/*, depends_on: ["lib/**"]}' '' '{file: {none: [x]}}'
	is_said '2:60' "depends_on 'lib/**' matches nothing"
	policy '' '{everything: [go.work]}'
	is_said '3:23' "everything 'go.work' matches nothing"
}

@test "globs of checks and conditions" {
	policy '' '' '{when: {has: go.mod}, file: README.md}'
	is_said '4:49' "has 'go.mod' of 'docs.readme' matches nothing: no service has such a file"
	policy '' '' '{content: {files: "**/*.goo", forbid: x, exclude: [gen]}}'
	run git done audit
	refute_output --partial 'matches nothing'
	policy '' '' '{content: {files: "scr/**", forbid: x}}'
	is_said '4:54' "files 'scr/**' of 'docs.readme' matches nothing"
	policy '' '' '{changed: {if: ["src/**"], then: [CHANGELOG.md]}}'
	is_said '4:52' "if 'src/**' of 'docs.readme' matches nothing"
	is_said '4:70' "then 'CHANGELOG.md' of 'docs.readme' matches nothing"
}

@test "no service at all: the rule that finds none is the cure" {
	policy
	sed -i.bak 's/services\/\*/service\/*/' .git-done.yml
	commit 'no service'
	run git done audit
	assert_equal "$status" 3
	assert_output --partial '.git-done.yml:2:19: the policy finds no service in this tree'
	assert_output --partial "service rule 'service/*' matches nothing"
	assert_output --partial "did you mean 'services/*'?"
}

@test "a gate looks at everything where the change edits the policy, else at paths only" {
	policy '{path: apps/web, depends_on: [libs/comon, "lib/**"]}' '' '{file: {none: [x]}}'
	git checkout -q -b topic
	write services/stock/more.go 'package main'
	commit more
	run git done check main...topic
	assert_success
	flat
	assert_output --partial "warning: .git-done.yml:2:62: depends_on 'libs/comon' matches nothing"
	assert_output --partial "did you mean 'libs/common'? (in the base's policy)"
	refute_output --partial "lib/**"

	sed -i.bak 's|libs/comon|libs/common|' .git-done.yml
	rm .git-done.yml.bak
	commit 'half of it'
	run git done check main...topic
	assert_success
	flat
	refute_output --partial comon
	assert_output --partial "warning: .git-done.yml:2:75: depends_on 'lib/**' matches nothing"
	refute_output --partial "lib/**' matches nothing: this tree has no such path, so no change selects a service by it; did you mean 'libs/**'? (in"
	run git push origin topic
	assert_success
}

@test "a rule whose directory the change removes" {
	policy '{path: apps/web, name: web}' '' '{file: {none: [x]}}'
	git checkout -q -b topic
	git rm -q -r apps
	commit 'no web'
	run git done check main...topic
	assert_success
	flat
	assert_output --partial "the change removes the service 'apps/web'"
	assert_output --partial "service rule 'apps/web' matches nothing"
}

@test "reports carry the warnings, shards agree on them, and merge has each once" {
	policy '{path: aps/*}, {path: apps/*, depends_on: [libs/comon]}' '' '{file: {none: [x]}}'
	git-done audit --format json >"$WORK/whole.json"
	run jq -r '.runs[].notes[] | .level + " " + .about + " " + .message' "$WORK/whole.json"
	assert_line --partial "warning run .git-done.yml:2:39: service rule 'aps/*' matches nothing"
	assert_line --partial "warning run .git-done.yml:2:75: depends_on 'libs/comon' matches nothing"
	for i in 1 2 3; do git-done audit --format json --shard "$i/3" >"$WORK/$i.json"; done
	git-done merge --format json "$WORK/1.json" "$WORK/2.json" "$WORK/3.json" >"$WORK/merged.json"
	run jq -c '[.runs[].notes[] | select(.message | contains("matches nothing"))] | length' "$WORK/merged.json"
	assert_output 2
	for format in text github junit sarif markdown html; do
		run git done audit --format "$format"
		assert_success
		assert_output --partial 'libs/comon'
	done
}

@test "only files of the repository are looked at, those that are extended too" {
	write policies/shop.yml <<'POLICY'
version: 1
criteria: {docs: {checks: {extra: {content: {files: "**/*.nothing", match: x}, level: warning}}}}
POLICY
	write .git-done.yml <<'POLICY'
version: 1
extends: [preset:backend, policies/shop.yml]
services: [services/*]
POLICY
	commit 'two files'
	run git done policy lint
	assert_success
	assert_output --partial "warning: policies/shop.yml:2:53: files '**/*.nothing' of 'docs.extra' matches nothing"
	assert_equal "$(printf '%s\n' "$output" | grep -c '^warning')" 1
	run git done audit
	flat
	assert_output --partial "policies/shop.yml:2:53: files '**/*.nothing'"
	assert_equal "$(printf '%s\n' "$output" | grep -o 'matches nothing' | wc -l)" 1
}

@test "an unknown tag is an error with its place, in lint and in every gate" {
	policy '{path: apps/*, tags: [critical, web]}' '' '{when: {tag: critcal}, file: {none: [x]}}'
	for command in 'policy lint' audit 'check HEAD~1..HEAD'; do
		# shellcheck disable=SC2086
		run git done $command
		assert_equal "$status" 2
		assert_output --partial '.git-done.yml:4:49'
		assert_output --partial "unknown tag 'critcal'"
		assert_output --partial "did you mean 'critical'?"
	done
}

@test "lint without a tree says what it did not look at" {
	mkdir "$WORK/nowhere"
	cp .git-done.yml "$WORK/nowhere/other.yml"
	cd "$WORK/nowhere"
	run git done policy lint other.yml
	assert_success
	assert_output --partial 'the selectors were not compared with a tree'
	run git done policy lint preset:backend
	assert_success
	refute_output --partial 'selectors'
}

@test "lint looks at the index, and says so" {
	write .git-done.yml <<'POLICY'
version: 1
services: [services/*, workers/*]
criteria: {docs: {checks: {readme: {file: README.md}}}}
POLICY
	write workers/mail/README.md '# Mail'
	run git done policy lint
	assert_success
	assert_output --partial "service rule 'workers/*' matches nothing"
	assert_output --partial 'git add'
	git add workers
	run git done policy lint
	refute_output --partial 'workers'
}

@test "a tree too large to look at is said, in time" {
	awk 'BEGIN {
		print "commit refs/heads/large\ncommitter a <a@example.com> 1767225600 +0000\ndata 1\nx"
		printf "M 100644 inline .git-done.yml\ndata <<END\nversion: 1\nservices: [services/*]\ncriteria: {c: {checks: {c: {content: {match: x, files: ["
		for (i = 0; i < 4000; i++) printf "%s\"**/q%d*\"", i ? ", " : "", i
		print "]}}}}}\nEND\n"
		for (i = 0; i < 6000; i++) printf "M 100644 inline services/s/d%d/f%d\ndata 2\nx\n\n", i % 10, i
	}' | git fast-import --quiet
	run git done policy lint --from large
	assert_success
	assert_output --partial 'warning: the tree is too large to tell whether the other selectors of the policy match anything (4000)'
}

@test "doctor warns of them too, and is no less sure of the hook" {
	git done install
	run git done doctor
	assert_success
	refute_output --partial 'matches nothing'
	policy '{path: aps/*}'
	run git done doctor
	assert_success
	assert_output --partial "warning: .git-done.yml:2:39: service rule 'aps/*' matches nothing"
	assert_output --partial 'the gate is in place'
	printf 'version: 1\n' >.git-done.yml
	git add .git-done.yml
	run git done doctor
	assert_success
}

@test "a staged change of the policy is looked at as staged" {
	policy
	sed -i.bak 's/README.md/{all: [README.md]}, when: {has: main.goo}/' .git-done.yml
	git add .git-done.yml
	run git done check --staged
	flat
	assert_output --partial "has 'main.goo' of 'docs.readme' matches nothing: no service has such a file; did you mean 'main.go'?"
	refute_output --partial 'base'"'"'s policy)'
}

@test "the root as one service, and automatic services" {
	write .git-done.yml <<'POLICY'
version: 1
services: [{path: ., name: shop}]
criteria: {docs: {checks: {code: {content: {files: ["services/**/*.go", "service/**/*.go"], match: package}}}}}
POLICY
	commit root
	run git done audit
	assert_success
	flat
	assert_output --partial "files 'service/**/*.go' of 'docs.code' matches nothing: no service has such a file; did you mean 'services/**/*.go'?"
	write .git-done.yml <<'POLICY'
version: 1
services: auto
criteria: {docs: {checks: {code: {content: {files: "**/*.goo", match: package}}}}}
POLICY
	git add .git-done.yml
	run git done policy lint
	assert_success
	assert_output --partial "warning: 'services: auto' finds no service in this tree"
	assert_output --partial "files '**/*.goo' of 'docs.code' matches nothing"
	go_server services/orders
	git add services
	run git done policy lint
	refute_output --partial auto
	assert_output --partial "did you mean '**/*.go'?"
}
