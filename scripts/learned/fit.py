#!/usr/bin/env python3
"""Fits the weights beside the code book (crates/reading/learned/*.tsv) to annotated articles, and cross-validates them.

    fit.py [--detente PROGRAM] [--scorer score.py] [--write] [--folds 5] [--blind FOLDER]… FOLDER…

Every FOLDER holds NAME.txt and NAME.json in the form of the shared gold set. `detente explain --format traits` lists for each article what the
weights look at. Four logistic regressions with an L2 penalty are fitted in turn:

arguments  for a predicate that tells of a deed: whether a side takes no part, does it, or has it done to it. Learned from the predicates that
           stand in the words which the annotation quotes for an event of that type.
triggers   whether a predicate tells of a deed of that type, with the parties that the first table gives it.
modes      in which mode it is done, for deeds that no entry tells.
choice     whether a claim is right: of the code book as it stands, of the code book with other parties, or new.

The code book was written with the articles of the FOLDERs at hand, so that its claims are more often right there than elsewhere. The choice is
therefore fitted to the --blind folders alone, for whose articles nobody wrote a rule. What is told of an article in the table was predicted
by weights that never saw it (folds keep an article whole). `--write` fits all articles and writes the tables.

Needs numpy, scipy and scikit-learn (requirements.txt).
"""
import argparse, importlib.util, json, math, random, subprocess, sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[2]
LEAST = 4          # articles' rows in which a trait must stand to get a weight
SMALL = 0.03       # a weight below this is left out of the file
# Inverse strength of the L2 penalty; half and twice gave F1 within 0.005.
PENALTY = {"arguments": 0.15, "triggers": 0.4, "choice": 0.3, "modes": 0.5}
SURE, LIKELY_DOER, LIKELY_OTHER = 0.5, 0.25, 0.35   # as in learned/arguments.rs
TOLD = 0.35                                          # as in learned/choice.rs
PARTY_BINS = [0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9]
PLAIN = "-"                                          # as in learned/modes.rs
CHANCE_BINS = [0.03, 0.06, 0.1, 0.2, 0.35, 0.5, 0.7]
RIVAL_BINS = [0.05, 0.1, 0.2, 0.4]


def bin_of(x, edges):
    return next((i for i, e in enumerate(edges) if x <= e), len(edges))


def log_odds(p):
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


class Article:
    """One article: what the weights look at, laid beside the annotation."""

    def __init__(self, scorer, gold, sample, text, blind):
        self.name, self.blind, self.sample, self.scorer = sample["id"], blind, sample, scorer
        answer = {"actors": [{"id": str(i), "name": names[0], "aliases": names[1:], "side": str(side) if side not in (None, i) else None}
                             for i, (names, side) in enumerate(sample["actors"])]}
        self.doc = scorer.Doc(gold, answer)
        self.sides = []
        for i in range(len(sample["actors"])):
            key = self.doc.key_of.get(str(i))
            self.sides.append(key if key and not gold["actors"][key].get("side") else self.doc.answer_side(str(i)))
        self.own_sides = [self.own_side(i) for i in range(len(sample["actors"]))]
        self.gold = []
        for e in gold["events"]:
            at = text.find(e["evidence"])
            self.gold.append({"type": e["type"], "mode": e["mode"] or PLAIN, "span": (at, at + len(e["evidence"])) if at >= 0 else (-1, -1),
                              "doers": scorer.gold_sides(self.doc, e["actors"]), "others": scorer.gold_sides(self.doc, e["recipients"])})
        self.triggers = sample["triggers"]
        self.by_key = {(t["span"][0], t["kind"]): i for i, t in enumerate(self.triggers)}
        self.align()

    def own_side(self, i):
        """The side by the program's own lights, as an index."""
        for _ in range(8):
            side = self.sample["actors"][i][1]
            if side is None or side == i:
                break
            i = side
        return i

    def of(self, actors):
        return {self.sides[i] for i in actors}

    def overlap(self, gold, doers, others):
        """The scorer's overlap of an event's parties, in [0, 1]."""
        ga, gr = gold["doers"], gold["others"]
        if not ga:
            return len(gr & others) / len(gr | doers | others) if gr & others else 0.0
        if gold["type"] in self.scorer.RECIPROCAL:
            return self.scorer.overlap(ga, gr, doers, others)
        if not (ga & doers) or (gr and not (gr & others)):
            return 0.0
        return len((ga | gr) & (doers | others)) / len(ga | gr | doers | others)

    def align(self):
        """Gold events laid to predicates within the words that they quote: the one of which the code book made the event, else the uppermost."""
        self.label, self.ignored = {}, set()
        made = defaultdict(list)
        for m in self.sample["made"]:
            made[(m["span"][0], m["kind"])].append(m)
        for g, gold in enumerate(self.gold):
            low, high = gold["span"]
            inside = [i for i, t in enumerate(self.triggers) if t["kind"] == gold["type"] and low <= t["span"][0] < high]

            def value(i):
                t = self.triggers[i]
                best = max([self.overlap(gold, self.of(m["actors"]), self.of(m["recipients"])) for m in made[(t["span"][0], t["kind"])]] or [0])
                return (best, t["fits"], -t["depth"], -t["span"][0])

            inside.sort(key=value, reverse=True)
            for i in inside[:1]:
                self.label.setdefault(i, g)
            self.ignored.update(inside[1:])
        # Other mentions of an event that the annotation quotes once.
        for m in self.sample["made"]:
            i = self.by_key.get((m["span"][0], m["kind"]))
            if i is None or i in self.label:
                continue
            for g, gold in enumerate(self.gold):
                if gold["type"] == m["kind"] and self.overlap(gold, self.of(m["actors"]), self.of(m["recipients"])) == 1:
                    self.label[i] = g
                    break
        self.ignored -= set(self.label)

    def parties(self, chances):
        """Doers and others, as learned/arguments.rs takes them."""
        doers = [i for i, c in enumerate(chances) if c[0] >= SURE]
        others = [i for i, c in enumerate(chances) if c[1] >= SURE and i not in doers]
        rest = [i for i in range(len(chances)) if i not in others]
        if not doers and rest:
            best = max(rest, key=lambda i: (chances[i][0], -i))
            doers = [best] if chances[best][0] > LIKELY_DOER else []
        rest = [i for i in range(len(chances)) if i not in doers]
        if not others and rest:
            best = max(rest, key=lambda i: (chances[i][1], -i))
            others = [best] if chances[best][1] > LIKELY_OTHER else []
        return doers, others

    def take_chances(self, all_chances):
        """Sets each candidate's parties, and the traits that tell of them (learned/triggers.rs)."""
        self.taken, self.party_traits = [], []
        for t, chances in zip(self.triggers, all_chances):
            doers, others = self.parties(chances)
            actor = lambda i: t["parties"][i]["actor"]
            self.taken.append(([actor(i) for i in doers], [actor(i) for i in others]))
            kind, bins = t["kind"], PARTY_BINS
            doer = sorted((c[0] for c in chances), reverse=True)[:2] + [0.0, 0.0]
            other = sorted((c[1] for c in chances), reverse=True)[:2] + [0.0, 0.0]
            traits = [f"doer={bin_of(doer[0], bins)}&{kind}", f"other={bin_of(other[0], bins)}&{kind}",
                      f"doer and other={bin_of(doer[0], bins)}&{bin_of(other[0], bins)}", f"second doer={bin_of(doer[1], bins)}&{kind}",
                      f"parties={min(2, len(doers))}&{min(3, len(others))}&{kind}"]
            if doers:
                traits.append(f"doer kind={t['kinds'][doers[0]]}&{kind}")
            if others:
                traits.append(f"other kind={t['kinds'][others[0]]}&{kind}")
            self.party_traits.append(traits)

    def right(self, i):
        """Whether a candidate tells of an annotated deed, with parties that the scorer takes."""
        doers, others = (self.of(x) for x in self.taken[i])
        return i in self.label and self.overlap(self.gold[self.label[i]], doers, others) > 0

    def items(self, chance):
        """What there is to choose from, as learned/choice.rs has it: (what, span start, type, doers, others, traits, chance, made index)."""
        made = self.sample["made"]
        own = lambda actors: {self.own_sides[i] for i in actors}
        by_type, by_sentence, kinds_at, best = defaultdict(list), Counter(), defaultdict(set), defaultdict(list)
        for m in made:
            by_type[m["kind"]].append(m)
            by_sentence[m["sentence"]] += 1
            kinds_at[m["span"][0]].add(m["kind"])
        for t, p in zip(self.triggers, chance):
            best[t["span"][0]].append((t["kind"], p))
        rival = lambda at, kind: max([p for k, p in best[at] if k != kind] or [0.0])
        out = []
        for n, m in enumerate(made):
            at, kind = m["span"][0], m["kind"]
            i = self.by_key.get((at, kind))
            p, agreement = (0.02, "unknown") if i is None else (chance[i], None)
            if i is not None:
                one, two = own(m["actors"] + m["recipients"]), own(self.taken[i][0] + self.taken[i][1])
                agreement = "all" if one == two else "some" if one & two else "none"
            traits = [f"kept={kind}", f"kept agreement={agreement}", f"kept chance={bin_of(p, CHANCE_BINS)}&{agreement}",
                      f"kept inferred={int(m['inferred'])}", f"kept borrowed={min(2, m['borrowed'])}", f"kept resolved={min(2, m['resolved'])}",
                      f"kept parties={int(not m['actors'])}&{int(not m['recipients'])}", f"kept rival={bin_of(rival(at, kind), RIVAL_BINS)}",
                      f"kept beside={min(4, by_sentence[m['sentence']])}"]
            out.append(("kept", at, kind, m["actors"], m["recipients"], traits, p, n))
            if agreement in ("some", "none") and self.taken[i][0]:
                traits = [f"turned={kind}", f"turned agreement={agreement}", f"turned chance={bin_of(p, CHANCE_BINS)}",
                          f"turned inferred={int(m['inferred'])}"]
                out.append(("turned", at, kind, *self.taken[i], traits, p, n))
        for i, (t, p) in enumerate(zip(self.triggers, chance)):
            at, kind = t["span"][0], t["kind"]
            doers, others = self.taken[i]
            if kind in kinds_at[at] or not doers and not others:
                continue
            sides = own(doers + others)
            alike = [(own(m["actors"] + m["recipients"]), m) for m in by_type[kind][:200]]
            here = t["sentence"]
            r = rival(at, kind)
            traits = [f"new={kind}", f"new chance={bin_of(p, CHANCE_BINS)}", f"new same={min(2, sum(s == sides for s, _ in alike))}",
                      f"new touching={min(2, sum(bool(s & sides) for s, _ in alike))}",
                      f"new alike here={min(2, sum(m['sentence'] == here for m in by_type[kind]))}",
                      f"new types here={min(2, len(kinds_at[at]))}", f"new parties={int(not doers)}&{int(not others)}",
                      f"new beside={min(4, by_sentence[here])}", f"new rival={bin_of(r, RIVAL_BINS)}", f"new rival likelier={int(r > p)}",
                      f"new fits={int(t['fits'])}"]
            out.append(("new", at, kind, doers, others, traits, p, i))
        return out

    def item_right(self, item):
        """Whether the choice should take it: right by its words, or at least by its parties."""
        what, at, kind, doers, others = item[:5]
        doers, others, best = self.of(doers), self.of(others), 0.0
        for gold in self.gold:
            if gold["type"] == kind:
                share = self.overlap(gold, doers, others)
                inside = gold["span"][0] <= at < gold["span"][1]
                best = max(best, share * (1 if inside else 0.6 if what == "kept" else 0.3))
        return best >= 0.5


class Table:
    """A logistic regression over named traits."""

    def __init__(self, rows, labels, penalty, amounts=None):
        counts = Counter(f for r in rows for f in set(r))
        self.index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= LEAST))}
        self.amounts = amounts is not None
        self.model = LogisticRegression(C=penalty, max_iter=500)
        self.model.fit(self.matrix(rows, amounts), labels)

    def matrix(self, rows, amounts=None):
        starts, columns = [0], []
        for r in rows:
            columns += [self.index[f] for f in set(r) if f in self.index]
            starts.append(len(columns))
        matrix = sparse.csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(self.index)))
        return sparse.hstack([matrix, np.array(amounts).reshape(len(rows), -1)]).tocsr() if amounts is not None else matrix

    def __call__(self, rows, amounts=None):
        return self.model.predict_proba(self.matrix(rows, amounts)) if rows else np.zeros((0, len(self.model.classes_)))

    def lines(self, extra=()):
        weights, base = self.model.coef_, self.model.intercept_
        names = sorted(self.index, key=self.index.get) + list(extra)
        yield "base\t" + "\t".join(f"{b:.4f}" for b in base)
        for name, row in sorted(zip(names, weights.T)):
            if np.abs(row).max() >= SMALL or name in extra:
                yield name + "\t" + "\t".join(f"{w:.3f}" for w in row)


ODDS = ["odds kept", "odds turned", "odds new"]


def odds_of(item):
    row = [0.0, 0.0, 0.0]
    row[["kept", "turned", "new"].index(item[0])] = log_odds(item[6])
    return row


def fit_arguments(articles):
    rows, labels = [], []
    for a in articles:
        for i, g in a.label.items():
            gold = a.gold[g]
            for p in a.triggers[i]["parties"]:
                side = a.sides[p["actor"]]
                rows.append(p["traits"])
                labels.append(1 if side in gold["doers"] else 2 if side in gold["others"] else 0)
    return Table(rows, labels, PENALTY["arguments"])


def use_arguments(table, article):
    flat = [p["traits"] for t in article.triggers for p in t["parties"]]
    chances, at = table(flat), 0
    out = []
    for t in article.triggers:
        n = len(t["parties"])
        out.append([(c[1], c[2]) for c in chances[at:at + n]])
        at += n
    article.take_chances(out)


def fit_triggers(articles):
    rows, labels = [], []
    for a in articles:
        for i, t in enumerate(a.triggers):
            if i not in a.ignored:
                rows.append(t["traits"] + a.party_traits[i])
                labels.append(int(a.right(i)))
    return Table(rows, labels, PENALTY["triggers"])


def use_triggers(table, article):
    article.chance = table([t["traits"] + p for t, p in zip(article.triggers, article.party_traits)])[:, 1]


def fit_choice(articles):
    items = [(a, item) for a in articles for item in a.items(a.chance)]
    return Table([item[5] for _, item in items], [int(a.item_right(item)) for a, item in items], PENALTY["choice"], [odds_of(i) for _, i in items])


def of_mode(traits, mode):
    """The traits with the mode in its place: "mode=*&AGREE" as "mode=visit&AGREE"."""
    return [t.replace("=*&", f"={mode}&", 1) for t in traits]


def modes_of(articles):
    """The modes that the annotation knows, by type."""
    out = defaultdict(set)
    for a in articles:
        for e in a.gold:
            out[e["type"]].add(e["mode"])
    return {kind: sorted(modes) for kind, modes in out.items()}


def fit_modes(articles):
    known, rows, labels = modes_of(articles), [], []
    for a in articles:
        for i, g in a.label.items():
            for mode in known[a.gold[g]["type"]]:
                rows.append(of_mode(a.triggers[i]["modes"], mode))
                labels.append(int(mode == a.gold[g]["mode"]))
    table = Table(rows, labels, PENALTY["modes"])
    table.known = known
    return table


def modes_right(table, articles):
    """How many of the labelled predicates get the annotated mode, and of how many."""
    right = all_ = 0
    for a in articles:
        for i, g in a.label.items():
            modes = table.known.get(a.gold[g]["type"], [PLAIN])
            chances = table([of_mode(a.triggers[i]["modes"], m) for m in modes])[:, 1]
            right += modes[int(np.argmax(chances))] == a.gold[g]["mode"]
            all_ += 1
    return right, all_


def told(article, choice, level):
    """The events that are told in the end: (type, doers' sides, others' sides, span start)."""
    items = article.items(article.chance)
    chances = choice([i[5] for i in items], [odds_of(i) for i in items])[:, 1] if items else []
    turned = {i[7]: (p, i) for i, p in zip(items, chances) if i[0] == "turned"}
    out = []
    for item, p in zip(items, chances):
        if item[0] == "kept":
            if item[7] in turned and turned[item[7]][0] > p:
                item = turned[item[7]][1]
            out.append(item)
    for p, item in sorted(((p, i) for i, p in zip(items, chances) if i[0] == "new" and p >= level), key=lambda x: -x[0]):
        out.append(item)
    return out


def joined(article, items):
    """Mentions of one happening as one, roughly as the document level joins them: same type and same sides."""
    out = {}
    for i in items:
        out.setdefault((i[2], frozenset(article.of(i[3])), frozenset(article.of(i[4]))), i)
    return list(out.values())


def score(articles, events):
    """Precision, recall and F1 of events by type and sides."""
    right = gold = told_ = 0
    for a, items in zip(articles, events):
        pairs = []
        for g, e in enumerate(a.gold):
            for n, i in enumerate(items):
                if i[2] == e["type"]:
                    share = a.overlap(e, a.of(i[3]), a.of(i[4]))
                    if share:
                        pairs.append((share + 0.5 * (e["span"][0] <= i[1] < e["span"][1]), g, n))
        right += len(a.scorer.greedy(pairs))
        gold, told_ = gold + len(a.gold), told_ + len(items)
    p, r = right / max(told_, 1), right / max(gold, 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)


def cross_validate(articles, folds):
    rnd = random.Random(1)
    order = list(range(len(articles)))
    rnd.shuffle(order)
    fold = {i: n % folds for n, i in enumerate(order)}
    split = lambda k: ([a for i, a in enumerate(articles) if fold[i] != k], [a for i, a in enumerate(articles) if fold[i] == k])
    for fit, use in ((fit_arguments, use_arguments), (fit_triggers, use_triggers)):
        tables = []
        for k in range(folds):
            train, test = split(k)
            tables.append((fit(train), test))
        for table, test in tables:
            for a in test:
                use(table, a)
        print(f"{fit.__name__[4:]}: {len(tables[0][0].index)} traits", file=sys.stderr)
    parts = [modes_right(fit_modes(split(k)[0]), [a for a in split(k)[1] if a.blind]) for k in range(folds)]
    print("modes of the blind articles' predicates: {:.3f} of {}".format(sum(r for r, _ in parts) / max(1, sum(n for _, n in parts)), sum(n for _, n in parts)))
    blind = [a for a in articles if a.blind]
    results = {}
    for k in range(folds):
        train, test = split(k)
        choice = fit_choice([a for a in train if a.blind])
        for a in test:
            if a.blind:
                results[a.name] = choice, a
    print("events of the blind articles, by type and sides (mentions joined where type and sides agree)")
    book = [joined(a, [i for i in a.items(a.chance) if i[0] == "kept"]) for a in blind]
    print("  {:28s} P {:.3f}  R {:.3f}  F1 {:.3f}".format("code book alone", *score(blind, book)))
    for level in (0.2, 0.25, 0.3, TOLD, 0.4, 0.5):
        events = [joined(a, told(a, results[a.name][0], level)) for a in blind]
        print("  {:28s} P {:.3f}  R {:.3f}  F1 {:.3f}".format(f"with weights, told from {level}", *score(blind, events)))


FIRST = ("type", "lemma", "dep", "tag", "lack", "lack of", "share", "share and lack", "types beside")   # as in learned/triggers.rs


def screen(articles, triggers, families=None):
    """The sum of the traits without parties below which not one candidate in two hundred of those that matter lies."""
    sums = []
    counts = lambda f: families is None or f.split("=", 1)[0] in families
    names, weights = triggers.index, triggers.model.coef_[0]
    for a in articles:
        for t, p in zip(a.triggers, a.chance):
            if p >= 0.1:
                sums.append(triggers.model.intercept_[0] + sum(weights[names[f]] for f in set(t["traits"]) if f in names and counts(f)))
    return float(np.quantile(sums, 0.005))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--blind", action="append", default=[], type=Path)
    parser.add_argument("--detente", default="detente")
    parser.add_argument("--scorer", type=Path, default=ROOT / "../shared/gold/score.py")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--no-validation", action="store_true", help="fit and write at once")
    args = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", args.scorer)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    articles = []
    for folder, blind in [(f, False) for f in args.folders] + [(f, True) for f in args.blind]:
        texts = sorted(p for p in folder.glob("*.txt") if p.with_suffix(".json").exists())
        for path in texts:
            gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
            if "events" in gold:
                done = subprocess.run([args.detente, "explain", "--format", "traits", str(path)], stdout=subprocess.PIPE, check=True)
                articles.append(Article(scorer, gold, json.loads(done.stdout), path.read_text("utf-8"), blind))
    print(f"{len(articles)} articles, {sum(a.blind for a in articles)} of them blind; {sum(len(a.gold) for a in articles)} events", file=sys.stderr)
    if not args.no_validation:
        cross_validate(articles, args.folds)
    if not args.write:
        return
    arguments = fit_arguments(articles)
    for a in articles:
        use_arguments(arguments, a)
    triggers = fit_triggers(articles)
    for a in articles:
        use_triggers(triggers, a)
    # What the choice is fitted to must come from weights that did not see the article.
    in_folds(articles, args.folds)
    choice = fit_choice([a for a in articles if a.blind])
    for a in articles:
        use_arguments(arguments, a)
        use_triggers(triggers, a)
    out = ROOT / "crates/reading/learned"
    head = "# {}: trait, then the weight of each class ({}). Fitted by scripts/learned/fit.py.\n"
    for name, table, classes, extra, more in (
            ("arguments", arguments, "no part, doer, other", (), []),
            ("triggers", triggers, "tells of it", (), [f"screen\t{screen(articles, triggers):.3f}", f"first screen\t{screen(articles, triggers, FIRST):.3f}"]),
            ("modes", fit_modes(articles), "in that mode", (), []),
            ("choice", choice, "right", ODDS, [])):
        lines = list(table.lines(extra)) + more
        (out / f"{name}.tsv").write_text(head.format(name, classes) + "\n".join(lines) + "\n", "utf-8")
        print(f"{name}.tsv: {len(lines)} lines", file=sys.stderr)


def in_folds(articles, folds):
    """Sets each article's chances by weights that did not see it."""
    fold = {a.name: n % folds for n, a in enumerate(sorted(articles, key=lambda a: a.name))}
    for fit, use in ((fit_arguments, use_arguments), (fit_triggers, use_triggers)):
        tables = [fit([a for a in articles if fold[a.name] != k]) for k in range(folds)]
        for a in articles:
            use(tables[fold[a.name]], a)


if __name__ == "__main__":
    main()
