#!/bin/sh
# oracle.sh BUILD PHONE-VERSION COUNT - our values beside the libraries that know
# them best. Not part of `make test`: it wants C++ and libphonenumber.
build=$1 version=$2 count=$3 bad=0
echo "phone plans: $(sed -n 's/^# version\t//p' transforms/phone_plans.tsv), read by libphonenumber $version as by winnow"
"$build/oracle/phone" "$count" 1 || bad=1
"$build/oracle/dates" "$count" || bad=1
if command -v opencc >/dev/null 2>&1; then
    python3 tests/oracle/scripts.py "$build/winnow" || bad=1
else
    echo "scripts: skipped, opencc is not installed"
fi
exit $bad
