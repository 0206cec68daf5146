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
# groups NAME: the keys that a run put together, a group a line; queue NAME: the pairs that
# somebody is asked about
run() { rm -rf "$1.db" "o$1"; "$WINNOW" run "$1.csv" --to "$1.db" --out "o$1" --as-of 2026-01-01 >out 2>&1; }
groups() {
    q "$1.db" "select group_concat(source_key, '=') from (select * from winnow_source order by line)
        group by entity, golden_id having count(*) > 1 order by min(line)" | tr '\n' ' '
}
queue() {
    q "$1.db" "select left_key || '?' || right_key from winnow_pair where band = 'review'
        order by min(cast(left_key as int), cast(right_key as int))" | tr '\n' ' '
}
# twins share all but the given name; other spellings and short forms are no other name
cat >twins.csv <<'C'
id,first_name,last_name,dob,address,city,phone
1,Ella,Marsh,2004-03-02,5 Glebe Road,Truro,01872 496101
2,Emma,Marsh,2004-03-02,5 Glebe Road,Truro,01872 496101
3,Dan,Foss,2001-09-08,8 Weir Lane,Kendal,01539 496102
4,Dean,Foss,2001-09-08,8 Weir Lane,Kendal,01539 496102
5,Paul,Kemp,1999-05-05,2 Bell Row,Ripon,01765 496103
6,Paula,Kemp,1999-05-05,2 Bell Row,Ripon,01765 496103
7,Steven,Lowe,1971-01-21,9 Hope Street,Goole,01405 496104
8,Stephen,Lowe,1971-01-21,9 Hope Street,Goole,01405 496104
9,Kate,Thorn,1980-07-17,4 Cross Street,Otley,01943 496105
10,Katharina,Thorn,1980-07-17,4 Cross Street,Otley,01943 496105
11,Ruth,Hobson,1968-02-29,1 Dyke Road,Hove,01273 496106
12,Ruth,Hobsen,1968-02-29,1 Dyke Road,Hove,01273 496106
C
run twins
is "near given names of two are two; spellings and short forms are one" "$(groups twins)" "7=8 9=10 11=12 "
is "and somebody is asked about each two" "$(queue twins)" "1?2 3?4 5?6 "
"$WINNOW" match twins.csv --key id -o c.csv --quiet
is "nor does match put them together" \
    "$(awk -F, 'NR > 1 { n[$2] = n[$2] "=" $1 } END { for (i in n) if (n[i] ~ /=.*=/) print substr(n[i], 2) }' c.csv | sort -n | tr '\n' ' ')" \
    "7=8 9=10 11=12 "
# father and son of one name; a slip in the year, one mailbox; junior without a birthday
cat >sons.csv <<'C'
id,first_name,last_name,dob,email,address,city,phone
1,Walter,Pryce,1949-04-11,,3 Castle Mews,Oban,01631 496201
2,Walter,Pryce,1977-10-02,,3 Castle Mews,Oban,01631 496201
3,Hugh,Denby,1952-06-30,denby@denby.example,7 Malt Lane,Ely,
4,Hugh,Denby,1984-12-09,denby@denby.example,7 Malt Lane,Ely,
5,Clara,Noon,1964-08-19,clara@noon.example,6 Spa Road,Bath,01225 496203
6,Clara,Noon,1946-08-19,clara@noon.example,6 Spa Road,Bath,01225 496203
7,Edwin,Rusk,,,2 Tower Hill,Hull,01482 496204
8,Edwin,Rusk Jr.,,,2 Tower Hill,Hull,01482 496204
C
run sons
is "a father and a son are two, a slip is none" "$(groups sons)" "5=6 "
is "and somebody is asked" "$(queue sons)" "1?2 3?4 7?8 "
# another family name: the number and the house alone do not say that somebody married
cat >flat.csv <<'C'
id,first_name,last_name,dob,email,phone,address
1,Nora,Vance,,nora.v@mail.example,07700 900301,1 Hop Yard
2,Nora,Lyle,,nora.l@mail.example,07700 900301,1 Hop Yard
3,Greta,Shaw,1983-03-04,greta@shaw.example,07700 900302,2 Hop Yard
4,Greta,Bloom,1983-03-04,greta@shaw.example,07700 900302,2 Hop Yard
5,Ravi,Anand,,,07700 900303,3 Hop Yard
6,Ravi,Anand,,ravi@anand.example,07700 900303,3 Hop Yard
C
run flat
is "who shares a number and a house, but no family name, is another person" "$(groups flat)" "3=4 5=6 "
is "for somebody to look at" "$(queue flat)" "1?2 "
# a year of birth alone: people of one name, 25 years apart, in one small list
cat >years.csv <<'C'
id,first name,last name,birth year,city
1,Ute,Brandt,1961,Ulm
2,Ute,Brandt,1986,Ulm
3,Jens,Kroll,1974,Ulm
4,Jens,Kroll,1974,Ulm
5,Maik,Sommer,1990,Gera
C
"$WINNOW" match years.csv --key id --quiet -o years.out
is "two years of birth are two people, one is one" "$(sed 1d years.out | cut -d, -f2 | tr '\n' ' ')" "1 2 3 3 5 "
# in characters: another syllable is another name, another character of it is not
cat >han.csv <<'C'
编号,姓名,出生日期,手机,地址
1,周思远,2003-04-05,13911110001,南京市玄武区珠江路1号
2,周思齐,2003-04-05,13911110001,南京市玄武区珠江路1号
3,吴敏,1996-02-03,13911110002,济南市历下区泉城路2号
4,吴燕,1996-02-03,13911110002,济南市历下区泉城路2号
5,郑浩宇,1988-08-08,13911110003,合肥市蜀山区长江路3号
6,郑浩雨,1988-08-08,13911110003,合肥市蜀山区长江路3号
7,孙立,1970-01-02,13911110004,长春市朝阳区人民街4号
8,马立,1970-01-02,13911110004,长春市朝阳区人民街4号
C
run han
is "思远 is not 思齐, 浩宇 may be 浩雨, and 孙 is not 马" "$(groups han)" "5=6 "
done_testing
