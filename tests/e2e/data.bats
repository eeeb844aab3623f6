#!/usr/bin/env bats
# Kind `data` as its users meet it: manifests, settings and lists of Kubernetes, .NET, TypeScript, Rust.
load helper

prepare() {
	export COLUMNS=400
	git init -q repo
	cd repo || return 1
	mkdir -p services/shop
}

# A policy with one check of kind data: judge 'file: …, at: {…}'
judge() {
	write .git-done.yml <<POLICY
version: 1
services: [{path: services/*}]
criteria:
  d:
    checks:
      v: {data: {$1}}
POLICY
	git add -A
	git commit -q --allow-empty -m change
	run git done audit --verbose
}

@test "every container is asked for its limits, and the one without them is named at its line" {
	write services/shop/deploy.yml <<'YAML'
spec:
  containers:
    - {name: web, resources: {limits: {memory: 1Gi}}}
    - {name: sidecar}
YAML
	judge 'file: deploy.yml, at: {"$.spec.containers[*].resources.limits": {exists: true}}'
	assert_equal "$status" 1
	assert_output --partial "services/shop/deploy.yml:4:7: '\$.spec.containers[1].resources.limits' is missing"
	assert_output --partial "add resources: {limits: …} below '\$.spec.containers[1]' to deploy.yml"
	judge 'file: deploy.yml, at: {"$.spec.containers[*].resources.limits.memory": {matches: "Gi$", optional: true}}'
	assert_equal "$status" 0
}

@test "documents of a Kubernetes file are judged each, any or by number; a trailing --- is none" {
	write services/shop/all.yml <<'YAML'
# Copyright
---
kind: Service
metadata: {name: shop}
---
kind: Deployment
metadata: {name: shop}
spec: {replicas: 2}
---
YAML
	judge 'file: all.yml, at: {$.metadata.name: shop}'
	assert_equal "$status" 0
	judge 'file: all.yml, at: {$.spec.replicas: {min: 2}}'
	assert_equal "$status" 1
	assert_output --partial "services/shop/all.yml:3:1: '\$.spec.replicas' is missing in document 1 of 2 (Service 'shop')"
	assert_output --partial "write 'document: any' or its number into the policy"
	judge 'file: all.yml, document: any, at: {$.spec.replicas: {min: 2}}'
	assert_equal "$status" 0
	judge 'file: all.yml, document: 3, at: {$.kind: Service}'
	assert_equal "$status" 1
	assert_output --partial "has no document 3: it holds 2"
	judge 'file: all.yml, document: last, at: {$.kind: Service}'
	assert_equal "$status" 2
	assert_output --partial "'document' must be 'each', 'any' or a number"
}

@test "JSON is read as its own tools read it: marks, comments, last commas, large numbers" {
	printf '\357\273\277{\r\n  // generated\r\n  "AllowedHosts": "*",\r\n}\r\n' >services/shop/appsettings.Production.json
	judge 'file: appsettings.Production.json, at: {$.AllowedHosts: "*"}'
	assert_equal "$status" 0
	printf '\357\273\277{"maximum": 18446744073709551615}' >services/shop/openapi.json
	judge 'file: openapi.json, at: {$.maximum: {type: integer, equals: 18446744073709551615}}'
	assert_equal "$status" 0
	printf "{unquoted: 'yes', list: [+1, 0xF, .5,],}" >services/shop/a.json5
	judge 'file: a.json5, at: {$.unquoted: "yes", "$.list[1]": 15}'
	assert_equal "$status" 0
	printf '{\n  // no\n  "name": "shop"\n}' >services/shop/package.json
	judge 'file: package.json, at: {$.name: shop}'
	assert_equal "$status" 1
	assert_output --partial "services/shop/package.json:2:3: cannot be parsed: comments are not allowed in JSON"
	printf '{"a": "\\ud800"}' >services/shop/package.json
	judge 'file: package.json, at: {$.a: x}'
	assert_equal "$status" 1
	assert_output --partial "package.json:1:8: cannot be parsed: the escape '\\ud800' is a lone surrogate"
}

@test "TOML is read; what is not read is undecided and says what is" {
	printf '[package]\nname = "shop"\n[[bin]]\nname = "a"\n[[bin]]\npath = "b.rs"\n' >services/shop/Cargo.toml
	judge 'file: Cargo.toml, at: {$.package.name: shop}'
	assert_equal "$status" 0
	judge 'file: Cargo.toml, at: {$.package.license: MIT, "$.bin[*].name": {exists: true}}'
	assert_equal "$status" 1
	assert_output --partial "Cargo.toml:1:2: '\$.package.license' is missing"
	assert_output --partial "add license = \"MIT\" below 'package' to Cargo.toml"
	assert_output --partial "Cargo.toml:5:3: '\$.bin[1].name' is missing"
	printf '[package]\n[package]\n' >services/shop/Cargo.toml
	judge 'file: Cargo.toml, at: {$.package.name: shop}'
	assert_equal "$status" 1
	assert_output --partial "Cargo.toml:2:2: cannot be parsed: the table is defined twice: 'package' (first at line 1)"
	printf 'a = 1\n' >services/shop/main.tf
	judge 'file: main.tf, at: {$.a: 1}'
	assert_equal "$status" 3
	assert_output --partial "'services/shop/main.tf' is HCL, which is not read"
	assert_output --partial "'data' reads YAML, JSON, JSON5, JSON lines and TOML"
}
