#!/bin/sh
# serve.t (pages) - a newcomer's way through the page of winnow serve, in a browser: with a
# script and without, in both languages, on a screen and on a phone. If this fails, somebody
# who does not type commands is stuck, or decides what is not written down. TAP.
. tests/lib.sh
. tests/pages/tools.sh
root=$PWD
[ -z "$lacks" ] || { skip "the page of winnow serve in a browser" "$lacks"; done_testing; exit; }
server=
trap 'kill -9 "$server" 2>/dev/null; rm -rf "$tmp"' EXIT
cd "$tmp" || exit 99
# journey NAME LANG WAY: through the folder NAME
journey() {
    "$WINNOW" serve "$1" --lang en >address 2>said & server=$!
    for i in 1 2 3 4 5 6 7 8 9 10; do grep -q http address && break; sleep .2; done
    node "$root/tests/pages/journey.mjs" "$tools" "$chromium" "$(grep -o 'http://[^ ]*' address)" "$3" "$2" $SHOTS >looks 2>errors
    kill -INT "$server"; wait "$server"
    is "$1 $2 $3: the whole way was gone" "$(cat errors; grep -c 'finds no fault' looks)" 1
    while IFS='|' read -r how what why; do
        case $how in
        pass) pass "$1 $2 $3: $what" ;;
        fail) fail "$1 $2 $3: $what" "$why" ;;
        decided) is "$1 $2 $3: the answers stand in decisions.csv" \
            "$(sed 1d "$1/decisions.csv" | cut -d, -f1,2 | LC_ALL=C sort | tr '\n' ' ')" "$what " ;;
        esac
    done <looks
    [ "$1" != linked ] || is "$1 $2 $3: links of five files were looked at" "$(grep -c 'five linked files' looks)" 1
    [ "$1" = linked ] || is "$1 $2 $3: pairs were decided" "$(grep -c '^decided' looks)" 1
    is "$1 $2 $3: and nothing in a log" "$(cat said)" ""
}
for way in 'book en script' 'book2 zh plain' 'linked zh script'; do
    set -- $way
    mkdir "$1"
    case $1 in
    linked) for f in Account Contact Opportunity Case User; do cp "$root/samples/packs/salesforce/$f.csv" "$1"; done ;;
    *) cp "$root"/samples/tutorial/*.xlsx "$1" ;;
    esac
    journey "$@"
done
done_testing
