#!/bin/sh
# checks_gathered.t - checks that look at more than a record: at the last period, a file, a
# column, another entity. If one of them is wrong, half an export passes for the whole, or
# a work list has records that are right. TAP.
. tests/lib.sh
cd "$tmp" || exit 1
found() { q "$1.db" "select group_concat(k, ' ') from (select distinct source_key k from winnow_finding where rule='$2' order by 1)"; }
count() { q "$1.db" "select applicable||'/'||failed from winnow_health where rule='$2' and department='' order by period desc limit 1"; }
advice() {
    q "$1.db" "select group_concat(source_key||':'||suggestion, ' ') from (select source_key, suggestion from winnow_finding where rule='$2' order by 1)"
}
# what a check says that is asked of no record, and why one was not asked
told() { python3 -c "
import json,sys
h=json.load(open(sys.argv[1]+'/health.json'))
for u in h[sys.argv[3]] if sys.argv[3] in h else []:
    if u['kind']=='check' and u['id']==sys.argv[2]:
        print(' '.join(str(u[k]) for k in ('place','field','value','now','before','period','why') if u.get(k) not in (None,'')))" "$1" "$2" "$3"; }

# ---- the last period -----------------------------------------------------------------
cat >p.model.xml <<'M'
<model version="1" name="p"><entity name="firm"><field name="firm_id" type="id" key="yes"/><field name="mobile" type="text"/>
  <field name="city" type="text"/><field name="part" type="text"/></entity>
  <check id="vol" on="firm" rule="volume" share="40%" max="3"/>
  <check id="fil" on="firm" rule="fill-drop" fields="mobile city" share="20%"/></model>
M
cat >p.xml <<'M'
<mapping version="1" model="p.model.xml"><source system="old"/><file entity="firm" path="f.csv" key="id"><field to="firm_id" from="id"/>
  <field to="mobile" from="mobile"/><field to="city" from="city"/><field to="part" from="part"/></file></mapping>
M
# firms RECORDS FILLED: so many, of which so many have a mobile; half of them are of part a
firms() {
    mkdir -p in
    awk -v n="$1" -v m="$2" \
        'BEGIN { print "id,mobile,city,part"; for (i = 1; i <= n; i++) print "F" i "," (i <= m ? "m" i : "") ",Rome," (i % 2 ? "a" : "b") }' >in/f.csv
}
month() { m=$1; shift; "$WINNOW" health p.xml --in in --period "$m" --history p.db --out "$m" --fail-on never --lang en "$@" >log 2>&1 || cat log; }
firms 100 92; month 2026-01
is "the first month has nothing to compare with: not asked, and never passed" \
    "$(q p.db "select count(*) from winnow_health where rule in ('vol','fil')") $(told 2026-01 vol not_asked)" \
    "0 old not asked: nothing earlier to compare with"
has "and the page says so" 2026-01/report.en.html "not asked: nothing earlier to compare with"
has "in Chinese, too" 2026-01/report.zh-CN.html "没有以前的数据可比较"
firms 100 92; month 2026-02
is "the same again is as it should be" "$(count p vol) $(count p fil)" "1/0 2/0"
firms 59 36; month 2026-03
is "41 % fewer records" "$(count p vol) $(told 2026-03 vol unusual)" "1/1 old 59 100 2026-02"
is "mobile was 92 % filled, now 61 %; the city is as before" "$(count p fil) $(told 2026-03 fil unusual)" "2/1 old mobile 0.61017 0.92 2026-02"
has "the page says both" 2026-03/report.en.html "61.0 %"
month 2026-03
is "the month run twice says the same" "$(count p vol) $(count p fil)" "1/1 2/1"
firms 30 20; month 2026-04 --where part=a
is "some of the records are compared with nothing" "$(q p.db "select count(*) from winnow_period where period='2026-04'") $(told 2026-04 vol not_asked)" \
    "0 old not asked: these are some of the records (--where, refused/), which are compared with nothing"
firms 177 110; month 2026-05
is "three times as many is the most; the month between is missing, and said" "$(count p vol)" "1/0"
firms 532 532; month 2026-06
is "more than three times as many" "$(count p vol) $(told 2026-06 vol unusual)" "1/1 old 532 177 2026-05"
sed 's/system="old"/system="new"/' p.xml >p2.xml
firms 5 5; "$WINNOW" health p2.xml --in in --period 2026-07 --history p.db --out 2026-07 --fail-on never --lang en >log 2>&1
is "records of another system are not held against it" "$(told 2026-07 vol not_asked)" "new not asked: nothing earlier to compare with"
firms 532 532; month 2026-08
is "and what that system said last is what counts" "$(count p vol)" "1/0"
firms 100 92; "$WINNOW" run p.xml --in in --to run.db --out r1 --as-of 2026-01-15 --quiet >log 2>&1
firms 50 46; "$WINNOW" run p.xml --in in --to run.db --out r2 --as-of 2026-02-15 --quiet >log 2>&1
is "a run into a target compares as well" "$(q run.db "select period, applicable, failed from winnow_health where rule='vol'")" "2026-02|1|1"

# the refused records of a run, put right: they are a part, and what the whole said stays
sed 's/name="mobile" type="text"/name="mobile" type="text" required="yes" missing="refuse"/' p.model.xml >q.model.xml; sed 's/p.model/q.model/' p.xml >q.xml
for m in 1 2; do
    firms 100 97; "$WINNOW" run q.xml --in in --to q.db --out q$m --as-of 2026-0$m-15 --quiet --lang en >log 2>&1
    sed -i 's/^\(F[0-9]*\),,/\1,m,/' q$m/refused/f.csv
    "$WINNOW" run q.xml --in q$m/refused --to q.db --out q$m-again --as-of 2026-0$m-16 --quiet --lang en >log 2>&1
done
is "three refused records put right are no fall" "$(told q2-again vol not_asked)" \
    "old not asked: these are some of the records (--where, refused/), which are compared with nothing"
is "nor is the whole, a month later, a rise" \
    "$(q q.db "select name, count from winnow_profile where period='2026-01' and kind in ('records','filled') order by 1,2") $(told q2 vol unusual)" "|100
city|100
mobile|97 "
"$WINNOW" health p.xml --in in --period 2026-09 --history p.db --out 2026-09 --fail-on never >log 2>&1
"$WINNOW" health p2.xml --in in --period 2026-09 --history p.db --out 2026-09b --fail-on never >log 2>&1
is "what two systems bring in a month stands side by side" \
    "$(q p.db "select place, count from winnow_profile where period='2026-09' and kind='records' order by 1" | tr '\n' ' ')" "new/firm|100 old/firm|100 "

# ---- files and columns ---------------------------------------------------------------
cat >c.model.xml <<'M'
<model version="1" name="c"><entity name="deal"><field name="deal_id" type="id" key="yes"/><field name="stage" type="choice" list="stage"/>
  <field name="owner" type="text"/><field name="amount" type="money"/><field name="updated_at" type="datetime"/></entity>
  <list name="stage"><item code="OPEN" en="Open" also="new"/><item code="WON" en="Won"/></list>
  <check id="fre" on="deal" rule="freshness" field="updated_at" after="30 days"/>
  <check id="dom" on="deal" rule="dominant" fields="stage owner" share="80%"/>
  <check id="few" on="deal" rule="dominant" fields="stage" values="Won" least="15%"/>
  <check id="two" on="deal" rule="dominant" fields="owner" share="50%" max="2"/>
  <check id="out" on="deal" rule="outlier" fields="amount"/>
  <check id="big" on="deal" rule="outlier" fields="amount" min="500"/></model>
M
cat >c.xml <<'M'
<mapping version="1" model="c.model.xml"><source system="s"/>
  <file entity="deal" path="a.csv" key="id"><field to="deal_id" from="id"/><field to="stage" from="stage"/><field to="owner" from="owner"/>
    <field to="amount" from="amount"/><field to="updated_at" from="at"/></file>
  <file entity="deal" path="b.csv" key="id"><field to="deal_id" from="id"/><field to="stage" from="stage"/><field to="owner" from="owner"/>
    <field to="amount" from="amount"/><field to="updated_at" from="at"/></file></mapping>
M
awk 'BEGIN { print "id,stage,owner,amount,at" >"a.csv"; print "id,stage,owner,amount,at" >"b.csv"
    for (i = 1; i <= 100; i++) {
        a = 1000 + i * 37 % 900 * 4; if (i == 7) a = 2500000; if (i == 8) a = "0.50"; if (i == 9) a = 0; if (i == 10) a = 9000
        print "D" sprintf("%03d", i) "," (i <= 90 ? "new" : "Won") "," (i % 4 ? "ann" : "bob" i) "," a "," (i % 2 ? "2026-05-" : "2026-04-") '\
'sprintf("%02d", i % 16 + 1) " 10:00:00" >(i % 2 ? "a.csv" : "b.csv")
    } }'
echo 'D101,Won,ann,1200,2062-05-01 10:00:00' >>b.csv
"$WINNOW" health c.xml --in . --as-of 2026-06-15 --period 2026-06 --history c.db --out c --fail-on never --lang en >log 2>&1
is "freshness: of each file, to the day; a date to come says nothing" "$(count c fre) $(told c fre unusual)" "2/1 b.csv updated_at 2026-04-15"
is "dominant: nine in ten deals are new, three in four are Ann's" "$(count c dom) $(told c dom unusual)" "2/1 stage OPEN 0.89109"
is "dominant: fewer than 15 % are won, by any spelling" "$(count c few) $(told c few unusual)" "1/1 stage WON 0.10891"
is "dominant: more different values than max=, and a known one has more than its share all the same" "$(count c two) $(told c two unusual)" \
    "1/1 owner a** 0.75248"
is "outlier: of another size than the rest; zero and ten times as much are not" "$(found c out) $(count c out)" "D007 D008 100/2"
is "fewer values than min= say nothing" "$(count c big)$(told c big not_asked)" "amount not asked: fewer values than min="
"$WINNOW" health c.xml --in . --as-of 2026-05-10 --period 2026-06 --history c2.db --out c2 --fail-on never --lang en >log 2>&1
is "on a day when both are fresh" "$(count c2 fre)" "2/0"
sed 's/share="50%" max="2"/share="90%" max="2"/' c.model.xml >c3.model.xml; sed 's/c.model/c3.model/' c.xml >c3.xml
"$WINNOW" health c3.xml --in . --as-of 2026-05-31 --history c3.db --out c3 --fail-on never --lang en >log 2>&1
is "too many different values, and none is known to have its share: not asked, and said" "$(count c3 two)$(told c3 two not_asked)" \
    "owner not asked: more different values than max="
"$WINNOW" health c.xml --in . --as-of 2026-06-15 --history none --where owner=ann --out c4 --fail-on never --lang en >log 2>&1
is "some of the records are not asked whose they are, nor how fresh" "$(told c4 two not_asked) $(told c4 fre not_asked | wc -l)" \
    "owner not asked: these are some of the records (--where, refused/), which are compared with nothing 2"

# ---- other entities ------------------------------------------------------------------
cat >e.model.xml <<'M'
<model version="1" name="e">
  <entity name="user"><field name="user_id" type="id" key="yes"/><field name="full_name" type="name"/><field name="email" type="email"/>
    <field name="active" type="bool"/></entity>
  <entity name="account"><field name="account_id" type="id" key="yes"/><field name="owner" type="text"/><field name="part" type="text"/></entity>
  <entity name="contact"><field name="contact_id" type="id" key="yes"/><field name="account_id" type="link" target="account"/><field name="email" type="email"/>
    <field name="mobile" type="phone" region="CN"/><field name="phone" type="phone" region="CN"/><field name="part" type="text"/></entity>
  <entity name="lead"><field name="lead_id" type="id" key="yes"/><field name="email" type="email"/><field name="mobile" type="phone" region="CN"/>
    <field name="contact_id" type="link" target="contact" orphan="report"/></entity>
  <check id="acr" on="lead" rule="across" fields="email mobile" by="contact"/>
  <check id="chi" on="account" rule="childless" by="contact"/>
  <check id="own" on="account" rule="owner-left" fields="owner" by="user.active"/></model>
M
cat >e.xml <<'M'
<mapping version="1" model="e.model.xml"><source system="s"/>
  <file entity="user" path="u.csv" key="id"><field to="user_id" from="id"/><field to="full_name" from="name"/><field to="email" from="mail"/>
    <field to="active" from="active"/></file>
  <file entity="account" path="ac.csv" key="id"><field to="account_id" from="id"/><field to="owner" from="owner"/><field to="part" from="part"/></file>
  <file entity="contact" path="co.csv" key="id"><field to="contact_id" from="id"/><field to="account_id" from="firm"/><field to="email" from="mail"/>
    <field to="mobile" from="mobile"/><field to="phone" from="phone"/><field to="part" from="part"/></file>
  <file entity="lead" path="le.csv" key="id"><field to="lead_id" from="id"/><field to="email" from="mail"/><field to="mobile" from="mobile"/>
    <field to="contact_id" from="contact"/></file></mapping>
M
cat >u.csv <<'M'
id,name,mail,active
U1,张伟,zhang.wei@huaxin.cn,yes
U2,Ann Miller,ann@huaxin.cn,no
U3,Bob Stone,bob@huaxin.cn,no
U4,Bob Stone,stone@huaxin.cn,yes
U5,Eve Long,eve@huaxin.cn,
M
cat >ac.csv <<'M'
id,owner,part
A1,Zhang Wei,a
A2,ann miller,a
A3,Bob Stone,a
A4,ANN@huaxin.cn,b
A5,U3,a
A6,Nobody Known,a
A7,,a
A8,Eve Long,a
M
cat >co.csv <<'M'
id,firm,mail,mobile,phone,part
C1,A1,li@north.com,13812345678,,a
C2,A2,Wang@South.com,,010-62345678,a
C3,A3,info@east.com,13912345678,,b
C4,A4,zhou@west.com,13713572468,,a
C5,A5,q1@w.com,,021-51234567,a
C6,A5,q2@w.com,,021-51234567,a
C7,A5,q3@w.com,,021-51234567,a
C8,A5,q4@w.com,,021-51234567,a
C9,A5,q5@w.com,,021-51234567,a
M
cat >le.csv <<'M'
id,mail,mobile,contact
L1,LI@north.com,,
L2,wang@south.com,13612345678,
L3,info@east.com,,
L4,,+86 137 1357 2468,
L5,zhou@west.com,,C4
L6,,(010) 6234 5678,
L7,,021 5123 4567,
L8,new@new.com,13512345678,
M
"$WINNOW" health e.xml --in . --as-of 2026-06-15 --history e.db --out e --fail-on never --lang en >log 2>&1
is "across: mailboxes and numbers as they are loaded, whichever field has them; not info@, the switchboard of five, or the contact the lead became" \
    "$(advice e acr) $(count e acr)" "L1:contact C1 L2:contact C2 L4:contact C4 L6:contact C2 8/4"
is "childless: accounts without a contact" "$(found e chi) $(count e chi)" "A6 A7 A8 8/3"
is "owner-left: by name, mailbox and key; who shares a name with one who left is there" "$(found e own) $(count e own)" "A2 A4 A5 A6 7/4"
is "what is found of records is among what to put right first" \
    "$(json e/health.json "sorted(f['id'] for f in h['fixes'] if f['id'] in ('acr','chi','own'))")" "['acr', 'chi', 'own']"
"$WINNOW" health e.xml --in . --as-of 2026-06-15 --history e2.db --where part=a --out e2 --fail-on never --lang en >log 2>&1
is "a child that --where leaves out is a child, and a user a user" \
    "$(json e2/health.json "[(r['id'],r['applicable'],r['failed']) for r in h['rules'] if r['id'] in ('chi','own')]")" "[('chi', 7, 3), ('own', 6, 3)]"
sed '/path="[uc]o*.csv"/,/<\/file>/d' e.xml >e3.xml
"$WINNOW" health e3.xml --in . --as-of 2026-06-15 --history e3.db --out e3 --fail-on never --lang en >log 2>&1
is "without a file of those records nothing is asked, and that is said" \
    "$(count e3 chi)$(count e3 own)$(count e3 acr) $(for c in chi own acr; do told e3 $c not_asked; done | sort -u)" \
    " not asked: no file of the records that by= names"
has "and on the page" e3/report.en.html " · no other record belongs to it <code>chi</code>: not asked: no file of the records that by= names"
sed -E '/path="co.csv"/,/<\/file>/s#<field to="(email|mobile|phone)" from="([a-z]*)"/>#<drop from="\2" why="not asked"/>#g' e.xml >e4.xml
"$WINNOW" health e4.xml --in . --as-of 2026-06-15 --history e4.db --out e4 --fail-on never --lang en >log 2>&1
is "nor where the file has none of the values" "$(count e4 acr) $(told e4 acr not_asked)" " not asked: no record has the values it needs"

# ---- spellings of one value ----------------------------------------------------------
cat >v.model.xml <<'M'
<model version="1" name="v"><entity name="c"><field name="id_" type="id" key="yes"/><field name="city" type="text"/></entity>
<check id="var" on="c" rule="variants" fields="city"/></model>
M
echo '<mapping version="1" model="v.model.xml"><source system="s"/><file entity="c" path="v.csv" key="id"><field to="id_" from="id"/><field to="city" '\
'from="city"/></file></mapping>' >v.xml
# spelled "VALUE*COUNT ...", an underscore for a blank: each value, and what it should be
spelled() {
    printf '%s\n' "$@" | awk -F'*' 'BEGIN { print "id,city" } { gsub(/_/, " ", $1); for (i = 0; i < $2; i++) print ++n ",\"" $1 "\"" }' >v.csv
    rm -f v.db; "$WINNOW" health v.xml --in . --as-of 2026-06-15 --history v.db --out v --fail-on never >log 2>&1 || cat log
    q v.db "select group_concat(x, '; ') from (select distinct value||' > '||suggestion x from winnow_finding where rule='var' order by 1)"
}
is "a city: with and without 市, in pinyin, in traditional characters" "$(spelled '苏州*9' '苏州市*3' 'Suzhou*2' 'SUZHOU_CITY*1' '蘇州*1' '苏_州*1')" \
    "SUZHOU CITY > 苏州; Suzhou > 苏州; 苏 州 > 苏州; 苏州市 > 苏州; 蘇州 > 苏州"
is "pinyin of two cities is of neither" "$(spelled '苏州*9' '宿州*3' 'Suzhou*2')" ""
is "a province is no city, and what could be both is neither" "$(spelled '吉林市*9' '吉林省*3' '吉林*2')" ""
is "Shanxi and Shaanxi are two" "$(spelled '山西*5' '陕西*4' 'Shanxi*2' 'Shaanxi*1')" "Shaanxi > 陕西; Shanxi > 山西"
is "readings that are not the usual ones" "$(spelled '重庆*5' 'Chongqing*1' '厦门*5' 'Xiamen*1' '长沙市*5' 'Changsha*1' "西安*3" "Xi'an*1")" \
    "Changsha > 长沙市; Chongqing > 重庆; Xi'an > 西安; Xiamen > 厦门"
is "a department, in two languages" "$(spelled 'IT*9' 'I.T.*1' 'it_dept*1' 'IT部*1' '华南*9' 'South_China*3' '华南区*1' '华北*5' '销售部*5' 'Sales*1')" \
    "I.T. > IT; IT部 > IT; Sales > 销售部; South China > 华南; it dept > IT; 华南区 > 华南"
is "numbers are never one" \
    "$(spelled '销售一部*9' '销售二部*3' 'Team_1*9' 'Team_2*2' 'Region_II*99' 'Region_III*1' '1_12*9' '11_2*1' 'Team_1_Floor_2*9' 'Team_2_Floor_1*2' '10%*3' \
    '10*2' 'Floor_-1*1' 'Floor_1*4')" ""
is "nor are north and south, C++ and C, Baden and Baden-Baden, Kansas and its city" \
    "$(spelled 'North*99' 'South*1' 'C++*9' 'C*2' 'Baden*9' 'Baden-Baden*1' 'Kansas*3' 'Kansas_City*2' '妇产科*4' '妇产中心*2')" ""
is "words in another order, plurals, accents, marks" \
    "$(spelled 'Marketing_&_Sales*4' 'Sales_and_Marketing*1' 'Human_Resources*5' 'human_resource*1' 'São_Paulo*4' 'Sao-Paulo*1' 'Москва*3' 'МОСКВА*1')" \
    "Sales and Marketing > Marketing & Sales; Sao-Paulo > São Paulo; human resource > Human Resources; МОСКВА > Москва"
is "a slip in a long word beside a far more frequent one" "$(spelled 'Manufacturing*40' 'Manufacturng*2' 'Technical_Support*30' 'Tecnhical_Support*1')" \
    "Manufacturng > Manufacturing; Tecnhical Support > Technical Support"
is "no slip: less frequent, another first letter, short words, two cities in pinyin" \
    "$(spelled 'Chemical*10' 'Chemicel*1' 'Zambia*99' 'Gambia*1' 'Banking*99' 'Baking*1' 'Nanchang*99' 'Nanchong*1' 'Xianyang*99' 'Xiangyang*1' \
    'Hangzhou*99' 'Changzhou*1')" ""
is "the most frequent one is right, and of two as frequent the first of the alphabet" "$(spelled '上海市*5' '上海*4' '北京*3' '北京市*3')" "上海 > 上海市; 北京市 > 北京"
sed 's/fields="city"/fields="city" max="3"/' v.model.xml >v9.model.xml; sed 's/v.model/v9.model/' v.xml >v9.xml
"$WINNOW" health v9.xml --in . --as-of 2026-06-15 --history v9.db --out v9 --fail-on never --lang en >log 2>&1
is "more different values than max=: it is no list, and that is said" "$(count v9 var)$(told v9 var not_asked)" \
    "city not asked: more different values than max="

# ---- the same for any number of workers, in batches and chunks of any size -----------
for o in "--jobs 1 --batch 1000" "--jobs 1 --batch 3 --chunk 64" "--jobs 4 --batch 1" "--jobs 3 --batch 7 --chunk 200"; do
    rm -f j.db
    spelled 'IT*40' 'I.T.*7' 'it_dept*5' 'Manufacturing*60' 'Manufacturng*2' '苏州*9' 'Suzhou*4' '苏州市*6' >/dev/null
    for m in c e v; do
        rm -f j.db; "$WINNOW" health $m.xml --in . --as-of 2026-06-15 --period 2026-06 --history j.db --out j --fail-on never --lang en $o >log 2>&1
        q j.db "select rule, source_key, value, suggestion from winnow_finding order by 1,2,3; select rule, applicable, failed from winnow_health
            order by 1,2,3"
        json j/health.json "h['unusual'], h.get('not_asked')"
    done | sha256sum
done | sort -u | wc -l >same
is "four ways to read them, one answer" "$(cat same)" 1

# ---- what a check says is checked ----------------------------------------------------
bad() {
    sed "s|<check id=\"$1\"[^>]*>|<check id=\"$1\" $2/>|" e.model.xml >bad.model.xml
    sed 's/e.model.xml/bad.model.xml/' e.xml >bad.xml
    "$WINNOW" check bad.xml --lang en 2>&1 | sed -n 's/^[^ ]* //p' | head -n 1
}
is "by= of what is not linked" "$(bad chi 'on="account" rule="childless" by="user"')" '"user" is no ENTITY.FIELD of records that are linked to account'
is "by= of the entity itself" "$(bad acr 'on="lead" rule="across" fields="email" by="lead"')" '"lead" is no ENTITY or ENTITY.FIELD beside lead'
is "who is there is a yes or no" "$(bad own 'on="account" rule="owner-left" fields="owner" by="user.email"')" 'field email holds no yes or no (type bool)'
sed 's|<check id="dom"[^>]*>|<check id="dom" on="deal" rule="dominant" fields="stage" values="Wno" least="5%"/>|' c.model.xml >bad.model.xml
sed 's/c.model.xml/bad.model.xml/' c.xml >bad.xml
is "a value that is in no list would be missed for ever" "$("$WINNOW" check bad.xml --lang en 2>&1 | sed -n 's/^[^ ]* //p' | head -n 1)" \
    '"Wno" is not in list stage; did you mean "WON"?'
# said OF THE CHECK: what is told of it
said() {
    sed "s|<check id=\"few\"[^>]*>|<check id=\"few\" on=\"deal\" $1/>|" c.model.xml >bad.model.xml
    "$WINNOW" check bad.xml --lang en 2>&1 | sed -n 's/^[^ ]* //p' | head -n 1
}
is "a column of which nothing is asked would always pass" "$(said 'rule="dominant" fields="stage"')" '<check> needs share="..."'
is "and so would the least share of all values" "$(said 'rule="dominant" fields="stage" least="5%"')" '<check> needs values="..."'
is "no share at all is not the usual one" "$(said 'rule="volume" share="0%"')" 'share must be above zero'
is "nor is less than no values" "$(said 'rule="outlier" fields="amount" min="-1"')" 'min must be above zero'
is "nor no distance" "$(said 'rule="outlier" fields="amount" max="0"')" 'max must be above zero'
is "an outlier of words" "$(bad own 'on="account" rule="outlier" fields="owner"')" 'field owner holds no numbers'
is "a volume of fields" "$(bad own 'on="account" rule="volume" fields="owner"')" 'rule volume does not take fields='
for r in volume fill-drop freshness dominant outlier across childless owner-left variants; do
    zh=$("$WINNOW" explain $r --lang zh) en=$("$WINNOW" explain $r --lang en)
    [ -n "$zh" ] && [ -n "$en" ] && [ "$zh" != "$en" ] || echo "$r"
done >unexplained
is "explain knows them all, in both languages" "$(cat unexplained)" ""
done_testing
