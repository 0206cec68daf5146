#!/bin/sh
# mapping.t - an admin's mistake is named at its place, in plain words, in both
# languages; and all mistakes of a file in one go. TAP.
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
    <keep from="X*" as="extra"/>
    <drop from="Fax" why="no longer used"/>
  </file>
</mapping>
X
ends "a right mapping is right" 0 "$WINNOW" check "$tmp/m/good.xml"
ends "the model is right" 0 "$WINNOW" check "$tmp/m/crm.model.xml"

# mistake NAME SED PLACE ENGLISH CHINESE [FILE]
mistake() {
    f=${6:-good.xml}
    if [ "$f" = good.xml ]; then sed "$2" "$tmp/m/good.xml" >"$tmp/m/bad.xml"; else
        sed "$2" "$tmp/m/crm.model.xml" >"$tmp/m/bad.model.xml"; fi
    b=$([ "$f" = good.xml ] && echo bad.xml || echo bad.model.xml)
    at=$3
    case $at in :*) at=$(diff "$tmp/m/crm.model.xml" "$tmp/m/bad.model.xml" | sed -n '1s/[^0-9].*//p')$3 ;; esac
    "$WINNOW" check "$tmp/m/$b" --lang en 2>"$tmp/en"; c1=$?
    "$WINNOW" check "$tmp/m/$b" --lang zh 2>"$tmp/zh"; c2=$?
    if [ $c1 = 3 ] && [ $c2 = 3 ] && grep -qF "$b:$at: " "$tmp/en" && grep -qF -- "$4" "$tmp/en" &&
        grep -qF "$b:$at: " "$tmp/zh" && grep -qF -- "$5" "$tmp/zh" && grep -q '\^' "$tmp/en"; then pass "$1"
    else fail "$1" "exits $c1 $c2, wanted $3 \"$4\" \"$5\"" "$(cat "$tmp/en" "$tmp/zh")"; fi
}
mistake "a misspelt attribute" 's/why=/wyh=/' 10:22 'did you mean "why"?' '是不是“why”？'
mistake "a misspelt type" 's/type="email"/type="emial"/' :25 'did you mean "email"?' '是不是“email”？' model
mistake "an unescaped &" 's/Name"/R\&D"/' 7:29 'write & as &amp;' '“&”请写成 &amp;'
mistake "a quote forgotten" 's/to="name" from/to="name  from/' 7:12 'the closing " of to is missing' '双引号不成对'
mistake "Chinese quotes" 's/to="name"/to=“name”/' 7:15 'Chinese quotation mark' '中文引号'
mistake "a misspelt element" 's/<drop/<dorp/' 10:5 'did you mean <drop>?' '是不是 <drop>？'
mistake "a field outside of its file" '4s/.*/  <field to="name" from="Name"\/>/' 4:3 '<field> belongs inside' '应放在'
mistake "a wrong value in an element out of place" '4s/.*/  <check id="T" on="account" rule="stale" after="6 moths"\/>/' 4:43 'did you mean months?' \
    '是不是 months？'
mistake "a required attribute missing" 's/ type="phone" zh="总机"/ zh="总机"/' :5 'needs type="...": one of address' '缺少 type="..."，可填：address' model
mistake "a slash forgotten" 's/from="Name"\/>/from="Name">/' 7:33 'end it with />' '行尾少了“/”'
mistake "dashes in a comment" 's/<!-- accounts -->/<!-- acc -- ounts -->/' 4:12 '-- may not stand inside a comment' '注释里不能出现 --'
mistake "a < in a value" 's/no longer used/count<20/' 10:32 'write < as &lt;' '“<”请写成 &lt;'
mistake "a misspelt duration" 's/after="6 months"/after="6 moths"/' :64 'did you mean months?' '是不是 months？' model
mistake "a list that is not there" 's/list="industry" required/list="industy" required/' :42 'did you mean "industry"?' '是不是“industry”？' model
mistake "a capital letter" 's/required="yes" missing="refuse"/required="Yes" missing="refuse"/' :39 'did you mean "yes"?' '是不是“yes”？' model
mistake "a field the model does not have" 's/to="phone"/to="phnoe"/' 8:12 'did you mean "phone"?' '是不是“phone”？'
mistake "an option of another type" 's/from="Name"/from="Name" region="US"/' 7:34 'type company does not take region' '类型 company 没有 region'
mistake "a wrong option value" 's/region="US"/region="usa"/' 8:36 'region cannot be "usa"' 'region 不能是“usa”'
mistake "a missing element end" '/<\/file>/d' 11:1 'write </file> before this (it begins in line 5)' '请在此处之前写 </file>（它从第 5 行开始）'
mistake "an attribute twice" 's/to="name"/to="name" to="name"/' 7:22 'written twice' '写了两次'
mistake "an encoding that is none" 's/key="Id">/key="Id" encoding="klingon">/' 5:48 'no encoding is called' '没有“klingon”'
mistake "a condition on rows that is none" 's/key="Id">/key="Id" where="Kind=firm">/' 5:48 'COLUMN = VALUE | VALUE' '列 = 值 | 值'
mistake "a skip without its reason" '4s/.*/  <skip path="Notes.csv"\/>/' 4:3 'needs why=' '缺少 why='
mistake "a DTD" '1s/$/<!DOCTYPE x [<!ENTITY a SYSTEM "file:\/\/\/etc\/passwd">]>/' 1:39 'no DTD, no entities' '不允许 DTD'
mistake "an unknown rule field" 's/fields="mobile phone email wechat"/fields="mobile fone"/' :46 'did you mean "phone"?' '是不是“phone”？' model
mistake "a time zone that is none" \
    's/timezone="UTC"/timezone="Mars"/; s/<field to="phone" from="Phone" region="US"\/>/<field to="updated_at" from="U"\/>/' 3:25 \
    'timezone cannot be "Mars"' 'timezone 不能是“Mars”'

sed 's/to="name"/to="nmae"/; s/why=/wyh=/; s/as="extra"/as="extar"/' "$tmp/m/good.xml" >"$tmp/m/bad.xml"
"$WINNOW" check "$tmp/m/bad.xml" 2>"$tmp/err"
is "three mistakes are named in one go" "$(grep -c '^.*bad.xml:[0-9]' "$tmp/err")" 3
has "with the line itself" "$tmp/err" '<field to="nmae" from="Name"/>'
sed 's/no longer used/不再使用/' "$tmp/m/good.xml" | iconv -f utf-8 -t gb18030 | sed 's/UTF-8/GBK/' >"$tmp/m/gbk.xml"
ends "a file saved as GBK is read, and said so" 0 "$WINNOW" check "$tmp/m/gbk.xml"
has "as a note" "$tmp/err" "read as gb18030"
ends "a mapping that is not there" 3 "$WINNOW" check "$tmp/m/none.xml"
ends "data instead of a mapping" 3 "$WINNOW" check samples/erp/customers.xml
printf 'Id,Name,Phone,Fax,Color\n1,A公司,,,red\n' >"$tmp/m/a.csv"
ends "a column nobody thought of stops the run" 3 "$WINNOW" run "$tmp/m/good.xml" --to "$tmp/x.db" --out "$tmp/o"
has "and is named with its letter" "$tmp/err" '"Color" (E)'
[ -e "$tmp/x.db" ] && fail "nothing is made" || pass "nothing is made"
ends "a column that is not there stops the run" 3 sh -c \
    "printf 'Id,Nmae,Phone,Fax\n1,A,,\n' >'$tmp/m/a.csv'; '$WINNOW' run '$tmp/m/good.xml' --to '$tmp/x.db' --out '$tmp/o'"
has "with a suggestion" "$tmp/err" 'did you mean "Nmae"?'

if command -v xmllint >/dev/null; then
    "$WINNOW" explain --schema xsd >"$tmp/x.xsd"; "$WINNOW" explain --schema rng >"$tmp/x.rng"
    for f in samples/*.xml mappings/*.model.xml; do
        ends "$f fits the XSD" 0 xmllint --noout --schema "$tmp/x.xsd" "$f"
        ends "$f fits the RELAX NG schema" 0 xmllint --noout --relaxng "$tmp/x.rng" "$f"
    done
    sed 's/why=/wyh=/' "$tmp/m/good.xml" >"$tmp/m/bad.xml"
    ends "the XSD refuses what is wrong" 3 xmllint --noout --schema "$tmp/x.xsd" "$tmp/m/bad.xml"
else skip "the schemas fit the samples" "no xmllint"; fi
for g in 'explain --man --lang en:docs/winnow.1' 'explain --man --lang zh:docs/winnow.zh.1' \
    'explain --schema xsd:mappings/winnow.xsd' 'explain --schema rng:mappings/winnow.rng' \
    'explain --completion bash:packaging/completions/winnow' 'explain --completion zsh --lang en:packaging/completions/_winnow' \
    'explain --completion fish --lang en:packaging/completions/winnow.fish'; do
    "$WINNOW" ${g%%:*} >"$tmp/gen"; same "${g#*:} is what the program says (make generated)" "${g#*:}" "$tmp/gen"
done
done_testing
