#!/bin/sh
# circles.sh NM BUILD SOURCE: files of src that need each other, by the symbols of their objects. None may, but those
# of the table below: whoever reads, tests or moves one of such files must do it with all of them.
# Exit status 77: it cannot be told here, and the last line says why.
set -u
LC_ALL=C
export LC_ALL

# The circles that stay: their files in order, and why, which src/README.md says too. At most five.
allowed() {
	cat <<'ROWS'
check/all_of.c check/any_of.c check/combine.c check/kinds.c
check/topics_command.c check/topics_program.c check/topics_scripts.c
ROWS
}

nm=$1 build=$2 source=$3
skip() {
	echo "skipped: $1"
	exit 77
}
command -v "$nm" >/dev/null 2>&1 || skip "nm is not installed, and nothing else reads the symbols of objects"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# An object of a file that was deleted or renamed may still lie in the build.
find "$build/CMakeFiles" -path '*/src/*' -name '*.c.o' 2>/dev/null | sort | while read -r object; do
	file=${object##*/src/}
	file=${file%.o}
	[ -f "$source/src/$file" ] && printf '%s %s\n' "$file" "$object"
done >"$work/objects"
[ -s "$work/objects" ] || skip "no objects of src in $build: the compiler is neither gcc nor clang, or nothing is built"
# "check/file.c U done_name" and "check/file.c 0000 T done_name"
cut -d' ' -f2- <"$work/objects" | tr '\n' '\0' | xargs -0 "$nm" -A 2>/dev/null |
	sed 's|^.*/src/\([^:]*\)\.o: *|\1 |' >"$work/symbols"
grep -q ' [TtDdRr] ' "$work/symbols" ||
	skip "nm finds no symbols in the objects in $build: they are built for optimisation at link time"

allowed >"$work/allowed"
# Whom each file reaches by going from file to file; who reaches itself is in a circle.
awk '
NF == 3 && $2 == "U" { needs[++nr_needs] = $1 " " $3; next }
NF == 4 && $3 ~ /^[TDRBVC]$/ { home[$4] = $1 }
function reach(start, seen, edges,    queue, first, last, i, to, nr) {
	first = last = 1
	queue[1] = start
	while (first <= last) {
		nr = split(edges[queue[first++]], to, " ")
		for (i = 1; i <= nr; i++)
			if (!((start, to[i]) in seen)) {
				seen[start, to[i]] = 1
				queue[++last] = to[i]
			}
	}
}
END {
	for (i = 1; i <= nr_needs; i++) {
		split(needs[i], need, " ")
		from = need[1]
		to = home[need[2]]
		if (to == "" || to == from)
			continue
		if (!((from, to) in by)) {
			by[from, to] = need[2]
			edges[from] = edges[from] " " to
			files[from] = files[to] = 1
		}
	}
	for (file in files)
		reach(file, seen, edges)
	for (file in files)
		if ((file, file) in seen && !(file in done)) {
			circle = ""
			for (other in files)
				if ((file, other) in seen && (other, file) in seen) {
					done[other] = 1
					circle = circle " " other
				}
			print substr(circle, 2)
		}
}' "$work/symbols" | while read -r circle; do
	# shellcheck disable=SC2086 # names of files of ours
	printf '%s\n' $circle | sort | tr '\n' ' ' | sed 's/ $//'
	echo
done | sort >"$work/circles"

status=0
while read -r circle; do
	grep -qxF "$circle" "$work/allowed" && continue
	status=1
	echo "These files of src need each other, so that none can be understood or tested without the others: $circle"
	for file in $circle; do
		for other in $circle; do
			[ "$file" = "$other" ] && continue
			awk -v file="$file" -v other="$other" '
				$1 == file && $2 == "U" { needs[$3] = 1 }
				$1 == other && NF == 4 && $3 ~ /^[TDRBVC]$/ { has[$4] = 1 }
				END { for (name in needs) if (name in has) print "  " file " uses " name " of " other }
			' "$work/symbols"
		done
	done
	echo "Move what one needs of the other into a file that both may use, join the two where they are one subject, or let"
	echo "the caller pass in what is needed. A circle that stays has a row in tests/support/circles.sh and its reason in"
	echo "'Circles of files' of src/README.md."
done <"$work/circles"

while read -r circle; do
	if ! grep -qxF "$circle" "$work/circles"; then
		status=1
		echo "These files need each other no longer: $circle"
		echo "Delete their row in tests/support/circles.sh and what 'Circles of files' of src/README.md says of them."
	fi
	for file in $circle; do
		sed -n '/^## Circles of files/,/^## [^C]/p' "$source/src/README.md" | grep -q "$(basename "$file" .c)" && continue
		status=1
		echo "'Circles of files' of src/README.md does not name $file: say there why it is in a circle."
	done
done <"$work/allowed"
[ "$(grep -c . "$work/allowed")" -le 5 ] || {
	status=1
	echo "More than five circles are allowed in tests/support/circles.sh: break one."
}
exit $status
