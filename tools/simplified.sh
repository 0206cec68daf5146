#!/bin/sh
# simplified.sh - writes core/simplified.tsv from Debian's opencc data (packages
# opencc, libopencc-data): make simplified. An ordinary build needs neither.
set -e
data=$(dirname "$(find /usr/share/opencc /usr/lib -name TSCharacters.ocd2 2>/dev/null | head -1)")
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
for name in TSCharacters TSPhrases; do
    opencc_dict -i "$data/$name.ocd2" -o "$dir/$name" -f ocd2 -t text
done
echo "# Traditional to simplified Chinese: characters, then phrases that are exceptions."
echo "# version	$(dpkg-query -W -f '${Version}' libopencc-data)"
echo "# From the dictionaries of OpenCC, Copyright (C) 2010-2022 BYVoid and contributors,"
echo "# licensed under the Apache License, Version 2.0 (http://www.apache.org/licenses/LICENSE-2.0)."
cat "$dir/TSCharacters" "$dir/TSPhrases" | awk -F'\t' '{ split($2, to, " "); if (to[1] != $1 || length($1) > 4) print $1 "\t" to[1] }'
