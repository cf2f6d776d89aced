#!/bin/bash
# SPDX-License-Identifier: MIT
# Every test there is: installs what is missing, builds below build-test/, runs, counts.
#
# usage: tests/run.sh
#
# The last line is `N passed, N failed`, and where tests were skipped the line before it says how many; exit status 0 if
# nothing failed. With CI=true a mount test that is skipped has failed. Logs stay in build-test/logs/.
#
# Three lanes run side by side: builds, at a low priority; what computes; what mounts, which mostly waits. A stage of a
# lane begins when its build is there, and is shown in one piece when it ends. Mounts of two stages never meet: some
# tests make the kernel forget what it keeps of all of them.
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
cd "$here/.."
builds=$PWD/build-test
logs=$builds/logs
stages=$logs/stages # NAME.out: what it says; NAME.counts: passed, failed, skipped, seconds; NAME.good: it was built
passed=0 failed=0 skipped=0
# shellcheck disable=SC1091
. tests/jobs.bash
# shellcheck disable=SC1091
. tests/count.bash

# The last word is the verdict, also after an interrupt or a fault of this script.
finish() {
	status=$?
	trap - EXIT
	end_below $$
	if [ "$status" != 0 ]; then
		fail "tests/run.sh ended early with status $status"
	fi
	if [ $((passed + failed)) = 0 ]; then
		fail 'no test was run'
	fi
	printf '\n'
	[ "$skipped" = 0 ] || printf '%d skipped\n' "$skipped"
	printf '%d passed, %d failed\n' "$passed" "$failed"
	[ "$failed" = 0 ]
	exit
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# ---- stages and lanes ----

# stage NAME COMMAND...: in a shell of its own; says its name when it is over.
stage() {
	local name=$1
	shift
	(
		trap - EXIT
		passed=0 failed=0 skipped=0 SECONDS=0
		! "$@" || : >"$stages/$name.good"
		printf '%d %d %d %d\n' "$passed" "$failed" "$skipped" "$SECONDS" >"$stages/$name.counts"
	) >"$stages/$name.out" 2>&1 </dev/null || true
	: >"$stages/$name.over"
	printf '%s\n' "$name"
}

# built NAME: waits for the build; false where it failed.
built() {
	until [ -e "$stages/build-$1.over" ] || [ -e "$stages/lane_of_builds.over" ]; do
		sleep 0.2
	done
	[ -e "$stages/build-$1.good" ]
}

# show NAME: a stage that is over.
show() {
	local p=0 f=0 s=0 seconds=0
	if [ -s "$stages/$1.counts" ]; then
		read -r p f s seconds <"$stages/$1.counts"
	fi
	printf '\n== %s (%d s)\n' "$1" "$seconds"
	cat "$stages/$1.out"
	[ -s "$stages/$1.counts" ] || fail "$1: it ended early"
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
	printf '%d passed, %d failed, %d skipped\n' "$p" "$f" "$s"
}

# The stages of a lane; then its end is known, which those who wait for a build must see.
lane() {
	# shellcheck disable=SC2064 # the name as it is now
	trap ": >'$stages/$1.over'" EXIT
	"$1"
}

# The library alone stands in the fuzz build, and in the tsan build what is mounted. The asan build has clang's warnings too.
lane_of_builds() {
	renice -n 10 "$BASHPID" >/dev/null
	stage build-gcc build gcc all
	CC=clang stage build-asan build asan all -Db_sanitize=address,undefined -Db_lundef=false -Doptimization=1 \
		-Dc_args=-fno-sanitize-recover=all
	stage build-tsan build tsan mounted -Db_sanitize=thread -Db_lundef=false
	CC=clang stage build-fuzz build fuzz fuzzed -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false \
		-Dc_args=-fno-sanitize-recover=all
}

lane_of_sums() {
	local as_root=()
	stage structure tap structure 120 tests/structure/run.sh
	if built gcc; then
		stage unit-gcc unit gcc
		stage needed tap needed 30 tests/structure/needed.sh "$builds/gcc"
		stage command tap command 300 tests/command/run.sh "$builds/gcc"
		stage query tap query 120 tests/query/run.py "$builds/gcc"
		stage accuracy tap accuracy 240 tests/accuracy/score.sh "$builds/gcc"
		stage accuracy-pdf tap accuracy-pdf 240 tests/accuracy/pdf-bundle.sh "$builds/gcc"
		stage import tap import 900 tests/import/run.sh "$builds/gcc"
	fi
	# Criterion forks a process a test and leaves its own memory to the kernel: leaks are sought in the real programs.
	if built asan; then
		UBSAN_OPTIONS=print_stacktrace=1 ASAN_OPTIONS=detect_leaks=0 stage unit-asan unit asan
		stage command-asan watched asan command-asan 300 tests/command/run.sh "$builds/asan"
		stage query-asan watched asan query-asan 300 tests/query/run.py "$builds/asan"
		FEWER=1 stage import-asan watched asan import-asan 900 tests/import/run.sh "$builds/asan"
	fi
	# Inputs that nobody thought of; the findings of a run stay in build-test/fuzz/findings.
	! built fuzz || stage fuzz tap fuzz 600 tests/fuzz/run.sh "$builds/fuzz"
}

lane_of_mounts() {
	local as_root=() where_threads_meet
	# Mounting over mount(8) and fstab takes root; mounting by fusermount3 does not.
	if [ "$(id -u)" != 0 ] && sudo -n true 2>/dev/null; then
		as_root=(sudo -n '--preserve-env=CI,ASAN_OPTIONS,UBSAN_OPTIONS,TSAN_OPTIONS,LC_ALL')
	fi
	! built gcc || stage mount tap mount 900 tests/mount/run.sh "$builds/gcc"
	! built gcc || stage bench tap bench 300 tests/bench/run.sh --build "$builds/gcc" --short
	! built asan || stage mount-asan watched asan mount-asan 900 tests/mount/run.sh "$builds/asan"
	if built tsan; then
		# ThreadSanitizer does not start where addresses are spread over more than 28 bits.
		! setarch "$(uname -m)" --addr-no-randomize true 2>/dev/null ||
			as_root+=(setarch "$(uname -m)" --addr-no-randomize)
		mapfile -t where_threads_meet < <(grep -l '^# threads meet: ' tests/mount/*.test)
		stage mount-tsan watched tsan mount-tsan 900 tests/mount/run.sh "$builds/tsan" "${where_threads_meet[@]}"
	fi
}

lanes() {
	local pids=() process good=0
	lane lane_of_builds &
	pids+=($!)
	lane lane_of_sums &
	pids+=($!)
	lane lane_of_mounts &
	pids+=($!)
	for process in "${pids[@]}"; do
		wait "$process" || good=1
	done
	return "$good"
}

rm -rf "$logs"
mkdir -p "$stages"
printf '\n== packages\n'
mount-scripts/packages install run build test
if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
	echo 'not root and no sudo without a password: tests of mount(8) and fstab skip themselves'
fi
while read -r name; do
	show "$name"
done < <(lanes)
wait $! || fail 'a lane ended early'
