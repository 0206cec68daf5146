#!/bin/sh
# kin.t - a company and its parent, its holding, its branch are not one, however alike they
# are; else subsidiaries vanish into their owners. TAP.
. tests/lib.sh
cd "$tmp" || exit 99
{
    echo "id,name,parent id,phone,website,city"
    i=100
    while [ $i -lt 140 ]; do
        echo "$i,Brandon Works $i,,+44 113 496 0$i,www.brandon$i.example,Leeds"
        echo "1$i,Brandon Works $i Depot,$i,+44 113 496 0$i,www.brandon$i.example,Leeds"
        i=$((i + 1))
    done
} >accounts.csv
"$WINNOW" run accounts.csv --to x.db --out o >out 2>&1
is "a company and its parent stay two, with one phone, site and city" "$(q x.db 'select count(*) from account')" 80
is "and are linked" "$(q x.db 'select count(*) from account a join account p on p.id = a.parent_id and p.name || " Depot" = a.name')" 40
is "nobody is asked about them" "$(grep -c '^account' o/pairs.csv)" 0
for j in 1 3; do
    "$WINNOW" run accounts.csv --to "j$j.db" --out "o$j" --jobs $j --batch 7 >/dev/null 2>&1
    is "for any number of workers ($j)" "$(q "j$j.db" 'select * from account order by id' | cksum)" "$(q x.db 'select * from account order by id' | cksum)"
done
# a subsidiary that comes in a later month, when its parent is in the target
printf 'id,name,parent id,phone,website,city\n900,Brandon Works 100 Shop,100,+44 113 496 0100,www.brandon100.example,Leeds\n' >late.csv
sed 's/path="accounts.csv"/path="late.csv"/' o/draft.xml >late.xml && cp o/crm.model.xml .
"$WINNOW" run late.xml --in . --to x.db --out ol --no-backup-ok >out 2>&1
is "nor is one that comes later made one with the parent in the target" \
    "$(q x.db "select count(distinct golden_id) from winnow_source where source_key in ('100', '900')")" 2
# without a column that says so: by what the names say
printf 'id,name,phone,city\n1,Lochan Glass Ltd,+44 1631 496008,Oban\n2,Lochan Glass Holdings Ltd,+44 1631 496008,Oban\n'\
'3,杭州远航机械有限公司,+86 571 8888 1234,杭州\n4,杭州远航机械有限公司滨江分公司,+86 571 8888 1234,杭州\n5,Alder Nursery,+1 541 555 0134,Bend\n'\
'6,Alder Nursery:Greenhouse job,+1 541 555 0134,Bend\n7,Zweig & Sohn GmbH,+49 40 123456,Hamburg\n8,Zweig & Sohn GmbH,+49 40 123456,Hamburg\n' >firms.csv
"$WINNOW" run firms.csv --to f.db --out of >out 2>&1
is "a holding, a branch, a job are for a person to judge; a copy is a copy" "$(q f.db 'select count(*) from account')" 7
# groups NAME: the keys that a run put together, a group a line
run() { "$WINNOW" run "$1.csv" --to "$1.db" --out "o$1" --as-of 2026-01-01 >out 2>&1; }
groups() {
    q "$1.db" "select group_concat(source_key, '=') from (select * from winnow_source order by line)
        group by entity, golden_id having count(*) > 1 order by min(line)" | tr '\n' ' '
}
golden() { q "$1.db" "select golden_id from winnow_source where source_key = '$2'"; }
asked() {
    q "$1.db" "select count(*) from winnow_pair where band = 'review'
        and left_golden = $(golden "$1" "$2") and right_golden = $(golden "$1" "$3")"
}
# what names say: the group, an investment company, another legal form, a word more, another
# trade; a short name, a form written otherwise are the company
cat >owners.csv <<'C'
id,company,phone,website,street,city
1,Pentland Wool Ltd,+44 131 496 0701,www.pentland.example,4 Mill Wynd,Peebles
2,Pentland Wool Group,+44 131 496 0701,www.pentland.example,4 Mill Wynd,Peebles
3,Pentland Wool Investments Ltd,+44 131 496 0701,www.pentland.example,4 Mill Wynd,Peebles
4,Pentland Wool Limited,0131 496 0701,pentland.example,4 Mill Wynd,Peebles
5,Draper Salt Inc,+1 801 555 0171,www.drapersalt.example,9 Lake Ave,Ogden
6,Draper Salt LLC,+1 801 555 0171,www.drapersalt.example,9 Lake Ave,Ogden
7,Draper Salt Corp,+1 801 555 0171,,9 Lake Avenue,Ogden
8,Kolbe,+49 89 6361200,www.kolbe.example,Isarweg 7,Freising
9,Kolbe Mobility,+49 89 6361200,www.kolbe.example,Isarweg 7,Freising
10,Hotel Birkenhof Passau,+49 851 900300,www.birkenhof.example,Inngasse 2,Passau
11,Hotel Birkenhof Linz,+49 851 900300,www.birkenhof.example,Domplatz 5,Linz
12,Gannet Grocers Store 112,+44 1856 496400,www.gannet.example,2 Pier Rd,Kirkwall
13,Gannet Grocers Store 113,+44 1856 496400,www.gannet.example,2 Pier Rd,Kirkwall
C
run owners
is "group, investments, another form, a word more are two; Limited and Corp are Ltd and Inc" "$(groups owners)" "1=4 5=7 "
is "somebody is asked about the group" "$(asked owners 1 2)" 1
"$WINNOW" match owners.csv --key id -o c.csv --quiet --explain >bands 2>&1
is "match keeps them apart as well, but for what only the form says" "$(sed 1d c.csv | cut -d, -f2 | sort -u | wc -l)" 10
cat >ru.csv <<'C'
id,company,phone,website,street,city
1,Суровский Завод,+7 495 120-30-40,www.surzavod.example,ул. Мира 4,Москва
2,Суровскии Заводъ,+7 495 120-30-40,www.surzavod.example,ул. Мира 4,Москва
3,Суровский Завод Сервис,+7 495 120-30-40,www.surzavod.example,ул. Мира 4,Москва
C
run ru
is "a word mistyped is the same word in any script, a word more is not" "$(groups ru)" "1=2 "
cat >zh.csv <<'C'
编号,公司名称,统一社会信用代码,电话,地址
1,无锡天目仪器有限公司,,0510-88002200,无锡市滨湖区蠡湖大道8号
2,无锡天目仪器集团有限公司,,0510-88002200,无锡市滨湖区蠡湖大道8号
3,无锡天目投资有限公司,,0510-88002200,无锡市滨湖区蠡湖大道8号
4,无锡天目仪器有限责任公司,,0510 88002200,无锡滨湖区蠡湖大道8号
5,泉州海丝通讯有限公司,,0595-66003300,泉州市丰泽区东海街18号
6,泉州海丝软件有限公司,,0595-66003300,泉州市丰泽区东海街18号
7,兰州敦行酒店有限公司,,0931-77004400,兰州市城关区庆阳路28号
8,兰州敦行酒店有限公司西站店,,0931-77004400,兰州市七里河区西津路38号
9,松鹤堂药房第三分店,,0571-55007700,杭州市拱墅区湖墅路9号
10,松鹤堂药房第五分店,,0571-55007700,杭州市拱墅区湖墅路9号
C
run zh
is "集团, 投资, another trade, a 店 are two; 有限责任公司 is 有限公司" "$(groups zh)" "1=4 "
# two valid tax ids are two companies, two valid numbers two citizens; a slip is for a person
cat >ids.csv <<'C'
id,company,VAT number,phone,city
1,Vossberg Segel GmbH,DE136695976,+49 431 200300,Kiel
2,Vossberg Segel GmbH,DE129273398,+49 431 200300,Kiel
3,Lanterne SARL,FR40303265045,+33 1 70 18 99 20,Lyon
4,Lanterne SARL,FR 40 303265045,+33 1 70 18 99 20,Lyon
5,Rupe SpA,IT00743110157,+39 02 3600 2000,Milano
6,Rupe SpA,IT00743110158,+39 02 3600 2000,Milano
C
run ids
is "two companies of one name with valid tax ids are two" "$(groups ids)" "3=4 "
is "a slip in a tax id is for somebody to look at" "$(asked ids 5 6)" 1
printf '编号,姓名,身份证号,手机,地址\n1,钱敏,11010519491231002X,13811113333,保定市1号\n2,钱敏,440524188001010014,13811113333,保定市1号\n'\
'3,冯磊,130503196704010016,13911114444,保定市2号\n4,冯磊,130503196704010016,13911114444,\n' >citizens.csv
run citizens
is "and so are two citizens" "$(q citizens.db "select count(distinct golden_id) from winnow_source where source_key in ('1', '2')")" 2
# any field that links to the entity itself; sites of one parent
cat >chain.csv <<'C'
Account ID,Account Name,Parent Account ID,Ultimate Parent ID,City,Phone,Website
P1,Tolworth Cars,,,London,+44 20 7946 0500,www.tolworth.example
P2,Tolworth Cars,,P1,London,+44 20 7946 0500,www.tolworth.example
P3,Tolworth Cars,P1,,Oxford,+44 20 7946 0500,www.tolworth.example
P4,Tolworth Cars,P1,,Luton,+44 20 7946 0500,www.tolworth.example
P5,Tolworth Cars,P1,,Luton,+44 20 7946 0500,www.tolworth.example
C
run chain
is "an owner in a second column is no copy, nor are two sites; a site twice is" "$(groups chain)" "P4=P5 "
# one name in two towns: nobody registers "Harrow Tools", and nothing else is the same; a
# town in another spelling is no other town
cat >towns.csv <<'C'
Account ID,Account Name,City,Phone,Website,Street
1,Harrow Tools,Leeds,+44 113 496 0001,www.harrow.example,
2,Harrow Tools,Bristol,,,
3,Cobbler's Nook,Ely,,,
4,Cobbler's Nook,Truro,,,
5,Tarn Bakery,Kendal,+44 1539 496006,,
6,Tarn Bakery,Windermere,+44 1539 496006,,
7,Wold Cider,Malton,,www.wold.example,
8,Wold Cider,York,,http://wold.example/shop,
9,Oast Hops Ltd,Deal,,,
10,Oast Hops Limited,Hythe,,,
11,松鹤堂,杭州市,,,
12,松鹤堂,浙江杭州,,,
13,明远科技,北京,,,
14,明远科技,上海,,,
15,Fell Press,LEEDS,,,
16,Fell Press,"Leeds, West Yorkshire",,,
17,Isar Brot,München,,,
18,Isar Brot,Munich,,,
19,Oak Mill,York,,,7 Kirkgate
20,Oak Mill,Hull,,,7 Kirkgate
21,华信软件,Beijing,,,
22,华信软件,北京市朝阳区,,,
C
run towns
is "one trade name in two towns is two companies, unless a number, a site, an address or a legal form says otherwise" \
    "$(groups towns)" "5=6 7=8 11=12 15=16 17=18 19=20 21=22 "
is "somebody is asked, in English and Chinese" "$(asked towns 1 2) $(asked towns 13 14)" "1 1"
is "with the reason" "$(q towns.db "select left_key || ' ' || apart from winnow_pair where band = 'review' order by cast(left_key as int)" |
    tr '\n' ' ')" "1 trade 3 trade 9 unsure 13 trade "
cat >staff.csv <<'C'
id,first name,last name,email,phone,company,manager id,reports to
1,Ines,Borg,ines@borg.example,+49 30 1112220,Borg Bau,,
2,Ines,Borg,ines@borg.example,+49 30 1112220,Borg Bau,,1
3,Ines,Borg,ines@borg.example,+49 30 1112220,Borg Bau,1,
4,Kurt,Lamm,kurt@lamm.example,+49 30 3334440,Lamm KG,,
5,Kurt,Lamm,kurt@lamm.example,+49 30 3334440,Lamm KG,,
C
run staff
is "nor is somebody the own manager" "$(q staff.db "select count(*) from winnow_source where golden_id = $(golden staff 1)")" 1
done_testing
