# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Tests side by side, each with its output in one piece; and the end of all that a script started.

# side_by_side NUMBER FOLDER FUNCTION NAME...: FUNCTION NAME for each, NUMBER of them at once; what one prints is shown
# when it ends, and kept in FOLDER/NAME.tap. False if one was.
side_by_side() {
	local number=$1 folder=$2 function=$3 name good=0
	shift 3
	for name; do
		while [ "$(jobs -rp | wc -l)" -ge "$number" ]; do
			wait -n || good=1
		done
		one_of_them "$folder" "$function" "$name" &
	done
	while [ -n "$(jobs -rp)" ]; do
		wait -n || good=1
	done
	! compgen -G "$folder/*.failed" >/dev/null || good=1
	return "$good"
}

one_of_them() {
	local folder=$1 function=$2 name=$3 began=$SECONDS good=0
	trap - EXIT
	"$function" "$name" >"$folder/$name.tap" 2>&1 || good=1
	[ "$good" = 0 ] || : >"$folder/$name.failed"
	{
		flock 9
		printf '# %s: %d s\n' "$name" $((SECONDS - began))
		cat "$folder/$name.tap"
	} 9>"$folder/shown"
	return "$good"
}

descendants() {
	local child
	for child in $(pgrep -P "$1"); do
		printf '%s\n' "$child"
		descendants "$child"
	done
}

# end_below PROCESS: whatever it started ends, parents first, so that nothing is started anew.
end_below() {
	local process
	for process in $(descendants "$1"); do
		kill -TERM "$process" 2>/dev/null || true
	done
}
