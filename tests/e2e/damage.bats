#!/usr/bin/env bats
# A repository damaged at one place: never a crash, a hang or a green that the whole one would not give.
# DONE_DAMAGES says how many places are tried (default 20 a kind of file; ci/slow.sh tries 300).
load helper

prepare() {
	shop
	for i in 1 2 3 4 5 6; do
		readme "s$i"
		printf 'package s%s\n' "$i" >"services/s$i/main.go"
		commit "service $i"
	done
	break_service orders
	git repack -q -a -d -f
	rm -rf .git/logs
	cp -R .git "$WORK/whole"
	git-done audit --verify >"$WORK/unmet" || [ $? -eq 1 ]
	git-done audit --verify HEAD~1 >"$WORK/met"
}

# damage FILE N: flips, zeroes or cuts at a place that depends on N alone.
damage() {
	local size at
	size=$(wc -c <"$1")
	at=$(((($2 * 7919) % size)))
	chmod u+w "$1"
	case $(($2 % 3)) in
	0) printf '\377' | dd of="$1" bs=1 seek="$at" conv=notrunc 2>/dev/null ;;
	1) printf '\0\0\0\0' | dd of="$1" bs=1 seek="$at" conv=notrunc 2>/dev/null ;;
	2) head -c "$at" "$1" >"$WORK/cut" && cat "$WORK/cut" >"$1" ;;
	esac
}

# judge REVISION WHOLE: exit 0 only with the report of the whole repository; no signal, no hang.
judge() {
	local status=0
	timeout 30 git-done audit --verify "$1" >"$WORK/part" 2>"$WORK/messages" || status=$?
	if [ "$status" -gt 4 ]; then
		echo "damage $n ended in $status"
		return 1
	fi
	if [ "$status" -eq 0 ] && ! cmp -s "$WORK/part" "$2"; then
		echo "damage $n is green with another report"
		return 1
	fi
}

# damage_all PATH: the file is put right again each time; git-done writes none.
damage_all() {
	local file whole
	file=$(find .git -path "$1" | head -1)
	whole=$WORK/whole/${file#.git/}
	for ((n = 0; n < ${DONE_DAMAGES:-20}; n++)); do
		damage "$file" "$n"
		judge HEAD "$WORK/unmet"
		judge HEAD~1 "$WORK/met"
		cp "$whole" "$file"
	done
	diff -r .git "$WORK/whole"
}

# bats file_tags=deep

@test "a damaged pack" {
	damage_all '*.pack'
}

@test "a damaged index of a pack" {
	damage_all '*.idx'
}

@test "damaged refs and configuration" {
	git pack-refs --all
	rm -rf "$WORK/whole"
	cp -R .git "$WORK/whole"
	damage_all '.git/packed-refs'
	damage_all '.git/config'
	damage_all '.git/HEAD'
}
