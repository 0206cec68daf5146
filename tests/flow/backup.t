#!/bin/sh
# backup.t - a copy of a target that is known to be sound. If these fail, the day somebody needs
# the backup is the day it is found to be none. TAP.
. tests/lib.sh
"$WINNOW" run samples/salesforce.xml --to "$tmp/c.db" --out "$tmp/o" --quiet --as-of 2026-01-01
ends "a copy" 0 "$WINNOW" backup "$tmp/c.db" -o "$tmp/b.db"
rows=$(sqlite3 "$tmp/c.db" "select 'select count(*) from \"' || name || '\";' from sqlite_master where type = 'table'" | sqlite3 "$tmp/c.db" | awk \
    '{ n += $1 } END { print n }')
has "all of its rows are counted" "$tmp/out" "$rows rows; checked and counted"
is "it says the same" "$(sqlite3 "$tmp/b.db" .dump | sha256sum)" "$(sqlite3 "$tmp/c.db" .dump | sha256sum)"
ends "a backup is never written over" 5 "$WINNOW" backup "$tmp/c.db" -o "$tmp/b.db"
ends "under a name with the time" 0 "$WINNOW" backup "$tmp/c.db"; is "beside it" "$(ls "$tmp" | grep -cE '^c-20[0-9]{6}T[0-9]{6}Z\.db$')" 1
(echo 'begin immediate; update contact set title = "x";'; sleep 3; echo 'rollback;') | sqlite3 "$tmp/c.db" & writer=$!
sleep 0.5; ends "while somebody writes" 0 "$WINNOW" backup "$tmp/c.db" -o "$tmp/w.db"; wait $writer
is "as it was before" "$(sqlite3 "$tmp/w.db" 'select count(*) from contact where title = "x"')" 0
ends "it restores" 0 "$WINNOW" backup "$tmp/c.db" verify "$tmp/b.db"; has "says so" "$tmp/out" "restores"
sqlite3 "$tmp/c.db" 'delete from winnow_finding_row where rowid <= 2'
"$WINNOW" backup "$tmp/c.db" verify "$tmp/b.db" >"$tmp/out"; has "and what the target has otherwise now" "$tmp/out" "winnow_finding_row:"
is "nobody else can read it" "$(stat -c %a "$tmp/b.db")" 600
is "sha256sum can check it" "$(cd "$tmp" && sha256sum -c b.db.sha256)" "b.db: OK"
# one letter inside a value: no check of the structure sees it
LC_ALL=C sed 's/Salesforce/Salesf0rce/;t;s/contact/c0ntact/' "$tmp/b.db" >"$tmp/letter.db"; cp "$tmp/b.db.sha256" "$tmp/letter.db.sha256"
cmp -s "$tmp/b.db" "$tmp/letter.db" && fail "the letter changed" || pass "the letter changed"
ends "one letter that changed is found out" 5 "$WINNOW" backup "$tmp/c.db" verify "$tmp/letter.db"
cp "$tmp/b.db" "$tmp/alone.db"
ends "a copy without its sum" 0 "$WINNOW" backup "$tmp/c.db" verify "$tmp/alone.db"
has "is said to be one" "$tmp/out" "alone.db.sha256 is not beside it"
# a page that is no page any more
cp "$tmp/b.db" "$tmp/bad.db"
page=$(sqlite3 "$tmp/b.db" 'pragma page_size')
root=$(sqlite3 "$tmp/b.db" "select rootpage from sqlite_master where name = 'contact'")
printf 'garbage garbage garbage' | dd of="$tmp/bad.db" bs=1 seek=$(((root - 1) * page)) conv=notrunc 2>/dev/null
ends "a damaged copy is found out" 5 "$WINNOW" backup "$tmp/c.db" verify "$tmp/bad.db"
head -c 5000 "$tmp/b.db" >"$tmp/cut.db"; ends "one that is cut, too" 5 "$WINNOW" backup "$tmp/c.db" verify "$tmp/cut.db"
ends "a damaged target has no backup" 5 "$WINNOW" backup "$tmp/bad.db" -o "$tmp/none.db"
[ ! -e "$tmp/none.db" ] && [ ! -e "$tmp/none.db.part" ] && [ ! -e "$tmp/none.db.sha256" ] && pass "and nothing is left of it" || fail \
    "and nothing is left of it"
cp "$tmp/b.db" "$tmp/orphan.db"
sqlite3 "$tmp/orphan.db" 'pragma foreign_keys = off; delete from account where id = (select account_id from contact where account_id is not null limit 1)'
ends "a link that leads nowhere does not stand in the way" 0 "$WINNOW" backup "$tmp/orphan.db" -o "$tmp/orphan2.db"
ends "a folder that is not there" 5 "$WINNOW" backup "$tmp/c.db" -o "$tmp/no/x.db"
ends "a target that is not there" 5 "$WINNOW" backup "$tmp/nope.db" -o "$tmp/y.db"
ends "of PostgreSQL the command is said" 5 "$WINNOW" backup postgresql://a:secret@h/d; has "pg_dump" "$tmp/err" "pg_dump --format=custom"
hasnt "without the password" "$tmp/err" "secret"
done_testing
