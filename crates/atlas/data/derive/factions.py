"""Armed groups, factions, rival and fallen governments, de-facto states, disputed territories.

In: rival_and_contested.tsv, armed_groups_ucdp.tsv (active since 1990), designated_us_fto.tsv,
terrorist_groups_factbook.tsv, institutions.tsv (armed groups). Out: rows of factions.tsv; a group found in several
tables is one row, joined by any shared name.
"""
import re

from derive.notes import without_notes
from derive.table import actor, clean, is_acronym, key, read, slug, split

PLACES = ("territory", "disputed", "planned route", "special administrative")
GOVERNMENTS = ("government", "head of state", "parliament", "chamber", "administration", "autonomous", "entity of a state", "exile")
# Held by the tables of states and organisations.
ELSEWHERE = {"TAIWAN", "PALESTINE", "KOSOVO", "HOLY-SEE", "ALLIANCE-OF-SAHEL-STATES", "HONG-KONG", "GIBRALTAR", "FALKLAND-ISLANDS",
             "NEW-CALEDONIA", "WEST-BANK", "LIBYA-S-RIVAL-CHIEFS-OF-THE-EASTERN-FORC"}
# Governments that are the state for the time being: their side is the state.
SIDE_IS_STATE = {"SYRIAN-TRANSITIONAL-GOVERNMENT", "SYRIAN-CARETAKER-GOVERNMENT", "SUDANESE-ARMED-FORCES-GOVERNMENT",
                 "STATE-ADMINISTRATION-COUNCIL", "ACTING-GOVERNMENT-OF-DELCY-RODRIGUEZ", "MADURO-GOVERNMENT"}
# Names that mean several things, or mean the group only where the text has named it.
LOOSE = {"presidential council", "presidency council", "state council", "eastern government", "parallel government", "sovereign council",
         "aden government", "yemeni government", "sanaa government", "government in exile", "military regime", "damascus government",
         "syrian authorities", "hargeisa", "pristina", "tatmadaw", "myanmar military", "sudanese army", "saf", "kabul", "erbil",
         "banja luka", "taipei", "tiraspol", "sukhumi", "stepanakert", "dharamshala", "wagner", "amal", "party of god", "patriots",
         "opposition interim government", "national resistance", "islamic jihad", "house of representatives", "joint forces", "rada",
         "white army", "shene", "sevastopol", "libyan parliament", "southern provinces", "bolivarian government", "eastern parliament"}
CAPITALS_OF = {"hargeisa", "tiraspol", "sukhumi", "stepanakert", "tskhinvali"}
KEEP_SHORT = {"IS", "AQ"}
COUNTRY_WORDS = re.compile(r"Government of |government of ", re.I)


def prefix_of(kind, id):
    """Class of the id, and kind."""
    # A part of a state with a government of its own; never the whole state's.
    if kind.startswith("autonomous ") or kind in ("regional administration", "entity of a state"):
        return "region", "government"
    if any(kind.startswith(p) or p in kind for p in PLACES) and "government" not in kind:
        return "place", "place"
    if "de facto state" in kind or "recognised state" in kind or "separatist" in kind or "proclaimed state" in kind:
        return "faction", "faction"
    if "private military" in kind or "criminal" in kind or "armed" in kind or "gang" in kind or "militia" in kind:
        return "armed-group", "faction"
    if "movement" in kind or "alliance" in kind:
        return "faction", "faction"
    if any(g in kind for g in GOVERNMENTS):
        return "government", "government"
    return "faction", "faction"


class Groups:
    """Rows joined by shared names within a country."""

    def __init__(self):
        self.rows, self.by_name, self.ids = [], {}, set()

    def find(self, names, country):
        for n in names:
            if is_acronym(n) and len(n) < 4:
                if country and len(n) == 3 and self.by_name.get((key(n), country)) is not None:
                    return self.by_name[(key(n), country)]
                continue
            hit = self.by_name.get((key(n), country)) or (self.by_name.get(key(n)) if len(key(n)) > 8 else None)
            if hit is not None:
                return hit
        return None

    def add(self, row, names, country):
        self.rows.append(row)
        for n in names:
            self.by_name.setdefault((key(n), country), row)
            self.by_name.setdefault(key(n), row)

    def extend(self, row, names, weak, country):
        """Adds the names that the row does not have yet."""
        have = {key(n) for n in [row["name"], *split(row["names"]), *split(row["short"]), *split(row["weak"])]}
        for n, loose in [*((n, False) for n in names), *((n, True) for n in weak)]:
            if key(n) and key(n) not in have:
                have.add(key(n))
                column = "weak" if loose or len(n) < 3 else "short" if is_acronym(n) else "names"
                row[column] = "|".join([*split(row[column]), clean(n)])
                self.by_name.setdefault((key(n), country), row)


def sorted_aliases(aliases):
    names, weak = [], []
    for a in aliases:
        plain, note = without_notes(a)
        loose = note or key(plain) in LOOSE or (plain[0].islower() and not plain.startswith(("al-", "al ", "internationally", "forces loyal"))) \
            or (is_acronym(plain) and len(plain) <= 2 and plain not in KEEP_SHORT)
        if key(plain) in CAPITALS_OF:
            continue
        (weak if loose else names).append(plain)
    return names, weak


def actors(source, states):
    groups, ids = Groups(), {}
    for r in read(source / "rival_and_contested.tsv"):
        if r["id"] in ELSEWHERE:
            continue
        prefix, kind = prefix_of(r["kind"], r["id"])
        name, noted = without_notes(r["name"].split(" / ")[0])
        if r["id"] == "POLISARIO":
            name = "Polisario Front"
        names, weak = sorted_aliases([*split(r["aliases"]), r["name"]])
        if noted:
            weak = [w for w in weak if key(w) != key(name)]
        base = slug(r["name"] if noted and prefix in ("government", "region") else name)
        id = f"{prefix}:{base}" if prefix != "place" else f"place:{base}"
        ids[r["id"]] = id
        of_state = r["id"] in SIDE_IS_STATE or r["kind"] == "military government" or prefix == "place"
        side = states.id.get(r["country"], "") if of_state else "self"
        row = actor(id, kind, name, names, weak, country=states.iso3.get(r["country"], ""), side=side,
                    part_of=states.id.get(r["country"], ""), from_=r["from"] if prefix != "place" else "", to=r["to"], rank=800,
                    source="compiled")
        groups.add(row, [name, r["name"], *names, *weak], r["country"])
    for r in read(source / "institutions.tsv"):
        if r["kind"] in ("armed_group", "militia", "political"):
            names, weak = sorted_aliases(split(r["aliases"]))
            found = groups.find([r["name"], *names], r["state"])
            if found:
                groups.extend(found, [r["name"], *names], weak, r["state"])
                continue
            prefix = "faction" if r["kind"] == "political" else "armed-group"
            name, _ = without_notes(r["name"])
            row = actor(f"{prefix}:{slug(r['name'])}", "faction", name, [r["name"], *names], weak,
                        country=states.iso3[r["state"]], side="self", part_of=states.id[r["state"]], rank=700, source="compiled")
            groups.add(row, [r["name"], name, *names], r["state"])
    by_country = {states.name[c].lower(): c for c in states.name}
    by_country.update({"myanmar (burma)": "MM", "dr congo (zaire)": "CD", "united states of america": "US", "russia (soviet union)": "RU",
                       "yemen (north yemen)": "YE", "cambodia (kampuchea)": "KH", "bosnia-herzegovina": "BA", "serbia (yugoslavia)": "RS",
                       "ivory coast": "CI", "north macedonia": "MK", "madagascar (malagasy)": "MG", "zimbabwe (rhodesia)": "ZW",
                       "democratic republic of congo": "CD", "congo": "CG", "united kingdom": "GB"})
    for r in read(source / "designated_us_fto.tsv"):
        names, weak = sorted_aliases(split(r["aliases"]))
        found = groups.find([r["name"], *names], r["state"])
        if found:
            groups.extend(found, [r["name"], *names], weak, r["state"])
            continue
        name, _ = without_notes(r["name"])
        row = actor(f"armed-group:{slug(name)}", "faction", name, names, weak, country=states.iso3.get(r["state"], ""), side="self",
                    part_of=states.id.get(r["state"], ""), rank=500, source="compiled")
        groups.add(row, [name, *names], r["state"])
    for r in read(source / "terrorist_groups_factbook.tsv"):
        name = clean(re.sub(r"\(.*?\)", "", r["name"]))
        code = split(r["active_in"])[0] if len(split(r["active_in"])) == 1 else ""
        short = [s for s in split(r["abbreviations"])]
        found = next((g for c in split(r["active_in"]) if (g := groups.find([name, *short], c)) is not None), None) or groups.by_name.get(key(name))
        if found:
            groups.extend(found, [name], short, code)
            continue
        row = actor(f"armed-group:{slug(name)}", "faction", name, [s for s in short if len(s) > 3], [s for s in short if len(s) <= 3],
                    country=states.iso3.get(code, ""), side="self", part_of=states.id.get(code, ""), rank=300, source="factbook")
        groups.add(row, [name, *short], code)
    for r in read(source / "armed_groups_ucdp.tsv"):
        if r["last_active_year_state_based"] and int(r["last_active_year_state_based"]) < 1990:
            continue
        if r["organisation"].startswith("communal") or re.match(r"Government of|Military faction|Forces of|.*supporters", r["name"]):
            continue
        where = re.split(r"[;,|]", r["locations"])[0].strip()
        code = by_country.get(where.lower(), "")
        english = split(r["full_english"]) or []
        name = clean(english[0]) if english and len(english[0]) < 70 and not english[0].isupper() else clean(r["name"])
        name = clean(re.sub(r"\(.*?\)", "", name)) or clean(r["name"])
        names, weak = [], []
        for n in [r["name"], *split(r["short_or_original"]), *english, *split(r["full_own_language"]), *split(r["later_name"]),
                  *split(r["later_full_english"])]:
            n = clean(re.sub(r"\(.*?\)", "", n))
            if len(n) < 3 or len(n) > 80:
                continue
            single = " " not in n and not is_acronym(n)
            (weak if (is_acronym(n) and len(n) <= 3) or single and len(n) < 7 else names).append(n)
        if " - " in r["name"]:
            names = [n for n in names if " - " in n or len(n) > 20]
        if not code and not r["opponents_state_based"] and not r["last_active_year_state_based"]:
            pass
        found = groups.find([name, *names], code)
        if found:
            groups.extend(found, names, weak, code)
            continue
        if " " not in name and not is_acronym(name) and len(name) < 6 and not r["last_active_year_state_based"]:
            continue
        id = f"armed-group:{slug(name)}"
        if any(x["id"] == id for x in groups.rows):
            id = f"{id}-{(states.iso3.get(code) or str(r['ucdp_actor_id'])).lower()}"
            if any(x["id"] == id for x in groups.rows):
                id = f"armed-group:{slug(name)}-{r['ucdp_actor_id']}"
        last = r["last_active_year_state_based"]
        row = actor(id, "faction", name, names, weak, country=states.iso3.get(code, ""), side="self", part_of=states.id.get(code, ""),
                    from_=r["first_active_year_state_based"], rank=200 if last and int(last) >= 2010 else 100, source="ucdp")
        groups.add(row, [name, *names], code)
    return groups.rows, ids
