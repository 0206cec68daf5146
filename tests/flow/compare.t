#!/bin/sh
# compare.t - two exports or databases, record by record. If these fail, a consultant switches
# the old system off while the new one lacks records. TAP.
. tests/lib.sh
printf 'id,name,amount,note\n1,A,10.50,x\n2,B,20,\n3,C,30,\n3,C2,1,\n5,E,-0.10,"two\nlines"\n' >"$tmp/old.csv"
printf 'amount,id,name,extra\n20,2,B,x\n10.75,1,A,y\n5,4,D,\n30,3,C,\n1,3,C2,\n' >"$tmp/new.csv"
ends "they differ: exit 1" 1 "$WINNOW" compare "$tmp/old.csv" "$tmp/new.csv" --key id -o "$tmp/d.csv"
is "counted" "$(sed -n 1p "$tmp/out")" "3 records the same · 1 changed · 1 missing in the new one · 1 added"
has "repeated keys are compared in their order" "$tmp/out" "rows whose key came before: 1, 1"
has "sums to the last cent" "$tmp/out" "amount: the sum was 61.4 and is 66.75"
hasnt "keys are no amounts" "$tmp/out" "id: the sum"
has "columns of one side alone" "$tmp/out" "only in the old one: note"
is "each difference, for a spreadsheet" "$(sed 1d "$tmp/d.csv" | sort)" "added,4,,,
changed,1,amount,10.50,10.75
missing,5,,,"
ends "the same: exit 0" 0 "$WINNOW" compare "$tmp/old.csv" "$tmp/old.csv" --key id
is "same in any order" \
    "$({ head -1 "$tmp/new.csv"; sed 1d "$tmp/new.csv" | sort -r; } >"$tmp/n2.csv";
    "$WINNOW" compare "$tmp/new.csv" "$tmp/n2.csv" --key 'id + name' --json | json - '"%s %s %s" % (h["same"], h["changed"], h["added"])')" "5 0 0"
"$WINNOW" run samples/salesforce.xml --to "$tmp/a.db" --out "$tmp/a" --quiet --as-of 2026-01-01; cp "$tmp/a.db" "$tmp/b.db"
ends "a database beside its copy" 0 "$WINNOW" compare "$tmp/a.db" "$tmp/b.db" --sheet contact --key id
sqlite3 "$tmp/b.db" "update contact set email = 'x@y.example' where id = 2; delete from contact where id = 3"
"$WINNOW" compare "$tmp/a.db" "$tmp/b.db" --sheet contact --key id -o "$tmp/d.csv" >"$tmp/out"
is "a value changed behind our back is found and named" "$(grep -c '^changed,2,email,.*,x@y.example' "$tmp/d.csv") $(grep '^missing' "$tmp/d.csv")" \
    "1 missing,3,,,"
ends "a key that is no column" 3 "$WINNOW" compare "$tmp/old.csv" "$tmp/new.csv" --key nope
ends "no key" 3 "$WINNOW" compare "$tmp/old.csv" "$tmp/new.csv"
ends "a file that is not there" 4 "$WINNOW" compare "$tmp/old.csv" "$tmp/none.csv" --key id
done_testing
