#!/bin/sh
# dates.t - the order of day and month. If this fails a company's birthdays and
# contract ends are silently months off. TAP.
. tests/lib.sh
mkdir "$tmp/m" && cp mappings/crm.model.xml "$tmp/m/"
rows() { awk -v n="$1" -v d="$2" 'BEGIN { for (i = 1; i <= n; i++) printf "%s-%d,Company %d%s Ltd,%s\n", d, i, i, d, d }'; }
file() { # NAME: rows on stdin; a mapping beside it
    { echo "Account ID,Account Name,Created Date"; cat; } >"$tmp/m/$1.csv"
    cat >"$tmp/m/$1.xml" <<X
<mapping version="1" model="crm.model.xml" name="$1"><source system="$1"/>
  <file entity="account" path="$1.csv" key="Account ID"><field to="account_id" from="Account ID"/>
    <field to="name" from="Account Name"/>
    <field to="created_at" from="Created Date" $2/></file></mapping>
X
}
go() { rm -rf "$tmp/o" "$tmp/o.db"; "$WINNOW" run "$@" --to "$tmp/o.db" --out "$tmp/o" --as-of 2026-10-01 >"$tmp/out" 2>&1; echo $?; }
dates() { q "$tmp/o.db" "select created_at,count(*) from account group by 1 order by 1" | tr '\n' ' '; }

{ rows 2000 03/04/2024; rows 1 25/12/2023; } | file late
go "$tmp/m/late.xml" >"$tmp/rc"
is "one row at the end decides all rows before it" "$(dates)" "2023-12-25|1 2024-04-03|2000 "
{ rows 5 03/04/2024; rows 1 12/25/2023; } | file american
go "$tmp/m/american.xml" >"$tmp/rc"
is "the other way round" "$(dates)" "2023-12-25|1 2024-03-04|5 "
rows 3 03/04/2024 | file none
is "a column that proves nothing stops a mapped run" "$(go "$tmp/m/none.xml")" 3
is "and nothing was loaded" "$(ls "$tmp/o.db" 2>/dev/null)" ""
has "the question names file, column, letter, line and what to write" "$tmp/out" \
    'none.xml:4:5: none.csv, column "Created Date" (C): no row proves the order of day and month (first doubtful in line 2); add date-order="dmy"'
is "without a mapping the run goes on" "$(go "$tmp/m/none.csv")" 1
is "those values do not stand in a column of dates" "$(dates)" "|3 "
is "with a finding each" "$(q "$tmp/o.db" "select count(*), min(column) from winnow_finding where rule='ambiguous'")" "3|Created Date"
{ rows 3 03/04/2024; rows 1 25/12/2023; rows 1 12/25/2023; } | file both
is "a column that proves both orders stops the run as well" "$(go "$tmp/m/both.xml")" 3
has "and says so" "$tmp/out" "some rows are day/month, others month/day"
{ rows 3 03/04/2024; rows 1 12/25/2023; } | file said 'date-order="dmy"'
go "$tmp/m/said.xml" >"$tmp/rc"
is "date-order= decides the doubtful ones, and no others" "$(dates)" "2023-12-25|1 2024-04-03|3 "
{ rows 3 2024-04-03; rows 2 05/05/2024; } | file plain
go "$tmp/m/plain.xml" >"$tmp/rc"
is "plain dates ask nothing" "$(dates)" "2024-04-03|3 2024-05-05|2 "
{ echo "A1,Alder Ltd,Wed 03/04/2024"; rows 2 05/06/2024; } | file weekday
go "$tmp/m/weekday.xml" >"$tmp/rc"
is "a weekday proves the order" "$(dates)" "2024-04-03|1 2024-06-05|2 "
{ rows 1 "Fri 03/04/2024"; rows 2 05/06/2024; } | file nobody
is "one that is the day's in neither order proves nothing" "$(go "$tmp/m/nobody.xml")" 3
{ rows 1 24-03-04; rows 1 85-01-30; } | file short
go "$tmp/m/short.xml" >"$tmp/rc"
is "two-digit years: what only one order can read decides" "$(dates)" "1985-01-30|1 2024-03-04|1 "
for v in "1 1 1" "3 2 100"; do
    set -- $v
    "$WINNOW" run "$tmp/m/late.xml" --to "$tmp/$1.db" --out "$tmp/$1" --jobs "$1" --batch "$2" --chunk "$3" >/dev/null 2>&1
    is "the same with $1 workers, batches of $2" "$(q "$tmp/$1.db" "select count(*) from account where created_at='2024-04-03'")" 2000
done
done_testing
