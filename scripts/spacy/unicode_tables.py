#!/usr/bin/env python3
"""Writes crates/language/src/unicode_ranges.rs: Python's own answers to isalpha, isdigit, isdecimal, isalnum and isupper.

spaCy asks these of every character; Rust's `char` asks a different standard, so the answers are kept as ranges.
Run with the Python that the goldens were made with:  python3 scripts/spacy/unicode_tables.py
"""
import pathlib
import sys
import unicodedata

OUT = pathlib.Path(__file__).resolve().parents[2] / "crates/language/src/unicode_ranges.rs"


def ranges(holds):
    out = []
    for code in range(0x110000):
        if 0xD800 <= code < 0xE000 or not holds(chr(code)):
            continue
        if out and out[-1][1] == code - 1:
            out[-1][1] = code
        else:
            out.append([code, code])
    return out


def table(name, doc, holds):
    found = ranges(holds)
    lines = [f"/// {doc}", f"pub(crate) static {name}: &[(u32, u32)] = &["]
    lines += [f"    (0x{low:X}, 0x{high:X})," for low, high in found]
    return "\n".join(lines + ["];\n"])


def main():
    head = f"""//! Ranges of code points by what Python says of them; written by `scripts/spacy/unicode_tables.py`.
//!
//! Python {sys.version_info.major}.{sys.version_info.minor}, Unicode {unicodedata.unidata_version}. Each table is sorted and its ranges do not touch.
//! Do not edit by hand.

"""
    OUT.write_text(head + "\n".join([
        table("ALPHA", "`str.isalpha`.", str.isalpha),
        table("DIGIT", "`str.isdigit`.", str.isdigit),
        table("DECIMAL", r"`str.isdecimal`, the `\\d` of Python's `re`.", str.isdecimal),
        table("WORD", r"`str.isalnum`; with the underscore the `\\w` of Python's `re`.", str.isalnum),
        table("LOWERED", "What `str.lower` changes, taken alone.", lambda c: c.lower() != c),
        table("UPPER", "`str.isupper` of one letter.", lambda c: c.isalpha() and c.isupper()),
    ]))


if __name__ == "__main__":
    main()
