#!/usr/bin/env bats
# Services that `services: auto` finds no longer because something else was edited, though their directories are still
# there: told at each push, counted as loosening, and never all of them at once. Real pushes through the hook.
load helper

# mall [LOOSENING] [NAMES]: a clone with a remote, `services: auto` and services that listen.
mall() {
	export COLUMNS=400
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	policy "${1:-note}"
	for name in ${2:-orders stock pay}; do
		serves "$name"
		write "$name/README.md" "$name"
	done
	write README.md '# Shop'
	[ -z "${3:-}" ] || $3
	publish
}

policy() {
	printf 'version: 1\nservices: auto\nloosening: %s\ncriteria: {docs: {checks: {readme: {file: README.md}}}}\n' "$1" >.git-done.yml
}

pushed() {
	commit "${1:-topic}"
	run git push origin topic
}

refused() {
	pushed
	assert_failure
	assert_output --partial REFUSED
	assert_output --partial 'the change takes '
	assert_equal "$(remote_ref topic)" ''
}

examples() {
	write README.md '# Shop examples'
}

@test "a README's title that takes all services off the map is refused, whatever loosening says" {
	mall
	examples
	refused
	assert_output --partial "the change takes 3 services off the map, and their directories are still there: 'orders', 'pay', 'stock' (the first one: README.md:1: "
	assert_output --partial 'No service of the base is left'
	assert_output --partial "or write 'kind: api' (or web,"
	# An edit of the policy that says nothing of services opens no door.
	echo '# more' >>.git-done.yml
	refused
	# The way out: the sheets name them, and they are judged.
	for name in orders stock pay; do write $name/done.yml 'kind: api'; done
	git rm -q orders/README.md
	pushed
	assert_failure
	assert_output --partial docs.readme
	refute_output --partial 'the change takes'
	write orders/README.md orders
	pushed
	assert_success
	refute_output --partial 'the change takes'
}

@test "the other way out: the policy lists them; or they are removed, or their sheets call them tools" {
	mall
	examples
	sed -i.bak 's/services: auto/services: [orders, pay, stock]/' .git-done.yml
	rm .git-done.yml.bak
	pushed
	assert_success
	refute_output --partial 'the change takes'
	git push -q --no-verify origin :topic
	git checkout -q -B topic main
	examples
	git rm -rq orders stock pay
	pushed
	assert_success
	refute_output --partial 'the change takes'
	git push -q --no-verify origin :topic
	git checkout -q -B topic main
	for name in orders stock pay; do write $name/done.yml 'kind: tool'; done
	pushed
	assert_success
	assert_output --partial "kind 'unknown' -> 'tool'"
	refute_output --partial 'the change takes'
}

@test "the name in a manifest at the root" {
	mall
	write package.json '{"name": "shop-examples", "private": true}'
	refused
	assert_output --partial '(the first one: package.json: an example'
	git checkout -q -B topic main
	write go.mod 'module example.com/shop-examples'
	refused
}

compose() {
	examples
	printf 'services:\n  orders: {build: ./orders}\n  stock: {build: ./stock}\n' >compose.yaml
	for name in orders stock; do write $name/Dockerfile 'FROM scratch'; done
}

# bats file_tags=deep

@test "a compose file that is deleted" {
	mall note 'orders stock pay' compose
	git rm -q compose.yaml
	refused
	assert_output --partial "'orders', 'pay', 'stock'"
}

@test "services to come, which the compose file does not run" {
	mall note 'orders stock pay' compose
	serves cart
	write cart/README.md cart
	refused
	assert_output --partial "'orders', 'pay', 'stock'"
	refute_output --partial "'cart'"
}

kept_sheet() {
	write orders/done.yml 'kind: api'
}

@test "some are left: a warning by note, refused by refuse and by alone" {
	mall note 'orders stock pay' kept_sheet
	examples
	pushed
	assert_success
	assert_output --partial "warning: the change takes 2 services off the map, and their directories are still there: 'pay', 'stock' (the first one: README.md:1: "
	refute_output --partial "'orders', "
	for word in refuse alone; do
		git push -q --no-verify origin +main:topic
		git checkout -q main
		policy $word
		commit "loosening: $word"
		git push -q --no-verify origin main
		git checkout -q -B topic main
		examples
		git push -q --no-verify origin :topic
		refused
		assert_output --partial "The base's policy says 'loosening: $word'"
		assert_output --partial "'pay', 'stock'"
	done
}

@test "alone: a change of nothing but sheets" {
	examples_with_sheets() {
		examples
		for name in orders stock pay; do write $name/done.yml 'kind: api'; done
	}
	mall alone 'orders stock pay' examples_with_sheets
	git rm -q stock/done.yml
	pushed
	assert_success
	assert_output --partial "warning: the change takes 1 service off the map, and its directory is still there: 'stock' (README.md:1: "
	git push -q --no-verify origin :topic
	write more.txt more
	refused
	assert_output --partial "and this one also changes 'more.txt'"
}

@test "more than ten are counted" {
	mall note 's01 s02 s03 s04 s05 s06 s07 s08 s09 s10 s11 s12'
	examples
	refused
	assert_output --partial "'s09', 's10', +2"
	assert_output --partial "(the first one:"
	refute_output --partial "'s11'"
}

@test "a merge of the default branch brings what was let through there" {
	mall refuse 'orders stock pay' kept_sheet
	git branch -q release main
	write more.txt more
	pushed
	assert_success
	git checkout -q main
	examples
	commit 'called examples'
	git push -q --no-verify origin main
	git checkout -q topic
	git merge -q --no-edit main
	write other.txt other
	pushed
	assert_success
	run git done check release...topic
	assert_success
	assert_output --partial "It came with 'origin/main'"
	# What main has not: the same title, by the change's own word.
	git checkout -q -b own release
	examples
	commit own
	git push -q --no-verify -f origin release:main
	git fetch -q
	run git done check release...own
	assert_failure 1
	assert_output --partial "'loosening: refuse'"
}

at_root() {
	mv orders/* .
}

@test "a program of the root that moves to a directory of its own has not vanished" {
	mall refuse orders at_root
	mkdir -p apps/orders
	git mv go.mod main.go apps/orders
	write apps/orders/README.md orders
	pushed
	assert_success
	assert_output --partial "warning: the change takes 1 service off the map, and its directory is still there: '.'"
	assert_output --partial "ok  the repository, orders: 2 checks are met"
	assert_output --partial 'is judged in its place'
}

@test "a tree without a service: what was taken out, and why; no program at all is no fault" {
	mall note orders
	git checkout -q --orphan fresh
	git rm -rqf .
	policy note
	write README.md '# Shop'
	commit fresh
	git push -q --no-verify -f origin fresh:main
	git checkout -q -b topic2
	write notes.txt text
	commit notes
	run git push origin topic2
	assert_success
	assert_output --partial 'warning: no service is found: nothing is judged'
	serves orders
	serves stock
	examples
	commit examples
	run git push origin topic2
	assert_failure
	assert_output --partial 'the policy finds no service in this tree'
	assert_output --partial "'services: auto' found 2 programs, but no service. The reason for 'orders': README.md:1: "
	assert_output --partial 'git done services --all'
	refute_output --partial '{path: .}'
	run git done audit
	assert_equal "$status" 3
	assert_output --partial "found 2 programs"
}

@test "log and replay tell a service that is found no more apart from one that is removed, and from nothing to judge" {
	mall note 'orders stock pay'
	git checkout -q main
	write stock/done.yml 'kind: api'
	commit 'stock says what it is'
	write README.md '# Shop examples'
	commit 'a title'
	git rm -rq stock
	commit 'stock is gone'
	run git done log --format text
	assert_success
	assert_output --partial 'disappears, though its directory is still there: no later commit is judged for it'
	assert_output --regexp 'stock
    disappears
'
	run git done log --format json
	assert_equal "$(jq -c '[.commits[].changes[]? | select(.what == "disappears") | [.service, .left]] | sort' <<<"$output")" '[["orders",true],["pay",true],["stock",false]]'
	run git done replay --last 3
	assert_success
	assert_output --partial 'take'
}
