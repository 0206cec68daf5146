#!/bin/sh
# export.t - golden records as the files another CRM's importer takes. If these fail, an
# import is refused on the day of the move, or loses its links. TAP.
. tests/lib.sh
"$WINNOW" run samples/salesforce.xml samples/chinese.xml --to "$tmp/c.db" --out "$tmp/o" --quiet --as-of 2026-01-01
for s in salesforce hubspot zoho dynamics csv; do
    ends "$s: written" 0 "$WINNOW" export "$tmp/c.db" --as $s --out "$tmp/$s"
    n=$(cat "$tmp/$s"/*.csv | python3 -c 'import csv,sys; print(sum(1 for _ in csv.reader(sys.stdin)))')
    is "$s: every golden record is in it" "$((n - 3))" \
        "$(q "$tmp/c.db" 'select (select count(*) from account) + (select count(*) from contact) + (select count(*) from deal)')"
    has "$s: the load order is said" "$tmp/$s/README.txt" "1-"
done
field() { python3 -c 'import csv,sys
for r in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig")):
    if sys.argv[4] in ("", r[sys.argv[3]]): print(r[sys.argv[2]]); break' "$@"; }
is "a Chinese name is cut into family and given name" "$(field "$tmp/salesforce/2-Contact.csv" FirstName LastName 王)" \
    "$(q "$tmp/c.db" "select substr(full_name, 2) from contact where full_name like '王%' order by id limit 1")"
id=$(q "$tmp/c.db" "select account_id from contact where account_id is not null order by id limit 1")
is "a contact names its account by the key that the account has" \
    "$(field "$tmp/salesforce/2-Contact.csv" Account.Winnow_Id__c Account.Winnow_Id__c "$id")" \
    "$(field "$tmp/salesforce/1-Account.csv" Winnow_Id__c Winnow_Id__c "$id")"
is "by its name where the importer wants that" "$(field "$tmp/zoho/3-Deals.csv" 'Account Name' 'Winnow Id' 1)" \
    "$(q "$tmp/c.db" 'select a.name from deal d join account a on a.id = d.account_id where d.id = 1')"
has "the map for Data Loader" "$tmp/salesforce/2-Contact.sdl" 'Account.Winnow_Id__c=Account\:Winnow_Id__c'
has "stages in the system's own words" "$tmp/salesforce/3-Opportunity.csv" '"Closed Won"'
is "a mark where Dynamics wants one, and none elsewhere" \
    "$(head -c 3 "$tmp/dynamics/1-accounts.csv" | od -An -tx1 | tr -d ' ')$(head -c 1 "$tmp/zoho/1-Accounts.csv")" 'efbbbf"'
has "what has no place there is said" "$tmp/salesforce/README.txt" "not in it"
{ echo id,name,phone; seq 1 25001 | awk '{ print $1 ",P" $1 " Q|<\"x\">,1380000" 1000 + $1 % 9000 }'; } >"$tmp/many.csv"
sqlite3 "$tmp/many.db" 'create table contact(id, full_name, phone)' "$(printf '.mode csv\n')" ".import --csv --skip 1 $tmp/many.csv contact" 2>/dev/null \
    || sqlite3 "$tmp/many.db" ".mode csv" ".import --skip 1 $tmp/many.csv contact"
"$WINNOW" export "$tmp/many.db" --as zoho --out "$tmp/many" >"$tmp/out"
is "cut at the importer's limit" "$(ls "$tmp/many" | tr '\n' ' ')" "2-Contacts-2.csv 2-Contacts.csv README.txt "
is "no row is lost by that" "$(cat "$tmp"/many/*.csv | wc -l)" 25003
is "characters that it does not take are replaced" "$(sed 1d "$tmp/many/2-Contacts.csv" | grep -c '[|<>]')" 0
has "and counted" "$tmp/out" "25,001 cells had characters"
cp "$tmp/many.db" "$tmp/torn.db"; dd if=/dev/zero of="$tmp/torn.db" bs=4096 seek=100 count=1 conv=notrunc 2>/dev/null
ends "a target that cannot be read to its end" 4 "$WINNOW" export "$tmp/torn.db" --as csv --out "$tmp/torn"
is "no part of it is taken for all" "$(ls "$tmp/torn")" ""
ends "a system of no export" 3 "$WINNOW" export "$tmp/c.db" --as sap
ends "a file that is no target" 4 "$WINNOW" export samples/salesforce/Account.csv --as csv --out "$tmp/x"
done_testing
