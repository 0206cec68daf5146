#!/bin/sh
# load_sqlite.t - an SQLite file as a target. If these fail, a migration loses rows, loads
# them twice, or cannot be taken back. TAP.
. tests/lib.sh
T=$tmp/target.db
ask() { sqlite3 "$T" "$1" 2>&1; }
fresh() { rm -f "$T"; }
. tests/flow/load.sh
sqlite3 "$tmp/theirs.db" "create table orders(a); insert into orders values (1)"; T=$tmp/theirs.db; all
is "tables of others are left alone" "$(ask "select * from orders") $(ask "select count(*) from account")" "1 11"
done_testing
