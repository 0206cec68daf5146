#!/bin/bash
# load.sh WINNOW - what the load stage costs: a million clean rows of 17 columns into SQLite
# and PostgreSQL, beside sqlite3 .import and psql \copy of the same rows into indexed tables
# of the same types; the same export again; undo; a second reading. CPU time, client and
# server; all in one run. ROWS=1000000
winnow=$(realpath "$1") rows=${ROWS:-1000000}
if [ -z "$WINNOW_BENCH_INSIDE" ]; then
    export WINNOW_BENCH_INSIDE=1 ROWS=$rows
    command -v pg_virtualenv >/dev/null && exec pg_virtualenv -t -o shared_buffers=512MB -o max_wal_size=8GB bash "$0" "$winnow" 2>/dev/null
fi
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
awk -v rows="$rows" 'BEGIN {
    OFS = ","; print "contact_id,full_name,company,title,email,mobile,phone,wechat," \
        "address,city,birthday,owner,department,created_at,updated_at,last_contact_at,note"
    for (i = 1; i <= rows; i++) printf "K-%07d,Person%d Surname%d,Company %d Ltd,Sales manager,user%d@example.com,+8613%09d,+861062%06d,wx_%d,%d Long '\
'Street,Boston,19%02d-%02d-%02d,Anna Bell,North,2020-%02d-%02dT10:20:30Z,2024-%02d-%02dT10:20:30Z,2024-%02d-%02dT08:00:00Z,note %d of a customer\n'\
'", i, i % 9973, i, i % 99991, i, i, i % 1000000, i, i % 999, 50 + i % 49, 1 + i % 12, 1 + i % 28, 1 + i % 12, 1 + i % 28, 1 + i % 12, 1 + i % 28, 1 + '\
'i % 12, 1 + i % 28, i }' >"$dir/people.csv"
cat >"$dir/m.model.xml" <<'X'
<model version="1" name="m"><entity name="contact">
  <field name="contact_id" type="id" key="yes"/><field name="full_name" type="text"/><field name="company" type="text"/>
    <field name="title" type="text"/><field name="email" type="text"/><field name="mobile" type="text"/>
  <field name="phone" type="text"/><field name="wechat" type="text"/><field name="address" type="text"/><field name="city" type="text"/>
    <field name="birthday" type="date"/><field name="owner" type="text"/><field name="department" type="text"/>
  <field name="created_at" type="datetime"/><field name="updated_at" type="datetime"/><field name="last_contact_at" type="datetime"/>
    <field name="note" type="text"/></entity>
  <score completeness="30" validity="20" uniqueness="20" timeliness="15" consistency="15" green="90" yellow="75" min-rows="30"/></model>
X
{
    echo '<mapping version="1" model="m.model.xml" name="m"><source system="s"/><file entity="contact" path="people.csv" key="contact_id">'
    head -1 "$dir/people.csv" | tr , '\n' | sed 's|.*|<field to="&" from="&"/>|'
    echo '</file></mapping>'
} >"$dir/m.xml"
columns="contact_id text, full_name text, company text, title text, email text, mobile text, phone text, wechat text, address text, city text, birthday \
date, owner text, department text, created_at timestamptz, updated_at timestamptz, last_contact_at timestamptz, note text"
# CPU seconds of the server so far: of those that ended, and those that run
server() {
    [ -n "$PGPORT" ] && awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); s += $12 + $13; if (FILENAME ~ main) s += $14 + $15 } END { print s / hz }' \
        main="/$postmaster/" $(for p in $postmaster $(pgrep -P "$postmaster"); do echo "/proc/$p/stat"; done) 2>/dev/null || echo 0
}
[ -n "$PGPORT" ] && postmaster=$(head -1 "$(psql -qAt -c 'show data_directory')/postmaster.pid")
# cpu NAME COMMAND...: CPU of client and server, peak memory of the client
cpu() {
    local name=$1 from; shift; sleep .3; from=$(server)
    python3 - "$@" >"$dir/use" 2>/dev/null <<'P'
import os, sys
pid = os.fork()
if pid == 0:
    os.dup2(os.open("/dev/null", os.O_WRONLY), 1); os.execvp(sys.argv[1], sys.argv[1:])
_, status, use = os.wait4(pid, 0)
print(use.ru_utime + use.ru_stime, use.ru_maxrss // 1024, os.waitstatus_to_exitcode(status))
P
    sleep .3; read -r client peak code <"$dir/use"
    eval "$name=$(awk "BEGIN { print $client + $(server) - $from }")"
    eval "printf '%-36s CPU %6.2f s   client %5d MB   exit %d\n' '$name' \"\$$name\" $peak $code"
}
ratio() { awk "BEGIN { printf \"%-58s %5.2f   (wanted: at most %s)\n\", \"$1\", ($2) / ($3), \"$4\" }"; }
run() { echo "$winnow run $dir/m.xml --to $1 --out $dir/o --as-of 2025-06-30 --quiet $2"; }
last() { "$winnow" undo "$1" --run none 2>&1 | sed -n 's/.*latest is \([^;]*\);.*/\1/p'; }
cpu none $(run none)
both() { # engine target
    cpu "$1_first" $(run "$2" --no-verify)
    cpu "$1_again" $(run "$2" "--no-verify --no-backup-ok")
    cpu "$1_verify" "$winnow" verify "$2" --out "$dir/v" --quiet
    cp "$dir/people.csv" "$dir/kept.csv"
    awk -F, -v OFS=, -v n="$((rows / 5))" 'NR > 1 && NR <= n + 1 { $17 = $17 " changed" } 1' "$dir/kept.csv" >"$dir/people.csv"
    cpu "$1_changed" $(run "$2" "--no-verify --no-backup-ok")
    cpu "$1_undo" "$winnow" undo "$2" --run "$(last "$2")" --quiet
    mv "$dir/kept.csv" "$dir/people.csv"
    eval "load=\$(awk \"BEGIN { print \$$1_first - $none }\")"
    ratio "$1: load, of $3" "$load" "$import" "$4"
    eval "ratio '$1: the same export again, of the first run' \$$1_again \$$1_first 0.5"
    eval "ratio '$1: a fifth changed, of the first run' \$$1_changed \$$1_first 1.5"
    eval "ratio '$1: undo of a fifth, of the run that changed it' \$$1_undo \$$1_changed 1.0"
    eval "ratio '$1: a second reading, of the first run' \$$1_verify \$$1_first 0.5"
}
echo "$rows rows, $(wc -c <"$dir/people.csv") bytes"
cpu import sqlite3 "$dir/i.db" "create table t (id integer primary key, $(echo "$columns" | sed 's/timestamptz/text/g; s/ date/ text/g'))" \
    "create table raw ($(echo "$columns" | sed 's/timestamptz/text/g; s/ date/ text/g'))" ".import --csv --skip 1 $dir/people.csv raw" \
    "create unique index k on raw (contact_id)"
both sqlite "$dir/t.db" "sqlite3 .import and an index" 1.8
[ -n "$PGPORT" ] || { echo "PostgreSQL is not here"; exit; }
psql -q -c "create table t ($columns)" -c "create unique index k on t (contact_id)"
cpu import psql -q -c "\\copy t from '$dir/people.csv' csv header"
both postgres "postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE" 'psql \copy into an indexed table' 1.6
