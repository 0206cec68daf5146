#!/bin/sh
# draft.t - files nobody mapped yet run as they are, and every column appears. TAP.
. tests/lib.sh
ends "a Chinese list is drafted" 0 "$WINNOW" draft samples/chinese/客户列表.csv -o "$tmp/d.xml"
for c in 客户名称 联系人 手机 行业 客户来源 意向等级 负责人 所属部门 邮箱 地址 更新时间 备注; do
    is "column $c appears once" "$(grep -c "from=\"$c\"" "$tmp/d.xml")" 1
done
has "手机 is a mobile" "$tmp/d.xml" 'to="mobile" from="手机"'
has "the model lies beside it" "$tmp/crm.model.xml" '<model version="1"'
ends "the draft is right" 0 "$WINNOW" check "$tmp/d.xml" --in samples/chinese
for f in Account Contact Opportunity; do
    ends "Salesforce's $f is drafted" 0 "$WINNOW" draft samples/salesforce/$f.csv -o "$tmp/$f.xml"
    ends "and right" 0 "$WINNOW" check "$tmp/$f.xml" --in samples/salesforce
done
has "accounts are accounts" "$tmp/Account.xml" '<file entity="account"'
has "deals are deals" "$tmp/Opportunity.xml" '<file entity="deal"'
has "first and last name make a name" "$tmp/Contact.xml" 'to="full_name" from="FirstName + LastName"'
printf 'Weird,Zeug\nx1,a@example.com\nx2,b@example.com\nx3,c@example.com\n' >"$tmp/u.csv"
"$WINNOW" draft "$tmp/u.csv" >"$tmp/u.xml"
has "what is not recognised becomes a field, and is marked" "$tmp/u.xml" '<field to="weird" from="Weird" type="text" note="uncertain'
has "a column is told by its values" "$tmp/u.xml" 'from="Zeug" type="email" note="uncertain'
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
ends "run XML without a mapping" 0 sh -c "cd '$tmp' && '$WINNOW' run '$PWD/samples/erp/customers.xml' --records Customers/Customer --out x --to none; [ \$? -le 2 ]"
# German, Japanese, pinyin, slips of the hand
d() { printf "$1" >"$tmp/n.csv"; "$WINNOW" draft "$tmp/n.csv" 2>/dev/null | grep -oE '<field to="[a-z_]*"' | cut -d'"' -f2 | tr '\n' ' '; }
is "German names" "$(d 'Kundennr,Firma,Nachname,Vorname,Telefon,Strasse,Ort,Geburtsdatum\n1,Nord GmbH,Müller,Jörg,030 123456,Weg 1,Berlin,01.02.1980\n')" "full_name contact_id company phone address city birthday "
is "Japanese names" "$(d '顧客番号,会社名,氏名,電話番号,メールアドレス,住所\n1,山田商事,山田 太郎,03-1234-5678,a@b.example,東京\n')" "contact_id company full_name phone email address "
is "pinyin, and letters in the wrong order" "$(d 'xingming,dianhua,Compnay,Emial Adress\n张伟,010-62781234,A,a@b.example\n')" "full_name phone company email "
is "what is like a name is marked" "$("$WINNOW" draft "$tmp/n.csv" 2>/dev/null | grep -c 'uncertain: its name is like')" 4
is "people with their companies are no accounts, whatever Salesforce calls its columns" \
    "$(d 'id,name,company,phone,industry\n1,Anna Bell,Acme,010-62781234,IT\n')" "contact_id full_name company phone industry "
# columns that nobody knows
is "become fields, Chinese as it is spoken" "$(d 'Name,Shoe size,客户等次,Éclair\nAnna Bell,38,x,y\n')" "name shoe_size kehudengci eclair "
printf 'Name,Phone,Tel\nA B,1,2\n' >"$tmp/n.csv"; "$WINNOW" draft "$tmp/n.csv" >"$tmp/out"
has "a second number is a number" "$tmp/out" '<field to="tel" from="Tel" type="phone"'
{ echo "Name,$(seq -s, -f 'c%g' 30)"; echo "Anna,$(seq -s, 30)"; } >"$tmp/n.csv"
"$WINNOW" draft "$tmp/n.csv" >"$tmp/out"
is "of many, some are kept" "$(grep -c '<keep' "$tmp/out")" 6
has "and marked" "$tmp/out" '<keep from="c30" as="extra" note="uncertain'
is "a code is no number: its zeros stay" "$(printf 'Name,Zip,Room\nA,2134,017\nB,2134,12\nC,2134,13\nD,2134,14\nE,2134,15\n' >"$tmp/z.csv"; "$WINNOW" draft "$tmp/z.csv" | grep -cE 'from="(Zip|Room)" type="text"')" 2
is "a record is called the name of something, rather than refused" "$(d 'record_id,Site name,Address\n1,North School,1 Elm Street\n')" "account_id address name "
is "record_id is nobody's Record ID" "$(printf 'record_id,first_name,email\n1,Anna,a@b.example\n' >"$tmp/z.csv"; "$WINNOW" draft "$tmp/z.csv" | grep -c 'known as')" 0
is "a site name is no surname, though it looks like one" "$(d 'sitename,address\nA,1 Elm Street\n')" "address name "
printf 'customerid,name,phone,email\nC1,Anna Bell,13800138001,zw@a.example\nC1,Peter Fox,13800138002,ln@a.example\nC2,Mary Hill,13800138003,mh@b.example\n' >"$tmp/people.csv"
(cd "$tmp" && "$WINNOW" run people.csv --to people.db --out po >out 2>err)
is "the number of a company is no number of its people: nobody is taken for a colleague" "$(q "$tmp/people.db" 'select count(*) from contact')" 3
has "and the draft says why" "$tmp/po/draft.xml" 'from="customerid" type="text" note="uncertain: no key'
printf 'customerid,name,phone\nC1,Anna Bell,13800138001\nC1,Anna Bell,13800138001\nC2,Mary Hill,13800138003\n' >"$tmp/twice.csv"
has "a row that is there twice has its key all the same" "$("$WINNOW" draft "$tmp/twice.csv" >"$tmp/out"; echo "$tmp/out")" 'key="customerid"'
printf 'id,name,email\n,Anna Bell,a@b.example\n,Peter Fox,p@f.example\n3,Mary Hill,m@h.example\n' >"$tmp/none.csv"
is "a number that most rows have not: nobody is refused for that" "$(cd "$tmp" && "$WINNOW" run none.csv --to none.db --out no >out 2>err; q none.db 'select count(*) from contact')" 3
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
key=$(sed -n 2p samples/salesforce/Account.csv | cut -d, -f1 | tr -d '"'); printf 'id,full name,accountid,email\n7,Anna Bell,%s,a@b.example\n' "$key" >"$tmp/linked.csv"
(cd "$tmp" && "$WINNOW" run "$OLDPWD/samples/salesforce/Account.csv" linked.csv --to link.db --out link >out 2>err)
is "a list nobody knows finds its companies in the system beside it" "$(q "$tmp/link.db" 'select count(*) from contact c join account a on a.id = c.account_id')" 1
is "a header alone is drafted" "$(d 'Name,Phone,E-mail\n')" "full_name phone email "
done_testing
