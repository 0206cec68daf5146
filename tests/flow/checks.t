#!/bin/sh
# checks.t - each kind of check, on records that pass, fail, and do not apply. If one of
# them is wrong, somebody gets a work list of records that are right. TAP.
. tests/lib.sh
cd "$tmp"
cat >m.model.xml <<'X'
<model version="1" name="m">
  <entity name="firm">
    <field name="firm_id" type="id" key="yes" required="yes"/>
    <field name="name" type="company" required="yes"/>
    <field name="code" type="text"/>
    <field name="city" type="text"/>
    <field name="note" type="text"/>
    <field name="stage" type="choice" list="stage"/>
    <field name="fax" type="text"/>
    <field name="owner" type="text"/>
    <field name="created_at" type="datetime"/>
    <field name="closed_at" type="date"/>
    <field name="replied_at" type="datetime"/>
  </entity>
  <entity name="call">
    <field name="call_id" type="id" key="yes" required="yes"/>
    <field name="firm_id" type="link" target="firm"/>
    <field name="happened_at" type="datetime"/>
  </entity>
  <list name="stage"><item code="OPEN" en="Open" also="new"/><item code="DONE" en="Done"/><item code="LOST" en="Lost"/></list>
  <blank values="N/A"/>
  <check id="pat" on="firm" rule="pattern" fields="code" pattern="TK-\d{3}"/>
  <check id="pla" on="firm" rule="placeholder" fields="note" values="spoke | 已联系" min="3"/>
  <check id="mix" on="firm" rule="mixed-scripts" fields="name"/>
  <check id="leg" on="firm" rule="legal-form" fields="name"/>
  <check id="uni" on="firm" rule="unique" fields="code city"/>
  <check id="bur" on="firm" rule="burst" fields="note" min="3"/>
  <check id="arc" on="firm" rule="archive-after" field="closed_at" after="3 years" where="stage in DONE LOST" move-to="archive"/>
  <check id="lag" on="firm" rule="lag" fields="created_at replied_at" within="4 hours"/>
  <check id="ord" on="firm" rule="order" fields="created_at closed_at"/>
  <check id="fir" on="firm" rule="first-touch" field="created_at" by="call.happened_at" within="24 hours"/>
  <check id="sil" on="firm" rule="silent" field="created_at" by="call.happened_at" after="3 days" where="stage = new and owner filled"/>
  <check id="use" on="firm" rule="usage" share="10%"/>
  <check id="sta" on="firm" rule="inactive" field="closed_at" after="6 months" where="stage not in OPEN"/>
</model>
X
cat >m.xml <<'X'
<mapping version="1" model="m.model.xml"><source system="s"/>
  <file entity="firm" path="f.csv" key="id"><field to="firm_id" from="id"/><field to="name" from="name"/><field to="code" from="code"/>
    <field to="city" from="city"/>
    <field to="note" from="note"/><field to="stage" from="stage"/><field to="fax" from="fax"/><field to="owner" from="owner"/>
      <field to="created_at" from="created"/>
    <field to="closed_at" from="closed"/><field to="replied_at" from="replied"/></file>
  <file entity="call" path="c.csv" key="id"><field to="call_id" from="id"/><field to="firm_id" from="firm"/><field to="happened_at" from="at"/></file>
</mapping>
X
cat >f.csv <<'X'
id,name,code,city,note,stage,fax,owner,created,closed,replied
F01,Alpha Ltd,TK-001,Rome,a real note,Open,,ann,2026-06-10 10:00:00,,2026-06-10 14:00:00
F02,Beta GmbH,TK-1,Rome,spoke,Open,,ann,2026-06-10 10:00:00,,2026-06-10 14:00:01
F03,北京华信科技有限公司,TK-001,Oslo,已联系,Done,,ann,2020-01-01 10:00:00,2023-06-15,2020-01-01 11:00:00
F04,Gamma,xTK-004,Oslo,aaaa,Lost,,ann,2020-01-01 10:00:00,2023-06-14,
F05,Аlpha Ltd,TK-005y,,ok,Open,,,2026-06-01 10:00:00,,
F06,华信科技,TK-001,Rome,qwerty,new,,bob,2026-06-13 10:00:00,,2026-06-13 09:00:00
F07,Delta AG,,Rome,N/A,Open,,bob,2026-06-14 23:00:00,,
F08,Eta SpA,TK-008,Rome,same words,Done,,bob,2026-05-05 10:00:00,2026-05-04,2026-05-05 12:00:00
F09,Theta SA,TK-009,Rome,same words,Done,,bob,2026-05-05 11:00:00,2026-05-05,2026-05-05 12:00:00
F10,Iota Inc,TK-010,Rome,same words,Done,,bob,2026-05-05 12:00:00,2025-12-14,2026-05-05 13:00:00
F11,Kappa Ltd,TK-011,Rome,same words,Done,,bob,2026-05-06 12:00:00,2025-12-15,2026-05-06 13:00:00
X
cat >c.csv <<'X'
id,firm,at
C1,F01,2026-06-09 10:00:00
C2,F01,2026-06-11 10:00:00
C3,F01,2026-06-14 10:00:00
C4,F02,2026-06-11 10:00:01
C5,F06,2026-06-12 10:00:00
C6,F03,2020-01-01 12:00:00
X
"$WINNOW" health m.xml --as-of 2026-06-15 --period 2026-06 --history h.db --out o --fail-on never >log 2>&1
found() { q h.db "select group_concat(k, ' ') from (select distinct source_key k from winnow_finding where rule='$1' order by 1)"; }
count() { q h.db "select applicable||'/'||failed from winnow_health where rule='$1'"; }
is "pattern: the whole value" "$(found pat) $(count pat)" "F02 F04 F05 10/3"
is "placeholder: listed, repeated, run of keys, too short, blank" "$(found pla) $(count pla)" "F02 F03 F04 F05 F06 F07 11/6"
is "mixed-scripts: a Cyrillic letter in a Latin word, and not Chinese beside Latin" "$(found mix) $(count mix)" "F05 11/1"
is "legal-form: in both languages" "$(found leg) $(count leg)" "F04 F06 11/2"
is "unique: the second of the same values together" "$(found uni) $(count uni)" "F06 9/1"
is "burst: one value, one owner, one day" "$(found bur) $(count bur)" "F08 F09 F10 9/3"
is "archive-after: to the day, under its condition" "$(found arc) $(count arc)" "F04 6/1"
is "lag: 4 h 0 min is in time, a second more is not; what is open and late counts, and a reply before its question" "$(found lag) $(count lag)" \
    "F02 F04 F05 F06 10/4"
is "order: days are compared where one has no time" "$(found ord) $(count ord)" "F08 F10 F11 6/3"
is "first-touch: what came before is no answer; none yet is late after its time" "$(found fir) $(count fir)" "F02 F04 F05 F06 F08 F09 F10 F11 10/8"
is "silent: open, owned and without a call" "$(found sil) $(count sil)" "F02 4/1"
is "usage: of the columns that the file brings" "$(q h.db "select applicable||'/'||failed from winnow_health where rule='use'")" "11/1"
is "inactive under not in: to the day, six calendar months" "$(found sta) $(count sta)" "F03 F04 F10 6/3"

# ---- what a check says is checked
bad() {
    sed "s|<check id=\"$1\"[^>]*>|<check id=\"$1\" on=\"firm\" $2/>|" m.model.xml >bad.model.xml
    sed 's/m.model.xml/bad.model.xml/' m.xml >bad.xml
    "$WINNOW" check bad.xml 2>&1 | sed -n 's/^[^ ]* //p' | head -n 1
}
is "a pattern that is none" "$(bad pat 'rule="pattern" fields="code" pattern="(a"')" "this is no regular expression: missing closing parenthesis (3)"
is "what the kind does not take" "$(bad pat 'rule="length" fields="code" pattern="a"')" \
    "rule length does not take pattern=; it takes fields. pattern= is for pattern"
is "what it must say" "$(bad lag 'rule="lag" fields="created_at replied_at"')" '<check> needs within="..."'
is "two dates, not one" "$(bad ord 'rule="order" fields="created_at"')" "rule order wants 2 fields"
is "a condition on a value that is not in the list" \
    "$(bad sil 'rule="silent" field="created_at" by="call.happened_at" after="3 days" where="stage = Opne"')" \
    '"Opne" is not in list stage; did you mean "OPEN"?'
is "a condition nobody understands" "$(bad sil 'rule="silent" field="created_at" by="call.happened_at" after="3 days" where="stage is OPEN"')" \
    '"stage is OPEN" is not understood; write FIELD = VALUE, FIELD in A B, FIELD not in A B, FIELD filled or FIELD empty'
is "by= of what is not linked" "$(bad sil 'rule="silent" field="created_at" by="firm.closed_at" after="3 days"')" \
    '"firm.closed_at" is no ENTITY.FIELD of records that are linked to firm'
is "red below green" "$(bad pat 'rule="length" fields="code" green="5%" red="2%"')" "red must be above green"
is "a kind that is none, with a suggestion" "$(bad pat 'rule="patern" fields="code"' | cut -c1-52)" 'rule cannot be "patern"; did you mean "pattern"? It '
is "an id that is taken" \
    "$(bad pla 'rule="length" fields="code"' >/dev/null; sed 's/id="pla"/id="pat"/' m.model.xml >bad.model.xml; "$WINNOW" check bad.xml 2>&1 \
    | sed -n 's/^[^ ]* //p' | head -n 1)" '"pat" is taken already'
# a pattern that never ends is given up on
sed 's/TK-.d{3}/(a+)+b/' m.model.xml >bad.model.xml; sed -i "s/TK-001/$(printf 'a%.0s' $(seq 60))/" f.csv
ends "a pattern that would take for ever" 0 timeout 20 "$WINNOW" health bad.xml --history none --out o2 --fail-on never

# ---- the last day of a month, and 29 February
cat >d.model.xml <<'X'
<model version="1" name="d"><entity name="c"><field name="id_" type="id" key="yes"/><field name="at" type="date"/></entity>
<check id="six" on="c" rule="stale" field="at" after="6 months"/><check id="one" on="c" rule="inactive" field="at" after="1 year"/></model>
X
echo '<mapping version="1" model="d.model.xml"><source system="s"/><file entity="c" path="d.csv" key="id"><field to="id_" from="id"/><field to="at" '\
'from="at"/></file></mapping>' >d.xml
printf 'id,at\n1,2028-02-28\n2,2028-02-29\n3,2028-03-01\n4,2027-02-28\n5,2027-03-01\n' >d.csv
old() {
    rm -f d.db
    "$WINNOW" health d.xml --as-of "$1" --history d.db --out od --fail-on never >/dev/null 2>&1
    q d.db "select group_concat(source_key,' ') from (select source_key from winnow_finding where rule='$2' order by 1)"
}
is "six months before 31 August is the last day of February" "$(old 2028-08-31 six)" "1 4 5"
is "six months before 29 August is 29 February" "$(old 2028-08-29 six)" "1 4 5"
is "six months before 28 August" "$(old 2028-08-28 six)" "4 5"
is "a year before 29 February is 28 February" "$(old 2028-02-29 one)" ""
is "and before 1 March, 1 March" "$(old 2028-03-01 one)" "4"
done_testing
