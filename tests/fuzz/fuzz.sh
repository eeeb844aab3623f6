#!/bin/sh
# Runs every fuzz target for so many seconds: sh tests/fuzz/fuzz.sh [SECONDS]
set -eu
cd "$(dirname "$0")/../.."
cmake --preset fuzz -DDONE_TESTS=OFF >/dev/null
cmake --build --preset fuzz
for program in build/fuzz/tests/fuzz/fuzz_*; do
	[ -x "$program" ] || continue
	name=${program##*/fuzz_}
	echo "== $name"
	mkdir -p "build/fuzz/corpus/$name"
	"$program" -max_total_time="${1:-60}" -max_len=4096 -timeout=5 -print_final_stats=1 \
		"build/fuzz/corpus/$name" "tests/fuzz/corpus/$name" 2>&1 | tail -6
done
