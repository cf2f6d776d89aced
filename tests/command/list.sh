# SPDX-License-Identifier: MIT
tab=$(printf '\t')
header="id${tab}name${tab}type${tab}sender${tab}date${tab}title${tab}codes${tab}countries${tab}source${tab}first_byte${tab}last_byte${tab}first_page${tab}last_page${tab}sha256"

run "$dossier" list t.store --format=tsv
cp out list.tsv
ok "list prints the promised header and exits 0" eval 'exits 0 && [ "$(head -n 1 out)" = "$header" ] && [ ! -s err ]'
ok "every row of tsv has fourteen fields" eval '[ "$(awk -F "$tab" "NF != 14" out | wc -l)" -eq 0 ]'
ok "each message of a bundle is a row" eval '[ "$(cut -f 3 out | grep -c "^message$")" -eq 2 ]'
ok "rows are in order of id" eval 'tail -n +2 out | cut -f 1 | sort -nc'
ok "codes hold citations of grounds" eval 'cut -f 7 out | grep -qF "nz-oia:s6(a)=2"'
ok "the source is its path below originals/" eval 'cut -f 9 out | grep -qxF "pile/bundle.txt"'
ok "the hash is that of the document's bytes" eval '
    tail -n +2 list.tsv | while IFS="$tab" read -r line; do
        id=$(echo "$line" | cut -f 1) sha=$(echo "$line" | cut -f 14)
        [ "$("$dossier" show t.store "$id" | sha256sum | cut -d " " -f 1)" = "$sha" ] || exit 1
    done'
ok "the byte range is that of the source's text" eval '
    tail -n +2 list.tsv | while IFS="$tab" read -r line; do
        id=$(echo "$line" | cut -f 1) source=$(echo "$line" | cut -f 9)
        first=$(echo "$line" | cut -f 10) last=$(echo "$line" | cut -f 11)
        "$dossier" show t.store "$id" >shown
        tail -c +$((first + 1)) "$source" | head -c $((last - first)) | cmp -s - shown || exit 1
    done'

run "$dossier" list --format=csv t.store
ok "csv is read by a csv reader, with the same header" python3 -c '
import csv
rows = list(csv.reader(open("out", newline="")))
assert rows[0] == open("list.tsv").readline().rstrip("\n").split("\t"), rows[0]
assert all(len(r) == 14 for r in rows) and len(rows) == len(open("list.tsv").readlines())'
ok "csv ends its lines with CR LF" eval '[ "$(grep -c "$(printf "\r")$" out)" -eq "$(wc -l <list.tsv)" ]'

run "$dossier" list --format json t.store
ok "json is one object a line with the same keys, lists and numbers" python3 -c '
import json
rows = [json.loads(l) for l in open("out")]
assert list(rows[0]) == open("list.tsv").readline().rstrip("\n").split("\t")
assert all(isinstance(r["id"], int) and isinstance(r["codes"], list) and isinstance(r["countries"], list) for r in rows)
assert any("CN" in r["countries"] for r in rows) and any("nz-oia:s6(a)=2" in r["codes"] for r in rows)'

run "$dossier" list t.store
ok "the table is at most a hundred columns wide in a file" eval 'exits 0 && [ "$(wc -L <out)" -le 100 ]'
run "$dossier" list --format=tsv t.store persimmons
ok "a query lists every document that holds its word" eval 'exits 0 && [ "$(wc -l <out)" -eq 3 ]'
run "$dossier" list --format=tsv t.store persimmons advise
ok "words of a query are joined: a document has to hold all of them" eval 'exits 0 && [ "$(wc -l <out)" -eq 2 ]'
run "$dossier" list --format=tsv t.store 'type:message OR persimmons'
ok "what a query lists is in order of id" eval 'exits 0 && [ "$(wc -l <out)" -ge 3 ] && tail -n +2 out | cut -f 1 | sort -nc'
for query in persimmons 'persimmons OR tariffs' 'persimmons redacted:no' 'persimmons -zyzzyva'; do
    run "$dossier" list --format=tsv t.store "$query"
    mv out all
    run "$dossier" list --format=tsv --limit=1 t.store "$query"
    ok "--limit lists the first of what matches $query" eval 'exits 0 && [ "$(wc -l <all)" -gt 2 ] && head -n 2 all | cmp -s - out'
done
run "$dossier" list --format=tsv t.store 'code:s6(a)'
ok "a query may ask for a code" eval 'exits 0 && [ "$(wc -l <out)" -ge 2 ] && [ "$(tail -n +2 out | cut -f 7 | grep -cvF "s6(a)")" -eq 0 ]'
run "$dossier" list --format=tsv t.store zyzzyva
ok "a query without a result exits 0 with the header and a message" eval 'exits 0 && says "no document matches zyzzyva" && [ "$(wc -l <out)" -eq 1 ]'
run "$dossier" list t.store -- ---
ok "a query without a word exits 2" eval 'exits 2 && says "expected a word"'

run sh -c "'$dossier' list t.store >/dev/full"
ok "a full disk exits 3 with a message" exits_saying 3 "standard output"
run sh -c "'$dossier' --help >/dev/full"
ok "a full disk is noticed by --help, too" exits_saying 3 "standard output"
