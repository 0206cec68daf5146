#!/bin/sh
# numbers.t - the mark before the fraction, and dates of several shapes. If this fails, sums
# are a thousand times what they were, or days and months of a part of a column are
# exchanged. TAP.
. tests/lib.sh
mkdir "$tmp/m" && cp mappings/crm.model.xml "$tmp/m/"
file() { # NAME OPTIONS VALUE ...: prices; a mapping beside them
    name=$1 options=$2
    shift 2
    { echo "Product ID;Name;Price"; i=0; for v in "$@"; do i=$((i + 1)); echo "$i;Thing $i;$v"; done; } >"$tmp/m/$name.csv"
    cat >"$tmp/m/$name.xml" <<X
<mapping version="1" model="crm.model.xml" name="$name"><source system="$name"/>
  <file entity="product" path="$name.csv" key="Product ID"><field to="product_id" from="Product ID"/>
    <field to="name" from="Name"/>
    <field to="price" from="Price" $options/></file></mapping>
X
}
go() { rm -rf "$tmp/o" "$tmp/o.db"; "$WINNOW" run "$@" --to "$tmp/o.db" --out "$tmp/o" --as-of 2026-10-01 >"$tmp/out" 2>&1; echo $?; }
prices() { q "$tmp/o.db" "select coalesce(price,'none') from product order by product_id" | tr '\n' ' '; }
found() { q "$tmp/o.db" "select rule,count(*) from winnow_finding group by 1" | tr '\n' ' '; }

file german "" 7.500 1.250,40 88,10
is "a decimal comma in one row says what the mark of another is" "$(go "$tmp/m/german.xml") $(prices)" "0 7500 1250.4 88.1 "
file english "" 7,500 12,000 950
is "a comma before three digits groups them, as ever" "$(go "$tmp/m/english.xml") $(prices)" "0 7500 12000 950 "
file rates "" 7.500 0.875
is "a leading zero proves the point" "$(go "$tmp/m/rates.xml") $(prices)" "0 7.5 0.875 "
file late "" 7,500 2,250 88,10
is "a comma that groups nowhere in its column is taken back" "$(go "$tmp/m/late.xml") $(prices)" "0 7.5 2.25 88.1 "
file beside "" 7,500 2,250 '88,10 € net' '<b>3,75</b>'
is "a row with words or markup beside its number proves as much" "$(go "$tmp/m/beside.xml") $(prices)" "0 7.5 2.25 88.1 3.75 "
file yen "" '￥7,500-' '7,500 K'
is "who cannot be helped by decimal= is not asked for it" "$(go "$tmp/m/yen.xml") $(prices) $(found)" "0 none none  ambiguous|2 "
file among "" 'from $7.500'
is "and is asked about as much" "$(go "$tmp/m/among.xml")" 3
file open "" 7.500 12.250
is "what no row proves stops a mapped run" "$(go "$tmp/m/open.xml")" 3
has "the question has file, column, letter, both readings and the cure" "$tmp/out" \
    'open.xml:4:5: open.csv, column "Price" (C): 2 numbers can be read in two ways, and no row proves which: "7.500" (line 2) is 7.5 with '\
'decimal="point", 7500 with decimal="comma"'
is "without a mapping it goes on, and loads none of them" "$(go "$tmp/m/open.csv") $(prices)" "1 none none "
is "with a finding each" "$(found)" "ambiguous|2 "
has "the draft says so" "$tmp/out" 'nothing proves whether 2 numbers like 7.500'
file said 'decimal="comma"' 7.500 12.250
is "decimal= is the answer" "$(go "$tmp/m/said.xml") $(prices)" "0 7500 12250 "
file wrong 'decimal="comma"' 0.75 7.500 1.5
is "decimal= that no row agrees with decides, and each it decided is a finding" "$(go "$tmp/m/wrong.xml") $(prices) $(found)" \
    "0 none 7500 none  ambiguous|1 valid|2 "
file wrong-too 'decimal="point"' 0,75 7,500
is "so with the point" "$(go "$tmp/m/wrong-too.xml") $(prices) $(found)" "0 none 7500  ambiguous|1 valid|1 "
file partly 'decimal="comma"' 0.75 7.500 1,5
is "one row that agrees is enough" "$(go "$tmp/m/partly.xml") $(prices) $(found)" "0 none 7500 1.5  valid|1 "
echo '[{"Product ID":"1","Name":"Thing","Price":7.125},{"Product ID":"2","Name":"Other","Price":"0.5"},{"Product '\
'ID":"3","Name":"Third","Price":"7.250"}]' >"$tmp/m/against.json"
sed 's/wrong.csv/against.json/' "$tmp/m/wrong.xml" >"$tmp/m/against.xml"
is "and is about texts alone" "$(go "$tmp/m/against.xml") $(prices) $(found)" "0 7.125 none 7250  ambiguous|1 valid|1 "
file both "" 7,500 88,10 3.5
is "a column with both marks is asked" "$(go "$tmp/m/both.xml")" 3
has "and says so" "$tmp/out" "some rows have a decimal point, others a decimal comma"
file slip "" 7,500 88,10 1.5 2.5 3.5 4.5 5.5 6.5 7.5 8.5 9.5 1.1 1.2 1.3 1.4 1.6 1.7 1.8 1.9 2.1 2.2 2.3 2.4
is "but for one slip among many it is not stopped" \
    "$(go "$tmp/m/slip.xml") $(q "$tmp/o.db" "select price from product where product_id in ('1', '2')" | tr '\n' ' ')" "0 7500 88.1 "
echo '[{"Product ID":"1","Name":"Thing","Price":7.500},{"Product ID":"2","Name":"Other","Price":12.125},{"Product '\
'ID":"3","Name":"Third","Price":"88,10"}]' >"$tmp/m/typed.json"
go "$tmp/m/typed.json" >/dev/null
is "numbers of JSON have a point, whatever its texts have" "$(prices)" "7.5 12.125 88.1 "
sqlite3 "$tmp/m/typed.db" "create table products('Product ID' text, Name text, Price real); insert into products values('1','Thing',7.125),('2','Other',12.25)"
go "$tmp/m/typed.db" >/dev/null
is "so have those of a database" "$(prices)" "7.125 12.25 "

dates() { # NAME OPTIONS VALUE ...
    name=$1 options=$2
    shift 2
    { echo "Account ID;Account Name;Created Date"; i=0; for v in "$@"; do i=$((i + 1)); echo "$i;Company $i Ltd;$v"; done; } >"$tmp/m/$name.csv"
    cat >"$tmp/m/$name.xml" <<X
<mapping version="1" model="crm.model.xml" name="$name"><source system="$name"/>
  <file entity="account" path="$name.csv" key="Account ID"><field to="account_id" from="Account ID"/>
    <field to="name" from="Account Name"/>
    <field to="created_at" from="Created Date" $options/></file></mapping>
X
}
days() { q "$tmp/o.db" "select coalesce(created_at,'none') from account order by account_id" | tr '\n' ' '; }
dates shapes "" 03/04/2024 09/21/2024 3.4.2024 21.9.2024
go "$tmp/m/shapes.xml" >/dev/null
is "each mark proves its own order" "$(days)" "2024-03-04 2024-09-21 2024-04-03 2024-09-21 "
dates half "" 03-04-2024 09/21/2024
is "dates with another mark prove nothing" "$(go "$tmp/m/half.xml")" 3
has "the question names the mark" "$tmp/out" 'no date with "-" proves its order'
dates dots "" 3.4.2024 21/09/2024
go "$tmp/m/dots.xml" >/dev/null
is "but with dots the day is first, where the others have it so" "$(days)" "2024-04-03 2024-09-21 "
dates against 'date-order="mdy"' 03/04/2024 09/21/2024 3.4.2024 21.9.2024
go "$tmp/m/against.xml" >/dev/null
is "date-order= is not for dates whose own mark proves another" "$(days)" "2024-03-04 2024-09-21 2024-04-03 2024-09-21 "
dates wrong 'date-order="dmy"' 03/04/2024 09/21/2024
go "$tmp/m/wrong.xml" >/dev/null
is "one that no row agrees with is a finding" "$(q "$tmp/o.db" "select count(*) from winnow_finding where rule='ambiguous'")" 1
# ---- a living target: rows of its column come and go, and decide otherwise
printf 'ID,Name,Stage,Amount,Created\n1,A,OPEN,"1,234",03/04/2024\n2,B,OPEN,"99,50",25/12/2023\n' >"$tmp/first.csv"
printf 'ID,Name,Stage,Amount,Created\n1,A,OPEN,"1,234",03/04/2024\n3,C,OPEN,7,12/25/2023\n' >"$tmp/then.csv"
cp mappings/crm.model.xml "$tmp/"
printf '<mapping version="1" model="crm.model.xml"><source system="s"/><file entity="deal" path="d.csv" key="ID"><field to="deal_id" from="ID"/><field '\
'to="name" from="Name"/><field to="stage" from="Stage"/><field to="amount" from="Amount"/><field to="created_at" from="Created"/></file></mapping>' \
>"$tmp/living.xml"
for month in first then then; do
    cp "$tmp/$month.csv" "$tmp/d.csv"
    "$WINNOW" run "$tmp/living.xml" --in "$tmp/d.csv" --to "$tmp/living.db" --out "$tmp/l" >"$tmp/out" 2>&1
done
is "an unchanged row keeps the value that it was read as, whatever others prove now" \
    "$(q "$tmp/living.db" "select amount, created_at from deal where deal_id = 1")" "1.234|2024-04-03"
is "and that is a finding, each time" "$(q "$tmp/living.db" "select count(*) from winnow_finding where rule = 'ambiguous'")" 2
has "and not called a proof" "$tmp/out" "not compared: 1 that keep a value"
sed 's/from="Amount"/from="Amount" decimal="point"/; s/from="Created"/from="Created" date-order="mdy"/' "$tmp/living.xml" >"$tmp/said.xml"
"$WINNOW" run "$tmp/said.xml" --in "$tmp/d.csv" --to "$tmp/living.db" --out "$tmp/l" >"$tmp/out" 2>&1
is "who says in the mapping how it is read is heard" "$(q "$tmp/living.db" "select amount, created_at from deal where deal_id = 1")" "1234|2024-03-04"
done_testing
