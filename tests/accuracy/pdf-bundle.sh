#!/bin/sh
# SPDX-License-Identifier: MIT
# Bundles of tests/samples printed to PDF give the documents, senders, dates, titles, codes and countries of their text;
# and the words of real pages are those that another program read. TAP.
#
# usage: tests/accuracy/pdf-bundle.sh BUILDDIR
set -eu

die() { printf 'pdf-bundle: %s\n' "$*" >&2; exit 2; }

[ $# = 1 ] || die 'usage: tests/accuracy/pdf-bundle.sh BUILDDIR'
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
project=$(CDPATH='' cd -- "$here/../.." && pwd -P)
parse=$(CDPATH='' cd -- "$1" && pwd -P)/tests/unit/parse-listing
[ -x "$parse" ] || die "no such program: $parse"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The Python that Debian's packages are for need not be the first one.
python=
for one in python3 /usr/bin/python3; do
	if [ -z "$python" ] && "$one" -c 'import reportlab' 2>/dev/null; then python=$one; fi
done

# Type, sender, date, title, codes and countries of each document.
facts() { "$parse" "$work" "$1" | cut -f 3-8; }

# compare YEAR STYLE [OPTION]: prints the bundle and reads it both ways.
compare() {
	name="accuracy: the release of $1 printed to PDF $2 reads like its text"
	bundle=$project/tests/samples/release-$1/bundle.txt
	shift 2
	"$python" "$here/print-bundle.py" "$@" "$bundle" "$work/bundle.pdf"
	facts "$bundle" >"$work/text.tsv"
	facts "$work/bundle.pdf" >"$work/pdf.tsv"
	if diff "$work/text.tsv" "$work/pdf.tsv" >"$work/difference"; then
		echo "ok - $name"
	else
		sed 's/^/# /' "$work/difference"
		echo "not ok - $name"
	fi
}

{
	for year in 2019 2020; do
		if [ -z "$python" ]; then
			echo "ok - accuracy: the release of $year printed to PDF # SKIP there is no reportlab"
			continue
		fi
		compare "$year" 'with footers'
		compare "$year" 'with stamps of a case' --case
	done
	python3 "$here/pdf-words.py" "$parse" "$project/../shared/corpora/us-fbi-pdf" || true
} | tee "$work/tap"
grep -Eq '^ok ' "$work/tap" && ! grep -q '^not ok ' "$work/tap"
