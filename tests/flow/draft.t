#!/bin/sh
# draft.t - files nobody mapped yet run as they are, and every column appears. TAP.
. tests/lib.sh
ends "a Chinese list is drafted" 0 "$WINNOW" draft samples/chinese/客户列表.csv -o "$tmp/d.xml"
for c in 客户名称 联系人 手机 行业 客户来源 意向等级 负责人 所属部门 邮箱 地址 更新时间 备注; do
    is "column $c appears once" "$(grep -c "from=\"$c\"" "$tmp/d.xml")" 1
done
has "手机 is a mobile" "$tmp/d.xml" 'to="mobile" from="手机"'
has "the model lies beside it" "$tmp/crm.model.xml" '<model version="1"'
ends "the draft is right, but for one question" 3 "$WINNOW" check "$tmp/d.xml" --in samples/chinese
is "the order of its dates" "$(grep -c . "$tmp/err") $(grep -c 'column "更新时间" (K): no row proves the order' "$tmp/err")" "2 1"
has "and the columns are shown all the same" "$tmp/out" "客户名称                   name                 company   100 %   100 %"
for f in Account Contact Opportunity; do
    ends "Salesforce's $f is drafted" 0 "$WINNOW" draft samples/salesforce/$f.csv -o "$tmp/$f.xml"
    # the sample's ids are made up: so are their check characters
    sed -i 's/ kind="salesforce"//' "$tmp/$f.xml"
    ends "and right" 0 "$WINNOW" check "$tmp/$f.xml" --in samples/salesforce
done
has "accounts are accounts" "$tmp/Account.xml" '<file entity="account"'
has "deals are deals" "$tmp/Opportunity.xml" '<file entity="deal"'
has "first and last name make a name" "$tmp/Contact.xml" 'to="full_name" from="FirstName + LastName"'
printf 'Surname,Weird,Zeug\nBell,x1,a@example.com\nFox,x2,b@example.com\nHill,x3,c@example.com\n' >"$tmp/u.csv"
"$WINNOW" draft "$tmp/u.csv" >"$tmp/u.xml"
has "what is not recognised becomes a field, and is marked" "$tmp/u.xml" '<field to="weird" from="Weird" type="text" note="uncertain'
has "a column is told by its values" "$tmp/u.xml" 'to="email" from="Zeug" note="uncertain'
(cd "$tmp" && "$WINNOW" run "$OLDPWD/samples/chinese/客户列表.csv" --out o --as-of 2026-10-01 >out 2>err); code=$?
is "a run without a mapping goes on" "$([ $code -le 2 ] && echo yes)" yes
has "and says that it drafted one" "$tmp/out" "drafted o/draft.xml"
is "and loads" "$(q "$tmp/o/clean.db" 'select count(*) from winnow_source')" 10
has "and the report says so too" "$tmp/o/report.en.html" "winnow drafted one"
ends "an empty file cannot be drafted" 4 sh -c ": >'$tmp/e.csv'; '$WINNOW' draft '$tmp/e.csv'"
printf 'a"<&,b,x + y,"two\nlines"\n1,2,3,4\n' >"$tmp/evil.csv"; "$WINNOW" draft "$tmp/evil.csv" -o "$tmp/evil.xml"
ends "a hostile column name is only a name" 0 "$WINNOW" check "$tmp/evil.xml" --in "$tmp"
printf 'First <Name>,"Last ""Name"""\nAnna,Bell\n' >"$tmp/evil.csv"; "$WINNOW" draft "$tmp/evil.csv" -o "$tmp/evil.xml"
ends "one that is known, too" 0 "$WINNOW" check "$tmp/evil.xml" --in "$tmp"
ends "run XML without a mapping" 0 sh -c \
    "cd '$tmp' && '$WINNOW' run '$PWD/samples/erp/customers.xml' --records Customers/Customer --out x --to none; [ \$? -le 2 ]"
# German, Japanese, pinyin, slips of the hand
d() { printf "$1" >"$tmp/n.csv"; "$WINNOW" draft "$tmp/n.csv" 2>/dev/null | grep -oE '<field to="[a-z_]*"' | cut -d'"' -f2 | tr '\n' ' '; }
is "German names" \
    "$(d 'Kundennr,Firma,Nachname,Vorname,Telefon,Strasse,Ort,Geburtsdatum\n1,Nord GmbH,Müller,Jörg,030 123456,Weg 1,Berlin,01.02.1980\n')" \
    "full_name contact_id company phone address city birthday "
is "Japanese names" "$(d '顧客番号,会社名,氏名,電話番号,メールアドレス,住所\n1,山田商事,山田 太郎,03-1234-5678,a@b.example,東京\n')" "contact_id company full_name phone email address "
is "pinyin, and letters in the wrong order" "$(d 'xingming,dianhua,Compnay,Emial Adress\n张伟,010-62781234,A,a@b.example\n')" "full_name phone company email "
is "what is like a name is marked" "$("$WINNOW" draft "$tmp/n.csv" 2>/dev/null | grep -c 'uncertain: its name is like')" 4
is "people with their companies are no accounts, whatever Salesforce calls its columns" \
    "$(d 'id,name,company,phone,industry\n1,Anna Bell,Acme,010-62781234,IT\n')" "contact_id full_name company phone industry "
# columns that nobody knows
is "become fields, Chinese as it is spoken" "$(d 'Name,Shoe size,客户等次,Éclair\nAnna Bell,38,x,y\n')" "full_name shoe_size kehudengci eclair "
printf 'Name,Phone,Tel\nA B,+49 30 123456,+49 30 654321\n' >"$tmp/n.csv"; "$WINNOW" draft "$tmp/n.csv" >"$tmp/out"
has "a second number is a number" "$tmp/out" '<field to="tel" from="Tel" type="phone"'
{ echo "Name,$(seq -s, -f 'c%g' 30)"; echo "Anna,$(seq -s, 30)"; } >"$tmp/n.csv"
"$WINNOW" draft "$tmp/n.csv" >"$tmp/out"
is "of many, some are kept" "$(grep -c '<keep' "$tmp/out")" 6
has "and marked" "$tmp/out" '<keep from="c30" as="extra" note="uncertain'
is "a code is no number: its zeros stay" \
    "$(printf 'Name,Zip,Room\nA,2134,017\nB,2134,12\nC,2134,13\nD,2134,14\nE,2134,15\n' >"$tmp/z.csv"; "$WINNOW" draft "$tmp/z.csv" \
    | grep -cE 'from="(Zip|Room)" type="text"')" 2
is "a record is called the name of something, rather than refused" "$(d 'record_id,Site name,Address\n1,North School,1 Elm Street\n')" \
    "account_id address name "
is "record_id is nobody's Record ID" \
    "$(printf 'record_id,first_name,email\n1,Anna,a@b.example\n' >"$tmp/z.csv"; "$WINNOW" draft "$tmp/z.csv" | grep -c 'known as')" 0
is "a site name is no surname, though it looks like one" "$(d 'sitename,address\nA,1 Elm Street\n')" "address name "
printf 'customerid,name,phone,email\nC1,Anna Bell,13800138001,zw@a.example\nC1,Peter Fox,13800138002,ln@a.example\n'\
'C2,Mary Hill,13800138003,mh@b.example\n' >"$tmp/people.csv"
(cd "$tmp" && "$WINNOW" run people.csv --to people.db --out po >out 2>err)
is "the number of a company is no number of its people: nobody is taken for a colleague" "$(q "$tmp/people.db" 'select count(*) from contact')" 3
has "and the draft says why" "$tmp/po/draft.xml" 'from="customerid" type="text" note="uncertain: no key'
printf 'customerid,name,phone\nC1,Anna Bell,13800138001\nC1,Anna Bell,13800138001\nC2,Mary Hill,13800138003\n' >"$tmp/twice.csv"
has "a row that is there twice has its key all the same" "$("$WINNOW" draft "$tmp/twice.csv" >"$tmp/out"; echo "$tmp/out")" 'key="customerid"'
printf 'id,name,email\n,Anna Bell,a@b.example\n,Peter Fox,p@f.example\n3,Mary Hill,m@h.example\n' >"$tmp/none.csv"
is "a number that most rows have not: nobody is refused for that" \
    "$(cd "$tmp" && "$WINNOW" run none.csv --to none.db --out no >out 2>err; q none.db 'select count(*) from contact')" 3
# two lists that count from 1, each for itself
printf 'id,name,email,city\n1,Anna Bell,anna@bell.example,Leeds\n2,Peter Fox,p.fox@fox.example,York\n' >"$tmp/old.csv"
printf 'id,full name,email,city\n1,Maria Lopez,maria@lopez.example,Boston\n2,Anna Bell,anna@bell.example,Leeds\n' >"$tmp/Shop 1.csv"
printf 'id,name,email,city\n3,John Hill,j.hill@hill.example,Leeds\n2,Peter Fox,p.fox@fox.example,York\n' >"$tmp/old2.csv"
(cd "$tmp" && "$WINNOW" run old.csv "Shop 1.csv" old2.csv --to two.db --out two >out 2>err)
is "with other columns it is another system: its 1 is somebody else" \
    "$(q "$tmp/two.db" "select group_concat(full_name, ', ') from contact order by id")" "Anna Bell, Peter Fox, Maria Lopez, John Hill"
is "with the same columns it is the same one" "$(q "$tmp/two.db" 'select system, count(*) from winnow_source group by 1' | tr '|\n' '  ')" "draft 4 shop_1 2 "
printf 'id,name,email,city\n1,Maria Lopez,maria@lopez.example,Boston\n2,Anna Bell,anna@bell.example,Leeds\n' >"$tmp/other.csv"
printf 'id,name,email,city,fax\n1,Anna Bell,anna@bell.example,Leeds,\n2,Peter Fox,p.fox@fox.example,York,7\n' >"$tmp/later.csv"
is "nor is a list that counts from 1 with the same columns; one that has the same people is the same" \
    "$(cd "$tmp"; "$WINNOW" draft old.csv other.csv later.csv | grep -oE '(system|path)="[a-z]*(.csv)?"' | tr '\n' ' ')" \
    'system="draft" path="old.csv" system="other" path="other.csv" path="later.csv" '
"$WINNOW" draft samples/salesforce/Contact.csv samples/chinese/*.csv >"$tmp/m.xml" 2>/dev/null
is "of two known systems each keeps its name" "$(grep -o 'system="[a-z]*"' "$tmp/m.xml" | tr '\n' ' ')" 'system="draft" system="salesforce" system="chinese" '
is "who has a birthday is a person" "$(d 'Name,Birthday,Street,City\nAnna Bell,1990-10-12,1 Elm Street,Leeds\n')" "full_name birthday address city "
# beside the one system that is known, a list of something else is of it: links meet
key=$(sed -n 2p samples/salesforce/Account.csv | cut -d, -f1 | tr -d '"')
printf 'id,full name,accountid,email\n7,Anna Bell,%s,a@b.example\n' "$key" >"$tmp/linked.csv"
(cd "$tmp" && "$WINNOW" run "$OLDPWD/samples/salesforce/Account.csv" linked.csv --to link.db --out link >out 2>err)
is "a list nobody knows finds its companies in the system beside it" \
    "$(q "$tmp/link.db" 'select count(*) from contact c join account a on a.id = c.account_id')" 1
is "a title names a deal, and an OPPORTUNITY of numbers is its amount" \
    "$(d 'ID,TITLE,STAGE_ID,OPPORTUNITY\n1,Roof of the mill,NEW,1200.00\n2,New gate,WON,80.50\n')" "deal_id name stage amount "
is "the key of a country is no country, nor a site" \
    "$(d 'id,name,email,country_id/id\nc_1,Anna Bell,a@b.example,base.mx\nc_2,Peter Fox,p@f.example,base.us\nc_3,Ida Hill,i@h.example,base.mx\n')" \
    "contact_id full_name email country_id_id "
printf '名字,姓氏,显示名称,电子邮件\n军,易,易建军,a@b.example\n,,王小明,c@d.example\n,,李大力,e@f.example\n' >"$tmp/shown.csv"; "$WINNOW" draft "$tmp/shown.csv" >"$tmp/shown.xml"
has "a whole name that more rows have is the name" "$tmp/shown.xml" 'to="full_name" from="显示名称"'
printf 'id,name,address,city,country\n1,Alba Ltd,"1 Mill Lane",Oban,UK\n2,Fen SARL,12, rue du Bac,Paris,France\n3,Ide Ltd,2 Low Road,Ely,UK\n' >"$tmp/long.csv"
(cd "$tmp" && "$WINNOW" run long.csv --to long.db --out long >out 2>&1); code=$?
has "a row with a cell too many is said" "$tmp/out" "long.csv: 1 rows have more cells than the first one has names"
is "and the run is not green" "$([ $code -ge 1 ] && echo yes)" yes
cat >"$tmp/either.xml" <<'X'
<mapping version="1" model="crm.model.xml" name="either"><source system="either"/>
  <file entity="contact" path="either.csv" key="id"><field to="contact_id" from="id"/><field to="full_name" from="name"/>
    <field to="mobile" from="cell | cell 2"/><keep from="*" as="extra"/></file></mapping>
X
printf 'id,name,cell,cell 2\n1,Anna Bell,+44 7700 900101,+44 7700 900102\n2,Peter Fox,,+44 7700 900103\n3,Ida Hill,+44 7700 900104,+44 7700 900104\n' \
    >"$tmp/either.csv"
"$WINNOW" run "$tmp/either.xml" --in "$tmp" --to "$tmp/either.db" --out "$tmp/oe" >"$tmp/out" 2>&1
is "of two numbers for one field the second is kept, too" \
    "$(q "$tmp/either.db" "select group_concat(coalesce(extra, '-'), ' ') from (select extra from contact order by contact_id)")" \
    '{"cell 2":"+44 7700 900102"} - -'
printf 'Documento,Nome,Fone\n098.675.123-11,Ana Lima,(11) 7623-1212\n086.675.432-11,Rui Costa,(11) 9078-5612\n086.675.432-12,Eva Melo,(11) 9078-5613\n' \
    >"$tmp/cpf.csv"
is "a tax number is no phone" "$("$WINNOW" draft "$tmp/cpf.csv" | grep -c 'from="Documento".*phone')" 0
mkdir "$tmp/trade"
printf '日期,收件人,手机,地址,快递号\n11月18日,张伟,13800138001,北京市朝阳区望京街1号,9891588213663\n11月19日,李娜,13800138002,北京市海淀区中关村2号,9891588213664\n' >"$tmp/trade/订单.csv"
printf 'contract_id,client_id,start_date,end_date,monthly value\nK1,C1,2024-01-01,2024-12-31,120\nK2,C1,2024-02-01,2024-12-31,80\n' >"$tmp/trade/contracts.csv"
printf 'order_id,customer name,email,date\n1,Anna Bell,a@b.example,2024-01-02\n2,Peter Fox,p@f.example,2024-01-03\n' >"$tmp/trade/orders.csv"
is "what is called orders or contracts is never people, however many names and dates it has" \
    "$("$WINNOW" draft "$tmp"/trade/*.csv | grep -o 'entity="[a-z]*"' | tr '\n' ' ')" 'entity="contract" entity="order" entity="order" '
is "a list without a name is no list of companies: each row would be refused" \
    "$(mkdir "$tmp/nn"; printf 'code,email,status\n1,a@b.example,new\n2,p@f.example,old\n' >"$tmp/nn/clients.csv"; "$WINNOW" draft "$tmp/nn/clients.csv" \
    | grep -c 'entity="account"')" 0
mkdir "$tmp/types"
printf 'no,article,seen\n1,Bell,2024-01-02\n2,Hill,2024-01-03\n3,Fox,2024-01-04\n' >"$tmp/types/orders1.csv"
printf 'no,article,seen\n11,Moll,yes\n12,Kuhn,no\n13,Kern,no\n' >"$tmp/types/orders2.csv"
(cd "$tmp" && "$WINNOW" run types/orders1.csv types/orders2.csv --to types.db --out types/o >out 2>err)
is "a name that means two things in two lists of one kind is two fields" \
    "$(q "$tmp/types.db" 'select count(seen) || " " || count(seen_text) from "order"')" "3 3"
mkdir -p "$tmp/y/2023" "$tmp/y/2024"
printf 'id,name,email\n1,Anna Bell,a@b.example\n2,Ida Hill,i@b.example\n' >"$tmp/y/2023/people.csv"
printf 'nr,full name,mail\n7,Peter Fox,p@b.example\n8,Ole Bo,o@b.example\n' >"$tmp/y/2024/people.csv"
for given in "y/2023 y/2024/" "y/2023/people.csv y/2024/people.csv"; do
    (cd "$tmp" && rm -f y.db && "$WINNOW" run $given --to y.db --out y/o >out 2>err)
    is "files of one name in two folders are two: $given" "$(q "$tmp/y.db" 'select count(*) from contact')" 4
done
is "what a thing costs to buy is no price" "$(d 'sku,product name,standard price,price\nA1,Gate,80.00,120.00\nA2,Post,8.00,12.50\n')" \
    "product_id name standard_price price "
is "another number of the customers is theirs, and no link" \
    "$("$WINNOW" draft "$(printf 'id,name,Customer No.,city\n1,Alba Ltd,3,Oban\n2,Fen Ltd,1,Ely\n3,Ide Ltd,7,Ely\n' >"$tmp/theirs.csv";
    echo "$tmp/theirs.csv")" | grep -c 'link\|is a key in')" 0
printf 'id,name,email\n' >"$tmp/none.csv"; printf 'id,name,email\n1,Anna Bell,a@b.example\n' >"$tmp/one.csv"
(cd "$tmp" && "$WINNOW" run none.csv one.csv --to one.db --out one >out 2>err)
is "a file without records does not stop the others" "$(q "$tmp/one.db" 'select count(*) from contact')" 1
has "and is said" "$tmp/out" "none.csv: a header and no records: not read"
mkdir -p "$tmp/sent/old"
printf 'Client No;Name;Telephone\n7001;Harbour Sails Ltd;01632 960111\n7002;Quay Ropes Ltd;01632 960112\n7003;Mast Ltd;01632 960113\n' >"$tmp/sent/clients.csv"
printf 'Visit;Client;Remark;Amount;Due\n1;7001;measured sails;100 €;03/04/2024\n2;7002;nobody there;CHF 50;05/06/2024\n'\
'3;7009;wants a quote;20;07/08/2024\n' >"$tmp/sent/visits.csv"
printf "hello, this is a note\nabout nothing\n" >"$tmp/sent/readme.txt"
cp "$tmp/sent/clients.csv" "$tmp/sent/old/"
(cd "$tmp" && "$WINNOW" run sent --to sent.db --out sent.out >out 2>err); code=$?
is "a column called like a list, with its keys in it, is a link" "$(q "$tmp/sent.db" 'select count(*) from activity v join account a on a.id = v.account_id')" 2
has "amounts of two currencies are said" "$tmp/out" 'visits.csv, "Amount": amounts in EUR and CHF'
has "a folder in the folder is named" "$tmp/out" "a folder in the folder"
has "and a text that is no table" "$tmp/out" "readme.txt: text, no table: not read"
is "all of it is yellow" $code 1
is "a name with a currency in it is like no other name that is none of money" \
    "$(d 'N° adhérent,Nom,Cotisation (€)\n101,Roux,45\n102,Petit,30\n' | grep -c rating)" 0
is "a header alone is drafted" "$(d 'Name,Phone,E-mail\n')" "full_name phone email "
# ---- what winnow wrote beside the exports is nobody's data; a list of cars is, whatever its elements are called
mkdir "$tmp/again" && cd "$tmp/again" || exit 1
printf '<!-- 1 -->\n<cars><car><id>1</id><model>Golf</model></car><car><id>2</id><model>Polo</model></car></cars>\n' >cars.xml
printf 'Customer ID,Name\n1,Alder Ltd\n' >customers.csv
printf '<model><car><id>1</id><name>Golf</name></car><car><id>2</id><name>Polo</name></car></model>\n' >models.xml
"$WINNOW" draft . -o map.xml >/dev/null 2>&1; "$WINNOW" draft . -o other.xml >/dev/null 2>&1; rm map.xml
ends "a folder is drafted again" 0 "$WINNOW" draft . -o map.xml
is "its files are those of the first time" "$(sed -n 's/.*<file [^>]*path="\([^"]*\)".*/\1/p' map.xml | tr '\n' ' ')" "cars.xml customers.csv models.xml "
sed -i '/<file .*cars/,/<\/file>/d' map.xml
"$WINNOW" run map.xml --in . --to t.db --lang en >out 2>&1; has "and a file that no mapping reads is told" out cars.xml
done_testing
