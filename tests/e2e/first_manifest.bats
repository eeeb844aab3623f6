#!/usr/bin/env bats
# A manifest arrives beside old sources: what these never showed is owed, by real pushes.
load helper

# A service of a rule, whose sources no manifest speaks of: no ecosystem reads them.
make_bare() {
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	write .git-done.yml <<'POLICY'
version: 1
services:
  - path: services/*
debt: allow
criteria:
  logging:
    checks:
      logger: {uses: structured-logging}
POLICY
	write services/orders/parts/deep/main.go 'package main

import "net/http"

func main() { http.ListenAndServe(":80", nil) }'
	write services/orders/README.md '# Orders'
	commit start
	git remote add origin "${PWD%/shop}/remote.git"
	git push -q --no-verify origin main
	git remote set-head origin main
	git branch -q --set-upstream-to=origin/main
}

prepare() {
	export COLUMNS=300
	copy_of make_bare
	git done install >/dev/null 2>&1
	git checkout -q -b topic
}

write_logging() {
	write services/orders/parts/deep/main.go 'package main

import (
	"log/slog"
	"net/http"
)

func main() {
	slog.Info("started", "port", 80)
	http.ListenAndServe(":80", nil)
}'
	commit 'a logger'
}

write_silent() {
	write services/orders/parts/deep/main.go 'package main

import "net/http"

func main() { http.ListenAndServe(":80", nil) }'
}

@test "the first manifest of old sources brings no refusal: what they lack is owed" {
	run git done audit main --format json
	assert_output --partial 'no ecosystem covers the languages'
	write services/orders/go.mod 'module orders'
	commit 'a manifest'
	run git push origin topic
	assert_success
	run git done check --format json
	assert_equal "$(jq -r '.runs[].services[].criteria[].checks[].verdict' <<<"$output")" owed
}

@test "a new service with its manifest owes nothing" {
	write services/stock/go.mod 'module stock'
	write services/stock/main.go 'package main

import "net/http"

func main() { http.ListenAndServe(":80", nil) }'
	commit 'a service'
	run git push origin topic
	assert_failure
	assert_output --partial 'stock'
}

# What the change itself breaks, or brings, is not old.

@test "a logger that is taken out with the first manifest is refused" {
	write_logging
	git push -q --no-verify origin topic:main
	write services/orders/go.mod 'module orders'
	write_silent
	commit 'a manifest, and no logger'
	run git push origin topic
	assert_failure
	assert_output --partial orders
}

@test "a program that comes with the first manifest is refused" {
	write services/pay/README.md '# Pay'
	commit 'prose only'
	git push -q --no-verify origin topic:main
	write services/pay/go.mod 'module pay'
	write services/pay/main.go 'package main

import "net/http"

func main() { http.ListenAndServe(":80", nil) }'
	commit 'a program'
	run git push origin topic
	assert_failure
	assert_output --partial pay
}

@test "a manifest that goes, and comes back without the logger, is refused" {
	write services/orders/go.mod 'module orders'
	write_logging
	git push -q --no-verify origin topic:main
	git rm -q services/orders/go.mod
	commit 'no manifest'
	run git push origin topic:main
	assert_success
	write services/orders/go.mod 'module orders'
	write_silent
	commit 'the manifest again, and no logger'
	run git push origin topic
	assert_failure
	assert_output --partial orders
}
