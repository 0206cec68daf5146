#!/bin/sh
# columns.t - a column that its field's type refuses is asked about before anything is
# loaded. If these fail, a mapping mistake becomes thousands of unreadable values in the
# new CRM while the run looks done. TAP.
. tests/lib.sh
m=$tmp/m; mkdir "$m" && cp mappings/crm.model.xml "$m/"
file() { # NAME ENTITY FIELDS: rows on stdin
    cat >"$m/$1.csv"
    cat >"$m/$1.xml" <<X
<mapping version="1" model="crm.model.xml" name="$1"><source system="$1"/>
  <file entity="$2" path="$1.csv" key="No">$3</file></mapping>
X
}
go() { rm -rf "$tmp/o" "$tmp/o.db"; "$WINNOW" run "$@" --to "$tmp/o.db" --out "$tmp/o" --as-of 2026-10-01 >"$tmp/out" 2>&1; echo $?; }
account='<field to="account_id" from="No"/><field to="name" from="Name"/>'
# accounts FORMAT FROM TO: a value made of the row's number by awk's expression
accounts() { echo "No,Name,Value"; awk "BEGIN { for (i = $2; i <= $3; i++) print \"A\" i \",Firm Number \" i \" Ltd,\" $1 }"; }

dmy='sprintf("%02d/%02d/2023", i % 28 + 1, i % 12 + 1)'
accounts "$dmy" 1 300 | file order account "$account<field to=\"created_at\" from=\"Value\" date-order=\"mdy\"/>"
is "a wrong order of dates stops the run" "$(go "$m/order.xml")" 3
is "and nothing was loaded" "$(ls "$tmp/o.db" 2>/dev/null)" ""
has "the question names file, column, letter, how many, lines and the cure" "$tmp/out" \
    'order.xml:2:116: order.csv, column "Value" (C): 169 of 300 values are no datetime as date-order= says it: "13/01/2023" (line 13), "14/02/2023" '\
'(line 14), "15/03/2023" (line 15); date-order="dmy" fits 169 of them; or write refused="57%" here'
for v in "1 1 1" "3 2 100"; do
    set -- $v
    cp "$tmp/out" "$tmp/before"
    "$WINNOW" run "$m/order.xml" --to "$tmp/o.db" --out "$tmp/o" --jobs "$1" --batch "$2" --chunk "$3" >"$tmp/out" 2>&1
    same "the same question with $1 workers, batches of $2" "$tmp/out" "$tmp/before"
done
sed 's/date-order="mdy"/& refused="58%"/' "$m/order.xml" >"$m/said.xml"
is "who says that it is expected goes on" "$(go "$m/said.xml" | sed 's/[012]/done/')" "done"
sed 's/mdy/dmy/' "$m/order.xml" >"$m/right.xml"
is "and so does the right order" \
    "$(go "$m/right.xml" | sed 's/[012]/done/') $(q "$tmp/o.db" "select count(*) from account where created_at like '2023-01-%'")" "done 25"

amount() {
    accounts "(i <= $1 ? \"many\" : i)" 1 "$2" | file amount account "$account<field to=\"revenue\" from=\"Value\"/>"
    go "$m/amount.xml" | sed 's/[012]/done/'
}
is "four values are values, not a column" "$(amount 4 10)" "done"
is "a fifth of them is not too much" "$(amount 5 25)" "done"
is "more is" "$(amount 6 25)" 3
has "what no other way of reading takes asks for the column" "$tmp/out" \
    '6 of 25 values are not valid as money here: "many" (line 2), "many" (line 3), "many" (line 4); is it the right column'
is "a file that is wrong does not hide behind a large one that is right" "$(
    accounts '1000 + i' 100 1100 | file large account "$account<field to=\"revenue\" from=\"Value\"/>"
    accounts '"none yet"' 1 6 | file small account "$account<field to=\"revenue\" from=\"Value\"/>"
    go "$m/large.xml" "$m/small.xml"; grep -c 'small.csv, column "Value" (C): 6 of 6' "$tmp/out")" "3
1"
is "rows that --where leaves out do not count" "$(go "$m/amount.xml" --where account_id=A25 | sed 's/[012]/done/')" "done"
accounts '"\"" i ".234,5\""' 1 20 | file comma account "$account<field to=\"revenue\" from=\"Value\" decimal=\"point\"/>"
is "a wrong decimal mark" "$(go "$m/comma.xml") $(grep -c 'decimal="comma" fits 20 of them' "$tmp/out")" "3 1"
accounts '"0" i "55512345678901"' 1 20 | file phone account "$account<field to=\"phone\" from=\"Value\"/>"
is "numbers of another country ask for it" "$(go "$m/phone.xml") $(grep -c 'say their country: region=' "$tmp/out")" "3 1"
accounts '"Sector " i' 1 20 | file list account "$account<field to=\"industry\" from=\"Value\"/>"
is "values that a list does not have are work on the mapping, and do not stop" "$(go "$m/list.xml" | sed 's/[012]/done/')" "done"
accounts '"X" i' 1 20 | file orphan account "$account<field to=\"parent_id\" from=\"Value\"/>"
is "nor do links that lead nowhere" "$(go "$m/orphan.xml" | sed 's/[012]/done/')" "done"
is "nor a mapping that was drafted" "$(go "$m/amount.csv" | sed 's/[012]/done/')" "done"
is "nor a health check" "$("$WINNOW" health "$m/amount.xml" --history "$tmp/h.db" --out "$tmp/h" >"$tmp/out" 2>&1; [ $? -lt 3 ] && echo done)" "done"
# unreadable dates must not make data look younger than old ones
score() {
    accounts "$1" 1 40 | file "$2" account "$account<field to=\"updated_at\" from=\"Value\" refused=\"100%\"/>"
    go "$m/$2.xml" >/dev/null
    grep -o 'health  *[0-9.]*' "$tmp/out" | tr -dc 0-9.
}
is "unreadable dates do not raise the score" "$(echo "$(score '"2001-01-01"' old) $(score '"last spring"' vague)" | awk '{ print ($2 <= $1) }')" 1

# check --in
{
    echo "No,名称,Mail,Since,Branch"
    awk 'BEGIN { for (i = 1; i <= 20; i++) print "K" i ",北京第" i "贸易有限公司,info@firm" i ".example," (i > 12 ? "2023-02-03" : "Frühjahr " i) "," (i == 3 ? '\
'"Zauberei" : "") }'
} |
    file look account \
    '<field to="account_id" from="No"/><field to="name" from="名称"/><field to="email" from="Mail" type="email"/><field to="created_at" '\
'from="Since"/><field to="industry" from="Branch"/>'
ends "check --in ends as the run would" 3 "$WINNOW" check "$m/look.xml" --in "$m"
is "columns with trouble stand first, with three values and their lines" "$(sed -n '3,6p' "$tmp/out" | tr -s ' ')" '! D Since created_at datetime 100 % 40 %
 "Frühjahr 1" (line 2), "Frühjahr 2" (line 3), "Frühjahr 3" (line 4)
 E Branch industry choice 5 % 0 %
 "Zauberei" (line 4)'
has "and says what to do" "$tmp/err" 'look.csv, column "Since" (D): 12 of 20 values are not valid as datetime here'
"$WINNOW" check "$m/look.xml" --in "$m" --lang zh >"$tmp/zh" 2>/dev/null
is "the table fits 80 columns" "$(sed 1d "$tmp/out" | cat - "$tmp/zh" | grep -v look.csv | python3 -c 'import sys, unicodedata
print(max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in l.rstrip("\n")) for l in sys.stdin) <= 80)')" True
has "in Chinese too" "$tmp/zh" "（第 2 行）"
"$WINNOW" check "$m/look.xml" --in "$m" --json 2>/dev/null | python3 -c 'import json, sys
for l in sys.stdin:
    c = json.loads(l)
    if c["event"] == "column": print(c["column"], c["field"], c["filled"], c["valid"], c["stops"], [s["line"] for s in c["samples"]])' >"$tmp/json"
is "--json has one object a column" "$(head -2 "$tmp/json")" "Since created_at 20 8 True [2, 3, 4]
Branch industry 1 0 False [4]"
accounts '(i > 1000 ? "later" : "2023-02-03")' 1 1600 | file long account "$account<field to=\"created_at\" from=\"Value\"/>"
ends "a thousand rows are looked at" 0 "$WINNOW" check "$m/long.xml" --in "$m"
has "and said to be" "$tmp/out" "(1,000 rows looked at)"
is "a run looks at all" "$(go "$m/long.xml")" 3
is "check leaves nothing behind" "$(cd "$m" && "$WINNOW" check look.xml --in . >/dev/null 2>&1; ls -d runs 2>/dev/null)" ""
done_testing
