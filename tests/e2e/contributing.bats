#!/usr/bin/env bats
# What CONTRIBUTING.md names is there: files, folders, presets, tables of tests.
load helper

page=$GIT_DONE_SOURCE/.github/CONTRIBUTING.md

@test "CONTRIBUTING.md has at most 150 lines" {
	[ "$(wc -l <"$page")" -le 150 ] || fail "CONTRIBUTING.md has $(wc -l <"$page") lines: move details to the README of their room"
}

@test "every file and folder that CONTRIBUTING.md names is in the tree" {
	names=$(grep -oE '(^|[ `(])(src|include|tests|config|ci)/[A-Za-z0-9_./-]+' "$page" | sed 's/^[ `(]//; s/[.]$//' | sort -u)
	[ -n "$names" ]
	for name in $names; do
		case $name in */) ;; *[_/-] | *NNNN*) continue ;; esac # "tests/unit/test_<room>_…"
		[ -e "$GIT_DONE_SOURCE/$name" ] || fail "CONTRIBUTING.md names $name, which does not exist"
	done
	for target in $(grep -o '](\([^)#]*\))' "$page" | sed 's/](\(.*\))/\1/'); do
		[ -e "$GIT_DONE_SOURCE/.github/$target" ] || fail "CONTRIBUTING.md links to $target, which does not exist"
	done
}

@test "every preset that CONTRIBUTING.md names exists" {
	presets=$(grep -o -- '--preset [a-z]*' "$page" | awk '{print $2}' | sort -u)
	[ -n "$presets" ]
	for preset in $presets; do
		grep -q "\"name\": \"$preset\"" "$GIT_DONE_SOURCE/CMakePresets.json" || fail "CMakePresets.json has no preset '$preset'"
	done
}

# table FILE NAME: FILE has a table or function of that name.
table() {
	grep -qE "$2(\[\]|\()|define $2\(" "$GIT_DONE_SOURCE/$1" || fail "CONTRIBUTING.md names '$2', which is not in $1"
}

@test "every table that CONTRIBUTING.md names is in its file" {
	table tests/unit/test_check_kinds.c faulty
	table tests/unit/test_check_kinds.c limits
	table tests/unit/test_check_kinds.c open_shop
	table tests/unit/test_gate_loosened.c edits
	table tests/unit/test_report_formats.c rows
	table tests/unit/test_report_formats.c marks
	table tests/readers/test_report_readers.c rows
	table tests/git/test_range_ci_systems.c small_rows
	table tests/support/scanner_rows.h scanner_rows
	table tests/unit/test_policy_ecosystem_scanner.c names
	table src/artifact/document.c formats
	table src/artifact/data.c readers
	table src/check/kinds.c EACH_KIND
	table tests/e2e/limits.bats rows
}

@test "each room of the sources is in CONTRIBUTING.md" {
	for room in "$GIT_DONE_SOURCE"/src/*/; do
		room=$(basename "$room")
		[ "$room" = decisions ] || grep -qE "[ ,]$room[,.]|^$room[,.]|^gate, .*$room" "$page" ||
			fail "CONTRIBUTING.md does not list the room '$room'"
	done
}

@test "each ecosystem has a service that every_ecosystem.bats judges" {
	ids=$(sed -n "s/^ecosystems='\(.*\)'/\1/p" "$GIT_DONE_SOURCE/tests/e2e/every_ecosystem.bats")
	[ -n "$ids" ]
	for file in "$GIT_DONE_SOURCE"/config/ecosystems/*.yml; do
		id=$(basename "$file" .yml)
		case " $ids " in *" $id "*) ;; *) fail "every_ecosystem.bats does not judge the ecosystem '$id': add it there, and a service to tests/support/ecosystem_services.sh" ;; esac
	done
}

# names: the files of sources that the text on standard input names, a line each; "<format>" is any word.
names() {
	grep -oE '[A-Za-z0-9_*<>/]+\.c\b' | sed -E 's/<[a-z]+>/*/g' | sort -u
}

@test "the README of each room names every file of it, and none that is gone" {
	cd "$GIT_DONE_SOURCE/src"
	find "$PWD" "$GIT_DONE_SOURCE/tests" -name '*.c' >"$BATS_TEST_TMPDIR/files"
	for page in */README.md; do
		room=${page%/README.md}
		# A step such as "write <kind>.c" would name every file: only a row of a table may say <format>.
		{ grep '^|' "$page" | names; names <"$page" | grep -v '[*]'; } |
			sed 's/[.]/[.]/g; s/[*]/.*/g; s/.*/(^|\/)&$/' >"$BATS_TEST_TMPDIR/table"
		found=$(find "$room" -name '*.c' | grep -vEf "$BATS_TEST_TMPDIR/table" | head -1) || true
		[ -z "$found" ] || fail "src/$page does not name src/$found: add it to the table of files"
		names <"$page" >"$BATS_TEST_TMPDIR/names"
		run awk 'NR == FNR { for (path = $0; path != ""; sub("^[^/]*/?", "", path)) ends[path]; files[$0]; next }
			$0 in ends { next }
			{ name = $0; gsub("[.]", "[.]", name); gsub("[*]", ".*", name) }
			{ for (file in files) if (file ~ "/" name "$") next; print; exit 1 }' "$BATS_TEST_TMPDIR/files" "$BATS_TEST_TMPDIR/names"
		[ "$status" -eq 0 ] || fail "src/$page names $output, which does not exist"
	done
}

@test "each decision record has the parts that the next person looks for" {
	cd "$GIT_DONE_SOURCE/src/decisions"
	for part in '^Status: ' '^Date: ' '^## Context' '^## Considered options' '^## Decision' '^## Consequences'; do
		without=$(grep -L "$part" ./*.md) || true
		[ -z "$without" ] || fail "no line '${part#^}…' in these records, which have it as the others do: $without"
	done
	without=$(grep -LE 'tests/|test_|\.bats' ./*.md) || true
	[ -z "$without" ] || fail "these records do not name the test that holds them: $without"
}

@test "src/README.md names each folder of a room" {
	cd "$GIT_DONE_SOURCE/src"
	for folder in */*/; do
		grep -q "\`${folder%/}\`" README.md || fail "src/README.md does not name src/$folder: say in its first section what the folder holds"
	done
}

# changelog WHAT NAME...: CHANGELOG.md names each, but those that 0.1 had.
changelog() {
	local what=$1 name old quote=
	shift
	case $what in
	'check kind') old='all_of any_of answers graph owners records content data file link markdown changed sheet uses' ;;
	'report format') old='text json ndjson sarif junit github gitlab azure teamcity checkstyle tap markdown html' ;;
	'CI system') old='CI GitHub GitLab Azure Bitbucket Buildkite CircleCI Travis Drone Woodpecker AppVeyor Cirrus Semaphore Prow TeamCity Jenkins AWS_CodeBuild pre-commit' ;;
	ecosystem) old='cpp dotnet elixir go jvm node php python ruby rust' ;;
	esac
	for name; do
		case " $old " in *" $name "*) continue ;; esac
		# "lines" is a word of many sentences: a kind or format stands in backticks.
		case $what in *kind | *format) quote='`' ;; esac
		grep -qE "(^|[^A-Za-z0-9_])$quote${name//_/[_ ]}$quote([^A-Za-z0-9_]|\$)" "$GIT_DONE_SOURCE/CHANGELOG.md" ||
			fail "CHANGELOG.md does not name the $what '$name': add a line that says what it gives to users"
	done
}

@test "CHANGELOG.md names each kind, format, CI system and language that is new" {
	cd "$GIT_DONE_SOURCE"
	kinds=$(sed -n '/define EACH_KIND/,/^$/p' src/check/kinds.c | grep -oE 'row\([a-z_]+\)' | sed 's/row(\(.*\))/\1/')
	formats=$(sed -n 's/^\t*\(    \)*&done_format_\([a-z]*\),$/\2/p' src/report/formats.c)
	systems=$(sed -n '/^const struct done_ci_system/,/^};/p' src/range/ci_table.c | grep -oE '^[^"]*"[A-Za-z -]+"' | sed 's/.*"\(.*\)"/\1/; s/ /_/g' | sort -u)
	ecosystems=$(basename -a -s .yml config/ecosystems/*.yml)
	for list in "$kinds" "$formats" "$systems" "$ecosystems"; do
		[ "$(wc -w <<<"$list")" -ge 10 ] || fail "a list of things was not found in the sources: $list"
	done
	# shellcheck disable=SC2086 # lists of words
	{
		changelog 'check kind' $kinds
		changelog 'report format' $formats
		changelog 'CI system' $systems
		changelog ecosystem $ecosystems
	}
}

@test "what bats files are tagged with, and each folder of tests, is run by ci/test.sh or ci/slow.sh" {
	cd "$GIT_DONE_SOURCE"
	tags=$(grep -hE '^# bats (file|test)_tags=' tests/*/*.bats | sed 's/.*=//' | sort -u)
	assert_equal "$tags" $'deep\nslow'
	run=$(grep -hoE "'?-L '?[a-z0-9|]+" ci/test.sh ci/slow.sh | sed "s/.*-L '*//" | tr '|' '\n')
	for label in $tags unit git fuzz readers e2e real browser; do
		[[ $'\n'$run$'\n' == *$'\n'$label$'\n'* ]] || fail "neither ci/test.sh nor ci/slow.sh runs tests with the label '$label'"
	done
}
