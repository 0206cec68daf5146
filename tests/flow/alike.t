#!/bin/sh
# alike.t - who is who by name: short forms, generations, other letters, short names of
# companies, people who moved and married. If these fail, a father is merged with his son,
# or a company goes by its short name unseen. TAP.
. tests/lib.sh
at_least() { if awk "BEGIN { exit !($2 >= $3) }"; then pass "$1"; else fail "$1" "got $2, wanted $3"; fi; }
cat >"$tmp/t.csv" <<'C'
id,First Name,Last Name,Birthday,Phone,Email,Street,City,Passport Number
a1,Robert,Miller,1971-05-03,202-555-0143,,4 Oak Street,Boston,
a2,Bob,Miller,,202-555-0143,,4 Oak Street,Boston,
b1,David,Dobbins Jr,,202-555-0171,,1450 City Road,Arlington,
b2,David,Dobbins Senior,,,,1450 City Road,Arlington,
c1,Александр,Васильев,1980-02-17,202-555-0188,,9 Mill Lane,Dover,
c2,Aleksandr,Vasiliev,1980-02-17,,,9 Mill Lane,Dover,
d1,فيصل,صديقي,1969-09-09,202-555-0119,,77 Lake Road,Salem,
d2,Faisal,Siddiqui,1969-09-09,202-555-0119,,77 Lake Road,Salem,
e1,Anna,Keller,1985-11-30,,,12 Hill Street,Denver,C01X00T47
e2,Anna,Weber,1985-11-30,,anna.weber@example.com,3 Park Avenue,Austin,C01X00T47
e3,Anna,Weber,1985-11-30,202-555-0190,anna.weber@example.com,3 Park Avenue,Austin,
e4,Anna,Keller,1985-11-30,,,12 Hill Street,Denver,
f1,Anna,Schmidt,1990-01-05,,info@acme.example,,,
f2,Anna,Schmied,1961-07-25,,info@acme.example,,,
g1,Tom,Baker,1992-04-04,,,8 Elm Street,Dayton,X1234567
g2,Tim,Baker,1992-04-04,,,8 Elm Street,Dayton,X7654321
i1,立国,张,,13800138111,,,,
i2,Peter,Zhang,,13800138111,,,,
j1,111,test,,13800000000,test@test.com,,,
j2,111,aaa,,13800000000,1@1.com,,,
k1,å­¦å,ä¸é©¬,1988-03-08,13912345678,,,,
k2,学友,上马,1988-03-08,13912345678.0,,,,
l1,He|en,R0binson,1977-10-05,,,,,
l2,Helen,Robinson,1977-10-05,,,,,
h1,Lucas,Moreau,1975-12-12,555-0166,,31 River Road,Seattle,
h2,Lucas,Moreau,1975-12-12,202-555-0166,,,,
C
"$WINNOW" match "$tmp/t.csv" --key id -o "$tmp/c.csv" --quiet
cluster() { sed -n "s/^$1,//p" "$tmp/c.csv"; }
together() { is "$1" "$(for i in $3; do cluster "$i"; done | sort -u | wc -l)" "$2"; }
together "Bob is Robert" 1 "a1 a2"
together "junior is not senior" 2 "b1 b2"
together "Васильев is Vasiliev" 1 "c1 c2"
together "that فيصل is spelled otherwise than Faisal says nothing against" 1 "d1 d2"
together "who married and moved is met under both names" 1 "e1 e2 e3 e4"
together "a mailbox info@ makes no person" 2 "f1 f2"
together "twins have passports of their own" 2 "g1 g2"
together "a number without its area code" 1 "h1 h2"
together "what a scanner takes for a letter" 1 "l1 l2"
together "a Chinese Peter is 立国 to his mother" 1 "i1 i2"
together "what is typed to get past a field is no evidence" 2 "j1 j2"
together "a number that a spreadsheet took for a quantity" 1 "k1 k2"
printf 'Name,Mobile\n唐峰晓/Eric,13912345679\n唐峰曉,13912345679\n%s\n' "$(seq 1 40 | awk '{ print "人" $1 "," 13500000000 + $1 * 7919 }')" >"$tmp/mixed.csv"
"$WINNOW" match "$tmp/mixed.csv" -o "$tmp/c.csv" --quiet
is "唐峰晓/Eric is 唐峰曉" "$(sed -n 3p "$tmp/c.csv")" "2,1"
# companies: the name they go by, and the one they are registered under, in two files
for f in short full; do python3 tests/flow/companies.py 1500 4 $f >"$tmp/$f.csv"; done
"$WINNOW" match "$tmp/short.csv" "$tmp/full.csv" -o "$tmp/c.csv" --quiet
at_least "short and registered names of companies meet, under two headings" \
    "$(python3 tests/flow/companies.py 1500 4 --score "$tmp/c.csv")" 0.9
# two systems, two languages of headings
printf 'Name,Mobile,Birthday\nAnna Bell,13800138001,1990-10-12\nPeter Fox,13900139002,1971-01-02\n' >"$tmp/en.csv"
printf '姓名,手机号,出生日期\nBell Anna,13800138001,1990-10-12\nMary Young,13700137003,1982-03-04\n' >"$tmp/zh.csv"
"$WINNOW" match "$tmp/en.csv" "$tmp/zh.csv" -o "$tmp/c.csv" --pairs "$tmp/p.csv" --quiet
is "手机号 is Mobile" "$(head -1 "$tmp/p.csv")" "left_id,right_id,probability,weight,Name/given,Name/family,Mobile,Birthday"
is "and the same person is found" "$(sed -n 4p "$tmp/c.csv")" "3,1"
# the person under company, and the company under name
cat >"$tmp/x.csv" <<'X'
id,name,company,mobile,city
1,朱家明,天津思通教育咨询有限公司,13525792001,天津
2,天津思通教育咨询,朱家明经理,13525792001,天津
3,李红,广州大来建筑工程有限公司,18891320022,广州
4,王芳,上海华创科技有限公司,13803665647,上海
5,张小玉,哈尔滨宏捷盛广告有限公司,18342228016,哈尔滨
6,Cooper Systems LLC,Anna Bell,13700000001,London
7,Anna Bell,Cooper Systems,13700000001,London
8,Peter Long,Nova Partners LLC,13712345671,Leeds
X
"$WINNOW" match "$tmp/x.csv" --key id -o "$tmp/c.csv" --quiet
together "a row whose person and company are exchanged is met all the same" 1 "1 2"
together "in English as well" 1 "6 7"
is "and nobody else is" "$(sed 1d "$tmp/c.csv" | cut -d, -f2 | sort -u | wc -l)" 6
# the number under the address, and the address under the number
cat >"$tmp/x.csv" <<'X'
id,name,mobile,email,city
1,William Nguyen,13800138001,w.nguyen1979@example.com,Boston
2,Bill N.,w.nguyen1979@example.com,13800138001,
3,Anna Bell,13800138002,bell@example.org,Leeds
4,A. Bell,,13800138002,
5,Peter Long,13800138003,p.long@example.net,Leeds
6,Maria Hill,m.hill@example.net,13911142225,York
X
"$WINNOW" match "$tmp/x.csv" --key id -o "$tmp/c.csv" --quiet
together "number and address exchanged" 1 "1 2"
together "a number alone under addresses" 1 "3 4"
is "and nobody else is one" "$(sed 1d "$tmp/c.csv" | cut -d, -f2 | sort -u | wc -l)" 4
# two lists: what only one has is left out, and said
printf 'id,Vorname,Nachname,Karte,Ort\n1,Ute,Brandt,K17,Ulm\n2,Jens,Kroll,K18,Gera\n' >"$tmp/l1.csv"
printf 'id,first name,surname,town\n3,Ute,Brandt,Ulm\n4,Maik,Sommer,Gera\n' >"$tmp/l2.csv"
"$WINNOW" match "$tmp/l1.csv" "$tmp/l2.csv" --key id --pairs "$tmp/l.csv" -o "$tmp/l.out" --lang en >"$tmp/out"
is "Ort is town, Nachname is surname, and a card is no evidence" "$(head -1 "$tmp/l.csv")" "left_id,right_id,probability,weight,Vorname,Nachname,Ort"
has "which is said" "$tmp/out" "one side  Karte"
done_testing
