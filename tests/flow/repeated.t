#!/bin/sh
# repeated.t - values that come again and again in a column, and columns whose values do
# not. If these fail, a value is cleaned as another one was, or what is wrong with it is told
# of the first row only. TAP.
. tests/lib.sh
mkdir "$tmp/m"
cat >"$tmp/m/p.model.xml" <<'X'
<model version="1" name="p"><blank values="n/a"/><entity name="person"><field name="pid" type="id" key="yes"/>
  <field name="name" type="name"/><field name="email" type="email"/><field name="phone" type="phone"/>
  <field name="mobile" type="phone"/></entity></model>
X
# 9,000 rows: e-mail of 7 kinds (one with a typing mistake, one blank word, one wrong), names all different
# and written with blanks to take out, two telephones beside the country that reads them, or none
awk 'BEGIN { print "ID,Name,Mail,Phone,Mobile,Country"
    split("a@x.com|B@X.COM|c@gmial.com|n/a|not a mail|info@x.com|d@x.com", mail, "|")
    split("DE|FR||", land, "|")
    for (i = 1; i <= 9000; i++)
        printf "%d,Zoe  N%s,%s,030 3039%05d,030 3039%05d,%s\n", i,
            sprintf("%c%c%c", 65 + i % 26, 97 + int(i / 26) % 26, 97 + int(i / 676) % 26), mail[i % 7 + 1],
            i, i + 1, land[i % 3 + 1] }' >"$tmp/m/p.csv"
cat >"$tmp/m/p.xml" <<'X'
<mapping version="1" model="p.model.xml" name="p"><source system="p"/>
  <file entity="person" path="p.csv"><field to="pid" from="ID"/><field to="name" from="Name"/>
    <field to="email" from="Mail" refused="50%"/>
    <field to="phone" from="Phone" region-from="Country" refused="50%"/><field to="mobile" from="Mobile" region-from="Country" refused="50%"/>
    <drop from="*" why="-"/></file></mapping>
X
run() { "$WINNOW" run "$tmp/m/p.xml" --to "$tmp/$1.db" --out "$tmp/$1" --as-of 2026-10-01 --no-verify --no-backup-ok $2 >"$tmp/out" 2>&1; }
run a || :
count() { q "$tmp/a.db" "select count(*) from $1"; }
all=$(awk -F, 'NR > 1 && $3 == "not a mail"' "$tmp/m/p.csv" | wc -l)
is "each row with a wrong value is told" "$(count "winnow_finding where rule='valid' and field='email'")" "$all"
is "each row with a typing mistake too" "$(count "winnow_finding where rule='typo' and suggestion='c@gmail.com'")" \
    "$(awk -F, 'NR > 1 && $3 == "c@gmial.com"' "$tmp/m/p.csv" | wc -l)"
is "a value is written as it was the first time" "$(count "person where email='b@x.com'")" \
    "$(awk -F, 'NR > 1 && $3 == "B@X.COM"' "$tmp/m/p.csv" | wc -l)"
is "a word for none is none in each row" "$(count "person where email is null and pid % 7 = 3")" \
    "$(awk -F, 'NR > 1 && $3 == "n/a"' "$tmp/m/p.csv" | wc -l)"
is "no name is another row's" "$(q "$tmp/a.db" "select count(distinct name), min(name) from person")" \
    "$(awk -F, 'NR > 1 { gsub(/  /, " ", $2); print $2 }' "$tmp/m/p.csv" | LC_ALL=C sort -u |
        awk 'NR == 1 { first = $0 } END { print NR "|" first }')"
is "both telephones of a row have its country" \
    "$(count "person where phone like '+49303039%' and mobile like '+49303039%'")" "$(awk -F, '$6 == "DE"' "$tmp/m/p.csv" | wc -l)"
is "and none where it names none" "$(count "person where phone like '030%' and mobile like '030%' and pid % 3 = 2")" 3000
all() { q "$tmp/$1.db" "select pid, name, email, phone, mobile from person order by pid" | cksum; }
run b "--batch 5 --jobs 3" || :
is "the same for small batches" "$(count person) $(all b)" "9000 $(all a)"
done_testing
