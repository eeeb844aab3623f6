#!/bin/sh
# Runs every fuzz target for so many seconds, and ends in 1 where one found something: sh tests/fuzz/fuzz.sh [SECONDS]
set -eu
cd "$(dirname "$0")/../.."
cmake --preset fuzz -DDONE_TESTS=OFF >/dev/null
cmake --build --preset fuzz
bad=
for program in build/fuzz/tests/fuzz/fuzz_*; do
	[ -x "$program" ] || continue
	name=${program##*/fuzz_}
	echo "== $name"
	mkdir -p "build/fuzz/corpus/$name"
	if "$program" -max_total_time="${1:-60}" -max_len=4096 -timeout=5 -print_final_stats=1 -artifact_prefix=build/fuzz/ \
		"build/fuzz/corpus/$name" "tests/fuzz/corpus/$name" >build/fuzz/log 2>&1; then
		tail -6 build/fuzz/log
	else
		cat build/fuzz/log
		bad="$bad $name"
	fi
done
[ -z "$bad" ] || {
	echo "fuzz.sh: something was found by:$bad (what did it lies in build/fuzz)" >&2
	exit 1
}
