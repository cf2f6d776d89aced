#!/bin/bash
# SPDX-License-Identifier: MIT
# What an import must survive: run.sh BUILDDIR [TEST...]. TEST: the name of a file beside this one, without .py.
# Two run at once, so a test must not depend on how long anything takes. Prints a TAP line a check; fails if one does.
set -u

[ $# -ge 1 ] || { echo "usage: run.sh BUILDDIR [TEST...]" >&2; exit 2; }
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
build=$(CDPATH='' cd -- "$1" && pwd -P) || exit
shift
# shellcheck disable=SC1091
. "$here/../jobs.bash"
work=$(mktemp -d)
finish() {
	status=$?
	trap - EXIT
	end_below $$
	rm -rf "$work"
	exit "$status"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

one() { python3 "$here/$1.py" "$build/store/command/dossier"; }

# sandbox begins: it waits for a time limit of the program for a minute.
mapfile -t others < <(cd "$here" && printf '%s\n' *.py | sed 's/\.py$//' | grep -vxE 'sandbox|tap')
[ $# -gt 0 ] || set -- sandbox "${others[@]}"
side_by_side 2 "$work" one "$@"
