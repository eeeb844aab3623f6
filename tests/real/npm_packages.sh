#!/bin/sh
# Makes a repository in DIR from real backend packages of the npm registry, each unpacked to
# services/<name>, all in one commit with a fixed date. Exit status 3: the registry cannot be reached.
#
#   npm_packages.sh DIR
#
# The versions are pinned and the registry never changes a published one, so the tree is always the
# same. README.md in this folder says why these packages, and how their verdicts were judged.
set -eu

# Frameworks; servers; a gateway, a provider of identities and a proxy; plain TypeScript services.
packages='
express@4.21.2
koa@2.16.1
fastify@5.2.1
@hapi/hapi@21.3.12
moleculer@0.14.35
fastify-cli@7.3.0
json-server@0.17.4
http-server@14.1.1
redis-commander@0.9.0
mongo-express@1.0.2
statsd@0.9.0
smtp-server@3.13.6
prerender@5.21.6
mountebank@2.9.1
cors-anywhere@0.4.4
express-gateway@1.16.11
oidc-provider@8.6.0
@loopback/example-todo@6.0.0
@loopback/example-file-transfer@1.7.0
'

[ $# -eq 1 ] || {
  echo "usage: npm_packages.sh DIR" >&2
  exit 2
}

fetch() {
  # npm runs no script of a package that it only packs.
  # shellcheck disable=SC2086 # one word a package
  (cd "$1" && npm pack --silent --ignore-scripts --no-audit --no-fund $packages >/dev/null 2>npm.log)
}

unpack() {
  for package in $packages; do
    name=${package%@*}
    version=${package##*@}
    archive=$(printf '%s' "$name" | sed -e 's/^@//' -e 's,/,-,')-$version.tgz
    directory=services/$(basename "$name")
    mkdir -p "$directory"
    tar -xzf "$1/$archive" -C "$directory" --strip-components=1
    # Archives carry their packers' modes.
    chmod -R u+rwX,go+rX,go-w "$directory"
    find "$directory" -type f -exec chmod 644 {} +
  done
}

record() {
  for name in $(env | sed -n 's/^\(GIT_[A-Z0-9_]*\)=.*/\1/p'); do
    unset "$name"
  done
  export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null TZ=UTC LC_ALL=C
  export GIT_AUTHOR_NAME='Ada Example' GIT_AUTHOR_EMAIL=ada@example.com
  export GIT_COMMITTER_NAME='Ada Example' GIT_COMMITTER_EMAIL=ada@example.com
  export GIT_AUTHOR_DATE='2026-01-05T09:00:00Z' GIT_COMMITTER_DATE='2026-01-05T09:00:00Z'
  git init -q
  git symbolic-ref HEAD refs/heads/main
  git config core.autocrlf false
  # -f: packages bring .gitignore files of their own.
  git add -A -f
  git -c core.hooksPath=/dev/null -c commit.gpgSign=false commit -q -m 'Real packages, as published'
}

archives=$(mktemp -d "${TMPDIR:-/tmp}/npm-packages.XXXXXX")
trap 'rm -rf "$archives"' EXIT
trap 'exit 130' INT TERM

if ! command -v npm >/dev/null 2>&1; then
  echo "npm is not installed" >&2
  exit 3
fi
if ! fetch "$archives"; then
  sed 's/^/npm: /' "$archives/npm.log" >&2
  echo "the packages cannot be fetched from the npm registry" >&2
  exit 3
fi
mkdir -p "$1"
cd "$1"
unpack "$archives"
record
