#!/bin/sh
# serve_columns.t - cells of a mapping's workbook changed by a command (sheet --set), and by
# the pages Columns and Values: the same bytes, said and taken back.
. tests/lib.sh
export LC_ALL=C.UTF-8
cp samples/tutorial/*.xlsx "$tmp"
mkdir "$tmp/room" && cp samples/tutorial/*.xlsx "$tmp/room"
cd "$tmp/room" || exit 1
ends "a draft" 0 "$WINNOW" draft . -o map.xml --lang en
cp map.xml drafted.txt
set_cell() { ends "$1" "$2" "$WINNOW" sheet map.xml --in . --lang en "$3" "$4" -o map.xml; }

# ---- the command
set_cell "one cell is set" 0 --set 'Customers!F13=Notes'
is "only its line changes" "$(diff drafted.txt map.xml | grep '^[<>]' | sed 's/ note=.*//')" \
    '<     <field to="old_code" from="Old code" type="text"
>     <field to="Notes" from="Old code" type="text"'
ends "a field by its Chinese label" 0 "$WINNOW" sheet map.xml --in . --lang en --set 'Customers!F13=网址' \
    --set 'Customers!G13=' -o map.xml
has "it is the field of that name" map.xml '<field to="website" from="Old code"'
set_cell "options in words" 0 --set "'Customers'!G10=type=date and time; date order=day month year"
has "they stand in the XML" map.xml 'type="datetime" note="uncertain: guessed from its values / 由内容猜测，请核对" date-order="dmy"'
cp map.xml before.txt
set_cell "a field that is none is a mistake" 3 --set 'Customers!F4=Nam'
has "it is told with its cell" "$tmp/err" 'map.xml: Customers!F4: '
set_cell "a cell that nobody reads is a mistake" 3 --set 'Customers!D4=x'
has "it is told" "$tmp/err" 'Customers!D4 is no cell'
set_cell "a heading is no cell" 3 --set 'Customers!F2=x'
set_cell "a title is no cell" 3 --set 'Customers!A1=x'
set_cell "a sheet that is not there" 3 --set 'Nobody!F4=x'
set_cell "a row that is not there" 3 --set 'Customers!F400=x'
set_cell "a column that is not there" 3 --set 'Customers!ZZZ4=x'
set_cell "no cell at all" 3 --set 'Name'
set_cell "the hidden sheet is not to be set" 3 --set 'winnow!B3=x'
set_cell "what no cell can hold" 3 --set "Customers!K4=$(printf 'a\001b')"
set_cell "a reason where a drop needs one" 3 --set 'Customers!E4=drop'
ends "the same cell twice" 3 "$WINNOW" sheet map.xml --in . --lang en --set 'Customers!F4=Name' \
    --set 'customers!f4=Name' -o map.xml
ends "one right and one wrong cell" 3 "$WINNOW" sheet map.xml --in . --lang en \
    --set 'Customers!K4=fine' --set 'Customers!F5=Nam' -o map.xml
ends "a workbook is no output of it" 3 "$WINNOW" sheet map.xml --in . --set 'Customers!K4=x' -o map.xlsx
same "after all mistakes the mapping is as it was" map.xml before.txt
ls -A | grep -v '^\.winnow' | sort >"$tmp/names"
hasnt "and nothing lies about" "$tmp/names" '.new'
ends "several cells" 0 "$WINNOW" sheet map.xml --in . --lang en --set 'Customers!E13=drop' \
    --set 'Customers!K13=not wanted' --set 'Customers!K4=a remark' -o map.xml
has "a column is dropped" map.xml '<drop from="Old code" why="not wanted"/>'
has "and another has its remark" map.xml '<field to="name" from="Company" note="a remark"/>'
set_cell "a field in a row that is dropped is idle" 3 --set 'Customers!F13=Name'
has "it says what is missing" "$tmp/err" 'set that cell as well'
set_cell "a value is read as an item" 0 --set 'Values!E2=Manufacturing'
has "it is a spelling of the model" map.model.xml '| Food"'
ends "the value is known then" 0 "$WINNOW" sheet map.xml --in . --lang en --quiet -o "$tmp/known.xlsx"
"$WINNOW" cat "$tmp/known.xlsx" --sheet Values >"$tmp/out"
has "by every command" "$tmp/out" 'Industry (industry),Food,9,Manufacturing,,'
"$WINNOW" cat "$tmp/known.xlsx" --sheet Links >"$tmp/out"
has "a link says how many of its values find a record" "$tmp/out" 'People,Company No,Account,Account,"loaded without the link, and said",98.81%'

# by hand: comments and order stay, and the file that was read may be written
printf '%s\n' '<!-- mine -->' >>map.xml
set_cell "a mapping that somebody edited" 0 --set 'Customers!K4=again'
has "keeps the comment" map.xml '<!-- mine -->'
printf 'old\n' >other.xml
ends "another file is not written over" 3 "$WINNOW" sheet map.xml --in . --set 'Customers!K4=x' -o other.xml
is "it is as it was" "$(cat other.xml)" old

# names of sheets that are hard to write, and wide tables
mkdir "$tmp/odd" && cd "$tmp/odd" || exit 1
head=$(seq -f 'Part %g' 1 100 | paste -sd,) row=$(seq 1 100 | paste -sd,)
printf 'Name,Phone,%s\nAnna,030 1234567,%s\nBert,030 2345678,%s\n' "$head" "$row" "$row" >"it's!A1=x.csv"
ends "a draft of a file with a quote and a !" 0 "$WINNOW" draft "it's!A1=x.csv" -o map.xml --lang en
"$WINNOW" sheet map.xml --in . --lang en --quiet -o b.xlsx >/dev/null 2>&1
line=$("$WINNOW" cat b.xlsx --sheet 4 2>/dev/null | grep -n '^[A-Z]*,Part 100,' | cut -d: -f1)
sheet=$(unzip -p b.xlsx xl/workbook.xml | grep -o 'sheet name="[^"]*"' | sed -n 4p | cut -d'"' -f2 | sed "s/&apos;/'/g")
ends "its sheet, as it is called" 0 "$WINNOW" sheet map.xml --in . --lang en --set "$sheet!K$line=last" -o map.xml
has "row 100 of it" map.xml 'from="Part 100"'
has "has the remark" map.xml '"last"'
ends "the same in quotes" 0 "$WINNOW" sheet map.xml --in . --lang en \
    --set "'$(printf '%s' "$sheet" | sed "s/'/''/g")'!K$line=very last" -o map.xml
has "has the other" map.xml '"very last"'

# ---- the page
cd "$tmp" && mkdir page && cp ./*.xlsx page && cd page || exit 1
"$WINNOW" draft . -o map.xml --lang en >/dev/null 2>&1
sed -i '/from="Old code"/d; s/<source /<!-- mine --><source /' map.xml # one column is open
"$WINNOW" serve . --lang en >"$tmp/address" 2>&1 &
pid=$!
trap 'kill $pid 2>/dev/null; chmod -R u+w "$tmp" 2>/dev/null; rm -rf "$tmp"' EXIT
for _ in $(seq 100); do grep -q http "$tmp/address" && break; sleep 0.1; done
url=$(grep -o 'http://[^ ]*' "$tmp/address") base=${url%%/?key*}
web() { curl -s -b "$tmp/jar" -c "$tmp/jar" -H "Origin: $base" "$@"; }
web -L "$url" >/dev/null
see() { web -L "$base$1" >"$tmp/page.html"; }
see /columns
form=$(grep -o 'name="form" value="[^"]*"' "$tmp/page.html" | head -1 | cut -d'"' -f4)
post() { _to=$1; shift; web -L --data-urlencode "form=$form" "$@" "$base$_to" -w '%{http_code}' -o "$tmp/page.html" >"$tmp/code"; }
has "an open column is in sight" "$tmp/page.html" 'Old code'
has "and said" "$tmp/page.html" 'Nobody has said what becomes of these columns'
has "with its samples" "$tmp/page.html" 'A-00'
has "fields are found by their labels in both languages" "$tmp/page.html" '<option value="Industry">行业'
is "a unit in the words of the heading is the choice that is pressed" \
    "$(grep -o 'value="unit=k€"[^>]* aria-pressed="true"\|value="unit=k"' "$tmp/page.html" | sed 's/ form="[^"]*"//')" 'value="unit=k€" aria-pressed="true"'
has "the link has its hit rate" "$tmp/page.html" '98.81% of its values find a record'

# what the page does, a command does: the same bytes
rm -rf "$tmp/twin" && cp -r . "$tmp/twin"
post /columns -d table=Customers -d nth=0 --data-urlencode 'from=Company' -d was-why= --data-urlencode 'why=a remark'
(cd "$tmp/twin" && "$WINNOW" sheet map.xml --in . --lang en --set 'Customers!K4=a remark' -o map.xml >/dev/null 2>&1)
same "a change of the page is that of the command" map.xml "$tmp/twin/map.xml"
has "the comment stays" map.xml '<!-- mine --><source '
has "what changed is shown" "$tmp/page.html" '<ins>+     &lt;field to=&quot;name&quot; from=&quot;Company&quot; note=&quot;a remark&quot;/&gt;</ins>'
has "with the command" "$tmp/page.html" "winnow sheet map.xml --in . --lang en -o map.xml '--set=Customers!K4=a remark'"
cp map.xml "$tmp/first.xml"
post /columns -d table=Customers -d all=keep -d nth=0 -d from=No
has "all open columns are kept by one button" map.xml '<keep from="Old code" as="extra"/>'
hasnt "then nothing is open" "$tmp/page.html" 'Nobody has said'
post /columns -d table=Customers -d nth=0 --data-urlencode 'from=Old code' -d was-field= --data-urlencode 'field=网址'
has "a field alone maps a column" map.xml '<field to="website" from="Old code"/>'
post /columns -d table=Customers -d nth=0 -d from=Since --data-urlencode choice=date-order=dmy
has "a choice is an option" map.xml 'type="datetime" note="uncertain: guessed from its values / 由内容猜测，请核对" date-order="dmy"'
has "it is pressed" "$tmp/page.html" 'value="date-order=dmy" form="r10" aria-pressed="true"'
has "and shown with a day" "$tmp/page.html" '→ 2024-04-03'
post /columns -d table=Customers -d nth=0 -d from=Since --data-urlencode choice=date-order=dmy
hasnt "once more takes it away" map.xml 'date-order'
post /columns -d table=Customers -d nth=0 -d from=Phone --data-urlencode choice=region=DE
has "a country" map.xml 'from="Phone" region="DE"'
hasnt "stands in the place of the column of countries" map.xml 'from="Phone" region-from'

cp map.xml "$tmp/good.xml"
post /columns -d table=Customers -d nth=0 -d from=Company -d was-field=Name --data-urlencode 'field=<b>Nam'
is "a mistake is no change" "$(cat "$tmp/code")" 409
same "the mapping is as it was" map.xml "$tmp/good.xml"
has "what is wrong is said" "$tmp/page.html" 'Customers!F4: '
has "what was typed stays" "$tmp/page.html" 'aria-invalid="true" value="&lt;b&gt;Nam"'
hasnt "and is no HTML" "$tmp/page.html" '<b>Nam'
post /columns -d table=Nobody -d nth=0 -d from=Company -d was-field=Name -d field=Phone
post /columns -d table=Customers -d nth=7 -d from=Company -d was-field=Name -d field=Phone
same "a row that is gone changes nothing" map.xml "$tmp/good.xml"

# taken back: as it was, and not over what somebody wrote since
job=$(grep -o 'name="job" value="[^"]*"' "$tmp/page.html" | head -1 | cut -d'"' -f4)
post /unmap --data-urlencode "job=$job" -d page=/columns
has "the last change is taken back" map.xml 'from="Phone" region-from="Country | City"'
see /columns
job=$(grep -o 'name="job" value="[^"]*"' "$tmp/page.html" | head -1 | cut -d'"' -f4)
post /unmap --data-urlencode "job=$job" -d page=/columns
same "and that, too" map.xml "$tmp/good.xml"
printf '<!-- later -->\n' >>map.xml
see /columns
hasnt "after an edit by hand no button takes it along" "$tmp/page.html" 'action="/unmap"'
post /unmap --data-urlencode "job=$job" -d page=/columns
has "nor does a request" map.xml '<!-- later -->'

# ---- values
see /values
has "unknown values come first" "$tmp/page.html" 'Values that no list knows: 6 of 22'
has "a suggestion is a button" "$tmp/page.html" 'name="near" value="Advertisement"'
post /values --data-urlencode 'list=Source (source)' -d value=Advert -d to= -d near=Advertisement
has "it is taken" "$tmp/page.html" 'Values that no list knows: 5 of 22'
has "the model knows the spelling" map.model.xml '| Advert"'
has "and the page shows the line" "$tmp/page.html" '<ins>+'
post /values --data-urlencode 'list=Industry (industry)' -d value=Food -d to=Nonsense
is "an item that is none" "$(cat "$tmp/code")" 409

# ---- a question about the files, cured by one button
cp -r . "$tmp/kept" && rm -f ./*.xlsx map.xml
printf 'Customer ID,Name,Created,Revenue\n1,Alder GmbH,03/04/2024,1.234\n2,Birch GmbH,05/06/2024,2.345\n' >customers.csv
"$WINNOW" draft customers.csv -o map.xml --lang en >/dev/null 2>&1
sed -i 's/ date-order="[a-z]*"//; s/ decimal="[a-z]*"//' map.xml
see /columns
has "which day is it?" "$tmp/page.html" 'Day or month first?'
has "both are shown" "$tmp/page.html" 'value="date-order=dmy" aria-pressed="false">date order=day month year <small>03/04/2024 → 2024-04-03</small>'
has "with the same day" "$tmp/page.html" 'value="date-order=mdy" aria-pressed="false">date order=month day year <small>03/04/2024 → 2024-03-04</small>'
is "there are two buttons" "$(grep -o 'value="date-order=[a-z]*" aria' "$tmp/page.html" | wc -l)" 2
has "the same of amounts" "$tmp/page.html" 'decimal mark=comma <small>1.234 → 1234</small>'
post /columns -d table=customers -d nth=0 -d from=Created --data-urlencode choice=date-order=mdy
has "one of them stands in the mapping" map.xml 'from="Created" date-order="mdy"'
hasnt "and is no question any more" "$tmp/page.html" 'Day or month first?'
rm customers.csv && cp "$tmp"/kept/*.xlsx "$tmp/kept/map.xml" .

# ---- in Chinese, and with a mistake in the mapping
post /language -d to=zh
see '/columns?table=Customers'
has "in Chinese" "$tmp/page.html" '<h1>字段对应</h1>'
post /columns -d table=Customers -d nth=0 -d from=Company --data-urlencode 'was-why=a remark' --data-urlencode 'why=备注'
has "it works as well" map.xml '<field to="name" from="Company" note="备注"/>'
sed -i 's/<field to="city"/<field to="citty"/' map.xml
see /columns
has "a mistake is shown with its line" "$tmp/page.html" "map.xml:$(grep -n citty map.xml | head -1 | cut -d: -f1):"
has "and its text" "$tmp/page.html" 'citty'
is "the server is well" "$(web -o /dev/null -w '%{http_code}' "$base/values")" 200
rm map.xml
see /columns
is "no mapping is no mistake" "$(web -o /dev/null -w '%{http_code}' "$base/columns")" 200

# ---- a mapping that is a workbook
rm -f known.xlsx; "$WINNOW" draft ./*.xlsx -o mine.xlsx --lang en >/dev/null 2>&1; sha256sum mine.xlsx >"$tmp/was"
see /columns
has "a workbook is shown, and said not to be changed here" "$tmp/page.html" 'mine.xlsx'
post /columns -d what=xml
sed 's/ model="[^"]*"//' map.xml >"$tmp/made"
"$WINNOW" sheet mine.xlsx -o "$tmp/mine.xml" --quiet; sed 's/ model="[^"]*"//' "$tmp/mine.xml" >"$tmp/wanted"
is "a button does it" "$(cat "$tmp/code")" 200; same "it is turned into XML as by the command" "$tmp/made" "$tmp/wanted"
is "and stays as it is" "$(sha256sum mine.xlsx)" "$(cat "$tmp/was")"
hasnt "then the page changes the XML" "$tmp/page.html" 'value="xml"'
kill $pid; wait $pid 2>/dev/null

# ---- several mappings that were named
cd "$tmp" && mkdir several && cd several || exit 1
for n in one two; do
    mkdir $n; printf 'Customer ID,Name,City\n1,Alder %s,York\n' $n >$n/customers.csv
    (cd $n && "$WINNOW" draft customers.csv -o map.xml --lang en >/dev/null 2>&1)
done
"$WINNOW" serve one/map.xml two/map.xml --lang en >"$tmp/address" 2>&1 &
pid=$!
for _ in $(seq 100); do grep -q http "$tmp/address" && break; sleep 0.1; done
url=$(grep -o 'http://[^ ]*' "$tmp/address") base=${url%%/?key*}; rm -f "$tmp/jar"; web -L "$url" >/dev/null
see /columns; form=$(grep -o 'name="form" value="[^"]*"' "$tmp/page.html" | head -1 | cut -d'"' -f4)
has "the first is shown" "$tmp/page.html" 'Alder one'
has "and a way to the second" "$tmp/page.html" 'href="/columns?mapping=1"'
see '/columns?mapping=1'; has "which is shown, too" "$tmp/page.html" 'Alder two'
has "its forms say whose they are" "$tmp/page.html" 'name="mapping" value="1"'
sha256sum one/map.xml >"$tmp/was"
post /columns -d mapping=1 -d table=customers -d nth=0 -d from=City -d was-why= --data-urlencode 'why=the second'
has "a change of it is its own" two/map.xml 'note="the second"'
is "and not the first's" "$(sha256sum one/map.xml)" "$(cat "$tmp/was")"
has "the page stays with it" "$tmp/page.html" 'Alder two'
has "what changed is shown" "$tmp/page.html" '<ins>'
see /columns; hasnt "where it was changed" "$tmp/page.html" '<ins>'
is "a mapping that is none is the first" "$(web "$base/columns?mapping=9" | grep -c 'Alder one')" 1
kill $pid
done_testing
