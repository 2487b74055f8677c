#!/usr/bin/env python3
"""How long the pages of a ledger take, from start to end of the program.

    pages.py LEDGER [--detente PROGRAM] [--runs N]

Asks show, pair, incident, brief and search of a ledger, for actors drawn by how often they occur, and prints the median and the 95th
percentile in milliseconds, by the clock and of CPU (user and system: what counts where others use the machine as well). Standard
library only; the ledger is not changed.
"""
import argparse, os, random, sqlite3, subprocess, time


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("ledger")
    ap.add_argument("--detente", default="target/release/detente")
    ap.add_argument("--runs", type=int, default=100)
    args = ap.parse_args()
    db = sqlite3.connect(f"file:{args.ledger}?mode=ro", uri=True)
    draw = random.Random(1)
    one = lambda sql, *values: db.execute(sql, values).fetchone()
    claims = one("SELECT max(id) FROM claims")[0]

    def sides():
        """Two sides that have to do with each other."""
        while True:
            rows = db.execute(
                "SELECT d.a, d.b FROM incident_claims i JOIN first_dyads d ON d.incident = i.incident WHERE i.claim >= ? LIMIT 1",
                (draw.randint(1, claims),))
            row = rows.fetchone()
            if row:
                return [one("SELECT key FROM actors WHERE id = ?", n)[0] for n in row]

    def incident():
        row = one("SELECT incident FROM incident_claims WHERE claim >= ? AND recorded_to IS NULL LIMIT 1", draw.randint(1, claims))
        return f"{row[0] & (1 << 64) - 1:016x}"

    heavy = [r[0] for r in db.execute(
        "SELECT k.key FROM parties p JOIN actors k ON k.id = p.actor GROUP BY p.actor ORDER BY count(*) DESC LIMIT 20")]
    names = [r[0] for r in db.execute("SELECT name FROM actor_names LIMIT 5000")]
    asked = {
        "show": lambda: ["show", draw.choice(heavy) if draw.random() < 0.5 else sides()[0]],
        "pair": lambda: ["pair", *(draw.sample(heavy, 2) if draw.random() < 0.5 else sides())],
        "incident": lambda: ["incident", incident()],
        "brief": lambda: ["brief"] if draw.random() < 0.5 else ["brief", "--about", draw.choice(heavy)],
        "search": lambda: ["search", draw.choice(draw.choice(names).split())],
    }
    print(f"{claims} claims; {args.runs} runs of each")
    for page, ask in asked.items():
        took, used = [], []
        for _ in range(args.runs):
            command = [args.detente, *ask(), "--ledger", args.ledger, "--format", "json"]
            start = time.perf_counter()
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, _, use = os.wait4(child.pid, 0)
            child.returncode = 0
            took.append(1000 * (time.perf_counter() - start))
            used.append(1000 * (use.ru_utime + use.ru_stime))
        of = lambda times, share: sorted(times)[int(len(times) * share)]
        print(f"{page:9} median {of(took, .5):7.1f} ms   95th percentile {of(took, .95):7.1f} ms   "
              f"CPU median {of(used, .5):7.1f} ms   95th percentile {of(used, .95):7.1f} ms", flush=True)


if __name__ == "__main__":
    main()
