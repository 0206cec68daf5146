#!/bin/sh
# cases.sh CASES [EXPECTATIONS] - run each case as a new user would, and hold what comes of
# it against NAME.expect (default: those in tests/cases/). CASES, or CASES/files, has a
# folder NAME of files for each. A line of an expectation is one of
#   run: ARGUMENTS      of winnow run, in the case's folder (default: all its files)
#   exit: 0 1           exit codes that are right (default: 0 1 2)
#   sql: QUERY => TEXT  of the target: columns with | between, rows with " / "
#   says: REGEX         on the terminal or in draft.xml there is such a line
#   not: REGEX          there is none, whatever was asked
#   asks: REGEX         where something else is not as it should be, this was asked
#   # a remark
# Each case is right, asked (the run ended with exit 3, or asks: is there) or WRONG.
: "${WINNOW:=$PWD/build/winnow}"
cases=${1:?usage: cases.sh CASES [EXPECTATIONS]} expectations=${2:-tests/cases}
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
right=0 asked=0 wrong=0 unknown=0

run_case() { # FOLDER EXPECTATION: leaves code, $tmp/text and $tmp/x.db
    rm -rf "$tmp/case" "$tmp/out" "$tmp/x.db"
    cp -R "$1" "$tmp/case"
    arguments=$(sed -n 's/^run: *//p' "$2")
    (
        cd "$tmp/case" || exit 99
        if [ -n "$arguments" ]; then eval "set -- $arguments"; else set -- *; fi
        [ -e crm.model.xml ] || cp "$model" .
        exec timeout 120 "$WINNOW" run "$@" --to "$tmp/x.db" --out "$tmp/out" --as-of 2026-10-01 --lang en
    ) >"$tmp/text" 2>&1 </dev/null
    code=$?
    cat "$tmp/out/draft.xml" >>"$tmp/text" 2>/dev/null
}

# What does not hold goes to $tmp/bad, what must never be to $tmp/never.
hold() { # KEY VALUE
    case $1 in
    exit) case " $2 " in *" $code "*) ;; *) echo "exit $code, not $2" >>"$tmp/bad" ;; esac ;;
    sql)
        want=${2##* => }
        got=$(sqlite3 -readonly "$tmp/x.db" "${2% => *}" 2>&1 | awk '{ printf "%s%s", (NR > 1 ? " / " : ""), $0 }')
        [ "$got" = "$want" ] || printf '%s\n' "${2% => *}" "   got:    $got" "   wanted: $want" >>"$tmp/bad" ;;
    says) grep -qE -e "$2" "$tmp/text" || echo "nothing says $2" >>"$tmp/bad" ;;
    not) grep -E -m 1 -e "$2" "$tmp/text" >"$tmp/line" && echo "says $(cat "$tmp/line")" >>"$tmp/never" ;;
    asks | run | '#'* | '') ;;
    *) echo "no such line in an expectation: $1" >>"$tmp/never" ;;
    esac
}

model=$PWD/mappings/crm.model.xml
for expectation in "$expectations"/*.expect; do
    name=$(basename "$expectation" .expect) folder=$cases/files/$name
    [ -d "$folder" ] || folder=$cases/$name
    [ -d "$folder" ] || continue
    run_case "$folder" "$expectation"
    : >"$tmp/bad"; : >"$tmp/never"
    grep -q '^exit:' "$expectation" || hold exit "0 1 2"
    while IFS= read -r line; do
        value=${line#*:}
        hold "${line%%:*}" "${value# }"
    done <"$expectation"
    question=$(sed -n 's/^asks: *//p' "$expectation")
    is_asked=no
    if [ -n "$question" ]; then
        grep -qE -e "$question" "$tmp/text" && is_asked=yes
    elif [ "$code" = 3 ]; then
        is_asked=yes
    fi
    if [ -s "$tmp/never" ] || [ "$code" -ge 70 ] || { [ -s "$tmp/bad" ] && [ $is_asked = no ]; }; then
        verdict=WRONG wrong=$((wrong + 1))
    elif [ -s "$tmp/bad" ]; then
        verdict=asked asked=$((asked + 1))
    else
        verdict=right right=$((right + 1))
    fi
    echo "$verdict $name"
    [ $verdict = right ] || sed 's/^/      /' "$tmp/never" "$tmp/bad"
done
for folder in "$cases"/files/*/ "$cases"/*/; do
    name=$(basename "$folder")
    [ -d "$folder" ] && [ "$name" != files ] && [ "$name" != pairs ] || continue
    [ -e "$expectations/$name.expect" ] || { echo "?     $name has no expectation"; unknown=$((unknown + 1)); }
done
echo "$right right, $asked asked, $wrong WRONG, $unknown without expectation"
[ $wrong = 0 ]
