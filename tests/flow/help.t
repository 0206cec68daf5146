#!/bin/sh
# help.t - help fits a terminal, explains each argument and has an example; a wrong command
# line says which option is wrong and what to write; explain knows the model. TAP.
. tests/lib.sh
commands=$("$WINNOW" explain --man | sed -n '/^.SH COMMANDS/,/^.SH ARG/s/^\.B //p')
is "all commands are looked at" "$(($(echo $commands | wc -w) > 14))" 1

# wide FILE - its lines of more than 80 columns; Chinese characters are two
wide() {
    python3 - "$1" <<'P'
import sys, unicodedata
for line in open(sys.argv[1], encoding='utf-8'):
    line = line.rstrip('\n')
    if sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in line) > 80: print(line)
P
}
for lang in en zh; do
    "$WINNOW" --help --lang $lang >"$tmp/all"
    is "the list of commands fits 80 columns ($lang)" "$(wide "$tmp/all")" ""
    has "and has an example ($lang)" "$tmp/all" "  winnow run customers.xlsx"
    : >"$tmp/lost"
    for c in $commands; do
        "$WINNOW" $c --help --lang $lang >"$tmp/help" || echo "$c: exit" >>"$tmp/lost"
        wide "$tmp/help" >>"$tmp/lost"
        grep -q "^  .*winnow $c " "$tmp/help" || echo "$c: no example" >>"$tmp/lost"
        # each word of the usage that stands for something (an option says its own)
        for word in $(head -1 "$tmp/help" | sed 's/ -o [^ ]*//; s/--[a-z-]* *[^] ]*//g' | tr ' |' '\n\n' | sed 's/\.\.\.//; s/[][]//g' |
            grep -vx "winnow\|$c\|"); do
            sed -n '/^\(Arguments\|参数\)/,/^$/p' "$tmp/help" | grep -qF -- "$word" || echo "$c: $word" >>"$tmp/lost"
        done
    done
    is "help of each command fits, names each argument, has an example ($lang)" "$(cat "$tmp/lost")" ""
done
"$WINNOW" run --help --lang zh | sed 's/[A-Za-z_]*=\|--[a-z-]*\|winnow[a-z_.]*\|[a-z_-]*\.[a-z_.]*\|<[^>]*>//g' >"$tmp/zh"
is "no English words in Chinese help" "$(grep -oi '\b\(the\|and\|of\|file\|folder\|default\|only\|records\)\b' "$tmp/zh" | sort -u | tr '\n' ' ')" ""

# wrong LANG WANTED ARGUMENT... - exit 3, and the sentence
wrong() {
    lang=$1 want=$2; shift 2
    ends "$* (exit 3)" 3 "$WINNOW" "$@" --lang $lang
    has "$* says which option" "$tmp/err" "$want"
}
wrong en '--jobs does not take "abc"; write --jobs N' run a.csv --jobs abc
wrong en '--as-of does not take "yesterday"; write --as-of YYYY-MM-DD' run a.csv --as-of yesterday
wrong en '--fail-on does not take "blue"; write --fail-on red|yellow|never' health a.xml --fail-on blue
wrong en '--where does not take "department"; write --where FIELD=VALUE' run a.csv --where department
wrong en '--json takes no value' run a.csv --json=1
wrong en 'did you mean "--dry-run"?' run a.csv --dry-rum
wrong zh '--jobs 不接受“abc”，写法：--jobs 数' run a.csv --jobs abc
wrong zh '--json 不带值' run a.csv --json=1
"$WINNOW" run a.csv --lang en --to >"$tmp/out" 2>"$tmp/err"
has "an option without its value says what to write" "$tmp/err" "--to needs a value behind it: --to TARGET"
has "and where to read more" "$tmp/err" "winnow run --help"
ends "a file that is not there" 4 "$WINNOW" cat "$tmp/none.csv" --lang zh
has "is said in Chinese, the system's words too" "$tmp/err" "没有这个文件或文件夹"
for c in export backup compare undo verify trace match; do "$WINNOW" $c --lang zh 2>&1; done | grep -v '^ ' >"$tmp/err"
is "how to write a command is said in Chinese" "$(grep -oE '\b(TARGET|FILE|usage|OLD|NEW)\b' "$tmp/err" | sort -u)" ""

ends "explain knows an entity" 0 "$WINNOW" explain contact --lang en
has "with its fields, their labels in both languages and their types" "$tmp/out" \
    "  email             E-mail / 邮箱"
has "what must be filled" "$tmp/out" "contact_id*"
has "links in words" "$tmp/out" "link: the key of the account it belongs to"
ends "by its label" 0 "$WINNOW" explain 联系人 --lang zh
has "in Chinese, the Chinese label first" "$tmp/out" "邮箱 / E-mail"
ends "explain knows a list" 0 "$WINNOW" explain industry --lang en
has "with codes and labels" "$tmp/out" "  MFG           Manufacturing / 制造业"
has "and other spellings" "$tmp/out" "制造 | 生产制造"
has "and where it is used" "$tmp/out" "account.industry"
ends "explain knows a field" 0 "$WINNOW" explain deal.amount --lang en
has "of that entity" "$tmp/out" "amount*"
ends "a word that is an element and a list is both" 0 "$WINNOW" explain source --lang en
has "the element" "$tmp/out" "<source>"
has "the list" "$tmp/out" "REF           Referral / 转介绍"
ends "a misspelt topic" 3 "$WINNOW" explain industri --lang en
has "has a suggestion" "$tmp/err" 'did you mean "industry"?'
sed 's/name="industry"/name="trade"/; s/list="industry"/list="trade"/' mappings/crm.model.xml >"$tmp/crm.model.xml"
cp samples/erp.xml "$tmp/m.xml" && sed -i 's|model="[^"]*"|model="crm.model.xml"|' "$tmp/m.xml"
ends "of a model of one's own" 0 "$WINNOW" explain trade --mapping "$tmp/m.xml" --lang en
has "its list" "$tmp/out" "a list of 14 values"
done_testing
