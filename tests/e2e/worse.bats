#!/usr/bin/env bats
# Checks that only warn and get worse in this change are told: on the first line of what is accepted, in JSON, and as
# annotations. Real pushes through the hook.
load helper

# shop [DEBT]: ten services that say how they are run; `docs.run` of the preset only warns.
shop() {
	export COLUMNS=400
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	write .git-done.yml "version: 1
services: [{path: services/*}]
debt: ${1:-allow}
criteria:
  docs:
    checks:
      run: {level: warning, markdown: {file: README.md, sections: [{heading: '(?i)^run'}]}}
      help: {level: warning, file: HELP.md}
      main: {file: main.go}"
	for i in 0 1 2 3 4 5 6 7 8 9; do
		write services/s$i/main.go 'package main'
		write services/s$i/README.md "# s$i

## Run

make run"
	done
	publish
}

accepted() {
	commit topic
	run git push origin +topic
	assert_success
}

@test "ten services that lose what only warns are told, with debt and without" {
	for debt in allow refuse; do
		(
			mkdir $debt
			cd $debt || exit 1
			WORK=$PWD
			shop $debt
			git rm -q services/*/README.md
			accepted
			assert_line 'ok  10 services got worse in a check that only warns: docs.run (20 warnings of 2 checks (docs.run, docs.help))'
			run git done check main..topic --format json
			assert_equal "$(jq -c '[.runs[0].services[].criteria[].checks[] | select(.worse) | .id] | unique | length, .[0]' <<<"$output" | tr '\n' ' ')" '1 "docs.run" '
			assert_equal "$(jq '[.runs[0].services[].criteria[].checks[] | select(.worse)] | length' <<<"$output")" 10
			run git done check main..topic --format github
			assert_output --partial '::warning'
			assert_output --partial 'new with this change'
			assert_equal "$(grep -c 'new with this change' <<<"$output")" 1
			assert_equal "$(grep -c 'docs.help' <<<"$output")" 1
		)
	done
}

@test "one service, two checks" {
	shop
	write services/s1/HELP.md help
	commit help
	git push -q --no-verify origin HEAD:main
	git checkout -q -B topic
	git rm -q services/s1/README.md services/s1/HELP.md
	accepted
	assert_line --partial 'ok  s1 got worse in checks that only warn: docs.run, docs.help ('
}

# bats file_tags=deep

@test "what warned before, or is new, is not told as worse" {
	shop
	echo '// more' >>services/s1/main.go
	accepted
	refute_output --partial worse
	git checkout -q -B topic main
	mkdir services/new
	echo 'package main' >services/new/main.go
	accepted
	refute_output --partial 'got worse in'
	# A gap that is another one is told.
	git checkout -q -B topic main
	sed -i 's/^## Run/## Start/' services/s2/README.md
	accepted
	assert_line --partial 'ok  s2 got worse in a check that only warns: docs.run ('
}

@test "what was taken from services outside of them only warns, too" {
	shop
	sed -i "s|file: HELP.md|file: /HELP.md|" .git-done.yml
	write HELP.md help
	commit help
	git push -q --no-verify origin HEAD:main
	git checkout -q -B topic
	git rm -q HELP.md
	accepted
	assert_line --partial 'ok  10 services got worse in a check that only warns: docs.help ('
}

@test "reports of shards say it, too" {
	shop
	git rm -q services/*/README.md
	commit topic
	for shard in 1/2 2/2; do
		git done check main..topic --shard $shard --format json >"$WORK/${shard%/2}.json"
	done
	run git done merge "$WORK/1.json" "$WORK/2.json"
	assert_success
	assert_line --partial 'ok  10 services got worse in a check that only warns: docs.run ('
}
