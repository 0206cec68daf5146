#!/bin/sh
# fault.t - the disk fills up, Ctrl-C, kill -9: the target is as before. TAP.
. tests/lib.sh
export ASAN_OPTIONS="$ASAN_OPTIONS:verify_asan_link_order=0"
${CC:-cc} -shared -fPIC -o "$tmp/full.so" tests/fault/full.c -ldl
run() { "$WINNOW" run samples/salesforce.xml samples/chinese.xml samples/erp.xml --as-of 2026-10-01 "$@"; }
run --to "$tmp/keep.db" --out "$tmp/o" --quiet; sum=$(sha256sum <"$tmp/keep.db")
sed 's/Boston/Cambridge/' samples/salesforce/Account.csv >"$tmp/Account.csv"
hit=0
for room in 0 100 3000 9000 30000 60000 100000 150000 220000 90000000; do
    LD_PRELOAD=$tmp/full.so WINNOW_TEST_ROOM=$room "$WINNOW" run samples/salesforce.xml samples/chinese.xml samples/erp.xml \
        --as-of 2026-10-01 --to "$tmp/new$room.db" --out "$tmp/o$room" >"$tmp/out" 2>"$tmp/err"; code=$?
    if [ $code -le 2 ]; then pass "with room for $room bytes it fits"
elif hit=$((hit + 1))
[ $code = 5 ] && [ ! -e "$tmp/new$room.db" ] && [ "$(grep -c '^winnow:' "$tmp/err")" = 1 ] && [ ! -e "$tmp/o$room/report.en.html" ]; then
        pass "full after $room bytes: exit 5, one sentence, nothing left"
    else fail "full after $room bytes" "exit $code" "$(cat "$tmp/err")" "$(ls "$tmp/o$room")"; fi
done
is "the disk was full in most of these" "$([ $hit -ge 5 ] && echo yes)" yes
for room in 5000 20000 50000; do
    cp "$tmp/keep.db" "$tmp/k.db"
    LD_PRELOAD=$tmp/full.so WINNOW_TEST_ROOM=$room "$WINNOW" run samples/salesforce.xml --in "$tmp/Account.csv" --in samples \
        --to "$tmp/k.db" --out "$tmp/ok" >/dev/null 2>"$tmp/err"; code=$?
    is "a living target on a disk full after $room bytes" "$code $(sqlite3 "$tmp/k.db" 'pragma integrity_check' 2>&1) $(sha256sum <"$tmp/k.db")" "5 ok $sum"
done
# somebody sets the clock back
cp "$tmp/keep.db" "$tmp/clock.db"; before=$(dump "$tmp/clock.db")
LD_PRELOAD=$tmp/full.so WINNOW_TEST_CLOCK=1000000000 "$WINNOW" run samples/salesforce.xml --in "$tmp/Account.csv" --in samples --to "$tmp/clock.db" \
    --out "$tmp/oc" --quiet
is "a run of 2001 comes after those that were before it" \
    "$(q "$tmp/clock.db" "select id from winnow_run order by number desc limit 1") $(q "$tmp/clock.db" \
    "select count(*) from account where city = 'Cambridge'")" "2001-09-09T01-46-40Z 1"
"$WINNOW" undo "$tmp/clock.db" --run 2001-09-09T01-46-40Z >/dev/null 2>"$tmp/err"
is "and is undone as any other" "$(dump "$tmp/clock.db" | sort | sha256sum)" "$(echo "$before" | sort | sha256sum)"
# a file big enough to be interrupted in
{ echo 'Id,Name,Email,Phone'; seq 1 60000 | awk '{printf "%d,Person %d,p%d@example.com,1380000%04d\n",$1,$1,$1,$1%9999}'; } >"$tmp/big.csv"
stopped=0
for delay in 0.05 0.2 0.4 0.6; do
    rm -rf "$tmp/i" "$tmp/i.db"
    "$WINNOW" run "$tmp/big.csv" --to "$tmp/i.db" --out "$tmp/i" >"$tmp/out" 2>"$tmp/err" & pid=$!
    sleep $delay; kill -TERM $pid 2>/dev/null; wait $pid; code=$?
    if [ $code = 130 ] && grep -q 'rolled back' "$tmp/err" && [ ! -e "$tmp/i.db" ] && [ ! -e "$tmp/i/report.en.html" ]; then
        stopped=1
        pass "stopped after $delay s: says so, leaves nothing"
    elif [ $code -le 2 ]; then pass "done before $delay s"
    elif [ $code = 143 ] && [ ! -e "$tmp/i.db" ]; then pass "stopped after $delay s, before it began"
    else fail "stopped after $delay s" "exit $code" "$(cat "$tmp/err")"; fi
done
is "one of them was stopped while it ran" $stopped 1
for delay in 0.3 0.8; do
    cp "$tmp/keep.db" "$tmp/k9.db"
    "$WINNOW" run "$tmp/big.csv" --to "$tmp/k9.db" --out "$tmp/k9" >/dev/null 2>&1 & pid=$!
    sleep $delay; kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null
    n=$(sqlite3 "$tmp/k9.db" "select count(*) from winnow_source" 2>&1)
    is "killed after $delay s: all or nothing" "$(sqlite3 "$tmp/k9.db" 'pragma integrity_check') $([ "$n" = 48 ] || [ "$n" = 60048 ] && echo whole)" "ok whole"
    "$WINNOW" run "$tmp/big.csv" --to "$tmp/k9.db" --out "$tmp/k9b" --quiet
    is "and the run after it loads everything once" "$(sqlite3 "$tmp/k9.db" "select count(*) from winnow_source")" 60048
done
done_testing
