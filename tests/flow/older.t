#!/bin/sh
# older.t - a target of the version before is carried over. If these fail, the first run of
# a new winnow loses rows, or what people changed, or the way back. TAP.
. tests/lib.sh
T=$tmp/t.db
cp -r samples/salesforce "$tmp/in"
run() { "$WINNOW" run samples/salesforce.xml --in "$tmp/in" --to "$T" --out "$tmp/$1" --as-of 2026-10-01 >"$tmp/out" 2>"$tmp/err"; }
version() { sqlite3 "$1" "select version || ' ' || (select count(*) from sqlite_master where type = 'view') from winnow_schema"; }
older() { # all tables, but for what was read
    sqlite3 "$1" "create temp table winnow_source as select * from main.winnow_source" "alter table temp.winnow_source drop column raw" \
        "select * from temp.winnow_source" "select * from account" "select * from contact" "select * from deal" \
        "select * from winnow_lineage" "select * from winnow_refused" \
        "select entity, left_key, right_key, weight, decision, pair, band from winnow_pair" "select * from winnow_finding"
}
raws() { "$WINNOW" trace "$T" rows | sort; }
run 1; sed -i 's/,Boston,/,Quincy,/' "$tmp/in/Account.csv"; cp "$T" "$tmp/first.db"; run 2
older "$T" >"$tmp/want"; raws >"$tmp/raws"; cp "$T" "$tmp/new.db"
sh tests/older.sh "$T"
# images of version 1 have the row as text
sqlite3 "$T" "update winnow_history set before = json_set(json_remove(before, '\$.place'), '\$.raw', 'as it was')
    where table_name = 'winnow_source'"
is "it is one of before" "$(version "$T")" "1 0"
older "$T" >"$tmp/got"; same "with the same rows" "$tmp/got" "$tmp/want"
raws >"$tmp/got"; same "whose source rows can be read as they are" "$tmp/got" "$tmp/raws"
is "and its values traced" "$("$WINNOW" trace "$T" account:2.city | sha256sum)" "$("$WINNOW" trace "$tmp/new.db" account:2.city | sha256sum)"
"$WINNOW" verify "$T" --in "$tmp/in" --out "$tmp/v" >"$tmp/out" 2>&1; has "and verified" "$tmp/out" " 0 differ"
is "which does not change it" "$(version "$T")" "1 0"
cp "$T" "$tmp/older.db"
run 3
has "a run takes it for what it is" "$tmp/out" " 0 loaded + "
is "and brings it up to date" "$(version "$T")" "2 8"
older "$T" >"$tmp/got"; same "every row is there" "$tmp/got" "$tmp/want"
raws >"$tmp/got"; same "and every source row" "$tmp/got" "$tmp/raws"
is "the copy made before it is as it was" "$(version "$tmp/3/before.db")" "1 0"
is "no table of before is left" "$(sqlite3 "$T" "select count(*) from sqlite_master where name like '%older%'")" 0
cp "$tmp/older.db" "$T"; sed -i 's/,Quincy,/,Salem,/' "$tmp/in/Account.csv"; run 4
is "a change is loaded" "$(sqlite3 "$T" "select count(*) from account where city = 'Salem'")" 1
last=$(sqlite3 "$T" "select id from winnow_run order by number desc limit 1")
ends "and undone" 0 "$WINNOW" undo "$T" --run "$last"
older "$T" | sort >"$tmp/got"; sort "$tmp/want" >"$tmp/w"; same "with every row as it was" "$tmp/got" "$tmp/w"
raws >"$tmp/got"; same "and every source row as it was" "$tmp/got" "$tmp/raws"
cp "$tmp/older.db" "$T"
sqlite3 "$T" "create view mine as select rule, count(*) as n from winnow_finding group by rule" "create view kept as select source_key, raw from winnow_source"
mine=$(sqlite3 "$T" "select * from mine" "select count(*) from kept"); run 5
is "views that people made of its tables read on" "$(sqlite3 "$T" "select * from mine" "select count(*) from kept") $(version "$T")" "$mine 2 10"
cp "$tmp/older.db" "$T"
second=$(sqlite3 "$T" "select id from winnow_run order by number desc limit 1")
ends "a run of the version before is undone" 0 "$WINNOW" undo "$T" --run "$second"
is "its target is brought up to date" "$(version "$T")" "2 8"
is "what came back is as its image has it" "$("$WINNOW" trace "$T" rows | grep -c 'as it was$')" \
    "$(sqlite3 "$tmp/older.db" "select count(*) from winnow_history where table_name = 'winnow_source' and run = 2")"
is "and so are the golden records" "$(sqlite3 "$T" 'select * from account' | sha256sum)" \
    "$(sqlite3 "$tmp/first.db" 'select * from account' | sha256sum)"
cp "$tmp/older.db" "$T"
ends "a dry run leaves it alone" 1 "$WINNOW" run samples/salesforce.xml --in "$tmp/in" --to "$T" --out "$tmp/5" --dry-run
is "at its version" "$(version "$T")" "1 0"
done_testing
