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

# The sum over all processes; the exit status must be the one that is meant.
count() {
	name=$1
	shift
	rm -f "$folder"/count.*
	if ! valgrind -q --tool=callgrind --trace-children=yes --callgrind-out-file="$folder/count.%p" \
		"$build/git-done" "$@" >"$folder/out" 2>&1; then
		echo "git-done $* failed:" >&2
		cat "$folder/out" >&2
		exit 1
	fi
	cat "$folder"/count.* | awk -v name="$name" '
		/^totals:/ { sum += $2 }
		END { if (!sum) exit 1; printf "%-24s %d\n", name, sum }'
}
{
	count version --version
	count empty-range check --timeout 0 "$main..$main"
	count start-preset check --timeout 0 --policy "$folder/preset.yml" "$main..$main"
	count gate-1-service check --timeout 0 "$main...$one"
	count gate-100-services check --timeout 0 --jobs 1 "$main...$hundred"
	count staged check --timeout 0 --staged
	count audit audit --timeout 0 --jobs 1 "$main"
	count audit-json audit --timeout 0 --jobs 1 --format json "$main"
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
		printf "%-24s %12d  %5.2f  %s\n", $1, $2, ratio, verdict
	}
	END {
		for (name in was)
			if (!seen[name]) { print name " was not counted"; bad++ }
		exit bad > 0
	}' "$expected" "$folder/now"
