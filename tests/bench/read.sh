#!/bin/sh
# read.sh BUILD [FILE...] - CPU time of the readers: of delimited text beside bare libcsv, of
# winnow cat on a workbook beside unzip -p and, where it is, xlsx2csv, in one run. Without
# files a workbook, an XML and a CSV of made-up people are written first.
build=$1; shift
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
if [ $# = 0 ]; then
    awk -v rows="${ROWS:-1000000}" -f tests/bench/people.awk >"$tmp/p.csv"
    python3 tests/bench/workbook.py "$tmp/p.csv" 200000 "$tmp"
    set -- "$tmp/p.csv" "$tmp/p.xlsx" "$tmp/p.xml"
fi
"$build/tests/read" "$@"
use() { # NAME COMMAND...
    n=$1; shift
    python3 - "$n" "$@" <<'P'
import os, resource, subprocess, sys
subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL)
u = resource.getrusage(resource.RUSAGE_CHILDREN)
print("%-10s %6.2f s  %4d MB" % (sys.argv[1], u.ru_utime + u.ru_stime, u.ru_maxrss // 1024))
P
}
for f in "$@"; do
    case $f in
    *.xlsx)
        use winnow "$build/winnow" cat "$f"
        use unzip unzip -p "$f" 'xl/worksheets/*' xl/sharedStrings.xml
        ! command -v xlsx2csv >/dev/null || use xlsx2csv xlsx2csv "$f" ;;
    esac
done
