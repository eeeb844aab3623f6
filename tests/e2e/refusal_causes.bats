#!/usr/bin/env bats
# What a refused push says of what a change took away: one entry a cause and one command that works, who refused, the
# rule, and whom to ask. tests/golden/refusal has the pictures; DONE_UPDATE_GOLDEN=1 rewrites them.
load helper

prepare() {
	export COLUMNS=100
	git init -q --bare "$WORK/shop.git"
	git init -q shop
	cd shop || return
	git remote add origin "$WORK/shop.git"
	policy
	for name in ads cart checkout mail orders pay search ship stock tax; do service "$name"; done
	commit 'ten services'
	git push -q origin main
	git remote set-head origin main
	git-done install >/dev/null 2>&1
	git checkout -q -b topic
}

service() {
	write "services/$1/package.json" '{"name": "'"$1"'", "dependencies": {"express": "4"}}'
	write "services/$1/server.js" 'const app = require("express")();
app.get("/healthz", (q, r) => r.sendStatus(200));
app.listen(80);'
	write "services/$1/README.md" "# $1"
}

policy() {
	write .git-done.yml <<X
version: 1
services: [{path: services/*}]
debt: allow
help: "#platform, or https://wiki.example.com/git-done"
waivers: {approvers: [lead@example.com], max_days: 90}
criteria:
  docs:
    checks:
      readme: {title: Every service has a README., file: README.md}
      runbook: {missing: no runbook, file: RUNBOOK.md}
      package: {file: package.json, why: Nobody else can build it.}
  logging:
    checks:
      health: {title: Every service can be asked whether it is well., uses: health}
$*
X
}

# picture NAME [TEXT]: the output is as in the golden file.
picture() {
	local golden="$GIT_DONE_SOURCE/tests/golden/refusal/$1.txt"

	printf '%s\n' "$output" | sed -E 's/\b[0-9a-f]{40}\b/ID/g; s/\b[0-9a-f]{10}\b/ID/g; s/--now [0-9-]+ ?//; s/(--until:?) [0-9-]{10}/\1 DAY/g' |
		grep -v '^error: failed to push\|^To \|^ ! ' >"$WORK/picture"
	if [ -n "${DONE_UPDATE_GOLDEN:-}" ]; then cp "$WORK/picture" "$golden"; fi
	diff "$golden" "$WORK/picture"
}

@test "a file that the change deleted: the push is refused, and the command brings it back" {
	git rm -q services/orders/README.md
	commit 'tidy up'
	run git push origin topic
	assert_failure
	picture deleted-file
	run bash -c "$(printf '%s\n' "$output" | sed -n 's/^ *to restore: git checkout/git checkout/p') && git commit -qm back && git push -q origin topic 2>&1"
	assert_success
}

@test "ten services that lost the same file: one entry, sorted, one command, and it brings back nothing else" {
	for name in ads cart checkout mail orders pay search ship stock tax; do git rm -q "services/$name/README.md"; done
	commit 'no READMEs'
	run git push origin topic
	assert_failure
	picture deleted-ten
	assert_line --partial "git checkout origin/main -- ':(top,glob)services/*/README.md'"
	cd services/ads
	eval "$(printf '%s\n' "$output" | sed -n 's/^ *to restore: git checkout/git checkout/p')"
	run git diff --name-only origin/main
	assert_output ''
	cd ../..
	git commit -qm back
	run git push origin topic
	assert_success
}

@test "nine of ten services: each file is named, since a pattern would take back another" {
	for name in ads cart checkout mail orders pay search ship stock; do git rm -q "services/$name/README.md"; done
	echo more >>services/tax/README.md
	commit 'no READMEs'
	run git push origin topic
	assert_failure
	refute_output --partial '(top,glob)'
	assert_line --partial 'git checkout origin/main -- services/ads/README.md services/cart/README.md'
	assert_line --partial 'in 9 services: ads, cart, checkout, mail, orders, pay, search, ship, stock'
	eval "$(printf '%s\n' "$output" | sed -n 's/^ *to restore: git checkout/git checkout/p')"
	run git diff --name-only origin/main
	assert_output services/tax/README.md
}

@test "two services are two entries" {
	git rm -q services/ads/README.md services/tax/README.md
	commit 'no READMEs'
	run git push origin topic
	assert_failure
	assert_line '  docs.readme  services/ads/README.md was deleted by this change'
	assert_line '  docs.readme  services/tax/README.md was deleted by this change'
	# The rule is told once.
	assert_equal "$(grep -c 'rule: ' <<<"$output")" 1
}

# bats file_tags=deep

@test "other kinds: the same line taken out of many services is one cause, whatever its number" {
	n=0
	for name in ads cart mail tax; do
		n=$((n + 1))
		for _ in $(seq $n); do echo '// a line'; done >"services/$name/new.js"
		cat "services/$name/server.js" >>"services/$name/new.js"
		mv "services/$name/new.js" "services/$name/server.js"
	done
	commit 'longer'
	git push -q origin topic:main
	git fetch -q
	for name in ads cart mail tax; do
		grep -v healthz "services/$name/server.js" >new.js
		mv new.js "services/$name/server.js"
	done
	commit 'no health routes'
	run git push origin topic
	assert_failure
	picture removed-line
}

@test "a server's hooks speak of themselves, and of the branch" {
	for hook in pre-receive update; do
		rm -f "$WORK"/shop.git/hooks/*
		git -C "$WORK/shop.git" config done.integrationBranch main
		git -C "$WORK/shop.git" done install --hook "$hook" >/dev/null 2>&1
		git checkout -q -B "by-$hook" main
		git rm -q services/orders/README.md
		commit "$hook"
		run git push --no-verify origin "by-$hook"
		assert_failure
		if [ $hook = update ]; then
			assert_output --partial 'remote: PUSH REFUSED by git-done, this branch was not updated: with this change orders has no README.md any'
		else
			assert_output --partial 'remote: PUSH REFUSED by git-done, nothing was pushed: with this change orders has no README.md any'
		fi
		assert_output --partial '#platform, or https://wiki.example.com/git-done'
		# Whoever pushes has the commit, and perhaps no such branch.
		assert_output --partial "git checkout $(git rev-parse --short=10 main) -- services/orders/README.md"
		eval "$(printf '%s\n' "$output" | sed -n 's/^remote: *to restore: \(git checkout [^ ]* -- [^ ]*\) *$/\1/p')"
		assert_file_exist services/orders/README.md
		git reset -q --hard
	done
}

@test "a commit, a check, an audit and an advisory run have words of their own" {
	git rm -q services/orders/README.md
	git-done install --hook pre-commit >/dev/null 2>&1
	run git commit -qm 'tidy up'
	assert_failure
	assert_line --index 0 'COMMIT REFUSED by git-done, nothing was committed: with this change orders has no README.md any more'
	git commit -qnm 'tidy up'
	run git done check
	assert_line --index 0 'CHECK FAILED by git-done: with this change orders has no README.md any more'
	run git done check --advisory
	assert_line --index 0 --partial 'NOT DONE  with this change orders has no README.md any more'
	run git done audit --service orders
	assert_line --index 0 --partial 'NOT DONE  orders fails 2 required checks'
	# Only a refusal says whom to ask.
	refute_output --partial '#platform'
}

@test "the policy of another revision is named, and JSON has what the text says" {
	git rm -q services/orders/README.md
	commit 'tidy up'
	main=$(git rev-parse main)
	run git done check --policy-from main
	assert_line --partial "rules:    .git-done.yml of revision ${main:0:10}"
	run git done check --policy-from main --format json
	assert_equal "$(jq -r '.runs[0].policy.revision' <<<"$output")" "$main"
	assert_equal "$(jq -r '.runs[0].bar.help' <<<"$output")" '#platform, or https://wiki.example.com/git-done'
	assert_equal "$(jq -c '[.runs[0].services[].criteria[].checks[].findings[].lost | values]' <<<"$output")" \
		'[{"path":"services/orders/README.md","line":0,"what":"README.md","from":"origin/main","pathspec":null}]'
	git done check --shard 1/2 --format json=one.json || :
	git done check --shard 2/2 --format json=two.json || :
	git done check >whole.txt || :
	git done merge one.json two.json >merged.txt || :
	diff whole.txt merged.txt
}

@test "when an excuse counts: in the change where the policy lets it, else before" {
	export COLUMNS=500
	git rm -q services/orders/README.md
	commit 'tidy up'
	run git done check
	assert_output --partial "Both write services/orders/done.yml, which counts once it is merged into origin/main by itself."
	git checkout -q main
	sed -i.bak 's/max_days: 90/max_days: 90, self_granted: allow/' .git-done.yml
	rm .git-done.yml.bak
	commit 'counts at once'
	git push -q --no-verify origin main
	git checkout -q topic
	run git done check
	assert_output --partial 'Both write services/orders/done.yml: commit that and check again; the check blocks no longer.'
	# It does as it says.
	eval "$(printf '%s\n' "$output" | sed -n "s/^ *not now? *//p" | sed "s/'…'/'the docs move'/") >/dev/null"
	git add -A
	git commit -qnm waive
	run git push origin topic
	assert_success
}
