#!/usr/bin/env bats
# READMEs in every form, and the links of documents, in a real repository with real symbolic links.
load helper

policy_of() {
	git init -q -b main .
	git config user.email a@example.com
	git config user.name A
	write .git-done.yml "version: 1
services: [{path: services/*}]
criteria: {docs: {checks: {readme: {markdown: {file: README.md, sections: ['(?i)^purpose'], links: true}}}}}"
}

@test "a README in another form, or behind a link within the service, counts" {
	policy_of
	write services/a/ReadMe.adoc '== Purpose

See link:../b/docs/overview.md#purpose[b].'
	write services/b/docs/overview.md '<h2 align="center">Purpose</h2>

[top](#top) [file](../../a/ReadMe.adoc#L1)'
	ln -s docs/overview.md services/b/README.md
	commit all
	run git done audit
	assert_success
}

@test "a README that leads elsewhere, and links that lead nowhere, are named" {
	policy_of
	write README.md '# Purpose'
	write services/a/readme.MD '# Purpose

<img src="none.png"> [b](../b/README.MD) [c](#purpose-1)

[unused]: gone.md'
	mkdir -p services/b
	ln -s ../../README.md services/b/README.md
	commit all
	run git done audit --verbose
	assert_equal "$status" 1
	assert_output --partial "lies outside"
	assert_output --partial "services/a/readme.MD:3: link 'none.png'"
	assert_output --partial "'gone.md'"
	assert_output --partial "'#purpose-1'"
	assert_output --partial "services/b/README.md"
}
