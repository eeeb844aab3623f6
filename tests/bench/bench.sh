#!/bin/sh
# Prints what git-done costs against git itself, as ratios from paired runs. Not a test: machines differ.
#   sh tests/bench/bench.sh [BUILD-FOLDER] [SERVICES] [FILES-A-SERVICE]
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$top/build/release}
services=${2:-1000}
files=${3:-50}
PATH="$build:$PATH"
export PATH
# shellcheck source=tests/bench/repository.sh
. "$top/tests/bench/repository.sh"
cc -O2 -D_POSIX_C_SOURCE=200809L -o "$folder/paired" "$top/tests/bench/paired.c"

echo "$services services, $(git ls-tree -r main | wc -l) files; git-done against git, median of pairs:"
row() { printf '%-58s ' "$1"; "$folder/paired" "$2" "$3" "$4"; }
row 'gate, 1 service changed / diff-tree' 41 "git-done check $main...$one" "git diff-tree -r --name-only $main $one"
row 'gate, 100 services changed / diff-tree' 21 "git-done check $main...$hundred" "git diff-tree -r --name-only $main $hundred"
row 'start: version / rev-parse HEAD' 41 "git-done --version" "git rev-parse HEAD"
row 'start: an empty range / rev-parse HEAD' 41 "git-done check $main..$main" "git rev-parse HEAD"
row 'start: preset:backend, an empty range / the same' 41 "git-done check --policy $folder/preset.yml $main..$main" "git rev-parse HEAD"
git read-tree main
row 'staged, nothing changed / diff --cached' 11 "git-done check --staged" "git diff --cached --name-only"
row 'full audit / grep -c of its patterns' 7 "git-done audit $main" "git grep -c -P -e \\b(slog|zap|zerolog)\\. -e \\bfmt\\.Print $main"
row 'full audit, one thread / the same' 5 "git-done audit --jobs 1 $main" "git grep --threads=1 -c -P -e \\b(slog|zap|zerolog)\\. -e \\bfmt\\.Print $main"
row 'audit with preset:backend / git grep over the tree' 3 "git-done audit --policy $folder/preset.yml $main" "git grep -l -P \\b(slog|zap|zerolog)\\. $main"
row 'gate, a file outside of all services / audit with it' 3 "git-done check --timeout 0 --policy $folder/preset.yml $main...$outside" "git-done audit --timeout 0 --policy $folder/preset.yml $main"
row 'one shard of eight / an audit' 7 "git-done audit --shard 1/8 $main" "git-done audit $main"
for shard in 1 2 3 4 5 6 7 8; do
	git-done audit --quiet --shard "$shard/8" --format "merge=$folder/shard$shard.json" "$main" >"$folder/out" || [ $? -eq 1 ]
done
row 'merge of the eight / an audit' 5 "git-done merge $folder/shard1.json $folder/shard2.json $folder/shard3.json $folder/shard4.json $folder/shard5.json $folder/shard6.json $folder/shard7.json $folder/shard8.json" "git-done audit $main"
if [ -x /usr/bin/time ]; then
	printf '%-58s ' 'peak memory of the full audit'
	/usr/bin/time -f '%M KiB' git-done audit --quiet "$main" 2>&1 >/dev/null | tail -1
fi

# The graph of services: SHEETS sheets with five calls each, to services further on, so without circles.
sheets() {
	printf 'commit refs/heads/main\ncommitter bench <bench@example.com> 1767225600 +0000\ndata 6\nsheets\nM 100644 inline .git-done.yml\ndata <<END\n'
	printf 'version: 1\nservices: [{path: services/*}]\ncriteria: {graph: {checks: {agrees: {graph: {max_fan_out: 5}}}}}\nEND\n\n'
	awk -v sheets="$1" 'BEGIN {
		for (s = 1; s <= sheets; s++) {
			printf "M 100644 inline services/s%05d/done.yml\ndata <<END\nboundaries: {data: [entity%d]}\noffers: [grpc]\ncommunication:\n", s, s
			for (c = 1; c <= 5; c++) {
				t = s + c * c * c
				if (t <= sheets) printf "  - {to: s%05d, style: sync, via: grpc, timeout_ms: 800, retries: 0}\n", t
				else printf "  - {to: \"external:e%d\", style: async}\n", t
			}
			printf "END\n\n"
		}
	}'
	printf 'commit refs/heads/change\ncommitter bench <bench@example.com> 1767225601 +0000\ndata 6\nchange\nfrom refs/heads/main\n'
	printf 'M 100644 inline services/s00001/x\ndata <<END\nx\nEND\n\n'
}
for n in 1000 10000; do
	git init -q "$folder/sheets$n"
	sheets "$n" | git -C "$folder/sheets$n" fast-import --quiet
	git -C "$folder/sheets$n" repack -q -a -d --window=10
	git -C "$folder/sheets$n" symbolic-ref HEAD refs/heads/main
done
# Told by GIT_DIR, so that one pair can look at two repositories.
small="env GIT_DIR=$folder/sheets1000/.git git-done" large="env GIT_DIR=$folder/sheets10000/.git git-done"
row 'graph of 10,000 sheets, 50,000 calls / of 1,000' 11 "$large graph main" "$small graph main"
row 'audit of the same, kind graph / of 1,000' 7 "$large audit main" "$small audit main"
cd "$folder/sheets10000"
row 'gate, 1 of 10,000 sheets touched, kind graph / grep them' 11 "git-done check main...change" "git grep -c to: main"

# A report of 100 MiB in the directory of --evidence, read piece by piece: JMeter's samples, 95 bytes a row.
mkdir "$folder/load" "$folder/load/reports"
cd "$folder/load"
git init -q
printf 'version: 1\nservices: [{path: .}]\ncriteria: {performance: {checks: {load: {performance: {reports: r.jtl, max: {p95_ms: 2s}}}}}}\n' >.git-done.yml
git add .git-done.yml
git -c user.name=bench -c user.email=bench@example.com commit -q -m load
awk 'BEGIN {
	print "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes"
	for (i = 0; i < 1100000; i++)
		printf "%d,%d,GET /orders/%d,200,OK,Thread Group 1-%d,text,true,,13630 and so on until the row is long\n", 1700000000000 + i, i * 7 % 997, i % 9, i % 50
}' >reports/r.jtl
row "a JTL of $(($(wc -c <reports/r.jtl) >> 20)) MiB / wc -l" 7 "git-done audit --evidence reports" "wc -l reports/r.jtl"
if [ -x /usr/bin/time ]; then
	printf '%-58s ' 'its peak memory'
	/usr/bin/time -f '%M KiB' git-done audit --quiet --evidence reports 2>&1 >/dev/null | tail -1
fi
