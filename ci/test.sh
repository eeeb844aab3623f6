#!/bin/sh
# Installs what is missing, builds, and runs all the tests: format, lint, units and end-to-end with
# sanitizers, threads, the release build, and our own gate on ourselves.
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

step() { printf '\n== %s\n' "$*"; }

step "format and scripts"
find src include tests -name '*.[ch]' -print0 | xargs -0 clang-format --dry-run --Werror
find ci hooks tests -name '*.sh' -print0 | xargs -0 shellcheck -s sh ci/*.sh
shellcheck -s sh hooks/pre-push hooks/pre-commit

step "units and end-to-end, address and undefined behaviour"
cmake --preset asan -DDONE_TESTS=ON >/dev/null
cmake --build --preset asan
# The browser and the readers of every format look at the release build below, once.
ASAN_OPTIONS=detect_leaks=1 ctest --no-tests=error --test-dir build/asan -j "$jobs" --output-on-failure -E '^e2e_(html|formats)$'

step "threads"
cmake --preset tsan -DDONE_TESTS=ON >/dev/null
cmake --build --preset tsan
ctest --no-tests=error --test-dir build/tsan -j "$jobs" --output-on-failure -R 'test_gate|e2e_audit'

step "the release build, end to end"
cmake --preset release -DDONE_TESTS=ON >/dev/null
cmake --build --preset release
ctest --no-tests=error --test-dir build/release -j "$jobs" --output-on-failure

step "every other build: gcc without optimisation, with coverage, and clang"
for preset in debug coverage clang-debug clang-release; do
	cmake --preset "$preset" -DDONE_TESTS=ON >/dev/null
	cmake --build --preset "$preset"
done
# Another compiler's code, optimised: what depends on undefined behaviour shows here.
ctest --no-tests=error --test-dir build/clang-release -j "$jobs" --output-on-failure -R '^test_' -E '^test_report_formats$'

step "clang-tidy"
cmake --preset tidy -DDONE_TESTS=OFF -DDONE_WERROR=OFF -DCMAKE_C_CLANG_TIDY= >/dev/null
# The stand-ins have the shapes that libgit2 gives them.
find src -name '*.c' -not -path '*/network_free/*' -print0 | xargs -0 -P "$jobs" -n 4 clang-tidy -p build/tidy --quiet --warnings-as-errors='*'

step "our own bar"
if git rev-parse -q --verify HEAD >/dev/null 2>&1; then
	build/release/git-done audit HEAD
else
	echo "no commit here: not judged"
fi

step "done"
