# SPDX-License-Identifier: MIT
run "$dossier" export t.store tree
ok "an export into a new directory exits 0" eval 'exits 0 && silent'
ok "every document is in documents/, byte for byte" eval '
    tail -n +2 list.tsv | while IFS="$tab" read -r line; do
        [ "$(sha256sum <"tree/documents/$(echo "$line" | cut -f 2)" | cut -d " " -f 1)" = "$(echo "$line" | cut -f 14)" ] || exit 1
    done'
ok "originals are there byte for byte, under each of their paths" eval '
    cmp -s pile/bundle.txt tree/originals/pile/bundle.txt && cmp -s pile/bundle.txt tree/originals/pile/sub/bundle-again.txt'
ok "a source with two paths is one file" [ tree/originals/pile/bundle.txt -ef tree/originals/pile/sub/bundle-again.txt ]
ok "a document's names in views are hard links" eval '
    find tree/by-date -name "2019-07-11*" | while read -r f; do [ "$f" -ef "tree/documents/${f##*/}" ] || exit 1; done &&
    [ -n "$(find tree/by-date -name "2019-07-11*")" ]'
ok "a directory of a ground holds the documents that cite it" eval 'ls "tree/by-redaction/nz-oia/s6(a)" | grep -q DAIRY'
ok "the time of a document is the printed one in its time zone" eval '
    [ "$(stat -c %Y tree/documents/2019-07-11T1125*)" = "$(TZ=Pacific/Auckland date -d "2019-07-11 11:25" +%s)" ]'
ok "files cannot be written to by mistake" [ "$(stat -c %a tree/README.txt)" = 444 ]
ok "search/ is for mounts only" [ ! -e tree/search ]
ok "the README is there" [ -s tree/README.txt ]

run "$dossier" export t.store tree
ok "an export into a directory that is not empty exits 2 and touches nothing" exits_saying 2 "not empty"
mkdir empty
run "$dossier" export t.store empty --views=date
ok "an export into an empty directory exits 0" exits 0
ok "views that were not asked for are not there" eval '[ -d empty/by-date ] && [ ! -e empty/by-sender ] && [ -d empty/documents ]'
run "$dossier" export --links=symbolic t.store links
ok "symbolic links lead to documents/" eval '
    exits 0 && f=$(find links/by-date -name "2019-07-11*") && [ -L "$f" ] && [ "$f" -ef "links/documents/${f##*/}" ] &&
    case $(readlink "$f") in /*) false ;; esac'
run "$dossier" export t.store pile/bundle.txt
ok "an export onto a file exits 2" eval 'exits 2 && cmp -s pile/bundle.txt tree/originals/pile/bundle.txt'
run "$dossier" export t.store no/such/folder
ok "an export below a folder that is missing exits 3" exits 3
ok "two exports of a store are the same" eval '
    "$dossier" export t.store again && diff -r tree again &&
    [ "$(cd tree && find . -printf "%p %T@ %m\n" | sort | sha256sum)" = "$(cd again && find . -printf "%p %T@ %m\n" | sort | sha256sum)" ]'
