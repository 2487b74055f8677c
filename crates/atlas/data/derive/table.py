"""Tab-separated tables: read, write, slugs, folded names, dates.

In: the source tables (UTF-8, tab, first line the column names, `|` between values).
Out: the atlas tables, sorted by id, so that a second run gives the same bytes.
"""
import csv
import re
import unicodedata
from pathlib import Path

ACTOR = ["id", "kind", "name", "names", "short", "weak", "country", "part_of", "side", "from", "to",
         "wikidata", "lat", "lon", "rank", "source", "date"]
COLLECTED = "2026-11-23"


def read(path):
    """Rows of a table as dictionaries."""
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def write(path, columns, rows):
    """Writes rows (dictionaries) in the given order."""
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write("\t".join(columns) + "\n")
        for r in rows:
            cells = [clean(str(r.get(c) or "")) for c in columns]
            f.write("\t".join(cells) + "\n")


def clean(text):
    """One line, single spaces, straight apostrophes; stray quotation marks dropped."""
    text = text.replace("’", "'").replace("‘", "'").replace("`", "'").replace('"', "")
    return " ".join(text.split())


def split(cell):
    """Values of a `|` field."""
    return [v.strip() for v in (cell or "").split("|") if v.strip()]


TRANSLATE = str.maketrans({"ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae",
                           "œ": "oe", "ı": "i", "İ": "I", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A",
                           "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "ʿ": "'", "ʾ": "'", "–": "-", "—": "-"})


def ascii_fold(text):
    """Accents off, special letters spelt out, case kept."""
    text = unicodedata.normalize("NFKD", text.translate(TRANSLATE))
    return "".join(c for c in text if not unicodedata.combining(c))


def slug(text):
    """`Government of National Unity (Libya)` -> `government-of-national-unity-libya`."""
    text = ascii_fold(text).lower().replace("'", "").replace("&", " and ")
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def key(text):
    """Folded for comparison: letters and digits in words."""
    text = ascii_fold(text).lower().replace("'", "")
    return re.sub(r"[^\w]+", " ", text).strip()


def is_acronym(text):
    """`RSF`, `PML-N`, `U.S.`, `MbS`, `M23`: short, mostly capitals."""
    if " " in text:
        return False
    letters = [c for c in text if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    if not letters or len(text) > 10:
        return False
    return upper == len(letters) or (upper >= 2 and upper * 2 >= len(letters) and len(letters) <= 7) \
        or (upper >= 3 and upper + 2 >= len(letters))


def sort_names(name, names):
    """(strong, short): distinct other names, without the name itself, acronyms apart."""
    seen, strong, short = {key(name)}, [], []
    for n in names:
        n = clean(n)
        k = (key(n), is_acronym(n))
        if not key(n) or key(n) in seen and not is_acronym(n) or k in seen:
            continue
        seen.update({key(n), k})
        (short if is_acronym(n) else strong).append(n)
    return strong, short


def actor(id, kind, name, names=(), weak=(), **more):
    """A row of an actor table; acronyms among `names` go to `short`."""
    strong, short = sort_names(name, names)
    taken = {key(n) for n in [name, *strong, *short]}
    weak_distinct = []
    for w in weak:
        if key(w) and key(w) not in taken:
            taken.add(key(w))
            weak_distinct.append(clean(w))
    row = {"id": id, "kind": kind, "name": clean(name), "names": "|".join(strong), "short": "|".join(short),
           "weak": "|".join(weak_distinct), "date": COLLECTED}
    row.update({k.rstrip("_"): v for k, v in more.items()})
    return row


def path(folder, name):
    return Path(folder) / name
