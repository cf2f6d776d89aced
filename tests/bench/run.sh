#!/bin/bash
# SPDX-License-Identifier: MIT
# How fast it is beside a plain directory, other read-only filesystems and other indexers, all in one run.
#
# usage: tests/bench/run.sh [OPTION...] [10k|100k|1m]
#        tests/bench/run.sh --short        what does not depend on the machine, messages and memory, as TAP
#
#   --build DIR        where the programs are built (build/)
#   --work DIR         keep the corpus, the stores and the figures there, and use what stands there already
#   --only LIST        only these, joined by commas: operations of operations.bash, memory, import,
#                      import:SYSTEM, bundles, again, size, search
#   --documents N      instead of as many as the size says
#   --repetitions N    of everything
#   --no-peers         without other filesystems and indexers
#   --keep             write the table to tests/bench/RESULTS.md, too
#
# The table is the median of the repetitions. Cold: caches dropped; fresh: a new mount, the store in the page cache;
# warm: the same again. Dropping caches and mounting images take root. What is not installed is left out, and named.
#
# shellcheck disable=SC2034 # variables that the parts read
set -euo pipefail
export LC_ALL=C.UTF-8 TZ=UTC

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
build=$here/../../build work='' only='' repetitions='' peers=yes keep='' size=10k short='' count=''

usage() {
	sed -n '5,18s/^# \{0,1\}//p' "$here/run.sh"
	exit "$1"
}
die() {
	printf 'run.sh: %s\n' "$*" >&2
	exit 1
}
say() { printf '%s %s\n' "$(date +%T)" "$*" >&2; }

while [ $# -gt 0 ]; do
	case $1 in
	--build) build=$2 && shift ;;
	--work) work=$2 && shift ;;
	--only) only=,$2, && shift ;;
	--documents) count=$2 && shift ;;
	--repetitions) repetitions=$2 && shift ;;
	--no-peers) peers='' ;;
	--keep) keep=yes ;;
	--short) short=yes ;;
	-h | --help) usage 0 ;;
	10k | 100k | 1m) size=$1 ;;
	*) usage 2 ;;
	esac
	shift
done

build=$(CDPATH='' cd -- "$build" && pwd -P) || die "$build: no such build"
tools=$build/tests/bench dossier=$build/store/command/dossier dossierfs=$build/fs/dossierfs
for program in "$dossier" "$dossierfs" "$tools/generate" "$tools/access" "$tools/measure"; do
	[ -x "$program" ] || die "$program is not built"
done
if [ -n "$work" ]; then
	mkdir -p "$work"
	work=$(CDPATH='' cd -- "$work" && pwd -P)
	temporary=
else
	work=$(mktemp -d "${TMPDIR:-/tmp}/dossierfs-bench.XXXXXX")
	temporary=yes
fi
store=$work/store figures=$work/figures.tsv

# shellcheck source-path=SCRIPTDIR
for part in corpus mounts operations indexers short; do
	# shellcheck disable=SC1090
	. "$here/$part.bash"
done

finish() {
	status=$?
	trap - EXIT
	jobs -p | xargs -r kill 2>/dev/null || true
	unmount_all
	[ -z "$temporary" ] || rm -rf "$work"
	exit "$status"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# How often what is done: `walks` and `imports` of ours and their floor, `colds`, other filesystems, other indexers.
case $size in
10k) documents=10000 walks=5 colds=5 mounts=5 imports=5 indexers=3 ;;
100k) documents=100000 walks=5 colds=2 mounts=1 imports=3 indexers=1 ;;
1m) documents=1000000 walks=3 colds=3 mounts=0 imports=1 indexers=0 ;;
esac
documents=${count:-$documents}
if [ -n "$repetitions" ]; then
	walks=$repetitions colds=$repetitions imports=$repetitions
	[ "$mounts" = 0 ] || mounts=$repetitions indexers=$repetitions
fi
[ -n "$peers" ] || mounts=0 indexers=0

wanted() { [ -z "$only" ] || [[ $only == *,$1,* ]]; }
# figure OPERATION STATE SYSTEM MEASURE VALUE; what could not be found is no figure.
figure() { [ -z "$5" ] || printf '%s\t%s\t%s\t%s\t%s\n' "$@" >>"$figures"; }

measure_all() {
	make_corpus
	[[ -n $only && $only != *,import* ]] || measure_imports
	! wanted bundles || [ "$size" = 1m ] || measure_bundles
	make_store
	wanted size && measure_size
	wanted again && measure_again
	if [ "$size" != 1m ]; then
		make_tree
		[ "$mounts" = 0 ] || make_images
	fi
	measure_operations
	wanted memory && measure_memory
	wanted search && measure_searches
	return 0
}

if [ -n "$short" ]; then
	check_short
	exit
fi
[ "$(id -u)" = 0 ] || die 'dropping caches and mounting images take root; --short does not'
measure_all
commit=$(git -C "$here" describe --always --dirty 2>/dev/null) || commit=unknown
"$here/table.py" "$figures" "$size" "$documents" "$commit" ${keep:+"$here/RESULTS.md"}
