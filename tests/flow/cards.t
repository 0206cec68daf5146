#!/bin/sh
# cards.t - what stands in a file and is not understood, text beside values, birthdays
# without a year, and entities of HTML: nothing of it goes without a word. TAP.
. tests/lib.sh
cd "$tmp"

# --- lines that nobody understands stay ------------------------------------------------
cat >a.vcf <<'V'
BEGIN:VCARD
VERSION:3.0
FN:Anna Bell
TEL;TYPE=CELL:+49 30 1234567 ext 12, ask for Tom
this line has no colon at all
EMAIL:anna@bell.example
garbage behind a mailbox
BDAY:1604-04-12
NOTE:hello
second line of a note
END:VCARD
stray outside
TEL:+49 30 7777777
BEGIN:VCARD
VERSION:3.0
just lost
FN:Bob Stone
PHOTO;ENCODING=b:AAAA
BBBBCCCC
words behind a picture
TEL;TYPE=CELL:+49 30 7654321
END:VCARD
V
"$WINNOW" cat a.vcf >a.csv
for said in "this line has no colon at all" "garbage behind a mailbox" "stray outside" "TEL:+49 30 7777777" "just lost" "words behind a picture"; do
    has "a line of a card that is no property is kept: $said" a.csv "$said"
done
has "what goes on in the next line still does" a.csv "second line of a note"
hasnt "a picture's bytes are nobody's text" a.csv "BBBBCCCC"
"$WINNOW" inspect a.vcf >out
has "inspect says how many, where they are and which is the first" out '6 lines were not understood; each stands in the column "(not understood)"'
"$WINNOW" cat a.vcf --chunk 1 | cmp -s - a.csv && pass "a byte at a time, too" || fail "a byte at a time, too"
"$WINNOW" run a.vcf --to a.db --out a --quiet
is "and a run keeps them as they were read" "$("$WINNOW" trace a.db rows | grep -cE 'no colon at all|just lost')" 2
is "the text beside a phone is told, with the cell" "$(q a.db "select field||':'||value from winnow_finding where rule='rest'")" \
    "mobile:+49 30 1234567 ext 12, ask for Tom"
is "its extension is kept" "$(q a.db "select mobile from contact where mobile like '%ext%'")" "+49301234567;ext=12"

{ printf 'version: 1\n\n'
for i in 1 2 3; do printf 'dn: cn=a%s\nobjectClass: person\ncn: Anna %s\nsn: Bell\nmail: a%s@b.example\n\n' $i $i $i; done
printf 'alone between entries\n\ndn: cn=p\nobjectClass: person\ncn: Pia\nsn: Berg\njpegPhoto:: AAAA\nBBBB\nwords behind a picture\nmail: p@b.example\n\n'\
'last words\n'
} >a.ldif
"$WINNOW" cat a.ldif >out
for said in "alone between entries" "words behind a picture" "last words"; do
    has "a line of a directory that is no attribute is kept: $said" out "$said"
done
is "no entry of it is more or less" "$(wc -l <out)" 5

printf '{"id":1,"n":"x"}\n"id":2,"n":"lost"\n{"id":3,"n":"y"}\nwords below\n' >a.jsonl
"$WINNOW" inspect a.jsonl >out
has "a line of JSON that lost its brackets is told" out "2 lines have text outside of all brackets, which is no record; left out, the first is line 2"

# --- text beside a value ----------------------------------------------------------------
apply() { printf '%s\n' "$2" | "$WINNOW" apply $1 --json | sed 's/.*"state":"\([^"]*\)","value":"\([^"]*\)","remark":"\([^"]*\)".*/\1 \2 \3/'; }
while IFS='|' read -r what in want; do
    is "text beside a value is no part of it, and is told: $what: $in" "$(apply "$what" "$in")" "$want"
done <<'T'
phone|+49 30 1234567 ext 12, ask for Tom|clean +49301234567;ext=12 rest
phone|+49 30 1234567 x12 Tom|clean +49301234567;ext=12 rest
phone|+49 30 1234567 (office)|clean +49301234567 rest
phone|+49 30 (Berlin) 1234567|clean +49301234567 rest
phone|Tom: +49 30 1234567|clean +49301234567 rest
phone|+49 30 1234567 ask for Tom|clean +49301234567 rest
phone region=CN|13800138000（微信同号）|clean +8613800138000 rest
phone region=CN|010-65551234转8 找李雷|clean +861065551234;ext=8 rest
phone|+49 30 1234567 ext. 12; 13|clean +49301234567;ext=12 several
phone|Tel. +49 30 1234567|clean +49301234567 
phone|+1-800-FLOWERS|clean +18003569377 changed
email|a@b.example (old)|clean a@b.example rest
email|Anna Bell <a@b.example>|clean a@b.example rest
email|a@b.example, do not use|clean a@b.example rest
email|<a@b.example>;|clean a@b.example 
email|li@example.co m|invalid li@example.co m 
url|https://b.example/ (old)|clean https://b.example rest
url|b.example see also|clean http://b.example rest
url|http://b.example/price list.pdf|clean http://b.example/price%20list.pdf 
date|2020-01-02 called back|clean 2020-01-02 rest
date|2020-01-02 (approx)|clean 2020-01-02 rest
date|2020-01-02 (Thu)|clean 2020-01-02 
date|2020年1月2日 拜访|clean 2020-01-02 rest
date|2020-01-02 maybe 2020-01-05|invalid 2020-01-02 maybe 2020-01-05 
datetime|2020-01-02 10:00 pm called back|clean 2020-01-02T22:00:00 rest
datetime|2020-01-02 10:00 PETT|invalid 2020-01-02 10:00 PETT 
money|1200 net 30 days|invalid 1200 net 30 days 
percent|10% off|invalid 10% off 
T

# --- birthdays without a year -----------------------------------------------------------
cat >b.csv <<'C'
Id,Name,Email,Birthday
1,Anna Bell,anna@b.example,1604-04-12
2,Bob Stone,bob@b.example,1980-04-12
3,Cy Low,cy@b.example,12 Apr 1604
4,Di Hale,di@b.example,0000-04-12
C
"$WINNOW" run b.csv --to b.db --out b --quiet
is "nobody is born in 1604" "$(q b.db "select group_concat(coalesce(birthday,'-')) from (select * from contact order by contact_id)")" "-,1980-04-12,-,-"
is "it is told, with the cell as it was read, and day and month" \
    "$(q b.db "select group_concat(value||' '||coalesce(suggestion,''),';') from (select * from winnow_finding where rule='no-year'
    order by source_key)")" "1604-04-12 --04-12;12 Apr 1604 --04-12;0000-04-12 "
is "a date that is no birthday may be that old" "$(printf '1604-04-12\n' | "$WINNOW" apply date)" "clean	1604-04-12"

# --- entities of HTML -------------------------------------------------------------------
cat >c.csv <<'C'
Account Id,Company,City,Website
1,Procter &amp; Gamble Ltd,Cincinnati,http://pg.example/?a=1&copy=2
2,Procter & Gamble Ltd,Cincinnati,http://pg.example/?a=1&copy=2
3,PROCTER &amp;amp; GAMBLE LTD,Cincinnati,http://pg.example/?a=1&copy=2
4,O&#x27;Brien &#38; Sons Ltd,Cork,
5,O'Brien & Sons Ltd,Cork,
6,AT&T; Mobile Ltd,Dallas,
7,R&D Works Ltd,Dallas,
C
"$WINNOW" run c.csv --to c.db --out c --quiet
is "a firm with an escaped & is one with the firm without" \
    "$(q c.db "select count(distinct golden_id) from winnow_source where source_key in ('1','2','3')") $(q c.db \
    "select count(distinct golden_id) from winnow_source where source_key in ('4','5')")" "1 1"
is "what is no entity stays" "$(q c.db "select group_concat(name,'|') from (select name from account where city='Dallas' order by name)")" \
    "AT&T; Mobile Ltd|R&D Works Ltd"
is "an & in an address on the web is no entity" "$(q c.db "select distinct website from account where website is not null")" "http://pg.example/?a=1&copy=2"
is "what was read stays as it was" "$("$WINNOW" trace c.db rows | grep -c '&amp;amp;')" 1
apply1() { printf '%s\n' "$2" | "$WINNOW" apply "$1"; }
is "blanks, accents, marks of Windows" \
    "$(apply1 company 'A&nbsp;B Ltd');$(apply1 company 'M&uuml;ller GmbH');$(apply1 name 'Tom O&#146;Brien');$(apply1 company 'PROCTER &AMP; GAMBLE')" \
    "clean	A B Ltd;clean	Müller GmbH;clean	Tom O’Brien;clean	PROCTER & GAMBLE"
is "escaped as often as you like, in time" \
    "$( { printf 'A &'; yes 'amp;' | head -n 20000 | tr -d '\n'; printf ' B\n'; } | timeout 20 "$WINNOW" apply company)" "clean	A & B"
done_testing
