#!/bin/sh
# For action.yml: git-done on the PATH of the steps to come, built from the action's own source.
set -eu

if command -v git-done >/dev/null 2>&1; then
	exit 0
fi
prefix="${RUNNER_TEMP:?}/git-done"
sh "${GITHUB_ACTION_PATH:?}/../build.sh" "$prefix"
printf '%s\n' "$prefix/bin" >>"${GITHUB_PATH:?}"
