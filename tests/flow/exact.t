#!/bin/sh
# exact.t - numbers keep their digits from the file to the target and back, and a word that
# means empty in one field is a value in another. If these fail, amounts lose their cents,
# long codes become 6.22e+21, Namibia and 1,234.56 become nothing, and nobody is told. TAP.
. tests/lib.sh
mkdir "$tmp/m" "$tmp/b"
cat >"$tmp/m/crm.model.xml" <<'X'
<model version="1" name="m">
  <entity name="deal"><field name="deal_id" type="id" key="yes"/><field name="name" type="company"/><field name="amount" type="money"/>
    <field name="share" type="percent"/><field name="pieces" type="integer"/></entity>
  <match entity="deal"><survive field="*" from="newest"/><survive field="amount" from="sum"/></match>
</model>
X
cat >"$tmp/m/m.xml" <<'X'
<mapping version="1" model="crm.model.xml" name="m"><source system="s"/>
  <file entity="deal" path="deals.csv" key="ID"><field to="deal_id" from="ID"/><field to="name" from="Name"/><field to="amount" from="Amount"/>
    <field to="share" from="Share"/><field to="pieces" from="Pieces"/></file></mapping>
X
cat >"$tmp/m/deals.csv" <<'C'
ID,Name,Amount,Share,Pieces
1,A Ltd,12345678901234567890,62200000000000000000,-123456789012345678
2,B Ltd,1234567890123456.78,0.1234567890123456789,7
3,C Ltd,"1,234.50",1.10%,"1,200"
4,D Ltd,-0.00,0.5‰,0
5,E Ltd,99999999999999.99,0.00001,9
6,F Ltd,0.30000000000000004,3.0,10
7,G Ltd,9223372036854775808,100,11
8,H Ltd,9999999999999999.5,,
8,H Ltd,0.75,,
C
run() { "$WINNOW" run "$@" --as-of 2026-10-01 >"$tmp/out" 2>"$tmp/err"; }
T=$tmp/t.db; run "$tmp/m/m.xml" --to "$T" --out "$tmp/o"

# ---- digits
is "amounts keep their digits" "$(q "$T" "select group_concat(amount, ' ') from (select amount from deal order by id)")" \
    "12345678901234567890 1234567890123456.78 1234.5 0 99999999999999.99 0.30000000000000004 9223372036854775808 10000000000000000.25"
is "shares, too" "$(q "$T" "select group_concat(share, ' ') from (select share from deal order by id)")" \
    "62200000000000000000 0.1234567890123456789 1.1 0.05 0.00001 3 100"
is "whole numbers below zero are not lost" "$(q "$T" "select pieces from deal where id = 1")" -123456789012345678
has "verify finds them as they were read" "$tmp/out" "9 of 9 compared, 0 differ"
is "what others count with are numbers" \
    "$(q "$T" "select group_concat(deal_id || typeof(amount) || typeof(pieces), ' ') from deal where amount between 0 and 2000")|$(q "$T" \
    "select sum(pieces), max(share) from deal where id between 3 and 4")" \
    "3realinteger 4integerinteger|1200|1.1"
"$WINNOW" cat "$T" >"$tmp/out"; has "a target is read as it was written" "$tmp/out" "1,1,A Ltd,12345678901234567890,62200000000000000000,-123456789012345678"
run "$tmp/m/m.xml" --to "csv:$tmp/csv" --out "$tmp/c"
has "a folder of CSV has them" "$tmp/csv/deal.csv" "2,2,B Ltd,1234567890123456.78,0.1234567890123456789,7"
run "$tmp/m/m.xml" --to "$T" --out "$tmp/o"; has "the same again changes nothing" "$tmp/out" "9 read = 0 loaded + 9 unchanged"
q "$T" "update deal set share = share * 1.1 where id = 3" >/dev/null
before=$(q "$T" "select quote(amount), quote(pieces), printf('%!.17g', share), typeof(share) from deal")
sed -i 's/1234567890123456.78/1234567890123456.79/; s/^\(3.*\)1.10%/\12%/; s/12345678901234567890/12345678901234567891/' "$tmp/m/deals.csv"
run "$tmp/m/m.xml" --to "$T" --out "$tmp/o"
is "the last of eighteen digits is a change" "$(q "$T" "select amount from deal where id < 3")" "12345678901234567891
1234567890123456.79"
"$WINNOW" undo "$T" --run "$(q "$T" "select id from winnow_run order by number desc limit 1")" >/dev/null
is "undo puts all digits back, and what kind of number it was" \
    "$(q "$T" "select quote(amount), quote(pieces), printf('%!.17g', share), typeof(share) from deal")" "$before"
run "$tmp/m/m.xml" --to "$T" --out "$tmp/o"
q "$T" "update deal set amount = cast('99999999999999.98' as blob) where id = 5; update deal set share = 1e-05 where id = 5" >/dev/null
"$WINNOW" verify "$T" --out "$tmp/v" >"$tmp/out"; has "verify sees the last digit" "$tmp/out" 'deal:5.amount is'
q "$T" "update deal set amount = 1234.5000000000002 where id = 3" >/dev/null
"$WINNOW" verify "$T" --out "$tmp/v" >"$tmp/out"; has "also one that SQLite does not show" "$tmp/out" '"1234.5000000000002" in the target'
printf 'ID,Company,Batch,Serial no,Amount,Discount\n' >"$tmp/d.csv"
for i in 1 2 3 4; do echo "$i,Firm $i Ltd,622345678901234567$i,6222021234567890123$i,9988776655443322110$i,5544332211009988776$i"; done >>"$tmp/d.csv"
run "$tmp/d.csv" --to "$tmp/d.db" --out "$tmp/d"
is "long codes are drafted as texts, whatever their column is called" \
    "$(grep -cE 'from="(Batch|Serial no|Amount|Discount)".*type="(id|text)"' "$tmp/d/draft.xml")" 4
has "and loaded as they are" "$tmp/out" "4 of 4 compared, 0 differ"
is "digit by digit" "$(q "$tmp/d.db" .dump | grep -c "'6223456789012345671'.*'62220212345678901231'.*")" 1

# ---- numbers of files
printf '[{"id":12345678901234567890,"a":1234567890123456.78,"b":1.5E+5,"c":0.00001,"d":-1.25e-3,"e":"\\"1.5E+5, '\
'12345678901234567890"},{"id":7,"a":-0.5,"b":[1,123456789012345678901],"c":2,"d":1E2,"e":"\\\\"}]' >"$tmp/j.json"
"$WINNOW" cat "$tmp/j.json" >"$tmp/out" 2>&1
is "numbers of JSON are what stands there" "$(cat "$tmp/out")" 'id,a,b,c,d,e
12345678901234567890,1234567890123456.78,150000,0.00001,-0.00125,"""1.5E+5, 12345678901234567890"
7,-0.5,1 | 123456789012345678901,2,100,\'
q "$tmp/s.db" "create table t (a, b); insert into t values (123456.7890123456, x'3132332e34'), (1e15, x'00ff'), (0.00001, '0012')" >/dev/null
is "those of SQLite, too" "$("$WINNOW" cat "$tmp/s.db" | tail -n +2)" "123456.7890123456,123.4
1000000000000000,(2 bytes)
0.00001,0012"
python3 - "$tmp/x.xlsx" <<'P'
import sys, zipfile
cells = ["v", "123456789.12", "1234567890.5", "0.30000000000000004", "0.33333333333333331",
         "12345678901.230001", "12345678901234567890", "1.5E+5", "1E-5", "99999999999999.99", "13800138000", "2.0"]
rows = "".join('<row r="%d"><c r="A%d" t="str"><v>%s</v></c><c r="B%d"%s><v>%s</v></c></row>' %
               (i, i, "k%d" % i, i, "" if i > 1 else ' t="str"', v) for i, v in enumerate(cells, 1))
ns, od = "http://schemas.openxmlformats.org/", "officeDocument/2006/relationships"
with zipfile.ZipFile(sys.argv[1], "w") as z:
    z.writestr("[Content_Types].xml", '<Types xmlns="%spackage/2006/content-types"><Default Extension="xml" '
               'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
               'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>' % ns)
    z.writestr("_rels/.rels", '<Relationships xmlns="%spackage/2006/relationships">'
               '<Relationship Id="r1" Type="%s%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % (ns, ns, od))
    z.writestr("xl/workbook.xml", '<workbook xmlns="%sspreadsheetml/2006/main" xmlns:r="%s%s">'
               '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>' % (ns, ns, od))
    z.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="%spackage/2006/relationships">'
               '<Relationship Id="r1" Type="%s%s/worksheet" Target="worksheets/sheet1.xml"/></Relationships>' % (ns, ns, od))
    z.writestr("xl/worksheets/sheet1.xml", '<worksheet xmlns="%sspreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>' % (ns, rows))
P
is "those of a workbook: no cents of a hundred million, no digit that Excel did not compute" \
    "$("$WINNOW" cat "$tmp/x.xlsx" | tail -n +2 | cut -d, -f2 | tr '\n' ' ')" \
    "123456789.12 1234567890.5 0.3 0.33333333333333331 12345678901.23 12345678901234567890 150000 0.00001 99999999999999.99 13800138000 2 "

# ---- blanks
cat >"$tmp/b/crm.model.xml" <<'X'
<model version="1" name="b">
  <list name="tier"><item code="none" en="No tier"/><item code="gold" en="Gold"/></list>
  <entity name="firm"><field name="firm_id" type="id" key="yes"/><field name="name" type="company"/><field name="parent" type="link" target="firm"/>
    <field name="country" type="country"/><field name="amount" type="money"/><field name="zip" type="text"/><field name="tier" type="choice" list="tier"/>
    <field name="phone" type="phone"/><field name="gender" type="gender"/><field name="active" type="bool"/><field name="note" type="text"/>
    <field name="born" type="date"/><field name="code" type="id"/><field name="city" type="text"/></entity>
  <blank values="N/A | NA | null | none | nil | - | -- | / | 无 | 暂无 | 未知 | TBD | unknown | test | asdf | 123456 | 0000000 | 1900-01-01"/>
  <check id="P1" on="firm" rule="placeholder" fields="city"/>
</model>
X
cat >"$tmp/b/m.xml" <<'X'
<mapping version="1" model="crm.model.xml" name="b"><source system="s"/>
  <file entity="firm" path="firms.csv" key="ID"><field to="firm_id" from="ID"/><field to="name" from="Name"/><field to="parent" from="Parent"/>
    <field to="country" from="Country"/><field to="amount" from="Amount"/><field to="zip" from="Zip"/><field to="tier" from="Tier"/>
    <field to="phone" from="Mobile | Phone"/><field to="gender" from="Sex"/><field to="active" from="Active"/><field to="note" from="Note"/>
    <field to="born" from="Born"/><field to="code" from="Code"/><field to="city" from="City"/></file></mapping>
X
cat >"$tmp/b/firms.csv" <<'C'
ID,Name,Parent,Country,Amount,Zip,Tier,Mobile,Phone,Sex,Active,Note,Born,Code,City
0000000,Mr. Null Ltd,null,NA,"1,234.56",123456,none,N/A,+49 30 303986300,未知,无,TBD,1900-01-01,NA,未知
123456,N/A Corp,0000000,N/A,123456,0000000,gold,123456,,M,none,-,2001-02-03,123456,--
3,无锡华信,000000,Namibia,0000000,0,TBD,-,,f,1,123456,1900-01-02,TEST,无锡
NA,Na Ltd,3,,0,9999,N/A,,n/a,,/,"Null, not null",,0,N/A
null,Nobody,3,,,,,,,,,,,,
N/A,Nobody else,unknown,,,,,,,,,,,,
C
B=$tmp/b.db; run "$tmp/b/m.xml" --to "$B" --out "$tmp/bo"
is "a key of zeros is a key, a country NA is Namibia, 1,234.56 is money, a list's none is its item, the second phone counts where the first says N/A" \
    "$(q "$B" "select firm_id, country, amount, zip, tier, phone, gender, active from firm where id = 1")" \
    "0000000|NA|1234.56|123456|none|+4930303986300|unknown|0"
is "digits are amounts, postcodes, codes and notes" "$(q "$B" "select amount, zip, code, note from firm where id in (2, 3)")" "123456|0000000|123456|
0|0||123456"
is "names that begin like a blank are names" "$(q "$B" "select group_concat(name, '; ') from (select name from firm order by id)")" \
    "Mr. Null Ltd; N/A Corp; 无锡华信; Na Ltd"
is "a link to zeros finds them, or says that it does not" \
    "$(q "$B" "select parent from firm where id = 2") $(q "$B" "select value from winnow_finding where rule = 'reference'")" "1 000000"
is "what says more than nothing is a finding" \
    "$(q "$B" "select group_concat(source_key || ':' || field || '=' || value, ' ') from (select * from winnow_finding where rule = 'blank'
    order by source_key, field)")" \
    ":parent=unknown 0000000:born=1900-01-01 0000000:code=NA 0000000:note=TBD 123456:phone=123456 3:code=TEST 3:tier=TBD"
is "once, where a check of placeholders looks" \
    "$(q "$B" "select group_concat(rule || ':' || value, ' ') from (select * from winnow_finding where field = 'city' order by value)")" "P1:-- P1:N/A P1:未知"
is "nobody's key is null: such records are refused, and not one" \
    "$(q "$B" "select group_concat(rule || '=' || value, ' ') from winnow_refused where rule = 'key-missing'")" "key-missing=null key-missing=N/A"
is "but NA may be somebody's" "$(q "$B" "select firm_id from firm where id = 4")" NA
has "and the run says it" "$tmp/out" 'that counts as empty'
run "$tmp/b/m.xml" --to "$tmp/z.db" --out "$tmp/z" --lang zh; has "in Chinese, too" "$tmp/out" "按未填处理"
has "and the report" "$tmp/bo/report.zh-CN.html" "这个词在映射里按未填处理"
sed 's/key="ID"/key="ID" where="Amount filled"/' "$tmp/b/m.xml" >"$tmp/b/w.xml"
run "$tmp/b/w.xml" --to "$tmp/w.db" --out "$tmp/w"
is "where= COLUMN filled takes amounts that look like a blank" "$(q "$tmp/w.db" "select count(*) from firm")" 4
printf 'id,full name,company,email,birthday\n1,Null,None,m@null.example,null\n2,Anna Berg,n/a,a@berg.example,-\n' >"$tmp/null.csv"
run "$tmp/null.csv" --to "$tmp/n.db" --out "$tmp/n"
is "Mr. Null and the firm None are at least said; a birthday null is none" \
    "$(q "$tmp/n.db" "select group_concat(found, ' ') from (select distinct field || '=' || value found from winnow_finding order by 1)")" \
    "company=None full_name=Null"
done_testing
