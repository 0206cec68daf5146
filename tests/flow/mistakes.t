#!/bin/sh
# mistakes.t - mistakes that people make with mappings and models, beyond those of mapping.t:
# each is said once, at its place, with what to write instead. TAP.
. tests/lib.sh
mkdir "$tmp/m" && cp mappings/crm.model.xml "$tmp/m/"
cat >"$tmp/m/good.xml" <<'X'
<?xml version="1.0" encoding="UTF-8"?>
<mapping version="1" model="crm.model.xml" name="test">
  <source system="test" timezone="UTC" region="CN"/>
  <!-- accounts -->
  <file entity="account" path="a.csv" key="Id">
    <field to="account_id" from="Id"/>
    <field to="name" from="Name"/>
    <field to="phone" from="Phone" region="US"/>
    <field to="created_at" from="Made" date-order="dmy"/>
    <drop from="Fax" why="no longer used"/>
  </file>
</mapping>
X
# told NAME SED COUNT PLACE SENTENCE - so many mistakes, this one at its place
told() {
    sed "$2" "$tmp/m/good.xml" >"$tmp/m/bad.xml"
    "$WINNOW" check "$tmp/m/bad.xml" --lang en >"$tmp/out" 2>"$tmp/err"
    is "$1" "$(grep -c 'bad.xml:[0-9]' "$tmp/err") $(grep -F "bad.xml:$4: " "$tmp/err" | grep -cF -- "$5")" "$3 1" || cat "$tmp/err"
}
# right NAME SED
right() { sed "$2" "$tmp/m/good.xml" >"$tmp/m/bad.xml"; ends "$1" 0 "$WINNOW" check "$tmp/m/bad.xml" --lang en; }
# in_model NAME SED COUNT SENTENCE
in_model() {
    sed "$2" mappings/crm.model.xml >"$tmp/m/bad.model.xml"
    "$WINNOW" check "$tmp/m/bad.model.xml" --lang en >"$tmp/out" 2>"$tmp/err"
    is "$1" "$(grep -c 'bad.model.xml:[0-9]' "$tmp/err") $(grep -cF -- "$4" "$tmp/err")" "$3 $3"
}

# labels
right "labels are names" 's/to="name"/to="客户名称"/; s/entity="account"/entity="客户"/; s/to="phone"/to="PHONE"/'
right "in English, with blanks" 's/to="name"/to="Credit  code"/'
told "a misspelt label" 's/to="name"/to="客户名乘"/' 1 7:12 'did you mean "客户名称"?'
told "an entity that is none has its labels listed" 's/entity="account"/entity="firm"/' 1 5:9 'account (Account), contact (Contact)'
sed 's/zh="地址" en="Address"/zh="地址" en="Town"/; s/zh="城市" en="City"/zh="城市" en="Town"/' mappings/crm.model.xml >"$tmp/m/two.model.xml"
told "a label of two fields names both" 's/model="crm/model="two/; s/to="name"/to="Town"/' 1 7:12 'may be address or city'
sed 's/to="name"/to="Town" type="text"/; s/model="crm/model="two/' "$tmp/m/good.xml" >"$tmp/m/bad.xml"
ends "with type= it is a new field" 0 "$WINNOW" check "$tmp/m/bad.xml"
told "a new field is a name" 's/to="name"/to="new one" type="text"/' 1 7:12 'is no name'

# values
for w in MM/DD/YYYY 月/日/年 US American mdy. m-d-y; do
    told "date-order=\"$w\"" "s|\"dmy\"|\"$w\"|" 1 9:40 'did you mean "mdy"?'
done
for w in D/M/Y tt.mm.jjjj 日/月/年 UK DD.MM.YYYY; do told "date-order=\"$w\"" "s|\"dmy\"|\"$w\"|" 1 9:40 'did you mean "dmy"?'; done
told 'date-order="年月日"' 's/"dmy"/"年月日"/' 1 9:40 'did you mean "ymd"?'
told 'a time zone by its city' 's/"UTC"/"Beijing"/' 1 3:25 'did you mean "Asia/Shanghai"?'
told 'a time zone by its hours' 's/"UTC"/"GMT+8"/' 1 3:25 'did you mean "Asia/Shanghai"?'
told 'a country by its name' 's/region="US"/region="中国"/' 1 8:36 'did you mean "CN"?'
told 'a share without %' 's/from="Name"/from="Name" refused="30"/' 1 7:34 'did you mean "30%"?'
told '"or" in where=' 's/key="Id"/key="Id" where="Kind = a or Kind = b"/' 1 5:48 'COLUMN = VALUE | VALUE'

# attributes and elements
told "an option of another type: what this takes, what takes it" 's/region="US"/decimal="comma"/' 1 8:36 \
    'it takes region, region-from, area, area-from, form. decimal= is for fields of type integer, money, percent'
told "form= for from=" 's/to="name" from=/to="name" form=/' 2 7:22 'did you mean "from"?'
told "column= for from=" 's/to="name" from=/to="name" column=/' 1 7:22 'did you mean "from"?'
told "what belongs into the model" 's/from="Name"/from="Name" required="yes"/' 1 7:34 'in a <field> of a <entity>'
told "an attribute that is none: those there are" 's/key="Id"/key="Id" header="2"/' 1 5:48 'it takes entity, path, encoding'
told "an element that is none: those there are" 's/<drop/<column/' 1 10:5 'inside <file> may stand'
told "text inside an element" 's|from="Name"/>|from="Name">Name</field>|' 1 7:34 '<field> takes no text'
told "capitals" 's/<mapping/<Mapping/' 1 2:1 '<mapping>'
told "a blank behind <" 's/<drop/< drop/' 1 10:5 'no blank'
told "a misspelt end" 's|</file>|</files>|' 1 11:3 'did you mean </file>?'
told "no </file> before the next <file>" \
    's|</file>|<file entity="deal" path="d.csv"><field to="deal_id" from="D"/></file>|' 1 11:3 'write </file> before this (it begins in line 5)'
told "no </file> before a <skip>" 's|</file>|<skip path="x" why="y"/>|' 1 11:3 'write </file> before this'
told "no </file>, no </mapping>" '11,12d' 2 10:43 'write </file> at the end of the file'
told "a <skip> inside of a <file> that has its end is out of place" '8s|.*|<skip path="x" why="y"/>|' 1 8:1 'belongs inside <mapping>'
told "a comment without an end" 's/<!-- accounts -->/<!-- accounts/' 1 4:3 'write -->'
told "the first line without ?>" '1s/?>/>/' 1 1:1 'write ?>'
told "a model that is not there" 's/model="crm.model.xml"/model="crm.xml"/' 1 2:22 'did you mean "crm.model.xml"'

# models
in_model "a rule with what it does not take" 's/\(rule="unique" fields="tax_id"\)/\1 after="6 months"/' 1 \
    'it takes fields. after= is for stale, inactive'
in_model "a type by another name" 's/name="website" type="url"/name="site" type="string"/; /rule="private-mailbox"/d' 1 'did you mean "text"?'
in_model "a probability in percent" 's/entity="account" merge-at="0.95"/entity="account" merge-at="95%"/' 1 'did you mean "0.95"?'
in_model "a code twice" 's/<item code="MFG"/<item code="IT"/' 1 'stands in item IT of this list already'
in_model "a spelling of two items" 's/also="农业"/also="农业 | 软件"/' 1 '"软件" stands in item IT'
in_model "a condition without blanks" 's/where="priority = URGENT"/where="priority=URGENT"/' 1 'is not understood'
in_model "a link that is none" 's/rule="reference" fields="account_id" /rule="reference" fields="owner" /' 1 'no link'
sed 's/also="农业"/also="农业｜渔业"/' mappings/crm.model.xml >"$tmp/m/bar.model.xml"
cp samples/erp.xml "$tmp/e.xml" && sed -i "s|model=\"[^\"]*\"|model=\"m/bar.model.xml\"|" "$tmp/e.xml"
"$WINNOW" explain industry --mapping "$tmp/e.xml" >"$tmp/out"
has "a full-width bar separates spellings" "$tmp/out" "农业 | 渔业"

# columns: a file beside the mapping
printf 'Id,Name,Phone,Made,Fax,姓,名\n1,A公司,,2024-01-31,,王,一\n' >"$tmp/m/a.csv"
run() {
    rm -rf "$tmp/o"; sed "$1" "$tmp/m/good.xml" >"$tmp/m/bad.xml"
    "$WINNOW" run "$tmp/m/bad.xml" --lang en --to none --out "$tmp/o" >"$tmp/out" 2>"$tmp/err"
}
run 's/key="Id"/key="Nmae"/; s/from="Name"/from="Nmae"/; s/"Fax"/"Fax" note="x"/; s|</file>|<drop from="姓" why="x"/><drop from="名" why="x"/></file>|'
is "one misspelt column is said once" "$(grep -c ':[0-9]*:[0-9]*: ' "$tmp/err")" 1
has "where it stands, with what was meant" "$tmp/err" 'bad.xml:7:28: a.csv has no column "Nmae"; did you mean "Name"?'
has "with its line" "$tmp/err" '<field to="name" from="Nmae"/>'
has "and a caret" "$tmp/err" '                           ^~~~'
for w in '姓 + 名' '姓 ＋ 名' '姓　+　名'; do
    run "s/from=\"Name\"/from=\"$w\"/; s/\"Fax\"/\"Fax\" note=\"x\"/; s|</file>|<drop from=\"Name\" why=\"x\"/></file>|"
    is "from=\"$w\" joins two columns" "$(cat "$tmp/err")" ""
done
for w in 姓+名 姓＋名 姓、名; do
    run "s/from=\"Name\"/from=\"$w\"/; s|</file>|<drop from=\"Name\" why=\"x\"/></file>|"
    is "from=\"$w\" is told, once" "$(grep -c ':[0-9]*:[0-9]*: ' "$tmp/err") $(grep -c 'blanks around a plain +' "$tmp/err")" "1 1"
done

# drafts name their schema
mkdir "$tmp/d" && ends "a draft" 0 "$WINNOW" draft samples/chinese/*.csv -o "$tmp/d/map.xml"
is "names its schema, which lies beside it" "$(sed -n 2p "$tmp/d/map.xml" | grep -o 'href="[^"]*"') $(ls "$tmp/d" | tr '\n' ' ')" \
    'href="winnow.xsd" crm.model.xml map.xml winnow.xsd '
ends "and is right" 0 "$WINNOW" check "$tmp/d/map.xml"
mkdir "$tmp/e" && cp "$tmp/d/map.xml" "$tmp/d/crm.model.xml" "$tmp/e/"
ends "as it is in another folder, without the schema" 0 "$WINNOW" check "$tmp/e/map.xml" "$tmp/e/crm.model.xml"
if command -v xmllint >/dev/null; then
    ends "it fits the schema" 0 xmllint --noout --schema "$tmp/d/winnow.xsd" "$tmp/d/map.xml" "$tmp/d/crm.model.xml"
    ends "and is XML without it" 0 xmllint --noout "$tmp/e/map.xml"
else skip "it fits the schema" "no xmllint"; fi
echo mine >"$tmp/e/winnow.xsd"
ends "a foreign file of that name stays" 0 "$WINNOW" draft samples/chinese/*.csv -o "$tmp/e/new.xml"
is "as it was" "$(cat "$tmp/e/winnow.xsd")" mine
done_testing
