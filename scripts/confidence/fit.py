#!/usr/bin/env python3
"""Fits the weights of crates/reading/confidence.toml to annotated articles, and cross-validates them.

    fit.py [--detente PROGRAM] [--write] [--scorer score.py] [--blind FOLDER] FOLDER…

Every FOLDER holds NAME.txt and NAME.json in the form of the shared gold set. Each article is read by `detente explain --format json`, whose
`confidence` lists the traits of each claim; a claim is right where the scorer matches it. A logistic regression with an L2 penalty is
fitted to events and to relations. The reliability table is of ten folds that keep an article whole: what is shown for an article was predicted by
weights that never saw it. `--write` puts the weights fitted to all articles into confidence.toml.

Rules are written with the articles of the FOLDERs at hand, so more of their claims are right than elsewhere. `--blind` names articles that nobody wrote a
rule for: two numbers, a shift and a scale of the log odds, are fitted to them alone (Platt's method, J. Platt 1999), and the table of the blind
articles leaves each out in turn.

Standard library only; Newton's method on some forty weights needs no more.
"""
import argparse, importlib.util, json, math, subprocess, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PENALTY = 2.0  # of the L2 term; 0.5 to 8 gave the same log loss within 1 %.


def claims_of(scorer, gold, explained, text):
    """(kind, traits, confidence, right) for each claim of one article."""
    answer = explained["answer"]
    doc = scorer.Doc(gold, answer)
    pairs = []
    for gi, g in enumerate(gold["events"]):
        for ai, a in enumerate(answer["events"]):
            score = scorer.event_overlap(doc, g, a)
            if score:
                same = scorer.attributes_agreeing(doc, g, a)
                pairs.append((score + 0.01 * sum(same.values()) + 0.5 * scorer.evidence_shared(text, g, a), gi, ai))
    right = {ai for _, ai in scorer.greedy(pairs)}
    for i, e in enumerate(answer["events"]):
        yield "event", explained["confidence"][e["id"]], e["confidence"], i in right
    left = [scorer.relation_keys(doc, r, True) for r in gold["relations"]]
    for r in answer["relations"]:
        key = scorer.relation_keys(doc, r, False)
        if hit := key in left:
            left.remove(key)
        yield "relation", explained["confidence"][r["id"]], r["confidence"], hit


def solve(matrix, vector):
    """Gaussian elimination; the matrix is positive definite."""
    n = len(vector)
    rows = [row[:] + [v] for row, v in zip(matrix, vector)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(i + 1, n):
            factor = rows[k][i] / rows[i][i]
            if factor:
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i])]
    out = [0.0] * n
    for i in reversed(range(n)):
        out[i] = (rows[i][n] - sum(rows[i][k] * out[k] for k in range(i + 1, n))) / rows[i][i]
    return out


def fit(samples):
    """Weights by trait of (traits, right) pairs: Newton's method on the penalised log likelihood."""
    names = ["base"] + sorted({n for traits, _ in samples for n in traits if n != "base"})
    at = {n: i for i, n in enumerate(names)}
    xs = [sorted((at[n], amount) for n, amount in traits.items()) for traits, _ in samples]
    weights = [0.0] * len(names)
    for _ in range(30):
        slope = [0.0 if i == 0 else -PENALTY * w for i, w in enumerate(weights)]
        curve = [[(1e-6 if i == 0 else PENALTY) if i == k else 0.0 for k in range(len(names))] for i in range(len(names))]
        for x, (_, right) in zip(xs, samples):
            p = 1 / (1 + math.exp(-sum(weights[i] * a for i, a in x)))
            for i, a in x:
                slope[i] += (right - p) * a
                for k, b in x:
                    curve[i][k] += p * (1 - p) * a * b
        step = solve(curve, slope)
        weights = [w + s for w, s in zip(weights, step)]
        if max(map(abs, step)) < 1e-6:
            break
    return dict(zip(names, weights))


def odds(weights, traits):
    return sum(weights.get(n, 0.0) * a for n, a in traits.items())


def predict(weights, traits, shift=0.0, scale=1.0):
    p = 1 / (1 + math.exp(-(shift + scale * odds(weights, traits))))
    return min(0.99, max(0.02, p))


def platt(points):
    """Shift and scale of (log odds, right) pairs; a weak prior holds the scale near one."""
    shift, scale = 0.0, 1.0
    for _ in range(50):
        slope, curve = [0.0, -PENALTY * (scale - 1)], [[1e-6, 0.0], [0.0, PENALTY]]
        for z, right in points:
            p = 1 / (1 + math.exp(-(shift + scale * z)))
            slope[0] += right - p
            slope[1] += (right - p) * z
            for i, a in enumerate((1.0, z)):
                for k, b in enumerate((1.0, z)):
                    curve[i][k] += p * (1 - p) * a * b
        step = solve(curve, slope)
        shift, scale = shift + step[0], scale + step[1]
        if max(map(abs, step)) < 1e-9:
            break
    return shift, scale


def table(title, pairs):
    print(f"\n{title}: {len(pairs)} claims, {sum(r for _, r in pairs) / len(pairs):.2f} right, "
          f"log loss {-sum(math.log(p if r else 1 - p) for p, r in pairs) / len(pairs):.3f}, "
          f"Brier {sum((p - r) ** 2 for p, r in pairs) / len(pairs):.3f}")
    print("| confidence | claims | mean | right | ± |\n|---|---|---|---|---|")
    off = 0.0
    for low in (0.0, 0.5, 0.6, 0.7, 0.8, 0.9):
        high = {0.0: 0.5, 0.9: 1.01}.get(low, low + 0.1)
        inside = [(p, r) for p, r in pairs if low <= p < high]
        if inside:
            mean, right = (sum(x[i] for x in inside) / len(inside) for i in (0, 1))
            off += abs(mean - right) * len(inside) / len(pairs)
            error = math.sqrt(right * (1 - right) / len(inside))
            print(f"| {low:.1f}–{min(high, 1):.1f} | {len(inside)} | {mean:.2f} | {right:.2f} | {error:.2f} |")
    print(f"expected calibration error {off:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--detente", default=str(ROOT / "target/release/detente"))
    parser.add_argument("--scorer", type=Path, default=ROOT / "../shared/gold/score.py")
    parser.add_argument("--blind", type=Path, help="articles that no rule was written for")
    parser.add_argument("--write", action="store_true", help="write crates/reading/confidence.toml")
    args = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", args.scorer)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    def read(folders):
        found = {"event": [], "relation": []}
        articles = sorted(p for folder in folders for p in folder.glob("*.json") if p.with_suffix(".txt").exists())
        for number, path in enumerate(articles):
            text = path.with_suffix(".txt")
            run = subprocess.run([args.detente, "explain", str(text), "--format", "json"], capture_output=True, text=True)
            if run.returncode:
                sys.exit(f"{text}: {run.stderr}")
            claims = claims_of(scorer, json.loads(path.read_text()), json.loads(run.stdout), text.read_text())
            for kind, traits, given, right in claims:
                found[kind].append((number, {t["name"]: t["amount"] for t in traits}, given, int(right)))
        return found, len(articles)

    found, articles = read(args.folders)
    blind, blind_articles = read([args.blind]) if args.blind else ({"event": [], "relation": []}, 0)
    weights = {}
    for kind, rows in found.items():
        table(f"{kind}s, as the program says now", [(given, right) for _, _, given, right in rows])
        folded = []
        for fold in range(10):
            trained = fit([(t, r) for a, t, _, r in rows if a % 10 != fold])
            folded += [(predict(trained, t), r) for a, t, _, r in rows if a % 10 == fold]
        table(f"{kind}s, cross-validated over {articles} articles", folded)
        weights[kind] = fit([(t, r) for _, t, _, r in rows])
        if blind[kind]:
            table(f"{kind}s of blind articles, as the program says now", [(given, right) for _, _, given, right in blind[kind]])
            points = [(a, odds(weights[kind], t), r) for a, t, _, r in blind[kind]]
            left_out = []
            for one in range(blind_articles):
                shift, scale = platt([(z, r) for a, z, r in points if a != one])
                left_out += [(predict(weights[kind], t, shift, scale), r) for a, t, _, r in blind[kind] if a == one]
            table(f"{kind}s of {blind_articles} blind articles, each left out in turn", left_out)
            shift, scale = platt([(z, r) for _, z, r in points])
            print(f"shift {shift:.3f}, scale {scale:.3f}")
            weights[kind] = {n: scale * w for n, w in weights[kind].items()}
            weights[kind]["base"] += shift
    if args.write:
        lines = ["# Weights of the logistic regression in src/confidence.rs: what each trait adds to the log odds that a claim is right.",
                 "# Fitted by scripts/confidence/fit.py; change them there, not here."]
        for kind, of in weights.items():
            lines += ["", f"[{kind}]"] + [f'"{n}" = {w:.3f}' for n, w in of.items() if abs(w) >= 0.0005]
        (ROOT / "crates/reading/confidence.toml").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
