#!/usr/bin/env bats
# A run that is ended by a signal leaves nothing beside its reports.
load helper

prepare() {
	git init -q .
	small_policy
	write services/orders/README.md '# orders'
	commit
}

# ended SIGNAL: while the report is on its way to the disk.
ended() {
	rm -f out/*
	LD_PRELOAD="$GIT_DONE_BUILD/slow_fsync.so" git-done audit --quiet --format json=out/x.json &
	pid=$!
	for _ in $(seq 100); do
		ls out/*.tmp >/dev/null 2>&1 && break
		sleep 0.05
	done
	ls out/*.tmp >/dev/null
	kill -s "$1" "$pid"
	status=0
	wait "$pid" || status=$?
}

@test "SIGTERM, SIGHUP and SIGINT leave no half-written report and no file beside it" {
	[ -e "$GIT_DONE_BUILD/slow_fsync.so" ] || skip "not preloaded beside a sanitizer"
	mkdir out
	# A shell without job control ignores SIGINT for what runs in the background.
	set -m
	for signal in TERM HUP INT; do
		ended "$signal"
		[ "$status" -gt 128 ] || {
			echo "SIG$signal: status $status"
			return 1
		}
		run ls out
		assert_output 'x.json'
		tail -c 3 out/x.json | grep -q '}'
	done
}
