#!/bin/sh
# SPDX-License-Identifier: MIT
# From a fresh checkout to a mounted store: installs what is missing, builds, imports, mounts, shows.
#
# usage: mount-scripts/quickstart.sh [FILE OR FOLDER...]      without any: the samples of the tests
#
# Leaves build/, quickstart.dossier and the mount at mnt/ in the project's folder. Run again, it imports what is new
# and remounts.
set -eu

die() { printf 'quickstart: %s\n' "$*" >&2; exit 1; }
say() { printf '\n== %s\n' "$*"; }

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
project=${here%/*}
store=$project/quickstart.dossier
mount=$project/mnt
dossier=$project/build/store/command/dossier
dossierfs=$project/build/fs/dossierfs

# What undoes the step that is half-done.
nothing() { :; }
remove_build() { rm -rf "$project/build"; }
remove_store() { rm -f "$store" "$store-wal" "$store-shm" "$store-journal"; }
remove_mount() { rmdir "$mount"; }
end_mount() { fusermount3 -u "$mount"; }
undo=nothing
trap 'status=$?; trap - EXIT; $undo; exit $status' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# mountpoint(1) fails on a mount whose program is gone; the kernel's table does not. It writes blanks as \040.
mounted() {
	at=$(printf '%s' "$mount" | sed 's/\\/\\134/g; s/ /\\040/g; s/	/\\011/g')
	cut -d' ' -f2 /proc/self/mounts | grep -Fxq -- "$at"
}

unmount() {
	! mounted || fusermount3 -u "$mount" || die "$mount is in use: leave it (cd out, close files) and run this again"
	! mounted || die "$mount does not let go of an earlier mount"
}

build() {
	if [ ! -f build/build.ninja ]; then
		[ -e build ] || undo=remove_build
		meson setup build >/dev/null || die 'meson setup failed; see build/meson-logs/meson-log.txt'
		undo=nothing
	fi
	ninja -C build store/command/dossier fs/dossierfs || die 'the build failed'
}

import() {
	[ -e "$store" ] || undo=remove_store
	status=0
	"$dossier" import "$store" "$@" || status=$?
	case $status in
	0) ;;
	1) printf 'Some files could not be read; the ledger above says which and why.\n' >&2 ;;
	*) die "the import failed" ;;
	esac
	undo=nothing
}

mount_store() {
	[ -c /dev/fuse ] || die 'this machine has no /dev/fuse (a container needs --device /dev/fuse --cap-add SYS_ADMIN)'
	if ! { true <>/dev/fuse; } 2>/dev/null; then
		die '/dev/fuse may not be opened by you'
	fi
	if [ ! -d "$mount" ]; then
		mkdir "$mount"
		undo=remove_mount
	fi
	# It comes back once the mount answers.
	"$dossierfs" "$store" "$mount" || die 'the mount failed'
	undo=end_mount
	if ! mounted || [ ! -f "$mount/README.txt" ]; then
		die 'the mount does not answer'
	fi
	undo=nothing
}

# A path as one can paste it into a shell.
quoted() {
	case $1 in
	*[!A-Za-z0-9_./+,@%-]*) printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
	*) printf '%s' "$1" ;;
	esac
}

show() {
	say 'The tree'
	ls "$mount"
	say 'Who wrote (by-sender)'
	ls "$mount/by-sender"
	say 'What was withheld, by ground, most documents first (by-redaction)'
	find "$mount/by-redaction" -mindepth 1 -maxdepth 1 -type d ! -name none -exec ls -lS {} +
	say 'When (by-date)'
	find "$mount/by-date" -mindepth 1 -maxdepth 2 -type d -printf '%P\n' | LC_ALL=C sort | head -n 24
	say 'Next'
	cat <<END
the mount       $mount
import, search  $dossier
mount           $dossierfs
the store       $store

  cd $(quoted "$mount")
  grep -rl WORD documents

To import more and mount again, from outside the mount:

  $(quoted "$here/quickstart.sh") MORE-FILES

To unmount:

  fusermount3 -u $(quoted "$mount")
END
}

main() {
	# The files are named from where the caller stands.
	for file; do
		[ -e "$file" ] || die "no such file or folder: $file"
		set -- "$@" "$(realpath -- "$file")"
		shift
	done
	cd "$project"
	if [ $# = 0 ]; then
		set -- tests/samples/release-2019 tests/samples/release-2020 tests/samples/articles
	fi
	say 'Packages'
	"$here/packages" install run build
	echo 'all there'
	say 'Build'
	build
	say 'Import'
	unmount
	import "$@"
	say 'Mount'
	mount_store
	printf '%s is mounted at %s\n' "$store" "$mount"
	show
}

main "$@"
