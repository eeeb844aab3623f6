#!/usr/bin/env bats
# Annotations of a real change: one a cause, each at a file that the platform can show, none for what is owed.
load helper

prepare() {
	git init -q shop
	cd shop || return
	write .git-done.yml <<'X'
version: 1
services: [{path: services/*}]
debt: allow
criteria:
  docs:
    checks:
      readme: {file: README.md}
      runbook: {missing: no runbook, file: RUNBOOK.md}
      no-print: {content: {files: ["**/*.go"], forbid: 'fmt\.Print'}}
X
	for name in ads cart mail tax; do
		write "services/$name/README.md" "# $name"
		write "services/$name/main.go" 'package main'
	done
	commit 'four services'
	git checkout -q -b topic
}

# Whose file each annotation of a format names, one a line.
places() {
	case $1 in
	github) sed -n 's/^::[a-z]* file=\([^,:]*\).*/\1/p' report ;;
	azure) sed -n 's/.*sourcepath=\([^;]*\);.*/\1/p' report ;;
	teamcity) sed -n "s/.*inspection typeId.* file='\([^']*\)'.*/\1/p" report ;;
	gitlab) jq -r '.[].location.path' report ;;
	sarif) jq -r '.runs[0].results[] | select(.baselineState != "unchanged") | .locations[0].physicalLocation.artifactLocation.uri' report ;;
	checkstyle) python3 -c '
import sys, xml.etree.ElementTree as tree
for file in tree.parse("report").getroot():
    for error in file:
        if error.get("severity") != "info": print(file.get("name"))' ;;
	esac
}

# expect FORMAT PLACE…: these and no others, and each is a file of head.
expect() {
	local format=$1
	shift
	git done check --base main --format "$format=report" || :
	places "$format" >places
	diff <(printf '%s\n' "$@" | sort) <(sort places)
	while read -r path; do
		assert_equal "$(git cat-file -t "HEAD:$path")" blob
	done <places
}

formats='github azure teamcity gitlab sarif checkstyle'

@test "files that are gone are shown at a changed file, else at the nearest one" {
	git rm -q services/ads/README.md services/cart/README.md
	echo '// more' >>services/cart/main.go
	commit 'two READMEs less'
	for format in $formats; do
		expect "$format" services/ads/main.go services/cart/main.go
	done
	grep -q "services/ads/README.md was deleted" report
}

@test "four services that lost the same are one annotation, which names them and one command" {
	git rm -q services/*/README.md
	commit 'no READMEs'
	for format in $formats; do
		expect "$format" services/ads/main.go
		grep -q '4 services' report
		grep -q 'git checkout main -- services/ads/README.md services/cart/README.md' report
	done
}

# bats file_tags=deep

@test "many lines of one service are one annotation, and what is owed has none" {
	printf '\nfunc main() {\n\tfmt.Println(1)\n\tfmt.Println(2)\n}\n' >>services/tax/main.go
	commit 'prints'
	for format in $formats; do
		expect "$format" services/tax/main.go
		grep -q 'also at services/tax/main.go:5' report
	done
	# The runbook is missing as before: SARIF and Checkstyle know it as such, the others leave it out.
	git done check --base main --format sarif=report || :
	assert_equal "$(jq -r '[.runs[0].results[] | select(.baselineState == "unchanged") | .ruleId] | join(" ")' report)" docs.runbook
	git done check --base main --format github=report || :
	run ! grep -q 'runbook' report
}

@test "an audit shows what is missing beside the README or the first file, never at a directory" {
	write services/bare/main.go 'package main'
	commit 'a service without a README'
	git done audit --service bare --format github=report || :
	places github >places
	assert_equal "$(sort -u places)" services/bare/main.go
	git done audit --service ads --format github=report || :
	places github >places
	assert_equal "$(sort -u places)" services/ads/README.md
}

@test "what belongs to no service is shown at a file, and merged reports say the same" {
	git checkout -q main
	sed -i 's/^debt/select: {unowned: error}\ndebt/' .git-done.yml
	git commit -qam 'strict'
	git checkout -q topic
	git reset -q --hard main
	write stray/x.txt stray
	git rm -q services/ads/README.md
	commit 'stray'
	for format in $formats; do
		expect "$format" services/ads/main.go stray/x.txt
	done
	git done check --base main --shard 1/2 --format json=one.json || :
	git done check --base main --shard 2/2 --format json=two.json || :
	for format in $formats; do
		git done check --base main --format "$format=whole" || :
		git done merge one.json two.json --format "$format=merged" || :
		diff whole merged
	done
}
