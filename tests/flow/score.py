# score.py - health.json's scores recomputed from its counts, by the formula in
# the manual. Prints "same", or what differs.
import json, sys
h = json.load(open(sys.argv[1]))
weights = {"completeness": 30, "validity": 20, "uniqueness": 20, "timeliness": 15, "consistency": 15}
severities = {"error": 3, "warn": 2, "info": 1}
shares = {"account": .35, "contact": .45, "deal": .20}

def score(r):
    f, g, red = r["failed"] / r["applicable"], r["green"], r["red"]
    end = min(1, 3 * red)
    if f <= g: return 100 - 10 * f / g if g else 100
    if f <= red: return 90 - 15 * (f - g) / (red - g)
    return 0 if f >= end else 75 - 75 * (f - red) / (end - red)

wrong, per_entity = [], {}
for e, cells in h["entities"].items():
    dims = {}
    for d in weights:
        rs = [r for r in h["rules"] if r["entity"] == e and r["dimension"] == d]
        if rs:
            w = [severities[r["severity"]] for r in rs]
            dims[d] = sum(x * score(r) for x, r in zip(w, rs)) / sum(w)
            if abs(dims[d] - cells[d]["score"]) > .06: wrong.append((e, d, dims[d], cells[d]["score"]))
    per_entity[e] = sum(weights[d] * s for d, s in dims.items()) / sum(weights[d] for d in dims)
total = sum(shares.get(e, .1) * s for e, s in per_entity.items()) / sum(shares.get(e, .1) for e in per_entity)
if abs(total - h["score"]) > .06: wrong.append(("total", total, h["score"]))
print(wrong if wrong or not h["rules"] else "same")
