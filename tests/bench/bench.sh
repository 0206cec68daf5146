#!/bin/bash
# bench.sh WINNOW [FILE.csv] - winnow run to SQLite, report included, beside
# sqlite3 .import of the same file, in the same run: the ratio of CPU time.
# Without a file, one of a million rows is made (tests/bench/people.awk).
winnow=$1 file=$2
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
if [ -z "$file" ]; then
    file=$dir/people.csv
    awk -v rows="${ROWS:-1000000}" -f tests/bench/people.awk >"$file"
fi
size=$(wc -c <"$file")
# time_of NAME COMMAND... -> cpu seconds, peak kB
time_of() {
    local name=$1; shift
    python3 - "$name" "$@" <<'P'
import os, resource, sys, time
name, command = sys.argv[1], sys.argv[2:]
t = time.time(); pid = os.fork()
if pid == 0: os.execvp(command[0], command)
_, status, use = os.wait4(pid, 0)
code = os.waitstatus_to_exitcode(status)
print(f"{name} {use.ru_utime + use.ru_stime:.2f} {use.ru_maxrss} {time.time() - t:.2f} {code}")
P
}
best() { sort -k2 -n | head -1; }
for i in 1 2 3; do rm -f "$dir/t.db"; time_of import sqlite3 "$dir/t.db" ".import --csv $file t"; done | best >"$dir/import"
for i in 1 2 3; do
    rm -rf "$dir/o"; time_of winnow "$winnow" run "$file" --to "$dir/o.db" --out "$dir/o" --as-of 2025-06-30 --quiet
    mv "$dir/o/manifest.json" "$dir/manifest.json"; rm -f "$dir/o.db"
done | best >"$dir/winnow"
echo "file: $size bytes"
awk '{ printf "%-8s CPU %6.2f s   peak %5.0f MB   wall %6.2f s   exit %d\n", $1, $2, $3 / 1024, $4, $5 }' "$dir/import" "$dir/winnow"
awk 'NR == 1 { a = $2 } NR == 2 { printf "ratio of CPU time: %.2f   (best of three each)\n", $2 / a }' "$dir/import" "$dir/winnow"
grep -A9 '"seconds"' "$dir/manifest.json"
