#!/bin/sh
# valgrind.sh BUILD UNIT-TESTS... - unit tests and the sample company under valgrind.
build=$1; shift
check() { valgrind -q --error-exitcode=99 --leak-check=full "$@" >/dev/null; [ $? != 99 ] || { echo "valgrind: $*"; exit 1; }; }
for t in "$@"; do check "$t"; done
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
check "$build/winnow" run samples/salesforce.xml samples/chinese.xml samples/erp.xml --to "$dir/a.db" --out "$dir/o"
check "$build/winnow" run samples/salesforce.xml --to "$dir/a.db" --out "$dir/o"
check "$build/winnow" check samples/salesforce.xml
check "$build/winnow" explain
echo "valgrind: clean"
