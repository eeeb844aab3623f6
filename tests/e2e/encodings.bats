# Files as real tools write them: encodings by iconv, marks, line ends, large binaries; and the names of services in
# patterns.
bats_require_minimum_version 1.5.0
load helper

# check_of YAML: a repository of services/a and services/b with this one check.
check_of() {
	[ -d .git ] || git init -q
	write .git-done.yml <<POLICY
version: 1
services: [{path: services/*}]
criteria:
  code:
    checks:
      v:
        why: It must hold.
        $1
POLICY
}

# in_encoding NAME PATH: standard input, which is UTF-8.
in_encoding() {
	mkdir -p "$(dirname "$2")"
	iconv -f UTF-8 -t "$1" >"$2"
}

@test "what is forbidden is found in UTF-16 and UTF-32, with a mark and without, at its place" {
	check_of 'content: {files: ["**/*.cs"], forbid: "string password"}'
	for encoding in UTF-8 UTF-16 UTF-16LE UTF-16BE UTF-32 UTF-32LE UTF-32BE; do
		printf 'using A;\n// é 😀\n\tstring password;\n' | in_encoding $encoding services/a/B.cs
		commit
		run git done audit --verbose
		assert_failure 1
		assert_output --partial 'services/a/B.cs:3:2'
	done
	printf 'используем А;\n// пароль\n' | in_encoding UTF-16LE services/a/B.cs
	check_of 'content: {files: ["**/*.cs"], forbid: "\\bпароль\\b"}'
	commit
	run git done audit --verbose
	assert_failure 1
	assert_output --partial 'services/a/B.cs:2:4'
}

@test "in: every counts a file in UTF-16, and a document in UTF-16 has its headings" {
	check_of 'content: {files: ["**/*.cs"], match: ILogger, in: every}'
	write services/a/A.cs 'ILogger a;'
	echo 'class B {}' | in_encoding UTF-16 services/a/B.cs
	commit
	run git done audit --verbose
	assert_failure 1
	assert_output --partial 'services/a/B.cs'
	check_of 'markdown: {file: README.md, sections: ["^Übersicht$"]}'
	printf '# Übersicht\n\nEs geht.\n' | in_encoding UTF-16 services/a/README.md
	commit
	run git done audit --verbose
	assert_success
}

# bats file_tags=deep

@test "a file with one NUL byte among sources is undecided by its name, in a gate too" {
	check_of 'content: {files: ["**/*.go"], forbid: password}'
	write services/a/a.go 'package a'
	commit
	git checkout -q -b topic
	printf 'var password = "\0"\n' >services/a/b.go
	commit
	run git done check --verbose main..HEAD
	assert_failure 3
	assert_output --partial "'services/a/b.go' was not searched: it is a binary file"
	assert_output --partial "'binary: skip'"
	assert_output --partial "'exclude: [\"/services/a/b.go\"]' under criteria.code.checks.v.content"
	assert_output --partial '["/services/a/b.go"]'
	run git done audit --verbose
	assert_failure 3
	for meant in 'binary: skip' 'exclude: ["/services/a/b.go"]'; do
		check_of "content: {files: ['**/*.go'], forbid: password, $meant}"
		commit
		run git done audit --verbose
		assert_success
	done
}

@test "a large binary is passed over wherever its object lies; a large text is not" {
	check_of 'content: {files: ["**/*"], forbid: password}'
	write services/a/a.js 'ok'
	head -c 17000000 /dev/zero >services/a/demo.mp4
	git add -A
	run git done check --verbose --staged
	assert_success
	commit
	run git done audit --verbose
	assert_success
	assert_output --partial '1 of the files binary and'
	git gc -q
	run git done audit --verbose
	assert_success
	# A delta, too: its first bytes are known only when it is put together.
	{
		head -c 17000000 /dev/zero
		echo more
	} >services/a/demo.mp4
	commit
	git repack -q -a -d -f
	run git done audit --verbose
	assert_success
	run git done check --verbose HEAD~1..HEAD
	assert_success
	git rm -q services/a/demo.mp4
	head -c 17000000 /dev/zero | tr '\0' 'a' >services/a/dump.sql
	commit
	run git done audit --verbose
	assert_failure 3
	assert_output --partial '["/services/a/dump.sql"]'
}

@test "kind file reads a size off the header, of an object that is too large to be read" {
	check_of 'file: {any: [model.bin], min_bytes: 40000000, max_bytes: 40000000}'
	mkdir -p services/a
	head -c 40000000 /dev/zero >services/a/model.bin
	commit
	run git done audit --verbose
	assert_success
	git gc -q
	run git done audit --verbose
	assert_success
	check_of 'file: {any: [model.bin], max_bytes: 1000}'
	commit
	run git done audit --verbose
	assert_failure 1
	assert_output --partial 'has 40000000 bytes, expected at most 1000'
	check_of 'file: {any: [model.bin], max_bytes: 1099511627777}'
	commit
	run git done audit --verbose
	assert_failure 2
}

@test "CODEOWNERS and a catalog are read in UTF-16; the policy and the sheet say that they are not" {
	check_of 'owners: ["@org/a"]'
	write services/a/a.go 'package a'
	echo '* @org/a' | in_encoding UTF-16 CODEOWNERS
	commit
	run git done audit --verbose
	assert_success
	printf 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a}\nspec: {owner: team-x}\n' |
		in_encoding UTF-16 services/a/catalog-info.yaml
	commit
	run git done audit --verbose
	assert_failure 1
	assert_output --partial "the sheet's owner 'team-x' is not among"
	rm services/a/catalog-info.yaml
	for encoding in UTF-16 UTF-16LE UTF-16BE; do
		echo 'stage: production' | in_encoding $encoding services/a/done.yml
		commit
		run git done audit --verbose
		assert_failure 1
		assert_output --partial 'save it as UTF-8'
	done
	rm services/a/done.yml
	in_encoding UTF-16LE policy.yml <.git-done.yml
	mv policy.yml .git-done.yml
	commit
	run git done audit --verbose
	assert_failure 2
	assert_output --partial 'save it as UTF-8'
}

@test "a service's name and directory stand in patterns, word by word" {
	check_of 'content: {files: [app.yml], match: "^name: {service}$"}'
	write services/a.b/app.yml 'name: a.b'
	commit
	run git done audit --verbose
	assert_success
	write services/a.b/app.yml 'name: axb'
	commit
	run git done audit --verbose
	assert_failure 1
	check_of 'content: {files: [app.yml], match: "^name: {servce}$"}'
	commit
	run git done audit --verbose
	assert_failure 2
	assert_output --partial ".git-done.yml:8:44: unknown placeholder '{servce}' in a pattern"
	assert_output --partial 'known are {service} and {path}'
	check_of 'content: {files: [app.yml], match: "^name: \\{servce\\}|axb$"}'
	commit
	run git done audit --verbose
	assert_success
}
