"""spaCy's own annotation of a text in the form of `detente parse`, and what differs between two of them."""
import collections
import difflib

FIELDS = ["text", "start", "end", "space", "lemma", "tag", "pos", "morph", "head", "dep", "ent", "ent_iob", "sent_start"]


def tokens(doc):
    """The tokens of a spaCy document as rows in the order of FIELDS."""
    return [
        [t.text, t.idx, t.idx + len(t.text), bool(t.whitespace_), t.lemma_, t.tag_, t.pos_, str(t.morph), t.head.i, t.dep_,
         t.ent_type_, t.ent_iob_, bool(t.is_sent_start)]
        for t in doc
    ]


class Tally:
    """Counts of tokens and of differences by field, with the first few of them."""

    def __init__(self, show=20):
        self.documents = self.equal_documents = self.tokens = self.equal = 0
        self.fields = collections.Counter()
        self.show = show
        self.shown = []

    def add(self, name, wanted, found):
        """Compares two lists of rows; where the tokens differ, all of spaCy's there count as different."""
        self.documents += 1
        self.tokens += len(wanted)
        if wanted == found:
            self.equal += len(wanted)
            self.equal_documents += 1
            return
        if [row[:4] for row in wanted] == [row[:4] for row in found]:
            pairs = list(zip(wanted, found))
        else:
            key = lambda row: (row[0], row[1])
            matcher = difflib.SequenceMatcher(None, [key(r) for r in wanted], [key(r) for r in found], autojunk=False)
            pairs = []
            for kind, a, b, c, d in matcher.get_opcodes():
                if kind == "equal":
                    pairs += zip(wanted[a:b], found[c:d])
                else:
                    self.fields["tokens"] += max(b - a, 1)
                    self.note(f"{name}: tokens {[r[0] for r in wanted[a:b]][:8]} became {[r[0] for r in found[c:d]][:8]}")
            # Heads are indices: they say nothing where the numbers of tokens differ before them.
            pairs = [(w, [*f[:8], w[8], *f[9:]]) for w, f in pairs]
        for index, (want, got) in enumerate(pairs):
            if want == got:
                self.equal += 1
                continue
            for field, a, b in zip(FIELDS, want, got):
                if a != b:
                    self.fields[field] += 1
                    self.note(f"{name}: token {index} {want[0]!r}: {field} {a!r} became {b!r}")

    def note(self, text):
        if len(self.shown) < self.show:
            self.shown.append(text)

    def report(self):
        share = self.equal / self.tokens if self.tokens else 1.0
        lines = [*self.shown, f"documents {self.documents}, equal {self.equal_documents}",
                 f"tokens {self.tokens}, equal in every field {self.equal} ({100 * share:.4f} %)"]
        lines += [f"  {field}: {count} differ" for field, count in sorted(self.fields.items())]
        return "\n".join(lines)
