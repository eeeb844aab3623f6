#!/bin/sh
# Installs what is missing, builds, and runs the tests that every change must pass: format, lint, all tests but the slow
# ones (with sanitizers, or in the release build where they start programs), threads, the other compiler, and our own
# gate on ourselves. ci/slow.sh has the rest.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
sh ci/packages.sh tests
# What reads our reports, pages and CI files. Who is offline goes without, and those tests say that they are
# skipped; in CI they must run.
if ! { sh ci/packages.sh tools && sh tests/tools/install.sh; }; then
	[ -z "${CI:-}" ] || exit 1
	echo "going on without some of them: tests that need them are skipped"
fi
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

began=$(date +%s)
step() { printf '\n== %s (%s min)\n' "$*" "$((($(date +%s) - began) / 60))"; }

# build PRESET [TARGET]...: these, by default all of it.
build() {
	preset=$1
	shift
	cmake --preset "$preset" -DDONE_TESTS=ON >/dev/null
	if [ $# -gt 0 ]; then
		cmake --build --preset "$preset" --target "$@"
	else
		cmake --build --preset "$preset"
	fi
}

# tests PRESET OPTION...: never the slow ones.
tests() {
	preset=$1
	shift
	ctest --no-tests=error --test-dir "build/$preset" -j "$jobs" --output-on-failure -LE slow "$@"
}

step "format and scripts"
find src include tests -name '*.[ch]' -print0 | xargs -0 clang-format --dry-run --Werror
find ci hooks tests -name '*.sh' -print0 | xargs -0 shellcheck -s sh
shellcheck -s sh hooks/pre-push hooks/pre-commit hooks/pre-receive hooks/update

step "address and undefined behaviour: all but what starts programs, and some of that"
build asan
ASAN_OPTIONS=detect_leaks=1 tests asan -L 'unit|git|fuzz|sanitized'

step "threads"
set -- git-done
for source in tests/*/test_gate_*.c; do
	set -- "$@" "$(basename "$source" .c)"
done
build tsan "$@"
tests tsan -R '^(test_gate_.*|e2e_audit)$'

step "the release build: real pushes, foreign readers, the browser"
set -- git-done manual test_artifact_graphql test_artifact_proto
for source in tests/readers/test_*.c; do
	set -- "$@" "$(basename "$source" .c)"
done
for module in fail_nth slow_fsync; do
	grep -q "add_library($module " tests/CMakeLists.txt && set -- "$@" "$module"
done
build release "$@"
tests release -L 'e2e|readers|browser'

step "the program by the other compiler, and without optimisation"
for preset in clang-release debug; do
	build "$preset" git-done
done

step "clang-tidy"
cmake --preset tidy -DDONE_TESTS=OFF -DDONE_WERROR=OFF -DCMAKE_C_CLANG_TIDY= >/dev/null
sh ci/tidy.sh 40000

step "our own bar"
if git rev-parse -q --verify HEAD >/dev/null 2>&1; then
	build/release/git-done audit HEAD
else
	echo "no commit here: not judged"
fi

step "done"
