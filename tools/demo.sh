#!/bin/sh
# demo.sh WINNOW - migrate the sample company of samples/ into clean.db.
# Three systems, one database: a Salesforce export, a Chinese list, an ERP's XML.
rm -f clean.db
"$1" run samples/salesforce.xml samples/chinese.xml samples/erp.xml \
    --to clean.db --out runs/demo --as-of 2026-10-01
code=$?
[ $code -le 2 ] || exit $code
echo
echo "Open runs/demo/report.en.html (or report.zh-CN.html), and clean.db with any SQLite browser."
echo "Or decide in a browser which records are the same (Ctrl-C ends it):"
echo "    $1 serve samples/salesforce.xml samples/chinese.xml samples/erp.xml --db clean.db"
