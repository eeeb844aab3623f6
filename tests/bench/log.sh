#!/bin/sh
# Prints what git done log of many commits costs against one audit, as a ratio of paired runs. Not a test: machines differ.
#   sh tests/bench/log.sh [BUILD-FOLDER] [SERVICES] [FILES-A-SERVICE] [COMMITS]
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$top/build/release}
services=${2:-100}
files=${3:-50}
commits=${4:-1000}
PATH="$build:$PATH"
export PATH
# shellcheck source=tests/bench/repository.sh
. "$top/tests/bench/repository.sh"
cc -O2 -D_POSIX_C_SOURCE=200809L -o "$folder/paired" "$top/tests/bench/paired.c"

# Each commit edits one or two files of a service; every tenth adds a file, every fiftieth takes a runbook away and the
# next one brings it back, every hundredth edits the README at the root.
awk -v services="$services" -v commits="$commits" 'BEGIN {
	for (c = 1; c <= commits; c++) {
		s = c * 37 % services + 1
		d = sprintf("services/s%05d", s)
		printf "commit refs/heads/long\ncommitter bench <bench@example.com> %d +0000\ndata 6\nchange\n", 1767225600 + c * 3600
		if (c == 1) print "from refs/heads/main"
		printf "M 100644 inline %s/p3/f3.go\ndata <<END\npackage p // %d\nEND\n\n", d, c
		if (c % 10 == 0) printf "M 100644 inline %s/p3/n%d.go\ndata <<END\npackage p\nEND\n\n", d, c
		if (c % 50 == 0) printf "D %s/RUNBOOK.md\n", d
		if (c % 50 == 1 && c > 1) printf "M 100644 inline services/s%05d/RUNBOOK.md\ndata <<END\n# Runbook\nEND\n\n", (c - 1) * 37 % services + 1
		if (c % 100 == 0) printf "M 100644 inline README.md\ndata <<END\n%d\nEND\n\n", c
	}
}' | git fast-import --quiet
git -c pack.threads=1 repack -q -a -d --window=10
printf '%s services, %s commits; git done log against git done audit, median of pairs: ' "$services" "$commits"
"$folder/paired" 5 "git-done log long --last $commits" "git-done audit --quiet long"
