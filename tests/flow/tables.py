"""A folder of exports of which one sheet is read: tables.py FOLDER"""
import sqlite3, sys, zipfile

OUT = sys.argv[1] + "/"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACK = "http://schemas.openxmlformats.org/package/2006/"


def sheet(rows):
    cells = "".join("<row>%s</row>" % "".join('<c t="inlineStr"><is><t>%s</t></is></c>' % c for c in r) for r in rows)
    return '<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (MAIN, cells)


def book(name, sheets):
    with zipfile.ZipFile(OUT + name, "w") as z:
        types = links = listed = ""
        for i, (title, state, rows) in enumerate(sheets, 1):
            types += '<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' % i
            links += '<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>' % (i, REL, i)
            listed += '<sheet name="%s" sheetId="%d" state="%s" r:id="rId%d"/>' % (title, i, state, i)
            z.writestr("xl/worksheets/sheet%d.xml" % i, sheet(rows))
        z.writestr("[Content_Types].xml", '<Types xmlns="%scontent-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>%s</Types>' % (PACK, types))
        z.writestr("_rels/.rels", '<Relationships xmlns="%srelationships"><Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>' % (PACK, REL))
        z.writestr("xl/workbook.xml", '<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>' % (MAIN, REL, listed))
        z.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="%srelationships">%s</Relationships>' % (PACK, links))


def text(name, content):
    with open(OUT + name, "w") as f:
        f.write(content)


book("book.xlsx", [
    ("People", "visible", [["No", "Name", "Mail"], ["1", "Ann Poole", "ann@orchid.example"], ["2", "Bea Hart", "bea@orchid.example"]]),
    ("Orders", "visible", [["Order", "Item", "Qty"]] + [["O%d" % i, "Lamp %d" % i, str(i)] for i in range(1, 41)]),
    ("Old", "hidden", [["Code", "Text"], ["a", "b"]]),
    ("Blank", "visible", [])])
book("../wrong.xlsx", [
    ("Firms / 1", "visible", [["Code", "Firm"], ["a", "Orchid Ltd"], ["b", ""]]),
    ("Branches", "visible", [["Branch", "Called", "City"], ["x", "Orchid East Ltd", "Ely"], ["y", "", "York"]])])
with zipfile.ZipFile(OUT + "bag.zip", "w") as z:
    z.writestr("in/prices.csv", "Item,Price\nLamp,3\nDesk,4\n")
text("empty.csv", "")
text("notes.txt", "Who,Said\nAnn,call back\nBea,moved\n")
text("scan.pdf", "%PDF-1.4 nothing")
text("two.csv", "No,Name,Mail\n1,Ann Poole,ann@orchid.example\n\nOrders\nOrder,Item,Qty,Price\nO1,Lamp,3,4\n")
text("shop.xml", "<export><customers>" + "".join("<customer><name>%s</name><orders><order><no>a</no></order><order><no>b</no></order></orders></customer>" % n for n in ("Ann Poole", "Bea Hart")) +
     "</customers><products><product><name>Lamp</name><sku>x</sku></product><product><name>Desk</name><sku>y</sku></product></products></export>")
text("other.xml", '<mapping version="1" model="crm.model.xml" name="other"><source system="o"/></mapping>')
text("people.dbf", "")
text("people.fpt", "memo")
text("~$book.xlsx", "lock")
db = sqlite3.connect(OUT + "shop.db")
db.executescript("""create table "odd ""table"(a); insert into "odd ""table" values (1), (2), (3);
create view seen as select * from "odd ""table"; create table winnow_note(x); insert into winnow_note values (1)""")
db.commit()
