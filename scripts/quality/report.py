#!/usr/bin/env python3
"""How well the reader does on annotated articles, by set, by type and by style, as Markdown tables.

    report.py [--detente PROGRAM] [--scorer score.py] [--styles gold/styles.tsv] FOLDER…

Every FOLDER holds NAME.txt and NAME.json in the form of the shared gold set. The figures of a set are the scorer's own; a claim counts by type
where the scorer's matching pairs it with a gold claim. Styles come from a table of article and style; articles without one are left out there.
Standard library only.
"""
import argparse, importlib.util, json, subprocess, sys, tempfile
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def figures(hit, answer, gold):
    p, r = (hit / n if n else 0.0 for n in (answer, gold))
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return p, r, f1


def cells(counts):
    hit, answer, gold = counts
    p, r, f1 = figures(hit, answer, gold)
    return f"{gold} | {p:.2f} | {r:.2f} | {f1:.2f}"


def pairs_of(scorer, doc, gold, answer, text):
    found = []
    for gi, g in enumerate(gold["events"]):
        for ai, a in enumerate(answer["events"]):
            score = scorer.event_overlap(doc, g, a)
            if score:
                same = scorer.attributes_agreeing(doc, g, a)
                found.append((score + 0.01 * sum(same.values()) + 0.5 * scorer.evidence_shared(text, g, a), gi, ai))
    return scorer.greedy(found)


def add(into, key, hit, answer, gold):
    for i, n in enumerate((hit, answer, gold)):
        into[key][i] += n


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--detente", default=str(ROOT / "target/release/detente"))
    parser.add_argument("--scorer", type=Path, default=ROOT / "../shared/gold/score.py")
    parser.add_argument("--styles", type=Path, default=ROOT / "gold/styles.tsv")
    args = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", args.scorer)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    styles = {}
    if args.styles.exists():
        rows = (line.split("\t") for line in args.styles.read_text().splitlines() if line and not line.startswith("#"))
        styles = {row[0]: row[1] for row in rows}
    sets, types, ties, by_style = (defaultdict(lambda: [0, 0, 0]) for _ in range(4))
    style_ties = defaultdict(lambda: [0, 0, 0])
    attributes = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for folder in args.folders:
        with tempfile.TemporaryDirectory() as out:
            run = subprocess.run([args.detente, "read", str(folder), "--format", "json", "--out", out], capture_output=True, text=True)
            if run.returncode:
                sys.exit(run.stderr)
            for path in sorted(folder.glob("*.json")):
                gold, text = json.loads(path.read_text()), path.with_suffix(".txt").read_text()
                answer = json.loads((Path(out) / path.name).read_text())
                counts, attrs, _ = scorer.score_document(gold, answer, text)
                for what in ("event", "relation", "signed", "actor"):
                    add(sets, (folder.name, "signed tie" if what == "signed" else what), *(counts[f"{what}_{k}"] for k in ("tp", "answer", "gold")))
                for name, (right, of) in attrs.items():
                    attributes[folder.name][name][0] += right
                    attributes[folder.name][name][1] += of
                doc = scorer.Doc(gold, answer)
                matched = pairs_of(scorer, doc, gold, answer, text)
                for kind in gold["events"]:
                    add(types, kind["type"], 0, 0, 1)
                for kind in answer["events"]:
                    add(types, kind["type"], 0, 1, 0)
                for gi, _ in matched:
                    add(types, gold["events"][gi]["type"], 1, 0, 0)
                wanted = Counter(scorer.relation_keys(doc, r, True) for r in gold["relations"])
                given = Counter(scorer.relation_keys(doc, r, False) for r in answer["relations"])
                for key in wanted | given:
                    add(ties, key[0], min(wanted[key], given[key]), given[key], wanted[key])
                if style := styles.get(path.stem):
                    add(by_style, style, *(counts[f"event_{k}"] for k in ("tp", "answer", "gold")))
                    add(style_ties, style, *(counts[f"relation_{k}"] for k in ("tp", "answer", "gold")))
    print("| set | what | gold | precision | recall | F1 |\n|---|---|---|---|---|---|")
    for (folder, what), counts in sets.items():
        print(f"| {folder} | {what}s | {cells(counts)} |")
    print("\nOf the matched events, share right (number):\n")
    for folder, attrs in attributes.items():
        print(f"- {folder}: " + ", ".join(f"{n} {r / of:.2f} ({of})" for n, (r, of) in sorted(attrs.items())))
    for title, table in (("event type", types), ("relation", ties), ("style, events", by_style), ("style, relations", style_ties)):
        if table:
            print(f"\n| {title} | gold | precision | recall | F1 |\n|---|---|---|---|---|")
            for key in sorted(table, key=lambda k: -table[k][2]):
                print(f"| {key} | {cells(table[key])} |")


if __name__ == "__main__":
    main()
