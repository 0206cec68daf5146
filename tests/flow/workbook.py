"""workbook.py - changes cells of a mapping's workbook as people do. Called by workbook.t.

workbook.py set FILE OUT SHEET COLUMN ROWKEY VALUE [...]   cells, by heading and source column
workbook.py raw FILE OUT SHEET CELL VALUE [...]            cells, by their address
workbook.py sort FILE OUT SHEET                            the rows of a sheet backwards
workbook.py rename FILE OUT SHEET NAME
workbook.py remove FILE OUT SHEET [ROWKEY]                 a sheet, or a row of it
workbook.py show FILE SHEET                                its cells, tab-separated
"""
import sys
import openpyxl


def heads(ws):
    for row in range(1, 11):
        names = {str(c.value): c.column for c in ws[row] if c.value is not None}
        if len(names) > 2:
            return row, names
    raise SystemExit(f"no headings in {ws.title}")


def row_of(ws, key):
    top, names = heads(ws)
    for name in ("Source column", "源列名", "Value in the source", "源值", "Sheet here", "本簿工作表", "Setting", "设置项"):
        if name in names:
            for r in range(top + 1, ws.max_row + 1):
                if str(ws.cell(r, names[name]).value) == key:
                    return r
    raise SystemExit(f"no row {key} in {ws.title}")


def set_cells(wb, args):
    while args:
        sheet, column, key, value, *args = args
        ws = wb[sheet]
        _, names = heads(ws)
        ws.cell(row_of(ws, key), names[column]).value = value or None


def set_raw(wb, args):
    while args:
        sheet, cell, value, *args = args
        wb[sheet][cell].value = value or None


def sort(wb, args):
    ws = wb[args[0]]
    top, _ = heads(ws)
    rows = [[c.value for c in r] for r in ws.iter_rows(min_row=top + 1)]
    for r, values in enumerate(reversed(rows), top + 1):
        for c, value in enumerate(values, 1):
            ws.cell(r, c).value = value


def remove(wb, args):
    if len(args) == 1:
        wb.remove(wb[args[0]])
    else:
        wb[args[0]].delete_rows(row_of(wb[args[0]], args[1]))


def rename(wb, args):
    wb[args[0]].title = args[1]


command, file, *args = sys.argv[1:]
book = openpyxl.load_workbook(file)
if command == "show":
    for row in (r for s in (args or book.sheetnames) for r in book[s].iter_rows(values_only=True)):
        print("\t".join("" if v is None else str(v) for v in row))
elif command == "sheets":
    print(" | ".join(ws.title for ws in book if ws.sheet_state == "visible"))
else:
    {"set": set_cells, "raw": set_raw, "sort": sort, "remove": remove, "rename": rename}[command](book, args[1:])
    book.save(args[0])
