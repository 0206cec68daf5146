#!/bin/sh
# answers.t - a hundred answers of a person hold against the probabilities, and correct them
# where they are wrong. If these fail, a matcher that is sure and wrong stays so, or one that
# is right is spoiled by being asked. TAP.
. tests/lib.sh
python3 tests/bench/match_made.py census "$tmp/made.csv" 6000
# the census under headings that say nothing: brothers are taken for one
python3 - "$tmp" <<'P'
import csv, sys
rows = list(csv.reader(open(sys.argv[1] + "/made.csv", encoding="utf-8")))
k = rows[0].index("cluster")
csv.writer(open(sys.argv[1] + "/truth.csv", "w")).writerows([[r[0], r[k]] for r in rows[1:]])
for name, head in ("mute", [rows[0][0]] + [f"c{i}" for i in range(1, k)]), ("census", rows[0][:k]):
    csv.writer(open(f"{sys.argv[1]}/{name}.csv", "w")).writerows([head] + [r[:k] for r in rows[1:]])
P
# f1 CLUSTERS: pairwise, in percent
f1() { python3 - "$1" "$tmp/truth.csv" <<'P'
import collections, csv, sys
said = dict(list(csv.reader(open(sys.argv[1])))[1:]); truth = dict(csv.reader(open(sys.argv[2])))
pairs = lambda c: sum(n * (n - 1) // 2 for n in collections.Counter(c).values())
right = pairs((said[k], truth[k]) for k in truth)
print(round(200 * right / (pairs(said.values()) + pairs(truth.values()))))
P
}
# answer FILE HOW_MANY [OTHER]: write answers into the file, from the truth
answer() { python3 - "$1" "$tmp/truth.csv" "$2" "$3" <<'P'
import csv, sys
truth = dict(csv.reader(open(sys.argv[2])))
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig")))
assert rows[0][:4] == ["no", "pair", "decision", "record_id"], rows[0]
for i in range(1, min(len(rows), 2 * int(sys.argv[3])), 2):
    a, b = rows[i], rows[i + 1]
    assert a[:2] == b[:2] and a[3] != b[3]
    a[2] = "是" if truth[a[3]] == truth[b[3]] else "different"
csv.writer(open(sys.argv[1], "w", encoding="utf-8-sig")).writerows(rows)
P
}
match() { name=$1; shift; "$WINNOW" match "$tmp/$name.csv" --key id -o "$tmp/c.csv" --force "$@" >"$tmp/out" 2>"$tmp/err"; }
ends "who is not told from relatives is refused" 2 match mute --check-pairs "$tmp/check.csv" --model "$tmp/model.json"
has "with the reason" "$tmp/err" "unsure    c1: pairs that look the same often differ in it"
hasnt "and without estimates that do not hold" "$tmp/err" "of the pairs put together"
has "it says what to do with the file" "$tmp/err" "write same or different under decision"
is "a hundred pairs, two rows each, with all their values" "$(wc -l <"$tmp/check.csv") $(head -1 "$tmp/check.csv" | cut -d, -f5-7)" "201 c1,c2,c3"
ends "a file without answers is told, not taken for agreement" 4 match mute --check-pairs "$tmp/check.csv"
has "and what to do" "$tmp/err" "under decision"
sed '2s/,,/,same,/; 3s/,,/,different,/' "$tmp/check.csv" >"$tmp/both.csv"
ends "two rows of a pair that contradict each other are told" 4 match mute --check-pairs "$tmp/both.csv"
has "with the line" "$tmp/err" "both.csv:3: \"different\", and $tmp/both.csv:2 says something else"
cp "$tmp/check.csv" "$tmp/few.csv"
answer "$tmp/few.csv" 12
match mute --check-pairs "$tmp/few.csv"
has "a dozen answers correct nothing, and that is said" "$tmp/err" "fewer than 20 answers correct nothing"
answer "$tmp/check.csv" 100
match mute --check-pairs "$tmp/check.csv" --model "$tmp/model.json" --explain
after=$(f1 "$tmp/c.csv")
if [ "$after" -gt 85 ]; then mends=yes; else mends="F1 $after"; fi
is "a hundred answers mend what was wrong and sure" "$mends" yes
has "it is said, with the figures" "$tmp/out" "corrected by these answers"
has "and which columns count more" "$tmp/out" "tells more than was learned"
cp "$tmp/c.csv" "$tmp/first.csv"; cp "$tmp/model.json" "$tmp/kept.json"
match mute --model "$tmp/model.json"
same "the model keeps what people said" "$tmp/c.csv" "$tmp/first.csv"
match mute --model "$tmp/model.json" --check-pairs "$tmp/check.csv"
has "the same answers change it no further" "$tmp/out" "that fits the probabilities"
same "nor the model's file" "$tmp/model.json" "$tmp/kept.json"
# sorted by a column, the rows are the same
{ head -1 "$tmp/mute.csv"; tail -n +2 "$tmp/mute.csv" | sort -t, -k3; } >"$tmp/sorted.csv"
match sorted --check-pairs "$tmp/check.csv" --json
has "answers are found again wherever the rows stand" "$tmp/out" '"answers":100'
sed '2,$s/^\([^,]*\),./\1,Q/' "$tmp/mute.csv" >"$tmp/changed.csv"
ends "answers about other records are not used" 4 match changed --check-pairs "$tmp/check.csv"
has "and say so" "$tmp/err" "none of its answers is about records of these files"
# where the probabilities are right
match census --check-pairs "$tmp/good.csv"
before=$(f1 "$tmp/c.csv")
answer "$tmp/good.csv" 100
match census --check-pairs "$tmp/good.csv"
after=$(f1 "$tmp/c.csv")
if [ "$after" -ge $((before - 1)) ]; then spoils=no; else spoils="F1 $before, then $after"; fi
is "being asked spoils nothing" "$spoils" no
# the same in a run: its queue is the file
"$WINNOW" run "$tmp/census.csv" --to "$tmp/t.db" --out "$tmp/1" >"$tmp/out" 2>"$tmp/err"
has "a run says how many duplicates remain" "$tmp/out" "duplicates that remain, by estimate: "
is "and so does the manifest" "$(json "$tmp/1/manifest.json" \
    "h['duplicates']['review_pairs'] > 100 and 0 < h['duplicates']['expected_in_review'] <= h['duplicates']['review_pairs']")" True
printf 'record_id,cluster_id\n' >"$tmp/c.csv"
sqlite3 -csv "$tmp/t.db" "select source_key, golden_id from winnow_source" >>"$tmp/c.csv"
is "a second family name is no second person: of what is merged at least nine in ten are one" "$(python3 - "$tmp/c.csv" "$tmp/truth.csv" <<'P'
import collections, csv, sys
said = dict(list(csv.reader(open(sys.argv[1])))[1:]); truth = dict(csv.reader(open(sys.argv[2])))
pairs = lambda c: sum(n * (n - 1) // 2 for n in collections.Counter(c).values())
merged = pairs(said[k] for k in truth)
print(merged > 100 and pairs((said[k], truth[k]) for k in truth) > .9 * merged)
P
)" True
is "the pairs that put the most together come first" "$(python3 - "$tmp/1/pairs.csv" "$tmp/t.db" <<'P'
import csv, sqlite3, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig")))
size = dict(sqlite3.connect(sys.argv[2]).execute("select golden_id, count(*) from winnow_source group by 1"))
gain = [float(r["probability"]) * size[int(r["left_id"])] * size[int(r["right_id"])] for r in rows]
print(len(gain) > 100 and all(a >= b - .001 for a, b in zip(gain, gain[1:])))
P
)" True
# answers that contradict: whoever is asked says different to all
python3 - "$tmp/1/pairs.csv" "$tmp/no.csv" <<'P'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig")))
for row in rows[1::3]:
    row[-1] = "different"
csv.writer(open(sys.argv[2], "w", encoding="utf-8-sig")).writerows(rows)
P
ends "a queue without answers is told" 4 "$WINNOW" run "$tmp/census.csv" --to "$tmp/t.db" --out "$tmp/3" --check-pairs "$tmp/1/pairs.csv"
printf 'pair,decision\n0123456789abcdef-fedcba9876543210,same\n' >"$tmp/nobody.csv"
"$WINNOW" run "$tmp/census.csv" --to "$tmp/n.db" --out "$tmp/4" --check-pairs "$tmp/nobody.csv" >"$tmp/out" 2>"$tmp/err"
has "answers about nobody check nothing, and that is said" "$tmp/out" "no probability was checked"
"$WINNOW" run "$tmp/census.csv" --to "$tmp/t.db" --out "$tmp/2" --check-pairs "$tmp/no.csv" >"$tmp/out" 2>"$tmp/err"
has "a run holds answers against its probabilities" "$tmp/out" "the probabilities were wrong: corrected by these answers"
is "and is less sure of the others" "$(json "$tmp/2/manifest.json" \
    "h['duplicates']['checked'][0]['corrected'] and h['duplicates']['review_pairs'] < 100")" True
pair=$(q "$tmp/t.db" "select left_key || ' ' || right_key from winnow_pair p where why like '%answers%' and not exists
    (select 1 from winnow_pair o where o.pair = p.pair and o.rowid <> p.rowid) limit 1")
"$WINNOW" trace "$tmp/t.db" pair $pair >"$tmp/trace" 2>&1
has "a pair tells what the answers changed" "$tmp/trace" "what people's answers about such pairs changed"
echo x >"$tmp/theirs.csv"
ends "a file that holds no pairs is told" 4 match mute --check-pairs "$tmp/theirs.csv"
done_testing
