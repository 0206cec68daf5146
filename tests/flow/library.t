#!/bin/sh
# library.t - winnow as a library: what `make install` puts there is all that a program
# needs, and what the headers declare is what the shared library shows. TAP.
. tests/lib.sh
declared() { # HEADER...: the functions that they declare
    cat "$@" | ${CC:-cc} -fpreprocessed -E -P -x c - 2>/dev/null |
        tr '\n' ' ' | grep -oE '\bwn_[a-z0-9_]+\(' | tr -d '(' | sort -u
}
sed -n 's/^ *\(wn_[a-z0-9_]*\);$/\1/p' packaging/winnow.map | sort >"$tmp/mapped"
case "${BUILD:=$PWD/build}" in
"$PWD/build") ;;
*) # only what is released is installed: of other builds just this
    declared include/winnow/*.h >"$tmp/declared"
    same "packaging/winnow.map has the functions that the headers declare" "$tmp/mapped" "$tmp/declared"
    done_testing ;;
esac
p=$tmp/prefix cc="${CC:-cc} -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror"
make -s install PREFIX="$p" >"$tmp/log" 2>&1 || fail "make install" "$(cat "$tmp/log")"
export PKG_CONFIG_PATH="$p/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}" LD_LIBRARY_PATH="$p/lib"
flags=$(pkg-config --cflags --libs winnow 2>&1)
# What needs libwinnow.a needs the libraries it is made with; -l:, as the shared one is
# there as well.
static=$(pkg-config --cflags --libs --static winnow 2>&1 | sed 's/-lwinnow/-l:libwinnow.a/')

# ---- the headers --------------------------------------------------------------------------
headers=$(ls "$p"/include/winnow/*.h) so=$(readlink "$p/lib/libwinnow.so")
is "all of them are for C++ as well" "$(grep -L 'extern "C"' "$p"/include/winnow/*.h)" ""
is "about ten headers are public" "$(echo "$headers" | wc -l | tr -d ' ')" 10
for h in $headers; do
    h=${h#"$p/include/"}
    echo "#include <$h>" >"$tmp/alone.c"
    is "$h compiles alone, as C" "$(${CC:-cc} -std=c17 -Wall -Wextra -Wpedantic -Werror -fsyntax-only "-I$p/include" "$tmp/alone.c" 2>&1)" ""
done
# shellcheck disable=SC2086
declared $headers >"$tmp/declared"
[ "$(wc -l <"$tmp/declared")" -gt 50 ] && pass "declarations are found" || fail "declarations are found" "$(cat "$tmp/declared")"
nm -D --defined-only "$p/lib/$so" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort >"$tmp/shown"
same "the shared library shows what the headers declare, and nothing else" "$tmp/shown" "$tmp/declared"
same "so does packaging/winnow.map" "$tmp/mapped" "$tmp/declared"

# ---- programs -----------------------------------------------------------------------------
# built NAME SOURCE: as $tmp/NAME, with the shared library, and as $tmp/NAME.static
built() {
    # shellcheck disable=SC2086
    if $cc -o "$tmp/$1" "$2" $flags >"$tmp/log" 2>&1 && $cc -o "$tmp/$1.static" "$2" $static >>"$tmp/log" 2>&1; then
        pass "$1 is built with pkg-config, shared and static"
    else fail "$1 is built with pkg-config, shared and static" "$flags" "$static" "$(cat "$tmp/log")"; fi
    is "the one needs the shared library, the other does not" \
        "$(for f in "$1" "$1.static"; do objdump -p "$tmp/$f" | grep -c "NEEDED.*$so\$"; done | tr '\n' ' ')" "1 0 "
}
built normalize examples/normalize_column.c
printf '%s\n' '(030) 2345-6789' '110' '' 'no number' '030/23456789 Frau Meier' >"$tmp/column"
cat >"$tmp/want" <<'END'
+493023456789	clean	dummy
110	invalid	
	empty	
no number	invalid	
+493023456789	clean	rest
END
for how in normalize normalize.static; do
    "$tmp/$how" phone region=DE <"$tmp/column" >"$tmp/out" 2>&1
    same "$how says what each value is" "$tmp/out" "$tmp/want"
done
ends "an option that is none ends with 2" 2 "$tmp/normalize" phone region=Germany
has "and says which there are" "$tmp/err" "region="

built duplicates examples/find_duplicates.c
awk 'BEGIN { print "name,email,city,phone"; split("Anna Bernd Carla Dieter Emma Felix Greta Hans", g, " ")
    split("Schmidt Fischer Weber Wagner Becker Hoffmann Koch Richter", f, " "); split("Berlin Hamburg Bremen Dresden", c, " ")
    for (i = 0; i < 200; i++) {
        rest = ",p" i * 7919 % 9973 "@example.com," c[i % 4 + 1]; t = ",030" (i * 104729 % 900000 + 100000); n = f[int(i / 8) % 8 + 1]
        print g[i % 8 + 1] " " n rest t
        if (i % 40 == 3) print g[i % 8 + 1] " " n rest ","
        if (i % 40 == 23) print g[i % 8 + 1] " " substr(n, 1, 4) rest t } }' >"$tmp/people.csv"
"$tmp/duplicates" <"$tmp/people.csv" >"$tmp/out" 2>"$tmp/err"
is "duplicates finds the ten that were put in" "$(tail -n 1 "$tmp/out")" "210 rows, 10 groups, 10 rows too many"
"$tmp/duplicates.static" <"$tmp/people.csv" >"$tmp/out.static" 2>&1
same "the static one says the same" "$tmp/out.static" "$tmp/out"

built run tests/flow/library_run.c
set -- samples/salesforce.xml samples/chinese.xml samples/erp.xml
"$WINNOW" run "$@" --to "$tmp/program.db" --out "$tmp/program" --as-of 2026-10-01 --json >"$tmp/books" 2>&1
for how in run run.static; do
    "$tmp/$how" "$@" "$tmp/by.$how" >"$tmp/out" 2>"$tmp/err"; code=$?
    is "$how: a whole run by the library ends well" "$code $(cat "$tmp/err")" "0 "
    is "and loads what the program loads" "$(dump "$tmp/by.$how/clean.db" | sha256sum)" "$(dump "$tmp/program.db" | sha256sum)"
done
# "contact.csv: read 12, loaded 8, ..." of each file, as the program's books have it
grep '"event": *"books"' "$tmp/books" | python3 -c '
import json, sys
for line in sys.stdin:
    b = json.loads(line)
    fates = [k for k in b if k not in ("event", "entity", "file", "read") and b[k]]
    print(b["file"] + ": read " + str(b["read"]) + "".join(f", {k} {b[k]}" for k in fates))' >"$tmp/want"
grep -vE '^(all|verified|files:|[0-9]+ files)' "$tmp/out" >"$tmp/got"
same "it counts as the program does" "$tmp/got" "$tmp/want"
has "and the second reading finds it all" "$tmp/out" ": 0 differ, 0 missing"
has "its files are named" "$tmp/out" " verify.json verify_sample.csv"
has "progress was heard" "$tmp/out" ", heard"
is "reports are there" "$(ls "$tmp/by.run/manifest.json" 2>&1)" "$tmp/by.run/manifest.json"
echo '<mapping' >"$tmp/bad.xml"
"$tmp/run" "$tmp/bad.xml" "$tmp/bad" >"$tmp/out" 2>"$tmp/err"; is "a mapping that is wrong is WN_E_MAPPING" $? 2
has "its place is said" "$tmp/err" "bad.xml:1:"
has "and nobody takes what did not happen for good" "$tmp/err" "score -1, colour 2"

# ---- C++ ----------------------------------------------------------------------------------
if command -v "${CXX:-g++}" >/dev/null; then
    { for h in $headers; do echo "#include <${h#"$p/include/"}>"; done; cat <<'END'
#include <cstdio>
int main()
{
    wn_arena arena = {};
    const wn_transform *type = wn_transform_find(WN_STR("email"));
    wn_cleaned out;
    wn_verdict verdict = wn_transform_apply(type, WN_STR(" Anna@Example.COM "), wn_config_new(type, &arena), &arena, &out);
    std::printf("%s %.*s\n", wn_verdict_name(verdict), WN_FMT(out.value));
    wn_run_free(wn_run_new(WN_RUN_HEALTH, WN_ZH));
    wn_arena_release(&arena);
}
END
    } >"$tmp/plus.cc"
    # shellcheck disable=SC2086
    ${CXX:-g++} -std=c++17 -Wall -Wextra -Werror -o "$tmp/plus" "$tmp/plus.cc" $flags >"$tmp/log" 2>&1 || fail "a program in C++" "$(cat "$tmp/log")"
    is "a program in C++ includes all of them, and links" "$("$tmp/plus" 2>&1)" "clean anna@example.com"
else skip "a program in C++" "no g++ here"; fi

make -s uninstall PREFIX="$p" >"$tmp/log" 2>&1
is "uninstall takes everything away" "$(find "$p" -type f -o -type l)" ""
done_testing
