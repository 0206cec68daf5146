#!/bin/sh
# again.t - an export that is the same as last month's is not matched anew, and what is new
# is. If these fail, a monthly run costs as much as the first one, or a record that changed
# is not looked for among the others. TAP.
. tests/lib.sh
python3 tests/flow/people.py 700 3 | awk -F, 'NR == 1 { print "id," $0 } NR > 1 { print "p" NR "," $0 }' >"$tmp/people.csv"
"$WINNOW" draft "$tmp/people.csv" -o "$tmp/m.xml" >/dev/null 2>"$tmp/err"
sed -i 's/path="[^"]*"/path="in.csv"/; s/to="mobile"/& refused="100%"/' "$tmp/m.xml"
# run N DB [OPTION...]
run() { n=$1 db=$2; shift 2; "$WINNOW" run "$tmp/m.xml" --in "$tmp/in.csv" --to "$tmp/$db" --out "$tmp/$n" --as-of 2025-01-01 "$@" >"$tmp/out" 2>"$tmp/err"; }
stands="records, rules and decisions are those of the last"
anew() { is "$1" "$(grep -c "^books.*✔" "$tmp/out") $(grep -cF "$stands" "$tmp/out")" "1 0"; }
sure() { q "$tmp/$1" "select count(*) from winnow_pair where band='sure'"; }
groups() { q "$tmp/$1" "select group_concat(source_key) from (select * from winnow_source order by source_key)
    where golden_id is not null group by golden_id order by 1"; }
cp "$tmp/people.csv" "$tmp/in.csv"
run 1 t.db
anew "the first run compares"
dump "$tmp/t.db" >"$tmp/before"; pairs=$(sure t.db)
run 2 t.db
has "the second one need not, and says so" "$tmp/out" "$stands"
dump "$tmp/t.db" >"$tmp/after"
same "it changes nothing" "$tmp/after" "$tmp/before"
is "the pairs that hold groups together are there" "$(sure t.db) $([ "$pairs" -gt 50 ] && echo many)" "$pairs many"
same "the pairs for a person are asked about again" "$tmp/2/pairs.csv" "$tmp/1/pairs.csv"
is "there are some" "$([ "$(wc -l <"$tmp/1/pairs.csv")" -gt 1 ] && echo yes)" yes
is "what may remain is said again" "$(json "$tmp/2/manifest.json" "h['duplicates']")" "$(json "$tmp/1/manifest.json" "h['duplicates']")"
{ head -1 "$tmp/people.csv"; sed 1d "$tmp/people.csv" | sort -t, -k3; } >"$tmp/in.csv"
run 3 t.db
has "rows in another order are the same" "$tmp/out" "$stands"
# one row is new: it must find its like
{ cat "$tmp/people.csv"; sed -n '100s/^[^,]*/new1/p' "$tmp/people.csv"; } >"$tmp/in.csv"
run 4 t.db
anew "a new row is compared"
is "and goes to its like" "$(q "$tmp/t.db" "select count(*), count(distinct golden_id) from winnow_source where source_key in ('new1', 'p100')")" "2|1"
run 5 n.db
is "the groups are those of a run that begins with all" "$(groups t.db | sha256sum)" "$(groups n.db | sha256sum)"
is "which are some" "$([ "$(groups n.db | grep -c ,)" -gt 50 ] && echo yes)" yes
run 6 t.db
has "then that one stands" "$tmp/out" "$stands"
for n in 5 4; do
    ends "run $n is undone" 0 "$WINNOW" undo "$tmp/t.db" --run "$(q "$tmp/t.db" "select id from winnow_run where number=$n")"
done
is "the new row is gone" "$(q "$tmp/t.db" "select count(*) from winnow_source where source_key='new1'")" 0
run 7 t.db
anew "so it is compared again"
is "after it, what was put to its like is put there again" \
    "$(q "$tmp/t.db" "select count(*), count(distinct golden_id) from winnow_source where source_key in ('new1', 'p100')")" "2|1"
# fewer rows, and all again
head -400 "$tmp/people.csv" >"$tmp/in.csv"; run 8 t.db
anew "fewer rows are other records"
cp "$tmp/people.csv" "$tmp/in.csv"; run 9 t.db
anew "and so are all again, since the last run had fewer"
# decisions and rules
python3 - "$tmp/9/pairs.csv" "$tmp/same.csv" <<'P'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig")))
rows[1][-1] = "same"
csv.writer(open(sys.argv[2], "w")).writerows(rows)
P
one=$(q "$tmp/t.db" "select count(*) from contact")
run 10 t.db --decisions "$tmp/same.csv"
is "a decision is carried out" "$(q "$tmp/t.db" "select count(*) from contact")" $((one - 1))
run 11 t.db
has "once" "$tmp/out" "$stands"
sed -i 's/<mapping /<!-- another rule --><mapping /' "$tmp/m.xml"
run 12 t.db
anew "other rules may compare otherwise"
run 13 t.db
q "$tmp/t.db" "update winnow_run set matched='contact 18446744073709551615 zz ' || char(10) || 'contact'"
run 14 t.db
anew "what the target says of it may be anything"
done_testing
