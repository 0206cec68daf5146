#!/usr/bin/env python3
"""sbom.py VERSION DEV-PACKAGE... - what winnow is made of, as SPDX 2.3 in JSON: make sbom.

The libraries that the program is linked with, in the versions that dpkg says; the tables from
outside, with the sources and licences that packaging/debian/copyright says of them; no clock but
SOURCE_DATE_EPOCH, or the time of the newest change: the same input makes the same bytes."""
import hashlib, json, os, re, subprocess, sys, time, urllib.parse

COPYRIGHT = "packaging/debian/copyright"
# what the licences are called by SPDX, of the libraries that the program is linked with
LICENCES = {"libcsv": "LGPL-2.1-or-later", "libxml2": "MIT", "libicu": "Unicode-DFS-2016",
            "libsqlite3": "blessing", "libjansson": "MIT", "nettle": "LGPL-3.0-or-later OR GPL-2.0-or-later",
            "libzip": "BSD-3-Clause", "libzstd": "BSD-3-Clause OR GPL-2.0-only", "libpq": "PostgreSQL",
            "libpcre2": "BSD-3-Clause", "libxlsxwriter": "BSD-2-Clause", "libmicrohttpd": "LGPL-2.1-or-later"}


def said(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""


def created():
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or said("git", "log", "-1", "--format=%ct") or os.stat("FILES").st_mtime
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(epoch)))


def paragraphs(text):
    """The paragraphs of a file as Debian writes them: {field: text}."""
    for part in text.split("\n\n"):
        fields, last = {}, None
        for line in part.splitlines():
            if line[:1] in (" ", "\t"):
                fields[last] += "\n" + line.strip()
            elif ":" in line:
                last, value = line.split(":", 1)
                fields[last] = value.strip()
        yield fields


def package(name, version, licence, supplier, **more):
    """A library's own licence is declared; parts of it may have others (its copyright file says them)."""
    return {"SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name), "name": name, "versionInfo": version,
            "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": "NOASSERTION" if supplier.startswith("Org") else licence, "licenseDeclared": licence,
            "copyrightText": "NOASSERTION", "supplier": supplier, **more}


def library(dev):
    asked = said("dpkg-query", "-W", "-f", "${source:Package}\t${Version}\t${Architecture}", dev)
    if not asked:
        sys.exit(f"sbom.py: {dev} is not installed")
    source, version, arch = asked.split("\t")
    licence = next((l for n, l in LICENCES.items() if dev.startswith(n)), None)
    if not licence:
        sys.exit(f"sbom.py: LICENCES does not say {dev}'s")
    return package(dev.removesuffix("-dev"), version, licence, "Organization: Debian", externalRefs=[
        {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
         "referenceLocator": f"pkg:deb/debian/{dev}@{urllib.parse.quote(version, safe=':~')}?arch={arch}&upstream={source}"}])


def table(path, fields):
    with open(path, "rb") as file:
        text = file.read()
    version = re.search(rb"^# version\t(.+)$", text, re.M) or re.search(rb"up to (\d{4}-\d\d-\d\d)", text)
    licence = " AND ".join(l.strip() for l in fields["License"].split("\n")[0].split(" and "))
    return package("table " + path, version.group(1).decode() if version else "NOASSERTION", licence, "NOASSERTION",
                   primaryPackagePurpose="SOURCE", copyrightText=fields["Copyright"], comment=fields.get("Comment", ""),
                   checksums=[{"algorithm": "SHA256", "checksumValue": hashlib.sha256(text).hexdigest()}])


def main():
    version, devs = sys.argv[1], sys.argv[2:]
    with open(COPYRIGHT, encoding="utf-8") as file:
        tables = [table(path, f) for f in paragraphs(file.read()) for path in f.get("Files", "").split() if path.endswith(".tsv")]
    winnow = package("winnow", version, "Apache-2.0", "NOASSERTION", primaryPackagePurpose="APPLICATION")
    libraries = [library(dev) for dev in sorted(devs)]
    own = winnow["SPDXID"]
    relations = [("SPDXRef-DOCUMENT", "DESCRIBES", own)] + \
        [(own, "DEPENDS_ON", p["SPDXID"]) for p in libraries] + [(own, "CONTAINS", p["SPDXID"]) for p in tables]
    sbom = {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"winnow-{version}",
            "creationInfo": {"created": created(), "creators": [f"Tool: winnow-{version}-sbom.py"]},
            "packages": [winnow] + libraries + tables,
            "relationships": [{"spdxElementId": a, "relationshipType": r, "relatedSpdxElement": b} for a, r, b in relations]}
    digest = hashlib.sha256(json.dumps(sbom, sort_keys=True).encode()).hexdigest()
    sbom["documentNamespace"] = f"https://spdx.org/spdxdocs/winnow-{version}-{digest[:32]}"
    json.dump(sbom, sys.stdout, indent=1, sort_keys=True, ensure_ascii=False)
    print()


main()
