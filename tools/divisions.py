#!/usr/bin/env python3
"""divisions.py RESULT.CSV AREAS.CSV OLD.TSV - writes transforms/divisions.tsv: make divisions.

RESULT.CSV is of yescallop/areacodes (CC0): each code of the Ministry of Civil Affairs since
1981, the years of its use, and what its area belongs to afterwards. AREAS.CSV is of
modood/Administrative-divisions-of-China (WTFPL): what only the National Bureau of
Statistics lists (development zones, cities without counties). Of OLD.TSV, the table that is,
the cities of Taiwan are kept. What was announced after both stands below. Its dates
are said by `winnow explain address` too (transforms/address.c)."""
import csv
import re
import sys

TABLE_ENDS = 2025  # the year after the last table of RESULT.CSV
LATER = [("500157", "两江新区"), ("653132", "岑岭县"), ("659013", "草湖市")]
LATER_GIVEN_UP = {"500105": ["500157"], "500112": ["500157", "500109"]}
HEAD = """\
# Provinces, prefectures and counties of China: code (GB/T 2260), name, and for what is no
# more the code of the division that its area belongs to today, or the codes (of several).
# Today's and former ones: the tables of the Ministry of Civil Affairs of 1981 to 31 December
# 2024, as github.com/yescallop/areacodes joins them (CC0). Development zones and others that
# statistics alone list: the National Bureau of Statistics, 30 June 2023, as
# github.com/modood/Administrative-divisions-of-China has it (WTFPL). Announced since then:
# Liangjiang (Chongqing, November 2025), Cenling and Caohu (Xinjiang, March and April 2026);
# what went into Liangjiang keeps its code, with ~ before the one that follows it.
# Written by tools/divisions.py: make divisions.
"""

with open(sys.argv[1], encoding="utf-8-sig") as f:
    rows = [{"code": r["代码"], "name": r["名称"], "since": int(r["启用时间"]),
             "until": int(r["变更/弃用时间"] or TABLE_ENDS), "next": r["新代码"]}
            for r in csv.DictReader(f)]
used = {}
for r in rows:
    used.setdefault(r["code"], []).append(r)


def in_use(code, year):
    return next((r for r in used.get(code, []) if r["since"] <= year < r["until"]), None)


def children(code):
    return [r for r in rows if r["code"] != code and r["code"].startswith(code.rstrip("0"))
            and len(code.rstrip("0")) in (3, 4)]


def together(codes):
    """One division that all of these are in, below a province: a city, or a municipality."""
    cities = {c[:4] for c in codes}
    provinces = {c[:2] for c in codes}
    if len(cities) == 1 and in_use(min(codes)[:4] + "00", TABLE_ENDS - 1):
        return {min(cities) + "00"}
    if len(provinces) == 1 and min(provinces) in ("11", "12", "31", "50"):
        return {min(provinces) + "0000"}
    return codes


def today(row, depth=0):
    """The codes of today's divisions that hold the area of the row."""
    if row["until"] == TABLE_ENDS or depth > 30:
        return {row["code"]}
    # a bracketed code got a part of it, earlier: the rest is what the name stood for
    codes = [c for c in row["next"].split(";") if c and "[" not in c]
    found = set()
    for code in codes:
        after = in_use(code, row["until"])
        if after:
            found |= today(after, depth + 1)
    if not codes and row["code"].endswith("00"):
        for child in children(row["code"]):
            if child["until"] == row["until"]:
                found |= today(child, depth + 1)
        found = together(found) if found else found
    stem = re.sub("[市区县]$", "", row["name"])
    same = {c for c in found if re.sub("[市区县]$", "", in_use(c, TABLE_ENDS - 1)["name"]) == stem}
    return same if len(same) == 1 and not row["code"].endswith("00") else found


current = {r["code"]: r["name"] for r in rows if r["until"] == TABLE_ENDS}
with open(sys.argv[2], encoding="utf-8") as f:
    for r in csv.DictReader(f):
        if r["code"] not in current and r["name"] != current.get(r["code"][:4] + "00") or \
                r["code"][4:] == "01" and r["code"] not in current:
            current[r["code"]] = r["name"]
with open(sys.argv[3], encoding="utf-8") as f:
    current.update(line.split("\t")[:2] for line in f if line.startswith("71"))
current.update((c, n.strip()) for c, n in LATER)
former = {}
for r in rows:
    if r["until"] != TABLE_ENDS and current.get(r["code"]) != r["name"]:
        former.setdefault((r["code"], r["name"]), set()).update(today(r))
print(HEAD, end="")
for code, name in sorted(current.items()):
    later = LATER_GIVEN_UP.get(code)
    print(code, name, *(["~" + " ".join(later)] if later else []), sep="\t")
for (code, name), codes in sorted(former.items()):
    print(code, name, " ".join(sorted(codes)) or "-", sep="\t")
