#!/bin/sh
# unsaved.t - a workbook whose formulas have no saved results, as programs write it. If these
# fail, cells that are full for whoever opens the file are empty here, without a word. TAP.
. tests/lib.sh
py=$(for p in python3 /usr/bin/python3; do $p -c "import openpyxl" 2>/dev/null && { echo $p; break; }; done)
[ -n "$py" ] || { skip "formulas without results" "no python3-openpyxl"; done_testing; exit; }
cp mappings/crm.model.xml "$tmp"; cd "$tmp" || exit 99
"$py" - <<'P'
import openpyxl, zipfile
b = openpyxl.Workbook(); s = b.active; s.title = "People"
s.append(["No", "Name", "First", "Mail"])
for i, name in enumerate(["Anna Bell", "Peter Quigley", "Ines Abt"], 2):
    s.append([f"P{i}", name, f'=LEFT(B{i},FIND(" ",B{i}))', f"p{i}@corp.example"])
s["D4"] = '=LOWER(A4)&"@corp.example"'
b.save("people.xlsx")
# as Excel saves it: with results, one of them an empty text
z, out = zipfile.ZipFile("people.xlsx"), zipfile.ZipFile("saved.xlsx", "w")
for n in z.namelist():
    t = z.read(n)
    if n == "xl/worksheets/sheet1.xml":
        import re
        t = re.sub(rb'<c r="(\w+)"><f>(.*?)</f><v ?/?>(</v>)?', rb'<c r="\1" t="str"><f>\2</f><v></v>', t)
    out.writestr(n, t)
out.close()
# as XlsxWriter saves it: 0, and that all is to be computed; and as others do, who computed it
def zeros(name, flag):
    out = zipfile.ZipFile(name, "w")
    for n in z.namelist():
        t = z.read(n)
        if n == "xl/worksheets/sheet1.xml":
            t = re.sub(rb'</f><v ?/?>(</v>)?', b'</f><v>0</v>', t)
        out.writestr(n, t.replace(b'fullCalcOnLoad="1"', flag))
    out.close()
zeros("zeros.xlsx", b'fullCalcOnLoad="1"')
zeros("computed.xlsx", b'')
P
"$WINNOW" inspect people.xlsx --lang en >out 2>&1
has "inspect tells how many, in which columns, and what to do" out \
    "4 cells hold a formula whose result is not saved in the file, and are read as empty (column C, D, the first in line 2): open it in Excel, save it"
"$WINNOW" inspect people.xlsx --lang zh >out 2>&1
has "in Chinese" out "4 个单元格是公式，文件里没有保存计算结果，按空值读取（C, D 列，最前的在第 2 行）"
"$WINNOW" inspect saved.xlsx --lang en >out 2>&1
hasnt "a result that is an empty text is one" out "formula"
"$WINNOW" inspect zeros.xlsx --lang en >out 2>&1
has "a 0 that is to be computed yet is no result" out "4 cells hold a formula whose result is not saved in the file, and are read as empty (column C, D"
"$WINNOW" cat zeros.xlsx >out 2>&1
has "and is read as none" out "P2,Anna Bell,,p2@corp.example"
"$WINNOW" inspect computed.xlsx --lang en >out 2>&1
hasnt "a 0 that was computed is one" out "formula"
"$WINNOW" match people.xlsx --lang en >out 2>err
is "match tells it, once" "$(grep -c 'people.xlsx: 4 cells hold a formula whose result is not saved' err)" 1
cat >map.xml <<'M'
<mapping version="1" model="crm.model.xml"><source system="old" region="GB"/>
<file entity="contact" path="people.xlsx" key="No"><field to="contact_id" from="No"/><field to="full_name" from="Name"/>
<field to="email" from="Mail"/><drop from="First" why="it is in the name"/></file></mapping>
M
"$WINNOW" run map.xml --to t.db --out one --lang en >out 2>&1
has "a run tells it" out "people.xlsx: 4 cells hold a formula whose result is not saved"
has "and its report" one/report.zh-CN.html "文件里没有保存计算结果"

# ---- what people sent back
printf 'No,Name,City\nA1,Alpine Timber,Leeds\nA2,Alpin Timber,Leeds\nA3,Crystal Mining,York\nA4,Bordeaux Wines,Bath\n' >firms.csv
cat >firms.xml <<'M'
<mapping version="1" model="crm.model.xml"><source system="old" region="GB"/>
<file entity="account" path="firms.csv" key="No"><field to="account_id" from="No"/><field to="name" from="Name"/>
<field to="city" from="City"/></file></mapping>
M
"$WINNOW" run firms.xml --to f.db --out f --lang en >/dev/null 2>&1
"$py" - <<'P'
import openpyxl
b = openpyxl.load_workbook("f/pairs.xlsx"); s = b.worksheets[1]
s["B2"] = "same"; s["B4"] = "=B2"; s["D3"] = "=1+1"
b.save("pairs.xlsx")
b = openpyxl.load_workbook("f/worklists.xlsx"); s = b.worksheets[1]
h = {c.value: c.column for c in s[1]}
s.cell(2, h["Outcome"]).value = '=IF(1,"fixed","")'
b.save("lists.xlsx"); print(s.cell(2, h["Outcome"]).coordinate)
P
ends "an answer that is such a formula is not passed over" 4 "$WINNOW" run firms.xml --to f.db --out g --decisions pairs.xlsx --lang en
has "it is told with its cell, and why" err 'B4: "=B2 (a formula; its result is not saved in the file: open it in Excel and save it)" is no decision'
is "and is all that is told: other columns do not matter" "$(grep -c 'a formula' err)" 1
"$WINNOW" health firms.xml --history none --out h --worklists lists.xlsx --lang en >out 2>&1
has "nor is one of a work list" out "its result is not saved in the file"
"$WINNOW" draft firms.csv -o map.xlsx --lang en >/dev/null 2>&1
"$py" - <<'P'
import openpyxl
b = openpyxl.load_workbook("map.xlsx"); s = b.worksheets[-1]
s.cell(3, 3).value = "=A1"; b.save("map.xlsx")
P
ends "a mapping of which cells are not known is none" 3 "$WINNOW" check map.xlsx --lang en
has "it is told with its sheet" err "1 cells hold a formula whose result is not saved"
done_testing
