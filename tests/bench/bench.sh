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
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
cc -O2 -D_POSIX_C_SOURCE=200809L -o "$folder/paired" "$top/tests/bench/paired.c"
HOME=$folder
GIT_CONFIG_NOSYSTEM=1
GIT_AUTHOR_NAME=bench GIT_AUTHOR_EMAIL=bench@example.com GIT_AUTHOR_DATE='2026-01-01T00:00:00Z'
GIT_COMMITTER_NAME=bench GIT_COMMITTER_EMAIL=bench@example.com GIT_COMMITTER_DATE='2026-01-01T00:00:00Z'
export HOME GIT_CONFIG_NOSYSTEM GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE
export GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE

# One stream for git fast-import: SERVICES folders of FILES files of about 2 KiB each.
stream() {
	cat <<POLICY_END
commit refs/heads/main
committer bench <bench@example.com> 1767225600 +0000
data 5
start
M 100644 inline .git-done.yml
data <<POLICY
version: 1
services: [{path: services/*}]
criteria:
  docs:
    checks:
      readme: {markdown: {file: README.md, sections: [{heading: '(?i)^purpose', min_words: 3}]}}
      runbook: {file: {any: [RUNBOOK.md, docs/runbook.md]}}
  logging:
    checks:
      structured: {content: {files: ["**/*.go"], match: '\b(slog|zap|zerolog)\.'}}
      no-print: {content: {files: ["**/*.go"], forbid: '\bfmt\.Print'}}
POLICY

POLICY_END
	awk -v services="$services" -v files="$files" 'BEGIN {
		for (s = 1; s <= services; s++) {
			d = sprintf("services/s%05d", s)
			printf "M 100644 inline %s/README.md\ndata <<END\n# s%d\n\n## Purpose\n\nKeeps part %d of the shop.\nEND\n\n", d, s, s
			printf "M 100644 inline %s/RUNBOOK.md\ndata <<END\n# Runbook %d\nEND\n\n", d, s
			for (f = 3; f <= files; f++) {
				printf "M 100644 inline %s/p%d/f%d.go\ndata <<END\npackage p\n", d, f % 7, f
				for (l = 0; l < 40; l++)
					printf "func f%d_%d_%d() error { return call(%d, \"%d\") }\n", s, f, l, l * s, f
				if (f % 10 == 0) printf "func log() { slog.Info(\"x\") }\n"
				printf "END\n\n"
			}
		}
	}'
	for n in 1 100; do
		printf 'commit refs/heads/change%d\ncommitter bench <bench@example.com> 1767225601 +0000\ndata 6\nchange\nfrom refs/heads/main\n' "$n"
		awk -v n="$n" 'BEGIN { for (s = 1; s <= n; s++) printf "M 100644 inline services/s%05d/p3/f3.go\ndata <<END\npackage p // changed\nEND\n\n", s }'
	done
}
git init -q "$folder/repository"
cd "$folder/repository"
stream | git fast-import --quiet
git repack -q -a -d --window=10
git symbolic-ref HEAD refs/heads/main
main=$(git rev-parse main)

echo "$services services, $(git ls-tree -r main | wc -l) files; git-done against git, median of pairs:"
row() { printf '%-58s ' "$1"; "$folder/paired" "$2" "$3" "$4"; }
one=$(git rev-parse change1)
hundred=$(git rev-parse change100)
row 'gate, 1 service changed / diff-tree' 41 "git-done check $main...$one" "git diff-tree -r --name-only $main $one"
row 'gate, 100 services changed / diff-tree' 21 "git-done check $main...$hundred" "git diff-tree -r --name-only $main $hundred"
row 'start: version / rev-parse HEAD' 41 "git-done --version" "git rev-parse HEAD"
row 'start: an empty range / rev-parse HEAD' 41 "git-done check $main..$main" "git rev-parse HEAD"
row 'full audit / grep -c of its patterns' 7 "git-done audit $main" "git grep -c -P -e \\b(slog|zap|zerolog)\\. -e \\bfmt\\.Print $main"
row 'full audit, one thread / the same' 5 "git-done audit --jobs 1 $main" "git grep --threads=1 -c -P -e \\b(slog|zap|zerolog)\\. -e \\bfmt\\.Print $main"
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
