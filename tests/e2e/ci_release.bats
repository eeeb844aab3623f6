#!/usr/bin/env bats
# The GitHub Action takes a release where there is one: from a stand-in for the host on loopback.
load helper

setup_file() {
	export BATS_NO_PARALLELIZE_WITHIN_FILE=true
}

# serve: a release v0.1.0 whose tarball holds a program that says so; its address is in $SERVER.
serve() {
	command -v python3 >/dev/null || skip "python3 is not here"
	command -v curl >/dev/null || skip "curl is not here"
	case $(uname -s)-$(uname -m) in Linux-x86_64 | Linux-aarch64) ;; *) skip "there are no releases for this machine" ;; esac
	name=git-done-0.1.0-linux-$(uname -m)
	release=$WORK/host/org/git-done/releases/download/v0.1.0
	mkdir -p "$release" "$WORK/$name/bin" "$WORK/runner"
	printf '#!/bin/sh\necho released\n' >"$WORK/$name/bin/git-done"
	chmod +x "$WORK/$name/bin/git-done"
	tar -C "$WORK" -czf "$release/$name.tar.gz" "$name"
	(cd "$release" && sha256sum "$name.tar.gz" >SHA256SUMS)
	python3 - "$WORK" >"$WORK/port" 2>/dev/null 3>&- <<'PY' &
import functools, http.server, sys
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1] + "/host")
server = http.server.HTTPServer(("127.0.0.1", 0), handler)
print(server.server_port, flush=True)
server.timeout = 20
for request in range(20):
    server.handle_request()
PY
	SERVED=$!
	for _ in $(seq 100); do
		[ -s "$WORK/port" ] && break
		sleep 0.1
	done
	# A build that would work on no machine: who sees it knows that it was tried.
	mkdir -p "$WORK/action/github"
	printf 'echo built >"$1.built"\n' >"$WORK/action/build.sh"
	cp "$GIT_DONE_SOURCE/ci/github/install.sh" "$WORK/action/github/"
	: >"$WORK/path"
}

teardown() {
	[ -z "${SERVED:-}" ] || kill "$SERVED" 2>/dev/null || true
}

# install REF: as the action calls it, on a machine without git-done.
install_action() {
	env -i PATH=/usr/bin:/bin HOME="$WORK" RUNNER_TEMP="$WORK/runner" GITHUB_PATH="$WORK/path" \
		GITHUB_ACTION_PATH="$WORK/action/github" GITHUB_SERVER_URL="http://127.0.0.1:$(cat "$WORK/port")" \
		DONE_ACTION_REF="$1" DONE_ACTION_REPOSITORY=org/git-done sh "$WORK/action/github/install.sh"
}

@test "a tag with a release brings its program" {
	serve
	run install_action v0.1.0
	assert_success
	assert_output 'git-done: the release v0.1.0'
	assert_equal "$("$(cat "$WORK/path")/git-done")" released
	[ ! -e "$WORK/runner/git-done.built" ]
}

@test "a branch, a tag without a release and a machine without a tarball are built" {
	serve
	for ref in main v9.9.9 ''; do
		rm -f "$WORK/runner/git-done.built"
		run install_action "$ref"
		assert_success
		assert_output --partial 'it is built'
		[ -e "$WORK/runner/git-done.built" ]
	done
}

@test "a tarball that is not the one of the checksums ends the job" {
	serve
	echo x >>"$release/$name.tar.gz"
	run install_action v0.1.0
	assert_failure
	assert_output --partial '::error::'
	assert_output --partial 'is not what SHA256SUMS says'
	[ ! -s "$WORK/path" ]
	[ ! -e "$WORK/runner/git-done/bin/git-done" ]
}
