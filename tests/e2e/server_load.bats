#!/usr/bin/env bats
# What a busy or broken server meets: a hundred pushes at once, a push of many files, a full disk.
load helper

prepare() {
	shop
	server git done install --server 2>/dev/null
	git config gc.auto 0 # none behind the test's back, after many files
	mounted=
}

server() {
	(cd "$WORK/remote.git" && "$@")
}

teardown() {
	cd / || return
	[ -z "$mounted" ] || umount "$mounted"
	rm -rf "$WORK"
}

leftovers() {
	find "$WORK/$1/objects" -name 'tmp_*' -o -name 'incoming-*' -o -name '*.lock'
	find "$WORK/$1" -name '*.lock'
}

# bats test_tags=slow
@test "a hundred pushes at once: each gets its own verdict, and nothing is left of those that are refused" {
	for i in $(seq 100); do
		git checkout -q -b "b$i" main
		if [ $((i % 2)) = 0 ]; then
			git rm -q services/orders/README.md
		else
			write services/orders/more.go "package main // $i"
			git add -A
		fi
		git commit -qm "$i"
	done
	started=$(date +%s)
	for i in $(seq 100); do
		(
			status=0
			git push origin "b$i" >"$WORK/said.$i" 2>&1 3>&- || status=$?
			echo "$status" >"$WORK/status.$i"
		) &
	done
	wait
	echo "# 100 pushes in $(($(date +%s) - started)) s" >&3
	for i in $(seq 100); do
		if [ $((i % 2)) = 0 ]; then
			assert_equal "$(cat "$WORK/status.$i")" 1
			grep -q 'PUSH REFUSED by git-done, nothing was pushed' "$WORK/said.$i"
			assert_equal "$(remote_ref "b$i")" ''
		else
			assert_equal "$(cat "$WORK/status.$i")" 0
			assert_equal "$(remote_ref "b$i")" "$(git rev-parse "b$i")"
		fi
	done
	assert_equal "$(leftovers remote.git)" ''
	server git fsck --unreachable >"$WORK/unreachable"
	assert_equal "$(cat "$WORK/unreachable")" ''
}

# bats test_tags=slow
@test "many files at once: judged from the pack in quarantine, and the next small push costs little" {
	for service in $(seq 200); do
		mkdir -p "services/s$service/src"
		printf '# %s\n\n## Purpose\n\nIt keeps the orders of shop %s.\n' "$service" "$service" >"services/s$service/README.md"
		for file in $(seq 250); do
			echo "package src // $service $file" >"services/s$service/src/f$file.go"
		done
	done
	commit 'many'
	git checkout -q -b bad
	git rm -q services/s77/README.md
	commit 'one is not done'
	run git push origin bad
	assert_failure
	assert_output --partial 's77 fails'
	assert_equal "$(remote_ref bad)" ''
	assert_equal "$(leftovers remote.git)" ''
	git checkout -q main
	started=$(date +%s)
	git push -q origin main
	echo "# 50,200 files in $(($(date +%s) - started)) s" >&3
	write services/s5/src/one.go 'package src'
	commit small
	started=$(date +%s%3N)
	git push -q origin main
	echo "# one more in $(($(date +%s%3N) - started)) ms" >&3
}

@test "a full disk: the push is refused, the refs stay, and the next push that fits is judged as ever" {
	mkdir "$WORK/small"
	if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=2m none "$WORK/small" 2>/dev/null; then
		mounted=$WORK/small
	else
		skip 'a small file system needs root and the right to mount one'
	fi
	git clone -q --bare "$WORK/remote.git" "$WORK/small/remote.git"
	(cd "$WORK/small/remote.git" && git done install --server 2>/dev/null)
	git remote set-url origin "$WORK/small/remote.git"
	head -c 3000000 /dev/urandom >services/orders/large.bin
	commit large
	run git push origin main
	assert_failure
	assert_equal "$(git --git-dir="$WORK/small/remote.git" rev-parse main)" "$(git rev-parse HEAD~1)"
	assert_equal "$(leftovers small/remote.git)" ''
	git --git-dir="$WORK/small/remote.git" fsck
	git reset -q --hard HEAD~1
	# What is left is enough for the objects; the hook itself writes nothing.
	head -c 3000000 /dev/zero >"$WORK/small/fill" 2>/dev/null || true
	truncate -s -192K "$WORK/small/fill"
	break_service orders
	run git push origin main
	assert_failure
	assert_output --partial 'docs.readme'
	readme orders
	write services/orders/more.go 'package main'
	commit mend
	run git push origin main
	assert_success
}
