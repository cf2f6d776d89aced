# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154 # variables of run.sh
# What is measured: the files to import, the store, and the same tree as plain files and as images.

# make WHAT COMMAND...: unless it stands there from an earlier run; whole or not at all.
make() {
	local what=$1
	shift
	[ ! -e "$what" ] || return 0
	say "making ${what##*/}"
	rm -rf "$what.new"
	"$@" >"$work/log" 2>&1 || {
		tail -n 20 "$work/log" >&2
		die "$what could not be made"
	}
	mv "$what.new" "$what"
}

make_corpus() {
	local more=()
	if [ "$indexers" != 0 ]; then
		[ -d "$work/maildir" ] || rm -rf "$work/corpus"
		[ -d "$work/corpus" ] || rm -rf "$work/maildir"
		more=(-m "$work/maildir")
	fi
	[ "$size" = 1m ] || more+=(-b)
	make "$work/corpus" "$tools/generate" -n "$documents" "${more[@]}" "$work/corpus.new"
}

make_store() {
	make "$store" "$dossier" import "$store.new" "$work/corpus/texts"
	make "$work/facts" check_facts
	cat "$work/facts" >&2
}

check_facts() {
	"$dossier" list --format=tsv "$store" | "$here/facts.py" "$work/corpus/facts.tsv" >"$work/facts.new"
}

# The views of the mounts that are measured; the same names as plain files come from the store itself.
views=date:sender:country:redaction
make_tree() {
	make "$work/tree" "$dossier" export "--views=$views" "$store" "$work/tree.new"
	[ -s "$work/list" ] || (cd "$work/tree" && find by-date -type f ! -name '.*' | sort) >"$work/list"
}

make_images() {
	! has mksquashfs squashfs-tools ||
		make "$work/squashfs" mksquashfs "$work/tree" "$work/squashfs.new" -comp zstd -Xcompression-level 3 -no-progress
	! has mkfs.erofs erofs-utils || make "$work/erofs" mkfs.erofs "$work/erofs.new" "$work/tree"
}

# has PROGRAM PACKAGE: says once what is missing.
declare -A missing=()
has() {
	command -v "$1" >/dev/null && return
	[ -n "${missing[$1]:-}" ] || say "$1 (package $2) is not installed: left out"
	missing[$1]=yes
	return 1
}
