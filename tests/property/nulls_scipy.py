#!/usr/bin/env python3
"""Is chance called chance, and nothing else? Random corpora of the null models themselves:
p is small as often as it says, its randomised form is uniform, with a correction nothing is
found, and pairs that were planted are.

usage: nulls_scipy.py PROGRAM [CORPORA]

Prints "N passed, N failed".
"""
import collections
import itertools
import math
import sys

import numpy
from scipy import optimize, stats

from chance_scipy import backbone, counts_of, edges_of, lines, poisson_binomial_sf
from checks import check, finish, run
from weights_oracle import QUICK

POPULARITY = numpy.array([.3, .25, .2, .15, .12, .1, .08, .06, .05, .04, .03, .02])
PAIRS = len(POPULARITY) * (len(POPULARITY) - 1) // 2
LEVELS = (.001, .01, .05)
MOST_RANDOMISED = 4000


def null_corpus(generator, popularity, n_units):
    """Entities named independently of each other, in units that are all alike."""
    named = generator.random((n_units, len(popularity))) < popularity
    return [[f"n{i:03d}" for i in numpy.flatnonzero(row)] for row in named]


def uneven_corpus(generator, popularity, n_units):
    """The same, but some units name many and some few: odds are products."""
    odds = popularity / (1 - popularity)
    talk = generator.lognormal(0, 1, n_units)
    chance = talk[:, None] * odds / (1 + talk[:, None] * odds)
    return [[f"n{i:03d}" for i in numpy.flatnonzero(row)]
            for row in generator.random(chance.shape) < chance]


def network_of(program, units, *options):
    return run(program, "build", "--mentions", "-", *QUICK, "--evidence", "0", "--format",
               "json", "-o", "-", *options, text=lines(units, 10))


# ---- randomised p: one uniform draw within the observed atom ----


def randomised_fixedrow(generator, units):
    single, double = counts_of(units)
    for a, b in itertools.combinations(sorted(single), 2):
        law = stats.hypergeom(len(units), single[a], single[b])
        k = double.get((a, b), 0)
        yield law.sf(k) + generator.random() * law.pmf(k)


def unit_probabilities(units):
    """{name: its probability in each unit}, by the likeliest odds: one a name and one a
    size of units."""
    single, _ = counts_of(units)
    names, sizes = sorted(single), sorted({len(u) for u in units if u})
    often = numpy.array([sum(len(u) == s for u in units) for s in sizes])
    rows, n = numpy.array([single[x] for x in names], float), len(names)

    def split(t):
        return 1 / (1 + numpy.exp(-(t[:n, None] + t[None, n:])))

    def faults(t):
        p = split(t)
        return numpy.concatenate([(p * often).sum(1) / rows - 1, p.sum(0) / sizes - 1])

    start = numpy.concatenate([numpy.log(rows) - 4, numpy.log(sizes)])
    solved = optimize.least_squares(faults, start, xtol=1e-13, ftol=1e-13, gtol=1e-13)
    assert numpy.abs(solved.fun).max() < 1e-6, numpy.abs(solved.fun).max()
    return {x: numpy.repeat(row, often) for x, row in zip(names, split(solved.x))}


def randomised_sdsm(generator, units):
    _, double = counts_of(units)
    of = unit_probabilities(units)
    for a, b in itertools.combinations(sorted(of), 2):
        k, each = double.get((a, b), 0), of[a] * of[b]
        above, upto = poisson_binomial_sf(k + 1, each), poisson_binomial_sf(k, each)
        yield above + generator.random() * (upto - above)


# ---- under chance ----


def judge(name, cautious, corpora, small, found, uniform):
    tests = corpora * PAIRS
    for a in LEVELS:
        error = math.sqrt(tests * a * (1 - a))
        check(f"{name}: share of p <= {a} under chance", small[a] <= tests * a + 3 * error + 1,
              f"{small[a] / tests:.5f}")
    check(f"{name}: with bh nothing is found by chance",
          found <= corpora * .05 + 3 * math.sqrt(corpora * .05 * .95), found)
    shares = ", ".join(f"{small[a] / tests:.5f} <= {a}" for a in LEVELS)
    print(f"# {name}: {corpora} corpora, {tests} pairs, shares of p {shares}; "
          f"bh found something in {found}")
    if uniform:
        side = "greater" if cautious else "two-sided"
        p = stats.kstest(uniform, "uniform", alternative=side).pvalue
        check(f"{name}: randomised p are uniform, or larger", p > 1e-3, p)
        print(f"# {name}: {len(uniform)} randomised p, {side} Kolmogorov-Smirnov {p:.3f}, "
              f"mean {numpy.mean(uniform):.3f}")


def test_nulls(program, corpora, name, corpus, randomised, seed):
    generator = numpy.random.default_rng(seed)
    small, found, uniform = collections.Counter(), 0, []
    for i in range(corpora):
        units = corpus(generator, POPULARITY, 150)
        trials = ["--fdsm", "1999", "--seed", str(i)] if name == "fdsm" else []
        edges = backbone(program, network_of(program, units, *trials), name, "--correct", "bh")
        for e in edges.values():
            small.update(a for a in LEVELS if e["p_" + name] <= a)
        found += any(e["q_" + name] <= .05 for e in edges.values())
        if randomised and len(uniform) < MOST_RANDOMISED:
            uniform += randomised(generator, units)
    # sdsm keeps the margins in the mean only, and takes them from the units that it judges:
    # its p are larger than uniform (Neal et al. 2021, doi:10.1038/s41598-021-03238-3).
    judge(f"{name}, {corpus.__name__}", name == "sdsm", corpora, small, found, uniform)


def test_wrong_null(program, corpora):
    """The test can fail: fixedrow takes units of uneven size for associations."""
    generator = numpy.random.default_rng(8)
    small = 0
    for _ in range(corpora):
        units = uneven_corpus(generator, POPULARITY, 150)
        edges = backbone(program, network_of(program, units), "fixedrow", "--correct", "none")
        small += sum(e["p_fixedrow"] <= .01 for e in edges.values())
    check("fixedrow is no null of uneven units", small > 3 * .01 * corpora * PAIRS, small)


# ---- planted pairs ----


def test_planted(program):
    generator = numpy.random.default_rng(9)
    for corpus in (null_corpus, uneven_corpus):
        units = corpus(generator, numpy.full(20, .05), 600)
        for i in range(0, 600, 25):
            units[i] = sorted(set(units[i]) | {"n000", "n001"})
        net = network_of(program, units, "--fdsm", "5000")
        for name in ("fixedrow", "sdsm", "fdsm")[corpus is uneven_corpus:]:
            edges = edges_of(run(program, "filter", "-", "--backbone", name, "-q", "-o", "-",
                                 text=net))
            check(f"{name}: the planted pair of {corpus.__name__} and hardly another",
                  ("person:n000", "person:n001") in edges and len(edges) <= 2, sorted(edges))


def main():
    program = sys.argv[1]
    corpora = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    test_nulls(program, corpora, "fixedrow", null_corpus, randomised_fixedrow, 5)
    test_nulls(program, corpora, "sdsm", null_corpus, None, 6)
    test_nulls(program, corpora, "sdsm", uneven_corpus, randomised_sdsm, 7)
    test_nulls(program, corpora, "fdsm", uneven_corpus, None, 10)
    test_wrong_null(program, max(5, corpora // 10))
    test_planted(program)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
