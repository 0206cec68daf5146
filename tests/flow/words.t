#!/bin/sh
# words.t - the sentences of words.def get the arguments that they ask for, in both
# languages: else somebody reads garbage, or nothing at all. TAP.
. tests/lib.sh
write() { # NAME LINES...
    { printf '#include "winnow/error.h"\n#include "winnow/mapping.h"\n#include <stdio.h>\nvoid f(wn_error *err, wn_diags *d, wn_buf *out, wn_str s, size_t n, int one);\nvoid f(wn_error *err, wn_diags *d, wn_buf *out, wn_str s, size_t n, int one)\n{\n    (void)err, (void)d, (void)out, (void)s, (void)n, (void)one;\n'
      shift; printf '    %s\n' "$@"; echo '}'; } >"$tmp/some.c"
    tools/sentences.sh "$BUILD" "$tmp/some.c" >"$tmp/said" 2>&1
}
write good 'wn_fail(err, WN_E_SOURCE, WN_SAY_CANNOT_OPEN, "a", "b");' 'printf(wn_say(err->lang, one ? WN_SAY_OPTION_CLOSE : WN_SAY_COMMAND_CLOSE), "a", WN_FMT(s));'
is "arguments that fit are taken, in two languages" "$? $(tail -n 1 "$tmp/said")" "0 2 passed, 0 failed"
for wrong in 'wn_fail(err, WN_E_SOURCE, WN_SAY_CANNOT_OPEN, 5, "b");' 'wn_fail(err, WN_E_SOURCE, WN_SAY_CANNOT_OPEN, "a");' \
    'wn_error_hint(err, WN_SAY_PLAIN, 5);' 'wn_diag_add(d, "f", 1, 1, 1, s, WN_SAY_MAP_EMPTY, s.ptr);' \
    'printf(wn_say(err->lang, WN_SAY_OPTION_CLOSE), "a", n, s.ptr);' 'wn_buf_format(out, wn_say(err->lang, WN_SAY_FILE_TOO_BIG), "a", one);' \
    'printf(wn_say(err->lang, one ? WN_SAY_PLAIN : WN_SAY_OPTION_CLOSE), "a");' 'printf(wn_say(err->lang, WN_SAY_LOADED + (wn_word)one), one); wn_fail(err, WN_E_SOURCE, WN_SAY_PLAIN, one);'; do
    write wrong "$wrong"
    is "a wrong argument is an error: $wrong" "$? $(tail -n 1 "$tmp/said")" "1 0 passed, 2 failed"
done
tools/sentences.sh "$BUILD" >"$tmp/said" 2>&1; code=$?
is "every call of the tree fits its sentence" "$code $(sed -n 's/^[0-9]* passed, //p' "$tmp/said")" "0 0 failed"
[ $code = 0 ] || head -n 20 "$tmp/said" | sed 's/^/# /'
is "and there are many of them" "$([ "$(sed -n 's/ passed,.*//p' "$tmp/said")" -gt 150 ] && echo yes)" yes
done_testing
