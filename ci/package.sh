#!/bin/sh
# Makes what is released, into a folder, with its checksums: ci/package.sh FOLDER [WHAT...]
#   deb        a Debian package that links the system's libraries (of the Debian or Ubuntu that this runs on)
#   x86_64     a tarball with a program that needs nothing but the kernel, for CI images; built on that machine
#   aarch64    the same, cross-built: needs debootstrap, gcc-aarch64-linux-gnu and qemu-user-static
# Without WHAT all three. tests/e2e/package.sh holds two runs of one commit to equal bytes. MIRROR is where debootstrap gets Debian.
set -eu

out=${1:?usage: ci/package.sh FOLDER [deb|x86_64|aarch64]...}
shift
[ $# -gt 0 ] || set -- deb x86_64 aarch64
for what; do
	case $what in
	deb | x86_64 | aarch64) ;;
	*)
		echo "package.sh: unknown package '$what': deb, x86_64, aarch64" >&2
		exit 2
		;;
	esac
done
top=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$out"
out=$(cd "$out" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
umask 022

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$top" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
version=$(sed -n 's/^project(git-done VERSION \([0-9.]*\).*/\1/p' "$top/CMakeLists.txt")

# build FOLDER OPTION...: paths of this machine are not in the program. CMake loses single quotes when it tries the compiler.
build() {
	folder=$1
	shift
	cmake -S "$top" -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release -DDONE_TESTS=OFF \
		-DCMAKE_C_FLAGS="\"-ffile-prefix-map=$top=.\" \"-ffile-prefix-map=$folder=build\"" "$@" >"$scratch/log" 2>&1 ||
		{ tail -40 "$scratch/log" >&2; exit 1; }
	cmake --build "$folder" >"$scratch/log" || { tail -40 "$scratch/log" >&2; exit 1; }
}

# tarball FOLDER MACHINE
tarball() {
	name=git-done-$version-linux-$2
	cmake --install "$1" --prefix "$scratch/$name" --strip >"$scratch/log" || { tail -40 "$scratch/log" >&2; exit 1; }
	find "$scratch/$name" -type d -exec chmod 755 {} +
	tar -C "$scratch" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -cf - "$name" |
		gzip -9n >"$out/$name.tar.gz.new"
	mv "$out/$name.tar.gz.new" "$out/$name.tar.gz"
}

# The headers and archives of another machine's Debian, unpacked: nothing is installed on this one.
sysroot() {
	debootstrap --arch=arm64 --variant=minbase --foreign \
		--include=libc6-dev,libgit2-dev,libyaml-dev,libpcre2-dev,libcmark-dev,libexpat1-dev,libpopt-dev,libdeflate-dev,nettle-dev,zlib1g-dev \
		bookworm "$scratch/sysroot" ${MIRROR:+"$MIRROR"} >"$scratch/log" 2>&1 || { tail -20 "$scratch/log" >&2; exit 1; }
	for package in "$scratch"/sysroot/var/cache/apt/archives/*.deb; do
		dpkg-deb -x "$package" "$scratch/sysroot"
	done
	cat >"$scratch/aarch64.cmake" <<EOF
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_SYSROOT $scratch/sysroot)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64-static)
EOF
}

for what; do
	case $what in
	deb)
		build "$scratch/deb" -DDONE_STATIC_LIBGIT2=OFF -DCMAKE_INSTALL_PREFIX=/usr
		(cd "$scratch/deb" && cpack -G DEB >"$scratch/log" 2>&1) || { tail -40 "$scratch/log" >&2; exit 1; }
		cp "$scratch/deb/"*.deb "$out"
		;;
	x86_64)
		[ "$(uname -m)" = x86_64 ] || { echo "package.sh: x86_64 is built on x86_64" >&2; exit 1; }
		build "$scratch/x86_64" -DDONE_STATIC=ON
		tarball "$scratch/x86_64" x86_64
		;;
	aarch64)
		sysroot
		PKG_CONFIG_SYSROOT_DIR="$scratch/sysroot" \
			PKG_CONFIG_LIBDIR="$scratch/sysroot/usr/lib/aarch64-linux-gnu/pkgconfig:$scratch/sysroot/usr/share/pkgconfig" \
			build "$scratch/aarch64" -DDONE_STATIC=ON -DCMAKE_TOOLCHAIN_FILE="$scratch/aarch64.cmake"
		tarball "$scratch/aarch64" aarch64
		;;
	esac
done
cd "$out"
set --
for file in git-done_*.deb git-done-*.tar.gz; do
	[ ! -e "$file" ] || set -- "$@" "$file"
done
sha256sum "$@" >SHA256SUMS
cat SHA256SUMS
