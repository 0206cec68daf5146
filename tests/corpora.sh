#!/bin/sh
# corpora.sh WINNOW DIR - third-party cases, where DIR/corpora has them: how many
# winnow gets right. Figures to measure by; nothing here is part of the tests.
winnow=$1 dir=$2/corpora
[ -d "$dir" ] || { echo "no corpora in \"$2\": make check-corpora CORPORA=DIR"; exit 0; }
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
score() { printf '%-34s %d of %d\n' "$1" "$2" "$3"; }

# XML: what is not well-formed, or has a DTD, is refused; nothing else is read
good=0 all=0
for f in "$dir"/xml/bombs/*.xml "$dir"/xml/xmlconf/xmltest/not-wf/sa/*.xml; do
    [ -f "$f" ] || continue
    all=$((all + 1))
    timeout 20 "$winnow" cat "$f" >/dev/null 2>&1; [ $? = 4 ] && good=$((good + 1))
done
[ $all = 0 ] || score "xml: hostile or broken, refused" $good $all

command -v python3 >/dev/null && python3 tests/corpora_read.py "$winnow" "$2" && python3 tests/corpora_values.py "$winnow" "$2"
