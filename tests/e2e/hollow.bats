#!/usr/bin/env bats
# Directories that hold nothing, which plumbing can make: no path changes where one comes or goes, and still a service stands
# there, or does so no longer.
load helper

# with_hollow COMMIT TAG: a child of COMMIT in which services/hollow is a tree without entries.
with_hollow() {
	local services top
	services=$({ git ls-tree "$1:services" && printf '040000 tree %s\thollow\n' "$(git mktree </dev/null)"; } | git mktree)
	top=$({ git ls-tree "$1" | grep -v 'services$' && printf '040000 tree %s\tservices\n' "$services"; } | git mktree)
	git tag "$2" "$(git commit-tree -p "$1" -m "$2" "$top")"
}

prepare() {
	export COLUMNS=300
	git init -q repo
	cd repo || return 1
	small_policy
	readme orders
	commit one
	git tag one
	with_hollow one came
	readme carts
	commit two
	git tag two
	with_hollow two both
}

@test "a service that holds nothing is judged where it comes" {
	for all in '' --all; do
		run git done check $all one..came
		assert_failure 1
		assert_output --regexp '(the new service hollow |hollow \(services/hollow\))'
		run git done check $all one..both
		assert_failure 1
		assert_output --regexp '(the new service hollow |hollow \(services/hollow\))'
	done
	run git done check --all two..both
	assert_failure 1
	assert_output --partial 'examined: 3 of 3 services'
}

@test "a change beside it leaves it alone" {
	run git done check came..both
	assert_success
	assert_output --partial 'carts: 1 check is met'
	run git done check --all came..both
	assert_failure 1
	assert_output --regexp '(the new service hollow |hollow \(services/hollow\))'
}

@test "it is judged no more where it goes" {
	run git done check --all came..one
	assert_success
	assert_output --partial 'examined: 1 of 2 services'
	run git done check came..two
	assert_success
	refute_output --partial 'the new service'
}

# bats file_tags=deep

@test "a push of it is refused" {
	git init -q --bare ../remote.git
	git remote add origin "$WORK/remote.git"
	git push -q --no-verify origin main
	git done install >/dev/null 2>&1
	run git push origin both:refs/heads/topic
	assert_failure
	assert_output --partial 'the new service hollow '
}

@test "a log tells when it came" {
	run git done log one..came
	assert_success
	assert_output --partial 'appears: no tier, 1 check is unmet'
}
