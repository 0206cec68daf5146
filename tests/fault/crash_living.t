#!/bin/sh
# crash_living.t - kill -9 and failing system calls while a target that has records is changed:
# if these fail, a power cut costs what was there before. TAP.
. tests/fault/crash.sh
sweep "a living target" "$tmp/old.db"
done_testing
