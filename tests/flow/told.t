#!/bin/sh
# told.t - what is said, and to whom: a link that leads somewhere is no finding, with or
# without a target; a cron job speaks the mapping's language; what a page or a book has no
# room for is said where it ends. TAP.
. tests/lib.sh
cd "$tmp"

# ---- a link that leads somewhere -----------------------------------------------------

cat >firm.csv <<'X'
id,name
A1,Alpha Works
A2,Beta Trading
X
cat >person.csv <<'X'
id,firm,name
C1,A1,Ann Lee
C2,A1,Bob Roe
C3,A2,Cid Poe
C4,A9,Dan Foe
X
cat >m.model.xml <<'X'
<model version="1" name="m">
  <entity name="account">
    <field name="account_id" type="id" key="yes" required="yes"/>
    <field name="name" type="company"/>
    <field name="parent_id" type="link" target="account"/>
  </entity>
  <entity name="contact">
    <field name="contact_id" type="id" key="yes" required="yes"/>
    <field name="account_id" type="link" target="account"/>
    <field name="name" type="text"/>
  </entity>
  <check id="R01" on="contact" rule="pattern" fields="name" pattern="Ann .*"/>
  <check id="K01" on="contact" rule="reference" fields="account_id"/>
</model>
X
cat >m.xml <<'X'
<mapping version="1" model="m.model.xml">
  <source system="a"/>
  <file entity="account" path="firm.csv"><field to="account_id" from="id"/><field to="name" from="name"/></file>
  <file entity="contact" path="person.csv"><field to="contact_id" from="id"/><field to="account_id" from="firm"/><field to="name" from="name"/></file>
</mapping>
X
k01() { python3 -c "
import json
d = json.load(open('$1/health.json'))
print([r['failed'] for r in d['rules'] if r['id'] == 'K01'])" ; }
"$WINNOW" run m.xml --in . --to none --out none --quiet; "$WINNOW" run m.xml --in . --out run --quiet
is "without a target, the first account has its people too" "$(k01 none) $(k01 run)" "[1] [1]"
"$WINNOW" health m.xml --in . --history h.db --out health --quiet
is "a health check does not send anybody after the first account's people" "$(k01 health)" "[1]"
q run/clean.db "delete from contact where id=1"
"$WINNOW" health --db run/clean.db --history h2.db --out db --quiet
is "nor does one of the target" "$(k01 db)" "[0]"
"$WINNOW" health --db run/clean.db --history run/clean.db --out db2 --quiet
is "a finding of a check of the target is of the record it names" \
    "$(q run/clean.db "select rule, golden_id, source_key from winnow_finding where system='database' and rule='R01' order by 3")" \
    "R01|2|2
R01|3|3
R01|4|4"

book() { python3 -c 'import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
for n in z.namelist():
    if n == "xl/sharedStrings.xml" or n.startswith("xl/worksheets/sheet"): sys.stdout.buffer.write(z.read(n))' "$1"; }

# ---- the language of a cron job ------------------------------------------------------------

cron() { env -u LANG -u LC_ALL -u LC_MESSAGES "$@"; }
sed 's/<mapping /<mapping lang="zh" /' m.xml >zh.xml
sed 's/<model /<model lang="zh-CN" /' m.model.xml >c.model.xml
sed 's/m.model.xml/c.model.xml/' m.xml >c.xml
sed 's/<mapping /<mapping lang="en" /' c.xml >en.xml
cron "$WINNOW" run zh.xml --in . --out l1 >said 2>&1
has "without a locale, messages are in the mapping's language" said "文件"
has "and the message for the chat" l1/summary.md "健康度"
book l1/worklists.xlsx >said; has "and the work lists" said "部门"
cron "$WINNOW" verify l1/clean.db --in . --out l2 >said 2>&1
has "a verification of that run" said "核对"
has "lang= of the model, for all its mappings" "$(cron "$WINNOW" run c.xml --in . --to none --out l3 >said 2>&1; echo said)" "文件"
has "the mapping's goes before the model's" "$(cron "$WINNOW" run en.xml --in . --to none --out l4 >said 2>&1; echo said)" "artefacts"
has "and before the locale of a server" "$(LC_ALL=en_US.UTF-8 "$WINNOW" health zh.xml --in . --history h8.db --out l5 >said 2>&1; echo said)" "文件"
has "--lang goes before all" "$("$WINNOW" run zh.xml --in . --to none --out l6 --lang en >said 2>&1; echo said)" "artefacts"
has "where nobody says one, the locale does" "$(LC_ALL=zh_CN.UTF-8 "$WINNOW" run m.xml --in . --to none --out l7 >said 2>&1; echo said)" "文件"
cron "$WINNOW" run c.xml --in . --to l8.db --out l8 --quiet
has "a check of the target has its model's" "$(cron "$WINNOW" health --db l8.db --out l9 >said 2>&1; echo said)" "文件"
sed 's/to="name"/to="nmae"/' zh.xml >bad.xml
has "mistakes of the mapping, too" "$(cron "$WINNOW" check bad.xml >said 2>&1; echo said)" "字段"
has "a language that winnow does not speak is a mistake" "$(sed 's/"zh"/"fr"/' zh.xml >fr.xml; "$WINNOW" check fr.xml >said 2>&1; echo said)" "lang"

# ---- what has no room ------------------------------------------------------------------

left_out() { json "$1" "len(h['left_out'])"; }
python3 - <<'P'
print_rows = ["id,name,department"] + [f"K{i},Firm {i},Dep {i % 250}" for i in range(2500)]
open("many.csv", "w").write("\n".join(print_rows) + "\n")
P
cat >d.model.xml <<'X'
<model version="1" name="m">
  <entity name="account">
    <field name="account_id" type="id" key="yes" required="yes"/>
    <field name="name" type="text"/><field name="department" type="text"/>
  </entity>
  <check id="R01" on="account" rule="pattern" fields="name" pattern="Ann .*"/>
</model>
X
cat >d.xml <<'X'
<mapping version="1" model="d.model.xml">
  <source system="a"/>
  <file entity="account" path="many.csv"><field to="account_id" from="id"/><field to="name" from="name"/><field to="department" from="department"/></file>
</mapping>
X
"$WINNOW" health d.xml --in . --history d.db --by-department --out d >said 2>&1
has "more departments than workbooks: said on the terminal" said "Workbooks of departments: 200 of 250. The rows of the others are in worklists.xlsx"
is "200 have one" "$(ls d/worklists-*.xlsx | wc -l)" 200
is "in both pages" "$(grep -c "200 of 250" d/report.en.html) $(grep -c "200 个，共 250 个" d/report.zh-CN.html)" "1 1"
is "in the workbook, also of one department" \
    "$(book d/worklists.xlsx | grep -c "200 of 250") $(book "$(ls d/worklists-*.xlsx | head -n 1)" | grep -c "200 of 250")" "1 1"
is "in health.json" "$(left_out d/health.json)" 1
is "nobody's rows are gone: the whole list has them all" "$(book d/worklists.xlsx | grep -o 'many.csv:[0-9]*' | sort -u | wc -l)" 2500
"$WINNOW" run d.xml --in . --out e >said 2>&1
has "a run's list of the first findings is said to be that" said "The work lists have the first 2000 findings of a check; 1 checks have more"
has "departments that have no share of the sample" said "sample.xlsx: 200 departments have a share of their own; 500 records of further ones"
is "in its cover, too" "$(book e/sample.xlsx | grep -c "500 records of further ones")" 1
is "in Chinese" "$("$WINNOW" run d.xml --in . --out z --lang zh | grep -c '^未全列')" 2
is "--json has them" "$("$WINNOW" run d.xml --in . --out j --json | grep -c '"left_out"')" 2
"$WINNOW" health m.xml --in . --history h9.db --out s >said 2>&1
hasnt "what is whole is not said to be in part" said "in part"
python3 -c "print(','.join('c%d' % i for i in range(1100))); print(','.join('v' for i in range(1100)))" >wide.csv
is "inspect: columns that it did not look at" "$("$WINNOW" inspect wide.csv | grep -c "1100 columns: only the first 1000")" 1
python3 - <<'P'
e = "".join(f'<check id="L{i:02}" on="account" rule="archive-after" field="closed" after="1 years" move-to="list{i}"/>' for i in range(25))
open("l.model.xml", "w").write('<model version="1" name="m"><entity name="account"><field name="account_id" type="id" key="yes" '
                                 'required="yes"/><field name="closed" type="date"/></entity>' + e + "</model>")
open("l.csv", "w").write("id,closed\nA1,2001-02-03\n")
open("l.xml", "w").write('<mapping version="1" model="l.model.xml"><source system="a"/><file entity="account" path="l.csv">'
                           '<field to="account_id" from="id"/><field to="closed" from="closed"/></file></mapping>')
P
"$WINNOW" run l.xml --in . --out l --quiet >/dev/null
is "each list has its file, however many" "$(cat l/list-*.csv | grep -c A1)" 25

done_testing
