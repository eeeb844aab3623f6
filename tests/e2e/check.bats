#!/usr/bin/env bats
# Ranges by hand, filters, and what bad input gets.
load helper

prepare() {
	shop
	git checkout -q -b topic
	break_service orders
}

@test "git done alone checks the branch against its upstream or the remote's default branch" {
	run git done
	assert_equal "$status" 1
	assert_output --partial 'services/orders/README.md'
	git branch -q --set-upstream-to=origin/main
	run git done check
	assert_equal "$status" 1
}

@test "BASE..HEAD, BASE...HEAD, a revision, --base and --head" {
	for range in main..topic main...topic topic origin/main..HEAD "$(git rev-parse main)...$(git rev-parse topic)"; do
		run git done check "$range"
		assert_equal "$status" 1
		assert_output --partial 'services/orders/README.md'
	done
	run git done check --base main --head topic
	assert_equal "$status" 1
	run git done check main..main
	assert_equal "$status" 0
}

@test "one revision that lies in its base already is undecided: a base was meant" {
	for revision in origin/main main "$(git rev-parse main)"; do
		run git done check "$revision"
		assert_equal "$status" 3
		assert_output --partial "did you mean 'git done check $revision...HEAD'?"
	done
	run git done check origin/main...HEAD
	assert_equal "$status" 1
	# Nobody named one: there is nothing to judge, and that is said.
	git checkout -q main
	run git done
	assert_equal "$status" 0
	assert_output --partial 'nothing to judge'
}

@test "a branch that follows its own copy on the remote is judged as its push is" {
	git push -q --no-verify -u origin topic
	write services/stock/more.go 'package main'
	commit 'touch stock'
	for command in 'git done' 'git done check --head HEAD' 'git done check --head topic'; do
		run $command
		assert_equal "$status" 1
		assert_output --partial 'services/orders/README.md'
		assert_output --partial 'origin/main'
	done
}

@test "two dots compare the ends, three dots the merge base" {
	git checkout -q main
	git rm -q services/stock/README.md
	commit 'stock falls short on main'
	git checkout -q topic
	run git done check main...topic
	refute_output --partial 'services/stock/README.md'
	run git done check main..topic --verbose
	assert_equal "$status" 1
	assert_output --partial 'stock'
}

@test "the command that reproduces gives the same verdict" {
	run git done check
	assert_equal "$status" 1
	command=$(printf '%s\n' "$output" | sed -n 's/.*\(git done check [0-9a-f.]*\).*/\1/p' | head -1)
	[ -n "$command" ]
	run sh -c "$command"
	assert_equal "$status" 1
	assert_output --partial 'services/orders/README.md'
}

@test "--service, --criterion and --check narrow; a name that matches nothing is an error" {
	run git done check --service stock
	assert_equal "$status" 0
	run git done check --criterion logging
	assert_equal "$status" 0
	run git done check --check docs.readme
	assert_equal "$status" 1
	run git done check --service ordres
	assert_equal "$status" 2
	assert_output --partial "did you mean 'orders'"
	run git done check --criterion doc
	assert_equal "$status" 2
	run git done check --check docs.raedme
	assert_equal "$status" 2
	assert_output --partial "did you mean 'docs.readme'"
}

@test "--all judges what the change does not touch" {
	git checkout -q main
	git rm -q services/stock/README.md
	commit 'stock falls short'
	git push -q origin main
	git checkout -q -b other
	write services/orders/more.go 'package main'
	commit more
	run git done check
	assert_equal "$status" 0
	run git done check --all
	assert_equal "$status" 1
	assert_output --partial 'services/stock/README.md'
}

# bats file_tags=deep

@test "--advisory reports and exits 0 for unmet, never for undecided" {
	run git done check --advisory
	assert_equal "$status" 0
	assert_output --partial 'services/orders/README.md'
	run git done check --advisory nowhere..topic
	assert_equal "$status" 3
	# Undecided beside unmet, in another service: the verdict stays unmet, the status does not.
	write shared/print.go 'package shared'
	ln -s ../../shared/print.go services/stock/print.go
	commit 'stock cannot be judged'
	run git done check
	assert_equal "$status" 1
	assert_output --partial 'could not be judged'
	for format in text json; do
		run git done check --advisory --format $format
		assert_equal "$status" 3
	done
	run git done check --advisory
	assert_output --partial 'NOT DONE'
	assert_output --partial 'excused'
	git done check --advisory --format json >report.json || assert_equal $? 3
	run git done merge report.json
	assert_equal "$status" 3
	git clone -q . "$WORK/again"
	run git done audit --advisory --repo . --repo "$WORK/again"
	assert_equal "$status" 3
	assert_output --partial 'undecided ones exit 3'
}

@test "unknown and refused revisions are undecided, with one message" {
	for revision in nowhere..topic ':/break..topic' '@{-1}..topic' 'HEAD^{/x}..topic' 1234567890123456789012345678901234567890..topic; do
		run git done check "$revision"
		assert_equal "$status" 3
		assert_output --partial 'git-done: '
		refute_output --partial 'examined'
	done
}

@test "an ambiguous name is refused" {
	git tag main topic
	run git done check main..topic
	assert_equal "$status" 3
	assert_output --partial 'refs/tags/main'
	assert_output --partial 'refs/heads/main'
}

@test "a branch with the name of an object id does not stand in for the object" {
	id=1234567890123456789012345678901234567890
	git update-ref refs/heads/$id HEAD
	run git done check $id..topic
	assert_equal "$status" 3
}

@test "unknown options, commands, formats and values are errors with the nearest name" {
	run git done check --fromat json
	assert_equal "$status" 2
	assert_output --partial "did you mean '--format'"
	run git done chekc
	assert_equal "$status" 2
	assert_output --partial "did you mean 'git done check'"
	run git done check --format jsno
	assert_equal "$status" 2
	assert_output --partial "did you mean 'json'"
	run git done check --now 2026-02-30
	assert_equal "$status" 2
	run git done check --jobs many
	assert_equal "$status" 2
	run git done check --color sometimes
	assert_equal "$status" 2
	run git done check --base
	assert_equal "$status" 2
	run git done check one two
	assert_equal "$status" 2
	run git done check --staged main..topic
	assert_equal "$status" 2
}

@test "outside a repository, and without a commit, it is undecided" {
	mkdir "$WORK/nowhere"
	cd "$WORK/nowhere"
	run git-done check
	assert_equal "$status" 3
	git init -q .
	run git-done check
	assert_equal "$status" 3
	run git-done audit
	assert_equal "$status" 3
}

@test "a shallow clone without the base says how to deepen it" {
	git push -q --no-verify origin topic
	git clone -q --depth 1 --branch topic "file://$WORK/remote.git" "$WORK/shallow"
	cd "$WORK/shallow"
	run git done check "$(git -C "$WORK/shop" rev-parse main)...HEAD"
	assert_equal "$status" 3
	assert_output --partial 'shallow'
	assert_output --partial 'git fetch'
}

@test "depth 2 is enough where the base is the parent" {
	git push -q --no-verify origin topic
	git clone -q --depth 2 --branch topic "file://$WORK/remote.git" "$WORK/shallow"
	cd "$WORK/shallow"
	run git done check HEAD~1...HEAD
	assert_equal "$status" 1
	assert_output --partial 'services/orders/README.md'
}

@test "a partial clone whose blobs are not here is undecided" {
	git config --global uploadpack.allowFilter true
	git push -q --no-verify origin topic
	git clone -q --no-checkout --filter=blob:none --branch topic "file://$WORK/remote.git" "$WORK/partial"
	cd "$WORK/partial"
	run git done audit origin/topic
	assert_equal "$status" 3
	assert_output --partial 'partial clone'
}

@test "a missing object is undecided" {
	blob=$(git rev-parse HEAD:services/stock/README.md)
	rm -f ".git/objects/${blob:0:2}/${blob:2}"
	run git done audit
	assert_equal "$status" 1 # orders is unmet whatever stock would be
	assert_output --partial "$blob"
	run git done audit --service stock
	assert_equal "$status" 3
	assert_output --partial 'git fsck'
}

@test "a truncated object is undecided at once" {
	blob=$(git rev-parse HEAD:services/stock/README.md)
	file=".git/objects/${blob:0:2}/${blob:2}"
	chmod u+w "$file"
	head -c 20 "$file" >"$WORK/cut"
	cp "$WORK/cut" "$file"
	run timeout 20 git done audit --service stock
	assert_equal "$status" 3
}

@test "a repository of somebody else is undecided, with git's own advice" {
	[ "$(id -u)" = 0 ] || skip 'needs root to change an owner'
	chown -R 1234 "$WORK/shop"
	run git-done audit
	assert_equal "$status" 3
	assert_output --partial 'safe.directory'
	git config --global --add safe.directory "$WORK/shop"
	run git-done audit --service stock
	assert_equal "$status" 0
}

@test "odd file names are judged right and shown escaped" {
	name=$'services/orders/a\nb\033[31m\xff.go'
	printf 'package main\nfunc f() { fmt.Println() }\n' >"$name"
	commit odd
	run git done check --check logging.no-print
	assert_equal "$status" 1
	assert_output --partial 'a\nb'
	refute_output --partial $'\033'
	refute_output --partial $'\xff'
}

@test "a service that became a submodule or a link is undecided, not gone" {
	git checkout -q main
	git checkout -q -b linked
	git rm -rq services/orders
	ln -s ../elsewhere services/orders
	commit 'orders is a link now'
	run git done check
	assert_equal "$status" 3
	assert_output --partial 'symbolic link'
}

@test "a removed service is noted" {
	git checkout -q main
	git checkout -q -b gone
	git rm -rq services/orders
	commit 'orders is gone'
	run git done check
	assert_equal "$status" 0
	assert_output --partial "removes the service 'services/orders'"
}

@test "a closed pipe or a full disk never ends in 0" {
	git checkout -q main
	run sh -c 'git-done audit --verbose >/dev/full'
	assert_equal "$status" 4
	run sh -c 'git-done audit --format json=/dev/full'
	assert_equal "$status" 4
	run sh -c 'git-done audit >&-'
	[ "$status" -ne 0 ]
}

@test "a deadline ends in exit 3 and names the check" {
	cat >.git-done.yml <<'POLICY'
version: 1
services: [{path: services/*}]
criteria:
  docs:
    checks:
      slow: {content: {files: ["*.txt"], match: 'a*a*[^a!]'}}
POLICY
	head -c 2000000 /dev/zero | tr '\0' a >services/orders/big.txt
	commit slow
	run git done audit --service orders --timeout 1
	assert_equal "$status" 3
	assert_output --partial 'docs.slow'
}

@test "json has the contract's shape for verdicts and for errors" {
	run git done check --format json
	assert_equal "$status" 1
	printf '%s\n' "$output" >"$WORK/report.json"
	run jq -r '[.schema, .verdict, .exit, .runs[0].mode, .runs[0].policy.from, .runs[0].services[0].name] | join(" ")' "$WORK/report.json"
	assert_output '2 unmet 1 check base orders'
	run --separate-stderr git done check --format json nowhere..topic
	assert_equal "$status" 3
	printf '%s\n' "$output" >"$WORK/error.json"
	run jq -r '[.verdict, .exit, (.runs | length)] | map(tostring) | join(" ")' "$WORK/error.json"
	assert_output 'undecided 3 0'
	if python3 -c 'import jsonschema' 2>/dev/null; then
		for file in report error; do
			run python3 -c 'import json, sys, jsonschema
jsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))' "$WORK/$file.json" "$GIT_DONE_SOURCE/config/report.schema.json"
			assert_success
		done
	fi
}

@test "several outputs in one run; a failed write leaves no half file" {
	run git done check --format text --format json="$WORK/report.json"
	assert_equal "$status" 1
	assert_file_exist "$WORK/report.json"
	run git done check --format json="$WORK/missing/report.json"
	assert_equal "$status" 4
	ln -s "$WORK/target" "$WORK/link.json"
	run git done check --format json="$WORK/link.json"
	assert_equal "$status" 4
	assert_file_not_exist "$WORK/target"
}
