"""tutorial.py PAGE FOLDER - does what a tutorial says, in FOLDER, and prints TAP lines.

A block ```sh is run; the block ```text behind it must be what it prints, "..." standing for
any text. A table below <!-- workbook: FILE --> is written into that workbook, by sheet, row
and heading; <!-- decide: FILE --> answers all pairs of that file as the makers of the sample
know them. Nothing of a tutorial is passed over: a block of another kind is a failure.
"""
import csv, os, re, subprocess, sys

import openpyxl

page, folder = sys.argv[1:3]
samples = os.environ["SAMPLES"]
here = os.path.dirname(os.path.abspath(page))
number = bad = 0


def told(good, what, why=""):
    global bad
    bad += not good
    print("%s %s" % ("ok" if good else "not ok", what))
    if not good: print("".join("# %s\n" % line for line in why.splitlines()), end="")


def fits(wanted, got):
    """Are all lines of `wanted` there, in order, and nothing between them but where it says "..."?"""
    parts = [re.escape(line.rstrip()).replace(r"\.\.\.", ".*") for line in wanted.rstrip().splitlines()]
    parts = [r"(?:.*\n)*" if line == ".*" else line + r"\s*\n" for line in parts]
    return re.fullmatch("".join(parts), got if got.endswith("\n") else got + "\n") is not None


def run(command):
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True)
    told(done.returncode <= 2, "runs: " + command.splitlines()[0], done.stderr or done.stdout)
    return done.stdout + done.stderr


def heads_of(sheet, heading):
    for row in sheet.iter_rows(min_row=1, max_row=3):
        at = {c.value: c.column for c in row if c.value}
        if heading in at: return row[0].row, at
    raise SystemExit("no column %s on the sheet %s" % (heading, sheet.title))


def write(name, table):
    """As somebody does who finds the row by what stands in one of its first columns."""
    path = os.path.join(folder, name)
    book = openpyxl.load_workbook(path)
    for line in table:
        where, row, heading, text = (cell.strip() for cell in line.strip().strip("|").split("|"))
        top, at = heads_of(book[where], heading)
        found = [r for r in book[where].iter_rows(min_row=top + 1) if row in [c.value for c in r[:2]]]
        told(len(found) == 1, "%s, %s: the row %s is there" % (name, where, row), str(len(found)))
        for r in found: book[where].cell(r[0].row, at[heading]).value = text
    book.save(path)


def truth():
    whose = {}
    for name in os.listdir(samples):
        if name.endswith(".xlsx"):
            book = openpyxl.load_workbook(os.path.join(samples, name), read_only=True)
            with open(os.path.join(folder, "truth", name[:-5] + ".csv"), encoding="utf-8") as f:
                for sheet, row, who in list(csv.reader(f))[1:]:
                    place = "%s/%s" % (name, sheet) if len(book.sheetnames) > 1 else name
                    whose["%s:%s" % (place, row)] = who
    return whose


def decide(name):
    path, whose = os.path.join(folder, name), truth()
    book, count = openpyxl.load_workbook(path), 0
    for sheet in book.worksheets[1:]:
        rows = list(sheet.iter_rows(min_row=2))
        for a, b in zip(rows[::2], rows[1::2]):
            sides = [[whose[c.value] for c in r if isinstance(c.value, str) and c.value in whose] for r in (a, b)]
            a[1].value = "same" if sides[0] == sides[1] else "different"
            count += len(sides[0]) == len(sides[1]) == 1
    told(count >= 20, "%s: at least 20 pairs are decided" % name, str(count))
    book.save(path)


def main():
    lines, last = open(page, encoding="utf-8").read().splitlines(), ""
    at = 0
    while at < len(lines):
        line = lines[at]
        mark = re.fullmatch(r"<!-- (workbook|decide): (.*) -->", line)
        if line.startswith("```"):
            end = lines.index("```", at + 1)
            text = "\n".join(lines[at + 1:end])
            if line == "```sh": last = run(text)
            elif line == "```text": told(fits(text, last), "and prints what the page says: " + text.splitlines()[-1], last)
            else: told(False, "a block of kind " + line)
            at = end
        elif mark and mark[1] == "decide": decide(mark[2])
        elif mark:
            end = at + 3
            while lines[end].startswith("|"): end += 1
            write(mark[2], lines[at + 3:end])
            at = end
        for picture in re.findall(r"!\[.*?\]\((.*?)\)", line):
            told(os.path.exists(os.path.join(here, picture)), "the picture is there: " + picture)
        for link in re.findall(r"(?<!!)\[[^]]*\]\(([^)#]+)", line):
            told(os.path.exists(os.path.join(here, link)), "the link leads somewhere: " + link)
        at += 1


main()
sys.exit(0)
