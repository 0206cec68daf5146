# load.sh - what every kind of target must do; sourced by load_sqlite.t and load_postgres.t,
# which define: $T, the target; ask SQL, one row a line, "|" between; fresh, to empty it.
tables="account contact deal winnow_file winnow_source winnow_lineage winnow_refused winnow_pair winnow_model winnow_finding winnow_health"
run() { "$WINNOW" run "$@" --to "$T" --out "$tmp/o" --as-of 2026-10-01 >"$tmp/out" 2>"$tmp/err"; }
all() { run samples/salesforce.xml samples/chinese.xml samples/erp.xml "$@"; }
last() { ask "select id from winnow_run order by number desc limit 1"; }
state() { for t in ${*:-$tables}; do echo "== $t"; ask "select * from $t" | sort; done; }
undo() { "$WINNOW" undo "$T" --run "$@" >"$tmp/out" 2>"$tmp/err"; }
changed() { # a month later: one moved, one is new, one is gone
    mkdir -p "$tmp/month/salesforce"; cp samples/salesforce/*.csv "$tmp/month/salesforce"; cp -r samples/chinese samples/erp "$tmp/month"
    sed -i 's/,Boston,/,Cambridge,/; /0015g00000A0003AAB/d' "$tmp/month/salesforce/Account.csv"
    echo '0015g00000A0099AAB,0,Newcomer Ltd,,1 New Street,Leeds,+44 113 496 0000,new.example,Technology,1000,5,Hot,Web,Li '\
'Na,2026-08-02T02:11:09.000Z,2026-08-30T09:00:12.000Z,2026-08-28,,UK' >>"$tmp/month/salesforce/Account.csv"
    sed -i 's/,CTO,/,CEO,/' "$tmp/month/salesforce/Contact.csv"
    run samples/salesforce.xml samples/chinese.xml samples/erp.xml --in "$tmp/month" "$@"
}

# ---- an empty target, and the same exports again
fresh; all; has "an empty target takes the exports" "$tmp/out" "48 read = 27 loaded + 2 review + 1 refused + 18 absorbed"
is "values have types" "$(ask "select cast(sum(revenue) as integer), max(employees), count(distinct last_contact_at) from account")" "76900000|1200|6"
is "children know their parents" "$(ask "select count(*) from contact c join account a on a.id = c.account_id")" \
    "$(ask "select count(*) from contact where account_id is not null")"
is "each column says where it is from" "$(ask "select source from winnow_column where entity = 'account' and field = 'tax_id'")" \
    "erp erp/customers.xml: TaxCode"
data="account contact deal winnow_source winnow_lineage winnow_refused winnow_pair winnow_model winnow_finding winnow_health winnow_column"
state >"$tmp/first"; state $data >"$tmp/once"
all; has "the same exports again change nothing" "$tmp/out" "48 read = 0 loaded + 47 unchanged + 0 review + 1 refused + 0 absorbed"
state $data >"$tmp/again"; same "not a row" "$tmp/again" "$tmp/once"
is "and leave no image" "$(ask "select count(*) from winnow_history")" 0
ask "update contact set title = 'by hand' where id = 2" >/dev/null
all; is "what people wrote stays while the source says nothing new" "$(ask "select title from contact where id = 2")" "by hand"
ask "update contact set title = 'CTO' where id = 2" >/dev/null

# ---- a living target: a changed export, and back
state >"$tmp/before"
changed; has "what changed is loaded, the rest is not touched" "$tmp/out" "unchanged"
is "the new value" "$(ask "select city from account where name like 'Delta%'") $(ask "select title from contact where id = 2")" "Cambridge CEO"
is "the newcomer" "$(ask "select count(*) from account where name like 'Newcomer%'")" 1
is "who is in no export any more is listed" "$(cut -d, -f1-3 "$tmp/o/missing.csv" | tail -1)" "salesforce,account,0015g00000A0003AAB"
is "and nothing of it is lost" "$(ask "select fate, missing_since from winnow_source where source_key = '0015g00000A0003AAB'")" "absorbed|"
is "the books balance" "$(ask "select count(*) from winnow_run where read <> loaded + unchanged + review + refused + absorbed + skipped")" 0
month=$(last); state >"$tmp/month.state"
undo "$month"; is "a run is undone" "$(cat "$tmp/err")" ""; has "and says how much" "$tmp/out" " 0 kept"
state >"$tmp/undone"; same "row for row as before" "$tmp/undone" "$tmp/before"
redo=$(last); undo "$redo"; state >"$tmp/redone"; same "an undo is undone" "$tmp/redone" "$tmp/month.state"
undo "$(last)"; state >"$tmp/undone"; same "and that, too" "$tmp/undone" "$tmp/before"
undo "$month"; has "a run is undone once" "$tmp/err" "undone already"
changed --mark-missing
is "--mark-missing marks who is gone" "$(ask "select missing_since from winnow_source where source_key = '0015g00000A0003AAB'")" "2026-10-01"
all; is "who is back is marked no more" "$(ask "select coalesce(missing_since, 'none') from winnow_source where source_key = '0015g00000A0003AAB'")" "none"
undo "$(ask "select id from winnow_run where kind = 'run' order by number limit 1")"
has "an earlier run waits for the later ones" "$tmp/err" "cannot be undone before"
undo "$(last)"; undo "$(ask "select id from winnow_run where kind = 'run' and undone_by is null order by number desc limit 1")"

# ---- what people do meanwhile stays
fresh; all; changed; month=$(last)
ask "update account set city = 'Somerville' where name like 'Delta%'" >/dev/null
ask "update account set city = 'York' where name like 'Newcomer%'" >/dev/null
state >"$tmp/before"; undo "$month" --dry-run; has "before it is undone one sees what would be kept" "$tmp/out" "2 kept"
is "by name, and why" "$(sed -n 's/^would be kept: account:[0-9]* //p' "$tmp/out" | sort | uniq -c | tr -s ' ')" " 2 (somebody changed it since)"
state >"$tmp/tried"; same "and nothing is changed by looking" "$tmp/tried" "$tmp/before"; would=$(sed -n '1s/ golden.*//p' "$tmp/out")
undo "$month"; has "what somebody changed since is kept" "$tmp/out" "2 kept"; has "and said" "$tmp/out" "(somebody changed it since)"
is "as many are reversed as were foretold" "$(sed -n '1s/ golden.*//p' "$tmp/out")" "$would"
is "as they left it" "$(ask "select city from account where name like 'Delta%' or name like 'Newcomer%' order by 1")" "Somerville
York"
is "the rest went back" "$(ask "select title from contact where id = 2")" "CTO"
fresh; all; changed; month=$(last); ask "update deal set contact_id = null where contact_id = 2" >/dev/null; ask "delete from contact where id = 2" >/dev/null
undo "$month"; has "what somebody deleted stays away, and that is said" "$tmp/out" "contact:2 (somebody deleted it since)"
is "it is not there" "$(ask "select count(*) from contact where id = 2")" 0
fresh; all; ask "update contact set email = 'by@hand.example' where id = 2" >/dev/null; changed
is "a mailbox that somebody corrected stays when the source changes the title" "$(ask "select email, title from contact where id = 2")" "by@hand.example|CEO"
changed; is "and the next run touches nothing" "$(ask "select loaded, review from winnow_run order by number desc limit 1")" "0|0"
fresh; all; ask "update contact set title = 'by hand' where id = 2" >/dev/null; changed
is "both changed: the person's stays, and is asked about" \
    "$(ask "select c.title, f.value, f.suggestion from contact c join winnow_finding f on f.golden_id = c.id and f.rule = 'edited' where c.id = 2")" \
    "by hand|CEO|by hand"
undo "$(last)"; is "undone" "$(ask "select count(*) from winnow_finding where rule = 'edited'")" 0
fresh; all; ask "update contact set title = 'by hand' where id = 2" >/dev/null
undo "$(last)"; has "why a record is kept" "$tmp/out" "contact:2 (somebody changed it since)"
has "and another one with it" "$tmp/out" "(a record that stays links to it)"
is "a record that was edited keeps the one that it links to" "$(ask "select count(*) from contact") $(ask "select count(*) from account")" "1 1"
all; has "and the exports can be loaded again" "$tmp/out" "48 read"
is "nothing twice" "$(ask "select count(*) from winnow_source")" 48
fresh; all; undo "$(last)"; is "the first run is undone to the last row" "$(for t in $tables; do ask "select count(*) from $t"; done | sort -u)" 0
undo "$(last)"; state >"$tmp/redone"; same "and comes back whole" "$tmp/redone" "$tmp/first"

# ---- part of the exports
fresh; for m in salesforce chinese erp; do run samples/$m.xml; done
parts="$(ask "select count(*) from account") $(ask "select count(*) from contact")"; one=$(state)
changed; run samples/salesforce.xml --in "$tmp/month"; run samples/erp.xml
fresh; all; is "exports one after another end where all together end" "$parts" "$(ask "select count(*) from account") $(ask "select count(*) from contact")"
cp samples/salesforce/Account.csv "$tmp/Account.csv"; sed -i 's/,Boston,/,Quincy,/' "$tmp/Account.csv"; before=$(state)
run samples/salesforce.xml --in "$tmp/Account.csv" --in samples
is "one export changes what is its own" "$(ask "select city from account where name like 'Delta%'")" Quincy
is "and what others said stays" "$(ask "select tax_id from account where id = 1")" 91110108MA0A1B2C3C
undo "$(last)"; is "undone, too" "$(state | sha256sum)" "$(echo "$before" | sha256sum)"

# ---- where values come from
"$WINNOW" trace "$T" account:1.tax_id >"$tmp/out" 2>&1
has "a value knows its export, line and column" "$tmp/out" 'erp/100017 (erp/customers.xml:5), "TaxCode": "91110108MA0A1B2C3C"'
has "and its rule" "$tmp/out" "chosen by the newest"
"$WINNOW" trace "$T" contact:1 --lang zh >"$tmp/out" 2>&1; has "all values of a record" "$tmp/out" "来自"
ends "a record that is not there" 3 "$WINNOW" trace "$T" contact:4711; has "says what to write" "$tmp/err" "contact:7.phone"
ends "a field that is not there" 3 "$WINNOW" trace "$T" contact:1.nope
ends "why two are one" 0 "$WINNOW" trace "$T" pair account:1 erp/100017

# ---- a second reading
verify() { "$WINNOW" verify "$T" --out "$tmp/v" "$@" >"$tmp/out" 2>"$tmp/err"; }
fresh; all; has "a run is verified" "$tmp/out" "verify    48 of 48 compared, 0 differ"
ends "and again on demand" 0 "$WINNOW" verify "$T" --out "$tmp/v"; has "all of it" "$tmp/out" "29 golden records, 313 values; 0 not covered"
is "with a sheet for whoever signs" \
    "$(head -1 "$tmp/v/verify_sample.csv" | cut -d, -f9-12) $(grep -c ',same,' "$tmp/v/verify_sample.csv") $(grep -c ',differs,' \
    "$tmp/v/verify_sample.csv")" "as read,in the target,verdict,checked by 318 0"
ask "update contact set mobile = '+8613912345670' where id = 1; update account set revenue = 1 where id = 2; update deal set closed_at = '2020-01-01'
    where id = 1; update account set tax_id = null where id = 1; delete from deal where id = 2" >/dev/null
verify
is "what was changed behind our back is found" "$(sed -n 's/ is .*//p' "$tmp/out" | sort | tr '\n' ' ')" \
    "account:1.tax_id account:2.revenue contact:1.mobile deal:1.closed_at deal:2 "
hasnt "and named without giving it away" "$tmp/out" "13912345670"
has "with the line that says otherwise" "$tmp/out" "by chinese/客户列表.csv:2"
fresh; all; sed 's/,Boston,/,Quincy,/' samples/salesforce/Account.csv >"$tmp/Account.csv"
ends "a source that is another now is said" 4 "$WINNOW" verify "$T" --out "$tmp/v" --in "$tmp/Account.csv" --in samples
has "by name" "$tmp/err" "is not the file that run"
ask "update winnow_source_row set sha256 = (select sha256 from winnow_source_row where source_key = '100018' limit 1)
    where source_key = '100017' and kind in (select id from winnow_source_kind where entity = 'account')" >/dev/null
verify
has "a record that was loaded from something else" "$tmp/out" "says something else than was loaded"
ask "delete from winnow_source_all where source_key = '100018' and entity = 'account'" >/dev/null
verify
has "a record that the target lost" "$tmp/out" "is not in the target"
ask "update winnow_source_row set golden_id = null where source_key = '100020' and kind in (select id from winnow_source_kind
    where entity = 'account')" >/dev/null
verify
is "and one that leads nowhere" "$(grep -c "is not in the target" "$tmp/out")" 2
ask "update winnow_source_row set golden_id = 5000000000 where source_key = '100020' and kind in (select id from winnow_source_kind
    where entity = 'account')" >/dev/null
verify
is "or to a record that no target has" "$(grep -c "is not in the target" "$tmp/out")" 2
fresh; all; ask "insert into contact (id, full_name) values (5000, 'Added By Hand')" >/dev/null; verify
has "a record that somebody added is covered by no export" "$tmp/out" "29 golden records, 313 values; 1 not covered"
fresh; for m in salesforce chinese erp; do run samples/$m.xml; has "one export after another is verified: $m" "$tmp/out" " 0 differ"; done
changed
has "and a month later" "$tmp/out" " 0 differ"
run samples/salesforce.xml --in "$tmp/Account.csv" --in samples
has "and one of them alone" "$tmp/out" " 0 differ"
verify --run "$(ask "select id from winnow_run order by number limit 1")" 2>/dev/null; is "an earlier run is asked for by name" "$(grep -c differ "$tmp/out")" 1

# ---- digits
fresh
printf 'Id,Company,Revenue\n1,A Ltd,12345678901234567890.10\n2,B Ltd,99999999999999.99\n3,C Ltd,"1,234.50"\n4,D Ltd,-0.00\n' >"$tmp/digits.csv"
run "$tmp/digits.csv"
is "amounts come back digit by digit" "$(ask "select revenue from account order by account_id" | tr '\n' ' ')" \
    "12345678901234567890.1 99999999999999.99 1234.5 0 "
has "and are held against the source so" "$tmp/out" "4 of 4 compared, 0 differ"
before=$(ask "select revenue from account order by account_id")
sed -i 's/99.99/99.98/; s/890.10/890.11/' "$tmp/digits.csv"
run "$tmp/digits.csv"
has "the last digit is a change" "$tmp/out" "2 loaded + 2 unchanged"
undo "$(last)"; is "which can be undone" "$(ask "select revenue from account order by account_id")" "$before"

# ---- refusals, parents and children
fresh; run samples/salesforce.xml; sf="$tmp/o/refused/salesforce/Account.csv"
is "refused rows stand in a file like the one they came from" "$(head -1 "$sf" | sed 's/,winnow:.*//; s/^\xEF\xBB\xBF//')" \
    "$(head -1 samples/salesforce/Account.csv)"
is "each once, with all its reasons" "$(sed 1d "$sf" | cut -d, -f1,20) $(sed 1d "$sf" | wc -l)" \
    "0015g00000A0007AAB,C02 | C02 | C02 | C07 | C07 | required | valid 1"
cp -r "$tmp/o/refused" "$tmp/retry"; before=$(ask "select count(*) from winnow_source"); missing=$(ask "select count(*) from winnow_pair")
sed -i 's/0015g00000A0007AAB,0,,/0015g00000A0007AAB,0,Put Right Ltd,/' "$tmp/retry/salesforce/Account.csv"
run samples/salesforce.xml --in "$tmp/retry"; has "put right, they are loaded by the same mapping" "$tmp/out" "1 read = 1 loaded"
is "and nothing else is touched" \
    "$(ask "select count(*) from winnow_source") $(ask "select count(*) from winnow_pair") $([ -e "$tmp/o/missing.csv" ] && echo missing)" "$before $missing "
is "no refusal is left" "$(ask "select count(*) from winnow_refused")" 0
has "a second reading agrees" "$tmp/out" "verify    1 of 1 compared, 0 differ"
run samples/salesforce.xml; has "the export itself says the old thing again, and is refused again" "$tmp/out" "1 refused"
cat >"$tmp/two.model.xml" <<'X'
<model version="1" name="two">
  <entity name="firm"><field name="no" type="id" key="yes" required="yes"/><field name="name" type="text" required="yes" missing="refuse"/>
    <field name="above" type="link" target="firm" orphan="hold"/></entity>
  <entity name="person"><field name="no" type="id" key="yes"/><field name="name" type="text"/>
    <field name="firm" type="link" target="firm" orphan="refuse"/></entity>
  <entity name="task"><field name="no" type="id" key="yes"/><field name="owner" type="choice" list="owner"/>
    <field name="person" type="link" target="person" orphan="hold"/></entity>
  <list name="owner" unknown="refuse" file="owners.csv"/>
  <score completeness="30" validity="20" uniqueness="20" timeliness="15" consistency="15" green="90" yellow="75" min-rows="30"/>
</model>
X
cat >"$tmp/two.xml" <<'X'
<mapping version="1" model="two.model.xml" name="two"><source system="old"/>
  <file entity="firm" path="firm.csv" key="No"><field to="no" from="No"/><field to="name" from="Name"/><field to="above" from="Above"/></file>
  <file entity="person" path="person.csv" key="No"><field to="no" from="No"/><field to="name" from="Name"/><field to="firm" from="Firm"/></file>
  <file entity="task" path="task.csv" key="No"><field to="no" from="No"/><field to="owner" from="Owner"/><field to="person" from="Person"/></file></mapping>
X
printf 'code,also\nU1,anna | Anna Bell\nU2,bob\n' >"$tmp/owners.csv"
printf 'No,Name,Above\nF1,One,F3\nF2,,F1\nF3,Three,F1\nF4,Four,F9\n' >"$tmp/firm.csv"
printf 'No,Name,Firm\nP1,Ann,F1\nP2,Bob,F2\nP3,Cid,F8\n' >"$tmp/person.csv"
printf 'No,Owner,Person\nT1,Anna Bell,P1\nT2,carl,P1\nT3,bob,P2\n' >"$tmp/task.csv"
fresh; run "$tmp/two.xml"
is "owners are mapped by a list, and who is not in it is refused" "$(ask "select no, owner from task order by no")" "T1|U1
T3|U2"
is "a ring of parents is loaded" "$(ask "select a.no, b.no from firm a join firm b on b.id = a.above order by 1")" "F1|F3
F3|F1"
is "an orphan is held, or refused, as the model says" \
    "$(ask "select entity, source_key, fate from winnow_source where fate in ('refused', 'review') order by 1, 2")" "firm|F2|refused
firm|F4|review
person|P2|refused
person|P3|refused
task|T2|refused
task|T3|review"
has "a refusal that follows from another names it" "$tmp/o/refused.csv" "it belongs to one that was refused: firm.csv:3"
hasnt "and one that does not, does not" "$tmp/o/refused/person.csv" "F8,winnow"
cp -r "$tmp/o/refused" "$tmp/right"; rm "$tmp/right/task.csv"; sed -i 's/^F2,,/F2,Two,/' "$tmp/right/firm.csv"
state="$tables"; tables="firm person task winnow_file winnow_source winnow_lineage winnow_refused winnow_finding"; state >"$tmp/before"
run "$tmp/two.xml" --in "$tmp/right"
is "put right, parent and child arrive" "$(ask "select p.no, f.no from person p join firm f on f.id = p.firm order by 1")" "P1|F1
P2|F2"
is "and who was held is linked" "$(ask "select t.no, p.no from task t join person p on p.id = t.person order by 1")" "T1|P1
T3|P2"
undo "$(last)"; state >"$tmp/undone"; same "all of it can be undone" "$tmp/undone" "$tmp/before"; tables=$state
fresh; ends "too many refusals stop the load" 2 "$WINNOW" run "$tmp/two.xml" --to "$T" --out "$tmp/o" --max-refused 30%
has "that is said" "$tmp/out" "4 of 10 records were refused, more than --max-refused 30% allows; nothing was loaded"
is "nothing is there" "$(ask "select count(*) from firm" | grep -ci "no such table\|does not exist\|unable to open")" 1
[ -s "$tmp/o/refused/firm.csv" ] && pass "but the refusals to put right" || fail "but the refusals to put right" "$(ls "$tmp/o")"
"$WINNOW" run "$tmp/two.xml" --to "$T" --out "$tmp/o" --max-refused 4 >"$tmp/out" 2>&1
is "as many as allowed are none too many" "$(ask "select count(*) from winnow_source")" 10

# ---- schemas
fresh; all
sed 's/<field name="city" type="text"/<field name="city" type="integer"/' mappings/crm.model.xml >"$tmp/crm.model.xml"
for m in salesforce chinese erp; do sed "s|model=\"[^\"]*\"|model=\"crm.model.xml\"|" samples/$m.xml >"$tmp/$m.xml"; done
"$WINNOW" run "$tmp/salesforce.xml" --in samples --to "$T" --out "$tmp/o" >"$tmp/out" 2>"$tmp/err"; code=$?
is "a type that is another now is an error" "$code" 5; has "that names the column" "$tmp/err" "account.city is of type text there, and integer in the model"
sed 's|<field name="tax_id"|<field name="vat_id" type="text"/>&|' mappings/crm.model.xml >"$tmp/crm.model.xml"
"$WINNOW" run "$tmp/salesforce.xml" --in samples --to "$T" --out "$tmp/o" >"$tmp/out" 2>"$tmp/err"
is "a field that is new becomes a column" "$(ask "select count(*) from account where vat_id is null")" "$(ask "select count(*) from account")"
