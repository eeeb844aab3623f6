#!/usr/bin/env bats
# Fleets: shards that are merged, and many repositories in one audit.
load helper

formats() {
	git-done help formats | sed -n 's/^  \([a-z]*\) .*/\1/p'
}

# 40 services: done, not done, an experiment, of another stage, with sheets that call each other, and paths that nobody owns.
prepare() {
	copy_of many_services
}

many_services() {
	make_shop
	cat >>.git-done.yml <<'POLICY'
select: {unowned: warning}
POLICY
	for i in $(seq 1 40); do
		readme "s$i"
		printf 'package main\n' >"services/s$i/main.go"
		[ $((i % 5)) -ne 0 ] || rm "services/s$i/README.md"
		[ $((i % 7)) -ne 0 ] || printf 'package main\nfunc f() { fmt.Println(1) }\n' >"services/s$i/main.go"
	done
	write tools/x.sh 'echo'
	commit 'many services'
}

# Each service calls the next. Some are experiments, of which some have ended: that changes what
# their callers are told, in whatever shard they are.
sheets() {
	local i stage
	cat >>.git-done.yml <<'POLICY'
experiments: {max_days: 180}
POLICY
	sed -i.bak 's/^criteria:/&\n  graph:\n    checks:\n      agrees: {graph: {max_fan_out: 3, max_depth: 2}}/' .git-done.yml
	for i in $(seq 1 40); do
		case $((i % 4)) in
		0) stage='stage: {name: experiment, until: 2026-03-01, why: we try another store}' ;;
		1) stage='stage: {name: experiment, until: 2026-07-01, why: we try another store}' ;;
		*) stage='stage: production' ;;
		esac
		write "services/s$i/done.yml" <<SHEET
$stage
communication: [{to: s$((i % 40 + 1)), style: sync, via: rest, timeout_ms: 500, on_failure: it says so}]
SHEET
	done
	commit sheets
}

# shards N COMMAND…: writes 1.json to N.json.
shards() {
	local of=$1 i
	shift
	for i in $(seq 1 "$of"); do
		"$@" --shard "$i/$of" --now 2026-05-01 --format json="$i.json" || [ $? -eq 1 ]
	done
}

assert_merged_alike() {
	local status_one status_merged format
	for format in $(formats); do
		status_one=0
		"$@" --now 2026-05-01 --format "$format" >one.out 2>one.err || status_one=$?
		status_merged=0
		git-done merge [0-9]*.json --format "$format" >merged.out 2>merged.err || status_merged=$?
		assert_equal "$status_merged" "$status_one"
		cmp one.out merged.out || fail "$format differs"
		cmp one.err merged.err
	done
}

# bats file_tags=deep

@test "merged shards of an audit are one audit, in every format" {
	[ "$(formats | wc -l)" -ge 12 ]
	sheets
	mkdir "$WORK/out"
	for of in 1 3 8; do
		cd "$WORK/shop"
		rm -f "$WORK"/out/*
		# Of either format, or of both.
		for i in $(seq 1 $of); do
			form=merge
			[ "$of.$i" != 1.1 ] && [ "$of.$i" != 3.2 ] || form=json
			git-done audit --shard "$i/$of" --now 2026-05-01 --format $form="$WORK/out/$i.json" || [ $? -eq 1 ]
		done
		mv "$WORK"/out/*.json .
		assert_merged_alike git-done audit
		rm -f [0-9]*.json
	done
}

@test "what nothing reads is said of its service by one shard, and of what lies in none once" {
	for path in .git-done.yaml tools/.git-done.yaml services/s3/.git-done.yaml services/s3/a/.git-done.yaml services/s9/b/git-done.yml \
		docs/.git-done.yml services/s9/b/.git-done.yml services/s9/c/.git-done.yml services/s12/inner/.git-done.yaml; do
		mkdir -p "$(dirname $path)"
		printf 'version: 1\nservices: [services/*]\n' >$path
	done
	readme s12/inner
	sed -i.bak 's|^services:|&\n  - path: services/s12/inner|' .git-done.yml
	commit misnamed
	shards 4 git-done audit
	for shard in 1 2 3 4; do
		# Two lie in no service.
		[ "$(grep -c 'is not read' $shard.json)" -ge 2 ]
		grep -q "tools/.git-done.yaml' is not read" $shard.json
		grep -q "docs/.git-done.yml' asks nothing" $shard.json
	done
	[ "$(cat [1-4].json | grep -c "services/s3/a/.git-done.yaml' is not read")" -eq 1 ]
	[ "$(cat [1-4].json | grep -c "services/s12/inner/.git-done.yaml' is not read")" -eq 1 ]
	[ "$(cat [1-4].json | grep -c "services/s9/b/.git-done.yml' (and 1 more like it) asks nothing")" -eq 1 ]
	assert_merged_alike git-done audit
	[ "$(git-done merge [1-4].json | grep -c 'is not read')" -eq 6 ]
}

@test "merged shards of a check are one check, in every format, in any order" {
	git branch before HEAD~1
	sheets
	shards 5 git-done check before..HEAD
	assert_merged_alike git-done check before..HEAD
	git-done merge 5.json 3.json 1.json 2.json 4.json --format json >any.out || [ $? -eq 1 ]
	git-done check before..HEAD --now 2026-05-01 --format json >one.out || [ $? -eq 1 ]
	cmp any.out one.out
}

@test "merged quiet, verbose and into files is the same too" {
	shards 2 git-done audit
	for option in --quiet --verbose --color=always; do
		git-done audit --now 2026-05-01 $option --format text --format sarif=one.sarif >one.out || [ $? -eq 1 ]
		git-done merge 1.json 2.json $option --format text --format sarif=merged.sarif >merged.out || [ $? -eq 1 ]
		cmp one.out merged.out
		cmp one.sarif merged.sarif
	done
}

@test "every service is in exactly one shard, and more services move none" {
	shards 4 git-done audit
	names() { grep -ho '"path": "services/s[0-9]*",' "$1" | sort -u; }
	for i in 1 2 3 4; do names $i.json >$i.names; done
	git-done audit --format json >all.json || [ $? -eq 1 ]
	names all.json >all.names
	[ "$(sort -m ?.names | uniq -d | wc -l)" -eq 0 ]
	sort -m ?.names | cmp - all.names
	readme new
	commit new
	shards 4 git-done audit
	for i in 1 2 3 4; do
		names $i.json >$i.later
		cmp $i.names $i.later
	done
}

@test "a shard says what it is" {
	run git-done audit --verbose --shard 2/4
	assert_output --partial 'shard 2 of 4'
	assert_output --partial '--shard 2/4'
	run git-done check HEAD~1..HEAD --shard 1/4
	assert_output --partial 'shard 1 of 4'
}

@test "an unowned path that is an error is one error after merging" {
	sed -i.bak 's/unowned: warning/unowned: error/' .git-done.yml
	commit bar
	write tools/y.sh echo
	for i in $(seq 1 40); do
		readme "s$i"
		printf 'package main\n// 1\n' >"services/s$i/main.go"
	done
	commit more
	shards 3 git-done check HEAD~1..HEAD
	run git-done merge 1.json 2.json 3.json
	assert_equal "$status" 1
	[ "$(grep -c 'add a service to the policy' <<<"$output")" -eq 1 ]
	assert_merged_alike git-done check HEAD~1..HEAD
}

@test "an incomplete set is never green" {
	git rm -rq services/s* && commit clean
	shards 4 git-done audit
	git-done merge 1.json 2.json 3.json 4.json
	run git-done merge 1.json 2.json 4.json
	assert_equal "$status" 3
	assert_output --partial '1 of 4 shards is missing'
	assert_output --partial '--shard 3/4'
	run git-done merge 1.json 2.json 3.json 3.json
	assert_equal "$status" 2
	assert_output --partial 'twice'
	run git-done merge
	assert_equal "$status" 2
	run git-done merge nothing.json
	assert_equal "$status" 2
	assert_output --partial 'nothing.json'
	head -c 300 3.json >cut.json
	run git-done merge 1.json 2.json cut.json 4.json
	assert_equal "$status" 2
	assert_output --partial 'cut.json'
	: >empty.json
	run git-done merge 1.json 2.json empty.json 4.json
	assert_equal "$status" 2
	git-done audit --now 2026-05-01 --format json=all.json
	run git-done merge 1.json 2.json all.json 4.json
	assert_equal "$status" 2
	assert_output --partial 'is not a shard, but a whole report'
}

@test "shards of another commit, bar or day do not merge" {
	git rm -rq services/s* && commit clean
	shards 2 git-done audit
	git-done audit --shard 2/2 --now 2026-05-02 --format json=day.json
	run git-done merge 1.json day.json
	assert_equal "$status" 2
	assert_output --partial '--now'
	git-done audit --shard 2/2 --now 2026-05-01 --check docs.readme --format json=check.json
	run git-done merge 1.json check.json
	assert_equal "$status" 2
	assert_output --partial '--check'
	commit other
	git-done audit --shard 2/2 --now 2026-05-01 --format json=head.json
	run git-done merge 1.json head.json
	assert_equal "$status" 2
	assert_output --partial 'the head'
}

@test "a merged undecided is undecided" {
	blob=$(git rev-parse HEAD:services/s1/README.md)
	git rm -rq services/s[2-9]* services/s1? && commit one
	git clone -q --no-local . "$WORK/broken"
	cd "$WORK/broken"
	git unpack-objects <"$(ls .git/objects/pack/*.pack)" 2>/dev/null || true
	mv .git/objects/pack/*.pack "$WORK/all.pack"
	rm -f .git/objects/pack/*
	git unpack-objects -q <"$WORK/all.pack"
	rm -f ".git/objects/$(cut -c1-2 <<<"$blob")/$(cut -c3- <<<"$blob")"
	for i in 1 2 3; do
		git-done audit --shard $i/3 --now 2026-05-01 --format json=$i.json || [ $? -eq 3 ] || [ $? -eq 1 ]
	done
	run git-done audit --now 2026-05-01
	one=$output one_status=$status
	assert_equal "$one_status" 3
	run git-done merge 1.json 2.json 3.json
	assert_equal "$status" 3
	assert_equal "$output" "$one"
}

@test "a shard that could not judge has no verdict to merge" {
	shards 2 git-done audit
	sed -i.bak 's/^version: 1/version: 99/' .git-done.yml
	commit 'bad bar'
	git-done audit --shard 2/2 --format json=2.json || assert_equal $? 2
	run git-done merge 1.json 2.json --format json
	assert_equal "$status" 2
	assert_output --partial '"verdict": "undecided"'
	assert_output --partial "'2.json' contains an error instead of a judgement"
}

@test "an advisory run stays advisory" {
	for i in 1 2; do
		git-done audit --advisory --shard $i/2 --now 2026-05-01 --format json=$i.json
	done
	run git-done merge 1.json 2.json
	assert_success
	assert_output --partial 'advisory'
}

@test "a report of a whole run can be written in another format" {
	git-done audit --format json=all.json --format junit=one.xml || [ $? -eq 1 ]
	git-done merge all.json --format junit=merged.xml || [ $? -eq 1 ]
	cmp one.xml merged.xml
}

@test "what is no shard is refused before anything is judged" {
	for bad in 0/4 5/4 1/0 1/10001 a/b 1 / 1/2/3 ' 1/2' +1/2 01/2; do
		run git-done audit --shard "$bad"
		assert_equal "$status" 2
	done
	run git-done audit --shard 1/10000
	[ "$status" -ne 2 ]
	run git-done hook pre-push --shard 1/2 origin url </dev/null
	assert_equal "$status" 2
}

# ---- many repositories -----------------------------------------------------------------------------

fleet() {
	for name in good bad; do
		git init -q "$WORK/$name"
		cd "$WORK/$name"
		small_policy
		readme orders
		write services/orders/main.go 'package main'
		[ $name = good ] || rm services/orders/README.md
		commit start
	done
	cd "$WORK"
	mkdir empty
}

@test "an audit of many repositories has the worst verdict, and stops at none" {
	fleet
	run git-done audit --repo good --repo empty --repo bad --format ndjson
	assert_equal "$status" 1
	run bash -c "git-done audit --repo good --repo empty --repo bad --format ndjson 2>/dev/null | python3 -c '
import json, sys
lines = [json.loads(line) for line in sys.stdin]
assert [(l[\"repository\"], l[\"verdict\"]) for l in lines if l[\"type\"] in (\"report\", \"error\")] == [
	(\"good\", \"met\"), (\"empty\", \"undecided\"), (\"bad\", \"unmet\")], lines
assert all(\"repository\" in l for l in lines[:-1])
last = lines[-1]
assert last[\"type\"] == \"fleet\" and last[\"verdict\"] == \"unmet\" and last[\"exit\"] == 1, last
assert (last[\"repositories\"], last[\"met\"], last[\"unmet\"], last[\"undecided\"]) == (3, 1, 1, 1), last
'"
	assert_success
	run git-done audit --repo good --repo empty
	assert_equal "$status" 3
	assert_output --partial 'empty'
	run git-done audit --repo good
	assert_success
	run git-done audit --advisory --repo good --repo bad
	assert_success
	run git-done audit --advisory --repo bad --repo empty
	assert_equal "$status" 3
}

@test "many repositories go to a file whole, and say what does not fit" {
	fleet
	git-done audit --repo good --repo bad --format text --format ndjson=fleet.ndjson >text.out || assert_equal $? 1
	git-done audit --repo good --repo bad --format ndjson >direct.ndjson || assert_equal $? 1
	cmp fleet.ndjson direct.ndjson
	run grep -c . text.out
	assert_success
	run git-done audit --repo good --repo bad --format sarif
	assert_equal "$status" 2
	assert_output --partial 'ndjson'
	for same in good ./good "$PWD/good" good/.git; do
		run git-done audit --repo good --repo "$same"
		assert_equal "$status" 2
	done
	run git-done audit --repo good --repo bad --shard 1/2
	assert_equal "$status" 2
}

@test "a revision that one repository does not have is undecided there alone" {
	fleet
	git -C good branch release
	run git-done audit release --repo good --repo bad --format ndjson
	[ "$status" -eq 3 ]
	assert_output --partial '"repository":"good"'
}

@test "each repository is judged by itself, whatever git says of another one" {
	fleet
	for variable in GIT_DIR=good/.git GIT_INDEX_FILE=good/.git/index GIT_OBJECT_DIRECTORY=good/.git/objects \
		GIT_COMMON_DIR=good/.git GIT_WORK_TREE=good GIT_NAMESPACE=x; do
		run env "${variable%%=*}=$WORK/${variable#*=}" git-done audit --repo bad
		assert_equal "$variable: $status" "$variable: 1"
	done
	run git --git-dir=good/.git done audit --repo bad
	assert_equal "$status" 1
	cd good
	git config alias.fleet "!git-done audit --repo '$WORK/bad'"
	git worktree add -q "$WORK/linked"
	cd "$WORK/linked"
	run git fleet
	assert_equal "$status" 1
}

@test "a folder that lies in a repository is not judged as that repository" {
	fleet
	mkdir good/clones good/clones/failed
	run git-done audit --repo good/clones/failed --repo bad
	assert_equal "$status" 1
	run git-done audit --repo good/clones/failed
	assert_equal "$status" 3
	assert_output --partial "inside one"
	assert_output --partial "--repo $WORK/good"
	run git-done audit --repo good/.git
	assert_success
}

@test "a lost standard output costs many repositories no file, and stops at none" {
	[ -e /dev/full ] || skip 'no /dev/full'
	fleet
	git-done audit --repo good --repo bad --format ndjson >direct.ndjson || assert_equal $? 1
	echo stale >fleet.ndjson
	run bash -c 'git-done audit --repo good --repo bad --format text --format ndjson=fleet.ndjson >/dev/full'
	assert_equal "$status" 4
	cmp fleet.ndjson direct.ndjson
}

@test "one of many that cannot be judged says which it is, and where its policy is wrong" {
	fleet
	sed -i.bak '1s/.*/version: 99/' good/.git-done.yml
	git -C good commit -qam 'a later version'
	run --separate-stderr git-done audit --repo good --repo bad
	assert_equal "$status" 1
	assert_output --partial '.git-done.yml:1:10'
	[[ $stderr == *"in 'good':"*'.git-done.yml:1:10'* ]]
}

@test "a list of repositories: from a file, from standard input, never an empty one" {
	fleet
	git-done audit --repo good --repo bad --format ndjson >direct.ndjson || assert_equal $? 1
	printf '# the fleet\r\n\n  \n  # indented\n\tgood\r\nbad' >list
	git-done audit --repos-from list --format ndjson >listed.ndjson || assert_equal $? 1
	cmp listed.ndjson direct.ndjson
	git-done audit --repo good --repos-from - --format ndjson <<<bad >listed.ndjson || assert_equal $? 1
	cmp listed.ndjson direct.ndjson
	for text in '' '# none\n' ' \n\n' 'good\0bad\n' 'good\ngood\n' 'good\n./good\n'; do
		printf "$text" >list
		run git-done audit --repos-from list
		assert_equal "$status" 2
	done
	# Node and others give a child a socket to read from.
	python3 - <<'END'
import socket, subprocess
ours, theirs = socket.socketpair()
child = subprocess.Popen(["git-done", "audit", "--repos-from", "-", "--quiet"], stdin=theirs)
theirs.close()
ours.sendall(b"good\n")
ours.close()
assert child.wait() == 0, child.returncode
END
	run git-done audit --repos-from nothing
	assert_equal "$status" 2
	run git-done audit --repos-from .
	assert_equal "$status" 2
	printf 'good\nmissing\n' >list
	run git-done audit --repos-from list
	assert_equal "$status" 3
	run git-done audit --repos-from list --shard 1/2
	assert_equal "$status" 2
}
