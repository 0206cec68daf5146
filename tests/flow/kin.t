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
done_testing
