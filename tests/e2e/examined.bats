#!/usr/bin/env bats
# What a report says was examined does not hang on how many threads looked, or on which of them came first.
load helper

prepare() {
	git init -q repo
	cd repo || return 1
	write .git-done.yml <<'POLICY'
version: 1
services:
  - path: services/*
criteria:
  logging:
    checks:
      logger: {uses: structured-logging}
POLICY
	write go.mod 'module shop'
	for n in 1 2 3 4 5; do
		write "lib/log$n.go" 'package lib

import "log/slog"

func Say() { slog.Info("done") }'
	done
	for n in $(seq 60); do
		write "services/s$n/main.go" 'package main

import (
	"net/http"
	"shop/lib"
)

func main() {
	lib.Say()
	http.ListenAndServe(":8080", nil)
}'
	done
	commit start
}

examined() {
	git done audit "$@" | grep '^examined:'
}

@test "a library that several services use counts once, whoever looked first" {
	expected=$(examined --jobs 1)
	[ -n "$expected" ]
	for jobs in 2 3 4 2 3 4; do
		assert_equal "$(examined --jobs $jobs)" "$expected"
	done
	run git done audit --jobs 2
	assert_output --partial '60 services meet the bar'
}
