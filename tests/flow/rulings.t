#!/bin/sh
# rulings.t - what people decided means the same records next month. If these fail, an
# answer is lost, is taken for other records, or one answer silently overrules another. TAP.
. tests/lib.sh
cp mappings/crm.model.xml "$tmp"; cd "$tmp"
cat >map.xml <<'M'
<mapping version="1" model="crm.model.xml"><source system="old" region="GB"/>
<file entity="account" path="firms.csv" key="No"><field to="account_id" from="No"/><field to="name" from="Name"/></file>
<file entity="contact" path="people.csv" key="No"><field to="contact_id" from="No"/><field to="full_name" from="Name"/>
<field to="title" from="Title"/><field to="account_id" from="Firm"/></file></mapping>
M
cat >map2.xml <<'M'
<mapping version="1" model="crm.model.xml"><source system="old" region="GB"/>
<file entity="account" path="firms.csv" key="No"><field to="account_id" from="No"/><field to="name" from="Name"/></file></mapping>
M
printf 'No,Name\nA1,Alpine Timber\nA2,Bordeaux Wines\nA3,Crystal Mining\n' >firms.csv
printf 'No,Name,Title,Firm\nP1,Peter Quigley,Buyer,A1\nP2,Quigley,Driver,A2\nP3,Pete Q.,Porter,A3\nP4,Ines Abt,Head,A1\n' >people.csv
run() { db=$1; shift; "$WINNOW" run map.xml --in firms.csv --in people.csv --to "$db" --out "$db.out" "$@" --lang en >out 2>err; }
of() { q "$1" "select group_concat(k, ' ') from (select group_concat(source_key, '=') k from (select * from winnow_source where entity='contact'
    order by source_key) group by golden_id order by k)"; }
# The id of a pair is made of both contents; those that a run keeps are asked for here.
pair() { python3 - "$1" "$2" "$3" <<'P'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
of = lambda k: db.execute("select content from winnow_source where entity='contact' and source_key=?", (k,)).fetchone()[0] & (2**64 - 1)
print("-".join("%016x" % c for c in sorted((of(sys.argv[2]), of(sys.argv[3])))))
P
}
answers() { out=$1; shift; printf 'pair,decision\n' >"$out"; while [ $# -gt 0 ]; do printf '%s,%s\n' "$1" "$2" >>"$out"; shift 2; done; }
run one.db
p12=$(pair one.db P1 P2) p23=$(pair one.db P2 P3) p13=$(pair one.db P1 P3)
[ "$p12" != "$p13" ] && [ "$p12" != "$p23" ] && pass "people of three firms are three to decide about" || fail "people of three firms are three to decide about"
answers same.csv "$p12" same "$p13" different
run two.db --decisions same.csv
is "one answer joins two, another keeps the third" "$(of two.db)" "P1=P2 P3 P4"
# a firm more, before the others: in a new target every golden record has another number
printf 'No,Name\nA0,Zinc and Sons\nA1,Alpine Timber\nA2,Bordeaux Wines\nA3,Crystal Mining\n' >firms.csv
run three.db --decisions same.csv
is "the same answers about the same people, when other firms come" "$(of three.db)" "P1=P2 P3 P4"
hasnt "and all are met" out "about records that are not in this export"
printf 'No,Name\nA3,Crystal Mining\nA2,Bordeaux Wines\nA1,Alpine Timber\n' >firms.csv
run four.db --decisions same.csv
is "and when they are sorted" "$(of four.db)" "P1=P2 P3 P4"
# --- contradictions -----------------------------------------------------------------------
answers three.csv "$p12" same "$p23" same "$p13" different
run five.db --decisions three.csv
is "A = B, B = C, A != C: nothing is put together" "$(of five.db)" "P1 P2 P3 P4"
has "it is told" out "answers   3 contradict each other: the pair $p13 is"
has "with what to do" out 'answer one of these pairs again'
book() { /usr/bin/python3 - "$1" <<'P'
import openpyxl, sys
for sheet in openpyxl.load_workbook(sys.argv[1]):
    for row in sheet.iter_rows(values_only=True):
        print(" | ".join(str(c) for c in row if c is not None))
P
}
if /usr/bin/python3 -c 'import openpyxl' 2>/dev/null; then
    book five.db.out/pairs.xlsx >rows
    is "they stand first in pairs.xlsx, with the reason" "$(sed -n '/^No\./,$p' rows | sed -n '3p;5p;7p' | grep -c 'contradict each other')" 3
else
    skip "they stand first in pairs.xlsx" "no python3-openpyxl"
fi
answers two.csv "$p13" same
run five.db --decisions two.csv
is "a new answer to one of them settles it" "$(of five.db)" "P1=P2=P3 P4"
hasnt "and nothing is told any more" out "contradict"
# --- taken back ---------------------------------------------------------------------------
stored() { q "$1" "select coalesce(group_concat(decision, ' '), '-') from (select decision from winnow_pair where decision is not null order by 1)"; }
answers join.csv "$p12" same
run six.db --decisions join.csv
hasnt "where nobody says it, nothing is said of undecided" out "undecided"
is "a merge that stands by an answer alone" "$(of six.db) $(stored six.db)" "P1=P2 P3 P4 same"
answers blank.csv "$p13" different "$p12" ""
run six.db --decisions blank.csv
is "a blank is no answer: the earlier one stays" "$(of six.db) $(stored six.db)" "P1=P2 P3 P4 different same"
cp six.db before.db
answers back.csv "$p12" Undecided "$p23" 未定
run six.db --decisions back.csv
has "how many were read" out "answers   back.csv: 2 read (0 the same, 0 different, 2 undecided)"
has "how many of them took an answer back" out "answers   1 earlier decisions taken back"
has "and how many had none to take back" out 'answers   1 answers "undecided" had no decision to take back'
has "and it verifies" out ", 0 differ"
is "the merge comes apart, and the answer is gone" "$(of six.db) $(stored six.db)" "P1 P2 P3 P4 different"
is "the first part keeps its golden record" "$(q six.db "select golden_id from winnow_source where source_key='P1'")" \
    "$(q before.db "select golden_id from winnow_source where source_key='P1'")"
is "each has its own values again" "$(q six.db "select group_concat(title, ' ') from (select title from contact order by 1)")" "Buyer Driver Head Porter"
cp six.db apart.db
run six.db
is "and so it stays" "$(of six.db) $(stored six.db)" "P1 P2 P3 P4 different"
cp apart.db six.db
"$WINNOW" undo six.db --run "$(q six.db "select id from winnow_run order by number desc limit 1")" >out 2>&1
is "undone with its run, the merge and its answer are there again" "$(of six.db) $(stored six.db)" "P1=P2 P3 P4 different same"
printf 'No,Name,Title,Firm\nP2,Quigley,Driver,A2\n' >part.csv; cp before.db six.db
sed 's/people.csv/part.csv/' map.xml >part.xml
"$WINNOW" run part.xml --in firms.csv --in part.csv --to six.db --out six.out --decisions back.csv --lang en >out 2>err
is "where one of the two is not there, nothing is taken back" "$(of six.db) $(stored six.db)" "P1=P2 P3 P4 different same"
hasnt "nor said to be" out "taken back"
has "but that it did nothing" out "answers   1 of 2 are about records that are not in this export"
"$WINNOW" run map.xml --in firms.csv --in people.csv --to six.db --out six.out --decisions back.csv --lang zh >out 2>err
has "in Chinese, too" out "判定      back.csv：读入 2 对（相同 0，不同 0，未定 2）"
has "and what it did" out "撤回以前的判定 1 对"
has "and what it did not" out "1 个“未定”没有可撤回的判定"
# --- records that only the target has: of a system that is not read now -------------------
printf 'No,Name,Title\nS1,P. Quig,Cook\nS2,Xaver Zorn,Chef\n' >staff.csv
cat >staff.xml <<'M'
<mapping version="1" model="crm.model.xml"><source system="erp" region="GB"/>
<file entity="contact" path="staff.csv" key="No"><field to="contact_id" from="No"/><field to="full_name" from="Name"/>
<field to="title" from="Title"/></file></mapping>
M
staff() { "$WINNOW" run staff.xml --in staff.csv --to "$1" --out "$1.out" --lang en >out 2>err; }
run nine.db; staff nine.db; cp nine.db ten.db
s1=$(pair nine.db P1 S1) s2=$(pair nine.db P2 S1) s3=$(pair nine.db P1 S2)
answers join.csv "$p12" same "$p23" same
run nine.db --decisions join.csv
answers both.csv "$p12" undecided "$s2" same
run nine.db --decisions both.csv
is "one leaves a group for a record of the target, and takes along who is the same" "$(of nine.db)" "P1 P2=P3=S1 P4 S2"
answers two.csv "$s1" same "$s3" same
run ten.db --decisions two.csv
is "two golden records of which no record is read stay two" "$(of ten.db)" "P1=S1 P2 P3 P4 S2"
has "and it is told which answer waits for what" out 'answers   1 say "same", but each side has a record in the target that no file of'
# two that the machine finds the same, held apart by an answer, taken back
printf 'No,Name,Title,Firm\nP1,Peter Quigley,Buyer,A1\nP2,Peter Quigley,Buyer,A1\nP4,Ines Abt,Head,A1\n' >people.csv
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do printf 'Q%s,Person%s Name%s,T%s,A%s\n' $i $i $i $i $((i % 3 + 1)); done >>people.csv
sed 's|<field to="title"|<field to="email" from="Mail"/><field to="title"|' map.xml >mail.xml
awk -F, 'NR == 1 { print $0 ",Mail"; next } { print $0 "," tolower($1 == "P2" ? "p1" : $1) "@alpine.example" }' people.csv >p && mv p people.csv
sed -i 's/^P2,Peter/P2,Pete/' people.csv
m() { db=$1; shift; "$WINNOW" run mail.xml --in firms.csv --in people.csv --to "$db" --out "$db.out" "$@" --lang en >out 2>err; }
m seven.db
is "two that are alike are one" "$(of seven.db | cut -d' ' -f1)" "P1=P2"
cp seven.db eight.db; staff eight.db
answers one.csv "$(pair eight.db P2 S1)" same
m eight.db --decisions one.csv
is "a third that is the same as one of them is of both, and breaks up nobody" "$(of eight.db | cut -d' ' -f1)" "P1=P2=S1"
answers apart.csv "$(pair seven.db P1 P2)" different
m seven.db --decisions apart.csv
is "an answer takes them apart" "$(of seven.db | cut -d' ' -f1,2)" "P1 P2"
answers back.csv "$(pair seven.db P1 P2)" undecided
m seven.db --decisions back.csv
is "taken back, it holds them apart no longer" "$(of seven.db | cut -d' ' -f1) $(stored seven.db)" "P1=P2 -"
done_testing
