#!/bin/bash
# SPDX-License-Identifier: MIT
# What bash would offer: complete.bash FOLDER PROGRAM WORD... - the last word is the one to be completed. FOLDER holds the
# completions; PROGRAM is found by PATH. Words are split at ":" and "=" as readline does.
set -u

folder=$1 program=$2
shift
compopt() { :; } # speaks to readline, which is not here
# shellcheck disable=SC1090
. "$folder/$program.bash"
COMP_WORDS=()
for word; do
	while [[ $word =~ ^([^:=]*)([:=]+)(.*)$ ]]; do
		[[ -z ${BASH_REMATCH[1]} ]] || COMP_WORDS+=("${BASH_REMATCH[1]}")
		COMP_WORDS+=("${BASH_REMATCH[2]}")
		word=${BASH_REMATCH[3]}
	done
	[[ -z $word && ${#COMP_WORDS[@]} -gt 0 && ${COMP_WORDS[-1]} == *[:=] ]] || COMP_WORDS+=("$word")
done
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
"_$program"
[[ ${#COMPREPLY[@]} -eq 0 ]] || printf '%s\n' "${COMPREPLY[@]}"
