#!/bin/sh
# race.sh BUILD - with a program that tells of each race (ThreadSanitizer) and batches of
# three records: the tests that workers take part in, by four workers. Ends with "N passed,
# N failed"; a race is a failure, and so is a run in which nothing was tested.
build=$1
passed=0 failed=0 runs=0
out=$(mktemp -d) && trap 'rm -rf "$out"' EXIT
# four workers, wherever a test does not say how many
cat >"$out/winnow" <<E2
#!/bin/sh
case "\$1 \$* " in
*" --jobs "*) ;;
run\ *|health\ *|verify\ *) echo x >>"$out/runs"; exec "$PWD/$build/winnow" "\$@" --jobs 4 ;;
esac
exec "$PWD/$build/winnow" "\$@"
E2
chmod +x "$out/winnow"
export WINNOW="$out/winnow" BUILD="$PWD/$build" LC_ALL=C.UTF-8 NO_COLOR=1
export TSAN_OPTIONS="exitcode=66 halt_on_error=0 log_path=$out/race suppressions=$PWD/tests/race.supp"
: >"$out/runs"
for t in "$build/tests/test_threads" tests/flow/race.t tests/flow/demo.t tests/flow/checks.t tests/flow/checks_gathered.t \
    tests/flow/living.t tests/flow/kin.t; do
    "$t" >"$out/said" 2>&1 </dev/null; code=$?
    good=$(grep -c '^ok ' "$out/said"); bad=$(grep -c '^not ok ' "$out/said")
    [ "$good" -gt 0 ] && { [ $code = 0 ] || [ "$bad" -gt 0 ]; } || bad=$((bad + 1))
    [ "$bad" = 0 ] || { echo "$t:"; grep -A12 '^not ok ' "$out/said" | sed 's/^/    /'; }
    passed=$((passed + good)); failed=$((failed + bad))
done
runs=$(wc -l <"$out/runs")
for race in "$out"/race.*; do
    [ -f "$race" ] || continue
    failed=$((failed + 1)); head -n 40 "$race"
done
[ "$runs" -gt 0 ] || { echo "no run was made by four workers"; failed=$((failed + 1)); }
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
