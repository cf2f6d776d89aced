#!/bin/bash
# SPDX-License-Identifier: MIT
# Every test there is: installs what is missing, builds below build-test/, runs, counts.
#
# usage: tests/run.sh
#
# The last line is `N passed, N failed`, and where tests were skipped the line before it says how many; exit status 0 if
# nothing failed. With CI=true a mount test that is skipped has failed. Logs stay in build-test/logs/.
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
cd "$here/.."
builds=$PWD/build-test
logs=$builds/logs
passed=0 failed=0 skipped=0

say() { printf '\n== %s\n' "$*"; }
pass() { passed=$((passed + 1)); }
skip() { skipped=$((skipped + 1)); }
fail() {
	failed=$((failed + 1))
	printf 'not ok - %s\n' "$*"
}

# The last word is the verdict, also after an interrupt or a fault of this script.
finish() {
	status=$?
	trap - EXIT
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

# build NAME [MESON OPTION...]: false where it does not build, which is one failed test.
build() {
	local name=$1 log=$logs/build-$1
	shift
	say "build: $name"
	if [ ! -f "$builds/$name/build.ninja" ]; then
		rm -rf "${builds:?}/$name"
		if ! meson setup "$builds/$name" -Dwerror=true "$@" >"$log" 2>&1; then
			tail -n 40 "$log"
			fail "build: $name is configured"
			return 1
		fi
	fi
	if ninja -C "$builds/$name" >>"$log" 2>&1; then
		pass
	else
		grep -E -A 8 'error:|FAILED' "$log" | head -n 60 || tail -n 40 "$log"
		fail "build: $name"
		return 1
	fi
}

# unit NAME: the Criterion suites of a build; counted test by test where Criterion says how many, else by suite.
unit() {
	local name=$1 log=$builds/$1/meson-logs count
	say "unit: $name"
	rm -f "$log/testlog.json"
	timeout 600 meson test -C "$builds/$name" --no-rebuild --suite unit >"$logs/unit-$name" 2>&1 || true
	count=$(python3 - "$log/testlog.json" "$name" 3>&1 >&2 <<'END'
import json, os, re, sys
passed = failed = skipped = 0
path, build = sys.argv[1:]
for line in open(path, encoding='utf-8') if os.path.exists(path) else []:
    test = json.loads(line)
    text = (test.get('stdout') or '') + (test.get('stderr') or '')
    sums = re.findall(r'Passing: (\d+).*?Failing: (\d+).*?Crashing: (\d+)', text)
    if test['result'] == 'SKIP':
        skipped += 1
        continue
    good = sum(int(p) for p, _, _ in sums)
    bad = sum(int(f) + int(c) for _, f, c in sums)
    if test['result'] != 'OK':
        bad = bad or 1
        print(f"not ok - unit: {build}: {test['name']}: {test['result']}")
        print('\n'.join(text.splitlines()[-40:]))
    elif not sums:
        good = 1
    passed, failed = passed + good, failed + bad
os.write(3, f'{passed} {failed} {skipped}\n'.encode())
END
	) || count=
	if [ -z "$count" ] || [ "$count" = '0 0 0' ]; then
		tail -n 20 "$logs/unit-$name"
		fail "unit: $name: no suite was run"
		return
	fi
	local p f s
	read -r p f s <<<"$count"
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

# tap NAME SECONDS COMMAND...: counts the lines of a script that speaks TAP; output is shown where a test failed.
tap() {
	local name=$1 seconds=$2 log=$logs/$1 status=0 ok=0 bad=0 left=0 plan='' line
	shift 2
	say "$name"
	timeout --kill-after=20 "$seconds" "$@" </dev/null >"$log" 2>&1 || status=$?
	while IFS= read -r line; do
		case $line in
		'1..'[0-9]*)
			line=${line#1..} # a suite may be several scripts, each with its plan
			plan=$((plan + ${line%%[!0-9]*}))
			;;
		'ok '*'# SKIP'* | 'ok '*'# skip'*)
			if [ "${CI:-}" = true ] && [[ $name == mount* ]]; then
				bad=$((bad + 1))
				fail "$name: ${line#ok }"
			else
				left=$((left + 1))
				printf '%s\n' "$line"
			fi
			;;
		'ok' | 'ok '*) ok=$((ok + 1)) ;;
		'not ok'*) bad=$((bad + 1)) failed=$((failed + 1)) ;;
		esac
	done <"$log"
	passed=$((passed + ok)) skipped=$((skipped + left))
	if [ "$status" = 124 ] || [ "$status" = 137 ]; then
		fail "$name: not done after $seconds seconds"
	elif [ "$status" != 0 ] && [ "$bad" = 0 ]; then
		fail "$name: exit status $status"
	elif [ -n "$plan" ] && [ "$plan" != $((ok + bad + left)) ]; then
		fail "$name: $plan tests were planned, $((ok + bad + left)) ran"
	elif [ $((ok + bad + left)) = 0 ]; then
		fail "$name: no test was run"
	fi
	printf '%d passed, %d failed, %d skipped\n' "$ok" "$bad" "$left"
	if [ "$bad" != 0 ] || [ "$status" != 0 ]; then
		printf 'not ok - in full in %s\n' "${log#"$PWD/"}"
		grep -vE '^ok ' "$log" | tail -n 80 || true
	fi
}

# A sanitizer writes what it finds to $logs/NAME.PID; each such file is a failed test.
found_nothing() {
	local name=$1 file found=0
	for file in "$logs/$name".[0-9]*; do
		[ -s "$file" ] || continue
		found=1
		fail "$name: ${file##*/}"
		head -n 60 "$file"
	done
	[ "$found" = 1 ] || pass
}

# Suites that come with later capabilities are run as soon as their script is there.
run_suite() {
	local name=$1 seconds=$2 script=$3
	shift 3
	[ ! -f "$script" ] || tap "$name" "$seconds" "$(interpreter "$script")" "$script" "$@"
}

interpreter() {
	case $(head -n 1 "$1") in
	*python*) echo python3 ;;
	*bash*) echo bash ;;
	*) echo sh ;;
	esac
}

# Mounting over mount(8) and fstab takes root; mounting by fusermount3 does not.
as_root=()
if [ "$(id -u)" != 0 ]; then
	if sudo -n true 2>/dev/null; then
		as_root=(sudo -n '--preserve-env=CI,ASAN_OPTIONS,UBSAN_OPTIONS,TSAN_OPTIONS,LC_ALL')
	else
		echo 'not root and no sudo without a password: tests of mount(8) and fstab skip themselves'
	fi
fi

# mount_suite NAME SECONDS BUILDDIR [PREFIX...]: the tests named in $only, or all.
mount_suite() {
	local name=$1 seconds=$2 build=$3
	shift 3
	[ ! -f tests/mount/run.sh ] ||
		tap "$name" "$seconds" "${as_root[@]}" "$@" "$(interpreter tests/mount/run.sh)" tests/mount/run.sh "$build" \
			"${only[@]}"
}
only=()

rm -rf "$logs"
mkdir -p "$logs"
say 'packages'
mount-scripts/packages install run build test

run_suite structure 120 tests/structure/run.sh

if build gcc; then
	unit gcc
	run_suite command 300 tests/command/run.sh "$builds/gcc"
	run_suite query 120 tests/query/run.py "$builds/gcc"
	run_suite import 600 tests/import/run.sh "$builds/gcc"
	mount_suite mount 600 "$builds/gcc"
	tap bench 120 tests/bench/run.sh --build "$builds/gcc" --short
	run_suite accuracy 120 tests/accuracy/score.sh "$builds/gcc"
	run_suite accuracy-pdf 120 tests/accuracy/pdf-bundle.sh "$builds/gcc"
fi

if CC=clang build clang; then
	unit clang
fi

# Criterion forks a process a test and leaves its own memory to the kernel: leaks are sought in the real programs.
if build asan -Db_sanitize=address,undefined -Db_lundef=false -Dc_args=-fno-sanitize-recover=all; then
	export UBSAN_OPTIONS=print_stacktrace=1
	ASAN_OPTIONS=detect_leaks=0 unit asan
	export ASAN_OPTIONS=detect_leaks=1:log_path=$logs/asan-report
	export UBSAN_OPTIONS=print_stacktrace=1:log_path=$logs/asan-report
	run_suite command-asan 300 tests/command/run.sh "$builds/asan"
	run_suite query-asan 300 tests/query/run.py "$builds/asan"
	FEWER=1 run_suite import-asan 600 tests/import/run.sh "$builds/asan"
	mount_suite mount-asan 600 "$builds/asan"
	unset ASAN_OPTIONS UBSAN_OPTIONS
	found_nothing asan-report
fi

# Inputs that nobody thought of; the findings of a run stay in build-test/fuzz/findings.
if CC=clang build fuzz -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false -Dc_args=-fno-sanitize-recover=all; then
	run_suite fuzz 600 tests/fuzz/run.sh "$builds/fuzz"
fi

if build tsan -Db_sanitize=thread -Db_lundef=false; then
	export TSAN_OPTIONS=log_path=$logs/tsan-report
	[ ! -f tests/tsan.supp ] || TSAN_OPTIONS+=:suppressions=$PWD/tests/tsan.supp
	# GCC 12's ThreadSanitizer does not start where addresses are spread over more than 28 bits.
	still=(setarch "$(uname -m)" --addr-no-randomize)
	"${still[@]}" true 2>/dev/null || still=()
	only=(live race reads search stability tools xattr) # those in which threads meet
	mount_suite mount-tsan 600 "$builds/tsan" "${still[@]}"
	unset TSAN_OPTIONS
	found_nothing tsan-report
fi
