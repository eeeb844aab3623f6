#!/usr/bin/env bats
# Debt: what the base did not meet already does not refuse a change, by real pushes.
load helper

prepare() {
	export COLUMNS=300
	copy_of make_old
	git done install >/dev/null 2>&1
	git checkout -q -b topic
}

# A clone whose main is years old: three services, of which none has a runbook or a load test, and one prints.
make_old() {
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	old_policy allow
	for name in orders stock mail; do
		readme $name
		write services/$name/main.go 'package main

func main() { serve() }'
	done
	write services/mail/log.go 'package main

func log() { fmt.Println("mail") }'
	commit start
	git remote add origin "${PWD%/shop}/remote.git"
	git push -q --no-verify origin main
	git remote set-head origin main
	git branch -q --set-upstream-to=origin/main
}

# old_policy DEBT
old_policy() {
	write .git-done.yml <<POLICY
version: 1
services:
  - path: services/*
debt: $1
criteria:
  docs:
    checks:
      readme:
        missing: no README
        file: {all: [README.md]}
      runbook:
        missing: no runbook
        file: {any: [RUNBOOK.md, "docs/RUNBOOK.md"]}
      long:
        when: {has: GUIDE.md}
        file: {all: [GUIDE.md], min_bytes: 400}
  logging:
    checks:
      no-print:
        content: {files: ["**/*.go"], forbid: '\bfmt\.Print'}
  performance:
    checks:
      check:
        missing: no load test
        file: {any: [load.json]}
POLICY
}

touch_service() {
	printf '// a comment\n' >>"services/$1/main.go"
	commit "touch $1"
}

# On main, past the hook.
on_main() {
	git checkout -q main
	"$@"
	commit "${FUNCNAME[0]} $*"
	git push -q --no-verify origin main
	git checkout -q topic
}

json() {
	git done check --format json "$@" | jq "$jq"
}

@test "a push of a comment to a service that meets little is accepted, in one line that counts what is owed" {
	touch_service orders
	touch_service stock
	run git push origin topic
	assert_success
	assert_line 'ok  orders, stock: nothing got worse (4 old gaps)'
}

@test "without debt the same push is refused" {
	on_main old_policy refuse
	git rebase -q main
	touch_service orders
	run git push origin topic
	assert_failure
	assert_line 'PUSH REFUSED by git-done, nothing was pushed: orders fails 2 required checks'
}

@test "a push that deletes a README is refused: what it broke, and how to take it back" {
	git rm -q services/orders/README.md
	commit 'tidy up'
	run git push origin topic
	assert_failure
	assert_line --index 0 'PUSH REFUSED by git-done, nothing was pushed: with this change orders has no README any more'
	assert_line --index 1 '  docs.readme  services/orders/README.md was deleted by this change'
	assert_line --index 2 "               to restore: git checkout origin/main -- services/orders/README.md"
	assert_line --index 3 '  not blocking: 2 old gaps (docs.runbook, performance.check)'
	# What was deleted is brought back, not written anew.
	refute_output --partial 'write the files:'
	run git checkout origin/main -- services/orders/README.md
	assert_success
}

@test "two hundred services that meet nothing: a comment passes, a README is missed" {
	git checkout -q main
	for i in $(seq 1 200); do
		mkdir -p "services/s$i"
		echo "package s$i" >"services/s$i/main.go"
		[ "$i" -gt 100 ] || echo "# s$i" >"services/s$i/README.md"
	done
	commit many
	git push -q --no-verify origin main
	git checkout -q -B topic
	for i in $(seq 1 200); do echo '// more' >>"services/s$i/main.go"; done
	commit comments
	run git push origin topic
	assert_success
	assert_line --partial 'nothing got worse (500 old gaps)'
	git rm -q services/s7/README.md
	commit delete
	run git push origin topic
	assert_failure
	assert_line 'PUSH REFUSED by git-done, nothing was pushed: with this change s7 has no README any more'
}

@test "what grew worse is new, what shrank or stands is not" {
	on_main write services/stock/GUIDE.md "$(printf '%0100d' 0)"
	git rebase -q main
	write services/stock/GUIDE.md "$(printf '%0200d' 0)"
	commit shrank
	run git done check
	assert_success
	write services/stock/GUIDE.md "$(printf '%050d' 0)"
	commit grew
	run git done check
	assert_equal "$status" 1
	assert_line --partial 'this change broke 1 check of stock'
}

@test "one more finding of a check that is unmet is told alone, the old ones are marked" {
	write services/mail/more.go 'package main

func more() { fmt.Printf("more") }'
	commit more
	run git push origin topic
	assert_failure
	assert_line 'PUSH REFUSED by git-done, nothing was pushed: this change broke 1 check of mail'
	assert_line --partial 'logging.no-print  services/mail/more.go:3'
	refute_output --partial log.go
	run git done check --verbose
	assert_line --partial '(old) services/mail/log.go:3:14'
	jq='[.runs[0].services[0].criteria[].checks[] | select(.id == "logging.no-print") | .verdict, .known, (.findings[] | .known)]'
	assert_equal "$(json | jq -c .)" '["unmet",1,false,true]'
}

# bats file_tags=deep

@test "lines that move, files that are renamed, edited, or formatted anew bring nothing new" {
	write services/mail/log.go 'package main

// a line above, and tabs for blanks
func log() {
		fmt.Println("mail")
}'
	commit reformatted
	run git push origin topic
	assert_success
	git checkout -q -B other origin/main
	git mv services/mail/log.go services/mail/output.go
	commit renamed
	run git done check
	assert_success
	mkdir services/mail/internal
	git mv services/mail/output.go services/mail/internal/output.go
	printf '\nfunc other() {}\n' >>services/mail/internal/output.go
	commit moved
	run git push origin other
	assert_success
	assert_line --partial 'nothing got worse (3 old gaps'
}

@test "a copy of what is forbidden is new" {
	cp services/mail/log.go services/mail/copy.go
	commit copy
	run git done check
	assert_equal "$status" 1
	assert_line --partial 'services/mail/copy.go:3'
}

@test "a service that moves takes its debt along" {
	git mv services/mail services/post
	commit moved
	run git push origin topic
	assert_success
	assert_line --partial 'post: nothing got worse (3 old gaps'
}

@test "a new service owes nothing, whatever others do" {
	write services/new/main.go 'package main'
	commit new
	run git push origin topic
	assert_failure
	assert_line --partial 'the new service new fails 3 required checks'
}

@test "a fork of an old base owes what it began with, though the base has it no longer" {
	on_main write services/mail/log.go 'package main'
	touch_service mail
	run git push origin topic
	assert_success
	assert_line --partial 'nothing got worse (3 old gaps'
}

@test "a merge of the base into the branch, and two merge bases" {
	touch_service mail
	on_main write services/stock/more.go 'package main'
	git merge -q --no-edit main
	run git done check
	assert_success
	# Each side merges the other's first commit: both are merge bases, and only one of them prints in stock.
	git checkout -q -b left main
	write services/stock/print.go 'package main

func p() { fmt.Print("p") }'
	commit left
	git checkout -q -b right main
	touch_service orders
	first=$(git rev-parse HEAD)
	git merge -q --no-edit left
	git checkout -q left
	git merge -q --no-edit "$first"
	git rm -q services/stock/print.go
	commit 'left gives it up'
	git checkout -q right
	touch_service stock
	run git done check left...right
	assert_equal "$status" 1
	assert_line --partial 'print.go:3'
	assert_line --partial 'broke 1 check'
}

@test "an integration branch that is replaced: its old tip counts, and nothing before" {
	on_main write services/mail/log.go 'package main'
	git checkout -q -B main origin/main~1
	touch_service mail
	run git push --force origin main
	assert_failure
	assert_line --partial 'logging.no-print  services/mail/log.go:3'
}

@test "a revert is accepted: a service that is as it was before lacks what it lacked then" {
	on_main write services/mail/log.go 'package main'
	on_main write services/mail/RUNBOOK.md '# Runbook'
	git checkout -q -B topic main
	git revert --no-edit HEAD HEAD~1 >/dev/null
	run git push origin topic
	assert_success
	assert_line --partial 'mail: nothing got worse (3 old gaps'
	touch_service mail
	run git push origin topic
	assert_failure
}

@test "no base: everything is new, and what to compare with is said" {
	git init -q "$WORK/first"
	cd "$WORK/first"
	old_policy allow
	write services/orders/main.go 'package main'
	git add -A
	run git done check --staged
	assert_equal "$status" 1
	assert_line --partial 'fails 3 required checks'
	assert_line --partial 'there is no base to compare with, so no gap is an old one'
	assert_line --partial 'git done check --base REV'
}

@test "what is staged is compared with what a push would be" {
	printf '// more\n' >>services/orders/main.go
	git add -A
	run git done check --staged
	assert_success
	assert_line --partial 'nothing got worse (2 old gaps'
	git rm -q services/orders/README.md
	commit 'broken on the branch'
	printf '// more\n' >>services/orders/main.go
	git add -A
	run git done check --staged
	assert_equal "$status" 1
	assert_line --partial 'services/orders/README.md was deleted'
	git remote remove origin
	run git done check --staged
	assert_success
}

@test "a base without a policy: head's judges both trees" {
	git checkout -q main
	git rm -q .git-done.yml
	commit 'no policy yet'
	git push -q --no-verify origin main
	git checkout -q -B topic
	old_policy allow
	printf '// more\n' >>services/orders/main.go
	commit adopt
	run git push origin topic
	assert_success
	assert_line --partial 'adopting'
	assert_line --partial 'nothing got worse (2 old gaps'
}

@test "never owed: sheets, waived checks, what the base was not asked" {
	write services/orders/done.yml 'stage: [broken'
	commit 'a sheet that cannot be read'
	run git done check
	assert_equal "$status" 1
	assert_line --partial 'sheet.valid'
	on_main write services/stock/done.yml 'waivers: [{check: docs.runbook, reason: the handbook moves to the wiki, by: lead, until: 2026-12-31}]'
	git checkout -q -B topic main
	touch_service stock
	run git done check --now 2026-12-31
	assert_success
	assert_line --partial '1 old gap'
	assert_line --partial '1 waived'
	run git done check --now 2027-01-01
	assert_equal "$status" 1
	assert_line --partial 'docs.runbook'
	refute_line --partial 'performance.check  '
}

@test "never owed: a service whose experiment is over, or that was one" {
	on_main write services/stock/done.yml 'stage: {name: experiment, until: 2026-12-31, why: we try another way to count}'
	git checkout -q -B topic main
	touch_service stock
	run git done check --now 2026-12-31
	assert_success
	run git done check --now 2027-01-01
	assert_equal "$status" 1
	assert_line --partial 'docs.runbook'
	git rm -q services/stock/done.yml
	commit 'into production'
	run git done check --now 2026-12-31
	assert_equal "$status" 1
	assert_line --partial 'fails 2 required checks'
}

@test "debt until a day: owed on it, refused after it" {
	on_main old_policy 2027-03-01
	git checkout -q -B topic main
	touch_service orders
	run git done check --now 2027-02-14
	refute_line --partial 'no longer owed'
	run git done check --now 2027-02-15
	assert_line --partial 'old gaps of 5 checks are no longer owed after 2027-03-01 (in 14 days)'
	run git done check --now 2027-03-01
	assert_success
	assert_line --partial '(today)'
	run git done check --now 2027-03-02
	assert_equal "$status" 1
	assert_line --partial 'orders fails 2 required checks'
}

@test "a criterion and a check may say otherwise than the policy" {
	git checkout -q main
	sed -i.bak 's/^  performance:/&\n    debt: refuse/; s/^      runbook:/&\n        debt: refuse/' .git-done.yml
	rm .git-done.yml.bak
	commit
	git push -q --no-verify origin main
	git checkout -q -B topic
	touch_service mail
	run git done check
	assert_equal "$status" 1
	assert_line --partial 'docs.runbook'
	assert_line --partial 'performance.check'
	refute_line --partial 'log.go:3'
}

@test "an object of the base that is not here: undecided, with what to do; unreadable content is not" {
	on_main write services/mail/big.go "$(printf 'package main\n// \x01')"
	git checkout -q -B topic main
	touch_service mail
	blob=$(git rev-parse origin/main:services/mail/log.go)
	write services/mail/log.go 'package main

func log() { fmt.Println("other") }'
	commit change
	git gc -q --prune=now
	run git done check
	assert_equal "$status" 1
	git unpack-objects -q <"$(ls .git/objects/pack/*.pack)" || true
	mv .git/objects/pack "$WORK/pack"
	mkdir .git/objects/pack
	for pack in "$WORK"/pack/*.pack; do git unpack-objects -q <"$pack"; done
	rm -f ".git/objects/${blob:0:2}/${blob:2}"
	run git done check
	assert_equal "$status" 3
	assert_line --partial 'whether the base met it cannot be told'
	assert_line --partial "$blob"
}

@test "more findings than are kept: a new one among them is found, and told" {
	git checkout -q main
	{
		echo 'package main'
		for i in $(seq 1 1500); do echo "func f$i() { fmt.Println($i) }"; done
	} >services/mail/many.go
	commit many
	git push -q --no-verify origin main
	git checkout -q -B topic
	touch_service mail
	run git push origin topic
	assert_success
	write services/mail/z.go 'package main

func z() { fmt.Println("z") }'
	commit one
	run git push origin topic
	assert_failure
	assert_line --partial 'logging.no-print  services/mail/z.go:3'
	refute_line --partial 'and 1 more'
}

@test "every format has a state for it" {
	git rm -q services/orders/README.md
	touch_service orders
	run git done check --format junit
	assert_output --partial '<skipped message="owed: the base does not meet it either'
	assert_output --partial 'failures="1"'
	run git done check --format tap
	assert_line --regexp '^not ok .* orders docs.runbook # TODO owed: '
	run git done check --format sarif
	assert_equal "$(jq -c '[.runs[0].results[] | [.ruleId, .level, .baselineState]]' <<<"$output")" \
		'[["docs.readme","error",null],["docs.runbook","note","unchanged"],["performance.check","note","unchanged"]]'
	run git done check --format checkstyle
	assert_line --regexp 'severity="info" .*source="git-done.docs.runbook"'
	assert_line --regexp 'severity="error" .*source="git-done.docs.readme"'
	for format in github azure gitlab teamcity; do
		run git done check --format $format
		refute_output --partial 'docs.runbook'
	done
	run git done check --format markdown
	assert_line --partial '**docs\.runbook** is owed\: the base'
	run git done check --format html
	assert_output --partial 'class=owed'
	jq='.runs[0].services[0] | .verdict, .owed'
	assert_equal "$(json | tr '\n' ' ')" '"unmet" 2 '
	git done check --format json="$WORK/report.json" >/dev/null || true
	run git done merge "$WORK/report.json"
	assert_line 'CHECK FAILED by git-done: with this change orders has no README any more'
}

@test "replay asks of each commit what it brought" {
	touch_service orders
	git rm -q services/orders/README.md
	commit 'tidy up'
	touch_service orders
	run git done replay --last 3
	assert_line --partial '1 would have been refused, 0 could not be decided, 2 would have passed'
	assert_line --partial 'tidy up'
}

@test "an audit counts what a gate would call owed, in every format" {
	run git done audit
	assert_equal "$status" 1
	assert_line --partial 'owed: 7 unmet checks of 3 services'
	run git done audit --format markdown
	assert_output --partial '7 unmet checks of 3 services'
	run git done audit --format html
	assert_output --partial 'owed: 7 unmet checks of 3 services'
	run git done audit --format json
	assert_output --partial 'owed: 7 unmet checks of 3 services'
	old_policy 2027-03-01
	commit 'until a day'
	run git done audit --now 2027-03-01
	assert_output --partial 'owed: 7 unmet checks of 3 services'
	run git done audit --now 2027-03-02
	refute_output --partial 'owed: '
	old_policy refuse
	commit 'no debt'
	run git done audit
	refute_output --partial 'owed: '
}

@test "the older form of effective is a debt until the day before, and lint says so" {
	git checkout -q main
	old_policy refuse
	sed -i.bak 's/^  docs:/&\n    effective: {new_services: now, existing: 2027-06-01}/' .git-done.yml
	rm .git-done.yml.bak
	commit old-form
	git push -q --no-verify origin main
	git checkout -q -B topic
	run git done policy lint
	assert_success
	assert_line "note: 'effective: {existing: 2027-06-01}' of 'docs.readme' and of 2 more checks is read as 'debt: 2027-05-31': what a service lacked already is owed through that day, and what is new is refused at once; write the latter"
	touch_service orders
	run git done check --check docs.runbook --now 2027-05-31
	assert_success
	run git done check --check docs.runbook --now 2027-06-01
	assert_equal "$status" 1
	git rm -q services/orders/README.md
	commit 'not owed: the base met it'
	run git done check --check docs.readme --now 2027-05-31
	assert_equal "$status" 1
}

@test "a line that met a check and was removed is named, by file and line of the base" {
	git checkout -q main
	sed -i.bak 's/^  logging:/&\n    debt: allow/; s/^      no-print:/      health:\n        missing: no health route\n        content: {files: ["**\/*.go"], match: "\/healthz"}\n&/' .git-done.yml
	rm .git-done.yml.bak
	write services/orders/main.go 'package main

func main() {
	handle("/healthz", ok)
	serve()
}'
	commit 'a health route'
	git push -q --no-verify origin main
	git checkout -q -B topic main
	write services/orders/main.go 'package main

func main() {
	serve()
}'
	commit 'less code'
	run git push origin topic
	assert_failure
	assert_line --index 0 'PUSH REFUSED by git-done, nothing was pushed: with this change orders has no health route any more'
	assert_line --partial 'logging.health  no health route any more: it was in services/orders/main.go:4, a line that this change removed'
	# A line that only moved is no loss.
	git checkout -q -B moved main
	write services/orders/main.go 'package main

// more
func main() {
	handle("/healthz", ok)
}'
	commit moved
	run git push origin moved
	assert_success
}

@test "a base that nobody can read: the fix passes, and what the fix brings is new" {
	git checkout -q main
	printf 'package main\n// \0\n' >services/orders/big.go
	commit 'a source that is not text'
	git push -q --no-verify origin main
	git checkout -q -B topic main
	touch_service orders
	run git done check
	assert_equal "$status" 3
	write services/orders/big.go 'package main'
	commit 'the fix: it is text again'
	run git push origin topic
	assert_success
	assert_line --partial 'nothing got worse (2 old gaps'
	write services/orders/big.go 'package main

func big() { fmt.Println("big") }'
	commit 'text that prints'
	run git done check
	assert_equal "$status" 1
	assert_line --partial 'services/orders/big.go:3'
}

@test "jobs, shards and skipped checks: the same is owed" {
	touch_service orders
	touch_service stock
	touch_service mail
	jq='[.runs[0].services[] | [.name, .verdict, .owed]]'
	all=$(json --jobs 1 | jq -c .)
	assert_equal "$all" '[["mail","owed",3],["orders","owed",2],["stock","owed",2]]'
	assert_equal "$(json --jobs 3 | jq -c .)" "$all"
	parts=$({ json --shard 1/2; json --shard 2/2; } | jq -cs 'add | sort')
	assert_equal "$parts" "$all"
	run env GIT_DONE_SKIP=docs.runbook git push origin topic
	assert_success
	assert_line --partial '4 old gaps'
}

@test "a directory that is emptied and given to another service owes nothing" {
	on_main write services/stock/done.yml 'service: stock'
	git checkout -q -B topic main
	git rm -q -r services/stock
	write services/stock/app.py 'print("another")'
	write services/stock/done.yml 'service: depot'
	readme stock
	commit 'another service at its place'
	run git push origin topic
	assert_failure
	assert_line --partial 'docs.runbook'
	assert_line --partial 'performance.check'
}

@test "evidence of the change is never read as the base's" {
	git checkout -q main
	printf '  measured:\n    checks:\n      unit: {tests: {reports: [junit.xml], from: evidence}}\n' >>.git-done.yml
	commit 'tests are asked for'
	git push -q --no-verify origin main
	git checkout -q -B topic main
	touch_service orders
	mkdir -p "$WORK/now/services/orders" "$WORK/then/services/orders"
	echo '<testsuite tests="1" failures="1"><testcase classname="a" name="b"><failure message="no"/></testcase></testsuite>' \
		>"$WORK/now/services/orders/junit.xml"
	cp "$WORK/now/services/orders/junit.xml" "$WORK/then/services/orders/junit.xml"
	run git done check --check measured.unit --evidence "$WORK/now"
	assert_equal "$status" 1
	run git done check --check measured.unit --evidence "$WORK/now" --evidence-base "$WORK/then"
	assert_success
	assert_line --partial '1 old gap'
	echo '<testsuite tests="1" failures="0"><testcase classname="a" name="b"/></testsuite>' >"$WORK/then/services/orders/junit.xml"
	run git done check --check measured.unit --evidence "$WORK/now" --evidence-base "$WORK/then"
	assert_equal "$status" 1
}
