#!/usr/bin/env bats
# A change cannot lower its own bar: not by what services are found by, not by a map of its own, not by
# its stage, and not from outside the service's directory. Each of these was green once.
load helper

prepare() {
	export COLUMNS=300
	git init -q .
	readme orders
	write services/orders/main.go 'package main'
}

# policy SERVICES [MORE]: a README is asked for, and no Print in Go.
policy() {
	printf 'version: 1\nservices: %s\n%s\ncriteria:\n  docs:\n    checks:\n      readme: {file: {any: [README.md]}}\n' "$1" "${2:-}" >.git-done.yml
	printf '      no-print: {content: {files: ["**/*.go"], forbid: Print}}\n' >>.git-done.yml
}

based() {
	commit base
	git checkout -q -b topic
}

judged() {
	commit topic
	run git done check --now 2027-01-01 main...topic
}

refused() {
	judged
	assert_equal "$status" 1
}

@test "a marker that is renamed, removed or made a link does not take the service away" {
	policy '[{path: services/*, markers: [Dockerfile]}]'
	write services/orders/Dockerfile 'FROM scratch'
	based
	git mv services/orders/Dockerfile services/orders/Containerfile
	git rm -q services/orders/README.md
	refused
	assert_output --partial "'services/orders' lacks what the base's policy finds services by"
	git rm -q services/orders/Containerfile
	refused
	ln -s main.go services/orders/Dockerfile
	refused
}

@test "services: auto keeps what the base found" {
	policy auto
	write services/orders/go.mod 'module orders'
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

@test "a directory of services that became a link or a submodule takes none of them out of sight" {
	policy '[{path: services/*}]'
	based
	git mv services svc
	ln -s svc services
	git rm -qf svc/orders/README.md
	judged
	assert_equal "$status" 3
	assert_output --partial "'services', where the service 'services/orders' was, became a symbolic link"
	git rm -q --cached services
	git update-index --add --cacheinfo 160000,1234567890123456789012345678901234567890,services
	git commit -q --no-verify -m 'a submodule'
	run git done check --now 2027-01-01 main...topic
	assert_equal "$status" 3
	assert_output --partial "'services', where the service 'services/orders' was, became a submodule"
}

@test "a link that a change brings where services are is said; where a rule names it, undecided" {
	policy '[{path: services/*}]'
	ln -s ../code/old services/old
	write code/pay/main.go 'package pay; func f() { fmt.Print() }'
	based
	ln -s ../code/pay services/pay
	judged
	assert_success
	assert_output --partial "the change brings 'services/pay' where the policy looks for services, as a symbolic link"
	refute_output --partial 'services/old'

	git checkout -q -B topic main
	ln -s orders/README.md services/README.md
	judged
	assert_success
	refute_output --partial 'the change brings'

	git checkout -q -B topic main
	policy '[{path: services/*}, {path: services/pay}]'
	ln -s ../code/pay services/pay
	judged
	assert_equal "$status" 3
	assert_output --partial "the change brings 'services/pay', which the policy names as a service, as a symbolic link"
}

probe='stage: {name: experiment, until: 2027-03-31, why: We try whether customers want it.}'

@test "a service is not moved and called an experiment in one change" {
	policy '[{path: services/*}]'
	based
	git mv services/orders services/orders2
	git rm -qf services/orders2/README.md
	write services/orders2/done.yml "$probe"
	refused
	assert_output --partial "removes 'services/orders' of stage 'production' and brings 'services/orders2' as 'experiment': judged as 'production'"

	git checkout -q -B topic main
	policy '[{path: services/*}, {path: teams/*/*}]'
	git mv services/orders teams-orders
	mkdir -p teams/shop
	git mv teams-orders teams/shop/orders
	git rm -qf teams/shop/orders/README.md
	write teams/shop/orders/done.yml "$probe"
	refused
	assert_output --partial "moves 'services/orders' to 'teams/shop/orders', and down from stage 'production' to 'experiment'"
}

@test "an experiment that moves stays one; one that comes where an experiment went is one" {
	policy '[{path: "{services,tools}/*"}]'
	rm services/orders/README.md
	write services/orders/done.yml "$probe"
	based
	mkdir tools
	git mv services/orders tools/orders
	judged
	assert_success
	assert_output --partial "'orders' is an experiment"
	git mv tools/orders tools/pay
	write tools/pay/done.yml "$probe # more"
	judged
	assert_success
	git rm -rqf tools
	write services/pay/main.go 'package main; func f() { fmt.Print() }'
	refused
}

@test "of several that go the strictest counts, and a stage that is asked more takes its own" {
	policy '[{path: services/*}]'
	write services/probe/main.go 'package main'
	write services/probe/done.yml "$probe"
	based
	git rm -rqf services/orders services/probe
	write services/pay/done.yml "$probe"
	refused
	assert_output --partial "removes 'services/orders' of stage 'production'"
	git checkout -q -B topic main
	git rm -rqf services/probe
	write services/pay/main.go 'package main'
	refused
	refute_output --partial 'judged as'
}

@test "a new service is not deprecated, unless it moved or was only not in the map" {
	policy '[{path: "{services,tools}/*"}]'
	printf '  more:\n    stages: [production]\n    checks: {owned: {file: OWNER}}\n' >>.git-done.yml
	write services/orders/OWNER ada
	write services/old/README.md old
	write services/old/done.yml 'stage: deprecated'
	write legacy/till/README.md till
	based
	readme pay
	write services/pay/done.yml 'stage: deprecated'
	refused
	assert_output --partial "brings 'services/pay' as 'deprecated': judged as 'production'"

	git checkout -q -B topic main
	mkdir tools
	git mv services/old tools/old
	judged
	assert_success

	git checkout -q -B topic main
	sed -i.bak 's/{services,tools}/{services,tools,legacy}/' .git-done.yml
	rm .git-done.yml.bak
	write legacy/till/done.yml 'stage: deprecated'
	judged
	assert_success

	git checkout -q -B topic main
	write services/old/done.yml 'stage: production'
	refused
	refute_output --partial 'moves'
}

@test "the base's map may say that what comes there is deprecated" {
	policy '[{path: services/*}, {path: legacy/*, stage: deprecated}]'
	printf '  more:\n    stages: [production]\n    checks: {owned: {file: OWNER}}\n' >>.git-done.yml
	based
	write legacy/till/README.md till
	judged
	assert_success
	# Not for what was something else.
	git mv services/orders legacy/orders
	refused
	assert_output --partial "down from stage 'production' to 'deprecated'"
}

@test "moving a service does not touch those that call it" {
	policy '[{path: "{services,tools}/*"}]'
	printf '  graph:\n    checks: {agrees: {graph: {}}}\n' >>.git-done.yml
	write services/orders/done.yml 'communication: []'
	write services/stock/done.yml 'communication: [{to: orders, style: sync}]'
	based
	mkdir tools
	git mv services/orders tools/orders
	judged
	assert_success
	refute_output --partial 'services/stock'
}

@test "an experiment that goes into production is new to what it was not asked" {
	policy '[{path: "{services,tools}/*"}]'
	sed -i.bak 's/readme: {/readme: {effective: {new_services: now, existing: 2027-06-01}, /' .git-done.yml
	rm .git-done.yml.bak services/orders/README.md
	write services/probe/main.go 'package main'
	write services/probe/done.yml "$probe"
	based
	write services/probe/done.yml 'stage: production'
	refused
	git checkout -q -B topic main
	write services/orders/main.go 'package main // more'
	judged
	assert_success
	assert_output --partial 'blocks from 2027-06-01'
	# Moved, it is the service that it was.
	mkdir tools
	git mv services/orders tools/orders
	judged
	assert_success
	assert_output --partial 'blocks from 2027-06-01'
	git mv services/probe tools/probe
	write tools/probe/done.yml 'stage: production'
	refused
}

@test "two services of one name: whose policy says so, and what goes first" {
	policy '[{path: "{services,tools}/*"}]'
	based
	policy '[{path: tools/orders, name: orders-tool}, {path: "{services,tools}/*"}]'
	readme stock
	mkdir -p tools/orders
	cp services/orders/README.md tools/orders/
	judged
	assert_equal "$status" 2
	assert_output --partial "two services are named 'orders': 'services/orders' and 'tools/orders'"
	assert_output --partial "by the base's policy, which judges: land the rule that names one first, in a change of its own"

	# As it says.
	git checkout -q -B topic main
	policy '[{path: tools/orders, name: orders-tool}, {path: "{services,tools}/*"}]'
	judged
	assert_success
	git checkout -q -B landed
	git checkout -q -B topic
	mkdir -p tools/orders
	cp services/orders/README.md tools/orders/
	commit tool
	run git done check --now 2027-01-01 landed...topic
	assert_success

	# The base itself has two.
	git checkout -q -B topic main
	mkdir -p tools/orders
	cp services/orders/README.md tools/orders/
	commit twins
	git checkout -q -B more
	write services/orders/main.go 'package main // more'
	commit more
	run git done check --now 2027-01-01 topic...more
	assert_equal "$status" 2
	assert_output --partial '(in the policy of the base'
}

@test "a branch that edits no policy is not told that it does" {
	policy '[{path: services/*}]'
	based
	write services/orders/done.yml 'stage: nowhere'
	refused
	assert_output --partial "unknown stage 'nowhere'"
	refute_output --partial 'land the policy first'
	# The base's policy has moved on since.
	git checkout -q main
	policy '[{path: services/*, tags: [critical]}]'
	commit tags
	git checkout -q topic
	refused
	refute_output --partial 'edits the policy'
	refute_output --partial 'land the policy first'
	policy '[{path: services/*}]' 'stages: [experiment, production, nowhere]'
	refused
	assert_output --partial 'land the policy first'
	assert_output --partial "edits the policy: by its rule 'services/orders' loses a tag"
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
