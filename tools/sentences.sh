#!/bin/sh
# sentences.sh BUILD [FILE.c ...] - do the arguments at call sites fit their sentences? Each
# file that says something is read by the compiler with words that are their sentences
# (WN_WORDS in words.h), once in each language; nothing is built. Without files: the tree.
# A sentence that comes by a variable cannot be looked at; those calls are told.
build=$1; shift
export build CC="${CC:-cc}"
out=$(mktemp -d) && trap 'rm -rf "$out"' EXIT
export out
FLAGS="-std=c17 -D_GNU_SOURCE -DWINNOW_VERSION=\"0\" -Iinclude -I$build/gen -I. -pthread \
    $(pkg-config --cflags libxml-2.0 icu-i18n icu-uc sqlite3 jansson nettle libzip libpq libpcre2-8 xlsxwriter | sed 's/-I/-isystem /g') \
    -Wformat=2 -Wno-format-nonliteral -Werror=format"
export FLAGS
# one LANG FILE; runs of words are counted through from their first, which stands for all
# shellcheck disable=SC2016
one='at=$out/$1.$(echo "$2" | tr / _)
    { echo "# 1 \"$2\""; sed "s/\(WN_SAY_[A-Z_0-9]*\) + (wn_word)/\1 + 0 * (size_t)/g" "$2"; } >"$at.c"
    code=0; $CC $FLAGS -DWN_WORDS="\"$out/$1.words\"" -I"$(dirname "$2")" -fsyntax-only "$at.c" >"$at.said" 2>&1 || code=$?
    echo $code >"$at.code"'
folders='audit checks cli commands core headings health linkage model readers report run stages target transforms workbook'
# shellcheck disable=SC2086
[ $# -gt 0 ] || set -- $(grep -lE 'WN_SAY_|wn_word' -r $folders --include='*.c' | grep -v '^core/sentences\.c$')
languages=$(sed -n 's/^LANGUAGE_BEGIN(\(.*\))/\1/p' "$build/gen/languages.inc")
for l in $languages; do
    sed -n "/^LANGUAGE_BEGIN($l)/,/^LANGUAGE_END/{/^SAY/p}" "$build/gen/languages.inc" >"$out/$l.words"
done
for f in "$@"; do for l in $languages; do echo "$l $f"; done; done | xargs -P "$(nproc)" -n 2 sh -c "$one" one
good=$(cat "$out"/*.code | grep -c '^0$'); bad=$(cat "$out"/*.code | grep -vc '^0$')
for f in "$out"/*.code; do [ "$(cat "$f")" = 0 ] || cat "${f%.code}.said"; done
echo "$good passed, $bad failed"
[ "$bad" = 0 ] && [ "$good" -gt 0 ]
