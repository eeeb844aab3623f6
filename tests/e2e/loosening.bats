#!/usr/bin/env bats
# 'loosening': what comes of a push that loosens the policy. The base's word counts.
load helper

# The shop's remote asks for it, and the hook is there.
prepare() {
	shop
	says alone
}

# says WORD: main has 'loosening: WORD'.
says() {
	git checkout -q main
	sed -i.bak '/^loosening:/d' .git-done.yml
	rm .git-done.yml.bak
	[ "$1" = note ] || printf 'loosening: %s\n' "$1" >>.git-done.yml
	commit "loosening: $1"
	git push -q --no-verify origin main
	git done install >/dev/null 2>&1
}

# edit FROM TO: in the policy, on a branch of its own.
edit() {
	sed -i.bak "s/$1/$2/" .git-done.yml
	rm .git-done.yml.bak
}

refused() {
	assert_failure
	assert_output --partial 'REFUSED'
	assert_output --partial "$1"
}

@test "alone: what loosens comes by itself, and never beside other files" {
	git checkout -q -b eased
	edit 'min_words: 3' 'min_words: 1'
	commit 'ask for less'
	run git push origin eased
	assert_success
	assert_output --partial "the change edits the policy: 'docs.readme': sections '(?i)^purpose': min_words 3 -> 1 (judged by the base's)"
	assert_output --partial "services by the old rule of 'docs.readme' and by the new one, in the base: met 2 -> 2; in the change: met 2 -> 2 (no proof)"
	write services/orders/more.go 'package main'
	commit 'and some code'
	run git push origin eased
	refused "the change loosens the policy: 'docs.readme': sections '(?i)^purpose': min_words 3 -> 1"
	assert_output --partial "also changes 'services/orders/more.go'"
	# What it says to do is enough.
	fix=$(printf '%s\n' "$output" | tr '\n' ' ' | grep -o 'git checkout [0-9a-f]* -- .git-done.yml' | head -1)
	$fix
	commit 'take it out'
	run git push origin eased
	assert_success
}

@test "alone: a sheet may stand beside it, and a tighter policy beside everything" {
	git checkout -q -b eased
	edit 'min_words: 3' 'min_words: 1'
	write services/orders/done.yml 'owner: "@org/orders"'
	commit 'ask for less'
	run git push origin eased
	assert_success
	git checkout -q -b tighter main
	edit 'min_words: 3' 'min_words: 5'
	write services/orders/more.go 'package main'
	commit 'ask for more'
	run git push origin tighter
	assert_success
	refute_output --partial 'the change edits the policy'
}

@test "a sheet that asks less of its service comes alone, too" {
	write services/orders/done.yml 'stage: production'
	commit 'a sheet'
	git push -q --no-verify origin main
	git checkout -q -b probe
	write services/orders/done.yml 'stage: {name: experiment, until: 2027-01-31, why: "We try another store of orders."}'
	write services/orders/more.go 'package main'
	commit 'an experiment'
	run git push origin probe
	refused "the change asks less of a service by its sheet: 'orders': stage 'production' -> 'experiment'"
	git reset -q --soft HEAD^
	git rm -q --cached services/orders/more.go
	git commit -q --no-verify -m 'an experiment'
	run git push origin probe
	assert_success
}

# bats file_tags=deep

@test "refuse: what loosens is refused, until a change of that word alone takes it back" {
	says refuse
	git checkout -q -b eased
	edit 'min_words: 3' 'min_words: 1'
	commit 'ask for less'
	run git push origin eased
	refused "The base's policy says 'loosening: refuse'"
	assert_output --partial "first land a change of nothing but that word ('loosening: alone')"
	git checkout -q -b word main
	edit 'loosening: refuse' 'loosening: alone'
	edit 'min_words: 3' 'min_words: 1'
	commit 'two at once'
	run git push origin word
	refused "The base's policy says 'loosening: refuse'"
	edit 'min_words: 1' 'min_words: 3'
	write services/orders/more.go 'package main'
	commit 'the word, beside code'
	run git push origin word
	refused "also changes 'services/orders/more.go'"
	git rm -q services/orders/more.go
	commit 'the word'
	run git push origin word word:main
	assert_success
	git checkout -q -b eased2 word
	edit 'min_words: 3' 'min_words: 1'
	commit 'ask for less'
	run git push origin eased2
	assert_success
}

@test "note: it is reported and passes, beside anything" {
	says note
	git checkout -q -b eased
	edit 'min_words: 3' 'min_words: 1'
	write services/orders/more.go 'package main'
	commit 'ask for less'
	run git push origin eased
	assert_success
	assert_output --partial 'min_words 3 -> 1'
}

@test "a service that is judged no longer is named and counted" {
	git checkout -q -b fewer
	edit 'path: services\/\*' 'path: services\/stock'
	write services/stock/more.go 'package main'
	commit 'fewer services'
	run git push origin fewer
	refused "1 service is no longer judged: 'services/orders'"
}

@test "the policy is not removed or renamed until a change has said 'loosening: note'" {
	git checkout -q -b removed
	git rm -q .git-done.yml
	commit 'no policy'
	run git push origin removed
	refused "the change removes the policy (.git-done.yml), and the base's says 'loosening: alone'"
	git checkout -q -b renamed main
	git mv .git-done.yml done-policy.yml
	commit 'another name'
	run git push origin renamed
	refused 'the change removes the policy'
	# As it says: first the word, then the removal.
	git checkout -q -b word main
	edit 'loosening: alone' 'loosening: note'
	commit 'loosening is noted'
	run git push origin word word:main
	assert_success
	git checkout -q -b gone word
	git rm -q .git-done.yml
	commit 'no policy'
	run git push origin gone
	assert_success
	assert_output --partial 'the change removes the policy'
}

@test "a part of the policy in another file counts as the policy" {
	write policies/base.yml <<'POLICY'
version: 1
criteria:
  docs:
    checks:
      runbook: {file: README.md}
      owner: {file: main.go}
POLICY
	edit 'version: 1' 'version: 1\nextends: [policies\/base.yml]'
	commit 'a part'
	git push -q --no-verify origin main
	git checkout -q -b eased
	edit 'version: 1' 'version: 1'
	sed -i.bak '/owner:/d' policies/base.yml
	rm policies/base.yml.bak
	commit 'ask for less'
	run git push origin eased
	assert_success
	write services/orders/more.go 'package main'
	commit 'and code'
	run git push origin eased
	refused "'docs.owner' is removed"
}

@test "a merge of main loosens nothing, whatever main's policy has become" {
	git checkout -q -b release
	git push -q --no-verify origin release
	git checkout -q -b topic
	git branch -q --set-upstream-to=origin/release
	git checkout -q main
	edit 'min_words: 3' 'min_words: 1'
	commit 'ask for less'
	git push -q --no-verify origin main
	git checkout -q topic
	write services/orders/more.go 'package main'
	commit 'a change'
	git merge -q --no-edit main
	run git push origin topic
	assert_success
	refute_output --partial 'min_words'
	run git done check origin/release...topic
	assert_success
	assert_output --partial "the change brings the policy of 'origin/main', file by file: that loosens nothing"
	# One word of its own beside it is an edit.
	edit 'min_words: 1' 'min_words: 2'
	commit 'my own'
	run git done check origin/release...topic
	assert_failure
	assert_output --partial 'min_words 3 -> 2'
}

@test "on the integration branch each first-parent commit is a change of its own" {
	git checkout -q -b eased
	edit 'min_words: 3' 'min_words: 1'
	commit 'ask for less'
	git checkout -q -b code main
	write services/orders/more.go 'package main'
	commit 'a change'
	git checkout -q main
	git merge -q --no-ff --no-edit eased
	git merge -q --no-ff --no-edit code
	run git push origin main
	assert_success
	assert_output --partial 'min_words 3 -> 1'
	git checkout -q -b mixed
	edit 'min_words: 1' 'min_words: 0'
	edit "'\\\\bfmt" "'\\\\bxfmt"
	write services/orders/most.go 'package main'
	commit 'both at once'
	git checkout -q main
	git merge -q --no-ff --no-edit mixed
	run git push origin main
	refused 'and commit '
	assert_output --partial "$(git rev-parse --short=12 HEAD) also changes 'services/orders/most.go'"
}

@test "a merge queue mixes requests: each of its commits is judged by itself" {
	local main queue
	main=$(git rev-parse main)
	git checkout -q -b queue
	edit 'min_words: 3' 'min_words: 1'
	commit 'ask for less (#1)'
	write services/orders/more.go 'package main'
	commit 'a change (#2)'
	queue=$(git rev-parse HEAD)
	write "$WORK/event.json" "{\"merge_group\": {\"base_sha\": \"$main\"}}"
	run env GITHUB_ACTIONS=true GITHUB_EVENT_PATH="$WORK/event.json" GITHUB_EVENT_NAME=merge_group GITHUB_SHA="$queue" git done check
	assert_success
	assert_output --partial 'min_words 3 -> 1'
	edit 'min_words: 1' 'min_words: 0'
	edit "'\\\\bfmt" "'\\\\bxfmt"
	write services/orders/most.go 'package main'
	commit 'both at once (#3)'
	run env GITHUB_ACTIONS=true GITHUB_EVENT_PATH="$WORK/event.json" GITHUB_EVENT_NAME=merge_group GITHUB_SHA="$(git rev-parse HEAD)" git done check
	assert_failure
	assert_output --partial "also changes 'services/orders/most.go'"
}

@test "new branches, tags, several refs in one push" {
	git checkout -q -b eased
	edit 'min_words: 3' 'min_words: 1'
	write services/orders/more.go 'package main'
	commit 'both at once'
	git tag v1
	git checkout -q -b fine main
	write services/orders/fine.go 'package main'
	commit 'a change'
	run git push origin v1
	refused 'min_words 3 -> 1'
	run git push origin fine eased
	refused 'min_words 3 -> 1'
	assert_equal "$(remote_ref refs/heads/fine)" ''
	run git push origin fine
	assert_success
}

@test "the staged change is told, too, and an audit asks nothing of it" {
	edit 'min_words: 3' 'min_words: 1'
	write services/orders/more.go 'package main'
	git add -A
	run git done check --staged
	assert_failure
	assert_output --partial 'min_words 3 -> 1'
	run git done audit
	assert_success
	refute_output --partial 'loosens'
}

@test "a word that is not one of the three is an error with its place" {
	edit 'loosening: alone' 'loosening: never'
	run git done policy lint
	assert_failure 2
	assert_output --partial "'loosening' cannot be 'never'"
	assert_output --partial '.git-done.yml:'
}
