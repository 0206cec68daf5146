#!/bin/sh
# tables.t - every table counts: one table read for two entities, rows that name a company
# again and again, and what nobody reads. If these fail, records go missing without a word,
# or a company that has ten people is ten duplicates. TAP.
. tests/lib.sh
mkdir "$tmp/in" "$tmp/more" && cp mappings/crm.model.xml "$tmp/"
cat >"$tmp/in/partners.csv" <<'X'
Ref,Is Company,Terms and conditions,Full name,Company,Mail,Mobile
1,TRUE,signed,Orchid Freight Ltd,,desk@orchid.example,
2,no,,Ann Poole,Orchid Freight Ltd,ann@orchid.example,
3,ｙｅｓ,signed,Quarry Tools Ltd,,,
4,No,,Ben Hale,Quarry Tools Ltd,,07700 900123
5,perhaps,,Nobody Knows,,who@x.example,
6,no,,Cyd Moss,N/A,,
7,1.0,,Seven Ltd,,,
X
# mapping WHERE-ACCOUNT WHERE-CONTACT [MORE]
mapping() {
    cat <<X
<mapping version="1" model="crm.model.xml" name="t">
  <source system="t" timezone="UTC" region="GB"/>
  <file entity="account" path="partners.csv" key="Ref" where="$1">
    <field to="account_id" from="Ref"/>
    <field to="name" from="Full name"/>
    <drop from="*" why="of people"/>
  </file>
  <file entity="contact" path="partners.csv" key="Ref" where="$2">
    <field to="full_name" from="Full name"/>
    <field to="email" from="Mail"/>
    <drop from="*" why="of companies"/>
  </file>
  $3
</mapping>
X
}
# run NAME WHERE WHERE [MORE] [OPTION...] - the names of accounts, then of contacts
run() {
    mapping "$2" "$3" "$4" >"$tmp/$1.xml"; rm -f "$tmp/$1.db"
    shift 4 2>/dev/null
    "$WINNOW" run "$tmp/$name.xml" --in "$tmp/in/partners.csv" --to "$tmp/$name.db" --out "$tmp/r" "$@" >"$tmp/out" 2>"$tmp/err"
    code=$?
    q "$tmp/$name.db" \
        "select group_concat(name, ',') from (select name from account order by id); select group_concat(full_name, ',') from (select full_name
        from contact order by id)" | tr '\n' ';'
}
name=a; got=$(run a "Is Company = true | yes | 1" "Is Company = no" "")
is "a table is split by its flag, whatever its case and width" "$got" "Orchid Freight Ltd,Quarry Tools Ltd;Ann Poole,Ben Hale,Cyd Moss;"
run a "Is Company = true | yes | 1" "Is Company = no" "" >/dev/null
has "rows that no where= takes are named" "$tmp/out" 'not read  2 rows: partners.csv 2 (no where= takes them)'
is "and make the run yellow" "$code" 1
has "verify reads the same rows" "$tmp/out" "5 of 5 compared, 0 differ"
for how in "--batch 1" "--batch 2 --jobs 3" "--chunk 5"; do
    # shellcheck disable=SC2086
    is "the same with $how" "$(run a "Is Company = true | yes | 1" "Is Company = no" "" $how)" "$got"
done
run a "Is Company = true | yes | 1" "Is Company = no" '<skip path="partners.csv" why="seen"/>' >/dev/null
hasnt "left out on purpose they are not asked about" "$tmp/out" "not read"
is "the reason is kept" "$(json "$tmp/r/manifest.json" '[(x["file"], x["rows"], x["reason"], x["why"]) for x in h["not_read"]]')" \
    "[('partners.csv', 2, 'left out', 'seen')]"
is "several conditions, and a name with \"and\" in it" \
    "$(run a "Terms and conditions = signed and Mail filled" "Is Company != true | yes and Mail | Mobile filled" "")" \
    "Orchid Freight Ltd;Ann Poole,Ben Hale,Nobody Knows;"
is "what says nothing is empty" "$(run a "Company empty and Is Company = true" "Company empty and Is Company = no" "")" "Orchid Freight Ltd;Cyd Moss;"
is "1.0 is a number, not ten" "$(run a "Is Company = 10 | true" "Is Company = no" "")" "Orchid Freight Ltd;Ann Poole,Ben Hale,Cyd Moss;"
run a "Is Company = true" "Is Company != true" "" >/dev/null
hasnt "where nothing is left over, nothing is said" "$tmp/out" "not read"
run a "Is Compny = true" "Is Company = no" "" >/dev/null 2>&1
has "a column that is not there is named at its place" "$tmp/err" ':3:63: partners.csv has no column "Is Compny"; did you mean "Is Company"?'
run a "Is Company=true" "Is Company = no" "" >/dev/null 2>&1
has "a condition that is none, too" "$tmp/err" '"Is Company=true" is not understood; write COLUMN = VALUE'
mapping "Is Company = true" "Is Company = no" "" | sed 's/entity="contact"/entity="account"/; s/to="full_name"/to="name"/; /Mail/d' >"$tmp/e.xml"
"$WINNOW" run "$tmp/e.xml" --in "$tmp/in/partners.csv" --to "$tmp/e.db" --out "$tmp/re" >"$tmp/out" 2>&1
has "two parts of a table of one entity balance" "$tmp/out" "4 read = 4 loaded"
is "and are told apart in the target" "$(q "$tmp/e.db" "select file, count(*) from winnow_source group by 1" | tr '\n' ' ')" "partners.csv|1 partners.csv #2|3 "
# rows that name a company again and again
cat >"$tmp/staff.csv" <<'X'
No,Name,Mail,Firm,Firm phone,Firm place
1,Ann Poole,ann@orchid.example,Orchid Freight Ltd,,London
2,Bea Hart,bea@orchid.example,Orchid Freight Ltd,020 7946 0011,
3,Cyd Moss,cyd@quarry.example,Quarry Tools Ltd,020 7946 0099,Leeds
4,Dan Lowe,dan@quarry.example,Quarry Tools Ltd,020 7946 0098,Leeds
5,Eve Ruud,eve@x.example,,,
6,Fay Kent,fay@orchid.example,Orchid Freight Ltd,020 7946 0011,London
7,Gus Webb,gus@quarry.example,Quarry Tools Ltd,020 7946 0099,Leeds
X
staff() {
    cat >"$tmp/s.xml" <<X
<mapping version="1" model="crm.model.xml" name="t">
  <source system="t" timezone="UTC" region="GB"/>
  <file entity="account" path="staff.csv" key="Firm" where="Firm filled" $1>
    <field to="name" from="Firm"/>
    <field to="phone" from="Firm phone"/>
    <field to="address" from="Firm place"/>
    <drop from="*" why="of people"/>
  </file>
  <file entity="contact" path="staff.csv" key="No">
    <field to="full_name" from="Name"/>
    <field to="email" from="Mail"/>
    <field to="account_id" from="Firm"/>
    <drop from="*" why="of companies"/>
  </file>
</mapping>
X
    rm -f "$tmp/s.db"; "$WINNOW" run "$tmp/s.xml" --in "$tmp" --to "$tmp/s.db" --out "$tmp/rs" >"$tmp/out" 2>"$tmp/err"
}
staff 'once="yes"'
has "a company beside each of its people is no duplicate" "$tmp/out" "0 surplus records in 0 groups"
has "the books balance" "$tmp/out" "13 read = 9 loaded + 0 review + 0 refused + 4 absorbed"
has "and so does the second reading" "$tmp/out" "13 of 13 compared, 0 differ"
is "it has what one of its rows says" "$(q "$tmp/s.db" "select name, phone, address from account order by id" | tr '\n' ';')" \
    "Orchid Freight Ltd|+442079460011|London;Quarry Tools Ltd|+442079460099|Leeds;"
is "its people are linked to it" \
    "$(q "$tmp/s.db" "select group_concat(coalesce(account_id, '-'), '') from (select account_id from contact order by id)")" "1122-12"
is "no finding but for rows that contradict" \
    "$(q "$tmp/s.db" "select rule, line from winnow_finding where rule in ('key-repeated', 'duplicates', 'unique')" | tr '\n' ' ')" \
    "key-repeated|5 key-repeated|8 "
staff ''
has "without it they are" "$tmp/out" "4 surplus records in 2 groups"
# beside the company's own record
printf 'Firm,Phone\nQuarry Tools Ltd,020 7946 0099\n' >"$tmp/firms.csv"
staff 'once="yes"'
for order in first last; do
    own='<file entity="account" path="firms.csv" key="Firm"><field to="name" from="Firm"/><field to="phone" from="Phone"/></file>'
    if [ $order = first ]; then sed "s|<source.*|&$own|" "$tmp/s.xml"; else sed "s|</mapping>|$own&|" "$tmp/s.xml"; fi >"$tmp/o.xml"
    rm -f "$tmp/o.db"; "$WINNOW" run "$tmp/o.xml" --in "$tmp" --to "$tmp/o.db" --out "$tmp/ro" >"$tmp/out" 2>"$tmp/err"
    has "what names a record again is no duplicate of it, read $order" "$tmp/out" "0 surplus records in 0 groups"
done
# sheets, tables and files that nobody reads
python3 tests/flow/tables.py "$tmp/more"
cat >"$tmp/b.xml" <<'X'
<mapping version="1" model="crm.model.xml" name="t">
  <source system="t" timezone="UTC" region="GB"/>
  <file entity="contact" path="book.xlsx" sheet="People" key="No">
    <field to="full_name" from="Name"/>
    <field to="email" from="Mail"/>
  </file>
</mapping>
X
unread() { json "$1/manifest.json" '"; ".join("%s|%s|%s|%s" % (x["file"], x["table"], x["rows"], x["reason"]) for x in h["not_read"])'; }
ends "unread rows are a yellow exit" 1 "$WINNOW" run "$tmp/b.xml" --in "$tmp/more" --to "$tmp/b.db" --out "$tmp/rb"
has "they are named, with their number" "$tmp/out" \
    'not read  54 rows: book.xlsx sheet "Orders" 40, book.xlsx sheet "Old" 1, bag.zip/in/prices.csv 2, notes.txt 2, scan.pdf (not understood) and 5 more'
want='book.xlsx|Orders|40|no file; book.xlsx|Old|1|no file; book.xlsx|Blank|0|no file; bag.zip/in/prices.csv||2|no file; empty.csv||0|no file; '\
'notes.txt||2|no file; people.dbf||0|no file; scan.pdf||None|not understood; shop.db|odd "table|3|no file; shop.xml|customers/customer|2|no file; '\
'shop.xml|products/product|2|no file; two.csv||1|no file; two.csv|2|1|no file'
is "all of them, and what is none of the exports is not" "$(unread "$tmp/rb")" "$want"
"$WINNOW" run "$tmp/b.xml" --in "$tmp/more" --to "$tmp/b.db" --out "$tmp/rb" --batch 1 --chunk 3 >/dev/null 2>&1
is "however it is read" "$(unread "$tmp/rb")" "$want"
has "the report lists them in English" "$tmp/rb/report.en.html" "Not read: 54 rows"
has "and in Chinese" "$tmp/rb/report.zh-CN.html" "未读取：所给文件里有 54 行"
has "with the reason of what cannot be read" "$tmp/rb/report.zh-CN.html" "scan.pdf 不是表格"
"$WINNOW" run "$tmp/b.xml" --in "$tmp/more" --to "$tmp/b.db" --out "$tmp/rb" --json >"$tmp/out" 2>&1
has "and so does JSON" "$tmp/out" '{"event":"not_read","file":"book.xlsx","table":"Orders","rows":40,"reason":"no file","why":""}'
sed 's|</mapping>|<skip path="book.xlsx" sheet="O*" why="of the shop"/><skip path="*.xml" why="not wanted"/>&|' "$tmp/b.xml" >"$tmp/c.xml"
"$WINNOW" run "$tmp/c.xml" --in "$tmp/more" --to "$tmp/c.db" --out "$tmp/rc" >"$tmp/out" 2>&1
is "what is left out by a pattern" "$(unread "$tmp/rc" | tr ';' '\n' | grep -c 'left out')" 4
sed 's|</mapping>|<skip path="*" why="not wanted"/>&|' "$tmp/b.xml" >"$tmp/c.xml"
ends "all left out on purpose: green" 0 "$WINNOW" run "$tmp/c.xml" --in "$tmp/more" --to "$tmp/c2.db" --out "$tmp/rc"
mkdir "$tmp/one" && cp "$tmp/more/book.xlsx" "$tmp/one/"
"$WINNOW" run "$tmp/b.xml" --in "$tmp/one" --to "$tmp/one/x.db" --out "$tmp/one" >"$tmp/out" 2>&1
"$WINNOW" run "$tmp/b.xml" --in "$tmp/one" --to "$tmp/one/x.db" --out "$tmp/one" >"$tmp/out" 2>&1
has "what winnow wrote itself is no export" "$tmp/out" 'not read  41 rows: book.xlsx sheet "Orders" 40, book.xlsx sheet "Old" 1'
# what two sheets refuse is put right in two files
cat >"$tmp/r.xml" <<'X'
<mapping version="1" model="crm.model.xml" name="t">
  <source system="t" timezone="UTC" region="GB"/>
  <file entity="account" path="wrong.xlsx" sheet="Firms / 1" key="Code"><field to="name" from="Firm"/></file>
  <file entity="account" path="wrong.xlsx" sheet="Branches" key="Branch"><field to="name" from="Called"/><drop from="City" why="x"/></file>
</mapping>
X
"$WINNOW" run "$tmp/r.xml" --in "$tmp/wrong.xlsx" --to "$tmp/r.db" --out "$tmp/rr" >"$tmp/out" 2>&1
has "two sheets of one entity balance, each under its name" "$tmp/out" "account 2 (wrong.xlsx/Branches,"
is "each sheet has a file of its refused rows" "$(cd "$tmp/rr/refused" && ls | tr '\n' ' ')" \
    "README.txt wrong.xlsx.Branches.csv wrong.xlsx.Firms _ 1-$(cd "$tmp/rr/refused" && ls | sed -n 's/.*1-\(.*\).csv/\1/p').csv "
cp -r "$tmp/rr/refused" "$tmp/right"; sed -i 's/^b,,/b,Quarry Ltd,/; s/^y,,/y,Quarry North Ltd,/' "$tmp/right/"*.csv
"$WINNOW" run "$tmp/r.xml" --in "$tmp/right" --to "$tmp/r.db" --out "$tmp/rr2" >"$tmp/out" 2>&1
is "and both are read again" "$(q "$tmp/r.db" "select group_concat(name, ',') from (select name from account order by name)")" \
    "Orchid East Ltd,Orchid Ltd,Quarry Ltd,Quarry North Ltd"
for part in customers/customer products/product; do
    printf '<mapping version="1" model="crm.model.xml" name="t"><source system="t" timezone="UTC" region="GB"/><file entity="contact" path="shop.xml" '\
'records="%s"><field to="full_name" from="name"/><drop from="*" why="x"/></file></mapping>' $part >"$tmp/x.xml"
    "$WINNOW" run "$tmp/x.xml" --in "$tmp/more/shop.xml" --to "$tmp/x.db" --out "$tmp/rx" >/dev/null 2>&1
    is "records within records are columns of them: $part" "$(unread "$tmp/rx")" \
        "$([ $part = products/product ] && echo 'shop.xml|customers/customer|2|no file' || echo 'shop.xml|products/product|2|no file')"
done
done_testing
