# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154 # variables of run.sh
# The filesystems that are compared: mounting, and what a mount tells of itself.

root_of() {
	case $1 in
	native) echo "$work/tree" ;;
	*) echo "$work/mnt/$1" ;;
	esac
}
backing_of() {
	case $1 in
	native) ;;
	dossierfs) echo "$store" ;;
	erofs) echo "$work/erofs" ;;
	*) echo "$work/squashfs" ;;
	esac
}

mount_system() {
	case $1 in
	native) ;;
	dossierfs) "$dossierfs" -o "views=$views" "$store" "$(root_of dossierfs)" ;;
	squashfs) mount -t squashfs -o loop,ro "$work/squashfs" "$(root_of squashfs)" ;;
	erofs) mount -t erofs -o loop,ro "$work/erofs" "$(root_of erofs)" ;;
	squashfuse*) "$1" "$work/squashfs" "$(root_of "$1")" ;;
	esac
}

is_mounted() { grep -qF " $1 " /proc/self/mounts; }
unmount_system() {
	local root pid=''
	root=$(root_of "$1")
	is_mounted "$root" || return 0
	[ "$1" != dossierfs ] || pid=$(server)
	umount "$root" 2>/dev/null || fusermount3 -u "$root" || umount -l "$root"
	while [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; do sleep 0.01; done
}
unmount_all() {
	local system
	for system in dossierfs squashfs erofs squashfuse squashfuse_ll; do
		unmount_system "$system"
	done
}

# Those that can be mounted here; the first two are always measured.
find_systems() {
	local system
	systems=(native dossierfs)
	[ "$mounts" = 0 ] && return
	for system in squashfs erofs squashfuse_ll squashfuse; do
		case $system in
		squashfuse) [ "$size" = 10k ] || continue ;;& # the slower of the two
		squashfuse*) has "$system" squashfuse || continue ;;
		esac
		[ -e "$(backing_of "$system")" ] || continue
		mkdir -p "$(root_of "$system")"
		if mount_system "$system" 2>/dev/null; then
			unmount_system "$system"
			systems+=("$system")
		else
			say "$system cannot be mounted here: left out"
		fi
	done
}

# The process that serves our mount, by its name and argument.
server() {
	local folder name root
	root=$(root_of dossierfs)
	for folder in /proc/[0-9]*; do
		{ read -r name <"$folder/comm"; } 2>/dev/null || continue
		[ "$name" = dossierfs ] || continue
		case $(tr '\0' ' ' 2>/dev/null <"$folder/cmdline") in
		*" $root ") echo "${folder#/proc/}" ;;
		esac
	done
}
# memory FIELD: of that process, in MiB: VmHWM, RssAnon.
memory() { awk -v field="$1:" '$1 == field { printf "%.1f", $2 / 1024 }' "/proc/$(server)/status"; }

# Hundredths of a second of processor time that it has used.
processor() { sed 's/.*) //' "/proc/$(server)/stat" | awk '{ print $12 + $13 }'; }

# Messages that our mount has had, but for FORGET, which memory sends and not who reads; asking sends $own of them.
own=0
messages() {
	getfattr --only-values --absolute-names -n user.dossier.statistics "$(root_of dossierfs)" | tr ' ' '\n' |
		awk -F= '$1 == "statements" { exit } $1 != "forget" { sum += $2 } END { print sum }'
}
learn_own() {
	messages >/dev/null
	own=$(messages)
	own=$(($(messages) - own))
}
