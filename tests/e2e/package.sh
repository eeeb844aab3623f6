#!/bin/sh
# Makes the packages of ci/package.sh twice, from clones in two places: their bytes must be equal. Then installs the Debian
# package in a new Debian 12 and uses it there, as who has nothing but git; and runs the tarballs where there is nothing
# at all, the one of another machine by qemu:
#   sudo sh tests/e2e/package.sh
# MIRROR is where debootstrap gets Debian from. Some ten minutes and 3 GB. No part of ci/test.sh.
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)

fail() {
  echo "package.sh: $*" >&2
  exit 1
}

[ "$(id -u)" = 0 ] || fail "needs root"
for program in debootstrap lintian aarch64-linux-gnu-gcc qemu-aarch64-static; do
  command -v "$program" >/dev/null 2>&1 ||
    fail "$program is not here: apt-get install debootstrap lintian gcc-aarch64-linux-gnu qemu-user-static"
done
scratch=$(mktemp -d "${TMPDIR:-/tmp}/git-done-package.XXXXXX")
trap 'umount "$scratch/root/proc" 2>/dev/null || true; rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

echo "== two builds"
commit=$(git -C "$source" rev-parse HEAD) # the first build takes long, and somebody may commit meanwhile
for place in one "two places"; do
  mkdir -p "$scratch/$place"
  git clone -q "$source" "$scratch/$place/source"
  git -C "$scratch/$place/source" checkout -q --detach "$commit"
  sh "$scratch/$place/source/ci/package.sh" "$scratch/$place/out" >"$scratch/log" 2>&1 || { tail -20 "$scratch/log" >&2; exit 1; }
done
cat "$scratch/one/out/SHA256SUMS"
cmp "$scratch/one/out/SHA256SUMS" "$scratch/two places/out/SHA256SUMS" || fail "two builds give other bytes"
(cd "$scratch/one/out" && sha256sum -c --quiet SHA256SUMS)

echo "== lintian"
lintian --allow-root --fail-on error "$scratch"/one/out/*.deb

echo "== a new Debian"
debootstrap --variant=minbase bookworm "$scratch/root" ${MIRROR:+"$MIRROR"} >"$scratch/log" 2>&1 || { tail -20 "$scratch/log" >&2; exit 1; }
for file in /etc/resolv.conf /etc/apt/apt.conf /etc/apt/apt.conf.d/*proxy*; do
  [ ! -e "$file" ] || cp "$file" "$scratch/root$file"
done
mount -t proc proc "$scratch/root/proc"
cp "$scratch"/one/out/*.deb "$scratch/root/"
# minbase leaves manual pages out of what it installs.
rm -f "$scratch"/root/etc/dpkg/dpkg.cfg.d/*
cat >"$scratch/root/use.sh" <<'EOF'
set -eux
export DEBIAN_FRONTEND=noninteractive HOME=/root LANG=C.UTF-8
apt-get update -q >/dev/null
apt-get install -y -q --no-install-recommends /git-done_*.deb man-db bash-completion >/log 2>&1 || { tail -20 /log; exit 1; }
git done version
git help done | grep -q 'GIT-DONE(1)'
man 5 git-done-sheet | grep -q 'communication'
git config --global user.name a
git config --global user.email a@b
git init -q -b main --bare /remote.git
git init -q -b main /shop
cd /shop
mkdir -p services/cart
printf 'version: 1\nservices: [{path: services/*}]\ncriteria:\n  docs:\n    checks:\n      readme: {file: README.md, level: error}\n' >.git-done.yml
echo '# cart' >services/cart/README.md
git add . && git commit -qm one
git remote add origin /remote.git
git push -qu origin main
git done install
git mv services/cart/README.md services/cart/x && git commit -qm two
! git push >/push 2>&1
grep README.md /push
git show HEAD~1:services/cart/README.md >services/cart/README.md && git add . && git commit -qm three
git push -q
bash -c '. /usr/share/bash-completion/bash_completion; . /usr/share/bash-completion/completions/git-done; declare -F _git_done'
apt-get remove -y -q git-done >/dev/null
! git done version 2>/dev/null
[ -z "$(find / -xdev -path '*git-done*' -not -path '/proc/*' -not -path '/shop/*' -not -path '/git-done_*' -not -path '/var/lib/dpkg/*' -not -path '/var/cache/*' -print)" ]
EOF
chroot "$scratch/root" sh /use.sh || fail "the package cannot be used"

echo "== the tarballs"
mkdir -p "$scratch/empty/repository"
for machine in x86_64 aarch64; do
  tar -C "$scratch/empty" -xzf "$scratch"/one/out/git-done-*-linux-"$machine".tar.gz
done
git clone -q "$source" "$scratch/empty/repository/one"
cp "$(command -v qemu-aarch64-static)" "$scratch/empty/qemu"
cd "$scratch/empty"
x86_64=$(echo git-done-*-linux-x86_64) aarch64=$(echo git-done-*-linux-aarch64)
[ "$(uname -m)" != x86_64 ] || chroot . "/$x86_64/bin/git-done" audit --trust-owner HEAD 2>&1 | grep -q . || fail "x86_64 says nothing"
chroot . "/$x86_64/bin/git-done" version
chroot . /qemu "/$aarch64/bin/git-done" version
echo "package.sh: passed"
