# For every end-to-end test: `load helper`. Real git, real pushes, the real binary, nothing of the
# machine's own configuration. Each test gets an empty $WORK and starts in it.

bats_require_minimum_version 1.8.0

for directory in /usr/lib/bats /usr/lib "$(command -v brew >/dev/null 2>&1 && brew --prefix)/lib"; do
	if [ -e "$directory/bats-assert/load.bash" ]; then
		bats_libraries=$directory
		break
	fi
done
# Their files and not their load.bash, which starts a dirname for each: that was half of what an empty test cost.
for library in "$bats_libraries"/bats-{support,assert,file}/src/*.bash; do
	source "$library"
done

# The variables by which a CI system is known: these tests run in one, too.
ci_marks() {
	sed -n '/^const struct done_ci_system done_ci_systems/,/^};/p' "${GIT_DONE_SOURCE:?the source of the git-done to test}/src/range/ci_table.c" |
		grep -o '"[A-Z][A-Z_]*"' | tr -d '"' | sort -u
}

setup() {
	for name in ${!GIT_*}; do
		case $name in
		GIT_DONE_BUILD | GIT_DONE_SOURCE) ;;
		*) unset "$name" ;;
		esac
	done
	[ -e "$BATS_FILE_TMPDIR/ci_marks" ] || ci_marks >"$BATS_FILE_TMPDIR/ci_marks"
	unset NO_COLOR $(<"$BATS_FILE_TMPDIR/ci_marks")
	# Nothing is wrapped, so that whole sentences are found.
	export COLUMNS=0
	WORK=${BATS_TMPDIR:-/tmp}/git-done.$BASHPID.$RANDOM$RANDOM
	mkdir -m 700 "$WORK" "$WORK/home" || return 1
	cd -P "$WORK" || return 1
	WORK=$PWD
	export WORK HOME="$WORK/home" XDG_CONFIG_HOME="$WORK/home/.config" GIT_CONFIG_NOSYSTEM=1
	export LC_ALL=C TZ=UTC TERM=dumb
	# Looking for leaks at each end of the program is a third of its time with sanitizers; ci/slow.sh does.
	[ -n "${DONE_LEAKS:-}" ] || export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
	export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.com GIT_AUTHOR_DATE='2026-01-01T00:00:00Z'
	export GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.com GIT_COMMITTER_DATE='2026-01-01T00:00:00Z'
	# pyenv's stand-in for python3 starts a dozen shells.
	[ ! -x /usr/bin/python3 ] || PATH=${PATH//"${PYENV_ROOT:-/-}/shims:"/}
	export PATH="${GIT_DONE_BUILD:?the folder of the git-done to test}:$PATH"
	printf '[init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n[maintenance]\n\tauto = false\n' >"$HOME/.gitconfig"
	printf '[gc]\n\tauto = 0\n[receive]\n\tautogc = false\n' >>"$HOME/.gitconfig"
	command -v prepare >/dev/null 2>&1 && prepare
	return 0
}

teardown() {
	cd / || return
	chmod -R u+rwx "$WORK" 2>/dev/null || true
	rm -rf "$WORK"
}

# write PATH [TEXT]: TEXT or standard input.
write() {
	case $1 in */*) [ -d "${1%/*}" ] || mkdir -p "${1%/*}" ;; esac
	if [ $# -gt 1 ]; then
		printf '%s\n' "$2" >"$1"
	else
		cat >"$1"
	fi
}

commit() {
	git add -A
	git commit -q --allow-empty --no-verify -m "${1:-change}"
}

# A bar that is easy to meet and to miss: services/* need a README with a Purpose.
small_policy() {
	write .git-done.yml <<'POLICY'
version: 1
services:
  - path: services/*
criteria:
  docs:
    title: Documentation
    checks:
      readme:
        why: Who calls the service must be able to find out how.
        markdown: {file: README.md, sections: [{heading: '(?i)^purpose', min_words: 3}]}
  logging:
    checks:
      no-print:
        content: {files: ["**/*.go"], forbid: '\bfmt\.Print'}
POLICY
}

# go_server DIR: the smallest program of Go that serves, so that it is found by what it does.
go_server() {
	write "$1/go.mod" "module ${1##*/}"
	write "$1/main.go" 'package main

import "net/http"

func main() {
	http.ListenAndServe(":8080", nil)
}'
}

readme() {
	write "services/$1/README.md" <<TEXT
# $1

## Purpose

It keeps the orders of the shop.
TEXT
}

# copy_of FUNCTION: what FUNCTION makes in an empty folder, in $WORK: a clone `shop`, and its remote beside it. The first
# test of a file makes it, the others get a copy.
copy_of() {
	local made=$BATS_FILE_TMPDIR/$1
	if [ ! -d "$made" ]; then
		mkdir "$made.part"
		(cd "$made.part" && "$1")
		mv "$made.part" "$made"
	fi
	cp -Rp "$made/." "$WORK"
	cd "$WORK/shop" || return 1
	git remote set-url origin "$WORK/remote.git"
	git update-index -q --refresh
}

# The policy bar.yml: the built-in bar over all directories that the glob names, be they programs or not.
whole_preset() {
	printf 'version: 1\nextends: [preset:backend]\nservices: [{path: "%s"}]\n' "$1" >"$WORK/bar.yml"
}

# A program in DIR that 'services: auto' takes for a service: it listens.
serves() {
	write "$1/go.mod" "module ${1##*/}"
	write "$1/main.go" <<'GO'
package main

import "net/http"

func main() {
	http.ListenAndServe(":8080", nil)
}
GO
}

# A clone `shop` with a remote `origin` that has main, a policy and two services that are done.
shop() {
	copy_of make_shop
}

make_shop() {
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	small_policy
	readme orders
	readme stock
	write services/orders/main.go 'package main'
	write services/stock/main.go 'package main'
	commit start
	git remote add origin "${PWD%/shop}/remote.git"
	git push -q origin main
	git remote set-head origin main
	git branch -q --set-upstream-to=origin/main
}

# What lies in the clone becomes the remote's main, the hook is installed, and a topic branch begins.
publish() {
	commit start
	git remote add origin "$WORK/remote.git"
	git push -q origin main
	git remote set-head origin main
	git branch -q --set-upstream-to=origin/main
	git done install >/dev/null 2>&1
	git checkout -q -b topic
}

# Where the remote's ref stands; empty: it does not exist.
remote_ref() {
	git --git-dir="$WORK/remote.git" rev-parse -q --verify "$1" || true
}

# in_days NUMBER: the day, as a policy and a sheet write it.
in_days() {
	date -u -d "+$1 days" +%Y-%m-%d 2>/dev/null || date -u -v+"$1"d +%Y-%m-%d
}

# break_service NAME: it no longer meets the bar.
break_service() {
	git rm -q "services/$1/README.md"
	commit "break $1"
}
