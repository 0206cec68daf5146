#!/usr/bin/env python3
"""match_made.py census|historical|registers|foreigners OUT [ROWS] - made-up people in shapes
on which matchers are sure of themselves and wrong: two enumerations of the same households,
with a family name that the second one spells otherwise for all who live there; people known
from many sources, with the name in several columns; two registers with other columns; people
of whom a birthday, a name and a country is all there is. Writes a column `cluster`."""
import csv, random, sys

rnd = random.Random(20)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def word(low, high, r=rnd):
    parts = ["an", "ber", "do", "el", "fra", "gi", "hol", "in", "ka", "lu", "mar", "no", "os", "pe",
             "ro", "sa", "ti", "ul", "va", "wi"]
    return "".join(r.choice(parts) for _ in range(r.randint(low, high)))


def pool(n, low, high):
    """Words of which the first ones are frequent, as names are."""
    words = list(dict.fromkeys(word(low, high) for _ in range(n * 3)))[:n]
    return words, [1 / (i + 2) ** .8 for i in range(len(words))]


def pick(p):
    return rnd.choices(p[0], p[1])[0]


GIVEN, FAMILY, TOWNS, STREETS = pool(300, 2, 3), pool(3000, 2, 4), pool(150, 2, 3), pool(900, 2, 3)


def slip(s):
    """One slip of the hand."""
    if len(s) < 3:
        return s
    i, how = rnd.randrange(1, len(s) - 1), rnd.randrange(4)
    return (s[:i] + s[i + 1:] if how == 0 else s[:i] + rnd.choice(LETTERS) + s[i:] if how == 1
            else s[:i] + rnd.choice(LETTERS) + s[i + 1:] if how == 2
            else s[:i] + s[i + 1] + s[i] + s[i + 2:])


def maybe(share, s, f=slip):
    return f(s) if rnd.random() < share else s


def census(rows):
    """Two enumerations of one town, ten years apart: two family names, of the father and of
    the mother; few streets, few given names; children are named after their parents."""
    out, person = [], 0
    givens, families = (GIVEN[0][:70], GIVEN[1][:70]), (FAMILY[0][:400], FAMILY[1][:400])
    streets, jobs = (STREETS[0][:45], STREETS[1][:45]), (TOWNS[0][:12], TOWNS[1][:12])
    while len(out) < rows:
        first, second, third = pick(families), pick(families), pick(families)
        street, number = pick(streets), rnd.randint(1, 60)
        new_street, new_number = (pick(streets), rnd.randint(1, 60)) if rnd.random() < .25 else (street, number)
        spelled = slip(first) if rnd.random() < .25 else first  # by the second enumerator, for all
        parents = [pick(givens), pick(givens)]
        home = rnd.randint(1850, 1880)
        for k in range(rnd.choices([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 3, 3, 2, 1])[0]):
            given = parents[k] if k < 2 else rnd.choice(parents) if rnd.random() < .2 else pick(givens)
            born = home + (rnd.randint(-6, 6) if k < 2 else rnd.randint(20, 42))
            one = first if k == 0 or k > 1 else second
            two = third if k == 0 else pick(families) if k == 1 else second
            person += 1
            for year in (0, 1):
                if rnd.random() > .7:
                    continue
                mine = spelled if year and one == first else one
                out.append([given if year == 0 else maybe(.12, given), maybe(.04, mine), maybe(.08, two),
                            str(born + rnd.choice([0] * 6 + [1, -1, 2])),
                            (new_street if year else street), str(new_number if year else number),
                            pick(jobs) if k == 0 and rnd.random() < .6 else "",
                            ["head", "wife", "child", "child", "child", "child", "child"][k], f"p{person}"])
    return ["first name", "surname", "second surname", "birth year", "street", "house number", "occupation",
            "relation"], out


def historical(rows):
    out, person = [], 0
    jobs, places = pool(60, 2, 3), pool(400, 2, 3)
    givens, families = (GIVEN[0][:80], GIVEN[1][:80]), (FAMILY[0][:700], FAMILY[1][:700])
    while len(out) < rows:
        person += 1
        given, middle, family = pick(givens), pick(givens), pick(families)
        title = rnd.choice(["", "", "", "sir ", "1st baron "])
        has_middle = rnd.random() < .4
        birth = [rnd.randint(1600, 1950), rnd.randint(1, 12), rnd.randint(1, 28)]
        place, area, job = pick(places), word(1, 1)[:2] + str(rnd.randint(1, 20)), pick(jobs)
        for _ in range(rnd.choices([1, 2, 4, 7, 12], [4, 3, 3, 2, 1])[0]):
            g, f = maybe(.2, given), maybe(.2, family)
            if rnd.random() < .1:
                g = ""
            full = " ".join(x for x in (title.strip(), g, middle if has_middle and rnd.random() < .8 else "", f) if x)
            b = birth[:]
            if rnd.random() < .15:
                b[rnd.randrange(3)] = [rnd.randint(1600, 1950), rnd.randint(1, 12), rnd.randint(1, 28)][0 if rnd.random() < .1 else 1]
                b[0] = birth[0] if b[0] < 1000 else b[0]
                b[1], b[2] = min(b[1], 12), min(b[2], 28)
            if rnd.random() < .4:
                b[1:] = [1, 1]
            dob = "" if rnd.random() < .15 else "%04d-%02d-%02d" % tuple(b)
            code = "" if rnd.random() < .15 else area + " " + str(rnd.randint(1, 9)) + word(1, 1)[:2]
            out.append([full, (g + " " + f).strip(), g, f, dob, "" if rnd.random() < .1 else place,
                        code, "" if rnd.random() < .3 else job, f"p{person}"])
    return ["full_name", "first_and_surname", "first_name", "surname", "dob", "birth_place", "postcode",
            "occupation"], out


def registers(rows):
    """One list: two registers one below the other, each with columns of its own."""
    out, person = [], 0
    while len(out) < rows:
        person += 1
        given, family, town = pick(GIVEN), pick(FAMILY), pick(TOWNS)
        birth = "%04d-%02d-%02d" % (rnd.randint(1930, 2005), rnd.randint(1, 12), rnd.randint(1, 28))
        street = pick(STREETS) + " " + str(rnd.randint(1, 90))
        household = f"{rnd.randint(1, rows // 5)}"
        if rnd.random() < .7:
            out.append([maybe(.06, given), maybe(.06, family), maybe(.04, birth), town, household,
                        rnd.choice(["A", "B", "C"]), street, "", "", "", f"p{person}"])
        if rnd.random() < .7:
            out.append([maybe(.06, given), maybe(.06, family), maybe(.04, birth), maybe(.05, town), "", "", "",
                        f"{rnd.randint(1, rows // 4)}", rnd.choice(["x", "y"]), word(2, 3), f"p{person}"])
    return ["first_name", "surname", "dob", "town", "household", "class", "street", "doctor", "ward",
            "village"], out


def foreigners(rows):
    """People of whom a name, a birthday, a country is all there is; brothers and sisters,
    twins, and many who were born on the first of January."""
    out, person = [], 0
    countries = ["ua", "sy", "tr", "ro", "pl", "af", "ir", "rs", "it", "gr"]
    givens = (GIVEN[0][:200], GIVEN[1][:200])
    while len(out) < rows:
        family, country = pick(FAMILY), rnd.choices(countries, [1 / (i + 1) for i in range(10)])[0]
        arrived = "%04d-%02d" % (rnd.randint(2005, 2024), rnd.randint(1, 12))
        town, birth = pick(TOWNS), None
        for _ in range(rnd.choices([1, 2, 3, 4, 5], [5, 2, 2, 2, 1])[0]):
            twin = birth is not None and rnd.random() < .03
            if not twin:
                birth = [rnd.randint(1940, 2015), rnd.randint(1, 12), rnd.randint(1, 28)]
                if rnd.random() < .12:
                    birth[1:] = [1, 1]
            given, sex = pick(givens), rnd.choice("mf")
            person += 1
            for k in range(2 if rnd.random() < .12 else 1):
                b = birth[:]
                if k and rnd.random() < .15:
                    y = str(birth[0])
                    b[0] = int(y[:2] + y[3] + y[2]) if y[2] != "9" else birth[0] + 1
                out.append([maybe(.2 * k, given), maybe(.15 * k, family), "%04d-%02d-%02d" % tuple(b), sex,
                            country, town if k == 0 or rnd.random() < .7 else pick(TOWNS), arrived, f"p{person}"])
    return ["first name", "last name", "born", "sex", "nationality", "town", "since"], out


def main():
    kind, path, rows = sys.argv[1], sys.argv[2], int((sys.argv + ["20000"])[3])
    head, out = globals()[kind](rows)
    rnd.shuffle(out)
    with open(path, "w", newline="") as f:
        w = csv.writer(f)
        w.writerow(["id"] + head + ["cluster"])
        w.writerows([str(i)] + row for i, row in enumerate(out))


main()
