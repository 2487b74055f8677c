#!/usr/bin/env python3
"""Writes crates/language/tests/goldens/{md,sm}.jsonl.gz: spaCy's annotation of every text in crates/language/tests/texts.

    python3 scripts/spacy/goldens.py

One line a text: its name and its tokens, each the values of `annotations.FIELDS` in order. To add a text, put a UTF-8 file
among the others and run this again.
"""
import gzip
import json

import environment

TESTS = environment.ROOT / "crates/language/tests"


def main():
    environment.enter()
    import spacy
    from annotations import tokens

    for name in environment.MODELS:
        nlp = spacy.load(environment.model(name))
        lines = []
        for path in sorted((TESTS / "texts").glob("*.txt")):
            rows = tokens(nlp(path.read_bytes().decode("utf-8")))
            lines.append(json.dumps({"name": path.name, "tokens": rows}, ensure_ascii=False, separators=(",", ":")))
        out = TESTS / "goldens" / f"{name}.jsonl.gz"
        out.parent.mkdir(exist_ok=True)
        # Without time and name in its header the file is the same from run to run.
        with open(out, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
            file.write("\n".join(lines).encode("utf-8") + b"\n")
        print(f"{out}: {len(lines)} texts, spaCy {spacy.__version__}")


if __name__ == "__main__":
    main()
