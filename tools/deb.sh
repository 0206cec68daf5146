#!/bin/sh
# deb.sh TARBALL FOLDER - Debian packages of the tarball, in FOLDER: source and binary.
set -eu
tarball=$1 out=$2 name=winnow-$VERSION
pg=$(pg_config --version | sed -n 's/^PostgreSQL \([0-9]*\).*/\1/p')
command -v dh >/dev/null || { echo "make deb wants the package debhelper" >&2; exit 1; }
rm -rf "$out" && mkdir -p "$out"
cp "$tarball" "$out/winnow_$VERSION.orig.tar.gz"
tar -x -C "$out" -f "$tarball"
cp -r "$out/$name/packaging/debian" "$out/$name/debian"
cd "$out/$name"
for f in debian/*PGVERSION*; do mv "$f" "$(echo "$f" | sed "s/PGVERSION/$pg/")"; done
sed -i "s/PGVERSION/$pg/g" debian/control debian/*.lintian-overrides
[ "$(dpkg-parsechangelog -S Version | sed 's/-[^-]*$//')" = "$VERSION" ] || { echo "packaging/debian/changelog is not of $VERSION" >&2; exit 1; }
DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS:-parallel=$(nproc)}" dpkg-buildpackage -us -uc >../build.log 2>&1 ||
    { tail -n 30 ../build.log >&2; exit 1; }
cd .. && ls -- *.deb *.dsc *.changes
