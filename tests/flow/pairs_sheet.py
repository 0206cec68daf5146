#!/usr/bin/env python3
"""pairs_sheet.py - for pairs_sheet.t: firms that are alike, and what people do to a workbook of pairs.

    pairs_sheet.py make                     firms.csv: 8 firms twice, 8 beside their groups, 8 alike in part
    pairs_sheet.py see FILE                 what is in the workbook, a line each
    pairs_sheet.py FILE OUT WHAT ...        do it, and save: see `edits`
"""
import csv, random, sys

HEAD = "id name phone site street city day sum".split()


def make():
    random.seed(3)
    parts, kinds = ("华东南北西岭金银", "鑫达通远盛泰和丰润博", "远盛泰"), ["科技", "贸易", "机械", "食品"]
    names = [x + y + z + k for x in parts[0] for y in parts[1] for z in parts[2] for k in kinds]
    random.shuffle(names)
    rows = []
    for i in range(120):
        c = ["深圳", "广州", "上海", "北京", "杭州"][i % 5]
        rows.append([1000 + i, c + names[i] + "有限公司", "13%09d" % (700000001 + 7919 * i), "www.f%d.example" % i,
                     "%s中山路%d号" % (c, 7 * i % 190 + 1), c, "20%02d-%02d-%02d" % (i % 20 + 1, i % 12 + 1, i % 28 + 1), 10000.5 + i])
    def again(i, no, **change):
        rows.append(list(dict(zip(HEAD, rows[i]), id=no, **change).values()))
    for k in range(8):
        again(k, 2000 + k, phone="", day="")
        again(20 + k, 2100 + k, name=rows[20 + k][1].replace("有限公司", "集团有限公司"))
        again(40 + k, 2200 + k, site="", street="", phone="13%09d" % (800000000 + k), name=rows[40 + k][1].replace("有限公司", ""))
    with open("firms.csv", "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([HEAD] + rows)


def see(path):
    import openpyxl
    book = openpyxl.load_workbook(path)
    for s in book.worksheets[1:]:
        head = [c.value for c in s[1]]
        at = {h: i for i, h in enumerate(head)}
        rows = [list(r) for r in s.iter_rows(min_row=2)]
        hidden = [s.column_dimensions[k] for k in s.column_dimensions if s.column_dimensions[k].hidden]
        fill = lambda c: c.fill.fgColor.rgb[2:] if c.fill.fill_type else "-"
        print("sheet", s.title, len(rows), s.freeze_panes, s.auto_filter.ref is not None, s.data_validations.dataValidation[0].formula1)
        print("print", s.page_setup.orientation, s.sheet_properties.pageSetUpPr.fitToPage, s.page_setup.fitToHeight, s.print_title_rows,
              s.print_area[0].split(":")[1], "hidden", *[s.cell(1, openpyxl.utils.column_index_from_string(d.index)).value for d in hidden])
        print("heads", *head)
        for r in rows[:2] + rows[-2:]:
            print("row", *(r[at[h]].value for h in ("序号", "编号", "所在的组", "公司名称", "理由")), sep="|")
        last = rows[-2:]
        print("shades", *(f"{h}={fill(last[0][at[h]])}" for h in ("公司名称", "电话", "网址", "城市")))
        print("types", *(f"{h}={last[0][at[h]].data_type}:{last[0][at[h]].number_format}" for h in ("电话", "成立日期", "年营业额", "相同的可能")))
        print("codes", len({r[at["编码"]].value for r in rows}), all(rows[i][at["编码"]].value == rows[i + 1][at["编码"]].value for i in range(0, len(rows), 2)))


def fields(s):
    """By heading of the sheet: its column."""
    return {c.value: c.column for row in s.iter_rows(max_row=4) for c in row if c.value}


def edit(path, out, *what):
    import openpyxl
    book = openpyxl.load_workbook(path)
    s = book.worksheets[1]
    for step in what:
        do, _, rest = step.partition(":")
        at = fields(s)
        if do == "set":  # set:B2=相同
            cell, _, value = rest.partition("=")
            s[cell] = value
        elif do == "cover":
            for row in book.worksheets[0].iter_rows():
                for c in row[:1]:
                    if c.value and "95" in str(c.value) and str(c.value).endswith(("？", "?")):
                        book.worksheets[0].cell(c.row, 2).value = rest
        elif do == "all":  # the same word in the first row of each pair
            for r in range(2, s.max_row + 1, 2):
                s.cell(r, at["判定"]).value = rest
        elif do == "sort":  # by a column, with all that stands in the rows
            rows = [[c.value for c in r] for r in s.iter_rows(min_row=2)]
            rows.sort(key=lambda r: str(r[at[rest] - 1]))
            s.delete_rows(2, s.max_row)
            for r in rows: s.append(r)
        elif do == "alone":  # the cells of one column move down by a pair, the others stay
            cells = [s.cell(r, at[rest]) for r in range(2, s.max_row + 1)]
            values = [c.value for c in cells]
            for c, v in zip(cells, values[-2:] + values[:-2]): c.value = v
        elif do == "drop":
            s.delete_cols(at[rest])
        elif do == "rows":  # leave so many
            s.delete_rows(2 + int(rest), s.max_row)
        elif do == "above":  # a title above the headings
            s.insert_rows(1)
            s["A1"] = rest
        elif do == "clear":
            s[rest] = None
        elif do == "copy":  # a row dragged down over the next: copy:2
            for c in list(s[int(rest)]):
                s.cell(int(rest) + 1, c.column).value = c.value
        else:
            sys.exit("what is " + do)
    book.save(out)


if __name__ == "__main__":
    if sys.argv[1] == "make": make()
    elif sys.argv[1] == "see": see(sys.argv[2])
    else: edit(*sys.argv[1:])
