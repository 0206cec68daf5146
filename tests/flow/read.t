#!/bin/sh
# read.t - the same table in every format an old system gives. If these fail, a user loses
# cells, rows or leading zeros on the way in, and nobody says so. TAP.
. tests/lib.sh
f=$tmp/f; mkdir "$f"
python3 tests/flow/formats.py "$f" || { fail "the formats are written"; done_testing; }
cat_is() { # NAME WANT FILE [OPTION...]
    n=$1 want=$2; shift 2
    if timeout 60 "$WINNOW" cat "$@" >"$tmp/got" 2>"$tmp/err"; then same "$n" "$tmp/got" "$want"
    else fail "$n" "$(cat "$tmp/err")"; fi
}
for b in t.xlsx t1904.xlsx inline.xlsx t.xls xmlss.xls; do
    cat_is "$b is the sheet as Excel would save it" "$f/want.grid.csv" "$f/$b"
done
for b in t.csv utf16.xls semi.csv wrapped.csv outfile.tsv types.iif extf.csv template.csv page.xls page.mht t.json lines.json t.xml t.sqlite one.zip; do
    cat_is "$b gives its records" "$f/want.csv" "$f/$b"
    [ "$b" = t.sqlite ] || cat_is "$b, three bytes at a time" "$f/want.csv" "$f/$b" --chunk 3
done
cat_is "t.xlsx, a byte at a time" "$f/want.grid.csv" "$f/t.xlsx" --chunk 1
for c in 1 3 4000; do cat_is "printed.txt, $c bytes at a time" "$f/want.flat.csv" "$f/printed.txt" --chunk $c; done
cat_is "t.dbf with its memos; deleted rows are left out" "$f/want.dbf.csv" "$f/t.dbf"
cat >"$tmp/want" <<'C'
KIND,N family,N given,TEL CELL,FN,EMAIL WORK,NOTE,ORG,ORG unit
individual,张,伟,138,张伟,,,,
individual,,,,"Anna, Bell",a@b.c,"one
two is long",Acme,Sales
C
cat_is "vCards: a character cut by a line's end, folded lines, groups, no pictures" "$tmp/want" "$f/t.vcf"

# cards as phones write them; dates without a year, firms and labels
cat >"$tmp/want" <<C
KIND,FN,TEL CELL,TEL HOME,TEL WORK,TEL WORK FAX,EMAIL,URL WORK,BDAY without year,ANNIVERSARY without year,\
N family,N given,BDAY,X-ABDATE without year,TEL HOME FAX,TEL label,TEL,NOTE,AGENT FN,AGENT TEL,\
NICKNAME,ADR street,ADR city,ADR more,ORG,ORG unit,TITLE,X-ABSHOWAS,(not understood)
individual,Ida Berg,+45 20 11 22 33,+45 33 12 34 56,+45-33-00-00-03;ext=7 | +45 33 00 00 01,+45 33 00 00 02,ida@berg.example,\
https://berg.example/?a=b,--06-26,--04-15,,,,,,,,,,,,,,,,,,,
individual,Per Quist,+45 3,,,,,,,,Quist,Per,1980-06-26,--12-24,+45 1,Telefonzentrale Hof: +45 2,+45 2,"seen at C:\temp, twice
and called",Per's secretary,+45 4,,,,,,,,,
individual,Ossi,,,,,,,,,,,,,,,,,,,Ossi,A Street 1,Odense,extra,,,,,
org,Berg A/S,,,,,,,,,,,,,,,,,,,,,,,Berg A/S,Buying | Desk 2,Køb,,
org,Who knows,,,,,,,,,,,,,,,,,,,,,,,Berg A/S,,,COMPANY,
group,Friends,,,,,,,,,,,,,,,,,,,,,,,,,,,
org,Only a firm,,,,,,,,,,,,,,,,,,,,,,,Only a firm,,,,lost
C
cat_is "a number behind a wrong sign is there, a fax is no phone, nobody is born in 1604, no card has no name" "$tmp/want" "$f/phones.vcf"
cat_is "a byte at a time, too" "$tmp/want" "$f/phones.vcf" --chunk 1
"$WINNOW" inspect "$f/phones.vcf" >"$tmp/out"
for said in "4 lines of cards are written wrongly" "first in line 4" "1 lines have no name" "1 cards have no end" "1 lines were not understood" \
    "2 pictures, sounds" "3 dates have no year" "3 cards have no full name" "3 cards are of companies" "1 cards are lists of people" \
    "1 cards stand within others"; do
    has "what was recovered or left out is counted: $said" "$tmp/out" "$said"
done
"$WINNOW" run "$f/phones.vcf" --to "$tmp/v.db" --out "$tmp/v" --quiet
is "each card says the line that it begins in" \
    "$(q "$tmp/v.db" 'select group_concat(line) from (select distinct line from winnow_source order by line)')" 1,13,34,38,45,54

printf 'BEGIN:VCARD\rFN:Bo\rADR;LABEL="1: A St\\nOdense":;;;;;;\rEND:VCARD\r' >"$tmp/cr.vcf"
is "a card whose lines end in CR, and an address that is only its label" "$("$WINNOW" cat "$tmp/cr.vcf")" 'KIND,FN,ADR label
individual,Bo,"1: A St
Odense"'

# LDIF
cat >"$tmp/want" <<'C'
dn,cn,cn;lang-de,Mail,objectClass,description,street,l,labeledURI,title,info,telephoneNumber
"cn=Zoë 李,o=x",Zoë 李,Anna,a@x.example | b@x.example,inetOrgPerson,Met at the fair in Basel,Straße in München,not base64,file:///etc/hostname,CEO,"one
two",
"cn=Bo,o=x",Bo,,,person,,,,,,,+45 1
C
cat_is "LDIF: people, with base64, folded lines and values that are there twice" "$tmp/want" "$f/t.ldif"
cat_is "LDIF, a byte at a time" "$tmp/want" "$f/t.ldif" --chunk 1
is "a mailing list is nobody's name, but a table of its own" "$("$WINNOW" cat "$f/t.ldif" --sheet groups | tail -1)" \
    '"cn=Friends list,o=x",groupOfNames,Friends list,"cn=Bo,o=x | cn=Di,o=x"'
is "so is what the directory needs itself" "$("$WINNOW" cat "$f/t.ldif" --sheet others | cut -d, -f1-2 | tail -2)" "$(printf '"ou=people,o=x"\n"cn=PC7,o=x"')"
"$WINNOW" inspect "$f/t.ldif" >"$tmp/out"
for said in "2 pictures, sounds, certificates and passwords" "1 values within base64 are not UTF-8" "1 values stand in other files" \
    "1 values are marked as base64 and are not" "1 lines have no name" "1 entries are groups" "2 entries are containers" "1 entries delete, change" \
    "1 blocks of lines have no dn"; do
    has "what is no record or no text is counted: $said" "$tmp/out" "$said"
done
"$WINNOW" run "$f/t.ldif" --to "$tmp/l.db" --out "$tmp/l" --quiet
is "each entry says the line of its dn" \
    "$(q "$tmp/l.db" 'select group_concat(line) from (select distinct line from winnow_source where entity = "contact" order by line)')" 10,27
is "passwords of a directory are nowhere in the target" "$(grep -c SSHA "$tmp/l.db")" 0
printf 'dn: cn=A,o=x\ncn: A\nnote:<b>old</b>\n\ndn: ou=x\nou: x\n\ndn: cn=All,o=x\ncn: All\nmail: all@x.example\nmember: cn=A,o=x\n' >"$tmp/bare.ldif"
is "without classes the attributes say what an entry is; a mark is no address" "$("$WINNOW" cat "$tmp/bare.ldif")" 'dn,cn,note
"cn=A,o=x",A,<b>old</b>'
for n in 'dn:,name\n1,a\n2,b\n' 'dn: x=1,name\n1,a\n2,b\n' 'version: 1\nname,mail\nAnna,a@x.example\n'; do
    printf "$n" >"$tmp/no.csv"
    hasnt "a list that only begins like LDIF is none: ${n%%\\*}" "$("$WINNOW" inspect "$tmp/no.csv" >"$tmp/out"; echo "$tmp/out")" "ldif"
done

# which table, sheet, file
cat_is "a file of an archive" "$f/want.csv" "$f/several.zip/export/people.csv"
ends "an archive of several files names them" 4 "$WINNOW" cat "$f/several.zip"; has "its names" "$tmp/err" "book.xlsx"
[ ! -e /evil.csv ] && [ ! -e "$tmp/../evil.csv" ] && pass "nothing is written where an archive says" || fail "nothing is written where an archive says"
ends "an archive that swells is refused" 4 "$WINNOW" cat "$f/bomb.zip"
is "a hidden sheet can be asked for" "$("$WINNOW" cat "$f/t.xlsx" --sheet hiddenSheet)" "lead:abc"
is "by number, too" "$("$WINNOW" cat "$f/t.xls" --sheet 1)" "lead:abc"
ends "a sheet that is not there" 4 "$WINNOW" cat "$f/t.xlsx" --sheet Nope; has "names those that are" "$tmp/err" "人员 & more"
is "a query on a database" "$("$WINNOW" cat "$f/t.sqlite" --records 'select count(*) as n from people')" "n
4"
ends "a query that writes is refused" 4 "$WINNOW" cat "$f/t.sqlite" --records 'delete from people'
is "and wrote nothing" "$(sqlite3 "$f/t.sqlite" 'select count(*) from people')" 4
is "an array by its path" "$("$WINNOW" cat "$f/t.json" --records data/people | tail -1)" "$(tail -1 "$f/want.csv")"

{ seq -s, 1 4000; for i in 1 2 3 4 5 6 7 8 9; do yes "1,$(seq -s, $i 2 $((i + 7996)))" | head -n 60; done; } >"$tmp/wide.csv"
ends "four thousand columns, the first like its name in every row: still a second" 0 timeout 20 "$WINNOW" cat "$tmp/wide.csv"

# cut short: an error, and not fewer rows
for b in t.xlsx t.xls xmlss.xls page.xls page.mht t.json lines.json t.xml t.sqlite t.dbf t.vcf one.zip; do
    head -c $(($(stat -c %s "$f/$b") * 3 / 5)) "$f/$b" >"$tmp/cut-$b"; cp "$f/t.dbt" "$tmp/cut-t.dbt"
    ends "$b cut short is an error" 4 timeout 20 "$WINNOW" cat "$tmp/cut-$b"
    is "$b: one sentence" "$(grep -c '^winnow:' "$tmp/err")" 1
done
{ for i in $(seq 600); do printf '['; done; } >"$tmp/deep.json"; ends "JSON nested without end" 4 "$WINNOW" cat "$tmp/deep.json"
{ for i in $(seq 400); do printf '<a>'; done; } >"$tmp/deep.xml"; ends "XML nested without end" 4 "$WINNOW" cat "$tmp/deep.xml"
printf '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]><a><b><c>&y;</c></b></a>' >"$tmp/laughs.xml"
ends "a billion laughs" 4 "$WINNOW" cat "$tmp/laughs.xml"

python3 -c 'print("<r>" + "".join("<a%d>1</a%d>" % (i, i) for i in range(100000)) + "</r>")' >"$tmp/names.xml"
ends "an XML of a hundred thousand names" 4 timeout 20 "$WINNOW" cat "$tmp/names.xml"
yes '"x' | head -n 400000 >"$tmp/quotes.csv"; timeout 60 "$WINNOW" cat "$tmp/quotes.csv" >/dev/null 2>"$tmp/err"; code=$?
[ $code = 4 ] || [ $code = 0 ] && pass "a mark that opens in every line" || fail "a mark that opens in every line" "exit $code"

# delimited text as people's exports have it
t() { printf "$2" >"$tmp/x.csv"; is "$1" "$("$WINNOW" cat "$tmp/x.csv" 2>&1)" "$(printf "$3")"; }
t "a notice in line 1, the header in line 2" '注意事项：请勿删除,,\n*姓名,*手机,城市\n张伟,138,北京\n李四,139,上海\n' '*姓名,*手机,城市\n张伟,138,北京\n李四,139,上海'
t "totals below are no records" \
    'Name,Amount,City\nA,1,X\nB,2,Y\n\nGrand Totals (2 records),,\n"Copyright (c) 2000-2024 salesforce.com, inc.",,\nGenerated By: J. Doe,,\n' \
    'Name,Amount,City\nA,1,X\nB,2,Y'
t "a sum right below is none" '客户,金额,城市\n甲公司,1,北京\n乙公司,2,上海\n合计,3,\n' '客户,金额,城市\n甲公司,1,北京\n乙公司,2,上海'
t "a company called Total is a record" 'Name,Amount,City\nTotal,1,X\nB,2,Y\n' 'Name,Amount,City\nTotal,1,X\nB,2,Y'
t "tables below each other: the first" 'Accounts\n\nId,Name,City,Zip\n1,A,X,10001\n2,B,Y,10002\n\nContacts\nId,Last,First\n7,Bell,Anna\n' \
    'Id,Name,City,Zip\n1,A,X,10001\n2,B,Y,10002'
printf 'Accounts\n\nId,Name,City,Zip\n1,A,X,10001\n2,B,Y,10002\n\nContacts\nId,Last,First\n7,Bell,Anna\n8,Perez,Ron\n' >"$tmp/two.csv"
is "or the one that is asked for" "$("$WINNOW" cat "$tmp/two.csv" --sheet 2 | tr '\n' ' ')" "Id,Last,First 7,Bell,Anna 8,Perez,Ron "
ends "a third there is not" 4 "$WINNOW" cat "$tmp/two.csv" --sheet 3
{
    printf 'Id,Name,City,Zip\n'
    seq 1 500 | awk '{ print $1 ",N" $1 ",X,1000" $1 }'
    printf 'Id,Name,City\n'
    seq 1 50 | awk '{ print $1 ",M" $1 ",Y" }'
} >"$tmp/two.csv"
is "however long the first is" "$("$WINNOW" cat "$tmp/two.csv" --sheet 2 --chunk 5 | wc -l) $("$WINNOW" cat "$tmp/two.csv" | wc -l)" "51 501"
t "a last record of one cell is one" 'Name,Amount,City\nA,1,X\nB,2,Y\nC,,\n' 'Name,Amount,City\nA,1,X\nB,2,Y\nC,,'
t "no header: no row is lost" 'a@x.example,13800138000,2024-05-01\nb@x.example,13900139000,2024-05-02\n' \
    'a@x.example,13800138000,2024-05-01\nb@x.example,13900139000,2024-05-02'
t "years as names are a header" 'Name,2023,2024\nA,10000,20000\nB,30000,40000\n' 'Name,2023,2024\nA,10000,20000\nB,30000,40000'
t 'a mark within quotes' 'Size,Name,N\n"10" boots",x,1\n"5",y,2\n' 'Size,Name,N\n"10"" boots",x,1\n5,y,2'
t "a mark that opens and never closes" 'A,B,C\n1,"x,3\n4,y,6\n7,z,9\n' 'A,B,C\n1,"""x",3\n4,y,6\n7,z,9'
t "backslashes before marks" 'A,B\n"a\\"b",1\n"c",2\n' 'A,B\n"a""b",1\nc,2'
t "guards of spreadsheets" 'Id,Zip,N\n="00123",'"'"'02134,x\t\n' 'Id,Zip,N\n00123,02134,x\t'
t "two bars between cells" 'A||B||C\n1||2||3\n4||5||6\n' 'A,B,C\n1,2,3\n4,5,6'
t "a blank behind each comma" 'A, B, C\n1, "2, 3", 4\n5, 6, 7\n' 'A,B,C\n1,"2, 3",4\n5,6,7'
t "lines that end in CR" 'A,B\r1,2\r3,4\r' 'A,B\n1,2\n3,4'
t "a list that SAP prints" \
    'Table: KNA1\n\n----------------\n|KUNNR |NAME1  |\n----------------\n|000012|Acme   |\n----------------\n|KUNNR |NAME1  |\n----------------\n'\
'|000013|Beta   |\n----------------\n' 'KUNNR ,NAME1  \n000012,Acme   \n000013,Beta   '
t "one column of texts with commas" 'Address\n"1 Oak Street, Boston"\n2 Elm Street\n3 Ash Street\n' \
    'Address\n"1 Oak Street, Boston"\n2 Elm Street\n3 Ash Street'
printf 'A,B,C\n1,"x,3\n4,y,6\n' >"$tmp/q.csv"; "$WINNOW" run "$tmp/q.csv" --to "$tmp/q.db" --out "$tmp/q" --quiet
is "a mended row is a finding" "$(sqlite3 "$tmp/q.db" "select line from winnow_finding where rule = 'row-quotes'")" 2

{
    printf '编号,姓名,城市\n'
    seq 1 60 | awk '{ print $1 ",张伟,北京" }'
    printf '61,李四,上海\n62,王五,广州\n' | iconv -f utf-8 -t gb18030
    printf '63,赵六,深圳\n'
} >"$tmp/mixed.csv"
is "lines of another encoding within UTF-8" "$("$WINNOW" cat "$tmp/mixed.csv" | sed -n '62,64p' | tr '\n' ' ')" "61,李四,上海 62,王五,广州 63,赵六,深圳 "
is "a byte at a time, too" "$("$WINNOW" cat "$tmp/mixed.csv" --chunk 1 | sha256sum)" "$("$WINNOW" cat "$tmp/mixed.csv" | sha256sum)"
"$WINNOW" inspect "$tmp/mixed.csv" >"$tmp/out"; has "are said" "$tmp/out" "2 lines are not UTF-8 like the others; read as gb18030"

# XML: the record element is found, inner ones are tables, too
cat >"$tmp/x.xml" <<'C'
<?xml version="1.0"?><idocs><head date="1"/><list><idoc n="1"><k>A</k><seg><p>1</p></seg><seg><p>2</p></seg></idoc>
  <idoc n="2"><k>B &amp; C</k><seg><p>3</p></seg></idoc></list></idocs>
C
is "the element that covers most is a record" "$("$WINNOW" cat "$tmp/x.xml")" "@n,k,seg/p
1,A,1 | 2
2,B & C,3"
is "an inner one knows whose it is" "$("$WINNOW" cat "$tmp/x.xml" --records seg | head -3)" "p,../@n,../k
1,1,A
2,1,A"

# inspect
"$WINNOW" inspect "$f/t.xlsx" "$f/t.csv" >"$tmp/out"
has "inspect: format and size" "$tmp/out" "4 rows · 8 columns"
has "the sheets" "$tmp/out" "1 hiddenSheet"
has "merged cells are said" "$tmp/out" "1 merged cells"
has "the encoding, and how sure" "$tmp/out" "gb18030 (likely"
hasnt "nothing unmasked" "$tmp/out" "13800138000"
is "no line is wider than the terminal" "$(awk '{ if (length($0) > 88) print }' "$tmp/out")" ""
"$WINNOW" inspect --json "$f/t.xlsx" | json - '"%s %s %s %s" % (h["format"], h["rows"], [s["name"] for s in h["sheets"]], len(h["columns"]))' >"$tmp/out"
is "the same for scripts" "$(cat "$tmp/out")" "xlsx 4 ['hiddenSheet', '人员 & more'] 8"
{ echo zip,phone; seq 1 40 | awk '{ print 10000 + $1 ",1.38001E+10" }'; echo 2134,1; } >"$tmp/d.csv"; "$WINNOW" inspect "$tmp/d.csv" >"$tmp/out"
has "digits that Excel threw away" "$tmp/out" "phone (column B): 40 values like 1.38E+10"
has "zeros that are lost" "$tmp/out" "zip (column A): 1 codes are shorter"
printf 'id;n\n1E+10;1\n1,38E+10;2\n1.38E+10;3\n12E+10;4\n1E-10;5\nE+10;6\n' >"$tmp/e.csv"; "$WINNOW" inspect "$tmp/e.csv" >"$tmp/out"
has "with a comma and without one, too, and nothing else" "$tmp/out" "id (column A): 3 values"
"$WINNOW" inspect samples/packs/google/contacts.csv >"$tmp/out"; has "which pack fits" "$tmp/out" "an export of google"

# the same run from each format
for b in t.csv t.xlsx t.xls t.json; do
    "$WINNOW" run "$f/$b" --to "$tmp/r.db" --out "$tmp/r" --quiet --as-of 2026-01-01
    sqlite3 "$tmp/r.db" 'select full_name, phone from contact order by full_name' >"$tmp/$b.rows"
    rm -f "$tmp/r.db"
    same "$b gives the same people" "$tmp/$b.rows" "$tmp/t.csv.rows"
done
is "and there are some" "$(wc -l <"$tmp/t.csv.rows")" 4
done_testing
