#!/bin/sh
# cases.t - files as people have them, run as a new user would, and the judge of it. If
# these fail, something is loaded wrong and nobody is asked, or nobody would notice. TAP.
. tests/lib.sh
export WINNOW
tests/cases.sh tests/cases/own tests/cases/own >"$tmp/out" 2>&1
is "each of our own cases is right, or was asked about" "$(grep -A9 '^WRONG' "$tmp/out")" ""
has "those that are to be asked about are" "$tmp/out" "asked wrong-date-order"
has "none is without an expectation" "$tmp/out" " 0 WRONG, 0 without expectation"
mkdir -p "$tmp/c/files/a" "$tmp/c/files/b" "$tmp/e" && cp tests/cases/own/numbers-with-country/* "$tmp/c/files/a" && cp -r "$tmp/c/files/a/." "$tmp/c/files/b"
judge() { # LINES...: of the expectation of a
    printf '%s\n' "$@" >"$tmp/e/a.expect"
    tests/cases.sh "$tmp/c" "$tmp/e" >"$tmp/out" 2>&1
    echo "$? $(sed -n 's/ a$//p' "$tmp/out")"
}
is "what holds is right" "$(judge 'sql: select count(*) from contact => 3' 'says: ^books' 'not: crash')" "0 right"
has "a case without an expectation is named" "$tmp/out" "?     b has no expectation"
is "what does not hold is wrong" "$(judge 'sql: select count(*) from contact => 4')" "1 WRONG"
has "and told" "$tmp/out" "   got:    3"
is "unless it was asked about" "$(judge 'sql: select count(*) from contact => 4' 'asks: drafted')" "0 asked"
is "what may never be said is wrong even so" "$(judge 'not: ^books' 'asks: drafted')" "1 WRONG"
is "another exit code is wrong" "$(judge 'exit: 4')" "1 WRONG"
is "a line that nobody knows is no expectation" "$(judge 'sq: select 1 => 1')" "1 WRONG"
done_testing
