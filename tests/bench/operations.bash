# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154 # variables of run.sh
# What is done on each filesystem, and in which state.

operations=(mount find ls lslr names grep tar rg read1 read4 stat1 rsync)
readonly RANDOM_ACCESSES=20000 WORD=embassy

# operate OPERATION ROOT: prints the seconds that it took. Readers write into a pipe: they know /dev/null.
operate() {
	local root=$2
	case $1 in
	find) timed find "$root" -type f ;;
	ls) timed ls -l "$root/documents" ;;
	lslr) timed ls -lR "$root/by-date" ;;
	names) "$tools/access" names "$root/documents" ;;
	grep) LC_ALL=C timed grep -rc "$WORD" "$root/by-date" ;;
	tar) timed tar cf - -C "$root" by-date ;;
	rg) timed rg --no-ignore -c -j2 "$WORD" "$root/by-date" ;;
	read1) "$tools/access" read "$root" "$work/list" "$RANDOM_ACCESSES" 1 ;;
	read4) "$tools/access" read "$root" "$work/list" "$RANDOM_ACCESSES" 4 ;;
	stat1) "$tools/access" stat "$root" "$work/list" "$RANDOM_ACCESSES" 1 ;;
	rsync) timed rsync -an "$root/by-date/" "$work/tree/by-date/" ;;
	esac
}

timed() {
	local began=$EPOCHREALTIME ended
	"$@" | cat >/dev/null
	ended=$EPOCHREALTIME
	since "$began" "$ended"
}
since() { awk -v began="$1" -v ended="$2" 'BEGIN { printf "%.6f\n", ended - began }'; }

# Mounting and the first ls are one operation; where nothing is to be mounted, only ls.
mount_and_list() {
	mount_system "$1" && ls "$(root_of "$1")" >/dev/null
}

# take OPERATION STATE SYSTEM
take() {
	local seconds before='' used
	if [ "$3" = dossierfs ] && [ "$1" != mount ]; then
		before=$(messages)
		used=$(processor)
	fi
	if [ "$1" = mount ]; then
		seconds=$(timed mount_and_list "$3")
	else
		seconds=$(operate "$1" "$(root_of "$3")" 2>>"$work/errors") || {
			say "$1 $2 on $3 failed: see errors"
			return 0
		}
	fi
	figure "$1" "$2" "$3" seconds "$seconds"
	if [ -n "$before" ]; then
		figure "$1" "$2" "$3" messages $(($(messages) - before - own))
		figure "$1" "$2" "$3" processor $(($(processor) - used))
	fi
}

# Nothing is written while operations are measured: what is cached is clean.
drop_caches() { echo 3 >/proc/sys/vm/drop_caches; }

take_cold() {
	unmount_system "$2"
	if [ "$1" = mount ]; then
		drop_caches
	else
		mount_system "$2"
		unmount_system "$2" # programs and libraries are not what is measured
		drop_caches
		mount_system "$2"
	fi
	take "$1" cold "$2"
	unmount_system "$2"
}

# Native is warm when it was read once before.
take_fresh_and_warm() {
	local backing
	unmount_system "$2"
	backing=$(backing_of "$2")
	[ -z "$backing" ] || cat "$backing" >/dev/null
	if [ "$2" = native ]; then
		[ "$1" = mount ] || operate "$1" "$(root_of native)" >/dev/null
		take "$1" warm native
	elif [ "$1" = mount ]; then
		take mount fresh "$2"
	else
		mount_system "$2"
		[ "$2" != dossierfs ] || learn_own
		take "$1" fresh "$2"
		take "$1" warm "$2"
	fi
	unmount_system "$2"
}

has_cold() { [[ " mount find ls grep tar " == *" $1 "* ]]; }

# takes OPERATION ROUND SYSTEM; what takes others long is asked of them at the smallest size.
takes() {
	local most=$walks cold=$colds
	case $3 in
	native | dossierfs) ;;
	*)
		most=$mounts
		[ "$size" = 10k ] || cold=0
		;;
	esac
	if has_cold "$1" && [ "$2" -le "$cold" ] && [ "$2" -le "$most" ]; then
		take_cold "$1" "$3"
	fi
	[ "$2" -gt "$most" ] || take_fresh_and_warm "$1" "$3"
}

# At the largest size only what mounting needs, without plain files beside it.
measure_operations() {
	local operation round system
	mkdir -p "$(root_of dossierfs)"
	find_systems
	sync
	[ "$size" != 1m ] || { operations=(mount) systems=(dossierfs); }
	for operation in "${operations[@]}"; do
		wanted "$operation" || continue
		[ "$operation" != rg ] || has rg ripgrep || continue
		say "$operation"
		for round in $(seq "$walks"); do
			for system in "${systems[@]}"; do
				takes "$operation" "$round" "$system"
			done
		done
	done
}

# One mount, and everything in it looked at and read.
measure_memory() {
	local operation state=fresh
	say memory
	unmount_system dossierfs
	cat "$store" >/dev/null
	mount_system dossierfs
	learn_own
	for operation in find ls grep; do
		if [ "$size" = 1m ]; then
			take "$operation" "$state" dossierfs
		else
			operate "$operation" "$(root_of dossierfs)" >/dev/null
		fi
		state=after
	done
	figure memory fresh dossierfs VmHWM "$(memory VmHWM)"
	figure memory fresh dossierfs RssAnon "$(memory RssAnon)"
	unmount_system dossierfs
}
