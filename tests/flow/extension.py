# extension.py - values for extension.t. "values CSV...": each different cell of the files,
# and values that are made to break things, one a line. "compare": lines of `winnow apply
# --json` on the left, a tab, of the extension on the right; prints those that differ.
import csv, json, random, sys

HOSTILE = ["'; drop table v; --", "\\", "\\N", "\\.", '"', "a\tb", "\u202e0301", "e\u0301" * 40,
           "\U0001F469\u200D\U0001F33E", "9" * 400, "+" * 300, "<b>" * 2000 + "x", "&amp;" * 500, "张" * 3000,
           "\u00c3\u0083\u00c2\u00bc" * 1000, "1e999", "0x7f", "\u0130stanbul", "UNITED STATES 12345",
           "I\u0307", "1/2/03 " * 200, "@" * 500, "a@b." * 300, "(" * 1000, "\ufeff1", "\u00a0", "\u3000"]


def values(files):
    seen = dict.fromkeys(HOSTILE)
    for name in files:
        for row in csv.reader(open(name, encoding="utf-8", newline="")):
            seen.update(dict.fromkeys(row))
    return [v for v in seen if not any(c in v for c in "\n\r\0")]


def more(given, count):
    chance = random.Random(7)
    for i in range(count):
        v = chance.choice(given)
        for _ in range(chance.randint(0, 2)):
            at = chance.randint(0, len(v))
            v = v[:at] + chance.choice(["", " ", "-", ".", "/", "(", str(chance.randint(0, 9)), chance.choice(given)[:9]]) + v[at + chance.randint(0, 2):]
        yield v


if sys.argv[1] == "values":
    for v in values(sys.argv[2:]):
        print(v)
elif sys.argv[1] == "more":
    for v in more([line.rstrip("\n") for line in sys.stdin], int(sys.argv[2])):
        print(v)
else:
    bad = count = 0
    for line in sys.stdin:
        left, right = map(json.loads, line.rstrip("\n").split("\t"))
        count += 1
        if {k: v or "" for k, v in right.items()} != left:
            bad += 1
            if bad < 4:
                print("#", left, right)
    print(f"{count} compared, {bad} differ")
