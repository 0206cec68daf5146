#!/usr/bin/env python3
"""corpora_read.py WINNOW DIR - readers on third-party files, where DIR/corpora has them: a line
for each collection, by its own scorer where it has one."""
import csv, json, os, subprocess, sys, tempfile
winnow, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]) + "/corpora"
tmp = tempfile.TemporaryDirectory()

def cat(path, out, *options):
    """winnow cat into a file; its exit code, and what it said."""
    with open(out, "wb") as f:
        try: r = subprocess.run([winnow, "cat", path, *options], stdout=f, stderr=subprocess.PIPE, timeout=60)
        except subprocess.TimeoutExpired: r = None
    if r is None or r.returncode: os.remove(out)
    return (r.returncode, r.stderr.decode(errors="replace")) if r else (124, "too slow")

def score(name, good, all_, rest=""):
    if all_: print("%-34s %d of %d (%.1f %%)%s" % (name, good, all_, 100 * good / all_, rest))

def tool(name, *args, env=None):
    r = subprocess.run([sys.executable, "-W", "ignore", root + "/tools/" + name, *args], capture_output=True, text=True, env={**os.environ, **(env or {})})
    return r.stdout.strip().split("\n")

def pollock():
    base, out = root + "/csv/pollock", tmp.name + "/pollock"
    if not os.path.isdir(base): return
    os.mkdir(out)
    for f in os.listdir(base + "/csv"): cat(base + "/csv/" + f, out + "/" + f + "_converted.csv")
    print("pollock (auto)                    ", tool("pollock_score.py", base + "/clean", out, base + "/pollock_weights.json")[-1])

def cases():
    base, out = root + "/csv/cases", tmp.name + "/cases"
    if not os.path.isdir(base): return
    for row in list(csv.reader(open(base + "/manifest.tsv", encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE))[1:]:
        os.makedirs(out + "/" + row[0], exist_ok=True)
        cat("%s/%s/%s.in.csv" % (base, row[0], row[1]), "%s/%s/%s.csv" % (out, row[0], row[1]))
    print("csv suites (auto, no options)     ", ", ".join(" ".join(l.split()) for l in tool("csvcases_score.py", out)))

def gold(name):
    base, out = root + "/excel/" + name, tmp.name + "/" + name
    if not os.path.isdir(base): return
    os.mkdir(out)
    wrong = []
    for row in list(csv.reader(open(base + "/manifest.tsv", encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE))[1:]:
        source = next((p for p in (base + "/in/" + row[0], base + "/in/" + os.path.basename(row[0])) if os.path.exists(p)), None)
        if source:
            code, said = cat(source, out + "/" + row[4], "--sheet", row[3])
            if code not in (0, 4): wrong.append("%s ends with %d" % (row[4], code))
    for line in tool("excel_score.py", out, env={"GOLD": base}):
        if not line.startswith("ALL"): print("%-34s %s" % (name, line))
    for w in wrong: print("    " + w)

def hostile():
    good = all_ = 0
    for folder in ("encrypted", "hostile"):
        base = root + "/excel/" + folder
        for f in sorted(os.listdir(base)) if os.path.isdir(base) else []:
            all_ += 1
            code, said = cat(base + "/" + f, tmp.name + "/h")
            fine = code == 4 and said.count("winnow:") == 1 or code == 0 and folder == "hostile"
            good += fine
            if not fine: print("    %s ends with %d" % (f, code))
    score("workbooks: read, or one clear error", good, all_)

def encodings():
    base = root + "/encodings"
    if not os.path.isdir(base): return
    same = {"gb2312": "gb18030", "gbk": "gb18030", "maccyrillic": "x-mac-cyrillic", "shift_jis": "cp932", "euc-kr": "cp949", "tis-620": "cp874", "windows-874": "cp874", "utf-32": "utf-32le", "utf-8-sig": "utf-8", "x-mac-cyrillic": "mac_cyrillic"}
    good = all_ = 0
    for row in list(csv.reader(open(base + "/files.tsv", encoding="utf8"), delimiter="\t"))[1:]:
        path, want = base + "/" + row[1], row[2].lower()
        if not os.path.exists(path): continue
        all_ += 1
        got = subprocess.run([os.path.dirname(winnow) + "/tests/encoding", path], capture_output=True, text=True).stdout.strip()
        def text(name):
            try: return open(path, "rb").read().decode(same.get(name, name))
            except (LookupError, UnicodeDecodeError): return None
        fine = same.get(want, want) == same.get(got, got) or same.get(want) == got or (text(got) is not None and text(got) == text(want))
        good += fine
        if not fine: print("    %s: %s, taken for %s" % (row[1], want, got))
    score("encodings", good, all_)

pollock(); cases(); gold("gold"); gold("gold_xmlss"); hostile(); encodings()
