#!/usr/bin/env bats
# A change cannot lower its own bar: not by what services are found by, not by a map of its own, not by
# its stage, and not from outside the service's directory. Each of these was green once.
load helper
load own_bar

@test "a marker that is renamed, removed or made a link does not take the service away" {
	policy '[{path: services/*, markers: [Dockerfile]}]'
	write services/orders/Dockerfile 'FROM scratch'
	based
	git mv services/orders/Dockerfile services/orders/Containerfile
	git rm -q services/orders/README.md
	refused
	assert_output --partial "'services/orders' no longer has what the base's policy finds services by"
	git rm -q services/orders/Containerfile
	refused
	ln -s main.go services/orders/Dockerfile
	refused
}

@test "services: auto keeps what the base found" {
	policy auto
	serves services/orders
	based
	git rm -q services/orders/go.mod services/orders/README.md
	refused
	git checkout -q -B topic main
	write go.mod 'module all'
	git rm -q services/orders/README.md
	refused
	git checkout -q -B topic main
	write services/orders/go.work 'go 1.22'
	git rm -q services/orders/README.md
	refused
}

@test "a service whose directory is gone is removed, and that is all right" {
	policy '[{path: services/*, markers: [Dockerfile]}]'
	write services/orders/Dockerfile 'FROM scratch'
	readme stock
	write services/stock/Dockerfile 'FROM scratch'
	based
	git rm -rq services/orders
	judged
	assert_success
	assert_output --partial "removes the service 'services/orders'"
}

@test "a service that the change brings takes no paths from the one that had them" {
	policy '[{path: services/*}]'
	write services/orders/core/main.go 'package core'
	based
	policy '[{path: services/*}, {path: services/orders/core, ignore: ["**"]}]'
	write services/orders/core/main.go 'package core; func f() { fmt.Print() }'
	refused
	assert_output --partial 'services/orders/core/main.go'

	git checkout -q -B topic main
	policy '[{path: services/*}, {path: services/orders/core}]'
	write services/orders/core/README.md core
	write services/orders/core/main.go 'package core; func f() { fmt.Print() }'
	write services/orders/core/done.yml 'stage: {name: experiment, until: 2027-03-31, why: We try whether customers want it.}'
	refused
}

@test "a stage that a check's own condition names is a step down, too" {
	policy '[{path: services/*}]'
	sed -i.bak 's/readme: {/readme: {when: {stage: production}, /' .git-done.yml
	rm .git-done.yml.bak
	based
	git rm -q services/orders/README.md
	write services/orders/done.yml 'stage: deprecated'
	refused
	assert_output --partial "the change moves 'orders' down from stage 'production' to 'deprecated'"
}

# bats file_tags=deep

@test "an experiment that is over, or never said until when, is not prolonged beside other changes" {
	policy '[{path: services/*}]'
	for stage in '{name: experiment, until: 2026-10-31, why: We try whether customers want it.}' experiment; do
		git checkout -q main 2>/dev/null || true
		rm -f services/orders/README.md
		write services/orders/done.yml "stage: $stage"
		commit base
		git checkout -q -B topic
		write services/orders/done.yml 'stage: {name: experiment, until: 2027-03-31, why: We try whether customers want it.}'
		judged
		assert_success
		assert_output --partial 'nothing but sheets changed'
		write services/orders/main.go 'package main // more'
		refused
		assert_output --partial "judged as 'production'"
	done
}

@test "moving down beside a file outside the service's directory does not excuse it" {
	policy '[{path: services/*}]'
	sed -i.bak 's#any: .README.md.#any: ["/docs/services/{service}.md"]#' .git-done.yml
	rm .git-done.yml.bak
	write docs/services/orders.md 'What it is for.'
	based
	git rm -q docs/services/orders.md
	write services/orders/done.yml 'stage: {name: experiment, until: 2027-03-31, why: We try whether customers want it.}'
	refused
	assert_output --partial 'docs.readme'
}

@test "a file that a check names for a service touches it, wherever it lies" {
	policy '[{path: services/*}]' 'select: {unowned: error}'
	sed -i.bak 's#any: .README.md.#any: ["/docs/services/{service}.md", "/docs/{path}/**/*.md"]#' .git-done.yml
	rm .git-done.yml.bak
	write docs/services/orders.md 'What it is for.'
	readme stock
	write docs/services/stock.md 'What it is for.'
	write docs/services/stock/a/b.md 'More.'
	based
	git rm -q docs/services/orders.md
	refused
	assert_output --partial 'orders'
	refute_output --partial 'stock'
	git checkout -q -B topic main
	write docs/services/stock/a/b.md 'Much more.'
	judged
	assert_success
	assert_output --partial 'services/stock'
}

@test "removing a service touches those that call it" {
	policy '[{path: services/*}]'
	printf '  graph:\n    checks: {agrees: {graph: {}}}\n' >>.git-done.yml
	for service in stock mail; do
		readme $service
		write services/$service/main.go 'package main'
	done
	write services/orders/done.yml 'communication: [{to: stock, style: sync, via: grpc, timeout_ms: 800, retries: 0}]'
	based
	git rm -rq services/stock
	refused
	assert_output --partial 'judged because services/stock changed, on which it depends'
	assert_output --partial 'graph.agrees'
	refute_output --partial 'mail'
	git done check --now 2027-01-01 --format json=x.json main...topic >/dev/null || true
	git done merge x.json --format json=y.json >/dev/null || true
	cmp x.json y.json
}

@test "a submodule within a service is out of sight, and forbids nothing unseen" {
	policy '[{path: services/*}]'
	write services/orders/core/main.go 'package core'
	based
	git rm -rq --cached services/orders/core
	git update-index --add --cacheinfo 160000,1234567890123456789012345678901234567890,services/orders/core
	git commit -q --no-verify -m 'a submodule'
	run git done check --now 2027-01-01 main...topic
	assert_equal "$status" 3
	assert_output --partial "the submodule 'services/orders/core' cannot be searched"
	assert_output --partial '/services/orders/core/**'
	git checkout -qf main
	sed -i.bak 's#forbid: Print#exclude: ["core/**"], forbid: Print#' .git-done.yml
	git commit -qam 'leave core out'
	git checkout -q topic
	git -c advice.mergeConflict=false merge -q main -m 'merge' 2>/dev/null
	run git done check --now 2027-01-01 main...topic
	assert_success
}

@test "a symbolic link out of a service is not followed, and hides nothing unseen" {
	policy '[{path: services/*}]'
	write services/orders/main.go 'package main'
	write services/orders/here.go 'package main'
	based
	write shared/x.go 'package shared // fmt.Print(1)'
	mkdir -p services/orders
	# Within the service, and to nothing that is asked for: no matter.
	ln -s here.go services/orders/there.go
	ln -s ../../README services/orders/NOTES
	ln -s /etc/nothing.go services/orders/gone.go
	write proto/x.proto 'syntax'
	ln -s ../../proto services/orders/proto
	commit 'links that hide nothing'
	run git done check --now 2027-01-01 main...topic
	assert_success
	for target in ../../shared/x.go ../../shared; do
		name=lib
		[ "$target" = ../../shared ] || name=x.go
		ln -s "$target" "services/orders/$name"
		commit 'a link out of it'
		run git done check --now 2027-01-01 main...topic
		assert_equal "$status" 3
		assert_output --partial "the symbolic link 'services/orders/$name' leads out of the service"
		git rm -q --cached "services/orders/$name"
		rm "services/orders/$name"
		commit 'not any more'
		run git done check --now 2027-01-01 main...topic
		assert_success
	done
}

@test "what a change loosens of its map is said" {
	policy '[{path: services/*, depends_on: [libs/common], tags: [critical]}]' 'select: {everything: [go.work], unowned: error}
stages: [experiment, staging, production]'
	based
	while IFS='|' read -r edit expected; do
		git checkout -q -B topic main
		sed -i.bak "$edit" .git-done.yml
		rm .git-done.yml.bak
		write services/orders/main.go 'package main // more'
		judged
		assert_success
		assert_output --partial "the change edits the policy: $expected (judged by the base's)"
	done <<'ROWS'
s/tags: .critical./tags: [critical], ignore: ["**"]/|by its rule 'services/orders' ignores more of its changes
s/depends_on: .libs.common., //|by its rule 'services/orders' depends on less
s/, tags: .critical.//|by its rule 'services/orders' loses a tag
s/tags: .critical./tags: [critical], stage: staging/|by its rule 'services/orders' gets another stage by the map
s/staging, production/production, staging/|the stages are others, or in another order
s/, unowned: error//|changed paths that no service owns count for less
s/everything: .go.work., //|'select' has less that concerns every service
s/tags: .critical./tags: [critical], markers: [main.go]/|by its rule 'services/orders' is found by fewer markers
s/^services: ./services: [{path: services\/orders, name: till, depends_on: [libs\/common], tags: [critical]}, /|by its rule 'services/orders' gets another name
s/path: services[^,]*,/path: "services\/{orders,stock}",/|what comes where 'services/*' looks may be no service
ROWS
}

@test "a map that finds more, by other words, loosens nothing" {
	policy '[{path: services/*, markers: [main.go]}]'
	based
	for services in '[{path: "services/**", markers: [main.go]}]' '[{path: "{services,tools}/*", markers: [main.go, go.mod]}]' \
		'[{path: services/*}]'; do
		git checkout -q -B topic main
		policy "$services"
		write services/orders/main.go 'package main // more'
		judged
		assert_success
		refute_output --partial 'the change edits the policy'
	done
}

@test "a link that became a service is read within its bounds" {
	policy '[{path: services/*}]' 'waivers: {approvers: [lead@example.com]}'
	ln -s x services/pay
	write services/pay-x/README.md x
	based
	rm services/pay
	write services/pay-x/README.md y
	write services/pay/main.go 'package main'
	write services/pay/done.yml <<'SHEET'
waivers:
  - {check: docs.readme, reason: the page moves, by: lead@example.com, until: 2027-02-01}
SHEET
	refused
	assert_output --partial 'the change that it excuses adds it'
}

@test "a broken policy of the base is named as the base's" {
	policy '[{path: services/*}]'
	sed -i.bak 's/^criteria/criterai/' .git-done.yml
	rm .git-done.yml.bak
	based
	sed -i.bak 's/^criterai/criteria/' .git-done.yml
	rm .git-done.yml.bak
	judged
	assert_equal "$status" 2
	assert_output --partial '(in the policy of the base'
	assert_output --partial 'git done check --policy-from head'
	run git done check --now 2027-01-01 --policy-from head main...topic
	assert_success
}

@test "what has to change along with something changes what it says" {
	write .git-done.yml <<'POLICY'
version: 1
services: [{path: services/*}]
criteria: {docs: {checks: {log: {changed: {if: ["**/*.go"], then: [CHANGELOG.md]}}}}}
POLICY
	write services/orders/main.go 'package main'
	write services/orders/CHANGELOG.md 'first'
	write services/orders/NOTES.md 'first'
	based
	write services/orders/main.go 'package main // changed'
	for step in 'git update-index --chmod=+x services/orders/CHANGELOG.md' 'ln -sf NOTES.md services/orders/CHANGELOG.md' \
		'git rm -q -f services/orders/CHANGELOG.md'; do
		eval "$step"
		git add services/orders/main.go
		[[ $step != ln* ]] || git add -A
		git commit -q --no-verify -m "$step"
		run git done check --now 2027-01-01 main...topic
		assert_equal "$status" 1
		assert_output --partial 'CHANGELOG.md'
	done
	write services/orders/CHANGELOG.md 'second'
	commit 'what it says'
	run git done check --now 2027-01-01 main...topic
	assert_success
}

@test "a file that is too large for a check is undecided, with a way on" {
	policy '[{path: services/*}]'
	write services/orders/main.go 'package main'
	based
	head -c 17000000 /dev/zero | tr '\0' 'x' >services/orders/large.go
	commit 'a large file'
	run git done check --now 2027-01-01 main...topic
	assert_equal "$status" 3
	assert_output --partial 'too large to read'
	assert_output --partial 'exclude'
}

@test "a day that a criterion gets makes warnings of its checks until then, and in a change it is said" {
	policy '[{path: services/*}]'
	based
	awk '{ print } /^  docs:/ { print "    effective: 2027-02-01" }' .git-done.yml >"$WORK/put_off.yml"
	mv "$WORK/put_off.yml" .git-done.yml
	git rm -q services/orders/README.md
	refused
	assert_output --partial "the change edits the policy: 'docs.readme' is put off"
	assert_output --partial "the change edits the policy: 'docs.no-print' is put off"
	run git done audit --now 2027-01-31
	assert_success
	assert_output --partial '2027-02-01'
	run git done audit --now 2027-02-01
	assert_equal "$status" 1
}
