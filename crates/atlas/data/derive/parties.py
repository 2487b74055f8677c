"""Political parties. In: parties.tsv, institutions.tsv (kind party). Out: rows of parties.tsv; short forms are weak."""
import re

from derive.notes import without_notes
from derive.table import actor, clean, key, read, slug, split

LOOSE = {"national party", "people s party", "peoples party", "democratic party", "republican party", "labour party", "labor party", "the left",
         "independent", "independents", "unity", "others", "liberal party", "conservative party", "green party", "socialist party",
         "communist party", "nationalist party", "freedom party", "justice party", "reform party", "progressive party"}


def actors(source, states):
    rows, index = [], {}
    for r in read(source / "institutions.tsv"):
        if r["kind"] in ("party", "party_organ"):
            name, noted = without_notes(r["name"])
            id = f"party:{slug(name)}-{states.iso3[r['state']].lower()}"
            names, weak = [], []
            for a in split(r["aliases"]):
                plain, note = without_notes(a)
                (weak if note or len(plain) <= 2 else names).append(plain)
            index[(r["state"], key(name))] = id
            rows.append(actor(id, "party", name, names, weak, country=states.iso3[r["state"]], part_of="", rank=500, source="compiled"))
    for r in read(source / "parties.tsv"):
        name = clean(re.sub(r"\(.*?\)", "", r["name"])).strip(" ;,.")
        name = re.split(r"; note| - |;", name)[0].strip(" ;,.")
        if key(name) in ("other", "others", "none", "independent", "independents") or len(name) > 80 or name[:1].islower() or re.search(r"parties$|parties |political part", name):
            continue
        if r["state"] not in states.id or len(name) < 4 or (r["state"], key(name)) in index:
            continue
        id = f"party:{slug(name)}-{states.iso3[r['state']].lower()}"
        index[(r["state"], key(name))] = id
        short = [s for s in split(r["short_forms"]) if len(s) <= 40]
        weak = [s for s in short if s]
        loose = len(key(name).split()) == 1 or key(name) in LOOSE
        row = actor(id, "party", name, [], weak, country=states.iso3[r["state"]], rank=100 + states.rank(r["state"]) // 5, source="factbook")
        if loose:
            row["weak"] = "|".join([name, *split(row["weak"])])
        rows.append(row)
    return rows
