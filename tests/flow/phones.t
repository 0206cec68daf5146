#!/bin/sh
# phones.t - numbers without a country code, on their way through a run. If these fail, a
# customer's number gets the country of somebody else, or one that nothing proves is shown
# as read right. TAP.
. tests/lib.sh
mkdir "$tmp/m" && cp mappings/crm.model.xml "$tmp/m/"
cat >"$tmp/m/people.csv" <<'C'
ID,Name,Phone,Country,State,Zip,City
1,Ann Smith,(650) 253-0000,,CA,94043,Mountain View
2,Piet Bakker,020 623 4567,,,1015 CJ,Amsterdam
3,张伟,010-62503000,,,,北京市
4,Eve Green,020 7031 3000,United Kingdom,,,London
5,Bo Larsen,33 12 34 56,,,2100,
6,Ida Holm,33 12 34 56,,,2100,
7,Jo Bell,+44 20 7031 3000,,,,
8,Al Moor,call me,,,,
9,Pia Roth,030 303986300,,DE,10115,Berlin
C
cat >"$tmp/m/people.xml" <<'X'
<mapping version="1" model="crm.model.xml" name="people"><source system="p"/>
  <file entity="contact" path="people.csv" key="ID"><field to="contact_id" from="ID"/>
    <field to="full_name" from="Name"/>
    <field to="phone" from="Phone" region-from="Country | State | Zip | City"/>
    <keep from="*" as="extra"/></file></mapping>
X
"$WINNOW" run "$tmp/m/people.xml" --to "$tmp/o.db" --out "$tmp/o" --as-of 2026-10-01 >"$tmp/out" 2>&1
phones() { q "$1" "select group_concat(phone,' / ') from (select phone from contact order by contact_id)"; }
wanted="+16502530000 / +31206234567 / +861062503000 / +442070313000 / 33 12 34 56 / 33 12 34 56 / +442070313000 / call me / 030 303986300"
is "each number is of the country that its record tells, else as read" "$(phones "$tmp/o.db")" "$wanted"
is "what nothing tells is a finding" \
    "$(q "$tmp/o.db" "select group_concat(source_key||':'||field||':'||value,' ') from (select * from winnow_finding where rule='region-unknown'
    order by source_key)")" \
    "5:phone:33 12 34 56 6:phone:33 12 34 56 9:phone:030 303986300"
is "and is no invalid number" "$(q "$tmp/o.db" "select group_concat(source_key,' ') from winnow_finding where rule='V02'")" 8
counted() { json "$tmp/o/health.json" "' '.join(str((r['applicable'], r['failed'])) for r in h['rules'] if r['id']=='$1')"; }
is "nor a valid one: only what can be told is judged" "$(counted V02) $(counted region-unknown)" "(6, 1) (9, 3)"
has "the report says what to do" "$tmp/o/report.en.html" 'region-from='
"$WINNOW" run "$tmp/m/people.xml" --to "$tmp/p.db" --out "$tmp/p" --as-of 2026-10-01 --batch 2 --jobs 3 >"$tmp/out" 2>&1
is "the same for any size of batches" "$(phones "$tmp/p.db")" "$wanted"
sed 's/region-from="[^"]*"/region="DK" refused="100%"/' "$tmp/m/people.xml" >"$tmp/m/dk.xml"
"$WINNOW" run "$tmp/m/dk.xml" --to "$tmp/d.db" --out "$tmp/d" --as-of 2026-10-01 >"$tmp/out" 2>&1
is "region= says it for the rest" "$(q "$tmp/d.db" "select phone from contact where contact_id in ('5','6') group by 1")" "+4533123456"

# a pack asks the columns that are there
mkdir "$tmp/sf"
printf 'Id,FirstName,LastName,MailingState,MailingCountry,Phone,SystemModstamp\n003A00000000001,Ann,Smith,NY,,(212) 555-0142,2025-01-01\n'\
'003A00000000002,Al,Moor,,France,01 42 68 53 00,2025-01-01\n003A00000000003,Jo,Bell,,,01 42 68 53 00,2025-01-01\n' >"$tmp/sf/Contact.csv"
"$WINNOW" run mappings/salesforce.xml --in "$tmp/sf" --to "$tmp/s.db" --out "$tmp/s" >"$tmp/out" 2>&1
is "a pack reads a number by its record's country or state" "$(phones "$tmp/s.db")" "+12125550142 / +33142685300 / 01 42 68 53 00"
is "a draft of it asks the columns that the file has" \
    "$("$WINNOW" draft "$tmp/sf/Contact.csv" 2>"$tmp/err" | grep -o 'region-from="[^"]*"')" 'region-from="MailingCountry | MailingState"'

# the same number meets, with its country code or without
python3 - >"$tmp/m/same.csv" <<'P'
names = [(a, b) for a in "Anna Bert Carl Dora Emil Fred Gina Hugo Ines Jack".split() for b in "Bell Dunn Ford Hill Lane Moss Penn Todd".split()]
print("ID,Name,Phone")
for i, (a, b) in enumerate(names):
    x, y = 200 + i * 7919 % 790, i * 104729 % 10000
    print(f"{2 * i},{a} {b},0161 {x} {y:04}")
    print(f"{2 * i + 1},{a[0]}. {b},{'+44 161' if i % 2 else '(0161)'} {x}-{y:04}")
P
sed -e 's/people.csv/same.csv/; s/ region-from="[^"]*"//; s/<keep[^>]*>//' "$tmp/m/people.xml" >"$tmp/m/same.xml"
is "two with the same number are found, whichever says its country" \
    "$("$WINNOW" match "$tmp/m/same.csv" -o "$tmp/c.csv" 2>"$tmp/err" | grep -o '80 surplus'; grep -o '80 surplus' "$tmp/err")" "80 surplus"
"$WINNOW" run "$tmp/m/same.xml" --to "$tmp/t.db" --out "$tmp/t" >"$tmp/out" 2>&1
is "in a run, too, that did not read them" "$(grep -c 'phone = ' "$tmp/t/pairs.csv")" 80
# ---- where a column may say the country of its row, the doubt names the column
printf 'Name,Phone,City\nAnn,8765 4321,Hamburg\nBo Li,020 7031 3000,London\nPia Roth,030 303986300,\n' >"$tmp/rows.csv"
"$WINNOW" draft "$tmp/rows.csv" -o "$tmp/rows.xml" >/dev/null 2>&1
has "where rows may say their country, the doubt says so" "$tmp/rows.xml" "a row's country is taken where its \"City\" says it"
# ---- nothing of a cell is lost without a word: the second number, the text, whose it is
cat >"$tmp/m/cells.csv" <<'C'
ID,Name,Phone
1,李雷,13718236640;13812540093
2,韩梅,13718236641（微信同号）
3,吴平,021-62881234/35
4,赵刚,(312) 555-2849
5,孙丽,13900000000
6,周明,021-62881234*8001
C
sed -e 's/people.csv/cells.csv/; s/ region-from="[^"]*"/ region="CN"/; s/<keep[^>]*>//' "$tmp/m/people.xml" >"$tmp/m/cells.xml"
"$WINNOW" run "$tmp/m/cells.xml" --to "$tmp/n.db" --out "$tmp/n" --as-of 2026-10-01 >"$tmp/out" 2>&1
is "the first number is loaded, and none of Shanghai that was of Chicago" "$(phones "$tmp/n.db")" \
    "+8613718236640 / +8613718236641 / +862162881234 / (312) 555-2849 / +8613900000000 / +862162881234;ext=8001"
is "what else the cell said is a finding" \
    "$(q "$tmp/n.db" "select group_concat(source_key||':'||rule,' ') from (select * from winnow_finding where field='phone' order by source_key)")" \
    "1:several 2:rest 3:several 4:region-unknown 5:dummy"
"$WINNOW" explain phone >"$tmp/out" 2>&1
has "explain names the number plans' version and date" "$tmp/out" \
    "libphonenumber $(sed -n 's/^# version	//p' transforms/phone_plans.tsv) ($(sed -n 's/^# date	//p' transforms/phone_plans.tsv))"
cat >"$tmp/homes.csv" <<'C'
ID,Name,Work phone,Work country,Home phone,Home country
1,Ann Smith,030 303986300,Germany,020 7031 3000,United Kingdom
2,Piet Bakker,030 303986301,Germany,01 42 68 53 00,France
3,Eve Green,,France,030 303986302,Germany
4,Bo Larsen,030 303986303,Germany,01 42 68 53 01,
C
"$WINNOW" run "$tmp/homes.csv" --to "$tmp/homes.db" --out "$tmp/homes" --as-of 2026-10-01 >"$tmp/out" 2>&1
kind=$(q "$tmp/homes.db" "select entity from winnow_source limit 1")
is "a number at home is not read by the country of work" \
    "$(q "$tmp/homes.db" "select group_concat(home_phone, ' / ') from (select home_phone from $kind order by id)")" \
    "+442070313000 / +33142685300 / +4930303986302 / 01 42 68 53 01"
done_testing
