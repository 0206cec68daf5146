#!/bin/sh
# dist.sh FILE.tar.gz - the tree as a tarball, the same bytes wherever and whenever it is made: sorted,
# all files of one time (the commit's), of nobody, modes without a umask. Of what is committed; in an
# unpacked tarball, of what was in it and nothing that is built.
set -eu
out=$1 name=winnow-$VERSION
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
if git rev-parse --git-dir >/dev/null 2>&1 && [ "$(git rev-parse --show-prefix)" = "" ]; then
    git archive --prefix="$name/" HEAD | tar -x -C "$tmp"
    : "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct)}"
    (cd "$tmp/$name" && find . -type f | LC_ALL=C sort) >"$tmp/files"
    mv "$tmp/files" "$tmp/$name/FILES"
else
    mkdir "$tmp/$name"
    tar -c -T FILES FILES | tar -x -C "$tmp/$name"
    : "${SOURCE_DATE_EPOCH:=$(stat -c %Y FILES)}"
fi
tar -c -C "$tmp" --format=gnu --sort=name --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
    --mtime="@$SOURCE_DATE_EPOCH" "$name" | gzip -9n >"$tmp/tarball"
cat "$tmp/tarball" >"$out"
echo "$out"
