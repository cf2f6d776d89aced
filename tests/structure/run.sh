#!/bin/sh
# SPDX-License-Identifier: MIT
# Tests of the house itself: its arrows, its headers, its words, its scripts, its manual pages. TAP.
#
# usage: tests/structure/run.sh
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
cd "$here/../.."
status=0

ok() { printf 'ok - structure: %s\n' "$*"; }
not_ok() {
	printf 'not ok - structure: %s\n' "$*"
	status=1
}
skip() { printf 'ok - structure: %s # SKIP %s\n' "$1" "$2"; }

# verdict WHAT: standard input holds what is wrong with it.
verdict() {
	wrong=$(sed 's/^/# /')
	if [ -z "$wrong" ]; then
		ok "$1"
	else
		not_ok "$1"
		printf '%s\n' "$wrong"
	fi
}

# files TEST...: what belongs to the project and fits find's tests, without builds.
files() {
	find . \( -name .git -o -name 'build*' -o -name mnt -o -name __pycache__ \) -prune -o -type f \( "$@" \) -print |
		sed 's,^\./,,' | LC_ALL=C sort
}

arrows() {
	python3 "$here/arrows.py" || status=1
}

headers() {
	flags="-std=c11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -Wall -Wextra -Werror -fsyntax-only -Iinclude -DGOLDEN_DIR=__FILE__"
	flags="$flags $(pkg-config --cflags fuse3 sqlite3 icu-uc icu-i18n nettle libzstd libxxhash gmime-3.0 gumbo json-c libarchive libxml-2.0)"
	files -name '*.h' | while IFS= read -r header; do
		# shellcheck disable=SC2086 # a list of words
		printf '#include "%s"\n' "$PWD/$header" | ${CC:-cc} $flags -x c - 2>&1 || printf '%s\n' "$header"
	done | verdict 'every header compiles alone'
}

licences() {
	files -name '*.[ch]' -o -name '*.sh' -o -name '*.py' -o -name 'meson.build' -o -name '*.sql' |
		while IFS= read -r file; do
			head -n 3 "$file" | grep -q 'SPDX-License-Identifier: MIT' || printf '%s\n' "$file"
		done | verdict 'every file of code says its licence'
}

words() {
	files -name '*.[ch]' -o -name '*.sh' -o -name '*.py' -o -name 'meson.build' -o -name '*.sql' -o -name '*.md' \
		-o -name '*.tsv' -o -name '*.[158]' | grep -v '^tests/structure/' | tr '\n' '\0' |
		xargs -0 grep -nwE 'TODO|FIXME|XXX|HACK|[Ss]tubs?|[Nn]ot implemented' | cut -c 1-160 |
		verdict 'nothing is left to be done later'
}

scripts() {
	if ! command -v shellcheck >/dev/null; then
		skip 'scripts pass shellcheck' 'no shellcheck here'
		return
	fi
	files -perm -u+x -o -name '*.sh' | while IFS= read -r file; do
		case $(head -n 1 "$file" | tr -d '\0') in
		'#!'*sh) shellcheck --format=gcc --severity=warning --exclude=SC1090,SC1091 "$file" || true ;;
		esac
	done | verdict 'scripts pass shellcheck'
}

strict() {
	files -perm -u+x -o -name '*.sh' | while IFS= read -r file; do
		case $(head -n 1 "$file" | tr -d '\0') in
		'#!'*sh) grep -Eq '^set -(u|eu|euo pipefail)$' "$file" || printf '%s\n' "$file" ;;
		esac
	done | verdict 'scripts are strict'
}

manuals() {
	if ! command -v mandoc >/dev/null; then
		skip 'manual pages pass mandoc' 'no mandoc here'
		return
	fi
	files -name '*.[158]' | while IFS= read -r page; do
		mandoc -T lint -W error "$page" || true
	done | verdict 'manual pages pass mandoc'
}

sizes() {
	files -path './store/*.[ch]' -o -path './fs/*.[ch]' -o -path './include/*.h' | while IFS= read -r file; do
		awk -v file="$file" 'length($0) > 140 { print file ":" NR ": a line of " length($0) " characters" }' "$file"
		lines=$(wc -l <"$file")
		[ "$lines" -le 700 ] || printf '%s: %d lines\n' "$file" "$lines"
	done | verdict 'no file above 700 lines, no line above 140 characters'
}

arrows
headers
licences
words
scripts
strict
manuals
sizes
exit $status
