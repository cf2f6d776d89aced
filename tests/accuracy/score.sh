#!/bin/sh
# SPDX-License-Identifier: MIT
# What import finds in documents whose facts are known: those of tests/samples, which were written for this project
# with their facts beside them - of tests/samples/layouts, layouts-2 and layouts-3 before any program had read them - and, where they stand
# beside the project, the real ones of ../shared/seeds. TAP.
#
# usage: tests/accuracy/score.sh BUILDDIR
set -eu

die() { printf 'score: %s\n' "$*" >&2; exit 2; }

[ $# = 1 ] || die 'usage: tests/accuracy/score.sh BUILDDIR'
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
project=$(CDPATH='' cd -- "$here/../.." && pwd -P)
build=$(CDPATH='' cd -- "$1" && pwd -P)
dossier=$build/store/command/dossier
[ -x "$dossier" ] || die "no such program: $dossier"
shared=$project/../shared
samples=$project/tests/samples

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# A listing of a new store with the files named; no listing if a source failed.
list() {
	name=$1
	shift
	imported=0
	"$dossier" import "$work/$name.dossier" "$@" >"$work/$name.ledger" 2>&1 || imported=$?
	[ "$imported" -le 1 ] && "$dossier" list --format=tsv "$work/$name.dossier" >"$work/$name.tsv" &&
		[ "$imported" = 0 ] && return 0
	sed 's/^/# /' "$work/$name.ledger"
	return 1
}

# Figures against the bars of a file: "FIGURE<TAB>hits|value<TAB>BAR".
compare() {
	awk -F '\t' '
		NR == FNR { if ($1 !~ /^#/ && NF >= 3) { kind[$1] = $2; bar[$1] = $3; order[++n] = $1 } next }
		{ value[$1] = $2; split($3, part, "/"); hits[$1] = part[1]; of[$1] = $3 }
		END {
			for (i = 1; i <= n; i++) {
				name = order[i]
				got = kind[name] == "hits" ? hits[name] : value[name]
				if (!(name in value)) printf "not ok - accuracy: %s is missing\n", name
				else printf "%s - accuracy: %s %s (%s), bar %s\n", (got + 0 >= bar[name] + 0 ? "ok" : "not ok"), name,
					value[name], of[name], bar[name]
			}
		}' "$1" "$2"
}

status=0
{
	if list samples "$samples/release-2019" "$samples/release-2020" "$samples/articles"; then
		python3 "$here/golden.py" "$samples" "$work/samples.tsv" || true
	else
		echo 'not ok - accuracy: the samples are imported'
	fi
	if list layouts "$samples"/layouts/*.txt; then
		python3 "$here/figures.py" "$samples/layouts" "$work/layouts.tsv" >"$work/figures"
		compare "$here/layouts.tsv" "$work/figures"
	else
		echo 'not ok - accuracy: the layouts are imported'
	fi
	if list layouts-2 "$samples"/layouts-2/*.txt; then
		python3 "$here/figures.py" "$samples/layouts-2" "$work/layouts-2.tsv" >"$work/figures"
		compare "$here/layouts-2.tsv" "$work/figures"
	else
		echo 'not ok - accuracy: the second layouts are imported'
	fi
	if list layouts-3 "$samples"/layouts-3/*.txt; then
		python3 "$here/figures.py" "$samples/layouts-3" "$work/layouts-3.tsv" >"$work/figures"
		compare "$here/layouts-3.tsv" "$work/figures"
	else
		echo 'not ok - accuracy: the third layouts are imported'
	fi
	if [ ! -f "$shared/seeds/truth.tsv" ] || [ ! -f "$shared/tools/score.py" ]; then
		echo 'ok - accuracy: the seeds # SKIP the real documents are not here'
	elif list seeds "$shared"/seeds/*.txt; then
		python3 "$shared/tools/score.py" seeds "$work/seeds.tsv" "$shared/seeds" >"$work/figures"
		compare "$here/bars.tsv" "$work/figures"
	else
		echo 'not ok - accuracy: the seeds are imported'
	fi
	if [ ! -f "$shared/corpora/truth.tsv" ] || [ ! -f "$shared/tools/score.py" ]; then
		echo 'ok - accuracy: the corpora # SKIP the real documents are not here'
	else
		list corpora "$shared/corpora" || true # what fails is missing in the figures
		python3 "$shared/tools/score.py" corpora "$work/corpora.tsv" "$shared/corpora" >"$work/figures"
		compare "$here/corpora.tsv" "$work/figures"
	fi
	if [ ! -f "$shared/reference/redaction/surface-forms.tsv" ]; then
		echo 'ok - accuracy: the forms of codes # SKIP their table is not here'
	else
		python3 "$here/surface-forms.py" "$build/tests/unit/parse-listing" "$shared/reference/redaction/surface-forms.tsv" \
			>"$work/figures"
		compare "$here/surface-forms.tsv" "$work/figures"
	fi
} | tee "$work/tap"
grep -Eq '^ok ' "$work/tap" || status=1
! grep -q '^not ok ' "$work/tap" || status=1
exit $status
