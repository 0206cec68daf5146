#!/bin/sh
# deb.sh TARBALL FOLDER - Debian packages of the tarball, in FOLDER: source and binary.
set -eu
tarball=$1 out=$2 name=winnow-$VERSION
command -v dh >/dev/null || { echo "make deb wants the package debhelper" >&2; exit 1; }
rm -rf "$out" && mkdir -p "$out"
cp "$tarball" "$out/winnow_$VERSION.orig.tar.gz"
tar -x -C "$out" -f "$tarball"
cp -r "$out/$name/packaging/debian" "$out/$name/debian"
cd "$out/$name"
[ "$(dpkg-parsechangelog -S Version | sed 's/-[^-]*$//')" = "$VERSION" ] || { echo "packaging/debian/changelog is not of $VERSION" >&2; exit 1; }
DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS:-parallel=$(nproc)}" dpkg-buildpackage -us -uc >../build.log 2>&1 ||
    { tail -n 30 ../build.log >&2; exit 1; }
cd .. && ls -- *.deb *.dsc *.changes
