"""States, dependencies, historical states; their capitals and demonyms.

In: states.tsv, state_names.tsv, demonyms.tsv of the source folder, compiled/states.tsv of ours (usual names,
adjectives, capitals in order of weight). Out: rows of states.tsv, demonyms.tsv, capitals.tsv, and `States`,
through which the other tables turn a two-letter code into an id, a country code, an adjective.
"""
import re

from derive.table import COLLECTED, actor, clean, key, read, slug, split

STATE_KINDS = {"state", "state in free association", "state (UN observer, contested)", "historical"}
AS_STATE = {"XK", "TW", "PS"}
NO_STATE = {"AX", "AN"}
SKIP = {"AQ", "EU", "IP", "UN", "ZZ", "ZR"}
NAME_KINDS = {"name", "official", "cldr", "cldr-short", "cldr-variant"}
# Forms of the demonym tables that are no demonyms in running text.
NOT_DEMONYM = {"congo", "occupied", "palestinian territory", "taiwan", "kosovo", "channel islander", "iran", "uk", "us", "u s", "rok",
               "rocky", "afghani", "yankee", "yanks"}


def plain(text):
    """`Baku (Baki, Baky)` -> `Baku`; `La Paz (…); Sucre …` -> `La Paz`."""
    return clean(re.split(r"[(;,/]", text or "")[0])


class States:
    """Two-letter code -> id, country code, name, adjective, prominence."""

    def __init__(self, source, compiled):
        self.hand = {r["iso2"]: r for r in read(compiled / "states.tsv")}
        self.rows = []
        for r in read(source / "states.tsv"):
            keep = r["kind"] != "subnational" and r["id"] not in SKIP and "-" not in r["id"] and not r["id"].startswith("SU-")
            if keep and r["name"] and not any(x["id"] == r["id"] for x in self.rows):
                self.rows.append(r)
        self.names = {}
        for r in read(source / "state_names.tsv"):
            if r["lang"] == "en" and r["kind"] in NAME_KINDS:
                self.names.setdefault(r["id"], []).append(re.split(r"[;(]", r["name"])[0].strip())
        self.population = {}
        for r in read(source / "places.tsv"):
            self.population[r["state"]] = self.population.get(r["state"], 0) + int(r["population"] or 0)
        self.demonyms = read(source / "demonyms.tsv")
        self.id, self.name, self.adjective, self.iso3, self.is_state = {}, {}, {}, {}, {}
        for r in self.rows:
            code, hand = r["id"], self.hand.get(r["id"], {})
            self.is_state[code] = (r["kind"] in STATE_KINDS or code in AS_STATE) and code not in NO_STATE
            name = hand.get("name") or plain(r["name"])
            self.name[code] = name
            prefix = "state" if self.is_state[code] else "territory"
            self.id[code] = f"{prefix}:{hand.get('slug') or slug(name)}"
            self.iso3[code] = r["iso3"]
        for d in self.demonyms:
            if d["part_of_speech"] == "adjective" and d["kind"] == "singular" and key(d["form"]) not in NOT_DEMONYM:
                self.adjective.setdefault(d["state"], re.split(r"[;(/]", d["form"])[0].strip())
        for code, hand in self.hand.items():
            if hand["adjective"]:
                self.adjective[code] = hand["adjective"]

    def rank(self, code):
        """0..999: the more people, the likelier meant."""
        people = max(self.population.get(code, 0), 1)
        return min(999, 400 + len(str(people)) * 60 + int(str(people)[0]) * 6)

    def actors(self):
        """Rows of states and dependencies."""
        out = []
        for r in self.rows:
            code, hand = r["id"], self.hand.get(r["id"], {})
            names = [*split(hand.get("names")), *self.names.get(code, [])]
            if r["abbreviation"]:
                names += [a.strip() for a in re.split(r" or |,", plain(r["abbreviation"]))]
            names = [n for n in names if not n.startswith("Islamic Emirate")]
            names = [n for n in names if len(key(n)) > 2 or n in ("US", "UK", "U.S.", "U.K.")]
            names = [n for n in names if not re.match(r"^[A-Z]{2}$", n) or n in ("US", "UK")]
            if code not in ("KR", "KP"):
                names = [n for n in names if key(n) != "korea"]
            if not self.is_state[code]:
                names = [n for n in names if "SAR" not in n]
            cap = self.capital_name(r)
            out.append(actor(
                self.id[code], "state" if self.is_state[code] else "place", self.name[code], names, split(hand.get("weak")),
                country=self.iso3[code], wikidata=r["wikidata"], rank=self.rank(code),
                part_of="" if self.is_state[code] else self.id.get(r["part_of"], ""),
                lat=r["capital_lat"] if cap else "", lon=r["capital_lon"] if cap else "",
                source="factbook, rigour, cldr" if not hand else "factbook, rigour, cldr, compiled"))
        return out

    def capital_name(self, r):
        hand = self.hand.get(r["id"], {})
        names = split(hand.get("capitals")) or [plain(r["capital"])]
        names = [n for n in names if n and not n.startswith(("no official", "administered"))]
        return names[0] if names else ""

    def capitals(self):
        """(code, capital names, lat, lon) of the states and dependencies that have one."""
        out = []
        for r in self.rows:
            if self.capital_name(r):
                names = split(self.hand.get(r["id"], {}).get("capitals")) or [self.capital_name(r)]
                out.append((r["id"], names, r["capital_lat"], r["capital_lon"]))
        return out

    def demonym_rows(self):
        """state, form, use (main: the usual adjective; adjective, singular, plural), strength."""
        out, seen = [], set()

        def add(code, form, use, strength, source):
            form = clean(form)
            if form and (code, form, use) not in seen and (key(form) not in NOT_DEMONYM or use == "main"):
                seen.update({(code, form, use), (code, form, "adjective" if use == "main" else use)})
                out.append({"state": self.id[code], "form": form, "use": use, "strength": strength,
                            "source": source, "date": COLLECTED})

        for code, adjective in sorted(self.adjective.items()):
            if code in self.id:
                add(code, adjective, "main", "strong", "compiled" if code in self.hand else "factbook")
        for d in self.demonyms:
            if d["state"] not in self.id or d["kind"] in ("community", "bloc", "historical"):
                continue
            if d["state"] in ("KR", "KP") and d["form"] in ("Korean", "Koreans"):
                strength = "weak"
            else:
                strength = "weak" if d["kind"] in ("regional", "ethnic", "colloquial") else "strong"
            for form in re.split(r"[;,]| or ", re.sub(r"\(.*?\)", "", d["form"])):
                use = {"adjective": "adjective"}.get(d["part_of_speech"]) or \
                    ("plural" if d["kind"] in ("plural", "collective") or form.strip().endswith("s") else "singular")
                add(d["state"], form, use, strength, d["source"])
                if use == "singular" and form.strip().endswith(("an", "i", "ian")):
                    add(d["state"], form.strip() + "s", "plural", strength, d["source"])
        of_states = {r["form"] for r in out if r["state"].startswith("state:")}
        out = [r for r in out if r["state"].startswith("state:") or r["form"] not in of_states]
        return sorted(out, key=lambda r: (r["state"], r["use"], r["form"]))
