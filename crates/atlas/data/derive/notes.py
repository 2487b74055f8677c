"""Remarks that the source tables put in brackets after a name."""
import re


def without_notes(name):
    """(`Amal`, True) of `Amal (Lebanon)`; the flag tells that a remark was taken off."""
    bare = re.sub(r"\s*\([^)]*\)\s*", " ", name).strip()
    return (bare, bare != name) if bare else (name, False)
