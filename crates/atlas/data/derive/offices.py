"""Ministries, parliaments, services, state firms as news calls them.

In: institutions.tsv. Out: rows of institutions.tsv. What a pattern makes too ("Qatari Foreign Ministry") takes the
pattern's id, `ministry:STATE-OFFICE`.
"""
import re

from derive.notes import without_notes
from derive.table import actor, key, read, slug, split

OFFICES = {"foreign_ministry": "foreign-ministry", "defence_ministry": "defence-ministry", "interior_ministry": "interior-ministry",
           "finance_ministry": "finance-ministry", "justice_ministry": "justice-ministry", "commerce_ministry": "trade-ministry",
           "parliament": "parliament", "security_council": "national-security-council"}
AGENCIES = {"intelligence", "security", "council", "agency", "aid_agency", "spokesperson_office", "court", "ministry", "government", "fund"}
LOOSE = {"treasury", "congress", "senate", "house of representatives", "house of commons", "house of lords", "supreme court", "diet", "rada",
         "majlis", "majles", "duma", "war cabinet", "the met", "aman", "mukhabarat", "fo", "gu", "ib", "security service", "foreign office",
         "assembly of experts", "westminster", "ministry of defence", "home office", "mit", "mid", "isa", "raw", "capitol hill", "treasury department",
         "defense department", "justice department", "homeland security", "department of defense", "department of justice", "national security council",
         "department of war", "war department", "department of foreign affairs", "unification ministry"}
# Weak in the list above, yet in English-language news nearly always the American or British one.
STRONG = {"defense department", "justice department", "treasury department", "department of defense", "department of justice",
          "house of commons", "house of lords", "home office", "capitol hill", "homeland security", "unification ministry"}
# Seats of power, held by the table of seats.
SEATS = {"pentagon", "foggy bottom", "westminster", "capitol hill", "quai d'orsay", "itamaraty", "farnesina", "auswartiges amt", "ghq",
         "scotland yard", "foggy bottom", "gaimusho"}


def actors(source, states):
    rows, ids = [], {}
    for r in read(source / "institutions.tsv"):
        code, name = r["state"], without_notes(r["name"])[0]
        base = states.id[code].split(":")[1]
        if r["kind"] in OFFICES:
            id, kind = f"ministry:{base}-{OFFICES[r['kind']]}", "government"
        elif r["kind"] in AGENCIES:
            id, kind = f"agency:{slug(name)}", "government"
            if any(x["id"] == id for x in rows) or key(name) in ("national intelligence service", "security intelligence agency", "supreme court"):
                id = f"agency:{slug(name)}-{states.iso3[code].lower()}"
            if r["kind"] == "fund":
                id, kind = f"company:{slug(name)}", "company"
        elif r["kind"] == "company":
            id, kind = f"company:{slug(name)}", "company"
        else:
            continue
        if any(x["id"] == id for x in rows) and r["kind"] == "parliament":
            id = f"agency:{slug(name)}"  # a second chamber
        names, weak = [], []
        for a in split(r["aliases"]):
            plain, note = without_notes(a)
            if key(plain) in SEATS or key(plain) in {key(s) for s in SEATS}:
                continue
            loose = (note or key(plain) in LOOSE or len(plain) <= 2) and key(plain) not in STRONG
            (weak if loose else names).append(plain)
        ids[(code, r["kind"])] = id
        ids[key(name)] = id
        for n in names:
            ids.setdefault(key(n), id)
        if key(name) in LOOSE and key(name) not in STRONG or key(name) in ("congress", "ministry of defence"):
            weak.append(name)
        row = actor(id, kind, name, names, [], country=states.iso3[code], part_of=states.id[code], rank=700, source="compiled")
        taken = {key(n) for n in [*split(row["names"]), *split(row["short"])]}
        row["weak"] = "|".join(dict.fromkeys(w for w in weak if key(w) not in taken))
        if any(x["id"] == id for x in rows):
            continue
        rows.append(row)
    return rows, ids


def office_id(states, code, office):
    return f"ministry:{states.id[code].split(':')[1]}-{office}"


def is_ministry_name(name):
    return bool(re.match(r"(Federal )?Ministr", name))
