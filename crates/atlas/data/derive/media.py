"""News agencies, papers, broadcasters. In: media.tsv. Out: rows of media.tsv."""
from derive.notes import without_notes
from derive.table import actor, is_acronym, key, read, slug, split

# Well-known enough to be meant by a short form without more.
KNOWN = {"AFP", "AP", "BBC", "CNN", "DPA", "TASS", "RIA", "WAM", "SPA", "SANA", "IRNA", "KCNA", "ANSA", "EFE", "APA", "CBS", "NBC", "ABC",
         "NYT", "WSJ", "TRT", "NPR", "RT", "MENA", "NHK", "PTI", "ANI", "CCTV", "CGTN", "FT"}


def actors(source, states):
    rows, taken = [], set()
    for r in read(source / "media.tsv"):
        name, _ = without_notes(r["name"])
        id = "media:" + slug(name)
        if id in taken:
            id += "-" + (states.iso3.get(r["state"], "") or "int").lower()
        taken.add(id)
        names, weak = [], []
        for alias in split(r["aliases"]):
            plain, note = without_notes(alias)
            short = is_acronym(plain) and plain not in KNOWN and len(plain) <= 3
            (weak if note or short or (len(key(plain).split()) == 1 and len(plain) <= 5 and not is_acronym(plain)) else names).append(plain)
        rank = 800 if not r["state"] and r["kind"] == "agency" else 600 if "agency" in r["kind"] else 450 if "broadcaster" in r["kind"] else 300
        rows.append(actor(id, "media", name, names, weak, country=states.iso3.get(r["state"], ""), rank=rank, source="compiled"))
    return rows
