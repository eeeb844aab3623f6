#!/usr/bin/env bats
# Since which commit an unmet check is so: git done why says it, and git done audit --since-when, within a few seconds.
load helper

prepare() {
	export COLUMNS=300
	git init -q shop
	cd shop || return
	write .git-done.yml 'version: 1
services: [{path: services/*}]
criteria:
  docs:
    checks:
      readme: {file: README.md}
      runbook: {file: RUNBOOK.md}
      long: {level: warning, file: GUIDE.md}'
	for name in cart orders; do
		readme $name
		write services/$name/RUNBOOK.md 'Restart it.'
		write services/$name/GUIDE.md 'Turn left.'
	done
	at 2026-01-05 'the beginning'
	git rm -q services/orders/RUNBOOK.md
	at 2026-02-10 'runbooks are boring'
	echo more >>services/orders/README.md
	at 2026-03-15 'more of it'
	git rm -q services/orders/GUIDE.md
	at 2026-04-20 'nobody reads guides'
}

# at DAY SUBJECT
at() {
	git add -A
	GIT_AUTHOR_DATE="$1T12:00:00Z" GIT_COMMITTER_DATE="$1T12:00:00Z" git commit -q -m "$2"
}

short() {
	git log --format=%h --abbrev=10 --grep "$1"
}

@test "why names the commit of one check, and of each of a service" {
	run git done why orders docs.runbook
	assert_line --regexp "^  unmet +since 2026-02-10: $(short boring) .*: runbooks are boring\$"
	run git done why orders
	assert_line --regexp "^ +since 2026-02-10: $(short boring) "
	assert_line --regexp "^ +since 2026-04-20: $(short guides) "
	# What is met is not looked for.
	run git done why cart docs.runbook
	refute_output --partial 'unmet '
	run git done why orders docs.runbook --no-history
	assert_success
	refute_output --partial 'since 2026-02-10'
	run git done why orders docs.runbook --format json
	assert_equal "$(jq -c '.check.unmet_since | [.found, .date, .subject, .came]' <<<"$output")" \
		'[true,"2026-02-10","runbooks are boring",false]'
	run git done why orders docs.runbook --format json --no-history
	assert_equal "$(jq -c .check.unmet_since <<<"$output")" null
}

@test "audit --since-when: each unmet check by its service, whatever the verdict is" {
	run git done audit --since-when
	assert_equal "$status" 1
	assert_line 'orders'
	assert_line --regexp "^  docs.runbook +since 2026-02-10: $(short boring) "
	assert_line --regexp "^  docs.long +warns, since 2026-04-20: $(short guides) "
	assert_line --partial 'since when: 2 unmet checks, by the policy at HEAD; 4 commits were looked at'
	run git done audit HEAD~3 --since-when
	assert_success
	assert_line --partial 'since when: 0 unmet checks'
	run git done audit --since-when --service cart
	assert_line --partial 'since when: 0 unmet checks'
}

@test "a service that came without it, and one that moved" {
	write services/late/main.go 'package main'
	at 2026-05-01 'late'
	git mv services/orders services/sales
	at 2026-06-01 'orders are sales'
	run git done audit --since-when
	assert_line --regexp '^  docs.readme +since 2026-05-01: .*: late \(the service came with it\)$'
	assert_line 'sales'
	assert_line --regexp "^  docs.runbook +since 2026-02-10: $(short boring) "
}

# bats file_tags=deep

@test "what was not searched is said: a shallow clone, and no history at all" {
	git clone -q --depth 2 "file://$PWD" ../shallow
	cd ../shallow
	run git done why orders docs.runbook
	assert_success
	assert_line --regexp '^  unmet +longer than since 2026-03-15 \([0-9a-f]{10}\), where the search ended$'
	run git done audit --since-when
	assert_line --partial '1 began before them, and were not searched further'
	assert_line --partial 'note: '
}

@test "JSON and HTML have it, the schema and merge know it, and a shallow clone says where it ended" {
	run git done audit --since-when --format json
	assert_equal "$status" 1
	assert_equal "$(jq -c '[.runs[0].services[].criteria[].checks[] | select(.unmet_since) | [.id, .unmet_since.found, .unmet_since.date, .unmet_since.subject]]' <<<"$output")" \
		'[["docs.runbook",true,"2026-02-10","runbooks are boring"],["docs.long",true,"2026-04-20","nobody reads guides"]]'
	git done audit --since-when --format json=one.json --format html=one.html --now 2026-05-01 || :
	grep -q "unmet since <code>$(short boring)</code> <time datetime=2026-02-10>" one.html
	grep -q '2 unmet checks: 1 for less than 30 days, 1 for less than 180 days; the oldest since <time datetime=2026-02-10>' one.html
	git done merge one.json --format json=merged.json --format html=merged.html || :
	diff one.html merged.html
	diff <(jq -S .runs one.json) <(jq -S .runs merged.json)
	# A day that is none is refused.
	sed 's/"date": "2026-02-10"/"date": "2026-02-30"/' one.json >bad.json
	run git done merge bad.json
	assert_equal "$status" 2
	# Without the option nothing is searched, and nothing is said.
	git done audit --format json=none.json || :
	run ! grep -q unmet_since none.json
	git clone -q --depth 2 "file://$PWD" ../shallow
	cd ../shallow
	run git done audit --since-when --format json=one.json
	assert_line --partial 'git-done: since when: '
	assert_equal "$(jq -c '[.runs[0].services[].criteria[].checks[].unmet_since // empty | .found]' one.json)" '[false,true]'
}

@test "one repository only" {
	run git done audit --since-when --repo . --repo ..
	assert_failure 2
	assert_output --partial "'--since-when' belongs to one repository"
}
