#!/bin/sh
# outputs.t - what winnow writes: over nobody's file, through no link, and an exit code that is
# true. If these fail, a run costs somebody the export, the corrections or the decisions. TAP.
. tests/lib.sh
root=$PWD; cd "$tmp" || exit 1
mkdir -p mappings maps && cp "$root"/mappings/crm.model.xml mappings && sed \
    's|path="salesforce/|path="|; s|salesforce/Account|salesforce/account|; s|"Account.csv|"account.csv|' "$root/samples/salesforce.xml" >maps/sf.xml
fresh() { rm -rf north && cp -r "$root/samples/salesforce" north && mv north/Account.csv north/account.csv; }
run() { "$WINNOW" run maps/sf.xml --in north --as-of 2026-01-01 "$@"; }
sums() { find "$@" -type f | sort | xargs sha256sum; }
fresh; before=$(sums north)

# ---- nothing is written over unasked
ends "a target in the folder of the sources, with a source's name" 3 run --to csv:north --out r0; has "says which" err "north/account.csv"
is "the sources are as they were" "$(sums north)" "$before"
ln -s north way; ends "by another spelling, through a link" 3 run --to "csv:./way/../north" --out r0
ends "--force is not for what is read" 3 run --to csv:north --out r0 --force; has "says why" err "is read, and would be written over"
ends "an input that is a database is no target" 3 sh -c \
    "sqlite3 in.db 'create table t(id,name); insert into t values (1,2)'; '$WINNOW' run in.db --to sqlite:./in.db --out r0"
is "the sources are still as they were" "$(sums north)" "$before"
ends "the mapping is no target" 3 run --to maps/sf.xml --out r0
ends "a target with the name of a report" 3 run --to r9/pairs.csv --out r9
ln north/Contact.csv hard.csv; cp north/Contact.csv other.csv; echo 'their,own' >theirs.csv
ends "match: an output that is the input, by a hard link" 3 "$WINNOW" match north/Contact.csv -o hard.csv
ends "match: an output that is not ours" 3 "$WINNOW" match north/Contact.csv -o theirs.csv; has "the next step" err "--force"
ends "match: pairs that are not ours" 3 "$WINNOW" match north/Contact.csv -o new.csv --pairs theirs.csv
is "and nothing of it is written" "$(ls new.csv 2>/dev/null)" ""
ends "match: two outputs of one name" 3 "$WINNOW" match north/Contact.csv -o new.csv --pairs ./new.csv
ends "match: a model where the output goes" 3 sh -c \
    "'$WINNOW' match north/Contact.csv -o c0.csv --model m.json && '$WINNOW' match north/Contact.csv -o m.json --model m.json"
ends "compare: an output that is an input" 3 "$WINNOW" compare other.csv north/Contact.csv --key Id -o other.csv
ends "compare: one that is not ours" 3 "$WINNOW" compare other.csv north/Contact.csv --key Id -o theirs.csv
ends "an archive that is read" 3 sh -c \
    "python3 -c \"import zipfile; zipfile.ZipFile('z.zip', 'w').write('other.csv')\"; '$WINNOW' match z.zip/other.csv -o z.zip --force"
ends "a backup over the target" 3 "$WINNOW" backup in.db -o ./in.db
echo 'mine' >b.db.sha256; ends "a backup beside somebody's checksum" 5 "$WINNOW" backup in.db -o b.db; is "which is kept" "$(cat b.db.sha256)" mine
is "and what is not ours" "$(cat theirs.csv)" "their,own"
ends "with --force it is replaced" 0 "$WINNOW" match north/Contact.csv -o theirs.csv --force
is "and is for its owner alone" "$(head -1 theirs.csv | tr -d '\r') $(stat -c %a theirs.csv)" "record_id,cluster_id 600"
ends "what winnow wrote it replaces unasked" 0 "$WINNOW" match other.csv -o theirs.csv
echo x >>theirs.csv
ends "but not when somebody changed it since" 3 "$WINNOW" match other.csv -o theirs.csv
has "says so" err "was changed since winnow wrote it"
ends "a device is an output" 0 "$WINNOW" match other.csv -o /dev/null; is "and stays one" "$(stat -c %F /dev/null)" "character special file"
is "so is a pipe" "$("$WINNOW" match other.csv -o /dev/stdout --quiet | head -1)" "record_id,cluster_id"
ends "a link is nobody's output" 3 sh -c "ln -s north/Contact.csv link.csv; '$WINNOW' match other.csv -o link.csv"
# drafts
ends "a draft" 0 "$WINNOW" draft other.csv -o d.xml; ends "the same again" 0 "$WINNOW" draft other.csv -o d.xml
sed -i 's/type="/ type="/' d.xml
echo '<!-- mine -->' >>d.xml
ends "an edited mapping is not drafted over" 3 "$WINNOW" draft other.csv -o d.xml
has "it is there" d.xml "mine"
cp d.xml e.xml; ends "nor is its copy" 3 "$WINNOW" draft other.csv -o e.xml
# exports
run --to t.db --out r2 --quiet; mkdir x && echo mine >x/README.txt
ends "an export over somebody's file" 3 "$WINNOW" export t.db --as zoho --out x
is "which is kept, and nothing is beside it" "$(cat x/README.txt) $(ls x | wc -l)" "mine 1"
"$WINNOW" export t.db --as zoho --out y >/dev/null
first=$(ls y | head -1)
cp "y/$first" "y/${first%.csv}-2.csv"
(cd y && sed -n "s/  $first\$/  ${first%.csv}-2.csv/p" .winnow-files >more; cat more >>.winnow-files; rm more)
ends "an export again into its folder" 0 "$WINNOW" export t.db --as zoho --out y; is "leaves nothing of the one before" "$(ls y | grep -c -- '-2.csv')" 0

# ---- a folder that cannot be made
mkdir nowhere && : >nowhere/runs
ends "a health check with no folder to write to" 5 sh -c "cd nowhere && '$WINNOW' health --db ../t.db"; has "says which" err "runs is not a folder"
ends "a folder without a name is none" 5 run --to t.db --out ""; has "and that is said" err "is not a folder"

# ---- a folder that is used again
run --to u.db --out R --quiet
keep=$(cat R/manifest.json)
is "the same folder takes a second run" "$(run --to u.db --out R --quiet; [ $? -le 2 ] && echo yes)" yes
run --to u.db --out R --quiet; is "the copies of the target before each run are kept" "$(ls R | grep -c '^before.*\.db$')" 2
is "and are sound" "$(cd R && sha256sum -c before*.sha256 2>&1 | grep -c OK)" 2
for f in pairs.csv worklists.xlsx refused.csv refused/account.csv; do
    [ -e R/$f ] || { fail "the run has $f" "$(ls R R/refused)"; continue; }
    cp R/$f kept; echo 'somebody was here' >>R/$f; before=$(sums R)
    ends "an edited $f stops the next run" 3 run --to u.db --out R; has "with the next step" err "--force"
    is "the folder is as it was" "$(sums R)" "$before"; cp kept R/$f
done
sed -i 's/,,/,Haus,/' R/refused/account.csv; before=$(sums R)
ends "corrections are not read from where they would be lost" 3 "$WINNOW" run maps/sf.xml --in R/refused --to u.db --out R
is "and are kept" "$(sums R)" "$before"
ends "into another folder they go" 0 sh -c "'$WINNOW' run maps/sf.xml --in R/refused --to u.db --out R2; [ \$? -le 2 ]"
is "and are still there" "$(sums R)" "$before"
ends "nor decisions" 3 run --to u.db --out R --decisions R/pairs.csv --force
run --to u.db --out R --quiet --force; is "--force replaces what was edited" "$(grep -c Haus R/refused/account.csv)" 0
echo notes >R/refused/notes.txt; sed -i '/^0015g00000A0007AAB/d' north/account.csv; before=$(sums R)
ends "a run that fails" 5 run --to R/no/such.db --out R; is "leaves the earlier files" "$(sums R)" "$before"
ends "one that is refused by its gate of columns" 3 sh -c "sed 's/Name/Nmae/' -i north/account.csv; '$WINNOW' run maps/sf.xml --in north --to u.db --out R"
is "does so, too" "$(sums R)" "$before"
fresh
head -1 "$root/samples/salesforce/Account.csv" >north/account.csv
grep Delta "$root/samples/salesforce/Account.csv" >>north/account.csv
rm north/Opportunity.csv
sed '/Opportunity/,/<\/file>/d' maps/sf.xml >maps/two.xml
"$WINNOW" run maps/two.xml --in north --to w.db --out R --quiet
is "what the earlier run had and this one has not is gone; what people put there is not" "$(ls R/refused | tr '\n' ' ')" "notes.txt "
fresh

# ---- no link, nobody else's mode
mkdir victim && echo precious >victim/p && mkdir victim/d
for f in pairs.csv worklists.xlsx report.en.html refused.csv .worklists sample.xlsx verify.json refused clean.db; do
    rm -rf H && mkdir H && case $f in refused) ln -s ../victim/d H/refused ;; clean.db) ln -s ../victim/new H/clean.db ;; *) ln -s ../victim/p H/$f ;; esac
    run --out H >/dev/null 2>err; code=$?
    [ $code -le 2 ] && code=done
    is "a link for $f is not followed" "$code $(cat victim/p) $(find victim | wc -l)" "$([ $f = .worklists ] && echo done || echo 3) precious 3"
done
rm -rf H && mkdir H && ln -s ../victim/p H/pairs.csv && ln -s ../victim/d H/refused && run --to v.db --out H --force --quiet
is "--force replaces the links themselves" "$(cat victim/p) $(ls victim/d) $(stat -c %F H/pairs.csv H/refused | tr '\n' ' ')" \
    "precious  regular file directory "
rm -rf H && mkdir H && for f in pairs.csv manifest.json; do
    echo x >H/$f && chmod 666 H/$f
done
touch H/clean.db && chmod 666 H/clean.db
run --out H --force --quiet
is "what is written is for its owner alone" "$(find H -type f ! -perm 600 | tr '\n' ' ')" ""
is "and nothing is left aside" "$(find H -name '.winnow-[0-9]*')" ""

# ---- the code is true
if [ -c /dev/full ]; then
    rm -f s.db
    run --to s.db --out r4 >/dev/full 2>err
    code=$?
    is "a load that could not be told is a load" "$code $(q s.db 'select count(*) > 0 from winnow_source')" "1 1"
    has "says so" err "the command itself is done"
    for c in "cat other.csv" "inspect other.csv" "draft other.csv" "match other.csv" "compare other.csv other.csv --key Id" "explain" \
        "trace s.db account:1" "export s.db --as csv --out r5" "--help" "check maps/sf.xml"; do
        "$WINNOW" $c >/dev/full 2>err; is "winnow $c to a full disk is no success" "$? $(grep -c 'standard output' err)" "5 1"
    done
    echo 1380 | "$WINNOW" apply phone >/dev/full 2>err; is "nor is apply" $? 5
    "$WINNOW" undo s.db --run "$(q s.db 'select id from winnow_run')" >/dev/full 2>err
    is "what is undone is undone" "$? $(q s.db 'select count(*) from account')" "1 0"
fi
rm -f s.db
run --to s.db --out r6 >&- 2>err
is "without any standard output nothing is written into the target instead" "$? $(q s.db 'pragma integrity_check')" "1 ok"
# a newer target
run --to n.db --out r7 --quiet; cp n.db old.db; q n.db 'update winnow_schema set version = 9'; sum=$(sha256sum <n.db)
for c in "run maps/sf.xml --in north --to n.db --out r8" "verify n.db --out r8" "undo n.db --run x" "trace n.db account:1" "health --db n.db --out r8" \
    "export n.db --as csv --out r8"; do
    "$WINNOW" $c >out 2>err
    is "a target of a newer winnow: ${c%% *}" "$? $(grep -c 'version 9' err) $([ "$(sha256sum <n.db)" = "$sum" ] && echo same)" "5 1 same"
done
q old.db 'drop table winnow_schema'
run --to old.db --out r10 --quiet
is "one that says no version is of the first" "$([ $? -le 2 ] && q old.db 'select version from winnow_schema')" 2
done_testing
