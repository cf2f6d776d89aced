#!/bin/sh
# SPDX-License-Identifier: MIT
# What import finds in documents whose facts are known: those of tests/samples, which were written for this project
# with their facts beside them - of tests/samples/layouts*, but layouts-3, before any program had read them - and, where
# they stand beside the project, the real ones of ../shared/seeds. TAP.
#
# usage: tests/accuracy/score.sh [--keep] BUILDDIR
#
# The figures of the last run that was kept stand in last.tsv: one that falls fails, so that it is seen in review, until
# --keep writes those of this run there.
set -eu

die() { printf 'score: %s\n' "$*" >&2; exit 2; }

keep=
if [ "${1:-}" = --keep ]; then
	keep=--keep
	shift
fi
[ $# = 1 ] || die 'usage: tests/accuracy/score.sh [--keep] BUILDDIR'
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

status=0
{
	if list samples "$samples/release-2019" "$samples/release-2020" "$samples/articles"; then
		python3 "$here/golden.py" "$samples" "$work/samples.tsv" || true
	else
		echo 'not ok - accuracy: the samples are imported'
	fi
	for layouts in "$samples"/layouts*; do
		name=${layouts##*/}
		if list "$name" "$layouts"/*.txt; then
			python3 "$here/figures.py" "$layouts" "$work/$name.tsv" >"$work/$name.figures"
		else
			echo "not ok - accuracy: $name are imported"
		fi
	done
	if [ ! -f "$shared/seeds/truth.tsv" ] || [ ! -f "$shared/tools/score.py" ]; then
		echo 'ok - accuracy: the seeds # SKIP the real documents are not here'
	elif list seeds "$shared"/seeds/*.txt; then
		python3 "$shared/tools/score.py" seeds "$work/seeds.tsv" "$shared/seeds" >"$work/seeds.figures"
	else
		echo 'not ok - accuracy: the seeds are imported'
	fi
	if [ ! -f "$shared/corpora/truth.tsv" ] || [ ! -f "$shared/tools/score.py" ]; then
		echo 'ok - accuracy: the corpora # SKIP the real documents are not here'
	else
		list corpora "$shared/corpora" || true # what fails is missing in the figures
		python3 "$shared/tools/score.py" corpora "$work/corpora.tsv" "$shared/corpora" >"$work/corpora.figures"
	fi
	if [ ! -f "$shared/reference/redaction/surface-forms.tsv" ]; then
		echo 'ok - accuracy: the forms of codes # SKIP their table is not here'
	else
		python3 "$here/surface-forms.py" "$build/tests/unit/parse-listing" "$shared/reference/redaction/surface-forms.tsv" \
			>"$work/surface-forms.figures"
	fi
	python3 "$here/compare.py" $keep "$here" "$work"
} | tee "$work/tap"
grep -Eq '^ok ' "$work/tap" || status=1
! grep -q '^not ok ' "$work/tap" || status=1
exit $status
