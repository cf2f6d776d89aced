#!/bin/bash
# SPDX-License-Identifier: MIT
# How long a message that is imported into a mounted store takes to show: directories, aliases, names that were missing.
#
# usage: tests/bench/live.sh BUILDDIR [DOCUMENTS]
set -euo pipefail
build=$(CDPATH='' cd -- "$1" && pwd -P)
documents=${2:-100000}
work=$(mktemp -d "${TMPDIR:-/tmp}/dossierfs-bench.XXXXXX")
mnt=$work/mnt
finish() {
	fusermount3 -uz "$mnt" 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT
milliseconds() { echo $(($(date +%s%N) / 1000000)); }
# message NUMBER: one a sender each hundred.
messages() {
	awk -v first="$1" -v last="$2" 'BEGIN {
		for (n = first; n <= last; n++) {
			printf "From: POST%d\nSent: Monday, %d July %d 9:15 AM\nTo: CAPITAL\nSubject: REPORT %d\n\nSummary\n\n",
				n / 100, n % 28 + 1, 1990 + n % 30, n
			printf "s6(a)\n\nThe delegation of Peru spoke on point %d.\n\n", n
		}
	}'
}
mkdir "$work/many" "$mnt"
for part in $(seq 0 99); do
	messages $((documents * part / 100 + 1)) $((documents * (part + 1) / 100)) >"$work/many/$part.txt"
done
began=$(milliseconds)
"$build/store/command/dossier" import "$work/s" "$work/many" >"$work/ledger"
echo "import of $documents documents: $(($(milliseconds) - began)) ms"
"$build/fs/dossierfs" "$work/s" "$mnt"
began=$(milliseconds)
find "$mnt" -ls >/dev/null
echo "a walk: $(($(milliseconds) - began)) ms"
for round in 1 2 3 4 5; do
	missing=("$mnt/by-sender/HARBOUR$round" "$mnt/by-date/203$round" "$mnt/originals/one$round.txt")
	[ "$round" != 1 ] || missing+=("$mnt/by-country/Chile" "$mnt/by-country/cl" "$mnt/by-country/CL")
	! stat "${missing[@]}" >/dev/null 2>&1 || exit 1
	printf 'From: HARBOUR%d\nSent: Monday, 6 July 203%d 9:15 AM\nTo: CAPITAL\nSubject: OF CHILE\n\nChile, Chile.\n' \
		"$round" "$round" >"$work/one$round.txt"
	began=$(milliseconds)
	"$build/store/command/dossier" import "$work/s" "$work/one$round.txt" >"$work/ledger"
	ended=$(milliseconds)
	until stat "${missing[@]}" >/dev/null 2>&1; do :; done
	echo "message $round: import $((ended - began)) ms, all there $(($(milliseconds) - ended)) ms after it"
done
