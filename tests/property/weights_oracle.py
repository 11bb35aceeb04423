#!/usr/bin/env python3
"""Weights that need the units themselves, done again on random mention lines: fractional
ones beside networkx's, decaying ones by brute force.

usage: weights_oracle.py PROGRAM [RUNS [SEED]]

Prints "N passed, N failed".
"""
import itertools
import json
import math
import os
import random
import subprocess
import sys
import tempfile

import networkx

from counts_oracle import frequent, random_lines, units_of


# Mention lines need no names of ours: reading none is quick.
NO_NAMES = tempfile.NamedTemporaryFile(suffix=".jsonl")
QUICK = ["--gazetteer-only", NO_NAMES.name, "--labels", "en", "-q"]


def named_in(lines, without):
    """[(document, its sentences, who is named in each)]"""
    for doc, run in itertools.groupby(lines, lambda line: line["doc"]):
        sentences = list(run)
        yield doc, sentences, [{m["entity"] for m in s["mentions"]
                                if m.get("mark", "-") not in without} for s in sentences]


def fractional(lines, options):
    """Newman's projection of the two-mode network of units and entities."""
    graph, entities = networkx.Graph(), set()
    for doc, sentences, named in named_in(lines, options["without"]):
        for number, unit in enumerate(units_of(sentences, options["unit"])):
            for entity in set().union(*(named[i] for i in unit)):
                graph.add_edge(("unit", doc, number), entity)
                entities.add(entity)
    # A unit of one entity has no pairs, and networkx would divide by 0.
    alone = [n for n, d in graph.degree() if isinstance(n, tuple) and d == 1]
    graph.remove_nodes_from(alone)
    projected = networkx.bipartite.collaboration_weighted_projected_graph(
        graph, [e for e in entities if e in graph])
    return {tuple(sorted(pair)): w for *pair, w in projected.edges(data="weight")}


def decay(lines, options):
    size = int(options["unit"].split(":")[1])
    sums = {}
    for _, sentences, named in named_in(lines, options["without"]):
        for i, j in itertools.product(range(len(sentences)), repeat=2):
            if abs(i - j) < size:
                for a, b in itertools.product(named[i], named[j]):
                    if a < b:
                        sums[a, b] = sums.get((a, b), 0) + math.exp(-abs(i - j))
    return sums


def write(path, lines):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def shuffled(rng, lines):
    documents = [list(run) for _, run in itertools.groupby(lines, lambda line: line["doc"])]
    rng.shuffle(documents)
    return list(itertools.chain(*documents))


def build(program, path, options, *more):
    command = [program, "build", "--mentions", path, "-o", "-", *QUICK, *more]
    for name, value in options.items():
        if value:
            command += ["--" + name, str(value)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def same(found, expected):
    return found.keys() == expected.keys() and all(
        math.isclose(found[pair], expected[pair], rel_tol=1e-8) for pair in found)


def main():
    program = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        path, other = os.path.join(folder, "m.jsonl"), os.path.join(folder, "n.jsonl")
        for run in range(seed, seed + runs):
            rng = random.Random(run)
            lines = random_lines(rng)
            measure = rng.choice([fractional, decay])
            units = ["window:1", "window:2", "window:3", "window:20"]
            if measure is fractional:
                units += ["sentence", "paragraph", "document"]
            options = {"unit": rng.choice(units), "without": rng.choice(["", "dateline"])}
            least = rng.choice([1, 1, 3])
            inside = frequent(lines, {**options, "since": "", "until": "", "min-mentions": least})
            write(path, lines)
            write(other, shuffled(rng, lines))
            more = ["--min-mentions", str(least)]
            column = build(program, path, options, "--measures", measure.__name__, *more)
            weights = build(program, path, options, "--weight", measure.__name__, *more)
            turned = build(program, other, options, "--weight", measure.__name__, *more)
            nodes = {n["id"] for n in json.loads(column)["nodes"]}
            expected = {pair: w for pair, w in measure(inside, options).items()
                        if nodes.issuperset(pair)}
            for what, ok in [
                ("column", same({(e["source"], e["target"]): e[measure.__name__]
                                 for e in json.loads(column)["links"]}, expected)),
                ("weight", same({(e["source"], e["target"]): e["weight"]
                                 for e in json.loads(weights)["links"]}, expected)),
                ("order", turned == weights),
            ]:
                passed += ok
                failed += not ok
                if not ok:
                    print("not ok seed %d, %s, %s: %s" % (run, measure.__name__, options, what))
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
