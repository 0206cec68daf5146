#!/bin/sh
# extension.t - winnow's value functions in PostgreSQL: the same answers as `winnow apply`,
# in indexes, in parallel plans, after dump and restore; and when memory is out, an error
# of one statement. It runs itself again beside a server of its own. TAP.
. tests/lib.sh
case "${BUILD:=$PWD/build}" in
"$PWD/build") ;;
*) # only what is released is loaded into a server: of other builds just this
    "$BUILD/postgres/functions" >"$tmp/sql" 2>&1
    same "the extension has a function for each transform (make generated)" packaging/postgres/winnow--0.1.sql "$tmp/sql"
    done_testing ;;
esac
if [ -z "$WINNOW_TEST_INSIDE" ]; then
    build/postgres/functions >"$tmp/sql"
    same "the extension has a function for each transform (make generated)" packaging/postgres/winnow--0.1.sql "$tmp/sql"
    # for the servers of this machine nothing is changed: it goes into a folder of its own
    dest=$tmp/dest
    if make -s install-postgres DESTDIR="$dest" >"$tmp/log" 2>&1; then pass "it is built by PGXS, and installed"
    else fail "it is built by PGXS, and installed" "$(tail -n 20 "$tmp/log")"; done_testing; fi
    so=$(find "$dest" -name winnow.so)
    is "of the library no name is seen" "$(nm -D --defined-only "$so" | grep -vE ' (winnow_|pg_finfo_winnow_|Pg_magic_func|_PG_init)')" ""
    is "what a server must not have in its process is not needed" "$(objdump -p "$so" | grep -E 'NEEDED.*(libpq|sqlite|xml2|xlsx)')" ""
    chmod 755 "$tmp"; export WINNOW_TEST_INSIDE=1 WINNOW BUILD TESTS_BEFORE=$tests
    pg_virtualenv -t -o "extension_destdir=$dest" -o "dynamic_library_path=${so%/*}:\$libdir" \
        -o 'max_parallel_workers_per_gather=2' sh "$0" 2>"$tmp/log" | sed '/^Creating\|^Dropping/d' >"$tmp/inside"
    cat "$tmp/inside"; bad=$((bad | $(grep -c '^not ok' "$tmp/inside")))
    grep -q '^1\.\.' "$tmp/inside" || { tests=$((tests + $(grep -cE '^(not )?ok' "$tmp/inside"))); fail "the tests in the server end" "$(tail "$tmp/log")"; }
    exit $bad
fi
tests=$TESTS_BEFORE
db() { psql -qAtX -v ON_ERROR_STOP=1 -d crm "$@" 2>&1; }
psql -qX -d postgres -c "create database crm encoding 'UTF8' template template0" 2>/dev/null
is "it is made by one statement" "$(db -c 'create extension winnow')" ""

# ---- equal to winnow apply ----------------------------------------------------------------
for f in samples/*/*.csv samples/health/*.csv; do "$WINNOW" cat "$f" >"$tmp/${f##*/}" 2>/dev/null; done
python3 tests/flow/extension.py values "$tmp"/*.csv >"$tmp/values"
python3 tests/flow/extension.py more "${EXTENSION_VALUES:-2000}" <"$tmp/values" >"$tmp/more"
cat "$tmp/more" >>"$tmp/values"
sed 's/\\/\\\\/g; s/\t/\\t/g' "$tmp/values" >"$tmp/copy"
db -c 'create table v (id bigserial, v text)' -c "\\copy v (v) from $tmp/copy" -c 'analyze v'
is "values are there" "$(db -c 'select count(*) > 2000 from v')" t
cat >"$tmp/ways" <<'END'
address
address part=city
address region=US lines=keep
bool cross=no
card
cn_id part=birthday
company
company part=key
company part=pinyin
country
date
date date-order=dmy window=1930
date calendar=roc serial=1904
datetime date-order=mdy timezone=Asia/Shanghai
email
gender
iban
id kind=salesforce
integer decimal=comma unit=thousand
language
link
mask kind=phone
money
money part=currency decimal=point
name
name part=family order=family-first
percent unit=1
phone
phone region=CN
phone region=DE form=national
text
text script=traditional markup=keep pinyin=remove
url part=domain
uscc
vat region=DE
END
is "each transform is among them" "$(sed 's/ .*//' "$tmp/ways" | sort -u | tr '\n' ' ')" \
    "$(db -c "select string_agg(proname, ' ' order by proname) from pg_proc where pronamespace = 'winnow'::regnamespace
    and proname not in ('apply', 'judge', 'name_key', 'company_key', 'jaro_winkler', 'version')") "
while read -r way; do
    # shellcheck disable=SC2086
    set -- $way; t=$1; shift
    "$WINNOW" apply $way --json <"$tmp/values" >"$tmp/left"
    array= named=
    for o in "$@"; do
        array="$array, '$o'"; name=$(echo "${o%%=*}" | tr - _); named="$named, \"$name\" => '${o#*=}'"
    done
    db -c "copy (select row_to_json(winnow.judge('$t', v$array)) from v order by id)
        to stdout with (format csv, quote e'\\x01', delimiter e'\\x02')" >"$tmp/right"
    said=$(paste "$tmp/left" "$tmp/right" | python3 tests/flow/extension.py compare)
    is "$way: as winnow apply says" "$said" "$(wc -l <"$tmp/values") compared, 0 differ"
    is "$way: the function of that name, and apply, say the same" "$(db -c "
        select count(*) from v, lateral (select j.state, j.value from winnow.judge('$t', v$array) j) j
        where winnow.$t(v$named) is distinct from case when state = 'clean' then value end
        or winnow.apply('$t', v$array) is distinct from case when state = 'clean' then value end")" 0
done <"$tmp/ways"

# ---- what a value is ------------------------------------------------------------------------
row() { is "$1" "$(db -F ' ' -P null=NULL -c "select $2")" "$3"; }
row "a phone number without a country gets none" "winnow.phone('138 0013 8000'), (winnow.judge('phone', '138 0013 8000')).*" \
    "NULL unknown 138 0013 8000 region-unknown NULL"
row "its country may stand beside it, by any name" "winnow.phone('030 123456', region_from => 'Deutschland'),
    winnow.phone('030 123456', region_from => 'Nowhere'), winnow.phone('030 123456', region_from => null),
    winnow.apply('phone', '030 123456', 'region-from=Germany')" "+4930123456 NULL NULL +4930123456"
row "another country in each row" "string_agg(coalesce(winnow.phone('030 123456', r), '-'), ' ') from unnest(array['DE', null, 'DE', 'US', 'DE']) r" \
    "+4930123456 - +4930123456 - +4930123456"
row "no value is NULL" "winnow.date('0000-00-00'), winnow.text('  '), winnow.email(null), winnow.judge('email', null)" "NULL NULL NULL NULL"
row "what is none is NULL, and judge has it as it stands" "winnow.date('2024-02-30'), (winnow.judge('date', ' 2024-02-30 ')).*" \
    "NULL invalid 2024-02-30 NULL NULL"
row "day and month that may be exchanged are not guessed, and it is said why" "winnow.date('03/04/2024'), winnow.date('03/04/2024', 'dmy'),
    (winnow.judge('date', '03/04/2024')).*" "NULL 2024-04-03 invalid 03/04/2024 ambiguous NULL"
row "a suggestion is no value" "winnow.email('anna@example,com'), (winnow.judge('email', 'anna@example,com')).suggestion" "NULL anna@example.com"
row "keys are the same for other spellings" "winnow.name_key('张伟') = winnow.name_key('ZHANG Wei'), winnow.name_key('?'),
    winnow.company_key('北京华信科技有限公司') = winnow.company_key('华信科技'), winnow.company_key('')" "t NULL t NULL"
row "how alike" "round(winnow.jaro_winkler('MARTHA', 'MARHTA')::numeric, 4), winnow.jaro_winkler('abc', ''), winnow.jaro_winkler(null, 'a')" "0.9611 0 NULL"
row "a format may have blanks" "winnow.date('09 03 2024', format => 'dd MM yyyy')" 2024-03-09
row "options that are null are not given" "winnow.phone('138 0013 8000', region => 'CN', form => null),
    winnow.apply('phone', '138 0013 8000', null, 'region=CN')" \
    "+8613800138000 +8613800138000"
row "its version" "winnow.version()" "$("$WINNOW" --version | grep -oE '[0-9]+\.[0-9.]+' | head -n 1)"
refused() { # WHAT STATEMENT TEXT
    db -c "$2" >"$tmp/out"; has "$1" "$tmp/out" "$3"
}
refused "an option that is none" "select winnow.phone('1', region => 'Germany')" 'phone has no option region=Germany'
refused "says which there are" "select winnow.phone('1', form => 'x')" 'e164, national, region, type'
refused "and of which name" "select winnow.apply('phone', '1', 'land=DE')" 'It has: region='
refused "a transform that is none" "select winnow.apply('fax', '1')" 'no transform "fax"'
refused "nobody reads the server's files" "select winnow.apply('mask', 'x', 'kind=pseudonym', 'key-file=/etc/passwd')" "key-file= is not for SQL"
refused "what is too long is an error" "select winnow.text(repeat('x', 16777217))" "16777217 bytes is too long"
row "and up to there it is read" "length(winnow.text(repeat('x', 16777216)))" 16777216
psql -qX -d postgres -c "create database old encoding 'LATIN1' locale 'C' template template0" 2>/dev/null
is "another encoding than UTF-8 is an error at once" \
    "$(psql -qAtX -d old -c 'create extension winnow' 2>&1 | grep -c 'reads UTF-8, and this database is in LATIN1')" 1

# ---- immutable, parallel -----------------------------------------------------------------
row "all are immutable, and safe in parallel plans" "count(*) from pg_proc where pronamespace = 'winnow'::regnamespace
    and (provolatile <> 'i' and proname <> 'version' or proparallel <> 's')" 0
row "each says what it does" "count(*) from pg_proc where pronamespace = 'winnow'::regnamespace and obj_description(oid, 'pg_proc') is null" 0
sums="select count(winnow.phone(v, 'CN')), sum(hashtext(winnow.phone(v, 'CN'))), sum(hashtext(winnow.name(v))) from v"
few='set parallel_setup_cost = 0; set parallel_tuple_cost = 0; set min_parallel_table_scan_size = 0;'
db -c "$few explain (analyze, costs off) select count(winnow.phone(v, 'CN')) from v" >"$tmp/out"
is "workers are used" "$(grep -c 'Workers Launched: [12]' "$tmp/out")" 1
is "and say the same as one process" "$(db -c "$few $sums")" "$(db -c "set max_parallel_workers_per_gather = 0; $sums")"
db -c "create index v_phone on v (winnow.phone(v, 'CN'))" -c "create index v_key on v (winnow.name_key(v))" -c 'analyze v' >"$tmp/out"
is "an index of an expression is made" "$(cat "$tmp/out")" ""
found="select string_agg(id::text, ' ' order by id) from v where winnow.phone(v, 'CN') = (select max(winnow.phone(v, 'CN')) from v)"
db -c "set enable_seqscan = off; explain select * from v where winnow.phone(v, 'CN') = '+8613800138000'" >"$tmp/out"; has "and used" "$tmp/out" "v_phone"
before=$(db -c "set enable_seqscan = off; $found"); db -c 'reindex table v' >"$tmp/out"
is "it finds the same after REINDEX" "$(db -c "set enable_seqscan = off; $found")" "$before"
is "and the same as without it" "$(db -c "set enable_indexscan = off; set enable_bitmapscan = off; $found")" "$before"
db -c "create table g (v text, tel text generated always as (winnow.phone(v, 'CN')) stored,
    check (v is null or (winnow.judge('phone', v, 'region=CN')).state = 'clean'))" \
    -c "insert into g values ('138 0013 8000')" >"$tmp/out"
row "a column may be made by one" "tel from g" +8613800138000
refused "and a constraint may ask one" "insert into g values ('12345')" "violates check constraint"

# ---- dump and restore; books of winnow beside it --------------------------------------------
"$WINNOW" run samples/erp.xml --to "postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/crm" --out "$tmp/o" >"$tmp/out" 2>&1
is "a run loads into the same database" "$(db -c 'select count(*) > 0 from winnow.winnow_run')" t
sums="select (select count(*) from winnow.winnow_run), (select count(*) from g),
    (select md5(string_agg(indexdef, '' order by indexdef)) from pg_indexes where tablename = 'v')"
pg_dump -d crm -f "$tmp/dump.sql" 2>"$tmp/err"; psql -qX -d postgres -c 'create database again' 2>/dev/null
is "it is dumped and restored" "$(psql -qAtX -v ON_ERROR_STOP=1 -d again -f "$tmp/dump.sql" 2>&1 | grep -v '^$' | grep -iE 'error|fatal')" ""
is "with all of it" "$(psql -qAtX -d again -c "$sums")" "$(db -c "$sums")"
psql -qAtX -d again -c 'drop extension winnow cascade' 2>/dev/null
is "without the extension winnow's books stay" "$(psql -qAtX -d again -c 'select count(*) > 0 from winnow.winnow_run')" t

# ---- memory that is out ---------------------------------------------------------------------
# one session that may take so much more than it has, and a little more each time
db -c "create table big as select repeat('&amp; Ã¼ ', 100000) v" >"$tmp/out"
limit() { echo "copy (select 1) to program 'cat >/dev/null; prlimit --pid \$PPID --as=$1:';"; }
{
    echo '\set ON_ERROR_STOP off'
    echo "select 'begin ' || winnow.version();"
    for more in $(seq 512 512 12288); do
        # shellcheck disable=SC2016
        limit '$(($(awk "/VmSize/ { print \$2 }" /proc/$PPID/status) * 1024 + '$more' * 1024))'
        echo "select 'long ' || length(winnow.text(v)) from big;
            select 'short ' || winnow.phone('138 0013 8000', 'CN') || ' ' || winnow.email('anna@bücher.example');
            select 'zone ' || winnow.datetime('2024-07-01 12:00', timezone => 'Europe/Berlin');
            do \$\$ begin perform winnow.company_key(v) from big;
            exception when out_of_memory then raise notice 'caught'; end \$\$;"
    done
    limit unlimited
    echo "select 'then ' || length(winnow.text(v)) from big; select 'then ' || winnow.email('anna@bücher.example');"
} >"$tmp/scarce.sql"
began=$(db -c 'select pg_postmaster_start_time()')
(db -c "select pg_sleep(0.2), count(winnow.phone(v, 'CN')) from v" -c "select pg_sleep(2)" -c "select 'the other is alive'" >"$tmp/other") & other=$!
psql -qAtX -d crm -f "$tmp/scarce.sql" >"$tmp/out" 2>&1; wait $other
is "memory that is out is an error of the statement" "$(grep -c 'winnow asked for' "$tmp/out" | sed 's/^[1-9].*/some/')" some
is "and of a statement that catches it" "$(grep -c 'NOTICE:  caught' "$tmp/out" | sed 's/^[1-9].*/some/')" some
is "with more of it there are answers" "$(grep -c '^long' "$tmp/out" | sed 's/^[1-9].*/some/')" some
is "and an answer is the right one, all the time" "$(grep -E '^(long|short|zone|then)' "$tmp/out" | sort -u)" \
    "long 499999
short +8613800138000 anna@xn--bcher-kva.example
then 499999
then anna@xn--bcher-kva.example
zone 2024-07-01T10:00:00Z"
is "there is no other error" "$(grep -E 'ERROR|FATAL|PANIC|server closed' "$tmp/out" | grep -vE 'out of memory' | head -n 3)" ""
has "the other sessions go on" "$tmp/other" "the other is alive"
is "and so does the server" "$(db -c 'select pg_postmaster_start_time()')" "$began"
done_testing
