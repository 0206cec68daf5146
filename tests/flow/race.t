#!/bin/sh
# race.t - four workers and one give the same: records with a parent and children of their
# own, of which some are refused. `make check-race` runs it with a program that tells of
# each race. TAP.
. tests/lib.sh
cd "$tmp"
cat >m.model.xml <<'X'
<model version="1" name="m">
  <entity name="group">
    <field name="group_id" type="id" key="yes" required="yes"/>
    <field name="name" type="text" required="yes" missing="refuse"/>
  </entity>
  <entity name="firm">
    <field name="firm_id" type="id" key="yes" required="yes"/>
    <field name="name" type="company" required="yes" missing="refuse"/>
    <field name="group_id" type="link" target="group" orphan="refuse"/>
    <field name="parent_id" type="link" target="firm" orphan="review"/>
    <field name="owner" type="text"/>
  </entity>
  <entity name="person">
    <field name="person_id" type="id" key="yes" required="yes"/>
    <field name="name" type="text" required="yes"/>
    <field name="firm_id" type="link" target="firm" orphan="review"/>
  </entity>
  <match entity="firm" merge-at="0.95" review-at="0.80"/>
  <check id="own" on="firm" rule="unique" fields="name"/>
</model>
X
cat >m.xml <<'X'
<mapping version="1" model="m.model.xml"><source system="s"/>
  <file entity="group" path="g.csv" key="id"><field to="group_id" from="id"/><field to="name" from="name"/></file>
  <file entity="firm" path="f.csv" key="id"><field to="firm_id" from="id"/><field to="name" from="name"/>
    <field to="group_id" from="group"/><field to="parent_id" from="parent"/><field to="owner" from="owner"/></file>
  <file entity="firm" path="f2.csv" key="id"><field to="firm_id" from="id"/><field to="name" from="name"/>
    <field to="group_id" from="group"/><field to="parent_id" from="parent"/><field to="owner" from="owner"/></file>
  <file entity="person" path="p.csv" key="id"><field to="person_id" from="id"/><field to="name" from="name"/><field to="firm_id" from="firm"/></file>
</mapping>
X
# every seventh group has no name: it is refused, and the firms that belong to it; every
# firm has another above it, and people below
awk 'BEGIN {
    print "id,name" >"g.csv"
    for (i = 1; i <= 2100; i++) print "G" i "," (i % 7 ? "Group " i : "") >"g.csv"
    print "id,name,group,parent,owner" >"f.csv"; print "id,name,group,parent,owner" >"f2.csv"
    for (i = 1; i <= 4200; i++) {
        to = i % 2 ? "f.csv" : "f2.csv"
        print "F" i ",Firm " int(i * 7919 % 100003) " Ltd,G" (i % 2110 + 1) ",F" (i * 31 % 4300 + 1) ",ann" >to
    }
    print "id,name,firm" >"p.csv"
    for (i = 1; i <= 3000; i++) print "P" i ",Anna " i ",F" (i * 13 % 4400 + 1) >"p.csv"
}'
for jobs in 1 4; do
    ends "$jobs worker(s) migrate it" 1 "$WINNOW" run m.xml --in . --out run$jobs --to $jobs.db --jobs $jobs --as-of 2026-06-15 --quiet
    for t in "group" firm person winnow_source winnow_refused winnow_finding winnow_health winnow_pair; do
        echo "== $t"; q $jobs.db "select * from \"$t\" order by 1,2,3,4,5"
    done | sed 's/20[0-9T:-]*Z[0-9-]*//g' >$jobs.dump
done
same "four workers say what one says, row by row" 4.dump 1.dump
told() { q 4.db "select count(*) from winnow_finding where entity='$1' and field='$2' and suggestion like '%$3'"; }
is "every firm whose group was refused is told which line that was, whoever looked it up" "$(told firm group_id ' g.csv:%')" \
    "$(awk -F, 'FNR > 1 { n = substr($3, 2) + 0; k += n % 7 == 0 && n <= 2100 } END { print k }' f.csv f2.csv)"
is "every person whose firm was refused is told as well" "$(told person firm_id ' f%.csv:%')" \
    "$(q 4.db "select count(*) from winnow_source p join winnow_source f on f.entity='firm' and f.fate='refused'
    and 'F' || (substr(p.source_key,2)*13%4400+1)=f.source_key where p.entity='person'")"
ends "the run is verified by four workers" 0 "$WINNOW" verify 4.db --in . --out verify4 --jobs 4 --quiet
ends "a check of the same files" 0 "$WINNOW" health m.xml --in . --out health4 --jobs 4 --as-of 2026-06-15 --quiet
ends "and a second run, into what the first wrote" 1 "$WINNOW" run m.xml --in . --out again --to 4.db --jobs 4 --as-of 2026-06-15 --quiet
done_testing
