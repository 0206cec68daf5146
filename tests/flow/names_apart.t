#!/bin/sh
# names_apart.t - people and companies of other names are put together by nobody, unless
# something is theirs alone; else colleagues vanish into each other. TAP.
. tests/lib.sh
cd "$tmp" || exit 99
# colleagues: each name and each mailbox another, all of one domain
awk 'function pick(n) { x = x * 16807 % 2147483647; return x % n + 1 }
function word(k,   w) { while (k-- > 0) w = w s[pick(37)]; return toupper(substr(w, 1, 1)) substr(w, 2) }
BEGIN {
    x = 7
    split("ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se", s, " ")
    for (i = 1; i <= 400; i++)
        given[i] = word(2)
    for (i = 1; i <= 200; i++)
        family[i] = word(3)
    print "id,first_name,last_name,email"
    for (i = 0; i < 1200;) {
        g = given[pick(400)]
        f = family[pick(200)]
        if (!seen[g, f]++)
            print ++i "," g "," f "," tolower(g "." f) "@firma.example"
    }
}' >people.csv
"$WINNOW" run people.csv --to s.db --out os >out 2>&1
is "colleagues with mailboxes of one domain stay as many as they are" "$(grep -c ' 0 absorbed' out)" 1
printf 'Kundennummer,Firma,Ort,Land\n1,Alfa Bau GmbH,Bonn,DE\n2,Zenit Kaffee KG,Bonn,DE\n3,Musik Stein,Ulm,DE\n4,Optik Reuter,Hof,AT\n'\
'5,Holz Weber,Wien,AT\n6,Foto Klein,Linz,AT\n' >firms.csv
"$WINNOW" run firms.csv --to f.db --out of >out 2>&1
is "two firms of one town are two" "$(grep -c ' 0 absorbed' out)" 1
is "and somebody is asked" "$(sed 1d of/pairs.csv | grep -c .)" 1
# married: the same mailbox and another family name; a copy of it
printf 'id,first name,last name,email,phone\n1,Ruth,Albers,ruth@albers.example,+49 40 1234567\n2,Ruth,Mertens,ruth@albers.example,+49 40 1234567\n'\
'3,Jonas,Kuhn,jonas@kuhn.example,+49 30 7654321\n4,Ole,Brandt,ole@brandt.example,+49 89 1112223\n5,Ida,Voss,ida@voss.example,+49 69 3334445\n'\
'6,Max,Lenz,max@lenz.example,+49 221 555666\n' >married.csv
"$WINNOW" run married.csv --to m.db --out om >out 2>&1
is "who married is one by the own mailbox and number" "$(grep -c ' 1 absorbed' out)" 1
done_testing
