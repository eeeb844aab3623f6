#!/bin/sh
# Installs what is missing, builds, and runs the tests that every change must pass, in less than twenty minutes on two cores:
# format, lint, all tests but the slow and deep ones (with sanitizers, or in the release build where they start programs),
# threads by clang, and our own gate on ourselves. ci/slow.sh has the rest.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
sh ci/packages.sh tests
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

began=$(date +%s)
step() { printf '\n== %s (%s min)\n' "$*" "$((($(date +%s) - began) / 60))"; }

# build PRESET [TARGET]...: these, by default all of it. gold links the 250 programs of a build with sanitizers in half
# the time; the release is linked as it is shipped.
build() {
	preset=$1 linker=
	shift
	if [ "$preset" != release ] && command -v ld.gold >/dev/null 2>&1; then
		linker=-fuse-ld=gold
	fi
	cmake --preset "$preset" -DDONE_TESTS=ON -DCMAKE_EXE_LINKER_FLAGS="$linker" >/dev/null
	if [ $# -gt 0 ]; then
		cmake --build --preset "$preset" --target "$@"
	else
		cmake --build --preset "$preset"
	fi
}

# tests PRESET LABELS OPTION...: never the slow and deep ones, and none with these labels.
tests() {
	preset=$1 without=$2
	shift 2
	ctest --no-tests=error --test-dir "build/$preset" -j "$jobs" --output-on-failure -LE "slow|deep${without:+|$without}" "$@"
}

step "format and scripts"
find src include tests -name '*.[ch]' -print0 | xargs -0 clang-format --dry-run --Werror
find ci hooks tests -name '*.sh' -print0 | xargs -0 shellcheck -s sh
shellcheck -s sh hooks/pre-push hooks/pre-commit hooks/pre-receive hooks/update

step "address and undefined behaviour: all but what starts programs, and some of that"
build asan
ASAN_OPTIONS=detect_leaks=1 tests asan '' -L 'unit|git|fuzz|sanitized'

step "threads, and the program by clang"
build tsan git-done
tests tsan '' -R '^e2e_(audit|check)$'

step "the release build: real pushes"
set -- git-done manual test_artifact_graphql test_artifact_proto
for module in fail_nth slow_fsync; do
	grep -q "add_library($module " tests/CMakeLists.txt && set -- "$@" "$module"
done
build release "$@"
# Those that ran with sanitizers do not run again.
tests release sanitized -L e2e

step "clang-tidy"
cmake --preset tidy -DDONE_TESTS=OFF -DDONE_WERROR=OFF -DCMAKE_C_CLANG_TIDY= >/dev/null
sh ci/tidy.sh 10000

step "our own bar"
if git rev-parse -q --verify HEAD >/dev/null 2>&1; then
	build/release/git-done audit HEAD
else
	echo "no commit here: not judged"
fi

step "done"
