#!/usr/bin/env bats
# What artifacts show, in a service's directory and outside of it: a push is held to it.
load helper

prepare() {
	shop
	git done install 2>/dev/null
	sed -i.old '/^criteria:/q' .git-done.yml
	rm .git-done.yml.old
	cat >>.git-done.yml <<'POLICY'
  docs:
    checks:
      api: {uses: api-description}
      run: {markdown: {file: README.md, sections: [{heading: '(?i)^run', min_words: 3}], about: [README.md, "docs/**"]}}
      runbook: {any_of: [{file: {any: RUNBOOK.md, about: ["docs/**"]}}, {link: runbook}]}
  performance:
    checks:
      load: {uses: performance-check}
POLICY
	for service in orders stock; do
		write services/$service/README.md "# $service"
		write services/$service/go.mod "module example.org/$service"
		write services/$service/main.go 'package main
import "net/http"
func main() { http.HandleFunc("/", nil); http.ListenAndServe(":80", nil) }'
		write services/$service/Dockerfile 'FROM golang'
	done
	commit 'judge artifacts'
	git push -q --no-verify origin main
}

# Everything that orders needs, outside of its directory.
outside() {
	write api/openapi/orders.yml 'openapi: 3.0.3
paths: {/orders: {get: {}}}'
	write perf/all.js "import http from 'k6/http'
export default () => http.get('http://orders:80/')"
	write Makefile 'load:
	k6 run perf/all.js'
	write README.md '# Shop

## Orders service

### Run

Start it with make orders.'
	write docs/runbooks/orders.md '# When it is down'
}

@test "artifacts: what names a service outside of its directory counts for it, and says so" {
	outside
	write services/orders/a.go 'package main'
	commit 'describe orders'
	run env COLUMNS=300 git push origin main
	assert_success
	run env COLUMNS=300 git done audit --verbose
	assert_output --partial "api/openapi/orders.yml:2: OpenAPI with 1 path (declared)"
	assert_output --partial "Makefile:2: k6 runs perf/all.js, which calls 'orders' (declared)"
	assert_output --partial "the heading 'Orders service' names the service"
	assert_output --partial "docs/runbooks/orders.md: the file is there (its path names the service) (claimed)"
}

@test "artifacts: they do not count for the service that they do not name" {
	outside
	write services/stock/a.go 'package main'
	commit 'describe orders, change stock'
	run env COLUMNS=300 git push origin main
	assert_failure
	assert_output --partial "no API description: "
	assert_output --partial "no performance check: nothing runs a load test or a benchmark of it"
	assert_output --partial "README.md has no section 'Run'"
	refute_output --partial "services/orders/README.md"
}

@test "artifacts: junk shows nothing, and the push is told what it is" {
	write services/orders/openapi.yaml '# openapi: 3.0.3'
	write services/orders/load/x.js '// k6 http.get'
	write services/orders/load/summary.json '{"metrics": {}}'
	write services/orders/Makefile '	k6 run load/x.js'
	write services/orders/RUNBOOK.txt ''
	commit 'junk'
	run env COLUMNS=300 git push origin main
	assert_failure
	assert_output --partial "no API description: openapi.yaml holds only comments"
	assert_output --partial "no performance check: load/x.js holds only comments"
}

@test "artifacts: a script that nothing runs is none" {
	outside
	rm Makefile
	write services/orders/a.go 'package main'
	commit 'nothing runs it'
	run env COLUMNS=300 git push origin main
	assert_failure
	assert_output --partial "perf/all.js is a script for k6, and nothing runs it"
	assert_output --partial "run it in a pipeline, a Makefile or a package script"
}

# bats file_tags=deep

@test "artifacts: a link of the sheet is claimed, and an example's address is none" {
	outside
	rm docs/runbooks/orders.md
	write services/orders/done.yml 'links: {runbook: "https://wiki.acme.dev/orders"}'
	commit 'link'
	run env COLUMNS=300 git push origin main
	assert_success
	run env COLUMNS=300 git done audit --verbose
	assert_output --partial "services/orders/done.yml:1: link 'runbook': https://wiki.acme.dev/orders (claimed)"
	write services/orders/done.yml 'links: {runbook: "https://wiki.example.com/orders"}'
	commit 'example'
	run env COLUMNS=300 git push origin main
	assert_failure
	assert_output --partial "is the address of an example"
}

@test "artifacts: globs of about that match nothing are a warning" {
	sed -i.old 's|"docs/\*\*"|"dcos/**"|' .git-done.yml
	rm .git-done.yml.old
	outside
	commit 'misspelt'
	run env COLUMNS=300 git done audit
	assert_output --partial "'dcos/**'"
}

@test "what lay outside and is deleted judges the service that it was about" {
	outside
	commit 'all of it lies outside'
	git push -q --no-verify origin main
	git checkout -q -b gone
	git rm -q api/openapi/orders.yml
	commit 'no description any more'
	run git push origin gone
	assert_failure
	assert_output --partial 'orders'
	assert_output --partial 'api/openapi/orders.yml'
	refute_output --partial 'services/stock'
}
