# Sourced by what measures, with $services and $files set: makes a repository of that many services with so many files each,
# and a change of 1 and of 100 of them, and of a file outside of all, in "$folder/repository", and goes there.
# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154,SC2164 # sourced: what it reads and sets belongs to who sources it, under set -e
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
HOME=$folder
GIT_CONFIG_NOSYSTEM=1
GIT_AUTHOR_NAME=bench GIT_AUTHOR_EMAIL=bench@example.com GIT_AUTHOR_DATE='2026-01-01T00:00:00Z'
GIT_COMMITTER_NAME=bench GIT_COMMITTER_EMAIL=bench@example.com GIT_COMMITTER_DATE='2026-01-01T00:00:00Z'
export HOME GIT_CONFIG_NOSYSTEM GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE
export GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE

# One stream for git fast-import: SERVICES folders of FILES files of about 2 KiB each.
stream() {
	cat <<POLICY_END
commit refs/heads/main
committer bench <bench@example.com> 1767225600 +0000
data 5
start
M 100644 inline .git-done.yml
data <<POLICY
version: 1
services: [{path: services/*}]
criteria:
  docs:
    checks:
      readme: {markdown: {file: README.md, sections: [{heading: '(?i)^purpose', min_words: 3}]}}
      runbook: {file: {any: [RUNBOOK.md, docs/runbook.md]}}
  logging:
    checks:
      structured: {content: {files: ["**/*.go"], match: '\b(slog|zap|zerolog)\.'}}
      no-print: {content: {files: ["**/*.go"], forbid: '\bfmt\.Print'}}
POLICY

POLICY_END
	awk -v services="$services" -v files="$files" 'BEGIN {
		for (s = 1; s <= services; s++) {
			d = sprintf("services/s%05d", s)
			printf "M 100644 inline %s/README.md\ndata <<END\n# s%d\n\n## Purpose\n\nKeeps part %d of the shop.\nEND\n\n", d, s, s
			printf "M 100644 inline %s/RUNBOOK.md\ndata <<END\n# Runbook %d\nEND\n\n", d, s
			for (f = 3; f <= files; f++) {
				printf "M 100644 inline %s/p%d/f%d.go\ndata <<END\npackage p\n", d, f % 7, f
				for (l = 0; l < 40; l++)
					printf "func f%d_%d_%d() error { return call(%d, \"%d\") }\n", s, f, l, l * s, f
				if (f % 10 == 0) printf "func log() { slog.Info(\"x\") }\n"
				printf "END\n\n"
			}
		}
	}'
	for n in 1 100; do
		printf 'commit refs/heads/change%d\ncommitter bench <bench@example.com> 1767225601 +0000\ndata 6\nchange\nfrom refs/heads/main\n' "$n"
		awk -v n="$n" 'BEGIN { for (s = 1; s <= n; s++) printf "M 100644 inline services/s%05d/p3/f3.go\ndata <<END\npackage p // changed\nEND\n\n", s }'
	done
	printf 'commit refs/heads/outside\ncommitter bench <bench@example.com> 1767225601 +0000\ndata 6\nchange\nfrom refs/heads/main\n'
	printf 'M 100644 inline lib/notes.txt\ndata <<END\nx\nEND\n\n'
}
git init -q "$folder/repository"
cd "$folder/repository"
stream | git fast-import --quiet
git -c pack.threads=1 repack -q -a -d --window=10
git symbolic-ref HEAD refs/heads/main
printf 'version: 1\nservices: [{path: services/*}]\nextends: [preset:backend]\n' >"$folder/preset.yml"
main=$(git rev-parse main)
one=$(git rev-parse change1)
hundred=$(git rev-parse change100)
outside=$(git rev-parse outside)
