#!/bin/sh
# What is slow by nature, and must be green before an issue is resolved; ci/test.sh comes first.
#   slow.sh              all of it, about two hours on two cores
#   slow.sh STEP...      only these: tests, builds, tidy, fuzz, bench, image, package
# FUZZ_SECONDS is how long each fuzz target runs (60), DONE_DAMAGES how many places of a repository are damaged (300).
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
export DONE_DAMAGES="${DONE_DAMAGES:-300}"

[ $# -gt 0 ] || set -- tests builds tidy fuzz bench image package
for step; do
	case $step in
	tests | builds | tidy | fuzz | bench | image | package) ;;
	*)
		echo "slow.sh: unknown step '$step': tests, builds, tidy, fuzz, bench, image, package" >&2
		exit 2
		;;
	esac
done

sh ci/packages.sh tests
if ! { sh ci/packages.sh tools && sh tests/tools/install.sh; }; then
	[ -z "${CI:-}" ] || exit 1
	echo "going on without some of them: tests that need them are skipped"
fi

# Where nothing starts at boot, servers for the tests cost nothing.
if [ -n "${CI:-}" ] || [ ! -d /run/systemd/system ]; then
	sh ci/packages.sh servers || echo "going on without them: pushes over ssh and HTTP are skipped"
fi

# build PRESET
build() {
	cmake --preset "$1" -DDONE_TESTS=ON >/dev/null
	cmake --build --preset "$1"
}

# What ci/test.sh leaves out: in the build that is shipped what is deep or slow or ran with sanitizers, what others read, packages
# and a browser; with sanitizers, and looking for leaks, all that starts the program.
slow_tests() {
	build release
	ctest --no-tests=error --test-dir build/release -j "$jobs" --output-on-failure -L 'deep|sanitized|slow|real|readers|browser'
	build asan
	DONE_LEAKS=1 ctest --no-tests=error --test-dir build/asan -j "$jobs" --output-on-failure -L 'e2e|deep' -LE slow
}

# Every build with its tests, also those that ci/test.sh builds the program of, or not at all.
slow_builds() {
	for preset in debug coverage clang-debug clang-release; do
		build "$preset"
		ctest --no-tests=error --test-dir "build/$preset" -j "$jobs" --output-on-failure -L 'unit|git|fuzz'
	done
}

slow_tidy() {
	cmake --preset tidy -DDONE_TESTS=OFF -DDONE_WERROR=OFF -DCMAKE_C_CLANG_TIDY= >/dev/null
	sh ci/tidy.sh
}

slow_fuzz() {
	sh tests/fuzz/fuzz.sh "${FUZZ_SECONDS:-60}"
}

# Its figures are for people to read. More than 10 % more instructions than are noted is an error, where the noted
# ones hold: Debian 12 on x86-64.
slow_bench() {
	build release
	sh tests/bench/hostile.sh build/release
	if ! command -v valgrind >/dev/null 2>&1; then
		echo "valgrind is not here: instructions are not counted"
	elif [ "$(uname -m)" = x86_64 ] && grep -qs '^VERSION_ID="12"' /etc/os-release; then
		sh tests/bench/instructions.sh
	else
		echo "not Debian 12 on x86-64: instructions are not compared"
	fi
}

# can_package WHAT: the tools of the two steps below, which work in chroots. In CI a step that cannot run is an error.
can_package() {
	if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && sh ci/packages.sh packaging; then
		return 0
	fi
	echo "$1 not made here: that needs root and the packages of 'ci/packages.sh packaging'"
	[ -z "${CI:-}" ] || exit 1
	return 1
}

slow_image() {
	! can_package "the image is" || sh tests/e2e/docker_image.sh
}

slow_package() {
	! can_package "packages are" || sh tests/e2e/package.sh
}

for step; do
	printf '\n== %s\n' "$step"
	"slow_$step"
done
printf '\n== done\n'
