#!/bin/sh
# postgres.t - a database as a source, under a server of its own for one command. If these
# fail, the monthly check on the living CRM reads wrong rows, or shows a password. TAP.
. tests/lib.sh
printf '<mapping version="1" model="%s/mappings/crm.model.xml"><source system="s"/><file entity="contact" path="postgresql://a:secret@h/d"><keep '\
'from="*" as="extra"/></file></mapping>' "$PWD" >"$tmp/m.xml"
ends "a password in a mapping is a mistake" 3 "$WINNOW" check "$tmp/m.xml"; has "that is said" "$tmp/err" "take the password out"
command -v pg_virtualenv >/dev/null || { skip "a PostgreSQL source" "pg_virtualenv is not here (package postgresql-common)"; done_testing; }
cat >"$tmp/inside.sh" <<'S'
psql -q -c "create table people (id int primary key, full_name text, born date, active bool, amount numeric(12,2), seen timestamptz)" \
    -c "insert into people values (1, '张伟', '1985-06-01', true, 1234.50, '2024-05-06 07:08:09+00'), (2, 'Anna Bell', null, false, null, null)" \
    -c "create schema old" -c "create table old.\"Odd Name\" (a text)" -c "insert into old.\"Odd Name\" values ('x')" \
    -c "create table empty (a int)" -c "insert into people select g, 'Person ' || g from generate_series(3, 3000) g"
export URL="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE"
"$WINNOW" cat "$URL" --sheet people >"$OUT/people.csv" 2>"$OUT/err"
"$WINNOW" cat "postgresql://$PGUSER@$PGHOST:$PGPORT/$PGDATABASE" --sheet 'old.Odd Name' >"$OUT/odd.csv" 2>>"$OUT/err"
"$WINNOW" cat "$URL" --records 'select count(*) as n, min(born) as b from people' >"$OUT/query.csv" 2>>"$OUT/err"
"$WINNOW" cat "$URL" --records "delete from people" >"$OUT/delete" 2>&1; echo $? >>"$OUT/delete"
"$WINNOW" cat "$URL" --sheet nope >"$OUT/nope" 2>&1; echo $? >>"$OUT/nope"
"$WINNOW" cat "postgresql://$PGUSER:wrong-secret@$PGHOST:$PGPORT/$PGDATABASE" --sheet people >"$OUT/wrong" 2>&1; echo $? >>"$OUT/wrong"
"$WINNOW" run "$URL" --sheet people --to "$OUT/r.db" --out "$OUT/run" --as-of 2026-01-01 >"$OUT/said" 2>&1; echo $? >"$OUT/code"
"$WINNOW" inspect "$URL" --sheet people >"$OUT/inspect" 2>&1
grep -rlF "$PGPASSWORD" "$OUT" >"$OUT.leaks"
psql -q -At -c "select count(*) from people" >"$OUT/count"
S
export OUT="$tmp/pg"; mkdir "$OUT"
pg_virtualenv -t sh "$tmp/inside.sh" >"$tmp/pg.log" 2>&1 || { fail "the server runs" "$(tail -5 "$tmp/pg.log")"; done_testing; }
is "rows come as they are" "$(head -3 "$OUT/people.csv")" "id,full_name,born,active,amount,seen
1,张伟,1985-06-01,TRUE,1234.50,2024-05-06 07:08:09+00
2,Anna Bell,,FALSE,,"
is "all of them" "$(wc -l <"$OUT/people.csv")" 3001
is "a table of another schema" "$(cat "$OUT/odd.csv")" "a
x"
is "a query" "$(tail -1 "$OUT/query.csv")" "3000,1985-06-01"
has "a query that writes is refused" "$OUT/delete" "only SELECT is run"; is "with exit 4" "$(tail -1 "$OUT/delete")" 4
is "and nothing is gone" "$(cat "$OUT/count")" 3000
has "a table that is not there: which are" "$OUT/nope" "people"
is "a wrong password: one error, exit 4" "$(tail -1 "$OUT/wrong")" 4; hasnt "without the password" "$OUT/wrong" "wrong-secret"
is "a run from the database" "$(q "$OUT/r.db" 'select count(*) from contact')" 3000
has "inspect knows its tables" "$OUT/inspect" "old.Odd Name"
is "the password is in no file and on no line" "$(cat "$OUT.leaks")" ""
done_testing
