#!/bin/sh
# load_postgres.t - a PostgreSQL database as a target: the same as of an SQLite file, and
# what only a server has. It runs itself again beside a server of its own. TAP.
. tests/lib.sh
if [ -z "$WINNOW_TEST_INSIDE" ]; then
    command -v pg_virtualenv >/dev/null || { skip "a PostgreSQL target" "pg_virtualenv is not here (package postgresql-common)"; done_testing; }
    export WINNOW_TEST_INSIDE=1 WINNOW
    pg_virtualenv -t sh "$0" 2>"$tmp/log" | sed '/^Creating\|^Dropping/d'
    exit
fi
base="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT"
T=$base/crm
ask() { psql -qAt -d "$T" -c "set search_path = public, winnow; set client_min_messages = error" -c "$1" 2>&1; }
fresh() { psql -q -d postgres -c "drop database if exists crm" -c "create database crm" 2>/dev/null; }
. tests/flow/load.sh
. tests/flow/foretold.sh

# ---- what only a server has
fresh; all
is "columns have the server's types" \
    "$(psql -qAt -d "$T" -c "select string_agg(data_type, ' ' order by column_name) from information_schema.columns
    where table_schema = 'public' and table_name = 'deal' and column_name in ('account_id', 'amount', 'closed_at', 'created_at', 'name')")" \
        "bigint numeric date timestamp with time zone text"
is "links are foreign keys" \
    "$(psql -qAt -d "$T" -c "select count(*) from information_schema.table_constraints where constraint_type = 'FOREIGN KEY' and table_schema = 'public'")" 4
is "a column's comment says where it is from" \
    "$(psql -qAt -d "$T" -c "select col_description('account'::regclass, (select attnum from pg_attribute
    where attrelid = 'account'::regclass and attname = 'tax_id'))")" "erp erp/customers.xml: TaxCode"
grep -rF "$PGPASSWORD" "$tmp/o" "$tmp/out" "$tmp/err" >"$tmp/leaks"; is "no file and no line has the password" "$(cat "$tmp/leaks")" ""
(echo "begin; lock table winnow.winnow_run;"; sleep 2) | psql -q -d "$T" >/dev/null & sleep .5
"$WINNOW" run samples/salesforce.xml --to "$T" --out "$tmp/o" >/dev/null 2>&1 & pid=$!; sleep .5; tr '\0' ' ' <"/proc/$pid/cmdline" >"$tmp/ps"; wait $pid
has "the list of processes shows the command" "$tmp/ps" "postgresql://$PGUSER@"; hasnt "and no password" "$tmp/ps" "$PGPASSWORD"; wait
ask "create schema other" >/dev/null; psql -q -d "$T" -c "create table orders(a int); create table other.account(x text)"
T0=$T
T="$base/crm?options=-csearch_path%3Dother"
run samples/salesforce.xml
has "a table of somebody else is not touched" "$tmp/err" 'has a table "account" that winnow did not make'; 
psql -q -d "$T0" -c "drop table other.account"
run samples/salesforce.xml
is "another schema has books of its own" \
    "$(psql -qAt -d "$T0" -c "select (select count(*) from other.account) - (select count(*) from winnow_other.winnow_column
    where field = 'id') > 0, (select count(*) from winnow_other.winnow_run)")" "t|1"
T=$T0
fresh
all
"$WINNOW" export "$T" --as salesforce --out "$tmp/x" >"$tmp/out" 2>"$tmp/err"
is "what is in a server is exported like what is in a file" "$(cat "$tmp"/x/*Account*.csv 2>/dev/null | wc -l)" 12
wrong() {
    ends "$1" 5 "$WINNOW" run samples/salesforce.xml --to "$2" --out "$tmp/o"
    has "says why" "$tmp/err" "$3"
    is "in one sentence" "$(grep -c '^winnow:' "$tmp/err")" 1
}
wrong "a wrong password" "postgresql://$PGUSER:wrong-secret@$PGHOST:$PGPORT/crm" "password authentication failed"
hasnt "and not which" "$tmp/err" "wrong-secret"
wrong "no server there" "postgresql://$PGHOST:1/crm" "onnection"
wrong "no such database" "$base/nope" '"nope" does not exist'
psql -q -d "$T" -c "create role guest login password 'g'"; wrong "missing rights" "postgresql://guest:g@$PGHOST:$PGPORT/crm" "permission denied"
T="host=$PGHOST port=$PGPORT dbname=crm user=$PGUSER password=$PGPASSWORD"
run samples/erp.xml
has "key=value does as well" "$tmp/out" "books"
hasnt "and shows no password" "$tmp/out" "$PGPASSWORD"
T=$T0; (echo "begin; select pg_advisory_xact_lock(2003726199, hashtext('public'));"; sleep 3) | PGAPPNAME=neighbour psql -q -d "$T" >/dev/null & sleep 1
run samples/erp.xml; has "two at once: the second says who is there" "$tmp/err" "neighbour"; wait
# ---- the monthly check: the same numbers in both kinds of database
psql -q -d postgres -c "drop database if exists hist" -c "create database hist" 2>/dev/null
python3 samples/health/make.py "$tmp/year"
for m in 2025-10 2025-11 2025-12; do
    for h in "$base/hist" "$tmp/hist.db"; do
        "$WINNOW" health samples/health/mapping.xml --in "$tmp/year/$m" --period $m --history "$h" --out "$tmp/h-${h##*/}-$m" >"$tmp/out" 2>"$tmp/err"
    done
    same "health of $m is the same" "$tmp/h-hist-$m/health.json" "$tmp/h-hist.db-$m/health.json"
done
is "and has a history to compare with" "$(psql -qAt -d "$base/hist" -c "select count(*) > 0 from winnow.winnow_episode where to_period is not null")" t
fresh; "$WINNOW" run samples/health/mapping.xml --in "$tmp/year/2025-12" --to "$T" --out "$tmp/o" --as-of 2025-12-31 >"$tmp/out" 2>&1
"$WINNOW" health --db "$T" --period 2025-12 --apply --out "$tmp/hd" >"$tmp/out" 2>&1; is "a server is checked itself" $? 1
is "lists are kept there" "$(psql -qAt -d "$T" -c "select count(*) > 10 from winnow.winnow_list")" t
"$WINNOW" undo "$T" --run "$(psql -qAt -d "$T" -c "select id from winnow.winnow_run where kind='health'")" >"$tmp/out" 2>&1
is "and taken back" "$(psql -qAt -d "$T" -c "select count(*) from winnow.winnow_list")" 0
"$WINNOW" health --db "host=$PGHOST port=$PGPORT dbname=crm user=$PGUSER password=$PGPASSWORD" --period 2025-12 --out "$tmp/hk" >"$tmp/out" 2>&1
is "key=value does here, too" $? 1
grep -rlF "$PGPASSWORD" "$tmp/hd" "$tmp/hk" "$tmp/out" >"$tmp/leaks"; is "no report has the password" "$(cat "$tmp/leaks")" ""
# ---- a target of version 1: whole tables, source rows as text
fresh; run samples/salesforce.xml
rows() {
    ask "select $1 from winnow_source order by 1"; ask "select * from winnow_finding order by 1, 3, 4, 5, 9, 11"
    ask "select * from winnow_lineage order by 1, 2, 3"
}
columns='entity || system || source_key || fate || file || sha256, line, golden_id, content, findings, says, updated'
rows "$columns" >"$tmp/want"
ask "set search_path = winnow; $(for t in source lineage refused finding; do echo "create table older_$t as select * from winnow_$t;
    drop view winnow_$t; drop view winnow_${t}_all; drop table winnow_${t}_row; drop table winnow_${t}_kind; drop function winnow_${t}_all_change;
    alter table older_$t rename to winnow_$t;"; done) drop table winnow_raw; drop table winnow_why; update winnow_schema set version = 1;
    update winnow_source set raw = 'row ' || line; create unique index winnow_source_key on winnow_source (source_key, system, entity, nth)"
"$WINNOW" trace "$T" rows | sort >"$tmp/old.csv"
ask "create view public.mine as select rule from winnow_finding"; run samples/salesforce.xml
has "a view that somebody made of its tables stops the run" "$tmp/err" "drop views of your own that read it"
ask "drop view public.mine"
run samples/salesforce.xml; has "a target of the version before is known" "$tmp/out" "0 loaded + "
rows "$columns" >"$tmp/got"; same "and carried over" "$tmp/got" "$tmp/want"
is "to the version of today" "$(ask 'select version from winnow_schema')" 2
"$WINNOW" trace "$T" rows | sort >"$tmp/rows"; same "with its source rows" "$tmp/rows" "$tmp/old.csv"
fresh; run samples/salesforce.xml
is "a new one has them, too" "$("$WINNOW" trace "$T" rows | sort | sha256sum)" "$("$WINNOW" run samples/salesforce.xml --to "$tmp/s.db" --out "$tmp/s" --quiet
    "$WINNOW" trace "$tmp/s.db" rows | sort | sha256sum)"
done_testing
