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
    """The readable UTF-8 files below the paths, as (path, text)."""
    for path in paths:
        path = pathlib.Path(path)
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.stat().st_size <= most:
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
        run = subprocess.run([*shlex.split(command), *(str(path) for path, _ in batch)], stdout=subprocess.PIPE, check=True)
        documents = [json.loads(line) for line in run.stdout.splitlines()]
        if len(documents) != len(batch):
            sys.exit(f"{len(batch)} files, but {len(documents)} documents came back")
        for (path, text), document in zip(batch, documents):
            found = [[token[field] for field in FIELDS] for token in document["tokens"]]
            tally.add(str(path), tokens(nlp(text)), found)
    print(tally.report())
    sys.exit(0 if tally.equal >= 0.9999 * tally.tokens else 1)


if __name__ == "__main__":
    main()
