"""Armed forces and services of states by their own names.

In: armed_forces.tsv, institutions.tsv (armed_forces, coast guards, border forces). Out: rows of forces.tsv. A force
that is a plain branch of its state (army, navy, …) takes the id of the pattern, `military:STATE-BRANCH`, so that
"Pakistan Army" and "the Pakistani army" are one.
"""
import re

from derive.notes import without_notes
from derive.table import actor, clean, is_acronym, key, read, slug, split

BRANCHES = [
    ("armed-forces", r"^(.*\b)?(armed forces|defen[cs]e forces?|self-defense forces|military forces|military|defense force|national army|"
                     r"people's army|bundeswehr|peace force)$|^(united states|royal|bolivarian)?.*armed forces.*|^people's liberation army$"
                     r"|^korean people's army.*$"),
    ("army", r"\b(army|land forces?|ground forces?|land force command)\b"),
    ("navy", r"\b(navy|naval forces?|maritime force|naval force)\b"),
    ("air-force", r"\b(air forces?|aerospace forces?|air and air defen[cs]e forces?|aviation)\b"),
    ("marines", r"\bmarines?\b"),
    ("coast-guard", r"\bcoast ?guard\b"),
    ("national-guard", r"\bnational guard\b"),
    ("border-guard", r"\b(border (guards?|police|service|troops|security forces?)|frontier)\b"),
    ("gendarmerie", r"\b(gendarmerie|carabiniers?)\b"),
    ("presidential-guard", r"\b(presidential|republican|royal) guard\b"),
    ("special-forces", r"\bspecial (operations )?forces?\b"),
    ("police", r"\bpolice\b"),
]
GENERIC = {"army", "navy", "air force", "ground forces", "land forces", "naval forces", "air forces", "coast guard", "national guard",
           "armed forces", "border guards", "police", "national police", "gendarmerie", "special forces", "republican guard",
           "presidential guard", "ground force", "marines", "marine corps", "border police", "national gendarmerie", "army command",
           "special operations forces", "air and air defense forces", "national army", "land force", "naval force"}
LOOSE = {"central command", "africa command", "marines", "fifth fleet", "sixth fleet", "seventh fleet", "azov", "barkhane", "joint chiefs of staff",
         "ghq", "national army", "border guards"}
# Forces that are actors of their own in the table of factions.
ELSEWHERE = {"rapid support forces", "syrian arab army"}


def branch_of(name, umbrella):
    low = key(name).replace(" s ", "'s ")
    for branch, pattern in BRANCHES:
        if branch == "armed-forces" and not umbrella:
            continue
        if re.search(pattern, clean(name).lower() if branch == "armed-forces" else low):
            return branch
    return None


def actors(source, states):
    rows, by_id = [], {}

    def add(code, name, names, weak, branch, rank, origin, part_of=""):
        state = states.id[code]
        base = state.split(":")[1]
        generic = key(name) in GENERIC
        id = f"{'agency' if branch == 'police' else 'military'}:{base}-{branch}" if branch else f"military:{slug(name)}"
        known = by_id.get(id)
        same = known and key(name) in {key(n) for n in [known["name"], *split(known["names"])]}
        if branch and known and not same and not generic and origin == "factbook" and branch != "armed-forces":
            id = f"military:{slug(name)}"
        if not branch and (generic or key(name) in LOOSE):
            return
        if not branch and origin == "factbook" and id.count("-") < 3 and not any(
                w in key(name) for w in (key(states.name[code]), key(states.adjective.get(code, "?"))[:5])):
            id += "-" + states.iso3[code].lower()
            weak = [name, *names, *weak]
        own = [] if generic else [name]
        if id in by_id:
            row = by_id[id]
            have = {key(n) for n in [row["name"], *split(row["names"]), *split(row["short"]), *split(row["weak"])]}
            for n in [*own, *names]:
                if key(n) not in have:
                    have.add(key(n))
                    row["short" if is_acronym(n) else "names"] += ("|" if row["short" if is_acronym(n) else "names"] else "") + n
            for n in weak:
                if key(n) not in have:
                    have.add(key(n))
                    row["weak"] += ("|" if row["weak"] else "") + n
            return
        title = " ".join(w.capitalize() for w in (branch or "").split("-"))
        display = name if own else f"{states.adjective.get(code, states.name[code])} {title}"
        kind = "government" if branch == "police" else "military"
        row = actor(id, kind, display, names, weak, country=states.iso3[code], part_of=part_of or state, rank=rank, source=origin)
        by_id[id] = row
        rows.append(row)

    for r in read(source / "institutions.tsv"):
        if r["kind"] in ("armed_forces", "coast_guard", "security_forces", "interior_forces", "military_organ", "police"):
            name, noted = without_notes(r["name"])
            if key(name) in ELSEWHERE:
                continue
            branch = branch_of(name, r["kind"] == "armed_forces")
            names, weak = [], []
            for a in split(r["aliases"]):
                plain, note = without_notes(a)
                low = branch_of(plain, True)
                # An alias that is the pattern of another branch belongs to that branch.
                if branch in ("armed-forces", None) and low not in (None, "armed-forces") and not is_acronym(plain):
                    continue
                (weak if note or key(plain) in LOOSE or len(plain) <= 2 else names).append(plain)
            add(r["state"], name, names, weak, branch, 700, "compiled")
    umbrellas = set()
    for r in read(source / "armed_forces.tsv"):
        if r["state"] not in states.id or not states.is_state[r["state"]] or not r["name"] or r["kind"] not in ("force", "umbrella"):
            continue
        name = clean(re.sub(r"\(.*?\)", "", r["name"])).strip(" .,;")
        if re.match(r"(the )?(ministry|department|federal ministry|office|.*ministry of|directorate|general directorate|central armed)", name, re.I) \
                or "ministry" in key(name) or key(name) in ELSEWHERE or len(name) > 70 or len(name) < 3:
            continue
        remark = r["abbreviation_or_remark"]
        names = []
        for part in re.split(r"[,;]", remark):
            part = clean(re.sub(r"^(aka|known as|also known as)\s+", "", part.strip()))
            if part and not re.match(r"(includes?|controls|special|land|law|some|subordinate|commonly|overseen|border|e\.g|under|may|or )", part) \
                    and len(part) < 60 and re.match(r"^[A-ZÀ-Ý]", part):
                names.append(part)
        names = [n for n in names if key(n) not in {key(v) for v in states.name.values()} and n not in ("USA", "US")]
        umbrella = r["kind"] == "umbrella" and r["state"] not in umbrellas
        branch = branch_of(name, umbrella)
        if branch == "armed-forces":
            umbrellas.add(r["state"])
        parent = key(r["parent"])
        if parent in ("irgc",) and branch:
            continue
        short_weak = [n for n in names if is_acronym(n) and len(n) <= 3]
        names = [n for n in names if n not in short_weak]
        add(r["state"], name, names if branch or " " in name else names, short_weak, branch, 500 if branch else 300, "factbook")
    return rows
