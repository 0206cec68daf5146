#!/bin/sh
# wanted.t - what the users of a CRM asked for (docs/requirements.md), a case for each row
# that has one here; it is called by the row's number. TAP.
. tests/lib.sh
m=$tmp/m && mkdir "$m" && cp mappings/crm.model.xml "$m/"
# found ID - the keys of the records that this check found, in the report's own table
found() { "$WINNOW" run "$m/map.xml" --lang en --to "$tmp/$1.db" --out "$tmp/$1" --as-of 2026-10-01 >"$tmp/out" 2>"$tmp/err"
    q "$tmp/$1.db" "select distinct source_key from winnow_finding where rule='$1' order by 1" | tr '\n' ' '; }

# 15: keywords put a text into a list
cat >"$m/words.model.xml" <<'X'
<model version="1" name="words">
  <entity name="ticket"><field name="id_no" type="id" key="yes"/><field name="topic" type="choice" list="topic"/></entity>
  <list name="topic">
    <item code="FIN" zh="退款" en="Refund" also="退货款" contains="退款 | refund｜money back"/>
    <item code="AD" en="Advert" contains="ad | 广告"/>
    <item code="P1" en="First" contains="1"/>
    <item code="OTH" en="Other" also="其他"/>
  </list>
</model>
X
cat >"$m/map.xml" <<'X'
<mapping version="1" model="words.model.xml"><source system="s"/>
  <file entity="ticket" path="t.csv" key="No"><field to="id_no" from="No"/><field to="topic" from="Topic"/></file>
</mapping>
X
{ printf 'No,Topic\n1,客户要求退款了\n2,REFUND please\n3,please give my Money Back\n4,trade\n5,an ad, again\n6,其他\n7,退款广告\n'
    printf '8,line 10\n9,line 1: out\nA,廣告費\nB,ＲＥＦＵＮＤ！\nC,21\n'; } |
    sed 's/an ad, again/"an ad, again"/' >"$m/t.csv"
found valid >"$tmp/f"
is "15: a text that contains a keyword is classified; the first item of several; no part of a word or number; any width, script and case" \
    "$(q "$tmp/valid.db" "select group_concat(id_no || ':' || ifnull(topic, '-'), ' ') from (select * from ticket order by id_no)")" \
    "1:FIN 2:FIN 3:FIN 4:trade 5:AD 6:OTH 7:FIN 8:line 10 9:P1 A:AD B:FIN C:21"
printf 'code,en,contains\nFIN,Refund,退款|refund\nOTH,Other,\n' >"$m/topic.csv"
sed 's|<list name="topic">|<list name="topic" file="topic.csv">|; /<item/d' "$m/words.model.xml" >"$m/file.model.xml"
sed -i 's/words.model/file.model/' "$m/map.xml"
"$WINNOW" explain topic --mapping "$m/map.xml" --lang en >"$tmp/out"
has "15: a list in a file has keywords, and explain names them" "$tmp/out" "also texts that contain: 退款 | refund"

# 16 and 17: the model that ships
cat >"$m/map.xml" <<'X'
<mapping version="1" model="crm.model.xml"><source system="s" region="CN"/>
  <file entity="account" path="a.csv" key="No"><field to="account_id" from="No"/><field to="name" from="Name"/><field to="intent" from="Intent"/></file>
  <file entity="contact" path="c.csv" key="No"><field to="contact_id" from="No"/><field to="account_id" from="Firm"/><field to="full_name" from="Name"/>
    <field to="role" from="Role"/><field to="preferred_channel" from="Prefers"/><field to="email" from="Mail"/>
    <field to="mobile" from="Mobile"/><field to="wechat" from="WeChat"/></file>
</mapping>
X
printf 'No,Name,Intent\nA1,华信科技有限公司,高\nA2,远景教育有限公司,热\nA3,东方机械有限公司,冷\nA4,西部物流有限公司,B\n' >"$m/a.csv"
cat >"$m/c.csv" <<'X'
No,Firm,Name,Role,Prefers,Mail,Mobile,WeChat
C1,A1,张伟,决策者,邮件,zhang@huaxin.cn,,
C2,A1,李娜,使用者,邮件,,13800138000,
C3,A2,王芳,使用者,微信,,13900139000,
C4,A2,赵强,技术评估者,电话,zhao@yj.cn,,
C5,A3,陈静,End user,WeChat,,,chenjing88
C6,A4,周杰,拍板人,打电话,,13700137000,
X
is "16: an account with intent that nobody decides for" "$(found C09)" "A2 "
is "17: prefers e-mail, and has none" "$(found C11)" "C2 "
is "17: prefers calls, and has no number" "$(found C12)" "C4 "
is "17: prefers WeChat, and has none" "$(found C13)" "C3 "
sed -i 's|<field to="role" from="Role"/>|<drop from="Role" why="x"/>|' "$m/map.xml"
rm -rf "$tmp/C09" "$tmp/C09.db"
is "16: where nobody says roles, nobody is asked for them" "$(found C09)" ""
# 9, 109: the mapping is the standard; lists are edited by people and explained
"$WINNOW" explain contact_role --lang zh >"$tmp/out"
has "16: the roles are explained" "$tmp/out" "关键决策者 / Decision maker"

# 51: a check in focus is the first of the fixes in its quarter, and no other
gains() { json "$tmp/$1/health.json" '" ".join(f["id"] + ("*" if f["focus"] else "") for f in h["fixes"][:2])'; }
sed -i 's/id="L03" on="account"/id="L03" focus="2026-Q4" on="account"/; s/id="C13"/id="C13" focus="2026-Q4"/' "$m/crm.model.xml"
"$WINNOW" run "$m/map.xml" --lang en --to "$tmp/f.db" --out "$tmp/f4" --as-of 2026-10-01 >"$tmp/out" 2>"$tmp/err"
is "51: what is in focus stands first" "$(gains f4 | cut -d' ' -f1)" "C13*"
has "51: and the report says so" "$tmp/f4/report.en.html" "in focus (2026-Q4)"
"$WINNOW" run "$m/map.xml" --lang en --to "$tmp/g.db" --out "$tmp/f1" --as-of 2027-01-01 >"$tmp/out" 2>"$tmp/err"
hasnt "51: in another quarter it does not" "$tmp/f1/report.en.html" "in focus"
sed 's/focus="2026-Q4"/focus="Q5"/' "$m/crm.model.xml" >"$m/bad.model.xml"
ends "51: a quarter that is none" 3 "$WINNOW" check "$m/bad.model.xml" --lang en
has "51: is told" "$tmp/err" "wants a quarter such as 2026-Q4"
done_testing
