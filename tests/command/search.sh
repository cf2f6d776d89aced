# SPDX-License-Identifier: MIT
run "$dossier" search t.store persimmons
ok "search prints two lines a hit" eval 'exits 0 && [ "$(wc -l <out)" -eq 4 ]'
ok "the snippet is indented and holds the word" eval 'grep -qiE "^ +.*persimmons" out'
run "$dossier" search --format=tsv t.store persimmons
ok "tsv of a search has the snippet as its last column" eval '[ "$(head -n 1 out)" = "$header${tab}snippet" ] && tail -n +2 out | cut -f 15 | grep -qi persimmons'
run "$dossier" search --format=json t.store persimmons
ok "json of a search has a snippet" python3 -c '
import json
assert all("persimmons" in json.loads(l)["snippet"].lower() for l in open("out"))'
run "$dossier" search t.store zyzzyva
ok "a search without a hit exits 0, prints nothing and says so" exits_saying 0 "no document matches zyzzyva"
run "$dossier" search t.store
ok "a search without words exits 2" exits_saying 2 "an operand is missing"
run "$dossier" search --format=tsv t.store 'persimmons -advise'
ok "a search takes operators in one operand" eval 'exits 0 && [ "$(wc -l <out)" -eq 2 ]'
run "$dossier" search --format=tsv t.store persimmons -- -advise
ok "a search takes a denial as an operand of its own after --" eval 'exits 0 && [ "$(wc -l <out)" -eq 2 ]'
run "$dossier" search --format=tsv t.store 'code:s6-a type:message'
ok "a search of fields alone has hits, and no snippets" eval 'exits 0 && [ "$(wc -l <out)" -ge 2 ] && ! tail -n +2 out | cut -f 15 | grep -q .'
run "$dossier" search t.store 'one "two'
ok "quotation marks that do not close exit 2, and the message says where" exits_saying 2 "the query, at byte 5 of one \"two: expected quotation marks that close"
run "$dossier" search t.store sender:beijing
ok "a field that is none exits 2, and the message names those that are" exits_saying 2 "from, to, party, country"
run "$dossier" search missing.store 'one OR'
ok "a query that is none is told before the store is looked at" exits_saying 2 "at byte 7 of one OR"
run "$dossier" search --help
ok "the help of search says what a query may hold" eval 'exits 0 && prints "country:" && prints "OR"'
run "$dossier" search --format=tsv t.store persimmons
mv out all
run "$dossier" search --format=tsv --limit=1 t.store persimmons
ok "--limit prints the first of all" eval 'exits 0 && [ "$(wc -l <out)" -eq 2 ] && head -n 2 all | cmp -s - out'
run "$dossier" list --format=tsv --limit 2 t.store
ok "--limit of a list without a query prints the first documents" eval 'exits 0 && [ "$(cut -f 1 out | tr "\n" " ")" = "id 1 2 " ]'
run "$dossier" search --limit=0 t.store the
ok "a limit that is none exits 2" exits_saying 2 "--limit wants a number from 1 on, not 0"
