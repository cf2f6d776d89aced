# SPDX-License-Identifier: MIT
row() { awk -F "$tab" -v source="$1" '$9 == source { print $1; exit }' list.tsv; }
bundle=$(row pile/bundle.txt) escape=$(row pile/sub/escape.txt)

run "$dossier" show t.store "$escape"
ok "show prints a document byte for byte" eval 'exits 0 && cmp -s out pile/sub/escape.txt'
on_terminal "'$dossier' show t.store $escape"
ok "on a terminal control characters are shown, not obeyed" eval '! grep -q "$(printf "\033")" out && grep -qF "\\x1b]0;owned\\x07" out'
ok "on a terminal a carriage return inside a line is shown" grep -qF 'Second line\rover it.' out

run "$dossier" show --metadata t.store "$bundle"
ok "metadata are aligned lines of every column" eval 'exits 0 && [ "$(grep -cE "^[a-z_0-9]+:( |$)" out)" -ge 14 ]'
ok "a fact is followed by the words that say so" eval 'grep -A 1 "^sender:" out | grep -q "^  because:.*DAIRY"'
ok "recipients are among the metadata" grep -qE '^recipient: +.*BEIJING' out
ok "each cited ground has its evidence" eval '[ "$(grep -c "because:.*s6(a)" out)" -ge 1 ]'

# As a format that knows more than its text would have told it.
cp t.store told.store
sqlite3 told.store "INSERT INTO message_id VALUES ($bundle, 0, 'second@post.example'), ($bundle, 1, 'first@post.example');
    INSERT INTO property SELECT source, 'author', 'J. Marlowe' FROM document WHERE id = $bundle;
    UPDATE source SET parent = (SELECT min(id) FROM source AS s WHERE s.id <> source.id)
        WHERE id = (SELECT source FROM document WHERE id = $bundle)"
run "$dossier" show --metadata told.store "$bundle"
ok "a message's id and those it answers are among the metadata" eval 'exits 0 &&
    grep -q "^message_id: *second@post.example$" out && grep -q "^reference: *first@post.example$" out'
ok "what held its source and what its format says are among the metadata" eval '
    grep -q "^source_parent: *pile/" out && grep -q "^source_author: *J. Marlowe$" out'

run "$dossier" show t.store 999999
ok "a document that is not there exits 1" exits_saying 1 "no document 999999"
run "$dossier" show t.store 0
ok "document 0 is not there" exits_saying 1 "no document 0"
run "$dossier" show --metadata t.store 999999
ok "metadata of a document that is not there exit 1" exits_saying 1 "no document 999999"
run "$dossier" show t.store 99999999999999999999999
ok "a number that no document can have exits 2" exits 2
run "$dossier" show t.store 1x
ok "an id that is no number exits 2" exits_saying 2 "1x is no number of a document"
