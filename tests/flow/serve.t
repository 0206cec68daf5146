#!/bin/sh
# serve.t - the page of winnow serve: who is let in, what is done, and that a page does what
# a command does. If this fails, a page of the internet reads a company's customers, a file
# is written where it should not be, or a run is lost with its browser. TAP.
. tests/lib.sh
root=$PWD
cd "$tmp" || exit 99
mkdir room && cp "$root"/samples/tutorial/*.xlsx room/
. "$root/tests/flow/serve.sh"

# ---- who is let in
begin
answers "without the key of the address nobody is let in" 403 GET /
answers "nor with another one" 403 GET "/?key=00000000000000000000000000000000"
answers "nor may a form be sent with it" 403 POST /draft -d "key=$key"
answers "the address lets a browser in" 303 GET "/?key=$key"
has "by a cookie that no script and no other site gets" heads "HttpOnly; SameSite=Strict; Path=/"
is "and is gone from the address" "$(cat status)" "303 /"
cp cookie mine; rm cookie
answers "it does so once" 403 GET "/?key=$key"
has "and what to do then is said" body "start it again, and open the address that it prints"
cp mine cookie
answers "then pages are there" 200 GET /
has "with rules for the browser: nothing from elsewhere, nothing inline" heads \
    "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'"
has "nothing stays in its cache" heads "Cache-Control: no-store"
is "no page has a script or a style of its own" "$(grep -cE '<script>|<style|style=|onclick|javascript:' body)" 0
answers "a page of a name that leads here is refused" 421 GET / -H "Host: evil.example:$port"
answers "so is a name that only begins like this machine" 421 GET / -H "Host: 127.0.0.1.evil.example:$port"
answers "and another port" 421 GET / -H "Host: 127.0.0.1:1"
answers "localhost is this machine" 200 GET / -H "Host: localhost:$port"
answers "a form of another page is refused" 403 POST /draft -H "Origin: http://evil.example"
answers "also of another port of this machine" 403 POST /draft -H "Origin: http://127.0.0.1:1"
answers "and one that says nothing of where it is from" 403 POST /draft -H "Origin: "
answers "and one that a browser knows to be foreign" 403 POST /draft -H "Sec-Fetch-Site: cross-site"
answers "and one without the field that the page gave" 403 POST /draft -d form=00000000000000000000000000000000
answers "a form is a form" 415 POST /draft -H "Content-Type: application/json"
answers "no other method is answered" 405 PUT /
answers "a change cannot be asked by an address" 405 GET /draft
answers "a cookie sent twice is none" 403 GET / -H "Cookie: $(cat mine); $(cat mine)"
is "nothing was started by all that" "$(cat room/.winnow/jobs/*/command 2>/dev/null | grep -c draft)" 0
is "it listens to this machine only" "$(python3 - "$port" <<'P'
import socket, sys
port, seen = int(sys.argv[1]), []
for line in list(open('/proc/net/tcp'))[1:] + list(open('/proc/net/tcp6'))[1:]:
    at = line.split()
    if at[3] == '0A' and int(at[1].split(':')[1], 16) == port:
        seen.append(at[1].split(':')[0])
loop = {'0100007F', '00000000000000000000000001000000'}
print('yes' if seen and set(seen) <= loop else seen)
P
)" yes

# ---- files
printf 'Id,Name\n1,Anna Bell\n' >anna.csv
answers "a file is added" 303 POST /files -F file=anna.csv
same "as it is" room/anna.csv anna.csv
answers "never over another" 409 POST /files -F file="$root/README.md;anna.csv"
same "which stays" room/anna.csv anna.csv
for name in '../out.csv' '/etc/out.csv' '..\out.csv'; do
    ask POST /files -F "file=anna.csv;$name"
done
is "a path is taken as a name" "$(ls room/out.csv out.csv /etc/out.csv 2>/dev/null)" room/out.csv
rm -f room/out.csv
for name in .hidden .. '' "a$(printf '\001')b.csv"; do ask POST /files -F "file=anna.csv;$name"; done
is "what is no ordinary name is refused" "$(ls -A room | grep -cE '^\.hidden|b\.csv')" 0
is "and nothing is left of it" "$(ls room/.winnow | grep -c upload)" 0
ln -s /etc/passwd room/link.csv; mkdir -p room/below; cp anna.csv room/below; mkdir -p room/runs; ln -s /etc room/runs/etc
answers "no link is followed" 404 GET /saved/runs/etc/passwd
answers "no way leads up" 404 GET /saved/runs/../map.xml
answers "nor one that is written otherwise" 404 GET /saved/runs/%2e%2e/%2e%2e/etc/passwd
answers "only files of runs are given" 404 GET /saved/anna.csv
answers "none of the server's own" 404 GET /saved/.winnow/who
ask GET /
hasnt "a link is no export" body "<h2>link.csv"
is "but it is named as not looked at" "$(grep -c 'not looked at' body) $(grep -c 'link.csv' body)" "1 1"
has "a folder in it, too" body "below"
hasnt "and its files are not said to be read" body "<h2>below"
rm -rf room/below; rm -f room/link.csv room/runs/etc room/anna.csv

# ---- from files to a target
settle /
has "what is in the files stands there" body "crm.xlsx / People"
has "and what is strange in them" body "the header is in line 2"
answers "a mapping is proposed" 303 POST /draft
settle /
(cd room && "$WINNOW" draft ./crm.xlsx ./客户清单.xlsx --lang en) >drafted.xml 2>/dev/null
grep -v '^<?xml-model' room/map.xml >mapped.xml
same "the same that the command proposes" mapped.xml drafted.xml
ask GET /; settle /
has "what the draft is not sure of has a way to its column" body "/columns?table=Customers#row"
from=$(python3 -c 'import re
print(next(re.search(r"name=.from. value=.([^\"]*)", f).group(1) for f in re.findall(r"<form.*?</form>", open("body").read(), re.S) if "value=\"unit=" in f))')
cp room/map.xml before.xml
answers "where an option is the cure, it is a button" 303 POST "/columns?table=Customers" \
    -d table=Customers -d "from=$from" -d nth=0 -d choice=unit=M -d back=start
is "that leads back" "$(cat status)" "303 /"
edit=$(grep -l -- --set= room/.winnow/jobs/*/command)
is "and changes the mapping by the command" "$(grep -c 'unit="M"' before.xml) $(grep -c 'unit="M"' room/map.xml) $(echo "$edit" | wc -l)" "0 1 1"
answers "which is taken back as any change" 303 POST /unmap -d "job=$(basename "$(dirname "$edit")")"; settle /columns
same "whole" room/map.xml before.xml
answers "it is tried" 303 POST /try -d what=try
settle /try
has "all rows are accounted for" body "read 216 = the sum of the other columns, 216"
has "what the command said stands there, too" body "duplicates that remain, by estimate"
is "and nothing was loaded" "$(ls room/clean.db 2>/dev/null)" ""
has "what it would change: all is new" body "A first load: the target has no records yet, all are new."
answers "and loaded" 303 POST /try -d what=load
settle /try
"$WINNOW" run room/map.xml --in room --to other.db --out other --lang en >/dev/null 2>&1
dump other.db >wanted; dump room/clean.db >got
same "the same that the command loads" got wanted
folder=$(ls -d room/runs/2*)
has "the target was held against its sources" body "216 of 216 records compared, 0 differ"
answers "its report is shown" 200 GET "/saved/${folder#room/}/report.en.html"
has "with no right to run anything" heads "default-src 'none'; style-src 'unsafe-inline'"
answers "its workbooks are saved" 200 GET "/saved/${folder#room/}/worklists.xlsx"
has "under their names" heads "attachment; filename*=UTF-8''worklists.xlsx"

# ---- pairs
ask GET /pairs
has "pairs wait" body "0 of 30 decided"
hasnt "keys are no difference to judge by" body "Contact ID"
hasnt "nor are those of firms" body "Account ID"
pair() { grep -o 'name="pair" value="[^"]*"' body | head -n 1 | cut -d'"' -f4; }
first=$(pair)
answers "one is decided" 303 POST /pairs -d ruling=same -d "pair=$first"
is "it stands in decisions.csv at once" "$(sed 1d room/decisions.csv | cut -d, -f1,2)" "$first,same"
ask GET /pairs; second=$(pair)
is "the next one comes" "$([ -n "$second" ] && [ "$second" != "$first" ] && echo yes)" yes
ask POST /pairs -d ruling=different -d "pair=$second"; ask POST /pairs -d ruling=back
is "taken back, it is gone" "$(sed 1d room/decisions.csv | cut -d, -f1,2)" "$first,same"
ask GET /pairs; is "and asked again" "$(pair)" "$second"
ask POST /pairs -d ruling=later -d "pair=$second"; ask GET /pairs
is "skipped, it comes later" "$([ "$(pair)" != "$second" ] && echo yes)" yes
ask POST /pairs -d ruling=who -d "who=王芳"; ask GET /pairs; third=$(pair)
ask POST /pairs -d ruling=different -d "pair=$third"
has "with the name of who decided" room/decisions.csv "$third,different,王芳,2"
answers "what is no pair is told as such" 409 POST /pairs -d ruling=same -d pair=nonsense
is "and writes nothing" "$(sed 1d room/decisions.csv | wc -l)" 2
before=$(q room/clean.db "select count(*) from account")
ask POST /try -d what=try; settle /try; cp body tried
has "what that would change is tried" tried "What would change in the target"
row() { grep -o '<tr><th scope="row">account</th>.*' "$1" | sed 's/<[^>]*>/ /g; s/  */ /g'; }
is "in figures: new, changed, the same, gone, put together, taken apart" "$(row tried)" " account 0 1 93 0 1 0 "
has "with the fields" tried "Fields of account that change:"
has "and values before and after" tried "Examples: before and after"
is "which stand in a table" "$(grep -c "^<tr><td>account</td><td>[0-9]*</td><td>" tried)" 1
has "that is saved, too" tried 'href="/saved/runs/try/changes.csv"'
is "nothing is changed yet" "$(q room/clean.db "select count(*) from account")" "$before"
ask POST /try -d what=load; settle /try
is "the load does what was said" "$(row body)" "$(row tried)"
has "and says so" body "What changed in the target"
is "the next load takes it" "$(q room/clean.db "select count(*) from account")" "$((before - 1))"
has "as the command does" body "run map.xml --in . --to clean.db --lang en"
ask GET /pairs; hasnt "and does not ask again" body "$first"
ask GET /decided; has "what is decided stands in a list" body "/pairs?pair=$first"
ask GET "/pairs?pair=$first"; has "from where one comes to a pair that is one record now" body "the two are one record now"
answers "an answer that holds is taken back" 303 POST /pairs -d ruling=undecided -d "pair=$first"
has "as the command takes it" room/decisions.csv "$first,undecided,王芳,2"
ask GET "/pairs?pair=$first"; has "and the page says so" body "Decided: undecided. It takes effect with the next load."
ask POST /pairs -d ruling=back; is "also that can be taken back" "$(grep -c "$first,same" room/decisions.csv) $(grep -c undecided room/decisions.csv)" "1 0"
ask POST /pairs -d ruling=undecided -d "pair=$first"; ask POST /try -d what=load; settle /try
has "the next load judges the pair anew" body "1 earlier decisions taken back"
is "and takes the merge apart" "$(q room/clean.db "select count(*) from account")" "$before"
ask GET "/pairs?pair=$first"; hasnt "then the pair is open again" body "Decided"
ask POST /try -d what=load; settle /try
hasnt "a load that follows has nothing to take back" body "undecided"
is "since the page took the answer out of decisions.csv" "$(grep -c "$first" room/decisions.csv)" 0
ask GET /pairs; fourth=$(pair); ask POST /pairs -d ruling=same -d "pair=$fourth"
ask POST /pairs -d ruling=undecided -d "pair=$fourth"
is "an answer that no load has taken is just gone" "$(grep -c "$fourth" room/decisions.csv)" 0
ask GET /merged; cp body merged
has "what was put together stands there, with its rows as they were read" merged "records put together"
field() { grep -o "name=\"$1\" value=\"[^\"]*\"" merged | head -n 1 | cut -d'"' -f4; }
entity=$(field entity) golden=$(field golden) key=$(field key)
n=$(q room/clean.db "select count(*) from $entity")
answers "a record is taken out of its group" 303 POST /merged -d "entity=$entity" -d "golden=$golden" -d "system=$(field system)" -d "key=$key"
has "by decisions" room/decisions.csv ",different,王芳"
ask POST /try -d what=load; settle /try
is "which the next load takes apart" "$(q room/clean.db "select count(*) from $entity") $(q room/clean.db "select count(*) from winnow_source
    where entity = '$entity' and golden_id = (select golden_id from winnow_source where entity = '$entity' and source_key = '$key')")" "$((n + 1)) 1"
echo "name,x" >room/decisions.csv; cp room/decisions.csv other.csv
ask GET /pairs; answers "a decisions.csv of somebody else is not written to" 409 POST /pairs -d ruling=same -d "pair=$(pair)"
same "and stays" room/decisions.csv other.csv
rm room/decisions.csv

# ---- back
run=$(q room/clean.db "select id from winnow_run order by number desc limit 1")
ask GET /try; hasnt "nothing is taken back before one sees what that does" body 'value="undo"'
q room/clean.db "update account set city = 'Nowhere' where id = (select golden_id from winnow_source
    where entity = 'account' and golden_hash is not null limit 1)"
n=$(q room/clean.db "select count(*) from winnow_run")
answers "one looks" 303 POST /undo -d "run=$run" -d what=look; settle /try
has "by the command that changes nothing" body "undo clean.db --run $run --lang en --dry-run"
has "what would be reversed and kept stands there" body "golden records would be reversed"
has "above the button that does it" body 'value="undo"'
is "nothing is changed yet" "$(q room/clean.db "select count(*) from winnow_run")" "$n"
answers "a load is taken back" 303 POST /undo -d "run=$run" -d what=undo
settle /try
is "by the command" "$(q room/clean.db "select count(*) from winnow_run where undone_by is not null")" 1
answers "another run is not" 409 POST /undo -d run=2020-01-01T00-00-00Z
has "and it is said" body "Nothing was done"
is "it is not" "$(q room/clean.db "select count(*) from winnow_run where undone_by is not null")" 1

# ---- months
cp "$(ls -d room/runs/2*/worklists.xlsx | head -n 1)" list.xlsx
answers "a work list that came back is added" 303 POST /answers -F file=list.xlsx
answers "but not another of its name" 409 POST /answers -F file=list.xlsx
answers "a month is checked" 303 POST /health -d month=2026-10
settle /health
has "with the answers" body "--worklists answers"
has "its report stands there" body "/saved/runs/health/2026-10/report.en.html"
has "and all months side by side" body "/saved/runs/health/index.en.html"
answers "what is no month is not" 400 POST /health -d month=../x

# ---- many commands
for i in $(seq 10 79); do
    mkdir "room/.winnow/jobs/2020-01-01T00-00-${i}Z"; echo "edit 0" >"room/.winnow/jobs/2020-01-01T00-00-${i}Z/kind"
done
ask POST /try -d what=try; settle /try
for s in $(seq 0 60); do mkdir -p "room/runs/$(date -u -d "+$s sec" +%Y-%m-%dT%H-%M-%SZ)"; done
ask POST /try -d what=load; settle /try; find room/runs -mindepth 1 -maxdepth 1 -name '2*' -empty -exec rmdir {} +
is "a second load in one second has a folder of its own" "$(ls -d room/runs/2*-2 | wc -l)" 1
is "old commands are forgotten, a kind at a time: no load is pushed out by changes of a mapping" \
    "$(grep -l '^edit' room/.winnow/jobs/*/kind | wc -l) $(grep -l '^load' room/.winnow/jobs/*/kind | wc -l)" "30 $(ls -d room/runs/2* | wc -l)"

# ---- a gate, other mappings, what is not looked at
cp room/map.xml room/second.xml
ask GET /; has "a mapping that is not used is named" body "second.xml"
has "and that it is not used" body "Not used"
rm room/second.xml

# ---- a server that is gone, a run that is killed
python3 - room/big.csv <<'P'
import sys
with open(sys.argv[1], 'w') as f:
    f.write('Id,Name,E-mail,Mobile\n')
    for i in range(60000):
        f.write(f'{i},Person {i * 7919 % 60000},p{i}@example.com,+4930{1000000 + i}\n')
P
rm room/map.xml; ask POST /draft; settle /
ask POST /try -d what=load
job=$(ls room/.winnow/jobs | tail -n 1); kill -STOP "$(cat "room/.winnow/jobs/$job/process")"; ask GET /try
has "a long run is seen at work" body "data-job=\"$job\""
answers "another cannot begin meanwhile" 409 POST /try -d what=load
has "and it is said why" body "Another command is at work"
kill -9 "$server"; wait "$server" 2>/dev/null
begin; ask GET "/?key=$key"; url=$(grep -o 'http://[^ ]*' address); ask GET "/?key=${url#*key=}"; ask GET /
ask GET /try; has "the next page finds it" body "data-job=\"$job\""
kill -CONT "$(cat "room/.winnow/jobs/$job/process")"; settle /try
is "and it goes on without a page" \
    "$(q room/clean.db "select count(*) from winnow_source where file like '%big.csv'")" 60000
code=room/.winnow/jobs/$job/code; cp "$code" kept; echo -70000 >"$code"
answers "a folder that is somebody's may say what it likes of a run" 200 GET /try
has "and what is no answer is none" body "ended from outside"
cp kept "$code"; ask POST /try -d what=load
job=$(ls room/.winnow/jobs | tail -n 1); kill -9 "$(cat "room/.winnow/jobs/$job/process")"; settle /try
has "a run that was killed is told as one" body "ended from outside"

# ---- strangers
is "requests that are none are answered, or closed" "$(python3 "$py" broken "$port" 2000 7 | cut -d';' -f1)" "2000 asked"
answers "and the page is there" 200 GET /try
is "200 connections that say nothing do not keep it from answering" "$(python3 "$py" many "$port" 200)" "200 soon"
end
is "what was asked stands in no log" "$(cat said | wc -c) $(grep -c . address)" "0 3"
(ulimit -f 4096; exec "$WINNOW" serve room --lang en >address 2>said) & server=$!
sleep 1; url=$(grep -o 'http://[^ ]*' address) port=${url#http://127.0.0.1:} port=${port%%/*}
rm -f cookie form; ask GET "/?key=${url#*key=}"; ask GET /try
python3 "$py" send "$port" 20000000 >body 2>status
is "an upload for which there is no room is told" "$(status)" 409
has "with the reason" body "cannot write large.csv"
is "nothing of it is kept" "$(ls room/.winnow | grep -c upload) $(ls room/large.csv 2>/dev/null)" "0 "
end
begin --port "$port"; "$WINNOW" serve room --port "$port" >out 2>err; is "two pages on one port: said" "$? $(grep -c "cannot listen on port $port" err)" "3 1"
end
begin --db 'postgresql://anna:verysecret@127.0.0.1:1/crm'; ask GET "/?key=$key"; ask GET /try; cp body page
ask POST /try -d what=try; settle /try
is "a password is shown nowhere, and kept nowhere" \
    "$(cat page body room/.winnow/jobs/*/command room/.winnow/jobs/*/err | grep -c verysecret) $(grep -c 'anna@127.0.0.1' page)" "0 1"
end
"$WINNOW" serve nowhere >out 2>err; is "a folder that is not there: said" "$? $(grep -c nowhere err)" "3 1"
done_testing
