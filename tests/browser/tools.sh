#!/bin/sh
# Installs what the browser tests need: playwright-core into FOLDER, and Chromium where it is missing.
#   tools.sh FOLDER
# Then: BROWSER_TOOLS=FOLDER ctest -R html
set -eu
folder=${1:?usage: tools.sh FOLDER}
here=$(cd "$(dirname "$0")" && pwd)

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

found=
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && found=$name
done
if [ -z "${CHROMIUM:-}$found" ]; then
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "no Chromium is here: install one, or set CHROMIUM to its path" >&2
    exit 1
  fi
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium fonts-dejavu-core
fi
command -v node >/dev/null 2>&1 || { echo "node is not here: install Node.js 18 or newer" >&2; exit 1; }

mkdir -p "$folder"
cp "$here/package.json" "$folder/package.json"
# No scripts: the package would fetch a browser of its own.
(cd "$folder" && npm install --ignore-scripts --no-audit --no-fund --no-package-lock)
