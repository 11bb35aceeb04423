#!/usr/bin/env python3
"""Intervals of build --bootstrap and errors of --jackknife beside slow code of our own
that draws the same texts and measures with networkx, groups of the draws beside those that
`groups` finds in each, and the coverage of the intervals on corpora drawn from a
population that is known.

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
from checks import check, finish
from counts_oracle import random_lines, units_of
from weights_oracle import QUICK, named_in, shuffled, write

MASK = (1 << 64) - 1


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


# ---- groups of the draws: each drawn network is given to `groups` by itself ----


def entropy(counts):
    total = sum(counts)
    return -sum(n / total * math.log(n / total) for n in counts)


def nmi(a, b):
    """Danon et al. 2005; 1 where neither divides anything."""
    first, second, both = (entropy(collections.Counter(x).values())
                           for x in (a, b, list(zip(a, b))))
    return 1.0 if first + second == 0 else 2 * (first + second - both) / (first + second)


def groups_of(program, folder, nodes, edges, seed):
    """As `shabaka groups` finds them; each tied alone among the others is its own."""
    before, after = (os.path.join(folder, name) for name in ("draw.json", "drawn.json"))
    write_json(before, {"directed": False, "multigraph": False, "graph": {},
                        "nodes": [{"id": v, "label": v} for v in nodes],
                        "links": [{"source": a, "target": b, "weight": w}
                                  for (a, b), w in edges.items()]})
    subprocess.run([program, "groups", before, "--seed", str(seed), "-o", after, "-q"],
                   stdout=subprocess.DEVNULL, check=True)
    with open(after, encoding="utf-8") as file:
        return {v["id"]: v["group"] for v in json.load(file)["nodes"]}


def write_json(path, what):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(what, file)


def drawn_edges(of_document, times):
    out = collections.Counter()
    for document, pairs in of_document.items():
        for pair, weight in pairs.items():
            out[pair] += int(weight) * times[document]
    return {pair: weight for pair, weight in out.items() if weight}


def compare_groups(program, folder, seed, n=24):
    lines = random_lines(random.Random(seed))
    path = os.path.join(folder, "g.jsonl")
    write(path, lines)
    texts = [subprocess.run([program, "build", "--mentions", path, "-o", "-", *QUICK,
                             "--bootstrap", str(n), "--jackknife", "3", "--seed", str(seed),
                             "--resample", "strength,groups", "--jobs", str(jobs)],
                            stdout=subprocess.PIPE, text=True, check=True).stdout
             for jobs in (1, 2, 5)]
    check("any number of jobs, seed %d" % seed, texts[0] == texts[1] == texts[2])
    net = json.loads(texts[0])
    of_document = contributions(lines, {"unit": "sentence"}, "count")
    documents, nodes = sorted(of_document), [v["id"] for v in net["nodes"]]
    if not nodes:
        return
    whole = groups_of(program, folder, nodes,
                      drawn_edges(of_document, dict.fromkeys(documents, 1)), 1)
    check("groups of the whole, seed %d" % seed,
          all(v["group"] == whole[v["id"]] for v in net["nodes"]))
    there, stayed, both, together = (collections.Counter() for _ in range(4))
    alike = []
    for replicate in range(n):
        edges = drawn_edges(of_document, times_drawn(documents, seed, replicate))
        tied = sorted(set().union(*edges)) if edges else []
        found = groups_of(program, folder, nodes, edges, seed + replicate)
        for group in set(whole.values()):
            members = [v for v in tied if whole[v] == group]
            sizes = collections.Counter(found[v] for v in members)
            largest = [g for g in sizes if sizes[g] == max(sizes.values())]
            seen = collections.Counter()
            for v in members:  # of equals the one that is full first
                seen[found[v]] += 1
                if seen[found[v]] == max(sizes.values()) and found[v] in largest:
                    largest = [found[v]]
                    break
            there.update(members)
            stayed.update(v for v in members if found[v] == largest[0])
        for a, b in ((e["source"], e["target"]) for e in net["links"]):
            both[a, b] += a in tied and b in tied
            together[a, b] += a in tied and b in tied and found[a] == found[b]
        if tied:
            alike.append(nmi([whole[v] for v in tied], [found[v] for v in tied]))
    faults = [v["id"] for v in net["nodes"] if there[v["id"]] and not
              close(v["group_stability"], stayed[v["id"]] / there[v["id"]])]
    check("group_stability, seed %d" % seed, not faults, faults)
    faults = [e for e in net["links"] if both[e["source"], e["target"]] and not
              close(e["together"], together[e["source"], e["target"]] /
                    both[e["source"], e["target"]])]
    check("together, seed %d" % seed, not faults, faults)
    step = next(s for s in net["shabaka"]["made"]["steps"] if s["do"] == "bootstrap")
    if alike:
        expected = [numpy.mean(alike), *numpy.quantile(alike, [.025, .975])]
        found = [step["nmi"], step["nmi_low"], step["nmi_high"]]
        check("nmi, seed %d" % seed, all(map(close, found, expected)), (found, expected))


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
        for seed in range(first, first + runs // 4):
            compare_groups(program, folder, seed)
    coverage(program)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
