#!/bin/sh
# crash.t - kill -9 and failing system calls: an SQLite target is as before the run or as
# after it, and the same command again ends where an undisturbed run ends. If these fail, a
# power cut costs a customer. (crash_living.t: the same of a target that has records.) TAP.
. tests/fault/crash.sh
sweep "an empty target" ""
# at random moments
bad= n=0; start=$(date +%s%N); fresh "$tmp/old.db"; run
took=$(( ($(date +%s%N) - start) / 1000000 ))
state >"$tmp/after"; fresh "$tmp/old.db"; state >"$tmp/before"
while [ $n -lt $moments ]; do
    stretch=$(( took * 6 / 5 / moments + 1 )) # one in each stretch of the run and a bit more
    ms=$(( n * stretch + (n * 7919 + SEED % 7919) % stretch + 1 ))
    why=$(crash "$tmp/old.db" any timeout --foreground -s KILL $((ms / 1000)).$(printf %03d $((ms % 1000))) \
        "$WINNOW" run $month --to "$T" --out "$tmp/o") || bad="$bad
after $ms ms: $why"
    n=$((n + 1))
done
is "killed at $moments moments of a run" "$bad" ""
# the source is edited between the crash and the next run
fresh "$tmp/old.db"; traced pwrite64 -e inject=pwrite64:signal=KILL:when=3 >/dev/null 2>&1
sed -i 's/,Cambridge,/,Quincy,/' "$tmp/month/salesforce/Account.csv"; run
is "a source that was edited meanwhile is loaded as it is now" \
    "$(sqlite3 "$T" "select city from account where name like 'Delta%'; select count(*) from account where city = 'Cambridge'")" "Quincy
0"
# two at once: one of them, or both one after the other
fresh "$tmp/old.db"; run & first=$!
"$WINNOW" run $month --to "$T" --out "$tmp/o2" >/dev/null 2>"$tmp/err2"; second=$?; wait $first
waits=$([ $second -le 2 ] || grep -c 'in use by\|is locked' "$tmp/err2")
is "two runs at once leave what one leaves" \
    "$(sqlite3 "$T" "select count(*) from winnow_source") $(sqlite3 "$T" 'pragma integrity_check') $waits" \
    "48 ok $([ $second -le 2 ] || echo 1)"
# a small disk
if mkdir "$tmp/small" && mount -t tmpfs -o size=2m tmpfs "$tmp/small" 2>/dev/null; then
    python3 tests/flow/people.py 20000 3 >"$tmp/many.csv"; cp "$tmp/old.db" "$tmp/small/t.db"
    load() {
        "$WINNOW" run "$tmp/many.csv" --to "$tmp/small/t.db" --out "$tmp/o" --no-backup-ok >"$tmp/out" 2>"$tmp/err"
    }
    has_all() { sqlite3 "$tmp/small/t.db" "$1" | tr '\n' ' '; }
    load; code=$?
    is "a disk that is full: one error, nothing changed" \
        "$code $(grep -c '^winnow:' "$tmp/err") $(has_all 'select count(*) from winnow_source; pragma integrity_check')" "5 1 48 ok "
    mount -o remount,size=60m "$tmp/small"; load
    is "with room again, the same command loads it" "$(has_all 'select count(*) > 20000 from winnow_source')" "1 "
    umount "$tmp/small"
else skip "a disk of two megabytes" "mounting is not allowed here"; fi
done_testing
