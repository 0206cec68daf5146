# lib.sh - TAP for shell tests. Source it; end with `done_testing`.
: "${WINNOW:=$PWD/build/winnow}"
tests=0 bad=0
tmp=$(mktemp -d) && trap 'chmod -R u+w "$tmp" 2>/dev/null; rm -rf "$tmp"' EXIT
pass() { tests=$((tests + 1)); echo "ok $tests - $1"; }
fail() { tests=$((tests + 1)); bad=1; echo "not ok $tests - $1"; shift; printf '%s\n' "$@" | sed 's/^/# /'; }
skip() { tests=$((tests + 1)); echo "ok $tests - $1 # skip $2"; }
# is WHAT-A-USER-LOSES GOT WANTED
is() { if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "got:    $2" "wanted: $3"; fi; }
# same NAME FILE-GOT FILE-WANTED
same() { if diff "$3" "$2" >"$tmp/diff" 2>&1; then pass "$1"; else fail "$1" "$(head -n 40 "$tmp/diff")"; fi; }
# has NAME FILE TEXT
has() { if grep -qF -- "$3" "$2"; then pass "$1"; else fail "$1" "no \"$3\" in:" "$(head -n 20 "$2")"; fi; }
hasnt() { if grep -qF -- "$3" "$2"; then fail "$1" "\"$3\" is in $2"; else pass "$1"; fi; }
# ends NAME CODE COMMAND... - run it, keep stdout in $tmp/out and stderr in $tmp/err
ends() {
    _name=$1 _want=$2; shift 2
    "$@" >"$tmp/out" 2>"$tmp/err" </dev/null; _code=$?
    if [ "$_code" = "$_want" ]; then pass "$_name"
    else fail "$_name" "exit $_code, wanted $_want" "$(head -n 12 "$tmp/err")"; fi
}
# json FILE EXPRESSION - of Python, about what is in the file (- is stdin), which is h
json() { python3 -c 'import json, sys; h = json.load(open(0 if sys.argv[1] == "-" else sys.argv[1])); print(eval(sys.argv[2]))' "$@"; }
q() { sqlite3 "$@" 2>&1; }
# Everything in a target that a second run of the same export must not change.
dump() {
    for t in account contact deal winnow_source winnow_lineage winnow_refused winnow_pair winnow_finding winnow_health; do
        echo "== $t"; sqlite3 "$1" "select * from $t" 2>/dev/null
    done
}
done_testing() { echo "1..$tests"; exit $bad; }
