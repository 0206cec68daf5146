#!/usr/bin/env python3
"""all.py WINNOW CORPORA [ROWS] [--keep] - what a run costs, in one sitting: a table of ratios and
figures, beside those wanted and those kept for this machine in tests/bench/figures.tsv. A figure
more than 5 percent worse than the one kept is said, and the exit code is 1; --keep writes them
there instead. CORPORA/bench has the generators. ROWS: 1,000,000 (figures of other sizes are not
kept together). CPU is user and system time, best of two; ratios are what tells on a noisy machine."""
import csv, os, platform, shutil, subprocess, sys, tempfile, time

args = [a for a in sys.argv[1:] if a != "--keep"]
keep = "--keep" in sys.argv
winnow, corpora, rows = os.path.abspath(args[0]), args[1], int((args + ["1000000"])[2])
kept_file = os.path.join(os.path.dirname(os.path.abspath(__file__)), "figures.tsv")
dir = tempfile.mkdtemp()


def use(*command):
    """CPU seconds, wall seconds, peak MB, exit code"""
    start = time.time()
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open("/dev/null", os.O_WRONLY), 1)
        os.dup2(1, 2)
        os.execvp(command[0], command)
    _, status, u = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1, 2):
        sys.exit(f"exit {code}: {' '.join(command)}")
    return u.ru_utime + u.ru_stime, time.time() - start, u.ru_maxrss / 1024, code


def best(make):
    return min((make() for _ in range(2)), key=lambda u: u[0])


def fresh(*names):
    for n in names:
        path = os.path.join(dir, n)
        shutil.rmtree(path) if os.path.isdir(path) else os.path.exists(path) and os.remove(path)


def generated(name, n, *more):
    out = os.path.join(dir, name)
    if name.startswith("crm"):
        subprocess.run([sys.executable, f"{corpora}/bench/crm_gen.py", "--rows", str(n), "--seed", "5",
                        "--out", out], check=True, stdout=subprocess.DEVNULL)
    else:
        subprocess.run([sys.executable, f"{corpora}/bench/persons_gen.py", str(n), out + ".csv"],
                       check=True, stdout=subprocess.DEVNULL)
    return out + ".csv"


def run(file, db, out, *more):
    return use(winnow, "run", file, "--to", os.path.join(dir, db), "--out", os.path.join(dir, out), "--as-of",
               "2025-06-30", "--no-backup-ok", "--quiet", *more)


def first(file):
    fresh("t.db", "o")
    return run(file, "t.db", "o")


def changed(file):
    """the file with another city in every tenth row"""
    out = os.path.join(dir, "changed.csv")
    with open(file, newline="") as old, open(out, "w", newline="") as new:
        rows_, to = csv.reader(old), csv.writer(new)
        head = next(rows_)
        to.writerow(head)
        city = head.index("city")
        for i, row in enumerate(rows_):
            row[city] = row[city] if i % 10 else "Reykjavik"
            to.writerow(row)
    os.replace(out, file)
    return file


def imported(file):
    fresh("i.db")
    return use("sqlite3", os.path.join(dir, "i.db"), f".import --csv {file} t")


def size(name):
    return os.path.getsize(os.path.join(dir, name))


def measure():
    """name, figure, wanted at most, unit"""
    crm = generated("crm", rows)
    base = best(lambda: imported(crm))
    whole = best(lambda: first(crm))
    yield "run / import, CPU", whole[0] / base[0], 8, ""
    yield "run, wall", whole[1], 18, "s"
    yield "run, peak", whole[2], 600, "MB"
    yield "database / that of the import", size("t.db") / size("i.db"), 2.5, ""
    fresh("again")
    again = run(crm, "t.db", "again")
    yield "the same again / first run, CPU", again[0] / whole[0], .5, ""
    fresh("again")
    again = run(changed(crm), "t.db", "again")
    yield "a tenth changed / first run, CPU", again[0] / whole[0], 1, ""
    fresh("v")
    checked = use(winnow, "verify", os.path.join(dir, "t.db"), "--out", os.path.join(dir, "v"), "--quiet")
    yield "verify / first run, CPU", checked[0] / whole[0], .3, ""
    small = generated("crm_small", 10000)
    yield "10,000 rows, CPU", best(lambda: first(small))[0], .6, "s"
    people = generated("persons", rows)
    matched = best(lambda: use(winnow, "match", people, "--key", "unique_id", "-o", os.path.join(dir, "c.csv"),
                               "--force", "--quiet"))
    yield "match of people, CPU", matched[0], 6, "s"
    yield "match of people, wall", matched[1], 4, "s"
    yield "match of people, peak", matched[2], 600, "MB"


def machine():
    model = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")),
                 platform.machine())
    return f"{model}, {os.cpu_count()} cores, {rows} rows"


def kept():
    if not os.path.exists(kept_file):
        return {}
    return {r[1]: float(r[2]) for r in csv.reader(open(kept_file), delimiter="\t") if r[0] == machine()}


def main():
    before, worse, now = kept(), [], []
    print(f"{machine()}\n{'':34s} {'now':>9s} {'wanted':>9s} {'kept':>9s}")
    for name, figure, wanted, unit in measure():
        old = before.get(name)
        mark = "" if figure <= wanted else "  not reached"
        if old and figure > 1.05 * old:
            worse.append(name)
            mark += f"  {100 * figure / old - 100:.0f} % worse"
        print(f"{name:34s} {figure:9.2f} {wanted:9.2f} {old or 0:9.2f} {unit}{mark}", flush=True)
        now.append((machine(), name, f"{figure:.3f}"))
    if keep:
        others = [r for r in csv.reader(open(kept_file), delimiter="\t") if r[0] != machine()] \
            if os.path.exists(kept_file) else []
        with open(kept_file, "w") as f:
            csv.writer(f, delimiter="\t", lineterminator="\n").writerows(others + now)
    return 1 if worse and not keep else 0


try:
    code = main()
finally:
    shutil.rmtree(dir)
sys.exit(code)
