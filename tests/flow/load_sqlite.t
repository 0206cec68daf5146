#!/bin/sh
# load_sqlite.t - an SQLite file as a target. If these fail, a migration loses rows, loads
# them twice, or cannot be taken back. TAP.
. tests/lib.sh
T=$tmp/target.db
ask() { sqlite3 "$T" "$1" 2>&1; }
fresh() { rm -f "$T"; }
. tests/flow/load.sh
. tests/flow/foretold.sh
sqlite3 "$tmp/theirs.db" "create table orders(a); insert into orders values (1)"; T=$tmp/theirs.db; all
is "tables of others are left alone" "$(ask "select * from orders") $(ask "select count(*) from account")" "1 11"
T=$tmp/target.db; fresh; all; ask "select * from contact" | sort >"$tmp/rows"
T=csv:$tmp/folder; all; has "a folder of CSV files is a target, too" "$tmp/out" "48 read = 27 loaded"
is "with the same rows" "$(python3 -c "
import csv, sys
for row in list(csv.reader(open('$tmp/folder/contact.csv', encoding='utf-8-sig')))[1:]: print('|'.join(c.lstrip(chr(39)) for c in row))" | sort \
    | sha256sum)" "$(sha256sum <"$tmp/rows")"
is "and the same tables" "$(ls "$tmp/folder" | tr '\n' ' ')" \
    "$(sqlite3 "$tmp/target.db" "select group_concat(name || '.csv ', '') from (select name from sqlite_master where type in ('table', 'view')
        and name not glob 'winnow_*_[ark]*' and name not in ('winnow_raw', 'winnow_why') order by name)")"
sqlite3 "$tmp/parent.db" "create table firm(x); insert into firm values (1)"
sed '/entity="firm"/d; /entity="task"/d; s|X$|X|; s|</file></mapping>||' "$tmp/two.xml" >"$tmp/child.xml"
echo '</mapping>' >>"$tmp/child.xml"
T=$tmp/parent.db
run "$tmp/child.xml"
has "nobody's table is taken for a parent's" "$tmp/err" 'has a table "firm" that winnow did not make'
is "it is left alone" "$(ask "select * from firm")" 1
printf 'Id,Company,Revenue\n1,A Ltd,-0\n2,B Ltd,007\n3,C Ltd,12.50\n4,D Ltd,99999999999999999999.5\n' >"$tmp/zero.csv"
T=$tmp/zero.db
run "$tmp/zero.csv"
has "numbers that a database writes otherwise are the same numbers" "$tmp/out" "4 of 4 compared, 0 differ"
touch "$tmp/afile"
ends "a folder that is a file" 5 "$WINNOW" run samples/erp.xml --to "csv:$tmp/afile" --out "$tmp/o2"
is "leaves no reports of a load that was none" "$(ls "$tmp/o2" 2>/dev/null | grep -c report)" 0
done_testing
