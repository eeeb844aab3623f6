#!/bin/sh
# Writes one service for every row of junk_wrapped.tsv: a service without logger, validation, error
# handling and health route, and beside it the source that has them all, where it does not run.
#
#   junk_wrapped.sh DIR
set -eu

here=$(cd "$(dirname "$0")" && pwd)
dir=$1
whole=$(mktemp -d)
trap 'rm -rf "$whole"' EXIT
sh "$here/ecosystem_services.sh" "$whole/whole"
sh "$here/ecosystem_services.sh" "$whole/bare" VELHR

# Tabs beside each other are empty columns, which read would join.
tr '\t' '\037' <"$here/junk_wrapped.tsv" | while IFS=$(printf '\037') read -r ecosystem kind source path before after without; do
	case $ecosystem in '#'*) continue ;; esac
	service=$dir/services/$ecosystem-$kind
	mkdir -p "$service"
	cp -R "$whole/bare/services/$ecosystem/." "$service"
	mkdir -p "$(dirname "$service/$path")"
	{
		printf '%b' "$before"
		if [ "$without" ]; then
			tr -d "$without" <"$whole/whole/services/$ecosystem/$source"
		else
			cat "$whole/whole/services/$ecosystem/$source"
		fi
		printf '%b' "$after"
	} >"$service/$path"
done
