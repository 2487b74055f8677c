"""International organisations and who belongs to them.

In: igos.tsv, igo_members.tsv, igo_members_dated.tsv. Out: rows of organisations.tsv and members.tsv.
"""
from derive.notes import without_notes
from derive.table import COLLECTED, actor, is_acronym, key, read, slug, split

# Nouns that stand for an organisation only where the text has named it before.
LOOSE = {"brussels", "the bloc", "world body", "the alliance", "the fund", "the commission", "commission", "eu leaders", "meps", "davos",
         "global coalition", "amnesty", "commonwealth", "entente", "quad", "the quad", "un experts", "eu ministers", "continental bloc",
         "european bloc", "regional bloc", "nuclear watchdog", "un chief", "union state", "council of europe pace", "group of experts",
         "world court", "pan arab body", "oil cartel"}
STRONG_SHORT = {"UN", "EU", "AU", "G7", "G20", "G8", "U.N.", "E.U.", "A.U.", "G-7", "G-20"}


def actors(source, states):
    """Rows, and the map from the source's ids to ours."""
    rows, ids = [], {}
    for r in read(source / "igos.tsv"):
        name, _ = without_notes(r["name"])
        ids[r["id"]] = "organisation:" + slug(name)
    for r in read(source / "igos.tsv"):
        name, noted = without_notes(r["name"])
        names, weak = [r["name"]] if noted else [], []
        for alias in split(r["aliases"]):
            plain, note = without_notes(alias)
            former = "(predecessor)" in alias and is_acronym(plain) and len(plain) > 3
            loose = note and not former or key(plain) in LOOSE or plain[0].islower() or (is_acronym(plain) and len(key(plain).replace(" ", "")) <= 2
                                                                         and plain not in STRONG_SHORT)
            (weak if loose else names).append(plain)
        rank = 900 if r["id"] in ("UN", "EU", "NATO", "AU", "UNSC") else 600 if r["kind"] in (
            "regional union", "universal", "military alliance", "UN agency", "EU organ", "regional", "UN mission") else 400
        rows.append(actor(ids[r["id"]], "organisation", name, names, weak, rank=rank, part_of=ids.get(r["parent"], ""),
                          from_=r["founded"], to=r["ended"], source="compiled"))
    return rows, ids


def members(source, states, ids):
    """member, organisation, status, from, to; the dated table overrides the undated one."""
    by_code = {r["factbook_code"]: ids[r["id"]] for r in read(source / "igos.tsv") if r["factbook_code"]}
    out, dated = [], set()
    for r in read(source / "igo_members_dated.tsv"):
        if r["igo"] in ids and r["state"] in states.id:
            member, of = states.id[r["state"]], ids[r["igo"]]
            dated.add((member, of))
            out.append({"member": member, "of": of, "status": r["status"], "from": r["from"], "to": r["to"],
                        "source": "compiled", "date": COLLECTED})
    for r in read(source / "igo_members.tsv"):
        member, of = states.id.get(r["state"]), by_code.get(r["igo"])
        if member and of and (member, of) not in dated:
            out.append({"member": member, "of": of, "status": r["status"], "source": "factbook", "date": "2026-01-22"})
    seen, distinct = set(), []
    for m in sorted(out, key=lambda m: (m["of"], m["member"], m.get("from") or "", m["status"])):
        k = (m["of"], m["member"], m.get("from"), m["status"])
        if k not in seen:
            seen.add(k)
            distinct.append(m)
    return distinct
