#!/bin/sh
# wanted_explain.t - what the users of a CRM asked for (docs/requirements.md): the mapping as a
# standard, what changes, who sees what. Cases are called by their rows' numbers. TAP.
. tests/lib.sh
m=$tmp/m && mkdir "$m" && cp mappings/crm.model.xml "$m/"
# widest FILE - the widest line, in columns of a terminal
widest() { python3 -c 'import sys, unicodedata as u
print(max(sum(1 + (u.east_asian_width(c) in "WF") for c in l.rstrip("\n")) for l in open(sys.argv[1], encoding="utf-8")))' "$1"; }
# cells TEXT FILE - the row of a table that begins with this text, one blank between its cells
cells() { grep -F -m 1 -- "$1" "$2" | sed 's/  */ /g; s/^ //'; }

cat >"$m/map.xml" <<'X'
<mapping version="1" model="crm.model.xml" name="旧客户表"><source system="old" region="CN" timezone="Asia/Shanghai"/>
  <file entity="contact" path="c.csv" key="No" where="Kind = person">
    <field to="contact_id" from="No"/><field to="full_name" from="Family + Given" join="" note="中文姓名"/>
    <field to="mobile" from="手机"/><field to="birthday" from="Born" date-order="dmy"/><field to="source" from="Channel"/>
    <field to="email" from="Mail1 | Mail2"/><field to="account_id" from="Firm"/><field to="company" from="Firm"/>
    <keep from="x_*" as="extra" note="own fields"/><drop from="Fax" why="nobody &lt;faxes> any more"/>
  </file>
  <file entity="account" path="a.csv" key="No"><field to="account_id" from="No"/><field to="name" from="客户名称"/></file>
  <skip path="old_*.csv" why="years before 2020"/>
</mapping>
X

# 9, 107, 108: the mapping is the standard, for people who read no XML
ends "9: a mapping is printed as a standard" 0 "$WINNOW" explain --mapping "$m/map.xml" --lang en
cp "$tmp/out" "$tmp/std"
is "9: a column, its field, its type, whether it must be filled, its options" \
    "$(cells 'Family + ' "$tmp/std")" 'Family + Given Name name of a person yes joined by: ""; 中文姓'
has "9: which rows, and by what they are known" "$tmp/std" "Only rows with: Kind = person"
is "9: options in words" "$(cells 'Born' "$tmp/std")" "Born Birthday date date order: day month"
is "9: what is dropped, and why" "$(cells 'Fax' "$tmp/std")" "Fax nobody <faxes> any more"
is "9: what is kept" "$(cells 'x_' "$tmp/std")" "x_* own fields"
is "9: what is not read, and why" "$(cells 'old_' "$tmp/std")" "old_*.csv years before 2020"
is "9: a list with its codes and spellings" "$(cells 'EVENT' "$tmp/std")" "EVENT Event 线下活动 | 沙龙 | 会议 | Trade Show | Exhibition | 活动"
hasnt "9: lists that nothing of the mapping uses are no part of it" "$tmp/std" "Closed Won"
is "9: where a link leads, and what happens without the other record" \
    "$(cells 'c.csv  Firm' "$tmp/std" | cut -d' ' -f1-5)" "c.csv Firm Account Account loaded"
has "9: the checks in words" "$tmp/std" "Cannot be classified"
is "9: a field that no column fills, and that must be filled" "$(cells 'Account  Industry' "$tmp/std")" "Account Industry list yes"
is "9: it fits a terminal" "$(widest "$tmp/std")" 80
"$WINNOW" explain --mapping "$m/map.xml" --lang zh >"$tmp/zh"
is "9: and in Chinese" "$(cells 'Born' "$tmp/zh")" "Born 生日 日期 日期顺序：日月年"
hasnt "9: where nothing is English but what the mapping says" "$tmp/zh" "Required"
is "9: it fits a terminal in Chinese" "$([ "$(widest "$tmp/zh")" -le 80 ] && echo yes)" yes
"$WINNOW" sheet "$m/map.xml" -o "$m/map.xlsx" >/dev/null 2>&1
"$WINNOW" explain --mapping "$m/map.xlsx" --lang en >"$tmp/book" 2>"$tmp/err"
same "9: a workbook says the same as its XML" "$tmp/book" "$tmp/std"
ends "9: one topic of a mapping is explained as before" 0 "$WINNOW" explain source --mapping "$m/map.xml" --lang en
has "9: with its list" "$tmp/out" "EVENT"
for pack in samples/*.xml mappings/[a-z]*[a-z].xml; do
    case $pack in *.model.xml) continue ;; esac
    for how in "" --diff; do
        "$WINNOW" explain --mapping "$pack" --lang en $how >"$tmp/out" 2>"$tmp/err" && [ "$(widest "$tmp/out")" -le 80 ] || echo "$pack $how"
    done
done >"$tmp/wide"
is "9: every mapping that ships can be printed, in 80 columns" "$(cat "$tmp/wide")" ""

# a page
ends "9: as a page" 0 "$WINNOW" explain --mapping "$m/map.xml" --lang zh -o "$tmp/std.html"
has "9: the page has both languages" "$tmp/std.html" '<section id="en" lang="en"'
has "9: that of the reader is the page's own" "$tmp/std.html" '<html lang="zh-CN">'
has "9: what a mapping says is text, and no mark-up" "$tmp/std.html" "nobody &lt;faxes&gt; any more"
is "9: it needs nothing from elsewhere" "$(grep -cE '<script|<link|src=|url\(' "$tmp/std.html")" 0
ends "9: a page that somebody changed stays" 3 sh -c 'echo x >>"$1/std.html"; "$WINNOW" explain --mapping "$2" -o "$1/std.html"' - "$tmp" "$m/map.xml"
ends "9: another kind of file is no page" 3 "$WINNOW" explain --mapping "$m/map.xml" --lang en -o "$tmp/std.pdf"
has "9: which is said" "$tmp/err" "written as .html"
printf 'a,b\n1,2\n' >"$tmp/data.csv"
ends "9: data is no mapping" 3 "$WINNOW" explain --mapping "$tmp/data.csv" --lang zh
has "9: and how to make one is said" "$tmp/err" "winnow draft"
sed 's/to="mobile"/to="mobil"/' "$m/map.xml" >"$m/bad.xml"
ends "9: a mapping with a mistake" 3 "$WINNOW" explain --mapping "$m/bad.xml" --lang en
has "9: is told at its place" "$tmp/err" 'bad.xml:4:'

# 81: what changes, for those who train the people
ends "81: what changes" 0 "$WINNOW" explain --mapping "$m/map.xml" --lang en --diff
is "81: a field with another name" "$(cells 'Born' "$tmp/out")" "Born Birthday"
is "81: one that keeps its name is not listed, in any language" "$(cells '手机' "$tmp/out")" ""
has "81: but counted" "$tmp/out" "Fields that keep their name: 1"
is "81: two columns become one" "$(cells 'Family + ' "$tmp/out")" "Family + Given Name joined to one value"
is "81: the first that is filled" "$(cells 'Mail1' "$tmp/out")" "Mail1 | Mail2 E-mail the first that is filled"
is "81: one column becomes two" "$(cells 'read by' "$tmp/out")" "Firm Account / Company read by several fields"
is "81: how numbers are written from now on, by the mapping's country" "$(cells 'Mobile' "$tmp/out")" "Mobile phone number 138 0013 8000 +8613800138000"
is "81: and dates" "$(grep -c 'Birthday  *date .*20[0-9-]*$' "$tmp/out")" 1
has "81: a value of a list that is called otherwise" "$tmp/out" "EVENT"
is "81: a dropped column with its reason" "$(cells 'Fax' "$tmp/out")" "Fax nobody <faxes> any more"
is "81: what must be filled and had no column" "$(sed -n '/Must be filled/,/^==/p' "$tmp/out" | grep -c 'Account  *Industry  *list')" 1
has "81: and what this cannot know is said" "$tmp/out" "What this page does not know"
hasnt "81: what stays as it was is left out" "$tmp/out" "known by"
is "81: it fits a terminal" "$([ "$(widest "$tmp/out")" -le 80 ] && echo yes)" yes
ends "81: without a mapping there is nothing to compare" 3 "$WINNOW" explain --diff --lang en
has "81: and it says what is missing" "$tmp/err" "--mapping"

# 79: how long both systems were run in parallel, and no day more than is proven
printf '<mapping version="1" model="crm.model.xml"><source system="s"/><file entity="account" path="p.csv" key="No">%s</file></mapping>' \
    '<field to="account_id" from="No"/><field to="name" from="Name"/>' >"$m/p.xml"
printf 'No,Name\nA1,Acme Inc.\n' >"$m/p.csv"
for side in old new; do "$WINNOW" run "$m/p.xml" --to "$tmp/$side.db" --out "$tmp/$side" --quiet >/dev/null 2>&1; done
# loaded DB DAY... - the days on which the target was loaded
loaded() { to=$1; shift; q "$to" "delete from winnow_run"
    for day; do q "$to" "insert into winnow_run (number, id, started_at, kind)
        select coalesce(max(number), 0) + 1, '$day', '${day}T08:00:00Z', 'run' from winnow_run"; done; }
parallel() { "$WINNOW" compare "$1" "$2" --sheet account --key id --lang en 2>&1 | grep "in parallel"; }
loaded "$tmp/old.db" 2026-09-30 2026-10-01 2026-10-02 2026-10-08 2026-11-01
loaded "$tmp/new.db" 2026-10-01 2026-10-02 2026-10-05 2026-10-08 2026-12-01
is "79: only days on which both were loaded count" "$(parallel "$tmp/old.db" "$tmp/new.db")" \
    "in parallel: both were loaded on so many days: 3, from 2026-10-01 to 2026-10-08; 30 are usual"
q "$tmp/new.db" "update winnow_run set undone_by = 9 where id = '2026-10-08'"
is "79: a day that was undone is none; a program reads it too" \
    "$("$WINNOW" compare "$tmp/old.db" "$tmp/new.db" --sheet account --key id --json | json - '"%(days)s %(first)s %(last)s" % h["parallel"]')" \
    "2 2026-10-01 2026-10-02"
days=$(for d in $(seq 1 31); do printf '2026-10-%02d ' "$d"; done)
loaded "$tmp/old.db" $days
loaded "$tmp/new.db" $days
is "79: a month of days is enough" "$(parallel "$tmp/old.db" "$tmp/new.db")" \
    "in parallel: both were loaded on so many days: 31, from 2026-10-01 to 2026-10-31; the usual 30 are reached"
loaded "$tmp/new.db" 2027-01-01
is "79: no day is made up" "$(parallel "$tmp/old.db" "$tmp/new.db")" "in parallel: there is no day on which both were loaded; 30 are usual"
sqlite3 "$tmp/plain.db" "create table account (id integer, name text); insert into account values (1, 'Acme Inc.')"
is "79: a database that does not say when it was loaded proves nothing" "$(parallel "$tmp/old.db" "$tmp/plain.db")" \
    "in parallel: not known; $tmp/plain.db does not say when it was loaded (only targets of winnow do)"
is "79: nor do two exports" "$("$WINNOW" compare "$m/p.csv" "$m/p.csv" --key No --lang en | grep -c parallel)" 0

# 80: old ids stay known, and the report says since when
printf 'No,Name\nA1,Acme Inc.\nA2,Basalt Ltd\n' >"$m/p.csv"
kept() { "$WINNOW" run "$m/p.xml" --to "$tmp/k.db" --out "$tmp/$1" --lang en $2 >"$tmp/out" 2>&1; }
kept k1
q "$tmp/k.db" "update winnow_run set started_at = '2025-03-04T05:06:07Z'"
was=$(q "$tmp/k.db" "select system, source_key, golden_id, file, line, sha256 from winnow_source where source_key = 'A2'")
before=$(q "$tmp/k.db" "select sha256 from winnow_source where source_key = 'A1'")
printf 'No,Name\nA1,Acme Holding Inc.\n' >"$m/p.csv"
kept k2
is "80: a record that is in no export any more keeps its old id, file, row and SHA-256" \
    "$(q "$tmp/k.db" "select system, source_key, golden_id, file, line, sha256 from winnow_source where source_key = 'A2'")" "$was"
is "80: what a run replaced is kept for undo" "$(q "$tmp/k.db" "select count(*) from winnow_history where before like '%$before%'")" 1
has "80: the report says since when" "$tmp/k2/report.en.html" "are kept in the database since 2025-03-04"
has "80: in Chinese too" "$tmp/k2/report.zh-CN.html" "自 2025-03-04 起保存在数据库里"
is "80: and the manifest" "$(json "$tmp/k2/manifest.json" 'h["kept_since"]')" 2025-03-04
kept k3 --dry-run
hasnt "80: a dry run keeps nothing, and does not say so" "$tmp/k3/report.en.html" "are kept in the database"
"$WINNOW" run "$m/p.xml" --to "csv:$tmp/kc" --out "$tmp/k4" --lang en >/dev/null 2>&1
hasnt "80: nor do files, which each run makes anew" "$tmp/k4/report.en.html" "are kept in the database"

# 98, 99, 100: who sees what
run_for() { "$WINNOW" run samples/salesforce.xml samples/chinese.xml samples/erp.xml --to "$tmp/who-$1.db" --out "$tmp/who-$1" \
    --as-of 2026-10-01 --audience "$1" --lang en >"$tmp/said-$1" 2>"$tmp/err"; }
names() { (cd "$1" && find . -type f ! -name '.*' | sed 's|^./||' | sort | tr '\n' ' '); }
for who in summary department admin; do run_for $who; done
pages="health.json manifest.json report.en.html report.zh-CN.html summary.md"
is "98: a summary is pages and figures" "$(names "$tmp/who-summary")" "$pages "
is "98: departments get a list each beside it, and no list of all" "$(names "$tmp/who-department")" \
    "$pages worklists-华东销售部.xlsx worklists-华中销售部.xlsx worklists-华北销售部.xlsx worklists-华南销售部.xlsx "
"$WINNOW" run samples/salesforce.xml samples/chinese.xml samples/erp.xml --to "$tmp/usual.db" --out "$tmp/usual" --as-of 2026-10-01 --quiet 2>/dev/null
is "98: an admin gets what there always was" "$(names "$tmp/who-admin")" "$(names "$tmp/usual")"
has "98: what is left out is said" "$tmp/said-summary" 'left out for the audience "summary": worklists.xlsx'
has "98: on the page" "$tmp/who-department/report.en.html" "Left out of this folder, for the admin alone: worklists.xlsx list-*.csv"
is "98: and in the manifest" "$(json "$tmp/who-summary/manifest.json" '"%s %s" % (h["audience"], all(n in h["left_out"] for n in
    ("worklists.xlsx", "pairs.csv", "refused.csv", "sample.xlsx", "verify.json", "missing.csv", "list-*.csv")))')" "summary True"
# of what the sources have: every cell of a column with people, their numbers or addresses, and every longer text
cat >"$tmp/seen.py" <<'P'
import csv, glob, html, os, re, sys, zipfile
sources, folder, only = sys.argv[1].split(), sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else ''
cells = set()
for path in sources:
    raw = open(path, 'rb').read()
    text = raw.decode('utf-8-sig') if b'\xef\xbb\xbf' in raw[:3] or path.endswith('.xml') else None
    for code in ('utf-8', 'gb18030'):
        try:
            text = text or raw.decode(code)
        except UnicodeDecodeError:
            pass
    if path.endswith('.xml'):
        cells.update(re.findall(r'>([^<>]+)</(?:Name|Name1|Mobile|Email|Phone|Street)>', text))
        continue
    rows = list(csv.reader(text.splitlines()))
    for name, column in zip(rows[0], zip(*[r for r in rows[1:] if len(r) == len(rows[0])])):
        if re.search(r'name|phone|mail|street|wechat|birth|^id$|名称|联系人|手机|邮箱|地址|负责人', name, re.I):
            cells.update(column)
cells = {c.strip() for c in cells if len(c.strip()) > 1}
text = ''
for path in glob.glob(folder + '/**', recursive=True):
    if os.path.isfile(path):
        data = open(path, 'rb').read()
        if path.endswith('.xlsx'):
            with zipfile.ZipFile(path) as z:
                data = b'\n'.join(z.read(n) for n in z.namelist())
        text += html.unescape(data.decode('utf-8', 'replace'))
print(len(cells) > 60, sorted(c for c in cells if c in text)[:20] if not only else any(c in text for c in cells))
P
sources=$(echo samples/salesforce/*.csv samples/chinese/*.csv samples/erp/*.xml)
is "99: no name, number, mailbox, address or key of the sources is in a file of the summary" \
    "$(python3 "$tmp/seen.py" "$sources" "$tmp/who-summary")" "True []"
is "99: a search that finds them where they are" "$(python3 "$tmp/seen.py" "$sources" "$tmp/who-admin" any)" "True True"
is "99: nor a masked one, nor how a value of a list was written" "$(cat "$tmp"/who-summary/* | grep -cE '[A-Za-z+]\*{2,}|\*{4}|Trade Show|官网咨询')" 0
for book in "$tmp"/who-department/worklists-*.xlsx; do
    own=${book##*/worklists-} own=${own%.xlsx}
    python3 -c 'import sys, zipfile
z = zipfile.ZipFile(sys.argv[1]); text = b"".join(z.read(n) for n in z.namelist()).decode()
print(*(d for d in sys.argv[2].split() if d != sys.argv[3] and d in text))' "$book" "华东销售部 华中销售部 华北销售部 华南销售部 西南销售部" "$own"
done >"$tmp/others"
is "100: a department's list names no other department" "$(sort -u "$tmp/others" | tr -d '\n')" ""
has "100: how many findings are in no department's list is said" "$tmp/said-department" "no work list of a department"
"$WINNOW" run samples/chinese.xml --to "$tmp/who-summary.db" --out "$tmp/again" --as-of 2026-10-02 --audience summary --quiet >/dev/null 2>&1
is "98: the copy of a database before it is changed lies beside it, not among the reports" \
    "$(names "$tmp/again")$(ls "$tmp" | grep -c '^before.*db$')" "$pages 1"
refused() { what=$1; shift; ends "98: $what" 3 "$WINNOW" run samples/chinese.xml --lang en "$@"; }
refused "no database among the reports" --audience summary --out "$tmp/w1"
refused "nor one that is named so" --audience summary --out "$tmp/w2/" --to "$tmp/w2/clean.db"
refused "nor a folder with the files of an admin" --audience summary --out "$tmp/who-admin" --to "$tmp/w3.db"
has "98: which is said" "$tmp/err" "choose another folder"
refused "no values without masks in a summary" --audience summary --unmasked --out "$tmp/w4" --to "$tmp/w4.db"
refused "an audience that is none" --audience boss --out "$tmp/w5" --to "$tmp/w5.db"
ends "98: a draft has values" 3 "$WINNOW" run samples/salesforce/Contact.csv --audience summary --out "$tmp/w6" --to "$tmp/w6.db"
python3 samples/health/make.py "$tmp/health" >/dev/null
check_for() { "$WINNOW" health samples/health/mapping.xml --in "$tmp/health/2026-10" --history "$tmp/h-$1.db" --period 2026-10 \
    --out "$tmp/h-$1" --audience "$1" --lang zh >"$tmp/said" 2>"$tmp/err"; }
check_for summary
is "99: of a health check, too" "$(names "$tmp/h-summary")$(python3 "$tmp/seen.py" "$(echo "$tmp"/health/2026-10/*.csv)" "$tmp/h-summary")" "$pages True []"
ends "99: owners are people" 3 "$WINNOW" health samples/health/mapping.xml --in "$tmp/health/2026-10" --by-owner --audience summary

done_testing
