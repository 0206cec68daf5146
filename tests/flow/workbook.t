#!/bin/sh
# workbook.t - a mapping as a workbook. Its users do not read XML: if a cell that they
# changed is not taken, is taken for something else, or a mistake is not told with its
# cell, their data goes to the wrong field. TAP.
. tests/lib.sh
here=$PWD
book() { /usr/bin/python3 "$here/tests/flow/workbook.py" "$@"; }
if ! /usr/bin/python3 -c 'import openpyxl' 2>/dev/null; then skip "mappings as workbooks" "no python3-openpyxl"; done_testing; exit; fi
cd "$tmp"
cat >客户总表.csv <<'C'
序号,客户全称*,简称,所属行业,公司电话,建档日期,年营业额(万元),备注
1,杭州金石天成科技有限公司,金石天成,制造,021-56290000,03/04/2024,"1,200",价格<9折
2,深圳华信万象科技有限公司,华信万象,互联网,010 6629 1234,25/12/2023,500,A&B 合作
3,杭州新航金石科技有限公司,新航金石,其它吧,021-66667777,01/02/2024,120,
C
cat >people.csv <<'C'
No,First,Last,Firm,Mail,Born
1,Anna,Bell,1,anna@bell.example,1980-02-03
2,Bob,Carr,2,bob@carr.example,1990-05-06
C

# --- a draft ------------------------------------------------------------------------
ends "a draft is a workbook where its name says so" 0 "$WINNOW" draft 客户总表.csv people.csv -o map.xlsx --lang en
is "with a sheet for each table, and those to look things up" "$(book sheets map.xlsx)" \
    "Read me | Files | Settings | 客户总表 | people | Values | Links | Fields | Codes | Options"
is "it is for its owner alone" "$(stat -c %a map.xlsx)" 600
book show map.xlsx people >shown
has "a row says column, samples masked, field, what becomes of it" shown "B	First + Last	1	A**, B**	map	Name		A**, B**	1"
has "the second part of a joined column is in sight" shown "C	Last	1"
hasnt "no name in full" shown "Anna"
ends "and it is right" 0 "$WINNOW" check map.xlsx --in 客户总表.csv --in people.csv
ends "it is loaded" 1 "$WINNOW" run map.xlsx --in 客户总表.csv --in people.csv --to b.db --out b
ends "as the draft alone is" 1 "$WINNOW" run 客户总表.csv people.csv --to d.db --out d
is "the same records" "$(q b.db 'select * from account' 'select * from contact')" "$(q d.db 'select * from account' 'select * from contact')"
"$WINNOW" draft 客户总表.csv people.csv --lang en >draft.xml
mkdir back && "$WINNOW" sheet map.xlsx -o back/map.xml 2>err
same "and it gives the draft back, byte for byte" back/map.xml draft.xml
has "its model lies beside it" back/crm.model.xml '<model version="1" name="crm">'

# --- a mapping written by hand ---------------------------------------------------------
cp "$here/mappings/crm.model.xml" .
printf '\357\273\277<?xml version="1.0" encoding="UTF-8"?>\r\n' >hand.xml
cat >>hand.xml <<'M'
<!-- who: Anna; not - - "quoted" \r \\ <nothing/> -->
<mapping version="1" model="crm.model.xml" name='by "hand" &amp; heart' note="a	b">
  <source   system="old"
            region = "CN" />
  <skip path="*.pdf" why="scans &lt;of&gt; contracts"/>

  <file entity="account" path="客户总表.csv" key="序号"><!-- the
     customers -->
    <signature has="序号 + 客户全称*"/>
    <field to="account_id" from="序号"/><field to="name" from="客户全称*"/>
    <field
       to="phone" from="公司电话" note="ring &quot;twice&quot;"/>
    <field to="industry" from="所属行业"/>
    <!-- <field to="city" from="市"/> not yet -->
    <field to="created_at" from="建档日期" date-order="dmy"/>
    <field to="revenue" from="年营业额(万元)" unit="万元"/>
    <drop from="简称" why="in the name"/>
    <keep from="*" as="extra"/>
  </file>
  <file entity="contact" path="people.csv" key="No">
    <field to="contact_id" from="No"/>
    <field to="full_name" from="First + Last" join="; "/>
    <field to="account_id" from="Firm"/>
    <field to="email" from="Mail"/>
    <field to="nick" from="First" type="text"/>
    <field to="birthday" from="Born"/>
  </file>
</mapping>
M
ends "a mapping written by hand becomes a workbook" 0 "$WINNOW" sheet hand.xml --in . -o hand.xlsx --lang zh
"$WINNOW" sheet hand.xlsx -o back/hand.xml 2>err
same "and comes back with comments, blanks and lines as they were" back/hand.xml hand.xml
book sort hand.xlsx sorted.xlsx 客户总表 && "$WINNOW" sheet sorted.xlsx -o back/sorted.xml 2>err
same "sorted rows change nothing" back/sorted.xml hand.xml
book rename hand.xlsx renamed.xlsx 客户总表 甲 && "$WINNOW" sheet renamed.xlsx -o back/renamed.xml 2>err
same "nor does another name of a sheet" back/renamed.xml hand.xml
book show hand.xlsx 客户总表 >shown
has "what a pattern keeps is in sight" shown "备注"
has "options are in words" shown "单位=万元"

# --- what people change ------------------------------------------------------------------
# changed WHAT THE-LINE-WANTED CHANGES... - cells of hand.xlsx, and a line of the XML then
changed() {
    _what=$1 _line=$2; shift 2
    rm -f back/changed.xml; book set hand.xlsx changed.xlsx "$@" && "$WINNOW" sheet changed.xlsx -o back/changed.xml --force 2>err
    if diff hand.xml back/changed.xml >diff.txt 2>&1; then fail "$_what" "nothing changed" "$(cat err)"; fi
    if grep '^[<>]' diff.txt | grep -qF -- "$_line"; then pass "$_what"; else fail "$_what" "wanted: $_line" "$(cat err diff.txt)"; fi
}
changed "another field, by its label" '<field to="website" from="所属行业"/>' 客户总表 对应到 所属行业 网址
changed "by its name, in full width" '<field to="city" from="所属行业"/>' 客户总表 对应到 所属行业 ' ｃｉｔｙ '
changed "by its label in the other language" '<field to="address" from="所属行业"/>' 客户总表 对应到 所属行业 Address
changed "another option, in words" 'from="建档日期" date-order="mdy"/>' 客户总表 选项 建档日期 '日期顺序=月日年'
changed "options as the XML has them, with other marks" 'date-order="ymd" calendar="roc"/>' 客户总表 选项 建档日期 'date-order：ymd； 历法＝roc'
changed "an option that is taken away" '<field to="revenue" from="年营业额(万元)"/>' 客户总表 选项 '年营业额(万元)' ''
changed "a column kept in place of mapped" '<keep from="所属行业" as="extra"/>' 客户总表 处理 所属行业 保留 客户总表 对应到 所属行业 ''
changed "one dropped, with its reason" '<drop from="所属行业" why="太乱 &#38; 旧"/>' 客户总表 处理 所属行业 丢弃 客户总表 原因或备注 所属行业 '太乱 & 旧'
changed "one mapped that a pattern kept" '<field to="note" from="备注" type="text"/>' 客户总表 处理 备注 对应 客户总表 对应到 备注 note 客户总表 选项 备注 '类型=文本'
changed "a field alone says enough" '<field to="city" from="备注"/>' 客户总表 处理 备注 '' 客户总表 对应到 备注 城市
changed "one dropped before the pattern keeps it" '<drop from="备注" why="无用"/>' 客户总表 处理 备注 丢弃 客户总表 原因或备注 备注 无用
changed "another reason" '<drop from="简称" why="见全称"/>' 客户总表 原因或备注 简称 见全称
changed "joined columns in another order" 'from="Last + First"' people 源列名 'First + Last' 'Last + First'
changed "what stands between them" 'from="First + Last" join=" | "/>' people 选项 'First + Last' '连接符=" | "'
changed "a file that is not wanted" '<skip path="people.csv" why="旧的"/>' 文件 处理 people 不读 文件 原因或备注 people 旧的
changed "a key of two columns" 'path="people.csv" key="No + Mail">' 文件 主键列 people 'No + Mail'
changed "other records" '<file entity="lead" path="people.csv"' 文件 记录是 people 线索 people 对应到 No 线索编号 \
    people 对应到 Firm 转成的客户 people 处理 Born 丢弃 people 原因或备注 Born x people 对应到 Born ''
changed "the country of phones" 'region="DE"' 设置 值 电话所属国家 DE
changed "a setting more" 'timezone="Asia/Shanghai"' 设置 值 时区 Asia/Shanghai
book set hand.xlsx changed.xlsx 下拉值 改为装入 其它吧 制造业 && "$WINNOW" sheet changed.xlsx -o back/changed.xml --force 2>err
has "a value of a list becomes a spelling of the item" back/changed.model.xml '| 其它吧"'
is "in a model of its own, for another lies there" "$(grep -c 'model="changed.model.xml"' back/changed.xml)" 1
ends "and is loaded so" 1 "$WINNOW" run changed.xlsx --in 客户总表.csv --in people.csv --to v.db --out v
is "as that item" "$(q v.db "select industry from account where account_id='3'")" "$(sed -n 's/.*<item code="\([A-Z]*\)".*其它吧.*/\1/p' back/changed.model.xml)"
book remove hand.xlsx changed.xlsx people Mail && "$WINNOW" sheet changed.xlsx -o back/changed.xml --force 2>err
hasnt "a row that is deleted is no more" back/changed.xml 'from="Mail"'
has "and that is said" err 'Mail'

# --- a question about the data: at its cell, in the words of cells ---------------------------
book set hand.xlsx asked.xlsx 客户总表 选项 建档日期 ''; sed 's/25.12.2023/05\/12\/2023/' 客户总表.csv >x && mkdir asked && mv x asked/客户总表.csv
"$WINNOW" run asked.xlsx --in asked --in people.csv --to q.db --out asked.out >out 2>err
has "a date's order is asked for at the cell of its options" err 'asked.xlsx: 客户总表!G8: '
has "as a cell has it" err '日期顺序=日月年'
hasnt "and not as XML has it" err 'date-order='
"$WINNOW" check asked.xlsx --in asked --in people.csv -o told.xlsx >out 2>err; book show told.xlsx 客户总表 >shown
has "in the workbook it stands in its row" shown '日期顺序=日月年'

# --- mistakes: each with its cell, and what to do ------------------------------------------
# told WHAT CELL WORDS SET|RAW CHANGES...
told() {
    _what=$1 _cell=$2 _words=$3 _how=$4; shift 4
    book "$_how" hand.xlsx wrong.xlsx "$@" || { fail "$_what" "the test cannot change the workbook"; return; }
    "$WINNOW" check wrong.xlsx >out 2>err; _code=$?
    if [ $_code = 3 ] && grep -F "wrong.xlsx: $_cell: " err | grep -qF -- "$_words"; then pass "$_what"
    else fail "$_what" "exit $_code, wanted 3 and $_cell ... $_words" "$(cat err)"; fi
}
told "a field that there is not" '客户总表!F6' '没有字段“行夜”；是不是“行业”' set 客户总表 对应到 所属行业 行夜
told "no field" '客户总表!F6' '还要在“对应到”里选字段' set 客户总表 对应到 所属行业 ''
told "an action that there is not" '客户总表!E6' '“也许”不是' set 客户总表 处理 所属行业 也许
told "nothing decided" '客户总表!E6' '还没有决定' set 客户总表 处理 所属行业 '' 客户总表 对应到 所属行业 ''
told "no reason for what is dropped" '客户总表!K6' '还要在“原因或备注”里写原因' set 客户总表 处理 所属行业 丢弃
told "an option that there is not" '客户总表!G6' '“颜色”不是选项' set 客户总表 选项 所属行业 '颜色=红'
told "an option without a value" '客户总表!G8' '“日月年”不是选项' set 客户总表 选项 建档日期 日月年
told "an option of another type" '客户总表!G6' 'date-order' set 客户总表 选项 所属行业 '日期顺序=日月年'
told "a value that the option does not take" '客户总表!G8' 'MM/DD' set 客户总表 选项 建档日期 '日期顺序=MM/DD/YYYY'
told "a country that there is not" '客户总表!G7' '中国' set 客户总表 选项 公司电话 '国家=中国'
told "a field twice, as by dragging down" '客户总表!F7' '第 6 行“所属行业”' set 客户总表 对应到 公司电话 行业
told "an optional heading that was renamed: what stands below it is not passed over" '客户总表!G2' '原来是“选项”吗' raw 客户总表 G2 附加
told "nor on the sheet of files" '文件!F1' '原来是“主键列”吗' raw 文件 F1 主键
told "a setting twice" '设置!A6' '已在第 4 行' raw 设置 A6 时区 设置 B6 UTC
told "a setting whose name was changed" '设置!A3' '不是任何一个设置项' raw 设置 A3 国家 设置 B3 DE
told "options where nothing reads them" '客户总表!G5' '只用于“对应”' set 客户总表 选项 简称 '单位=万元'
told "a new field without a type" 'people!F4' '没有字段“花名”' set people 对应到 'First + Last' 花名
told "a new field of a type that there is not" 'people!G4' 'colour' set people 对应到 'First + Last' hue people 选项 'First + Last' 'type=colour'
told "a column's name that is gone" '客户总表!B6' '没有源列名' raw 客户总表 B6 ''
told "a row twice" 'people!B20' '重复' raw people B20 Mail people E20 对应 people F20 邮箱
told "records that there are not" '文件!E4' '不是记录的种类' set 文件 记录是 people 人
told "neither read nor left out" '文件!A4' '既不是“读取”也不是“不读”' set 文件 处理 people 看看
told "a file left out without a reason" '文件!I4' '还要在' set 文件 处理 people 不读
told "a table that has no sheet" '文件!A2' '没有列的工作表' raw 文件 A2 读取
told "a condition that cannot be read" '文件!G4' '' set 文件 只取这些行 people 'Mail ~ x'
told "no path" '文件!C4' '不能空着' set 文件 文件 people ''
told "an encoding that there is not" '文件!H4' 'gbx' set 文件 选项 people '编码=gbx'
told "a system's name with blanks" '设置!B2' '' set 设置 值 旧系统名称 'my old crm'
told "no name of the system" '设置!B2' '不能空着' set 设置 值 旧系统名称 ''
told "a time zone that there is not" '设置!B2' 'Mars' set 设置 值 时区 Mars
told "an item that the list does not have" '下拉值!E2' '没有“造纸”' set 下拉值 改为装入 其它吧 造纸
told "an item misspelt" '下拉值!E2' '是不是' set 下拉值 改为装入 其它吧 制造叶
told "the headings are gone" '客户总表' '表头不见了' raw 客户总表 B2 '' 客户总表 E2 ''
# gone WHAT WORDS HOW... - what is wrong with the workbook as a whole
gone() {
    _what=$1 _words=$2 _how=$3; shift 3
    book "$_how" hand.xlsx wrong.xlsx "$@"; "$WINNOW" check wrong.xlsx >out 2>err
    is "$_what" "$? $(grep -cF -- "$_words" err)" "3 1"
}
gone "a sheet of a table is gone" '工作表“people”不见了' remove people
gone "the hidden sheet was changed" '隐藏的工作表“winnow”被改动' raw winnow B9 '| <file entity="lead">'
gone "or half of it is gone" '隐藏的工作表“winnow”被改动' raw winnow A9 ''
# --- sent back: as it was left, with what is wrong in its cells ---------------------------
book set hand.xlsx sent.xlsx 客户总表 对应到 所属行业 行夜
book raw sent.xlsx sent.xlsx 下拉值 E1 Wohin 说明 A20 '我加的一行'
"$WINNOW" check sent.xlsx -o back.xlsx >out 2>err; is "a workbook with mistakes is written with them" "$? $(grep -c '有问题的地方：' err)" "3 1"
is "they stand in their rows, and on the first sheet those of none" "$(book show back.xlsx 客户总表 | grep 所属行业 | grep -c '没有字段“行夜”')$(
    book show back.xlsx 说明 | grep -c '“下拉值”不见了')" 11
is "nothing that people wrote is lost" "$(/usr/bin/python3 - <<'P'
import openpyxl
a, b = openpyxl.load_workbook('sent.xlsx'), openpyxl.load_workbook('back.xlsx')
lost = [(s.title, c.coordinate) for s in a for r in s.iter_rows() for c in r
        if isinstance(c.value, str) and c.value != b[s.title][c.coordinate].value and s.title != '选项']
print(a.sheetnames == b.sheetnames, [x for x in lost if not x[1].startswith('J')])
P
)" "True []"
/usr/bin/python3 - <<'P'
import openpyxl
def made(out, change):
    b = openpyxl.load_workbook('sent.xlsx'); change(b); b.save(out)
def wide(b):
    s = b.create_sheet('我的表')
    for c in range(1, 100): s.cell(1, c).value, s.cell(2, c).value = 'h%d' % c, 'v%d' % c
def above(b): b['客户总表'].insert_rows(2); b['客户总表']['A2'] = '给王总'; b['客户总表']['B2'] = '周五前'
made('odd1.xlsx', lambda b: b.create_sheet('新', 0)); made('odd2.xlsx', wide); made('odd3.xlsx', above)
made('odd4.xlsx', lambda b: b.move_sheet('说明', offset=4))
P
for i in 1 2 3 4; do "$WINNOW" check odd$i.xlsx -o odd$i.back.xlsx >out 2>err; echo $?; done >codes
is "an empty sheet first, a wide one, rows above the headings, sheets in another order: all come back, and what is about no row is there" \
    "$(paste -sd' ' codes) $(for i in 1 2 3 4; do book show odd$i.back.xlsx | grep -c '“下拉值”不见了'; done | paste -sd' ') $(/usr/bin/python3 - <<'P'
import openpyxl
lost = []
for i in "1234":
    a, b = openpyxl.load_workbook('odd%s.xlsx' % i), openpyxl.load_workbook('odd%s.back.xlsx' % i)
    lost += [(i, s.title, c.coordinate) for s in a for r in s.iter_rows() for c in r if isinstance(c.value, str) and
             c.value != b[s.title][c.coordinate].value and s.title != '选项' and c.column_letter != 'J']
print(lost)
P
)" "3 3 3 3 1 1 1 1 []"
book set back.xlsx twice.xlsx 客户总表 对应到 所属行业 行业; "$WINNOW" check twice.xlsx -o twice.back.xlsx >out 2>err
is "a mistake that was put right is not told again" "$(book show twice.back.xlsx 客户总表 | grep -c '没有字段')" 0
book set back.xlsx again.xlsx 客户总表 对应到 所属行业 行业 && book raw again.xlsx again.xlsx 下拉值 E1 改为装入
"$WINNOW" sheet again.xlsx -o back/again.xml --force 2>err; same "and put right, it gives the mapping as it was" back/again.xml hand.xml
# --- what others found ------------------------------------------------------------------
changed "a pattern that drops in place of keeps leaves what rows of their own keep" '<keep from="备注" as="extra"/>' \
    客户总表 处理 '*' 丢弃 客户总表 原因或备注 '*' x
book rename hand.xlsx own.xlsx 文件 我的 && book set own.xlsx own2.xlsx 我的 主键列 people 'No + Mail' && "$WINNOW" sheet own2.xlsx -o back/own.xml --force 2>err
has "the sheet of files is known by its headings" back/own.xml 'key="No + Mail">'
gone "it may not be gone" '工作表“文件”不见了' remove 文件
gone "nor a row of it" '工作表“people”的那一行被删掉了' remove 文件 people
told "nor a row twice" '文件!B9' '已在第 4 行' raw 文件 B9 people 文件 A9 读取 文件 C9 other.csv
told "a value with a bar is no spelling" '下拉值!B2' '含有 |' raw 下拉值 B2 '甲|乙' 下拉值 E2 制造业
book set hand.xlsx bad1.xlsx 客户总表 处理 备注 也许; head -c 4000 hand.xlsx >x; cp hand.xlsx bad2.xlsx; book raw bad2.xlsx bad2.xlsx winnow B9 '|x'
"$WINNOW" check bad1.xlsx bad2.xlsx >out 2>err; is "a damaged workbook beside one with a mistake: both are told, nothing crashes" "$?" 3
cat >odd.xml <<'M'
<mapping version="1" model="crm.model.xml"><source system="old"/>
<file entity="contact" path="Values.csv" key="No"><field to="contact_id" from="No"/><field to="phone" from="Tel" region="NO"/><field to="full_name"
 from="First_x0020_Name + Last" join="&#10;"/><field to="note" type="text" from="Text" note=" outer &#9; blanks "/><keep from="*" as="extra"/><!-- to do:
  more --></file></mapping>
M
printf 'No,Tel,First_x0020_Name,Last,Text,More\n1,22 12 34 56,Kari,Berg,x,y\n' >Values.csv
"$WINNOW" sheet odd.xml --in Values.csv -o odd.xlsx --lang en 2>err; "$WINNOW" sheet odd.xlsx -o back/odd.xml --force 2>err
same "a table called Values, Norway, escapes, line ends and outer blanks come back as they were" back/odd.xml odd.xml
book set odd.xlsx odd2.xlsx "Values 1" "What to do" More map "Values 1" "Goes to" More City; "$WINNOW" sheet odd2.xlsx -o back/odd.xml --force 2>err
"$WINNOW" run odd2.xlsx --in Values.csv --to odd.db --out odd >out 2>err
is "a column more is not written into a comment" "$(q odd.db 'select city from contact')" y
mkdir mixed && cp Values.csv odd.xlsx mixed && "$WINNOW" draft mixed >out 2>err
hasnt "a mapping among the exports is no data" out 'odd.xlsx'
ends "a model alone has no workbook" 3 "$WINNOW" sheet crm.model.xml -o z.xlsx
mkdir only && "$WINNOW" sheet hand.xlsx -o only/crm.model.xml 2>err; has "a mapping is not written over by its model" only/crm.model.xml "<mapping"
head -c 5000 hand.xlsx >cut.xlsx; "$WINNOW" check cut.xlsx >out 2>err; is "half a workbook is no mapping, and no crash" "$?" 3
ends "a workbook of data is data" 0 "$WINNOW" inspect "$tmp/hand.xlsx"
ends "only .xlsx and .xml are written" 3 "$WINNOW" sheet hand.xml -o hand.txt
ends "and only where it is said" 3 "$WINNOW" sheet hand.xml
"$WINNOW" draft 客户总表.csv people.csv -o left.xlsx --lang zh >out 2>err
book set left.xlsx left2.xlsx 客户总表 处理 建档日期 丢弃 客户总表 原因或备注 建档日期 没有用
ends "options that a column had before are no mistake where it is dropped" 0 "$WINNOW" check left2.xlsx
/usr/bin/python3 - <<'P'
import openpyxl
b = openpyxl.load_workbook('left.xlsx'); s = b['客户总表']; h = {c.value: c.column_letter for c in s[2]}
row = {s.cell(r, 2).value: r for r in range(3, s.max_row + 1)}
s[h['处理'] + str(row['公司电话'])] = '保留'; s[h['处理'] + str(row['建档日期'])] = None
s.merge_cells('%s%d:%s%d' % (h['处理'], row['公司电话'], h['处理'], row['建档日期'])); b.save('merged.xlsx')
P
"$WINNOW" sheet merged.xlsx -o back/merged.xml --force 2>err
is "who merges a cell over rows means all of them" "$(grep -c '<keep from="公司电话"\|<keep from="建档日期"' back/merged.xml)" 2
# --- one list read twice: people and their companies -------------------------------------
mkdir both && cat >both/list.csv <<'C'
Company No,Company,Phone,City,Contact,Contact Email,Status
C1,Huaxin Ltd,010-62781234,北京,Wang Fang,wf@huaxin.example,x
C2,Delta Inc.,+1 617 555 0142,Boston,Paul Reed,pr@delta.example,y
C
cat >both.xml <<'M'
<mapping version="1" model="crm.model.xml"><source system="old"/>
<file entity="account" path="list.csv" key="Company No" where="Status filled"><field to="account_id" from="Company No"/><field to="name" from="Company"/>
<field to="phone" from="Phone" region-from="City"/></file>
<file entity="contact" path="list.csv" key="Contact Email"><field to="full_name" from="Contact"/>
<field to="email" from="Contact Email"/><field to="account_id" from="Company No"/></file></mapping>
M
"$WINNOW" sheet both.xml --in both -o both.xlsx --lang en >out 2>err
book show both.xlsx list >both.shown
"$WINNOW" check both.xlsx --in both >out 2>err; is "a list read twice is right in both forms" "$? $(cat err)" "0 "
is "each sheet says what else uses a column: rows, a country, the other sheet" \
    "$(book show both.xlsx list | grep -c 'used elsewhere')/$(book show both.xlsx 'list(2)' | grep -c 'used elsewhere.*read on the sheet: list')" 4/4
has "in words" both.shown "Status	1	x, y	used elsewhere			it says which rows are read"
done_testing
