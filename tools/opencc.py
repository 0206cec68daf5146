"""opencc.py simplified|traditional - writes core/NAME.tsv from Debian's opencc data (packages
opencc, libopencc-data): make scripts. An ordinary build needs neither.

Characters, then phrases that are exceptions. Of the phrases of the way to traditional, only
those are kept without which the rest would say otherwise: 7,000 of 49,000.
"""
import os, subprocess, sys, tempfile

FILES = {"simplified": "TS", "traditional": "ST"}
TITLES = {"simplified": "Traditional to simplified Chinese: characters, then phrases that are exceptions.",
          "traditional": "Simplified to traditional Chinese: characters, then phrases that are exceptions."}
LONGEST = 16


def load(name):
    folders = ["/usr/share/opencc", "/usr/lib/x86_64-linux-gnu/opencc"]
    source = next(f for f in (os.path.join(d, name + ".ocd2") for d in folders) if os.path.exists(f))
    with tempfile.NamedTemporaryFile() as out:
        subprocess.run(["opencc_dict", "-i", source, "-o", out.name, "-f", "ocd2", "-t", "text"], check=True)
        rows = [line.rstrip("\n").split("\t") for line in open(out.name, encoding="utf-8")]
    return {a: b.split(" ")[0] for a, b in rows}


def convert(text, characters, phrases):
    out, at = [], 0
    while at < len(text):
        for size in range(min(len(text) - at, LONGEST), 1, -1):
            if text[at:at + size] in phrases:
                out.append(phrases[text[at:at + size]])
                at += size
                break
        else:
            out.append(characters.get(text[at], text[at]))
            at += 1
    return "".join(out)


def needed(characters, phrases):
    kept, before = {}, -1
    while len(kept) != before:
        before = len(kept)
        for a in sorted(phrases, key=len):
            if a not in kept and convert(a, characters, kept) != phrases[a]:
                kept[a] = phrases[a]
    return kept


def main():
    name = sys.argv[1]
    characters, phrases = load(FILES[name] + "Characters"), load(FILES[name] + "Phrases")
    if name == "traditional":
        phrases = needed(characters, phrases)
    version = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "libopencc-data"],
                             check=True, capture_output=True, text=True).stdout
    print("# " + TITLES[name])
    print("# version\t" + version)
    print("# From the dictionaries of OpenCC, Copyright (C) 2010-2022 BYVoid and contributors,")
    print("# licensed under the Apache License, Version 2.0 (http://www.apache.org/licenses/LICENSE-2.0).")
    for a, b in list(characters.items()) + list(phrases.items()):
        if a != b or len(a) > 1:
            print(a + "\t" + b)


main()
