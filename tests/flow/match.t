#!/bin/sh
# match.t - duplicates with nothing to configure. If these fail, a user merges strangers or
# keeps the same customer twice, and cannot ask why. TAP.
. tests/lib.sh
at_least() { if awk "BEGIN { exit !($2 >= $3) }"; then pass "$1"; else fail "$1" "got $2, wanted $3"; fi; }
score() { python3 tests/flow/people.py "$1" "$2" --score "$3"; }
# the accuracy gate: made-up people, Chinese and Latin, with relatives who share all but themselves
for n in 300 3000; do
    python3 tests/flow/people.py $n 1 >"$tmp/p$n.csv"
    "$WINNOW" match "$tmp/p$n.csv" -o "$tmp/c$n.csv" --pairs "$tmp/pairs$n.csv" --explain >"$tmp/out$n" 2>"$tmp/err"
    at_least "people are found again, and nobody else: $n rows" "$(score $n 1 "$tmp/c$n.csv")" 0.98
done
# what a run merges: from .95 on, and by what it refused too, as it was written
run() { rm -rf "$tmp/o" "$tmp/o.db"; "$WINNOW" run "$1" --to "$tmp/o.db" --out "$tmp/o" --quiet >/dev/null 2>&1
    sqlite3 -csv "$tmp/o.db" "select 0, golden_id from winnow_source order by line" | sed '1i n,cluster' >"$tmp/oc.csv"; score 3000 1 "$tmp/oc.csv"; }
at_least "a run finds them too" "$(run "$tmp/p3000.csv")" 0.99
awk -F, -v OFS=, 'NR > 1 && NR % 2 && length($3) > 5 { $3 = substr($3, 1, length($3) - 1) } 1' "$tmp/p3000.csv" >"$tmp/cut.csv"
at_least "every second number without its last digit" "$(run "$tmp/cut.csv")" 0.985
awk -F, -v OFS=, 'NR > 1 && NR % 3 { sub(/@/, "") } 1' "$tmp/cut.csv" >"$tmp/mail.csv"
at_least "and most addresses without their @: namesakes do not become one" "$(run "$tmp/mail.csv")" 0.95
python3 tests/flow/people.py 3000 1 --parts >"$tmp/parts.csv"
at_least "first and last names are compared as they came, though one field takes both" "$(run "$tmp/parts.csv")" 0.985
is "every row has its cluster" "$(wc -l <"$tmp/c3000.csv")" 3001
is "a cluster is named by its first row" "$(awk -F, 'NR > 1 && $2 > $1' "$tmp/c3000.csv")" ""
has "the budget is said" "$tmp/out3000" "budget    "
has "and the bands, with how many are right" "$tmp/out3000" "bands     sure, from 0.95"
has "what each column is" "$tmp/out3000" "Birthday           date"
is "pairs come with a weight for each column" "$(head -1 "$tmp/pairs3000.csv")" \
    "left_id,right_id,probability,weight,Name/given,Name/family,Birthday,Mobile,Email,Street,City"
"$WINNOW" match "$tmp/p3000.csv" >"$tmp/again.csv" 2>/dev/null
same "the same file gives the same clusters" "$tmp/again.csv" "$tmp/c3000.csv"
expected=$("$WINNOW" match "$tmp/p3000.csv" -o /dev/null --json | sed 's/.*"expected_pairs":\([0-9]*\).*/\1/')
true=$(python3 tests/flow/people.py 3000 1 --pairs)
at_least "the expected number of duplicates is near the truth" "$(awk "BEGIN { print ($expected < $true ? $expected / $true : $true / $expected) }")" 0.9
# pinyin, swapped names, a household
cat >"$tmp/h.csv" <<'C'
id,Name,Birthday,Mobile,Street,City
a1,张伟,1985-06-01,13800138001,1 Oak Street,Boston
a2,Zhang Wei,1985-06-01,13800138001,1 Oak Street,Boston
a3,張偉,01/06/1985,13800138001,1 Oak Street,Boston
b1,张敏,1987-02-11,13800138001,1 Oak Street,Boston
c1,Anna Bell,1990-10-12,13900139000,7 Elm Street,Denver
c2,"Bell, Anna",1990-12-10,13900139000,7 Elm Street,Denver
c3,Peter Bell,2011-03-04,13900139000,7 Elm Street,Denver
C
python3 tests/flow/people.py 500 7 | sed '1d; s/,[^,]*@[^,]*,/,/; s/,,\([0-9]\)/,\1/' | awk -F, 'NF == 5 { print "x" NR "," $0 }' >>"$tmp/h.csv"
"$WINNOW" match "$tmp/h.csv" --key id -o "$tmp/hc.csv" --quiet
cluster() { sed -n "s/^$1,//p" "$tmp/hc.csv"; }
is "张伟, 張偉 and Zhang Wei are one, with the birthday either way round" "$(cluster a2) $(cluster a3)" "$(cluster a1) $(cluster a1)"
is "Bell, Anna is Anna Bell" "$(cluster c2)" "$(cluster c1)"
is "relatives of one address and phone are not" "$([ "$(cluster b1)" = "$(cluster a1)" ] || [ "$(cluster c3)" = "$(cluster c1)" ] || echo apart)" apart
# a model: one month is compared as another
python3 tests/flow/people.py 250 9 >"$tmp/small.csv"
"$WINNOW" match "$tmp/p3000.csv" -o "$tmp/m1.csv" --pairs "$tmp/mp1.csv" --model "$tmp/model.json" --quiet
"$WINNOW" match "$tmp/p3000.csv" -o "$tmp/m2.csv" --pairs "$tmp/mp2.csv" --model "$tmp/model.json" --quiet
same "a model that is read back gives the same groups" "$tmp/m2.csv" "$tmp/m1.csv"
same "and the same weights" "$tmp/mp2.csv" "$tmp/mp1.csv"
"$WINNOW" match "$tmp/small.csv" -o "$tmp/m3.csv" --model "$tmp/model.json" --quiet
at_least "a small file is compared as well as a large one" "$(score 250 9 "$tmp/m3.csv")" 0.985
for wrong in '{"winnow_model":1}' '[]' 'no' "$(sed 's/"levels"//; s/0\.[0-9]*/7/' "$tmp/model.json")" "$(sed 's/"person"/"admin"/' "$tmp/model.json")"; do
    printf "%s" "$wrong" >"$tmp/bad.json"
    ends "what is no model" 4 "$WINNOW" match "$tmp/small.csv" -o /dev/null --model "$tmp/bad.json"
done
has "is said to be none" "$tmp/err" "is no model that winnow match wrote"
"$WINNOW" match "$tmp/p3000.csv" -o "$tmp/m4.csv" --memory 1M --explain >"$tmp/out" 2>"$tmp/err"
has "with little memory the budget is small" "$tmp/out" "budget    6,"
"$WINNOW" match samples/salesforce/Contact.csv --mapping samples/salesforce.xml -o /dev/null --explain >"$tmp/out" 2>&1
has "with a mapping, columns have its names and types" "$tmp/out" "account_id         category"
ends "a mapping of other files" 3 "$WINNOW" match "$tmp/p300.csv" --mapping samples/erp.xml
# sources
{ echo "src,$(head -1 "$tmp/p3000.csv")"; sed 1d "$tmp/p3000.csv" | awk '{ print (NR % 2 ? "old," : "new,") $0 }'; } >"$tmp/s.csv"
"$WINNOW" match "$tmp/s.csv" --source src -o "$tmp/sc.csv" --pairs "$tmp/sp.csv" --quiet
is "with sources, rows of one source are never paired" "$(awk -F, 'NR > 1 && ($1 - $2) % 2 == 0' "$tmp/sp.csv" | wc -l)" 0
is "and no cluster has two of one" "$(sed 1d "$tmp/sc.csv" | awk -F, '{ k = $2 " " $1 % 2; n += k in seen; seen[k] = 1 } END { print n + 0 }')" 0
at_least "but pairs are found" "$(sed 1d "$tmp/sc.csv" | awk -F, '$1 != $2' | wc -l)" 300
# titles of products and nothing else
awk 'BEGIN { srand(3); split("Black Silver Compact Digital Portable Wireless Home Series Pro Ultra", w); split("Camera Speaker Oven Printer Freezer Router", k)
    print "title,description"; for (i = 0; i < 1500; i++) { m = int(rand() * 90); printf "%s %s %s %d,%s %s %s for your home %s %s\n'\
'", w[1 + int(rand() * 10)], w[1 + m % 10], k[1 + m % 6], m, w[1 + int(rand() * 10)], k[1 + m % 6], w[1 + int(rand() * 10)], w[1 + int(rand() * 10)], '\
'rand() < .5 ? "in " w[1 + int(rand() * 10)] : "" } }' >"$tmp/titles.csv"
"$WINNOW" match "$tmp/titles.csv" -o "$tmp/tc.csv" >"$tmp/out" 2>"$tmp/err"; code=$?
is "free text that tells nothing apart is refused, or nothing is claimed" \
    "$([ $code = 2 ] && grep -q 'do not tell records apart' "$tmp/err" && [ ! -e "$tmp/tc.csv" ] || { [ $code = 0 ] \
    && awk -F, 'NR > 1 && $1 != $2' "$tmp/tc.csv" | head -1 | grep -q . && echo claimed; })" ""
as_people() { # FILE [FIELD...]: a mapping that takes it for people
    cp mappings/crm.model.xml "$tmp"
    printf '<mapping version="1" model="crm.model.xml"><source system="t"/><file entity="contact" path="%s"><field to="title" from="title"/><field '\
'to="note" from="description" type="text"/>%s</file></mapping>' "$1" "$2" >"$tmp/as.xml"
    rm -f "$tmp/ti.db"; "$WINNOW" run "$tmp/as.xml" --in "$tmp" --to "$tmp/ti.db" --out "$tmp/ti" >"$tmp/out" 2>&1
}
as_people titles.csv
has "a run says so, too" "$tmp/out" "looks alike is probably not the same,"
is "and puts together what is the same to the letter, nothing else" \
    "$(q "$tmp/ti.db" 'select count(*) from (select 1 from winnow_source group by golden_id having count(distinct source_key) > 1)')" 0
awk -F, -v OFS=, 'NR == 1 { print "id", $0, "kind"; next } { print NR, $0, "kind " NR % 7 } NR % 5 == 0 { print NR "b", $0, "kind " NR % 7 }' \
    "$tmp/titles.csv" >"$tmp/copies.csv"
as_people copies.csv '<field to="contact_id" from="id"/><field to="kind" from="kind" type="text"/>'
is "but rows that say the same, under other numbers" \
    "$(q "$tmp/ti.db" "select count(*) from winnow_source x join winnow_source y on y.source_key = x.source_key || 'b' and y.golden_id = x.golden_id")" 300
# what is sure in a target has been merged before, and most that is left is doubtful: new records find their like all the same
python3 tests/flow/people.py 6000 3 | cut -d, -f1,2,5,6 >"$tmp/all.csv"
sed 5401q "$tmp/all.csv" >"$tmp/base.csv"
sed '2,5401d' "$tmp/all.csv" >"$tmp/month.csv"
for f in base month; do
    "$WINNOW" draft "$tmp/$f.csv" -o "$tmp/$f.xml" >"$tmp/out" 2>&1; sed -i "s/system=\"draft\"/system=\"$f\"/" "$tmp/$f.xml"
    "$WINNOW" run "$tmp/$f.xml" --in "$tmp" --to "$tmp/liv.db" --out "$tmp/liv" --quiet >"$tmp/out" 2>&1
done
at_least "new records find their like in a target that is settled" \
    "$(q "$tmp/liv.db" "select count(distinct m.source_key) from winnow_source m join winnow_source b on b.golden_id = m.golden_id and b.system = 'base'
    where m.system = 'month'")" 100
# what it must withstand
printf 'a,b,c\n%s\n' "$(yes x,y,z | head -5000)" >"$tmp/equal.csv"
"$WINNOW" match "$tmp/equal.csv" -o "$tmp/eq.csv" --quiet
is "all rows equal are one" "$(sed 1d "$tmp/eq.csv" | cut -d, -f2 | sort -u | tr '\n' ' ')$(wc -l <"$tmp/eq.csv")" "1 5001"
printf 'a,b\n%s\n' "$(yes x,y | head -50)" >"$tmp/two.csv"
ends "but two values may be the same by chance" 4 "$WINNOW" match "$tmp/two.csv"; has "says that there is nothing to compare" "$tmp/err" "no column to compare"
{
    echo a,b,c
    yes 'Anna Bell,1990-10-12,13900139000' | head -10000
    seq 1 1000 | awk '{ print "n" $1 * 7919 % 9973 ",19" 40 + $1 % 60 "-0" 1 + $1 % 9 "-11,1380000" $1 }'
} >"$tmp/copies.csv"
"$WINNOW" match "$tmp/copies.csv" -o "$tmp/cc.csv" --quiet
is "ten thousand copies of one row are one cluster" "$(sed -n 2,10001p "$tmp/cc.csv" | cut -d, -f2 | sort -u | wc -l)" 1
{ echo text; seq 1 3000 | awk '{ print "word" $1 % 50 " and thing" $1 % 31 " of " $1 }'; } >"$tmp/one.csv"
ends "one column of free text" 0 "$WINNOW" match "$tmp/one.csv" -o /dev/null
{ seq -s, 1 5000; for i in 1 2 3 4 5 6 7 8 9; do seq -s, "$i" 2 $((i + 9998)); done; } >"$tmp/wide.csv"
ends "five thousand columns" 0 "$WINNOW" match "$tmp/wide.csv" -o /dev/null
awk 'BEGIN { print "name,text"; for (i = 0; i < 6; i++) { printf "n%d,", i / 2; for (k = 0; k < 250000; k++) printf "x%d ", i; print "" } }' >"$tmp/long.csv"
ends "values of a megabyte" 0 "$WINNOW" match "$tmp/long.csv" -o /dev/null
{ echo name,phone,mail; seq 1 20000 | awk '{ print (NR % 2 ? "info" : "n" NR * 31 % 19997) ",02112345678,m" NR "@x.example" }'; } >"$tmp/half.csv"
ends "a value that half of the rows share, another that all do" 0 timeout 60 "$WINNOW" match "$tmp/half.csv" -o /dev/null
printf 'a,b\n-,\n-,\n' >"$tmp/empty.csv"
ends "empty columns" 4 "$WINNOW" match "$tmp/empty.csv"
ends "a file that is not there" 4 "$WINNOW" match "$tmp/none.csv"
ends "a key that is no column" 3 "$WINNOW" match "$tmp/h.csv" --key nothing; has "says so" "$tmp/err" 'no file has a column "nothing"'
ends "an output that cannot be written" 5 "$WINNOW" match "$tmp/h.csv" -o "$tmp/no/such/place"
is "standard input" "$("$WINNOW" match - <"$tmp/h.csv" 2>/dev/null | wc -l)" "$(wc -l <"$tmp/h.csv")"
is "two files are one table" "$("$WINNOW" match "$tmp/p300.csv" "$tmp/p300.csv" 2>/dev/null | awk -F, 'NR > 301 && $2 > 300' | wc -l)" 0
ends "in Chinese" 0 "$WINNOW" match "$tmp/p300.csv" -o /dev/null --lang zh; has "the result too" "$tmp/out" "查重      300 条记录"
done_testing
