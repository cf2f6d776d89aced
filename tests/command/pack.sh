# SPDX-License-Identifier: MIT
# A copy of its own: the other parts go on with theirs.
cp t.store pack.store
"$dossier" list --format=tsv pack.store >list.before
"$dossier" export pack.store pack.tree.before >/dev/null
run "$dossier" pack pack.store
ok "pack prints the size before and after, and exits 0" eval '
    exits 0 && [ ! -s err ] && grep -q "^before  *[0-9]* bytes$" out && grep -q "^after  *$(stat -c %s pack.store) bytes$" out'
ok "a packed store is one file, readable by its owner alone" eval '[ "$(echo pack.store*)" = pack.store ] && [ "$(stat -c %a pack.store)" = 600 ]'
run "$dossier" check pack.store
ok "a packed store has no fault" eval 'exits 0 && silent'
run "$dossier" list --format=tsv pack.store
ok "a packed store lists what it did" cmp -s list.before out
"$dossier" export pack.store pack.tree.after >/dev/null
ok "a packed store exports the same bytes, names and times" eval '
    diff -r pack.tree.before pack.tree.after && [ "$(cd pack.tree.before && find . -printf "%p %s %n %T@\n" | sort)" = "$(cd pack.tree.after && find . -printf "%p %s %n %T@\n" | sort)" ]'
run "$dossier" pack pack.store
first=$(sed -n 's/^before *//p' out)
ok "a packed store is not smaller when it is packed again" eval 'exits 0 && grep -q "^after  *$first$" out'

# Killed at any time.
cp t.store killed.store
for wait in 0.005 0.01 0.02 0.03 0.04 0.06 0.08 0.1 0.15 0.2; do
    "$dossier" pack killed.store >/dev/null 2>&1 &
    pid=$!
    sleep $wait
    kill -9 $pid 2>/dev/null || true
    wait $pid 2>/dev/null || true
    "$dossier" check killed.store >out 2>err || break
done
run "$dossier" check killed.store
ok "a store whose packing was killed has no fault" eval 'exits 0 && silent'
run "$dossier" list --format=tsv killed.store
ok "a store whose packing was killed lists what it did" cmp -s list.before out

run "$dossier" pack missing.store
ok "pack makes no store" eval 'exits_saying 3 "there is no such store" && [ ! -e missing.store ]'
echo "no store" >none.store
run "$dossier" pack none.store
ok "pack leaves a file alone that is no store" eval 'exits_saying 3 "no dossier store" && [ "$(cat none.store)" = "no store" ]'
: >empty.store
run "$dossier" pack empty.store
ok "pack leaves an empty file alone" eval 'exits_saying 3 "no dossier store" && [ ! -s empty.store ]'
run "$dossier" pack
ok "pack without a store exits 2" exits_saying 2 "no store is named"
rm -rf pack.tree.before pack.tree.after
