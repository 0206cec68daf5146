#!/bin/sh
# pages.t - reports as people see them: in a browser, on a phone, in the dark, on paper. If
# this fails, a director cannot read them, or reads what is not so. TAP.
#
# axe-core comes from npm when the test runs (make check-pages); without it, or without
# chromium, what they would look at is skipped.
. tests/lib.sh
. tests/pages/tools.sh
root=$PWD
# ---- thirteen months, a migration, and one without a mapping
python3 samples/health/make.py "$tmp/data"
for m in "$tmp"/data/*; do
    (cd "$tmp" && "$WINNOW" health "$root/samples/health/mapping.xml" --in "$m" --period "${m##*/}" --out "year/${m##*/}" --lang zh >/dev/null 2>&1)
done
"$WINNOW" run samples/salesforce.xml samples/chinese.xml samples/erp.xml --to "$tmp/clean.db" --out "$tmp/demo" --as-of 2026-10-01 >/dev/null 2>&1
"$WINNOW" run "$tmp/data/2026-10/联系人.csv" --to "$tmp/draft.db" --out "$tmp/draft" --as-of 2026-10-31 --lang zh >/dev/null 2>&1
"$WINNOW" explain --mapping samples/salesforce.xml --lang zh -o "$tmp/standard.html" >/dev/null 2>&1
"$WINNOW" explain --mapping samples/chinese.xml --lang en --diff -o "$tmp/changes.html" >/dev/null 2>&1

# ---- in a browser
mkdir "$tmp/out"
cd "$tmp" || exit 1
set -- year/2026-10/report.*.html demo/report.*.html draft/report.zh-CN.html year/index.en.html year/index.zh-CN.html ./standard.html ./changes.html
is "the pages are there" "$(ls "$@" | wc -l)" 9
[ -z "$lacks" ] || { skip "pages in a browser" "$lacks"; done_testing; exit; }
node "$root/tests/pages/browser.mjs" "$chromium" "$axe" "$tmp/out" "$@" >looks 2>errors
is "the browser looked at all of them" "$(cat errors; cut -d'|' -f2 looks | grep -c 'links within')" "$#"
while IFS='|' read -r how what why; do
    if [ "$how" = pass ]; then pass "$what"; else fail "$what" "$why"; fi
done <looks

# ---- on paper
if command -v pdftotext >/dev/null; then
    for pdf in out/*.pdf; do
        name=${pdf#out/} name=${name%.pdf}
        printed=$(python3 "$root/tests/pages/printed.py" "${pdf%.pdf}")
        is "$name on paper: A4, no heading last on a page, and what was folded is there" "${printed#*|}" "A4|none|all"
        case $name in 2026-10.*) is "$name on paper has at most 8 pages" "$([ "${printed%%|*}" -le 8 ] && echo yes || echo "${printed%%|*}")" yes ;; esac
    done
else skip "pages on paper" "no pdftotext"; fi
done_testing
