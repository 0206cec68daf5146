#!/bin/sh
# shapes.t - delimited and printed texts that are not one plain table: rows wrapped in
# quotes, backslashes of databases, sections by record type, templates, columns by place.
# If these fail, a user loads a row as one text, an escape as a value, one list into
# another, or a list without a word about the others in the file. TAP.
. tests/lib.sh
t() { # NAME CONTENT WANT [OPTION...]: printf formats, read whole and a byte at a time
    n=$1; printf "$2" >"$tmp/x.csv"; want=$(printf "$3"); shift 3
    is "$n" "$("$WINNOW" cat "$tmp/x.csv" "$@" 2>&1)" "$want"
    is "$n, byte by byte" "$("$WINNOW" cat "$tmp/x.csv" --chunk 1 "$@" 2>&1)" "$want"
}
said() { "$WINNOW" inspect "$tmp/x.csv" >"$tmp/out" 2>&1; has "$1" "$tmp/out" "$2"; }
unsaid() { "$WINNOW" inspect "$tmp/x.csv" >"$tmp/out" 2>&1; hasnt "$1" "$tmp/out" "$2"; }

# ---- rows wrapped in quotes
want='Id,Firm,City\n1,"Hill, Ltd",Bath\n2,Moor,York\n3,"The ""Old"" Mill",Wells'
t "each row in quotes" '"Id,Firm,City"\n"1,""Hill, Ltd"",Bath"\n"2,Moor,York"\n"3,""The """"Old"""" Mill"",Wells"\n' "$want"
said "it is said" "4 rows were one quoted cell each"
t "with a byte order mark and CRLF" '\357\273\277"Id,Firm,City"\r\n"1,""Hill, Ltd"",Bath"\r\n"2,Moor,York"\r\n"3,""The """"Old"""" Mill"",Wells"\r\n' "$want"
t "but for the header" 'Id,Firm,City\n"1,""Hill, Ltd"",Bath"\n"2,Moor,York"\n"3,""The """"Old"""" Mill"",Wells"\n' "$want"
t "only rows that have marks in them" 'Id,Firm,City\n"1,""Hill, Ltd"",Bath"\n2,Moor,York\n"3,""The """"Old"""" Mill"",Wells"\n' "$want"
t "semicolons inside, rows with a comma" 'Id;Firm;City\n"1;Hill, Ltd;Bath"\n2;Moor;York\n"3;""The """"Old"""" Mill"";Wells"\n' "$want"
t "empty cells behind the quotes" '"Id,Firm,City";;\r\n"1,""Hill, Ltd"",Bath";;\r\n2,Moor,York;;\r\n"3,""The """"Old"""" Mill"",Wells";;\r\n' "$want"
t "a tab inside" '"Id\tFirm\tCity"\n"1\tHill, Ltd\tBath"\n"2\tMoor\tYork"\n"3\t""The """"Old"""" Mill""\tWells"\n' "$want"
t "a line's end within a cell within" '"Id,Firm,City"\n"1,""Hill\nand Dale"",Bath"\n"2,Moor,York"\n' 'Id,Firm,City\n1,"Hill\nand Dale",Bath\n2,Moor,York'
t "a list of addresses is one column" 'Place\n"1 Oak Street, Bath, UK"\n"2 Elm Street, York, UK"\n"3 Fir Street, Wells, UK"\n' \
    'Place\n"1 Oak Street, Bath, UK"\n"2 Elm Street, York, UK"\n"3 Fir Street, Wells, UK"'
said "and that it is one is said" "most rows are one quoted cell with commas"
t "so is one whose name has a comma" '"Place, whole"\n"1 Oak, Bath"\n"2 Elm, York"\n"3 Fir, Wells"\n' \
    '"Place, whole"\n"1 Oak, Bath"\n"2 Elm, York"\n"3 Fir, Wells"'
t "remarks with quotes in them stay whole" 'Remark\n"He said ""no"", and left"\n"She said ""yes"", and stayed"\n"all, well"\n' \
    'Remark\n"He said ""no"", and left"\n"She said ""yes"", and stayed"\n"all, well"'
t "a title in quotes is a title" '"Firms, Towns, All"\n\nId,Firm,City\n1,A,X\n2,B,Y\n3,C,Z\n' 'Id,Firm,City\n1,A,X\n2,B,Y\n3,C,Z'
unsaid "and nothing was unwrapped" "quoted cell"

# ---- backslashes of MySQL and PostgreSQL
t "MySQL's outfile" 'id\tfirm\tnote\tgone\n1\tHill\\tSons\tone\\\ntwo\t\\N\n2\tMoor \\"Big\\" Ltd\t\\N\t2020-01-02\n3\t\\N\tC:\\\\new\\\\x\t\\N\n' \
    'id,firm,note,gone\n1,Hill\tSons,"one\ntwo",\n2,"Moor ""Big"" Ltd",,2020-01-02\n3,,C:\\new\\x,'
said "it is said" "read as MySQL and PostgreSQL write it"
printf '1\ta\tx\n2\tb\\\nb\ty\n3\tc\t\\N\n4\td\n' >"$tmp/x.tsv"; "$WINNOW" run "$tmp/x.tsv" --to "$tmp/x.db" --out "$tmp/x" --quiet
is "lines are counted as they stand in the file" "$(q "$tmp/x.db" "select distinct line from winnow_finding where rule = 'row-short'")" 5
t "fields enclosed by quotes" 'id,firm,note\n1,"Hill \\"Big\\", Ltd","a\\\\b\\\nc"\n2,"Moor",\\N\n3,"x\\ty",\\N\n' \
    'id,firm,note\n1,"Hill ""Big"", Ltd","a\\b\nc"\n2,Moor,\n3,x\ty,'
t "marks where nothing is enclosed" 'id\tfirm\tnote\n1\t"Best" Firm\t\\N\n2\tAnn "the\tx\n3\tB\t\\N\n' 'id,firm,note\n1,"""Best"" Firm",\n2,"Ann ""the",x\n3,B,'
t "a tab behind a backslash, CRLF" 'id\tfirm\tnote\r\n1\ta\\\tb\tx\\\r\ny\r\n2\tc\t\\N\r\n3\td\t\\N\r\n' 'id,firm,note\n1,a\tb,"x\r\ny"\n2,c,\n3,d,'
t "PostgreSQL's COPY, its last line too" '1\tAnn\tone\\ntwo\t\\N\n2\tBo\t{"a": "x\\\\ny"}\t5\n\\.\n' '1,Ann,"one\ntwo",\n2,Bo,"{""a"": ""x\\ny""}",5'
t "a path is a path" 'id,firm,path\n1,Ann,C:\\temp\\new\n2,Bo,D:\\back\\\n3,Cy,\\\\\\\\srv\\share\\n\n' \
    'id,firm,path\n1,Ann,C:\\temp\\new\n2,Bo,D:\\back\\\n3,Cy,\\\\\\\\srv\\share\\n'
unsaid "and nothing is said" "backslash"
t "a path beside cells without a value" 'id\tfirm\tpath\n1\tAnn\tC:\\temp\\new\n2\t\\N\tx\n3\tCy\t\\N\n' 'id,firm,path\n1,Ann,C:\\temp\\new\n2,,x\n3,Cy,'
said "which are said" 'cells that are \N are read as empty'
{ printf 'id,firm,note\n'; seq 1 9000 | sed 's/$/,Hill,x/'; printf '9001,\\N,y\n'; } >"$tmp/x.csv"
is "the first of them far below" "$("$WINNOW" cat "$tmp/x.csv" | tail -1)" "9001,,y"
said "is said, too" 'cells that are \N are read as empty'
t "JSON in cells stays as it is" 'id,firm,data\n1,Ann,"{""a"":""x\\ny""}"\n2,Bo,"{""b"":""\\\\t""}"\n' \
    'id,firm,data\n1,Ann,"{""a"":""x\\ny""}"\n2,Bo,"{""b"":""\\\\t""}"'

# ---- rows that begin with a record type
iif='!HDR\tPROD\tVER\nHDR\tMade up\t1\n!CUSTTYPE\tNAME\nCUSTTYPE\tTrade\n!CUST\tNAME\tEMAIL\tCITY\nCUST\tHill\ta@x.example\t"Bath, UK"\n'\
'CUST\tMoor "Big\tb@x.example\tYork\n!VEND\tNAME\tCITY\nVEND\tFen\tEly\nEMP\tNobody\nCUST\tMill\tc@x.example\tWells\n'
t "the widest list, wherever its rows are" "$iif" 'NAME,EMAIL,CITY\nHill,a@x.example,"Bath, UK"\n"Moor ""Big",b@x.example,York\nMill,c@x.example,Wells'
said "what else is in the file is named" "2 CUSTTYPE"
has "the file's own line is hidden" "$tmp/out" "1 HDR  (hidden)"
has "and the other lists" "$tmp/out" "4 VEND"
has "rows of none, too" "$tmp/out" '1 rows belong to no table of the file and were not read; the first begins with "EMP"'
t "another by its name" "$iif" 'NAME,CITY\nFen,Ely' --sheet VEND
t "or its number" "$iif" 'NAME\nTrade' --sheet 2
ends "one that is not there" 4 "$WINNOW" cat "$tmp/x.csv" --sheet EMPL; has "names those that are" "$tmp/err" "HDR, CUSTTYPE, CUST, VEND"
iif='!TRNS\tID\tDATE\tNAME\n!SPL\tID\tAMOUNT\n!ENDTRNS\nTRNS\t1\t3/1/24\tHill\nSPL\t2\t-5\nENDTRNS\nTRNS\t3\t3/2/24\tMoor\nSPL\t4\t-1\nSPL\t5\t-2\nENDTRNS\n'
t "types that take turns" "$iif" 'ID,AMOUNT\n2,-5\n4,-1\n5,-2' --sheet SPL
said "lines that only end something are counted" '2 rows belong to no table of the file'
t "the header of a type again, and another one" '!CUST,NAME,MAIL\nCUST,Hill,a@x\n!CUST,NAME,MAIL\nCUST,Moor,b@x\n!CUST,NAME,CITY\nCUST,Mill,Wells\n' \
    'NAME,CITY\nMill,Wells' --sheet 'CUST (2)'
{ printf '!ACCNT\tNAME\n'; seq 1 20000 | sed 's/^/ACCNT\tA/'; printf '!CUST\tNAME\tEMAIL\nCUST\tHill\ta@x\n'; } >"$tmp/x.csv"
is "one that begins far below" "$("$WINNOW" cat "$tmp/x.csv" | tail -1)" "Hill,a@x"
is "and the long one" "$("$WINNOW" cat "$tmp/x.csv" --sheet ACCNT | wc -l)" 20001

printf '!CUST\tNAME\tEMAIL\nCUST\tHill\ta@x.example\n!VEND\tNAME\nVEND\tFen\n' >"$tmp/c.iif"; "$WINNOW" run "$tmp/c.iif" --to "$tmp/c.db" --out "$tmp/c" --quiet
mkdir "$tmp/back"
echo "winnow: rows that were refused" >"$tmp/back/README.txt"
printf 'NAME,EMAIL,winnow: reason\nMoor,b@x.example,put right\n' >"$tmp/back/c.iif.CUST.csv"
ends "rows of a list that were refused and put right come back" 1 "$WINNOW" run "$tmp/c/draft.xml" --in "$tmp/back" --to "$tmp/c.db" --out "$tmp/c2" --quiet
is "beside the others" "$(q "$tmp/c.db" 'select name from account order by 1' | tr '\n' ' ')" "Hill Moor "

# ---- a line about the file, and one for spreadsheets
t "DATEV's first line is no header" '"EXTF";700;16;"Debitoren";5;;"RE"\r\nKonto;Name;Ort\r\n10001;"Hill; Sohn";"01067 X"\r\n70001;Moor;\r\n' \
    'Konto,Name,Ort\n10001,Hill; Sohn,01067 X\n70001,Moor,'
said "it is said" "the header is in line 2"
t "bookings have more columns than that line" 'DTVF;700;21\r\nUmsatz;Soll;Konto;Text\r\n1,00;S;8400;x\r\n' 'Umsatz,Soll,Konto,Text\n"1,00",S,8400,x'
t "sep=; names the delimiter" 'sep=;\r\nId;Name\r\n1;Ann, B\r\n2;Bo\r\n' 'Id,Name\n1,"Ann, B"\n2,Bo'

# ---- Frappe's template: a document, and lists that belong to it
template='"Data Import Template"\n"Table:","Firm"\n"Notes:"\n"Do not, ever, change it."\n"DocType:","Firm","","~","Firm Mail","mails",""\n'\
'"Column Labels:","ID","Name","","ID","Mail","Main"\n"Column Name:","name","firm_name","~","name","mail","is_main"\n'\
'"Mandatory:","Yes","No","","Yes","No","No"\n"Start entering data below this line"\n"","""F-1""","Hill, Ltd","","""m1""","a@x.example",1\n'\
'"","","","","""m2""","b@x.example",0\n"","""F-2""","Moor","","","",""\n"oops","","","","","",""\n'
t "the document" "$template" 'ID,Name\nF-1,"Hill, Ltd"\nF-2,Moor'
said "its list is named" "2 Firm Mail"
has "a row that is of none is counted" "$tmp/out" '1 rows belong to no table of the file and were not read; the first begins with "oops"'
t "the list, each row with the key of its document" "$template" 'Firm ID,ID,Mail,Main\nF-1,m1,a@x.example,1\nF-1,m2,b@x.example,0' --sheet 'Firm Mail'
t "in another language, without a list" \
    '数据导入模板\n表:,客户\n文档类型:,客户,,\n列标签:,ID,客户名称,手机\n列名:,name,customer_name,mobile\n类型:,Data,Data,Data\n在此行下方输入数据\n,"""C1""",甲公司,138\n,"""C2""",乙公司,139\n' \
    'ID,客户名称,手机\nC1,甲公司,138\nC2,乙公司,139'

# ---- columns by their place in the line
t "dashes below the names" 'id     name        city\n------ ----------- -----\n     1 Ann Bell    Bath\n     2 Bo          \n\n(2 rows affected)\n' \
    'id,name,city\n1,Ann Bell,Bath\n2,Bo,'
said "what is no row is said" 'were not read; the first: "(2 rows affected)"'
t "dashes as wide as the names only" \
    'Firms\n\nNo   Name            Amount\n--   ----            ------\n1    Hill and Dale  1234.50\n20   Moor         123456.00\n' \
    'No,Name,Amount\n1,Hill and Dale,1234.50\n20,Moor,123456.00'
t "bars and dashes, Chinese at two places" ' 编号 |  姓名  | 城市 \n------+--------+------\n    1 | 张伟   | 北京\n    2 | 李小龙 | 上海\n(2 行记录)\n' \
    '编号,姓名,城市\n1,张伟,北京\n2,李小龙,上海'
t "a frame" '+----+------+\n| id | name |\n+----+------+\n|  1 | Ann  |\n+----+------+\n1 row in set\n' 'id ,name \n1 ,Ann  '
t "another table below is not of this one" 'id    name\n----- ------\n    1 Ann\n    2 Bo\n\nid    name   city\n----- ------ -----\n    7 Cy     Bath\n' \
    'id,name\n1,Ann\n2,Bo'
said "and is said" "2 rows belong to other tables of the file"
list='No.   Name          City        Amount\n1001  Hill and Co   Bath          1.50\n1002  Moor          York        200.00\n'\
'1003  Mill          Wells\n1004  Fen and Sons               13.00\n1005  Dale          Leeds         7.00\n'
want='No.,Name,City,Amount\n1001,Hill and Co,Bath,1.50\n1002,Moor,York,200.00\n1003,Mill,Wells,\n1004,Fen and Sons,,13.00\n1005,Dale,Leeds,7.00'
t "no dashes: places that are blank in every line" "$list" "$want"
t "titles on every page" \
    "MADE UP LTD          FIRMS              Page 1\nPrinted 2024-05-01\n\n$list\fMADE UP LTD          FIRMS              Page 2\nPrinted \
2024-05-01\n\n$(printf '%s' "$list" | sed 's/100/200/g')\nTotal of all amounts over all                443.00\n" "$want
$(printf "$want" | sed '1d; s/^100/200/')"
said "and what was no row" "3 lines do not keep to the columns"
t "a value wider than its column" \
    'No    Name      City      Mail\n1     Hill      Bath      a@x.example\n2     Bartholomew-Kim York      b@x.example\n'\
'3     Mill      Wells     c@x.example\n4     Fen       Ely       d@x.example\n5     Dale      Leeds     e@x.example\n' \
'No,Name,City,Mail\n1,Hill,Bath,a@x.example\n2,Bartholomew-Kim,York,b@x.example\n3,Mill,Wells,c@x.example\n4,Fen,Ely,d@x.example\n5,Dale,Leeds,e@x.example'
said "is said" "1 lines have a value wider than its column"
t "Chinese at one place a character" '编号    姓名    城市\n1     张伟    北京\n2     李小龙   上海\n3     王五    广州\n4     赵六    深圳\n' \
    '编号,姓名,城市\n1,张伟,北京\n2,李小龙,上海\n3,王五,广州\n4,赵六,深圳'
t "a list of names is one column" 'Name\nAnn Bell\nBo  Chan\nCy Dee\nDi Eng\nEd Fu\n' 'Name\nAnn Bell\nBo  Chan\nCy Dee\nDi Eng\nEd Fu'
t "cells that are padded are cells" \
    'id   , name     , city\n1    , Ann Bell , Bath\n2    , Bo       , York\n3    , Cy       , Ely\n4    , Di       , Hull\n' \
    'id   ,name     ,city\n1    ,Ann Bell ,Bath\n2    ,Bo       ,York\n3    ,Cy       ,Ely\n4    ,Di       ,Hull'
printf 'Dear all,\nwe write to you  for the list\nof customers is  not whole, and\nwe need it soon. Please  send.\n' >"$tmp/x.csv"
unsaid "prose is no table" "fixed"
t "dashes between delimiters" 'id,name,city\n--,----,----\n1,Ann,Bath\n2,Bo,York\n' 'id,name,city\n1,Ann,Bath\n2,Bo,York'
done_testing
