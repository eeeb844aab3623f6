#!/usr/bin/env bats
# git done why, git done explain without an argument, git done policy show --origin.
load helper

prepare() {
	shop
	git-done install >/dev/null 2>&1
	git checkout -q -b topic
}

@test "the command that a refusal prints tells the rule, where it stands, what is missing and the ways out" {
	break_service orders
	run git push origin topic
	assert_failure
	command=$(grep -m1 '^ *why?' <<<"$output" | sed 's/^ *why?.*git/git/')
	assert_equal "$command" 'git done why orders docs.readme'
	run bash -c "$command"
	assert_success
	assert_line 'orders, docs.readme: not met: no README.md'
	assert_line '  because      Who calls the service must be able to find out how.'
	assert_line '  asked        it blocks where it is not met'
	assert_line --regexp '^  kind         markdown: met when'
	assert_line "        - heading: '(?i)^purpose'  # .git-done.yml:10"
	assert_line "    services/orders/README.md: there is no 'README.md'"
	assert_line --regexp '^      add services/orders/README.md with the section'
	assert_line --regexp '^  does not apply\? +git done not-applicable orders docs.readme --reason '
	assert_line --regexp '^  not now\? +git done waive orders docs.readme --until [0-9-]+ --reason '
}

@test "a check that is met has its evidence, and no ways out" {
	run git done why orders docs.readme
	assert_success
	assert_line --partial 'orders, docs.readme: met'
	assert_line '  met by'
	assert_line --regexp '^    services/orders/README.md:[0-9]+: '
	refute_output --partial 'not now?'
}

@test "a service: how it was found, what it is, what selected it, and all its checks" {
	go_server services/orders
	break_service orders
	run git done why orders
	assert_success
	assert_line 'orders (services/orders)'
	assert_line "  found by     .git-done.yml:3: the rule 'services/*'"
	assert_line '  kind         api: services/orders/main.go:6: .ListenAndServe('
	assert_line --regexp '^  serves       http: services/orders/main.go:6: '
	assert_line '  selected by  services/orders/README.md changed (and 2 more)'
	assert_line '  stage        production'
	assert_line '  sheet        none; git done init --service writes one'
	assert_line '  policy       .git-done.yml of origin/main'
	assert_line '  not met             docs.readme: no README.md'
	assert_line '  met                 logging.no-print: 1 text file searched'
	run git done why stock
	assert_success
	assert_line '  selected by  nothing: this branch changes nothing of it since origin/main'
}

@test "tiers, sheets, kinds that are declared and services that are found are told, too" {
	write .git-done.yml <<'POLICY'
version: 1
services: auto
target: bronze
criteria:
  docs:
    checks:
      readme: {tier: bronze, file: README.md}
      runbook: {tier: gold, file: RUNBOOK.md}
POLICY
	serves services/shop
	write services/shop/README.md '# Shop'
	write services/shop/done.yml <<'SHEET'
kind: worker
waivers:
  - {check: docs.readme, until: 2027-01-31, by: ada@example.com, reason: it moves}
SHEET
	commit 'found by what it does'
	git push -q --no-verify origin topic:main
	git fetch -q
	run git done why shop --now 2027-01-01
	assert_success
	assert_line --regexp "^  found by     'services: auto', as a program: services/shop/main.go:6: "
	assert_line '  kind         worker, as its sheet says'
	assert_line '  target       bronze (runs safely); it reaches bronze'
	assert_line '  sheet        services/shop/done.yml'
	assert_line --regexp '^  next +docs.runbook'
	run git done why shop docs.runbook --now 2027-01-01
	assert_line '               that is above what it is held to: nothing is refused for it'
	run git done why shop docs.readme --now 2027-01-01
	assert_line '  waiver       not needed now, it excuses until 2027-01-31 by ada@example.com: it moves'
	assert_line --regexp '^  asked        for the tier bronze \(runs safely\); the service is held to bronze'
}

@test "a capability is told in words and patterns of the service's own language" {
	write .git-done.yml <<'POLICY'
version: 1
services: ["services/*"]
criteria:
  logging:
    checks:
      logger: {any_of: [{uses: structured-logging}, {file: LOGGING.md}]}
      owner: {uses: owner}
POLICY
	go_server services/orders
	commit
	git push -q --no-verify origin topic:main
	git fetch -q
	run git done why orders logging.logger
	assert_success
	assert_line '               structured-logging in Go, by any of these:'
	assert_line --regexp '^    - .*log/slog'
	refute_output --partial 'in Python'
	refute_output --partial 'code matches'
	run git done why orders logging.logger --verbose
	assert_line --regexp '^      code matches '
	run git done why orders logging.owner
	assert_success
	assert_line --regexp '^  looked for   owner: no code'
}

# bats file_tags=deep

@test "names that are not known get the nearest; git done's own checks are explained" {
	while IFS='|' read -r expected arguments; do
		run bash -c "git done $arguments"
		assert_equal "$status" 2
		assert_output --partial "$expected"
	done <<'ROWS'
did you mean 'orders'?|why order
did you mean 'docs.readme'?|why orders docs.readm
git done explain sheet.valid|why orders sheet.valid
the service is missing|why
takes 2 arguments, not 3: from 'x' on|why orders docs.readme x
did you mean 'docs.readme'?|explain docs.readm
did you mean 'markdown'?|explain markdwon
ROWS
}

@test "in a bare repository it works; a clone without the base is undecided, with what to fetch; a dirty tree does not matter" {
	git push -q --no-verify origin topic
	write services/orders/README.md 'not committed'
	run git done why orders docs.readme
	assert_success
	assert_line --partial 'docs.readme: met'
	git clone -q --depth 1 --single-branch -b topic "file://$WORK/remote.git" "$WORK/shallow"
	cd "$WORK/shallow"
	run git done why orders
	assert_equal "$status" 3
	assert_output --partial 'git fetch'
	cd "$WORK/remote.git"
	run git done why orders docs.readme
	assert_success
	assert_line --partial 'docs.readme: met'
}

@test "without a policy on the base, or a remote, or any policy: as the gate judges then" {
	git rm -q .git-done.yml
	serves services/orders
	commit 'no policy'
	git push -q --no-verify origin topic:main
	git fetch -q
	run git done why orders
	assert_success
	assert_line --regexp '^  policy       preset:backend'
	small_policy
	commit 'a first policy'
	run git done why orders docs.readme
	assert_success
	assert_line --partial 'docs.readme: met'
	run git done not-applicable orders docs.readme --reason 'nobody calls it'
	assert_success
	git remote remove origin
	run git done why orders docs.readme
	assert_success
	assert_line --partial 'docs.readme: met'
}

@test "where debt is allowed it says whether the base lacks it, too" {
	printf 'debt: allow\n' >>.git-done.yml
	git rm -q services/stock/README.md
	commit 'debt'
	git push -q --no-verify origin topic:main
	git fetch -q
	write services/stock/main.go 'package stock'
	break_service orders
	run git done why orders docs.readme
	assert_success
	assert_line --partial 'docs.readme: not met'
	assert_line '  since        this change: origin/main does not lack it'
	run git done why stock docs.readme
	assert_success
	assert_line 'stock, docs.readme: owed: no README.md'
	assert_line '  since        before this change: origin/main lacks it, too'
	refute_output --partial 'not now?'
}

@test "a sheet that cannot be parsed is told, and keeps nobody from the rule" {
	printf 'owner: [\n' >services/orders/done.yml
	commit 'a broken sheet'
	run git done why orders
	assert_success
	assert_line --regexp '^  not met +sheet.valid: '
	run git done why orders docs.readme
	assert_success
	assert_line --partial 'docs.readme: met'
}

@test "explain lists the checks of the policy beside the kinds, also where the policy is not valid" {
	run git done explain
	assert_success
	assert_line --regexp '^  markdown +met when'
	assert_line --regexp '^  docs.readme +error +markdown +Who calls the service'
	printf 'critera: {}\n' >>.git-done.yml
	run git done explain
	assert_success
	assert_line --regexp '^  markdown +met when'
	assert_line --partial "did you mean 'criteria'?"
	refute_line --regexp '^  docs.readme '
}

@test "policy show --origin says the file and line of each key, after extends, and is still a policy" {
	write shared.yml <<'POLICY'
version: 1
criteria:
  docs:
    checks:
      readme:
        markdown: {file: README.md, sections: [{heading: '(?i)^run', min_words: 5}]}
      runbook: {file: RUNBOOK.md, fix: "Write it:\n  what to do at night"}
POLICY
	sed -i.bak 's/^services:/extends: [shared.yml]\nservices:/' .git-done.yml
	run git done policy show --origin
	assert_success
	assert_line "      runbook:  # shared.yml:7"
	assert_line "        fix: |-  # shared.yml:7"
	assert_line "        why: 'Who calls the service must be able to find out how.'  # .git-done.yml:10"
	assert_line "            - heading: '(?i)^purpose'  # .git-done.yml:11"
	assert_line "              min_words: 3  # .git-done.yml:11"
	printf '%s\n' "$output" >"$WORK/shown.yml"
	git done policy show | sed 1d >"$WORK/plain"
	run git done policy show "$WORK/shown.yml"
	assert_success
	assert_equal "$(sed 1d <<<"$output")" "$(cat "$WORK/plain")"
}

@test "json is what its schema says, and has what the text has" {
	break_service orders
	git done why orders docs.readme --format json >"$WORK/why.json"
	run jq -r '[.base, .policy, .policy_of, .selected, .found.rule.path, .check.id, .check.kind] | @tsv' "$WORK/why.json"
	assert_output "$(printf 'origin/main\t.git-done.yml\torigin/main\ttrue\tservices/*\tdocs.readme\tmarkdown')"
	run jq -r '.check.rule[] | "\(.key)=\(.value) \(.file):\(.line)"' "$WORK/why.json"
	assert_line 'markdown.sections[0].heading=(?i)^purpose .git-done.yml:10'
	run jq -r '.service.criteria[].checks[] | "\(.id) \(.verdict) \(.findings[0].short)"' "$WORK/why.json"
	assert_output 'docs.readme unmet no README.md'
	run bash -c "$(jq -r .check.not_applicable "$WORK/why.json" | sed "s/'…'/'nobody reads it'/")"
	assert_success
	assert_output --partial "added to 'not_applicable'"
	git checkout -q -- . && git clean -qfd
	git done why orders --format json >"$WORK/all.json"
	run jq -r '[.check, (.service.criteria | length)] | @tsv' "$WORK/all.json"
	assert_output "$(printf '\t2')"
	python3 -c 'import jsonschema' 2>/dev/null || skip 'needs python3-jsonschema'
	for file in why all; do
		python3 -c '
import json, jsonschema, sys
schema, report = (json.load(open(sys.argv[1] + "/config/" + name + ".schema.json")) for name in ("why", "report"))
schema["properties"]["service"] = {"$ref": "#/$defs/service"}
schema["$defs"] = {**report["$defs"], **schema["$defs"]}
jsonschema.Draft202012Validator(schema).validate(json.load(open(sys.argv[2])))' "$GIT_DONE_SOURCE" "$WORK/$file.json"
	done
}

@test "json: a capability, a tier and a service that is found" {
	write .git-done.yml 'version: 1
extends: [preset:backend]
services: auto'
	serves services/shop
	commit 'found'
	git push -q --no-verify origin topic:main
	git fetch -q
	run git done why shop logging.logger --format json
	assert_success
	echo "$output" >"$WORK/why.json"
	run jq -r '[.found.rule, .found.why.path, .check.tier, .check.since] | @tsv' "$WORK/why.json"
	assert_output --regexp '^	services/shop/main.go	bronze	$'
	run jq -r '.check.shown_by[]' "$WORK/why.json"
	assert_line --index 0 'looked for   a logger with levels or fields that is called'
	assert_line --index 1 'structured-logging in Go, by any of these:'
	# JSON has the patterns, too.
	assert_line --regexp '^code matches '
	run jq -r '.check.rule[] | select(.key == "uses") | "\(.value) \(.file)"' "$WORK/why.json"
	assert_output 'structured-logging preset:backend@1'
	run git done why shop --format xml
	assert_failure 2
	assert_output --partial 'text or json'
	run git done why shop --format text --format json
	assert_failure 2
	assert_output --partial 'one format only'
}
