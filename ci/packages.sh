#!/bin/sh
# Installs what building (and with "tests" testing) git-done needs, where it is missing.
# Debian, Ubuntu: apt-get, by sudo unless root. macOS: Homebrew.
set -eu

wanted=${1:-build}
debian_build="git cmake ninja-build gcc pkg-config libgit2-dev libyaml-dev libpcre2-dev libjansson-dev libcmark-dev libpopt-dev zlib1g-dev"
debian_tests="libcmocka-dev bats bats-assert bats-file jq clang clang-tidy clang-format shellcheck python3-jsonschema libxml2-utils"
brew_build="cmake ninja pkg-config libgit2 libyaml pcre2 jansson cmark popt"
brew_tests="cmocka bats-core bats-assert bats-file jq llvm shellcheck"

as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

if command -v apt-get >/dev/null 2>&1; then
	packages=$debian_build
	[ "$wanted" = tests ] && packages="$packages $debian_tests"
	missing=
	for package in $packages; do
		dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
	done
	[ -n "$missing" ] || exit 0
	echo "installing:$missing"
	as_root apt-get update -q
	# shellcheck disable=SC2086 # a list of words is what is wanted
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
elif command -v brew >/dev/null 2>&1; then
	packages=$brew_build
	[ "$wanted" = tests ] && packages="$packages $brew_tests"
	# shellcheck disable=SC2086
	brew install $packages
else
	echo "neither apt-get nor brew is here: install by hand: $debian_build" >&2
	exit 1
fi
