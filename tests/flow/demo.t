#!/bin/sh
# demo.t - the sample company: three systems into one database. What a user
# would lose if this fails is the whole product. TAP.
. tests/lib.sh
run() { # NAME OPTIONS...
    n=$1; shift
    "$WINNOW" run samples/salesforce.xml samples/chinese.xml samples/erp.xml --to "$tmp/$n.db" \
        --out "$tmp/$n" --as-of 2026-10-01 "$@" >"$tmp/$n.out" 2>"$tmp/$n.err"
}
run one; is "the demo ends yellow: the sample is to be watched" $? 1
q "$tmp/one.db" "select id,name,ifnull(tax_id,''),industry,intent,phone,city,updated_at from account order by id" >"$tmp/account"
q "$tmp/one.db" "select id,ifnull(account_id,''),full_name,email,mobile,phone from contact order by id" >"$tmp/contact"
q "$tmp/one.db" "select id,ifnull(account_id,''),ifnull(contact_id,''),name,stage,amount,closed_at from deal order by id" >"$tmp/deal"
for e in account contact deal; do same "every $e is as it should be" "$tmp/$e" "tests/flow/demo.want/$e"; done
q "$tmp/one.db" \
    "select s.entity||'|'||group_concat(s.system||':'||s.source_key||'='||s.fate,', ') from (select * from winnow_source
    order by entity,golden_id,system,source_key,nth) s group by s.entity,s.golden_id order by 1" >"$tmp/groups"
same "the same people and companies were found across the three systems" "$tmp/groups" tests/flow/demo.want/groups
q "$tmp/one.db" "select rule,entity,system,source_key,field,file,line,column,value from winnow_finding order by 1,2,3,4,5" >"$tmp/findings"
same "every finding names rule, record, file, line, column and value" "$tmp/findings" tests/flow/demo.want/findings
is "the refused account is in the refusals with all its reasons" \
    "$(q "$tmp/one.db" "select group_concat(rule||':'||field) from winnow_refused")" \
    "C02:industry,C02:source,C02:intent,C07:phone,C07:address,required:name,valid:phone"
has "and in refused.csv, with its cells as read" "$tmp/one/refused.csv" '0015g00000A0007AAB,0,,,N/A,,12345'
has "a doubtful pair is shown to a person" "$tmp/one/pairs.csv" '0035g00000B0008AAB,陈'
is "lineage says where a golden value came from" \
    "$(q "$tmp/one.db" "select system,source_key,column,rule from winnow_lineage where entity='account' and golden_id=1 and field='tax_id'")" \
    "erp|100017|TaxCode|newest"
is "a contact follows the merge of its account" \
    "$(q "$tmp/one.db" "select a.name from contact c join account a on a.id=c.account_id where c.email='zhang.wei@huaxin-demo.cn'")" "北京华信科技有限公司"
is "the books balance in the table" \
    "$(q "$tmp/one.db" "select read=loaded+unchanged+review+refused+absorbed+skipped, read from winnow_run")" "1|48"
is "every record read has its row in the cross-reference" "$(q "$tmp/one.db" 'select count(*) from winnow_source')" 48
has "the books are printed" "$tmp/one.out" "books     48 read = 27 loaded + 2 review + 1 refused + 18 absorbed"

# what leaves the machine
for f in en zh-CN; do
    r="$tmp/one/report.$f.html"
    is "report.$f.html is below 300 kB" "$([ "$(wc -c <"$r")" -lt 300000 ] && echo yes)" yes
    hasnt "report.$f.html has no script" "$r" "<script"
    hasnt "report.$f.html loads nothing from elsewhere" "$r" "src="
    is "report.$f.html masks people" "$(grep -cE '13800138001|zhang\.wei|李娜|1985-06' "$r")" 0
done
is "summary, health and manifest hold no personal data" \
    "$(cat "$tmp/one/summary.md" "$tmp/one/health.json" "$tmp/one/manifest.json" | grep -cE '1380013|@|张伟')" 0
is "files are for their owner alone" "$(find "$tmp/one" "$tmp/one.db" -type f ! -perm 600 | wc -l)" 0
if command -v python3 >/dev/null; then
    is "manifest.json: every row of the books balances" "$(python3 - "$tmp/one/manifest.json" <<'P'
import json,sys
m=json.load(open(sys.argv[1])); r=m["books"]
print(len(r), all(b["read"]==sum(b[k] for k in("loaded","unchanged","review","refused","absorbed","skipped")) for b in r),
      sum(b["read"] for b in r), m["schema"], m["exit"])
P
)" "7 True 48 winnow.run/1 1"
    is "health.json: the score recomputed by its formula" "$(python3 tests/flow/score.py "$tmp/one/health.json")" "same"
else skip "manifest.json balances" "no python3"; skip "health.json recomputed" "no python3"; fi

# once more: nothing changes
dump "$tmp/one.db" >"$tmp/before"
cp "$tmp/one.db" "$tmp/again.db"; run again
dump "$tmp/again.db" >"$tmp/after"
same "running the same exports twice changes nothing" "$tmp/after" "$tmp/before"
has "and says so" "$tmp/again.out" "books     48 read = 0 loaded + 47 unchanged + 0 review + 1 refused + 0 absorbed"
# one system alone, later: what the others said stays
cp "$tmp/one.db" "$tmp/part.db"
"$WINNOW" run samples/erp.xml --to "$tmp/part.db" --out "$tmp/part" --as-of 2026-10-01 >/dev/null 2>&1
q "$tmp/part.db" "select * from account" >"$tmp/part.account"; q "$tmp/one.db" "select * from account" >"$tmp/one.account"
same "one export again, alone, takes nothing away from the others" "$tmp/part.account" "$tmp/one.account"
# a changed value arrives, and its old one is kept
mkdir "$tmp/s" && cp -r samples mappings "$tmp/s/" && sed -i 's/Boston/Cambridge/; s/2026-09-02T10/2026-09-30T10/' "$tmp/s/samples/salesforce/Account.csv"
cp "$tmp/one.db" "$tmp/new.db"
"$WINNOW" run "$tmp/s/samples/salesforce.xml" --to "$tmp/new.db" --out "$tmp/new" --as-of 2026-10-01 >"$tmp/new.out" 2>&1
is "a changed value arrives" "$(q "$tmp/new.db" "select city from account where id=2")" "Cambridge"
is "and what it replaced is in the history" "$(q "$tmp/new.db" "select before like '%Boston%' from winnow_history where golden_id=2 and table_name=''")" 1
is "ids stay" "$(q "$tmp/new.db" 'select count(*), max(id) from account')" "$(q "$tmp/one.db" 'select count(*), max(id) from account')"

# results do not depend on how the work is cut
for v in "1 1 1" "2 3 7" "5 512 65536" "3 1 100"; do
    set -- $v; run cut --jobs "$1" --batch "$2" --chunk "$3"; dump "$tmp/cut.db" >"$tmp/cut.dump"
    same "the same with $1 workers, batches of $2, chunks of $3" "$tmp/cut.dump" "$tmp/before"
    cmp -s "$tmp/cut/refused.csv" "$tmp/one/refused.csv" && cmp -s "$tmp/cut/pairs.csv" "$tmp/one/pairs.csv" &&
        pass "and the same files" || fail "and the same files"
    rm -rf "$tmp/cut.db" "$tmp/cut"
done

run dry --dry-run; [ -e "$tmp/dry.db" ] && fail "a dry run makes no target" || pass "a dry run makes no target"
has "but counts all the same" "$tmp/dry.out" "48 read = 27 loaded"
cp "$tmp/one.db" "$tmp/dry2.db"; sum1=$(sha256sum <"$tmp/dry2.db"); run dry2 --dry-run
is "a dry run leaves a living target byte for byte" "$(sha256sum <"$tmp/dry2.db")" "$sum1"
run where --where department=华南销售部; has "--where counts what it skips" "$tmp/where.out" "skipped"
is "and loads only those" "$(q "$tmp/where.db" "select count(*) from account where department<>'华南销售部'")" 0
run zh --lang zh; has "the books in Chinese" "$tmp/zh.out" "账目      48 读取 = 27 导入 + 2 待核对 + 1 拒收 + 18 并入"
run json --json; is "--json prints one object a line" "$(grep -c '^{.*}$' "$tmp/json.out")" "$(wc -l <"$tmp/json.out" | tr -d ' ')"
run quiet --quiet; is "--quiet says nothing" "$(cat "$tmp/quiet.out" "$tmp/quiet.err")" ""
done_testing
