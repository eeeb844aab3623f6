#!/usr/bin/env bats
# What is too large, circular or broken: the bar says it, ends, and lets nothing through.
load helper

prepare() {
	export COLUMNS=300
	git init -q shop
	cd shop
	write .git-done.yml 'version: 1
services: [{path: services/*}]
criteria:
  code:
    checks:
      input: {uses: input-validation}
      secret: {content: {files: ["**/*.go", "**/*.js", "**/*.py"], forbid: SECRET, where: code}}'
}

# server DIR: a service in JavaScript that validates nothing.
server() {
	write "$1/server.js" "const app = require('express')();
app.get('/orders', (req, res) => res.send('ok'));
app.listen(8080);"
}

audit() {
	git add -A
	git commit -q -m audited
	run --separate-stderr timeout 60 git-done audit --verbose "$@"
}

@test "a manifest that is broken, too large, or of too many dependencies is a finding at its place" {
	for service in broken large many; do server "services/$service"; done
	write services/broken/package.json '{"name": "broken",
 "dependencies": ["express'
	python3 - <<'PYTHON'
import json
json.dump({"name": "large", "description": "x" * (4 << 20)}, open("services/large/package.json", "w"))
many = {"a%d" % i: "1" for i in range(100001)}
json.dump({"name": "many", "dependencies": many}, open("services/many/package.json", "w"), indent=0)
PYTHON
	audit
	assert_equal "$status" 1
	assert_output --partial 'services/broken/package.json:2:19: the manifest cannot be read'
	assert_output --partial 'services/large/package.json: the manifest cannot be read, so what it names does not count: it is longer than 4 MiB'
	assert_output --partial 'services/many/package.json:'
	assert_output --partial 'the file has more than 100000 dependencies'
	run git-done services
	assert_success
	assert_output --partial 'not read: 3 places; --all lists them'
	run git-done services --all
	assert_output --partial 'services/broken/package.json cannot be read'
}

@test "manifests just below the limits are read" {
	server services/large
	server services/many
	python3 - <<'PYTHON'
import json
text = json.dumps({"name": "large", "dependencies": {"express": "4"}, "description": ""})
fill = (4 << 20) - len(text)
open("services/large/package.json", "w").write(text[:-2] + "x" * fill + text[-2:])
many = {"a%d" % i: "1" for i in range(100000)}
json.dump({"name": "many", "dependencies": many}, open("services/many/package.json", "w"), indent=0)
PYTHON
	assert_equal "$(wc -c <services/large/package.json)" 4194304
	audit
	assert_equal "$status" 1
	refute_output --partial 'cannot be read'
	run git-done services
	refute_output --partial 'not read'
}

@test "workspaces, parents and projects in a circle come to an end, and select one another" {
	for name in a b; do
		other=$([ $name = a ] && echo b || echo a)
		server "services/$name"
		write "services/$name/package.json" "{\"name\": \"$name\", \"dependencies\": {\"lib$name\": \"file:../../libs/$name\"}}"
		write "libs/$name/package.json" "{\"name\": \"lib$name\", \"workspaces\": [\"../$other\"], \"dependencies\": {\"lib$other\": \"file:../$other\"}}"
		write "libs/$name/index.js" 'exports.one = 1;'
		write "jvm/$name/pom.xml" "<project><parent><groupId>g</groupId><artifactId>$other</artifactId><version>1</version><relativePath>../$other/pom.xml</relativePath></parent><artifactId>$name</artifactId><modules><module>../$other</module></modules></project>"
		write "net/$name/$name.csproj" "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><ProjectReference Include=\"..\\$other\\$other.csproj\" /></ItemGroup></Project>"
		write "go/$name/go.mod" "module example.com/$name
require example.com/$other v0.0.0
replace example.com/$other => ../$other"
	done
	write package.json '{"workspaces": [".", "services/*", "libs/*"]}'
	audit
	assert_equal "$status" 1
	git checkout -q -b topic
	write libs/a/index.js 'exports.one = 2;'
	git commit -qam one
	run timeout 60 git-done check --base main --format json
	run jq -r '.runs[0].services[].name' <<<"$output"
	assert_output "a
b"
	run timeout 60 git-done services --all
	assert_success
}

# bats file_tags=deep

@test "an ecosystem or capability that is unknown is an error with the one that was meant" {
	while IFS='|' read -r more expected; do
		write .git-done.yml "version: 1
services: [{path: services/*}]
$more"
		run git-done policy lint
		assert_equal "$status" 2
		assert_output --partial '.git-done.yml:3:'
		assert_output --partial "$expected"
	done <<'ROWS'
ecosystems: {pyton: {capabilities: {health: {text: x}}}}|did you mean 'python'?
ecosystems: {go: {capabilities: {helth: {text: x}}}}|did you mean 'health'?
criteria: {c: {checks: {a: {uses: input-validaton}}}}|did you mean 'input-validation'?
criteria: {c: {checks: {a: {when: {language: pyhton}, file: x}}}}|did you mean 'python'?
ROWS
}

# hidden NAME FILE PYTHON: what Python writes hides SECRET from no check: a finding, or undecided.
hidden() {
	rm -rf services
	mkdir -p "services/$1"
	python3 -c "import sys; sys.stdout.buffer.write($3)" >"services/$1/$2"
	audit --check code.secret
	[ "$status" -eq 1 ] || [ "$status" -eq 3 ] || fail "$1: status $status: $output"
	assert_output --partial "services/$1/$2"
}

@test "nothing hides code from forbid, and nothing hangs" {
	hidden invalid-utf8 a.go 'b"package a\n// \xff\xfe\x80\nvar a = SECRET\n"'
	hidden long-line a.js 'b"var a = [" + b"1," * 1500000 + b"SECRET];\n"'
	hidden unclosed-string a.js 'b"var a = \"never closed\nvar b = SECRET;\n"'
	hidden unclosed-template a.js 'b"var a = \x60never closed\nvar b = SECRET;\n" * 3'
	hidden unclosed-comment a.go 'b"package a\n/* never closed\nvar b = SECRET\n"'
	hidden unclosed-docstring a.py 'b"a = \"\"\"never closed\nb = SECRET\n"'
	hidden nested-comments a.js 'b"/*" * 100000 + b"*/ var b = SECRET;\n"'
	hidden nested-templates a.js 'b"\x60${" * 100000 + b"SECRET\n"'
}

@test "block comments that nest, 100,000 deep, hide nothing" {
	rm -rf services
	write services/a/Cargo.toml '[package]
name = "a"'
	sed -i 's/"\*\*\/\*.py"/"**\/*.rs"/' .git-done.yml
	mkdir -p services/a/src
	python3 -c 'print("/*" * 100000 + "*/" * 100000 + "\nfn main() { SECRET }")' >services/a/src/main.rs
	audit --check code.secret
	[ "$status" -eq 1 ] || [ "$status" -eq 3 ] || fail "status $status: $output"
	assert_output --partial services/a/src/main.rs
}
