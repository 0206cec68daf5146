#!/bin/sh
# checks_record.t - checks that look at one record: fields held against each other, dates
# to come, countries, postcodes, mailboxes, legal forms, words that say nothing. If one of
# them is wrong, somebody gets a work list of records that are right, or sees none. TAP.
. tests/lib.sh
cd "$tmp"
mapping() { # MODEL FILE ENTITY FIELD... : a mapping whose columns are called as the fields
    m=$1 f=$2 e=$3 k=$4; shift 3
    echo "<mapping version=\"1\" model=\"$m\"><source system=\"s\"/><file entity=\"$e\" path=\"$f\" key=\"$k\">"
    for c; do echo "<field to=\"$c\" from=\"$c\"/>"; done
    echo '</file></mapping>'
}
found() { q "$db" "select group_concat(k, ' ') from (select distinct source_key k from winnow_finding where rule='$1' order by 1)"; }
count() { q "$db" "select applicable||'/'||failed from winnow_health where rule='$1'"; }
health() { db=$1.db; rm -f "$db"; "$WINNOW" health "$1.xml" --as-of 2026-06-15 --period 2026-06 --history "$db" --out "o-$1" --fail-on never >"$1.log" 2>&1; }

# ---- what must hold between fields
cat >x.model.xml <<'X'
<model version="1" name="x">
  <entity name="deal">
    <field name="deal_id" type="id" key="yes" required="yes"/>
    <field name="code" type="text"/><field name="other-code" type="text"/>
    <field name="net" type="money"/><field name="tax" type="money"/><field name="total" type="money"/>
    <field name="created_at" type="datetime"/><field name="closed_at" type="date"/>
    <field name="stage" type="choice" list="stage"/><field name="paid" type="bool"/>
    <field name="in" type="integer"/>
  </entity>
  <list name="stage"><item code="OPEN" en="Open" also="new"/><item code="WON" en="Won"/><item code="LOST" en="Lost"/></list>
  <blank values="N/A"/>
  <check id="sum" on="deal" rule="expression" that="total = net + tax"/>
  <check id="near" on="deal" rule="expression" that="total = net + tax within 0.01"/>
  <check id="third" on="deal" rule="expression" that="total / 3 * 3 = total and net &gt;= 0"/>
  <check id="when" on="deal" rule="expression" that="closed_at ≥ created_at and closed_at - created_at &lt;= 30"/>
  <check id="soon" on="deal" rule="expression" that="closed_at = created_at within 1"/>
  <check id="age" on="deal" rule="expression" that="created_at + 14 &gt; today or closed_at is filled"/>
  <check id="won" on="deal" rule="expression" that="stage != 'won' or (closed_at is not empty and paid)"/>
  <check id="in" on="deal" rule="expression" that="stage not in ('new', 'lost') or not paid"/>
  <check id="text" on="deal" rule="expression" that="length(code) = 3 and code != other-code"/>
  <check id="word" on="deal" rule="expression" that="[in] &gt; -5 and abs([in]) &lt; 10"/>
  <check id="some" on="deal" rule="expression" that="(net * 2 &lt; 10)" where="stage = Open"/>
</model>
X
mapping x.model.xml x.csv deal deal_id code other-code net tax total created_at closed_at stage paid in >x.xml
cat >x.csv <<'X'
deal_id,code,other-code,net,tax,total,created_at,closed_at,stage,paid,in
D1,A01,a02,100.10,19.02,119.12,2026-06-01 10:00:00,2026-06-01,Won,yes,5
D2,Ｂ０１,ｂ ０１,100.10,19.02,119.13,2026-06-01 10:00:00,2026-05-31,Won,no,-5
D3,B1,,100.10,19.02,119.14,2026-06-01 10:00:00,2026-07-02,new,no,10
D4,B01,x,,19.02,119.14,2026-05-31,,Won,yes,N/A
D5,C01,c01,-3,1,-2,2026-06-14,2026-06-15,Lost,yes,0
D6,C02,x,12345678901234567890.5,0.000001,12345678901234567890.500001,,,new,,
D7,C03,y,3,7,10.00,rubbish,,,,9
X
health x
is "a sum to the cent, exact to the last place, and not where one part is empty" "$(found sum) $(count sum)" "D2 D3 6/2"
is "within a tolerance" "$(found near) $(count near)" "D3 6/1"
is "what it would be is suggested" "$(q "$db" "select distinct field||' '||value||' '||suggestion from winnow_finding where rule='near'")" "total 119.14 119.12"
is "a third times three is the whole" "$(found third) $(count third)" "D5 6/1"
is "dates, and days between them" "$(found when) $(count when)" "D2 D3 4/2"
is "dates within days" "$(found soon) $(count soon)" "D3 4/1"
is "the day of the run, and what is not known beside what decides" "$(found age) $(count age)" "D4 5/1"
is "a value of a list by any of its spellings" "$(found won) $(count won)" "D2 D4 6/2"
is "one of several" "$(found in) $(count in)" "D5 5/1"
is "texts without case, width and blanks; a field with a hyphen" "$(found text) $(count text)" "D2 D3 D5 7/3"
is "a field that is called as a word of the language; less than nothing" "$(found word) $(count word)" "D2 D3 5/2"
is "the field of the part that fails is named" \
    "$(q "$db" "select group_concat(source_key||' '||field, ', ') from (select distinct source_key, field from winnow_finding where rule='text'
    order by 1)")" "D2 code, D3 code, D5 code"
is "under a condition" "$(found some) $(count some)" "D3 D6 2/2"

bad() {
    sed "s|that=\"total = net + tax\"|that=\"$1\"|" x.model.xml >bad.model.xml
    sed 's/x.model.xml/bad.model.xml/' x.xml >bad.xml
    "$WINNOW" check bad.xml $2 2>&1 | sed -n 's/^[^ ]* //p' | head -n 1
}
is "a date against a number" "$(bad 'closed_at \&gt; 5')" 'that=, character 11: ">" does not go between a date and a number'
is "and in Chinese" "$(bad 'closed_at \&gt; 5' '--lang zh')" 'that= 第 11 个字符：“>”的两边不能是日期和数字'
is "a text beside a number" "$(bad "code = 5")" 'that=, character 6: "=" does not go between a text and a number'
is "a number is no condition" "$(bad 'net + tax')" 'that=, character 1: a condition is wanted here, not a number'
is "a field that is none, with a suggestion" "$(bad 'totl = net')" 'that=, character 1: no field "totl" in this entity; did you mean "total"?'
is "a value that is not in the list" "$(bad "stage = 'Opne'")" "that=, character 7: \"Opne\" is not in list stage; did you mean \"OPEN\"?"
is "what ends too soon" "$(bad 'total =')" 'that=, character 8: something is missing here'
is "a bracket too many" "$(bad 'total = net)')" 'that=, character 12: ")" is not expected here'
is "a quotation mark that is not closed" "$(bad "code = 'a")" 'that=, character 8: the quotation mark is not closed'
is "a day that is none" "$(bad 'closed_at \&gt; 2026-02-30')" 'that=, character 13: "2026-02-30" is no number and no day (write 12.50, 2026-01-31)'
is "within what is not compared" "$(bad 'total \&lt; net within 1')" 'that=, character 13: "within" goes behind = or != of numbers or dates'
is "a distance is not less than nothing" "$(bad 'total != net within -1')" 'that=, character 21: a distance is not below zero'
is "empty is said of a field" "$(bad 'net + tax is empty')" 'that=, character 1: "is" is said of a field: FIELD is empty, FIELD is filled'
is "it is about the record" "$(bad '1 = 1')" 'that=, character 1: no field stands in it'
is "length of a number" "$(bad 'length(net) = 1')" 'that=, character 8: a text is wanted here, not a number'
is "no code" "$(bad 'system(code) = 1' | cut -c1-56)" 'that=, character 1: no field "system" in this entity; th'
is "brackets have an end" "$(bad "$(printf '(%.0s' $(seq 100))total = net" | cut -c1-60)" 'that=, character 22: longer than 2000 characters, or with mo'
is "of twenty none" "$(bad "$(printf '(%.0s' $(seq 20))total = net$(printf ')%.0s' $(seq 20))")" "right (1 files, 11 fields)"
is "what is no sign of the language is named" "$(bad "total % 2 = 0")" 'that=, character 7: "%" is not expected here'
sed "s|that=\"total = net + tax\"|that='code = \"x\"'|" x.model.xml >bad.model.xml; sed 's/x.model.xml/bad.model.xml/' x.xml >bad.xml
ends "a text may stand in double quotation marks, where the attribute has single ones" 0 "$WINNOW" check bad.xml
is "and so has its length" "$(bad "total = net$(printf ' or total = net%.0s' $(seq 100))" | cut -c1-70)" \
    'that=, character 763: longer than 2000 characters, or with more than 2'
is "that= is for expressions" \
    "$(sed 's|rule="expression" that="total = net + tax"|rule="length" fields="code" that="a"|' x.model.xml >bad.model.xml; "$WINNOW" check bad.xml 2>&1 \
    | sed -n 's/^[^ ]* //p' | head -n 1)" "rule length does not take that=; it takes fields. that= is for expression"
is "and an expression needs it" \
    "$(sed 's|rule="expression" that="total = net + tax"|rule="expression"|' x.model.xml >bad.model.xml; "$WINNOW" check bad.xml 2>&1 \
    | sed -n 's/^[^ ]* //p' | head -n 1)" '<check> needs that="..."'

# ---- dates to come, places, mailboxes, names
cat >r.model.xml <<'X'
<model version="1" name="r">
  <entity name="firm">
    <field name="firm_id" type="id" key="yes" required="yes"/>
    <field name="name" type="company"/>
    <field name="phone" type="phone"/><field name="email" type="email"/><field name="website" type="url"/>
    <field name="country" type="text"/><field name="city" type="text"/><field name="postcode" type="text"/>
    <field name="born" type="date"/><field name="called_at" type="datetime"/>
    <field name="code" type="text"/><field name="note" type="text"/>
    <field name="asked_at" type="datetime"/><field name="replied_at" type="datetime"/><field name="created_at" type="datetime"/>
  </entity>
  <check id="fut" on="firm" rule="future" fields="born called_at"/>
  <check id="cty" on="firm" rule="same-country" fields="phone email website country"/>
  <check id="pos" on="firm" rule="postcode" fields="postcode city country"/>
  <check id="box" on="firm" rule="private-mailbox" fields="email website"/>
  <check id="leg" on="firm" rule="legal-form" fields="name"/>
  <check id="pla" on="firm" rule="placeholder" fields="note"/>
  <check id="uni" on="firm" rule="unique" fields="code"/>
  <check id="pat" on="firm" rule="pattern" fields="code" pattern="TK-\d+"/>
  <check id="lag" on="firm" rule="lag" fields="asked_at replied_at" within="4 hours"/>
  <check id="log" on="firm" rule="lag" fields="asked_at created_at" within="24 hours"/>
</model>
X
mapping r.model.xml r.csv firm firm_id name phone email website country city postcode born called_at code note asked_at replied_at created_at >r.xml
cat >r.csv <<X
firm_id,name,phone,email,website,country,city,postcode,born,called_at,code,note,asked_at,replied_at,created_at
F01,北京市君合律师事务所,+49 30 227 30,li@qq.com,www.huaxin.cn,China,北京,100080,1980-01-01,2026-06-15 23:59:59,\
TK-1,Test Test,2026-06-10 10:00:00,2026-06-10 09:59:00,2026-06-01 10:00:00
F02,清华大学,010-65551234,li@firma.de,www.163.com,中国,上海,100080,2026-06-15,2026-06-16 00:00:00,\
ＴＫ-１,a real note,2026-06-10 10:00:00,2026-06-10 10:00:00,2026-06-12 10:00:01
F03,华信科技,+1 416 555 0187,ann@x.io,www.x.com,USA,Paris,SW1A 1AA,2026-06-16,2026-06-16T08:00:00+14:00,TK-2,test 123,2026-06-10,2026-06-09,
F04,Mercy Hospital,+44 20 7946 0018,ann@x.co.uk,www.x.co.uk,United Kingdom,London,SW1A 1AA,,2026-06-16T13:00:00Z,TK,asdf asdf,2026-06-10,2026-06-10,
F05,City of Leeds,,ann@gmail.com,,Germany,,SW1A 1AA,rubbish,,TK-x,Testing ground,2026-06-10 10:00:00,,
F06,义乌市小李五金商行,+49 30 227 30,,,,,,,,TK-7,测试测试,,,
F07,Delta Robotics,+852 2812 3456,hans@yahoo.de,http://x.com.cn:8080/de,China,,200000,,,TK-8,Demo Company,,,
F08,,,,,,,,,,,,1969-12-30 12:00:00,1970-01-01,1969-12-30 12:00:00
X
health r
is "future: the day of the run passes, and what is still that day somewhere" "$(found fut) $(count fut)" "F02 F03 F04 4/3"
is "country: numbers and domains of another one; .io and gmail say nothing, Hong Kong is of China" "$(found cty) $(count cty)" "F01 F02 F03 5/3"
is "and which of them it is" \
    "$(q "$db" "select group_concat(source_key||' '||field, ', ') from (select distinct source_key, field from winnow_finding where rule='cty'
    order by 1)")" "F01 phone, F02 email, F03 phone"
is "postcode: of another province, or of another country" "$(found pos) $(count pos)" "F02 F03 F05 5/3"
is "private-mailbox: of mailboxes and of websites" "$(found box) $(count box)" "F01 F02 F05 F07 6/4"
is "legal-form: not asked of those who have none" "$(found leg) $(count leg)" "F03 F07 2/2"
is "placeholder: words that say nothing, and not those that say something" "$(found pla) $(count pla)" "F01 F03 F04 F06 F07 7/5"
is "unique: full width is half width" "$(found uni) $(count uni)" "F02 7/1"
is "pattern: full width is half width" "$(found pat) $(count pat)" "F04 F05 7/2"
is "lag: a reply before its question; days before 1970 are as long as others" "$(found lag) $(count lag)" "F01 F03 F05 F08 5/4"
is "lag: what is planned is logged before it happens" "$(found log) $(count log)" "F02 F03 F04 F05 6/4"

cat >z.model.xml <<'X'
<model version="1" name="z"><entity name="firm"><field name="firm_id" type="id" key="yes"/><field name="zip" type="text"/>
  <field name="state" type="text"/><field name="country" type="country"/></entity>
  <check id="zip" on="firm" rule="postcode" fields="zip state country"/></model>
X
mapping z.model.xml z.csv firm firm_id zip state country >z.xml
cat >z.csv <<'X'
firm_id,zip,state,country
Z1,30301,NY,US
Z2,30301,Georgia,USA
Z3,98101,TX,US
Z4,3000,NSW,Australia
Z5,3644,NSW,Australia
Z6,10115,IN,Germany
Z7,30301,NY,
X
health z
is "postcode: of another state, where the country is said" "$(found zip)" "Z1 Z3 Z4"

only() {
    sed "s|<check id=\"$1\"[^>]*>|<check id=\"$1\" on=\"firm\" $2/>|" r.model.xml >bad.model.xml
    sed 's/r.model.xml/bad.model.xml/' r.xml >bad.xml
    "$WINNOW" check bad.xml 2>&1 | sed -n 's/^[^ ]* //p' | head -n 1
}
is "future is of dates" "$(only fut 'rule="future" fields="note"')" "field note holds no dates"
is "country wants what is told and who tells" "$(only cty 'rule="same-country" fields="phone email"' | cut -c1-54)" \
    "rule same-country wants telephone numbers, mailboxes o"
is "private-mailbox is for mailboxes" "$(only box 'rule="private-mailbox" fields="note"' | cut -c1-53)" "rule private-mailbox is for mailboxes and web address"
for r in expression future same-country postcode private-mailbox legal-form placeholder lag unique pattern; do
    "$WINNOW" explain $r --lang en >e.en; "$WINNOW" explain $r --lang zh >e.zh
    is "explain $r says what it passes over, in both languages" "$(wc -l <e.en)$(wc -l <e.zh)" "$(($(wc -l <e.en)))$(($(wc -l <e.en)))"
done
done_testing
