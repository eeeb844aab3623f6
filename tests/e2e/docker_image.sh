#!/bin/sh
# Builds ci/docker/Dockerfile for real, without a daemon and without a registry of images, and runs what was built:
#   sudo sh tests/e2e/docker_image.sh [BASE]
# BASE is a folder with the root of a Debian 12, which stands in for debian:12-slim; by default debootstrap makes one.
# Debian's buildah does the rest, unpacked into a folder of its own and isolated by chroot, which is why it needs root.
# It takes a minute or two and some 2 GB. No part of ci/test.sh.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
base=${1:-}

fail() {
  echo "docker_image.sh: $*" >&2
  exit 1
}

[ "$(id -u)" = 0 ] || fail "needs root"
command -v buildah >/dev/null 2>&1 || fail "buildah is not here: apt-get install buildah"
work=$(mktemp -d "${TMPDIR:-/tmp}/git-done-image.XXXXXX")
trap 'clean' EXIT
trap 'exit 1' HUP INT TERM
export BUILDAH_ISOLATION=chroot
driver=${STORAGE_DRIVER:-overlay} # vfs where the kernel will not stack one more

build() { buildah --root "$work/storage" --runroot "$work/run" --storage-driver "$driver" --log-level error "$@"; }
clean() {
  build rm --all >/dev/null 2>&1 || true
  rm -rf "$work"
}
# in_image COMMAND...: in the image, as the owner of the repository at /repository.
in_image() { build run --user "${user:-0:0}" --volume "$work/sample:/repository" "$container" -- "$@"; }
megabytes() { du -sm "$1" | awk '{ print $1 }'; }

if [ -z "$base" ]; then
  command -v debootstrap >/dev/null 2>&1 || fail "debootstrap is not here: apt-get install debootstrap"
  echo "== base"
  debootstrap --variant=minbase bookworm "$work/base" >"$work/log" 2>&1 || { tail -20 "$work/log" >&2; exit 1; }
else
  cp -a "$base" "$work/base"
fi
# What the slim image leaves out as well.
rm -rf "$work"/base/usr/share/doc/* "$work"/base/usr/share/man/* "$work"/base/usr/share/locale/* \
  "$work"/base/usr/share/info/* "$work"/base/var/cache/apt/* "$work"/base/var/lib/apt/lists/*
printf 'path-exclude /usr/share/%s/*\n' doc man locale info >"$work/base/etc/dpkg/dpkg.cfg.d/slim"
printf 'APT::Install-Suggests "false";\nDir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n' \
  >"$work/base/etc/apt/apt.conf.d/50slim"
printf 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb || true"; };\n' >>"$work/base/etc/apt/apt.conf.d/50slim"

container=$(build from scratch)
build add -q "$container" "$work/base" / >/dev/null
build commit -q --rm "$container" docker.io/library/debian:12-slim >/dev/null
rm -rf "$work/base"

echo "== build"
# What is committed, as a checkout has it; the .dockerignore is the Dockerfile's own.
git clone -q "$source" "$work/source"
# Debian's buildah is older than ignore files beside the Dockerfile.
cp "$source/ci/docker/Dockerfile.dockerignore" "$work/source/.dockerignore"
build build-using-dockerfile --pull-never --network host -f "$work/source/ci/docker/Dockerfile" \
  -t git-done:0.2.0 "$work/source" >"$work/log" 2>&1 || { tail -40 "$work/log" >&2; fail "the image does not build"; }

echo "== run"
sh "$source/tests/support/sample_repository.sh" "$work/sample"
container=$(build from --pull-never localhost/git-done:0.2.0)
said=$(build inspect --type image --format '{{.OCIv1.Config.WorkingDir}} {{.OCIv1.Config.Cmd}}' localhost/git-done:0.2.0)
[ "$said" = '/repository [git-done check]' ] || fail "it starts otherwise: $said"
in_image git 'done' --version

status=0
in_image git 'done' audit --format text --format json=/repository/done.json >"$work/text" 2>"$work/log" || status=$?
[ "$status" = 1 ] || fail "audit ends with $status"
grep -q '^  docs.owner ' "$work/text" || fail "audit does not say what is missing"
grep -q '"verdict": "unmet"' "$work/sample/done.json" || fail "the JSON report is not there"

# As somebody else it must refuse, and not be green.
status=0
user=65534:65534 in_image git-done audit >"$work/text" 2>&1 || status=$?
[ "$status" = 3 ] || fail "another user's repository ends with $status"

for program in cc gcc cmake ninja; do
  ! in_image sh -c "command -v $program" >/dev/null 2>&1 || fail "$program is left in it"
done
linked=$(in_image sh -c 'ldd /usr/bin/git-done 2>&1' || true)
case $linked in *libgit2* | *libyaml* | *libpcre2* | *jansson* | *cmark* | *expat* | *popt* | *nettle* | *deflate* | *"not found"*) fail "libraries are not linked in: $linked" ;; esac

whole=$(megabytes "$(build mount "$container")")
below=$(build from --pull-never docker.io/library/debian:12-slim)
before=$(megabytes "$(build mount "$below")")
program=$(du -k "$(build mount "$container")/usr/bin/git-done" | awk '{ print $1 }')
echo "image: $whole MB unpacked, $((whole - before)) MB above its base, of which git-done is $program kB"
echo "1 passed, 0 failed"
