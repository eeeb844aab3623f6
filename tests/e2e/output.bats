#!/usr/bin/env bats
# Several outputs in one run: whole or not there, and never in a wrong place.
load helper

prepare() {
	shop
}

no_leftovers() {
	run find . -name '*.tmp' -not -path './.git/*'
	assert_output ''
}

@test "several formats in one run are what each is alone" {
	break_service orders
	git-done audit --format text --format sarif=a.sarif --format json=a.json --format junit=a.xml >text.out || assert_equal $? 1
	git-done audit --format text >text.alone || assert_equal $? 1
	cmp text.out text.alone
	for pair in sarif:a.sarif json:a.json junit:a.xml; do
		git-done audit --format "${pair%%:*}" >alone || assert_equal $? 1
		cmp alone "${pair##*:}"
	done
	no_leftovers
}

@test "a file is replaced whole" {
	printf 'old %s\n' $(seq 1 5000) >done.json
	git-done audit --format json=done.json
	python3 -c 'import json; json.load(open("done.json"))'
	git-done audit --format github=empty.txt
	assert_file_exist empty.txt
	no_leftovers
}

@test "a failed write is exit 4, leaves no half file, and the others are written" {
	run git-done audit --format json=missing/done.json --format sarif=done.sarif
	assert_equal "$status" 4
	assert_output --partial 'missing/done.json'
	assert_file_exist done.sarif
	mkdir folder.json
	run git-done audit --format json=folder.json
	assert_equal "$status" 4
	no_leftovers
	if [ -e /dev/full ]; then
		run bash -c 'git-done audit --format json >/dev/full'
		assert_equal "$status" 4
		run git-done audit --format json=/dev/full
		assert_equal "$status" 4
	fi
}

@test "a disk that is full leaves what was there" {
	printf 'before\n' >done.json
	run bash -c 'trap "" XFSZ; ulimit -f 1; git-done audit --format json=done.json'
	[ "$status" -ne 0 ]
	assert_equal "$(cat done.json)" before
	no_leftovers
}

@test "a link in the file's place is not followed" {
	printf 'precious\n' >"$WORK/precious"
	ln -s "$WORK/precious" done.json
	run git-done audit --format json=done.json
	assert_equal "$status" 4
	assert_equal "$(cat "$WORK/precious")" precious
}

@test "standard output by its other names" {
	git-done audit --format json >one.json
	for name in - /dev/stdout /dev/fd/1; do
		git-done audit --format json=$name >other.json
		cmp one.json other.json
	done
	run git-done audit --format json=/dev/stdout --format text
	assert_equal "$status" 2
	assert_output --partial 'standard output'
}

@test "devices and pipes are written to" {
	git-done audit --format json=/dev/null
	mkfifo pipe
	cat pipe >got.json &
	reader=$!
	while ! git-done audit --format json=pipe 2>/dev/null; do sleep 0.1; done
	wait $reader
	git-done audit --format json >one.json
	cmp one.json got.json
	run timeout 20 git-done audit --format json=pipe
	assert_equal "$status" 4
}

@test "one file for two formats is refused, however it is spelt" {
	mkdir sub
	for other in done.json ./done.json sub/../done.json "$PWD/done.json"; do
		run git-done audit --format json=done.json --format sarif="$other"
		assert_equal "$status" 2
		assert_output --partial 'two formats'
	done
	ln done.hard done.json 2>/dev/null || { : >done.json && ln done.json done.hard; }
	run git-done audit --format json=done.json --format sarif=done.hard
	assert_equal "$status" 2
	run git-done audit --format json --format sarif
	assert_equal "$status" 2
}

@test "git's own files are never written over" {
	before=$(cat .git/config)
	for path in .git/config .git/done.json .git/hooks/x services/../.git/HEAD "$PWD/.git/config"; do
		run git-done audit --format json="$path"
		assert_equal "$status" 2
		assert_output --partial 'git directory'
	done
	ln -s .git innocent
	run git-done audit --format json=innocent/config
	assert_equal "$status" 2
	run git-done audit --format json="$WORK/remote.git/config"
	assert_equal "$status" 2
	assert_equal "$(cat .git/config)" "$before"
}

@test "no file goes on saying what an earlier run found" {
	names='text:done.txt json:done.json sarif:done.sarif junit:done.xml markdown:done.md github:done.gh'
	options=
	for pair in $names; do options="$options --format ${pair%%:*}=${pair##*:}"; done
	git-done audit $options
	sed -i 's/^version: 1/version: 99/' .git-done.yml
	commit bad
	for pair in $names; do cp "${pair##*:}" "${pair##*:}.before"; done
	run git-done audit $options
	assert_equal "$status" 2
	for pair in $names; do
		! cmp -s "${pair##*:}" "${pair##*:}.before" || fail "${pair##*:} is as before"
	done
	run grep -i 'version' done.txt
	assert_success
}

@test "a name that is left over from a killed run does not stop the next" {
	for pid in $(seq 1 3); do : >"done.json.$pid.tmp"; done
	# The process that writes has the number of the shell that it replaces.
	bash -c ': >done.json.$$-0.tmp; exec git-done audit --format json=done.json'
	assert_file_exist done.json
}
