"""Leaders, ministers, commanders, envoys, lawmakers: persons with dated offices.

In: leaders_recent.tsv (first), compiled/leaders.tsv of ours, leaders_factbook.tsv, us_officials.tsv. Out: rows of people.tsv and offices.tsv. Rows of
one person are joined where the name or a spelling agrees, or where state, role and first day do; nothing else joins.
"""
import re
from datetime import date

from derive.family import NOT_ALONE, family_names
from derive.office_of import office_of
from derive.table import COLLECTED, actor, is_acronym, ascii_fold, clean, key, read, slug, split

ROLES = {"igo_head": "organisation_head", "igo_other": "organisation_official", "igo_foreign": "organisation_official",
         "igo_envoy": "envoy", "former": "head_of_state", "representative_of_head_of_state": "representative",
         "deputy_head_of_government": "deputy_head", "vice_head": "vice_head", "high_representative": "envoy",
         "chief_of_staff": "official", "other": "official", "opposition": "opposition", "president": "head_of_state",
         "vice president": "vice_head", "senator": "lawmaker", "representative": "lawmaker"}
TITLES = r"^(President|King|Queen|Sheikh|Prince|Pope|General|Captain|Colonel|Ayatollah|Mullah|Senator|Field Marshal|Lord|Sir|Cardinal|Sayyed|Sayyid|Emir) "
CALENDAR = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "monday",
            "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "a", "an", "on", "in", "of", "the", "so", "no", "to", "do", "and"}
# Rows in which the source names the wrong person (the father's years under the son's name, a neighbour's president, a
# place) or the wrong day.
WRONG_NAME = {("TD", "1990-12-04"), ("RO", "2005-06-23")}
WRONG_PERSON = {("CA", "Pedro Pires"), ("AE", "Abu Zaby")}
# Offices that one person holds at a time.
ONE_HOLDER = {"head_of_state", "head_of_government", "heir"}
SUFFIX = re.compile(r",? (Jr\.?|Sr\.?|II|III|IV)$")


# Words before a name that are part of no name.
HONORIFIC = {"mian", "syed", "sayed", "seyed", "seyyed", "sayyid", "mir", "sardar", "raja", "chaudhry", "sheikh", "shaykh", "haji", "hajji", "dr", "gen", "sir",
             "dame", "prince", "princess", "king", "queen", "crown", "emir", "amir", "general", "colonel", "lt", "col", "brig", "maj", "ret", "captain",
             "admiral", "vice-admiral", "tun", "datuk", "dato", "seri", "tan", "sri", "tuanku", "mullah", "hojjat", "ayatollah", "professor", "prof", "don",
             "fieldmarshal", "flt", "capt", "shri", "begum", "daw", "thein-", "samdech", "lord", "baron", "rev", "engineer", "eng", "air", "marshal",
             "chief", "alhaji", "ratu", "monseigneur", "archbishop", "bishop", "vice", "president", "minister", "premier", "branch", "commodore",
             "designate", "lieutenant-governor", "vice-president", "president-designate", "acting", "interim", "mr", "mrs", "ms", "her", "his", "the", "and"}


def factbook_name(printed):
    """A factbook name without what stuck to it; empty if it is no single name."""
    name = re.sub(r"\(.*?\)", " ", printed).split(":")[-1]
    name = re.split(r",|;| holds| serving| also | in caretaker| since | \d| who | \bof (?=[A-Z])|-and$| and$", name)[0]
    words = name.split()
    while len(words) > 2 and words[0].lower().rstrip(".,") in HONORIFIC:
        words.pop(0)
    name = clean(" ".join(words).strip(" .,-"))
    bad = re.search(r"\d|^to |^and |referred|^Territorial|^Australia|^New Zealand|Affairs|Infrastructure|^Planning|Coprince|Department|^China |^France ", name)
    return "" if bad or len(key(name)) < 3 else name


SPANISH = {"CO", "VE", "EC", "PE", "BO", "CL", "AR", "UY", "PY", "MX", "GT", "HN", "SV", "NI", "CR", "PA", "CU", "DO", "ES"}


def short_forms(name, state, given=()):
    """`Mahinda Percy Rajapaksa` -> `Mahinda Rajapaksa`; `Mohammad Nawaz Sharif` -> `Nawaz Sharif`. Of two family names in
    Spanish the first stands: `Alejandro Toledo Manrique` -> `Alejandro Toledo`, `Carlos Saul Menem` -> `Carlos Menem`."""
    words = name.split()
    low = [key(w) for w in words]
    out = []
    if len(words) == 3 and not any(re.match(r"(al|el|bin|ibn|ben|abd|abdel|abdul|de|da|dos|von|van|di|du|la|ould|ag)$", w.split(" ")[0]) for w in low):
        if state in ("PK", "BD", "AF", "MV", "IN") and low[0] in ("mohammad", "muhammad", "mohammed", "mohamed", "md"):
            out.append(" ".join(words[1:]))
        elif state in SPANISH and low[1] not in given:
            out.append(f"{words[0]} {words[1]}")
        elif state not in ("CN", "TW", "KR", "KP", "VN", "SA", "KW", "QA", "AE", "BH", "OM", "YE", "IQ", "LY", "SO", "ET", "ER", "MM", "KH", "LA", "TH"):
            out.append(f"{words[0]} {words[-1]}")
    return out


def day(text):
    """A date of any length as a day number, or None."""
    m = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?$", text or "")
    return date(int(m[1]), int(m[2] or 7), int(m[3] or 1)).toordinal() if m else None


class People:
    def __init__(self, source, compiled, states, org_ids, faction_ids):
        self.source, self.compiled, self.states, self.org_ids, self.faction_ids = source, compiled, states, org_ids, faction_ids
        self.persons = []       # dicts: name, names, weak, country, spells, rank
        self.by_name = {}       # (country, key) -> person
        self.by_spell = {}      # (country, role) -> [(day, person)]

    def person(self, name, aliases, country, role, start):
        """The person of that name, or of that office since that day; else a new one."""
        for n in [name, *aliases]:
            found = self.by_name.get((country, key(n)))
            if found:
                return found
        if start and role in ONE_HOLDER:
            for known, person in self.by_spell.get((country, role), []):
                if abs(known - start) <= 45 and self.alike(person["name"], name):
                    return person
        person = {"name": clean(name), "names": [], "weak": [], "country": country, "spells": [], "rank": 0, "sources": [], "native": "",
                  "wikidata": ""}
        self.persons.append(person)
        return person

    @staticmethod
    def alike(a, b):
        """Whether two names of one office and day have two words that begin alike."""
        short = lambda n: {re.sub(r"[aeiouyh' -]", "", ascii_fold(w).lower())[:2] for w in re.split(r"[ -]", n) if len(w) > 2} - {""}
        return len(short(a) & short(b)) >= min(2, len(short(a)), len(short(b)))

    def add(self, name, aliases, country, role, title, of, start, end, source, rank, weak=(), native="", wikidata=""):
        person = self.person(name, aliases, country, role, day(start))
        person["names"] += [n for n in [name, *aliases]]
        person["weak"] += list(weak)
        person["rank"] = max(person["rank"], rank)
        person["native"] = person["native"] or native
        person["wikidata"] = person["wikidata"] or wikidata
        person["spells"].append({"role": role, "title": clean(title), "of": of, "from": start, "to": end, "source": source})
        if source not in person["sources"]:
            person["sources"].append(source)
        for n in [name, *aliases]:
            if len(key(n).split()) > 1:
                self.by_name.setdefault((country, key(n)), person)
        if day(start):
            self.by_spell.setdefault((country, role), []).append((day(start), person))

    def recent(self):
        home = {}
        rows = read(self.source / "leaders_recent.tsv")
        for r in rows:
            if r["state_or_org"] in self.states.id:
                home.setdefault(r["name"], r["state_or_org"])
        for r in rows:
            code = r["state_or_org"]
            of = office_of(r, self.states, self.org_ids, self.faction_ids)
            if of is None:
                continue
            country = home.get(r["name"], code)
            role = ROLES.get(r["role"], r["role"])
            single = [a for a in split(r["aliases"]) if len(key(a).split()) == 1 or key(a).startswith(("al ", "el ")) and len(key(a).split()) == 2]
            full = [a for a in split(r["aliases"]) if a not in single or is_acronym(a) and len(a) > 2]
            single = [a for a in single if a not in full]
            self.add(r["name"], full, country, role, r["title"], of, r["from"], r["to"], "compiled",
                     (850 if r["to"] else 900) + (30 if role.startswith("head_of") or re.match(r"(Leader|General Commander|Emir|President)", r["title"])
                                                  else 0),
                     weak=single, native=r["native"])

    def by_hand(self):
        for r in read(self.compiled / "leaders.tsv"):
            full = [a for a in split(r["aliases"]) if len(key(a).split()) > 1]
            single = [a for a in split(r["aliases"]) if a not in full]
            heads = r["role"].startswith("head_of") or r["role"] == "faction_leader"
            rank = (820 if r["to"] and r["to"] < "2021" else 850 if r["to"] else 890) + (30 if heads else 0)
            self.add(r["name"], full, r["iso2"], r["role"], r["title"], r["of"], r["from"], r["to"], "compiled", rank, weak=single)

    def factbook(self):
        rows = read(self.source / "leaders_factbook.tsv")
        spoken = [factbook_name(r["name"]) for r in rows if r["iso2"] in SPANISH]
        given = {key(n.split()[0]) for n in spoken if n} | {key(n.split()[1]) for n in spoken if len(n.split()) > 3} | {"gerardo", "saul", "ulises"}
        for r in rows:
            code = r["iso2"]
            name = factbook_name(r["name"])
            if code not in self.states.id or not name or not r["role"]:
                continue
            role = ROLES.get(r["role"], r["role"])
            # The head of state of a dependency is its sovereign's.
            if not self.states.is_state[code] and role in ("head_of_state", "heir", "vice_head"):
                continue
            to = r["to"] or (r["last_listed"] if r["to_basis"] == "left list" else "")
            to = to if not to or to >= (r["from"] or "")[:len(to)] else ""
            last = int((r["last_listed"] or r["from"] or "1990")[:4])
            rank = 700 if last >= 2025 else 300 + (last - 1990) * 8
            rank -= {"vice_head": 60, "deputy_head": 120, "representative": 200, "heir": 60}.get(role, 0)
            rank -= 0 if self.states.is_state[code] else 200
            if (code, r["from"]) in WRONG_NAME or (code, name) in WRONG_PERSON:
                continue
            variants = [v for v in map(factbook_name, split(r["variants"])) if v and abs(len(v) - len(name)) < 20 and self.alike(name, v)]
            variants += [f for n in [name, *variants] for f in short_forms(n, code, given)]
            family = [w for w in re.split(r"[ ]", r["name_as_printed"]) if len(w) > 2 and w.isupper() and w.title() in name]
            family = [] if key(" ".join(family)) in NOT_ALONE or len(family) > 2 else family
            self.add(name, variants, code, role, r["title"] or role.replace("_", " "), self.of_state(code, role, r["from"]), r["from"], to,
                     "factbook", rank, weak=[" ".join(family).title()] if family else [])

    def of_state(self, code, role, start):
        """Governments that are not their state's only one hold their leaders."""
        begin = start or ""
        if code == "AF" and "2004-01-26" <= begin < "2021-08-15":
            return self.faction_ids["ISLAMIC-REPUBLIC-OF-AFGHANISTAN"]
        for state, since, faction in (("AF", "2021-08-15", "ISLAMIC-EMIRATE-OF-AFGHANISTAN"), ("LY", "2021-03-01", "LY-GNU"),
                                      ("YE", "2022-04-01", "PRESIDENTIAL-LEADERSHIP-COUNCIL-YEMEN")):
            if code == state and begin >= since and role != "vice_head":
                return self.faction_ids[faction]
        return self.states.id[code]

    def american(self):
        us = self.states.id["US"]
        for r in read(self.source / "us_officials.tsv"):
            role = ROLES[r["role"]]
            of = us if role != "lawmaker" else "ministry:united-states-parliament"
            old = role != "lawmaker" and r["from"] < "1989"
            self.add(r["name"], split(r["aliases"]), "US", role, r["role"].title() if role != "lawmaker" else
                     {"senator": "Senator", "representative": "Representative"}[r["role"]], of, r["from"], r["term_ends"] if role != "lawmaker" else "",
                     "congress-legislators", 250 if old else 350 if role == "lawmaker" else 600, wikidata=r["wikidata"])

    def name_ids(self):
        """Ids from names; where two persons share one, the better known has it plain."""
        taken = set()
        for p in self.persons:
            iso3 = self.states.iso3.get(p["country"], "")
            base = slug(re.sub(r"\b[A-Z]\. ", "", p["name"])) or slug(p["name"])
            id = f"person:{base}"
            if id in taken:
                id = f"person:{base}-{(iso3 or slug(p['country'])).lower()}"
            if id in taken:
                id = f"{id}-{(p['spells'][0]['from'] or 'x')[:4]}"
            while id in taken:
                id += "-b"
            taken.add(id)
            p["id"] = id

    def actors(self):
        self.recent()
        self.by_hand()
        self.factbook()
        self.american()
        rows, held = [], []
        self.persons.sort(key=lambda p: (-p["rank"], p["country"], p["name"]))
        self.name_ids()
        merges = {r["duplicate"]: r["same_as"] for r in read(self.compiled / "merges.tsv")}
        known = {p["id"] for p in self.persons}
        for one in [one for one in merges if one not in known or merges[one] not in known]:
            print(f"merges.tsv: {one} or {merges.pop(one)} is no person any more")
        for one in merges:
            while merges[one] in merges:
                merges[one] = merges[merges[one]]
        duplicates = {}
        for p in self.persons:
            if p["id"] in merges:
                duplicates.setdefault(merges[p["id"]], []).append(p)
        for p in self.persons:
            id = p["id"]
            if id in merges:
                continue
            iso3 = self.states.iso3.get(p["country"], "")
            for other in duplicates.get(id, []):
                for k in ("names", "weak", "spells", "sources"):
                    p[k] += [v for v in other[k] if v not in p[k]]
                p["names"].append(other["name"])
                p["wikidata"] = p["wikidata"] or other["wikidata"]
            names, weak = [], list(p["weak"])
            for n in dict.fromkeys(p["names"]):
                bare = re.sub(TITLES, "", n)
                long_enough = len(key(bare).split()) > 1 or is_acronym(bare)
                (names if long_enough or n != bare else weak).append(n)
                if n != bare and long_enough:
                    names.append(bare)
                if SUFFIX.search(bare) and len(key(SUFFIX.sub("", bare)).split()) > 1:
                    names.append(SUFFIX.sub("", bare))
                squeezed = re.sub(r"(?<=\w) [A-Z]\.? (?=\w)", " ", bare)
                if squeezed != bare and len(key(squeezed).split()) > 1:
                    names.append(squeezed)
            weak += family_names(p["name"], p["country"])
            weak = [w for w in weak if len(key(w)) > 2 or p["country"] in ("CN", "KR", "KP", "TW", "HK", "VN", "MM")]
            weak = [w for w in weak if key(w) not in CALENDAR]
            names = [n for n in names if len(n) <= 60]
            row = actor(id, "person", p["name"], names, weak, country=iso3, rank=p["rank"], wikidata=p["wikidata"],
                        source=", ".join(p["sources"]))
            if len(key(p["name"]).split()) == 1:
                row["weak"] = "|".join(dict.fromkeys([p["name"], *split(row["weak"])]))
            if p["native"] and key(p["native"]) != key(p["name"]):
                row["names"] = "|".join([*split(row["names"]), p["native"]])
            rows.append(row)
            seen = set()
            for s in p["spells"]:
                k = (s["role"], s["of"], (s["from"] or "")[:7])
                if k in seen:
                    continue
                seen.add(k)
                date_ = "2026-01-22" if s["source"] == "factbook" else COLLECTED
                held.append({"person": id, **s, "date": date_})
        held.sort(key=lambda h: (h["person"], h["from"] or "", h["role"], h["of"]))
        return rows, held
