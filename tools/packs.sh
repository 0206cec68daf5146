#!/bin/sh
# packs.sh EMBED PACK.xml... - every pack as bytes in C, and a table of their paths
embed=$1; shift
for p in "$@"; do "$embed" "pack_$(basename "$p" .xml)" <"$p" || exit 1; done
echo 'static const struct { const char *path; const unsigned char *bytes; size_t size; } embedded_packs[] = {'
for p in "$@"; do n=$(basename "$p" .xml); echo "{\"pack:$n\", pack_$n, sizeof(pack_$n)},"; done
echo '};'
