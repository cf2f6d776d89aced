# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154 # variables of run.sh
# Importing, importing again, and searching, beside others that index text.

declare -A query=([common]=albatross [rare]=quillfish [three]='meeting minister report')
readonly RUNS=20 # of a program that searches, to a figure

# index SYSTEM: from nothing.
index() {
	case $1 in
	dossierfs)
		rm -f "$work/imported"*
		"$tools/measure" "$dossier" import "$work/imported" "$work/corpus/texts"
		;;
	floor)
		rm -f "$work/floor"*
		find "$work/corpus/texts" -type f | "$tools/measure" "$tools/floor" "$work/floor"
		;;
	mu)
		rm -rf "$work/mu"
		mu init --quiet "--muhome=$work/mu" "--maildir=$work/maildir"
		"$tools/measure" mu index --quiet "--muhome=$work/mu"
		;;
	notmuch)
		rm -rf "$work/maildir/.notmuch"
		printf '[database]\npath=%s\n[new]\ntags=\n[maildir]\nsynchronize_flags=false\n' "$work/maildir" >"$NOTMUCH_CONFIG"
		"$tools/measure" notmuch new --quiet --no-hooks
		;;
	recoll)
		rm -rf "$work/recoll"
		mkdir "$work/recoll"
		printf 'topdirs = %s\n' "$work/corpus/texts" >"$work/recoll/recoll.conf"
		"$tools/measure" recollindex -c "$work/recoll" -z
		;;
	esac
}
export NOTMUCH_CONFIG=$work/notmuch-config

# The slower ones show at the smallest size what they can do, and at others when they are asked for.
may_be_slow() { [ "$size" = 10k ] || [[ $only == *,import:$1,* ]]; }
find_indexers() {
	others=(floor)
	[ "$size" != 1m ] || others=()
	[ "$indexers" = 0 ] && return
	! has mu maildir-utils || others+=(mu)
	! may_be_slow notmuch || ! has notmuch notmuch || others+=(notmuch)
	! may_be_slow recoll || ! has recollindex recollcmd || others+=(recoll)
}

# take_import SYSTEM
take_import() {
	local seconds processor kib
	sync
	say "import: $1"
	index "$1" >"$work/log" 2>&1 || {
		tail -n 5 "$work/log" >&2
		[ "$1" != dossierfs ] || die 'the import failed'
		say "import by $1 failed"
		return 0
	}
	read -r seconds processor kib <<<"$(tail -n 1 "$work/log")"
	figure import warm "$1" seconds "$seconds"
	figure import warm "$1" processor "$processor"
	figure import warm "$1" memory $((kib / 1024))
}

measure_imports() {
	local round system watcher=''
	find_indexers
	find "$work/corpus/texts" -type f -exec cat {} + >/dev/null
	for round in $(seq "$imports"); do
		if [ "$size" = 1m ]; then
			watch_rate &
			watcher=$!
		fi
		for system in dossierfs "${others[@]}"; do
			wanted import || wanted "import:$system" || continue
			if [ "$system" = dossierfs ] || [ "$system" = floor ] || [ "$round" -le "$indexers" ]; then
				take_import "$system"
			fi
		done
	done
	if [ -e "$work/imported" ] && [ ! -e "$store" ]; then
		[ -z "$watcher" ] || wait "$watcher"
		"$dossier" list "$work/imported" id:1 >/dev/null # whoever looked on may have kept it from being one file
		mv "$work/imported" "$store"
	fi
	rm -f "$work/imported"*
}

# The same kind of documents, fifty to a file: what is told is how many documents a second.
measure_bundles() {
	local round seconds found
	for round in $(seq "$imports"); do
		say 'import: bundles'
		rm -f "$work/imported"*
		"$tools/measure" "$dossier" import "$work/imported" "$work/corpus/bundles" >"$work/ledger" 2>"$work/log" ||
			die 'the bundles cannot be imported'
		seconds=$(tail -n 1 "$work/log" | cut -d' ' -f1)
		found=$(awk '$1 == "documents" { print $2 }' "$work/ledger")
		figure bundles warm dossierfs rate "$(awk -v n="$found" -v s="$seconds" 'BEGIN { print n / s }')"
	done
	rm -f "$work/imported"*
}

# Of a long run: documents a second over its first tenth, and over its last.
watch_rate() {
	local first last
	read -r first last <<<"$("$here/rate.py" "$work/imported" "$documents")"
	figure import start dossierfs rate "$first"
	figure import end dossierfs rate "$last"
}

# Nothing has changed: beside reading what the files' metadata are.
measure_again() {
	local round
	say 'import again'
	for round in $(seq "$imports"); do
		figure again warm native seconds "$(timed find "$work/corpus/texts" -type f -printf '%s %T@ %i\n')"
		figure again warm dossierfs seconds "$(timed "$dossier" import "$store" "$work/corpus/texts")"
	done
}

measure_size() {
	local text
	text=$(find "$work/corpus/texts" -type f -printf '%s\n' | awk '{ sum += $1 } END { print sum }')
	figure size rest dossierfs text "$text"
	figure size rest dossierfs bytes "$(stat -c %s "$store")"
	! has sqlite3 sqlite3 || figure size rest dossierfs index "$(sqlite3 "file:$store?mode=ro" \
		"SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE AND (name LIKE 'words%' OR name LIKE 'titles%')")"
}

# search SYSTEM QUERY: what somebody sees first.
search() {
	case $1 in
	dossierfs) "$dossier" search --limit=50 "$store" "$2" ;;
	mu) mu find "--muhome=$work/mu" -n 50 "$2" ;;
	notmuch) notmuch search --limit=50 "$2" ;;
	recoll) recollq -c "$work/recoll" -n 0-50 "$2" ;;
	esac
}
search_often() {
	local run
	for ((run = 0; run < RUNS; run++)); do
		search "$1" "$2" || true # who closes the pipe early is no failure
	done
}

find_searchers() {
	searchers=(dossierfs)
	[ ! -d "$work/mu" ] || searchers+=(mu)
	[ ! -d "$work/maildir/.notmuch" ] || searchers+=(notmuch)
	[ ! -d "$work/recoll" ] || searchers+=(recoll)
}

measure_searches() {
	local round kind system
	say search
	find_searchers
	for round in $(seq "$walks"); do
		for kind in common rare three; do
			figure "$kind" process dossierfs seconds "$("$tools/latency" "$store" "${query[$kind]}" | cut -d' ' -f1)"
			for system in "${searchers[@]}"; do
				figure "$kind" program "$system" seconds \
					"$(timed search_often "$system" "${query[$kind]}" 2>>"$work/errors" | awk -v n="$RUNS" '{ print $1 / n }')"
			done
		done
	done
}
