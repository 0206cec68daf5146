#!/bin/sh
# crash.t - kill -9 and failing system calls, at every call that writes: an SQLite target is
# as before the run or as after it, and the same command again ends where an undisturbed run
# ends. If these fail, a power cut costs a customer. TAP.
. tests/lib.sh
command -v strace >/dev/null || { skip "crashes at each system call" "strace is not here"; done_testing; }
export ASAN_OPTIONS=detect_leaks=0 # it cannot look while strace does
T=$tmp/t.db
mkdir -p "$tmp/month/salesforce"; cp samples/salesforce/*.csv "$tmp/month/salesforce"; cp -r samples/chinese samples/erp "$tmp/month"
sed -i 's/,Boston,/,Cambridge,/; /0015g00000A0003AAA/d' "$tmp/month/salesforce/Account.csv"
month="samples/salesforce.xml samples/chinese.xml samples/erp.xml --in $tmp/month --as-of 2026-10-01 --quiet --jobs 1"
run() { "$WINNOW" run $month --to "$T" --out "$tmp/o" >"$tmp/out" 2>"$tmp/err"; }
# what is in the target, whatever the runs are called
state() {
    [ -s "$T" ] && sqlite3 -cmd ".timeout 5000" "$T" "pragma integrity_check; select 'account', * from account; select 'contact', * from contact; select 'deal', * from deal; select 'source', * from winnow_source; select 'lineage', * from winnow_lineage; select 'refused', * from winnow_refused; select 'pair', * from winnow_pair; select 'finding', * from winnow_finding; select 'health', * from winnow_health" 2>"$tmp/none" | sort
    grep -q 'no such table' "$tmp/none" 2>/dev/null && echo nothing
}
step=1 moments=100; case $BUILD in *address*) step=11 moments=15 ;; esac # slower by ten
"$WINNOW" run samples/salesforce.xml samples/chinese.xml samples/erp.xml --as-of 2026-10-01 --to "$tmp/old.db" --out "$tmp/o" --quiet
fresh() { rm -f "$T" "$T-journal"; [ -z "$1" ] || cp "$1" "$T"; }
# crash FROM WHAT COMMAND...: run it on a copy of FROM (or nothing), then the plain run
crash() {
    _from=$1 _want=$2; shift 2; fresh "$_from"
    "$@" >"$tmp/out" 2>"$tmp/err"; code=$?
    state >"$tmp/is"; [ -s "$tmp/is" ] && [ "$(cat "$tmp/is")" != "nothing
ok" ] && [ "$(cat "$tmp/is")" != "ok
nothing" ] || echo nothing >"$tmp/is"
    cmp -s "$tmp/is" "$tmp/before" || cmp -s "$tmp/is" "$tmp/after" || { echo "neither before nor after: $(diff "$tmp/is" "$tmp/before" | head -3)"; return 1; }
    if [ "$_want" = code ]; then # what it said is true
        [ $code -gt 2 ] || cmp -s "$tmp/is" "$tmp/after" || { echo "exit $code, and nothing loaded"; return 1; }
        [ $code -le 2 ] || cmp -s "$tmp/is" "$tmp/before" || { echo "exit $code, and loaded: $(cat "$tmp/err")"; return 1; }
    fi
    run; [ $? -le 2 ] || { echo "the next run: $(cat "$tmp/err")"; return 1; }
    state >"$tmp/is"; cmp -s "$tmp/is" "$tmp/after" || { echo "the next run ends elsewhere: $(diff "$tmp/is" "$tmp/after" | head -3)"; return 1; }
}
for from in "" "$tmp/old.db"; do
    name=$([ -z "$from" ] && echo "an empty target" || echo "a living target")
    fresh "$from"; if [ -z "$from" ]; then echo nothing >"$tmp/before"; else state >"$tmp/before"; fi
    run; state >"$tmp/after"
    fresh "$from"; strace -f -qq -o "$tmp/calls" -e trace=pwrite64,write,fdatasync,fsync,ftruncate,rename,unlink "$WINNOW" run $month --to "$T" --out "$tmp/o" >/dev/null 2>&1
    for call in pwrite64 fdatasync ftruncate unlink rename write; do
        count=$(grep -c " $call(" "$tmp/calls"); bad= n=1
        # the database's own calls each; of the many that write reports and workbooks, some
        every=$step; case $call in write|unlink) every=$((step + count / 25)) ;; esac
        while [ $n -le "$count" ]; do
            why=$(crash "$from" any strace -f -qq -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$n "$WINNOW" run $month --to "$T" --out "$tmp/o") || bad="$bad
$n: $why"
            n=$((n + every))
        done
        [ "$count" = 0 ] || is "$name, killed at its $count $call (every ${every})" "$bad" ""
        for error in ENOSPC EIO; do
            bad= n=1
            case $call in unlink|rename) [ $error = EIO ] || continue ;; esac
            while [ $n -le "$count" ]; do
                why=$(crash "$from" code strace -f -qq -o /dev/null -e trace=$call -e inject=$call:error=$error:when=$n+ "$WINNOW" run $month --to "$T" --out "$tmp/o") || bad="$bad
$n: $why"
                n=$((n + every))
            done
            [ "$count" = 0 ] || is "$name, $error from its $count $call on (every ${every})" "$bad" ""
        done
    done
done
# at random moments
bad= n=0; start=$(date +%s%N); fresh "$tmp/old.db"; run; took=$(( ($(date +%s%N) - start) / 1000000 )); state >"$tmp/after"; fresh "$tmp/old.db"; state >"$tmp/before"
while [ $n -lt $moments ]; do
    ms=$(( (n * 7919 + 13) % (took + took / 5) )); why=$(crash "$tmp/old.db" any timeout --foreground -s KILL "$(printf '0.%03d' $((ms + 1)))" "$WINNOW" run $month --to "$T" --out "$tmp/o") || bad="$bad
after $ms ms: $why"
    n=$((n + 1))
done
is "killed at $moments moments of a run" "$bad" ""
# the source is edited between the crash and the next run
fresh "$tmp/old.db"; strace -f -qq -o /dev/null -e trace=pwrite64 -e inject=pwrite64:signal=KILL:when=3 "$WINNOW" run $month --to "$T" --out "$tmp/o" >/dev/null 2>&1
sed -i 's/,Cambridge,/,Quincy,/' "$tmp/month/salesforce/Account.csv"; run
is "a source that was edited meanwhile is loaded as it is now" "$(sqlite3 "$T" "select city from account where name like 'Delta%'; select count(*) from account where city = 'Cambridge'")" "Quincy
0"
# two at once: one of them, or both one after the other
fresh "$tmp/old.db"; run & first=$!; "$WINNOW" run $month --to "$T" --out "$tmp/o2" >/dev/null 2>"$tmp/err2"; second=$?; wait $first
is "two runs at once leave what one leaves" "$(sqlite3 "$T" "select count(*) from winnow_source") $(sqlite3 "$T" 'pragma integrity_check') $([ $second -le 2 ] || grep -c 'in use by\|is locked' "$tmp/err2")" "48 ok $([ $second -le 2 ] || echo 1)"
# a small disk
if mkdir "$tmp/small" && mount -t tmpfs -o size=2m tmpfs "$tmp/small" 2>/dev/null; then
    python3 tests/flow/people.py 20000 3 >"$tmp/many.csv"; cp "$tmp/old.db" "$tmp/small/t.db"
    "$WINNOW" run "$tmp/many.csv" --to "$tmp/small/t.db" --out "$tmp/o" --no-backup-ok >"$tmp/out" 2>"$tmp/err"; code=$?
    is "a disk that is full: one error, nothing changed" "$code $(grep -c '^winnow:' "$tmp/err") $(sqlite3 "$tmp/small/t.db" 'select count(*) from winnow_source; pragma integrity_check' | tr '\n' ' ')" "5 1 48 ok "
    mount -o remount,size=60m "$tmp/small"; "$WINNOW" run "$tmp/many.csv" --to "$tmp/small/t.db" --out "$tmp/o" --no-backup-ok >"$tmp/out" 2>"$tmp/err"
    is "with room again, the same command loads it" "$(sqlite3 "$tmp/small/t.db" 'select count(*) > 20000 from winnow_source')" 1
    umount "$tmp/small"
else skip "a disk of two megabytes" "mounting is not allowed here"; fi
done_testing
