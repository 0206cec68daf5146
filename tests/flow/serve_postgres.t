#!/bin/sh
# serve_postgres.t - the page of winnow serve with a PostgreSQL database as its target. If this
# fails, what people decide there is lost, or a password is on a page. It runs itself again
# beside a server of its own. TAP.
. tests/lib.sh
if [ -z "$WINNOW_TEST_INSIDE" ]; then
    command -v pg_virtualenv >/dev/null || { skip "a PostgreSQL target" "pg_virtualenv is not here (package postgresql-common)"; done_testing; }
    export WINNOW_TEST_INSIDE=1 WINNOW
    pg_virtualenv -t sh "$0" 2>"$tmp/log" | sed '/^Creating\|^Dropping/d'
    exit
fi
root=$PWD target="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/crm"
psql -q -d postgres -c "create database crm"
count() { psql -qAt -d "$target" -c "select count(*) from account"; }
cd "$tmp" || exit 99
mkdir room && cp "$root"/samples/tutorial/*.xlsx room/
. "$root/tests/flow/serve.sh"
begin --db "$target"; ask GET "/?key=$key"; ask GET /; settle /
ask POST /draft; settle /
for page in /pairs /merged "/findings?of=load"; do
    answers "before the first load there is a page $page" 200 GET "$page"; hasnt "and no mistake of the server in it" body winnow_run
done
answers "it is loaded" 303 POST /try -d what=load
settle /try; cp body page
has "all rows are accounted for" page "read 216 = the sum of the other columns, 216"
before=$(count)
ask GET /pairs; pair=$(grep -o 'name="pair" value="[^"]*"' body | head -n 1 | cut -d'"' -f4)
has "pairs wait, with the labels of the model" body ">City<"
answers "one is decided" 303 POST /pairs -d ruling=same -d "pair=$pair"
ask POST /try -d what=load; settle /try
is "the next load takes it" "$(count)" "$((before - 1))"
ask GET /merged; has "what was put together stands there" body "records put together"
link() { grep -o "\"$1[^\"]*\"" body | head -n 1 | tr -d '"' | sed 's/&amp;/\&/g'; }
ask GET "/findings?of=load"; has "what was found stands there, by kind" body "rule=C02&amp;entity=account&amp;field=intent"
ask GET "/findings?of=load&rule=C02&entity=account&field=intent"; seen=$(grep -c '/record?' body) next=$(link '/findings?[^"]*after=')
record=$(link '/record?')
while [ -n "$next" ]; do ask GET "$next"; seen=$((seen + $(grep -c '/record?' body))) next=$(link '/findings?[^"]*after='); done
is "page by page" "$seen" \
    "$(psql -qAt -d "$target" -c "select count(*) from winnow.winnow_finding where rule = 'C02' and entity = 'account' and field = 'intent'")"
ask GET "$record"; settle "$record"; has "and the story of a record" body "  from   "
run=$(psql -qAt -d "$target" -c "select id from winnow.winnow_run order by number desc limit 1")
answers "a load is taken back" 303 POST /undo -d "run=$run"
settle /try; is "by the command" "$(count)" "$before"
is "the password stands on no page and in no file" "$(cat page body room/.winnow/jobs/*/* address | grep -cF "$PGPASSWORD@")" 0
end
done_testing
