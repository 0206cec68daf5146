#!/usr/bin/env python3
"""values.py WINNOW CASES - the values of CASES/values.tsv, one by one: right, refused with a
reason, or wrong. Figures to measure by; nothing here is a test.

A line's `right` is read as alternatives: a value, "empty", "not valid", "ambiguous",
"a finding", with remarks after a comma. Lines that are described, not runnable (check,
run, draft), are counted apart."""
import json
import os
import re
import subprocess
import sys

winnow, path = sys.argv[1], os.path.join(sys.argv[2], "values.tsv")


def apply(transform, options, value):
    out = subprocess.run([winnow, "apply", transform, *options.split(), "--json"],
                         input=(value + "\n").encode(), stdout=subprocess.PIPE, check=False)
    return json.loads(out.stdout.decode() or "{}")


def same(a, b):
    try:
        return a == b or a == b + ":00" or float(a) == float(b)
    except ValueError:
        return a == b


def judge(got, right, value):
    """right | said (refused, or taken with a remark) | wrong"""
    state, out, remark = got.get("state"), got.get("value"), got.get("remark", "")
    plain = re.sub(r"\s*\([^()]*\)", "", right).strip()
    wanted = [w.strip() for part in plain.split(" or ") for w in re.split(r",(?= )", part)]
    if plain == "the same, two-people":
        return "right" if out == value and remark == "two-people" else "wrong"
    if plain == "the number":
        return "right" if state == "clean" else "said"
    if plain == "unchanged":
        return "right" if state == "clean" and out == value else "wrong"
    lost = re.fullmatch(r"(.+) not lost", plain)
    if lost:
        return "right" if lost[1] in out else "said" if state != "clean" or remark else "wrong"
    if state == "clean" and any(same(out, w) for w in (wanted[0], plain)):
        return "right"
    if state == "empty" and ("empty" in wanted or "nothing claimed" in wanted):
        return "right"
    if state in ("invalid", "unknown"):
        if "not valid" in plain or "ambiguous" in wanted:
            return "right"
        return "said"
    if "a finding" in plain and remark:
        return "right"
    return "said" if remark else "wrong"


counts, described = {"right": 0, "said": 0, "wrong": 0}, 0
with open(path, encoding="utf-8") as f:
    rows = [line.rstrip("\n").split("\t") for line in f][1:]
for transform, options, value, _, right, *_ in rows:
    if transform in ("check", "run", "draft+run"):
        described += 1
        continue
    got = apply(transform, options, value)
    result = judge(got, right, value)
    counts[result] += 1
    if result != "right":
        print(f"{result:<6} {transform} {options} \"{value}\" -> {got.get('state')} "
              f"\"{got.get('value')}\" {got.get('remark', '')}; wanted {right}")
total = sum(counts.values())
print(f"values.tsv: {counts['right']} right, {counts['said']} refused or remarked on, "
      f"{counts['wrong']} WRONG, of {total}; {described} described ones are not run")
sys.exit(counts["wrong"] > 0)
