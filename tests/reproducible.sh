#!/bin/sh
# reproducible.sh - the committed tree, built twice: in folders of other names, at other times, in another
# locale, time zone and umask, with another number of workers. Tarball, program, libraries and (where there
# is debhelper) packages are the same bytes. TAP; DEBS= (empty) leaves the packages out.
. tests/lib.sh
repo=$PWD
command -v dh >/dev/null || DEBS=
build() { # FOLDER JOBS
    mkdir -p "$tmp/$1" && cd "$tmp/$1" && tar -x -f "$tmp/winnow.tar.gz" && cd winnow-* || exit 1
    VERSION=$VERSION tools/dist.sh "$tmp/$1/winnow.tar.gz" >/dev/null
    if [ "${DEBS-1}" ]; then DEB_BUILD_OPTIONS="nocheck parallel=$2" make deb; else make -j"$2" all; fi >"$tmp/$1/log" 2>&1 ||
        tail -n 20 "$tmp/$1/log"
    cd "$repo" || exit 1
}
VERSION=$VERSION tools/dist.sh "$tmp/winnow.tar.gz" >/dev/null
build one 1
(umask 027; export TZ=Asia/Tokyo LC_ALL=de_DE.UTF-8 LANG=zh_CN.UTF-8; build "another folder" "$(nproc)")
for f in winnow.tar.gz $(
    cd "$tmp/one" && find . \( -name '*.deb' -o -path '*/build/winnow' -o -name 'libwinnow.a' -o -name 'libwinnow.so.0' \) -type f | grep -v /debian/ | sort
); do
    is "${f##*/} is the same bytes" "$(sha256sum <"$tmp/another folder/$f")" "$(sha256sum <"$tmp/one/$f")"
done
[ "$tests" -ge 4 ] && pass "they were built" || fail "they were built" "$(find "$tmp" -name log -exec tail -n 5 {} +)"
done_testing
