#!/usr/bin/env bats
# git done waive and git done not-applicable: what is refused prints them, they are run as they are printed, and what
# they print then is run as it is printed, until the push is accepted.
load helper

prepare() {
	shop
	rules '{approvers: [lead@example.com], max_days: 90, emergency_days: 3}'
	git push -q origin main
	git-done install >/dev/null 2>&1
	git config --global user.email ada@example.com
	git checkout -q -b topic
}

rules() {
	small_policy
	printf 'waivers: %s\n' "$1" >>.git-done.yml
	commit "rules for waivers"
}

# printed LABEL: the command that the last output has behind the label, with a reason in its place.
printed() {
	grep -m1 "^ *$1" <<<"$output" | sed "s/^ *$1 *//; s/'…'/'the handbook moves'/"
}

# commands: the indented lines of the last output up to the second sentence, as a script.
commands() {
	sed -n '/^It counts/,$p' <<<"$output" | sed 1d | sed '/^[^ ]/,$d'
}

commands_after_merge() {
	sed -n '/^Once that is merged/,$p' <<<"$output" | sed 1d
}

# What whoever merges does.
merge() {
	git push -q --no-verify origin "$1:main"
}

@test "refused, run as printed, pushed as printed, merged, and the change is accepted" {
	for label in 'not now?' 'does not apply?'; do
		git checkout -q -B topic origin/main
		break_service orders
		run git push -q origin HEAD
		assert_failure
		run bash -c "$(printed "$label")"
		assert_success
		assert_output --partial 'services/orders/done.yml:2: added to'
		script=$(commands) again=$(commands_after_merge)
		run bash -ec "$script"
		assert_success
		branch=$(git branch --show-current)
		assert_equal "$(git diff --name-only origin/main HEAD)" services/orders/done.yml
		assert_equal "$(remote_ref "refs/heads/$branch")" "$(git rev-parse HEAD)"
		merge "$branch"
		run bash -ec "$again"
		assert_success
		assert_equal "$(remote_ref refs/heads/topic)" "$(git rev-parse topic)"
		git push -q --no-verify origin ":topic" "+HEAD~1:main"
		git fetch -q
	done
}

@test "a branch without changes: the next push is the excuse alone" {
	run git done waive orders docs.readme --until "$(in_days 30)" --by lead@example.com --reason 'the handbook moves'
	assert_success
	assert_output --partial "note: 'docs.readme' is met at HEAD, so it needs no excuse now"
	assert_output --partial 'in a change of nothing but sheets. Commit it alone:'
	run bash -ec "$(commands)"
	assert_success
	assert_equal "$(remote_ref refs/heads/topic)" "$(git rev-parse HEAD)"
}

# bats file_tags=deep

@test "an emergency goes with the change that it excuses" {
	break_service orders
	run git done waive orders docs.readme --until "$(in_days 3)" --by lead@example.com --reason 'it burns' --emergency INC-7
	assert_success
	assert_output --partial 'It counts in the change that it excuses'
	run bash -ec "$(commands)"
	assert_success
	assert_equal "$(remote_ref refs/heads/topic)" "$(git rev-parse HEAD)"
}

@test "where a change may excuse itself one push is enough, and user.email approves where nobody is named" {
	git checkout -q main
	rules '{self_granted: allow}'
	git push -q --no-verify origin main
	git checkout -q -B topic
	break_service orders
	run git push -q origin HEAD
	assert_failure
	run bash -c "$(printed 'not now?')"
	assert_success
	assert_output --partial 'by: "ada@example.com"'
	run bash -ec "$(commands)"
	assert_success
	assert_equal "$(remote_ref refs/heads/topic)" "$(git rev-parse HEAD)"
}

@test "names that a shell would read otherwise are quoted, below the top and in a dirty tree too" {
	git checkout -q main
	mkdir -p "services/it's [new]"
	cp services/orders/* "services/it's [new]/"
	commit 'a name'
	git push -q --no-verify origin main
	git checkout -q -B topic
	git rm -q "services/it's [new]/README.md"
	commit
	write services/stock/notes 'not committed'
	run git push -q origin HEAD
	assert_failure
	cd services/orders
	run bash -c "$(printed 'not now?')"
	assert_success
	assert_output --partial "services/it's [new]/done.yml:2: added"
	run bash -ec "$(commands)"
	assert_success
	cd ../..
	assert_equal "$(git diff --name-only origin/main HEAD)" "services/it's [new]/done.yml"
	assert_file_exist services/stock/notes
}

@test "what the policy would not count is refused, and nothing is changed" {
	break_service orders
	while IFS='|' read -r expected arguments; do
		run bash -c "git done $arguments"
		assert_equal "$status" 2
		assert_output --partial "$expected"
		assert_equal "$(git status --porcelain)" ''
	done <<ROWS
no service is called 'order'|waive order docs.readme --until $(in_days 3) --by lead@example.com --reason 'it moves'
did you mean 'orders'?|not-applicable order docs.readme --reason 'it moves'
did you mean 'docs.readme'?|waive orders docs.readm --until $(in_days 3) --by lead@example.com --reason 'it moves'
the last day that it allows is $(in_days 90)|waive orders docs.readme --until $(in_days 91) --by lead@example.com --reason 'it moves'
the last day that it allows is $(in_days 3)|waive orders docs.readme --until $(in_days 4) --by lead@example.com --reason 'it burns' --emergency I
is in the past|waive orders docs.readme --until 2020-01-01 --by lead@example.com --reason 'it moves'
'2027-02-30'|waive orders docs.readme --until 2027-02-30 --by lead@example.com --reason 'it moves'
until when|waive orders docs.readme --by lead@example.com --reason 'it moves'
--by lead@example.com|waive orders docs.readme --until $(in_days 3) --reason 'it moves'
'me' is not among those who approve waivers|waive orders docs.readme --until $(in_days 3) --by me --reason 'it moves'
the reason is missing|waive orders docs.readme --until $(in_days 3) --by lead@example.com
'TODO' is a placeholder, not a reason|not-applicable orders docs.readme --reason TODO
must be one line|not-applicable orders docs.readme --reason \$'a\nb'
which no sheet can excuse|waive orders sheet.valid --until $(in_days 3) --by lead@example.com --reason 'it moves'
the check is missing|waive orders
the service is missing|not-applicable
no service is called 'docs.other'|not-applicable orders docs.other docs.readme --reason 'it moves'
ROWS
	git checkout -q main
	rules '{approvers: [lead@example.com]}'
	git push -q --no-verify origin main
	run git done waive orders docs.readme --until "$(in_days 3)" --by lead@example.com --reason 'it burns' --emergency I
	assert_equal "$status" 2
	assert_output --partial 'the policy allows none'
}

@test "the base's policy counts, not the branch's own" {
	rules '{approvers: [ada@example.com], max_days: 400}'
	run git done waive orders docs.readme --until "$(in_days 3)" --by ada@example.com --reason 'it moves'
	assert_equal "$status" 2
	assert_output --partial "'ada@example.com' is not among those who approve waivers (lead@example.com)"
}

@test "a service that is new, a sheet that the branch changes: no push could bring it so, and what to do is said" {
	write services/fresh/main.go 'package main'
	commit 'a new service'
	run git done not-applicable fresh docs.readme --reason 'nobody calls it'
	assert_equal "$status" 2
	assert_output --partial "'fresh' is not in origin/main yet, so no excuse can land before it"
	assert_output --partial 'stage: {name: experiment'
	assert_output --partial 'and run this command again once it has landed'
	git rm -qrf services/fresh
	commit 'not yet'
	write services/orders/done.yml 'owner: "@org/orders"'
	break_service orders
	run git done not-applicable orders docs.readme --reason 'nobody calls it'
	assert_equal "$status" 2
	assert_output --partial 'this branch changes the sheet of'
	assert_output --partial 'git switch -c not-applicable-docs-readme-orders origin/main'
	assert_equal "$(git status --porcelain)" ''
}

@test "the rest of the sheet stays byte for byte; what cannot be edited is refused with the lines to add" {
	git checkout -q main
	printf '# Ours.\r\nowner: "@org/orders" # us\r\nwaivers:\r\n  - {check: logging.no-print, reason: soon gone, by: lead@example.com, until: %s}\r\n\r\n# Done.' "$(in_days 60)" >services/orders/done.yml
	commit 'a sheet of Windows'
	git push -q --no-verify origin main
	cp services/orders/done.yml before
	chmod 600 services/orders/done.yml
	run git done waive orders docs.readme --until "$(in_days 30)" --by lead@example.com --reason 'it moves'
	assert_success
	assert_output --partial 'services/orders/done.yml:5: added'
	cmp <(grep -v none before) <(grep -v docs.readme services/orders/done.yml)
	assert_equal "$(grep -c $'docs.readme.*}\r$' services/orders/done.yml)" 1
	assert_equal "$(stat -c %a services/orders/done.yml 2>/dev/null || stat -f %Lp services/orders/done.yml)" 600
	cp services/orders/done.yml before
	run git done waive orders docs.readme --until "$(in_days 30)" --by lead@example.com --reason 'it moves'
	assert_equal "$status" 2
	assert_output --partial 'services/orders/done.yml:5:5: the sheet has this waiver already'
	cmp before services/orders/done.yml
	run git done waive orders docs.readme --until "$(in_days 31)" --by lead@example.com --reason 'it still moves'
	assert_success
	assert_output --partial "services/orders/done.yml:5: renewed in 'waivers':"
	cmp <(sed "s/it moves/it still moves/; s/$(in_days 30)/$(in_days 31)/" before) services/orders/done.yml
	write services/orders/done.yml 'not_applicable: [{check: docs.readme, reason: nobody calls it}]'
	run git done not-applicable orders docs.readme --reason 'nobody ever calls it'
	assert_equal "$status" 2
	assert_output --partial "services/orders/done.yml:1:18: the sheet has an entry in 'not_applicable' for 'docs.readme' already"
	for sheet in 'owner: &us a' $'waivers:\n\t- a' 'waivers: {check: a.b}' 'owner: [' $'\xEF\xBB\xBFowner: a' \
		$'owner: a\nowner: b' 'stages: production'; do
		printf '%s\n' "$sheet" >services/orders/done.yml
		cp services/orders/done.yml before
		run git done waive orders docs.readme --until 2027-01-15 --by lead@example.com --reason 'it moves' --now 2026-12-01
		assert_equal "$status" 2
		assert_output --partial 'services/orders/done.yml:'
		assert_output --partial "nothing was changed; add by hand to 'services/orders/done.yml':"
		assert_output --partial '  - {check: docs.readme, reason: "it moves", by: "lead@example.com", until: 2027-01-15}'
		cmp before services/orders/done.yml
	done
}

@test "an empty sheet and one of comments are begun" {
	git checkout -q main
	for sheet in '' '# nothing yet'; do
		printf '%s' "$sheet" >services/orders/done.yml
		run git done not-applicable orders docs.readme --reason 'nobody calls it'
		assert_success
		assert_equal "$(cat services/orders/done.yml)" "${sheet:+$sheet
}not_applicable:
  - {check: docs.readme, reason: \"nobody calls it\"}"
	done
}

@test "a waiver that has ended is renewed in its place, and the push that follows is accepted" {
	git checkout -q main
	write services/orders/done.yml <<'SHEET'
waivers: # of this year
  - check: docs.readme # for now
    reason: it moves
    by: lead@example.com
    until: 2026-01-31 # a Saturday
SHEET
	commit 'long ago'
	git push -q --no-verify origin main
	git checkout -q -B topic
	break_service orders
	run git done why orders docs.readme
	assert_line --regexp '^  waiver       expired, it excused until 2026-01-31 by lead@example.com'
	assert_line --regexp '^  not now\?         git done waive orders docs.readme --until'
	run git push -q origin topic
	assert_failure
	run bash -c "$(printed 'not now?')"
	assert_success
	assert_output --partial "services/orders/done.yml:2: renewed in 'waivers':"
	script=$(commands) again=$(commands_after_merge)
	run bash -ec "$script"
	assert_success
	assert_equal "$(grep -c '#' services/orders/done.yml)" 3
	assert_equal "$(git diff --numstat HEAD~1 | cut -f1,2)" "$(printf '2\t2')"
	merge "$(git branch --show-current)"
	run bash -ec "$again"
	assert_success
	assert_equal "$(remote_ref refs/heads/topic)" "$(git rev-parse topic)"
}

@test "an emergency is not prolonged, and a waiver does not become one" {
	git checkout -q main
	write services/orders/done.yml "waivers: [{check: docs.readme, reason: it burns, by: lead@example.com, until: $(in_days 1), emergency: INC-7}]"
	commit 'a fire'
	git push -q --no-verify origin main
	git checkout -q -B topic
	break_service orders
	run git done waive orders docs.readme --until "$(in_days 30)" --by lead@example.com --reason 'it moves'
	assert_equal "$status" 2
	assert_output --partial 'services/orders/done.yml:1:11: the sheet has an entry'
	write services/orders/done.yml "waivers: [{check: docs.readme, reason: it moves, by: lead@example.com, until: $(in_days 1)}]"
	run git done waive orders docs.readme --until "$(in_days 3)" --by lead@example.com --reason 'it burns' --emergency INC-8
	assert_equal "$status" 2
	assert_output --partial 'services/orders/done.yml:1:11: the sheet has an entry'
}

@test "links are not written through" {
	git checkout -q main
	write elsewhere 'owner: a'
	ln -s ../../elsewhere services/orders/done.yml
	run git done not-applicable orders docs.readme --reason 'nobody calls it'
	assert_equal "$status" 2
	assert_output --partial 'is not a regular file'
	rm -r services/orders
	mkdir away
	ln -s ../away services/orders
	run git done not-applicable orders docs.readme --reason 'nobody calls it'
	assert_equal "$status" 2
	assert_output --partial "'services/orders' is not a directory of the work tree"
	assert_equal "$(cat elsewhere; ls away)" 'owner: a'
}

@test "in a bare repository, in a shallow clone, without a remote" {
	git --git-dir=../remote.git worktree prune
	cd ../remote.git
	run git done not-applicable orders docs.readme --reason 'nobody calls it'
	assert_equal "$status" 2
	assert_output --partial 'a bare repository has no work tree'
	cd ..
	git -C shop push -q --no-verify origin topic
	git clone -q --depth 1 --single-branch -b topic "file://$PWD/remote.git" shallow
	cd shallow
	run git done not-applicable orders docs.readme --reason 'nobody calls it'
	assert_equal "$status" 3
	assert_output --partial 'git fetch'
	assert_equal "$(git status --porcelain)" ''
	cd ../shop
	git remote remove origin
	run git done not-applicable orders docs.readme --reason 'nobody calls it'
	assert_success
	assert_output --partial 'It counts once it has landed, in a change of nothing but sheets'
	refute_output --partial 'git push'
}

@test "what does not apply already needs no entry" {
	git checkout -q main
	write services/orders/done.yml 'stage: {name: experiment, until: 2027-03-01, why: to see whether anybody buys}'
	sed -i.bak 's/    checks:/    stages: [production]\n    checks:/' .git-done.yml
	rm .git-done.yml.bak
	commit
	git push -q --no-verify origin main
	run git done waive orders docs.readme --until 2027-01-15 --by lead@example.com --reason 'it moves' --now 2026-12-01
	assert_equal "$status" 2
	assert_output --partial "'docs.readme' does not apply to 'orders' already: does not apply at stage 'experiment'"
}

# three_refused: a branch whose push is refused for the README of three services and a print in one.
three_refused() {
	git checkout -q main
	rules '{self_granted: allow}'
	for name in pay tax; do
		mkdir -p "services/$name"
		echo "package $name" >"services/$name/main.go"
		readme "$name"
	done
	commit 'more services'
	git push -q --no-verify origin main
	git checkout -q -B topic
	git rm -q services/orders/README.md services/pay/README.md services/tax/README.md
	commit 'no READMEs'
}

@test "several services in one command, as the refusal prints it: one commit, and the push is accepted" {
	three_refused
	run git push -q origin topic
	assert_failure
	assert_line '  not now?         git done waive orders pay tax docs.readme --until '"$(in_days 30)"" --reason '…'"
	# The placeholder is no reason.
	run git done waive orders pay tax docs.readme --until "$(in_days 30)" --reason '…'
	assert_equal "$status" 2
	assert_output --partial "'…' is a placeholder, not a reason"
	assert_equal "$(git status --porcelain)" ''
	run git push -q origin topic
	run bash -c "$(printed 'not now?')"
	assert_success
	assert_line "services/pay/done.yml:2: added to 'waivers': docs.readme"
	assert_line '  git add -- services/orders/done.yml services/pay/done.yml services/tax/done.yml'
	assert_line "  git commit -m 'Waive docs.readme for 3 services' -- services/orders/done.yml services/pay/done.yml services/tax/done.yml"
	run bash -ec "$(commands)"
	assert_success
	assert_equal "$(remote_ref refs/heads/topic)" "$(git rev-parse HEAD)"
}

@test "several checks of several services, and --all for everything that the change is refused for" {
	three_refused
	echo 'func p() { fmt.Println("x") }' >>services/pay/main.go
	commit 'a print'
	run git push -q origin topic
	assert_failure
	# They do not all lack the same.
	assert_line --partial 'git done waive --all --until '
	assert_line --partial "git done not-applicable --all CHECK --reason '…'"
	run git done not-applicable --all CHECK --reason 'a generator writes it'
	assert_equal "$status" 2
	assert_output --partial "'CHECK' stands for the id of a check"
	run git done not-applicable --all logging.no-print --reason 'a generator writes it' 
	assert_success
	assert_line "services/pay/done.yml:2: added to 'not_applicable':"
	rm services/pay/done.yml
	run git done waive pay --all --until "$(in_days 3)" --reason 'it moves'
	assert_success
	assert_equal "$(grep -c "added to 'waivers'" <<<"$output")" 2
	assert_line "  git commit -m 'Waive 2 checks for pay' -- services/pay/done.yml"
	rm services/pay/done.yml
	run git done waive orders pay docs.readme logging.no-print --until "$(in_days 3)" --reason 'it moves'
	assert_success
	assert_equal "$(grep -c 'check: ' services/orders/done.yml services/pay/done.yml | tr '\n' ' ')" 'services/orders/done.yml:2 services/pay/done.yml:2 '
	git clean -fdq
	run bash -c "$(run git push -q origin topic; printed 'not now?')"
	assert_success
	run bash -ec "$(commands)"
	assert_success
	assert_equal "$(remote_ref refs/heads/topic)" "$(git rev-parse HEAD)"
	run git done waive --all --until "$(in_days 3)" --reason 'it moves'
	assert_equal "$status" 2
	assert_output --partial 'nothing of HEAD is refused that could be excused'
}

@test "one sheet that cannot be edited: none of the others is" {
	three_refused
	printf 'owner: [\n' >services/tax/done.yml
	run git done waive orders pay tax docs.readme --until "$(in_days 3)" --reason 'it moves'
	assert_equal "$status" 2
	assert_output --partial "nothing was changed; add by hand to 'services/tax/done.yml'"
	assert_equal "$(git status --porcelain)" '?? services/tax/done.yml'
	run git done waive orders nobody docs.readme --until "$(in_days 3)" --reason 'it moves'
	assert_equal "$status" 2
	assert_output --partial "no service is called 'nobody'"
}

@test "a placeholder in the sheet is no reason either, of a waiver, of what does not apply, of an experiment" {
	git checkout -q main
	rules '{self_granted: allow}'
	git push -q --no-verify origin main
	git checkout -q -B topic
	break_service orders
	for reason in 'WHY NOT NOW' '…' 'todo'; do
		printf 'waivers: [{check: docs.readme, reason: "%s", by: a@example.com, until: %s}]\n' "$reason" "$(in_days 3)" >services/orders/done.yml
		commit 'a waiver'
		run git push -q origin topic
		assert_failure
		assert_output --partial "its reason '$reason' is a placeholder"
		printf 'not_applicable: [{check: docs.readme, reason: "%s"}]\n' "$reason" >services/orders/done.yml
		commit 'not applicable'
		run git push -q origin topic
		assert_failure
		assert_output --partial "its reason '$reason' is a placeholder"
		mkdir -p services/fresh
		echo 'package fresh' >services/fresh/main.go
		printf 'stage: {name: experiment, until: %s, why: "%s"}\n' "$(in_days 3)" "$reason" >services/fresh/done.yml
		commit 'an experiment'
		run git done check --service fresh
		assert_failure
		assert_output --partial "its reason '$reason' is a placeholder"
		git rm -qrf services/fresh
	done
	run git done init --service services/orders --experiment --until "$(in_days 3)"
	assert_equal "$status" 2
	assert_output --partial 'an experiment needs its reason'
	run git done init --service services/orders --experiment --until "$(in_days 3)" --reason '…'
	assert_equal "$status" 2
	assert_output --partial "'…' is a placeholder, not a reason"
}

@test "of a repository that is one service, on the integration branch: every printed command works" {
	git checkout -q main
	git rm -qr services
	small_policy
	sed -i 's|services/\*|.|' .git-done.yml
	printf 'waivers: {approvers: [lead@example.com], max_days: 90}\n' >>.git-done.yml
	write README.md '# Shop

## Purpose

It sells things to people.'
	commit 'one service'
	git push -q --no-verify origin main
	git rm -q README.md
	commit 'no README'
	run git push -q origin HEAD
	assert_failure
	run bash -c "$(printed 'not now?')"
	assert_success
	assert_line '  git switch -c waive-docs-readme origin/main'
	assert_line '  git pull --rebase origin main'
	script=$(commands) again=$(commands_after_merge)
	run bash -ec "$script"
	assert_success
	refute_output --partial 'need not be waived'
	merge waive-docs-readme
	run bash -ec "$again"
	assert_success
	assert_equal "$(remote_ref refs/heads/main)" "$(git rev-parse HEAD)"
}

@test "--all excuses no old gap that no push is refused for" {
	break_service orders
	git push -q --no-verify origin HEAD:main
	run git done waive --all --until "$(in_days 3)" --by lead@example.com --reason 'it moves'
	assert_equal "$status" 2
	assert_output --partial 'a push of HEAD is refused for nothing: origin/main has all of it'
	assert_output --partial 'name the service and the check: git done audit shows what is not met'
	assert_equal "$(git status --porcelain)" ''
}
