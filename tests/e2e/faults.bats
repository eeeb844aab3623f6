#!/usr/bin/env bats
# The n-th read (open, read, mmap) and the n-th allocation fail, for every n: never exit 0 where the bar is
# not met, and where it is met exit 0 only with the whole report.
load helper

prepare() {
	[ -e "$GIT_DONE_BUILD/fail_nth.so" ] || skip 'the fault injector is not built here'
	shop
	git checkout -q -b topic
	write services/stock/more.go 'package main'
	commit 'still done'
	git checkout -q -b bad
	break_service orders
	git repack -q -a -d
	git checkout -q topic
	write services/stock/loose.go 'package main'
	commit 'a loose object'
}

# every_nth KIND STEP EXPECTED COMMAND...: STEP skips between n so that the whole takes seconds.
every_nth() {
	local kind=$1 step=$2 expected=$3 n=0 status
	shift 3
	"$@" >"$WORK/whole" 2>/dev/null || true
	while :; do
		rm -f "$WORK/reached"
		status=0
		FAIL_KIND=$kind FAIL_NTH=$n FAIL_REACHED="$WORK/reached" LD_PRELOAD="$GIT_DONE_BUILD/fail_nth.so" \
			timeout 60 "$@" >"$WORK/part" 2>"$WORK/messages" || status=$?
		[ -s "$WORK/reached" ] || break
		if [ "$status" -eq 0 ]; then
			if [ "$expected" -ne 0 ] || ! cmp -s "$WORK/whole" "$WORK/part"; then
				echo "failing $kind number $n of '$*' ended in exit 0:"
				cat "$WORK/part" "$WORK/messages"
				return 1
			fi
		elif [ "$status" -gt 4 ] && [ "$kind" = read ]; then
			echo "failing $kind number $n of '$*' ended in $status:"
			cat "$WORK/messages"
			return 1
		fi
		n=$((n + step))
	done
	echo "$((n / step)) faults"
	[ "$n" -gt "$((step * 20))" ]
}

@test "no failed read turns a bar that is not met green" {
	every_nth read 1 1 git-done check main...bad
}

# bats file_tags=deep

@test "no failed read shortens a pass" {
	every_nth read 1 0 git-done check main...topic
	every_nth read 1 0 git-done audit topic
}

@test "no failed allocation turns a bar that is not met green" {
	every_nth memory 37 1 git-done check main...bad
}
