#!/usr/bin/env bats
# Services that move, go, come, or come as something else: none gets out of sight or down in stage by it,
# and none loses what the base says of it. Each was wrong once.
load helper
load own_bar

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
	assert_output --partial "moves 'services/orders' to 'services/orders2', and down from stage 'production' to 'experiment': judged as 'production'"

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

# bats file_tags=deep

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
	assert_output --partial '1 old gap that does not block'
	# Moved, it is the service that it was.
	mkdir tools
	git mv services/orders tools/orders
	judged
	assert_success
	assert_output --partial '1 old gap that does not block'
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
