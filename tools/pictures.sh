#!/bin/sh
# pictures.sh - makes the pictures of the tutorial, docs/pictures/NAME.LANG.png: follows the
# tutorial in both languages, and draws what a reader sees then. Needs LibreOffice, Chromium,
# poppler-utils and python3-openpyxl. Called by: make pictures
set -eu
BUILD=$PWD/build root=$PWD out=$PWD/docs/pictures SAMPLES=$PWD/samples/tutorial PATH=$PWD/build:$PATH
export SAMPLES
PAGES='files columns loaded pairs'
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
mkdir -p "$out" "$tmp/truth"
/usr/bin/python3 samples/tutorial/make.py "$tmp/truth" --truth

. tests/pages/tools.sh
[ -z "$lacks" ] || { echo "pictures of the page: $lacks" >&2; exit 1; }

# one NAME WORKBOOK SHEET ROWS HEIGHT DPI: the first rows of a sheet, as LibreOffice prints them
one() {
    /usr/bin/python3 - "$2" "$3" "$4" one.xlsx <<'P'
import sys, openpyxl
path, wanted, rows, to = sys.argv[1:]
book = openpyxl.load_workbook(path)
for s in book.worksheets:
    if s.title != wanted: book.remove(s)
s = book[wanted]
s.delete_rows(int(rows) + 1, s.max_row)
s.oddFooter.left.text = s.oddFooter.right.text = ""
s._print_area = None
s.auto_filter.ref = None
book.save(to)
P
    soffice --headless --convert-to pdf one.xlsx >/dev/null 2>&1
    pdftoppm -r "$6" -f 1 -l 1 -x 40 -y 50 -W 1180 -H "$5" -png -singlefile one.pdf "$out/$1"
}
page() { # NAME FILE
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1000,900 --screenshot="$out/$1.png" "file://$PWD/$2" >/dev/null 2>&1
}
second() { /usr/bin/python3 -c "import openpyxl, sys; print(openpyxl.load_workbook(sys.argv[1]).sheetnames[int(sys.argv[2])])" "$1" "$2"; }
for lang in en zh; do
    mkdir "$tmp/$lang" && cp -r "$tmp/truth" "$tmp/$lang/truth" && cd "$tmp/$lang"
    case $lang in en) text=tutorial.md locale=en_GB code=en ;; zh) text=tutorial.zh.md locale=zh_CN code=zh-CN ;; esac
    LC_ALL='' LANG=$locale.UTF-8 winnow draft "$SAMPLES"/*.xlsx -o drafted.xlsx >/dev/null
    LC_ALL='' LANG=$locale.UTF-8 /usr/bin/python3 -X utf8 "$root/tests/flow/tutorial.py" "$root/docs/$text" "$PWD" >/dev/null
    one mapping.$lang drafted.xlsx Customers 13 380 112
    one values.$lang map.xlsx "$(second map.xlsx 6)" 16 310 90
    winnow run map.xlsx --in export --to again.db --out again >/dev/null || true
    one pairs.$lang again/pairs.xlsx "$(second again/pairs.xlsx 2)" 15 330 165
    one worklist.$lang second/worklists.xlsx "$(second second/worklists.xlsx 1)" 12 190 120
    page report.$lang first/report.$code.html
    cd "$root"
    # the page, as a newcomer goes through it
    mkdir "$tmp/room.$lang" "$tmp/shots.$lang" && cp "$SAMPLES"/*.xlsx "$tmp/room.$lang"
    winnow serve "$tmp/room.$lang" --lang "$lang" >"$tmp/address" & server=$!
    for i in 1 2 3 4 5 6 7 8 9 10; do grep -q http "$tmp/address" && break; sleep .2; done
    node tests/pages/journey.mjs "$tools" "$chromium" "$(grep -o 'http://[^ ]*' "$tmp/address")" script "$lang" "$tmp/shots.$lang" >/dev/null
    kill -INT "$server"; wait "$server" || true
    for name in $PAGES; do cp "$tmp/shots.$lang/$name-script-$lang-1280.png" "$out/page-$name.$lang.png"; done
done
