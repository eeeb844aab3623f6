#!/bin/sh
# Prints what git-done costs on real repositories against what git needs for the same files, as ratios from paired runs.
#   sh tests/bench/real.sh BUILD-FOLDER REPOSITORY...
# A gate of the last commit and of the last forty, and audits by a small policy of one's own and by the preset. For people to
# read: machines differ, and so do repositories. Whole clones: git grep fails where an object is missing.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "$1" && pwd)
shift
PATH="$build:$PATH"
export PATH
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
cc -O2 -D_POSIX_C_SOURCE=200809L -o "$folder/paired" "$top/tests/bench/paired.c"
printf 'version: 1\nservices: auto\nextends: [preset:backend]\n' >"$folder/preset.yml"
cat >"$folder/own.yml" <<'POLICY'
version: 1
services: auto
criteria:
  docs: {checks: {readme: {file: "README*"}}}
  code: {checks: {no-todo: {content: {files: "@sources", forbid: "FIXME|XXX"}}}}
POLICY

row() { printf '  %-46s ' "$1"; "$folder/paired" "$2" "$3" "$4" 2>"$folder/errors"; }
memory() {
	printf '  %-46s ' "$1"
	/usr/bin/time -f '%M KiB' git-done audit --quiet --policy "$folder/$2.yml" HEAD 2>&1 >/dev/null | tail -1
}
for repository; do
	cd "$repository"
	echo "$repository, $(git ls-tree -r HEAD | wc -l) files"
	for policy in own preset; do
		p="--timeout 0 --policy $folder/$policy.yml"
		row "gate, the last commit, $policy / diff-tree" 11 "git-done check $p HEAD~1..HEAD" "git diff-tree -r --name-only HEAD~1 HEAD"
		row "gate, the last 40 commits, $policy / diff-tree" 5 "git-done check $p HEAD~40..HEAD" "git diff-tree -r --name-only HEAD~40 HEAD"
		row "audit, $policy / grep of one pattern" 5 "git-done audit $p HEAD" "git grep -l -P FIXME|XXX HEAD"
		memory "peak memory of that audit" "$policy"
	done
done
