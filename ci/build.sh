#!/bin/sh
# Builds git-done from this source and installs it: ci/build.sh PREFIX.
set -eu

prefix=${1:?usage: ci/build.sh PREFIX}
top=$(cd "$(dirname "$0")/.." && pwd)
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT INT TERM

sh "$top/ci/packages.sh" build
cmake -S "$top" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DDONE_TESTS=OFF -DCMAKE_INSTALL_PREFIX="$prefix"
cmake --build "$build"
cmake --install "$build"
