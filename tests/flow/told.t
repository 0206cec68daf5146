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

done_testing
