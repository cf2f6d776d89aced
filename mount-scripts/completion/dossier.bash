# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Completion of dossier(1) in bash. Commands and options are asked of the program, values of a query's fields of the
# store, so that nothing is listed here a second time.

# Bash splits words at ":" and "=", which here belong to one. Sets words, cword and cur of the caller.
_dossier_words() {
	local i word joined=
	words=() cword=0
	for ((i = 0; i <= COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		if [[ $i -gt 1 && (-n $joined || $word == [:=]*) ]]; then
			words[cword]+=$word
		else
			words+=("$word")
			cword=$((${#words[@]} - 1))
		fi
		[[ $word == *[:=] ]] && joined=yes || joined=
	done
	cur=${words[cword]}
}

# Sets command, store and the number of operands before the current word.
_dossier_operands() {
	local i
	command='' store='' operands=0
	for ((i = 1; i < cword; i++)); do
		case ${words[i]} in
		--aliases | --format | --limit | --links | --views | --timezone) i=$((i + 1)) ;;
		-*) [[ $operands -eq 0 ]] || operands=$((operands + 1)) ;;
		*)
			if [[ -z $command ]]; then
				command=${words[i]}
			else
				[[ -n $store ]] || store=${words[i]/#\~\//$HOME/}
				operands=$((operands + 1))
			fi
			;;
		esac
	done
}

# Stores by their ending; where there is none, any file.
_dossier_stores() {
	local found
	found=$(compgen -f -X '!*.dossier' -- "$cur")
	[[ -n $found ]] || found=$(compgen -f -- "$cur")
	printf '%s\n' "$found"
	compgen -d -- "$cur"
}

_dossier_options() {
	"${words[0]}" "$@" --help 2>/dev/null | grep -oE -- '(^| )--[a-z][a-z-]*=?' | tr -d ' '
}

_dossier_commands() {
	"${words[0]}" --help 2>/dev/null | awk '/^commands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }'
	printf '%s\n' --help --version
}

# What an option may be set to; fails for one that takes nothing, or anything.
_dossier_value() {
	case $1 in
	--format) printf '%s\n' table tsv csv json ;;
	--aliases) compgen -f -- "$cur" ;;
	--links) printf '%s\n' hard symbolic ;;
	--views) "${words[0]}" complete -- "$store" view '' 2>/dev/null ;;
	--timezone) awk '!/^#/ { print $3 }' /usr/share/zoneinfo/zone.tab 2>/dev/null ;;
	*) return 1 ;;
	esac
}

# A field, or what the store has for one. A field may be denied, and its value meant exactly.
_dossier_query() {
	local sign=${cur%%[!-(]*} word field
	word=${cur#"$sign"}
	if [[ $word != *:* ]]; then
		compgen -P "$sign" -W 'from: to: party: country: code: regime: type: source: title: date: after: before:
			redacted: id:' -- "$word"
		return
	fi
	field=${word%%:*}
	word=${word#*:}
	sign+=$field:
	[[ $word != =* ]] || sign+='='
	"${words[0]}" complete -- "$store" "$field" "${word#=}" 2>/dev/null | sed "s|^|$sign|"
}

# Prints what may stand at the current word, a line each, and more than that: the caller takes what fits.
_dossier_candidates() {
	local previous=${words[cword - 1]}
	if [[ -z $command ]]; then
		_dossier_commands
	elif [[ $cur == --*=* ]]; then
		_dossier_value "${cur%%=*}" | sed "s|^|${cur%%=*}=|"
	elif [[ $cur != -* ]] && _dossier_value "$previous"; then
		:
	elif [[ $cur == -* && $cur != -*:* && ($cur == --* || $operands -eq 0) ]]; then
		_dossier_options "$command"
	elif [[ $operands -eq 0 ]]; then
		_dossier_stores
	else
		case $command in
		list | search) _dossier_query ;;
		import) compgen -f -- "$cur" ;;
		export) compgen -d -- "$cur" ;;
		esac
	fi
}

# What stands before the last ":" or "=" bash keeps by itself: it is cut from every candidate.
_dossier_reply() {
	local candidate head=${cur%"${cur##*[:=]}"}
	COMPREPLY=()
	while IFS= read -r candidate; do
		[[ -z $candidate || $candidate != "$cur"* ]] || COMPREPLY+=("${candidate#"$head"}")
	done
	[[ ${#COMPREPLY[@]} -ne 1 || ${COMPREPLY[0]} != *[:=] ]] || compopt -o nospace 2>/dev/null
}

_dossier() {
	local words cword cur command store operands
	_dossier_words
	_dossier_operands
	if [[ -n $command && $operands -eq 0 || $command == import || $command == export ]]; then
		compopt -o filenames 2>/dev/null
	fi
	_dossier_reply < <(_dossier_candidates)
}
complete -F _dossier dossier
