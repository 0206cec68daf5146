#!/bin/sh
# oracle.sh BUILD PHONE-VERSION COUNT - our values beside the libraries that know
# them best. Not part of `make test`: it wants C++ and libphonenumber.
build=$1 version=$2 count=$3 bad=0
committed=$(sed -n 's/^# version\t//p' transforms/phone_plans.tsv)
newest=$(printf '%s\n%s\n' "$committed" "$version" | sort -V | tail -1)
if [ "$newest" = "$committed" ]; then
    echo "phone plans: $committed, as new as the library here ($version)"
else
    echo "phone plans: $committed; the library here is newer ($version): make phone-plans"
    bad=1
fi
"$build/oracle/phone" "$count" 1 || bad=1
"$build/oracle/dates" "$count" || bad=1
if command -v opencc >/dev/null 2>&1; then
    python3 tests/oracle/scripts.py "$build/winnow" || bad=1
else
    echo "scripts: skipped, opencc is not installed"
fi
exit $bad
