#!/bin/sh
# Reports to try readers on, written by the real program (git-done from PATH):
#   report_cases.sh DIR
# makes DIR/<case>/<format> for every format, and the repositories they are about in DIR/repositories:
#   hostile  names, policy texts and contents that try to be commands, markup or something unreadable
#   empty    a change that touches no service
#   met      every service meets the bar
#   broken   a policy that cannot be read: the report of an error
#   large    2,000 services
set -eu
cases=$1
here=$(cd "$(dirname "$0")" && pwd)

for name in $(env | sed -n 's/^\(GIT_[A-Z0-9_]*\)=.*/\1/p'); do
  unset "$name"
done
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null TZ=UTC LC_ALL=C
repositories=$cases/repositories
mkdir -p "$repositories"

# start NAME: an empty repository, and the current directory is in it.
start() {
  git init -q "$repositories/$1"
  cd "$repositories/$1"
  git symbolic-ref HEAD refs/heads/main
}

# change: opens a commit of a fast-import stream; file PATH: standard input is its content.
# Paths are as fast-import reads them, so that no file system stands in the way of a name.
change() { printf 'commit refs/heads/main\ncommitter Ada <ada@example.com> 1767225600 +0000\ndata 6\nchange\n'; }
file() {
  printf 'M 100644 inline %s\ndata <<END-OF-THIS-FILE\n' "$1"
  cat
  printf 'END-OF-THIS-FILE\n\n'
}

plain_policy() {
  cat <<'END'
version: 1
services:
  - path: services/*
criteria:
  docs:
    checks:
      readme:
        file: {any: [README.md]}
END
}

hostile_policy() {
  cat <<'END'
version: 1
services:
  - path: services/*
criteria:
  docs:
    title: "]]> <script>alert(1)</script> | ` & \" ' ::error::title %0A ##vso[task.complete]"
    checks:
      readme:
        why: "::error file=x::why\n##vso[task.setvariable variable=PATH]why\n##teamcity[buildStop comment='why']\n]]> <!-- --> --> <img src=x> &amp; @org/team #1"
        fix: "::set-output name=x::y\n::stop-commands::x\n##[error]fix\n##vso[task.complete result=Succeeded;]\nnot ok 1\n1..0\nBail out!\n```\n</details></table><script>alert(1)</script> ~~~ ]]>\n# no heading\n| a | b |"
        url: 'https://example.com/?a=1&b=''<x>"&lt;#%22'
        markdown: {file: README.md, sections: [{heading: '(?i)^purpose', min_words: 3}]}
      bidi:
        level: warning
        why: "::warning::why"
        file: {any: ["<b>.md", "]]>.md", "::error::.md"]}
  code:
    title: "not ok 1 - # SKIP"
    checks:
      no-print:
        why: "|0x0041 ' [ ] | \r\n %25 %3B %5D"
        content: {files: ["**"], forbid: 'TRACE'}
END
}

# Everything that some reader takes for its own, in octal where fast-import wants it.
hostile_names() {
  cat <<'END'
quote\"s'and`ticks`
<b>bold<\\b>&amp;
]]>cdata<![CDATA[
::error::file=x,line=1::name
::stop-commands::name
##vso[task.setvariable variable=x;]name
##teamcity[buildStop comment='x']
##[error]name
line\nbreak\r\n::error::second
esc\033[31m\007\010\177
bidi\342\200\256\342\201\246gpj.exe\342\200\217
\377\376\200 not utf-8 \303(\355\240\200
| pipe | table | \\|
percent%0A%3A%25,comma;semi:colon
 leading and trailing 
-flag --format=x
# SKIP not ok 1 - x
[link](javascript:alert(1)) @org/team #1 GH-1
\357\277\276\357\277\277\357\273\277nonchars\302\205\342\200\250
END
}

hostile() {
  start hostile
  {
    change
    hostile_policy | file .git-done.yml
    hostile_names | while IFS= read -r name; do
      printf 'no purpose\n' | file "\"services/$name/README.md\""
      printf 'first\n  TRACE "]]> <b> ::error::x ##vso[task.complete] %%0A\n' | file "\"services/$name/$name.go\""
    done
    # A line of 5 MB, and 3,000 findings in one file.
    awk 'BEGIN { for (i = 0; i < 500000; i++) printf "0123456789"; print " TRACE" }' | file services/long/line.go
    awk 'BEGIN { for (i = 0; i < 3000; i++) print "TRACE <" i ">" }' | file services/many/lines.go
  } | git fast-import --quiet
}

empty() {
  start empty
  {
    change
    plain_policy | file .git-done.yml
    printf 'x\n' | file services/a/README.md
    change
    printf 'x\n' | file NEWS
  } | git fast-import --quiet
}

met() {
  start met
  {
    change
    plain_policy | file .git-done.yml
    for name in a b c; do printf 'x\n' | file "services/$name/README.md"; done
  } | git fast-import --quiet
}

broken() {
  start broken
  {
    change
    printf 'version: "]]> <b> ::error::x \\u202E"\n' | file .git-done.yml
    printf 'x\n' | file services/a/README.md
  } | git fast-import --quiet
}

large() {
  sh "$here/../browser/repository.sh" "$repositories/large" 2000
}

# report CASE STATUS COMMAND...: every format of one run, which must end with STATUS.
report() {
  case=$1 expected=$2
  shift 2
  mkdir -p "$cases/$case"
  cd "$repositories/$case"
  for format in $(git-done help formats | awk '/^  [a-z]/ { print $1 }'); do
    set -- "$@" --format "$format=$cases/$case/$format"
  done
  status=0
  git-done "$@" 2>"$cases/$case/stderr" || status=$?
  if [ "$status" != "$expected" ]; then
    cat "$cases/$case/stderr" >&2
    echo "$case: exit $status, not $expected" >&2
    exit 1
  fi
}

hostile
empty
met
broken
large
report hostile 1 audit --now 2026-05-01
report empty 0 check HEAD^..HEAD --now 2026-05-01
report met 0 audit --now 2026-05-01
report broken 2 audit --now 2026-05-01
report large 1 audit --now 2026-05-01
