# SPDX-License-Identifier: MIT
# Being called wrongly, and asking how to call.

run "$dossier"
ok "without a command it prints its usage to standard error and exits 2" exits_saying 2 "usage: dossier COMMAND"
run "$dossier" frobnicate store
ok "a command that is none exits 2" exits_saying 2 "dossier: frobnicate: no such command"
run "$dossier" --help
ok "--help prints the commands and exits 0" eval 'exits 0 && prints "import " && prints "export " && [ ! -s err ]'
run "$dossier" --version
ok "--version prints one line and exits 0" eval 'exits 0 && grep -qE "^dossier [0-9]+\.[0-9]+\.[0-9]+$" out'

for command in import list show search update remove check export; do
    run "$dossier" $command --help
    ok "$command --help exits 0 and prints its usage" eval 'exits 0 && prints "usage: dossier $command"'
    run "$dossier" $command --version
    ok "$command --version exits 0" exits 0
    run "$dossier" $command
    ok "$command without a store exits 2" exits_saying 2 "no store is named"
    run "$dossier" $command --frobnicate store
    ok "$command with an option that is none exits 2 and names it" exits_saying 2 "no option --frobnicate"
done

run "$dossier" import new.store
ok "import without a path exits 2" exits_saying 2 "an operand is missing"
ok "import called wrongly makes no store" [ ! -e new.store ]
run "$dossier" list --format=xml new.store
ok "a format that is none exits 2 and is named" exits_saying 2 "no format is called xml"
run "$dossier" list new.store --format
ok "an option without its value exits 2" exits_saying 2 "--format needs a value"
run "$dossier" show new.store 1 2
ok "too many operands exit 2" exits_saying 2 "too many operands"
run "$dossier" export --links=soft new.store tree
ok "a kind of link that is none exits 2" exits_saying 2 "hard or symbolic"
run "$dossier" export --views=date:planet new.store tree
ok "a view that is none exits 2 and is named" exits_saying 2 "no view is called planet"

for command in "list" "show" "search" "update" "remove" "check" "export"; do
    case $command in list | update | check) operand= ;; *) operand=1 ;; esac
    run "$dossier" $command missing.store $operand
    ok "$command of a store that is missing exits 3 with one line" eval 'exits_saying 3 "dossier: missing.store: " && one_line'
    ok "$command makes no store" [ ! -e missing.store ]
done
echo "this is no store, it is a text of some length that no one would take for one" >text.store
run "$dossier" list text.store
ok "a file that is no store exits 3" exits_saying 3 "dossier: text.store: "
mkdir folder.store
run "$dossier" list folder.store
ok "a folder is no store and exits 3" exits_saying 3 "dossier: folder.store: "

mkdir alone
cp "$dossier" alone/dossier
run alone/dossier --version
ok "a program without its module for imports starts" exits 0
run alone/dossier import new.store text.store
ok "its import exits 3 and names the module" eval 'exits_saying 3 dossier-import.so && one_line'
ok "and makes no store" [ ! -e new.store ]
