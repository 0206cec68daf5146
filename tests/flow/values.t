#!/bin/sh
# values.t - what transforms say besides, on its way to people. If these fail, a second
# number, a typing mistake or a bank card in a note goes by unseen, or is shown. TAP.
. tests/lib.sh
mkdir "$tmp/m" && cp mappings/crm.model.xml "$tmp/m/"
cat >"$tmp/m/people.csv" <<'C'
ID,Name,Email,Phone,Notes
1,Tom and Ann Smith,tom@gmial.com,13800138000/13900139000,card 4111 1111 1111 1111
2,华信科技有限公司,info@example.com,1.38001E+10,Ã¼ber
3,张伟,zhang.wei@example.com; z2@example.com,010-65551234,called
C
cat >"$tmp/m/people.xml" <<'X'
<mapping version="1" model="crm.model.xml" name="people"><source system="p"/>
  <file entity="contact" path="people.csv" key="ID"><field to="contact_id" from="ID"/>
    <field to="full_name" from="Name"/><field to="email" from="Email"/>
    <field to="phone" from="Phone" region="CN"/><field to="title" from="Notes"/></file></mapping>
X
"$WINNOW" run "$tmp/m/people.xml" --to "$tmp/o.db" --out "$tmp/o" --as-of 2026-10-01 >"$tmp/out" 2>&1
is "each remark is a finding, with field and value" \
    "$(q "$tmp/o.db" "select group_concat(rule||':'||source_key||':'||field,' ') from (select * from winnow_finding
    where rule in ('several','two-people','misplaced','garbled','damaged','typo','shared','private') order by rule,source_key)")" \
    "damaged:2:phone garbled:2:title misplaced:2:full_name private:1:title several:1:phone several:3:email shared:2:email two-people:1:full_name typo:1:email"
is "the suggestion stands beside it, and nothing was changed" \
    "$(q "$tmp/o.db" "select f.suggestion, c.email from winnow_finding f, contact c where f.rule='typo' and c.contact_id='1'")" "tom@gmail.com|tom@gmial.com"
is "the first of several is loaded" "$(q "$tmp/o.db" "select phone from contact where contact_id='1'")" "+8613800138000"
is "text read in a wrong encoding is read again" "$(q "$tmp/o.db" "select title from contact where contact_id='2'")" "über"
for f in en zh-CN; do
    is "report.$f.html shows no card, no number and no mailbox whole" \
        "$(grep -cE '4111 1111|13800138|13900139|tom@|zhang\.wei|z2@' "$tmp/o/report.$f.html")" 0
done
is "apply --json says it too" "$(printf 'li@gmial.com\n' | "$WINNOW" apply email --json)" \
    '{"state":"clean","value":"li@gmial.com","remark":"typo","suggestion":"li@gmail.com"}'
is "apply without it stays two columns" "$(printf 'li@gmial.com\n' | "$WINNOW" apply email)" "$(printf 'clean\tli@gmial.com')"
cat >"$tmp/m/world.csv" <<'C'
ID,Name,Phone,Country
1,Ann Smith,(650) 253-0000,United States
2,Jörg Müller,030 303986300,Deutschland
3,张伟,010-62503000,
4,Eve Green,020 7031 3000,英国
C
sed -e 's/people.csv/world.csv/; s/<field to="email".*/<drop from="Country" why="beside"\/>/; s/from="Phone" region="CN"\/>.*/from="Phone" '\
'region-from="Country"\/><\/file><\/mapping>/' "$tmp/m/people.xml" | sed '/Notes/d; /<field to="phone"/q' >"$tmp/m/world.xml"
"$WINNOW" run "$tmp/m/world.xml" --to "$tmp/w.db" --out "$tmp/w" --as-of 2026-10-01 >"$tmp/out" 2>&1
is "numbers are read by the country beside them" \
    "$(q "$tmp/w.db" "select group_concat(phone,' ') from (select phone from contact order by contact_id)")" \
    "+16502530000 +4930303986300 010-62503000 +442070313000"
sed -i 's/region-from="Country"/region-from="Contry"/' "$tmp/m/world.xml"
is "a column beside that is not there is a mistake in the mapping" \
    "$("$WINNOW" run "$tmp/m/world.xml" --to "$tmp/x.db" --out "$tmp/x" 2>"$tmp/err" >/dev/null; echo $?; grep -c 'did you mean' "$tmp/err")" "3
1"
cat >"$tmp/m/local.csv" <<'C'
ID,Name,Phone,Country,City
1,张伟,65551234,中国,北京市朝阳区
2,王芳,8501 2345,,Hangzhou
3,Ann Smith,253-0000,United States,Beijing
4,李娜,65551234,,Atlantis
C
cat >"$tmp/m/local.xml" <<'X'
<mapping version="1" model="crm.model.xml" name="local"><source system="p"/>
  <file entity="contact" path="local.csv" key="ID"><field to="contact_id" from="ID"/>
    <field to="full_name" from="Name"/><field to="phone" from="Phone" region-from="Country" area-from="City"/>
    </file></mapping>
X
"$WINNOW" run "$tmp/m/local.xml" --to "$tmp/l.db" --out "$tmp/l" --as-of 2026-10-01 >"$tmp/out" 2>&1
is "a local number comes with its city's area code as a suggestion, and stays as it is" \
    "$(q "$tmp/l.db" "select group_concat(f.source_key||':'||c.phone||':'||f.suggestion,' ') from winnow_finding f
    join contact c on c.contact_id=f.source_key where f.rule='incomplete'")" \
    "1:65551234:+861065551234 2:8501 2345:+8657185012345"
cat >"$tmp/m/firms.csv" <<'C'
ID,Name,Industry,Rating
1,Acme Ltd,Manufacturng,Ht
2,华信科技,制造页,
3,Delta Ltd,Underwater basket weaving,Wrm
C
cat >"$tmp/m/firms.xml" <<'X'
<mapping version="1" model="crm.model.xml" name="firms"><source system="p"/>
  <file entity="account" path="firms.csv" key="ID"><field to="account_id" from="ID"/>
    <field to="name" from="Name"/><field to="industry" from="Industry"/>
    <field to="intent" from="Rating"/></file></mapping>
X
"$WINNOW" run "$tmp/m/firms.xml" --to "$tmp/f.db" --out "$tmp/f" --as-of 2026-10-01 >"$tmp/out" 2>&1
is "a value not in its list comes with the one that is near, or with none" \
    "$(q "$tmp/f.db" "select group_concat(source_key||':'||value||':'||coalesce(suggestion,''),' ') from (select * from winnow_finding where rule='V04'
    order by source_key,field)")" \
    "1:Manufacturng:Manufacturing 1:Ht: 2:制造页:制造业 3:Underwater basket weaving: 3:Wrm:Warm"
# pseudonyms: the same with the same key, nothing without it
printf '%064d\n' 1 >"$tmp/k1"; printf '%064d\n' 2 >"$tmp/k2"; echo short >"$tmp/k3"
one=$(echo 13800138000 | "$WINNOW" apply mask kind=pseudonym key-file="$tmp/k1")
is "a pseudonym is HMAC-SHA256 of the value under the key" "$one" \
    "$(printf 'clean\t%s' "$(python3 -c "
import hmac
d = int.from_bytes(hmac.new(bytes.fromhex('%064d' % 1), b'13800138000', 'sha256').digest()[:8], 'big')
print(''.join('0123456789ABCDEFGHJKMNPQRSTVWXYZ'[d >> (59 - 5 * i) & 31] for i in range(12)))")")"
is "another key gives another" "$([ "$one" != "$(echo 13800138000 | "$WINNOW" apply mask kind=pseudonym key-file="$tmp/k2")" ] && echo other)" other
ends "what is no key is refused" 3 "$WINNOW" apply mask kind=pseudonym key-file="$tmp/k3"
sed -i 's/\(<field name="title" type="text"\)/\1 mask="pseudonym"/' "$tmp/m/crm.model.xml"
XDG_CONFIG_HOME="$tmp/config" "$WINNOW" run "$tmp/m/people.xml" --to none --out "$tmp/p1" --as-of 2026-10-01 >"$tmp/out" 2>&1
XDG_CONFIG_HOME="$tmp/config" "$WINNOW" run "$tmp/m/people.xml" --to none --out "$tmp/p2" --as-of 2026-10-01 >"$tmp/out" 2>&1
is "a model that asks for pseudonyms gets a key of its own, for its owner's eyes" "$(stat -c %a "$tmp/config/winnow/pseudonym.key")" 600
is "and shows the same ones next time" "$(sed 's/seed [0-9]*//' "$tmp/p1/report.en.html" | grep -oE '[0-9A-HJKMNP-TV-Z]{12}' | sort | md5sum)" \
    "$(sed 's/seed [0-9]*//' "$tmp/p2/report.en.html" | grep -oE '[0-9A-HJKMNP-TV-Z]{12}' | sort | md5sum)"
is "in place of the value" "$(grep -cE '[0-9A-HJKMNP-TV-Z]{12}' "$tmp/p1/report.en.html" | sed 's/[1-9].*/some/')" some
sed -i 's/ mask="pseudonym"//' "$tmp/m/crm.model.xml"
# hostile values end soon
for bit in '<b ' '&#' '((' '(a' '涓' 'Ã©' '锟' '13800138000/' 'a@b.c;' '1,' '??' '公司' '年'; do
    awk -v b="$bit" 'BEGIN { for (i = 0; i < 200000; i++) printf "%s", b; print "" }' >"$tmp/long"
    bad=
    for t in text name company address email phone date money url id country vat iban; do
        timeout 20 "$WINNOW" apply $t <"$tmp/long" >/dev/null || bad="$bad $t"
    done
    is "two hundred thousand times $bit" "$bad" ""
done
# a target of an earlier version
sh tests/older.sh "$tmp/o.db"; sqlite3 "$tmp/o.db" "alter table winnow_finding drop column suggestion"
"$WINNOW" run "$tmp/m/people.xml" --to "$tmp/o.db" --out "$tmp/o2" --as-of 2026-10-01 >"$tmp/out" 2>&1
has "a target without the column for suggestions gets it" "$tmp/out" "books     3 read = 0 loaded + 3 unchanged"
# what a column counts in
cat >"$tmp/m/deals.csv" <<'C'
No,Deal,Value,Stage
1,甲,12.5,won
2,乙,3.2亿,won
3,丙,0.08,won
4,丁,5000元,won
5,戊,,won
C
cat >"$tmp/m/deals.xml" <<'X'
<mapping version="1" model="crm.model.xml" name="deals"><source system="d"/>
  <file entity="deal" path="deals.csv" key="No"><field to="deal_id" from="No"/>
    <field to="name" from="Deal"/><field to="amount" from="Value" unit="万元"/>
    <field to="stage" from="Stage"/></file></mapping>
X
"$WINNOW" run "$tmp/m/deals.xml" --to "$tmp/d.db" --out "$tmp/d" --as-of 2026-10-01 >"$tmp/out" 2>&1
is "a column of 万元 is scaled, exactly, but for cells that say their own unit" \
    "$(q "$tmp/d.db" "select group_concat(amount,' ') from (select amount from deal where amount <> '' order by name='丁',name='丙',name='乙')")" \
    "125000 320000000 800 5000"
has "and the run says so" "$tmp/out" "2 values multiplied by what their column counts in"
has "so does the report" "$tmp/d/report.en.html" "column &quot;Value&quot;: 2 values were multiplied"
is "and the manifest" "$(json "$tmp/d/manifest.json" '[(c["column"], c["filled"], c["scaled"]) for c in h["columns"]]')" "[('Value', 4, 2)]"
is "no finding is made of it" "$(q "$tmp/d.db" "select rule from winnow_finding where field='amount' and value <> ''")" ""
sed 's/万元/公斤/' "$tmp/m/deals.xml" >"$tmp/m/kg.xml"
ends "a unit that is none is a mistake" 3 "$WINNOW" check "$tmp/m/kg.xml"
has "that is named" "$tmp/err" 'unit cannot be "公斤"'
mkdir "$tmp/u" && sed 's/name="amount" type="money"/& unit="万元"/' mappings/crm.model.xml >"$tmp/u/crm.model.xml"
ends "what is loaded counts in ones: the model has no unit" 3 "$WINNOW" check "$tmp/u/crm.model.xml"
done_testing
