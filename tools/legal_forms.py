#!/usr/bin/env python3
"""legal_forms.py LIST.csv - writes transforms/company_elf.tsv from the Entity Legal Forms code
list of ISO 20275, as GLEIF publishes it (CC0): make legal-forms. An ordinary build needs
neither. Abbreviations and local names, folded as company_parse.c folds names; what
company_forms.tsv has is left out."""
import csv, os, re, sys, unicodedata

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "transforms")
# Ordinary words: Ford Foundation, Deutsche Bank and Union Pacific Railroad are names.
NAMES = set("""artisan bank banks business bund bezirk botschaft canton chartered commune comune
    confederation confederazione condominium condominiums consorcio district distretto embassy
    ambassade ambasciate ejido ente estado federation filial fond fondo fonds foundation foundations
    fund fundo gemeinde gen institution institutions indivisions indivisioni kanton kommun kommune
    kraj kunta li municipal municipio obec others pool procura procuration prokura railroad region
    series society society's spolek sklad syndicates trade trademark trust trusts university college
    school church club hospital hotel others undivided a i f s""".split())
# Words and endings of names that are written as the form is: Rocky SON, Henry VI, Acme NL.
NEVER = set("""ii iii iv vi mi cc ci ct nl pl br tr si us tv pa ba be bo bn va bi ml ms fa son mut sam
    est li one pro pub""".split())
ENGLISH = set("""as at be by do go he if in is it me my no of ok on or so up us we an am da et od sep sem sec
    sad sac ent fon per tub fab fat oth con pac med gem asc cn cp sr vs tp tu ps pp pc cb""".split())


def fold(c):
    c = "i" if c == "İ" else c.lower()
    plain = unicodedata.normalize("NFD", c)
    if len(plain) > 1 and all("\u0300" <= m <= "\u036f" or "\u064b" <= m <= "\u0655" for m in plain[1:]):
        c = plain[0]
    elif len(plain) == 1 and ("\u0300" <= c <= "\u036f" or "\u064b" <= c <= "\u0655"):
        return ""
    return {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ħ": "h"}.get(c, c)


def is_word(c):
    return c.isalpha() or c.isdigit() or c in "&+" or unicodedata.category(c) in ("Mn", "Mc")


def words(text):
    """Small letters; dots and apostrophes inside of words go, single letters are joined."""
    out, inside = [], False
    for c in unicodedata.normalize("NFC", text):
        if inside and c in ".'’\"״":
            continue
        if not is_word(c):
            inside = False
        elif inside and c != "&":
            out[-1] += fold(c)
        else:
            out.append(fold(c))
            inside = c != "&"
    joined, single = [], False
    for w in filter(None, out):
        letter = len(w) == 1 and w != "&"
        if joined and single and letter:
            joined[-1] += w
        else:
            joined.append(w)
        single = letter
    return " ".join(joined)


def key_of(spelling, folded, is_name):
    """The key, and the mark of how it must be written (company_forms.tsv says which)."""
    if " " in folded or len(folded) > 4 or is_name or not folded.isascii():
        return "", folded
    letters = re.sub(r"[^A-Za-z]", "", spelling)
    dotted = re.search(r"[A-Za-z][./ ]+[A-Za-z]", spelling)
    if folded in NEVER:
        return ".", "=" + folded
    if folded in ENGLISH:
        return "!", "=" + folded
    if len(folded) < 4 and (letters.isupper() or dotted or len(folded) < 3):
        return "~", "=" + folded
    return ("~", "=" + folded) if letters.isupper() and len(folded) < 5 else ("", folded)


def known():
    found = set()
    with open(os.path.join(FOLDER, "company_forms.tsv"), encoding="utf-8") as f:
        for line in f:
            if not line.startswith("#") and "\t" in line:
                found.update(line.rstrip("\n").split("\t")[1].split("|"))
    return found


def main(path):
    have, rows, newest = known(), {}, ""
    with open(path, encoding="utf-8-sig") as f:
        for row in csv.DictReader(f):
            by = {re.sub(r" \(.*", "", k): v.strip() for k, v in row.items()}
            newest = max(newest, by["Date created YYYY-MM-DD"], by["Modification date YYYY-MM-DD"])
            name, other = by["Entity Legal Form name Local name"], by["Entity Legal Form name Transliterated name"]
            short = [a.strip() for k in ("Abbreviations Local language", "Abbreviations transliterated")
                     for a in by[k].split(";") if a.strip()]
            pieces = [p.strip() for a in short for p in re.split(r", ?| / | or |^or ", a) if p.strip()]
            usual = (short or [name])[0].replace("\\", "").replace('"', "")
            for spelling, is_name in [(s, False) for s in short + pieces] + [(name, True), (other, True)]:
                folded = words(spelling)
                if not folded or folded in NAMES or len(folded) > 240:
                    continue
                mark, key = key_of(spelling, folded, is_name)
                if key in have or "=" + key in have or key[1:] in have and mark:
                    continue
                have.add(key)
                rows.setdefault(mark + usual, []).append(key)
    print("# Legal forms of ISO 20275, made by tools/legal_forms.py from the Entity Legal Forms code list\n"
          f"# that GLEIF publishes under CC0, its entries up to {newest}: what company_forms.tsv lacks.\n"
          "# The usual way to write a form, then spellings as there.")
    for usual, keys in rows.items():
        print(usual + "\t" + "|".join(k for k in keys if "|" not in k))


if __name__ == "__main__":
    main(sys.argv[1])
