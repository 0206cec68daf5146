#!/bin/sh
# masks.t - what is for reading tells of nobody. A report goes to people who may not know
# the customers, and then further: a number that stands in it is out. TAP.
. tests/lib.sh
cd "$tmp"
W=$WINNOW

# ---- inspect: by what the values are, whatever the columns are called ------------------

python3 - <<'E2'
import csv
W = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
def cnid(i):
    b = "110105%04d0%d%02d%03d" % (1950 + i % 50, i % 9 + 1, i % 28 + 1, i)
    return b + "10X98765432"[sum(int(a) * c for a, c in zip(b, W)) % 11]
def luhn(i):
    s = "622202%012d" % (i * 7919 + 11)
    t = sum(int(c) if k % 2 else int(c) * 2 - 9 * (int(c) > 4) for k, c in enumerate(reversed(s)))
    return s + str(-t % 10)
rows = []
for i in range(90):
    m = "13%d%08d" % (i % 10, 24680135 + i * 7)
    rows.append({
        "Notes": m, "Remark": "call %s-%s-%s, ask for Tom" % (m[:3], m[3:7], m[7:]), "x1": "０" * 0 + "".join(chr(0xFEE0 + ord(c)) for c in m),
        "Link": "https://a.cn/?mail=tom%d@firm.cn" % i if i % 2 else "https://a.cn/%d" % i, "Amount": m if i % 3 == 0 else str(1000 + i),
        "x2": cnid(i), "x3": cnid(i)[:15] if i % 2 else "none", "x4": "证件 " + cnid(i), "x5": luhn(i), "x6": "账户 " + luhn(i)[:16],
        "x7": "DE89 3704 0044 0532 0130 00" if i % 2 else "-", "银行卡号": str(10000000 + i), "x8": "acct %012d" % (987654321000 + i),
        "生日": "19%02d/%d/%d" % (50 + i % 45, i % 12 + 1, i % 28 + 1), 
        "DOB": "%02d.%02d.19%02d" % (i % 28 + 1, i % 12 + 1, 50 + i % 45), "x9": "19%02d-0%d-1%d" % (50 + i % 45, i % 9 + 1, i % 9),
        "负责人": ["张伟", "王芳", "李娜"][i % 3], "Owner": ["Max Muster", "Eva Klein"][i % 2], "wer": ["陈明", "刘洋", "杨光明"][i % 3],
        "手机": str(26001234 + i), "x10": ["N/A", "000000", "test@test.com", "123456"][i % 4],
        "stage": ["Closed Won", "In Progress"][i % 2], "城市": ["北京", "上海", "成都"][i % 3], 
        "price": str(1250000 + i), "created_at": "2024-0%d-11" % (i % 9 + 1), "x11": "10.20.30.%d" % (40 + i)})
w = csv.DictWriter(open("f.csv", "w"), rows[0].keys()); w.writeheader(); w.writerows(rows)
E2
"$W" inspect --json f.csv >f.json
"$W" inspect f.csv >f.txt
told() { python3 -c '
import json, sys, re
for c in json.load(open("f.json"))["columns"]:
    if c["name"] in sys.argv[2:]:
        for s in c["samples"]:
            if re.search(sys.argv[1], s): print(c["name"], s)' "$@"; }
is "a phone number in notes, in a sentence, of full width, among amounts" "$(told '\d{5}' Notes Remark x1 Amount | grep -v 'Amount 10')" ""
is "a mailbox in a link" "$(told 'tom\d' Link)" ""
is "identity numbers: alone, of 15 digits, in a sentence" "$(told '\d{6}' x2 x3 x4)" ""
is "cards and accounts: by themselves, in a sentence, by the column's name" "$(told '\d{5}|3704' x5 x6 x7 x8 银行卡号)" ""
is "birthdays: 生日, DOB, and days that grown-up people were born on" "$(told '[-/.]\d' 生日 DOB x9)" ""
is "people in a column of owners, and in one that looks so" "$(told '(伟|芳|Muster|Klein|明|洋)' 负责人 Owner wer)" ""
is "a number of a 手机 column that is no mobile number" "$(told '\d{6}' 手机)" ""
is "a placeholder is shown: it is what somebody looks for" "$(told . x10 | wc -l)" 3
is "what tells of nobody is shown" \
    "$(told '^(Closed Won|In Progress|北京|上海|成都|12500\d\d|2024-0\d-11|10\.20\.30\.\d+)$' stage 城市 price created_at x11 | wc -l)" 14
hasnt "the table for people has the same" f.txt "1302468"

# ---- a run: pages, health.json, summary, sample.xlsx -----------------------------------

cat >m.model.xml <<'X'
<model version="1" name="m">
  <entity name="person">
    <field name="person_id" type="id" key="yes" required="yes"/>
    <field name="name" type="name"/><field name="phone" type="phone" region="CN"/>
    <field name="remark" type="text"/><field name="site" type="url"/><field name="code" type="integer"/>
    <field name="owner" type="text"/><field name="bank_account" type="text"/><field name="birthday" type="date"/>
    <field name="department" type="text"/><field name="source" type="text"/><field name="shown" type="text" mask="none"/>
  </entity>
  <entity name="visit">
    <field name="visit_id" type="id" key="yes" required="yes"/><field name="person_id" type="link" target="person"/>
  </entity>
  <check id="P01" on="person" rule="pattern" fields="remark" pattern="ok"/>
  <check id="P02" on="person" rule="pattern" fields="site" pattern="ok"/>
  <check id="P03" on="person" rule="pattern" fields="owner" pattern="ok"/>
  <check id="P04" on="person" rule="pattern" fields="shown" pattern="ok"/>
</model>
X
cat >m.xml <<'X'
<mapping version="1" model="m.model.xml">
  <source system="a"/>
  <file entity="person" path="p.csv" key="tel"><field to="person_id" from="tel"/><field to="name" from="name"/><field to="phone" from="tel"/>
    <field to="remark" from="r"/><field to="site" from="s"/><field to="code" from="c"/><field to="owner" from="o"/><field to="bank_account" from="b"/>
      <field to="birthday" from="d"/>
    <field to="department" from="dep"/><field to="source" from="src"/><field to="shown" from="sh"/></file>
  <file entity="visit" path="v.csv"><field to="visit_id" from="id"/><field to="person_id" from="tel"/></file>
</mapping>
X
python3 - <<'E2'
import csv
rows = [{"tel": "0755-2468%04d" % (1357 + i), "name": "张伟%d" % i, "r": "回电 1398765%04d" % (4321 + i), "s": "https://a.cn/?m=tom%d@firm.cn" % i,
         "c": "1387654%04d" % (3210 + i), "o": "Max Mustermann", "b": "6222 0212 3456 78%02d" % i, "d": "1980-05-1%d" % (i % 9), 
         "dep": "13712348765", "src": "eva@firm.cn",
         "sh": "shown 1581234%04d" % i} for i in range(20)]
w = csv.DictWriter(open("p.csv", "w"), rows[0].keys()); w.writeheader(); w.writerows(rows)
open("v.csv", "w").write("id,tel\n" + "".join("V%d,0755-2468%04d\n" % (i, 1357 + i) for i in range(18, 25)))
E2
secrets='1398765|tom[0-9]|1387654|Mustermann|6222 0212|1980-05-1|13712348765|eva@|2468[0-9]{4}|张伟'
book() { python3 -c 'import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
for n in z.namelist():
    if n == "xl/sharedStrings.xml" or n.startswith("xl/worksheets/sheet"): sys.stdout.buffer.write(z.read(n))' "$1"; }
read_by_all() { cat "$1"/*.html "$1"/health.json "$1"/summary.md; [ ! -f "$1/sample.xlsx" ] || book "$1/sample.xlsx"; }
"$W" run m.xml --in . --out r --quiet >/dev/null
is "pages, health.json, summary and sample: no number, mailbox, owner, birthday" "$(read_by_all r 2>/dev/null | grep -aoE "$secrets" | sort -u)" ""
is "what the model says may be shown is shown" "$(read_by_all r 2>/dev/null | grep -ao "shown 1581234" | sort -u)" "shown 1581234"
is "a work list: nothing of the customers; department and owner are who gets it" \
    "$(book r/worklists.xlsx | grep -aoE "$secrets" | sort -u | tr '\n' ' ')" "13712348765 Mustermann "
is "a key that is the phone number is masked beside it: people go by file and line" "$(book r/worklists.xlsx | grep -ao 'p.csv:[0-9]*' | sort -u | wc -l)" 20
"$W" health m.xml --in . --history h.db --by-department --out h --quiet >/dev/null
is "a health check" "$(read_by_all h 2>/dev/null | grep -aoE "$secrets" | sort -u)" ""
"$W" run m.xml --in . --out u --unmasked --quiet >/dev/null
is "--unmasked shows them" "$(read_by_all u 2>/dev/null | grep -aoE "$secrets" | grep -oE "^(1398|6222|Muster|tom|1980|张)" | sort -u | tr '\n' ' ')" \
    "1398 1980 6222 Muster tom 张 "
has "who holds a sample against the source has it in full" r/verify_sample.csv 1398765
is "for the owner alone" "$(find r h -type f -perm /077)" ""
"$W" match -o groups.csv --pairs pairs.csv f.csv >/dev/null 2>&1
is "what winnow match writes, too" "$(find groups.csv pairs.csv -perm /077)" ""

done_testing
