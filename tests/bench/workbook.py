#!/usr/bin/env python3
"""workbook.py FILE.csv ROWS DIR - the first rows as DIR/p.xlsx, 17 columns, shared strings,
dates as dates; and all rows as DIR/p.xml."""
import csv, datetime, re, sys, zipfile
from xml.sax.saxutils import escape
source, rows, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
texts, order = {}, []
def cell(ref, v):
    if re.fullmatch(r"\d{4}-\d\d-\d\d", v):
        try: return '<c r="%s" s="1"><v>%d</v></c>' % (ref, (datetime.date.fromisoformat(v) - datetime.date(1899, 12, 30)).days)
        except ValueError: pass
    if v.isdigit() and len(v) < 12 and v[0] != "0": return '<c r="%s"><v>%s</v></c>' % (ref, v)
    if v not in texts: texts[v] = len(order); order.append(v)
    return '<c r="%s" t="s"><v>%d</v></c>' % (ref, texts[v])
with zipfile.ZipFile(out + "/p.xlsx", "w", zipfile.ZIP_DEFLATED) as z, open(out + "/p.xml", "w") as x:
    z.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' + "".join('<Override PartName="/xl/%s" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml"/>' % p for p in (
        ("workbook.xml", "sheet.main"), ("worksheets/sheet1.xml", "worksheet"), ("styles.xml", "styles"), ("sharedStrings.xml", "sharedStrings"))) + "</Types>")
    z.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % REL)
    z.writestr("xl/workbook.xml", '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="%s"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>' % REL)
    z.writestr("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + "".join('<Relationship Id="%s" Type="%s/%s" Target="%s"/>' % (i, REL, t, p) for i, t, p in (
        ("a", "worksheet", "worksheets/sheet1.xml"), ("b", "styles", "styles.xml"), ("c", "sharedStrings", "sharedStrings.xml"))) + "</Relationships>")
    z.writestr("xl/styles.xml", '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>')
    x.write('<?xml version="1.0"?>\n<people>\n')
    with z.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as s:
        s.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
        for n, row in enumerate(csv.reader(open(source, newline="", encoding="utf-8")), 1):
            if n == 1: head = [re.sub(r"\W", "_", h) for h in row]
            else: x.write("<p>" + "".join("<%s>%s</%s>" % (h, escape(v), h) for h, v in zip(head, row)) + "</p>\n")
            if n <= rows:
                row = (row * 17)[:17]
                s.write(('<row r="%d">' % n + "".join(cell("%s%d" % (chr(65 + c), n), v) for c, v in enumerate(row) if v) + "</row>").encode())
        s.write(b"</sheetData></worksheet>")
    x.write("</people>\n")
    z.writestr("xl/sharedStrings.xml", '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + "".join("<si><t>%s</t></si>" % escape(t) for t in order) + "</sst>")
