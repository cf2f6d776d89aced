#!/bin/sh
# SPDX-License-Identifier: MIT
# What the programs load before they begin: only what reading a store takes. Each library more is time that every
# command pays. TAP.
#
# usage: tests/structure/needed.sh BUILDDIR
set -eu

[ $# -eq 1 ] || { echo "usage: needed.sh BUILDDIR" >&2; exit 2; }
status=0

# only PROGRAM LIBRARY...: these and the C library and what compilers add, nothing else.
only() {
	program=$1
	shift
	needed=$(readelf -d "$program")
	other=$(printf '%s\n' "$needed" | sed -n 's/.*(NEEDED).*\[lib\([^]]*\)\.so.*/\1/p' |
		grep -vE '^(c|dl|m|pthread|gcc_s|asan|ubsan|tsan)$' | grep -vxF "$(printf '%s\n' "$@")" || true)
	if [ -z "$other" ]; then
		echo "ok - structure: ${program##*/} loads nothing but $*"
	else
		echo "not ok - structure: ${program##*/} loads nothing but $*"
		printf '# %s\n' $other
		status=1
	fi
}

only "$1/store/command/dossier" sqlite3 zstd
only "$1/fs/dossierfs" fuse3 sqlite3 zstd
exit $status
