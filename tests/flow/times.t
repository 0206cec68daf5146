#!/bin/sh
# times.t - times of a column that cannot be told, and days that stand for none, in a run.
# If this fails calls are loaded hours off, or birthdays of 1970, and no list says which. TAP.
. tests/lib.sh
mkdir "$tmp/m" && cp mappings/crm.model.xml "$tmp/m/"
cat >"$tmp/m/a.csv" <<'X'
Account ID,Account Name,Created
1,Kiel Boats Ltd,2019-07-04 10:15:00 CST
2,Hull Ropes Ltd,2019-07-05 10:15:00 +0200
3,York Sails Ltd,1970-01-01 00:00:00
4,Bath Masts Ltd,1900-01-01 00:00:00
5,Deal Winch Ltd,"Friday, 4 July 2019 10:15"
X
mapping() { # NAME ATTRIBUTES
    cat >"$tmp/m/$1.xml" <<X
<mapping version="1" model="crm.model.xml" name="$1"><source system="$1"/>
  <file entity="account" path="a.csv" key="Account ID"><field to="account_id" from="Account ID"/>
    <field to="name" from="Account Name"/>
    <field to="updated_at" from="Created" $2/></file></mapping>
X
}
go() { rm -rf "$tmp/o" "$tmp/o.db"; "$WINNOW" run "$tmp/m/$1.xml" --to "$tmp/o.db" --out "$tmp/o" --as-of 2026-10-01 >"$tmp/out" 2>&1; echo $?; }
found() { q "$tmp/o.db" "select rule||' '||source_key from winnow_finding where field='updated_at' and rule<>'stale' order by source_key,rule" | tr '\n' ' '; }
at() { q "$tmp/o.db" "select ifnull(updated_at,'-') from account where name like '$1%'"; }

mapping plain ""
code=$(go plain)
is "a zone of several places does not stop the run" "$([ "$code" -le 2 ] && echo yes)" yes
is "each doubtful time, each day that is none and each wrong weekday is found" "$(found)" \
    "ambiguous 1 dummy 3 dummy 4 typo 5 "
is "a zone that several places call so is not guessed" "$(at Kiel)" "-"
is "an offset is" "$(at Hull)" "2019-07-05T08:15:00Z"
is "1970 stays, 1900 does not" "$(at York) $(at Bath)" "1970-01-01T00:00:00 -"
mapping shanghai 'timezone="Asia/Shanghai"'
go shanghai >/dev/null
is "timezone= says which of the zones it is" "$(at Kiel)" "2019-07-04T02:15:00Z"
is "and there is nothing to ask" "$(found)" "dummy 3 dummy 4 typo 5 "
mapping paris 'timezone="Europe/Paris"'
go paris >/dev/null
is "or that it is none of them" "$(at Kiel)" "-"
done_testing
