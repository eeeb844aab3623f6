#!/bin/sh
# Counts what ten times as many services cost (valgrind): ten times as many instructions, and a tenth more at most, is the
# goal up to the limit of 50,000. Not part of the tests: 50,000 take a quarter of an hour.
#   sh tests/bench/growth.sh [BUILD-FOLDER] [SERVICES]
# SERVICES (5,000) is the smaller number. A service has a README and a sheet that names two others; every second one is found
# by either of two rules.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "${1:-$top/build/release}" && pwd)
small=${2:-5000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
export HOME="$folder" GIT_CONFIG_NOSYSTEM=1 LC_ALL=C

# make SERVICES: a repository of so many, and a change of a file of each, on the branch "all".
make() {
	git init -q "$folder/$1"
	{
		printf 'commit refs/heads/main\ncommitter bench <bench@example.com> 1767225600 +0000\ndata 2\nx\nM 100644 inline .git-done.yml\ndata <<END\n'
		printf 'version: 1\nservices: [{path: "services/*0*"}, {path: services/*}]\ncriteria:\n  docs: {checks: {readme: {file: README.md}, runbook: {file: RUNBOOK.md}}}\n'
		printf '  graph: {checks: {agrees: {graph: {max_fan_out: 5}}}}\nEND\n\n'
		awk -v nr="$1" 'BEGIN { for (s = 0; s < nr; s++) {
			printf "M 100644 inline services/s%05d/README.md\ndata <<END\n# s%d\n\nKeeps part %d of the shop.\nEND\n\n", s, s, s
			printf "M 100644 inline services/s%05d/done.yml\ndata <<END\ncommunication:\n", s
			for (c = 1; c <= 2 && s + c * 7 < nr; c++)
				printf "  - {to: s%05d, style: sync, via: grpc, timeout_ms: 800, retries: 0}\n", s + c * 7
			printf "  - {to: external:bank, style: async}\nEND\n\n"
		} }'
		printf 'commit refs/heads/all\ncommitter bench <bench@example.com> 1767225601 +0000\ndata 2\nx\nfrom refs/heads/main\n'
		awk -v nr="$1" 'BEGIN { for (s = 0; s < nr; s++)
			printf "M 100644 inline services/s%05d/x\ndata 1\nx\n", s }'
	} | git -C "$folder/$1" fast-import --quiet
	git -C "$folder/$1" repack -q -a -d --window=10
	git -C "$folder/$1" symbolic-ref HEAD refs/heads/main
	for shard in 1 2 3 4 5 6 7 8; do
		(cd "$folder/$1" && "$build/git-done" audit --timeout 0 --quiet --shard "$shard/8" --format "merge=$shard.json" >"$folder/out") ||
			[ $? -eq 1 ]
	done
}

# instructions NUMBER ARGUMENT…: of all processes, in the repository of so many services.
instructions() {
	cd "$folder/$1"
	shift
	rm -f "$folder"/count.*
	valgrind -q --tool=callgrind --trace-children=yes --callgrind-out-file="$folder/count.%p" \
		"$build/git-done" "$@" --timeout 0 >"$folder/out" 2>&1 || [ $? -eq 1 ] || { cat "$folder/out" >&2 && exit 1; }
	cat "$folder"/count.* | awk '/^totals:/ { sum += $2 } END { printf "%.0f\n", sum }'
	cd "$folder"
}

row() {
	what=$1
	shift
	few=$(instructions "$small" "$@")
	many=$(instructions "$((small * 10))" "$@")
	awk -v what="$what" -v few="$few" -v many="$many" -v nr="$small" 'BEGIN {
		printf "%-44s %10.0f %10.0f a service, growth %.2f\n", what, few / nr, many / nr / 10, many / few / 10 }'
}

make "$small"
make "$((small * 10))"
echo "instructions at $small and $((small * 10)) services; growth 1.00 is linear:"
row 'audit' audit --jobs 1
row 'audit, JSON' audit --jobs 1 --format json
row 'gate of a change of every service' check --jobs 1 main..all
row 'one shard of eight' audit --jobs 1 --shard 1/8
row 'merge of the eight' merge 1.json 2.json 3.json 4.json 5.json 6.json 7.json 8.json
row 'merge, SARIF' merge 1.json 2.json 3.json 4.json 5.json 6.json 7.json 8.json --format sarif
row 'merge, a page' merge 1.json 2.json 3.json 4.json 5.json 6.json 7.json 8.json --format html
