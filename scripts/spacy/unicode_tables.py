#!/usr/bin/env python3
"""Writes crates/language/data/unicode.txt: what Python says of every character, as ranges of code points.

spaCy asks isalpha, isdigit and their like of every character; Rust's `char` asks a different standard, so Python's answers
are kept. Run with the Python that the goldens were made with:  python3 scripts/spacy/unicode_tables.py
"""
import pathlib
import sys
import unicodedata

OUT = pathlib.Path(__file__).resolve().parents[2] / "crates/language/data/unicode.txt"
TABLES = {
    "alpha": str.isalpha,
    "digit": str.isdigit,
    "decimal": str.isdecimal,
    "word": str.isalnum,
    "upper": lambda c: c.isalpha() and c.isupper(),
    "lowered": lambda c: c.lower() != c,
}


def ranges(holds):
    out = []
    for code in range(0x110000):
        if 0xD800 <= code < 0xE000 or not holds(chr(code)):
            continue
        if out and out[-1][1] == code - 1:
            out[-1][1] = code
        else:
            out.append([code, code])
    return " ".join(f"{low:x}-{high:x}" if low < high else f"{low:x}" for low, high in out)


def main():
    version = f"Python {sys.version_info.major}.{sys.version_info.minor}, Unicode {unicodedata.unidata_version}"
    lines = [f"# {version}; written by scripts/spacy/unicode_tables.py"]
    lines += [f"{name} {ranges(holds)}" for name, holds in TABLES.items()]
    OUT.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
