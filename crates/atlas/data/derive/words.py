"""Which names are English words. In: a list of English words. Out: words.tsv, the words that occur in a name.

A name that is a word ("Turkey", "Nice", "March") is taken only where the text writes it with a capital; a small place
or family name that is one is weak.
"""
from derive.table import key, read, split, write


def collisions(word_list, out):
    words = {w for w in word_list.read_text(encoding="utf-8").split() if w.islower() and "'" not in w}
    found = set()
    for table in sorted(out.glob("*.tsv")):
        if table.name in ("offices.tsv", "members.tsv", "capitals.tsv", "stands_for.tsv", "words.tsv"):
            continue
        for r in read(table):
            for name in [r.get("name"), r.get("form"), *split(r.get("names")), *split(r.get("short")), *split(r.get("weak"))]:
                for part in key(name or "").split():
                    if part in words:
                        found.add(part)
    write(out / "words.tsv", ["word"], [{"word": w} for w in sorted(found)])
    print(f"words          {len(found):6}")
