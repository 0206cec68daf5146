#!/bin/sh
# tutorial.t - the tutorial does what it says, in both languages: two files are mapped in a
# workbook, loaded, pairs are decided, lists are there. If this fails, whoever tries winnow for
# the first time is stuck in the middle of the page. TAP.
. tests/lib.sh
root=$PWD SAMPLES=$PWD/samples/tutorial
export SAMPLES
PATH=$(cd "$(dirname "$WINNOW")" && pwd):$PATH
if ! /usr/bin/python3 -c 'import openpyxl' 2>/dev/null; then skip "the tutorial" "no python3-openpyxl"; done_testing; exit; fi
mkdir "$tmp/truth" && /usr/bin/python3 samples/tutorial/make.py "$tmp/truth" --truth
is "the sample's workbooks are those that its script makes" "$(/usr/bin/python3 - "$tmp/truth" <<'P'
import glob, openpyxl, os, sys
cells = lambda path: [[[c for c in r] for r in s.iter_rows(values_only=True)] for s in openpyxl.load_workbook(path)]
made = sorted(glob.glob(sys.argv[1] + "/*.xlsx"))
print(len(made), all(cells(f) == cells("samples/tutorial/" + os.path.basename(f)) for f in made))
P
)" "2 True"
follow() { # PAGE LANGUAGE
    mkdir "$tmp/$2" && cp -r "$tmp/truth" "$tmp/$2/truth"
    LC_ALL= LANG=$2 PYTHONIOENCODING=utf-8 /usr/bin/python3 -X utf8 "$root/tests/flow/tutorial.py" "$1" "$tmp/$2" >"$tmp/tap" 2>"$tmp/err"
    while IFS= read -r line; do
        case $line in "ok "*) pass "$2: ${line#ok }" ;; "not ok "*) fail "$2: ${line#not ok }" ;; *) printf '%s\n' "$line" ;; esac
    done <"$tmp/tap"
    is "$2: the page was followed to its end" "$(grep -c . "$tmp/err") $(grep -c '^ok' "$tmp/tap" | awk '{ print ($1 > 30) }')" "0 1"
}
follow docs/tutorial.md en_GB.UTF-8
follow docs/tutorial.zh.md zh_CN.UTF-8
# the manual's contents lead to its sections; its twin has the same ones
contents() { python3 - "$@" <<'P'
import re, sys
count = []
for page in sys.argv[1:]:
    text = open(page, encoding="utf-8").read()
    heads = [h.strip() for h in re.findall(r"^##+ (.*)$", text, re.M)]
    slugs = [re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in heads]
    listed = re.findall(r"^ *- \[(.*)\]\(#(.*)\)$", text, re.M)
    print(page, "ok" if listed == list(zip(heads, slugs)) else [x for x in zip(heads, slugs) if x not in listed])
    count.append(len(heads))
    for link in re.findall(r"\]\(([^)#]*)\)", text):
        if not link.startswith("http") and __import__("os").path.exists("docs/" + link) is False: print("lost:", link)
print("same" if len(set(count)) == 1 else count)
P
}
is "whoever looks for a word in the manual finds its section" "$(contents docs/manual.md docs/manual.zh.md | paste -sd' ')" \
    "docs/manual.md ok docs/manual.zh.md ok same"
done_testing
