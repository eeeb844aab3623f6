#!/usr/bin/env bats
# git done log and git done blame: which commit changed what of the bar.
load helper

# on DAY COMMAND...: as a committer of that day.
on() {
	local day=$1
	shift
	GIT_COMMITTER_DATE="${day}T12:00:00Z" "$@"
}

# Six commits: cart loses its README in the third, prints in the fourth, both are well again in the fifth; the sixth moves it.
prepare() {
	export COLUMNS=200
	git init -q shop
	cd shop
	small_policy
	write services/cart/main.go 'package main'
	write services/pay/main.go 'package main'
	readme cart
	readme pay
	on 2026-01-01 commit first
	write services/pay/x.go 'package main'
	on 2026-01-02 commit 'second changes nothing'
	git rm -q services/cart/README.md
	on 2026-01-03 commit 'third takes the README'
	write services/cart/main.go 'package main
func f() { fmt.Println(1) }'
	on 2026-01-04 commit 'fourth prints'
	readme cart
	write services/cart/main.go 'package main'
	on 2026-01-05 commit 'fifth is well again'
	git mv services/cart services/basket
	on 2026-01-06 commit 'sixth moves'
}

@test "the log reads as git log does, newest first, without what changed nothing" {
	run --separate-stderr git done log
	assert_success
	assert_line --index 0 "commit $(git rev-parse HEAD)"
	assert_line --index 1 --regexp '^Author: .* <.*>$'
	assert_line --index 2 'Date:   2026-01-06'
	assert_line '    moves from services/cart to services/basket'
	assert_line --regexp '^    docs.readme  met -> unmet.*  services/cart/README.md  no README.md$'
	assert_line --regexp '^    logging.no-print  met -> unmet.*  services/cart/main.go:2  '
	assert_line '    docs.readme  unmet -> met'
	refute_output --partial 'second changes nothing'
	assert_line --partial '6 commits, 2026-01-01 to 2026-01-06, judged by the policy at HEAD: 5 changed something, 1 did not'
}

@test "ranges, --last, --since, --service, --check" {
	run git done log HEAD~4..HEAD~2
	assert_success
	assert_output --partial 'third takes the README'
	refute_output --partial 'fifth'
	assert_output --partial '2 commits, 2026-01-03 to 2026-01-04'
	run git done log --last 2
	assert_line --partial '2 commits, 2026-01-05 to 2026-01-06'
	run git done log --since 2026-01-04
	assert_line --partial '3 commits, 2026-01-04 to 2026-01-06'
	run git done log --service pay
	refute_output --partial 'third takes'
	assert_output --partial 'appears'
	run git done log --check docs.readme
	assert_output --partial 'third takes the README'
	refute_output --partial 'fourth prints'
	run git done log --service cart --check logging
	assert_output --partial 'fourth prints'
	refute_output --partial 'third takes'
	run git done log HEAD..HEAD
	assert_success
	assert_output 'no commit to look at'
}

@test "blame names the commit, its author and day, through a move" {
	run --separate-stderr git done blame basket
	assert_success
	assert_line --regexp "^met +docs.readme  $(git rev-parse --short=10 HEAD~1)  2026-01-05  .*fifth is well again$"
	write services/pay/main.go 'package main
func f() { fmt.Println(1) }'
	commit seventh
	write unrelated x
	commit eighth
	run git done blame pay logging.no-print
	assert_success
	assert_line --index 0 --regexp "^unmet +logging.no-print  $(git rev-parse --short=10 HEAD~1) .* seventh$"
	run git done blame pay docs
	assert_line --index 0 --regexp "^met +docs.readme  $(git rev-parse --short=10 HEAD~7) .* first \(the service came with it\)$"
}

@test "names that are not known: did you mean" {
	run git done blame baskt
	assert_failure 2
	assert_output --partial "did you mean 'basket'?"
	run git done blame basket docs.readm
	assert_failure 2
	assert_output --partial "did you mean 'docs.readme'?"
	run git done blame
	assert_failure 2
	run git done log --service payy
	assert_failure 2
	assert_output --partial "did you mean 'pay'?"
	run git done log --last 100001
	assert_failure 2
	run git done log --format xml
	assert_failure 2
	run git done log --policy-from base
	assert_failure 2
	run git done log nowhere
	assert_failure 3
}

# bats file_tags=deep

@test "a service that is gone has a log all the same" {
	git rm -rq services/pay
	commit 'pay ends'
	run git done log --service pay
	assert_success
	assert_line '    disappears'
}

@test "by each commit's own policy; edits of it are told either way" {
	sed -i '/no-print/d; /logging:/,$d' .git-done.yml
	commit 'asks less'
	run git done log --last 1
	assert_success
	assert_line '  the policy is loosened'
	refute_output --partial 'not asked'
	run git done log --policy-from head
	assert_success
	assert_line '    logging.no-print  met -> not asked'
	assert_output --partial "judged by each commit's own policy"
}

@test "an edit of what the policy extends is told as one of the policy" {
	mv .git-done.yml org.yml
	printf 'version: 1\nextends: [org.yml]\n' >.git-done.yml
	commit 'the rules move'
	write unrelated.txt x
	commit 'nothing of it'
	sed -i '/no-print/d; /logging:/,$d' org.yml
	commit 'asks less'
	write unrelated2.txt x
	commit 'nothing of it'
	run git done log --last 3
	assert_success
	assert_line '  the policy is loosened'
	assert_line "    'logging.no-print' is removed"
	assert_line --partial '1 changed something, 2 did not'
}

@test "a policy that appears in the middle" {
	git checkout -q --orphan other
	git rm -q --cached .git-done.yml
	mv .git-done.yml ../kept.yml
	on 2026-02-01 commit 'no policy yet'
	mv ../kept.yml .git-done.yml
	on 2026-02-02 commit 'the policy comes'
	run git done log --policy-from head
	assert_success
	assert_line '  the policy appears'
	assert_line --regexp '^    appears: '
}

@test "a shallow clone says where history ends; a broken commit is undecided, and the rest stands" {
	git clone -q --depth 3 "file://$PWD" ../shallow
	run git -C ../shallow done log
	assert_success
	assert_line --partial "note: the shallow clone's history ends here"
	git cat-file -p HEAD~2:services/cart/main.go >/dev/null
	blob=$(git rev-parse HEAD~2^{tree})
	rm -f ".git/objects/${blob:0:2}/${blob:2}"
	run git done log
	assert_failure 3
	assert_output --partial 'undecided:'
	assert_output --partial 'third takes the README'
	assert_output --partial 'or by one of the 1 undecided commits before it'
}

@test "an empty repository, a bare one, a dirty tree" {
	git init -q ../empty
	run git -C ../empty done log
	assert_failure 3
	git clone -q --bare . ../bare.git
	run git -C ../bare.git done log --last 2
	assert_success
	assert_output --partial 'fifth is well again'
	git rm -q services/basket/README.md
	run git done log --last 1
	refute_output --partial 'unmet'
}

@test "json is what its schema says, and reads back" {
	git done log --format json >log.json
	run jq -r '[.judged, .unchanged, .undecided, .interrupted] | @tsv' log.json
	assert_output "$(printf '6\t1\t0\tfalse')"
	run jq -r '.commits[] | .subject as $s | .changes[] | select(.what == "check") | "\($s): \(.path) \(.check) \(.from) -> \(.to)"' log.json
	assert_line 'third takes the README: services/cart docs.readme met -> unmet'
	run jq -r '.checks[] | select(.check == "docs.readme") | .since.subject' <(git done blame basket --format json)
	assert_output 'fifth is well again'
	check-jsonschema --version >/dev/null 2>&1 || return 0
	check-jsonschema --schemafile "$GIT_DONE_SOURCE/config/log.schema.json" log.json
}

@test "an edit of what the policy extends is told like one of the policy itself" {
	write config/base.yml 'version: 1
criteria: {docs: {checks: {readme: {markdown: {file: README.md, sections: [{heading: "(?i)^purpose", min_words: 3}]}}}}}'
	write .git-done.yml 'version: 1
services: [{path: services/*}]
extends: [config/base.yml]'
	on 2026-01-07 commit 'extends'
	sed -i.bak 's/min_words: 3/min_words: 1/' config/base.yml
	rm config/base.yml.bak
	on 2026-01-08 commit 'asks less of words'
	write config/other.yml 'version: 1'
	on 2026-01-09 commit 'another file beside it'
	run git done log --last 3
	assert_success
	assert_line '    asks less of words'
	assert_line '  the policy is loosened'
	refute_output --partial 'another file beside it'
	run git done log --last 3 --format json
	assert_equal "$(jq -r '.commits[] | select(.policy) | .subject' <<<"$output")" 'asks less of words
extends'
}
