#!/usr/bin/env bats
# What pipelines without a released binary do: build this source and install all that it installs.
# bats file_tags=slow
load helper

prepare() { :; }

@test "ci/build.sh builds from a clone, and installs the program with its manual and completions" {
	git clone -q "$GIT_DONE_SOURCE" "$WORK/source"
	run sh "$WORK/source/ci/build.sh" "$WORK/prefix"
	assert_success
	run "$WORK/prefix/bin/git-done" --version
	assert_success
	assert_file_exist "$WORK"/prefix/share/man/man1/git-done.1*
	assert_file_exist "$WORK/prefix/share/bash-completion/completions/git-done"
}
