#!/bin/sh
# SPDX-License-Identifier: MIT
# What an import must survive: run.sh BUILDDIR. Prints a TAP line a check; fails if one does.
set -u

[ $# -eq 1 ] || { echo "usage: run.sh BUILDDIR" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
failed=0

for test in hostile faults kill damage sandbox formats members bombs update remove; do
    python3 "$here/$test.py" "$build/store/command/dossier" || failed=1
done
exit $failed
