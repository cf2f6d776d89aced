# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What the mount tests share: TAP, and mounting in the foreground so that exit status and counters are seen.
# $WORK is the test's own folder, $STORE a store not to be changed, $TOOLS the folder of our C programs.

NAME=$(basename "$0" .test)
MNT=$WORK/mnt
LOG=$WORK/driver.log
DRIVER=
mkdir -p "$MNT"
# shellcheck disable=SC1091
. "$(dirname "$0")/cleanup.bash"
trap 'unmount_below "$WORK"' EXIT

ok() { printf 'ok - %s: %s\n' "$NAME" "$*"; }
not_ok() { printf 'not ok - %s: %s\n' "$NAME" "$*"; }
skip() { printf 'ok - %s: %s # SKIP %s\n' "$NAME" "$1" "$2"; }
comment() { sed 's/^/#   /' | head -n 30; }

# check WHAT COMMAND...: the command succeeds.
check() {
	local what=$1
	shift
	if "$@" >"$WORK/output" 2>&1; then
		ok "$what"
	else
		not_ok "$what"
		comment <"$WORK/output"
	fi
}

# silent WHAT COMMAND...: the command succeeds and says nothing.
silent() {
	local what=$1 status=0
	shift
	"$@" >"$WORK/output" 2>&1 || status=$?
	if [ "$status" = 0 ] && [ ! -s "$WORK/output" ]; then
		ok "$what"
	else
		not_ok "$what (status $status)"
		comment <"$WORK/output"
	fi
}

# equal WHAT EXPECTED ACTUAL
equal() {
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1"
		printf 'expected: %s\nfound:    %s\n' "$2" "$3" | comment
	fi
}

# until_true COMMAND...: waits for a fact; the test's time limit ends it if it never comes.
until_true() {
	until "$@" 2>/dev/null; do
		sleep 0.02
	done
}

is_mounted() { grep -qF " $1 fuse.dossierfs " /proc/self/mounts; }
answers_or_ended() { is_mounted "$MNT" && stat "$MNT" >/dev/null || ! kill -0 "$DRIVER"; }
need_root() {
	[ "$(id -u)" = 0 ] && return
	skip 'every check' 'needs root'
	exit 0
}
# Sanitizers make programs slow: some tests are content with less.
sanitized() { grep -qaE '__(asan|tsan)_init' "$DOSSIERFS"; }
# slow MILLISECONDS: a time limit, which a sanitizer makes longer.
slow() { sanitized && echo "$(($1 * 10))" || echo "$1"; }

# start [STORE [OPTION...]]: mounts it at $MNT in the foreground; signals are taken although a script starts it.
start() {
	local store=${1:-$STORE}
	shift || true
	env --default-signal=INT,HUP "$DOSSIERFS" -f "$@" "$store" "$MNT" 2>"$LOG" &
	DRIVER=$!
	until_true answers_or_ended
}

# ended: waits for the driver; its exit status becomes $DRIVER_STATUS. Reports of sanitizers give another than 0.
ended() {
	DRIVER_STATUS=0
	wait "$DRIVER" || DRIVER_STATUS=$?
	DRIVER=
	! grep -qE 'ERROR: (Address|Leak)Sanitizer|WARNING: ThreadSanitizer|runtime error:' "$LOG" || DRIVER_STATUS=99
	[ "$DRIVER_STATUS" = 0 ] || sed 's/^/# driver: /' "$LOG" | head -n 60
}

# stop: unmounts; a driver that does not end well is a failed check.
stop() {
	fusermount3 -u "$MNT"
	ended
	[ "$DRIVER_STATUS" = 0 ] || not_ok "the driver ended with status $DRIVER_STATUS"
}

# The process that serves $MNT, by its name and argument.
server() {
	local folder
	for folder in /proc/[0-9]*; do
		if [ "$(tr '\0' '\n' 2>/dev/null <"$folder/cmdline" | tail -n 1)" = "$MNT" ] &&
			[ "$(cat "$folder/comm" 2>/dev/null)" = dossierfs ]; then
			echo "${folder#/proc/}"
		fi
	done
}
# A process that nobody has waited for yet is over too.
is_over() { ! grep -q '^State:[[:space:]]*[^[:space:]ZX]' "/proc/$1/status" 2>/dev/null; }

# unmount: of a driver in the background; over when its process is.
unmount() {
	local pid
	pid=$(server)
	fusermount3 -u "$MNT"
	until_true is_over "$pid"
}

# counter NAME: of the session that ended last.
counter() { sed -n "s/^dossierfs: counters.* $1=\\([0-9]*\\).*/\\1/p" "$LOG"; }

# Everything that stat(2) tells and that must stand still, in order of path.
snapshot() { find "$1" -mindepth 1 "${@:2}" -printf '%P\t%y\t%i\t%n\t%s\t%b\t%T@\t%C@\t%l\n' | LC_ALL=C sort; }

# agrees STORE: within two seconds what the kernel keeps of $MNT is what a new mount of the store tells.
agrees() {
	local tries
	mkdir -p "$WORK/fresh"
	"$DOSSIERFS" "$1" "$WORK/fresh"
	snapshot "$WORK/fresh" >"$WORK/new"
	fusermount3 -u "$WORK/fresh"
	for tries in $(seq 20); do
		snapshot "$MNT" >"$WORK/live"
		! cmp -s "$WORK/live" "$WORK/new" || return 0
		sleep 0.1
	done
	diff "$WORK/live" "$WORK/new"
}

# Files that are names of one inode, one group a line: what a copy must keep.
link_groups() {
	(cd "$1" && find . -type f -printf '%i\t%P\n') | LC_ALL=C sort -t"$(printf '\t')" -k2 |
		awk -F'\t' '{ group[$1] = group[$1] "\t" $2 } END { for (i in group) print group[i] }' | LC_ALL=C sort
}

# told WHAT PATTERN STATUS COMMAND...: it ends so, after one line that says why.
told() {
	local what=$1 pattern=$2 status=0
	local expected=$3
	shift 3
	"$@" >"$WORK/output" 2>&1 || status=$?
	if [ "$status" = "$expected" ] && [ "$(wc -l <"$WORK/output")" = 1 ] &&
		grep -q "^dossierfs: .*$pattern" "$WORK/output"; then
		ok "$what: $(sed "s,$WORK/,,g; s/^dossierfs: //" "$WORK/output")"
	else
		not_ok "$what (status $status)"
		comment <"$WORK/output"
	fi
}
