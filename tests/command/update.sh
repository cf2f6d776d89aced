# SPDX-License-Identifier: MIT
# Reading sources again: what it says and how it ends; what it keeps is tested with imports.

rm -rf reread again.store
mkdir reread
printf 'From: DAIRY\nSent: Thursday, 11 July 2019 11:25 AM\nTo: BEIJING\nSubject: WALNUTS\n\nWalnuts. s6(a)\n' >reread/one.txt
run "$dossier" import again.store reread
"$dossier" list --format=tsv again.store >before
run "$dossier" update again.store
ok "an update without work exits 0" eval 'exits 0 && grep -qE "^updated +0 sources$" out'
run "$dossier" update --all again.store
ok "with --all everything is read again" eval 'exits 0 && grep -qE "^updated +1 source$" out && grep -qE "^unchanged +1 document$" out'
"$dossier" list --format=tsv again.store >out
ok "and is what it was" cmp -s before out
run "$dossier" update again.store reread
ok "an update names no files" exits_saying 2 "too many operands"
: >empty.store
run "$dossier" update empty.store
ok "an empty file is no store and stays empty" eval 'exits 3 && [ ! -s empty.store ]'
