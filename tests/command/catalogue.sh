# SPDX-License-Identifier: MIT
# After export.sh: what the catalogue of that tree says, read by programs that know nothing of dossierfs.
"$dossier" list t.store --format=csv >list.csv
"$dossier" list t.store --format=json >list.json
for word in agree list codes surfaces; do
    run python3 "$here/catalogue.py" "$word" tree list.csv list.json
    case $word in
    agree) ok "each table is the same as CSV and as JSON lines" exits 0 ;;
    list) ok "the table of documents is what list prints" exits 0 ;;
    codes) ok "the table of redactions has each citation that a document's codes count" exits 0 ;;
    surfaces) ok "a redaction's bytes and the words beside it are those of the document" exits 0 ;;
    esac
done
if command -v sqlite3 >/dev/null; then
    ok "sqlite3 imports each table whole" eval '
        for f in tree/catalogue/*.csv; do
            n=$(sqlite3 :memory: ".import --csv $f t" "SELECT count(*) FROM t" 2>err) || n=0
            [ ! -s err ] && [ "$n" -eq "$(wc -l <"${f%.csv}.jsonl")" ] || exit 1
        done'
fi
