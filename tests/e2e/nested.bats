#!/usr/bin/env bats
# Policies of directories: pay asks for more of what lies there. Real pushes.
load helper

prepare() {
	shop
	write pay/card/README.md "$(cat services/orders/README.md)"
	write pay/card/main.go 'package main'
	write pay/card/THREATS.md 'Who may read a card number.'
	sed -i.bak 's|  - path: services/\*|&\n  - path: pay/*|' .git-done.yml
	rm .git-done.yml.bak
	bar
	commit 'payments ask for more'
	git push -q --no-verify origin main
	git done install >/dev/null 2>&1
	git checkout -q -b change
}

# The policy of pay, with MORE after it.
bar() {
	write pay/.git-done.yml <<POLICY
version: 1
criteria:
  security:
    title: Security
    checks:
      threats: {file: THREATS.md, missing: no threat model, why: Money goes astray.}
${1-}
POLICY
}

pushed() {
	run git push origin change
}

refused() {
	assert_failure
	assert_output --partial 'REFUSED'
	assert_output --partial "$1"
}

@test "it judges what lies below, and nothing else" {
	git rm -q pay/card/THREATS.md
	write services/orders/more.go 'package main'
	commit 'no threats'
	pushed
	refused 'no threat model'
	assert_output --partial 'card'
	run git done check
	assert_output --partial 'and below it pay/.git-done.yml'
	git checkout -q -b change2 main
	write services/orders/more.go 'package main'
	commit 'orders'
	run git push origin change2
	assert_success
	refute_output --partial 'pay'
}

@test "audit, staged, json and why know it, and merge joins its shards" {
	git rm -q pay/card/THREATS.md
	run git done check --staged
	assert_failure 1
	assert_output --partial 'no threat model'
	commit 'no threats'
	run git done audit
	assert_failure 1
	assert_line --regexp '^service +docs +logging +security'
	run git done why card security.threats
	assert_output --partial "pay/.git-done.yml:6"
	run git done explain security.threats
	assert_output --partial 'declared at pay/.git-done.yml:6'
	git done audit --format json=whole.json --jobs 3 >/dev/null || true
	run jq -r '.runs[0].policy.nested[].path, (.runs[0].services[] | .name + " " + (.policy // "root"))' whole.json
	assert_output 'pay/.git-done.yml
card pay/.git-done.yml
orders root
stock root'
	git done audit --shard 1/2 --format json=one.json >/dev/null || true
	git done audit --shard 2/2 --format json=two.json >/dev/null || true
	git done merge one.json two.json --format json=joined.json >/dev/null || true
	jq 'del(.runs[0].range, .reproduce)' whole.json >a
	jq 'del(.runs[0].range, .reproduce)' joined.json >b
	diff a b
	check-jsonschema --schemafile "$GIT_DONE_SOURCE/config/report.schema.json" whole.json || ! command -v check-jsonschema
}

@test "a change can neither ease nor remove it for itself, and says so" {
	git rm -q pay/.git-done.yml pay/card/THREATS.md
	commit 'ask for less'
	pushed
	refused 'no threat model'
	assert_output --partial "'security.threats' is removed (pay/.git-done.yml)"
	git checkout -q -b change2 main
	bar '      # nothing'
	sed -i.bak 's/THREATS.md/{any: [THREATS.md, README.md]}/' pay/.git-done.yml
	rm pay/.git-done.yml.bak
	git rm -q pay/card/THREATS.md
	commit 'a README will do'
	run git push origin change2
	refused 'no threat model'
	assert_output --partial '(pay/.git-done.yml)'
}

@test "what a change brings counts from the next change on" {
	bar '      owners: {file: OWNERS}'
	commit 'ask for owners'
	pushed
	assert_success
	git checkout -q main
	git merge -q change
	git push -q --no-verify origin main
	git checkout -q -b next
	write pay/card/more.go 'package main'
	commit 'more'
	run git push origin next
	refused 'OWNERS'
}

# bats file_tags=deep

@test "one that is new is noted, and judges the push after" {
	write services/orders/.git-done.yml 'version: 1
criteria: {docs: {checks: {owners: {file: OWNERS}}}}'
	commit 'orders ask for more'
	pushed
	assert_success
	assert_output --partial "the change brings 'services/orders/.git-done.yml': it counts from the next change on"
	git push -q --no-verify origin change:main
	write services/orders/more.go 'package main'
	commit 'more'
	pushed
	refused 'OWNERS'
}

@test "what it lacks already is owed where the policy allows debt" {
	git checkout -q main
	printf 'debt: allow\n' >>.git-done.yml
	git rm -q pay/card/THREATS.md
	commit 'the threats are owed'
	git push -q --no-verify origin main
	git checkout -q -b owing
	write pay/card/more.go 'package main'
	commit 'more'
	run git push origin owing
	assert_success
	assert_output --partial 'card: nothing got worse (1 old gap)'
	write pay/bank/README.md "$(cat services/orders/README.md)"
	commit 'a new one'
	run git push origin owing
	refused 'bank'
}

@test "a service that moves out is held to it until that has landed" {
	git rm -q pay/card/THREATS.md
	git mv pay/card services/card
	commit 'move it, and lose the threats'
	pushed
	refused 'no threat model'
	assert_output --partial "the change moves 'card' out of 'pay'"
	git checkout -q -b change2 main
	git mv pay/card services/card
	commit 'move it'
	run git push origin change2 change2:main
	assert_success
	git rm -q services/card/THREATS.md
	commit 'no threats any more'
	run git push origin change2
	assert_success
}

@test "loosening: alone holds for it, commit by commit on a line of merges" {
	git checkout -q main
	printf 'loosening: alone\n' >>.git-done.yml
	commit 'alone'
	git push -q --no-verify origin main
	git checkout -q -b eased
	git rm -q pay/.git-done.yml
	commit 'ask for less'
	run git push origin eased
	assert_success
	write services/orders/more.go 'package main'
	commit 'and code'
	run git push origin eased
	refused "the change loosens the policy: 'security.threats' is removed (pay/.git-done.yml)"
	assert_output --partial '-- pay/.git-done.yml'
	# Each commit of a line of merges stands for itself.
	run git push origin eased:main
	assert_success
	bar
	commit 'ask for it again'
	git push -q --no-verify origin eased:main
	git rm -q pay/.git-done.yml
	write services/orders/other.go 'package main'
	commit 'both at once'
	run git push origin eased:main
	refused "the change loosens the policy: 'security.threats' is removed (pay/.git-done.yml)"
	assert_output --partial "$(git rev-parse --short=12 HEAD) also changes 'services/orders/other.go'"
}

@test "a broken one is exit 2 with its place, wherever it is" {
	bar '  docs: {checks: {readme: {level: warning}}}'
	commit 'a warning will do'
	run git done check
	assert_failure 2
	assert_output --partial "pay/.git-done.yml:7:35: this loosens the policy above: 'docs.readme' is lowered to a warning (stated at .git-done.yml:10)"
	run git done audit
	assert_failure 2
	run git done policy lint
	assert_failure 2
	run git done policy lint pay
	assert_failure 2
	run git done policy lint --from HEAD pay/.git-done.yml
	assert_failure 2
	run git done policy lint --from HEAD .git-done.yml
	assert_success
	pushed
	assert_failure
	assert_output --partial "the change's own policy"
	rm pay/.git-done.yml
	ln -s ../.git-done.yml pay/.git-done.yml
	commit 'a link'
	run git done audit
	assert_failure 2
	assert_output --partial "the policy 'pay/.git-done.yml' is not a regular file"
}

@test "policy lint and show tell what counts where" {
	run git done policy lint
	assert_success
	assert_line 'ok: 2 criteria, 2 checks, from .git-done.yml'
	assert_line 'ok: 3 criteria, 3 checks, from pay/.git-done.yml, .git-done.yml'
	run git done policy show pay/card --origin
	assert_success
	assert_output --partial 'threats:  # pay/.git-done.yml:6'
	run git done policy show services/orders
	refute_output --partial threats
	cd pay
	run git done policy show .
	assert_output --partial 'threats'
	cd ..
	git done policy schema pay/.git-done.yml >"$WORK/schema.json"
	run jq -r '.properties | keys | join(" ")' "$WORK/schema.json"
	assert_output 'criteria requires target version'
}

@test "beside a policy of somebody else's none counts, and that is said" {
	git rm -q pay/card/THREATS.md
	commit 'no threats'
	cp .git-done.yml "$WORK/own.yml"
	run git done check --policy "$WORK/own.yml"
	assert_success
	assert_output --partial "'pay/.git-done.yml' does not count"
	git --git-dir="$WORK/remote.git" config done.policy "$WORK/own.yml"
	write "$WORK/remote.git/hooks/pre-receive" '#!/bin/sh
exec git done hook pre-receive'
	chmod +x "$WORK/remote.git/hooks/pre-receive"
	run git push --no-verify origin change
	assert_success
	git --git-dir="$WORK/remote.git" config --unset done.policy
	run git push --no-verify origin change:other
	assert_failure
	assert_output --partial 'no threat model'
}

@test "where it holds for nobody, or there is no policy above it, that is said" {
	write docs/.git-done.yml 'version: 1
target: gold'
	commit 'docs'
	run git done audit
	assert_output --partial "'docs/.git-done.yml' asks nothing of anybody"
	git rm -q .git-done.yml
	git checkout -q --orphan fresh
	commit 'no policy at the root'
	run git done check --base "$(git commit-tree -m nothing "$(git mktree </dev/null)")"
	assert_failure 3
	assert_output --partial "there is no policy '.git-done.yml' at the root to which 'docs/.git-done.yml' adds"
	assert_output --partial 'git done init'
}

@test "git done log and blame tell of it" {
	git rm -q pay/card/THREATS.md
	commit 'no threats'
	git rm -q pay/.git-done.yml
	commit 'nor is it asked'
	run git done log --policy-from head
	assert_success
	assert_output --partial "'security.threats' is removed (pay/.git-done.yml)"
	run git done log --policy-from "main"
	assert_success
	assert_output --partial 'security.threats'
}

@test "a thousand of them, and a hundred above one another" {
	git checkout -q main
	text=$(cat services/orders/README.md)
	mkdir -p services/s{1..1000}
	for i in {1..1000}; do
		printf 'version: 1\ncriteria: {own: {checks: {c%s: {file: README.md}}}}\n' "$i" >"services/s$i/.git-done.yml"
		printf '%s\n' "$text" >"services/s$i/README.md"
	done
	commit 'a thousand'
	run git done audit --format json
	assert_success
	deep=services/orders
	mkdir -p "$deep/$(printf 'd/%.0s' {1..100})"
	for i in {1..100}; do
		deep=$deep/d
		printf 'version: 1\ncriteria: {own: {checks: {c%s: {file: /.git-done.yml}}}}\n' "$i" >"$deep/.git-done.yml"
	done
	cp services/orders/README.md "$deep/README.md"
	printf 'services: [{path: "%s"}]\n' "$deep" | cat - <(sed '/^services:/,/^criteria:/{/^criteria:/!d}' .git-done.yml) >x
	mv x .git-done.yml
	commit 'a hundred'
	run git done audit --format json
	assert_success
	[ "$(jq '.runs[0].policy.nested | length' <<<"$output")" = 100 ]
}

@test "one that the root begins to extend is compared with what it asked of its directory" {
	sed -i.bak 's/^version: 1$/version: 1\nloosening: refuse/' .git-done.yml
	rm .git-done.yml.bak
	commit 'loosening is refused'
	git push -q --no-verify origin HEAD:main
	git fetch -q
	git reset -q --hard origin/main
	sed -i.bak 's/^version: 1$/version: 1\nextends: pay\/.git-done.yml/' .git-done.yml
	rm .git-done.yml.bak
	write pay/.git-done.yml 'version: 1'
	commit 'the root takes it over, emptied'
	pushed
	refused "'security.threats' is removed (pay/.git-done.yml)"
}

@test "whoever calls a service that goes is judged by the policy of its directory" {
	bar '      calls: {graph: {}}'
	write pay/card/done.yml $'communication:\n  calls:\n    - {to: stock, style: sync, via: grpc, timeout_ms: 800, retries: 2, idempotency: the order id, on_failure: waits}'
	commit 'the calls of pay are known'
	git push -q --no-verify origin HEAD:main
	git fetch -q
	git reset -q --hard origin/main
	git rm -rq services/stock
	commit 'stock goes'
	pushed
	refused 'security.calls'
}

@test "an edit in the middle that breaks one below does not land" {
	write pay/card/.git-done.yml <<-'POLICY'
		version: 1
		criteria: {security: {checks: {threats: {content: {files: THREATS.md, match: card, min: 2}}}}}
	POLICY
	write pay/.git-done.yml <<-'POLICY'
		version: 1
		criteria: {security: {title: Security, checks: {threats: {content: {files: THREATS.md, match: card, min: 1}}}}}
	POLICY
	write pay/card/THREATS.md $'a card\na card\na card'
	commit 'two of them'
	git push -q --no-verify origin HEAD:main
	git fetch -q
	git reset -q --hard origin/main
	sed -i.bak 's/min: 1/min: 3/' pay/.git-done.yml
	rm pay/.git-done.yml.bak
	commit 'the one in the middle asks for more'
	pushed
	assert_failure
	assert_output --partial 'pay/card/.git-done.yml:2'
}

@test "init begins where a policy of a directory lies already, and tells what contradicts it" {
	git rm -q .git-done.yml
	write pay/card/go.mod 'module card'
	write pay/card/main.go 'package main
import "net/http"
func main() { http.ListenAndServe(":80", nil) }'
	commit 'no root'
	run git done audit
	assert_output --partial "'pay/.git-done.yml' adds to the policy '.git-done.yml' at the root, which is missing: write one (git done init)"
	run git done log --policy-from HEAD
	assert_equal "$status" 2
	assert_output --partial "'pay/.git-done.yml' adds to the policy at the root, which is missing"
	assert_output --partial 'name the policy: --policy preset:backend'
	run git done init --dry-run
	refute_output --partial 'adds to it'
	run git done init
	assert_success
	assert_output --partial "git-done: 'pay/.git-done.yml' adds to it from now on"
	run git done policy lint
	assert_success
	rm .git-done.yml
	printf 'target: todo\n' >>pay/.git-done.yml
	run git done init
	assert_success
	assert_output --partial 'git-done: warning: pay/.git-done.yml:8:9: '
	assert_output --partial 'git done policy lint'
}

@test "lint finds one that counts, whatever its directory is called" {
	for dir in services/vendor services/examples; do
		write "$dir/${dir#*/}-app/README.md" app
		write "$dir/.git-done.yml" $'version: 1\ntarget: todo\n'
		write other/testdata/.git-done.yml $'version: 1\nservices: auto\n'
		sed -i "s|^  - path: services/\*|&\n  - path: $dir/*|" .git-done.yml
		git add -A
		run git done policy lint
		assert_equal "$dir: $status" "$dir: 2"
		assert_output --partial "$dir/.git-done.yml:2:9: "
		sed -i 's/todo/gold/' "$dir/.git-done.yml"
		run git done policy lint
		assert_success
		assert_output --partial "from $dir/.git-done.yml, .git-done.yml"
		refute_output --partial testdata
	done
}

@test "checks of directories, and directories, are completed" {
	run git-done completion words -- check --check s
	assert_line security.threats
	run git-done completion words -- why card sec
	assert_line security.threats
	run git-done completion words -- check --criterion sec
	assert_line security
	run git-done completion words -- policy show p
	assert_line ':dirs'
	run git-done completion words -- policy i
	assert_line import
	# One that is not valid offers nothing, and takes nothing away.
	printf 'nothing: 1\n' >>pay/.git-done.yml
	run git-done completion words -- check --check docs
	assert_line docs.readme
}

@test "html and Markdown name it beside the policy, and show its checks where they are asked" {
	git rm -q pay/card/THREATS.md
	commit 'no threats'
	git done audit --format html=report.html --format markdown=report.md || [ $? -eq 1 ]
	for file in report.html report.md; do
		run tr -d '\\' <"$file"
		assert_output --partial 'and below it pay/.git-done.yml'
		assert_output --partial 'no threat model'
		assert_output --partial 'Security'
	done
	python3 - <<'END'
import re
text = open("report.html").read()
rows = dict(re.findall(r'<th scope=row><a href="#service:([\w-]+)">(.*?)\n', text))
heads = [h for h in re.findall(r'<th scope=col data-criterion="([^"]+)"', text)]
for name, row in rows.items():
    cells = re.findall(r"<td class=\"?([a-z]+)", row)
    state = cells[1 + heads.index("security")]
    assert state == ("unmet" if name == "card" else "none"), (name, state)
END
}
