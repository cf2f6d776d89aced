# SPDX-License-Identifier: MIT
run "$dossier" check t.store
ok "check of a good store exits 0 and prints nothing" eval 'exits 0 && silent'

# Damage at the end of every page but the first, where SQLite begins to fill them: the content is hit, too.
cp t.store hurt.store
size=$(stat -c %s hurt.store)
offset=$((2 * 16384 - 100))
while [ $offset -lt "$size" ]; do
    printf 'DAMAGEDAMAGEDAMAGE' | dd of=hurt.store bs=1 seek=$offset conv=notrunc 2>/dev/null
    offset=$((offset + 16384))
done
run "$dossier" check hurt.store
ok "check of a damaged store prints a list and exits 1, or 3 where it cannot be read at all" eval '
    case $code in 1) [ -s out ] ;; 3) [ -s err ] ;; *) false ;; esac'
