#!/usr/bin/env bats
# Kind fresh and git done record, the whole way: a result is recorded, its inputs change, the push is refused with
# what changed and the command, and accepted once it was measured again. No record that a hand made passes.
load helper

prepare() {
	copy_of make_measured
}

RECORD=.git-done/evidence/shop/ops.restore.yml

# A clone `shop` with a hook and a remote, whose restore drill is recorded on main.
make_measured() {
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	write .git-done.yml <<-'POLICY'
		version: 1
		services: [{path: services/*, depends_on: [libs/money]}]
		criteria:
		  ops:
		    checks:
		      restore:
		        fresh: {reports: perf/drill.txt, grace_days: 14}
		      readme: {file: README.md}
	POLICY
	write services/shop/README.md '# Shop'
	write services/shop/main.go 'package main'
	write libs/money/money.go 'package money'
	write services/shop/perf/drill.txt 'restored in 12 minutes'
	git add .
	git-done record ops.restore services/shop/perf/drill.txt --now 2026-03-01
	git remote add origin "${PWD%/shop}/remote.git"
	commit start
	git push -q origin HEAD:refs/heads/main
	git fetch -q origin
	git done install
	git checkout -q -b topic
}

# on DAY MESSAGE: a commit of that day.
on() {
	git add -A
	GIT_COMMITTER_DATE="$1T12:00:00Z" git commit -q -m "$2"
}

push() {
	run git push origin topic
}

@test "a result whose inputs changed is refused by a push, with what changed, and accepted once measured again" {
	write libs/money/money.go 'package money // rounds'
	on 2026-03-20 'another rounding'
	push
	assert_failure
	assert_output --partial 'measured for other inputs: libs/money/money.go'
	assert_output --partial 'git done record ops.restore --service shop FILE'
	run remote_ref topic
	assert_output ''
	write services/shop/perf/drill.txt 'restored in 11 minutes'
	on 2026-03-20 'measured again, not recorded'
	push
	assert_failure
	assert_output --partial 'the result was changed after it was recorded'
	cd services/shop/perf
	run git done record ops.restore drill.txt --service shop --now 2026-03-20
	assert_success
	assert_output --partial "wrote $RECORD"
	assert_output --partial 'it holds for 2 files as staged; next: commit it together with the result'
	cd ../../..
	on 2026-03-20 'recorded'
	push
	assert_success
	run git done audit
	assert_success
}

@test "within grace_days a stale result passes, and every report says that it is stale" {
	write services/shop/main.go 'package main // new'
	on 2026-03-15 'a change'
	push
	assert_success
	run git done check --verbose --base origin/main
	assert_success
	assert_output --partial 'stale: recorded for other inputs on 2026-03-01'
	assert_output --partial '14 days before this commit (grace_days: 14)'
	run git done check --format json --base origin/main --now 2031-01-01
	assert_success
	assert_output --partial '"strength": "stale"'
}

# bats file_tags=deep

@test "a rebase, a squash and a merge keep a record; a service that nobody touches never turns stale" {
	write services/shop/README.md '# The shop'
	on 2031-01-01 'years later'
	push
	assert_success
	run git done audit --format json --now 2031-01-02
	assert_success
	assert_output --partial '"strength": "recorded"'
	git checkout -q --orphan other
	on 2031-01-03 'all in one'
	run git done audit --now 2031-01-03
	assert_success
}

@test "a change of the record alone is judged, and none that a hand made passes" {
	for edit in 's/^service: .*/service: cart/' 's/^check: .*/check: ops.other/' 's/sha256: .\{9\}/&0/' \
		's/date: .*/date: 2099-01-01/' 's/^inputs:/input:/' '3,$d' 's/sha256:../sha256:00/' 's/^version: 1/version: 2/'; do
		git checkout -q -B topic origin/main
		sed -i "$edit" "$RECORD"
		on 2026-06-01 "$edit"
		run git push -f origin topic
		if [ "$status" -eq 0 ]; then
			echo "passed: $edit"
			false
		fi
		assert_output --partial 'ops.restore'
	done
	git checkout -q -B topic origin/main
	ln -sf ../../../.git-done.yml "$RECORD"
	on 2026-06-01 'a link'
	run git push -f origin topic
	assert_failure
	assert_output --partial 'the record is a symbolic link'
}

@test "a result that git commits with other line ends is the one that was recorded" {
	write .gitattributes '*.txt text=auto'
	printf 'restored in 9 minutes\r\nby hand\r\n' >services/shop/perf/drill.txt
	git add . 2>/dev/null
	git done record ops.restore --now 2026-03-02 services/shop/perf/drill.txt
	on 2026-03-02 'measured where lines end in CR LF'
	push
	assert_success
	git rm -q --cached .gitattributes
	rm .gitattributes
	git add .
	on 2026-03-02 'committed as it is'
	push
	assert_success
	sed -i 's/hand/machine/' services/shop/perf/drill.txt
	on 2026-03-02 'another result'
	push
	assert_failure
	assert_output --partial 'the result was changed after it was recorded'
}

@test "what only has the ending of another check's reports is an input of what was measured" {
	cat >>.git-done.yml <<-'POLICY'
		      unit: {tests: {reports: ["**/*.xml"], from: evidence}}
	POLICY
	write services/shop/pom.xml '<project><modelVersion>4.0.0</modelVersion></project>'
	write services/shop/old/junit.xml '<testsuite><testcase name="adds"/></testsuite>'
	sed -i 's/, grace_days: 14//' .git-done.yml
	git add .
	git done record ops.restore --now 2026-03-02 services/shop/perf/drill.txt
	on 2026-03-02 'with a manifest'
	git push -q --no-verify origin topic
	# What a tool wrote is none.
	write services/shop/old/junit.xml '<testsuite><testcase name="adds"/><testcase name="rounds"/></testsuite>'
	on 2026-03-03 'another report'
	run git done check origin/topic..HEAD --check ops.restore
	assert_success
	write services/shop/pom.xml '<project><modelVersion>4.0.1</modelVersion></project>'
	on 2026-03-03 'another library'
	run git done check origin/topic..HEAD --check ops.restore
	assert_failure 1
	assert_output --partial 'pom.xml'
}

@test "an entry of 'inputs' that names no file is told where the result is met" {
	sed -i 's/grace_days: 14/inputs: ["main.go", "mian.go"]/' .git-done.yml
	git add .
	git done record ops.restore --now 2026-03-02 services/shop/perf/drill.txt
	on 2026-03-02 'a slip'
	run git done audit --verbose
	assert_output --partial "recorded for these inputs (1 file; 'mian.go' names none)"
}

@test "a result of which a filter writes other bytes into the work tree can be recorded" {
	local attribute
	for attribute in ident working-tree-encoding=UTF-16LE-BOM; do
		write .gitattributes "*.txt text $attribute"
		if [ "$attribute" = ident ]; then
			printf '$Id$ restored in 9 minutes\n' >services/shop/perf/drill.txt
		else
			{ printf '\xff\xfe'; printf 'restored in 8 minutes\n' | iconv -t UTF-16LE; } >services/shop/perf/drill.txt
		fi
		git add .
		# What the checkout makes of it.
		rm services/shop/perf/drill.txt
		git checkout -q -- services/shop/perf/drill.txt
		git done record ops.restore --now 2026-03-02 services/shop/perf/drill.txt
		on 2026-03-02 "measured, with $attribute"
		push
		assert_success
		# Measured again and not staged: the record is of the new result.
		printf 'restored in 7 minutes, which is another number\n' >services/shop/perf/drill.txt
		git done record ops.restore --now 2026-03-02 services/shop/perf/drill.txt
		git checkout -q -- services/shop/perf/drill.txt
		on 2026-03-02 'the record alone'
		push
		assert_failure
		assert_output --partial 'the result was changed after it was recorded'
		git reset -q --hard HEAD^
	done
}

@test "a record that was killed while it was written leaves nothing that counts, and the next takes it away" {
	local left=$RECORD.4711-0.tmp
	cp "$RECORD" "$left"
	touch -d '2026-01-01 12:00' "$left"
	cp "$RECORD" "$RECORD.4712-0.tmp"
	cp "$RECORD" "${RECORD%.yml}.notes.tmp"
	touch -d '2026-01-01 12:00' "${RECORD%.yml}.notes.tmp"
	# Though it is committed it is no input of what was measured, and no record.
	on 2026-03-02 'what a killed run left'
	push
	assert_success
	rm "$RECORD"
	run git done record ops.restore services/shop/perf/drill.txt --dry-run
	assert_success
	[ -e "$left" ]
	git done record ops.restore services/shop/perf/drill.txt --now 2026-03-02
	[ ! -e "$left" ]
	# Another run may still be writing, and what a person named so is nobody else's.
	[ -e "$RECORD.4712-0.tmp" ]
	[ -e "${RECORD%.yml}.notes.tmp" ]
}

@test "a result without a record is held to the change, and never owed" {
	git checkout -q -B topic origin/main
	sed -i '1s/.*/version: 1\ndebt: allow/' .git-done.yml
	git rm -q "$RECORD"
	commit 'no record, and debt'
	git push -q --no-verify origin HEAD:refs/heads/main
	git fetch -q origin
	write services/shop/main.go 'package main // new'
	on 2026-06-01 'inputs alone'
	push
	assert_failure
	assert_output --partial '1 file changed, and was not measured again'
	refute_output --partial 'owed'
	write services/shop/perf/drill.txt 'restored in 9 minutes'
	on 2026-06-01 'and the result'
	push
	assert_success
	run git done audit --verbose
	assert_success
	assert_output --partial 'neither a record nor a range'
}

@test "git done record refuses what no check would read, and writes nothing" {
	rm "$RECORD"
	while IFS='|' read -r arguments message; do
		# shellcheck disable=SC2086 # several words
		run git-done record $arguments
		if [ "$status" -eq 0 ] || [[ "$output" != *"$message"* ]]; then
			echo "$arguments: $status: $output"
			false
		fi
		assert [ ! -e "$RECORD" ]
	done <<-'ROWS'
		|the check is missing
		ops.restore|the result is missing
		ops.restor services/shop/perf/drill.txt|ops.restore
		ops.readme services/shop/perf/drill.txt|does not ask whether a result is fresh
		ops.restore services/shop/perf/none.txt|does not exist
		ops.restore services/shop/perf|is not a regular file
		ops.restore /etc/hostname|lies outside of the work tree
		ops.restore services/shop/main.go|is not one of the 'reports' of 'ops.restore'
		ops.restore services/shop/perf/drill.txt --service cart|cart
		ops.restore services/shop/perf/drill.txt --now today|YYYY-MM-DD
		ops.restore services/shop/perf/drill.txt --services shop|did you mean
	ROWS
	ln -s drill.txt services/shop/perf/link.txt
	run git-done record ops.restore services/shop/perf/link.txt
	assert_failure
	assert_output --partial 'is not a regular file'
	: >services/shop/perf/drill.txt
	run git-done record ops.restore services/shop/perf/drill.txt
	assert_failure
	assert_output --partial 'is empty'
	rm -r .git-done
	ln -s /tmp .git-done
	write services/shop/perf/drill.txt 'restored'
	run git-done record ops.restore services/shop/perf/drill.txt
	assert_failure
	assert_output --partial "'.git-done' is not a directory"
	assert [ ! -e /tmp/evidence/shop/ops.restore.yml ]
}

@test "git done record asks which service was measured, and --dry-run writes nothing" {
	rm "$RECORD"
	run git-done record ops.restore services/shop/perf/drill.txt --dry-run --now 2026-03-02
	assert_success
	assert_output --partial "would write $RECORD"
	assert_output --partial 'service: shop'
	assert_output --partial "date: '2026-03-02'"
	assert [ ! -e "$RECORD" ]
	write services/cart/main.go 'package main'
	git add .
	run git-done record ops.restore services/shop/perf/drill.txt
	assert_failure 2
	assert_output --partial 'the policy has 2 services: which was measured?'
	run git-done record ops.restore services/shop/perf/drill.txt --service shop
	assert_success
}

@test "a load test that a person commits is held to its record, by the option fresh of its kind" {
	git checkout -q -B topic origin/main
	write .git-done.yml <<-'POLICY'
		version: 1
		services: [{path: services/*}]
		criteria:
		  performance:
		    checks:
		      load: {performance: {reports: perf/k6.json, max: {p95_ms: 250ms}, fresh: {grace_days: 0}}}
	POLICY
	write services/shop/perf/k6.json <<-'SUMMARY'
		{"metrics": {"http_reqs": {"count": 1200, "rate": 40}, "http_req_duration": {"max": 950.5, "p(95)": 240},
		  "http_req_failed": {"value": 0.005}}}
	SUMMARY
	git add .
	git-done record performance.load services/shop/perf/k6.json --now 2026-05-01
	assert_equal "$(sed -n 's/^ *format: //p' .git-done/evidence/shop/performance.load.yml)" k6
	commit 'a load test'
	git push -q --no-verify origin HEAD:refs/heads/main
	git fetch -q origin
	write services/shop/main.go 'package main // slower'
	on 2026-05-02 'a change'
	push
	assert_failure
	assert_output --partial 'measured for other inputs: main.go'
	git add .
	git-done record performance.load services/shop/perf/k6.json --now 2026-05-02
	on 2026-05-02 'recorded, and not measured'
	push
	assert_failure
	assert_output --partial 'recorded again, and not measured again'
	sed -i 's/240}/231}/' services/shop/perf/k6.json
	git add .
	git-done record performance.load services/shop/perf/k6.json --now 2026-05-02
	on 2026-05-02 'measured'
	push
	assert_success
	run git done check --base origin/main --verbose
	assert_output --partial 'p95 231 ms, recorded for these inputs'
}
