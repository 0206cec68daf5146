#!/bin/sh
# stays.t - what a run may not touch: what people changed in the target, what an export does
# not say any more, what is newer there.
. "$(dirname "$0")/../lib.sh"
T="$tmp/t.db"
ask() { sqlite3 "$T" "$1"; }
run() { "$WINNOW" run "$@" --to "$T" --out "$tmp/o" --as-of 2026-11-01 >"$tmp/out" 2>"$tmp/err"; code=$?; }
fresh() { rm -f "$T"; rm -rf "$tmp/in" "$tmp/o"; mkdir -p "$tmp/in"; }
people() { cat >"$tmp/in/people.csv"; }
october() { people <<'CSV'
id,name,email,phone,city,Newsletter,updated_at
1,Anna Berg,anna@berg.example,+49 30 1234567,Berlin,weekly,2026-10-01
2,Tom Ford,tom@ford.example,+49 30 7654321,Bonn,never,2026-10-01
3,Eva Lind,eva@lind.example,,Jena,,2026-10-02
CSV
}
cat >"$tmp/map.xml" <<'XML'
<mapping version="1" model="model.xml">
  <source system="old"/>
  <file entity="person" path="people.csv" key="id">
    <field to="key" from="id"/><field to="name" from="name"/><field to="email" from="email"/>
    <field to="phone" from="phone"/><field to="city" from="city"/>
    <field to="updated_at" from="updated_at"/><keep from="*" as="extra"/>
  </file>
</mapping>
XML
model() { cat >"$tmp/model.xml" <<XML
<model version="1" name="m"><entity name="person" $1>
  <field name="key" type="id" key="yes"/><field name="name" type="name"/><field name="email" type="email"/>
  <field name="phone" type="phone"/><field name="city" type="text"/><field name="updated_at" type="date"/>
</entity></model>
XML
}
model ""
all() { run "$tmp/map.xml" --in "$tmp/in" "$@"; }
row() { ask "select email, phone, city from person where key = '$1'"; }

# ---- what people changed
fresh; october; all
is "the export is loaded" "$(row 1)" "anna@berg.example|+49301234567|Berlin"
ask "update person set email = 'anna.berg@home.example' where key = '1'"
sed -i 's/Berlin,weekly,2026-10-01/Hamburg,weekly,2026-10-20/' "$tmp/in/people.csv"; all
is "a corrected mailbox stays when the source changes the city" "$(row 1)" "anna.berg@home.example|+49301234567|Hamburg"
is "and it is no fault" "$code" 0
hasnt "nor is anything asked" "$tmp/out" "edited"
"$WINNOW" verify "$T" >"$tmp/out" 2>&1; is "verify passes what the run passed" "$?" 0
has "and says what it did not compare" "$tmp/out" "1 that keep a value"
all
is "run again, nothing is touched" "$(ask "select unchanged from winnow_run order by number desc limit 1") $(row 1)" \
    "3 anna.berg@home.example|+49301234567|Hamburg"
sed -i 's/^1,Anna Berg,[^,]*/1,Anna Berg,a.berg@berg.example/' "$tmp/in/people.csv"; all
is "both changed: the person's stays" "$(row 1)" "anna.berg@home.example|+49301234567|Hamburg"
has "and a person is asked" "$tmp/out" "1 values changed in the target and in the source"
is "with what the source says, and what stands there" "$(ask "select rule, field, value, suggestion from winnow_finding where rule = 'edited'")" \
    "edited|email|a.berg@berg.example|anna.berg@home.example"
is "the record waits for review" "$(ask "select fate from winnow_source where source_key = '1'")" review
all; is "and goes on waiting" "$(ask "select count(*) from winnow_finding where rule = 'edited'") $code" "1 1"
ask "update person set email = 'a.berg@berg.example' where key = '1'"; all
is "until both say the same" "$(ask "select count(*) from winnow_finding where rule = 'edited'")" 0
for how in source person; do
    fresh; october; model "conflict=\"$how\""; all
    ask "update person set city = 'Potsdam' where key = '1'"
    sed -i 's/Berlin/Hamburg/' "$tmp/in/people.csv"; all
    is "conflict=$how decides without asking" "$(row 1) $(ask "select count(*) from winnow_finding where rule = 'edited'")" \
        "anna@berg.example|+49301234567|$([ $how = source ] && echo Hamburg || echo Potsdam) 0"
done
model ""; fresh; october; all
ask "update person set phone = null where key = '2'"; sed -i 's/Bonn/Trier/' "$tmp/in/people.csv"; all
is "what somebody took out stays out" "$(row 2)" "tom@ford.example||Trier"
ask "update person set phone = '+4930999' where key = '3'"; sed -i 's/Jena/Gera/' "$tmp/in/people.csv"; all
is "what somebody filled in stays in" "$(row 3)" "eva@lind.example|+4930999|Gera"
last=$(ask "select id from winnow_run order by number desc limit 1"); "$WINNOW" undo "$T" --run "$last" >"$tmp/out" 2>&1
is "undone, the edit is there and the city is back" "$(row 3)" "eva@lind.example|+4930999|Jena"

# ---- a target of before, which does not know what the sources said
fresh; october; all; ask "update winnow_source_all set says = null, said = null, updated = null"
ask "update person set phone = '+4930777' where key = '2'"
sed -i 's/Berlin/Hamburg/; s/Bonn/Trier/' "$tmp/in/people.csv"; all
is "what nobody edited follows its source" "$(row 1)" "anna@berg.example|+49301234567|Hamburg"
is "what somebody edited stays, and is asked about" "$(row 2) $(ask "select count(*) from winnow_finding where rule = 'edited'")" \
    "tom@ford.example|+4930777|Bonn 2"

# ---- what the export has no more
fresh; october; run "$tmp/in/people.csv"; before=$(ask "select email, phone, city from contact order by id")
cut -d, -f1-3,5- "$tmp/in/people.csv" >"$tmp/x"; mv "$tmp/x" "$tmp/in/people.csv"; run "$tmp/in/people.csv"
is "absent is not empty: phones stay" "$(ask "select email, phone, city from contact order by id")" "$before"
has "the books say which column is gone" "$tmp/out" 'people.csv has no column "phone" any more: values of contact.phone stay'
is "it wants a look" "$code" 1
is "and is a finding" "$(ask "select rule, field, \"column\" from winnow_finding where rule = 'gone'")" "gone|phone|phone"
has "and stands in the manifest" "$tmp/o/manifest.json" '"gone": ['
has "and in the report" "$tmp/o/report.en.html" "Gone: 1 columns"
"$WINNOW" verify "$T" >"$tmp/out" 2>&1; is "verify passes it, too" "$?" 0
run "$tmp/in/people.csv"; is "it is asked once" "$code" 0
is "and stays a finding" "$(ask "select count(*) from winnow_finding where rule = 'gone'")" 1
october; sed -i 's/+49 30 1234567/+49 30 1111111/' "$tmp/in/people.csv"; run "$tmp/in/people.csv"
is "the column is back, and its news with it" \
    "$(ask "select phone from contact order by id limit 1") $(ask "select count(*) from winnow_finding where rule = 'gone'")" "+49301111111 0"
fresh; october; all; sed -i 's/<field to="phone" from="phone"\/>//' "$tmp/map.xml"
cut -d, -f1-3,5- "$tmp/in/people.csv" >"$tmp/x"; mv "$tmp/x" "$tmp/in/people.csv"; all
is "of a mapping whose field went with it" "$(row 1)" "anna@berg.example|+49301234567|Berlin"
sed -i 's/key="id">/key="id" gone="clear">/' "$tmp/map.xml"; all
is "gone=\"clear\" empties them" "$(row 1)" "anna@berg.example||Berlin"
sed -i 's/ gone="clear"//; s/<field to="city"/<field to="phone" from="phone"\/><field to="city"/' "$tmp/map.xml"
fresh; october; all; cut -d, -f1-5,7- "$tmp/in/people.csv" >"$tmp/x"; mv "$tmp/x" "$tmp/in/people.csv"; all
is "a column that was only kept stays kept" "$(ask "select extra from person where key = '1'")" '{"Newsletter":"weekly"}'
fresh; october; sed -i 's/from="phone"/from="phone | mobile"/' "$tmp/map.xml"
people <<'CSV'
id,name,email,phone,mobile,city,updated_at
1,Anna Berg,anna@berg.example,,+49 151 12345678,Berlin,2026-10-01
CSV
cp "$tmp/map.xml" "$tmp/two.xml"; all; sed -i 's/ | mobile//' "$tmp/map.xml"
people <<'CSV'
id,name,email,phone,city,updated_at
1,Anna Berg,anna@berg.example,,Berlin,2026-10-01
CSV
all; is "one of two columns gone: its values stay" "$(row 1)" "anna@berg.example|+4915112345678|Berlin"

# ---- a file that is gone
fresh; october; printf 'id,company,city\n7,Acme GmbH,Bonn\n8,Borg AG,Trier\n' >"$tmp/in/firms.csv"; run "$tmp/in"
cp "$T" "$tmp/both.db"; rm "$tmp/in/firms.csv"; run "$tmp/in"
is "records of a file that is missing in the folder stay" "$(ask "select count(*) from account")" 2
has "and the books say so" "$tmp/out" "firms.csv (account) is not among the exports any more"
is "it wants a look" "$code" 1
has "and the manifest" "$tmp/o/manifest.json" '"file": "firms.csv"'
cp "$tmp/both.db" "$T"
run "$tmp/in" --json
has "a file that is gone is a line of JSON" "$tmp/out" '"event":"gone","file":"firms.csv"'
hasnt "no line of JSON is empty" "$tmp/out" "{}"

# ---- a part of the exports comes back corrected
for first in a b; do
    fresh; second=$(echo $first | tr ab ba)
    file() { echo "<file entity=\"person\" path=\"$1.csv\" key=\"id\"><field to=\"key\" from=\"id\"/><field to=\"name\" from=\"name\"/></file>"; }
    echo "<mapping version=\"1\" model=\"model.xml\"><source system=\"old\"/>$(file $first)$(file $second)</mapping>" >"$tmp/parts.xml"
    parts() { rm -f "$tmp/o/missing.csv"; run "$tmp/parts.xml" --in "$tmp/in"; cut -d, -f3 "$tmp/o/missing.csv" 2>/dev/null | sed 1d | tr '\n' ' '; }
    printf 'id,name\n1,Anna Berg\n2,Tom Ford\n' >"$tmp/in/a.csv"; printf 'id,name\n3,Eva Lind\n4,Jan Hus\n' >"$tmp/in/b.csv"; parts >/dev/null
    printf 'id,name,winnow: rule,winnow: reason,winnow: column,winnow: value\n3,Eva Lund,,,,\n' >"$tmp/in/b.csv"
    is "rows that come back are no whole export, so nobody is missing: $first.csv first" "$(parts)$(ask "select name from person where key = '3'")" "Eva Lund"
    printf 'id,name\n3,Eva Lund\n' >"$tmp/in/b.csv"; is "but in whole exports somebody is" "$(parts)" "4 "
done

# ---- older than what is there
fresh; october; cp "$tmp/in/people.csv" "$tmp/old.csv"; sed -i 's/Berlin,weekly,2026-10-01/Hamburg,weekly,2026-10-20/' "$tmp/in/people.csv"; all
cp "$tmp/old.csv" "$tmp/in/people.csv"; all
is "an older export does not overwrite newer values" "$(row 1)" "anna@berg.example|+49301234567|Hamburg"
has "and it is told" "$tmp/out" "1 records are older than what the target has"
is "the books balance" "$(ask "select read, unchanged from winnow_run order by number desc limit 1")" "3|3"
is "which record, and what is newer" "$(ask "select source_key, value, suggestion from winnow_finding where rule = 'older'")" "1|2026-10-01|2026-10-20"
"$WINNOW" verify "$T" >"$tmp/out" 2>&1; is "verify passes it" "$?" 0
sed 's/^1,Anna Berg/,Anna Berg/; s/^2,Tom Ford,tom@ford.example/2,Tom Ford,no mail/; s/2,Tom\(.*\)2026-10-01/2,Tom\12026-09-01/' "$tmp/old.csv" \
    >"$tmp/in/people.csv"
cp "$tmp/model.xml" "$tmp/model0.xml"; sed -i 's/name="email" type="email"/name="email" type="email" invalid="refuse"/' "$tmp/model.xml"; all
is "an older record that would be refused is not: its newer one is there" \
    "$(row 2) $(ask "select count(*) from winnow_refused where source_key = '2'") $(ask "select fate from winnow_source where source_key = '2'")" \
    "tom@ford.example|+49307654321|Bonn 0 loaded"
cp "$tmp/model0.xml" "$tmp/model.xml"; cp "$tmp/old.csv" "$tmp/in/people.csv"
all --older; is "--older takes it" "$(row 1)" "anna@berg.example|+49301234567|Berlin"
# ---- two systems, one person
two() { fresh; cat >"$tmp/in/a.csv" <<'CSV'
id,name,email,phone,city,amount,updated_at
1,Anna Berg,anna@berg.example,+49 30 1234567,Berlin,100.10,2026-10-01
2,Tom Ford,tom@ford.example,+49 30 7654321,Bonn,0.5,2026-10-01
CSV
cat >"$tmp/in/b.csv" <<'CSV'
id,name,email,phone,city,amount,updated_at
X1,Anna Berg,anna@berg.example,+49 30 1234567,Potsdam,999.99,2026-10-05
CSV
cat >"$tmp/two.model.xml" <<XML
<model version="1" name="m"><entity name="person">
  <field name="key" type="id" key="yes"/><field name="name" type="name"/><field name="email" type="email"/><field name="phone" type="phone"/>
  <field name="city" type="text"/><field name="amount" type="money"/><field name="updated_at" type="date"/>
</entity><match entity="person"><survive field="*" from="newest"/>$1</match></model>
XML
cat >"$tmp/two.xml" <<'XML'
<mapping version="1" model="two.model.xml"><source system="a"/>
  <file entity="person" path="a.csv" key="id"><field to="key" from="id"/><field to="name" from="name"/><field to="email" from="email"/>
    <field to="phone" from="phone"/><field to="city" from="city"/><field to="amount" from="amount"/><field to="updated_at" from="updated_at"/></file>
  <file entity="person" path="b.csv" key="id" system="b"><field to="key" from="id"/><field to="name" from="name"/><field to="email" from="email"/>
    <field to="phone" from="phone"/><field to="city" from="city"/><field to="amount" from="amount"/><field to="updated_at" from="updated_at"/></file>
</mapping>
XML
both; }
both() { run "$tmp/two.xml" --in "$tmp/in" "$@"; }
anna() { ask "select city, amount, updated_at from person where name = 'Anna Berg'"; }
sum='<survive field="amount" from="sum"/>'
two "$sum"; is "a sum is of both" "$(anna)" "Potsdam|1100.09|2026-10-05"
sed -i 's/999.99,2026-10-05/1000,2026-10-02/' "$tmp/in/b.csv"; both
is "an older record takes no part in it" "$(anna)" "Potsdam|1100.09|2026-10-05"
two "$sum"; cut -d, -f1-5,7 "$tmp/in/b.csv" >"$tmp/x"; mv "$tmp/x" "$tmp/in/b.csv"
python3 - "$tmp/two.xml" <<'PY'
import sys
s = open(sys.argv[1]).read(); i = s.rindex('<field to="amount"'); open(sys.argv[1], "w").write(s[:i] + s[s.index("/>", i) + 2:])
PY
both; is "nor is it less when a column is gone" "$(anna)" "Potsdam|1100.09|2026-10-05"
two; sed -i 's/Potsdam/Werder/; s/2026-10-05/2026-10-03/' "$tmp/in/b.csv"; sed -i '/^1,/{s/Berlin/Bernau/; s/2026-10-01/2026-10-25/}' "$tmp/in/a.csv"; both
is "a newer record beside an older one is heard" "$(anna)" "Bernau|100.1|2026-10-25"
is "and one of them survives" \
    "$(ask "select count(*) from winnow_source where golden_id = (select id from person where name = 'Anna Berg') and fate in ('loaded', 'review')")" 1
two; sed -i 's/Potsdam/Werder/; s/2026-10-05/2026-09-02/' "$tmp/in/b.csv"; both; both --older
is "--older takes what was held back before" "$(anna)" "Berlin|100.1|2026-10-01"
two
ask "update person set email = 'by@hand.example' where name = 'Anna Berg'"
"$WINNOW" undo "$T" --merge "person:$(ask "select id from person where name = 'Anna Berg'")" >/dev/null
both
is "an edit outlives that the record is taken apart" \
    "$(ask "select count(*) from person where email = 'by@hand.example'") $(ask "select count(*) from person where name = 'Anna Berg'")" "1 2"
two
ask "update person set amount = amount * 1.1 where name = 'Tom Ford'"
before=$(ask "select typeof(amount), printf('%!.17g', amount) from person where name = 'Tom Ford'")
sed -i 's/Bonn/Trier/' "$tmp/in/a.csv"
both
is "a number that somebody wrote stays what it is" "$(ask "select typeof(amount), printf('%!.17g', amount) from person where name = 'Tom Ford'")" "$before"
fresh
october
sed -i 's/ | mobile//' "$tmp/map.xml"
all
cut -d, -f1-5,7- "$tmp/in/people.csv" | sed 's/Berlin/Hamburg/' >"$tmp/x"
mv "$tmp/x" "$tmp/in/people.csv"
all --where city=Hamburg
is "a look at some records forgets no column either" "$(ask "select city, extra from person where key = '1'")" 'Hamburg|{"Newsletter":"weekly"}'
fresh; october; all; cut -d, -f1-6 "$tmp/in/people.csv" >"$tmp/in/x"; mv "$tmp/in/x" "$tmp/in/people.csv"; cp "$tmp/map.xml" "$tmp/m1.xml"
sed -i 's/<field to="updated_at" from="updated_at"\/>//' "$tmp/map.xml"
all
cp "$tmp/m1.xml" "$tmp/map.xml"
october
sed -i 's/2026-10-0/2026-09-0/; s/Berlin/Potsdam/' "$tmp/in/people.csv"
all
is "a month without updated_at forgets no date" "$(row 1)" "anna@berg.example|+49301234567|Berlin"

# ---- drafts of the same folder, month after month
fresh; printf 'id,name,email,phone,city\n1,Anna Berg,a@berg.example,+49 30 1234567,Bonn\n2,Tom Ford,t@ford.example,+49 30 7654321,Jena\n' >"$tmp/in/n.csv"
printf 'id,name,email,phone,city\n11,Ina Horn,i@horn.example,+49 40 1234567,Kiel\n12,Uwe Lang,u@lang.example,+49 40 7654321,Gera\n' >"$tmp/in/s.csv"
run "$tmp/in"
printf 'id,name,email,city\n11,Ina Horn,i@horn.example,Bonn\n12,Uwe Lang,uwe@lang.example,Ulm\n' >"$tmp/in/s.csv"; run "$tmp/in"
is "a list that lost a column is still of its system" \
    "$(ask "select email, phone, city from contact where email like 'i@%' or email like 'uwe@%' order by id")" "i@horn.example|+49401234567|Bonn
uwe@lang.example|+49407654321|Ulm"
is "and nobody is there twice" "$(ask "select count(*) from contact") $(ask "select count(*) from winnow_source")" "4 4"
rm "$tmp/in/n.csv"; run "$tmp/in"; has "of two lists of people one is missing" "$tmp/out" "n.csv (contact) is not among the exports any more"

# ---- verify passes what its own run passed
fresh; people <<'CSV'
id,name,email,signup date,visit
1,Anna Berg,anna@berg.example,03/04/2024,25/12/2023
2,Tom Ford,tom@ford.example,05/06/2024,12/25/2023
CSV
run "$tmp/in/people.csv"; is "a draft loads dates of which nobody knows the day" "$(ask "select count(*) from contact")" 2
ends "and verify does not ask again" 0 "$WINNOW" verify "$T"; has "but compares" "$tmp/out" "2 of 2 compared, 0 differ"
ask "update contact set email = 'x@y.example' where id = 1"
ends "and finds what is wrong" 2 "$WINNOW" verify "$T"
done_testing
