#!/bin/sh
# pairs_sheet.t - a person decides pairs in a workbook, in her own language and manner, and
# what she wrote is taken or told. If these fail, two firms cannot be told apart by what the
# sheet shows, or an answer is lost without a word. TAP.
. tests/lib.sh
py=$(for p in python3 /usr/bin/python3; do $p -c "import openpyxl" 2>/dev/null && { echo $p; break; }; done)
[ -n "$py" ] || { skip "workbooks of pairs" "no python3-openpyxl"; done_testing; exit; }
here=$PWD/tests/flow/pairs_sheet.py
edit() { "$py" "$here" "$@"; }
cd "$tmp" || exit 99
cat >f.model.xml <<'X'
<model version="1" name="f">
  <entity name="account" zh="客户" en="Account">
    <field name="account_id" type="id" key="yes"/>
    <field name="phone" type="phone" zh="电话" en="Phone"/>
    <field name="name" type="company" required="yes" zh="公司名称" en="Company"/>
    <field name="website" type="url" zh="网址" en="Website"/>
    <field name="address" type="address" zh="地址" en="Address"/>
    <field name="city" type="text" zh="城市" en="City"/>
    <field name="founded" type="date" zh="成立日期" en="Founded"/>
    <field name="revenue" type="money" zh="年营业额" en="Revenue"/>
  </entity>
  <match entity="account" merge-at="0.9999" review-at="0.50"/>
</model>
X
cat >f.xml <<'X'
<mapping version="1" model="f.model.xml"><source system="crm" region="CN"/>
  <file entity="account" path="firms.csv" key="id"><field to="account_id" from="id"/><field to="name" from="name"/>
    <field to="phone" from="phone"/><field to="website" from="site"/><field to="address" from="street"/><field to="city" from="city"/>
    <field to="founded" from="day"/><field to="revenue" from="sum"/></file></mapping>
X
edit make
n=0
# run [OPTION]...: into a new target and folder $n
run() { n=$((n + 1)); "$WINNOW" run f.xml --to "$n.db" --out "$n" --lang zh --no-verify "$@" >out 2>err; code=$?; }
firms() { q "$n.db" "select count(*) from account"; }

# ---- what is shown
run
is "the workbook is for its owner alone" "$(find 1/pairs.xlsx -perm 600)" 1/pairs.xlsx
edit see 1/pairs.xlsx >seen
has "two rows a pair, headings and numbers that stay, a filter, a list to choose from" seen 'sheet 客户 32 C2 True "相同,不同,未定"'
has "in print as wide as a page, with its headings on each; not the codes; the only system is not shown" seen \
    'print landscape True 0 $1:$1 $P$33 hidden 系统'
has "the name stands before the other fields" seen "heads 序号 判定 相同的可能 理由 系统 编号 所在的组 公司名称 电话 网址"
is "why a pair that looks sure was not merged" "$(grep -c '^row|1|.*|未自动合并：一个是集团、控股或分公司，另一个不是' seen)" 1
is "what speaks for it, what against it, in words" \
    "$(grep '^row|16|10' seen | cut -d'|' -f6)" "公司名称、公司名称（地名）、城市相同，电话不同"
has "and the limit that it is below" seen "未自动合并：可能性低于 99.99%"
has "both records as they are, not masked" seen "|上海华泰盛机械|"
has "the group of each" seen "，单独|"
has "green is the same, red is different, white is on one side only" seen "shades 公司名称=E3F4E6 电话=FBDDDD 网址=- 城市=E3F4E6"
has "days and amounts are typed, a phone number is text" seen "types 电话=s:@ 成立日期=d:yyyy-mm-dd 年营业额=n:General 相同的可能=n:0.0%"
has "the rows of a pair have one code" seen "codes 16 True"
"$WINNOW" run f.xml --to none --out en --lang en --no-verify >/dev/null 2>&1
"$WINNOW" cat en/pairs.xlsx --sheet Account >en.csv
has "in English, too" en.csv "Company, Company (the place in it), City the same; Phone different"

# ---- what is read
edit 1/pairs.xlsx mine.xlsx "all:ＳＡＭＥ　" clear:B4 clear:B6 set:B7=N sort:公司名称 drop:理由 drop:所在的组 drop:地址 above:给王总
before=$(firms); run --decisions mine.xlsx
is "sorted, cut, retyped in full width, in the other language, under another name: read" \
    "$(sed -n 1p out)" "判定      mine.xlsx：读入 15 对（相同 14，不同 1）"
is "and it holds" "$(firms) $(q 2.db "select count(*) from winnow_pair where decision = 'different' and band = 'review'")" "$((before - 14)) 1"
"$WINNOW" cat 2/pairs.xlsx --sheet 客户 >again.csv
is "what was decided stands in the next workbook, in its language" "$(grep -c '^[0-9]*,相同,' again.csv) $(grep -c '^[0-9]*,不同,' again.csv)" "14 1"
# wrong NAME LINE...: nothing is done, and each line is told
wrong() {
    name=$1; shift; run --decisions wrong.xlsx
    is "$name: nothing is done" "$code $(ls "$n.db" 2>/dev/null)" "4 "
    for line; do has "$name: $line" err "$line"; done
}
edit 1/pairs.xlsx wrong.xlsx set:B2=也许 set:B5=相同 set:B4=不同
wrong "what is no answer" '客户!B2: 看不懂判定“也许”' '客户!B5: 填了“相同”，而 wrong.xlsx: 客户!B4 对同一对填的不一样' "在“判定”列填“相同”“不同”或“未定”"
edit 1/pairs.xlsx wrong.xlsx set:B2=相同 clear:Q2 clear:Q3
wrong "a row without its code" 'wrong.xlsx: 客户!B2: 该行的编码丢失或被改动'
edit 1/pairs.xlsx wrong.xlsx set:B2=相同 set:Q2=x4d2bb7e7
wrong "a code that was cut" 'wrong.xlsx: 客户!B2: 该行的编码丢失或被改动'
edit 1/pairs.xlsx wrong.xlsx set:B4=相同 alone:编码
wrong "codes that were sorted without their rows" 'wrong.xlsx: 客户!B4: 该行是第 2 对，编码却是第 1 对的'
edit 1/pairs.xlsx wrong.xlsx set:B2=相同 drop:编码
wrong "the codes are gone" '缺少“编码”列'
edit 1/pairs.xlsx wrong.xlsx drop:判定
wrong "the answers are gone" '缺少“判定”列'
/usr/bin/python3 -c "import openpyxl; b = openpyxl.load_workbook('1/pairs.xlsx'); c = b.copy_worksheet(b['客户']); c.title = '乙'
c.delete_rows(1); c['B2'] = '相同'; b['客户']['B2'] = '相同'; b.save('wrong.xlsx')"
wrong "a sheet that lost its headings is not passed over because another is good" '乙!Q1: 这是配对的代码，但上面没有表头'
edit 1/pairs.xlsx wrong.xlsx cover:也许
wrong "what does not say whether the rest is accepted" '说明!B13: 看不懂“也许”'
edit 1/pairs.xlsx half.xlsx set:B3=y clear:Q3 rows:6
run --decisions half.xlsx
is "the other row of the pair has the code: it is enough" "$(sed -n 1p out)" "判定      half.xlsx：读入 1 对（相同 1，不同 0）"
edit 1/pairs.xlsx drag.xlsx set:B2=相同 copy:2 copy:3 copy:4
run --decisions drag.xlsx
is "a row that was dragged down over others is one answer" "$(sed -n 1p out)" "判定      drag.xlsx：读入 1 对（相同 1，不同 0）"
edit 1/pairs.xlsx wrong.xlsx set:B2=相同 copy:2 copy:3 set:B4=不同
wrong "a copy that was changed" '客户!B4: 填了“不同”，而 wrong.xlsx: 客户!B2 对同一对填的不一样'

# ---- the rest, in one cell
is "how many it is about is said" "$("$WINNOW" cat 1/pairs.xlsx --sheet 说明 | grep -c '：8 对。请先抽看 5 对')" 1
edit 1/pairs.xlsx rest.xlsx set:B18=不同 "cover: 是 "
run --decisions rest.xlsx
has "it is counted apart" out "其余 95% 以上按“相同”处理：7 对"
is "it joins what is likely, and not what contradicts itself, nor what was decided" "$(firms)" $((before - 7))
edit 1/pairs.xlsx rest.xlsx cover:否
run --decisions rest.xlsx
is "no is no" "$(firms)" "$before"

# ---- two people, a file each: the first lets the rest be the same, but not what the second decided
edit 1/pairs.xlsx a.xlsx set:B2=相同 cover:是; edit 1/pairs.xlsx b.xlsx set:B18=不同 set:B6=相同
run --decisions a.xlsx --decisions b.xlsx
is "both files are read" "$(sed -n 1,2p out | paste -sd' ')" "判定      a.xlsx：读入 1 对（相同 1，不同 0） 判定      b.xlsx：读入 2 对（相同 1，不同 1）"
has "the rest is what neither of them decided" out "其余 95% 以上按“相同”处理：7 对"
edit 1/pairs.xlsx c.xlsx set:B2=不同
run --decisions a.xlsx --decisions c.xlsx
is "where they contradict, nothing is done, and both cells are told" "$code $(grep -c 'c.xlsx: 客户!B2: 填了“不同”，而 a.xlsx: 客户!B2' err)" "4 1"

# ---- other files
python3 - <<'P'
import csv
rows = list(csv.reader(open("1/pairs.csv", encoding="utf-8-sig")))
for row in rows[1:4]: row[-1] = "是"
csv.writer(open("mine.csv", "w", encoding="utf-8-sig", newline="")).writerows(rows)
P
run --decisions mine.csv
is "a CSV is read as before" "$(sed -n 1p out) $(firms)" "判定      mine.csv：读入 3 对（相同 3，不同 0） $((before - 3))"
"$WINNOW" run f.xml --to j.db --out j --no-verify --json --decisions mine.csv >out 2>err
is "for scripts, too" "$(head -1 out | json - "h['event'], h['file'], h['same'], h['different']")" "('answers', 'mine.csv', 3, 0)"
grep -v '^1023,' firms.csv >fewer && mv fewer firms.csv
edit 1/pairs.xlsx mine.xlsx set:B2=相同 set:B4=相同
run --decisions mine.xlsx
has "an answer about a record that is gone is no answer, and that is said" out "判定      1 对（共 2 对）的记录不在这次的导出里"

# ---- a later month: the one record is in the target already
edit make; head -1 firms.csv >late.csv; grep '^22' firms.csv >>late.csv; grep -v '^22' firms.csv >early.csv
for f in early late; do
    sed "s/firms.csv/$f.csv/" f.xml >$f.xml
    "$WINNOW" run $f.xml --to m.db --out $f --lang zh --no-verify >out 2>&1
done
"$WINNOW" cat late/pairs.xlsx --sheet 客户 >late.seen
is "what the target has is shown beside it, and that it is there" \
    "$(grep -c '已在目标库' late.seen) $(grep '已在目标库' late.seen | grep -c '深圳金远盛科技有限公司.*+8613700316761')" "8 1"
"$WINNOW" run late.xml --to m.db --out late2 --lang zh --no-verify >out 2>&1
"$WINNOW" cat late2/pairs.xlsx --sheet 客户 >late2.seen
same "and again, where nothing is compared anew" late2.seen late.seen
"$WINNOW" health f.xml --history none --out h --lang zh >out 2>&1
is "a health check writes it, too" "$("$WINNOW" cat h/pairs.xlsx --sheet 客户 | grep -c 未自动合并)" 16

# ---- any list, without a mapping
"$WINNOW" match firms.csv --key id -o c.csv --pairs p.xlsx --lang zh >out 2>err
"$WINNOW" cat p.xlsx --sheet 待判定 | grep '^1,' | cut -d, -f6 >two
together() { awk -F, 'NR == FNR { want[$1]; next } $1 in want { c[$2] } END { print length(c) == 1 }' two "$1"; }
was=$(together c.csv)
edit p.xlsx q.xlsx "set:B2=$([ "$was" = 1 ] && echo 不同 || echo 相同)"
"$WINNOW" match firms.csv --key id -o d.csv --decisions q.xlsx --lang zh >out 2>err
is "match asks in a workbook, too, and does as it is told" "$(together d.csv) $(grep -c 'q.xlsx：读入 1 对' out)" "$((1 - was)) 1"
done_testing
