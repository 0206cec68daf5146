# foretold.sh - a dry run says what the load then does; sourced by load_sqlite.t and
# load_postgres.t after load.sh. What changed is counted from the rows themselves, by SQL.
entities="account contact deal"; . tests/flow/snap.sh

# ---- a first load, and the months after it
fresh; all --dry-run
has "of an empty target it says that all is new" "$tmp/out" "a first load: the target has no records yet, all are new"
has "and how much" "$tmp/out" "account: 11 new"
is "also in the manifest" "$(json "$tmp/o/manifest.json" "h['changes']['state'], [(t['table'], t['new']) for t in h['changes']['tables']]")" \
    "('first', [('account', 11), ('contact', 14), ('deal', 4)])"
all
foretold "the same again" "account before 11 same 11
contact before 14 same 14
deal before 4 same 4" all
is "what is the same has no examples" "$(ls "$tmp/tried.csv" 2>/dev/null)" ""
foretold "a month later" "account before 11 new 1 changed 1 same 10 gone 1 address:1 city:1
contact before 14 changed 2 same 12 account_id:1 title:1
deal before 4 same 4" changed
has "the terminal counts" "$tmp/tried" "account: 1 new, 1 changed, 10 the same"
has "names fields" "$tmp/tried" "fields: address 1, city 1"
has "and who is gone" "$tmp/tried" "source records no longer in the exports: 1 (--mark-missing marks them)"
is "and shows no value, nor does the manifest" "$(cat "$tmp/tried" "$tmp/tried.json" | grep -c Cambridge)" 0
has "values before and after stand in a table" "$tmp/tried.csv" "account,2,city,Boston,Cambridge"
sed 's/,Boston,/,Quincy,/' samples/salesforce/Account.csv >"$tmp/Account.csv"
"$WINNOW" run samples/salesforce.xml --in "$tmp/Account.csv" --in samples --to "$T" --out "$tmp/others" --audience summary --dry-run >"$tmp/out" 2>&1
is "which others do not get" "$(ls "$tmp/others" | grep -c changes.csv) $(json "$tmp/others/manifest.json" "h['changes']['tables'][0]['fields']")" \
    "0 [{'field': 'address', 'changed': 1}, {'field': 'city', 'changed': 1}]"
is "who stands in exports that were not read is not known to be gone" \
    "$(json "$tmp/others/manifest.json" "[(t['table'], t['gone'], t['unread']) for t in h['changes']['tables']]")" \
    "[('account', 1, 14), ('contact', 0, 14), ('deal', 0, 0)]"
has "and that is said" "$tmp/out" "not all given: 14; not known if gone"
foretold "who is gone is gone once" "account before 12 same 12
contact before 14 same 14
deal before 4 same 4" changed
is "and no table of an earlier run is left" "$(ls "$tmp/o/changes.csv" 2>/dev/null)" ""

# ---- what people did
fresh; all; ask "update deal set contact_id = null where contact_id = 2" >/dev/null
ask "delete from contact where id = 2; update account set city = 'by hand' where id = 2" >/dev/null
foretold "what people deleted comes back, what they changed stays" "account before 11 new 1 changed 1 same 10 gone 1 address:1
contact before 13 new 1 changed 1 same 12 account_id:1
deal before 4 same 4" changed
fresh; for m in salesforce chinese; do run samples/$m.xml; done
foretold "another system" "account before 10 new 1 changed 3 same 7 added 3 city:1 credit_limit:3 extra:1 phone:1 tax_id:2
contact before 13 new 1 same 13 added 3
deal before 4 same 4" run samples/erp.xml
fresh; all; python3 -c "
import csv
rows = list(csv.reader(open('$tmp/o/pairs.csv', encoding='utf-8-sig')))
rows[1][-1] = 'same'
csv.writer(open('$tmp/same.csv', 'w')).writerows(rows)"
foretold "a pair that people decided" "account before 11 same 11
contact before 14 changed 1 same 12 joined 1 account_id:1 contact_id:1 department:1 mobile:1 updated_at:1
deal before 4 same 4" all --decisions "$tmp/same.csv"
has "it is told" "$tmp/tried" "put together with others: 1"
"$WINNOW" undo "$T" --merge "contact:$(sed -n 2p "$tmp/same.csv" | cut -d, -f12)" >"$tmp/out" 2>&1
foretold "and decided otherwise" "account before 11 same 11
contact before 13 new 1 changed 1 same 12 apart 1 account_id:1 contact_id:1 mobile:1
deal before 4 same 4" all
has "that, too" "$tmp/tried" "taken apart: 1"
all --max-refused 0 --dry-run
is "a load that a gate would stop changes nothing" "$(json "$tmp/o/manifest.json" "h['changes']") $(grep -c ^changes "$tmp/out")" \
    "{'state': 'gated', 'tables': []} 0"
