#!/bin/bash
# SPDX-License-Identifier: MIT
# Tests on real mounts. TAP; reports of sanitizers are failures.
#
# usage: tests/mount/run.sh BUILDDIR [TEST...]      TEST: the name of a file beside this one, without .test
#
# A test is a bash script that sources common.bash. It gets a store of our samples, which it must not change, and a
# folder of its own, below which whatever it mounts is unmounted afterwards. Root may run all of them. Two run at once,
# but for those that say in a line of their own `# alone: WHY`: they come last, one after the other.
set -euo pipefail
export LC_ALL=C.UTF-8 TZ=UTC

readonly SECONDS_A_TEST=${SECONDS_A_TEST:-600}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
die() {
	printf 'not ok - mount: %s\n' "$*"
	exit 1
}

[ $# -ge 1 ] || die 'usage: run.sh BUILDDIR [TEST...]'
build=$(CDPATH='' cd -- "$1" && pwd -P)
shift
export TOOLS=$build/tests/mount DOSSIER=$build/store/command/dossier DOSSIERFS=$build/fs/dossierfs
for program in "$DOSSIER" "$DOSSIERFS" "$TOOLS/handle"; do
	[ -x "$program" ] || die "$program is not built"
done
if ! { true <>/dev/fuse; } 2>/dev/null; then
	printf 'ok - mount: every test # SKIP no usable /dev/fuse\n1..1\n'
	exit 0
fi

# shellcheck disable=SC1091
. "$here/../jobs.bash"
# shellcheck disable=SC1091
. "$here/cleanup.bash"
# shellcheck disable=SC1091
. "$here/samples.bash"
work=$(mktemp -d "${TMPDIR:-/tmp}/dossierfs-test.XXXXXX")
finish() {
	status=$?
	trap - EXIT
	end_below $$
	unmount_below "$work"
	rm -rf "$work"
	exit "$status"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
chmod 755 "$work"
export STORE=$work/samples.dossier SAMPLES=$work/samples
make_samples "$SAMPLES"
"$DOSSIER" import "$STORE" "$SAMPLES"/* >"$work/import.log" 2>&1 || {
	sed 's/^/# /' "$work/import.log"
	die 'the samples are imported'
}
chmod 644 "$STORE"

# one NAME: its lines, then what it said of a failure.
one() {
	local name=$1 ended=0
	local tap=$work/$name.lines errors=$work/$name.errors
	export WORK=$work/$name
	mkdir "$WORK"
	timeout --kill-after=10 "$SECONDS_A_TEST" bash "$here/$name.test" </dev/null >"$tap" 2>"$errors" || ended=$?
	unmount_below "$WORK"
	if [ "$ended" != 0 ] && ! grep -q '^not ok' "$tap"; then
		printf 'not ok - %s: ended with status %d\n' "$name" "$ended" >>"$tap"
	fi
	cat "$tap"
	rm -rf "$WORK"
	! grep -q '^not ok' "$tap" || {
		sed 's/^/# /' "$errors"
		false
	}
}

alone=() together=()
[ $# -gt 0 ] || set -- "$here"/*.test
for test; do
	name=$(basename "$test" .test)
	if grep -q '^# alone: ' "$here/$name.test"; then
		alone+=("$name")
	else
		together+=("$name")
	fi
done
status=0
side_by_side 2 "$work" one "${together[@]}" || status=1
side_by_side 1 "$work" one "${alone[@]}" || status=1
printf '1..%d\n' "$(cat "$work"/*.tap | grep -cE '^(not )?ok' || true)"
exit "$status"
