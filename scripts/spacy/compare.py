#!/usr/bin/env python3
"""Compares `detente parse` with spaCy, token by token and field by field, on any files or folders.

    python3 scripts/spacy/compare.py [--model md] [--command "..."] PATH...

Every UTF-8 file is compared, whatever its name. spaCy is the pinned one of `environment.py`. Ends with 1 if fewer than
99.99 % of the tokens are equal in every field.
"""
import argparse
import json
import pathlib
import shlex
import subprocess
import sys

import environment

BATCH = 50


def files(paths, most):
    """The UTF-8 files below the paths that are not empty, as (path, text)."""
    for path in paths:
        path = pathlib.Path(path)
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and 0 < file.stat().st_size <= most:
                try:
                    yield file, file.read_bytes().decode("utf-8")
                except (UnicodeDecodeError, OSError):
                    continue


def batches(items):
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def parse(command, paths):
    """One document a path; if some are missing, each path is tried alone, and one that fails ends the comparison."""
    run = subprocess.run([*command, *map(str, paths)], stdout=subprocess.PIPE)
    documents = [json.loads(line) for line in run.stdout.splitlines()]
    if len(documents) == len(paths):
        return documents
    if len(paths) == 1:
        sys.exit(f"{paths[0]}: {len(documents)} documents came back, exit code {run.returncode}")
    return [document for path in paths for document in parse(command, [path])]


def row(token, fields):
    """A token's values in order; the space may be given as spaCy prints it or as true and false."""
    return [bool(token[field]) if field == "space" else token[field] for field in fields]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--model", default="md", choices=environment.MODELS)
    parser.add_argument("--command", help="prints one JSON object a file, in order (default: cargo run … parse)")
    parser.add_argument("--most-bytes", type=int, default=500_000, help="leave out larger files")
    parser.add_argument("--show", type=int, default=20, help="differences to print")
    args = parser.parse_args()
    environment.enter()
    import spacy
    from annotations import FIELDS, Tally, tokens

    command = args.command or (
        f"cargo run --quiet --release --manifest-path {shlex.quote(str(environment.ROOT / 'Cargo.toml'))} -- "
        f"parse --model {args.model} --format json"
    )
    nlp = spacy.load(environment.model(args.model))
    tally = Tally(args.show)
    for batch in batches(files(args.paths, args.most_bytes)):
        for (path, text), document in zip(batch, parse(shlex.split(command), [path for path, _ in batch])):
            found = [row(token, FIELDS) for token in document["tokens"]]
            tally.add(str(path), tokens(nlp(text)), found)
    print(tally.report())
    sys.exit(0 if tally.equal >= 0.9999 * tally.tokens else 1)


if __name__ == "__main__":
    main()
