#!/bin/sh
# shellcheck disable=SC1010 # "git done" is a command, not the end of a loop
# Shows the main job on a sample repository that it makes in a temporary folder: a real push is
# refused, the service is mended, the push goes through, and every service is audited.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
sh ci/packages.sh build
cmake --preset release -DDONE_TESTS=OFF >/dev/null
cmake --build --preset release --target git-done

PATH="$top/build/release:$PATH"
export PATH
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_DONE_SKIP
HOME=$folder
GIT_CONFIG_NOSYSTEM=1
export HOME GIT_CONFIG_NOSYSTEM

say() { printf '\n\033[1m$ %s\033[0m\n' "$*"; }
show() { say "$@"; "$@"; }

sample="$top/tests/support/sample_repository.sh"
sh "$sample" "$folder/shop"
git init -q --bare -b main "$folder/remote.git"
cd "$folder/shop"
git remote add origin "$folder/remote.git"
git push -q origin main
git remote set-head origin main
show git done install
show git done doctor

git checkout -q -b discounts
sh "$sample" --touch .
say "git push origin discounts   # the branch changes a service that is not done"
if git push origin discounts; then
	echo "demo: this push should have been refused" >&2
	exit 1
fi

sh "$sample" --mend .
say "git push origin discounts   # the same service, mended"
git push origin discounts

say "git done audit   # every service, done or not"
git done audit || [ $? -eq 1 ]
