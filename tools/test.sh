#!/bin/sh
# test.sh BUILD UNIT-TESTS... - run every test, count TAP lines, print one line
# "N passed, N failed". A test that ends early or prints no plan has failed.
build=$1; shift
passed=0 failed=0 skipped=0
export WINNOW="$PWD/$build/winnow" BUILD="$PWD/$build"
export LC_ALL=C.UTF-8 NO_COLOR=1 ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1}"
out=$(mktemp) && trap 'rm -f "$out"' EXIT
for t in "$@" tests/layers.sh tests/flow/*.t tests/fault/*.t; do
    "$t" >"$out" 2>&1 </dev/null
    code=$?
    good=$(grep -c '^ok ' "$out"); bad=$(grep -c '^not ok ' "$out")
    skip=$(grep -c '^ok .*# skip' "$out")
    plan=$(sed -n 's/^1\.\.\([0-9]*\)$/\1/p' "$out")
    if [ "$plan" != $((good + bad)) ] || { [ $code -ne 0 ] && [ "$bad" = 0 ]; }; then
        echo "$t: ended with $code after $((good + bad)) of ${plan:-an unknown number of} tests"
        tail -n 25 "$out" | sed 's/^/    /'
        failed=$((failed + 1))
    fi
    [ "$bad" = 0 ] || { echo "$t:"; grep -A12 '^not ok ' "$out" | sed 's/^/    /'; }
    grep '^ok .*# skip' "$out" | sed "s|^|$t: |"
    passed=$((passed + good - skip)); failed=$((failed + bad)); skipped=$((skipped + skip))
done
[ $skipped = 0 ] && echo "$passed passed, $failed failed" ||
    echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ] && [ $passed -gt 0 ]
