#!/bin/sh
# limits.t - sizes of a model and a mapping that nobody thought of. There is no limit on
# checks, entities, files, fields, joined columns or values of a list; where one is met, a
# check that fails is not counted, and a red gate is green. TAP.
. tests/lib.sh
cd "$tmp" || exit 1

# ---- checks of an entity: the last one is about a link to the own entity --------------
printf 'id,name,up\n' >f.csv
i=0; while [ $((i += 1)) -le 40 ]; do echo "F$i,Firm $i,GONE$i" >>f.csv; done
cat >checks.xml <<'X'
<mapping version="1" model="checks.model.xml"><source system="s"/><file entity="firm" path="f.csv" key="id">
  <field to="firm_id" from="id"/><field to="name" from="name"/><field to="up" from="up"/></file></mapping>
X
for n in 62 63 64 65 128 200; do
    awk -v n=$n 'BEGIN { print "<model version=\"1\" name=\"m\"><entity name=\"firm\"><field name=\"firm_id\" type=\"id\" key=\"yes\"/>" \
        "<field name=\"name\" type=\"text\"/><field name=\"up\" type=\"link\" target=\"firm\"/></entity>"
        for (i = 1; i < n; i++) print "<check id=\"c" i "\" on=\"firm\" rule=\"pattern\" fields=\"name\" pattern=\"Firm .*\" key=\"yes\"/>"
        print "<check id=\"last\" on=\"firm\" rule=\"reference\" fields=\"up\" green=\"1%\" red=\"5%\" key=\"yes\"/><score green=\"99\" '\
'yellow=\"98\"/></model>" }' >checks.model.xml
    ends "$n checks: the run is red by the last of them" 2 "$WINNOW" run checks.xml --in . --to c$n.db --out c$n --as-of 2026-06-15 --jobs 4 --quiet
    is "$n checks: each one is counted, and the last one fails" \
        "$(q c$n.db "select count(*), sum(applicable), sum(failed) from winnow_health where rule like 'c%' or rule='last'; select failed
        from winnow_health where rule='last'" | tr '\n' ' ')" "$n|$((n * 40))|40 40 "
done
ends "200 checks in a health check: red" 2 "$WINNOW" health checks.xml --in . --out ch --history h.db --period 2026-06 --quiet
is "and their findings are followed over months" "$(q h.db "select count(*) from winnow_episode where rule='last'")" 40
ends "a week later, by the checks that are looked at each week: red" 2 "$WINNOW" health checks.xml --in . --out ch2 --history h.db --period key \
    --as-of 2026-07-15 --quiet
is "a work list has a sheet for the last check, and says so" "$(unzip -p c200/worklists.xlsx xl/worksheets/sheet1.xml | grep -o '>last<')" '>last<'
sed 's/rule="pattern" fields="name" pattern="Firm .*"/rule="pattern" fields="name" pattern="X"/; s/id="c/id="/; '\
's/id="last"/id="a-name-of-a-check-that-is-long-and-longer"/' checks.model.xml |
    sed 's/id="\([0-9]*\)" on/id="a-name-of-a-check-that-is-long-and-\1" on/' >many.model.xml
sed 's/checks.model/many.model/' checks.xml >many.xml
ends "200 checks that all fail, and are called alike" 2 "$WINNOW" run many.xml --in . --to many.db --out many --as-of 2026-06-15 --quiet
is "have a sheet each" "$(unzip -p many/worklists.xlsx xl/workbook.xml | grep -o '<sheet ' | wc -l)" 201
is "and a line each on the first page" "$(unzip -p many/worklists.xlsx xl/worksheets/sheet1.xml | grep -o 'a-name-of-a-check-that-is-long' | wc -l)" 200

# ---- entities: each with the one before as its parent, itself, and a child -------------
awk 'BEGIN {
    print "<model version=\"1\" name=\"m\">" >"e.model.xml"; print "<mapping version=\"1\" model=\"e.model.xml\"><source system=\"s\"/>" >"e.xml"
    for (e = 1; e <= 100; e++) {
        n = "entity_number_" e "_of_a_model_with_names_that_are_rather_long"
        before = "entity_number_" (e - 1) "_of_a_model_with_names_that_are_rather_long"
        print "<entity name=\"" n "\"><field name=\"key\" type=\"id\" key=\"yes\"/><field name=\"title\" type=\"text\"/><field name=\"note\" type=\"text\"/>" \
            (e > 1 ? "<field name=\"parent\" type=\"link\" target=\"" before "\"/>" : "") "<field name=\"up\" type=\"link\" target=\"" n '\
'"\"/></entity>" >"e.model.xml"
        if (e == 70) print "<match entity=\"" n "\" merge-at=\"0.95\" review-at=\"0.80\"/>" >"e.model.xml"
        print "<file entity=\"" n "\" path=\"e" e ".csv\" key=\"id\"><field to=\"key\" from=\"id\"/><field to=\"title\" from=\"title\"/>" \
            "<field to=\"note\" from=\"note\"/>" (e > 1 ? "<field to=\"parent\" from=\"parent\"/>" : "") "<field to=\"up\" from=\"up\"/></file>" >"e.xml"
        f = "e" e ".csv"; print "id,title,note,up" (e > 1 ? ",parent" : "") >f
        for (i = 1; i <= 5; i++) print "K" i ",T" i ",,K" (i == 5 && e == 99 ? "GONE" : 1) (e > 1 ? ",K" (i == 5 && e == 100 ? "GONE" : i) : "") >f
        close(f)
    }
    print "</model>" >"e.model.xml"; print "</mapping>" >"e.xml"
    # titles of products, which tell no records apart
    srand(3); split("Black Silver Compact Digital Portable Wireless Home Series Pro Ultra", w); split("Camera Speaker Oven Printer Freezer Router", k)
    for (i = 6; i < 1506; i++) { m = int(rand() * 90); printf "K%d,%s %s %s %d,%s %s %s for your home %s %s,K1,K1\n'\
'", i, w[1 + int(rand() * 10)], w[1 + m % 10], k[1 + m % 6], m, w[1 + int(rand() * 10)], k[1 + m % 6], w[1 + int(rand() * 10)], w[1 + int(rand() * '\
'10)], rand() < .5 ? "in " w[1 + int(rand() * 10)] : "" >>"e70.csv" } }'
at() { echo "entity_number_$1_of_a_model_with_names_that_are_rather_long"; }
"$WINNOW" run e.xml --in . --to e.db --out e --as-of 2026-06-15 --lang en >e.out 2>&1
has "100 entities: what tells no records apart is said of its own entity" e.out "$(at 70): too much of what looks alike"
is "and of no other" "$(grep -c 'too much of what looks alike' e.out)" 1
is "every record of every entity is there" "$(q e.db "select count(*), count(distinct entity), sum(fate='loaded') from winnow_source")" "2000|100|1999"
is "and is linked to its parent and to its own kind, but for itself" \
    "$(q e.db "select count(*), sum(c.parent=p.id), sum(c.up is not null) from $(at 100) c
        left join $(at 99) p on p.id=c.parent; select sum(up is null) from $(at 99)" | tr '\n' ' ')" "5|4|4 2 "
is "what leads nowhere is found where it is" "$(q e.db "select entity, field from winnow_finding where rule='reference' order by 1" | tr '\n' ' ')" \
    "$(at 100)|parent $(at 99)|up "
ends "100 entities: verified" 0 "$WINNOW" verify e.db --in . --out ve --quiet
ends "and undone" 0 "$WINNOW" undo e.db --run "$(q e.db "select id from winnow_run")" --quiet
is "down to the last" "$(for e in 1 50 70 99 100; do q e.db "select count(*) from $(at $e)"; done | tr '\n' ' ')" "0 0 0 0 0 "
awk 'BEGIN { print "<model version=\"1\" name=\"m\">"
    for (e = 1; e <= 300; e++) print "<entity name=\"item" e "\"><field name=\"key\" type=\"id\" key=\"yes\"/>" (e < 300 ? "<field name=\"up\" '\
'type=\"link\" target=\"item" e + 1 "\"/>" : "") "</entity>"
    print "</model>" }' >ring.model.xml
ends "300 entities, each below the next, are no ring" 0 "$WINNOW" check ring.model.xml
sed 's/<entity name="item300">/<entity name="item300"><field name="up" type="link" target="item299"\/>/' ring.model.xml >ring2.model.xml
ends "but these are" 3 "$WINNOW" check ring2.model.xml
sed 's/target="item300"/target="itemm300"/' ring.model.xml >close.model.xml
ends "a wrong name among 300" 3 "$WINNOW" check close.model.xml
has "is put right" "$tmp/err" '"item300"'

# ---- files -----------------------------------------------------------------------------
mkdir files
awk 'BEGIN { print "<mapping version=\"1\" model=\"files.model.xml\"><source system=\"s\"/>" >"files.xml"
    for (i = 1; i <= 1000; i++) {
        f = "files/f" i ".csv"; print "id,name" >f; print "F" i ",Firm " i >f; if (i == 1000) print ",nobody" >f; close(f)
        print "<file system=\"s" i "\" entity=\"firm\" path=\"f" i ".csv\" key=\"id\"><field to=\"firm_id\" from=\"id\"/><field to=\"name\" '\
'from=\"name\"/></file>" >"files.xml"
    }
    print "</mapping>" >"files.xml"
    print "<model version=\"1\" name=\"m\"><entity name=\"firm\"><field name=\"firm_id\" type=\"id\" key=\"yes\"/><field name=\"name\" '\
'type=\"text\"/></entity></model>" >"files.model.xml" }'
for round in 1 2; do
    ends "1,000 files, run $round" 0 "$WINNOW" run files.xml --in files --to files.db --out files$round --as-of 2026-06-15 --jobs 4 --quiet
    is "1,000 files of 1,000 systems, run $round: all are read, and the one without a key is refused" \
        "$(q files.db "select count(*), count(distinct file), sum(fate='refused') from winnow_source; select count(*) from firm; select file
        from winnow_refused" | tr '\n' ' ')" "1001|1000|1 1000 f1000.csv "
done
is "and nothing of them is missing" "$(cat files2/missing.csv 2>/dev/null | wc -l)" 0

# ---- fields, joined columns, columns beside --------------------------------------------
awk 'BEGIN { print "<model version=\"1\" name=\"m\"><entity name=\"wide\"><field name=\"key\" type=\"id\" key=\"yes\"/>" >"w.model.xml"
    print "<mapping version=\"1\" model=\"w.model.xml\"><source system=\"s\"/><file entity=\"wide\" path=\"w.csv\" key=\"id\"><field to=\"key\" '\
'from=\"id\"/>" >"w.xml"
    h = "id"; r = "K1"; s = "K2"
    for (i = 1; i <= 300; i++) {
        print "<field name=\"f" i "\" type=\"text\"" (i == 300 ? " required=\"yes\" missing=\"refuse\"" : "") "/>" >"w.model.xml"
        print "<field to=\"f" i "\" from=\"Column " i "\"/>" >"w.xml"; h = h ",Column " i; r = r ",v" i; s = s "," (i < 300 ? "x" i : "")
    }
    j = ""; d = ""; b = ""
    for (i = 1; i <= 40; i++) { h = h ",Part " i ",Date " i; j = j (i > 1 ? " + " : "") "Part " i; d = d (i > 1 ? " | " : "") "Date " i
        r = r ",p" i "," (i < 40 ? "" : "25/12/2023"); s = s ",q" i "," (i < 39 ? "" : i < 40 ? "" : "03/04/2024") }
    print "<field name=\"joined\" type=\"text\"/><field name=\"day\" type=\"date\"/></entity></model>" >"w.model.xml"
    print "<field to=\"joined\" from=\"" j "\" join=\"/\"/><field to=\"day\" from=\"" d "\"/></file></mapping>" >"w.xml"
    print h >"w.csv"; print r >"w.csv"; print s >"w.csv"; sub(/^K2/, "K3", s); sub(/,x299,,/, ",x299,last,", s); print s >"w.csv" }'
for round in 1 2; do
    ends "300 fields" 1 "$WINNOW" run w.xml --in w.csv --to w.db --out w$round --as-of 2026-06-15 --quiet
    is "300 fields, run $round: the last one decides, and has its value" \
        "$(q w.db "select count(*), group_concat(f299), group_concat(f300) from wide; select source_key from winnow_refused" | tr '\n' ' ')" \
        "2|v299,x299|v300,last K2 "
done
is "40 joined columns are joined" "$(q w.db "select joined from wide where f1='v1'")" "$(i=1; printf p1; while [ $((i += 1)) -le 40 ]; do printf /p$i; done)"
is "the 40th column of dates proves their order, and is read by it" "$(q w.db "select group_concat(day) from wide")" "2023-12-25,2024-04-03"
ends "300 fields: verified" 0 "$WINNOW" verify w.db --in . --out vw --quiet
ends "and undone" 0 "$WINNOW" undo w.db --run "$(q w.db "select max(id) from winnow_run")" --quiet
wide() { # FIELDS
    awk -v n="$1" 'BEGIN { print "<model version=\"1\" name=\"m\"><entity name=\"wide\"><field name=\"key\" type=\"id\" key=\"yes\"/>" >"v.model.xml"
        print "<mapping version=\"1\" model=\"v.model.xml\"><source system=\"s\"/><file entity=\"wide\" path=\"v.csv\" key=\"id\"><field to=\"key\" '\
'from=\"id\"/>" >"v.xml"
        h = "id"; r = "1"; for (i = 1; i <= n; i++) { print "<field name=\"f" i "\" type=\"text\"/>" >"v.model.xml"; print "<field to=\"f" i "\" '\
'from=\"Column " i "\"/>" >"v.xml"; h = h ",Column " i; r = r "," i * 7 }
        print "</entity></model>" >"v.model.xml"; print "</file></mapping>" >"v.xml"; print h >"v.csv"; print r >"v.csv"; sub(/1/, "2", r); print r >"v.csv" }'
}
wide 1200
"$WINNOW" run v.xml --in v.csv --to v.db --out v1 --as-of 2026-06-15 --no-verify --quiet 2>"$tmp/err"
sed 's/,8400$/,new/' v.csv >v.new && mv v.new v.csv
ends "1,200 fields, changed by a second run" 0 "$WINNOW" run v.xml --in v.csv --to v.db --out v2 --as-of 2026-06-15 --no-verify --quiet
is "in the last of them" "$(q v.db "select group_concat(f1200) from wide")" "new,new"
ends "and undone" 0 "$WINNOW" undo v.db --run "$(q v.db "select max(id) from winnow_run")" --quiet
is "to what they were" "$(q v.db "select group_concat(f1200) from wide")" "8400,8400"
wide 2100
ends "more fields than a table of SQLite has columns" 3 "$WINNOW" run v.xml --in . --to x.db --out x --quiet
has "is said, with what to do" "$tmp/err" "entity wide has 2101 fields, more than the columns of a table there (1992)"
awk 'BEGIN { for (k = 1; k <= 2; k++) { f = "k" k ".csv"; h = "v"; for (i = 1; i <= 20; i++) h = h ",k" i; print h >f
    for (n = 0; n < 3; n++) { r = (k == 2 && n == 2 ? "new" : n); for (i = 1; i <= 20; i++) r = r "," (i == 20 ? n : "same"); print r >f } } }'
key=k1; i=1; while [ $((i += 1)) -le 20 ]; do key="$key + k$i"; done
"$WINNOW" compare k1.csv k2.csv --key "$key" --json >"$tmp/out" 2>&1
is "a key of 20 columns tells records apart by the last of them" "$(grep -o '"changed": *[0-9]*' "$tmp/out" | head -1 | tr -d ' ')" '"changed":1'

# ---- a list ------------------------------------------------------------------------------
awk 'BEGIN { print "code,en,zh,also" >"big.csv"; for (i = 1; i <= 5000; i++) print "C" i ",Value number " i ",值" i ",v" i "|w " i >"big.csv"
    print "id,kind" >"l.csv"; for (i = 1; i <= 5000; i++) print "L" i "," (i % 3 ? "W-" i : "值" i) >"l.csv"; print "L5001,nothing" >"l.csv"
    print "<model version=\"1\" name=\"m\"><entity name=\"thing\"><field name=\"key\" type=\"id\" key=\"yes\"/><field name=\"kind\" type=\"choice\" '\
'list=\"big\"/></entity><list name=\"big\" file=\"big.csv\"/></model>" >"l.model.xml"
    print "<mapping version=\"1\" model=\"l.model.xml\"><source system=\"s\"/><file entity=\"thing\" path=\"l.csv\" key=\"id\"><field to=\"key\" '\
'from=\"id\"/><field to=\"kind\" from=\"kind\"/></file></mapping>" >"l.xml" }'
ends "5,000 values of a list" 0 "$WINNOW" run l.xml --in l.csv --to l.db --out l --as-of 2026-06-15 --quiet
is "5,000 values: each one is known by its name and its synonyms" \
    "$(q l.db "select count(*) from thing where kind='C' || id; select group_concat(source_key) from winnow_finding where rule='classified'" \
    | tr '\n' ' ')" "5000 L5001 "
for month in 2026-05 2026-06; do "$WINNOW" health l.xml --in . --out l$month --history lh.db --period $month --quiet >"$tmp/out" 2>&1; done
is "and each one is remembered from month to month" "$(q lh.db "select count(*) from winnow_profile where kind='value' and period='2026-05'")" 5001
long=$(head -c 1500 /dev/zero | tr '\0' x)
printf 'code,en\nA,%sA\nB,%sB\n' "$long" "$long" >big.csv; printf 'id,kind\nL1,%sb\n' "$long" >l.csv
"$WINNOW" run l.xml --in . --to l2.db --out l2 --as-of 2026-06-15 --quiet 2>"$tmp/err"
is "two values that begin alike for 1,500 letters are two" "$(q l2.db "select kind from thing")" B
done_testing
