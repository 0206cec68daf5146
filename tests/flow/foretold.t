#!/bin/sh
# foretold.t - a dry run into an SQLite file writes nothing into it, and what it says of a
# month with all kinds of changes is what the load then does. If these fail, who tries a load
# sees other figures than it makes, or the file is not what it was. TAP.
. tests/lib.sh
T=$tmp/p.db entities=contact
tables="contact winnow_source winnow_lineage winnow_refused winnow_pair winnow_finding"
ask() { sqlite3 "$T" "$1" 2>&1; }
state() { for t in "$@"; do echo "== $t"; ask "select * from $t" | sort; done; }
. tests/flow/snap.sh
python3 tests/flow/people.py 900 3 | awk -F, 'NR == 1 { print "id," $0 } NR > 1 { print "p" NR "," $0 }' >"$tmp/people.csv"
"$WINNOW" draft "$tmp/people.csv" -o "$tmp/m.xml" >/dev/null 2>"$tmp/err"
sed -i 's/path="[^"]*"/path="in.csv"/; s/to="mobile"/& refused="100%"/' "$tmp/m.xml"
load() { "$WINNOW" run "$tmp/m.xml" --in "$tmp/in.csv" --to "$T" --out "$tmp/o" --as-of 2025-01-01 "$@" >"$tmp/out" 2>"$tmp/err"; }
head -700 "$tmp/people.csv" >"$tmp/in.csv"; load
# months by chance: values change, go and come, rows go and come, and people work in the target
cat >"$tmp/month.py" <<'P'
import csv, random, sqlite3, sys
r = random.Random(int(sys.argv[4])); rows = list(csv.reader(open(sys.argv[1])))
out = [rows[0]]
for row in rows[1:]:
    if r.random() < .2:
        continue
    for c in range(1, len(row)):
        if r.random() < .03:
            row[c] = r.choice(('', r.choice(rows[1:])[c], row[c] + 'x'))
    out.append(row)
csv.writer(open(sys.argv[2], 'w')).writerows(out)
db = sqlite3.connect(sys.argv[3])
for i, in db.execute('select id from contact').fetchall():
    if r.random() < .02:
        db.execute('update contact set city = ? where id = ?', (r.choice(('Here', None)), i))
    elif r.random() < .02:
        db.execute('delete from contact where id = ?', (i,))
db.commit()
P
for month in 1 2 3 4; do
    python3 "$tmp/month.py" "$tmp/people.csv" "$tmp/in.csv" "$T" $month
    rm -rf "$tmp/was" "$tmp/is"; snap "$tmp/was"; sum=$(sha256sum <"$T")
    load --mark-missing --dry-run; cp "$tmp/o/manifest.json" "$tmp/tried.json"; told "$tmp/out" >"$tmp/tried"
    is "month $month: trying leaves the file byte for byte" "$(sha256sum <"$T") $(ls "$T"*)" "$sum $T"
    load --mark-missing; snap "$tmp/is"; told "$tmp/out" >"$tmp/did"
    python3 tests/flow/changed.py "$tmp/was" "$tmp/is" "$tmp/tried.json" "$tmp/o/manifest.json" >"$tmp/real"
    is "the dry run and the load say what changed" "$(sed 1d "$tmp/real")" ""
    same "in the same words" "$tmp/tried" "$tmp/did"
    for word in "new " "changed " "same " "gone " city:; do has "there is some of each: $word" "$tmp/real" " $word"; done
done
sed 1d "$tmp/o/changes.csv" | cut -d, -f3 | sort | uniq -c >"$tmp/shown"
is "examples are of the five fields that change most, three of each" "$(awk '{ print $1 }' "$tmp/shown" | sort -u) $(wc -l <"$tmp/shown")" "3 5"
# a log that somebody has not closed yet
cat >"$tmp/log.py" <<'P'
import shutil, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute('pragma journal_mode=wal'); db.execute('pragma wal_autocheckpoint=0')
db.execute("update contact set city = 'In The Log' where id = 3"); db.commit()
for end in ('', '-wal'):
    shutil.copy(sys.argv[1] + end, sys.argv[2] + end)
P
python3 "$tmp/log.py" "$T" "$tmp/w.db"
T=$tmp/w.db; cp "$tmp/people.csv" "$tmp/in.csv"; sum=$(cat "$T" "$T-wal" | sha256sum)
is "there is a log" "$([ -s "$T-wal" ] && echo yes)" yes
load --dry-run; has "a file with a log is tried" "$tmp/out" "what the load would change"
is "and both stay byte for byte" "$(cat "$T" "$T-wal" | sha256sum)" "$sum"
T=csv:$tmp/folder; load --dry-run; has "files that each load makes anew are not compared" "$tmp/out" "makes the files anew: not compared"
is "and that is no number" "$(json "$tmp/o/manifest.json" "h['changes']")" "{'state': 'anew', 'tables': []}"
T=none; load --dry-run; is "where nothing is kept, nothing is said" "$(json "$tmp/o/manifest.json" "h['changes']") $(grep -c ^changes "$tmp/out")" \
    "{'state': 'none', 'tables': []} 0"
T=$tmp/new.db; load --dry-run; is "a try makes no file" "$(ls "$T" "$tmp/folder" 2>/dev/null)" ""
load --json --dry-run
is "--json says it, too" "$(grep -c '"event":"change' "$tmp/out") $(grep '"event":"change"' "$tmp/out" | json - "h['table'], h['same'], h['gone']")" \
    "2 ('contact', 0, 0)"
done_testing
