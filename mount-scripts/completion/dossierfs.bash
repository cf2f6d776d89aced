# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Completion of dossierfs(1) in bash: a store, a directory, and mount options behind -o.

# Options after the last comma; views after the last colon. `store` and `list` are the caller's.
_dossierfs_options() {
	local before='' last=$list
	if [[ $list == *,* ]]; then
		before="${list%,*}," last=${list##*,}
	fi
	case $last in
	links=*) printf '%s\n' "${before}links=hard" "${before}links=symbolic" ;;
	views=*)
		last=${last#views=}
		[[ $last != *:* ]] || before=${before}views=${last%:*}:
		[[ $last == *:* ]] || before=${before}views=
		dossier complete -- "$store" view '' 2>/dev/null | sed "s|^|$before|"
		;;
	*) printf "$before%s\n" links= views= allow_other foreground debug ;;
	esac
}

_dossierfs() {
	local i joined='' words=() word cur candidate operands=0 store='' list='' head
	for ((i = 0; i <= COMP_CWORD; i++)); do # bash splits at ":" and "="
		word=${COMP_WORDS[i]}
		if [[ $i -gt 1 && (-n $joined || $word == [:=]*) ]]; then
			words[${#words[@]} - 1]+=$word
		else
			words+=("$word")
		fi
		[[ $word == *[:=] ]] && joined=yes || joined=
	done
	cur=${words[${#words[@]} - 1]}
	for ((i = 1; i < ${#words[@]} - 1; i++)); do
		case ${words[i]} in
		-o) i=$((i + 1)) ;;
		-*) ;;
		*)
			[[ -n $store ]] || store=${words[i]/#\~\//$HOME/}
			operands=$((operands + 1))
			;;
		esac
	done
	COMPREPLY=()
	head=${cur%"${cur##*[:=]}"}
	if [[ ${#words[@]} -gt 2 && ${words[${#words[@]} - 2]} == -o ]]; then
		list=$cur
		compopt -o nospace 2>/dev/null
		while IFS= read -r candidate; do
			[[ $candidate != "$cur"* ]] || COMPREPLY+=("${candidate#"$head"}")
		done < <(_dossierfs_options)
	elif [[ $cur == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W '-o -f -d --help --version' -- "$cur")
	elif [[ $operands -eq 0 ]]; then
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(
			compgen -f -X '!*.dossier' -- "$cur"
			compgen -d -- "$cur"
		)
		[[ ${#COMPREPLY[@]} -gt 0 ]] || mapfile -t COMPREPLY < <(compgen -f -- "$cur")
	elif [[ $operands -eq 1 ]]; then
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -d -- "$cur")
	fi
}
complete -F _dossierfs dossierfs
