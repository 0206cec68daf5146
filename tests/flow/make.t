#!/bin/sh
# make.t - what a newcomer's first command does. TAP.
. tests/lib.sh
is "deps says nothing where all is there" "$(tools/deps.sh dpkg 2>&1)" ""
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
    mkdir "$tmp/bin" && for c in dpkg-query grep id sh; do ln -s "$(command -v $c)" "$tmp/bin/$c"; done
    cp tools/deps.sh "$tmp/" && chmod -R a+rX "$tmp"
    PATH="$tmp/bin" "$(command -v setpriv)" --reuid 65534 --clear-groups "$tmp/bin/sh" "$tmp/deps.sh" no-such-package >"$tmp/out" 2>"$tmp/err"
    is "without root and sudo it fails" $? 1
    has "and prints the line to run" "$tmp/err" "apt-get install -y --no-install-recommends no-such-package"
fi
make -s install DESTDIR="$tmp/d" PREFIX=/usr BUILD="${BUILD#$PWD/}" >"$tmp/log" 2>&1
for f in bin/winnow share/man/man1/winnow.1 share/winnow/mappings/crm.model.xml; do
    [ -s "$tmp/d/usr/$f" ] && pass "install puts $f there" || fail "install puts $f there" "$(cat "$tmp/log")"
done
make -s uninstall DESTDIR="$tmp/d" PREFIX=/usr >/dev/null 2>&1
is "uninstall takes everything away" "$(find "$tmp/d" -type f)" ""
ends "help lists the targets" 0 make -s help
for t in all demo test check-hard check-valgrind check-corpora bench fuzz install uninstall dist; do
    is "target $t is explained" "$(grep -cE "^  $t " "$tmp/out")" 1
done
done_testing
