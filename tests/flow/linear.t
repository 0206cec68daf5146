#!/bin/sh
# linear.t - files that are made to take time and memory: records that repeat, rows that
# are wide and empty, columns without end; and Ctrl-C, whatever a run is at. Who waits for
# hours, or is out of memory, has lost the day. TAP.
. tests/lib.sh
cd "$tmp"
n=${LINEAR_ROWS:-20000}
# Seconds in which all of it is long done; what is not linear takes several times as long.
# AddressSanitizer is slow, and reserves more memory than any limit.
slow=15 limit=1
if grep -q __asan_init "$WINNOW"; then slow=150 limit=; fi

# linear WHAT EXPECTED-BOOKS COMMAND... - the run ends in time
linear() {
    _what=$1 _want=$2; shift 2
    rm -rf out.db out
    timeout $slow "$WINNOW" run "$@" --to out.db --out out --no-verify >said 2>err </dev/null
    is "$_what" "$(grep '^books' said | sed 's/^books *//; s/,//g')" "$_want"
}
absorbed="$n read = 1 loaded + 0 review + 0 refused + $((n - 1)) absorbed ✔"

# --- records that repeat ----------------------------------------------------------------
{ echo Id,Name,Email,Phone; yes '1,Anna Bell,anna@bell.example,+49 30 1234567' | head -n "$n"; } >same.csv
linear "one record, $n times" "$absorbed" same.csv
timeout $slow "$WINNOW" verify out.db >said 2>err; has "and held against its sources" said "$(echo $n | sed 's/\(...\)$/,\1/') of"
timeout $slow "$WINNOW" run same.csv --to out.db --out again >said 2>err
is "once more: nothing is new" "$(grep '^books' said | sed 's/^books *//; s/,//g')" "$n read = 0 loaded + $n unchanged + 0 review + 0 refused + 0 absorbed ✔"
{ echo Id,Name,Email,Phone; seq "$n" | awk '{ print "1,Anna Bell" $1 ",anna" $1 "@bell.example,+49 30 " 1000000 + $1 }'; } >other.csv
cat >m.model.xml <<'M'
<model version="1" name="m"><entity name="contact"><field name="contact_id" type="id" key="yes" required="yes"/><field name="name" type="text"/>
  <field name="email" type="email"/><field name="phone" type="phone"/></entity></model>
M
cat >m.xml <<'M'
<mapping version="1" model="m.model.xml"><source system="s"/><file entity="contact" path="other.csv" key="Id"><field to="contact_id" from="Id"/>
  <field to="name" from="Name"/><field to="email" from="Email"/><field to="phone" from="Phone"/></file></mapping>
M
linear "one key, and $n things that it says" "$absorbed" m.xml --in .
is "each is told" "$(q out.db "select count(*) from winnow_finding where rule='key-repeated'")" $((n - 1))
{ echo Name,Email,Phone; yes 'Anna Bell,anna@bell.example,+49 30 1234567' | head -n "$n"; } >keyless.csv
linear "rows without a key" "$absorbed" keyless.csv
{ echo Id,Name,Email; seq "$n" | awk '{ print $1 ",Anna Bell" $1 ",info@bell.example" }'; } >mail.csv
linear "one mailbox for all" "$n read = $n loaded + 0 review + 0 refused + 0 absorbed ✔" mail.csv
timeout $slow "$WINNOW" match mail.csv >said 2>err; is "and for winnow match" "$?" 0

# --- a month of which a part changed ----------------------------------------------------
# Each of 1,000s of departments has its counts, and each record its findings.
month() {
    echo Id,Name,Email,Phone,Department
    seq "$n" | awk -v c="$1" '{ print $1 ",Anna Bell" $1 ",anna" $1 "bell.example,12" (NR % 10 ? "" : c) ",D" int($1 / 4) }'
}
cat >d.model.xml <<'M'
<model version="1" name="d"><entity name="contact"><field name="contact_id" type="id" key="yes" required="yes"/><field name="name" type="text"/>
  <field name="email" type="email"/><field name="phone" type="phone"/><field name="department" type="text" role="department"/></entity></model>
M
cat >d.xml <<'M'
<mapping version="1" model="d.model.xml"><source system="s"/><file entity="contact" path="month.csv" key="Id">
  <field to="contact_id" from="Id"/><field to="name" from="Name"/><field to="email" from="Email" refused="100%"/>
  <field to="phone" from="Phone" refused="100%"/><field to="department" from="Department"/></file></mapping>
M
month 3 >month.csv
linear "a first month, all of whose mailboxes are wrong" "$n read = $n loaded + 0 review + 0 refused + 0 absorbed ✔" d.xml
month 4 >month.csv
timeout $slow "$WINNOW" run d.xml --to out.db --out again --no-verify --no-backup-ok >said 2>err
is "of the next a tenth is new" "$(grep '^books' said | sed 's/^books *//; s/,//g')" \
    "$n read = $((n / 10)) loaded + $((n - n / 10)) unchanged + 0 review + 0 refused + 0 absorbed ✔"
is "and every record has its findings once" "$(q out.db \
    "select count(*), count(distinct source_key) from winnow_finding where rule='valid' and field='email'")" "$n|$n"

# --- wide and empty ---------------------------------------------------------------------
# within KB COMMAND... - with so much memory, or not at all
within() {
    _kb=$1; shift
    if [ "$limit" ]; then (ulimit -v "$_kb"; timeout $slow "$@"); else timeout $slow "$@"; fi
}
python3 - <<'P'
import json, zipfile
def cell(ref, v): return f'<c r="{ref}" t="inlineStr"><is><t>{v}</t></is></c>'
def xlsx(path, rows):
    o = 'http://schemas.openxmlformats.org/'
    def related(kind, target):
        return (f'<Relationships xmlns="{o}package/2006/relationships"><Relationship Id="r1" '
                f'Type="{o}officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>')
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('[Content_Types].xml', f'<Types xmlns="{o}package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>')
        z.writestr('_rels/.rels', related('officeDocument', 'xl/workbook.xml'))
        z.writestr('xl/workbook.xml', f'<workbook xmlns="{o}spreadsheetml/2006/main" '
                   f'xmlns:r="{o}officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>')
        z.writestr('xl/_rels/workbook.xml.rels', related('worksheet', 'worksheets/sheet1.xml'))
        z.writestr('xl/worksheets/sheet1.xml', f'<worksheet xmlns="{o}spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>')
N = 3000
head = '<row r="1">' + cell('A1', 'Id') + cell('B1', 'Name')
body = ''.join(f'<row r="{i}">{cell(f"A{i}", i)}{cell(f"B{i}", f"Anna {i}")}{cell(f"XFD{i}", "far")}</row>' for i in range(2, N + 2))
xlsx('far.xlsx', head + cell('XFD1', 'Far') + '</row>' + body)
late = ''.join(f'<row r="{i}">{cell(f"A{i}", i)}{cell(f"B{i}", f"Anna {i}")}</row>' for i in range(2, 60))
xlsx('late.xlsx', head + '</row>' + late + ''.join(
    f'<row r="{i}">{cell(f"A{i}", i)}{cell(f"B{i}", f"Anna {i}")}{cell(f"XFD{i}", "far")}</row>' for i in range(60, N + 2)))
xlsx('last.xlsx', head + '</row><row r="2">' + cell('A2', 1) + cell('B2', 'Anna') + '</row><row r="1048576">' + cell('XFD1048576', 'last') + '</row>')
ss = 'urn:schemas-microsoft-com:office:spreadsheet'
def row(*cells):
    return '<Row>' + ''.join(f'<Cell{f" ss:Index={chr(34)}{at}{chr(34)}" if at else ""}><Data ss:Type="String">{v}</Data></Cell>'
                             for at, v in cells) + '</Row>'
open('far.xml', 'w').write(f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{ss}" '
                           f'xmlns:ss="{ss}"><Worksheet ss:Name="S"><Table>' + row((0, 'Id'), (0, 'Name'), (16384, 'Far')) +
                           ''.join(row((0, i), (0, f'Anna {i}'), (16384, 'far')) for i in range(N)) + '</Table></Worksheet></Workbook>')
open('span.html', 'w').write('<table><tr><th>Id<th>Name<th colspan=10000>Far</tr>' +
                            ''.join(f'<tr><td>{i}<td>Anna {i}<td colspan=10000>far</tr>' for i in range(N)) + '</table>')
K = 6000
open('keys.json', 'w').write(json.dumps([{'id': i, f'k{i}': 'v'} for i in range(K)]))
open('keys.ldif', 'w').write('version: 1\n\n' + ''.join(f'dn: cn=a{i}\nobjectClass: person\ncn: Anna {i}\na{i}: v\n\n' for i in range(K)))
open('wide.csv', 'w').write(','.join(f'c{i}' for i in range(16000)) + '\n' + '\n'.join(','.join([str(r)] + ['x'] * 15999) for r in range(3)) + '\n')
open('lost.csv', 'w').write(','.join(f'c{i}' for i in range(8000)) + '\n' + '\n'.join(','.join([str(r)] + ['x\ufffd'] * 7999) for r in range(20)) + '\n')
P
for f in far.xlsx far.xml late.xlsx span.html; do
    within 700000 "$WINNOW" cat "$f" >cat.csv 2>err
    is "a cell far at the right in each of 3,000 rows takes no gigabytes: $f" "$(wc -l <cat.csv) $(grep -c far cat.csv)" \
        "3001 $(case $f in late*) echo 2942 ;; *) echo 3000 ;; esac)"
done
within 700000 "$WINNOW" inspect keys.json >said 2>err; has "6,000 records with a key of their own each" said "6,000 rows · 6001 columns"
within 700000 "$WINNOW" inspect keys.ldif >said 2>err; has "6,000 entries with an attribute of their own each" said "6,000 rows"
within 900000 "$WINNOW" inspect last.xlsx >said 2>err; has "the last cell that a sheet can have" said "16384 columns"
rm -rf out.db out; within 1500000 "$WINNOW" run late.xlsx --jobs 2 --to out.db --out out >said 2>err
is "what stands far at the right is kept and told" \
    "$("$WINNOW" trace out.db rows | grep -c far) $(q out.db "select count(*) from winnow_finding where rule='row-long'")" \
    "2942 2942"
linear "16,000 columns" "3 read = 3 loaded + 0 review + 0 refused + 0 absorbed ✔" wide.csv
linear "8,000 findings on a record" "20 read = 20 loaded + 0 review + 0 refused + 0 absorbed ✔" lost.csv

# --- one long cell ----------------------------------------------------------------------
python3 -c "for c in '@' + '1' * 300000, 'a' + '(' * 300000 + 'b1)': print(c)" >cells
timeout $slow "$WINNOW" apply phone <cells >said 2>err
is "digits or brackets without end are no telephone number, and soon" "$? $(cut -c1-7 <said | tr '\n' ' ')" "0 invalid invalid "

# --- Ctrl-C -----------------------------------------------------------------------------
# stops WHAT SECONDS COMMAND... - a SIGINT after so many seconds ends it with 130, soon
stops() {
    _what=$1 _after=$2; shift 2
    rm -rf stop.db stop
    python3 - "$_after" "$@" >said <<'P'
import signal, subprocess, sys, time
p = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=open('err', 'w'))
time.sleep(float(sys.argv[1]))
p.send_signal(signal.SIGINT)
began = time.time()
try:
    code = p.wait(timeout=60)
except subprocess.TimeoutExpired:
    p.kill()
    code = 'deaf'
print(130 if code == -2 else code, 'soon' if time.time() - began < 8 else 'late') # -2: it had not begun to listen; a shell says 130, too
P
    is "$_what" "$(cat said)" "130 soon"
}
seq 400000 | awk 'BEGIN { print "Id,Name,Email,Phone" } { print $1 ",Anna Bell,a" $1 "@bell.example,+49 30 " 1000000 + $1 }' >big.csv
for after in 0.3 1.2; do
    stops "Ctrl-C after $after s ends a run, with 130" $after "$WINNOW" run big.csv --to stop.db --out stop
    is "and nothing is loaded" \
        "$(if [ -e stop.db ]; then q stop.db 'select count(*) from contact' | sed 's/^Error.*/0/; s/.*no such table.*/0/'; else echo 0; fi)" 0
done
# what looks at no clock: here a database that somebody else holds
sqlite3 stop2.db 'create table t(x)'
python3 -c "import sqlite3, time; c = sqlite3.connect('stop2.db'); c.execute('begin exclusive'); time.sleep(60)" & holder=$!
for wait in 1 2 3 4 5 6 7 8 9; do sqlite3 stop2.db 'select * from t' >locked 2>&1; grep -q locked locked && break; sleep 0.2; done
stops "also while it waits for a database" 1 "$WINNOW" run other.csv --to stop2.db --out stop
kill $holder
done_testing
