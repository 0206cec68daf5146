#!/usr/bin/env python3
"""match_variants.py WINNOW SHARED [--only VARIANT,..] [--answers] [SET...] - winnow match on data sets, and
on the same sets with columns that repeat each other, that only one list has, that are noise, or
that say nothing in their headings; with rows in another order; with each row twice. Nothing is
configured. Prints pairwise F1, and of the pairs called sure and to review how many are said to
be right and how many are. What is in another order must give the same clusters: "other". With --answers each is matched once more, after
100 pairs (--check-pairs) were answered from the truth."""
import collections, csv, json, os, random, re, subprocess, sys, tempfile

args = sys.argv[1:]
only = args.pop(args.index("--only") + 1).split(",") if "--only" in args else None
answers = "--answers" in args
args = [a for a in args if a not in ("--only", "--answers")]
winnow, shared, sets = args[0], args[1], args[2:] or [
    "febrl3", "splink_fake_20000", "ncvr_5x5000_ocp20", "RLdata500", "persons", "households",
    "crm_people", "census", "historical", "registers", "foreigners"]
MADE = ("census", "historical", "registers", "foreigners")
SURE, REVIEW = 0.95, 0.80


def read(path):
    rows = list(csv.reader(open(path, newline="", encoding="utf-8-sig")))
    return rows[0], rows[1:]


def load(name, dir):
    """columns, rows, key column, truth by key"""
    path = f"{shared}/data/{name}"
    if os.path.isdir(path):
        head, rows = read(path + "/data.csv")
        truth = {r[0]: r[1] for r in read(path + "/truth_clusters.csv")[1]}
        return head, rows, truth
    made, own = f"{dir}/{name}.csv", os.path.dirname(os.path.abspath(sys.argv[0])) + "/match_made.py"
    command = [own, name, made] if name in MADE else [f"{shared}/bench/{name}_gen.py", "20000", made]
    subprocess.run([sys.executable] + command, check=True, stdout=subprocess.DEVNULL)
    head, rows = read(made)
    k = head.index("cluster")
    truth = {r[0]: r[k] for r in rows}
    return head[:k] + head[k + 1:], [r[:k] + r[k + 1:] for r in rows], truth


def texts(head, rows):
    """The columns that tell most, of letters: by how many different values they have."""
    def kinds(c):
        v = [r[c] for r in rows if r[c]]
        return sum(any(ch.isalpha() for ch in x) for x in v) > .5 * len(v) and len(set(v))
    return sorted(range(1, len(head)), key=lambda c: -kinds(c))


def names(head, rows):
    """Given and family name, or the two columns that tell most."""
    def at(*words):
        return [c for c in range(1, len(head)) if re.sub("[^a-z]", "", head[c].lower()) in words]
    given = at("givenname", "firstname", "given", "fnamec")
    family = at("surname", "lastname", "family", "lnamec")
    return (given + texts(head, rows))[0], (family + texts(head, rows)[1:])[0]


def add(head, rows, name, value):
    return head + [name], [r + [value(r)] for r in rows]


def copied(head, rows, truth, rnd):
    g, f = names(head, rows)
    return *add(head, rows, head[f] + "_2", lambda r: r[f]), truth


def joined(head, rows, truth, rnd):
    g, f = names(head, rows)
    return *add(head, rows, "full_name", lambda r: (r[g] + " " + r[f]).strip()), truth


def joined_other(head, rows, truth, rnd):
    g, f = names(head, rows)
    return *add(head, rows, "label", lambda r: (r[f].upper() + ", " + r[g]).strip(", ")), truth


def contained(head, rows, truth, rnd):
    g, f = names(head, rows)
    return *add(head, rows, "initials", lambda r: r[g][:1] + r[f][:3]), truth


def noise(head, rows, truth, rnd):
    head, rows = add(head, rows, "segment", lambda r: rnd.choice("ABCDEFGH"))
    head, rows = add(head, rows, "score", lambda r: str(rnd.randrange(1, 400)))
    return *add(head, rows, "remark", lambda r: rnd.choice(
        ["called back", "no answer", "sent brochure", "", "", "met at fair", "new"])), truth


def renamed(head, rows, truth, rnd):
    return [head[0]] + [f"c{i}" for i in range(1, len(head))], rows, truth


def shuffled(head, rows, truth, rnd):
    return head, rnd.sample(rows, len(rows)), truth


def reordered(head, rows, truth, rnd):
    order = [0] + rnd.sample(range(1, len(head)), len(head) - 1)
    return [head[c] for c in order], [[r[c] for c in order] for r in rows], truth


def doubled(head, rows, truth, rnd):
    more = [[r[0] + "d"] + r[1:] for r in rows]
    return head, rows + more, {**truth, **{k + "d": v for k, v in truth.items()}}


def one_sided(head, rows, truth, rnd):
    """Two lists in one file: each has columns that the other has not."""
    side = {r[0]: rnd.random() < .5 for r in rows}
    level = {r[0]: rnd.choice(["gold", "silver", "none"]) for r in rows}
    branch = {r[0]: str(rnd.randrange(1000, 9999)) for r in rows}
    head, rows = add(head, rows, "membership", lambda r: level[r[0]] if side[r[0]] else "")
    head, rows = add(head, rows, "shelf", lambda r: branch[r[0]] if side[r[0]] else "")
    return *add(head, rows, "bonus", lambda r: "" if side[r[0]] else str(rnd.randrange(50))), truth


VARIANTS = {"plain": lambda h, r, t, rnd: (h, r, t), "copied": copied, "joined": joined,
            "joined_other": joined_other, "contained": contained, "one_sided": one_sided,
            "noise": noise, "renamed": renamed, "doubled": doubled, "shuffled": shuffled,
            "reordered": reordered}


def pairs_of(groups):
    return sum(n * (n - 1) // 2 for n in groups.values())


def score(clusters, truth):
    both = collections.Counter((clusters.get(k, k), t) for k, t in truth.items())
    right, said = pairs_of(both), pairs_of(collections.Counter(clusters.get(k, k) for k in truth))
    all = pairs_of(collections.Counter(truth.values()))
    p, r = right / said if said else 0, right / all if all else 0
    return 2 * p * r / (p + r) if p + r else 0, p, r


def bands(path, truth):
    """Of each band: how many pairs, how many are said to be right, how many are."""
    out = {}
    for left, right, probability in (r[:3] for r in read(path)[1]):
        p = float(probability)
        band = "sure" if p >= SURE else "review" if p >= REVIEW else None
        if band:
            n, said, right_ = out.get(band, (0, 0, 0))
            out[band] = (n + 1, said + p, right_ + (truth[left] == truth[right]))
    return out


def answer(path, truth):
    """Fill in what a person would say of each pair."""
    head, rows = read(path)
    for a, b in zip(rows[::2], rows[1::2]):
        a[2] = "same" if truth[a[3]] == truth[b[3]] else "different"
    with open(path, "w", newline="") as f:
        csv.writer(f).writerows([head] + rows)


def match(dir, head, rows, truth, check=()):
    with open(dir + "/in.csv", "w", newline="") as f:
        csv.writer(f).writerows([head] + rows)
    for f in ("c.csv", "p.csv"):
        if os.path.exists(f"{dir}/{f}"):
            os.remove(f"{dir}/{f}")
    p = subprocess.run([winnow, "match", dir + "/in.csv", "--key", head[0], "-o", dir + "/c.csv", "--pairs",
                        dir + "/p.csv", "--force", "--quiet", *check], capture_output=True, text=True)
    if not os.path.exists(dir + "/c.csv") or p.returncode > 1:
        return {}, p.stderr.strip().split("\n")[0][:70]
    clusters = {r[0]: r[1] for r in read(dir + "/c.csv")[1]}
    return clusters, bands(dir + "/p.csv", truth) if os.path.exists(dir + "/p.csv") else {}


def partition(clusters):
    groups = collections.defaultdict(set)
    for key, c in clusters.items():
        groups[c].add(key)
    return {frozenset(g) for g in groups.values() if len(g) > 1}


def line_of(name, variant, clusters, found, truth):
    f1, p, rec = score(clusters, truth)
    line = f"{name:22s} {variant:12s} f1 {f1:.4f} p {p:.4f} r {rec:.4f}"
    if isinstance(found, str):
        return line + "  " + found
    for band, (n, said, right) in sorted(found.items(), reverse=True):
        line += f"  {band} {n}: said {said / n:.3f} is {right / n:.3f}"
    return line


def main():
    with tempfile.TemporaryDirectory() as dir:
        for name in sets:
            head, rows, truth = load(name, dir)
            plain = None
            for variant, make in VARIANTS.items():
                if only and variant not in only and variant != "plain":
                    continue
                h, r, t = make(head, rows, truth, random.Random(7))
                clusters, found = match(dir, h, r, t)
                line = line_of(name, variant, clusters, found, t)
                if variant == "plain":
                    plain = partition(clusters)
                elif variant in ("shuffled", "reordered"):
                    other = len(plain ^ partition(clusters))
                    line += f"  other: {other}"
                print(line, flush=True)
                if answers:
                    check = ["--check-pairs", dir + "/check.csv"]
                    if os.path.exists(check[1]):
                        os.remove(check[1])
                    match(dir, h, r, t, check)
                    answer(check[1], t)
                    print(line_of(name, "  answered", *match(dir, h, r, t, check), t), flush=True)


main()
