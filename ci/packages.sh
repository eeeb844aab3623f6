#!/bin/sh
# Installs what building git-done needs, where it is missing:
#   packages.sh          what building needs
#   packages.sh tests    and what the tests need
#   packages.sh servers  an ssh and two web servers, for tests/e2e/server_transport.bats; Debian starts them at boot
#   packages.sh packaging    what the tests of image and packages ask (Debian, root): chroots, another processor's compiler
#   packages.sh tools    what tests ask beside that: other people's readers, a browser, Node.js for npm's (tests/tools)
# Debian, Ubuntu: apt-get, by sudo unless root. macOS: Homebrew.
set -eu

wanted=${1:-build}
debian_build="git cmake ninja-build gcc pkg-config libgit2-dev libyaml-dev libpcre2-dev libcmark-dev libexpat1-dev libpopt-dev libdeflate-dev nettle-dev zlib1g-dev"
debian_tests="libcmocka-dev libjansson-dev bats bats-assert bats-file jq curl protobuf-compiler python3-protobuf clang clang-tidy clang-format shellcheck python3-jsonschema python3-yaml libxml2-utils"
debian_tools="cmark-gfm default-jre-headless fish graphviz pre-commit python3-junitparser yamllint zsh"
debian_packaging="buildah debootstrap lintian gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static"
debian_servers="openssh-server openssh-client lighttpd nginx-light fcgiwrap"
brew_build="cmake ninja pkg-config libgit2 libyaml pcre2 cmark expat popt libdeflate nettle"
brew_tests="cmocka jansson bats-core bats-assert bats-file jq llvm shellcheck"
brew_servers="lighttpd nginx fcgiwrap"
brew_tools="cmark-gfm fish graphviz libxml2 node openjdk pre-commit yamllint"

here() { command -v "$1" >/dev/null 2>&1; }

as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

has_sanitizers() {
	here clang && ls "$(clang -print-resource-dir)"/lib/*/libclang_rt.tsan* >/dev/null 2>&1
}

# Whether this release has the package; a fresh machine has no lists yet.
has_package() {
	apt-cache show "$1" >/dev/null 2>&1 || {
		as_root apt-get update -q
		apt-cache show "$1" >/dev/null 2>&1
	}
}

if here apt-get; then
	packages=$debian_build
	if [ "$wanted" = tests ]; then
		packages="$packages $debian_tests"
		# What clang's sanitizers link with; older releases have it in clang's own packages.
		has_sanitizers || ! has_package libclang-rt-dev || packages="$packages libclang-rt-dev"
	fi
	[ "$wanted" = servers ] && packages=$debian_servers
	[ "$wanted" = packaging ] && packages=$debian_packaging
	if [ "$wanted" = tools ]; then
		packages=$debian_tools
		# These may have come from elsewhere, and not every release has a Chromium of its own.
		here npm || packages="$packages nodejs npm"
		if ! { here chromium || here chromium-browser || here google-chrome; }; then
			! has_package chromium || packages="$packages chromium fonts-dejavu-core"
		fi
	fi
	missing=
	for package in $packages; do
		dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
	done
	[ -n "$missing" ] || exit 0
	echo "installing:$missing"
	as_root apt-get update -q
	# shellcheck disable=SC2086 # a list of words is what is wanted
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
elif here brew; then
	packages=$brew_build
	[ "$wanted" = tests ] && packages="$packages $brew_tests"
	[ "$wanted" = tools ] && packages=$brew_tools
	[ "$wanted" = servers ] && packages=$brew_servers
	# shellcheck disable=SC2086
	brew install $packages
else
	echo "neither apt-get nor brew is here: install by hand: $debian_build" >&2
	exit 1
fi
