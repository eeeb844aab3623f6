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

# bats file_tags=deep

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
	sed -i.bak 's/^version: 1/version: 99/' .git-done.yml
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

@test "bad usage leaves no report of an earlier run, wherever it stands on the line" {
	for wrong in "--base ''" --bogus '--now x' '--shard 9/3' 'one two' '--policy a --policy-from b' '--repo . --repo other' --color=x; do
		for line in "--format junit=done.xml $wrong" "$wrong --format junit=done.xml"; do
			echo '<green/>' >done.xml
			eval "run git-done audit $line"
			assert_equal "$status" 2
			run grep -c '<error' done.xml
			assert_output 1
			xmllint --noout done.xml
		done
	done
	echo '<green/>' >done.xml
	run git-done merge --format junit=done.xml
	assert_equal "$status" 2
	run grep '<error.*nothing to merge' done.xml
	assert_success
	echo '<green/>' >done.xml
	run git-done audit --format bogus --format junit=done.xml
	assert_equal "$status" 2
	run grep '<error.*bogus' done.xml
	assert_success
	run --separate-stderr git-done check --bogus --format github
	assert_output --partial '::error'
}

@test "what cannot be written is refused before anything is judged, all of it by name in the end" {
	mkdir folder
	run --separate-stderr git-done audit --format json=missing/done.json --format junit=done.xml --format text
	assert_equal "$status" 4
	refute_output --partial 'examined'
	[[ $stderr == *"the directory 'missing'"* ]]
	run grep '<error' done.xml
	assert_success
	run git-done audit --format json=folder
	assert_equal "$status" 4
	assert_output --partial 'not a regular file'
	if [ -e /dev/full ]; then
		run git-done audit --format json=/dev/full --format junit=/dev/full
		assert_equal "$status" 2 # one place
		run bash -c 'git-done audit --format json=/dev/full --format text >/dev/full'
		assert_equal "$status" 4
		assert_output --partial "'/dev/full'"
		assert_output --partial 'standard output'
	fi
}

@test "one mistake is said with its own cure" {
	run git-done check --base=x --base=y --polcy
	assert_equal "$status" 2
	assert_output --partial 'given twice'
	refute_output --partial 'did you mean'
	run git-done audit --color=x --format=nope
	assert_equal "$status" 2
	assert_output --partial 'auto'
	refute_output --partial 'help formats'
}

@test "whether a report can be written is known before anything is judged, to who is not root too" {
	[ "$(id -u)" -ne 0 ] || command -v setpriv >/dev/null || skip 'no setpriv'
	as=$(id -u)
	[ "$as" -ne 0 ] || as=65534
	mkdir ro free
	echo '{}' >ro/there.json
	chmod 777 free
	chmod 666 ro/there.json
	chmod 755 ro "$WORK" "$HOME"
	someone() { if [ "$(id -u)" -eq 0 ]; then setpriv --reuid="$as" --clear-groups "$@"; else "$@"; fi; }
	chmod a-w ro
	for name in ro/there.json ro/new.json; do
		run someone git-done audit --trust-owner --format "json=$name" --format text
		assert_equal "$status" 4
		assert_output --partial "cannot write '$name': Permission denied"
		assert_output --partial "the directory 'ro'"
		refute_output --partial 'examined'
	done
	someone git-done audit --trust-owner --format json=free/new.json
	someone git-done audit --trust-owner --format json=/dev/stderr 2>err.json
	cmp err.json free/new.json
	run bash -c 'git-done audit --format json=/dev/fd/6 6</dev/null'
	assert_equal "$status" 4
	assert_output --partial 'not open for writing'
}

@test "descriptors that the shell made are written to" {
	git-done audit --format json >expected.json
	bash -c 'git-done audit --format json=>(cat >got.json; : >got.end)'
	for _ in $(seq 200); do [ -e got.end ] || sleep 0.05; done
	cmp expected.json got.json
	git-done audit --format json=/dev/stderr 2>got.json
	cmp expected.json got.json
	git-done audit --format json=/dev/fd/5 5>got.json
	cmp expected.json got.json
	run git-done audit --format json=/dev/fd/77
	assert_equal "$status" 4
}

@test "a pipe that does not wait is waited for" {
	for i in $(seq 300); do write "services/s$i/x" x; done
	commit many
	git-done audit --format json >expected.json || assert_equal $? 1
	python3 - <<'END'
import fcntl, os, subprocess, time
reading, writing = os.pipe()
fcntl.fcntl(writing, fcntl.F_SETFL, fcntl.fcntl(writing, fcntl.F_GETFL) | os.O_NONBLOCK)
done = subprocess.Popen(["git-done", "audit", "--format", "json"], stdout=writing)
os.close(writing)
time.sleep(1) # so that the pipe is full
got = b""
while part := os.read(reading, 65536):
    got += part
assert done.wait() == 1, done.returncode
assert len(got) > 65536 and got == open("expected.json", "rb").read(), len(got)
END
}

@test "no text of a repository is a command to the CI system that reads the log" {
	git switch -q -c topic
	write .git-done.yml <<'POLICY'
version: 1
services: [{path: services/*}]
criteria:
  docs:
    checks:
      readme: {file: {any: [README.md]}, why: "##vso[task.setvariable variable=A]b", fix: "a\n::error::b\n##[add-path]c"}
POLICY
	write services/orders/done.yml <<'SHEET'
communication: [{to: "##vso[task.complete]", style: sync, via: "##[x]"}]
SHEET
	commit hostile
	while IFS=: read -r command word; do
		git-done $command >out 2>&1 || true
		grep -F -q -- "$word" out || fail "'$command' does not speak of it"
		run grep -E '##(vso)?\[|^[[:space:]]*::' out
		assert_failure 1
	done <<-'END'
		policy show:add-path
		explain docs.readme:add-path
		graph:task.complete
		graph --format dot:task.complete
		graph --format mermaid:task.complete
		graph --format json:task.complete
		audit --format json:add-path
	END
	write '##vso[x].yml' 'version: 1'
	write lint.yml "$(printf 'version: 1\nservices: auto\nextends: ["##vso[x].yml"]\ncriteria: {a: {checks: {b: {file: c}}}}\n')"
	run git-done policy lint lint.yml
	assert_success
	assert_output --partial 'vso[x].yml'
	refute_output --partial '##vso['
	git-done policy show >shown.yml
	run git-done audit --policy shown.yml
	assert_success
	git-done graph --format json | jq -e '.. | strings | select(. == "##vso[task.complete]")'
	write .git-done.yml <<'POLICY'
version: 1
services: [{path: services/*}]
criteria: {docs: {checks: {x: {"##vso[task.setvariable variable=PATH]/evil": 1}}}}
POLICY
	commit 'an unknown key'
	for format in text azure json; do
		run git-done check main..topic --format $format
		assert_equal "$status" 2
		assert_output --partial evil
		refute_output --partial '##vso[task.setvariable'
	done
	run git-done audit --format text=out
	run grep -F '##vso[' out
	assert_failure 1
	cat >error.json <<'REPORT'
{"schema":2,"tool":{"name":"git-done","version":"0.2.0"},"verdict":"undecided","exit":3,"advisory":false,"project":null,
"reproduce":null,"shard":null,"now":null,"asked":{"services":[],"criteria":[],"checks":[],"skip":[],"all":false},
"error":{"message":"##vso[task.setvariable variable=A]b","cure":"::error::hello\n::add-mask::e","file":null,"line":0,"column":0},"runs":[]}
REPORT
	run git-done merge error.json
	assert_equal "$status" 3
	assert_output --partial hello
	refute_output --regexp '##vso\[|^ *::|'$'\n'' *::'
}

@test "a comment on a pull request keeps to its length, whatever the policy's titles" {
	python3 >.git-done.yml - <<'END'
print("version: 1\nservices: [{path: services/*}]\ncriteria:")
for i in range(20):
    print(f"  c{i}:\n    title: '{'T(x) ' * 700}'\n    checks: {{r: {{file: NOWHERE.md}}}}")
END
	commit 'long titles'
	run git-done audit --format markdown
	assert_equal "$status" 1
	[ "${#output}" -lt 65536 ] || fail "${#output} characters"
	assert_output --partial 'bytes more'
	assert_output --partial '| orders |'
}
