#!/bin/sh
# guided.sh GUIDED REPLAY SECONDS [TARGET...] - guided fuzzing of the targets (all), one
# after the other, for so many seconds altogether. It begins with tests/fuzz/corpus and
# what tests/fuzz/seeds.py makes, and keeps what it learned beside GUIDED. What ends a
# target is left there as crash-.., timeout-.., and fails.
guided=$1 replay=$2 seconds=$3; shift 3
[ $# -gt 0 ] || set -- $("$replay" --list)
home=$(dirname "$guided") found=0
seeds=$(mktemp -d) && trap 'rm -rf "$seeds"' EXIT
mkdir -p "$seeds/transform" && "$replay" --seeds "$seeds/transform" &&
    python3 tests/fuzz/seeds.py "$seeds" || exit 1
share=$((seconds / $# + 1))
for target in "$@"; do
    mkdir -p "$home/learned/$target" "$seeds/$target" "tests/fuzz/corpus/$target"
    FUZZ=$target nice -n 19 "$guided" -max_total_time=$share -timeout=25 -rss_limit_mb=2048 \
        -print_final_stats=1 -artifact_prefix="$home/$target-" \
        "$home/learned/$target" "tests/fuzz/corpus/$target" "$seeds/$target" >"$home/$target.log" 2>&1
    code=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$home/$target.log")
    echo "$target: ${runs:-0} runs in $share s"
    [ $code = 0 ] && [ "${runs:-0}" -gt 0 ] && continue
    found=$((found + 1))
    grep -aE 'does not hold|ERROR:|SUMMARY:|runtime error|Test unit written' "$home/$target.log" | head -n 8 | cut -c1-300
    echo "  again: $replay $target FILE, or FUZZ=$target $guided FILE; all it said: $home/$target.log"
done
[ $found = 0 ] && echo "nothing was found" || { echo "$found of $# targets were ended"; exit 1; }
