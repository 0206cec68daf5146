#!/bin/sh
# packs.t - a made-up export of every system that a pack knows, migrated with the pack. If
# these fail, a consultant's first run on a real export loses people or columns. TAP.
. tests/lib.sh
of() { find "$1" -type f | wc -l; }
for d in samples/packs/*/; do
    n=$(basename "$d")
    "$WINNOW" run "mappings/$n.xml" --in "$d" --to "$tmp/$n.db" --out "$tmp/$n" --as-of 2026-01-01 >"$tmp/out" 2>"$tmp/err"; code=$?
    [ $code -le 2 ] && pass "$n: the pack runs" || fail "$n: the pack runs" "exit $code" "$(cat "$tmp/err")"
    cp "$tmp/out" "$tmp/$n.said"
    case $n in
    kingdee_yonyou) is "$n: its companies arrive" "$(q "$tmp/$n.db" 'select group_concat(name) from account')" "北京华信科技有限公司,上海远大贸易有限公司,深圳嘉禾医疗器械有限公司" ;;
    chinese | fxiaoke | xiaoshouyi | wukong | nocode_cn | wecom | dingtalk) is "$n: its people arrive" \
        "$(q "$tmp/$n.db" 'select group_concat(full_name) from contact')" "王晓红,张伟,欧阳静" ;;
    *) is "$n: its people arrive" "$(q "$tmp/$n.db" 'select group_concat(full_name) from contact')" "Anna Bell,Jörg Müller,Mary O'Brien" ;;
    esac
    is "$n: nothing is refused" "$(q "$tmp/$n.db" 'select count(*) from winnow_refused')" 0
    is "$n: a draft knows all its files" \
        "$("$WINNOW" draft "$d" 2>&1 | grep -B1 "known as $n " | grep -o ' path="[^"]*"' | sort -u | wc -l | tr -d ' ')" "$(of "$d")"
done
[ "$(find samples/packs -mindepth 1 -type d | wc -l)" = "$(find mappings -name '*.xml' ! -name '*.model.xml' | wc -l)" ] &&
    pass "every pack has a sample" || fail "every pack has a sample" "$(ls mappings samples/packs)"
is "users, products, tickets and activities arrive, each with what it belongs to" \
    "$(q "$tmp/salesforce.db" "select (select group_concat(u.full_name) from user u
    join user m on m.id = u.manager_id), (select group_concat(code || active) from product), (select group_concat(t.status || c.full_name) from ticket t
        join contact c on c.id = t.contact_id), (select group_concat(x.kind || a.name) from activity x join account a on a.id = x.account_id)")" \
            "Dana Reed|PL-0071,SC-010|OPENAnna Bell,CLOSEDJörg Müller|CALLAcme Robotics Inc.,MAILNordlicht GmbH"
is "links between the files hold" "$(q "$tmp/salesforce.db" 'select count(*) from contact c join account a on a.id = c.account_id')" 3
# the sample's deals name their accounts with 15 characters, as reports do
is "ids of 15 and of 18 characters meet" \
    "$(q "$tmp/salesforce.db" 'select group_concat(a.account_id) from deal d join account a on a.id = d.account_id')" \
    0015g00000A0001AAB,0015g00000A0002AAB,0015g00000A0003AAB
mkdir "$tmp/own"
cp samples/packs/salesforce/Account.csv samples/packs/salesforce/Opportunity.csv "$tmp/own"
sed -i 's/0015g00000A0002\(AAB\)*/ACC-7/; s/0015g00000A0003\(AAB\)*/0015g00000A0003AAB/' "$tmp/own"/*.csv
"$WINNOW" run mappings/salesforce.xml --in "$tmp/own" --to "$tmp/own.db" --out "$tmp/o" --quiet
is "and what is no id of Salesforce's still leads to its record" \
    "$(q "$tmp/own.db" 'select group_concat(a.name) from deal d join account a on a.id = d.account_id')" "Acme Robotics Inc.,Nordlicht GmbH,Delta Ltd"
is "an id of 15 characters behind an apostrophe is a key, too" \
    "$(sed -i "s/^\(0015g00000A0001\)AAB/'\1/" "$tmp/own/Account.csv";
    "$WINNOW" run mappings/salesforce.xml --in "$tmp/own" --to "$tmp/own2.db" --out "$tmp/o" --quiet; q "$tmp/own2.db" 'select count(account_id) from deal')" 3
is "a segment of an IDoc knows its customer" \
    "$(q "$tmp/sap.db" 'select a.name from contact c join account a on a.id = c.account_id where c.full_name = "Anna Bell"')" "Acme Robotics Inc."
is "explain says how well each is known" "$("$WINNOW" explain packs | grep -cE '^    (seen in|from public|unconfirmed)')" \
    "$(find mappings -name '*.xml' ! -name '*.model.xml' | wc -l)"
is "a phone's card: both types count, a tel: number is one, a fax is none, no year is no date" \
    "$(q "$tmp/vcard.db" "select (select mobile from contact where full_name like 'J%'), phone, birthday is null, extra ->> 'TEL WORK FAX', extra ->>
    'BDAY without year', extra ->> 'KIND' from contact where full_name like 'Mary%'")" "+4915123456789|+35314960000|1|+353 1 496 0001|--06-30|individual"
is "an entry's second number and its fax are kept" \
    "$(q "$tmp/ldif.db" "select home_phone, extra ->> 'facsimileTelephoneNumber' from contact where full_name like 'Anna%'")" "+12125550199|+1 212 555 0143"
has "the mailing list beside them is said to be none of the people" "$tmp/ldif.said" "1 entries are groups"
# what is not there is passed over; what is there under another name is found
mkdir "$tmp/in"
cp samples/packs/hubspot/hubspot-contacts.csv "$tmp/in/all-contacts-2025.csv"
head -1 samples/packs/hubspot/hubspot-deals.csv >"$tmp/in/deals.csv"
ends "one file of three, called otherwise, and an empty one" 1 "$WINNOW" run mappings/hubspot.xml --in "$tmp/in" --to "$tmp/h.db" --out "$tmp/h"
is "is loaded" "$(q "$tmp/h.db" 'select count(*) from contact')" 3
ends "a folder of another system" 4 "$WINNOW" run mappings/zoho.xml --in "$tmp/in" --to "$tmp/z.db"; has "is said" "$tmp/err" "none of the files given"
"$WINNOW" draft "$tmp/in/all-contacts-2025.csv" samples/chinese/*.csv -o "$tmp/d.xml" 2>/dev/null
has "files of two systems: nobody's source" "$tmp/d.xml" '<source system="draft"/>'
is "in a draft what is uncertain stands last" \
    "$(sed -n '/<file/,/<\/file/p' "$tmp/d.xml" | awk '/<file/ { u = 0 } /uncertain/ { u = 1; next } /<(field|keep)/ && u { print }')" ""
# ---- by name ------------------------------------------------------------------------------
# If these fail, who installed a package has to look for a folder of mappings first.
repo=$PWD; mkdir "$tmp/named"; cp -r samples/packs/salesforce "$tmp/named/exports"; cd "$tmp/named" || exit 1
run() { "$WINNOW" run "$@" --as-of 2026-01-01 --quiet 2>err; }
run salesforce exports --to named.db --out n1
is "a pack by its name loads what its file does" "$(dump named.db | sha256sum)" "$(dump ../salesforce.db | sha256sum)"
is "the target says which" "$(q named.db "select mappings from winnow_run")" pack:salesforce
ends "and is verified by it, from anywhere" 0 "$WINNOW" verify named.db
ends "a health check of the target finds its model" 1 "$WINNOW" health --db named.db --out n2
run 企业微信 "$repo/samples/packs/wecom" --to wecom2.db --out n3
is "or by the name of the system" "$(dump wecom2.db | sha256sum)" "$(dump ../wecom.db | sha256sum)"
mkdir zoho && cp "$repo"/samples/packs/zoho/* zoho
run zoho --to folder.db --out n4
is "a folder of that name is data" "$(ls n4/draft.xml)" n4/draft.xml
run zoho --in zoho --to in.db --out n5; ls n5/draft.xml >out 2>&1
has "but not with --in" out "No such file"
is "pack: is always the pack" "$(run pack:zoho zoho --to marked.db --out n6; dump marked.db | sha256sum)" "$(dump in.db | sha256sum)"
ends "an unknown name" 3 "$WINNOW" run salesfroce exports; has "is told with it" "$tmp/err" 'did you mean "salesforce"?'
ends "a name that is like none" 3 "$WINNOW" check xyzzy exports; has "is told, too" "$tmp/err" "winnow explain packs"
ends "no name but a file" 4 "$WINNOW" run nowhere.csv; has "that is not there" "$tmp/err" "cannot open nowhere.csv"
ends "a pack as a file to edit" 0 "$WINNOW" sheet salesforce -o mine.xml
same "is the pack" mine.xml "$repo/mappings/salesforce.xml"; same "with its model" crm.model.xml "$repo/mappings/crm.model.xml"
ends "and as a workbook" 0 "$WINNOW" sheet salesforce exports -o mine.xlsx
run mine.xlsx --in exports --to book.db --out n7
is "which loads the same rows" "$(q book.db 'select count(*) from winnow_source')" "$(q named.db 'select count(*) from winnow_source')"
ends "a pack is a standard, too" 0 "$WINNOW" explain --mapping salesforce; has "of its system" "$tmp/out" "Data standard: Salesforce"
ends "inspect says the command" 0 "$WINNOW" inspect exports; has "by which a file is read" "$tmp/out" "winnow run salesforce FILES"
done_testing
