#!/usr/bin/env python3
"""printed.py NAME - of NAME.pdf: how many pages, is it A4, which headings stand in the last two lines of a page, and
what of NAME.headings and NAME.folded (the ends of the folds) is not on the paper."""
import re, subprocess, sys

name = sys.argv[1]
pdf = name + ".pdf"


def lines_of(path):
    return {re.sub(r"\s+", "", line) for line in open(path, encoding="utf-8")} - {""}


said, folded = lines_of(name + ".headings"), lines_of(name + ".folded")
info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True).stdout
text = subprocess.run(["pdftotext", "-bbox-layout", pdf, "-"], capture_output=True, text=True).stdout
raw = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True).stdout
last = []
for number, page in enumerate(text.split("<page ")[1:], 1):
    lines = []
    for line in re.findall(r"<line (.*?)</line>", page, re.S):
        words = "".join(re.findall(r">([^<>]*)</word>", line)).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
        lines.append((float(re.search(r'yMax="([\d.]+)"', line).group(1)), re.sub(r"\s+", "", words)))
    rows = {}
    for y, words in lines:  # what stands beside each other is one row
        rows.setdefault(round(y / 4), []).append(words)
    foot = [words for y in sorted(rows)[-2:] for words in rows[y]]
    last += ["page %d ends with %s" % (number, words) for words in foot if words.lstrip("▸▾▶▼►") in said]
pages = int(re.search(r"Pages:\s+(\d+)", info).group(1))
a4 = re.search(r"Page size:\s+59[45](\.\d+)? x 84[12]", info)
whole = re.sub(r"\s+", "", raw)
print("%d|%s|%s|%s" % (pages, "A4" if a4 else "not A4", " ".join(last) or "none",
                       " ".join(sorted(h for h in said | folded if h not in whole)) or "all"))
