#!/usr/bin/env python3
"""make.py DIR - the files of the tutorial: crm.xlsx, a workbook of an old CRM with two
sheets, and 客户清单.xlsx, a list that a sales office keeps in Excel. The same each time.

make.py DIR --truth: also crm.csv and 客户清单.csv, which say for each row of the sheets whose
record it is. Whoever decides pairs in the tutorial's test knows this; winnow does not.

What is wrong is put there on purpose: firms and people that stand there twice, in other
words; a day of entry in text and as a date; a sector in five spellings; a firm's number that
no firm has; mail without an @; a column that nobody needs any more. All people, companies
and numbers are invented.
"""
import csv, datetime, random, sys

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill

FIRST = "Anna Bruno Carla Dario Elena Frank Giulia Hugo Ines Jonas Karin Luca Marta Nils Olga Peter Rosa Stefan Tilda Ugo".split()
LAST = ("Abbott Berg Colm Dorn Esposito Farnworth Gruber Holm Ivarsson Jansen Kestrel Lindgren Moreau Novak Oberto Perez "
        "Quist Rossi Sanz Thorn Ulrich Vidal Weber Zeller").split()
NAMES = ("Alder Birch Cedar Drift Ember Fjord Granit Harbour Indigo Juniper Krone Lumen Maple Nordlys Onyx Pine Quarry Ridge "
         "Solmar Tarn Umbra Vesper Willow Zephyr").split()
TRADES = [("Tools", "Mechanical engineering"), ("Foods", "Food"), ("Logistics", "Logistics"), ("Textiles", "Textile"),
          ("Software", "IT")]
FORMS = {"Germany": "GmbH", "Italy": "S.r.l.", "Spain": "S.L.", "Sweden": "AB", "United Kingdom": "Ltd"}
CITIES = {"Germany": ["Hamburg", "Bremen", "Leipzig"], "Italy": ["Torino", "Padova"], "Spain": ["Valencia", "Bilbao"],
          "Sweden": ["Malmö", "Uppsala"], "United Kingdom": ["Leeds", "Bristol"]}
DIAL = {"Germany": ("040 5550 ", "+49 151 234567 "), "Italy": ("011 555 ", "+39 347 12345 "), "Spain": ("963 555 ", "+34 612 345 6"),
        "Sweden": ("040-555 ", "+46 70 174 06 "), "United Kingdom": ("0113 496 0", "+44 7400 1234")}
SECTORS = {"Mechanical engineering": ["Mechanical engineering", "Mech. engineering", "Machine tools"], "Food": ["Food"],
           "Logistics": ["Logistics"], "Textile": ["Textile"], "IT": ["IT", "Software"]}
SOURCES = ["Trade show", "Website", "Referral", "Advert"]
REPS = ["Anna Berg", "Marco Rossi"]

ZH_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
ZH_GIVEN = "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 建国 文辉 玉兰 宁 博宇 浩然 子轩 雨泽".split()
ZH_PLACES = {"北京": "010", "上海": "021", "广州": "020", "杭州": "0571", "成都": "028", "南京": "025"}
ZH_BRANDS = "华信 远航 金石 蓝海 恒通 瑞丰 天成 博远 新航 万象 启明 长青 汇智 卓越 凌云 安泰 宏图 盛世".split()
ZH_HEARD = "华鑫 远行 金实 兰海 恒同 瑞峰 天诚 博源 新行 万像 启铭 常青 汇志 卓悦 凌芸 安太 宏途 盛事".split()
ZH_TRADES = {"科技": "互联网/软件", "机械": "制造业", "食品": "零售/贸易", "物流": "物流运输", "医疗器械": "医疗健康"}


def english(rng):
    """The rows of both sheets, and whose record each is."""
    firms, people, whose = [], [], []
    places = [(n, t, c) for i, n in enumerate(NAMES) for t, c in [(TRADES[i % 5], list(FORMS)[i % 5])]]
    for i, (name, (word, sector), country) in enumerate(places + places[:20]):
        again, n = i >= len(places), i % len(places)
        city = CITIES[country][n % len(CITIES[country])]
        title, whom = f"{name} {word} {FORMS[country]}", f"firm{n}"
        if again and n % 5 == 4:  # another firm of the same name and town
            title, whom = f"{name} {TRADES[(n + 2) % 5][0]} {FORMS[country]}", f"firm{i}"
        elif again:  # the same firm, as somebody else wrote it
            title = [f"{name} {word}", title.upper(), f"{name} {word[:-1]} {FORMS[country]}", f"{name} & Co {word}"][n % 4]
        phone = DIAL[country][0] + "%03d" % (120 + 7 * n)
        day = datetime.date(2019 + n % 6, 1 + n % 12, 1 + (3 * n) % 28)
        firms.append(["%04d" % (i + 1), title, SECTORS[sector][i % len(SECTORS[sector])], SOURCES[i % 4], "" if again and n % 4 == 3 else phone,
                      "" if again and n % 4 == 1 else city, country, day.strftime("%d.%m.%Y") if i % 3 == 0 else day,
                      rng.choice(["", 120, 800, 2400, 54000]), REPS[n // 3 % 2], "%s-%02d" % ("ABC"[i % 3], i)])
        whose.append(("Customers", i + 2, whom))
    for i in range(84):
        n, again = i % 48, i >= 48
        country = places[n % len(places)][2]
        first, last = FIRST[n % len(FIRST)], LAST[(5 * n) % len(LAST)]
        mail = f"{first}.{last}@{places[n % len(places)][0]}.example".lower()
        mobile = DIAL[country][1] + "%02d" % (10 + n)
        firm, shown, born = n % len(places), first, datetime.date(1960 + n, 1 + n % 12, 1 + n % 28)
        if again:  # the same person once more, often at the other entry of the firm
            shown = [first[:1] + ".", first, first[:3]][n % 3]
            mail = [mail, f"{first[:1]}.{last}@mail.example".lower(), ""][n % 3]
            mobile = ["", mobile[:-2] + mobile[-1] + mobile[-2], mobile][n % 3]
            firm, born = firm + len(places) if n < 20 and n % 2 else firm, None
        people.append(["p%d" % (i + 1), "%04d" % (firm + 1), shown, last, rng.choice(["Buyer", "Managing director", "Head of sales", ""]),
                       mail, mobile, born])
        whose.append(("People", i + 2, f"person{n}"))
    people[5][5] = people[5][5].replace("@", " at ")
    people[8][1] = "0099"
    return firms, people, whose


def write_english(folder, truth):
    firms, people, whose = english(random.Random(7))
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Customers"
    sheet.append(["No", "Company", "Sector", "Source", "Phone", "City", "Country", "Since", "Revenue (k€)", "Sales rep", "Old code"])
    for row in firms: sheet.append(row)
    other = book.create_sheet("People")
    other.append(["Id", "Company No", "First", "Last", "Position", "E-mail", "Mobile", "Born"])
    for row in people: other.append(row)
    for s in book:
        for c in s[1]: c.font = Font(bold=True)
    book.save(f"{folder}/crm.xlsx")
    if truth: write_truth(f"{folder}/crm.csv", whose)


def chinese(rng):
    rows, whose = [], []
    for i in range(88):
        n, again = i % 48, i >= 48
        brand, (word, sector) = ZH_BRANDS[n % len(ZH_BRANDS)], list(ZH_TRADES.items())[n % 5]
        city, dial = list(ZH_PLACES.items())[n % 6]
        person = ZH_SURNAMES[n % len(ZH_SURNAMES)] + ZH_GIVEN[(7 * n) % len(ZH_GIVEN)]
        name = f"{city}{brand}{word}有限公司"
        mobile = "1391234%04d" % (1000 + 137 * n)
        day = datetime.date(2020 + n % 6, 1 + n % 12, 1 + (5 * n) % 28)
        if again:  # 同一客户，另一个人写的
            heard = ZH_HEARD[n % len(ZH_BRANDS)]
            name = [f"{brand}{word}", f"{city}{heard}{word}有限公司", f"{city}市{brand}{word}有限公司", f"{heard}{word}"][n % 4]
            mobile = ["1380000%04d" % (2000 + 91 * n), mobile, ""][n % 3]
        rows.append([i + 1, name, person if not again or n % 2 else "", mobile,
                     "" if again or n % 3 == 0 else f"{dial}-5555{1000 + 31 * n:04d}",
                     sector if i % 9 else "其它", "官网 展会 转介绍 广告".split()[i % 4], city if not again or n % 4 else "", "陈明 黄丽 王磊".split()[n % 3],
                     f"{day.year}年{day.month}月{day.day}日" if i % 3 == 0 else day, rng.choice([None, 120, 500, 1200.5]),
                     "" if i % 5 else "老客户"])
        whose.append(("客户清单", i + 3, f"客户{n}"))
    rows[7][3] = "1391234"
    return rows, whose


def write_chinese(folder, truth):
    rows, whose = chinese(random.Random(8))
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "客户清单"
    sheet.append(["华南营业部客户清单（2026 年）"])
    sheet.merge_cells("A1:L1")
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.append("序号 客户全称 联系人 手机 座机 所属行业 客户来源 城市 负责人 建档日期 年营业额（万元） 备注".split())
    for c in sheet[2]:
        c.font = Font(bold=True)
        c.fill = PatternFill("solid", start_color="DDEBF7")
    for row in rows: sheet.append(row)
    book.save(f"{folder}/客户清单.xlsx")
    if truth: write_truth(f"{folder}/客户清单.csv", whose)


def write_truth(path, whose):
    with open(path, "w", newline="") as f:
        csv.writer(f).writerows([("sheet", "row", "whose"), *whose])


if __name__ == "__main__":
    write_english(sys.argv[1], "--truth" in sys.argv)
    write_chinese(sys.argv[1], "--truth" in sys.argv)
