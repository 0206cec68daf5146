#!/bin/sh
# odd.t - files that are what they should be but for a few bytes, as guided fuzzing found
# them: what is read is text, nothing goes without a word, and nothing takes for ever. TAP.
. tests/lib.sh
cd "$tmp"
printf 'A,A (2),A\n1,2,3\n' >names.csv
"$WINNOW" run names.csv --to none --out n --quiet >/dev/null 2>&1
"$WINNOW" inspect names.csv >out
is "no two columns have one name, else one of them is never read" "$(grep -c 'A (2) ' out) $(grep -c 'A (3) ' out)" "1 1"
printf 'Id,Name\n1,a\0b\n2,c\n' | iconv -f utf-8 -t utf-16 >wide.csv
"$WINNOW" run wide.csv --to wide.db --out w --quiet
is "a NUL in UTF-16 is taken out and said, too" "$(sqlite3 wide.db "select rule, value from winnow_finding where rule = 'nul-byte'")" "nul-byte|ab"
sqlite3 s.db "create table people (Id, Name); insert into people values (1, cast(x'61006263' as text)), (2, cast(x'E5BCA0FF' as text)), (3, '李四')"
"$WINNOW" run s.db --to sq.db --out s --quiet
is "what stands behind a NUL in SQLite is not lost" "$(sqlite3 sq.db "select value from winnow_finding where rule = 'nul-byte'")" "abc"
is "nor are bytes that are no text passed on as if they were" "$(sqlite3 sq.db "select line, value from winnow_finding where rule = 'text-lost'")" "2|张�"

# a table of FoxPro with Chinese names, which says no code page; a memo beside
python3 - <<'PY'
import struct
def dbf(name, fields, rows, memo=None):
    head = struct.pack("<BBBBIHH", 0x83 if memo else 3, 124, 5, 6, len(rows), 33 + 32 * len(fields), 1 + sum(f[2] for f in fields)) + b"\0" * 20
    for n, t, l in fields: head += n.encode("gbk").ljust(11, b"\0") + t.encode() + b"\0" * 4 + bytes([l, 0]) + b"\0" * 14
    open(name + ".dbf", "wb").write(head + b"\r" + b"".join(b" " + b"".join(v.encode("gbk").ljust(f[2]) for f, v in zip(fields, r)) for r in rows) + b"\x1a")
    if memo: open(name + ".dbt", "wb").write(struct.pack("<I", 2).ljust(512, b"\0") + memo)
dbf("fox", [("编号", "C", 4), ("客户名称", "C", 40)], [("1", "北京华信科技有限公司"), ("2", "上海远景咨询有限公司")])
dbf("memo", [("ID", "C", 4), ("NOTE", "M", 10)], [("1", "1")], "客户要求下周三之前回电话，并寄送报价单和样品。".encode("gbk") + b"\x1a\x1a")
PY
is "Chinese names of columns in a dBASE file are read" "$("$WINNOW" cat fox.dbf)" "编号,客户名称
1,北京华信科技有限公司
2,上海远景咨询有限公司"
is "and a memo that is the only text that is not ASCII" "$("$WINNOW" cat memo.dbf | tail -n 1)" "1,客户要求下周三之前回电话，并寄送报价单和样品。"

# mappings: a list of 20,000 values in one line, a path with many stars
{
    printf '<model version="1" name="m"><entity name="e"><field name="k" type="id" key="yes"/><field name="f" type="choice" list="l"/></entity><list name="l">'
    seq 1 20000 | sed 's/.*/<item code="c&" also="a&|b&"\/>/' | tr -d '\n'
    printf '</list></model>'
} >list.model.xml
ends "a list in one long line takes no minute to check" 0 timeout -k 1 15 "$WINNOW" check list.model.xml
{
    printf '<mapping version="1" model="m.xml"><source system="s"/><file path="a.csv" entity="e">'
    seq 1 4500 | sed 's/.*/<field to="nam&" from="x"\/>/' | tr -d '\n'
    printf '</file></mapping>'
} >wrong.xml
printf '<model version="1" name="m"><entity name="e"><field name="k" type="id" key="yes"/></entity></model>' >m.xml
most=500000; case ${BUILD:-} in *address* | *thread*) most=unlimited ;; esac # a sanitizer takes more by itself
(ulimit -v $most; timeout 120 "$WINNOW" check wrong.xml >out 2>err; echo $? >code)
is "4,500 mistakes in one line take no gigabyte" "$(cat code)" 3
printf '<mapping version="1" model="m.xml"><source system="s"/><file path="a.csv" entity="e"><field to="k" from="Id"/><drop '\
'from="*a*a*a*a*a*a*a*a*a*a*a*a*b" why="x"/><keep from="*" as="extra"/></file></mapping>' >stars.xml
printf 'Id,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n1,2\n' >a.csv
ends "a pattern with many stars takes no hour to find nothing" 0 sh -c "timeout -k 1 15 '$WINNOW' run stars.xml --in . --to none --out o; [ \$? -le 2 ]"
printf 'id,name,email,Rate =,to="x" b=\n1,Anna Berg,a@berg.example,5,u\n2,Tom Ford,t@ford.example,6,v\n' >equals.csv
ends "a column whose name ends in = is drafted and loaded" 0 sh -c "'$WINNOW' run equals.csv --to eq.db --out eq >out 2>&1; [ \$? -le 2 ]"
# documents of office programs are zips, too; their parts are no tables of a customer
python3 - <<'P'
import zipfile
def pack(name, **parts):
    with zipfile.ZipFile(name, "w") as z:
        for part, text in parts.items(): z.writestr(part.replace("__", "/").replace("_XML", ".xml"), text)
sheet = "<office><table name='x'><row><cell>Id</cell><cell>Name</cell></row><row><cell>1</cell><cell>Anna</cell></row></table></office>"
pack("list.ods", mimetype="application/vnd.oasis.opendocument.spreadsheet", content_XML=sheet, **{"META-INF__manifest_XML": sheet})
pack("letter.docx", word__document_XML=sheet, **{"[Content_Types]_XML": "<Types/>"})
P
for each in list.ods letter.docx; do
    "$WINNOW" run $each --to doc.db --out doc >out 2>err
    is "$each is no archive of tables: told how to save it" "$? $(grep -c 'save it as .xlsx' err) $(ls doc.db 2>/dev/null)" "4 1 "
    "$WINNOW" check $each >out 2>err; is "nor a mapping" "$? $(grep -c 'no mapping that winnow wrote' err)" "3 1"
done
mkdir some && cp equals.csv list.ods some && "$WINNOW" run some --to some.db --out so >out 2>err
has "in a folder it is named among what was not read" out "not read  list.ods (not understood)"
done_testing
