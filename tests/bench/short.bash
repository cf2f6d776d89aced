# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154,SC2034 # variables of run.sh
# What holds on any machine: how many messages a mount gets, and how much memory it takes. TAP.

readonly SHORT_DOCUMENTS=2000 SHORT_DAYS=40
readonly FIRST_GREP_PERCENT=50 # messages for a hundred documents, the first time that all are read
readonly LS_AGAIN=2             # messages of a second ls -l: it asks for attributes that nothing has
readonly MEMORY_MIB=64

# at_most WHAT FOUND BAR
at_most() {
	if awk -v found="$2" -v bar="$3" 'BEGIN { exit !(found != "" && found + 0 <= bar) }'; then
		printf 'ok - bench: %s: %s\n' "$1" "$2"
	else
		printf 'not ok - bench: %s: %s, and not %s\n' "$1" "$2" "$3"
		failed=1
	fi
}

# sent OPERATION: the messages that it takes.
sent() {
	local before
	before=$(messages)
	operate "$1" "$(root_of dossierfs)" >/dev/null 2>>"$work/errors" || {
		echo "$1 failed"
		return
	}
	echo $(($(messages) - before - own))
}

# sent_again OPERATION: the least of three, as some machines take back what was not used for seconds.
sent_again() {
	local least='' now
	for _ in 1 2 3; do
		now=$(sent "$1")
		[ -n "$least" ] && [ "$least" -le "$now" ] || least=$now
	done
	echo "$least"
}

check_short() {
	local operation failed=0
	if ! { true <>/dev/fuse; } 2>/dev/null; then
		printf 'ok - bench: messages and memory # SKIP no usable /dev/fuse\n1..1\n'
		return
	fi
	documents=$SHORT_DOCUMENTS indexers=0
	"$tools/generate" -n "$documents" -d "$SHORT_DAYS" "$work/corpus"
	if (make_store) 2>"$work/errors"; then
		printf 'ok - bench: %s\n' "$(cat "$work/facts")"
	else
		printf 'not ok - bench: %s\n1..1\n' "$(tail -n 1 "$work/errors")"
		return 1
	fi
	make_tree 2>/dev/null
	mkdir -p "$(root_of dossierfs)"
	mount_system dossierfs
	learn_own
	at_most 'messages for 100 documents, first grep' $(($(sent grep) * 100 / documents)) "$FIRST_GREP_PERCENT"
	for operation in find ls tar rsync; do
		sent "$operation" >/dev/null
	done
	for operation in find grep tar rsync; do
		at_most "messages of a second $operation" "$(sent_again "$operation")" 0
	done
	at_most 'messages of a second ls -l' "$(sent_again ls)" "$LS_AGAIN"
	at_most 'MiB of memory at most' "$(memory VmHWM)" "$MEMORY_MIB"
	printf '1..8\n'
	[ "$failed" = 0 ]
}
