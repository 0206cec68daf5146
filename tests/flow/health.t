#!/bin/sh
# health.t - the monthly check over the sample year: what is fixed, what came back, what a
# month scores, who does what. If this fails, a company is praised or blamed for nothing. TAP.
. tests/lib.sh
py=$(for p in python3 /usr/bin/python3; do $p -c "import openpyxl" 2>/dev/null && { echo $p; break; }; done)
[ -n "$py" ] || { skip "the year" "no python3-openpyxl"; done_testing; exit; }
python3() { command "$py" "$@"; }
root=$PWD
python3 samples/health/make.py "$tmp/data"
cd "$tmp"
rule() { json "$1" "[r['$3'] for r in h['rules'] if r['id']=='$2'][0]"; }

# ---- thirteen months, one of them missing
for m in data/*; do
    p=${m#data/}
    "$WINNOW" health "$root/samples/health/mapping.xml" --in "$m" --period "$p" --out "year/$p" --lang zh >"$p.log" 2>&1
    echo "$p $?" >>codes
    q runs/history.db "select distinct rule||'|'||entity||'|'||system||'|'||source_key from winnow_finding" >"year/$p/findings.txt"
    [ "$p" = 2026-05 ] && is "in the middle of the year the score is that of the findings" \
        "$(python3 "$root/tests/flow/health.py" score runs/history.db year/$p/health.json)" same
done
is "every month ends yellow: 1" "$(cut -d' ' -f2 codes | sort | uniq -c | tr -s ' ')" " 12 1"
is "the score of the last month, computed again from winnow_finding" \
    "$(python3 "$root/tests/flow/health.py" score runs/history.db year/2026-10/health.json)" same
is "new, fixed, still open and came back, computed again from the findings of each month" "$(python3 "$root/tests/flow/health.py" lives year/2*)" same
is "health.json is as its schema says" \
    "$(for f in year/*/health.json; do python3 "$root/tests/flow/health.py" schema $f "$root/docs/health.schema.json"; done | sort -u)" valid
is "thirteen months, the missing one without a score" \
    "$(json year/2026-10/health.json "len(h['months']), [m['period'] for m in h['months'] if m['score'] is None]")" "(13, ['2026-02'])"
# the page of all months: a quarter stands over its months, as the report of its last month has it
cat >quarters.py <<'P'
import glob, json, re
rows = []
for line in open("year/index.en.html"):
    if line.startswith("<tr"): rows.append((re.findall("<t[hd][^>]*>(.*?)</t[hd]>", line), "quarter" in line))
reports = sorted((json.load(open(f)) for f in glob.glob("year/2*/health.json")), key=lambda h: h["period"], reverse=True)
last, want = None, []
for h in reports:
    q = h["quarter"]
    if q["name"] != last:
        of = lambda k: "—" if q["mean"][k] is None else "%.1f" % q["mean"][k]
        want.append([q["name"], of("overall")] + [of(k) for k in ("completeness", "validity", "uniqueness", "timeliness", "consistency")] +
                    ["Mean of %d of 3 months" % sum(m["scores"] is not None for m in q["months"]) +
                     ("; of the quarter before, %d" % q["months_before"] if 0 < q["months_before"] < 3 else "")])
    last = q["name"]
got = [c[:2] + c[3:] for c, is_quarter in rows if is_quarter]
order = [re.sub("<.*?>", "", c[0]) for c, _ in rows if c and re.match("(<a.*>)?20", c[0])]
print(got == want, len(got), *order[:5])
P
is "the page of all months has quarters above their months" "$(python3 quarters.py)" "True 5 2026-Q4 2026-10 2026-Q3 2026-09 2026-08"
has "in Chinese, too, and that a month is missing" year/index.zh-CN.html "平均，3 个月中有 2 个月"
is "what happened in July is told: a value, a column, a burst" \
    "$(json year/2026-07/health.json "sorted((u['kind'],u.get('id') or u.get('name')) for u in h['unusual'] if u['kind']!='share' or u['id']=='K05')")" \
    "[('column-gone', '备注'), ('column-new', '微信/备注'), ('share', 'K05'), ('value-new', '其他渠道')]"
is "sixty records filled in one afternoon" "$(rule year/2026-07/health.json K05 failed)" 60
is "records that were touched without a change, in August and not after" \
    "$(rule year/2026-07/health.json K06 failed) $(rule year/2026-08/health.json K06 failed) $(rule year/2026-09/health.json K06 failed)" "0 25 0"
is "the fair's duplicates, half of them merged in June" \
    "$(rule year/2026-05/health.json U01 failed) $(rule year/2026-06/health.json U01 failed) $(rule year/2026-06/health.json U01 fixed)" "40 20 20"
is "the south improves most when it fills its gaps" "$(json year/2026-04/health.json "[d['name'] for d in h['departments'] if d['most_improved']]")" "['华南区']"
is "the gain of the first fix is the largest" "$(json year/2026-10/health.json "h['fixes'][0]['gain']==max(r['gain'] for r in h['rules'])")" True

# ---- the same month again, and an earlier one
cp year/2026-10/health.json first.json
sqlite3 runs/history.db "select * from winnow_health order by 1,2,3,4; select rule,finding,from_period,to_period from winnow_episode order by 1,2,3" |
    sed 's/|[0-9]*|exports|/|exports|/' >before
"$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-10 --out again --lang zh >/dev/null 2>&1
same "a month run twice says the same" again/health.json first.json
sqlite3 runs/history.db "select * from winnow_health order by 1,2,3,4; select rule,finding,from_period,to_period from winnow_episode order by 1,2,3" |
    sed 's/|[0-9]*|exports|/|exports|/' >after
same "and keeps the same" after before
"$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-06 --period 2026-06 --out again6 --lang zh >/dev/null 2>&1
same "an earlier month run again says what it said" again6/health.json year/2026-06/health.json
for z in Asia/Shanghai America/Los_Angeles UTC; do
    TZ=$z "$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-10 --out tz --lang zh >/dev/null 2>&1
    cmp -s tz/health.json first.json && echo same
done | uniq -c | tr -s ' ' >zones
is "the clock's zone changes nothing" "$(cat zones)" " 3 same"
for jobs in 1 3; do
    "$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-10 --out j --lang zh --jobs $jobs --batch 7 --chunk 64 >/dev/null 2>&1
    same "nor do $jobs workers, small batches and chunks" j/health.json first.json
done

# ---- what leaves the machine
for l in en zh-CN; do
    r=year/2026-10/report.$l.html
    is "report.$l.html is below 300 kB" "$([ "$(wc -c <$r)" -lt 300000 ] && echo yes)" yes
    hasnt "report.$l.html has no script" $r "<script"
    for s in verdict months changes fixes departments duplicates fields lifecycle figures unusual follow-up not-checked checks how; do
        has "report.$l.html has its section $s" $r "id=\"$s\""
    done
done
is "values of a list: as many as the export has, and the shares of the month before" "$(python3 -c "
import csv, re, collections
def had(m):
    return collections.Counter(r['来源'] for r in csv.DictReader(open('data/%s/联系人.csv' % m, encoding='utf-8-sig')) if r['来源'])
part = open('year/2026-10/report.en.html').read().split('Contact · Source</h4>')[1].split('</tbody>')[0]
rows = [re.findall(r'<td class=.n.[^>]*>([^<]*)', r) for r in part.split('<tr>')[1:]][1:]
was, now = had('2026-09'), had('2026-10')
print(sorted(int(r[2]) for r in rows) == sorted(now.values()),
      sorted(r[0] for r in rows) == sorted('%.1f %%' % (100 * n / sum(was.values())) for n in was.values()))")" "True True"
is "summary.md is short enough for a message" "$([ "$(wc -l <year/2026-10/summary.md)" -le 20 ] && echo yes)" yes
name=$(sed -n 5p data/2026-10/联系人.csv | cut -d, -f3) phone=$(grep -o '1[3-9][0-9]\{9\}' data/2026-10/联系人.csv | sed -n 3p)
mkdir x && (cd x && python3 -c "import zipfile;zipfile.ZipFile('../year/2026-10/worklists.xlsx').extractall()")
is "names, numbers and mailboxes are masked in all of it" \
    "$(cat year/2026-10/*.html year/2026-10/*.json year/2026-10/*.md x/xl/worksheets/*.xml | sed "s/>x[0-9a-f]*</></g; s/<v>[0-9.]*</</g" \
    | grep -cE "(^|[^0-9])1[3-9][0-9]{9}([^0-9]|$)|@corp-[ab]|>$name<|$phone")" 0
"$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-10 --out open --unmasked --history none --fail-on never >/dev/null 2>&1
mkdir y && (cd y && python3 -c "import zipfile;zipfile.ZipFile('../open/worklists.xlsx').extractall()")
names() { python3 -c "
import openpyxl,sys;print(sum('*' in str(r[4].value) for s in openpyxl.load_workbook(sys.argv[1]).worksheets[1:] for r in s.iter_rows(min_row=2) if \
r[4].value) > 0)" "$1"; }
is "and shown when it is asked for" "$(names year/2026-10/worklists.xlsx) $(names open/worklists.xlsx)" "True False"
is "files are for their owner alone" "$(find year runs open -type f ! -perm 600 | grep -v findings.txt | wc -l)" 0

# ---- work lists
python3 "$root/tests/flow/health.py" sheets year/2026-10/worklists.xlsx >sheets
is "a sheet for each check that failed, with as many rows as findings" \
    "$(sort sheets | awk '{print $1, $2}' | grep -E '^(C01|T01|U01|K05) ' | tr '\n' ' ')" \
    "$(q runs/history.db "select rule||' '||count(*) from winnow_finding where rule in ('C01','T01','U01','K05') group by rule order by rule" | tr '\n' ' ')"
is "frozen headings, filters, drop-downs; months and numbers typed, the rest text" "$(awk '{print $(NF-3), $(NF-2), $(NF-1), $NF}' sheets | sort -u)" \
    "A2 filter \"已修改,无需处理,合并,有异议\" 0"
is "what brings the most comes first, in words, and is linked; deals have names; dates that are wrong are dates" "$(python3 -c "
import openpyxl, json
b = openpyxl.load_workbook('year/2026-10/worklists.xlsx'); rows = [r for r in b.worksheets[0].iter_rows() if r[0].hyperlink]
gains = [r[2].value or 0 for r in rows]; fixes = [f['id'] for f in json.load(open('year/2026-10/health.json'))['fixes']]
deal = [r for s in b.worksheets[1:] for r in s.iter_rows(min_row=2) if r[3].value.startswith('商机.csv')]
print(gains == sorted(gains, reverse=True), [r[3].value for r in rows[:3]] == fixes[:3],
    [s.title for s in b.worksheets[1:]] == [r[0].hyperlink.location.split('!')[0].strip(chr(39)) for r in rows],
    all(r[4].value for r in deal), b.worksheets[1].page_setup.orientation, b.worksheets[1].print_title_rows)")" "True True True True landscape \$1:\$1"
python3 "$root/tests/flow/health.py" answer year/2026-10/worklists.xlsx filled.xlsx >given
failed=$(rule first.json C02 failed)
cp runs/history.db ten.db
"$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-11 --as-of 2026-11-26 --history sqlite:ten.db \
    --worklists filled.xlsx --out nov --lang zh >nov.log 2>err
has "and how many of which file is said" nov.log "处理结果  filled.xlsx：读入 $(tr ' ' '+' <given | bc) 个，1 个没有采用"
is "answers are read, whoever sorted or retyped them" \
    "$(json nov/health.json "[h['answers'][k]['answers'] for k in ('fixed','no_need','disputed')]" | tr -d '[],')" "$(cat given)"
has "an answer that is none is told with its cell" err "改好啦"
python3 - <<'P'
import openpyxl
def book(out, change):
    b = openpyxl.load_workbook('filled.xlsx'); s = b['行业、来源、意向未填齐']
    h = {c.value: c.column for c in s[1]}
    for r in range(2, s.max_row + 1): s.cell(r, h['处理结果']).value = None
    s.cell(2, h['处理结果']).value = '无需处理'
    change(b, s, h); b.save(out)
book('until.xlsx', lambda b, s, h: setattr(s.cell(2, h['有效期至']), 'value', '下月底'))
book('past.xlsx', lambda b, s, h: setattr(s.cell(2, h['有效期至']), 'value', '2020-03-01'))
book('code.xlsx', lambda b, s, h: (setattr(s.cell(2, h['编码']), 'value', 'x12345678901234567890'), s.delete_cols(h['编号'])))
book('head.xlsx', lambda b, s, h: next(t for t in b.worksheets[1:] if t.cell(2, t.max_column).value).delete_rows(1))
book('void.xlsx', lambda b, s, h: b.create_sheet('新', 0))
def coded(b, change):
    s = next(t for t in b.worksheets[1:] if t.max_row > 4 and t.cell(2, t.max_column).value)
    h = {c.value: c.column for c in s[1]}
    for r in range(2, s.max_row + 1): s.cell(r, h['处理结果']).value = None
    s.cell(3, h['处理结果']).value = '无需处理'
    change(s, h['编码'])
def turn(s, c):
    codes = [s.cell(r, c).value for r in range(2, s.max_row + 1)]
    for r, code in enumerate(codes[1:] + codes[:1], 2): s.cell(r, c).value = code
def merge(s, c):
    o = {x.value: x.column_letter for x in s[1]}['处理结果']; s.merge_cells(f'{o}3:{o}5')
book('single.xlsx', lambda b, s, h: (setattr(s.cell(2, h['处理结果']), 'value', None), coded(b, lambda s, c: None)))
book('merged.xlsx', lambda b, s, h: (setattr(s.cell(2, h['处理结果']), 'value', None), coded(b, merge)))
book('moved.xlsx', lambda b, s, h: (setattr(s.cell(2, h['处理结果']), 'value', None), coded(b, turn)))
book('strange.xlsx', lambda b, s, h: (setattr(s.cell(2, h['处理结果']), 'value', None),
                                      coded(b, lambda s, c: setattr(s.cell(3, c), 'value', 'x123456789abcdef'))))
P
# taken LIST: what is said of it
taken() { "$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-11 --as-of 2026-11-26 --history none --worklists "$1" \
    --out taken --lang zh --force >said 2>err; echo "$? $(grep -c '^处理结果' said) $(grep '^处理结果' said | grep -o '，[0-9]* 个没有采用')"; }
taken until.xlsx >code; has "a day that cannot be read is no year: the answer is not taken" code "个没有采用"; has "and told" err "“下月底”不是日期"
taken past.xlsx >code; has "nor is one that has passed" code "个没有采用"
taken code.xlsx >code; has "a code that is too long is none" err "认不出"
taken single.xlsx >code; one=$(grep -o '读入 [0-9]*' said | tr -dc 0-9); taken merged.xlsx >code
has "an outcome that is merged over three rows is of all three" said "读入 $((one + 2)) 个"
taken moved.xlsx >code; has "codes that were sorted without their rows waive nobody else" code "个没有采用"; has "and that is told" err "该行的编码是本表另一条记录的"
taken strange.xlsx >code; has "an answer about nothing that is known is said to do nothing" said "在库里找不到对应的问题"
is "a sheet that lost its headings is not passed over" "$(taken head.xlsx | cut -d' ' -f1) $(grep -c '恢复表头' err)" "4 1"
taken void.xlsx >code; has "an empty sheet more does no harm: answers are read" said "读入 "
is "no need: waived, and not failed" "$(rule nov/health.json C02 waived) $(($(rule nov/health.json C02 failed) + $(rule nov/health.json C02 waived)))" \
    "$(python3 -c "
import openpyxl;s=openpyxl.load_workbook('filled.xlsx')['行业、来源、意向未填齐'];print(len({r[0].value for r in s.iter_rows(min_row=2) if r[14].value}))") $failed"
is "said to be fixed, and still there: listed" "$(json nov/health.json "h['answers']['fixed']['still_there']")" 3
has "in the report too" nov/report.zh-CN.html "有异议"
"$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-12 --as-of 2026-12-15 --history sqlite:ten.db --out dec \
    --fail-on never >/dev/null 2>&1
"$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-12 --as-of 2026-12-16 --history sqlite:ten.db --out dec2 \
    --fail-on never >/dev/null 2>&1
is "a waiver holds on its last day, and not on the next" \
    "$([ "$(rule dec/health.json C02 waived)" -gt 0 ] && echo holds) $(rule dec2/health.json C02 waived) $(rule dec2/health.json C02 failed)" "holds 0 $failed"
python3 - <<'P'
import openpyxl
b = openpyxl.load_workbook('filled.xlsx'); s = b['行业、来源、意向未填齐']; o = [c.value for c in s[1]].index('处理结果')
for r in s.iter_rows(min_row=2): r[o].value = 'fixed' if r[o].value else None
b.save('back.xlsx')
P
"$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-12 --as-of 2026-12-15 --history sqlite:ten.db --out dec3 \
    --worklists back.xlsx --fail-on never >/dev/null 2>&1
is "a later answer takes a waiver back" "$(rule dec3/health.json C02 waived) $(rule dec3/health.json C02 failed)" "0 $failed"
ends "a file that is no work list is refused" 4 "$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --worklists data/2026-10/客户.csv \
    --history none
"$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-10 --history none --by-department --out dep --fail-on never >/dev/null 2>&1
is "a workbook for each department" "$(ls dep/worklists-*.xlsx | wc -l)" 5
is "with its own rows alone" "$(python3 -c "
import openpyxl;print({r[9].value for s in openpyxl.load_workbook('dep/worklists-华南区.xlsx').worksheets[1:] for r in s.iter_rows(min_row=2)})")" "{'华南区'}"

is "who is proposed for a list, as a file: as many as fail the check" \
    "$(($(wc -l <year/2026-10/list-archive.csv) - 1)) $(($(wc -l <year/2026-10/list-to-verify.csv) - 1))" \
    "$(rule first.json L02 failed) $(rule first.json L01 failed)"

cp runs/history.db owner.db
"$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-10 --history owner.db --by-owner --out owner >/dev/null 2>&1
is "owners are ranked when it is asked for, and nothing of it is kept" \
    "$(json owner/health.json "sorted(d['name'] for d in h['departments'])[:3]") $(q owner.db "select count(distinct department) from winnow_health")" \
    "['吴强', '周杰', '孙娟'] $(q runs/history.db "select count(distinct department) from winnow_health")"
has "under their own heading" owner/report.en.html ">Owners</h3>"
hasnt "and are not otherwise" year/2026-10/report.en.html "吴强"

# ---- killed
cp runs/history.db kill.db; was=$(q kill.db "select count(*), max(period) from winnow_health")
for t in 0.01 0.03 0.05 0.07 0.09; do
    "$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-11 --as-of 2026-11-20 --history kill.db --out k >/dev/null 2>&1 \
        & sleep $t
    kill -9 $! 2>/dev/null
    wait $! 2>/dev/null
    [ "$(q kill.db "pragma integrity_check")" = ok ] || echo broken
done >broken
"$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-11 --as-of 2026-11-20 --history kill.db --out k >/dev/null 2>&1
cp runs/history.db calm.db
"$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-11 --as-of 2026-11-20 --history calm.db --out k2 >/dev/null 2>&1
is "killed at five moments, the history is whole" "$(cat broken)" ""
same "and the next check says what an undisturbed one says" k/health.json k2/health.json

# ---- exit codes, and the weekly look
h() { "$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-10 --history none --out e "$@" >/dev/null 2>&1; echo $?; }
is "--fail-on" "$(h --fail-on yellow) $(h --fail-on red) $(h --fail-on never)" "1 0 0"
cp runs/history.db week.db
"$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period key --as-of 2026-10-31 --history week.db --out week >/dev/null 2>&1
is "the weekly look asks the checks with key=yes" "$(json week/health.json "sorted(r['id'] for r in h['rules'])")" \
    "['C01', 'C02', 'T03', 'T04', 'T05', 'T07', 'T08', 'V02']"
is "and keeps nothing" "$(q week.db "select count(*), max(period) from winnow_health")" "$(q runs/history.db "select count(*), max(period) from winnow_health")"

# ---- taken back
state() {
    q "$1" "select period,rule,entity,department,applicable,failed from winnow_health order by 1,2,3,4; select rule,finding,from_period,to_period
        from winnow_episode order by 1,2,3; select period,score from winnow_period order by 1; select period,kind,place,name,count from winnow_profile
            order by 1,2,3,4; select record,period,content from winnow_touch order by 1,2" | sha256sum
}
cp runs/history.db undo.db; was=$(state undo.db)
"$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-09 --period 2026-10 --history undo.db --out u >/dev/null 2>&1
is "another export of the month writes other numbers" "$([ "$(state undo.db)" != "$was" ] && echo other)" other
"$WINNOW" undo undo.db --run "$(q undo.db "select id from winnow_run order by number desc limit 1")" >/dev/null 2>&1
is "undo puts the month back as it was" "$(state undo.db)" "$was"

# ---- rules that change
sed 's/id="V02" on="contact" rule="valid" fields="mobile phone"/id="V02" on="contact" rule="valid" fields="mobile"/; s/id="T01"/id="T01b"/; '\
's/green="5%" red="15%" key="yes" zh="行业/green="1%" red="2%" key="yes" zh="行业/' "$root/mappings/crm.model.xml" >crm.model.xml
sed 's|model="[^"]*"|model="crm.model.xml"|' "$root/samples/health/mapping.xml" >map.xml
cp runs/history.db rules.db
"$WINNOW" health map.xml --in data/2026-10 --period 2026-11 --as-of 2026-10-31 --history rules.db --out rules >/dev/null 2>&1
is "the same data under other rules: the data did not change, the rules did" \
    "$(json rules/health.json "h['delta']['data'], h['delta']['rules']<-1, h['findings']['new'], h['findings']['fixed'], h['findings']['by_rules']>0")" \
    "(0.0, True, 0, 0, True)"
is "a renamed check begins anew" "$(rule rules/health.json T01b previous) $(rule rules/health.json T01b new)" "None $(rule first.json T01 failed)"

# ---- a target
"$WINNOW" run "$root/samples/health/mapping.xml" --in data/2026-10 --to crm.db --out r --as-of 2026-10-31 >/dev/null 2>&1
is "a run into a target keeps the month, too" "$(q crm.db "select count(*)>100 from winnow_health where period='2026-10' and basis='exports'")" 1
for s in switch sample verdict inventory books field-books transforms fields checks how; do
    has "the report of a migration has its section $s" r/report.en.html "id=\"$s\""
done
is "were all mobile numbers of contacts imported? The report says so per field" "$(python3 -c "
import re,csv
row=[r for r in re.findall(r'<tr><td>Contact</td><td>Mobile</td>(.*?)</tr>',open('r/report.en.html').read()) if r.count('<td')==6][0]
n=[int(x.replace(',','')) for x in re.findall(r'>([\d,]+)<',row)]
print(n[0]==sum(n[1:]), n[0]==sum(1 for r in csv.DictReader(open('data/2026-10/联系人.csv',encoding='utf-8-sig')) if r['手机']))")" "True True"
is "three hundred records to sign, of each file its share" "$(python3 -c "
import openpyxl,collections
b=openpyxl.load_workbook('r/sample.xlsx');s=b.worksheets[1];c=collections.Counter(r[1].value.split(':')[0] for r in s.iter_rows(min_row=2))
print(sum(c.values()), abs(c['联系人.csv']-300*$(q crm.db "select count(*) from winnow_source where entity='contact'")/$(q crm.db \
    "select count(*) from winnow_source"))<6, 'seed' in b.worksheets[0]['A2'].value)")" "300 True True"
head -n 40 data/2026-10/客户.csv >few.csv; "$WINNOW" run few.csv --to none --out few >/dev/null 2>&1
is "where there are fewer, the sheet says that it is no sample" \
    "$("$WINNOW" cat few/sample.xlsx --sheet 'Read me' | grep -cE 'There are 39 records, and all|^few.csv,39,39')" 2
ends "--apply needs a target" 3 "$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --apply
"$WINNOW" health --db crm.db --period 2026-10 --out db1 >log 2>&1; is "the target itself can be checked" $? 1
is "the score, computed again" \
    "$(q crm.db "delete from winnow_finding_all where system<>'database'; delete from winnow_health where basis<>'database'" ;
    python3 "$root/tests/flow/health.py" score crm.db db1/health.json)" same
"$WINNOW" health map.xml --db crm.db --period 2026-10 --out db0 --history none >log 2>&1
is "by another model, where one is named" "$(json db0/health.json "[r['id'] for r in h['rules'] if r['id'].startswith('T01')]")" "['T01b']"
is "nothing is on a list yet" "$(q crm.db "select count(*) from winnow_list")" 0
golden=$(q crm.db "select * from account; select * from deal" | sha256sum)
"$WINNOW" health --db crm.db --period 2026-10 --out db2 --apply >log 2>&1
is "--apply: who is silent, and what is done" "$(q crm.db "select list, count(*) from winnow_list group by 1 order by 1" | tr '\n' ' ')" \
    "archive|$(rule db2/health.json L02 failed) to-verify|$(rule db2/health.json L01 failed) "
is "no golden record changes" "$(q crm.db "select * from account; select * from deal" | sha256sum)" "$golden"
kept() {
    q crm.db "select * from winnow_list; select rule, entity, source_key from winnow_finding; select period, rule, department, failed
        from winnow_health; select * from winnow_episode" | sha256sum
}
was=$(kept)
ends "--apply looks at everything: not by --where" 3 "$WINNOW" health --db crm.db --apply --where department=华东区
ends "nor by the key checks alone" 3 "$WINNOW" health --db crm.db --apply --period key
"$WINNOW" health --db crm.db --period 2026-10 --out part --where department=华东区 >log 2>&1
is "a look at one department" "$(json part/health.json "0 < h['records'] < $(json db2/health.json "h['records']")")" True
cp runs/history.db part.db
"$WINNOW" health "$root/samples/health/mapping.xml" --in data/2026-10 --period 2026-11 --as-of 2026-10-31 --history part.db --out half \
    --where department=华东区 >log 2>&1
is "what was not looked at is not praised as fixed, nor blamed as missing" \
    "$(json half/health.json "h['findings'], h['delta'], h['unusual'], sum(r['fixed'] for r in h['rules'])")" "(None, None, [], 0)"
has "and the report says why" half/report.en.html "Only some of the records"
"$WINNOW" health --db crm.db --period key --out part >log 2>&1
is "a look at a part takes nothing from what the whole one found" "$(kept)" "$was"
"$WINNOW" health --db crm.db --period 2026-10 --out db3 --apply >log 2>&1
"$WINNOW" undo crm.db --run "$(q crm.db "select id from winnow_run where kind='health' and number=3")" >log 2>&1
is "undo takes them off" "$(q crm.db "select count(*) from winnow_list")" 0
has "and says how many" log "entries of lists taken back"

# ---- nothing, and all of it
mkdir none all
for f in 客户 联系人 商机 线索 工单 活动; do
    head -n 1 data/2026-10/$f.csv >none/$f.csv
    cp data/2026-10/$f.csv all/
done
ends "files without a record: nothing is checked, and it says so" 0 "$WINNOW" health "$root/samples/health/mapping.xml" --in none --history none --out n
is "no score at all, not a good one" "$(json n/health.json "h['score'], h['colour'], h['rules']")" "(None, None, [])"
head -n 1 data/2026-10/商机.csv >all/商机.csv
"$WINNOW" health "$root/samples/health/mapping.xml" --in all --history none --out z --fail-on never >/dev/null 2>&1
is "an entity without a record drops out" "$(json z/health.json "'deal' in h['entities'], h['score']>0")" "(False, True)"
has "and is named" z/report.en.html "the file has no rows"

# ---- departments that are one, and the worst there is
cat >d.model.xml <<'X'
<model version="1" name="d"><entity name="account" weight="7"><field name="n" type="id" key="yes"/><field name="industry" type="text" required="yes"/>
  <field name="department" type="text"/></entity>
<score min-rows="30"/></model>
X
echo '<mapping version="1" model="d.model.xml"><source system="s"/><file entity="account" path="d.csv" key="n" '\
'link="https://crm.example/a?id={key}"><field to="n" from="n"/><field to="industry" from="i"/><field to="department" from="d"/></file></mapping>' >d.xml
{
    echo n,i,d
    i=0
    while [ $i -lt 70 ]; do
        case $((i % 7)) in 0) d=EAST;; 1|2) d=east;; 3|4|5) d=Ｅast;; *) d=West;; esac
        echo "k $i,,$d"
        i=$((i + 1))
    done
} >d.csv
"$WINNOW" health d.xml --period 2026-01 --history d.db --out d1 --by-department >/dev/null 2>&1; is "all rows red: 2" $? 2
is "one department whatever its case and width, under its usual spelling; ten records are not ranked" \
    "$(json d1/health.json "[(d['name'],d['records'],d['rank']) for d in h['departments']]")" "[('East', 60, 1), ('West', 10, None)]"
is "0 % and 100 % are said where they are exact" "$(grep -o '100.0 %' d1/report.en.html | sort -u)" "100.0 %"
hasnt "what is not said of people's rating is not printed" d1/report.en.html "rating of people"
for share in 18 30; do # of data in the rating of people, as the model says
    mkdir -p kpi$share && cp d.xml *.model.xml kpi$share && sed -i "s/<score /<score kpi-share=\"$share%\" /" kpi$share/*.model.xml
    "$WINNOW" health kpi$share/d.xml --in d.csv --period 2026-01 --history none --out k$share >/dev/null 2>&1
done
has "its share is printed below the departments" k18/report.zh-CN.html "绩效考核中数据完整性、及时性占 18%"
has "in English, with who applies it" k18/report.en.html "count 18 % (kpi-share of the model). That is a decision of the company"
hasnt "and nothing is wrong with it" k18/report.en.html "that are advised"
has "outside of 15 to 20 % there is a warning" k30/report.en.html "◆ 30 % is outside of the 15 to 20 % that are advised"
has "in Chinese, too" k30/report.zh-CN.html "◆ 30% 不在建议的 15%–20% 之内"
is "health.json says it, as its schema allows" "$(json k18/health.json "h['kpi_share']") $(python3 "$root/tests/flow/health.py" schema k18/health.json \
    "$root/docs/health.schema.json")" "0.18 valid"
is "the link to a record, its key as addresses are written" "$(python3 -c "
import openpyxl;print(openpyxl.load_workbook('d1/worklists.xlsx').worksheets[1]['C2'].value)")" "https://crm.example/a?id=k%200"
mkdir phone
printf 'n,i,d\n13800138000,,East\n' >phone/d.csv
link() {
    "$WINNOW" health d.xml --in phone --history none --out d5 $1 >/dev/null 2>&1
    python3 -c "import openpyxl;print(openpyxl.load_workbook('d5/worklists.xlsx').worksheets[1]['C2'].value)"
}
is "a key that is masked is not told by its link" "$(link) $(link --unmasked)" "None https://crm.example/a?id=13800138000"
is "a workbook for both spellings" "$(ls d1 | grep -c '^worklists-')" 2
mkdir alike
long=$(printf '%0160d' 0)
printf 'n,i,d\n1,,\n2,,a/b\n3,,A b\n4,,-\n5,,%s\n6,,%s\n' "${long}1" "${long}2" >alike/d.csv
"$WINNOW" health d.xml --in alike --history none --out d6 --by-department >/dev/null 2>&1
is "departments whose names differ where no file name may have a workbook each, with their rows" "$(python3 -c "
import glob, openpyxl
for f in sorted(glob.glob('d6/worklists-*')):
    print(*{r[9].value for s in openpyxl.load_workbook(f).worksheets[1:] for r in s.iter_rows(min_row=2)})" | sort | tr '\n' ' ')" \
    "- ${long}1 ${long}2 A b a/b "
sed -i 's/,,/,IT,/' d.csv
"$WINNOW" health d.xml --period 2026-02 --history d.db --out d2 >/dev/null 2>&1; is "all put right: 0" $? 0
is "the department is the same in the next month" "$(json d2/health.json "[d['delta'] > 20 for d in h['departments']], h['findings']['fixed']")" \
    "([True, True], 70)"
python3 -c "
import random
print('n,i,d')
for i in range(2000): print('k%d,%s,%s' % (i, 'x' if i else '', '=1+1'))" >d.csv
"$WINNOW" health d.xml --period 2026-03 --history none --out d3 >/dev/null 2>&1
has "a share that is not nothing is not said to be nothing" d3/report.en.html "&lt;0.1 %"
is "what looks like a formula stays text" "$(python3 -c "
import openpyxl;c=openpyxl.load_workbook('d3/worklists.xlsx').worksheets[1]['J2'];print(c.value, c.data_type)")" "=1+1 s"
is "a file without a mapping is checked as well" \
    "$("$WINNOW" health d.csv --history none --out d4 >/dev/null 2>&1; [ $? -le 2 ] && json d4/health.json "h['records']")" 2000
ends "a month that is none" 3 "$WINNOW" health d.xml --period 2026-13
ends "a target that is not there" 5 "$WINNOW" health --db nowhere.db
done_testing
