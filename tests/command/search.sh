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
ok "a search without a hit exits 0, prints nothing and says so" exits_saying 0 "no document holds zyzzyva"
run "$dossier" search t.store
ok "a search without words exits 2" exits_saying 2 "an operand is missing"
run "$dossier" search t.store '"unbalanced AND (quotes'
ok "operators and quotes only separate words" eval 'exits 0 && one_line && says "no document holds"'
