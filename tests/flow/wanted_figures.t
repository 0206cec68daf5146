#!/bin/sh
# wanted_figures.t - the figures and work lists that users of a CRM asked for
# (docs/requirements.md), a case for each row, called by the row's number. TAP.
. tests/lib.sh
root=$PWD m=$tmp/m && mkdir "$m" && cp mappings/crm.model.xml "$m/" && cd "$tmp" || exit 1
# health PERIOD OUT ... - a month's check of the exports in in/, kept in h.db
health() {
    p=$1 o=$2; shift 2
    "$WINNOW" health "$m/map.xml" --in in --period "$p" --history h.db --out "$o" --fail-on never "$@" >"$o.log" 2>"$o.err" || cat "$o.err"
}

# ---- 43 and 52: limits that become stricter, targets with a date
cat >"$m/map.xml" <<'X'
<mapping version="1" model="crm.model.xml"><source system="s" region="CN"/>
  <file entity="contact" path="c.csv" key="编号"><field to="contact_id" from="编号"/><field to="full_name" from="姓名"/><field to="mobile" from="手机"/></file>
</mapping>
X
later='<limit from="2026-12" green="1%" red="3%"/><limit from="2026-09" green="10%" red="20%"/>'
sed -i "s|\(<check id=\"C01\".*\)/>|\1>$later<target by=\"2026-12\" share=\"10%\"/></check>|" "$m/crm.model.xml"
mkdir in
# people EMPTY - twenty contacts, so many of them without a number
people() { echo 编号,姓名,手机; for i in $(seq 20); do [ "$i" -le "$1" ] && echo "C$i,张伟$i," || echo "C$i,王芳$i,138001380$((i + 10))"; done; }
state() { json "$1/health.json" '[(t["state"], t["line"], t["first"] and t["first"]["period"]) for t in h["targets"]]'; }
limits() { json "$1/health.json" \
    '[(r["green"], r["red"], r["limits_from"], r["next_limits"] and r["next_limits"]["from"], r["colour"]) for r in h["rules"] if r["id"] == "C01"]'; }
people 10 >in/c.csv; health 2026-07 t7
is "52: in the first period nobody is said to be behind" "$(state t7)" "[('unknown', None, None)]"
has "52: and the report says why" t7/report.zh-CN.html "尚不能判断：至少要有两期"
is "43: before the first step the check's own limits hold, and the next is told" "$(limits t7)" "[(0.02, 0.05, None, '2026-09', 'red')]"
has "43: in the report too, with its month" t7/report.en.html '<td class="n">10 / 20 %<br><span class="dim">from 2026-09</span></td>'
has "52: and the message does not leave it out" t7/summary.md \
    "- Targets: 0 on track or reached, 0 behind; 1 not known (nothing to check, or the first period): No way to make contact"
people 9 >in/c.csv; health 2026-08 t8 --lang zh
is "52: less than the straight line is behind (50 % to 10 % in five months)" "$(state t8)" "[('behind', 0.42, '2026-07')]"
has "52: the report says so in words" t8/report.en.html '">◆ behind</td>'
has "52: and the message, with the check's name" t8/summary.md "目标：0 项正常或已达到，1 项落后：没有任何联系方式"
people 5 >in/c.csv; health 2026-09 t9
is "52: below the line is on track" "$(state t9)" "[('on_track', 0.34, '2026-07')]"
has "52: and said so, with the formula" t9/report.zh-CN.html "进度正常"
has "52: the formula" t9/report.zh-CN.html "首期比例 +（目标 − 首期比例）× 已过月数 ÷ 总月数"
is "43: from its month on the step holds, whatever the order in the file" "$(limits t9)" "[(0.1, 0.2, '2026-09', '2026-12', 'red')]"
people 2 >in/c.csv; health 2026-12 t12
is "52: reached" "$(state t12 | cut -d"'" -f2)" reached
is "43: after the last step there is no other" "$(limits t12)" "[(0.01, 0.03, '2026-12', None, 'red')]"
people 4 >in/c.csv; health 2027-01 t13
is "52: a target whose month has passed is missed" "$(state t13 | cut -d"'" -f2)" missed
mkdir none && cp in/c.csv none/ && sed -i 's/,1.*/,/' none/c.csv
people 4 | sed 1q >in/c.csv; health 2027-02 t14 --lang zh
has "52: nor one that nothing was checked for" t14/summary.md "- 目标：0 项正常或已达到，0 项落后；1 项尚不能判断（没有可检查的记录，或只有一期）：没有任何联系方式"
is "52: where nothing was checked, nothing is claimed" "$(state t14 | cut -d"'" -f2)" not_asked
is "health.json is as its schema says" \
    "$(for f in t*/health.json; do python3 "$root/tests/flow/health.py" schema $f "$root/docs/health.schema.json"; done | sort -u)" valid
# mistakes in them are told
wrong() { # wrong WHAT FROM TO TOLD
    sed "s|$2|$3|" "$m/crm.model.xml" >"$m/bad.model.xml"
    ends "43: $1 is a mistake" 3 "$WINNOW" check "$m/bad.model.xml" --lang en
    has "43: and told" err "$4"; }
wrong "a month that is none" 'from="2026-09"' 'from="2026-13"' 'from wants a month such as 2026-07, not "2026-13"'
wrong "a step that begins twice" 'from="2026-09"' 'from="2026-12"' "two limits begin in 2026-12"
wrong "red below green" 'green="10%" red="20%"' 'green="10%" red="5%"' "red must be above green"
wrong "a second target" '<target by' '<target by="2027-01" share="5%"/><target by' "one <target>"
wrong "a target without its month" 'target by="2026-12"' 'target' "<target> needs by"
# ---- 10: one customer, several spellings: which department writes which
cp "$root/mappings/crm.model.xml" "$m/"
cat >"$m/map.xml" <<'X'
<mapping version="1" model="crm.model.xml"><source system="s" region="CN"/>
  <file entity="account" path="a.csv" key="编号"><field to="account_id" from="编号"/><field to="name" from="名称"/>
    <field to="tax_id" from="税号"/><field to="phone" from="电话"/><field to="department" from="部门"/></file>
</mapping>
X
cat >in/a.csv <<'X'
编号,名称,税号,电话,部门
A1,华信科技有限公司,91310115MA1K4A2X8Y,021-58881234,华东区
A2,华信科技有限公司,91310115MA1K4A2X8Y,021-58881234,华东区
A3,华信科技公司,91310115MA1K4A2X8Y,021-58881234,华南区
A4,华信科技,91310115MA1K4A2X8Y,021-58881234,华南区
A5,华信科技,91310115MA1K4A2X8Y,021-58881234,
A6,远景教育有限公司,,010-66668888,华南区
A7,东方机械有限公司,,010-77778888,华南区
A8,东方机械有限公司,,010-77778888,华东区
X
rm -f in/c.csv h.db; health 2026-07 s7
uses() { json "$1/health.json" '[(s["kept"], s["records"], [(u["text"], u["department"], u["records"]) for u in s["uses"]]) for s in h["spellings"]]'; }
is "10: which department writes which spelling, and how often; the same spelling twice is none of it" "$(uses s7)" \
    "[('华信科技有限公司', 5, [('华信科技', '', 1), ('华信科技', '华南区', 1), ('华信科技有限公司', '华东区', 2), ('华信科技公司', '华南区', 1)])]"
has "10: in the report" s7/report.zh-CN.html "华信科技：未填部门 1、华南区 1<br>华信科技有限公司：华东区 2<br>"
has "10: in English too" s7/report.en.html "华信科技: no department 1, 华南区 1<br>"
sed -i 's/华信科技公司/华信科技有限公司/; s/,华信科技,/,华信科技有限公司,/' in/a.csv; health 2026-08 s8
hasnt "10: where all write the same, there is no such section" s8/report.en.html 'id="spellings"'
# ---- 41: what each department updated, which tickets it closed
cat >"$m/map.xml" <<'X'
<mapping version="1" model="crm.model.xml"><source system="s" region="CN"/>
  <file entity="contact" path="c.csv" key="编号"><field to="contact_id" from="编号"/><field to="full_name" from="姓名"/>
    <field to="title" from="职位"/><field to="department" from="部门"/><field to="updated_at" from="更新"/></file>
  <file entity="ticket" path="t.csv" key="编号"><field to="ticket_id" from="编号"/><field to="subject" from="主题"/><field to="status" from="状态"/>
    <field to="department" from="部门"/><field to="created_at" from="新建"/><field to="resolved_at" from="解决"/></file>
</mapping>
X
rm -rf in h.db && mkdir in
# people MONTH N: ten contacts of each of two departments; of the first N were changed in the month and one only saved,
# of the second three were changed, and the others do not say
people() {
    echo 编号,姓名,职位,部门,更新
    for i in $(seq 9); do
        [ "$i" -le "$2" ] && echo "A$i,张伟,经理$1,华东区,$1-05" || echo "A$i,张伟,经理,华东区,2026-01-15"
        [ "$i" -le 3 ] && echo "B$i,王芳,主管$1,华南区,$1-07" || echo "B$i,王芳,主管,华南区,"
    done
    echo "A0,赵强,会计,华东区,$3"; echo "D1,李娜,文员,市场部,"
}
cat >in/t.csv <<'X'
编号,主题,状态,部门,新建,解决
1,打不开,已关闭,华东区,2026-06-28 09:00,2026-07-02 10:00
2,打不开,已关闭,华东区,2026-07-03 09:00,2026-07-03 12:00
3,太慢了,处理中,华东区,2026-07-09 09:00,
4,太慢了,已关闭,华东区,2026-07-09 09:00,2026-08-09 09:00
5,太慢了,新建,华东区,2026-08-09 09:00,
X
did() { json "$1/health.json" '[(d["name"], d["updates"] and (d["updates"]["updated"], d["updates"]["records"], d["updates"]["previous"]),
    d["closure"] and (d["closure"]["closed"], d["closure"]["opened"], d["closure"]["previous"])) for d in sorted(h["departments"], key=lambda d: d["name"])]'; }
people 2026-07 4 2026-01-15 >in/c.csv; health 2026-07 u7
is "41: the share that was changed, of records that say when; tickets closed and opened; no month before" "$(did u7)" \
    "[('华东区', (4, 10, None), (2, 3, None)), ('华南区', (3, 3, None), None), ('市场部', None, None)]"
has "41: in the report" u7/report.zh-CN.html '<td class="n">2 / 3<br>'
people 2026-08 6 2026-08-20 >in/c.csv; health 2026-08 u8
is "41: and the month before, where it is known; a save without a change is none" "$(did u8)" \
    "[('华东区', (6, 10, 0.4), (1, 1, 0.66667)), ('华南区', (3, 3, 1.0), None), ('市场部', None, None)]"
has "41: as a change" u8/report.en.html '<td class="n">60.0 %<br><small>↑ 20.0 better</small></td>'
is "41: workers change nothing of it" "$(health 2026-08 u8j --jobs 3 --batch 2; did u8j)" "$(did u8)"
sed -i 's|<field to="updated_at" from="更新"/>|<drop from="更新" why="x"/>|' "$m/map.xml"; health 2026-09 u9
is "41: without the column nothing is claimed" "$(did u9)" "[('华东区', None, None), ('华南区', None, None), ('市场部', None, None)]"
has "41: and it is said what is missing" u9/report.en.html "How many records were updated in 2026-09 is not known"
# ---- 47: a quarter of three months
rm -f h.db; cp "$root/mappings/crm.model.xml" "$m/"
quarter() { json "$1/health.json" \
    '(h["quarter"]["name"], [m["scores"] and m["scores"]["overall"] for m in h["quarter"]["months"]], h["quarter"]["mean"]["overall"],
    h["quarter"]["before"] and h["quarter"]["before"]["overall"], h["quarter"]["months_before"])'; }
score() { json "$1/health.json" 'h["score"]'; }
for of in 05:9 07:6 09:2; do people "2026-${of%:*}" "${of#*:}" >in/c.csv; health "2026-${of%:*}" "q${of%:*}"; done
is "47: three months, the missing one not made up, the mean of the others, and the quarter before" "$(quarter q09)" \
    "$(python3 -c "a, b, c = $(score q05), $(score q07), $(score q09); print(('2026-Q3', [b, None, c], round((b + c) / 2, 2), a, 1))")"
has "47: the month that is missing is said" q09/report.zh-CN.html "2026-08 没有体检，平均只计其余月份。"
has "47: so is that the quarter before is not whole" q09/report.en.html "there were checks in 1 of three months"
has "47: by dimension, in the report" q09/report.en.html '<caption>2026-Q3</caption>'
has "47: a month that is yet to come is no gap" q07/report.en.html "2026-09 is yet to come."
has "47: without a quarter before there is no change" q05/report.en.html "There was no check in the quarter before"
# ---- 54 and 91: how old each file is; files of different times
cat >"$m/map.xml" <<'X'
<mapping version="1" model="crm.model.xml"><source system="s" region="CN"/>
  <file entity="account" path="客户.csv" key="编号"><field to="account_id" from="编号"/><field to="name" from="名称"/><field to="updated_at" from="更新"/></file>
  <file entity="contact" path="联系人.csv" key="编号"><field to="contact_id" from="编号"/><field to="account_id" from="客户"/><field to="full_name" from="姓名"/>
    <field to="created_at" from="新建"/><field to="updated_at" from="更新"/></file>
  <file entity="deal" path="商机.csv" key="编号"><field to="deal_id" from="编号"/><field to="account_id" from="客户"/><field to="name" from="名称"/></file>
</mapping>
X
rm -rf in h.db && mkdir in
# files ACCOUNT-TIME CONTACT-TIME
files() {
    printf '编号,名称,更新\nA1,华信科技有限公司,2026-01-02\nA2,远景教育有限公司,%s\n' "$1" >in/客户.csv
    printf '编号,客户,姓名,新建,更新\nC1,A1,张伟,2026-01-02 09:00,%s\nC2,A2,李娜,2027-03-01 09:00,2026-01-02 09:00\n' "$2" >in/联系人.csv
    printf '编号,客户,名称\nD1,A1,一号\n' >in/商机.csv
}
ages() { json "$1/health.json" '([(f["newest"], f["late_hours"]) for f in h["files"]], [(a["newer"], a["older"], a["hours"]) for a in h["files_apart"]])'; }
files 2026-10-29 "2026-10-31 08:30"; health 2026-10 f1 --lang zh
is "54, 91: the age of each file, days after the check left out; two files that are apart; nothing of a file without a time" "$(ages f1)" \
    "([('2026-10-29', 24), ('2026-10-31T08:30:00', None), (None, None)], [('联系人.csv', '客户.csv', 32)])"
tr -d ' \n' <f1.log >flat
has "54: told on the terminal" flat "时间客户.csv：最新的记录是2026-10-29，比检查日早24小时。"
has "91: with both files and both times" flat "联系人.csv最新的记录是2026-10-3108:30，客户.csv是2026-10-29，相差32小时。是否同一时间导出？"
has "54: in the report" f1/report.en.html "客户.csv: its newest record is of 2026-10-29, 24 hours before the day of the check."
has "91: in the report" f1/report.en.html "the newest record of 联系人.csv is of 2026-10-31 08:30, that of 客户.csv of 2026-10-29: 32 hours apart."
has "54: of a file without a time it says so" f1/report.zh-CN.html "没有时间列"
files "2026-10-30 09:00" "2026-10-31 08:30"; health 2026-10 f2
is "54, 91: within a day nothing is claimed" "$(ages f2 | grep -o '\], .*') $(grep -c '^times' f2.log)" "], []) 0"
hasnt "54: nor is there a section" f2/report.en.html 'id="feeds"'
sed -i 's|<check id="L01"|<check id="F01" on="account" rule="freshness" field="updated_at" after="10 days" severity="info"/>\n&|' "$m/crm.model.xml"
files 2026-10-22 2026-10-22; health 2026-10 f3
is "54: the limit is the model's, where it has one; others have 24 hours" "$(ages f3 | cut -d']' -f1)" \
    "([('2026-10-22', None), ('2026-10-22', 192), (None, None)"
files 2026-09-01 2026-09-20
"$WINNOW" run "$m/map.xml" --in in --to r.db --out r1 --as-of 2026-10-31 --lang en >r1.log 2>&1; code=$?
files 2026-09-20 2026-09-20; "$WINNOW" run "$m/map.xml" --in in --to r2.db --out r2 --as-of 2026-10-31 --lang en >r2.log 2>&1
is "91: a migration is told, too, and ends as without it; the age of its files is no question" "$code $(grep -c '^times' r1.log)" "$? 1"
hasnt "91: at the same time nothing is told" r2.log "times "
tr -d ' \n' <r1.log >flat
has "91: a migration names the files" flat "thenewestrecordof联系人.csvisof2026-09-20,thatof客户.csvof2026-09-01:18daysapart."
"$WINNOW" health "$m/map.xml" --in in --period 2026-10 --history none --out f4 --where account_id=A1 --fail-on never --lang en >f4.log 2>&1
is "91: a part of the records is looked at" "$(json f4/health.json '(h["partial"], h["records"])')" "(True, 3)"
hasnt "91: of a part of the records nothing is claimed" f4.log "times  "
# ---- 64 and 65: the manager has the rows of all their people
cp "$root/mappings/crm.model.xml" "$m/"
cat >"$m/map.xml" <<'X'
<mapping version="1" model="crm.model.xml"><source system="s" region="CN"/>
  <file entity="user" path="员工.csv" key="工号"><field to="user_id" from="工号"/><field to="full_name" from="姓名"/>
    <field to="email" from="邮箱"/><field to="manager_id" from="上级"/></file>
  <file entity="contact" path="联系人.csv" key="编号"><field to="contact_id" from="编号"/><field to="full_name" from="姓名"/>
    <field to="mobile" from="手机"/><field to="owner" from="负责人"/></file>
</mapping>
X
rm -rf in h.db && mkdir in
cat >in/员工.csv <<'X'
工号,姓名,邮箱,上级
U1,王建国,wang@corp.cn,
U2,李明,li@corp.cn,U1
U3,赵敏,zhao@corp.cn,U1
U4,陈刚,chen@corp.cn,U3
U5,周强,zhou1@corp.cn,U1
U6,周强,zhou2@corp.cn,U3
X
# contacts without a number: by name, by number of the user, by mailbox; two users of one name; a stranger; nobody
printf '编号,姓名,手机,负责人\nC1,张伟,,李明\nC2,张芳,,u3\nC3,张敏,,CHEN@corp.cn\nC4,张静,,周强\nC5,张丽,,孙外人\nC6,张强,,\nC7,张磊,,王建国\n' >in/联系人.csv
health 2026-07 w7 --lang zh; health 2026-09 w9 --by-manager --lang zh
py=$(for f in python3 /usr/bin/python3; do $f -c "import openpyxl" 2>/dev/null && { echo $f; break; }; done)
rows() { "$py" -c "
import openpyxl, sys
b = openpyxl.load_workbook(sys.argv[1])
for s in b.worksheets[1:]:
    h = {c.value: i for i, c in enumerate(s[1])}
    if '负责人' in h and s.title.startswith('没有任何联系方式'):
        print(sorted((r[h['编号']].value, r[h['负责人']].value, r[h['已过月数']].value, r[h['已过天数']].value) for r in s.iter_rows(min_row=2)))" "$1" 2>&1; }
is "64: without the option there is no workbook of a manager" "$(ls w7 | grep -c worklists)" 1
is "64: each manager who has people with rows has a workbook" "$(ls w9 | grep worklists- | tr '\n' ' ')" "worklists-王建国.xlsx worklists-赵敏.xlsx "
[ -n "$py" ] || { skip "64, 65: the rows" "no python3-openpyxl"; cd "$root" || exit 1; done_testing; }
is "64, 65: with the rows of all their people, however these are named, and how long each is open" \
    "$(rows w9/worklists-王建国.xlsx) $(rows w9/worklists-赵敏.xlsx)" \
    "[('C1', '李明', 2, 61), ('C2', 'u3', 2, 61), ('C3', 'CHEN@corp.cn', 2, 61)] [('C3', 'CHEN@corp.cn', 2, 61)]"
hasnt "64: no ring is told where there is none" w9.log "成环"
has "64: owners whose manager is not known are told: two of one name, a stranger, the head" w9.log "不知道上级的负责人：3 人（周强 等）"
hasnt "64: the head is in the file: nobody is asked to add who is there" w9.log "补到员工文件里"
has "64: in the report too" w9/report.zh-CN.html "不知道上级的负责人：3 人"
is "64: nobody's rows are lost" "$(rows w9/worklists.xlsx | grep -o "'C[0-9]'" | wc -l)" 7
# under two months, days say it; 王建国 and 赵敏 above each other
printf 'C8,张涛,,李明\n' >>in/联系人.csv; sed -i 's/wang@corp.cn,/wang@corp.cn,U3/' in/员工.csv; health 2026-10 w12 --by-manager --lang zh
is "64: in a ring each has the rows of the other, and nobody the own rows from above" \
    "$(rows w12/worklists-王建国.xlsx | grep -o "'C[0-9]'" | tr '\n' ' ')/ $(rows w12/worklists-赵敏.xlsx | grep -o "'C[0-9]'" | tr '\n' ' ')" \
    "'C1' 'C2' 'C3' 'C8' / 'C1' 'C3' 'C7' 'C8' "
has "64: and the ring is told" w12.log "上下级成环的人（绕一圈成了自己的上级）：2 人（王建国 等）"
is "65: what is new is open for no day, and the rest for as many as between the checks" \
    "$(rows w12/worklists-王建国.xlsx | grep -o "'李明', [0-9]*, [0-9]*)" | tr '\n' ' ')" "'李明', 3, 92) '李明', 0, 0) "
printf '负责人,主管\n李明,王建国\nu3,王建国\n' >in/员工.csv
sed -i 's|key="工号".*|key="负责人"><field to="user_id" from="负责人"/><field to="full_name" from="负责人"/>|
    s|<field to="email" from="邮箱"/><field to="manager_id" from="上级"/>|<field to="manager_id" from="主管"/>|' "$m/map.xml"
health 2026-09 w11 --by-manager --lang zh
is "64: a list of owner and manager is enough" "$(rows w11/worklists-王建国.xlsx | grep -o "'C[0-9]'" | tr '\n' ' ')" "'C1' 'C2' 'C8' "
sed -i '/entity="user"/,/<\/file>/d' "$m/map.xml"; rm in/员工.csv; health 2026-09 w10 --by-manager
has "64: without a file of users it is said what to do" w10.log "no file says who is above whom. Map a file of users"
# ---- 47: on the page of all months, a month whose files had no records is no month of the mean
rm -rf h.db; mkdir months; health 2026-07 months/2026-07; sed -i 1q in/联系人.csv; health 2026-08 months/2026-08
is "47: nothing is said of no records, and the mean is of the other month" \
    "$(sed -n 's/<[^>]*>/ /g; s/  */ /g; s/ 2026-Q3.*Mean/ 2026-Q3 Mean/; /^ 2026-Q3\|^ 2026-08/p' months/index.en.html | tr -d '\n')" \
    " 2026-Q3 Mean of 1 of 3 months  2026-08 — — — — — — — 0 — 0 8 0 "
cd "$root" || exit 1
done_testing
