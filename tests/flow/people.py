"""people.py ROWS SEED - made-up customers with duplicates and relatives, for match.t: the rows on
stdout, with --parts in columns for given and family names, every fourth without the former;
with --pairs how many pairs of rows are one person; with --score FILE the pairwise F1 of
clusters that winnow match wrote."""
import random, sys
from collections import Counter

GIVEN = """James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard
Susan Joseph Jessica Thomas Sarah Charles Karen Anna Peter Julia Martin Sofia Lukas Emma Paul Laura Simon""".split()
FAMILY = """Smith Johnson Williams Brown Jones Garcia Miller Davis Martinez Lopez Wilson Anderson Taylor
Thomas Moore Jackson Lee Thompson White Harris Clark Lewis Walker Hall Young King Wright Scott Green Baker""".split()
HAN_FAMILY, HAN_GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚"
PINYIN = dict(zip(HAN_FAMILY + HAN_GIVEN, """wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao
wei fang na min jing li qiang lei jun yang yong yan jie juan tao ming chao xiu xia ping gang""".split()))
STREETS = "Oak Elm Maple Cedar Pine Lake Hill Park Mill River Church Bridge Garden Forest Meadow".split()
CITIES = "Boston Denver Austin Seattle Chicago Portland Dayton Salem Dover Albany".split()


def typo(text, r):
    if len(text) < 3:
        return text
    i, kind = r.randrange(1, len(text) - 1), r.randrange(3)
    return text[:i] + text[i + 1:] if kind == 0 else text[:i] + text[i + 1] + text[i] + text[i + 2:] if kind == 1 \
        else text[:i] + r.choice("aeiostn") + text[i + 1:]


def person(r):
    if r.random() < .4:
        family, given = r.choice(HAN_FAMILY), "".join(r.choice(HAN_GIVEN) for _ in range(r.choice((1, 2, 2))))
        latin = "".join(PINYIN[c] for c in given), PINYIN[family]
    else:
        given, family = r.choice(GIVEN), r.choice(FAMILY) + (r.choice(("", "", "son", "ton", "berg", "field")))
        latin = given.lower(), family.lower()
    return dict(given=given, family=family, latin=latin, birth=(r.randrange(1940, 2005), r.randrange(1, 13), r.randrange(1, 29)),
                phone="1" + str(r.randrange(3 * 10**9, 10**10)), mail=latin[0] + "." + latin[1] + str(r.randrange(100)) + "@example.com",
                street="%d %s Street" % (r.randrange(1, 400), r.choice(STREETS)), city=r.choice(CITIES))


def relative(p, r):
    q = person(r)
    while (q["given"] >= "一") != (p["given"] >= "一") or q["given"] == p["given"]:
        q = person(r)
    q.update(family=p["family"], latin=(q["latin"][0], p["latin"][1]), street=p["street"], city=p["city"])
    q["mail"] = q["latin"][0] + "." + q["latin"][1] + str(r.randrange(100)) + "@example.com"
    if r.random() < .5:
        q["phone"] = p["phone"]
    return q


def row(p, r, again):
    name = p["family"] + p["given"] if p["given"] >= "一" else p["given"] + " " + p["family"]
    y, m, d = p["birth"]
    birth, phone, mail, street, city = "%d-%02d-%02d" % (y, m, d), p["phone"], p["mail"], p["street"], p["city"]
    if again:
        if p["given"] >= "一" and r.random() < .4:
            name = p["latin"][0].title() + " " + p["latin"][1].title()
        elif p["given"] < "一" and r.random() < .3:
            name = p["family"] + ", " + p["given"]
        elif p["given"] < "一" and r.random() < .4:
            name = typo(name, r)
        if r.random() < .15:
            phone = "1" + str(r.randrange(3 * 10**9, 10**10))
        if r.random() < .15:
            mail = r.choice(("", typo(mail, r)))
        if r.random() < .15:
            street, city = "%d %s Street" % (r.randrange(1, 400), r.choice(STREETS)), r.choice(CITIES)
        if r.random() < .15:
            birth = r.choice(("", "%02d/%02d/%d" % (d, m, y), "%d-%02d-%02d" % (y, d if d < 13 else m, m if d < 13 else d)))
    return [name, birth, "" if r.random() < .1 else phone, mail, street, "" if r.random() < .05 else city]


def rows(count, seed):
    r, people, out = random.Random(seed), [], []
    while len(out) < count:
        again = people and r.random() < .3
        if again:
            n = r.randrange(len(people))
        else:
            n = len(people)
            people.append(relative(r.choice(people), r) if people and r.random() < .15 else person(r))
        out.append((n, row(people[n], r, again)))
    return out


def pairs(groups):
    return sum(n * (n - 1) // 2 for n in Counter(groups).values())


def parts(cells, i):
    name = cells[0]
    if ", " in name:
        family, given = name.split(", ", 1)
    elif name >= "一":
        family, given = name[0], name[1:]
    else:
        given, _, family = name.rpartition(" ")
    return [given if i % 4 else "", family] + cells[1:]


def main():
    data = rows(int(sys.argv[1]), int(sys.argv[2]))
    if "--score" in sys.argv:
        clusters = [line.split(",")[1].strip() for line in open(sys.argv[-1])][1:]
        assert len(clusters) == len(data)
        both = pairs(zip(clusters, (n for n, _ in data)))
        print("%.3f" % (2 * both / (pairs(clusters) + pairs(n for n, _ in data))))
        return
    if "--pairs" in sys.argv:
        print(pairs(n for n, _ in data))
        return
    if "--parts" in sys.argv:
        data = [(n, parts(cells, i)) for i, (n, cells) in enumerate(data)]
    print(("First name,Last name," if "--parts" in sys.argv else "Name,") + "Birthday,Mobile,Email,Street,City")
    for _, cells in data:
        print(",".join('"%s"' % c if "," in c else c for c in cells))


main()
