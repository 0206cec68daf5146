#!/bin/sh
# deps.sh PACKAGE... - install the Debian packages that are missing, or say how.
command -v dpkg-query >/dev/null || { echo "not Debian: the build needs the equivalents of: $*"; exit 0; }
missing=
for p in "$@"; do
    dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing="$missing $p"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then as_root=
elif command -v sudo >/dev/null 2>&1; then as_root=sudo
else
    echo "neither root nor sudo here; ask somebody to run:" >&2
    echo "  apt-get install -y --no-install-recommends$missing" >&2
    exit 1
fi
echo "installing:$missing"
try() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; }
try 2>/dev/null || { $as_root apt-get update -qq && try; }
