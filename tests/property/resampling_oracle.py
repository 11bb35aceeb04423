#!/usr/bin/env python3
"""Intervals of build --bootstrap and errors of --jackknife beside slow code of our own
that draws the same texts and measures with networkx, and their coverage on corpora drawn
from a population that is known.

usage: resampling_oracle.py PROGRAM [RUNS [SEED]]

Prints "N passed, N failed".
"""
import collections
import fractions
import itertools
import json
import math
import os
import random
import subprocess
import sys
import tempfile

import networkx
import numpy

from chance_scipy import lines as lines_of_units
from counts_oracle import random_lines, units_of
from weights_oracle import QUICK, named_in, shuffled, write

MASK = (1 << 64) - 1
PASSED = FAILED = 0


def check(what, ok, detail=""):
    global PASSED, FAILED
    PASSED += bool(ok)
    FAILED += not ok
    if not ok:
        print("not ok", what, detail)


# ---- the draws: SplitMix64 by its authors' description, and Lemire's bounded numbers ----


class Stream:
    def __init__(self, seed, part):
        self.state = mix(mix(seed + 0x9e3779b97f4a7c15 & MASK) + part & MASK)

    def below(self, n):
        while True:
            self.state = self.state + 0x9e3779b97f4a7c15 & MASK
            product = (mix(self.state) >> 32) * n
            if product % 2**32 >= 2**32 % n:
                return product >> 32


def mix(x):
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9 & MASK
    x = (x ^ x >> 27) * 0x94d049bb133111eb & MASK
    return x ^ x >> 31


def times_drawn(documents, seed, replicate):
    stream = Stream(seed, replicate)
    return collections.Counter(documents[stream.below(len(documents))] for _ in documents)


def dealt(documents, seed, groups):
    """{document: its group}"""
    stream, left, out = Stream(seed, 0), list(documents), {}
    for i in range(len(left)):
        other = i + stream.below(len(left) - i)
        left[i], left[other] = left[other], left[i]
        out[left[i]] = i % groups
    return out


# ---- networks of them ----


def contributions(lines, options, weight):
    """{document: {pair: weight}}, exact."""
    out = {}
    for doc, sentences, named in named_in(lines, ""):
        pairs = out.setdefault(doc, collections.Counter())
        for unit in units_of(sentences, options["unit"]):
            there = sorted(set().union(*(named[i] for i in unit)))
            for pair in itertools.combinations(there, 2):
                pairs[pair] += (fractions.Fraction(1, len(there) - 1)
                                if weight == "fractional" else 1)
    return out


def measured(nodes, of_document, times):
    graph = networkx.Graph()
    graph.add_nodes_from(nodes)
    for document, pairs in of_document.items():
        for (a, b), weight in pairs.items():
            if times[document]:
                before = graph.get_edge_data(a, b, {"weight": 0})["weight"]
                graph.add_edge(a, b, weight=before + weight * times[document])
    for _, _, data in graph.edges(data=True):
        data["length"] = fractions.Fraction(1) / data["weight"]
        data["real"] = float(data["weight"])
    rank = networkx.pagerank(graph, alpha=.85, tol=1e-14, max_iter=2000, weight="real")
    values = {"degree": dict(graph.degree()), "strength": dict(graph.degree(weight="weight")),
              "betweenness": networkx.betweenness_centrality(graph, weight="length"),
              "pagerank": rank}
    rounded = {m: {v: float("%.9g" % x) for v, x in of.items()} for m, of in values.items()}
    return rounded, {tuple(sorted(pair)) for pair in graph.edges()}


def ranks(values):
    return {v: 1 + sum(other > x for other in values.values()) for v, x in values.items()}


def close(found, expected):
    return math.isclose(found, expected, rel_tol=1e-6, abs_tol=1e-9)


MEASURES = ["strength", "degree", "betweenness", "pagerank"]


def compare(program, folder, seed):
    rng = random.Random(seed)
    lines = random_lines(rng)
    if not lines:
        return
    options = {"unit": rng.choice(["sentence", "paragraph", "document", "window:2"])}
    weight, n = rng.choice(["count", "fractional"]), rng.choice([20, 41, 80])
    groups = rng.choice([2, 3, 50])
    path, other = os.path.join(folder, "m.jsonl"), os.path.join(folder, "n.jsonl")
    write(path, lines)
    write(other, shuffled(rng, lines))
    of_document = contributions(lines, options, weight)
    groups = min(groups, len(of_document))
    resample = ["--bootstrap", str(n), "--seed", str(seed), "--unit", options["unit"],
                "--weight", weight, "--resample", ",".join(MEASURES)]
    if groups > 1:
        resample += ["--jackknife", str(groups)]
    texts = [subprocess.run([program, "build", "--mentions", name, "-o", "-", *QUICK,
                             *resample], stdout=subprocess.PIPE, text=True,
                            check=True).stdout for name in (path, other)]
    check("any order, seed %d" % seed, texts[0] == texts[1])
    net = json.loads(texts[0])
    nodes = [v["id"] for v in net["nodes"]]
    if not nodes:
        return
    documents = sorted(of_document)
    draws = [measured(nodes, of_document, times_drawn(documents, seed, r)) for r in range(n)]
    left_out = []
    if groups > 1:
        group = dealt(documents, seed, groups)
        left_out = [measured(nodes, of_document, {d: group[d] != g for d in documents})
                    for g in range(groups)]
    for measure in MEASURES:
        ranked = [ranks(values[measure]) for values, _ in draws]
        faults = []
        for v in net["nodes"]:
            values = [draw[measure][v["id"]] for draw, _ in draws]
            own = [of[v["id"]] for of in ranked]
            expected = [*numpy.quantile(values, [.025, .975]),
                        numpy.quantile(own, .025, method="lower"),
                        numpy.quantile(own, .975, method="higher")]
            found = [v[measure + end] for end in ("_low", "_high", "_rank_low", "_rank_high")]
            if groups > 1:
                without = [draw[measure][v["id"]] for draw, _ in left_out]
                expected.append(math.sqrt((groups - 1) * numpy.var(without)))
                found.append(v[measure + "_se"])
            faults += [(v["id"], found, expected)] * (not all(map(close, found, expected)))
        check("%s of %s, seed %d" % (measure, weight, seed), not faults, faults[:2])
        if len(nodes) > 1:
            a, b = rng.sample(nodes, 2)
            expected = sum((of[a] < of[b]) + .5 * (of[a] == of[b]) for of in ranked) / n
            rows = json.loads(subprocess.run(
                [program, "rank", "-", "--outranks", a, b, "--json", "-q"], check=True,
                input=texts[0], stdout=subprocess.PIPE, text=True).stdout)
            found = {row["measure"]: row["probability"] for row in rows}
            check("outranks by %s, seed %d" % (measure, seed), close(found[measure], expected),
                  (a, b, found[measure], expected))
    faults = [e for e in net["links"] if not close(
        e["presence"], sum((e["source"], e["target"]) in there for _, there in draws) / n)]
    check("presence, seed %d" % seed, not faults, faults[:2])


def coverage(program):
    """Texts are drawn from 40 kinds; who is tied how much in a corpus of n texts is known."""
    rng = random.Random(7)
    kinds = [[rng.sample("abcdefgh", rng.choice([1, 2, 2, 3, 5])) for _ in range(3)]
             for _ in range(40)]
    size, corpora, inside, near = 80, 80, 0, []
    truth = collections.Counter()
    for kind in kinds:
        for unit in kind:
            for name in unit:
                truth["person:" + name] += (len(unit) - 1) * size / len(kinds)
    for _ in range(corpora):
        units = [sorted(unit) for _ in range(size) for unit in rng.choice(kinds)]
        out = subprocess.run(
            [program, "build", "--mentions", "-", "-o", "-", *QUICK,
             "--evidence", "0", "--bootstrap", "200", "--jackknife", "40", "--resample",
             "strength"], input=lines_of_units(units, 3), stdout=subprocess.PIPE, text=True,
            check=True).stdout
        nodes = json.loads(out)["nodes"]
        inside += sum(v["strength_low"] <= truth[v["id"]] <= v["strength_high"] for v in nodes)
        near += [v["strength_se"] / (v["strength_high"] - v["strength_low"]) * 2 * 1.96
                 for v in nodes]
    share = inside / (corpora * len(truth))
    check("95 %% intervals hold the truth in %.3f" % share, .91 <= share <= .98)
    # Both estimate one standard error.
    check("jackknife by bootstrap %.3f" % numpy.mean(near), .93 <= numpy.mean(near) <= 1.08)


def main():
    program = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 16
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + runs):
            compare(program, folder, seed)
    coverage(program)
    print("%d passed, %d failed" % (PASSED, FAILED))
    return FAILED > 0


if __name__ == "__main__":
    sys.exit(main())
