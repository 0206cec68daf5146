#!/bin/sh
# deps.sh PACKAGE... - install the Debian packages that are missing, or say how.
# postgresql-server-dev stands for the headers of the PostgreSQL server that is here, or else
# of the one that comes; of the very version that the server has, if it is still to be had.
command -v dpkg-query >/dev/null || { echo "not Debian: the build needs the equivalents of: $*"; exit 0; }
is_here() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }
server() { # the number of the newest server
    n=$(dpkg-query -W -f '${Status} ${Package}\n' 'postgresql-[0-9]*' 2>/dev/null | sed -n 's/^.* installed postgresql-\([0-9]*\)$/\1/p' | sort -n | tail -n 1)
    echo "${n:-$(apt-cache depends postgresql 2>/dev/null | sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p')}"
}
headers() { # their package's name, with the server's version behind it: exact, or newest
    n=$(server); [ -n "$n" ] || return 1
    version=$(dpkg-query -W -f '${Version}' "postgresql-$n" 2>/dev/null)
    if [ "$1" = exact ] && [ -n "$version" ]; then echo "postgresql-server-dev-$n=$version"; else echo "postgresql-$n postgresql-server-dev-$n"; fi
}
missing= headers=
for p in "$@"; do
    if [ "$p" = postgresql-server-dev ]; then
        n=$(server); [ -n "$n" ] && is_here "postgresql-server-dev-$n" || headers=1
    else
        is_here "$p" || missing="$missing $p"
    fi
done
[ -n "$missing$headers" ] || exit 0
if [ "$(id -u)" = 0 ]; then as_root=
elif command -v sudo >/dev/null 2>&1; then as_root=sudo
else
    echo "neither root nor sudo here; ask somebody to run:" >&2
    echo "  apt-get install -y --no-install-recommends$missing ${headers:+$(headers exact)}" >&2
    exit 1
fi
get() { [ $# = 0 ] || $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
# shellcheck disable=SC2046,SC2086
try() {
    get $missing && [ -n "$(server)" ] || return 1
    [ -z "$headers" ] || get $(headers exact) 2>/dev/null || { names=$(headers newest) && get $names; }
}
echo "installing:$missing${headers:+ the headers of the PostgreSQL server}"
try 2>/dev/null || { $as_root apt-get update -qq && try; }
