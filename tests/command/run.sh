#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs the dossier program as people and scripts do: run.sh BUILDDIR. Prints TAP. Needs nothing mounted.
set -eu

die() { echo "Bail out! $*"; exit 1; }

[ $# -eq 1 ] || die "usage: run.sh BUILDDIR"
dossier=$(cd "$1" && pwd)/store/command/dossier
[ -x "$dossier" ] || die "no program at $dossier"
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export NO_COLOR=1 LC_ALL=C.UTF-8

count=0 failures=0
code=0 # exit code of the last run

# run COMMAND...: standard output in ./out, standard error in ./err, exit code in $code.
run() {
    code=0
    "$@" >out 2>err </dev/null || code=$?
}

# ok SENTENCE TEST...: one test.
ok() {
    sentence=$1
    shift
    count=$((count + 1))
    if "$@"; then
        echo "ok $count - $sentence"
        return
    fi
    failures=$((failures + 1))
    echo "not ok $count - $sentence"
    { echo "exit code $code"; head -n 20 out err; [ ! -e err.busy ] || cat err.busy; } | sed 's/^/# /'
}

exits() { [ "$code" -eq "$1" ]; }
says() { grep -qF -- "$1" err; }
prints() { grep -qF -- "$1" out; }
silent() { [ ! -s err ] && [ ! -s out ]; }
exits_saying() { exits "$1" && says "$2" && [ ! -s out ]; }
one_line() { [ "$(wc -l <err)" -eq 1 ]; }
# on_terminal COMMAND: output and errors as a terminal of 100 columns gets them, in ./out.
on_terminal() {
    code=0
    script -qec "stty cols 100; $1" /dev/null >out 2>err </dev/null || code=$?
}

for part in usage import list show search update remove check pack export complete catalogue; do
    . "$here/$part.sh"
done
echo "1..$count"
[ "$failures" -eq 0 ]
