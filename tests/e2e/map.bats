#!/usr/bin/env bats
# Services that a change takes off the map: judged where they are, or unmet; never gone in silence.
load helper
load own_bar

# A second file and a second service, so that there is something to recognise.
fill() {
	write services/orders/pay.go 'package main // pay'
	write services/orders/deploy/run.yaml 'image: orders'
	readme stock
	write services/stock/main.go 'package main // stock'
	based
}

@test "a service that git mv takes off the map is judged where it is" {
	policy '[{path: services/*}]'
	fill
	mkdir apps
	git mv services/orders apps/orders
	judged
	assert_success
	assert_output --partial "orders (apps/orders, production): done"
	assert_output --partial "the change moves the service 'services/orders' to 'apps/orders', where the policy finds no service"
	assert_output --partial '- {path: apps/orders, name: orders}'
	refute_output --partial 'removes the service'
	git rm -qf apps/orders/README.md
	write apps/orders/log.go 'package main; func f() { fmt.Print() }'
	refused
	assert_output --partial 'apps/orders/log.go'
	assert_output --partial 'docs.readme'
	# What is said to be added brings it back on the map.
	policy '[{path: services/*}, {path: apps/orders, name: orders}]'
	refused
	assert_output --partial 'apps/orders/log.go'
	refute_output --partial 'where the policy finds no service'
	git rm -qf apps/orders/log.go
	readme orders
	mv services/orders/README.md apps/orders/README.md
	judged
	assert_success
}

@test "moved and edited, renamed inside, renamed itself" {
	policy '[{path: services/*}]'
	fill
	mkdir apps
	git mv services/orders apps/shop
	git rm -qf apps/shop/README.md
	sed -i.bak 's/package main/package shop/' apps/shop/*.go
	rm apps/shop/*.bak
	refused
	assert_output --partial "(apps/shop, production)"
	assert_output --partial 'docs.readme'

	# Every file is edited, and the directory keeps its name.
	git checkout -q -B topic main
	mkdir apps
	git mv services/orders apps/orders
	for file in main.go pay.go deploy/run.yaml README.md; do echo '# edited' >>apps/orders/$file; done
	echo 'fmt.Print' >>apps/orders/main.go
	refused
	assert_output --partial 'apps/orders/main.go'

	# Inside the service files change their places, too.
	git checkout -q -B topic main
	mkdir -p apps/orders/cmd
	git mv services/orders/main.go services/orders/deploy apps/orders/
	git mv services/orders/pay.go apps/orders/cmd/pay.go
	git rm -q services/orders/README.md
	refused
	assert_output --partial '(apps/orders, production)'
	assert_output --partial 'docs.readme'
}

@test "services: auto that finds it no longer: moved to where nobody looks, without its manifest" {
	policy auto
	serves services/orders
	fill
	mkdir -p vendor
	git mv services/orders vendor/orders
	git rm -qf vendor/orders/README.md
	refused
	assert_output --partial '(vendor/orders, production)'

	git checkout -q -B topic main
	mkdir apps
	git mv services/orders apps/orders
	git rm -qf apps/orders/go.mod apps/orders/README.md
	refused
	assert_output --partial '(apps/orders, production)'
	assert_output --partial 'docs.readme'

	# In its place, and it serves nothing any more.
	git checkout -q -B topic main
	git rm -qf services/orders/go.mod
	git rm -qf services/orders/README.md
	refused
	assert_output --partial '(services/orders, production)'
}

@test "a rule that the change edits and a move beside it" {
	policy '[{path: services/*}]'
	fill
	policy '[{path: services/stock}]'
	mkdir apps
	git mv services/orders apps/orders
	git rm -qf apps/orders/README.md
	refused
	assert_output --partial '(apps/orders, production)'
	assert_output --partial 'docs.readme'
}

# bats file_tags=deep

@test "among another service's own files it is lost: unmet, and the fix works" {
	policy '[{path: services/*}]'
	fill
	git mv services/orders/main.go services/stock/orders.go
	git mv services/orders/pay.go services/stock/pay.go
	git mv services/orders/deploy services/stock/deploy
	git rm -q services/orders/README.md
	refused
	assert_output --partial 'XX map.found (Map)'
	assert_output --partial "takes the service 'services/orders' off the map"
	assert_output --partial "services/stock/"
	assert_output --partial 'among the files of another service'
	refute_output --partial 'no service is found there'
	refute_output --partial 'nothing left to judge'
	for format in json sarif junit markdown html gitlab; do
		run git done check --now 2027-01-01 --format $format main...topic
		assert_equal "$status" 1
		assert_output --regexp 'map\\?\.found'
	done
	git done check --now 2027-01-01 --format json=report.json main...topic >/dev/null || true
	git done merge --format text report.json >merged.txt || assert_equal $? 1
	grep -q 'map.found' merged.txt
	rm report.json merged.txt
	run git done explain map.found
	assert_success
	# No skip, no waiver and no level of the policy gets past it.
	GIT_DONE_SKIP=docs run git done check --now 2027-01-01 main...topic
	assert_equal "$status" 1
	GIT_DONE_SKIP=map.found run git done check --now 2027-01-01 main...topic
	assert_equal "$status" 2
	assert_output --partial "'map.found' is git done's own: it is always judged"
	for name in map sheet.valid; do
		run git done check --criterion $name main...topic
		assert_equal "$status" 2
		assert_output --partial "'$name' is git done's own"
		sh -c "$(printf '%s\n' "$output" | sed -n 's/^  \(git done explain .*\)/\1/p')" >explained
		grep -q '^why: ' explained
	done
	rm explained
	run git done check --service map main...topic
	assert_equal "$status" 2
	assert_output --partial "no service is called 'map'"
	# The fix as it is printed; then the removal by itself.
	run git done check --now 2027-01-01 main...topic
	fix=$(printf '%s\n' "$output" | grep -o 'git checkout [0-9a-f]* -- .*' | head -n 1)
	sh -c "$fix"
	judged
	assert_success
	git checkout -q -B main topic
	git checkout -q -B topic
	git rm -rq services/orders
	judged
	assert_success
	assert_output --partial "the change removes the service 'services/orders': nothing left to judge"
}

@test "names that a shell and YAML read otherwise: the fixes work as they are printed" {
	policy '[{path: services/*}]'
	fill
	write "services/it's/a.txt" one
	write "services/it's/b.txt" two
	readme "it's"
	commit more
	git checkout -q -B main
	git checkout -q -B topic
	mkdir -p lib "my apps"
	git mv "services/it's/a.txt" lib/1.txt
	git mv "services/it's/b.txt" lib/2.txt
	git rm -rq "services/it's"
	refused
	assert_output --partial 'map.found'
	fix=$(printf '%s\n' "$output" | grep -o 'git checkout [0-9a-f]* -- .*' | head -n 1)
	sh -c "$fix"
	judged
	assert_success

	git checkout -q -B topic main
	git mv "services/it's" "my apps/it's: x"
	judged
	assert_success
	assert_output --partial "- {path: \"my apps/it's: x\", name: \"it's\"}"
}

@test "into a directory of its own below another service: judged there" {
	policy '[{path: services/*}]'
	fill
	git mv services/orders services/stock/orders
	git rm -qf services/stock/orders/README.md
	refused
	assert_output --partial '(services/stock/orders, production)'
	assert_output --partial 'docs.readme'
}

@test "split over directories that no map finds: lost; over services that it finds: judged" {
	policy '[{path: services/*}]'
	for i in 1 2 3 4 5 6; do write services/orders/f$i.txt "file $i of it"; done
	fill
	mkdir -p lib/a lib/b lib/c lib/d
	git mv services/orders/f1.txt lib/a/one.txt
	git mv services/orders/f2.txt lib/b/two.txt
	git mv services/orders/f3.txt lib/c/three.txt
	git mv services/orders/f4.txt lib/d/four.txt
	git rm -rq services/orders
	refused
	assert_output --partial 'map.found'

	git checkout -q -B topic main
	mkdir -p services/x services/y
	git mv services/orders/f1.txt services/orders/f2.txt services/orders/f3.txt services/orders/main.go services/x/
	git mv services/orders/f4.txt services/orders/f5.txt services/orders/pay.go services/y/
	git rm -rq services/orders
	refused
	assert_output --partial '(services/x, production)'
	assert_output --partial '(services/y, production)'
	refute_output --partial 'map.found'
	refute_output --partial 'removes the service'
}

@test "a removal is a removal: a note, also where something new comes" {
	policy '[{path: services/*}]'
	fill
	git rm -rq services/orders
	write tools/gen/main.go 'package tools'
	judged
	assert_success
	assert_output --partial "the change removes the service 'services/orders': nothing left to judge"
	refute_output --partial 'map'
}

@test "on the map a move is a move" {
	policy '[{path: services/*}, {path: apps/*}]'
	fill
	mkdir apps
	git mv services/orders apps/shop
	judged
	assert_success
	assert_output --partial "the change moves the service 'services/orders' to 'apps/shop', and it is judged there"
	refute_output --partial 'removes the service'
}

@test "a real push: what moves off the map is refused where it falls short" {
	git init -q --bare "$WORK/../$(basename "$WORK").git"
	policy '[{path: services/*}]'
	fill
	git remote add origin "$WORK/../$(basename "$WORK").git"
	git push -q origin main
	git done install >/dev/null
	mkdir apps
	git mv services/orders apps/orders
	git rm -qf apps/orders/README.md
	commit moved
	run git push origin topic
	assert_failure
	assert_output --partial 'apps/orders'
	rm -rf "$WORK/../$(basename "$WORK").git"
}
