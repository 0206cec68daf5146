#!/bin/sh
# nested.t - records within records, in XML and JSON. If these fail, the people of a firm are
# lost in one cell of it, belong to another firm, or nobody can find the one that is wrong. TAP.
. tests/lib.sh
f=$tmp/f; mkdir "$f"
python3 tests/flow/formats.py "$f" || { fail "the formats are written"; done_testing; }
table() { "$WINNOW" cat "$f/$1" --sheet "$2" --chunk "${3:-100000}" 2>&1; }
firms='7,Nordwind Papier,Berlin,030 111 | 030 112
8,Süd & Söhne,Ulm,
9,Leer AG,Köln,0221 5'
people='P1,Ines Kahl,ines@nordwind.example,7,Nordwind Papier
P2,Udo Brandt,udo@nordwind.example,7,Nordwind Papier
P3,Mia Roth,mia@sued.example,8,Süd & Söhne'
visits='2026-01-05,offer,P1,7
2026-02-01,order,P1,7
2026-03-09,call,P3,8'
only() { tail -n +2 | awk -F, -v OFS=, -v of="$1" '{ n = split(of, c, " "); for (i = 1; i <= n; i++) printf "%s%s", $c[i], i < n ? "," : "\n" }'; }
for c in 1 3 100000; do
    is "XML: the firms, without their people; a list says each value once ($c)" "$(table nested.xml 1 $c | only '1 2 5 3')" "$firms"
    is "XML: people know their firm ($c)" "$(table nested.xml 2 $c | only '1 2 3 4 5')" "$people"
    is "XML: visits know both ($c)" "$(table nested.xml 3 $c | only '1 2 3 6')" "$visits"
    is "XML: a firm that says its number behind its people ($c)" "$(table late.xml 2 $c | only '1 2 3 4 5')" "$people"
    is "XML: and behind their visits ($c)" "$(table late.xml 3 $c | only '1 2 3 6')" "$visits"
    for b in nested.json nested.jsonl; do
        is "$b: the firms; phones with their kinds are no table ($c)" "$(table $b 1 $c | only '1 2 3 5')" "$firms"
        is "$b: people ($c)" "$(table $b 2 $c | only '1 2 3 5 6')" "$people"
        is "$b: visits ($c)" "$(table $b 3 $c | only '1 2 3 6')" "$visits"
    done
done
is "what a key is called" "$(for b in nested.xml nested.json; do table $b 3 | head -1; done)" \
    "On,Why,../@key,../Name,../Mail,../../../@nr,../../../Title,../../../City
on,why,../key,../name,../mail,../../nr,../../title"
is "tables by name" \
    "$("$WINNOW" cat "$f/nested.json" --sheet data/firms/people/visits | wc -l) $("$WINNOW" cat "$f/nested.xml" --sheet Firms/Firm/People/Person \
    | wc -l) $("$WINNOW" cat "$f/nested.jsonl" --sheet / | wc -l)" "4 4 4"
is "records= takes all of an element, as a mapping of before expects" "$("$WINNOW" cat "$f/nested.xml" --records Firms/Firm | head -2 | tail -1)" \
    "7,Nordwind Papier,030 111 | 030 112,w,P1 | P2,Ines Kahl | Udo Brandt,ines@nordwind.example | udo@nordwind.example,2026-01-05 | 2026-02-01,offer | \
order,Berlin,2026-01-05"
is "and of an object" "$("$WINNOW" cat "$f/nested.json" --records data/firms | head -2 | tail -1 | cut -d, -f1,6,10)" "7,P1 | P2,2026-01-05 | 2026-02-01"

t() { printf "$2" >"$tmp/x"; is "$1" "$("$WINNOW" cat "$tmp/x" --sheet "${4:-1}" 2>&1)" "$(printf "$3")"; }
t "an answer of Salesforce" \
    '{"done":true,"records":[{"Id":"1","Kids":{"size":2,"records":[{"Id":"a","Last":"Bell"},{"Id":"b","Last":"Ray"}]}},{"Id":"2","Kids":null}]}' \
    'Id,Last,../../Id\na,Bell,1\nb,Ray,1' 2
t "one that is no object where the others are is no lost row" '[{"id":1,"kids":[{"a":1,"b":2},"odd",null]},{"id":2,"kids":{"a":3,"b":4}}]' \
    'a,b,value,../id\n1,2,,1\n,,odd,1\n3,4,,2' 2
t "names with escapes" '[{"id":1,"\\u5ba2":[{"a":1,"b":2},{"a":3,"b":4}]}]' 'a,b,../id\n1,2,1\n3,4,1' 客
t "a key of one firm is not the next one's" '<r><f><n>1</n><p><a>x</a><b>y</b></p><p><a>z</a><b>y</b></p></f><f><p><a>v</a><b>w</b></p></f></r>' \
    'a,b,../n\nx,y,1\nz,y,1\nv,w,' 2
t "text within a record's own element" '<r><p id="1"><a>x</a></p><p id="2"><a>y</a>who</p></r>' 'p,@id,a\n,1,x\nwho,2,y'
t "one object, and what it has once, stay columns" '[{"id":1,"home":{"city":"Ulm"},"boss":[{"a":1,"b":2}]}]' 'id,home.city,boss.a,boss.b\n1,Ulm,1,2'

said() { "$WINNOW" inspect "$1" >"$tmp/said" 2>&1; }
said "$f/nested.json"
has "what is inside is said" "$tmp/said" "data/firms/people (3)"
has "that there are more pages, too" "$tmp/said" "one page of several (paging/next)"
has "and what is read with no table" "$tmp/said" "are not read (2): ok, paging/next/after"
for m in '"has_more":true' '"nextRecordsUrl":"/q-2"' '"@odata.nextLink":"https://x"' '"info":{"more_records":true}' \
    '"additional_data":{"pagination":{"more_items_in_collection":true}}' '"next":"https://x"' '"meta":{"next_page":2}'; do
    echo "{\"data\":[{\"id\":1,\"next\":\"call\"},{\"id\":2,\"next\":\"mail\"}],$m}" >"$tmp/p.json"; said "$tmp/p.json"
    has "more pages: $m" "$tmp/said" "one page of several"
done
echo '{"data":[{"id":1,"next":"call"},{"id":2,"next":"mail"}],"has_more":false,"next_page":null,"paging":{"next":""}}' >"$tmp/p.json"; said "$tmp/p.json"
hasnt "the last page is none of several" "$tmp/said" "one page of several"

# people linked to their firms by a mapping, and found again
cat >"$tmp/m.xml" <<E
<mapping version="1" model="$PWD/mappings/crm.model.xml" name="nested"><source system="s"/>
 <file entity="account" path="nested.xml" sheet="Firms/Firm" key="@nr"><field to="account_id" from="@nr"/><field to="name" from="Title"/>
   <keep from="*" as="extra"/></file>
 <file entity="contact" path="nested.xml" sheet="Firms/Firm/People/Person" key="@key"><field to="full_name" from="Name"/>
   <field to="account_id" from="../../@nr"/><keep from="*" as="extra"/></file>
</mapping>
E
"$WINNOW" run "$tmp/m.xml" --in "$f" --to "$tmp/m.db" --out "$tmp/m" --quiet
is "each person has its firm, padding or not" \
    "$(q "$tmp/m.db" 'select group_concat(c.full_name || " " || a.account_id, ", ") from contact c join account a on a.id = c.account_id')" \
    "Ines Kahl 7, Udo Brandt 7, Mia Roth 8"
is "a line of XML is a line" "$(q "$tmp/m.db" "select group_concat(line) from winnow_source where entity = 'contact'")" "3,4,7"
echo '[{"id":"1","email":"no mail","name":"A B"},{"id":"2","email":"a@b.example","name":"C D"},{"id":"3","email":"none here","name":"E '\
'F"},{"id":"4","email":"c@d.example","name":"G H"}]' >"$tmp/one.json"
"$WINNOW" run "$tmp/one.json" --to "$tmp/o.db" --out "$tmp/o" --quiet
is "a record in a line with others says its number" "$(q "$tmp/o.db" "select group_concat(line) from winnow_source")" "1,2,3,4"
has "and the report, that it is one" "$tmp/o/report.en.html" "one.json#3"
sed 's/{/\n{/g' "$tmp/one.json" >"$tmp/lines.json"; "$WINNOW" run "$tmp/lines.json" --to "$tmp/l.db" --out "$tmp/l" --quiet
is "a record in a line of its own says the line" "$(q "$tmp/l.db" "select group_concat(line) from winnow_source")" "2,3,4,5"

# made to do harm
python3 - "$tmp" <<'P'
import sys
t = sys.argv[1]
open(t + "/list.json", "w").write('[{"id":1,"v":[%s]},{"id":2}]' % ",".join('"%d"' % i for i in range(400000)))
open(t + "/tables.xml", "w").write("<r>" + "".join("<f>%s</f>" %
    "".join("<t%d><a>1</a><b>2</b></t%d>" % (n, n) * 2 for n in range(400)) for i in range(30)) + "</r>")
open(t + "/names.xml", "w").write("<r>" + "<%s>" % ("n" * 1000) * 9 + "1" + "</%s>" % ("n" * 1000) * 9 + "</r>")
open(t + "/late.xml", "w").write("<r>" + ("<f><ps>%s</ps><id>1</id></f>" % ("<p><a>%s</a><b>2</b></p>" % ("x" * 1000) * 70000)) + "<f><id>2</id></f></r>")
P
is "a list of 400,000 values takes no square of that" "$(timeout 20 "$WINNOW" cat "$tmp/list.json" | wc -c)" 3488898
is "tables without number: those beyond 256 stay where they are" \
    "$(timeout 20 "$WINNOW" cat "$tmp/tables.xml" --sheet 1 | head -2 | tail -1 | cut -c1-11)" "1,2,1,2,1,2"
ends "names within names without end" 4 "$WINNOW" cat "$tmp/names.xml"; has "are refused" "$tmp/err" "2048 letters"
ends "a number behind 64 MB of people" 4 "$WINNOW" cat "$tmp/late.xml" --sheet 2; has "is refused" "$tmp/err" "more than 64 MB"
for b in nested.xml late.xml nested.json; do
    head -c $(($(stat -c %s "$f/$b") * 3 / 5)) "$f/$b" >"$tmp/cut-$b"; ends "$b cut short is an error" 4 "$WINNOW" cat "$tmp/cut-$b" --sheet 2
done
done_testing
