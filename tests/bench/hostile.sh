#!/bin/sh
# Repositories that somebody made to be slow, and the seconds that each costs: one second at most, or undecided by a
# limit. Not a test: machines differ, and these figures are of a quiet one.
#   sh tests/bench/hostile.sh [BUILD-FOLDER]
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "${1:-$top/build/release}" && pwd)
PATH="$build:$PATH"
git -C / "done" version >/dev/null || exit 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
export PATH HOME="$folder" GIT_CONFIG_NOSYSTEM=1 LC_ALL=C

begin() { # NAME POLICY: a stream for fast-import begins; the policy is its first file
	printf 'commit refs/heads/main\ncommitter bench <bench@example.com> 1767225600 +0000\ndata 2\nx\n'
	printf 'M 100644 inline .git-done.yml\ndata <<END\nversion: 1\nservices: [{path: services/*}]\ncriteria: {a: {checks: {b: {%s}}}}\nEND\n\n' "$1"
}

# repository NAME POLICY: what standard input brings is beside the policy.
repository() {
	git init -q "$folder/$1"
	{ begin "$2" && cat; } | git -C "$folder/$1" fast-import --quiet
	git -C "$folder/$1" symbolic-ref HEAD refs/heads/main
}

# seconds NAME WHAT [ARGUMENT]…: processor time, which a busy machine does not change as much as the clock's.
seconds() {
	name=$1 what=$2 status=0
	shift 2
	times >"$folder/before"
	git -C "$folder/$name" "done" audit --timeout 0 "$@" >"$folder/out" 2>&1 || status=$?
	times >"$folder/after"
	spent=$(cat "$folder/before" "$folder/after" | awk '
		{split($0, part, /[ms ]+/); spent[NR] = part[1] * 60 + part[2] + part[3] * 60 + part[4]}
		END {printf "%.2f", spent[4] - spent[2]}')
	printf '%-58s %6s s, exit %d: %s\n' "$what" "$spent" "$status" \
		"$(grep -v '^$' "$folder/out" | grep -m 1 -E 'undecided:|^not done|^done|error|git-done:' | cut -c1-110)"
}

# sheets NR STEP…: each of NR services calls those so many further on, round and round.
sheets() {
	awk -v nr="$1" -v steps="$2" 'BEGIN {
		n = split(steps, step, " ")
		for (s = 0; s < nr; s++) {
			printf "M 100644 inline services/s%05d/done.yml\ndata <<END\ncommunication:\n", s
			for (i = 1; i <= n; i++)
				printf "  - {to: s%05d, style: sync, via: grpc, timeout_ms: 800, retries: 0}\n", (s + step[i]) % nr
			printf "END\n\n"
		}
	}'
}
sheets 9000 1 | repository circle 'graph: {acyclic: [sync]}'
seconds circle 'one circle of 9,000 services'
sheets 9000 '1 7 131' | repository knot 'graph: {acyclic: [sync]}'
seconds knot 'a knot: 9,000 services that call three each'
sheets 3000 '1 2 3 5 8 13 21 34 55 89' | repository dense 'graph: {acyclic: [sync]}'
seconds dense 'a knot: 3,000 services that call ten each'

owned() { # a CODEOWNERS of 5,000 lines whose pattern is $1, and 20,000 files of 200 services
	printf 'M 100644 inline CODEOWNERS\ndata <<END\n'
	awk -v pattern="$1" 'BEGIN { for (i = 0; i < 5000; i++) { p = pattern; gsub(/N/, i, p); print p " @org/t" i } }'
	printf 'END\n\n'
	awk 'BEGIN { for (i = 0; i < 20000; i++)
		printf "M 100644 inline services/s%03d/a/b/c/d/e/f/file-with-a-long-name-%05d.txt\ndata 1\nx\n", i % 200, i }'
}
for pattern in '*.tN' '/services/**/eN' '**/a/**/b/**/c/**/N' '*a*a*a*a*a*a*N' '/services/sN/' 'N/' '*N*' '*'; do
	name=owners$(printf '%s' "$pattern" | cksum | cut -d' ' -f1)
	owned "$pattern" | repository "$name" 'owners: {}'
	seconds "$name" "CODEOWNERS of 5,000 lines '$pattern', 20,000 files"
done

# bomb LEVELS WIDTH: a tree that names one tree again and again, and so on.
bomb() {
	git init -q "$folder/bomb"
	cd "$folder/bomb"
	blob=$(echo x | git hash-object -w --stdin)
	tree=$(printf '100644 blob %s\tx.go\n' "$blob" | git mktree)
	for _ in $(seq "$1"); do
		tree=$(for i in $(seq "$2"); do printf '040000 tree %s\td%d\n' "$tree" "$i"; done | git mktree)
	done
	policy=$(printf 'version: 1\nservices: [{path: "services/*"}]\ncriteria: {a: {checks: {b: {%s}}}}\n' "$3" | git hash-object -w --stdin)
	services=$(printf '040000 tree %s\ta\n' "$tree" | git mktree)
	root=$(printf '100644 blob %s\t.git-done.yml\n040000 tree %s\tservices\n' "$policy" "$services" | git mktree)
	git update-ref refs/heads/main "$(git commit-tree -m x "$root" </dev/null)"
	git symbolic-ref HEAD refs/heads/main
	cd "$folder"
}
export GIT_AUTHOR_NAME=b GIT_AUTHOR_EMAIL=b@example.com GIT_COMMITTER_NAME=b GIT_COMMITTER_EMAIL=b@example.com
bomb 10 10 'content: {files: ["**/*.go"], forbid: y}'
seconds bomb 'a tree bomb, 10 to the 10th files: content'
rm -rf "$folder/bomb"
bomb 10 10 'file: {none: ["**/*.pem"]}'
seconds bomb 'a tree bomb: file'
rm -rf "$folder/bomb"
bomb 40 2 'content: {files: ["**/*.go"], match: y}'
seconds bomb 'a tree bomb, 2 to the 40th files'
seconds bomb 'a tree bomb: the built-in policy' --policy preset:backend
printf 'version: 1\nservices: auto\ncriteria: {a: {checks: {b: {file: README.md}}}}\n' >"$folder/auto.yml"
seconds bomb 'a tree bomb: services: auto' --policy "$folder/auto.yml"
