#!/bin/sh
# For action.yml: git-done on the PATH of the steps to come. Where the action's ref is a tag vX.Y.Z whose release has a
# tarball for this machine (ci/package.sh makes them), that; else built from the action's own source.
set -eu

if command -v git-done >/dev/null 2>&1; then
	exit 0
fi
prefix="${RUNNER_TEMP:?}/git-done"

# take_release: 1 where there is none for this machine. A tarball that is not the one of the checksums ends the job.
take_release() {
	case ${DONE_ACTION_REF:-} in v[0-9]*) ;; *) return 1 ;; esac
	case $(uname -s)-$(uname -m) in
	Linux-x86_64) machine=x86_64 ;;
	Linux-aarch64) machine=aarch64 ;;
	*) return 1 ;;
	esac
	name=git-done-${DONE_ACTION_REF#v}-linux-$machine
	from=${GITHUB_SERVER_URL:-https://github.com}/${DONE_ACTION_REPOSITORY:?}/releases/download/$DONE_ACTION_REF
	folder=$(mktemp -d)
	for file in SHA256SUMS "$name.tar.gz"; do
		curl -fsSL --retry 2 -o "$folder/$file" "$from/$file" 2>/dev/null || return 1
	done
	if ! (cd "$folder" && grep " $name.tar.gz\$" SHA256SUMS | sha256sum -c --quiet -) >&2; then
		echo "::error::$from/$name.tar.gz is not what SHA256SUMS says"
		exit 1
	fi
	mkdir -p "$prefix"
	tar -C "$prefix" --strip-components=1 -xzf "$folder/$name.tar.gz"
	rm -rf "$folder"
}

if take_release; then
	echo "git-done: the release $DONE_ACTION_REF"
else
	echo "git-done: there is no release for ${DONE_ACTION_REF:-this ref} on this machine: it is built"
	sh "${GITHUB_ACTION_PATH:?}/../build.sh" "$prefix"
fi
printf '%s\n' "$prefix/bin" >>"${GITHUB_PATH:?}"
