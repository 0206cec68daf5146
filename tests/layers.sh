#!/bin/sh
# layers.sh - the rules of the house, checked. TAP.
#
# A folder knows its own files, include/ and the folders before it in this list: those are
# the floors of the house. And each foreign library has its homes.
floors='core transforms checks model headings linkage readers target health report workbook audit stages run commands serve cli'
n=0 bad=0
check() { # rule, offending lines
    n=$((n + 1))
    if [ -z "$2" ]; then echo "ok $n - $1"; else
        echo "not ok $n - $1"; echo "$2" | sed 's/^/# /'; bad=1
    fi
}
src() { find "$@" -name '*.[ch]'; }
[ "$(src $floors include | wc -l)" -gt 60 ] || { echo "not ok 1 - the tree is here"; echo 1..1; exit 1; }
check "no include points up, to a floor above" "$(above=; for floor in $floors; do above="$above|$floor"; done; above=${above#|}
    for floor in $floors; do
        above=${above#"$floor"}; above=${above#|}
        grep -nE '#include "\.\./' $(src "$floor")
        [ -z "$above" ] || grep -nE "#include \"($above)/" $(src "$floor")
    done; grep -nE '#include "[a-z]+/' $(src include) | grep -v '"winnow/')"
check "stages reach other stages through no symbol" "$(for f in stages/*.c; do
    me=${f#stages/}; me=${me%.c}; grep -nE 'wn_stage_[a-z]+' "$f" | grep -vE "wn_stage_(${me%%_*}|class)\b" | sed "s|^|$f:|"; done)"
check "headers in include/ name no stage" "$(grep -nE 'wn_stage_(read|map|normalize|validate|match|merge|load|report)\b' include/winnow/*.h)"
check "linkage/ is seen from outside through its own header only" "$(grep -nE '#include "linkage/' $(src $floors include | grep -v '^linkage/'))"
for pair in 'csv.h:(readers/|model/list_file.c)' 'sqlite3.h:(target/(db_)?sqlite|readers/sqlite.c)' 'libpq-fe.h:(target/db_postgres|readers/postgres.c)' \
    'libxml/:(readers/|model/xml_tree.c|cli/)' 'unicode/:(core/encoding|core/idn.c|core/zone.c|tools/)' \
    'jansson.h:(readers/json(_scan)?.c|stages/map.c|linkage/saved.c|target/|audit/|report/|stages/report.c|serve/|cli/)' \
    'nettle/:(core/file.c|core/masking.c|readers/|stages/map.c)' \
    'microhttpd.h:serve/http.c' 'zip.h:readers/package.c' 'zstd.h:target/raw_rows.c' 'xlsxwriter.h:report/sheet.h' 'pcre2.h:checks/pattern.c' \
    'pthread.h:(run/pipeline|core/parallel).c'; do
    lib=${pair%%:*} home=${pair#*:}
    check "<$lib> is included only in its homes" "$(grep -nE "#include <$lib" $(src $floors include) | grep -vE "^$home")"
done
check "nobody but cli/ ends the process or prints, but for memory that is out and WN_ASSERT" \
    "$(grep -nE '\b(exit|abort|printf|fprintf|puts|putchar)\(' $(src $(echo "$floors" | sed "s/ cli//")) | grep -vE 'snprintf|core/base.c' )"
check "only cli/say.c writes to a terminal, where what steers one is shown and not sent" \
    "$(grep -nE '\b(v?f?printf|f?puts|putchar|f?putc|fwrite|json_dump(f|fd|_file|_callback)?|perror|psignal)\(' cli/*.c | grep -v '^cli/say.c')"
check "what a value is does not hang on the locale of the process" \
    "$(grep -nE '\b(strn?casecmp|strcoll|(to|is)(upper|lower|alpha|alnum|digit|space|punct|print)|strtod|atof|setlocale|localeconv)\(' \
    $(src core transforms linkage) | grep -v '^core/sentences.c')"
check "every test may be run" "$(find tests -name '*.t' ! -perm -u+x)"
check "no two files have one name" \
    "$(src $floors include tests tools examples | sed 's|.*/||' | sort | uniq -d)"
check "no file is longer than 600 lines" "$(src $floors include tests tools | xargs wc -l | awk '$1 > 600 && $2 != "total"')"
check "no line of a shell script is longer than 160 characters" \
    "$(grep -nE '^.{161}' $(find tests tools -name '*.t' -o -name '*.sh') | cut -c1-100)"
headers=$(src include $floors | grep '\.h$')
if command -v "${CC:-cc}" >/dev/null; then
    flags="-D_GNU_SOURCE -Iinclude -I. -I${BUILD:-build}/gen $(pkg-config --cflags libxml-2.0 libpq 2>/dev/null)"
    check "every header compiles alone" \
        "$(echo "$headers" | xargs -P "$(nproc)" -n 1 ${CC:-cc} -std=c17 $flags -fsyntax-only -x c 2>&1 | head -20)"
fi
public=$(grep -l 'extern "C"' include/winnow/*.h)
if command -v "${CXX:-g++}" >/dev/null; then
    check "every public header compiles alone as C++" "$(echo "$public" |
        xargs -n 1 ${CXX:-g++} -std=c++17 -Wall -Wextra -Wpedantic -Iinclude -fsyntax-only -x c++ 2>&1 | head -20)"
else n=$((n + 1)); echo "ok $n - every public header compiles alone as C++ # skip no ${CXX:-g++} here"; fi
long=$(for f in $(find $floors -name '*.c'); do awk -v f="$f" '
    /^[a-z].*\)$/ || /^    .*\)$/ { head = $0 }
    /^\{$/ { start = FNR; name = head }
    /^\}$/ { if (start && FNR - start > 60) print f ":" start " " name " " FNR - start " lines"; start = 0 }' "$f"; done)
check "no function is longer than 60 lines" "$long"
# A ring: a header that reaches itself through its includes.
check "no ring of includes" "$(for h in $headers; do
    sed -n 's/^#include "\([^"]*\.h\)".*/\1/p' "$h" | while read -r x; do
        for at in "${h%/*}/$x" "include/$x" "$x"; do [ -e "$at" ] && { echo "$h $at"; break; }; done
    done; done | tsort 2>&1 >/dev/null)"
# What the objects of the build use of each other; first, of three that are made up.
arrows() { awk -v floors="${floors% cli} commands/draft cli" -f tests/arrows.awk | sort; }
seen=$(printf '%s\n' 'core/a.o: f T 0 1' 'core/a.o: g U' 'core/b.o: g T 0 1' 'core/b.o: f U' \
    'core/b.o: h U' 'run/c.o: h T 0 1' | arrows | grep -v ' no symbols seen$')
check "arrows up and rings are seen where there are some" \
    "$([ "$seen" = "ring core: a b
up core/b.o -> run/c.o: h" ] || echo "$seen (seen)")"
objects=$(for floor in $floors commands/draft; do for f in "$floor"/*.c; do echo "${f%.c}.o"; done; done)
arrows=$( (cd "${BUILD:-build}" && nm -A -P $objects) 2>&1 | arrows)
check "no symbol of a floor above is used" "$(echo "$arrows" | sed -n 's/^up //p')"
check "no ring of files within a folder" "$(echo "$arrows" | sed -n 's/^ring //p')"
echo "1..$n"
exit $bad
