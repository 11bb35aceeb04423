#!/usr/bin/env python3
"""`compare --permute` beside slow code of our own that deals out the same texts, counts
with fractions and measures with networkx; and whether chance is called chance, and a
difference a difference.

usage: permutation_oracle.py PROGRAM [RUNS [SEED]]

Prints "N passed, N failed".
"""
import collections
import fractions
import json
import math
import os
import random
import subprocess
import sys
import tempfile

from chance_scipy import lines as lines_of_units
from checks import check, finish
from counts_oracle import random_lines, units_of
from resampling_oracle import Stream, contributions, measured
from weights_oracle import named_in, shuffled, write

MEASURES = ["degree", "strength", "betweenness", "pagerank"]


def compare(program, *arguments):
    done = subprocess.run([program, "compare", *arguments, "--json", "--top", "0", "-q"],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit("%s: %s" % (arguments, done.stderr))
    return done.stdout


# ---- the same by slow code ----


def dealt(documents, later, seed, permutation):
    """As many texts of the later set as there are."""
    stream, left, out = Stream(seed, permutation), list(documents), set()
    for i in range(later):
        other = i + stream.below(len(left) - i)
        out.add(left[other])
        left[other] = left[i]
    return out


def counted(lines, unit):
    """{document: (its units, {node: units that name it})}"""
    out = {}
    for doc, sentences, named in named_in(lines, ""):
        units = units_of(sentences, unit)
        names = collections.Counter(
            name for u in units for name in set().union(*(named[i] for i in u)))
        out[doc] = (len(units), names)
    return out


def figures(nodes, edges, of_document, units, chosen):
    """{(measure, a, b): value} of the network of some documents."""
    out = {}
    total = sum(units[d][0] for d in chosen)
    for v in nodes:
        count = sum(units[d][1][v] for d in chosen)
        out["share", v, None] = fractions.Fraction(count, total) if total else 0
    for pair in edges:
        count = sum(int(of_document[d].get(pair, 0)) for d in chosen)
        out["share", *pair] = fractions.Fraction(count, total) if total else 0
    values, _ = measured(nodes, of_document, {d: d in chosen for d in of_document})
    for measure in MEASURES:
        for v in nodes:
            out[measure, v, None] = values[measure][v]
    return out


def corrected(p, kind):
    n, order = len(p), sorted(range(len(p)), key=lambda i: p[i])
    q = [0] * n
    for rank, i in enumerate(order):
        if kind == "bh":
            q[i] = min(1, min(p[j] * n / (k + 1) for k, j in enumerate(order) if k >= rank))
        elif kind == "holm":
            q[i] = min(1, max(p[j] * (n - k) for k, j in enumerate(order) if k <= rank))
        else:
            q[i] = p[i]
    return q


def same(x, y):
    return math.isclose(x, y, rel_tol=1e-7, abs_tol=1e-10)


def oracle(program, folder, seed):
    rng = random.Random(seed)
    lines = random_lines(rng)
    documents = sorted({line["doc"] for line in lines})
    if len(documents) < 2:
        return
    later = set(rng.sample(documents, rng.randint(1, len(documents) - 1)))
    unit, n = rng.choice(["sentence", "paragraph", "document", "window:2"]), 39
    least, kind = rng.choice([1, 2, 4]), rng.choice(["none", "bh", "holm"])
    paths = [os.path.join(folder, name) for name in ("before.jsonl", "after.jsonl")]
    for path, side in zip(paths, (False, True)):
        write(path, [line for line in lines if (line["doc"] in later) == side])
    options = ["--permute", str(n), "--seed", str(seed), "--unit", unit, "--least", str(least),
               "--correct", kind, "--by", ",".join(MEASURES), "--min-confidence", "0",
               "--spellings", "apart"]
    texts = [compare(program, *paths, *options, "--jobs", str(jobs)) for jobs in (1, 2, 5)]
    check("any number of jobs, seed %d" % seed, texts[0] == texts[1] == texts[2])
    for path, side in zip(paths, (False, True)):
        write(path, shuffled(rng, [x for x in lines if (x["doc"] in later) == side]))
    check("any order, seed %d" % seed, compare(program, *paths, *options) == texts[0])

    of_document, units = contributions(lines, {"unit": unit}, "count"), counted(lines, unit)
    edges = sorted(set().union(*of_document.values()))
    nodes = sorted(set().union(*(names for _, names in units.values())))
    both = figures(nodes, edges, of_document, units, set(documents))
    total = sum(n for n, _ in units.values())

    def difference(chosen):
        before = figures(nodes, edges, of_document, units, set(documents) - chosen)
        after = figures(nodes, edges, of_document, units, chosen)
        return before, after, {key: after[key] - before[key] for key in after}

    before, after, observed = difference(later)
    draws = [difference(dealt(documents, len(later), seed, i))[2] for i in range(n)]
    expected = {}
    for key, value in observed.items():
        named = both["share", key[1], key[2]] * total
        if named < least:
            continue
        slack = 4e-9 * (before[key] + after[key])
        above = sum(draw[key] >= value - slack for draw in draws)
        below = sum(draw[key] <= value + slack for draw in draws)
        expected[key] = [before[key], after[key], sum(d[key] for d in draws) / n,
                         min(1, 2 * (1 + min(above, below)) / (1 + n))]
    families = collections.defaultdict(list)
    for key in expected:
        families[key[0], key[2] is None].append(key)
    for keys in families.values():
        for key, q in zip(keys, corrected([expected[k][3] for k in keys], kind)):
            expected[key].append(q)
    rows = {(r["measure"], r["a"], r["b"]): [r[x] for x in ("before", "after", "by_chance", "p", "q")]
            for r in json.loads(texts[0])}
    check("what is tested, seed %d" % seed, set(rows) == set(expected),
          set(rows) ^ set(expected))
    faults = [(key, rows[key], list(map(float, expected[key]))) for key in set(rows) & set(expected)
              if not all(map(same, rows[key], expected[key]))]
    check("differences, seed %d" % seed, rows and not faults, faults[:2])


# ---- is chance called chance? ----


def corpus(rng, texts, weights, topic):
    """Sentences of a text keep to a few names: units of one text are not independent."""
    names, units = sorted(weights), []
    for _ in range(texts):
        own = rng.choices(names, [weights[n] for n in names], k=4)
        for _ in range(5):
            unit = set(rng.sample(own, rng.choice([1, 2, 3])))
            units.append(sorted(unit | topic if rng.random() < .5 else unit))
    return units


def differing(program, folder, rng, topic, *options):
    weights = {"n%d" % i: 1 / (i + 1) for i in range(12)}
    units = [corpus(rng, 20, weights, set()), corpus(rng, 30, weights, topic)]
    paths = [os.path.join(folder, name) for name in ("null0.jsonl", "null1.jsonl")]
    for i, path in enumerate(paths):
        with open(path, "w", encoding="utf-8") as file:
            file.write(lines_of_units(units[i], 5).replace('"doc": "', '"doc": "%d' % i))
    return json.loads(compare(program, *paths, "--by", "strength", *options))


def nulls(program, folder, corpora):
    rng = random.Random(3)
    small, tests, found = collections.Counter(), 0, 0
    for i in range(corpora):
        rows = differing(program, folder, rng, set(), "--permute", "199", "--seed", str(i))
        tests += len(rows)
        found += any(r["q"] <= .05 for r in rows)
        for a in (.01, .05, .1, .3):
            small[a] += sum(r["p"] <= a for r in rows)
    for a, count in small.items():
        # Tests of one corpus hang together: each corpus counts as about ten.
        error = math.sqrt(a * (1 - a) / (10 * corpora))
        check("share of p <= %g under chance" % a, count / tests <= a + 4 * error,
              "%.4f of %d" % (count / tests, tests))
    # Three kinds of tests a corpus, each with its own q.
    check("with bh nothing is found by chance", found <= 3 * .05 * corpora + 9, found)


def planted(program, folder):
    rows = differing(program, folder, random.Random(4), {"x", "y"}, "--permute", "4999",
                     "--correct", "holm")
    found = {(r["measure"], r["a"], r["b"]) for r in rows if r["q"] <= .05}
    check("what was planted is found",
          {("share", "person:x", None), ("share", "person:y", None),
           ("share", "person:x", "person:y"), ("strength", "person:x", None)} <= found, found)
    others = {key for key in found if key[0] == "share" and
              not {"person:x", "person:y"} & set(key)}
    check("and hardly another", len(others) <= 1, others)


def refusals(program, folder):
    path = os.path.join(folder, "before.jsonl")
    write(path, random_lines(random.Random(1)))
    for arguments, status in (([path, path, "--permute", "99"], 1), ([path, "--permute", "99"], 2),
                              ([path, path, "--permute", "3"], 2),
                              ([path, "--permute", "99", "--split", "2024-02-30"], 2),
                              ([path, path, "--permute", "99", "--by", "closeness"], 2),
                              ([path, path, "--seed", "2"], 2)):
        done = subprocess.run([program, "compare", *arguments], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE)
        check("refused: %s" % arguments, done.returncode == status and not done.stdout,
              done.stderr)


def main():
    program = os.path.abspath(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + runs):
            oracle(program, folder, seed)
        nulls(program, folder, 60)
        planted(program, folder)
        refusals(program, folder)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
