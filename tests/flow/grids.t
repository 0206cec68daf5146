#!/bin/sh
# grids.t - what of a sheet is header, record, title, total. If these fail, a title becomes
# the header, a subtotal becomes a customer, or a contact loses the company merged above it.
. tests/lib.sh
f=$tmp/f; mkdir "$f"
python3 tests/flow/formats.py "$f" || { fail "the formats are written"; done_testing; }
names() { "$WINNOW" inspect --json "$@" | json - '"|".join(c["name"] for c in h["columns"])'; }
records() { # FILE [OPTION...]: line and cells of what a run takes for records
    rm -rf "$tmp/r.db" "$tmp/r"; "$WINNOW" run "$@" --to "$tmp/r.db" --out "$tmp/r" --quiet >/dev/null 2>&1
    "$WINNOW" trace "$tmp/r.db" rows | sqlite3 :memory: ".import --csv /dev/stdin r" \
        "select line, raw from r where file not like '%!%' order by cast(line as integer)"
}
want='序号|往来户 户名|往来户 城市|接洽 姓名|接洽 手机|款项 金额（万元）'
for b in ledger.xlsx ledger.xls ledger.page.xls ledger.xmlss.xls; do
    is "$b: names are joined from three rows, the unit in brackets" "$(names "$f/$b")" "$want"
    records "$f/$b" >"$tmp/got"; same "$b: records, merged cells carried down" "$tmp/got" "$f/want.ledger.txt"
    records "$f/$b" --batch 1 --chunk 3 >"$tmp/got"; same "$b: the same a record and three bytes at a time" "$tmp/got" "$f/want.ledger.txt"
    "$WINNOW" inspect "$f/$b" >"$tmp/out"
    for said in '2 rows are totals or subtotals, no records: "小计（1户）" (line 9)' '1 rows are remarks' '"东区" (line 6)' \
        '4 cells have their value from a merged cell' 'the header is in line 3'; do
        has "$b says: $said" "$tmp/out" "$said"
    done
done
is "a range to the sheet's end fills the rows that are there" "$(records "$f/whole.xlsx")" "2|Acme,Ann
3|Acme,Bob"
ends "ranges without end are one sentence" 4 timeout 20 "$WINNOW" inspect "$f/ranges.xlsx"
is "which is" "$(grep -c '^winnow: .*merged cells' "$tmp/err")" 1

# several tables in a sheet
is "a table below another is left out" "$(records "$f/below.xlsx")" "2|A1,Acme,Rome,00100
3|A2,Beta,Bonn,53111"
"$WINNOW" inspect "$f/below.xlsx" >"$tmp/out"
has "said, and how to read it" "$tmp/out" 'begins in line 6; it was not read (sheet="人员 & more!6:1048576" reads it)'
has "with its rows" "$tmp/out" "4 rows belong to other tables"
is "and read so" "$("$WINNOW" cat "$f/below.xlsx" --sheet '人员 & more!6:1048576' | tr '\n' ' ')" \
    "Contact,Account,Phone Ann,A1,+49 30 1234567 Bob,A2,+49 30 1234568 "
is "one at the right, too" "$(names "$f/beside.xlsx")" "Id|Name|City"
"$WINNOW" inspect "$f/beside.xlsx" >"$tmp/out"; has "how to read it" "$tmp/out" 'sheet="人员 & more!E:F"'
is "its columns alone" "$("$WINNOW" cat "$f/beside.xlsx" --sheet '人员 & more!E:F' | tail -1)" ",,,,Cid,137"
ends "a range that is none" 4 "$WINNOW" cat "$f/beside.xlsx" --sheet '人员 & more!F:E'
is "a sheet without names keeps its first row" "$(records "$f/nohead.xlsx" | wc -l)" 2

# text: NAME INPUT WANTED
t() {
    printf "$2" >"$tmp/x.csv"
    is "$1" "$("$WINNOW" cat "$tmp/x.csv" 2>&1)" "$(printf "$3")"
    is "$1, a byte at a time" "$("$WINNOW" cat "$tmp/x.csv" --chunk 1 2>&1)" "$(printf "$3")"
}
t "a title over two columns" '通讯录\n姓名,电话\n张伟,13800138000\n李四,13900139000\n' '姓名,电话\n张伟,13800138000\n李四,13900139000'
t "labels and values above the header" \
    'Report,Clients,,,\nDate:,2024-04-02,,,\nOwner:,Ann,,,\nId,Name,Phone,City,Zip\n1,A,+49 30 1234567,Bonn,53111\n2,B,+49 30 1234568,Ulm,89073\n' \
    'Id,Name,Phone,City,Zip\n1,A,+49 30 1234567,Bonn,53111\n2,B,+49 30 1234568,Ulm,89073'
t "two notices in a row" '制表：甲,,,日期：2024-04-02,,\n编号,姓名,电话,城市,行业,级别\n1,张,138,京,电子,A\n2,李,139,沪,纺织,B\n' '编号,姓名,电话,城市,行业,级别\n1,张,138,京,电子,A\n2,李,139,沪,纺织,B'
t "groups that nobody merged" \
    'No,Client,,Person,,Deal,\n,Name,Industry,Name,Phone,Date,Amount\n1,Acme,Steel,Ann,+49 30 1234567,2024-01-02,100\n'\
'2,Beta,Wood,Bob,+49 30 1234568,2024-01-03,200\n' \
'No,Client Name,Client Industry,Person Name,Person Phone,Deal Date,Deal Amount\n1,Acme,Steel,Ann,+49 30 1234567,2024-01-02,100\n'\
'2,Beta,Wood,Bob,+49 30 1234568,2024-01-03,200'
t "the header of two rows on each page" \
    'No,Client,,Person,\n,Name,Industry,Name,Phone\n1,Acme,Steel,Ann,+49 30 1234567\nNo,Client,,Person,\n,Name,Industry,Name,Phone\n'\
'2,Beta,Wood,Bob,+49 30 1234568\n' 'No,Client Name,Client Industry,Person Name,Person Phone\n1,Acme,Steel,Ann,+49 30 1234567\n2,Beta,Wood,Bob,+49 30 1234568'
t "names that are missing are no groups" 'Name,,City,\nAnna,Bell,Boston,MA\nBob,Ray,Denver,CO\n' 'Name,,City,\nAnna,Bell,Boston,MA\nBob,Ray,Denver,CO'
t "units" 'Name,Amount,Share\n,(k€),%%\nA,12,3\nB,13,4\n' 'Name,Amount (k€),Share (%%)\nA,12,3\nB,13,4'
t "a column of currencies is none" 'Name,Amount,Currency\n,,EUR\nB,20,EUR\nC,30,USD\n' 'Name,Amount,Currency\n,,EUR\nB,20,EUR\nC,30,USD'
t "technical names below labels" 'Full Name,Email Address,City\nfull_name,email_id,city\nAnn,a@x.example,Rome\n' \
    'Full Name,Email Address,City\nAnn,a@x.example,Rome'
t "types" 'id,name,amount\nint,varchar(20),"decimal(10,2)"\n1,Ann,3.5\n2,Bob,4.5\n' 'id,name,amount\n1,Ann,3.5\n2,Bob,4.5'
t "marks" '姓名,手机,城市\n必填,必填,选填\n张,13800138000,北京\n' '姓名,手机,城市\n张,13800138000,北京'
t "totals within, and customers called so" \
    'No,Client,City,Amount\n1,Acme,Rome,10\n2,Total Energies,Paris,20\n,Subtotal EMEA,,30\n3,Totalis GmbH,Bonn,40\n4,合计文化公司,上海,50\n,Total,,90\n' \
    'No,Client,City,Amount\n1,Acme,Rome,10\n2,Total Energies,Paris,20\n3,Totalis GmbH,Bonn,40\n4,合计文化公司,上海,50'
t "who cannot be told from a total is a record" 'Name,City,Amount\nTotal Energies,,500\nBeta,Ulm,20\nGamma,Bonn,30\n' \
    'Name,City,Amount\nTotal Energies,,500\nBeta,Ulm,20\nGamma,Bonn,30'
t "totals in other languages" 'Kunde;Ort;Betrag\nAcme;Bonn;10\nZwischensumme;;10\nBeta;Ulm;20\nИтого;;30\nRazem;;30\nSous-total (2);;30\n' \
    'Kunde,Ort,Betrag\nAcme,Bonn,10\nBeta,Ulm,20'
t "remarks and signatures" '客户,城市,金额\n甲,北京,1\n乙,上海,2\n备注：含税,,\n制表：甲,审核：乙,\n' '客户,城市,金额\n甲,北京,1\n乙,上海,2'
t "no header: ids that count on, words that come again" 'C-1,Anna,USA\nC-2,Bob,USA\nC-3,Cid,UK\n' 'C-1,Anna,USA\nC-2,Bob,USA\nC-3,Cid,UK'
t "no header in a single row" 'Ann Bell,a@x.example,Boston\n' 'Ann Bell,a@x.example,Boston'
t "Email 1 is a name" 'Email 1,Email 2,Phone 1\na@x.example,b@x.example,138\nc@x.example,,139\n' \
    'Email 1,Email 2,Phone 1\na@x.example,b@x.example,138\nc@x.example,,139'
printf 'Name,2023-01,2023-02\nA,10000,20000\nB,30000,40000\n' >"$tmp/x.csv"; is "months are names" "$(names "$tmp/x.csv")" "Name|2023-01|2023-02"
printf 'Anna,Boston,USA\nBob,Denver,USA\nCid,Boston,USA\n' >"$tmp/x.csv"
is "words alone can give it away" "$(names "$tmp/x.csv")" "(column A)|(column B)|(column C)"
done_testing
