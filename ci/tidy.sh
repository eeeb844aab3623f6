#!/bin/sh
# clang-tidy over every source file, as build/tidy compiles it:
#   tidy.sh [NODES]    how far its analyzer follows each function; by default as far as clang's own limit (225000)
# It is the analyzer that takes the time: a fifth of the nodes is a quarter of it.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
nodes=${1:-225000}
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
# The stand-ins have the shapes that libgit2 gives them.
find src -name '*.c' -not -path '*/network_free/*' -print0 |
	xargs -0 -P "$jobs" -n 8 clang-tidy -p build/tidy --quiet --warnings-as-errors='*' \
		--extra-arg=-Xclang --extra-arg=-analyzer-config --extra-arg=-Xclang --extra-arg=max-nodes="$nodes"
