"""Seats of power: buildings and streets that stand for whoever sits there.

In: seats_of_power.tsv. Out: rows of seats.tsv (kind place) and stands_for.tsv (seat -> actor).
"""
from derive.notes import without_notes
from derive.table import COLLECTED, actor, key, read, slug, split

OFFICE = {"presidency": "presidency", "head of government": "government", "parliament": "parliament", "foreign ministry": "foreign-ministry",
          "defence ministry": "defence-ministry", "foreign ministry, government": "foreign-ministry"}
# These stand for the state itself in the news: what the building says, the state says.
STATE = {"presidency", "government", "head of government", "monarchy", "leadership", "residence", "bureaucracy", "seat of government",
         "guest house", "head of state", "crown representative", "speaker"}
LOOSE = {"carthage", "ghq", "arg", "the arg", "mons", "evere", "langley", "pasteur", "west wing", "the hill", "congress", "the palace", "the castle", "state house", "presidential office",
         "national palace", "government house", "istana", "kati", "jamuna", "belem", "zarzuela", "the lodge", "number 10", "no 10", "quantico",
         "bern", "the hague", "rawalpindi", "putrajaya", "naypyidaw", "nay pyi taw", "naypyitaw", "vatican", "sefi palace", "republican palace",
         "presidential palace", "russell offices", "glass house", "the beehive", "beehive", "federal palace", "j1", "j 1", "kasbah", "cankaya", "new administrative capital",
         "abu sitta", "mid building", "first avenue", "east river", "green zone", "general command", "dahiyeh", "kirya", "victoria palace", "chancellery",
         "office of the president", "the rada", "majles", "jubilee house", "unity palace", "republican palace", "castle", "palace", "general headquarters",
         "bellevue palace", "international zone", "shape", "yarze", "yarzeh", "istana merdeka"}
# Names of other tables.
DROP = {"state department", "department of state", "department of war", "department of defense", "foreign office", "fcdo", "vatican",
        "foreign commonwealth and development office", "bern", "the hague", "hague", "putrajaya", "naypyidaw", "nay pyi taw", "naypyitaw", "rawalpindi",
        "brussels", "geneva", "verkhovna rada", "knesset", "bundestag", "ispr", "inter services public relations", "majlis", "arab league headquarters",
        "canberra", "us capitol", "ministry of foreign affairs", "prime minister s office", "congress", "gaimusho"}


def actors(source, states, org_ids, office_ids, faction_ids):
    rows, stands = [], []
    for r in read(source / "seats_of_power.tsv"):
        name, noted = without_notes(r["name"])
        code = r["state_or_org"]
        if key(name) in DROP:
            continue
        names, weak = [], []
        for a in [*split(r["aliases"]), *( [r["name"]] if noted else [])]:
            plain, note = without_notes(a)
            if key(plain) in DROP:
                continue
            (weak if note or key(plain) in LOOSE else names).append(plain)
        target = org_ids.get(code) or states.id.get(code)
        if code in states.id:
            base = states.id[code].split(":")[1]
            if r["kind"] in OFFICE and r["kind"] not in STATE:
                target = f"ministry:{base}-{OFFICE[r['kind']]}"
            elif r["kind"] == "army headquarters":
                target = {"PK": "military:pakistan-army", "LY": faction_ids["LNA"]}.get(code, f"military:{base}-armed-forces")
            elif r["stands_for"] in ("CIA", "NSA", "FSB", "ISI"):
                target = office_ids.get(key(r["stands_for"])) or next(
                    (v for k, v in office_ids.items() if isinstance(k, str) and k == {
                        "CIA": "central intelligence agency", "NSA": "national security agency", "FSB": "federal security service",
                        "ISI": "inter services intelligence"}[r["stands_for"]]), target)
            elif r["name"] == "Dahiyeh":
                target = faction_ids.get("HEZBOLLAH", target)
            elif r["name"] == "Rabouni":
                target = faction_ids.get("POLISARIO", target)
        if not target:
            continue
        id = "seat:" + slug(r["name"])
        if (noted or key(name) in LOOSE) and name not in ("Pentagon",):
            row = actor(id, "place", name, [n for n in names if key(n) != key(name)], [], country=states.iso3.get(code, ""),
                        part_of=target if code in org_ids else states.id.get(code, ""), rank=500, source="compiled")
            row["weak"] = "|".join(dict.fromkeys([name, *weak]))
        else:
            row = actor(id, "place", name, names, weak, country=states.iso3.get(code, ""),
                        part_of=states.id.get(code, "") or target, rank=700, source="compiled")
        rows.append(row)
        stands.append({"seat": id, "actor": target, "source": "compiled", "date": COLLECTED})
    return rows, stands
