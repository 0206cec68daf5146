#!/bin/sh
# wide.t - a report does not grow with the data: many kinds of records, fields, checks, lists and files,
# all with the longest names, and findings in most cells. If this fails, nobody can open it. TAP.
. tests/lib.sh
root=$PWD
cd "$tmp" || exit 1
small() { [ "$(wc -c <"$1")" -lt 300000 ] && echo yes || wc -c <"$1"; }
for n in "40 30 6" "2 150 20"; do
    rm -rf ./*.csv ./*.xml r h
    python3 "$root/tests/flow/wide.py" $n
    "$WINNOW" run wide.xml --in . --to none --out r --as-of 2026-01-01 >log 2>&1
    "$WINNOW" health wide.xml --in . --history none --out h --fail-on never >log2 2>&1
    for l in en zh-CN; do
        is "the report of a migration of $n stays below 300 kB ($l)" "$(small r/report.$l.html)" yes
        is "so does that of a health check ($l)" "$(small h/report.$l.html)" yes
    done
    parts() { [ "$(grep -c 'Shown: ' "$1")" -gt "$2" ] && echo yes; }
    is "and they say what is not shown" "$(parts r/report.en.html 3) $(parts h/report.en.html 1)" "yes yes"
    for s in switch books field-books fields checks how; do has "its section $s is there" r/report.en.html "id=\"$s\""; done
done
done_testing
