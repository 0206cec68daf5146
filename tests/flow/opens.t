#!/bin/sh
# opens.t - how often a source is opened: once to survey it, and once for each <file> in each
# pass. If this fails, a file on a slow share in a network is waited for six times, and what
# two openings read may be two files: somebody saved it again in between. TAP.
. tests/lib.sh
command -v strace >/dev/null || { skip "openings are counted" "strace is not here"; done_testing; }
strace -f -qq -o /dev/null true 2>/dev/null || { skip "openings are counted" "nobody may be traced here"; done_testing; }
export ASAN_OPTIONS=detect_leaks=0 # it cannot look while strace does
run() { rm -rf "$tmp/o" "$tmp/t.db"
    strace -f -qq -o "$tmp/calls" -e trace=?open,openat "$WINNOW" run "$@" --to "$tmp/t.db" --out "$tmp/o" --as-of 2026-10-01 >"$tmp/out" 2>&1; code=$?; }
opens() { grep -cE "^[^\"]*open(at)?\([^\"]*\"([^\"]*/)?$1\", [^)]*\) = [0-9]" "$tmp/calls"; }
# each NAME FILE...: how often
each() { for f in "$@"; do printf '%s ' "$(opens "$f")"; done; }

# ---- the demo: gather, run, verify
run samples/salesforce.xml samples/chinese.xml samples/erp.xml
[ $code -le 2 ] || fail "the demo runs" "$(tail -n 5 "$tmp/out")"
is "a file of one <file>: surveyed once, and read by three passes" "$(each Account.csv Contact.csv Opportunity.csv)" "4 4 4 "
is "one of two <file>s: surveyed once all the same" "$(each 'samples/chinese/[^"]*csv' customers.xml)" "7 7 "

# ---- a folder of all kinds: run, verify
mkdir "$tmp/fold"; cp mappings/crm.model.xml "$tmp"
python3 - "$tmp" <<'P'
import json, os, sqlite3, sys, zipfile
top = sys.argv[1] + "/"
rows = [("A%d" % i, "Firm %d Ltd" % i, "Leeds") for i in range(40)]
table = "No,Company,City\n" + "".join(",".join(r) + "\n" for r in rows)
def put(name, text): open(top + name, "w").write(text)
put("fold/list.csv", table); put("fold/notes.csv", "Id,Text\n1,hello\n2,world\n")
put("fold/firms.json", json.dumps([dict(zip(("No", "Company", "City"), r)) for r in rows]))
put("fold/firms.xml", "<r>%s</r>" % "".join("<p><No>%s</No><Company>%s</Company><City>%s</City></p>" % r for r in rows))
put("fold/firms.htm", "<html><table><tr><th>No<th>Company<th>City</tr>%s</table></html>" % "".join("<tr><td>%s<td>%s<td>%s</tr>" % r for r in rows))
put("fold/cards.vcf", "".join("BEGIN:VCARD\nVERSION:3.0\nFN:Ann %s\nORG:%s\nNOTE:%s\nEND:VCARD\n" % r for r in rows))
put("fold/dir.ldif", "".join("dn: cn=%s,dc=x\nobjectClass: organization\no: %s\nl: %s\n\n" % r for r in rows))
office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
cell = '<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>'
with zipfile.ZipFile(top + "book.xlsx", "w") as z:
    z.writestr("[Content_Types].xml", "<Types/>")
    z.writestr("xl/workbook.xml", '<workbook xmlns:r="%s"><sheets>%s</sheets></workbook>' % (office, "".join(
        '<sheet name="S%d" sheetId="%d" r:id="r%d"/>' % (i, i, i) for i in (1, 2, 3))))
    z.writestr("xl/_rels/workbook.xml.rels", "<Relationships>%s</Relationships>" % "".join(
        '<Relationship Id="r%d" Type="%s/worksheet" Target="worksheets/s%d.xml"/>' % (i, office, i) for i in (1, 2, 3)))
    for i in (1, 2, 3):
        z.writestr("xl/worksheets/s%d.xml" % i, "<worksheet><sheetData>%s</sheetData></worksheet>" % "".join(
            '<row r="%d">%s</row>' % (k, "".join(cell % (c, k, "S%d%s" % (i, v) if k > 1 and c == "A" else v) for c, v in zip("ABC", r)))
            for k, r in enumerate([("No", "Company", "City")] + rows, 1)))
with zipfile.ZipFile(top + "three.zip", "w") as z:
    for n in "abc": z.writestr(n + ".csv", table.replace("\nA", "\n" + n))
d = sqlite3.connect(top + "src.db")
d.execute("create table firms(No text primary key, Company text, City text)"); d.executemany("insert into firms values(?, ?, ?)", rows); d.commit()
P
mapping() { # OUT PATH...: a <file> for each
    out=$1; shift; printf '<mapping version="1" model="crm.model.xml" name="t"><source system="t" timezone="UTC" region="GB"/>\n' >"$out"
    fields='<field to="name" from="Company"/><field to="city" from="City"/>'
    for p in "$@"; do echo "<file entity=\"account\" path=\"$p\" key=\"No\">$fields</file>"; done >>"$out"
    echo '</mapping>' >>"$out"; }
mapping "$tmp/m.xml" list.csv firms.json firms.xml firms.htm
run "$tmp/m.xml" --in "$tmp/fold"
[ $code -le 2 ] || fail "the folder is read" "$(tail -n 5 "$tmp/out")"
is "files of a folder: is it an archive, the survey, two passes" "$(each list.csv firms.json firms.xml firms.htm)" "4 4 4 4 "
is "one that no <file> reads: is it an archive, or a mapping, and its rows" "$(each notes.csv cards.vcf dir.ldif)" "3 3 3 "
run "$tmp/fold"; [ $code -le 2 ] || fail "the folder is drafted" "$(tail -n 5 "$tmp/out")"
is "drafted from nothing: what the draft saw is not looked for again, but whether XML is a mapping" "$(each list.csv firms.json firms.xml firms.htm)" "4 4 5 4 "

# ---- files that hold others
mapping "$tmp/z.xml" a.csv b.csv c.csv; run "$tmp/z.xml" --in "$tmp/three.zip"
is "an archive: once for its three files, two passes of which read what was unpacked" "$code $(opens three.zip)" "1 1"
mapping "$tmp/b.xml" book.xlsx book.xlsx book.xlsx; i=0
while read -r line; do case $line in *path=*) i=$((i + 1)); line="<file sheet=\"S$i\" ${line#<file }" ;; esac; echo "$line"; done <"$tmp/b.xml" >"$tmp/b3.xml"
run "$tmp/b3.xml" --in "$tmp/book.xlsx"
is "three sheets: is it an archive, the survey with the first, two others, two passes each" "$code $(opens book.xlsx)" "1 10"
mapping "$tmp/d.xml" src.db; sed -i 's/key="No"/sheet="firms" key="No"/' "$tmp/d.xml"; run "$tmp/d.xml"
is "a database: the survey, its tables, two passes" "$code $(opens src.db)" "1 4"
done_testing
