# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# shellcheck disable=SC2154 # $builds, $logs, $as_root are those of run.sh
# How tests/run.sh builds, runs and counts: each function adds to $passed, $failed and $skipped of the shell that calls it.
# Builds stand in $builds, logs in $logs.

pass() { passed=$((passed + 1)); }
fail() {
	failed=$((failed + 1))
	printf 'not ok - %s\n' "$*"
}

# build NAME TARGET [MESON OPTION...]: false where it does not build, which is one failed test.
build() {
	local name=$1 target=$2 log=$logs/build-$1
	shift 2
	if [ ! -f "$builds/$name/build.ninja" ] || [ "$(cat "$builds/$name/asked" 2>/dev/null)" != "${CC:-} $*" ]; then
		rm -rf "${builds:?}/$name"
		if ! meson setup "$builds/$name" -Dwerror=true "$@" >"$log" 2>&1; then
			tail -n 40 "$log"
			fail "build: $name is configured"
			return 1
		fi
		printf '%s\n' "${CC:-} $*" >"$builds/$name/asked"
	fi
	if ninja -C "$builds/$name" "$target" >>"$log" 2>&1; then
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
	rm -f "$log/testlog.json"
	timeout 900 meson test -C "$builds/$name" --no-rebuild --suite unit --timeout-multiplier 5 >"$logs/unit-$name" 2>&1 || true
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

# tap NAME SECONDS SCRIPT [ARGUMENT...]: counts the lines of a script that speaks TAP; output is shown where a test failed.
# $as_root may hold a command that runs another.
tap() {
	local name=$1 seconds=$2 log=$logs/$1 status=0 ok=0 bad=0 left=0 plan='' line
	shift 2
	timeout --kill-after=20 "$seconds" "${as_root[@]}" "$(interpreter "$1")" "$@" </dev/null >"$log" 2>&1 || status=$?
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
	if [ "$bad" != 0 ] || [ "$status" != 0 ]; then
		printf 'not ok - in full in %s\n' "${log#"$PWD/"}"
		grep -vE '^ok ' "$log" | tail -n 80 || true
	fi
}

# watched SANITIZER NAME SECONDS SCRIPT [ARGUMENT...]: counts it as `tap` does, and its sanitizer's reports. A sanitizer writes
# what it finds to $logs/NAME.report.PID; each such file is a failed test.
watched() {
	local sanitizer=$1 name=$2 file found=0
	local report=$logs/$name.report
	shift
	case $sanitizer in
	asan)
		export ASAN_OPTIONS=detect_leaks=1:log_path=$report
		export UBSAN_OPTIONS=print_stacktrace=1:log_path=$report
		;;
	tsan)
		export TSAN_OPTIONS=log_path=$report
		[ ! -f tests/tsan.supp ] || TSAN_OPTIONS+=:suppressions=$PWD/tests/tsan.supp
		;;
	esac
	tap "$@"
	for file in "$report".[0-9]*; do
		[ -e "$file" ] || continue
		# A test killed the process while its leaks were looked for: that is all it says.
		grep -qvF 'Unable to get registers from thread' "$file" || continue
		found=1
		fail "$name: ${file##*/}"
		head -n 60 "$file"
	done
	[ "$found" = 1 ] || pass
}

interpreter() {
	case $(head -n 1 "$1") in
	*python*) echo python3 ;;
	*bash*) echo bash ;;
	*) echo sh ;;
	esac
}
