#!/bin/sh
# roles.t - a model with names of its own says by role= which field is the owner, the
# department, the day of making, of changing, and the source. Else work lists name nobody,
# and an old value wins. TAP.
. tests/lib.sh
cd "$tmp"
model() { # ROLES of manager, team, born, touched, channel
    cat >m.model.xml <<X
<model version="1" name="m">
  <entity name="person">
    <field name="person_id" type="id" key="yes"/>
    <field name="name" type="name" required="yes"/>
    <field name="email" type="email" required="yes"/>
    <field name="mobile" type="phone"/>
    <field name="owner" type="text"/>
    <field name="manager" type="text"$1/>
    <field name="team" type="text"$2/>
    <field name="born" type="date"$3/>
    <field name="touched" type="date"$4/>
    <field name="channel" type="text"$5/>
    <field name="city" type="text"/>
  </entity>
  <match entity="person"><survive field="*" from="newest"/></match>
  <check id="B1" on="person" rule="burst" field="city" min="3"/>
</model>
X
}
cat >m.xml <<'X'
<mapping version="1" model="m.model.xml"><source system="s" region="CN"/>
  <file entity="person" path="p.csv">
    <field to="person_id" from="id"/><field to="name" from="name"/><field to="email" from="email"/>
    <field to="mobile" from="mobile"/><field to="owner" from="owner"/><field to="manager" from="manager"/>
    <field to="team" from="team"/><field to="born" from="born"/><field to="touched" from="touched"/>
    <field to="channel" from="channel"/><field to="city" from="city"/>
  </file>
</mapping>
X
cat >p.csv <<'X'
id,name,email,mobile,owner,manager,team,born,touched,channel,city
P1,Ada Lovelace,ada@ada-lovelace.com,13812345678,Nobody,Tom,North,2026-09-01,2026-09-02,WEB,Earlier
P2,Ada Lovelace,ada@ada-lovelace.com,13812345678,Nobody,Tom,North,2026-09-01,2026-09-20,WEB,Later
P3,Bob Stone,,13912345671,Nobody,Mia,South,2026-09-03,2026-09-03,EVENT,Same
P4,Cy Reed,cy@reed-works.com,13712365472,Nobody,Mia,South,2026-09-03,2026-09-03,EVENT,Same
P5,Di Marsh,di@marsh-land.com,13612347873,Nobody,Mia,South,2026-09-03,2026-09-03,EVENT,Same
X
run() { # OUT
    "$WINNOW" run m.xml --in . --to "$1.db" --out "$1" --as-of 2026-09-30 --lang en --unmasked >"$1.said" 2>&1
}
burst() { q "$1.db" "select count(*) from winnow_finding where rule='B1'"; }
list() { # OUT: which of these are in the work lists?
    unzip -p "$1/worklists.xlsx" "xl/worksheets/*" >"$1.list"
    for word in Nobody Mia South; do grep -qF ">$word<" "$1.list" && echo "$word"; done | xargs
}
model ' role="owner"' ' role="department"' ' role="created"' ' role="updated"' ' role="source"'
ends "roles are part of a model" 0 "$WINNOW" check m.model.xml
run with
is "the newest value wins by the field that says so" "$(q with.db "select city from person where name='Ada Lovelace'")" Later
is "a burst is one owner's and one day's" "$(burst with)" 3
is "work lists name owner and department" "$(list with)" "Mia South"
has "departments are ranked" with/report.en.html South
has "and where duplicates come from is told" with/report.en.html '<th scope="row">WEB</th>'
model
run without
is "without roles the usual names have them, and others none" "$(burst without) $(list without)" "0 Nobody"
hasnt "nor is a source guessed" without/report.en.html '<th scope="row">WEB</th>'
sed -i 's/name="manager"/name="department"/; s/to="manager"/to="department"/' m.model.xml m.xml
run usual
is "a field of the usual name is that" "$(list usual)" "Nobody Mia"

wrong() { # NAME ROLE-OF-MANAGER ROLE-OF-TEAM ENGLISH CHINESE
    model "$2" "$3"
    "$WINNOW" check m.model.xml --lang en >said 2>&1; code=$?
    "$WINNOW" check m.model.xml --lang zh >gesagt 2>&1
    is "$1" "$code $(grep -cF "$4" said) $(grep -cF "$5" gesagt) $(grep -c '\^' said)" "3 1 1 1"
}
wrong "two fields of one role are a mistake" ' role="owner"' ' role="owner"' \
    'role="owner" is that of field "manager" already; one field of person has it' 'role="owner" 已写在字段“manager”上'
wrong "a role that there is not, too" ' role="boss"' '' 'role cannot be "boss"' 'role 不能是“boss”'
done_testing
