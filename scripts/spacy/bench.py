#!/usr/bin/env python3
"""Tokens a second of spaCy and of the crate `language`: the same texts, the same batches, one core each, in turn.

    python3 scripts/spacy/bench.py [--model md] [--rounds 5] PATH...

Every measurement is a process of its own; spaCy and we take turns, so that a change in the machine's load meets both.
Prints a line a measurement and a table of the best of each: tokens a CPU second, time to open, peak resident memory.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import environment

ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def files(paths):
    for path in map(pathlib.Path, paths):
        yield from sorted(path.rglob("*.txt")) if path.is_dir() else [path]


def spacy_once(model, rounds, paths):
    """In a process of its own: one round that is not counted, then `rounds` in one batch each."""
    import resource

    import spacy

    started = time.perf_counter()
    nlp = spacy.load(environment.model(model))
    opened = time.perf_counter() - started
    texts = [pathlib.Path(path).read_bytes().decode("utf-8") for path in paths]
    list(nlp.pipe(texts))
    wall, cpu, tokens = time.perf_counter(), time.process_time(), 0
    for _ in range(rounds):
        tokens += sum(len(doc) for doc in nlp.pipe(texts))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps({"model": nlp.meta["name"], "tokens": tokens, "open_ms": opened * 1e3, "wall_s": wall, "cpu_s": cpu,
                      "tokens_per_cpu_s": tokens / cpu, "tokens_per_wall_s": tokens / wall,
                      "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))


def run(command):
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, env={**os.environ, **ONE_CORE}).stdout
    result = json.loads(out)
    print(pathlib.Path(str(command[0])).name, json.dumps(result), flush=True)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--model", default="md", choices=environment.MODELS)
    parser.add_argument("--rounds", type=int, default=5, help="rounds over all texts a measurement")
    parser.add_argument("--turns", type=int, default=3, help="measurements of each")
    parser.add_argument("--spacy-once", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    environment.enter()
    if args.spacy_once:
        return spacy_once(args.model, args.rounds, args.paths)
    cargo = ["cargo", "build", "--quiet", "--release", "--package", "detente-language", "--examples"]
    subprocess.run(cargo, cwd=environment.ROOT, check=True)
    built = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", environment.ROOT / "target")) / "release/examples"
    paths = [str(path) for path in files(args.paths)]
    with tempfile.TemporaryDirectory() as folder:
        model = pathlib.Path(folder) / "model.detente"
        subprocess.run([built / "convert", environment.model(args.model), model], check=True, stdout=sys.stderr)
        theirs, ours = [], []
        for _ in range(args.turns):
            theirs.append(run([sys.executable, __file__, "--spacy-once", "--model", args.model, "--rounds", str(args.rounds), *paths]))
            ours.append(run([built / "throughput", model, "1", str(args.rounds), *paths]))
    best = lambda results, key, pick: pick(result[key] for result in results)
    rows = [("tokens a CPU second", "tokens_per_cpu_s", max, 1), ("tokens a second", "tokens_per_wall_s", max, 1),
            ("open, ms", "open_ms", min, 1), ("peak resident memory, MB", "peak_kb", min, 1 / 1024)]
    print(f"\n| en_core_web_{args.model}, {len(paths)} texts × {args.rounds}, one core, best of {args.turns} | spaCy | detente | ratio |")
    print("|---|---:|---:|---:|")
    for name, key, pick, unit in rows:
        a, b = best(theirs, key, pick) * unit, best(ours, key, pick) * unit
        print(f"| {name} | {a:,.0f} | {b:,.0f} | {max(a, b) / min(a, b):.1f} |")


if __name__ == "__main__":
    main()
