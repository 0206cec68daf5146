#!/bin/sh
# postgres.t - a PostgreSQL target whose client is killed, whose connection is cut, whose
# server falls over or fills up: it is as before the run or as after it, and the same command
# again loads everything once. TAP.
. tests/lib.sh
if [ -z "$WINNOW_TEST_INSIDE" ]; then
    command -v pg_virtualenv >/dev/null || { skip "faults of a PostgreSQL target" "pg_virtualenv is not here (package postgresql-common)"; done_testing; }
    export WINNOW_TEST_INSIDE=1 WINNOW BUILD
    pg_virtualenv -t sh "$0" 2>"$tmp/log" | sed '/^Creating\|^Dropping/d'
    exit
fi
base="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT" T="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/crm"
rows=20000 kills=20 small=6m; case $BUILD in *address*) rows=4000 kills=6 small=2m ;; esac
python3 tests/flow/people.py $rows 3 | awk -F, 'NR == 1 { print "id," $0 } NR > 1 { print "p" NR "," $0 }' >"$tmp/people.csv"
"$WINNOW" draft "$tmp/people.csv" -o "$tmp/m.xml" >/dev/null 2>&1
run() { "$WINNOW" run "$tmp/m.xml" --in "$tmp/people.csv" --to "$T" --out "$tmp/o" --as-of 2026-10-01 --quiet "$@" >"$tmp/out" 2>"$tmp/err"; }
ask() { psql -qAt -d "$T" -c "set search_path = public, winnow" -c "$1" 2>&1; }
fresh() {
    psql -q -d postgres -c "drop database if exists crm with (force)" -c "create database crm" 2>/dev/null
    "$WINNOW" run samples/erp.xml --to "$T" --out "$tmp/o" --quiet
}
state() {
    ask "select count(*) from contact"
    ask "select count(*), count(distinct golden_id), sum(hashtext(source_key || fate || sha256)::bigint) from winnow_source"
    ask "select count(*) from winnow_run where kind = 'run' and read is null"
}
fresh; state >"$tmp/before"; start=$(date +%s%N); run; took=$(( ($(date +%s%N) - start) / 1000000 )); state >"$tmp/after"
is "the run loads them" "$(ask "select count(*) from winnow_source")" $((rows + 8))
whole() { state >"$tmp/is"; if cmp -s "$tmp/is" "$tmp/before"; then echo before; elif cmp -s "$tmp/is" "$tmp/after"; then echo after; else cat "$tmp/is"; fi; }
again() { run; state >"$tmp/is"; same "$1" "$tmp/is" "$tmp/after"; }
bad= n=0
while [ $n -lt $kills ]; do
    fresh
    ms=$(( (n * 7919 + 13) % took ))
    timeout -s KILL "$((ms / 1000)).$(printf '%03d' $((ms % 1000 + 1)))" "$WINNOW" run "$tmp/m.xml" --in "$tmp/people.csv" --to "$T" --out "$tmp/o" \
        --as-of 2026-10-01 --quiet >/dev/null 2>&1
    psql -q -d postgres -c "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'winnow%'" >/dev/null; sleep .1
    case $(whole) in before | after) ;; *) bad="$bad $ms:$(whole)" ;; esac
    n=$((n + 1))
done
is "killed at $kills moments: all or nothing" "$bad" ""; again "and the run after it loads everything once"
fresh
( while :; do psql -q -d postgres -c "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'winnow%'" >/dev/null 2>&1;
    sleep .4; done ) & cutter=$!
run; code=$?; kill $cutter; wait $cutter 2>/dev/null
is "cut every 0.4 s: one error, nothing loaded" \
    "$([ $code -le 2 ] && echo "5 1" || echo "$code $(grep -c '^winnow:' "$tmp/err")") $([ $code -le 2 ] && echo before || whole)" "5 1 before"
again "and connected, the same command loads it"
version=$(psql -qAt -d postgres -c "show server_version" | cut -d. -f1); dir=$(psql -qAt -d postgres -c "show data_directory")
cluster() { pg_ctlcluster "$version" regress "$@" >/dev/null 2>&1; }
up() { n=0; while [ $n -lt 100 ] && ! psql -q -d postgres -c "select 1" >/dev/null 2>&1; do sleep .3; n=$((n + 1)); done; }
fresh; run & pid=$!; sleep "$(awk "BEGIN { print $took / 2000 }")"; cluster stop -m immediate; wait $pid; code=$?; cluster start; up
is "the server falls over in the middle: one error, nothing loaded" "$code $(grep -c '^winnow:' "$tmp/err") $(whole)" "5 1 before"
again "and when it is up again, the same command loads it"
fresh; cluster stop; touch "$dir/standby.signal"; chown "$(stat -c %U "$dir")" "$dir/standby.signal"; cluster start; up
run; code=$?; is "a server that only follows another" "$code $(grep -c 'read-only' "$tmp/err")" "5 1"
cluster stop; rm -f "$dir/standby.signal"; cluster start; up
if mkdir "$tmp/small" && mount -t tmpfs -o size=$small tmpfs "$tmp/small" 2>/dev/null; then
    chmod 711 "$tmp"; mkdir "$tmp/small/space"; chown "$(stat -c %U "$dir")" "$tmp/small/space"
    psql -q -d postgres -c "drop database if exists crm with (force)" -c "create tablespace small location '$tmp/small/space'" -c "create database crm" \
        -c "alter database crm set default_tablespace = small" 2>/dev/null
    "$WINNOW" run samples/erp.xml --to "$T" --out "$tmp/o" --quiet; run; code=$?
    is "a disk that is full: one error, nothing loaded" "$code $(grep -c 'is full' "$tmp/err") $(whole)" "5 1 before"
    psql -q -d postgres -c "drop database crm with (force)" -c "drop tablespace small"; umount "$tmp/small"
else skip "a full disk" "mounting is not allowed here"; fi
fresh; n=0 # the second runs while the first has its lock, and stands still: until then a table that it needs is held
psql -q -d crm -c "begin" -c "set search_path = public, winnow" -c "lock table winnow_run" -c "select pg_sleep(60)" >/dev/null 2>&1 &
advisory() { psql -qAt -d crm -c "select count(*) from pg_locks where locktype = 'advisory' and granted" 2>/dev/null; }
held() { psql -qAt -d crm -c "select count(*) from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()"; }
while [ $n -lt 300 ] && [ "$(held)" != 1 ]; do n=$((n + 1)); sleep .01; done
"$WINNOW" run "$tmp/m.xml" --in "$tmp/people.csv" --to "$T" --out "$tmp/o" --as-of 2026-10-01 --quiet >"$tmp/out" 2>"$tmp/err" & first=$!
while [ $n -lt 600 ] && [ "$(advisory)" != 1 ]; do n=$((n + 1)); sleep .01; done
kill -STOP $first
psql -q -d crm -c "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()" >/dev/null
"$WINNOW" run "$tmp/m.xml" --in "$tmp/people.csv" --to "$T" --out "$tmp/o2" --as-of 2026-10-01 --quiet >/dev/null 2>"$tmp/err2"
second=$?
kill -CONT $first
wait $first
is "two at once: the second says who is there" "$second $(grep -c 'in use by winnow 2' "$tmp/err2") $(whole)" "5 1 after"
done_testing
