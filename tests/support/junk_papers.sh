#!/bin/sh
# Writes one service for every "@" of junk_papers.txt: the small node service of ecosystem_services.sh
# without anything that a check asks for, and the files that stand in the table.
#
#   junk_papers.sh DIR
set -eu

here=$(cd "$(dirname "$0")" && pwd)
dir=$1
bare=$(mktemp -d)
trap 'rm -rf "$bare"' EXIT
sh "$here/ecosystem_services.sh" "$bare" VELHR
rm "$bare/services/node/README.md"
grep '^@ ' "$here/junk_papers.txt" | while read -r _ name _; do
	mkdir -p "$dir/services/$name"
	cp -R "$bare/services/node/." "$dir/services/$name"
	# Each its own route: a load test of one must not be one of the others.
	sed "s|'/orders'|'/$name'|" "$bare/services/node/server.js" >"$dir/services/$name/server.js"
done
awk -v dir="$dir/services" '
	function begin(name) {
		path = dir "/" service "/" name
		folder = path
		sub(/\/[^\/]*$/, "", folder)
		system("mkdir -p \"" folder "\"")
		printf "" >path
	}
	/^#/ && !path { next }
	/^@ / { service = $2; begin($4); next }
	/^\+ / { begin($3 ? $3 : $2); next }
	{ sub(/^\\t/, "\t"); sub(/8080\/orders/, "8080/" service); print >path }' "$here/junk_papers.txt"
