#!/bin/sh
# Installs from npm what the tests read reports, CI files and pages with, in the versions of package.json, the one
# place that names them:
#   install.sh [FOLDER]        by default build/tools, where the tests look; elsewhere set DONE_TOOLS=FOLDER for them
# ci/packages.sh tools has what comes from Debian or Homebrew. Does nothing where all is there already.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$here/../../build/tools}

mkdir -p "$folder"
cmp -s "$here/package.json" "$folder/installed.json" && exit 0
if ! command -v npm >/dev/null 2>&1; then
  echo "npm is not here: install Node.js 18 or newer with npm (ci/packages.sh tools)" >&2
  exit 1
fi
rm -f "$folder/installed.json"
cp "$here/package.json" "$folder/package.json"
cd "$folder"
# Who is offline is told at once; CI tries again.
retries=0
[ -z "${CI:-}" ] || retries=3
# No scripts: none is needed, and one would fetch a browser of its own. No peers: they are test runners.
npm install --ignore-scripts --legacy-peer-deps --no-audit --no-fund --no-package-lock --loglevel=error \
  --fetch-retries="$retries" --fetch-timeout=60000
# The package forgets to mark its program as one.
validator=node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
[ ! -e "$validator" ] || chmod +x "$validator"
cp package.json installed.json
