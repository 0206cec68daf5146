#!/bin/sh
# doubts.t - what a draft is not sure of is said, asked, kept, and stops who wants to be
# stopped; else a guess looks like a fact. TAP.
. tests/lib.sh
cd "$tmp" || exit 99
printf 'Name,Company,Phone,Since\nAnn Bell,Acme,020 7946 0018,03/04/2021\nBob Fox,Zed,020 7946 0019,05/06/2022\nCy Hill,Yaw,020 7946 0020,07/08/2023\n' \
    >people.csv
"$WINNOW" run people.csv --to x.db --out o >out 2>&1; code=$?
is "grave doubts make a run yellow, though all else is fine" "$code" 1
has "a number without a country is said, with what to do" out "3 phone numbers have no country code"
has "and where the draft says so" out "(draft.xml, line $(grep -n '<file' o/draft.xml | cut -d: -f1))"
is "it stays as read" "$(q x.db "select group_concat(phone, '; ') from contact")" "020 7946 0018; 020 7946 0019; 020 7946 0020"
has "an order of day and month that nothing proves is said" out 'nothing proves the order of day and month of'
has "each doubt stands beside its line, in both languages" o/draft.xml "保持原样"
has "and in the manifest" o/manifest.json '"kind": "region"'
has "and in the report" o/report.en.html 'id="decisions"'
has "in Chinese, too" o/report.zh-CN.html '没有国际区号'
"$WINNOW" check o/draft.xml --in . >out 2>&1
hasnt "the draft has no mistakes" out "mistakes:"
"$WINNOW" run people.csv --to j.db --out oj --json >out 2>&1
is "for scripts, an event a decision" "$(grep -c '"event":"doubt"' out) $(grep -c '"decided"' oj/manifest.json)" "4 4"
"$WINNOW" run people.csv --to q.db --out oq --quiet >out 2>&1
hasnt "quiet is quiet" out "not sure"
ends "--strict stops before anything is loaded" 3 "$WINNOW" run people.csv --strict --to y.db --out o2
is "nothing is" "$([ -e y.db ] && echo there)" ""
has "and says how many doubts there are" "$tmp/err" "2 doubts of weight"
# a dialogue: the answers come in the order of the questions
printf 'dmy\nEngland?\nGB\n\n\n' | "$WINNOW" run people.csv --ask --to z.db --out o3 >out 2>err
has "--ask asks for the order" err "which order is right?"
has "what it does not understand is asked again" err "that was not understood"
is "the answers are what the draft says" "$(grep -o 'region="[A-Z]*"\|date-order="[a-z]*"' o3/draft.xml | tr '\n' ' ')" 'region="GB" date-order="dmy" '
is "and what is loaded" "$(q z.db "select phone, since from contact where full_name = 'Ann Bell'")" "+442079460018|2021-04-03"
hasnt "what was answered is no doubt any more" out "phone numbers have no country code"
"$WINNOW" run people.csv --ask --to e.db --out o4 >out 2>err </dev/null
is "nobody there to answer: it goes on as without" "$(q e.db 'select count(*) from contact')" 3
printf 'Ticket No,Subject,Status\nT-1,No power,open\nT-2,Noise,closed\n' >"crm tickets.csv"
printf 'product\n\n\n' | "$WINNOW" run "crm tickets.csv" --to t.db --out o5 >out 2>err
is "tickets are no people" "$(q t.db 'select count(*) from ticket')" 2
# dates that Excel exchanged
/usr/bin/python3 - <<'P'
import openpyxl, datetime
w = openpyxl.Workbook(); s = w.active
s.append(["Name", "Company", "E-mail", "Joined"])
for i, d in enumerate([datetime.date(2021, 5, 3), "17/11/2020", datetime.date(2022, 12, 1), "25/12/2019", datetime.date(2023, 7, 6)]):
    s.append(["Anna Bell%d" % i, "Acme", "a%d@acme.example" % i, d])
w.save("swapped.xlsx")
P
"$WINNOW" run swapped.xlsx --to s.db --out o6 >out 2>&1; code=$?
has "half-exchanged dates of Excel are said, with rows" out "Excel has likely"
is "and the run is not green" "$([ $code -ge 1 ] && echo yes)" yes
printf 'Name,E-mail,Born\nA Bell,a@b.example,13/02/1980\nB Fox,b@b.example,02/14/1981\nC Hill,c@b.example,03/04/1982\n' >both.csv
"$WINNOW" run both.csv --to b.db --out o7 >out 2>&1
has "a column of both orders is said, with rows" out "some rows are day/month (row 2), others month/day (row"
done_testing
