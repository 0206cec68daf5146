#!/bin/sh
# given.t - what is given on the command line: files of one name, a file given twice,
# hundreds of files, archives of thousands, options given twice, Ctrl-C. If this fails, a
# file that somebody handed over is not read, or read twice, and nobody is told. TAP.
. tests/lib.sh
cp mappings/crm.model.xml "$tmp"; root=$PWD; cd "$tmp"
firms() { printf 'No,Company,City\n'; for n in "$@"; do printf '%s,%s Works Ltd,Leeds\n' "$n" "$n"; done; }
mkdir -p north south two/north two/south
firms N1 N2 >north/list.csv; firms S1 S2 S3 >south/list.csv
cp north/list.csv two/north; cp south/list.csv two/south
python3 -c '
import zipfile
for name, members in (("z.zip", ("A/list.csv", "B/list.csv")), ("one.zip", ("list.csv",)), ("top.zip", ("list.csv", "old/list.csv")), ("case.zip", '\
'("A/list.csv", "a/LIST.csv")), ("again.zip", ("A/list.csv", "A/list.csv"))):
    with zipfile.ZipFile(name, "w") as z:
        for m, s in zip(members, ("north", "south")): z.writestr(m, open(s + "/list.csv").read())
with zipfile.ZipFile("many.zip", "w", zipfile.ZIP_DEFLATED) as z:
    for i in range(2000): z.writestr("d%d/list%d.csv" % (i % 40, i), "No,Company,City\nK%d,Firm %d Ltd,Leeds\n" % (i, i))
with zipfile.ZipFile("few.zip", "w") as z:
    for i in range(100): z.writestr("list%d.csv" % i, "No,Company,City\nK%d,Firm %d Ltd,Leeds\n" % (i, i))
' 2>/dev/null
mapping() { # OUT PATH...
    out=$1; shift; printf '<mapping version="1" model="crm.model.xml" name="t"><source system="t" timezone="UTC" region="GB"/>\n' >"$out"
    for p in "$@"; do
        printf '<file entity="account" path="%s" key="No"><field to="name" from="Company"/><field to="city" from="City"/></file>\n' "$p"
    done >>"$out"
    echo '</mapping>' >>"$out"
}
run() { rm -rf o t.db; "$WINNOW" run "$@" --to t.db --out o --as-of 2026-10-01 >out 2>err; code=$?; [ $code -gt 2 ] || code=loaded; }
names() { q t.db "select group_concat(n, ' ') from (select replace(name, ' Works Ltd', '') n from account order by 1)"; }
unread() { json o/manifest.json '"; ".join("%s|%s|%s" % (x["file"], x["rows"], x["reason"]) for x in h["not_read"])'; }
mapping m.xml list.csv; mapping both.xml north/list.csv south/list.csv; mapping deep.xml south/list.csv

# ---- files of one name, with a mapping
for given in "--in north --in south" "--in z.zip" "--in north/list.csv --in south/list.csv" "--in one.zip --in south"; do
    run m.xml $given
    is "one name, two files: nothing is loaded before it is said which is meant: $given" "$code $([ -e t.db ] && echo loaded)" "3 "
    is "both are named, and what to write: $given" \
        "$(grep -c 'fits several of the files given: .*list.csv and .*list.csv' err) $(grep -c 'write path="[^"]*/list.csv" or path="[^"]*/list.csv"' \
        err)" "1 1"
done
run both.xml --in north --in south; is "each by its folder: both are read" "$code $(names)" "loaded N1 N2 S1 S2 S3"
run both.xml --in two; is "also from the folder above" "$code $(names)" "loaded N1 N2 S1 S2 S3"
mapping zip.xml A/list.csv z.zip/B/list.csv
run zip.xml --in z.zip
is "each by its path in the archive, with the archive's name or without" "$code $(names)" "loaded N1 N2 S1 S2 S3"
mapping zips.xml z.zip/A/list.csv z.zip/B/list.csv
run zips.xml --in .
is "an archive in a given folder is looked into" "$code $(names)" "loaded N1 N2 S1 S2 S3"
run m.xml --in top.zip
is "what lies at the top of an archive goes before what is deeper, which is named" "$(names) $(unread)" "N1 N2 top.zip/old/list.csv|3|another is read"
mapping case.xml A/list.csv a/LIST.csv
run case.xml --in case.zip
is "large and small letters tell files of an archive apart" "$code $(names)" "loaded N1 N2 S1 S2 S3"
run m.xml --in again.zip; is "two files of one path in an archive: neither is taken for the other" "$code" 4; has "and that is said" err "several files called"
run deep.xml --in south --in north
is "with its folder there is one that fits; the other is named" "$code $(names) $(unread)" "loaded S1 S2 S3 north/list.csv|2|no file"
for given in "--in south/list.csv --in north" "--in north --in south/list.csv"; do
    run m.xml $given
    is "a file that is named itself goes before one in a folder, and that one is named: $given" "$(names) $(unread)" "S1 S2 S3 north/list.csv|2|another is read"
    has "at its place in the mapping, too: $given" err "south/list.csv is read for path=\"list.csv\"; north/list.csv is called the same"
done
ends "check says it, too" 0 "$WINNOW" check m.xml --in north --in south/list.csv; has "by name" err "north/list.csv is called the same"
ends "and stops where nobody can say which" 3 "$WINNOW" check m.xml --in north --in south
ends "health stops as well" 3 "$WINNOW" health m.xml --in north --in south --history none --out h
mkdir -p flat other
cp north/list.csv flat
cp crm.model.xml both.xml other
run other/both.xml --in flat
is "one file is not read as two that have its name" "$code $([ -e t.db ] && echo loaded)" "4 "
run both.xml --in north --in south; mkdir moved; mv north south moved
ends "verify looks for each in its folder" 0 "$WINNOW" verify t.db --in moved --out v; has "all of them" out "5 of 5 compared, 0 differ"
ends "or in folders that are given one by one" 0 "$WINNOW" verify t.db --in moved/north --in moved/south --out v
mv moved/north moved/south .

# ---- without a mapping; of a pack
for given in "north south" "z.zip" "north/list.csv south/list.csv" "./north ../${tmp##*/}/south" "one.zip south"; do
    run $given
    is "drafted, files of one name are two: $given" "$(names)" "N1 N2 S1 S2 S3"
    is "with names that tell them apart: $given" "$(grep -o 'path="[^"]*"' o/draft.xml | sort -u | wc -l) $(grep -c 'path="list.csv"' o/draft.xml)" "2 0"
    has "the books balance: $given" out "5 read = 5 loaded"
done
has "a doubt names the file that it is about" o/draft.xml "south/list.csv"
run z.zip; "$WINNOW" run o/draft.xml --in z.zip --to z.db --out o2 >out 2>err; has "and the draft is right for the same files" out "5 read = 5 loaded"
printf 'Record ID,First Name,Last Name,Email\n1,Ann,Bell,ann@a.example\n' >north/hubspot-contacts.csv
printf 'Record ID,First Name,Last Name,Email\n2,Bob,Fox,\n3,Cid,Hill,cid@a.example\n' >south/hubspot-contacts.csv
cp "$root/mappings/hubspot.xml" .; run hubspot.xml --in north --in south
is "a pack reads both" "$(q t.db 'select count(*) from contact')" 3
mv north/hubspot-contacts.csv north/people.csv; mv south/hubspot-contacts.csv south/people.csv; run hubspot.xml --in north --in south
is "also when it knows them by their columns" "$(q t.db 'select count(*) from contact')" 3
rm north/people.csv south/people.csv

# ---- what is refused keeps its file
printf 'No,Company,City\nN1,,Leeds\nN2,N2 Works Ltd,Leeds\n' >north/list.csv; printf 'No,Company,City\nS1,,Leeds\nS2,S2 Works Ltd,Leeds\n' >south/list.csv
mapping abs.xml "$tmp/north/list.csv" "$tmp/south/list.csv"
for m in both.xml abs.xml; do
    run $m --in north --in south
    is "refused rows of two files of one name stand in two files: $m" \
        "$(find o/refused -name list.csv | wc -l) $(cat $(find o/refused -name list.csv) | grep -c '^[NS]1,')" "2 2"
    rm -rf right; cp -r o/refused right; find right -name list.csv -exec sed -i 's/^\([NS]1\),,/\1,\1 Works Ltd,/' {} +
    "$WINNOW" run $m --in right --to t.db --out o2 --as-of 2026-10-01 >out 2>err; has "and come back from there: $m" out "2 read = 2 loaded"
done
firms N1 N2 >north/list.csv; firms S1 S2 S3 >south/list.csv

# ---- the same file twice
ln -s north link; ln north/list.csv hard.csv
for given in "north/list.csv north/list.csv" "north/list.csv ./north/list.csv" "north north/list.csv" "north ./north" "link north" \
    "link/list.csv north/list.csv" "hard.csv north" "one.zip one.zip/list.csv"; do
    run $given
    is "one file, named twice, is read once: $given" "$(names)" "N1 N2"
    has "and that is said: $given" err "is given more than once: it is read once"
done
run m.xml --in north --in north/list.csv; is "with a mapping, too" "$(names)" "N1 N2"; has "and said" err "more than once"
run m.xml --in north --in ./north; is "a folder twice is one" "$code $(names)" "loaded N1 N2"
for twice in "m.xml m.xml" "m.xml ./m.xml"; do
    run $twice --in north
    is "a mapping given twice is a mistake: $twice" "$code $(grep -c 'given twice' err)" "3 1"
done
is "inspect shows it once" "$("$WINNOW" inspect north north/list.csv 2>/dev/null | grep -c '^north')" 1

# ---- many
mkdir k; i=0; while [ $i -lt 1000 ]; do printf 'No,Company,City\nK%d,Firm %d Ltd,Leeds\n' $i $i >k/list$i.csv; i=$((i + 1)); done
run k/*.csv; has "a thousand files on the command line" out "1,000 read = 1,000 loaded"
rm -rf w; ends "and a health check of them" 0 "$WINNOW" health k/*.csv --history w.db --out w --fail-on red
mapping k.xml $(cd k && ls); run k.xml --in k; has "a thousand <file>s" out "1,000 read = 1,000 loaded"
ends "each given by itself" 0 "$WINNOW" check k.xml $(printf -- '--in %s ' k/*.csv); is "all of them" "$(grep -c 'rows looked at' out)" 1000
ends "two hundred --where" 3 "$WINNOW" run m.xml --in north $(i=0; while [ $i -lt 200 ]; do printf -- '--where city=%d ' $i; i=$((i + 1)); done) \
    --where nofield=1 --to none --out w
has "the last of them is looked at" err nofield
run many.zip; has "an archive of two thousand" out "2,000 read = 2,000 loaded"
(ulimit -Sn 64; "$WINNOW" run few.zip --to few.db --out few >out 2>err); has "also where few files may be open" out "100 read = 100 loaded"
is "finding them takes no time: the archive is opened once, not once for each" \
    "$(timeout 20 "$WINNOW" inspect many.zip 2>/dev/null | grep -c '^many.zip/')" 2000

# ---- options
for o in to out as-of jobs max-refused memory batch chunk records sheet lang color; do
    ends "--$o given twice is a mistake" 3 "$WINNOW" run m.xml --in north --$o 1 --$o 1
done
for o in to as-of lang; do v=none; [ $o = as-of ] && v=2026-01-01; [ $o = lang ] && v=en
    "$WINNOW" run m.xml --in north --$o $v --$o $v >out 2>err; has "and named: --$o" err "--$o is given twice"; done
ends "-o and --output are one" 3 "$WINNOW" draft north -o a.xml --output b.xml; is "nothing is written" "$(ls a.xml b.xml 2>/dev/null)" ""
ends "--mapping of match" 3 "$WINNOW" match north/list.csv --mapping m.xml --mapping m.xml
ends "--period of health" 3 "$WINNOW" health m.xml --in north --period 2026-10 --period key
run m.xml --in north --quiet --quiet --no-verify --no-verify; is "a flag may be repeated" "$code" loaded
ends "health --db takes one mapping" 3 "$WINNOW" health m.xml both.xml --db t.db
is "help says what may be repeated" "$("$WINNOW" health --help | tr -s ' \n' ' ' | grep -o -- '--[a-z]* [A-Z=]* [^-]*may be repeated' |
    grep -o -- '--[a-z]*' | sort -u | tr '\n' ' ')" "--in --where --worklists "

# ---- work lists
printf 'No,Company,City\nA1,Alba Ltd,\nA2,,\nA3,Cord Ltd,\n' >bad.csv; mapping bad.xml bad.csv
health() {
    rm -rf hh
    "$WINNOW" health bad.xml --in bad.csv --history hist.db --as-of 2026-10-01 --period 2026-10 --out hh --fail-on never "$@" >out 2>err
    code=$?
}
health; set -- $(q hist.db "select distinct printf('x%x', finding) from winnow_episode order by 1 limit 3")
lists() { json hh/health.json '"%s %s" % tuple(h["answers"][a]["answers"] for a in ("fixed", "disputed"))'; }
mkdir lists
printf 'Code,Outcome\n%s,fixed\n' "$1" >lists/a.csv
printf 'Code,Outcome\n%s,disputed\n' "$2" >lists/b.csv
echo "call Ann on Monday" >lists/notes.txt
health --worklists lists/a.csv --worklists lists/b.csv; is "the answers of every list are taken" "$(lists)" "1 1"
health --worklists lists; is "of all in a folder" "$(lists)" "1 1"; has "what is none of them is passed over and named" err "notes.txt is no work list"
health --worklists lists --worklists lists/a.csv; is "a list that is named twice is read once" "$(lists)" "1 1"
printf 'Code,Outcome\n%s,disputed\n' "$1" >c.csv; health --worklists lists --worklists c.csv
is "two that disagree are not chosen from" "$code" 4; has "both answers are named" err '"disputed", and a row before it says "fixed"'
mkdir none; cp lists/notes.txt none; health --worklists none; is "a folder without a list is a mistake" "$code" 4

# ---- what is wrong in which of them
for d in A B; do mkdir -p "v$d"; printf 'BEGIN:VCARD\nVERSION:3.0\nUID:%s\nFN:Anna %s\nno name and no colon\nEND:VCARD\n' "$d" "$d" >"v$d/p.vcf"; done
run vA vB; is "a note says which of two files of one name it is about" "$(grep -c '^ *v[AB]/p.vcf: ' out)" 2

# ---- Ctrl-C
python3 - "$WINNOW" <<'E' >stops
import os, signal, subprocess, sys, time
winnow = sys.argv[1]
with open("big.csv", "w") as f:
    f.write("Id,Name,Email,City\n")
    for i in range(150000): f.write("%d,Person%d Bell%d,p%d@a%d.example,Leeds\n" % (i, i % 977, i % 1013, i, i % 499))
os.makedirs("m", exist_ok=True)
for i in range(400): open("m/l%d.csv" % i, "w").write("No,Company,City\n" + "".join("K%d-%d,Firm %d Ltd,Leeds\n" % (i, k, i * 99 + k) for k in range(200)))
def asked(delay, args): # how it ended, and after how long; None: it was done before it was asked
    p = subprocess.Popen([winnow] + args, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    time.sleep(delay)
    if p.poll() is not None: return None
    start = time.time(); p.send_signal(signal.SIGINT); p.wait()
    return p.returncode, time.time() - start
for name, delay, args in (("run, while it drafts", .15, ["run", "m", "--to", "s.db", "--out", "s"]),
                          ("run", .8, ["run", "big.csv", "--to", "s.db", "--out", "s"]),
                          ("inspect", .1, ["inspect", "big.csv"]), ("match", .5, ["match", "big.csv"]),
                          ("health", .2, ["health", "m", "--history", "none", "--out", "s"])):
    ended = None
    while ended is None and delay > .01: # a machine may be quick
        ended = asked(delay, args); delay /= 2
        if ended is None and os.path.exists("s.db"): os.remove("s.db")
    code, took = ended or (None, 0)
    loaded = os.path.exists("s.db") and code in (0, 1) # it was past its commit
    good = took < 5 and (loaded or code in (130, -2) and not os.path.exists("s.db"))
    if os.path.exists("s.db"): os.remove("s.db")
    print("%s|%s" % (name, "stops" if good else "exit %s after %.1f s" % (code, took)))
E
while IFS='|' read -r name what; do is "Ctrl-C stops $name" "$what" stops; done <stops
is "all were asked" "$(wc -l <stops)" 5
done_testing
