#!/bin/sh
# escapes.t - names and values that steer a terminal, or a spreadsheet. If one gets through,
# whoever looks at an export of somebody else runs what it says. TAP.
. tests/lib.sh
cd "$tmp"

# ---- the terminal --------------------------------------------------------------------

# ESC, BEL, DEL, C1 (CSI), marks of direction, a character of no width: in column names, values, names of files
python3 - <<'E2'
import json
rows = [{"id": f"A{i}", "na\x1b[31mme": f"Al\x1b]0;own\x07pha{i % 3}", "e\u202email": f"x{i}@y.cn",
         "c1\x9b31m": "q\x9b2J" + str(i % 2), "zw\u200bname": "a\u200bb\x7f",
         "iso\u2066late": f"w{i}\u2069", "date\x1b[2J": f"2020-0{i % 9 + 1}-13"} for i in range(40)]
rows.append({"id": "A1", "na\x1b[31mme": "o\x1b[2Jther"})
json.dump(rows, open("plain.json", "w"))
rows[3]["c1\x9b31m"] = "zz\x1b[5m"
json.dump(rows, open("other.json", "w"))
E2
f=$(printf 'f\033[31m\342\200\256.json'); cp plain.json "$f"
open="$(printf '\033\\|\302[\200-\237]\\|\342\200[\213-\217\252-\256]\\|\342\201[\246-\251]\\|\177\\|\007')"
steers() { "$@" </dev/null >said 2>&1; [ -s said ] || echo nothing was said; LC_ALL=C grep -ac "$open" said; }
W=$WINNOW
is "inspect: a column's name does not colour the terminal" "$(steers "$W" inspect "$f")" 0
has "it is shown, so that whoever cleans up sees it" said "$(printf 'c1<U+009B>31m')"
is "inspect --json: a terminal that shows it is not steered, either" "$(steers "$W" inspect --json "$f")" 0
is "and what is read from it is the very name" "$("$W" inspect --json plain.json | python3 -c '
import json, sys; print([c["name"] for c in json.load(sys.stdin)["columns"]][2:4] == ["e\u202email", "c1\x9b31m"])')" True
is "compare" "$(steers "$W" compare --key id "$f" other.json)" 0
is "match --explain" "$(steers "$W" match --explain -o m.csv "$f")" 0
is "draft's doubts, and an error that names the file" "$(steers "$W" run --out r "$f")" 0
is "the questions of --ask" "$(steers "$W" run --ask --out r2 "$f")" 0
is "an error" "$(steers "$W" run "no$f")" 0
is "an unknown option" "$(steers "$W" run "--no$f")" 0
is "an unknown command" "$(steers "$W" "no$f")" 0
has "an error's file name keeps its sentence on one line" said "nof␛[31m<U+202E>.json"
is "a run" "$(steers "$W" run --out run plain.json)" 0
e=$(sed -n 's/.*<file entity="\([a-z]*\)".*/\1/p' run/draft.xml)
for x in $(sed -n 's/.*<field to="\([a-z0-9_]*\)".*/\1/p' run/draft.xml); do
    is "trace of $x" "$(steers "$W" trace run/clean.db "$e:2.$x")" 0
done
is "check with samples" "$(steers "$W" check run/draft.xml --in plain.json)" 0
is "health of the target" "$(steers "$W" health --db run/clean.db --out h)" 0
sqlite3 run/clean.db "update $e set email='x' || char(27) || '[2J' || char(8238) where id=2"
is "verify, of a value that somebody changed" "$(steers "$W" verify run/clean.db --in plain.json)" 0
is "pages of the report" "$(cat run/*.html run/summary.md | LC_ALL=C grep -ac "$open")" 0
printf '<mapping version="1" model="x.model.xml">\n  <source system="a"/>\n  <fi\342\200\256le \342\200\256 path="a"/>\n</mapping>\n' >bad.xml
is "the line of a mapping that is wrong" "$(steers "$W" check bad.xml)" 0
is "cat gives the data as it is" "$("$W" cat plain.json | LC_ALL=C grep -ac "$open")" 42

# ---- spreadsheets --------------------------------------------------------------------

printf "=cmd|'/c calc'!A0,+name,-code,@at,＝全,\"\tTab\",plain\n,Alpha,1,2,3,4,5\nA2,Beta,=1+1,@x,＠家,+cmd,-x\n,=2+5+cmd|' /C \
calc'!A0,-2+3,＋x,－y,\"\r=1\",+8613800138000\n" >f.csv
cat >m.model.xml <<'X'
<model version="1" name="m">
  <entity name="account">
    <field name="account_id" type="id" key="yes" required="yes"/>
    <field name="name" type="text"/><field name="code" type="text"/><field name="a" type="text"/>
    <field name="z" type="text"/><field name="t" type="text"/><field name="n" type="text"/>
  </entity>
</model>
X
cat >m.xml <<'X'
<mapping version="1" model="m.model.xml">
  <source system="a"/>
  <file entity="account" path="f.csv"><field to="account_id" from="=cmd|'/c calc'!A0"/><field to="name" from="+name"/>
    <field to="code" from="-code"/><field to="a" from="@at"/><field to="z" from="＝全"/><field to="t" from="Tab"/><field to="n" from="plain"/></file>
</mapping>
X
"$W" run m.xml --in . --out s --quiet
runs='import csv,sys
for f in sys.argv[1:]:
    for row in csv.reader(open(f, encoding="utf-8-sig", newline="")):
        for c in row:
            if c[:1] and c[0] in "=+-@\t\r\n＝＋－＠" and c.strip("0123456789+-.,() "): print(f, repr(c))'
is "no cell and no column name of a file for a spreadsheet runs" "$(python3 -c "$runs" s/refused.csv s/refused/f.csv s/pairs.csv)" ""
book() { python3 -c 'import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
for n in z.namelist():
    if n == "xl/sharedStrings.xml" or n.startswith("xl/worksheets/sheet"): sys.stdout.buffer.write(z.read(n))' "$1"; }
for b in s/worklists.xlsx s/sample.xlsx; do book $b; done >sheets.xml
hasnt "nor of a workbook" sheets.xml "<f>"
python3 - <<'E2'
rows = open("s/refused/f.csv", encoding="utf-8", newline="").read().split("\n")
n = iter("13")
open("s/refused/f.csv", "w", encoding="utf-8", newline="").write("\n".join("A" + next(n) + r if r.startswith(",") else r for r in rows))
E2
ends "the corrected file is read back: its columns are known" 0 "$W" run m.xml --in s/refused --to s/clean.db --out s2 --quiet
is "and its cells are what they were" "$(q s/clean.db "select name,code,a,z,n from account where id>1 order by id")" \
    "$(printf "Alpha|1|2|3|5\n=2+5+cmd|' /C calc'!A0|-2+3|＋x|－y|+8613800138000")"

done_testing
