# SPDX-License-Identifier: MIT
# Completion: what the hidden command offers, and what bash makes of it.

if ! command -v bash >/dev/null; then
    echo "ok $((count += 1)) - completion in bash # SKIP no bash"
    return
fi

# offers PROGRAM WORD...: what bash offers for the last word, in one line.
offers() {
    offered=$(PATH=$(dirname "$dossier"):$PATH bash "$here/complete.bash" "$here/../../mount-scripts/completion" "$@" 2>err |
        sort | paste -sd' ')
}
offered_is() { [ "$offered" = "$1" ] || { echo "offered: $offered" >out; return 1; }; }
offered_has() { case " $offered " in *" $1 "*) ;; *) echo "offered: $offered" >out; return 1 ;; esac; }

mkdir completion
printf 'From: BEIJING\nSent: Monday, 8 July 2019 9:15 AM\nTo: REEF, Ana (OFD)\nSubject: Squid\n\ns9(2)(g)(i)\n\nOn Chile.\n' \
    >completion/one.txt
run "$dossier" import completion/a.dossier completion/one.txt
ok "a store is made for completion" exits 0
for values in 'from:beijing withheld' 'to:reef-ana-ofd withheld' 'country:chile' 'code:none s9-2-g-i' 'regime:nz-oia' \
    'date:2019 2019-07' 'redacted:no yes'; do
    field=${values%%:*}
    run "$dossier" complete completion/a.dossier "$field" ''
    ok "the values of $field: are its own" test "$(sort out | paste -sd' ')" = "${values#*:}"
done
run "$dossier" complete completion/a.dossier to reef-ana-o
ok "a value is found by its beginning, as it is offered" prints reef-ana-ofd
run "$dossier" complete completion/a.dossier title s
ok "a field that has no list is wrong usage" exits 2
ok "and silent" silent
run "$dossier" --help
ok "the command is for programs only" test "$(grep -c complete out)" = 0

offers dossier se
ok "a command is completed" offered_is search
offers dossier ''
ok "every command that help names is offered" offered_has import
offers dossier list --fo
ok "an option is completed" offered_has --format
offers dossier list --format=t
ok "its value is, behind =" offered_is 'table tsv'
offers dossier list --format c
ok "and behind a blank" offered_is csv
cd completion
offers dossier list a
ok "a store is completed" offered_is a.dossier
offers dossierfs a
ok "dossierfs takes a store, too" offered_is a.dossier
cd ..
offers dossier search completion/a.dossier fr
ok "a field is completed" offered_is from:
offers dossier search completion/a.dossier from:be
ok "its value is one of the store's" offered_is beijing
offers dossier search completion/a.dossier from:
ok "all values are offered after the colon" offered_is 'beijing withheld'
offers dossier list completion/a.dossier squid -code:s9
ok "a field that is denied is completed" offered_is s9-2-g-i
offers dossier list completion/a.dossier from:=be
ok "so is one that is meant exactly" offered_is beijing
offers dossier export --views=
ok "without a store no view is known" offered_is ''
offers dossierfs completion/a.dossier mnt -o li
ok "a mount option is completed" offered_is links=
offers dossierfs completion/a.dossier mnt -o allow_other,links=s
ok "so is its value behind a comma" offered_is symbolic
offers dossierfs completion/a.dossier mnt -o views=date:se
ok "and a further view" offered_is sender
