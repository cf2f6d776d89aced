# SPDX-License-Identifier: MIT
# What an import says and how it ends; what it reads is tested elsewhere.

mkdir -p pile/sub
cat >pile/bundle.txt <<'END'
From: DAIRY
Sent: Thursday, 11 July 2019 11:25 AM
To: BEIJING; GENEVA
Subject: RE: FORMAL MESSAGE: CHINA: WALNUT TARIFFS

We discussed walnut tariffs with China. s6(a)
s6(a), s9(2)(g)(i)
The harvest in China was good.

From: BEIJING
Sent: Wednesday, 10 July 2019 9:05 AM
To: DAIRY
Subject: FORMAL MESSAGE: CHINA: WALNUT TARIFFS

Please advise on walnuts and persimmons.
END
printf 'A note with an escape \033]0;owned\007 in it.\r\nSecond line\rover it.\nPersimmons grow here.\n' >pile/sub/escape.txt
cp pile/bundle.txt pile/sub/bundle-again.txt
head -c 4096 /dev/zero >pile/zeros.bin

run "$dossier" import t.store pile --timezone Pacific/Auckland
ok "an import of good and unread files exits 0" exits 0
ok "the ledger goes to standard output" eval 'grep -qE "^added +2 sources$" out && grep -qE "^documents +[1-9]" out'
ok "the same bytes under another path are known" grep -qE '^known +1 source$' out
ok "a file of no format is skipped" grep -qE '^skipped +1 source$' out
ok "a skipped file is named with a reason on standard error" grep -qE '^pile/zeros.bin: .' err
ok "no progress bar is drawn where no terminal is" eval '! grep -q "\[" err'
ok "a store is the owner's alone" [ "$(stat -c %a t.store)" = 600 ]
ok "a store at rest is one file" [ "$(ls t.store* | wc -l)" -eq 1 ]

run "$dossier" import t.store pile
ok "a second import adds nothing and exits 0" eval 'exits 0 && grep -qE "^added +0 sources$" out'

run "$dossier" import t.store pile/nothing-here.txt
ok "a path that is missing is a failed source: exit 1" eval 'exits 1 && grep -qE "^failed +1 source$" out'
ok "a failed source is one line, path and reason" eval 'one_line && grep -qE "^pile/nothing-here.txt: .+" err'

run "$dossier" import zone.store pile --timezone Mars/Olympus
ok "a time zone that is none exits 2 and is named" exits_saying 2 "no time zone is called Mars/Olympus"
ok "a time zone that is none makes no store" [ ! -e zone.store ]

run "$dossier" import text.store pile
ok "a file that is no store is not imported into: exit 3" exits_saying 3 "dossier: text.store: "
ok "a file that is no store stays as it is" grep -q "this is no store" text.store

run "$dossier" import no/such/folder/t.store pile
ok "a store that cannot be made exits 3" exits_saying 3 "dossier: no/such/folder/t.store: "

on_terminal "'$dossier' import bar.store pile"
ok "on a terminal a progress bar is drawn and cleared" eval 'grep -q "MB" out && exits 0'

mkdir people
printf 'From: MARLOWE, J\nSent: Monday, 4 March 2019 10:15 AM\nTo: Poe, Ann\nSubject: Squid\n\nThe squid are late.\n' >people/a.txt
printf 'From: Judy Marlowe <jm@squid.example>\nSent: Monday, 4 March 2019 11:15 AM\nTo: Poe, Ann\nSubject: Eels\n\nEels too.\n' >people/b.txt
printf '# who is who\nMarlowe, Judith (NAD) = marlowe,  j; JM@squid.example\n' >who.txt
run "$dossier" import who.store people/a.txt
run "$dossier" import who.store --aliases who.txt
ok "aliases alone are an import, which says how many sources were read without them" eval \
    'exits 0 && says "1 of its sources names parties"'
run "$dossier" list who.store 'from:"Judith (NAD)"' --format=tsv
ok "a source that was read before is found by its party's other names" eval '[ "$(grep -c a.txt out)" = 1 ]'
run "$dossier" import who.store people/b.txt
run "$dossier" list who.store from:jm@squid.example --format=tsv
ok "a party is found by each of its names, and printed as each document has it" eval \
    'grep -q "	Judy Marlowe	.*b.txt" out && grep -q "	MARLOWE, J	.*a.txt" out'
run "$dossier" export who.store who.tree
ok "a document of an alias stands under the name before the equals sign" \
    [ -e "who.tree/by-sender/Marlowe,_Judith_(NAD)/2019-03-04T1115_Judy_Marlowe_Eels.2.txt" ]
run "$dossier" check who.store
ok "a store with aliases has no fault" exits 0
run "$dossier" update who.store
ok "an update files by the aliases what was read before them" eval 'exits 0 && grep -q "^changed  *1 document$" out'
"$dossier" export who.store who.after >/dev/null
ok "a party of several names is one folder then" [ "$(ls who.after/by-sender)" = "Marlowe,_Judith_(NAD)" ]
run "$dossier" update --all who.store
ok "a document that is filed by the aliases already stays untouched" eval 'exits 0 && grep -q "^unchanged  *2 documents$" out'
run "$dossier" remove who.store b.txt
"$dossier" export who.store who.left >/dev/null
ok "a party keeps the name of the aliases when one of its sources is taken out" [ "$(ls who.left/by-sender)" = "Marlowe,_Judith_(NAD)" ]
run "$dossier" check who.store
ok "the store has no fault after that" exits 0
run "$dossier" import new.store people --aliases who.txt
run "$dossier" export new.store new.tree
ok "aliases given with what is imported file it" [ "$(ls new.tree/by-sender)" = "Marlowe,_Judith_(NAD)" ]
printf 'A = b\nMarlowe\n' >bad.txt
run "$dossier" import bad.store people --aliases bad.txt
ok "a bad line of aliases exits 2 and is named" exits_saying 2 'bad.txt:2: there is no "="'
ok "a bad line of aliases makes no store" [ ! -e bad.store ]

# A pile that takes a while; the signal comes once there is something in the store.
mkdir many
i=0
while [ $i -lt 1500 ]; do
    { echo "Report number $i"; cat pile/bundle.txt pile/sub/escape.txt; } >"many/$i.txt"
    i=$((i + 1))
done
"$dossier" import stop.store many >out 2>err &
pid=$!
# Its first commit writes down who holds the store.
until sqlite3 -readonly stop.store 'SELECT process FROM run' 2>/dev/null | grep -q .; do
    kill -0 $pid 2>/dev/null || die "the import was over before it could be met at work"
    sleep 0.01
done
kill -STOP $pid # so that it holds the store for longer than the second one waits
code=0
"$dossier" import stop.store pile >out.busy 2>err.busy || code=$?
ok "a store that an import holds exits 3 and names the process" \
    eval 'exits 3 && grep -q "dossier: stop.store: process $pid is writing" err.busy'
kill -TERM $pid
kill -CONT $pid
code=0
wait $pid || code=$?
ok "SIGTERM ends an import with exit 143 and says that it may go on" eval 'exits 143 && says "stopped by Terminated"'
ok "an import that was stopped prints its ledger" grep -qE '^added +[0-9]+ sources?$' out
run "$dossier" check stop.store
ok "a store after SIGTERM has no fault" exits 0
run "$dossier" import stop.store many
ok "the same command finishes the work" exits 0

# A merge of the index leaves pages free; so does this.
sqlite3 stop.store 'CREATE TABLE junk (x); INSERT INTO junk VALUES (zeroblob(4000000)); DROP TABLE junk'
free=$(sqlite3 -readonly stop.store 'PRAGMA freelist_count')
printf 'One page more.\n' >pile/more.txt
run "$dossier" import stop.store pile/more.txt
ok "an import gives free pages of the file back" eval 'exits 0 && [ "$free" -gt 200 ] && [ "$(sqlite3 -readonly stop.store "PRAGMA freelist_count")" -lt 10 ]'
rm pile/more.txt
