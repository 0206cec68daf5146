# health.py - what a health check says, computed again from the database it keeps.
#   health.py score HISTORY.db HEALTH.json MODEL.xml   "same", or what differs
#   health.py lives OUT...                             new, fixed, open, came back from the findings of each month
#   health.py schema HEALTH.json SCHEMA.json           "valid", or what is not
#   health.py sheets FILE.xlsx                         sheets, drop-downs, cells that are no text
#   health.py answer FILE.xlsx OUT.xlsx                sorts, retypes and fills in a work list
import json, re, sqlite3, sys
import xml.etree.ElementTree as ET

WEIGHTS = {"completeness": 30, "validity": 20, "uniqueness": 20, "timeliness": 15, "consistency": 15}
ENTITIES = {"account": 35, "contact": 45, "deal": 20}
SEVERITY = {"error": 3, "warn": 2, "info": 1}


def score_of(f, green, red):
    end = min(1, 3 * red)
    if f <= green:
        return 100 - 10 * f / green if green else 100
    if f <= red:
        return 90 - 15 * (f - green) / (red - green)
    return 0 if f >= end else 75 - 75 * (f - red) / (end - red)


def total_of(rules, failed):
    """rules: (id, entity) -> (dimension, severity, green, red, applicable)."""
    cells = {}
    for key, (dimension, severity, green, red, applicable) in rules.items():
        cells.setdefault(key[1], {}).setdefault(dimension, []).append(
            (SEVERITY[severity], score_of(failed.get(key, 0) / applicable, green, red)))
    entities = {}
    for entity, dims in cells.items():
        d = {n: sum(w * s for w, s in xs) / sum(w for w, _ in xs) for n, xs in dims.items()}
        entities[entity] = sum(WEIGHTS[n] * s for n, s in d.items()) / sum(WEIGHTS[n] for n in d)
    return sum(ENTITIES.get(e, 10) * s for e, s in entities.items()) / sum(ENTITIES.get(e, 10) for e in entities)


def score(history, path):
    h = json.load(open(path))
    db = sqlite3.connect(history)
    wrong = []
    # what failed, counted from the findings themselves: records, not fields
    failed = {(r, e): n for r, e, n in db.execute(
        "select rule, entity, count(distinct system||'|'||source_key||'|'||nth) from winnow_finding group by 1, 2")}
    counted = {(r, e): (a, f) for r, e, a, f in db.execute(
        "select rule, entity, applicable, failed from winnow_health where period=? and department=''", (h["period"],))}
    rules = {}
    for r in h["rules"]:
        key = (r["id"], r["entity"])
        if r["rule"] == "usage":  # asked of columns
            failed[key] = r["failed"]
        if counted.get(key) != (r["applicable"], r["failed"]):
            wrong.append(("winnow_health", key, counted.get(key), r["applicable"], r["failed"]))
        if failed.get(key, 0) != r["failed"]:
            wrong.append(("winnow_finding", key, failed.get(key, 0), r["failed"]))
        rules[key] = (r["dimension"], r["severity"], r["green"], r["red"], r["applicable"])
    total = total_of(rules, failed)
    if abs(total - h["score"]) > .006:
        wrong.append(("score", total, h["score"]))
    for fix in h["fixes"]:
        key = (fix["id"], fix["entity"])
        gain = total_of(rules, {**failed, key: 0}) - total
        if abs(gain - fix["gain"]) > .0006:
            wrong.append(("gain", key, gain, fix["gain"]))
    # departments: their rows add up to no more than the whole
    for r, e, a, f in db.execute("select rule, entity, sum(applicable), sum(failed) from winnow_health where period=? "
                                 "and department<>'' group by 1, 2", (h["period"],)):
        if a > counted[r, e][0] or f > counted[r, e][1]:
            wrong.append(("departments", r, e))
    if not rules or not failed:
        wrong.append("nothing was checked")
    print(wrong[:5] if wrong else "same")


def lives(folders):
    """Each folder has health.json and findings.txt (rule|entity|system|key a line)."""
    before, ever, wrong = set(), set(), []
    for n, folder in enumerate(folders):
        h = json.load(open(folder + "/health.json"))
        now = set(open(folder + "/findings.txt").read().split("\n")) - {""}
        want = {"new": len(now - before - ever), "fixed": len(before - now), "open": len(now & before),
                "returned": len((now - before) & ever)}
        got = h["findings"] and {k: h["findings"][k] for k in want}
        if (got if n else want) != want:
            wrong.append((folder, got, want))
        if not now:
            wrong.append((folder, "no findings"))
        before, ever = now, ever | now
    print(wrong if wrong or len(folders) < 3 else "same")


def check(value, schema, root, at="$"):
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].split("/")[-1]]
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float), "null": type(None)}
    types = schema.get("type")
    if types:
        types = [types] if isinstance(types, str) else types
        if not any(isinstance(value, kinds[t]) and not (t in ("integer", "number") and isinstance(value, bool)) for t in types):
            return [at + ": not " + "/".join(types)]
    bad = []
    if "enum" in schema and value not in schema["enum"]: bad.append(at + ": not in enum")
    if "const" in schema and value != schema["const"]: bad.append(at + ": not const")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value < schema.get("minimum", value) or value > schema.get("maximum", value): bad.append(at + ": out of range")
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value): bad.append(at + ": pattern")
    if isinstance(value, dict):
        bad += [at + ": lacks " + k for k in schema.get("required", []) if k not in value]
        for k, v in value.items():
            sub = schema.get("properties", {}).get(k, schema.get("additionalProperties"))
            if sub is None and at == "$": bad.append("$: unknown " + k)
            if isinstance(sub, dict): bad += check(v, sub, root, at + "." + k)
    if isinstance(value, list):
        if len(value) > schema.get("maxItems", len(value)): bad.append(at + ": too many")
        for i, v in enumerate(value): bad += check(v, schema.get("items", {}), root, "%s[%d]" % (at, i))
    return bad


def linked(book):
    """By check: its sheet, as the first sheet links to it; in their order."""
    return {row[3].value: book[row[0].hyperlink.location.rsplit("!", 1)[0].strip("'")] for row in book.worksheets[0].iter_rows() if row[0].hyperlink}


def sheets(path):
    import openpyxl
    book = openpyxl.load_workbook(path)
    for rule, s in linked(book).items():
        head = [c.value for c in s[1]]
        # keys and phone numbers are text, months and numbers are typed
        kinds = {"首次发现": "d", "已过月数": "n", "已过天数": "n"}
        other = sum(1 for row in s.iter_rows(min_row=2) for h, c in zip(head, row) if c.value is not None and h not in ("现值", "建议值") and c.data_type != kinds.get(h, "s"))
        lists = [v.formula1 for v in s.data_validations.dataValidation]
        print(rule, s.max_row - 1, s.freeze_panes, "filter" if s.auto_filter.ref else "-", lists[0] if lists else "-", other)


def answer(path, out):
    """As people do: rows sorted and removed, one sheet without its codes, outcomes in both languages."""
    import openpyxl
    book = openpyxl.load_workbook(path)
    given = {"已修改": 0, "无需处理": 0, "有异议": 0}
    for rule, s in linked(book).items():
        head = [c.value for c in s[1]]
        rows = [[c.value for c in r] for r in s.iter_rows(min_row=2)]
        o, code, until = head.index("处理结果"), head.index("编码"), head.index("有效期至")
        rows.sort(key=lambda r: str(r[3]), reverse=True)
        if rule == "C02":
            for r in rows[:5]: r[o], r[until] = "no need", "2026-12-15"; given["无需处理"] += 1
            for r in rows: r[code] = None  # retyped: the codes are lost
        if rule == "V02":
            for r in rows[:3]: r[o] = " 已修改 "; given["已修改"] += 1
            rows[3][o] = "有异议"; rows[3][head.index("备注")] = "号码是对的"; given["有异议"] += 1
            rows[4][o] = "改好啦"  # not one of the four
        s.delete_rows(2, s.max_row)
        for r in rows: s.append(r)
    book.save(out)
    print(*given.values())


if __name__ == "__main__":
    what, args = sys.argv[1], sys.argv[2:]
    if what == "score": score(*args)
    if what == "lives": lives(args)
    if what == "schema":
        bad = check(json.load(open(args[0])), json.load(open(args[1])), json.load(open(args[1])))
        print(bad[:5] if bad else "valid")
    if what == "sheets": sheets(args[0])
    if what == "answer": answer(*args)
