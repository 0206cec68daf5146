#!/bin/sh
# packaging.t - what packages are made of is whole and true: tarball, symbols, licences, SBOM, units. That
# they install, upgrade and go again: make check-packages; the same bytes of all: make check-reproducible. TAP.
. tests/lib.sh
version=$(sed -n 's/^VERSION := //p' Makefile) deb=packaging/debian
is "the packages are of this version" "$(sed -n '1s/^winnow (\([^-]*\)-.*/\1/p' $deb/changelog)" "$version"
sed -n 's/^ *\(wn_[a-z0-9_]*\);$/\1/p' packaging/winnow.map | sort >"$tmp/map"
sed -n 's/^ \(wn_[a-z0-9_]*\)@.*/\1/p' $deb/libwinnow0.symbols | sort >"$tmp/symbols"
same "the library's package has the symbols of packaging/winnow.map" "$tmp/symbols" "$tmp/map"
is "the library's package is of this ABI" \
    "$(sed -n '1s/^libwinnow.so.\([0-9]*\) libwinnow\1 .*/\1/p' $deb/libwinnow0.symbols)" "$(sed -n 's/^ABI *:= //p' Makefile)"
for d in $(sed -n 's/^DEPS *:= gcc libc6-dev pkg-config //p' Makefile); do grep -q "$d" $deb/control || echo "$d"; done >"$tmp/out"
is "what the build needs, its package needs" "$(cat "$tmp/out")" ""

# ---- licences, and the SBOM ---------------------------------------------------------------
find . -name '*.tsv' -not -path './build*' -not -path './tests/*' -not -path './samples/*' -exec \
    sh -c 'for f in "$@"; do head -n 12 "$f" | grep "^#" | grep -qiE "licensed|CC0|WTFPL|Copyright" && echo "${f#./}"; done' sh {} + | sort >"$tmp/foreign"
grep -oE '[a-z]+/[a-z_]+\.tsv$' $deb/copyright | sort >"$tmp/said"
same "each table from outside has its licence in packaging/debian/copyright" "$tmp/said" "$tmp/foreign"
if command -v dpkg-query >/dev/null && dpkg-query -W libmicrohttpd-dev >/dev/null 2>&1; then
    sbom() { SOURCE_DATE_EPOCH=1790000000 tools/sbom.py "$version" $(sed -n 's/^DEPS *:= gcc libc6-dev pkg-config //p' Makefile); }
    sbom >"$tmp/sbom" 2>&1; TZ=Asia/Tokyo sbom >"$tmp/again"
    same "the SBOM is the same bytes again" "$tmp/again" "$tmp/sbom"
    is "it is SPDX 2.3: what must be there is" "$(json "$tmp/sbom" '[h["spdxVersion"], h["dataLicense"], h["SPDXID"], h["creationInfo"]["created"],
        h["documentNamespace"][:24],
        [k for p in h["packages"] for k in ("SPDXID", "name", "downloadLocation", "licenseDeclared", "versionInfo") if not p.get(k)]]')" \
        "['SPDX-2.3', 'CC0-1.0', 'SPDXRef-DOCUMENT', '2026-09-21T14:13:20Z', 'https://spdx.org/spdxdoc', []]"
    is "each id is one's, and each relation between two that are there" "$(json "$tmp/sbom" "(
        sorted(p['SPDXID'] for p in h['packages']) == sorted(r['relatedSpdxElement'] for r in h['relationships'])
        and
        {r['spdxElementId'] for r in h['relationships']} == {'SPDXRef-DOCUMENT', 'SPDXRef-winnow'})")" True
    is "it has the tables with their licences" \
        "$(json "$tmp/sbom" '" ".join(sorted(p["name"][6:] for p in h["packages"] if p["name"].startswith("table ")))')" \
        "$(tr '\n' ' ' <"$tmp/foreign" | sed 's/ $//')"
    # each library that the program is linked with, but the C library, comes from a package of the SBOM
    objdump -p "$WINNOW" |
        awk '$1 == "NEEDED" && $2 !~ /^(libc|libm|libgcc_s|libasan|libubsan|libstdc\+\+|ld-linux.*)\.so/ { print $2 }' |
        sed 's/\(-[0-9.]*\)*\.so.*//' | sort -u >"$tmp/needed"
    json "$tmp/sbom" '" ".join(p["name"] for p in h["packages"])' >"$tmp/names"
    is "and each library that the program is linked with" "$(while read -r l; do case $l in libicu*) l=libicu ;; libnettle | libhogweed) l=nettle ;; esac
        grep -qwF -- "$l" "$tmp/names" || grep -qF -- "$l" "$tmp/names" || echo "$l"; done <"$tmp/needed")" ""
else skip "the SBOM" "no dpkg, or not what the build needs"; fi

# ---- the tarball --------------------------------------------------------------------------
if { git rev-parse --git-dir || [ -f FILES ]; } >/dev/null 2>&1; then
    VERSION=$version tools/dist.sh "$tmp/one.tar.gz" >/dev/null
    mkdir "$tmp/un" && tar -x -C "$tmp/un" -f "$tmp/one.tar.gz"
    (cd "$tmp/un/winnow-$version" && umask 077 && TZ=Asia/Tokyo LC_ALL=C VERSION=$version tools/dist.sh "$tmp/two.tar.gz") >/dev/null
    is "a tarball of the tarball is the same bytes" "$(sha256sum <"$tmp/two.tar.gz")" "$(sha256sum <"$tmp/one.tar.gz")"
    is "nobody's name is in it" "$(tar -tv --numeric-owner -f "$tmp/one.tar.gz" | awk '{ print $2 }' | sort -u)" 0/0
else skip "the tarball" "neither a clone nor a tarball"; fi

# ---- the monthly check --------------------------------------------------------------------
p=$tmp/p etc=$tmp/etc
mkdir -p "$p/bin" "$p/libexec/winnow" "$p/units" "$p/user" "$etc/winnow/sales" "$tmp/state"
ln -s "$WINNOW" "$p/bin/winnow"
for u in check:libexec/winnow/check winnow-check@.service:units/winnow-check@.service winnow-check@.user.service:user/winnow-check@.service; do
    sed "s|@PREFIX@|$p|g; s|@ETC@|$etc|g; s|@LIBEXEC@|libexec|g" "packaging/systemd/${u%:*}.in" >"$p/${u#*:}"
done
for d in units user; do cp packaging/systemd/winnow-check@.timer "$p/$d/"; done; chmod +x "$p/libexec/winnow/check"
printf 'MAPPING=salesforce\nEXPORTS=%s\nOPTIONS="--lang en --as-of 2026-11-01"\n' "$PWD/samples/packs/salesforce" >"$etc/winnow/sales/check.conf"
before=$(date -d "$(date +%Y-%m-01) -1 day" +%Y-%m)
# as the unit runs it: its ExecStart, in its folder, with nothing of our environment
line=$(sed -n 's/^ExecStart=//p' "$p/units/winnow-check@.service" | sed 's/%i/sales/g')
(cd "$tmp/state" && umask 077 && env -i PATH=/usr/bin:/bin XDG_CONFIG_HOME="$tmp/state" $line) >"$tmp/out" 2>"$tmp/err"; code=$?
good=$(sed -n 's/^SuccessExitStatus=//p' "$p/units/winnow-check@.service")
case " 0 $good " in *" $code "*) pass "the check of a service: findings are no failure" ;;
*) fail "the check of a service" "exit $code" "$(cat "$tmp/err")" ;; esac
is "its report is the folder of the month before, with all months beside" \
    "$(ls "$tmp/state/$before/report.en.html" "$tmp/state/index.html" "$tmp/state/history.db" 2>&1)" \
    "$tmp/state/$before/report.en.html
$tmp/state/history.db
$tmp/state/index.html"
is "for its owner alone" "$(find "$tmp/state" -mindepth 1 -perm /077)" ""
(cd "$tmp/state" && env -i PATH=/usr/bin:/bin $line) >"$tmp/out" 2>&1; is "a second time is the same" "$?" "$code"
cp mappings/zoho.xml mappings/crm.model.xml "$etc/winnow/sales/"
sed -i 's/salesforce$/zoho.xml/' "$etc/winnow/sales/check.conf"; sed -i "s|^EXPORTS=.*|EXPORTS=$PWD/samples/packs/zoho|" "$etc/winnow/sales/check.conf"
mkdir "$tmp/zoho" && (cd "$tmp/zoho" && env -i PATH=/usr/bin:/bin $line) >"$tmp/out" 2>&1; code=$?
[ $code -le 2 ] && pass "a mapping beside the settings" || fail "a mapping beside the settings" "exit $code" "$(cat "$tmp/out")"
"$WINNOW" run zoho --in samples/packs/zoho --to "$tmp/clean.db" --out "$tmp/run" --quiet 2>/dev/null
printf 'DATABASE=%s\nPERIOD=2026-10\n' "$tmp/clean.db" >"$etc/winnow/sales/check.conf"
mkdir "$tmp/loaded" && (cd "$tmp/loaded" && env -i PATH=/usr/bin:/bin $line) >"$tmp/out" 2>&1; code=$?
[ $code -le 2 ] && [ -f "$tmp/loaded/2026-10/report.en.html" ] && pass "a target, another month" ||
    fail "a target, another month" "exit $code" "$(cat "$tmp/out")"
ends "without settings" 3 "$p/libexec/winnow/check" nobody; has "it is said where they are looked for" "$tmp/err" "$etc/winnow/nobody/check.conf"
echo EXPORTS=/nowhere MAPPING=salesforce | tr ' ' '\n' >"$etc/winnow/sales/check.conf"
ends "exports that are not there are a failure" 4 sh -c "cd '$tmp/state' && $line"
if command -v systemd-analyze >/dev/null; then
    ends "systemd understands the units" 0 systemd-analyze verify --man=no "$p/units/winnow-check@.service" "$p/units/winnow-check@.timer"
    is "without a word" "$(grep winnow "$tmp/err")" ""
    XDG_RUNTIME_DIR=$tmp ends "those of a user, too" 0 systemd-analyze --user verify --man=no "$p/user/winnow-check@.service"
    is "on the first of the month" \
        "$(systemd-analyze calendar --base-time=2026-11-30 '*-*-01 06:00:00' 2>/dev/null | sed -n 's/.*Next elapse: [A-Za-z]* \([0-9-]*\) .*/\1/p')" 2026-12-01
else skip "systemd understands the units" "no systemd-analyze"; fi
done_testing
