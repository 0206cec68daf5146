#!/bin/sh
# words.t - every language says every sentence, and the sentences get the arguments that they
# ask for: else somebody reads garbage, or nothing at all. TAP.
. tests/lib.sh
printf 'WORD(A)\nWORD(B) /* in order */\n' >"$tmp/words.def"
printf '# remark\n\nA "%%s: %%zu %%%%"\nB "b"\n' >"$tmp/en.txt"
told() { # NAME ROWS WANTED
    printf "$2" >"$tmp/de.txt"
    is "$1" "$(awk -f tools/languages.awk "$tmp/words.def" "$tmp/en.txt" "$tmp/de.txt" 2>&1 >/dev/null | sed "s|$tmp/||g"; \
        awk -f tools/languages.awk "$tmp/words.def" "$tmp/en.txt" "$tmp/de.txt" >/dev/null 2>&1; echo $?)" "$3"
}
told "a language that says all is taken" 'B "\\"b\\n"\nA "%%%% %%s %%zu"\n' 0
told "a sentence that is missing is named" 'A "%%s %%zu"\n' 'de.txt: B is not said
1'
told "and one that is none" 'A "%%s %%zu"\nB "b"\nC "c"\n' 'de.txt:3: C is no sentence of words.def
1'
told "and one that is said twice" 'A "%%s %%zu"\nB "b"\nB "c"\n' 'de.txt:3: B is said twice
1'
told "and one with other arguments" 'A "%%zu: %%s"\nB "b"\n' 'de.txt:1: A takes "%zu%s", and in en.txt "%s%zu"
1'
told "and what is no row" 'A "%%s %%zu"\nB "a "b""\nB ""\nB "b"\n' 'de.txt:2: a row is NAME "text"
de.txt:3: a row is NAME "text"
1'
write() { # NAME LINES...
    { printf '#include "core/fail.h"\n#include "core/mapping.h"\n#include <stdio.h>\n'\
'void f(wn_error *err, wn_diags *d, wn_buf *out, wn_str s, size_t n, int one);\n'\
'void f(wn_error *err, wn_diags *d, wn_buf *out, wn_str s, size_t n, int one)\n{\n    (void)err, (void)d, (void)out, (void)s, (void)n, (void)one;\n'
      shift; printf '    %s\n' "$@"; echo '}'; } >"$tmp/some.c"
    tools/sentences.sh "$BUILD" "$tmp/some.c" >"$tmp/said" 2>&1
}
write good 'wn_fail(err, WN_E_SOURCE, WN_SAY_CANNOT_OPEN, "a", "b");' \
    'printf(wn_say(err->lang, one ? WN_SAY_OPTION_CLOSE : WN_SAY_COMMAND_CLOSE), "a", WN_FMT(s));'
code=$? languages=$(ls languages/*.txt | wc -l | tr -d ' ')
is "arguments that fit are taken, in each language" "$code $(tail -n 1 "$tmp/said")" "0 $languages passed, 0 failed"
for wrong in 'wn_fail(err, WN_E_SOURCE, WN_SAY_CANNOT_OPEN, 5, "b");' 'wn_fail(err, WN_E_SOURCE, WN_SAY_CANNOT_OPEN, "a");' \
    'wn_error_hint(err, WN_SAY_PLAIN, 5);' 'wn_diag_add(d, "f", 1, 1, 1, s, WN_SAY_MAP_EMPTY, s.ptr);' \
    'printf(wn_say(err->lang, WN_SAY_OPTION_CLOSE), "a", n, s.ptr);' 'wn_buf_format(out, wn_say(err->lang, WN_SAY_FILE_TOO_BIG), "a", one);' \
    'printf(wn_say(err->lang, one ? WN_SAY_PLAIN : WN_SAY_OPTION_CLOSE), "a");' \
    'printf(wn_say(err->lang, WN_SAY_LOADED + (wn_word)one), one); wn_fail(err, WN_E_SOURCE, WN_SAY_PLAIN, one);'; do
    write wrong "$wrong"
    is "a wrong argument is an error: $wrong" "$? $(tail -n 1 "$tmp/said")" "1 0 passed, $languages failed"
done
tools/sentences.sh "$BUILD" >"$tmp/said" 2>&1; code=$?
is "every call of the tree fits its sentence" "$code $(sed -n 's/^[0-9]* passed, //p' "$tmp/said")" "0 0 failed"
[ $code = 0 ] || head -n 20 "$tmp/said" | sed 's/^/# /'
is "and there are many of them" "$([ "$(sed -n 's/ passed,.*//p' "$tmp/said")" -gt 150 ] && echo yes)" yes
done_testing
