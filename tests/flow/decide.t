#!/bin/sh
# decide.t - what people decide about pairs holds, and can be asked for. If these fail, a
# decision is lost with the next export, or nobody can say why two records became one. TAP.
. tests/lib.sh
samples="samples/salesforce.xml samples/chinese.xml samples/erp.xml"
run() { n=$1; shift; "$WINNOW" run $samples --to "$tmp/c.db" --out "$tmp/$n" "$@" >"$tmp/out" 2>"$tmp/err"; }
books() { sed -n 's/^books *//p' "$tmp/out"; }
ids() {
    q "$tmp/c.db" "select count(distinct golden_id) || ' ' || count(*) from winnow_source
        where entity='contact' and source_key in ('0035g00000B0008AAB', '深圳市天成贸易有限公司深圳分公司 + 陈静')"
}
decide() { python3 - "$1" "$2" "$3" <<'P'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig")))
assert rows[0][-2:] == ["pair", "decision"] and len(rows) > 1
for row in rows[1:]:
    row[-1] = sys.argv[3]
csv.writer(open(sys.argv[2], "w", encoding="utf-8-sig", newline="")).writerows(rows)
P
}
run 1
is "a doubtful pair waits in the queue" "$(q "$tmp/c.db" "select count(*), min(decision is null) from winnow_pair where band='review'")" "1|1"
is "the two are two records" "$(ids)" "2 2"
is "what was put together is there with its reasons" \
    "$(q "$tmp/c.db" "select count(*) > 10 and min(place > 0) and min(left_golden = right_golden) from winnow_pair where band='sure'")" 1
"$WINNOW" trace "$tmp/c.db" pair 0035g00000B0008AAB "contact:cncrm/深圳市天成贸易有限公司深圳分公司 + 陈静" >"$tmp/trace" 2>&1
has "a pair can be asked why: what speaks for it" "$tmp/trace" "full_name/family: the same"
has "what speaks against it" "$tmp/trace" "account_id: not the same"
has "what became of it" "$tmp/trace" "they were kept apart; a person should look"
is "the reasons add up to the weight" \
    "$(awk '/^  [ +-]*[0-9]+\.[0-9]/ { if (/bits in all/) all = $1; else sum += $1 } END { d = sum - all; print (d < .3 && d > -.3 && all != 0) ? "yes" '\
': sum " " all }' "$tmp/trace")" yes
"$WINNOW" trace "$tmp/c.db" pair account:1 100017 --lang zh >"$tmp/trace" 2>&1
has "in Chinese too" "$tmp/trace" "phone: 相同"
"$WINNOW" trace "$tmp/c.db" pair cncrm/华信科技 erp/100017 >"$tmp/trace" 2>&1
has "two that are one by way of a third" "$tmp/trace" "put together by these pairs"
"$WINNOW" trace "$tmp/c.db" pair account:1 account:2 >"$tmp/trace" 2>&1
has "two that have nothing to do with each other" "$tmp/trace" "they share too little"
ends "a record that is not there" 3 "$WINNOW" trace "$tmp/c.db" pair nobody account:1
has "says how to write it" "$tmp/err" "[ENTITY:][SYSTEM/]KEY"
ends "a file that is no target" 5 "$WINNOW" trace README.md pair a b
# the same
decide "$tmp/1/pairs.csv" "$tmp/same.csv" same
run 2 --decisions "$tmp/same.csv"
is "decided to be the same, they are one" "$(ids)" "1 2"
is "the queue is empty" "$(q "$tmp/c.db" "select count(*) from winnow_pair where band='review'")" 0
is "the decision is kept" "$(q "$tmp/c.db" "select count(*) from winnow_pair where decision='same' and band='sure'")" 1
has "the books balance" "$tmp/out" "1 absorbed"
is "no record is there that nobody is of" \
    "$(q "$tmp/c.db" "select count(*) from contact where id not in (select golden_id from winnow_source where entity='contact' and golden_id is not null)")" 0
dump "$tmp/c.db" >"$tmp/before"; run 3
dump "$tmp/c.db" >"$tmp/after"
same "the next run changes nothing" "$tmp/after" "$tmp/before"
# and different, after all
decide "$tmp/1/pairs.csv" "$tmp/other.csv" 不同
run 4 --decisions "$tmp/other.csv"
is "decided to be different, they are two again" "$(ids)" "2 2"
is "and no longer doubtful" \
    "$(q "$tmp/c.db" "select count(*), min(decision) from winnow_pair where decision is not null") $(q "$tmp/c.db" \
    "select count(*) from winnow_source where entity='contact' and fate='review' and source_key like '%陈静'")" "1|different 0"
dump "$tmp/c.db" >"$tmp/before"; run 5
dump "$tmp/c.db" >"$tmp/after"
same "the next run changes nothing then, either" "$tmp/after" "$tmp/before"
# another target, other keys: records are known by what they say
run 6 && rm -f "$tmp/c.db"; "$WINNOW" run $samples --to "$tmp/c.db" --out "$tmp/7" --decisions "$tmp/same.csv" >"$tmp/out" 2>&1
is "a decision holds in a new target" "$(ids)" "1 2"
# what they decided about says something else now
rm -f "$tmp/c.db"; run 8 --decisions "$tmp/other.csv"
q "$tmp/c.db" "update winnow_pair set pair='0000000000000000' || substr(pair, 17) where decision is not null"
run 9
is "a decision about what a record no longer says is asked for again" \
    "$(q "$tmp/c.db" "select count(*) from winnow_pair where band='review' and decision is null")" 1
# by hand, in the target
q "$tmp/c.db" "update winnow_pair set decision='same' where band='review' and decision is null"
run 10
is "a decision written into the target" "$(ids)" "1 2"
# a merge is undone
one=$(q "$tmp/c.db" "select golden_id from winnow_source where entity='account' and source_key='华信科技'")
before=$(q "$tmp/c.db" "select count(*) from account")
ends "undo a merge" 0 "$WINNOW" undo "$tmp/c.db" --merge "account:$one"
has "says what it decided" "$tmp/out" "account:$one is decided to be 4 different records"
run 11
is "the next run takes it apart" \
    "$(q "$tmp/c.db" "select count(*) from account") $(q "$tmp/c.db" \
    "select count(distinct golden_id) from winnow_source where entity='account'
    and source_key in ('华信科技', '北京華信科技有限公司', '100017', '0015g00000A0001AAB')")" "$((before + 3)) 4"
is "each has its children again" \
    "$(q "$tmp/c.db" "select count(distinct account_id) > 1 from contact where id in (select golden_id from winnow_source
    where entity='contact' and source_key like '%华信%' or source_key like '%華信%' or source_key='100017')")" 1
dump "$tmp/c.db" >"$tmp/b11"; run 12; dump "$tmp/c.db" >"$tmp/a12"
same "and no later run merges it again" "$tmp/a12" "$tmp/b11"
ends "a golden record that is not there" 3 "$WINNOW" undo "$tmp/c.db" --merge account:99999
ends "undo of nothing" 3 "$WINNOW" undo "$tmp/c.db"
# wrong files
printf 'pair,decision\n0123456789abcdef-0123456789abcdef,perhaps\n' >"$tmp/bad.csv"
ends "a decision that is none" 4 "$WINNOW" run $samples --to "$tmp/n.db" --out "$tmp/n" --decisions "$tmp/bad.csv"
has "is named with its place" "$tmp/err" 'bad.csv:2: "perhaps"'
[ ! -e "$tmp/n.db" ] && pass "and nothing is loaded" || fail "and nothing is loaded"
ends "a file without the columns" 4 "$WINNOW" run $samples --to "$tmp/n.db" --out "$tmp/n" --decisions samples/chinese/客户列表.csv
done_testing
