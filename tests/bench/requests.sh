#!/bin/bash
# SPDX-License-Identifier: MIT
# The longest request that a large store makes one wait for: random reads of catalogue/, and what Ctrl-C ends.
#
# usage: tests/bench/requests.sh BUILDDIR [DOCUMENTS]
set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
build=$(CDPATH='' cd -- "$1" && pwd -P)
documents=${2:-100000}
work=$(mktemp -d "${TMPDIR:-/tmp}/dossierfs-bench.XXXXXX")
mnt=$work/mnt
finish() {
	fusermount3 -uz "$mnt" 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT

# Some words stand in every document, for queries that are slow on purpose.
messages() {
	awk -v first="$1" -v last="$2" 'BEGIN {
		srand(first)
		for (n = first; n <= last; n++) {
			printf "From: POST%d\nSent: Monday, %d July %d 9:15 AM\nTo: CAPITAL\nSubject: REPORT %d\n\nSummary\n\n",
				n / 100, n % 28 + 1, 1990 + n % 30, n
			printf "s6(a)\n\nThe delegation of Peru spoke on point %d.\n", n
			for (i = 0; i < 120; i++) printf "w%d%s", int(rand() * rand() * 5000), i % 12 == 11 ? "\n" : " "
			printf "\n"
		}
	}'
}
mkdir "$work/many" "$mnt"
for part in $(seq 0 99); do
	messages $((documents * part / 100 + 1)) $((documents * (part + 1) / 100)) >"$work/many/$part.txt"
done
"$build/store/command/dossier" import "$work/s" "$work/many" | tail -n 1
"$build/fs/dossierfs" "$work/s" "$mnt"

echo "rows of documents.csv: $(wc -l <"$mnt/catalogue/documents.csv") (a header, and one a document)"
fusermount3 -u "$mnt"
"$build/fs/dossierfs" "$work/s" "$mnt"
python3 "$here/requests.py" "$mnt"
