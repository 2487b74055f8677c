#!/usr/bin/env python3
"""Derives the atlas tables from the open source tables.

    python3 crates/atlas/data/build.py [SOURCE_FOLDER] [--words WORD_LIST]

SOURCE_FOLDER (default ../shared/data/who beside the project) holds the 29 source tables; WORD_LIST is a list of English
words, one a line (SCOWL's small list), of which only those that collide with a name are kept. Writes derived/*.tsv;
compiled/*.tsv are kept by hand and read only.
"""
import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from derive import factions, forces, media, offices, organisations, parties, places, seats, words  # noqa: E402
from derive.people import People  # noqa: E402
from derive.states import States  # noqa: E402
from derive.table import ACTOR, write  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="?", type=Path, default=HERE.parents[3] / "shared/data/who")
    parser.add_argument("--words", type=Path)
    args = parser.parse_args()
    source, compiled, out = args.source, HERE / "compiled", HERE / "derived"
    out.mkdir(exist_ok=True)

    states = States(source, compiled)
    tables = {"states": states.actors()}
    tables["organisations"], org_ids = organisations.actors(source, states)
    tables["factions"], faction_ids = factions.actors(source, states)
    tables["institutions"], office_ids = offices.actors(source, states)
    tables["forces"] = forces.actors(source, states)
    tables["parties"] = parties.actors(source, states)
    tables["media"] = media.actors(source, states)
    tables["places"], capitals = places.actors(source, states)
    tables["seats"], stands_for = seats.actors(source, states, org_ids, office_ids, faction_ids)
    people = People(source, compiled, states, org_ids, faction_ids)
    tables["people"], held = people.actors()

    seen = {}
    for name, rows in tables.items():
        rows.sort(key=lambda r: r["id"])
        kept = []
        for r in rows:
            if r["id"] not in seen:
                seen[r["id"]] = name
                kept.append(r)
        write(out / f"{name}.tsv", ACTOR, kept)
        print(f"{name:14} {len(kept):6}")
    write(out / "demonyms.tsv", ["state", "form", "use", "strength", "source", "date"], states.demonym_rows())
    write(out / "capitals.tsv", ["place", "state", "names", "source", "date"], [c for c in capitals if c["place"] in seen and c["state"] in seen])
    write(out / "stands_for.tsv", ["seat", "actor", "source", "date"], [s for s in stands_for if s["actor"] in seen])
    write(out / "offices.tsv", ["person", "role", "title", "of", "from", "to", "source", "date"], held)
    write(out / "members.tsv", ["member", "of", "status", "from", "to", "source", "date"],
          [m for m in organisations.members(source, states, org_ids) if m["member"] in seen and m["of"] in seen])
    if args.words:
        words.collisions(args.words, out)


if __name__ == "__main__":
    main()
