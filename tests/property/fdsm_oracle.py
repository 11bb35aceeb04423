#!/usr/bin/env python3
"""build --fdsm beside all matrices of the same margins, on corpora of chance, and on pairs
that were planted.

usage: fdsm_oracle.py PROGRAM

Prints "N passed, N failed".
"""
import collections
import itertools
import json
import math
import sys

import numpy
from scipy import stats

from chance_scipy import edges_of, lines
from checks import check, finish, run
from nulls_scipy import null_corpus
from weights_oracle import QUICK


def tried(program, units, trials, *options, per_document=3):
    """{pair: edge} with p_fdsm."""
    return edges_of(run(program, "build", "--mentions", "-", *QUICK, "--evidence", "0",
                        "--format", "json", "-o", "-", "--fdsm", str(trials), *options,
                        text=lines(units, per_document)))


def together(units):
    return collections.Counter(pair for unit in units
                               for pair in itertools.combinations(sorted(unit), 2))


def all_corpora(sizes, degrees):
    """Every way to have units of these sizes name entities that often."""
    if not sizes:
        if not any(degrees.values()):
            yield []
        return
    for unit in itertools.combinations(sorted(degrees), sizes[0]):
        left = collections.Counter(degrees)
        left.subtract(unit)
        if min(left.values(), default=0) >= 0 and max(left.values()) < len(sizes):
            for rest in all_corpora(sizes[1:], left):
                yield [unit] + rest


def test_exact(program):
    generator = numpy.random.default_rng(3)
    trials = 20000
    for number in range(6):
        units = [u for u in null_corpus(generator, numpy.array([.7, .6, .4, .3, .2]), 6) if u]
        reached, n = collections.Counter(), 0
        observed = together(units)
        for other in all_corpora([len(u) for u in units], collections.Counter(itertools.chain(*units))):
            n += 1
            counts = together(other)
            reached.update(pair for pair in observed if counts[pair] >= observed[pair])
        faults = []
        for pair, edge in tried(program, units, trials).items():
            share = reached[tuple(name[7:] for name in pair)] / n
            error = math.sqrt(share * (1 - share) / trials) + 1 / trials
            if abs(edge["p_fdsm"] - share) > 5 * error:
                faults.append((pair, edge["p_fdsm"], share))
        check("all %d corpora of the margins, %d" % (n, number), not faults and n > 0, faults)


def test_jobs(program):
    generator = numpy.random.default_rng(4)
    units = null_corpus(generator, numpy.full(15, .2), 120)
    first = tried(program, units, 50, "--jobs", "1")
    check("any jobs", all(tried(program, units, 50, "--jobs", n) == first for n in "235"))
    check("seeds", tried(program, units, 50, "--seed", "2") != first)
    check("no p under 1 / (trials + 1)", min(e["p_fdsm"] for e in first.values()) >= 1 / 51 - 1e-9)
    # By document: the same as units that are the documents.
    documents = [sorted(set().union(*units[i:i + 3])) for i in range(0, len(units), 3)]
    check("documents", {k: e["p_fdsm"] for k, e in tried(program, units, 50, "--unit", "document").items()}
          == {k: e["p_fdsm"] for k, e in tried(program, documents, 50, per_document=1).items()})


def test_uniform(program):
    """p of a pair that was chosen before is uniform: P(p <= a) = a but for ties."""
    generator = numpy.random.default_rng(5)
    popularity = numpy.array([.3, .25, .2, .15, .12, .1, .08, .06, .05, .04, .03, .02])
    heavy = []
    for i in range(120):
        units = null_corpus(generator, popularity, 150)
        edges = tried(program, units, 199, "--seed", str(i))
        # The two most frequent meet often, so that ties are few.
        heavy.append(edges["person:n000", "person:n001"]["p_fdsm"])
    # Ties make p larger, never smaller: one side of Kolmogorov and Smirnov's test.
    check("p is no smaller than uniform", stats.kstest(heavy, "uniform", alternative="greater").pvalue > 1e-3)
    check("and hardly larger", .5 <= numpy.mean(heavy) <= .65, numpy.mean(heavy))


def test_planted(program):
    generator = numpy.random.default_rng(9)
    units = null_corpus(generator, numpy.full(20, .05), 600)
    for i in range(0, 600, 25):
        units[i] = sorted(set(units[i]) | {"n000", "n001"})
    text = run(program, "build", "--mentions", "-", *QUICK, "-o", "-", "--fdsm",
               "5000", text=lines(units, 10))
    edges = edges_of(run(program, "filter", "-", "--backbone", "fdsm", "-q", "-o", "-", text=text))
    check("the planted pair and hardly another",
          ("person:n000", "person:n001") in edges and len(edges) <= 2, sorted(edges))
    methods = run(program, "methods", "-", text=text)
    check("trials and the least p are said", "5000 random networks" in methods
          and "0.00019996" in methods, methods)
    steps = json.loads(text)["shabaka"]["made"]["steps"]
    check("they are in the record", steps[-1]["trials"] == 5000, steps)


def main():
    program = sys.argv[1]
    test_exact(program)
    test_jobs(program)
    test_uniform(program)
    test_planted(program)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
