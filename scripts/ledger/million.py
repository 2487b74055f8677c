#!/usr/bin/env python3
"""A ledger of a million claims, woven: what loading it costs, and what adding costs at three sizes.

    million.py DATA LEDGER [--detente PROGRAM] [--claims N] [--articles FOLDER]

DATA has `icews14` and `icews18`, folders of quadruples of numbers. They are imported as they are; then once more as ICEWS's own files of
twenty columns, each row under one of forty made-up publishers, so that every claim meets its like and publishers speak beside one another;
then in other years until there are N claims (a million if not said). With --articles a ledger with the quadruples of 2018 only, one with
twice as many and the whole one each get those articles and the next 10,000 rows of another set, in copies. Prints CPU seconds (user and
system), claims a CPU second, the most memory that was resident, bytes of the file a claim. Standard library only.
"""
import argparse, contextlib, datetime, os, pathlib, random, re, shutil, sqlite3, subprocess, sys, tempfile

PUBLISHERS = [f"{a} {b}" for a in ("Harbour", "Northern", "Desert", "Capital", "River", "Eastern", "Morning", "Gulf")
              for b in ("Lantern", "Courier", "Gazette", "Observer", "Signal")]
COLUMNS = ("Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,Target Sectors,"
           "Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude").split(",")


def names(path):
    rows = (line.rstrip("\n").rsplit("\t", 1) for line in open(path, encoding="utf-8") if "\t" in line)
    return {int(number): name.replace("_", " ") for name, number in rows}


def as_icews(folder, year, out, most=None):
    """The quadruples of a folder as a file of twenty columns; the number of rows."""
    entities, relations = names(folder / "entity2id.txt"), names(folder / "relation2id.txt")
    draw, first, count = random.Random(1), datetime.date(year, 1, 1), 0
    with open(out, "w", encoding="utf-8") as file:
        file.write("\t".join(COLUMNS) + "\n")
        for part in ("train.txt", "valid.txt", "test.txt"):
            for line in open(folder / part):
                subject, relation, target, hours = map(int, line.split()[:4])
                count += 1
                cells = {"Event ID": str(count), "Event Date": str(first + datetime.timedelta(days=hours // 24)),
                         "Source Name": entities[subject], "Event Text": relations[relation], "Target Name": entities[target],
                         "Publisher": draw.choice(PUBLISHERS)}
                file.write("\t".join(cells.get(name, "") for name in COLUMNS) + "\n")
                if count == most:
                    return count
    return count


def run(command, what, ledger, say=True):
    """Runs it; CPU seconds and the megabytes that were resident at most."""
    before = claims(ledger)
    child = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, use = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) > 1:
        sys.exit(f"{what}: {' '.join(map(str, command))} failed")
    cpu, memory, new = use.ru_utime + use.ru_stime, use.ru_maxrss / 1024, claims(ledger) - before
    if say:
        total = claims(ledger)
        print(f"{what:34} {new:9} claims {cpu:7.1f} s {new / cpu:8.0f} a CPU second {memory:5.0f} MB resident  "
              f"{total:9} in all, {size(ledger) / total:4.0f} bytes each", flush=True)
    return cpu, memory, new


def claims(ledger):
    if not ledger.exists():
        return 0
    # Closed at once: whoever still reads keeps the log from being written back.
    with contextlib.closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as db:
        return db.execute("SELECT count(*) FROM claims").fetchone()[0]


def size(ledger):
    return sum(f.stat().st_size for f in (ledger, ledger.with_name(ledger.name + "-wal")) if f.exists())


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("data", type=pathlib.Path)
    ap.add_argument("ledger", type=pathlib.Path)
    ap.add_argument("--detente", default="target/release/detente")
    ap.add_argument("--claims", type=int, default=1_000_000)
    ap.add_argument("--articles", type=pathlib.Path)
    args = ap.parse_args()
    at = lambda ledger: ["--ledger", ledger]
    quads = lambda ledger, folder, *more: [args.detente, "import", "icews-quads", folder, *more, *at(ledger)]
    with tempfile.TemporaryDirectory(dir=args.ledger.absolute().parent) as scratch:
        scratch = pathlib.Path(scratch)
        small, middle = (scratch / name for name in ("small.sqlite", "middle.sqlite"))
        total = [run(quads(args.ledger, args.data / "icews18"), "quadruples of 2018", args.ledger)]
        if args.articles:
            shutil.copy(args.ledger, small)
        total.append(run(quads(args.ledger, args.data / "icews14"), "quadruples of 2014", args.ledger))
        for name, year in (("icews14", 2014), ("icews18", 2018)):
            file = scratch / f"{name}-published.tsv"
            as_icews(args.data / name, year, file)
            what = f"{year} once more, by publishers"
            total.append(run([args.detente, "import", "icews", file, *at(args.ledger)], what, args.ledger))
            if args.articles and name == "icews14":
                shutil.copy(args.ledger, middle)
        year = 2011
        while claims(args.ledger) < args.claims:
            more = run(quads(args.ledger, args.data / "icews18", "--year", year), f"quadruples of 2018 as of {year}", args.ledger)
            total.append(more)
            year -= 1
        cpu, new = sum(t[0] for t in total), sum(t[2] for t in total)
        print(f"{'all':34} {new:9} claims {cpu:7.1f} s {new / cpu:8.0f} a CPU second {max(t[1] for t in total):5.0f} MB resident")
        if not args.articles:
            return
        rows = scratch / "more.tsv"
        as_icews(args.data / "icews18", 2018, rows, 10_000)
        whole = scratch / "whole.sqlite"
        shutil.copy(args.ledger, whole)
        print("adding to ledgers of three sizes: CPU seconds of the articles, of 10,000 rows that meet their like")
        for ledger in (small, middle, whole):
            held = claims(ledger)
            articles, _, told = run([args.detente, "add", args.articles, "--threads", "2", *at(ledger)], "articles", ledger, False)
            # Other ids, so that they are new: the file's rows begin at another number.
            text = re.sub(r"(?m)^(\d+)\t", lambda m: f"9{m[1]}\t", rows.read_text(encoding="utf-8"))
            rows.with_name("again.tsv").write_text(text, encoding="utf-8")
            more, _, new = run([args.detente, "import", "icews", rows.with_name("again.tsv"), *at(ledger)], "rows", ledger, False)
            print(f"{held:9} claims: {told} from articles {articles:6.1f} s, {new} from rows {more:6.1f} s", flush=True)


if __name__ == "__main__":
    main()
