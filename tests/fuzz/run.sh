#!/bin/bash
# SPDX-License-Identifier: MIT
# Feeds every fuzz target for a while, from its seeds; a finding is a failed test, and its input is kept. TAP.
#
# usage: tests/fuzz/run.sh BUILDDIR [SECONDS [FINDINGS]]
#
# BUILDDIR was configured with CC=clang -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false. SECONDS are for each
# target (5); inputs that fail are written below FINDINGS (BUILDDIR/findings), and what was learnt below BUILDDIR/corpus.
set -u

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
[ $# -ge 1 ] || { echo 'usage: tests/fuzz/run.sh BUILDDIR [SECONDS [FINDINGS]]' >&2; exit 2; }
build=$1 seconds=${2:-5} findings=${3:-$1/findings}
count=0 failed=0

for target in "$build"/tests/fuzz/fuzz-*; do
	[ -x "$target" ] && [ -f "$target" ] || continue
	name=${target##*/fuzz-}
	mkdir -p "$build/corpus/$name" "$findings/$name"
	seeds=()
	[ ! -d "$here/seeds/$name" ] || seeds=("$here/seeds/$name")
	count=$((count + 1))
	# Leaks are looked for once the input ends; memory and time of one input are bounded.
	if ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1 "$target" -max_total_time="$seconds" -timeout=25 \
		-rss_limit_mb=4096 -max_len=65536 -artifact_prefix="$findings/$name/" "$build/corpus/$name" "${seeds[@]}" \
		>"$findings/$name.log" 2>&1; then
		echo "ok $count - fuzz: $name, $(grep -o '^Done [0-9]* runs' "$findings/$name.log" | tail -n 1)"
	else
		failed=$((failed + 1))
		echo "not ok $count - fuzz: $name"
		grep -E 'ERROR|SUMMARY|#[0-9] |Test unit' "$findings/$name.log" | head -n 20 | sed 's/^/# /'
	fi
done
echo "1..$count"
[ "$failed" = 0 ] && [ "$count" -gt 0 ]
