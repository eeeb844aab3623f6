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

@test "text of one repository only" {
	run git done audit --since-when --format json
	assert_failure 2
	assert_output --partial "'--since-when' is text, and cannot be used with '--format'"
	run git done audit --since-when --repo . --repo ..
	assert_failure 2
	assert_output --partial "'--since-when' belongs to one repository"
}
