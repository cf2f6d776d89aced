# SPDX-License-Identifier: MIT
# shellcheck shell=bash

# unmount_below FOLDER: whatever is mounted there, the last mount first; a driver that lives on ends with its mount.
unmount_below() {
	local at
	cut -d' ' -f2 /proc/self/mounts | grep -F "$1/" | tac | while IFS= read -r at; do
		at=$(printf '%b' "${at//\\/\\0}") # the kernel writes blanks in octal
		umount -l "$at" 2>/dev/null || fusermount3 -uz "$at"
	done || true
}
