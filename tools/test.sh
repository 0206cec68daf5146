#!/bin/sh
# test.sh BUILD TEST... - run the tests, as many at a time as there are cores, count TAP lines,
# print one line "N passed, N failed". A test that ends early or prints no plan has failed.
#   T="checks.t test_core"  only these: by path or by name
#   TIMES=1                 the seconds that each took, longest first
#   SEED=N                  the crash tests take the calls that they took by that seed; ALL=1 every one
build=$1; shift
passed=0 failed=0 skipped=0
export WINNOW="$PWD/$build/winnow" BUILD="$PWD/$build" SEED="${SEED:-$(date +%s)}" ALL
export LC_ALL=C.UTF-8 NO_COLOR=1 ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1}" LSAN_OPTIONS="suppressions=$PWD/tests/leaks.supp:print_suppressions=0"
out=$(mktemp -d) && trap 'rm -rf "$out"' EXIT
export out
# python3 itself, not a shim that looks for it each time; one that has openpyxl, if there is one
python=$(for p in python3 /usr/bin/python3; do $p -c 'import openpyxl, sys; print(sys.executable)' 2>/dev/null && break; done)
if [ "$python" ]; then
    mkdir "$out/bin"; printf '#!/bin/sh\nexec "%s" "$@"\n' "$python" >"$out/bin/python3"
    chmod +x "$out/bin/python3"; export PATH="$out/bin:$PATH"
fi
# one job: its tests one after the other; of each its lines, its exit code and its seconds
# shellcheck disable=SC2016
one='for t in "$@"; do
    at=$out/$(echo "$t" | tr / _) began=$(date +%s%N)
    "$t" >"$at" 2>&1 </dev/null
    echo $? >"$at.code"; echo $(( ($(date +%s%N) - began) / 100000000 )) "$t" >"$at.time"
done'
if [ -n "$T" ]; then
    all=$*; set --
    for name in $T; do
        found=
        for t in $all; do
            case $t in "$name") found=$t; break ;; */"${name##*/}" | */"${name##*/}.t") found=$t ;; esac
        done
        [ "$found" ] || { echo "T=$name: there is no such test" >&2; exit 2; }
        set -- "$@" "$found"
    done
fi
# The longest begin first, so that all cores end together. Those that want a PostgreSQL server
# are one job: there is one server at a time.
long='crash\.t|crash_living\.t|load_sqlite\.t|limits\.t|health\.t|packs\.t|linear\.t'
servers=$(grep -l pg_virtualenv "$@" /dev/null)
others=$(printf '%s\n' "$@" | grep -vxF "${servers:-/}")
{ echo $servers; echo "$others" | grep -E "/($long)$"; echo "$others" | grep -vE "/($long)$"; } | grep . |
    xargs -P "$(nproc)" -L 1 sh -c "$one" one
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
    grep '^# seed' "$at"
    passed=$((passed + good - skip)); failed=$((failed + bad)); skipped=$((skipped + skip))
done
[ -z "$TIMES" ] || cat "$out"/*.time | sort -rn | sed 's/^\([0-9]*\)\([0-9]\) /\1.\2 /; s/^\./0./'
[ $skipped = 0 ] && echo "$passed passed, $failed failed" ||
    echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ] && [ $passed -gt 0 ]
