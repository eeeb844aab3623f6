#!/bin/sh
# Counts the instructions of a fixed set of runs (valgrind) and holds them to instructions.txt within 10 %. Not part of the
# tests: counts are exact on one machine, but another compiler or another libc has others.
#   sh tests/bench/instructions.sh [--write] [BUILD-FOLDER]
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
write=
if [ "${1:-}" = --write ]; then
	write=yes
	shift
fi
build=$(cd "${1:-$top/build/release}" && pwd)
services=200
files=20
# shellcheck source=tests/bench/repository.sh
. "$top/tests/bench/repository.sh"
git read-tree main

# The same as one Go module of programs that serve: branch "module", and two changes of it, of three services and of a file
# that no service owns.
module_stream() {
	printf 'commit refs/heads/module\ncommitter bench <bench@example.com> 1767225602 +0000\ndata 6\nmodule\nfrom refs/heads/main\n'
	printf 'M 100644 inline go.mod\ndata <<END\nmodule shop\n\ngo 1.22\nEND\n\n'
	awk -v services="$services" 'BEGIN { for (s = 1; s <= services; s++)
		printf "M 100644 inline services/s%05d/main.go\ndata <<END\npackage main\n\nimport \"net/http\"\n\nfunc main() { http.ListenAndServe(\":80\", nil) }\nEND\n\n", s }'
	printf 'commit refs/heads/module-three\ncommitter bench <bench@example.com> 1767225603 +0000\ndata 5\nthree\nfrom refs/heads/module\n'
	for s in 1 2 3; do
		printf 'M 100644 inline services/s%05d/p3/f3.go\ndata <<END\npackage p // changed\nEND\n\n' "$s"
	done
	printf 'commit refs/heads/module-outside\ncommitter bench <bench@example.com> 1767225604 +0000\ndata 7\noutside\nfrom refs/heads/module\n'
	printf 'M 100644 inline lib/readme.txt\ndata <<END\nx\nEND\n\n'
}
module_stream | git fast-import --quiet
printf 'version: 1\nservices: auto\ncriteria: {docs: {checks: {readme: {file: README.md}}}}\n' >"$folder/auto.yml"
cat >"$folder/plain.yml" <<POLICY
version: 1
services: [{path: services/*}]
target: gold
criteria:
  docs:
    checks:
      a: {file: docs/a.md}
      b: {file: docs/b.md}
      c: {markdown: {file: README.md, sections: [{heading: '(?i)^operations', min_words: 3}]}}
      d: {markdown: {file: README.md, sections: [{heading: '(?i)^owner', min_words: 3}]}}
      e: {content: {files: ["**/*.go"], match: 'never there'}}
      f: {uses: health}
      g: {uses: metrics}
POLICY
{
	cat "$folder/plain.yml"
	echo 'debt: allow'
} >"$folder/debt.yml"

# The sum over all processes; the exit status must be the one that is meant.
meant=0
count() {
	name=$1
	shift
	rm -f "$folder"/count.*
	valgrind -q --tool=callgrind --trace-children=yes --callgrind-out-file="$folder/count.%p" \
		"$build/git-done" "$@" >"$folder/out" 2>&1 && status=0 || status=$?
	if [ "$status" -ne "$meant" ]; then
		echo "git-done $* failed:" >&2
		cat "$folder/out" >&2
		exit 1
	fi
	cat "$folder"/count.* | awk -v name="$name" '
		/^totals:/ { sum += $2 }
		END { if (!sum) exit 1; printf "%-24s %.0f\n", name, sum }'
}
{
	count version --version
	count empty-range check --timeout 0 "$main..$main"
	count start-preset check --timeout 0 --policy "$folder/preset.yml" "$main..$main"
	count gate-1-service check --timeout 0 "$main...$one"
	count gate-100-services check --timeout 0 --jobs 1 "$main...$hundred"
	count staged check --timeout 0 --staged
	count gate-auto-outside check --timeout 0 --policy "$folder/auto.yml" module..module-outside
	meant=1
	count gate-module check --timeout 0 --jobs 1 --policy "$folder/plain.yml" module..module-three
	meant=0
	count gate-module-debt check --timeout 0 --jobs 1 --policy "$folder/debt.yml" module..module-three
	count audit audit --timeout 0 --jobs 1 "$main"
	meant=1
	count audit-preset audit --timeout 0 --jobs 1 --policy "$folder/preset.yml" "$main"
	meant=0
	count audit-json audit --timeout 0 --jobs 1 --format json "$main"
	for shard in 1 2 3 4 5 6 7 8; do
		"$build/git-done" audit --timeout 0 --quiet --shard "$shard/8" --format "merge=$folder/$shard.json" "$main" >"$folder/out"
	done
	count shard audit --timeout 0 --jobs 1 --shard 1/8 "$main"
	count merge merge --timeout 0 "$folder/1.json" "$folder/2.json" "$folder/3.json" "$folder/4.json" "$folder/5.json" \
		"$folder/6.json" "$folder/7.json" "$folder/8.json"
} >"$folder/now"

expected=$top/tests/bench/instructions.txt
if [ "$write" ]; then
	cp "$folder/now" "$expected"
	cat "$expected"
	exit 0
fi
awk 'NR == FNR { was[$1] = $2; next }
	{
		seen[$1] = 1
		ratio = was[$1] ? $2 / was[$1] : 0
		verdict = !was[$1] ? "is not in instructions.txt" : ratio > 1.1 ? "TOO MANY" : ratio < 0.9 ? \
			"fewer: write them down with --write" : "as expected"
		bad += verdict != "as expected"
		printf "%-24s %12.0f  %5.2f  %s\n", $1, $2, ratio, verdict
	}
	END {
		for (name in was)
			if (!seen[name]) { print name " was not counted"; bad++ }
		exit bad > 0
	}' "$expected" "$folder/now"
