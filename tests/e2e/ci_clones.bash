# For tests of what CI systems say: `load ci_clones`, after helper. The clones that they make.

# origin has main (start, more), topic (start, "break orders", "touch stock") and, as forges keep
# them, refs/pull/1/head and refs/pull/1/merge: a fork's request looks the same.
prepare() {
	shop
	start=$(git rev-parse HEAD)
	git checkout -q -b topic
	break_service orders
	broken=$(git rev-parse HEAD)
	write services/stock/more.go 'package main'
	commit 'touch stock'
	topic=$(git rev-parse HEAD)
	git checkout -q main
	write services/stock/other.go 'package main'
	commit more
	main=$(git rev-parse HEAD)
	git checkout -q --detach
	git merge -q --no-ff -m merge "$topic"
	merge=$(git rev-parse HEAD)
	git push -q origin main topic "$topic:refs/pull/1/head" "$merge:refs/pull/1/merge"
}

# clone DEPTH FROM TO: a detached HEAD, one ref, no remote HEAD.
clone() {
	rm -rf "$WORK/clone"
	git init -q "$WORK/clone"
	cd "$WORK/clone" || return 1
	git remote add origin "file://$WORK/remote.git"
	# shellcheck disable=SC2086 # empty or one word
	git fetch -q --no-tags ${1:+--depth=$1} origin "+$2:$3"
	git checkout -q --detach "$3"
}

# clone_all COMMIT: every branch, no remote HEAD.
clone_all() {
	rm -rf "$WORK/clone"
	git init -q "$WORK/clone"
	cd "$WORK/clone" || return 1
	git remote add origin "file://$WORK/remote.git"
	git fetch -q --no-tags origin '+refs/heads/*:refs/remotes/origin/*' '+refs/pull/*:refs/remotes/pull/*'
	git checkout -q --detach "$1"
}

event() {
	printf '%s\n' "$1" >"$WORK/event.json"
}

# unmet RANGE: orders falls short over it.
unmet() {
	assert_equal "$status" 1
	assert_output --partial "; merge base of $1"
	assert_output --partial 'services/orders/README.md'
}
