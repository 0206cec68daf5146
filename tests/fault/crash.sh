# crash.sh - for crash.t and crash_living.t: runs that are killed, or whose system calls fail,
# at every call that writes. Source it; then `sweep NAME FROM`.
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
fresh() { rm -f "$T" "$T-journal" "$tmp"/o/before-*; [ -z "$1" ] || cp "$1" "$T"; }
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
# sweep NAME FROM: every call of a run on a copy of FROM (or nothing)
sweep() {
    name=$1 from=$2
    fresh "$from"; if [ -z "$from" ]; then echo nothing >"$tmp/before"; else state >"$tmp/before"; fi
    run; state >"$tmp/after"
    fresh "$from"; strace -f -qq -o "$tmp/calls" -e trace=pwrite64,write,fdatasync,fsync,ftruncate,rename,renameat,unlink,unlinkat "$WINNOW" run $month --to "$T" --out "$tmp/o" >/dev/null 2>&1
    for call in pwrite64 fdatasync ftruncate unlink unlinkat rename renameat write; do
        count=$(grep -c " $call(" "$tmp/calls"); bad= n=1
        # the database's own calls each; of the many that write reports and workbooks, some
        every=$step; case $call in write|unlink*|rename*) every=$((step + count / 10)) ;; esac
        while [ $n -le "$count" ]; do
            why=$(crash "$from" any strace -f -qq -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$n "$WINNOW" run $month --to "$T" --out "$tmp/o") || bad="$bad
    $n: $why"
            n=$((n + every))
        done
        [ "$count" = 0 ] || is "$name, killed at its $count $call (every ${every})" "$bad" ""
        for error in ENOSPC EIO; do
            bad= n=1
            case $call in unlink*|rename*) [ $error = EIO ] || continue ;; esac
            while [ $n -le "$count" ]; do
                why=$(crash "$from" code strace -f -qq -o /dev/null -e trace=$call -e inject=$call:error=$error:when=$n+ "$WINNOW" run $month --to "$T" --out "$tmp/o") || bad="$bad
    $n: $why"
                n=$((n + every))
            done
            [ "$count" = 0 ] || is "$name, $error from its $count $call on (every ${every})" "$bad" ""
        done
    done
}
