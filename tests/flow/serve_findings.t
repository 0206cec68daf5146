#!/bin/sh
# serve_findings.t - the page of winnow serve: what was found, down to its record and where that
# is from; what need not be put right. If this fails, a director sees a number and nobody finds
# the row, a mailbox is shown that a report masks, or a waiver is taken for another finding. TAP.
. tests/lib.sh
root=$PWD
cd "$tmp" || exit 99
mkdir room && cp "$root"/samples/tutorial/*.xlsx room/
. "$root/tests/flow/serve.sh"
(cd room && "$WINNOW" draft ./crm.xlsx ./客户清单.xlsx --lang en -o map.xml && "$WINNOW" run map.xml --in . --to clean.db --lang en) >/dev/null 2>&1
begin; ask GET "/?key=$key"; ask GET /
# link PATTERN: the first address in the page that has it
link() { grep -o "\"$1[^\"]*\"" body | head -n 1 | tr -d '"' | sed 's/&amp;/\&/g'; }
field() { grep -o "name=\"$1\" value=\"[^\"]*\"" body | head -n 1 | cut -d'"' -f4; }

# ---- by kind, one by one, a record
ask GET /health; has "from the monthly check one comes to what was found" body "/findings?of=load"
hasnt "not to checks that were not made" body "/findings?of=check"
answers "what is loaded has findings" 200 GET "/findings?of=load"
set -- $(q room/clean.db "select rule || ' ' || entity || ' ' || field || ' ' || count(*) from winnow_finding where field is not null
    group by rule, entity, field order by count(*) desc limit 1")
rule=$1 entity=$2 name=$3 count=$4 of="rule=$1&entity=$2&field=$3"
hasnt "how bad it is, is said in words of the language" body " warn</small>"
is "with their number" "$(grep -F "rule=$rule&amp;entity=$entity&amp;field=$name\"" body | grep -c "<td class=\"n\">$count</td>")" 1
is "no kind is left out" "$(grep -c '/findings?of=load&amp;rule' body)" \
    "$(q room/clean.db "select count(*) from (select distinct rule, severity, entity, field from winnow_finding)")"
answers "a kind is shown finding by finding" 200 GET "/findings?of=load&$of"
record=$(link '/record?') seen=$(grep -c '/record?' body) next=$(link '/findings?[^"]*after=')
while [ -n "$next" ]; do
    ask GET "$next"; seen=$((seen + $(grep -c '/record?' body))) next=$(link '/findings?[^"]*after=')
done
is "page by page, each once" "$seen" "$count"
answers "one of them leads to its record" 200 GET "$record"; settle "$record"
golden=$(echo "$record" | grep -o 'golden=[0-9]*' | cut -d= -f2)
(cd room && "$WINNOW" trace clean.db "$entity:$golden" --lang en) >wanted
python3 -c 'import html, re
print(html.unescape(re.search(r"<pre class=.said[^>]*>(.*?)</pre>", open("body").read(), re.S).group(1)), end="")' >got
same "and its story is the one that the command tells" got wanted
has "by the command that is named" body "trace clean.db $entity:$golden --lang en"
n=$(grep -l trace room/.winnow/jobs/*/kind | wc -l); ask GET "$record"
is "told again, it is not asked again" "$(grep -l trace room/.winnow/jobs/*/kind | wc -l)" "$n"
answers "a kind that is none has no findings" 200 GET "/findings?of=load&rule=x'%22%3Cb%3E&entity=y&field=z"
is "and is shown as text" "$(grep -c '<b>' body) $(grep -c '/record?' body)" "0 0"
answers "nor is a row that is none" 200 GET "/findings?of=load&$of&after=x';drop"

# ---- masks
q room/clean.db "update winnow_finding set value = 'anna.bell@example.com' where rule = '$rule' and entity = '$entity' and field = '$name'"
ask GET "/findings?of=load&$of"
is "a value that a report masks is masked" "$(grep -c 'anna.bell@' body) $(grep -c '/record?' body)" "0 $((count < 50 ? count : 50))"

# ---- very many
python3 - <<'P'
import sqlite3
d = sqlite3.connect('room/clean.db')
kind, rule, entity, field = d.execute("select id, rule, entity, coalesce(field, '') from winnow_finding_kind limit 1").fetchone()
d.executemany("insert into winnow_finding_row values (?, ?, 1, ?, 'some value', 1, null, 1)", ((kind, f'k{i}', i) for i in range(300000)))
d.execute("insert into winnow_run (number, id, kind) values (99, 'more', 'undo')")
d.commit()
late = d.execute("select max(rowid) - 60 from winnow_finding_row").fetchone()[0]
open('late', 'w').write(f'/findings?of=load&rule={rule}&entity={entity}&field={field}&after={late}')
P
ask GET "/findings?of=load"; has "as many as there are now" body ">300,"
ask GET "$(cat late)"; is "a page late among 300,000 has its 50" "$(grep -c '/record?' body)" 50

# ---- what need not be put right
ask POST /health -d month=2026-10; settle /health
has "a check that was made has findings" body "/findings?of=check"
ask GET "/findings?of=check"; ask GET "$(link '/findings?of=check&amp;rule')"; ask GET "$(link '/record?')"
has "from one of them it can be waived" body 'action="/waivers"'
rule=$(field rule) entity=$(field entity) system=$(field system) record=$(field key) list="room/answers/$(field rule) $(field entity).csv"
waive() { name=$1 want=$2; shift 2; answers "$name" "$want" POST /waivers -d "rule=$rule" -d "entity=$entity" -d "system=$system" -d "key=$record" "$@"; }
waived() { q room/runs/history.db "select rule, entity, source_key, who, why, until from winnow_waiver" | tr '|' ' '; }
ask POST /pairs -d ruling=who -d "who=王芳"
waive "not without a reason" 409 -d what=add -d why= -d until=2027-10-31
waive "nor until a day that has passed" 409 -d what=add -d why=x -d until=2020-01-01
waive "nor until one that there is not" 409 -d what=add -d why=x -d until=2027-02-31
is "nothing is written then" "$(ls room/answers 2>/dev/null)" ""
waive "with both it is" 303 -d what=add -d "why==the old, +49 office" -d until=2027-10-31
has "in a work list that the command reads" "$list" "$record,$system,王芳,no need,2027-10-31,\"'=the old, +49 office\",x"
ask GET /waivers; has "it waits for the next check" body "from the next check on"
has "with its reason" body ">=the old, +49 office<"
ask POST /health -d month=2026-11; settle /health
is "which takes it, with the name of its check" "$(waived)" "$rule $entity $record 王芳 =the old, +49 office 2027-10-31"
ask GET /waivers; has "it holds" body ">holds<"
hasnt "and waits no more" body "from the next check on"
has "with who" body "王芳"
finding=$(field finding)
waive "it is taken back" 303 -d what=take -d "finding=$finding"
ask GET /waivers; has "with the next check" body "taken back with the next check"
waive "or that is not done" 303 -d what=drop -d "finding=$finding"; ask GET /waivers; has "and it holds" body ">holds<"
waive "taken back again" 303 -d what=take -d "finding=$finding"; ask POST /health -d month=2026-11; settle /health
is "the check takes it back" "$(waived)" ""
ask POST /health -d month=2026-11; settle /health
is "what a check has taken is not said again" "$(ls room/answers)" ""
ask GET "/record?of=check&rule=$rule&entity=$entity&system=$system&key=K%0A7"; number=$(field finding)
ask GET "/record?of=check&rule=$rule&entity=$entity&system=$system&key=K%207"
is "keys of two lines and of two words are two findings" "$([ "$number" != "$(field finding)" ] && [ "$number" ] && echo yes)" yes
short=$record record=$(printf 'K\r\n7'); waive "what a browser makes of a line end" 303 -d what=add -d why=two -d until=2027-10-31 -d "finding=$number"
has "is waived by the number of its finding" "$list" ",two,$number"
record=$short; waive "beside another one" 303 -d what=add -d why=one -d until=2027-10-31
waive "one of them is dropped" 303 -d what=drop -d "finding=$number"
ask GET /waivers; is "the other one waits" "$(grep -c 'value="drop"' body)" 1; rm -f "$list"
printf 'Record,System,Outcome,Code\n' >"$list"; cp "$list" theirs
waive "a work list of somebody else is not written to" 409 -d what=add -d why=x -d until=2027-10-31
same "and stays" "$list" theirs
rule=../x; waive "a name that leads elsewhere is none" 409 -d what=add -d why=x -d until=2027-10-31
end
done_testing
