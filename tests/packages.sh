#!/bin/sh
# packages.sh FOLDER - the packages in FOLDER (make deb), in a chroot with nothing but apt: lintian, install
# the version before, run, upgrade, build a program with the library, check, purge, nothing left. TAP. The
# chroot is made by mmdebstrap of the sources of this machine (SOURCES=FILE: of others). As root.
. tests/lib.sh
debs=$(cd "$1" && pwd) root=$tmp/root
: "${SOURCES:=$(ls /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null | head -n 1)}"
version=$(dpkg-deb -f "$debs"/winnow_*.deb Version)
in_root() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp/home LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive sh -ec "$1"
}
does() { name=$1; shift; if in_root "$1" >"$tmp/log" 2>&1; then pass "$name"; else fail "$name" "$(tail -n 15 "$tmp/log")"; fi; }

# ---- what can be seen from outside --------------------------------------------------------
if command -v lintian >/dev/null; then
    lintian --allow-root --fail-on error,warning --profile debian "$debs"/*.changes >"$tmp/lintian" 2>&1; code=$?
    if [ $code = 0 ] && ! grep -E '^[EW]:' "$tmp/lintian"; then pass "lintian has no error and no warning"
    else fail "lintian has no error and no warning" "$(cat "$tmp/lintian")"; fi
else skip "lintian" "it is not installed"; fi
for d in "$debs"/*.deb; do
    dpkg-deb -R "$d" "$tmp/old" && sed -i 's/^Version: .*/Version: 0.0.9-1/; s/= [^ )]*)/= 0.0.9-1)/' "$tmp/old/DEBIAN/control"
    mkdir -p "$tmp/before" && dpkg-deb --root-owner-group -b "$tmp/old" "$tmp/before" >/dev/null && rm -rf "$tmp/old"
done

# ---- the chroot ---------------------------------------------------------------------------
if ! command -v mmdebstrap >/dev/null || [ "$(id -u)" != 0 ]; then skip "a chroot" "wants root and mmdebstrap"; done_testing; fi
if ! mmdebstrap --quiet --mode=root --variant=apt "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$root" "$SOURCES" >"$tmp/log" 2>&1; then
    fail "a chroot is made" "$(tail -n 15 "$tmp/log")"; done_testing
fi
mount --bind /proc "$root/proc" 2>/dev/null; mount --bind /dev "$root/dev" 2>/dev/null
trap 'umount "$root/proc" "$root/dev" 2>/dev/null; rm -rf --one-file-system "$tmp"' EXIT
cp "$(dirname "$SOURCES")"/../trusted.gpg.d/* "$root/etc/apt/trusted.gpg.d/" 2>/dev/null
cp /etc/resolv.conf "$root/etc/resolv.conf"
rm -f "$root"/var/cache/ldconfig/aux-cache
listing() {
    in_root "find / -xdev -print" | grep -vE '^/(proc|dev|sys|run|tmp|var/lib/dpkg|var/lib/apt|var/cache|var/log|var/lib/postgresql)(/|$)' | sort
}
pg=$(basename "$debs"/postgresql-*-winnow_*.deb | sed 's/^postgresql-\([0-9]*\)-.*/\1/')
does "its apt is up to date, and has the server" "apt-get -q update && apt-get -q -y --no-install-recommends install postgresql-$pg"
listing >"$tmp/was"; in_root "dpkg-query -W -f '\${Package}\n'" >"$tmp/packages"
mkdir -p "$root/tmp/before" "$root/tmp/new" && cp "$tmp"/before/*.deb "$root/tmp/before/" && cp "$debs"/*.deb "$root/tmp/new/"
rm -f "$root"/tmp/*/*-dbgsym_*
does "all are installed" "apt-get -q -y --no-install-recommends install /tmp/before/*.deb"
packs=/usr/share/doc/winnow-doc/samples/packs program=/usr/share/doc/winnow-doc/examples/normalize_column.c
does "a sample is loaded" "cd /tmp && winnow run salesforce $packs/salesforce --to a.db --out a --lang en || [ \$? -le 2 ]"
does "and verified" "cd /tmp && winnow verify a.db"
does "the three systems of the manual's sample" "cp -r /usr/share/doc/winnow-doc /tmp/doc && cd /tmp/doc &&
    winnow run samples/salesforce.xml samples/chinese.xml samples/erp.xml --to b.db --out b || [ \$? -le 2 ]"
is "its version is that of before" "$(in_root "dpkg-query -W -f '\${Version}' winnow")" 0.0.9-1
in_root "mkdir -p /etc/winnow/sales && cp /usr/share/doc/winnow/examples/check.conf /etc/winnow/sales/ &&
    sed -i s,/srv/crm/exports,$packs/salesforce, /etc/winnow/sales/check.conf && echo '# mine' >>/etc/winnow/sales/check.conf"
does "they are upgraded" "apt-get -q -y --no-install-recommends install /tmp/new/*.deb"
five="winnow libwinnow0 libwinnow-dev winnow-doc postgresql-$pg-winnow"
is "all of them" "$(in_root "dpkg-query -W -f '\${Version} ' $five")" "$version $version $version $version $version "
does "settings stay" "grep -q '# mine' /etc/winnow/sales/check.conf"
does "a target of before is read" "cd /tmp && winnow verify a.db && winnow health --db a.db --out h --lang en || [ \$? -le 2 ]"
does "the check of a month, by nobody" "mkdir /tmp/state && chown nobody /tmp/state && cd /tmp/state &&
    setpriv --reuid=65534 --regid=65534 --clear-groups /usr/libexec/winnow/check sales || [ \$? -le 2 ]
    ls /tmp/state/*/report.en.html /tmp/state/index.html"
does "manual pages, completions and units are there" "cd /usr/share &&
    ls man/man1/winnow.1.gz man/zh_CN/man1/winnow.1.gz bash-completion/completions/winnow \
        zsh/vendor-completions/_winnow fish/vendor_completions.d/winnow.fish winnow/mappings/salesforce.xml \
        ../lib/systemd/system/winnow-check@.timer ../lib/systemd/user/winnow-check@.service"
does "a program is built with the library" "apt-get -q -y --no-install-recommends install gcc libc6-dev pkg-config && cd /tmp &&
    gcc -std=c17 -D_GNU_SOURCE -o n $program \$(pkg-config --cflags --libs winnow) &&
    echo 030/23456789 | ./n phone region=DE | grep +493023456789 && ldd n | grep libwinnow.so.0"
does "and with the static one" "cd /tmp &&
    gcc -std=c17 -D_GNU_SOURCE -o s $program \$(pkg-config --cflags --libs --static winnow |
        sed 's/-lwinnow/-l:libwinnow.a/') && ! ldd s | grep libwinnow"
echo "CREATE EXTENSION winnow; SELECT winnow.phone('030/23456789', region => 'DE')" >"$root/tmp/ask.sql"
does "PostgreSQL has the functions" "{ pg_ctlcluster $pg main start || [ \$? = 2 ]; } && cd /tmp &&
    su postgres -s /bin/sh -c 'psql -qAtf /tmp/ask.sql' | grep +493023456789"
in_root "pg_ctlcluster $pg main stop" >"$tmp/log" 2>&1
in_root "apt-get -q -y --auto-remove purge $five gcc libc6-dev pkg-config" >"$tmp/log" 2>&1
in_root "dpkg-query -W -f '\${Package}\n'" >"$tmp/left"; same "purged, no package is left" "$tmp/left" "$tmp/packages"
is "settings that an admin made are the admin's" "$(in_root "find /etc/winnow -type f")" /etc/winnow/sales/check.conf
in_root "rm -r /etc/winnow"; listing >"$tmp/is"; same "and no file" "$tmp/is" "$tmp/was"
done_testing
