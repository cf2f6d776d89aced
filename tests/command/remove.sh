# SPDX-License-Identifier: MIT
# Taking sources out: what it says and how it ends; that no trace is left is tested with imports.

rm -rf removed gone.store
mkdir removed
printf 'From: DAIRY\nSent: Thursday, 11 July 2019 11:25 AM\nTo: BEIJING\nSubject: WALNUTS\n\nWalnuts. s6(a)\n' >removed/one.txt
printf 'From: QUARRY\nSent: Friday, 12 July 2019 11:25 AM\nTo: BEIJING\nSubject: GRAVEL\n\nGravel.\n' >removed/two.txt
run "$dossier" import gone.store removed
run "$dossier" remove gone.store
ok "a removal of nothing exits 2" exits_saying 2 "an operand is missing"
run "$dossier" remove -n gone.store removed/two.txt
ok "a dry run names what would go" eval 'exits 0 && prints removed/two.txt && prints "to remove   1 source"'
run "$dossier" list gone.store
ok "and leaves it" prints GRAVEL
run "$dossier" remove gone.store removed/two.txt removed/three.txt
ok "what is no source is one line, and the rest goes: exit 1" eval 'exits 1 && one_line && says "removed/three.txt: no such source" && prints "removed     1 source"'
run "$dossier" list gone.store
ok "it is gone, and the others stay" eval '! prints GRAVEL && prints WALNUTS'
ok "no trace of it is in the file" eval '! grep -qi -e gravel -e quarry -e two.txt gone.store'
ok "a store at rest is one file" [ "$(ls gone.store* | wc -l)" -eq 1 ]
run "$dossier" remove gone.store 1
ok "a source is also named by its number" eval 'exits 0 && prints "removed     1 source"'
run "$dossier" check gone.store
ok "and an empty store is sound" exits 0

before=$(stat -c %s gone.store)
awk 'BEGIN { srand(1); for (n = 0; n < 100000; n++) print rand() }' >removed/large.txt
run "$dossier" import gone.store removed/large.txt
during=$(stat -c %s gone.store)
run "$dossier" remove gone.store large.txt
ok "the file gets smaller by what is taken out" eval '[ "$during" -gt $((before + 200000)) ] && [ "$(stat -c %s gone.store)" -lt $((before + 100000)) ]'
