#!/usr/bin/env bats
# README's table of limits is what the code has: whoever changes one changes both.
load helper

# file | what stands in it (basic regular expression) | what stands in the table
rows() {
	cat <<'ROWS'
include/done/policy.h|DONE_POLICY_MAX (256 \* 1024)|256 KiB
src/policy/extends.c|EXTENDS_DEPTH_MAX 16$|16 levels, 64 files, 16 entries in one list
src/policy/extends.c|EXTENDS_FILES_MAX 64$|16 levels, 64 files, 16 entries in one list
src/policy/imported.c|FILES_MAX 64$|16 levels, 64 files, 16 entries in one list
src/policy/loader.h|DONE_EXTENDS_MAX 16 |16 levels, 64 files, 16 entries in one list
include/done/artifact.h|DONE_VALUE_DEPTH_MAX 64$|64 levels, 10,000 values, 8 KiB a text
src/artifact/yaml_node.c|more than 10,000 values|64 levels, 10,000 values, 8 KiB a text
src/artifact/yaml_node.c|longer than 8 KiB|64 levels, 10,000 values, 8 KiB a text
src/policy/loader.h|CHECKS_MAX 1000$|1,000
include/done/nested.h|DONE_NESTED_MAX 5000$|5,000, and 128 above one another
include/done/nested.h|DONE_NESTED_DEPTH_MAX 128$|5,000, and 128 above one another
src/policy/load.c|STAGES_MAX 32$|32; 64 characters
src/policy/names.c|ID_MAX 64$|32; 64 characters
src/policy/types_list.c|LIST_MAX 10000$|10,000 entries
src/policy/load_services.c|RULES_MAX 10000$|10,000 entries
src/policy/loader.h|DONE_CONDITION_DEPTH_MAX 16$|16 levels; 8 levels; 100
src/policy/loader.h|DONE_TESTS_DEPTH_MAX 8$|16 levels; 8 levels; 100
src/check/combine.c|PARTS_MAX 100$|16 levels; 8 levels; 100
src/base/glob.c|longer than 1024 bytes|1,024 bytes, 64 alternatives, braces 4 deep
src/base/glob_expand.c|more than 64 alternatives|1,024 bytes, 64 alternatives, braces 4 deep
src/base/glob_expand.c|more than 4 deep|1,024 bytes, 64 alternatives, braces 4 deep
src/base/pattern.c|MOST_BYTES = 4 \* 1024|4 KiB, 64 parentheses, 64 KiB compiled
src/base/pattern.c|MOST_COMPILED = 64 \* 1024|4 KiB, 64 parentheses, 64 KiB compiled
src/base/pattern.c|MOST_PARENTHESES = 64|4 KiB, 64 parentheses, 64 KiB compiled
src/base/pattern.c|MATCH_LIMIT = 1000 \* 1000|1,000,000 steps, 64 MiB
src/base/pattern.c|HEAP_LIMIT_KIB = 64 \* 1024|1,000,000 steps, 64 MiB
src/artifact/jsonpath.c|TEXT_MAX 1024$|1,024 bytes, 64 segments, 100,000 values, 10,000,000 steps
src/artifact/jsonpath.c|SEGMENTS_MAX 64$|1,024 bytes, 64 segments, 100,000 values, 10,000,000 steps
src/artifact/jsonpath_select.c|NODES_MAX 100000$|1,024 bytes, 64 segments, 100,000 values, 10,000,000 steps
src/artifact/jsonpath_select.c|STEPS_MAX 10000000$|1,024 bytes, 64 segments, 100,000 values, 10,000,000 steps
src/cli/excuse/excuse.h|DONE_EXCUSE_MAX 1000$|1,000 words, 1,000 entries
src/cli/excuse/excuse.h|DONE_EXCUSE_WORDS_MAX 1000$|1,000 words, 1,000 entries
src/service/sheet.h|DONE_SHEET_WAIVERS_MAX 100$|100, 1,000, 100
src/service/sheet_calls.c|CALLS_MAX 1000$|100, 1,000, 100
src/service/sheet_links.c|LINKS_MAX 100$|100, 1,000, 100
src/service/backstage.c|DOCUMENTS_MAX 64$|64
include/done/manifest.h|DONE_MANIFEST_MAX ((size_t)4 << 20)|4 MiB; 20,000
src/profile/finder.h|DONE_LOOKS_MAX 20000 |4 MiB; 20,000
include/done/scanner.h|DONE_SOURCE_MAX ((size_t)4 << 20)|4 MiB, nested 1,000 deep
include/done/scanner.h|DONE_SCANNER_DEPTH_MAX 1000$|4 MiB, nested 1,000 deep
include/done/outside.h|DONE_OUTSIDE_FILES_MAX 5000 |5,000 of each sort
src/check/topics.h|DONE_TOPIC_EFFORT_MAX 2000$|2,000
include/done/service.h|DONE_SERVICES_MAX 50000$|50,000
include/done/fleet.h|DONE_FLEET_REPOSITORIES_MAX 10000$|repositories of one audit
src/repo/tree.h|DONE_ENTRIES_MAX 2000000U$|2,000,000 entries, 512 levels, 4,095 bytes, 32 MiB a directory
src/repo/tree.h|DONE_DEPTH_MAX 512U$|2,000,000 entries, 512 levels, 4,095 bytes, 32 MiB a directory
src/repo/tree.h|DONE_PATH_MAX 4095U$|2,000,000 entries, 512 levels, 4,095 bytes, 32 MiB a directory
src/repo/tree.h|DONE_TREE_BYTES_MAX (32U << 20)|2,000,000 entries, 512 levels, 4,095 bytes, 32 MiB a directory
src/repo/changes.c|more than 2,000,000 paths|2,000,000
include/done/view.h|DONE_BLOB_MAX (16 \* 1024 \* 1024)|16 MiB; binary files are known by their first bytes
src/view/artifact.c|DATA_MAX ((size_t)8 \* 1024 \* 1024)|8 MiB, 64 levels, 10,000 documents
include/done/artifact.h|DONE_DOCUMENTS_MAX 10000$|8 MiB, 64 levels, 10,000 documents
src/view/artifact.c|MARKDOWN_MAX ((size_t)4 \* 1024 \* 1024)|4 MiB; 20,000 links where `links: true`
include/done/artifact.h|DONE_OUTLINE_LINKS_MAX 20000$|4 MiB; 20,000 links where `links: true`
src/check/records_judge.c|RECORD_MAX ((size_t)4 \* 1024 \* 1024)|4 MiB; 20,000 links where `links: true`
src/artifact/yaml_alias.c|ANCHORS_MAX 4096$|4,096 anchors, 100,000 values
src/artifact/yaml_alias.c|ALIAS_NODES_MAX 100000$|4,096 anchors, 100,000 values
src/check/fresh.h|DONE_RECORDED_BYTES_MAX (64 \* 1024)|64 KiB, 1,000 results, 100,000 files that were measured; `git done record`: 100 results
src/check/fresh.h|DONE_RECORDED_REPORTS_MAX 1000$|64 KiB, 1,000 results, 100,000 files that were measured; `git done record`: 100 results
src/check/fresh.h|DONE_FRESH_INPUTS_MAX 100000$|64 KiB, 1,000 results, 100,000 files that were measured; `git done record`: 100 results
src/cli/record/record.h|DONE_RECORD_FILES_MAX 100$|64 KiB, 1,000 results, 100,000 files that were measured; `git done record`: 100 results
include/done/owners.h|DONE_OWNERS_MAX ((size_t)3 \* 1024 \* 1024)|3 MiB, 1,000 sections, 200 patterns for one directory that end in a wildcard
include/done/codeowners.h|DONE_OWNERS_OPEN_MAX 200$|3 MiB, 1,000 sections, 200 patterns for one directory that end in a wildcard
src/service/selectors.c|STEPS_MAX ((size_t)30 \* 1000 \* 1000)|30,000,000 steps, 50 warnings
src/gate/moved.c|BROUGHT_MAX 200000 |200,000
include/done/repo.h|DONE_CONFIG_VALUES_MAX 1000$|1,000
src/artifact/owners/owners_parse.c|SECTIONS_MAX 1000$|3 MiB, 1,000 sections, 200 patterns for one directory that end in a wildcard
include/done/view.h|DONE_FINDINGS_MAX 1000$|1,000, the others are counted
src/gate/note.c|NOTES_MAX 200$|200, the others are counted
src/repo/loose.c|OBJECT_BYTES_MAX ((size_t)512 << 20)|512 MiB; a commit or a tag 4 MiB
src/repo/commit.c|COMMIT_BYTES_MAX = 4 << 20|512 MiB; a commit or a tag 4 MiB
src/repo/ref.c|TAG_BYTES_MAX = 4 << 20|512 MiB; a commit or a tag 4 MiB
src/repo/history.h|DONE_COMMITS_MAX 1000000U$|1,000,000; 64 of 1,024 candidates
include/done/repo.h|DONE_MERGE_BASES_MAX 64$|1,000,000; 64 of 1,024 candidates
src/repo/merge_base.c|CANDIDATES_MAX 1024U$|1,000,000; 64 of 1,024 candidates
src/repo/commit.c|PARENTS_MAX = 65536|65,536; 5
src/repo/ref.c|TAGS_MAX = 5|65,536; 5
src/repo/alternates.c|DEPTH_MAX = 5|5 levels, 1,000 directories
src/repo/alternates.c|DIRECTORIES_MAX = 1000|5 levels, 1,000 directories
src/repo/index_read.c|INDEX_BYTES_MAX (1LL << 30)|1 GiB, 2,000,000 entries
src/range/range.h|DONE_PUSH_LINES_MAX 10000U$|10,000 refs, 8 KiB a ref
src/range/range.h|DONE_PUSH_LINE_BYTES_MAX 8192U$|10,000 refs, 8 KiB a ref
src/range/ci_values.c|EVENT_BYTES_MAX (32U << 20)|32 MiB
src/cli/produce.c|TIMEOUT_SECONDS 60$|60 s
src/worker/supervisor.c|MEMORY_USUAL ((size_t)2 << 30)|2 GiB; 8 GiB for `merge`
src/cli/merge.c|UINT64_C(8) << 30|2 GiB; 8 GiB for `merge`
src/worker/supervisor.c|OUTPUT_BYTES_MAX ((size_t)1 << 30)|1 GiB; 256 MiB for `merge` to read
include/done/artifact.h|DONE_JSON_REPORT_MAX ((size_t)256 << 20)|1 GiB; 256 MiB for `merge` to read
src/cli/cli.h|DONE_OUTPUTS_MAX 16$|16; 10,000
include/done/gate.h|DONE_SHARDS_MAX 10000$|16; 10,000
src/cli/repositories.c|LIST_MAX ((size_t)4 << 20)|4 MiB
src/cli/policy_test.c|TESTS_MAX 1000$|1,000 trees, 600 s
src/cli/policy_test.c|TEST_TIMEOUT_SECONDS 600$|1,000 trees, 600 s
src/cli/init/draft.c|DRAFT_CHECKS_MAX 100$|100 checks named, 16 files a run; routes: 100, from 2,000 sources of 1 MiB
src/cli/init/draft.h|DONE_SKELETON_FILES_MAX 16$|100 checks named, 16 files a run; routes: 100, from 2,000 sources of 1 MiB
src/cli/init/draft.h|DONE_ROUTES_MAX 100$|100 checks named, 16 files a run; routes: 100, from 2,000 sources of 1 MiB
src/cli/init/draft_routes.c|ROUTE_FILES_MAX 2000$|100 checks named, 16 files a run; routes: 100, from 2,000 sources of 1 MiB
src/cli/init/draft_routes.c|ROUTE_FILE_BYTES_MAX ((size_t)1 << 20)$|100 checks named, 16 files a run; routes: 100, from 2,000 sources of 1 MiB
include/done/openapi.h|DONE_OPENAPI_FILES_MAX 1000$|1,000 files, 1,000,000 values, 64 references one after the other
include/done/openapi.h|DONE_OPENAPI_NODES_MAX 1000000$|1,000 files, 1,000,000 values, 64 references one after the other
include/done/openapi.h|DONE_OPENAPI_HOPS_MAX 64 |1,000 files, 1,000,000 values, 64 references one after the other
include/done/proto.h|DONE_PROTO_FILES_MAX 10000$|10,000 with what they import, 1,000 seen by each; 1,000,000 declarations
include/done/proto.h|DONE_PROTO_NODES_MAX 1000000$|10,000 with what they import, 1,000 seen by each; 1,000,000 declarations
include/done/graphql.h|DONE_GRAPHQL_NODES_MAX 1000000$|files of 16 MiB, 1,000,000 definitions, 64 nested lists; 10,000,000 steps of comparing types with their interfaces
include/done/graphql.h|DONE_GRAPHQL_STEPS_MAX 10000000 |files of 16 MiB, 1,000,000 definitions, 64 nested lists; 10,000,000 steps of comparing types with their interfaces
include/done/graphql.h|DONE_GRAPHQL_DEPTH_MAX 64 |files of 16 MiB, 1,000,000 definitions, 64 nested lists; 10,000,000 steps of comparing types with their interfaces
include/done/graphql.h|DONE_GRAPHQL_FILE_MAX ((size_t)16 << 20)$|files of 16 MiB, 1,000,000 definitions, 64 nested lists; 10,000,000 steps of comparing types with their interfaces
include/done/proto.h|DONE_PROTO_SEEN_MAX 1000 |10,000 with what they import, 1,000 seen by each; 1,000,000 declarations
include/done/interface.h|DONE_BREAKS_MAX 1000$|1,000, the others are counted
include/done/evidence.h|DONE_EVIDENCE_BYTES_MAX ((size_t)256 << 20)|256 MiB; 16 MiB; 1,000,000
include/done/evidence.h|DONE_EVIDENCE_JSON_MAX ((size_t)16 << 20)|256 MiB; 16 MiB; 1,000,000
include/done/evidence.h|DONE_EVIDENCE_ITEMS_MAX 1000000 |256 MiB; 16 MiB; 1,000,000
include/done/performance.h|DONE_LOAD_NAMES_MAX 100000 |100,000
src/cli/history/history.h|HISTORY_COMMITS_MAX 100000$|100,000
src/cli/hooks/hooks.c|HOOK_MAX (1024 \* 1024)|1 MiB
include/done/repo.h|DONE_NOTES_COMMITS_MAX 1000 |1,000 commits; 4 MiB a note, 64 MiB in all; `git done record --note`: 1 MiB a result
include/done/repo.h|DONE_NOTE_BYTES_MAX ((size_t)4 << 20)|1,000 commits; 4 MiB a note, 64 MiB in all; `git done record --note`: 1 MiB a result
include/done/repo.h|DONE_NOTES_BYTES_MAX ((size_t)64 << 20)|1,000 commits; 4 MiB a note, 64 MiB in all; `git done record --note`: 1 MiB a result
src/cli/record/record_make.c|RECORD_NOTE_MAX (1 << 20)|1,000 commits; 4 MiB a note, 64 MiB in all; `git done record --note`: 1 MiB a result
include/done/seal.h|DONE_SEAL_BYTES_MAX ((size_t)8 << 20)|8 MiB; 100 seals in a directory
include/done/seal.h|DONE_SEALS_MAX 100 |8 MiB; 100 seals in a directory
ROWS
}

@test "every limit of the code is in the README as it is, with what to do" {
	table=$(sed -n '/^## Limits/,/^SHA-256/p' "$GIT_DONE_SOURCE/README.md" | grep '^|')
	rows >"$WORK/rows"
	while IFS='|' read -r file definition words; do
		grep -q -- "$definition" "$GIT_DONE_SOURCE/$file" || fail "$file no longer has: $definition (README: $words)"
		grep -qF -- "| $words |" <<<"$table" || fail "README's table of limits does not say: $words ($file)"
	done <"$WORK/rows"
	# Each row of the table is of a limit that is listed above, and says what to do.
	while IFS='|' read -r _ what limit todo _; do
		case $what in ' what ' | ' --- ') continue ;; esac
		limit=${limit# }
		limit=${limit% }
		grep -qF -- "|$limit" "$WORK/rows" || fail "no limit of the code is: $what ($limit)"
		[ -n "${todo// /}" ] || fail "nothing is said of what to do: $what"
	done <<<"$table"
}
