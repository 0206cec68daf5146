#!/usr/bin/env python3
"""corpora_values.py WINNOW DIR - how many third-party cases the transforms get right.

Figures to measure by, where DIR/corpora has the cases; nothing here is a test.
What a CRM does not hold (relative dates, places of villages) is counted apart."""
import collections
import os
import re
import subprocess
import sys
import unicodedata

winnow, root = sys.argv[1], os.path.join(sys.argv[2], "corpora")


def rows(name):
    path = os.path.join(root, name)
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as f:
        return [line.rstrip("\n").split("\t") for line in f][1:]


def apply(transform, values, *options):
    text = "".join(v.replace("\n", " ").replace("\r", " ") + "\n" for v in values)
    out = subprocess.run([winnow, "apply", transform, *options], input=text.encode(),
                         stdout=subprocess.PIPE, check=False).stdout.decode()
    lines = out.split("\n")[:-1]
    assert len(lines) == len(values), (transform, len(lines), len(values))
    return [tuple((line.split("\t", 1) + [""])[:2]) for line in lines]


def score(name, good, count):
    if count:
        print(f"{name:<34} {good} of {count} ({100 * good / count:.1f} %)")


def unescape(text):
    return text.encode().decode("unicode_escape") if "\\" in text and text.isascii() else text


def plain(text):
    return "".join(c for c in unicodedata.normalize("NFD", text)
                   if not unicodedata.combining(c)).replace(" ", "").lower()


def phones():
    types = {"FIXED_LINE": "fixed", "MOBILE": "mobile", "TOLL_FREE": "toll-free",
             "FIXED_LINE_OR_MOBILE": "fixed-or-mobile", "PREMIUM_RATE": "premium",
             "SHARED_COST": "shared-cost", "VOIP": "voip", "PAGER": "pager", "UAN": "uan",
             "PERSONAL_NUMBER": "personal", "VOICEMAIL": "voicemail"}
    by_region = collections.defaultdict(list)
    for r in rows("phones/example-forms.tsv"):
        by_region[r[2]].append(r)
    good = count = 0
    missed = []
    for region, cases in by_region.items():
        options = ["region=" + region] if len(region) == 2 and region != "ZZ" else []
        texts = [unescape(c[1]) for c in cases]
        numbers = apply("phone", texts, *options)
        kinds = apply("phone", texts, "form=type", *options)
        for c, number, kind in zip(cases, numbers, kinds):
            count += 1
            valid = number[0] == "clean"
            want = c[5].replace(";", ";ext=") if ";ext" not in c[5] else c[5]
            equal = valid == (c[4] == "1") and (
                not valid or (number[1] == want and kind[1] == types.get(c[7], "?")))
            good += equal
            if not equal:
                missed.append(f"{c[1]} ({region})")
    score("phones: example forms", good, count)
    if missed:
        print("    differing:", ", ".join(missed[:8]))


def dates():
    cases = good = 0
    for source, text, options, want in rows("dates/python-parsers.tsv"):
        year = want[:4]
        if want == "INVALID":
            cases += 1
            good += apply("datetime", [text])[0][0] != "clean"
            continue
        if year not in text and not re.search(rf"(?<!\d){year[2:]}(?!\d)", text):
            continue  # relative, or without a year
        order = re.search(r"'?(?:DATE_ORDER|order|date_order)'?[:=] ?'(...)'", options)
        order = order.group(1).lower() if order else "mdy"
        if order not in ("dmy", "mdy", "ymd"):
            continue
        got = apply("datetime", [text], "date-order=" + order)[0][1].rstrip("Z")
        got += "T00:00:00" if len(got) == 10 else ""
        cases += 1
        good += got[:19] == want[:10] + "T" + want[11:19]
    score("dates: dateutil, dateparser", good, cases)
    cases = good = 0
    for r in rows("dates/chrono.tsv"):
        text, want = unescape(r[4] or r[2]), r[5]
        year = want[:4]
        ranges = re.search(r"\s[-–]\s|\bto\b|\btot\b|\bbis\b|\bau\b|\bal\b|\ba \d|号-|ー", text)
        if ranges or len(re.findall(r"\d+", text)) + len(re.findall("[A-Za-z]{3,}", text)) < 3 \
                and not re.search("[年/]", text):
            continue
        if year not in text and not re.search(rf"(?<!\d){year[2:]}(?!\d)", text):
            continue
        day_first = r[1].split(".")[-1] in ("nl", "fr", "de", "es", "pt", "it") or r[1] == "custom"
        got = apply("date", [text], "date-order=" + ("dmy" if day_first else "mdy"))[0][1]
        cases += 1
        good += got == want[:10]
    score("dates: chrono", good, cases)


def names():
    wanted = {"surname": "family", "given": "given", "suffix": "suffix"}
    cases = rows("names/human-name-parse.tsv")
    good = count = 0
    for column, (field, part) in enumerate(wanted.items()):
        at = {"surname": 1, "given": 2, "suffix": 6}[field]
        for case, got in zip(cases, apply("name", [c[0] for c in cases], "part=" + part)):
            value = got[1] if got[0] == "clean" else ""
            want = (case + [""] * 7)[at]
            if field == "given":  # given names, then middle ones; initials are neither
                words = [w for w in value.split() if len(w.replace(".", "")) > 1]
                value = words[0] if words else ""
            count += 1
            good += value == want
    score("names: human-name fields", good, count)
    cases = rows("chinese/surnames-pinyin.tsv")
    got = apply("name", [c[0] + "伟" for c in cases], "part=key")
    score("names: surname readings", sum(g[1] == " ".join(sorted([plain(c[1]), "wei"]))
                                         for c, g in zip(cases, got)), len(cases))


def companies():
    terms = sorted({r[2] for r in rows("companies/cleanco-terms.tsv") if len(r) > 2})
    got = apply("company", ["Hello World " + t for t in terms], "part=base") if terms else []
    score("companies: cleanco's legal terms", sum(g[1] == "Hello World" for g in got), len(terms))
    cases = rows("companies/cleanco-tests.tsv")
    got = apply("company", [c[1] for c in cases], "part=base") if cases else []
    score("companies: cleanco's tests", sum(g[1] == c[2] for c, g in zip(cases, got)), len(cases))


def emails():
    for name in ("isemail-tests-binary", "isemail-tests-original-binary"):
        wrong = right = count = 0
        for case in rows(f"email/{name}.tsv"):
            text = case[1].encode().decode("unicode_escape")
            if case[2] == "either" or re.search("[\r\n\0]", text):
                continue
            accepted = apply("email", [text])[0][0] == "clean"
            count += 1
            wrong += accepted and case[2] == "reject"
            right += accepted == (case[2] == "accept")
        score(f"email: {name}", right, count)
        if count:
            print(f"    wrongly accepted: {wrong}")


def codes():
    for name, transform in (("uscc", "uscc"), ("idcard", "cn_id")):
        cases = rows(f"chinese/{name}.tsv")
        got = apply(transform, [c[0] for c in cases]) if cases else []
        score(f"codes: {name}", sum((g[0] == "clean") == c[1].startswith("1")
                                    for c, g in zip(cases, got)), len(cases))


def scripts():
    cases = [c for c in rows("chinese/opencc-testcases.tsv") if c[1] == "t2s"]
    got = apply("text", [unescape(c[2]) for c in cases], "script=simplified") if cases else []
    score("script: OpenCC's t2s cases", sum(g[1] == unescape(c[3]) for c, g in zip(cases, got)),
          len(cases))


def places():
    cases = rows("chinese/jionlp-location.tsv")
    good = count = 0
    for at, part in ((2, "province"), (3, "city"), (4, "district")):
        got = apply("address", [c[0] for c in cases], "part=" + part) if cases else []
        for c, g in zip(cases, got):
            count += 1
            good += (g[1] if g[0] == "clean" else "") == c[at]
    score("addresses: Chinese divisions", good, count)


for measure in (phones, dates, names, companies, emails, codes, scripts, places):
    measure()
