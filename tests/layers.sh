#!/bin/sh
# layers.sh - the rules of the house, checked. TAP.
#
#   cli          -> anything
#   pipeline     -> include, its own folder
#   transforms   -> include, its own folder
#   checks       -> include, its own folder
#   core         -> include, its own folder
# And each foreign library has its homes.
n=0 bad=0
check() { # rule, offending lines
    n=$((n + 1))
    if [ -z "$2" ]; then echo "ok $n - $1"; else
        echo "not ok $n - $1"; echo "$2" | sed 's/^/# /'; bad=1
    fi
}
src() { find "$@" -name '*.[ch]'; }
[ "$(src core transforms checks pipeline cli include | wc -l)" -gt 60 ] || { echo "not ok 1 - the tree is here"; echo 1..1; exit 1; }
check "nobody includes cli/" "$(grep -nE '#include "(\.\./)*cli' $(src core transforms checks pipeline include))"
check "no include climbs out of its folder" "$(grep -nE '#include "(\.\./|[0-9]+-|core/|pipeline/|transforms/|checks/)' $(src core transforms checks pipeline cli include))"
check "stages reach other stages through no symbol" "$(for d in pipeline/[0-9]*-*; do
    me=${d##*-}; grep -nE 'wn_stage_[a-z]+' $(src "$d") | grep -vE "wn_stage_($me|class)\b"; done)"
check "headers in include/ name no stage" "$(grep -nE 'wn_stage_(read|map|normalize|validate|match|merge|load|report)\b' include/winnow/*.h)"
for pair in 'csv.h:(pipeline/1-read|core/mapping/list.c)' 'sqlite3.h:(pipeline/7-load/sqlite|pipeline/1-read/sqlite.c)' 'libpq-fe.h:(pipeline/7-load/postgres|pipeline/1-read/postgres.c)' \
    'libxml/:(pipeline/1-read/|core/mapping/xml.c|cli/)' 'unicode/:(core/encoding|core/idn.c|core/zone.c|tools/)' \
    'jansson.h:(pipeline/1-read/json(_scan)?.c|pipeline/2-map|pipeline/5-match/saved.c|pipeline/7-load|pipeline/8-report|cli/)' 'nettle/:(core/file.c|core/mask.c|pipeline/1-read|pipeline/2-map)' \
    'zip.h:pipeline/1-read/package.c' 'xlsxwriter.h:pipeline/8-report/sheet.h' 'pcre2.h:checks/pattern.c' 'pthread.h:pipeline/pipeline.c'; do
    lib=${pair%%:*} home=${pair#*:}
    check "<$lib> is included only in its homes" "$(grep -nE "#include <$lib" $(src core transforms checks pipeline cli include) | grep -vE "^$home")"
done
check "nobody but cli/ ends the process or prints, but for memory that is out and WN_ASSERT" \
    "$(grep -nE '\b(exit|abort|printf|fprintf|puts|putchar)\(' $(src core transforms checks pipeline) | grep -vE 'snprintf|core/base.c' )"
check "only cli/say.c writes to a terminal, where what steers one is shown and not sent" \
    "$(grep -nE '\b(v?f?printf|f?puts|putchar|f?putc|fwrite|json_dump[a-z]*|perror|psignal)\(' cli/*.c | grep -v '^cli/say.c')"
check "no file is longer than 600 lines" "$(src core transforms checks pipeline cli include tests tools | xargs wc -l | awk '$1 > 600 && $2 != "total"')"
if command -v "${CC:-cc}" >/dev/null; then
    check "every public header compiles alone" "$(for h in include/winnow/*.h; do
        echo "#include \"${h#include/}\"" | ${CC:-cc} -std=c17 -D_GNU_SOURCE -Iinclude -fsyntax-only -x c - 2>&1 | head -3; done)"
fi
long=$(for f in $(find core transforms checks pipeline cli -name '*.c'); do awk -v f="$f" '
    /^[a-z].*\)$/ || /^    .*\)$/ { head = $0 }
    /^\{$/ { start = FNR; name = head }
    /^\}$/ { if (start && FNR - start > 60) print f ":" start " " name " " FNR - start " lines"; start = 0 }' "$f"; done)
check "no function is longer than 60 lines" "$long"
# A ring: a header that reaches itself through its includes.
check "no ring of includes" "$(for h in include/winnow/*.h; do b=${h#include/}
    seen= next=$b
    while [ -n "$next" ]; do
        new=
        for x in $next; do for y in $(sed -n 's/^#include "\(winnow[^"]*\.h\)".*/\1/p' "include/$x"); do
            [ "$y" = "$b" ] && echo "$b -> ... -> $x"
            case " $seen " in *" $y "*) ;; *) seen="$seen $y"; new="$new $y" ;; esac
        done; done
        next=$new
    done; done)"
echo "1..$n"
exit $bad
