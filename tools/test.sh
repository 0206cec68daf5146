#!/bin/sh
# test.sh BUILD UNIT-TESTS... - run every test, as many at a time as there are cores, count
# TAP lines, print one line "N passed, N failed". A test that ends early or prints no plan
# has failed.
build=$1; shift
passed=0 failed=0 skipped=0
export WINNOW="$PWD/$build/winnow" BUILD="$PWD/$build"
export LC_ALL=C.UTF-8 NO_COLOR=1 ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1}"
out=$(mktemp -d) && trap 'rm -rf "$out"' EXIT
export out
# one TEST: its lines and its exit code; those that want a server of their own, one by one
# shellcheck disable=SC2016
one='at=$out/$(echo "$1" | tr / _)
    if grep -q pg_virtualenv "$1" 2>/dev/null; then flock "$out/server" "$1"; else "$1"; fi >"$at" 2>&1 </dev/null
    echo $? >"$at.code"'
set -- tests/fault/*.t "$@" tests/layers.sh tests/flow/*.t
printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 sh -c "$one" one
for t in "$@"; do
    at=$out/$(echo "$t" | tr / _)
    code=$(cat "$at.code")
    good=$(grep -c '^ok ' "$at"); bad=$(grep -c '^not ok ' "$at")
    skip=$(grep -c '^ok .*# skip' "$at")
    plan=$(sed -n 's/^1\.\.\([0-9]*\)$/\1/p' "$at")
    if [ "$plan" != $((good + bad)) ] || { [ "$code" -ne 0 ] && [ "$bad" = 0 ]; }; then
        echo "$t: ended with $code after $((good + bad)) of ${plan:-an unknown number of} tests"
        tail -n 25 "$at" | sed 's/^/    /'
        failed=$((failed + 1))
    fi
    [ "$bad" = 0 ] || { echo "$t:"; grep -A12 '^not ok ' "$at" | sed 's/^/    /'; }
    grep '^ok .*# skip' "$at" | sed "s|^|$t: |"
    passed=$((passed + good - skip)); failed=$((failed + bad)); skipped=$((skipped + skip))
done
[ $skipped = 0 ] && echo "$passed passed, $failed failed" ||
    echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ] && [ $passed -gt 0 ]
