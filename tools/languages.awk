# languages.awk - the sentences of each language as rows of C, or what is wrong with them:
#     awk -f tools/languages.awk core/words.def languages/*.txt
# A language says every name of words.def once, and nothing else, with the arguments that
# the English has. Its rows are NAME "text", as C writes a text; # begins a remark.
function wrong(what) { print FILENAME ":" FNR ": " what > "/dev/stderr"; bad = 1 }
# "%s: %zu %%" -> "%s%zu"
function arguments(text,    all) {
    gsub(/%%/, "", text)
    while (match(text, /%[-+ #0-9.*]*(hh|h|ll|l|z|j|t)?[A-Za-z]/)) {
        all = all substr(text, RSTART, RLENGTH)
        text = substr(text, RSTART + RLENGTH)
    }
    return all (index(text, "%") ? "%" : "")
}
function finish(    i) {
    for (i = 1; i <= count && code; i++)
        if (!((code, names[i]) in said)) {
            print file ": " names[i] " is not said" > "/dev/stderr"; bad = 1
        }
    if (code) print "LANGUAGE_END;"
}
FNR == 1 && NR > 1 {
    finish()
    code = file = FILENAME; sub(/.*\//, "", code); sub(/\.txt$/, "", code)
    print "LANGUAGE_BEGIN(" code ")"
}
!code { if (/^WORD\(/) { sub(/^WORD\(/, ""); sub(/\).*/, ""); names[++count] = $0; known[$0] = 1 } next }
/^(#.*)?$/ { next }
!/^[A-Z0-9_]+ "([^"\\]|\\.)+"$/ { wrong("a row is NAME \"text\""); next }
{
    name = $1; text = substr($0, length(name) + 2)
    if (!(name in known)) wrong(name " is no sentence of words.def")
    if ((code, name) in said) wrong(name " is said twice")
    said[code, name] = 1
    asks = arguments(text)
    if (!(name in wants)) { wants[name] = asks; first[name] = FILENAME }
    else if (asks != wants[name])
        wrong(name " takes \"" asks "\", and in " first[name] " \"" wants[name] "\"")
    print "SAY(" name ", " text ")"
}
END { finish(); exit bad }
