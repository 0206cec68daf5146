#!/bin/sh
# withstand.t - whatever is handed over: one clear error, the right exit code,
# and the target as before. TAP.
. tests/lib.sh
cd "$tmp"
printf 'Id,Name,Email\n1,张伟,a@b.cn\n' >good.csv
"$WINNOW" run good.csv --to keep.db --out o0 --quiet; sum=$(sha256sum <keep.db)
# refuses NAME CODE TEXT FILE... - the run ends with the code, one sentence with the text, nothing changed
refuses() {
    n=$1 c=$2 t=$3; shift 3
    timeout 60 "$WINNOW" run "$@" --to keep.db --out o >out 2>err </dev/null; code=$?
    if [ $code = "$c" ] && grep -qF -- "$t" err && [ "$(grep -c '^winnow:' err)" = 1 ] &&
        [ "$(sha256sum <keep.db)" = "$sum" ] && [ ! -e keep.db-journal ]; then pass "$n"
    else fail "$n" "exit $code, wanted $c with \"$t\"" "$(head -c 600 err)"; fi
}
refuses "nothing at all" 3 "nothing to run"
: >empty.csv; refuses "an empty file" 4 "empty.csv is empty" empty.csv
printf '\n\n\n' >blank.csv; refuses "a file of blank lines" 4 "is empty" blank.csv
printf 'Id,Name\n' >header.csv; refuses "a header and no records" 4 "has a header and no records" header.csv
printf 'PK\003\004xxxxxxxx' >book.xlsx; refuses "an Excel workbook" 4 "Excel workbook" book.xlsx
printf '\211PNG\r\n\032\nxxxx' >pic.png; refuses "a picture" 4 "holds no table" pic.png
printf '[{"a": 1}, {"a": ' >a.json; refuses "JSON that breaks off" 4 "breaks off" a.json
printf '[{"a": 1}, {"a" 2}]' >a.json; refuses "broken JSON" 4 "the JSON is broken" a.json
printf '<!DOCTYPE html><html><body>Log in</body></html>' >page.csv; refuses "a web page saved as csv" 4 "page.csv" page.csv
mkdir folder; refuses "an empty folder" 4 "holds no files" folder
mkfifo fifo; refuses "a FIFO" 4 "not an ordinary file" fifo
refuses "a device" 4 "not an ordinary file" /dev/zero
refuses "a file that is not there" 4 "cannot open" nowhere.csv
head -c 200000 /dev/urandom >random.csv; refuses "random bytes" 4 "random.csv" random.csv
{ printf 'Id,Name\n1,"'; head -c 209715200 /dev/zero | tr '\0' 'x'; printf '"\n'; } >long.csv
refuses "a 200 MB line" 4 "longer than 16 MB" long.csv; rm long.csv
{ seq -s, 1 100000; seq -s, 1 100000; } >wide.csv; refuses "100,000 columns" 4 "more than 16384 columns" wide.csv
printf 'Id,Name\n1,b\n2,"op' >quote.csv; refuses "a file that ends within quotes" 4 "never closes" quote.csv
has "with its line" err "quote.csv:3:"
printf '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><b>&x;</b></a>' >dtd.xml
refuses "an XML file with a DTD" 4 "DTD" dtd.xml
printf '<a><b><c>1</c></b><b><c>2' >cut.xml; refuses "an XML file that breaks off" 4 "cut.xml" cut.xml
refuses "a path of records that leads nowhere" 4 "no element" "$OLDPWD/samples/erp/customers.xml" --records No/Such
printf '<mapping version="1" model="none.model.xml"><source system="s"/></mapping>' >nomodel.xml
refuses "a mapping without its model" 3 "the mapping has mistakes" nomodel.xml
refuses "mappings and data mixed" 3 "cannot be mixed" good.csv nomodel.xml
refuses "an unknown option" 3 'did you mean "--jobs"' good.csv --jbos 3
refuses "a date that is none" 3 'does not take "yesterday"' good.csv --as-of yesterday
refuses "a field nobody has" 3 "no entity has a field" good.csv --where colour=red
ends "an unknown command" 3 "$WINNOW" rnu good.csv; has "with a suggestion" "$tmp/err" 'did you mean "run"'

# targets: the file is as before
target() { # NAME CODE TEXT TARGET
    before=$(cat "$4" 2>/dev/null | sha256sum)
    "$WINNOW" run good.csv --to "$4" --out o >out 2>err; code=$?
    if [ $code = "$2" ] && grep -qF -- "$3" err && [ "$(cat "$4" 2>/dev/null | sha256sum)" = "$before" ]; then pass "$1"
    else fail "$1" "exit $code, wanted $2 with \"$3\"" "$(cat err)"; fi
}
echo hello >text.db; target "a target that is no database" 5 "not an SQLite database" text.db
sqlite3 other.db 'create table t(a); insert into t values(1)'
"$WINNOW" run good.csv --to other.db --out o >out 2>err
is "the tables of somebody else are left alone" "$(sqlite3 other.db 'select * from t')" 1
sqlite3 taken.db 'create table contact(a); insert into contact values(1)'; target "a table of somebody else" 5 "winnow did not make" taken.db
cp keep.db ro.db; chmod 444 ro.db; target "a read-only target" 5 "is read-only" ro.db
target "a folder that is not there" 5 "is its folder there" no/such/folder/x.db
target "a target that is a folder" 5 "is not an ordinary file" folder
target "a target of no kind" 3 "is no target" 'ftp://x/y'
head -c 3000 keep.db >short.db; target "a damaged database" 5 "short.db" short.db
(echo 'begin exclusive;'; sleep 8) | sqlite3 keep.db & locker=$!
sleep 0.7; target "a target locked by another program" 5 "is in use by sqlite3" keep.db
wait $locker 2>/dev/null
ends "and free again" 0 sh -c "'$WINNOW' run good.csv --to keep.db --out o3 --quiet; [ \$? -le 2 ]"
echo x >notdir; ends "an output folder that is a file" 5 "$WINNOW" run good.csv --to n.db --out notdir
[ -e n.db ] && fail "no target is left behind" || pass "no target is left behind"

# ugly but readable: every record arrives
reads() { # NAME WANTED-ROWS FILE - and the books say so
    "$WINNOW" run "$3" --to none --out r --json >out 2>err; code=$?
    got=$(sed -n 's/.*"event":"books".*"read":\([0-9]*\).*/\1/p' out)
    if [ $code -le 2 ] && [ "$got" = "$2" ]; then pass "$1"; else fail "$1" "exit $code, read $got" "$(cat err)"; fi
}
printf 'Id,Name\r\n1,a\r\n2,b' >nonl.csv; reads "a last line without its end" 2 nonl.csv
printf 'Id;Name\n1;"a;b\nc"\n2;d\n' >semi.csv; reads "semicolons, and a line break in a cell" 2 semi.csv
printf 'Id\tName\n1\ta,b\n' >tabs.tsv; reads "tabs" 1 tabs.tsv
printf 'Id,Name,Name,name,\n1,a,b,c,d\n' >twice.csv; reads "names that repeat, or differ in case, or are empty" 1 twice.csv
printf 'Id,Name,Email\n1,a\n2,b,c@d.cn,extra\n' >ragged.csv; reads "rows too short and too long" 2 ragged.csv
"$WINNOW" run ragged.csv --to ragged.db --out r1 --quiet
is "and each is a finding with its line" "$(sqlite3 ragged.db "select group_concat(rule||':'||line) from winnow_finding where rule like 'row-%'")" \
    "row-short:2,row-long:3"
is "nothing of the long row is lost" "$("$WINNOW" trace ragged.db rows | sed -n 's/.*ragged.csv,3,//p')" '"2,b,c@d.cn,extra"'
printf 'Id,Name\n1,a\000b\n' >nul.csv; reads "NUL bytes" 1 nul.csv
"$WINNOW" run nul.csv --to nul.db --out r2 --quiet
is "are taken out, and said so" "$(sqlite3 nul.db "select rule, value from winnow_finding where rule='nul-byte'")" "nul-byte|ab"
printf 'Id,Name\n1,\345\274\240\344\274\237\n2,\345\274\240\344\274\237\n3,a\377b\n' >lost.csv
{ cat lost.csv; for i in $(seq 4 60); do printf '%s,\345\274\240\344\274\237\n' "$i"; done; } >lost2.csv
"$WINNOW" run lost2.csv --to lost.db --out r3 --quiet
is "a broken byte is a finding, not the end" "$(sqlite3 lost.db "select line from winnow_finding where rule='text-lost'")" 4
printf 'Id,Name\r1,a\n2,b\n' >mixed.csv; reads "a CR alone between other line ends" 2 mixed.csv
printf '\345' | "$WINNOW" apply text >out; is "bytes that are no UTF-8 do not break a transform" "$(wc -l <out | tr -d ' ')" 1
printf 'Id,Name\r1,a\r2,b\r' >mac.csv; reads "lines ended by CR alone" 2 mac.csv

printf 'Id,Company,Employees,Created Date\n1,A公司,1E5,0012\n007,B公司,12,2024-01-02\n' >codes.csv
"$WINNOW" run codes.csv --to codes.db --out r4 --quiet
is "no code becomes a number, no zero is lost" "$(sqlite3 codes.db 'select account_id, typeof(account_id), employees, created_at from account')" "1|text||
007|text|12|2024-01-02"
head -c 209715200 /dev/zero | tr '\0' 'x' >oneline.csv; ends "200 MB without a line end" 4 "$WINNOW" run oneline.csv --to none --out r5; rm oneline.csv
# encodings, as exports have them
txt='客户名称,联系人,手机
北京华信科技有限公司,张伟,13800138001
上海远景教育咨询有限公司,李娜,13611112222
'
for e in UTF-8 UTF-16LE UTF-16BE GB18030 BIG5; do
    t=$txt; [ $e = BIG5 ] && t='客戶名稱,聯絡人,電話
台北資訊股份有限公司,陳志明,02-23456789
高雄貿易有限公司,林美玲,07-3456789
'
    printf '%s' "$t" | iconv -f utf-8 -t $e >enc.csv
    "$WINNOW" cat enc.csv >got.csv 2>err; printf '%s' "$t" >want.csv
    same "$e is recognised" got.csv want.csv
done
printf '\357\273\277%s' "$txt" >bom.csv
"$WINNOW" cat bom.csv >got.csv
printf '%s' "$txt" >want.csv
same "a byte order mark is no part of the header" got.csv want.csv
is "cat reads standard input" "$("$WINNOW" cat - <bom.csv | head -1)" "客户名称,联系人,手机"
mkdir in && cp "$OLDPWD"/samples/salesforce/*.csv in/
ends "--in may be the folder of the files itself" 0 sh -c "'$WINNOW' run '$OLDPWD/samples/salesforce.xml' --in in --to none --out r9; [ \$? -le 2 ]"
ends "apply gives a line for a line" 0 sh -c "printf '138 0013 8000\nx\n\n' | '$WINNOW' apply phone region=CN >'$tmp/ap'"
is "with state and value" "$(cat ap)" "$(printf 'clean\t+8613800138000\ninvalid\tx\nempty\t')"
done_testing
