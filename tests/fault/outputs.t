#!/bin/sh
# outputs.t - the run's folder goes away, nothing more can be opened, kill -9: the exit code is
# true, and the files of the run before stay. TAP.
. tests/lib.sh
export ASAN_OPTIONS="$ASAN_OPTIONS:verify_asan_link_order=0"
${CC:-cc} -shared -fPIC -o "$tmp/full.so" tests/fault/full.c -ldl
m="samples/salesforce.xml samples/chinese.xml samples/erp.xml --as-of 2026-10-01"
with() { LD_PRELOAD=$tmp/full.so env "$@"; }
rows() { sqlite3 "$1" 'select count(*) from winnow_source' 2>/dev/null || echo none; }

# ---- the folder
mkdir "$tmp/g"; with WINNOW_TEST_WRITES="rm -rf '$tmp/g'" "$WINNOW" run $m --to "$tmp/g.db" --out "$tmp/g" >"$tmp/out" 2>"$tmp/err"
is "a folder that goes away before the load: one error, nothing loaded" "$? $(grep -c '^winnow:' "$tmp/err") $([ -e "$tmp/g.db" ] && rows "$tmp/g.db")" "5 1 "
with WINNOW_TEST_WRITES="rm -rf '$tmp/h'" "$WINNOW" run $m --out "$tmp/h" >"$tmp/out" 2>"$tmp/err"
is "with the target in it, too" "$? $(grep -c '^winnow:' "$tmp/err") $(ls -d "$tmp/h" 2>/dev/null)" "5 1 "
with WINNOW_TEST_COMMITTED="rm -rf '$tmp/g'" "$WINNOW" run $m --to "$tmp/g.db" --out "$tmp/g" >"$tmp/out" 2>"$tmp/err"
is "after the load it does not say that nothing was loaded" "$? $(grep -c '^winnow:' "$tmp/err") $(rows "$tmp/g.db")" "1 1 48"
has "but what is there" "$tmp/err" "what it loaded is loaded"
with WINNOW_TEST_COMMITTED="rm -rf '$tmp/g'" "$WINNOW" health $m --history "$tmp/gh.db" --out "$tmp/g" >"$tmp/out" 2>"$tmp/err"; code=$?
is "nor does a health check" "$([ $code = 1 ] || [ $code = 2 ] && echo done) $(sqlite3 "$tmp/gh.db" 'select count(*) from winnow_period')" "done 1"

# ---- nothing more can be opened
bad= refused=0; "$WINNOW" run $m --to "$tmp/keep.db" --out "$tmp/f0" --quiet; sum=$(sha256sum <"$tmp/keep.db")
for n in 5 6 7 8 9 10 11 12 13 14 15 16 17 18 20 22 25 30 40 60; do
    cp "$tmp/keep.db" "$tmp/few.db"; rm -rf "$tmp/f"
    sh -c "ulimit -n $n; exec '$WINNOW' run $m --to '$tmp/few.db' --out '$tmp/f' --jobs 1" >"$tmp/out" 2>"$tmp/err"; code=$?
    case $code in
    0|1|2) ;;
    4|5) refused=$((refused + 1))
    [ "$(grep -c '^winnow:' "$tmp/err")" = 1 ] && [ "$(sha256sum <"$tmp/few.db")" = "$sum" ] && grep -q 'ulimit' "$tmp/err" ||
        bad="$bad $n: $(cat "$tmp/err")" ;;
    *) bad="$bad $n: exit $code $(cat "$tmp/err")" ;;
    esac
done
is "few files may be open: one error with the next step, or it goes well" "$bad" ""
is "both were seen" "$([ $refused -ge 5 ] && [ $refused -lt 20 ] && echo both)" both
bad=
for n in 5 6 7 8 9 10 12 14 16 20; do
    rm -rf "$tmp/f"
    for c in "health samples/salesforce.xml --history $tmp/few.hist --out $tmp/f" "run samples/chinese/客户列表.csv --out $tmp/f" \
        "match samples/salesforce/Contact.csv -o $tmp/f.csv" "export $tmp/keep.db --as zoho --out $tmp/fx" "verify $tmp/keep.db --out $tmp/fv" \
        "inspect samples"; do
        sh -c "ulimit -n $n; exec '$WINNOW' $c" >"$tmp/out" 2>"$tmp/err"; code=$?
        case $code in 0|1|2|4|5) ;; *) bad="$bad $n: $c: exit $code" ;; esac
    done
done
is "no command crashes for want of files" "$bad" ""

# ---- killed
cp -r "$tmp/f0" "$tmp/k"; before=$(find "$tmp/k" -type f ! -name '.winnow-*' ! -name 'before*' | sort | xargs sha256sum)
with WINNOW_TEST_WRITES='kill -9 $PPID' "$WINNOW" run $m --to "$tmp/keep2.db" --out "$tmp/k" >/dev/null 2>&1
is "killed while it writes: the files of the run before stay" "$(find "$tmp/k" -type f ! -name '.winnow-*' ! -name 'before*' | sort | xargs sha256sum)" \
    "$before"
cp "$tmp/keep.db" "$tmp/k2.db"
with WINNOW_TEST_COMMITTED='kill -9 $PPID' "$WINNOW" run $m --to "$tmp/k2.db" --out "$tmp/k" >/dev/null 2>&1
is "killed when it had loaded: the same" "$(find "$tmp/k" -type f ! -name '.winnow-*' ! -name 'before*' | sort | xargs sha256sum)" "$before"
"$WINNOW" run $m --to "$tmp/k2.db" --out "$tmp/k" >"$tmp/out" 2>"$tmp/err"; code=$?
is "and the next run takes the folder, and what was left aside away" "$([ $code -le 2 ] && echo yes) $(find "$tmp/k" -name '.winnow-[0-9]*' | wc -l)" "yes 0"
done_testing
