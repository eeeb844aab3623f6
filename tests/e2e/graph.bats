#!/usr/bin/env bats
# The graph of services: what their sheets say of each other, by real pushes; and git done graph.
load helper
load tools

prepare() {
	export COLUMNS=400
	shop
	readme billing
	graph_policy
	sheet orders 'boundaries: {data: [order]}' 'communication: [{to: billing, style: sync, via: grpc}]'
	sheet billing 'boundaries: {data: [invoice]}' 'offers: [grpc]'
	sheet stock 'communication: [{to: orders, style: async}]'
	commit 'sheets'
	git push -q origin main
	git-done install >/dev/null 2>&1
	git checkout -q -b topic
}

graph_policy() {
	write .git-done.yml <<'POLICY'
version: 1
services:
  - path: services/*
criteria:
  graph:
    checks:
      agrees: {graph: {max_fan_out: 3, max_depth: 2}}
POLICY
}

# sheet SERVICE LINE...
sheet() {
	local service=$1
	shift
	mkdir -p "services/$service"
	printf '%s\n' "$@" >"services/$service/done.yml"
}

refused() {
	commit
	run git push -q origin topic
	assert_failure
	assert_output --partial 'graph.agrees'
	[ -z "$(remote_ref topic)" ]
}

@test "sheets that agree let the push through" {
	write services/orders/x.txt text
	commit
	run git push -q origin topic
	assert_success
	[ -n "$(remote_ref topic)" ]
}

@test "a service that nobody knows is refused, with the name that was meant" {
	sheet orders 'communication: [{to: biling, style: sync}]'
	refused
	assert_output --partial "services/orders/done.yml:1  calls 'biling', which is not a service of the map"
	assert_output --partial "did you mean 'billing'?"
}

@test "a service that the change takes away is no longer known" {
	git rm -rq services/billing
	write services/orders/x.txt text
	refused
	assert_output --partial "calls 'billing', which is not a service of the map"
}

@test "a service that calls itself is refused" {
	sheet orders 'communication: [{to: orders, style: sync}]'
	refused
	assert_output --partial "the service calls itself: 'orders'"
}

# bats file_tags=deep

@test "a circle is refused, named whole and in order, in each of its services" {
	sheet billing 'offers: [grpc]' 'communication: [{to: stock, style: sync}]'
	sheet stock 'communication: [{to: orders, style: sync}]'
	refused
	assert_output --partial 'services/billing/done.yml:2  calls in a circle of 3: billing -> stock -> orders -> billing'
	assert_output --partial 'services/stock/done.yml:1  calls in a circle of 3: billing -> stock -> orders -> billing'
	run git done check --verbose --all
	assert_equal "$status" 1
	assert_output --partial 'services/orders/done.yml:2:17: calls in a circle of 3: billing -> stock -> orders -> billing'
}

@test "a circle with a queue in it is none, unless the policy says so" {
	sheet billing 'offers: [grpc]' 'communication: [{to: stock, style: sync}]'
	commit
	run git done check --verbose
	assert_success
	git checkout -q main
	sed -i.bak 's/max_fan_out/acyclic: [sync, async], max_fan_out/' .git-done.yml
	rm .git-done.yml.bak
	commit
	git push -q --no-verify origin main
	git checkout -q -b both
	sheet billing 'offers: [grpc]' 'communication: [{to: stock, style: sync}]'
	commit
	run git push -q origin both
	assert_failure
	assert_output --partial 'billing -> stock -> orders -> billing'
}

@test "a circle through a thousand services is named whole" {
	for i in $(seq -w 0 999); do
		mkdir "services/s$i"
		printf 'communication: [{to: s%03d, style: sync}]\n' $(((10#$i + 1) % 1000)) >"services/s$i/done.yml"
	done
	commit
	expected=$(printf 's%s -> ' $(seq -w 0 999))s000
	run git done check --verbose --service s500 --format json
	assert_equal "$status" 1
	printf '%s\n' "$output" >"$WORK/report.json"
	run jq -r '.runs[0].services[] | select(.name == "s500") | .criteria[].checks[].findings[].fix' "$WORK/report.json"
	assert_output --partial "$expected"
	run git push -q origin topic
	assert_failure
	assert_output --partial 'calls in a circle of 1000: s000 -> s001 -> s002'
	run git done graph
	assert_success
	assert_output --partial "$expected"
}

@test "two writers of an entity are refused, and each is told of the other" {
	sheet stock 'boundaries:' '  data:' '    - order'
	refused
	assert_output --partial "services/stock/done.yml:3  'order' is written by 'orders' as well (services/orders/done.yml:1)"
	run git done check --verbose --all
	assert_output --partial "'order' is written by 'stock' as well (services/stock/done.yml:3)"
}

@test "two writers of an entity are two, however they spell it" {
	sheet stock 'boundaries: {data: [Order]}'
	refused
	assert_output --partial "'Order' is written by 'orders' as well, as 'order' (services/orders/done.yml:1)"
}

@test "a service of the map is not external" {
	sheet billing 'boundaries: {data: [invoice]}' 'offers: [grpc]' "communication: [{to: 'external:orders', style: sync}]"
	refused
	assert_output --partial "calls 'external:orders', but 'orders' is a service of this map"
	assert_output --partial "write 'to: orders'"
	sheet billing 'boundaries: {data: [invoice]}' 'offers: [grpc]' "communication: [{to: 'external:billing', style: sync}]"
	commit
	run git push -q origin topic
	assert_success
}

@test "production does not depend on an experiment, seen from both ends" {
	sheet probe 'stage: {name: experiment, until: 2027-03-31, why: to see whether anybody wants it}'
	sheet stock 'communication: [{to: probe, style: async}]'
	commit
	run git done check --verbose --now 2027-01-01
	assert_equal "$status" 1
	assert_output --partial "calls 'probe', which is an experiment; this service is of stage 'production'"
}

@test "both ends agree on how they talk" {
	sheet orders 'communication: [{to: billing, style: sync, via: soap}]'
	refused
	assert_output --partial "calls 'billing' via 'soap', which 'billing' does not offer"
	sheet orders 'boundaries: {data: [order]}' 'communication: [{to: billing, style: sync, via: grpc}]'
	sheet billing 'offers: [rest]'
	refused
	assert_output --partial "services/billing/done.yml:1  is called by what it does not offer, from 'orders'"
}

@test "too many others and too long a row of calls are refused" {
	sheet orders 'communication:' '  - {to: stock, style: sync}' '  - {to: "external:a", style: sync}' \
		'  - {to: "external:b", style: sync}' '  - {to: "external:c", style: sync}'
	sheet stock 'communication: [{to: billing, style: sync}]'
	sheet billing 'communication: [{to: probe, style: sync}]'
	sheet probe 'owner: x'
	refused
	assert_output --partial 'calls 4 others, at most 3 are allowed'
	assert_output --partial '3 synchronous calls in a row begin here, at most 2 are allowed: orders -> stock -> billing -> probe'
}

@test "a sheet that cannot be used hides what it says: whoever depends on it is told" {
	git checkout -q main
	printf 'offers: [\n' >services/billing/done.yml
	commit
	git push -q --no-verify origin main
	git checkout -q -b hidden
	write services/orders/x.txt text
	commit
	run git done check --verbose
	assert_equal "$status" 1
	assert_output --partial "depends on 'billing', whose sheet cannot be used"
	assert_output --partial 'services/billing/done.yml:2'
}

@test "a sheet whose object is gone leaves every service undecided" {
	write services/stock/x.txt text
	commit
	blob=$(git rev-parse HEAD:services/billing/done.yml)
	rm -f ".git/objects/${blob:0:2}/${blob:2}"
	run git done check --verbose --service stock
	assert_equal "$status" 3
	assert_output --partial "$blob"
	run git done graph
	assert_equal "$status" 3
	assert_output --partial "$blob"
}

@test "the verdict is the same whatever the number of threads" {
	for i in 1 2 3 4 5 6 7 8 9; do
		sheet "s$i" "communication: [{to: s$((i % 9 + 1)), style: sync}, {to: orders, style: sync}]"
	done
	commit
	git done audit --jobs 1 --format json >"$WORK/one.json" || true
	git done audit --jobs 4 --format json >"$WORK/four.json" || true
	grep -q 'circle of 9' "$WORK/one.json"
	cmp "$WORK/one.json" "$WORK/four.json"
}

# ---- git done graph ------------------------------------------------------------------------------

@test "git done graph prints who calls whom, in a stable order" {
	run git done graph
	assert_success
	assert_output "billing (production)
  writes invoice
orders (production)
  writes order
  -> billing  sync via grpc
stock (production)
  -> orders  async"
	git rm -q services/stock/done.yml
	commit
	run git done graph main
	assert_line '  -> orders  async'
	run git done graph
	assert_line 'stock (production; it has no sheet)'
}

hostile_sheets() {
	sheet 'end' 'communication:' '  - {to: "a\"]|b", style: sync, via: "x\"|y"}' \
		'  - {to: "external:<script>", style: async}' '  - {to: "graph;#`\\", style: sync}' '  - {to: orders, style: sync}'
	commit
}

@test "json is JSON, with every call and every circle" {
	hostile_sheets
	git done graph --format json >"$WORK/graph.json"
	run jq -r '.services[] | select(.name == "end") | .calls[] | [.to, .external, .known, .style] | @tsv' "$WORK/graph.json"
	assert_line --index 0 "$(printf 'a"]|b\tfalse\tfalse\tsync')"
	assert_line --index 1 "$(printf '<script>\ttrue\tfalse\tasync')"
	run jq -r '.services | map(.name) | join(" ")' "$WORK/graph.json"
	assert_output 'billing end orders stock'
	sheet billing 'communication: [{to: orders, style: sync}]'
	commit
	git done graph -f json >"$WORK/graph.json"
	run jq -c .circles "$WORK/graph.json"
	assert_output '[["billing","orders"]]'
}

@test "dot is read by Graphviz" {
	tool dot
	hostile_sheets
	git done graph --format dot >"$WORK/graph.dot"
	run dot -Tsvg "$WORK/graph.dot"
	assert_success
	assert_output --partial 'grpc'
	run dot -Tplain "$WORK/graph.dot"
	assert_equal "$(printf '%s\n' "$output" | grep -c '^edge')" 6
	assert_equal "$(printf '%s\n' "$output" | grep -c '^node')" 7
}

@test "mermaid ids are no words of the language, and labels cannot end early" {
	hostile_sheets
	run git done graph --format mermaid
	assert_success
	assert_line --index 0 'flowchart LR'
	assert_line '  s1["end"]'
	refute_output --partial '<script>'
	refute_line --regexp '\["[^"]*"[^]]'
	printf '%s\n' "${lines[@]:1}" >"$WORK/lines"
	run grep -vE '^  (s[0-9]+\["[^"]*"\]|x[0-9]+\(\["[^"]*"\]\)|s[0-9]+ (-->|-\.->)(\|"[^"|]*"\|)? [sx][0-9]+)$' "$WORK/lines"
	assert_output ''
}

@test "mermaid is read by Mermaid" {
	npm_tool mermaid jsdom
	hostile_sheets
	git done graph --format mermaid >"$WORK/graph.mmd"
	cp "$GIT_DONE_SOURCE/tests/support/mermaid.mjs" "$WORK/mermaid.mjs"
	ln -s "$tools" "$WORK/node_modules"
	run node "$WORK/mermaid.mjs" "$WORK/graph.mmd"
	assert_success
	assert_output --partial 'flowchart'
	write "$WORK/bad.mmd" 'flowchart LR
  end["x"]'
	run node "$WORK/mermaid.mjs" "$WORK/bad.mmd"
	assert_failure
}

@test "what makes no sense is refused" {
	run git done graph --format dto
	assert_equal "$status" 2
	assert_output --partial "did you mean 'dot'?"
	run git done graph --format dot --format json
	assert_equal "$status" 2
	run git done graph nowhere
	assert_equal "$status" 3
	run git done graph main topic
	assert_equal "$status" 2
	sheet orders 'owner: ['
	commit
	run git done graph
	assert_equal "$status" 3
	assert_output --partial 'services/orders/done.yml:2'
	assert_line --partial 'orders (production; its sheet cannot be used'
}
