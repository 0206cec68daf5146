#!/usr/bin/env python3
"""seeds.py DIR - what guided fuzzing begins with, beside the kept corpus: a folder for each
target, of the files that tests/flow/formats.py makes, the samples, and the test cases."""
import glob, os, pathlib, sqlite3, subprocess, sys, tempfile, zipfile

OUT = sys.argv[1]
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent

def put(target, name, data):
    os.makedirs(f"{OUT}/{target}", exist_ok=True)
    pathlib.Path(f"{OUT}/{target}/{name}").write_bytes(data if isinstance(data, bytes) else data.encode())

def head(path, most):
    """Whole lines of the file's beginning."""
    data = path.read_bytes()
    return data if len(data) <= most else data[:data.rfind(b"\n", 0, most) + 1]

with tempfile.TemporaryDirectory() as made:
    subprocess.run([sys.executable, ROOT / "tests/flow/formats.py", made], check=True)
    os.remove(f"{made}/bomb.zip")
    os.remove(f"{made}/ranges.xlsx")
    files = sorted(pathlib.Path(made).iterdir())
    for f in files:
        data, name, end = f.read_bytes(), f.name, f.suffix
        if end == ".xlsx":
            with zipfile.ZipFile(f) as z:
                put("xlsx", name, b"".join(b"=== %s\n%s\n" % (n.encode(), z.read(n)) for n in z.namelist()))
            put("zip", name, data)
        elif data[:4] == b"\xD0\xCF\x11\xE0":
            put("xls", name, data[1536:].rstrip(b"\0"))
        elif end == ".zip":
            put("zip", name, data)
        elif end in (".csv", ".tsv", ".iif") or name == "utf16.xls":
            for t in ("csv", "linkage", "encoding"):
                put(t, name, data)
        elif end == ".dbf":
            put("dbf", name, data + b"=== memo\n" + f.with_suffix(".dbt").read_bytes())
        elif end == ".sqlite":
            continue
        elif b"mso-application" in data[:200] or b"office:spreadsheet" in data[:400]:
            put("xml_sheet", name, data)
        elif end in (".txt", ".json", ".jsonl", ".xml", ".vcf", ".ldif", ".mht", ".xls"):
            put({".txt": "fixed", ".jsonl": "json", ".vcf": "vcard", ".mht": "html", ".xls": "html"}.get(end, end[1:]), name, data)
    small = f"{made}/small.db"
    db = sqlite3.connect(small)
    db.execute("pragma page_size=512")
    db.execute("create table people (id integer primary key, \"姓名\" text, x real, b blob)")
    db.execute("create view v as select id, x from people")
    db.executemany("insert into people values (?, ?, ?, ?)", [(1, "张伟", 0.5, b"\0\1"), (2, "Anna Bell", None, None)])
    db.commit()
    db.close()
    put("sqlite", "small", pathlib.Path(small).read_bytes())

# ---- the samples and the cases: text as it is, and a few of them as a draft sees them
csvs = sorted(ROOT.glob("samples/**/*.csv")) + sorted(ROOT.glob("tests/cases/own/*/*.csv"))
for i, f in enumerate(csvs):
    put("csv", f"sample-{i}", head(f, 1500))
    put("linkage", f"sample-{i}", head(f, 3500))
    put("draft", f"sample-{i}", b"=== a.csv\n" + head(f, 1200) + b"=== b.csv\n" + head(csvs[i - 1], 1200))
for f in sorted(ROOT.glob("tests/cases/own/*/*")):
    kind = {".vcf": "vcard", ".ldif": "ldif", ".json": "json", ".xml": "xml", ".txt": "fixed"}.get(f.suffix)
    if kind and f.stat().st_size < 4096:
        put(kind, f.parent.name + f.suffix, f.read_bytes())
for f in glob.glob(f"{OUT}/*/*"):
    if os.path.dirname(f).split("/")[-1] in ("json", "xml", "vcard", "ldif", "html", "fixed", "xml_sheet") and os.path.getsize(f) < 3000:
        put("draft", os.path.basename(f), b"=== a.csv\n" + pathlib.Path(f).read_bytes())

# ---- mappings and models
small = """=== m.xml
<model version="1" name="m">
<entity name="account"><field name="account_id" type="id" key="yes"/><field name="name" type="company" required="yes" missing="review" zh="名称"/>
<field name="size" type="integer" min="0" max="9" invalid="refuse"/><field name="stage" type="choice" list="s"/><field name="updated_at" type="datetime"/></entity>
<list name="s" unknown="review"><item code="A" zh="甲" en="a" also="x|y"/></list><blank values="N/A|无"/>
<match entity="account" merge-at="0.9"><never when="size differs"/><survive field="name" from="longest"/></match>
<check id="C1" rule="pattern" entity="account" fields="account_id" pattern="^A[0-9]+$" severity="warn"/>
<check id="C2" rule="stale" entity="account" fields="updated_at" after="30 days" where="stage in A" red="20%"/>
</model>
"""
mapping = """=== mapping.xml
<mapping version="1" model="m.xml"><source system="s" date-order="dmy"/>
<file path="a.csv" entity="account" key="Id + No" where="Type = a | b and Mail filled" encoding="gb18030">
<field from="Name | Firm" to="name"/><field from="A + B" to="size" unit="万"/><keep from="x*"/><drop from="*" why="none"/></file>
<skip path="b.csv" why="old"/></mapping>
"""
put("mapping", "both", small + mapping)
put("mapping", "alone", mapping)
put("mapping", "model", small.replace("=== m.xml\n", ""))
put("mapping", "wrong", mapping.replace('"account"', '“acount”').replace("from=", "form=").replace("/>", ">"))
for f in sorted(ROOT.glob("mappings/*.xml")):
    text = f.read_text()
    put("mapping", f.name, text[:text.rfind("\n", 0, 6000) + 1].replace("crm.model.xml", "m.xml"))

# ---- values
put("decisions", "some", "pair,decision,why\n0000000000000001-00000000000000ff,same,x\n00000000000000aa-00000000000000bb,不同,\n")
put("worklist", "some", "Record,System,Owner,Outcome,Until,Note,Code\nA1,crm,Ann,fixed,2026-03-01,done,x1f\nA2,crm,,wrong,,,x20\n")
put("guard", "some", "127.0.0.1:8123\nhttp://[::1]:8123\na=b; winnow-8123=abc; c\n../../etc/passwd\nruns/2026/report.en.html\nmultipart/form-data; boundary=x\n")
put("saved", "empty", "{}")
for i, (a, b) in enumerate([("MARTHA", "MARHTA"), ("张伟", "張偉"), ("Zoë Bell", "Zoe Bells"), ("", "x"), ("a" * 70, "a" * 69 + "b")]):
    put("distance", str(i), a + "\n" + b)
for i, (a, b) in enumerate([("*.csv", "a.csv"), ("WE_*_*.csv", "WE_1_2.csv"), ("list", "list")]):
    put("pattern", str(i), a + "\n" + b)
for i, (a, b) in enumerate([("yyyy\\-mm\\-dd;@", "45413"), ("000\\-00\\-0000", "12345678"), ("[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", "2125551234"), ("#,##0\\ \"pcs\"", "1200"), ("0.00E+00", "-1e300"), ("[h]:mm:ss", "1.5"), ("0%", ".15"), ("_(* \"-\"??_);_(@_)", "0")]):
    put("format", str(i), a + "\n" + b)
for i, v in enumerate(["138 0013 8000", "北京华信科技有限公司", "Dr. Anna Maria Bell-Ray, MD", "1.234,56 €", "12/25/2023 3:04 PM", "a.b@x.example; c@y.example", "<b>x</b> &amp; y", "广东省深圳市南山区科技园1号 518000", "91350211M000100Y43", "MÃ¼ller", "+49 (0)30 123456 x12", "1.23E+15"]):
    put("value", str(i), v)
