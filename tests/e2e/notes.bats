#!/usr/bin/env bats
# Results out of notes (from: notes), the whole way: real notes, pushed and fetched, judged by a push and by CI; whatever a
# hand does to one is refused.
load helper

prepare() {
	copy_of make_noted
}

# A clone `shop` with a hook and a remote; the load test's result is in a note of main, pushed with it.
make_noted() {
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	write .git-done.yml <<-'POLICY'
		version: 1
		services: [{path: services/*}]
		criteria:
		  performance:
		    checks:
		      load: {performance: {reports: perf/k6.json, from: notes, max: {p95_ms: 250}, fresh: {inputs: ["*.go"], grace_days: 14}}}
	POLICY
	write .gitignore 'perf/'
	write services/shop/main.go 'package main'
	git add .
	commit start
	git remote add origin "${PWD%/shop}/remote.git"
	measured 120
	noted 2026-03-01
	git push -q origin HEAD:refs/heads/main refs/notes/git-done
	git fetch -q origin
	git done install
	git checkout -q -b topic
}

# What k6 wrote, with this p95.
measured() {
	write services/shop/perf/k6.json "{\"metrics\": {\"http_reqs\": {\"count\": 200, \"rate\": 9},
 \"http_req_duration\": {\"max\": 950, \"p(95)\": $1}, \"http_req_failed\": {\"value\": 0}}}"
}

# noted DAY [COMMIT]: adds the result to the notes.
noted() {
	git done record performance.load --service shop --note --now "$1" services/shop/perf/k6.json |
		git notes --ref git-done append -F - "${2:-HEAD}"
}

# on DAY MESSAGE: a commit of that day.
on() {
	git add -A
	GIT_COMMITTER_DATE="$1T12:00:00Z" git commit -q -m "$2"
}

push() {
	run git push origin topic
}

@test "a result in a note is met by every later commit with the same inputs, and the report says where it is from" {
	write services/shop/notes.txt 'beside the inputs'
	on 2031-01-01 'years later'
	push
	assert_success
	run git done check --base origin/main --verbose
	assert_success
	assert_output --partial 'k6 summary-export, 200 requests, 0 % errors, p95 120 ms, recorded for these inputs (1 file) on 2026-03-01'
	assert_output --partial "in a note of $(git rev-parse main | cut -c1-12)"
	run git done audit --format json
	assert_success
	assert_output --partial '"strength": "recorded"'
}

@test "other inputs are refused by a push, let through for grace_days, and met once measured again" {
	write services/shop/main.go 'package main // slower'
	on 2026-03-30 'a change'
	push
	assert_failure
	assert_output --partial 'measured for other inputs: main.go'
	assert_output --partial 'git done record performance.load --service shop --note FILE | git notes --ref git-done append -F -'
	run remote_ref topic
	assert_output ''
	git commit -q --amend --no-edit --date 2026-03-10
	GIT_COMMITTER_DATE=2026-03-10T12:00:00Z git commit -q --amend --no-edit
	push
	assert_success
	run git done check --base origin/main --verbose
	assert_output --partial 'stale: recorded for other inputs on 2026-03-01'
	GIT_COMMITTER_DATE=2026-04-10T12:00:00Z git commit -q --amend --no-edit
	noted 2026-04-10
	git push -q -f origin topic refs/notes/git-done
	run git done check --base origin/main --verbose
	assert_success
	assert_output --partial 'recorded for these inputs'
}

@test "a result beyond its limit is refused" {
	measured 900
	noted 2026-03-01
	run git done audit
	assert_failure 1
	assert_output --partial 'p95 is 900 ms, at most 250 ms allowed'
}

# bats file_tags=deep

@test "a clone that has no notes is told how to get them" {
	cd ..
	git clone -q remote.git other
	cd other || return 1
	git checkout -q main
	run git done audit --verbose
	assert_failure 1
	assert_output --partial 'refs/notes/git-done is not in this clone'
	assert_output --partial 'git fetch origin refs/notes/git-done:refs/notes/git-done'
	git fetch -q origin refs/notes/git-done:refs/notes/git-done
	run git done audit
	assert_success
	git clone -q --depth 1 "file://${PWD%/other}/remote.git" ../shallow
	cd ../shallow || return 1
	git fetch -q origin refs/notes/git-done:refs/notes/git-done
	run git done audit
	assert_success
}

@test "the nearest commit's note counts, and of one note what was added last" {
	measured 900
	noted 2026-03-02
	run git done audit
	assert_failure 1
	measured 130
	noted 2026-03-03
	run git done audit --verbose
	assert_success
	assert_output --partial 'p95 130 ms'
	git commit -q --allow-empty -m next
	measured 140
	noted 2026-03-04
	run git done audit --verbose
	assert_output --partial 'p95 140 ms'
}

@test "notes that git merged from two clones are read, each record for itself" {
	git done record performance.load --service shop --note --now 2026-03-05 services/shop/perf/k6.json >../mine
	sed 's/^service: .*/service: cart/' ../mine >../theirs
	git notes --ref git-done-theirs add -F ../theirs HEAD
	git notes --ref git-done merge -q -s union refs/notes/git-done-theirs
	run git done audit --verbose
	assert_success
	assert_output --partial 'p95 120 ms'
}

@test "no note that a hand made or changed is met" {
	local -A says=(
		[number]='has a result that was changed after it was recorded'
		[sum]='has a result that was changed after it was recorded'
		[text]='does not have the text of its result'
		[path]="has a result that 'reports' does not name"
		[inputs]="'inputs' must be a fingerprint"
		[other]='measured for other inputs'
		[future]='which is not yet'
		[key]='the record in the note'
		[cut]='cannot be read'
		[bytes]='cannot be read'
		[deep]='cannot be read'
		[version]='the record in the note'
	)
	git done record performance.load --service shop --note --now 2026-03-01 services/shop/perf/k6.json >../good
	for attack in "${!says[@]}"; do
		cp ../good ../note
		case $attack in
			number) sed -i 's/120/12/' ../note ;;
			sum) sed -i "s/^\(  sha256: '\?\)..../\10000/" ../note ;;
			text) sed -i '/^  text:/,/^recorded/{/^recorded/!d}' ../note ;;
			path) sed -i 's/perf.k6.json/perf\/other.json/' ../note ;;
			inputs) sed -i 's/^inputs: .*/inputs: all/' ../note ;;
			other) sed -i 's/^inputs: .*/inputs: sha256:'"$(printf '0%.0s' {1..64})/; s/date: .*/date: 2001-01-01/" ../note ;;
			future) sed -i 's/date: .*/date: 2999-01-01/' ../note ;;
			key) echo 'valid: true' >>../note ;;
			cut) head -c 200 ../good | tr -d '\n' >../note && printf '"' >>../note ;;
			bytes) printf '\377\376\n' >>../note ;;
			deep) { echo '---'; yes '[' | head -100000 | tr -d '\n'; } >../note ;;
			version) sed -i 's/version: 1/version: 2/' ../note ;;
		esac
		git notes --ref git-done add -f -F ../note HEAD
		run git done audit --now 2026-06-01
		if [ "$status" -ne 1 ] || [[ "$output" != *"${says[$attack]}"* ]]; then
			echo "$attack: $status: $output"
			cat ../note | head -c 2000
			false
		fi
	done
}

@test "a commit's notes at two places of the tree are one note, as git shows them" {
	local head good bad
	head=$(git rev-parse HEAD)
	good=$(git notes --ref git-done list HEAD)
	measured 900
	git done record performance.load --service shop --note --now 2026-03-01 services/shop/perf/k6.json >../bad
	bad=$(git hash-object -w ../bad)
	for pair in "$good $bad" "$bad $good"; do
		set -- $pair
		below=$(printf '100644 blob %s\t%s\n' "$2" "${head:2}" | git mktree)
		all=$(printf '100644 blob %s\t%s\n040000 tree %s\t%s\n' "$1" "$head" "$below" "${head:0:2}" | git mktree)
		git update-ref refs/notes/git-done "$(git commit-tree -m both "$all")"
		[ "$(git notes --ref git-done show HEAD | grep -c 'p(95)')" -eq 2 ]
		run git done audit
		assert_failure 1
		assert_output --partial 'p95 is 900 ms, at most 250 ms allowed'
	done
}

@test "notes that cannot be read say which, and what to do" {
	local good
	good=$(git rev-parse refs/notes/git-done)
	head -c 5000000 /dev/zero | tr '\0' '#' >../huge
	sed -i 's/^    checks:/    checks:\n      readme: {file: README.md}/' .git-done.yml
	commit 'a README is asked'
	git notes --ref git-done add -f -F ../huge HEAD
	run git done audit
	# Another check is judged all the same.
	assert_failure 1
	assert_output --partial 'no README.md'
	assert_output --partial "the note of $(git rev-parse HEAD | cut -c1-12) in refs/notes/git-done cannot be read"
	assert_output --partial "take it away: git notes --ref git-done remove $(git rev-parse HEAD | cut -c1-12)"
	git notes --ref git-done remove "$(git rev-parse HEAD | cut -c1-12)"
	write services/shop/README.md '# Shop'
	commit 'a README'
	run git done audit
	assert_success
	git update-ref refs/notes/git-done "$(git rev-parse "$good^{tree}")"
	run git done audit
	assert_failure 3
	assert_output --partial "'refs/notes/git-done' is a tree, but must be a commit"
	assert_output --partial 'fetch the notes again: git fetch origin +refs/notes/git-done:refs/notes/git-done'
	git fetch -q origin +refs/notes/git-done:refs/notes/git-done
	run git done audit
	assert_success
}

@test "a record of notes is none of the tree, and nothing is owed for want of a note" {
	git done record performance.load --service shop --note --now 2026-03-01 services/shop/perf/k6.json >record
	write .git-done/evidence/shop/performance.load.yml "$(sed 1d record)"
	rm record
	sed -i 's/from: notes/from: tree/; s/^version: 1/version: 1\ndebt: allow/' .git-done.yml
	git add -f services/shop/perf/k6.json
	commit 'from the tree'
	run git done audit
	assert_failure 1
	assert_output --partial "'text' of a report belongs into notes"
	git checkout -q -B topic main
	sed -i 's/^version: 1/version: 1\ndebt: allow/' .git-done.yml
	commit 'debt'
	git push -q --no-verify origin HEAD:main
	git fetch -q origin
	git update-ref -d refs/notes/git-done
	write services/shop/main.go 'package main // new'
	commit 'a change without a note'
	run git done check --base origin/main --verbose
	assert_failure 1
	assert_output --partial 'refs/notes/git-done is not in this clone'
}

@test "notes are nobody's unless the policy asks, and asking for them loosens" {
	sed -i 's/from: notes, //' .git-done.yml
	commit 'not asked'
	run git done audit
	assert_failure 1
	git push -q --no-verify origin HEAD:main
	git fetch -q origin
	sed -i 's/reports: perf.k6.json,/reports: perf\/k6.json, from: [evidence, tree, notes],/' .git-done.yml
	commit 'asked'
	run git done check --base origin/main
	assert_output --partial "from gains 'notes'"
}

@test "a note that was measured on nothing, or on other inputs where no grace is granted, is refused" {
	sed -i 's/\["\*.go"\]/["*.rs"]/' .git-done.yml
	on 2026-03-02 'inputs that nobody has'
	run git done audit --verbose
	assert_failure 1
	assert_output --partial "no file matches 'inputs' ('*.rs'), so it is not known what was measured"
	sed -i 's/, fresh: {.*14}//' .git-done.yml
	on 2026-03-02 'no fresh'
	noted 2026-03-02
	run git done audit
	assert_success
	write services/shop/main.go 'package main // slower'
	on 2026-03-03 'the day after'
	run git done audit --verbose
	assert_failure 1
	assert_output --partial 'measured for other inputs'
}

@test "of several records for the same inputs on one day each must hold, in whatever order they stand" {
	measured 900
	noted 2026-03-01
	run git done audit
	assert_failure 1
	assert_output --partial 'p95 is 900 ms, at most 250 ms allowed'
	# The other way round: a merge by union keeps no order.
	git notes --ref git-done remove HEAD
	measured 900
	noted 2026-03-01
	measured 120
	noted 2026-03-01
	run git done audit
	assert_failure 1
	assert_output --partial 'p95 is 900 ms, at most 250 ms allowed'
	# Written anew it is the only one.
	git done record performance.load --service shop --note --now 2026-03-01 services/shop/perf/k6.json |
		git notes --ref git-done add -f -F - HEAD
	run git done audit
	assert_success
	# The same record twice, as a merge may leave it, is one.
	git done record performance.load --service shop --note --now 2026-03-01 services/shop/perf/k6.json |
		git notes --ref git-done append -F - HEAD
	run git done audit --verbose
	assert_success
	assert_output --partial 'p95 120 ms'
}

@test "a record of these inputs counts before one of others that was added behind it" {
	noted 2026-03-01
	git notes --ref git-done show HEAD | sed 's/^inputs: .*/inputs: sha256:'"$(printf '0%.0s' {1..64})/; s/date: .*/date: 2026-03-09/" >../other
	git notes --ref git-done append -F ../other HEAD
	run git done audit
	assert_success
	# A day that cannot be read is told, and hides nothing.
	git done record performance.load --service shop --note --now 2026-03-01 services/shop/perf/k6.json |
		sed 's/date: .*/date: never/' | git notes --ref git-done append -F - HEAD
	run git done audit
	assert_failure 1
	assert_output --partial 'the record in the note'
}

@test "kind fresh takes its result out of notes, and holds it to its inputs" {
	write .git-done.yml <<-'POLICY'
		version: 1
		services: [{path: services/*}]
		criteria:
		  security:
		    checks:
		      drill: {fresh: {reports: perf/drill.txt, from: notes, inputs: ["*.go"]}}
	POLICY
	commit 'a drill'
	run git done audit --verbose
	assert_failure 1
	assert_output --partial 'no note of the last 1000 commits in refs/notes/git-done records a result'
	write services/shop/perf/drill.txt 'restored in 12 minutes, by hand'
	git done record security.drill --service shop --note --now 2026-03-01 services/shop/perf/drill.txt |
		git notes --ref git-done append -F - HEAD
	run git done audit --verbose
	assert_success
	assert_output --partial 'recorded for these inputs (1 file) on 2026-03-01'
	assert_output --partial 'in a note of'
	write services/shop/main.go 'package main // other'
	on 2026-03-02 'another'
	run git done audit
	assert_failure 1
	assert_output --partial 'measured for other inputs'
	echo '# nothing yet' >services/shop/perf/drill.txt
	sed -i 's/drill.txt/drill.sh/' .git-done.yml
	commit 'a script'
	mv services/shop/perf/drill.txt services/shop/perf/drill.sh
	git done record security.drill --service shop --note --now 2026-03-02 services/shop/perf/drill.sh |
		git notes --ref git-done append -F - HEAD
	run git done audit --verbose
	assert_failure 1
	assert_output --partial 'has a result that holds nothing but comments'
	sed -i 's/from: notes/from: evidence/' .git-done.yml
	run git done policy lint
	assert_failure 2
	assert_output --partial "'from' takes 'tree' and 'notes', not 'evidence'"
}
