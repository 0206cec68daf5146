# crash.sh - for crash.t and crash_living.t: runs that are killed, or whose system calls fail,
# at calls that write. Source it; then `sweep NAME FROM`. A sweep takes the first and the last
# call of a kind and some between, one in each stretch of the run, chosen by SEED (else by the
# clock); with ALL=1 it takes every one.
. tests/lib.sh
command -v strace >/dev/null || { skip "crashes at each system call" "strace is not here"; done_testing; }
export ASAN_OPTIONS=detect_leaks=0 # it cannot look while strace does
: "${SEED:=$(date +%s)}"
echo "# seed $SEED${ALL:+, and every call}"
T=$tmp/t.db
mkdir -p "$tmp/month/salesforce"; cp samples/salesforce/*.csv "$tmp/month/salesforce"; cp -r samples/chinese samples/erp "$tmp/month"
sed -i 's/,Boston,/,Cambridge,/; /0015g00000A0003AAB/d' "$tmp/month/salesforce/Account.csv"
month="samples/salesforce.xml samples/chinese.xml samples/erp.xml --in $tmp/month --as-of 2026-10-01 --quiet --jobs 1"
run_to() { exec "$WINNOW" run $month --to "$T" --out "$tmp/o"; }
run() { (run_to) >"$tmp/out" 2>"$tmp/err"; }
# what is in the target, whatever the runs are called
kept="account contact deal winnow_source winnow_lineage winnow_refused winnow_pair winnow_finding winnow_health"
state() {
    [ -s "$T" ] && sqlite3 -cmd ".timeout 5000" "$T" \
        "pragma integrity_check; $(for t in $kept; do echo "select '${t#winnow_}', * from $t;"; done)" 2>"$tmp/none" | sort
    grep -q 'no such table' "$tmp/none" 2>/dev/null && echo nothing
}
step=1 points=5 moments=20; [ -z "$ALL" ] || moments=100
case $BUILD in *address*) step=11 points=2 moments=5; [ -z "$ALL" ] || moments=15 ;; esac # slower by ten
bpf=; strace -f --seccomp-bpf -o /dev/null true 2>/dev/null && bpf=--seccomp-bpf # stops at those calls alone
traced() { # CALLS [STRACE-OPTION...]: the run under strace
    _calls=$1; shift
    strace -f -qq $bpf -o /dev/null -e trace=$_calls "$@" "$WINNOW" run $month --to "$T" --out "$tmp/o"
}
"$WINNOW" run samples/salesforce.xml samples/chinese.xml samples/erp.xml --as-of 2026-10-01 --to "$tmp/old.db" --out "$tmp/o" --quiet
fresh() { rm -f "$T" "$T-journal" "$tmp"/o/before-*; [ -z "$1" ] || cp "$1" "$T"; }
# crash FROM WHAT COMMAND...: run it on a copy of FROM (or nothing), then the plain run
crash() {
    _from=$1 _want=$2; shift 2; fresh "$_from"
    "$@" >"$tmp/out" 2>"$tmp/err"; code=$?
    state >"$tmp/is"; [ -s "$tmp/is" ] && [ "$(cat "$tmp/is")" != "nothing
ok" ] && [ "$(cat "$tmp/is")" != "ok
nothing" ] || echo nothing >"$tmp/is"
    cmp -s "$tmp/is" "$tmp/before" || cmp -s "$tmp/is" "$tmp/after" ||
        { echo "neither before nor after: $(diff "$tmp/is" "$tmp/before" | head -3)"; return 1; }
    if [ "$_want" = code ]; then # what it said is true
        [ $code -gt 2 ] || cmp -s "$tmp/is" "$tmp/after" || { echo "exit $code, and nothing loaded"; return 1; }
        [ $code -le 2 ] || cmp -s "$tmp/is" "$tmp/before" || { echo "exit $code, and loaded: $(cat "$tmp/err")"; return 1; }
    fi
    run; [ $? -le 2 ] || { echo "the next run: $(cat "$tmp/err")"; return 1; }
    state >"$tmp/is"
    cmp -s "$tmp/is" "$tmp/after" || { echo "the next run ends elsewhere: $(diff "$tmp/is" "$tmp/after" | head -3)"; return 1; }
}
# which COUNT EVERY SALT: the numbers of the calls that are taken of so many
which() {
    if [ -n "$ALL" ]; then seq 1 "$2" "$1"
    else awk -v count="$1" -v seed="$SEED$3" -v points=$points 'BEGIN {
        srand(seed % 2147483647); inner = points - 2
        if (count <= points) { for (i = 1; i <= count; i++) print i; exit }
        print last = 1
        for (i = 0; i < inner; i++) { n = 2 + int((i + rand()) * (count - 2) / inner); if (n > last) print last = n }
        print count }'
    fi
}
# sweep NAME FROM: calls of a run on a copy of FROM (or nothing)
sweep() {
    name=$1 from=$2 salt=0
    fresh "$from"; if [ -z "$from" ]; then echo nothing >"$tmp/before"; else state >"$tmp/before"; fi
    run; state >"$tmp/after"; fresh "$from"
    traced pwrite64,write,fdatasync,fsync,ftruncate,rename,renameat,unlink,unlinkat -o "$tmp/calls" >/dev/null 2>&1
    for call in pwrite64 fdatasync ftruncate unlink unlinkat rename renameat write; do
        count=$(grep -c " $call(" "$tmp/calls"); [ "$count" -gt 0 ] || continue
        # the database's own calls each; of the many that write reports and workbooks, some
        every=$step; case $call in write|unlink*|rename*) every=$((step + count / 10)) ;; esac
        for fate in KILL ENOSPC EIO; do
            case $fate/$call in ENOSPC/unlink* | ENOSPC/rename*) continue ;; esac
            bad= salt=$((salt + 1)) taken=$(which "$count" $every $salt)
            for n in $taken; do
                case $fate in
                KILL) why=$(crash "$from" any traced $call -e inject=$call:signal=KILL:when=$n) ;;
                *) why=$(crash "$from" code traced $call -e inject=$call:error=$fate:when=$n+) ;;
                esac || bad="$bad
    $n: $why"
            done
            case $fate in KILL) what="killed at" ;; *) what="$fate from" ;; esac
            is "$name, $what $(echo $taken | wc -w) of its $count $call" "$bad" ""
        done
    done
}
