#!/usr/bin/env python3
"""Association measures, backbones and their null models beside scipy, networkx and slow
code of our own.

usage: chance_scipy.py PROGRAM

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
import numpy
from scipy import optimize, stats

from checks import check, finish, run


def lines(units, per_document):
    """Mention lines: unit by unit the entities named, so many units a document."""
    out = []
    for i, unit in enumerate(units):
        text = "".join(f"{name} " for name in unit) or "-"
        mentions, at = [], 0
        for name in unit:
            mentions.append({"start": at, "end": at + len(name), "type": "person",
                             "entity": "person:" + name, "label": name, "text": name,
                             "how": "gazetteer"})
            at += len(name) + 1
        out.append(json.dumps({"doc": f"d{i // per_document:06d}", "sentence": i % per_document,
                               "paragraph": 0, "start": 0, "end": len(text), "text": text,
                               "mentions": mentions}))
    return "\n".join(out) + "\n"


def network_of(program, units, per_document=4, *options):
    return run(program, "build", "--mentions", "-", "--gazetteer-only", "none.jsonl",
               "--evidence", "0", "-q", "--format", "json", "-o", "-", *options,
               text=lines(units, per_document))


def random_units(rng, n_units, n_names):
    weights = [1 / (i + 1) for i in range(n_names)]
    names = [f"n{i:03d}" for i in range(n_names)]
    units = []
    for _ in range(n_units):
        size = min(n_names, rng.choice([0, 1, 1, 2, 2, 3, 4, 7]))
        chosen = set()
        while len(chosen) < size:
            chosen.add(rng.choices(names, weights)[0])
        units.append(sorted(chosen))
    return units


def edges_of(text):
    graph = json.loads(text)
    return {(e["source"], e["target"]): e for e in graph["links"]}


def close(a, b, tolerance=2e-8):
    if a is None or b is None:
        return a is None and (b is None or not math.isfinite(b))
    return a == b or abs(a - b) <= tolerance * max(abs(a), abs(b)) or abs(a - b) < 1e-11


# ---- association measures ----

def by_formula(n, i, j, ij):
    e = i * j / n
    a, b, c, d = ij, i - ij, j - ij, n - i - j + ij
    table = [[a, b], [c, d]]
    odds = (a + .5) * (d + .5) / ((b + .5) * (c + .5))
    error = math.sqrt(sum(1 / (x + .5) for x in (a, b, c, d)))
    pmi = math.log2(ij * n / (i * j))
    whole = 0 in (a + b, c + d, a + c, b + d)
    g2 = chi2 = None
    if not whole:
        g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")[0]
        g2 = math.copysign(g2, ij - e)
        chi2 = stats.chi2_contingency(table, correction=False)[0]
    rarer = min(i, j)
    return {
        "count": ij, "expected": e, "obsexp": ij / e, "cosine": ij / math.sqrt(i * j),
        "jaccard": ij / (i + j - ij), "dice": 2 * ij / (i + j),
        "logdice": 14 + math.log2(2 * ij / (i + j)), "overlap": ij / rarer,
        "equivalence": ij * ij / (i * j), "pmi": pmi, "ppmi": max(0, pmi),
        "npmi": None if ij == n else pmi / -math.log2(ij / n),
        "pmi2": math.log2((ij / n) ** 2 / (i / n * j / n)),
        "pmi3": math.log2((ij / n) ** 3 / (i / n * j / n)),
        "pmi_discounted": pmi * ij / (ij + 1) * rarer / (rarer + 1),
        "g2": 0.0 if whole else g2, "chi2": chi2,
        "phi": None if whole else math.copysign(math.sqrt(chi2 / n), ij - e),
        "tscore": (ij - e) / math.sqrt(ij), "zscore": (ij - e) / math.sqrt(e),
        "oddsratio": odds, "oddsratio_low": odds * math.exp(-stats.norm.ppf(.975) * error),
        "oddsratio_high": odds * math.exp(stats.norm.ppf(.975) * error),
        "deltap_ab": None if i == n else ij / i - (j - ij) / (n - i),
        "deltap_ba": None if j == n else ij / j - (i - ij) / (n - j),
        "p_hypergeometric": stats.hypergeom.sf(ij - 1, n, i, j)}


def counts_of(units):
    single, double = {}, {}
    for unit in units:
        for name in unit:
            single[name] = single.get(name, 0) + 1
        for pair in itertools.combinations(unit, 2):
            double[pair] = double.get(pair, 0) + 1
    return single, double


def test_associations(program, rng):
    for n_units, n_names in ((40, 6), (300, 25)):
        units = random_units(rng, n_units, n_names)
        net = network_of(program, units)
        edges = edges_of(run(program, "convert", "-", "--measures", "all", "-q",
                             "--format", "json", "-o", "-", text=net))
        single, double = counts_of(units)
        wrong, seen = {}, 0
        for (a, b), edge in edges.items():
            i, j = single[a[7:]], single[b[7:]]
            wanted = by_formula(len(units), i, j, double[(a[7:], b[7:])])
            for name, value in wanted.items():
                seen += 1
                if not close(edge.get(name), value):
                    wrong[name] = (a, b, edge.get(name), value)
        check(f"associations of {len(units)} units", seen and not wrong, wrong)


def test_weight(program, rng):
    units = random_units(rng, 200, 15)
    net = network_of(program, units)
    before = edges_of(net)
    after = edges_of(run(program, "convert", "-", "--weight", "npmi", "-q", "--format", "json",
                         "-o", "-", text=net))
    single, double = counts_of(units)
    value = {k: by_formula(len(units), single[k[0][7:]], single[k[1][7:]], e["weight"])["npmi"]
             for k, e in before.items()}
    check("weight: edges above 0", set(after) == {k for k, v in value.items() if v and v > 0})
    check("weight: values", all(close(e["weight"], value[k]) for k, e in after.items()))
    check("weight: counts kept", all(e["units"] == before[k]["weight"] for k, e in after.items()))
    again = run(program, "convert", "-", "--weight", "npmi", "-q", "--format", "json", "-o", "-",
                text=net)
    twice = edges_of(run(program, "convert", "-", "--weight", "cosine", "-q", "--format", "json",
                         "-o", "-", text=again))
    check("weight: from the counts again",
          all(close(e["weight"], by_formula(len(units), single[k[0][7:]], single[k[1][7:]],
                                            double[(k[0][7:], k[1][7:])])["cosine"])
              for k, e in twice.items()))


# ---- null models of units ----

def poisson_binomial_sf(k, probabilities):
    """P(X >= k), one trial after the other."""
    mass = numpy.zeros(len(probabilities) + 1)
    mass[0] = 1
    for p in probabilities:
        mass[1:] = mass[1:] * (1 - p) + mass[:-1] * p
        mass[0] *= 1 - p
    return mass[k:].sum()


def configuration_model(rows, columns):
    """Probabilities by maximum likelihood: one unknown an entity and a unit, no classes."""
    rows, columns = numpy.array(rows, float), numpy.array(columns, float)
    n = len(rows)

    def split(theta):
        return 1 / (1 + numpy.exp(-(theta[:n, None] + theta[None, n:])))

    def loss(theta):
        s = theta[:n, None] + theta[None, n:]
        return numpy.logaddexp(0, s).sum() - rows @ theta[:n] - columns @ theta[n:]

    def slope(theta):
        p = split(theta)
        return numpy.concatenate([p.sum(1) - rows, p.sum(0) - columns])

    start = numpy.concatenate([numpy.log(rows / math.sqrt(rows.sum())),
                               numpy.log(columns / math.sqrt(rows.sum()))])
    best = optimize.minimize(loss, start, jac=slope, method="L-BFGS-B",
                             options={"maxiter": 20000, "maxfun": 200000, "ftol": 1e-16,
                                      "gtol": 1e-10, "maxcor": 50})
    return split(best.x)


def backbone(program, net, name, *options):
    return edges_of(run(program, "filter", "-", "--backbone", name, "--alpha", "1", "-q",
                        *options, "--format", "json", "-o", "-", text=net))


def test_unit_models(program, rng):
    for n_units, n_names in ((60, 8), (250, 20)):
        units = [u for u in random_units(rng, n_units, n_names)]
        net = network_of(program, units)
        single, double = counts_of(units)
        fixed = backbone(program, net, "fixedrow", "--correct", "none")
        check("fixedrow", all(
            close(e["p_fixedrow"], stats.hypergeom.sf(double[(a[7:], b[7:])] - 1, n_units,
                                                      single[a[7:]], single[b[7:]]))
            for (a, b), e in fixed.items()) and len(fixed) == len(double))
        names = sorted(single)
        sizes = [len(u) for u in units if u]
        model = configuration_model([single[x] for x in names], sizes)
        row = {x: model[i] for i, x in enumerate(names)}
        edges = backbone(program, net, "sdsm", "--correct", "none")
        worst = max(abs(e["p_sdsm"] / poisson_binomial_sf(double[(a[7:], b[7:])],
                                                          row[a[7:]] * row[b[7:]]) - 1)
                    for (a, b), e in edges.items())
        check("sdsm", worst < 1e-5, worst)


def test_left_out(program, rng):
    """Units of the names that are left, whoever left the others out; or no answer at all."""
    units = random_units(rng, 120, 30)
    single, _ = counts_of(units)
    least = sorted(single.values())[len(single) // 2]
    left = [[x for x in u if single[x] >= least] for u in units]
    alone, rare = network_of(program, left), network_of(program, units, 4, "--min-mentions", str(least))
    names = sorted({x for u in left for x in u})
    model = configuration_model([single[x] for x in names], [len(u) for u in left if u])
    row = {x: model[i] for i, x in enumerate(names)}
    _, double = counts_of(left)
    for what, net in (("alone", alone), ("rare", rare)):
        edges = backbone(program, net, "sdsm", "--correct", "none")
        worst = max(abs(e["p_sdsm"] / poisson_binomial_sf(double[(a[7:], b[7:])],
                                                          row[a[7:]] * row[b[7:]]) - 1)
                    for (a, b), e in edges.items())
        check("sdsm of what is left: " + what, len(edges) == len(double) and worst < 1e-5, worst)
    cut = run(program, "filter", "-", "--top", str(len(names)), "--by", "strength", "-q",
              "--format", "json", "-o", "-", text=network_of(program, units))
    for name, status in (("sdsm", 1), ("fixedrow", 0)):
        done = subprocess.run([program, "filter", "-", "--backbone", name, "--format", "json",
                               "-o", "-"], input=cut, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, encoding="utf-8")
        check("a cut network: " + name, done.returncode == status and
              ("build" in done.stderr) == (status == 1), done.stderr)


def test_heavy_pairs(program):
    """Counts in the thousands: the transform instead of the convolution."""
    units = [["a", "b"]] * 1500 + [["a"]] * 800 + [["b"]] * 700 + [["a", "b", "c"]] * 30 + \
            [["c"]] * 2000 + [["a", "c"]] * 250 + [["b", "c"]] * 400 + [[c] for c in "defgh"] * 90
    net = network_of(program, units)
    single, double = counts_of(units)
    names = sorted(single)
    sizes = sorted({len(u) for u in units})
    often = [sum(len(u) == s for u in units) for s in sizes]
    n = len(names)

    def faults(t):
        p = 1 / (1 + numpy.exp(-(t[:n, None] + t[None, n:])))
        return numpy.concatenate([(p * often).sum(1) / [single[x] for x in names] - 1,
                                  p.sum(0) / sizes - 1])

    start = numpy.concatenate([numpy.log([single[x] for x in names]) - 5, numpy.log(sizes) - 4])
    solved = optimize.least_squares(faults, start, xtol=1e-15, ftol=1e-15, gtol=1e-15)
    t = solved.x
    p = 1 / (1 + numpy.exp(-(t[:n, None] + t[None, n:])))
    row = {x: p[i] for i, x in enumerate(names)}
    edges = backbone(program, net, "sdsm", "--correct", "none")
    wrong = []
    for (a, b), e in edges.items():
        each = numpy.repeat(row[a[7:]] * row[b[7:]], often)
        wanted = poisson_binomial_sf(double[(a[7:], b[7:])], each)
        if not close(e["p_sdsm"], wanted, 1e-4) and max(e["p_sdsm"], wanted) > 1e-250:
            wrong.append((a, b, e["p_sdsm"], wanted))
    check("sdsm of heavy pairs", numpy.abs(solved.fun).max() < 1e-9 and not wrong, wrong)
    fixed = backbone(program, net, "fixedrow", "--correct", "none")
    check("fixedrow of heavy pairs", all(
        close(e["p_fixedrow"], stats.hypergeom.sf(double[(a[7:], b[7:])] - 1, len(units),
                                                  single[a[7:]], single[b[7:]]), 1e-6)
        for (a, b), e in fixed.items()))


def test_corrections(program, rng):
    units = random_units(rng, 250, 20)
    net = network_of(program, units)
    single, _ = counts_of(units)
    tests = len(single) * (len(single) - 1) // 2
    plain = backbone(program, net, "fixedrow", "--correct", "none")
    order = sorted(plain, key=lambda k: (plain[k]["p_fixedrow"], k))
    p = [plain[k]["p_fixedrow"] for k in order] + [1.0] * (tests - len(order))
    bh = [min(1.0, min(p[j] * tests / (j + 1) for j in range(i, tests))) for i in range(len(order))]
    holm = [min(1.0, max(p[j] * (tests - j) for j in range(i + 1))) for i in range(len(order))]
    for name, wanted in (("bh", bh), ("holm", holm)):
        edges = backbone(program, net, "fixedrow", "--correct", name)
        check(f"correction {name}", all(close(edges[k]["q_fixedrow"], q)
                                        for k, q in zip(order, wanted)))


# ---- null models of weights ----

def weighted(rng, n=14, m=40):
    graph = networkx.Graph()
    while graph.number_of_edges() < m:
        a, b = rng.sample(range(n), 2)
        graph.add_edge(f"n{a:02d}", f"n{b:02d}", weight=rng.choice([1, 1, 2, 3, 5, 8, 20, 60]))
    return graph


def as_json(graph):
    return json.dumps({"directed": False, "multigraph": False, "graph": {},
                       "nodes": [{"id": n, "label": n} for n in sorted(graph)],
                       "links": [{"source": a, "target": b, "weight": d["weight"]}
                                 for a, b, d in graph.edges(data=True)]})


def noise_p(n, i, j, w):
    """As the authors' program (backboning.py) computes it, by its own steps."""
    prior = (i * j) / n * (1 / n)
    kappa = n / (i * j)
    score = (kappa * w - 1) / (kappa * w + 1)
    var_prior = 1 / n ** 2 * (i * j * (n - i) * (n - j)) / (n ** 2 * (n - 1))
    alpha_prior = prior ** 2 / var_prior * (1 - prior) - prior
    beta_prior = prior / var_prior * (1 - prior ** 2) - (1 - prior)
    alpha_post, beta_post = alpha_prior + w, n - w + beta_prior
    expected = alpha_post / (alpha_post + beta_post)
    variance = expected * (1 - expected) * n
    d = 1 / (i * j) - n * ((i + j) / (i * j) ** 2)
    error = math.sqrt(variance * (2 * (kappa + w * d) / (kappa * w + 1) ** 2) ** 2)
    return stats.norm.sf(score / error)


def test_weight_models(program, rng):
    for _ in range(6):
        graph = weighted(rng)
        net = as_json(graph)
        s, k = dict(graph.degree(weight="weight")), dict(graph.degree())
        total = sum(d["weight"] for *_, d in graph.edges(data=True))

        def heavier(a, w):
            return sum(d["weight"] > w for *_, d in graph.edges(a, data=True)) / k[a]

        def at(a, w):
            return (1 - w / s[a]) ** (k[a] - 1) if k[a] > 1 else 1

        def urn(a, w, r):
            if k[a] < 2:
                return 1
            if r == 0:
                return stats.binom.sf(w - 1, s[a], 1 / k[a])
            return stats.betabinom.sf(w - 1, s[a], 1 / r, (k[a] - 1) / r)

        models = {
            "disparity": lambda a, b, w: min(at(a, w), at(b, w)),
            "noise": lambda a, b, w: noise_p(2 * total, s[a], s[b], w),
            "mlf": lambda a, b, w: stats.binom.sf(w - 1, total, s[a] * s[b] / (2 * total ** 2)),
            "lans": lambda a, b, w: min(heavier(a, w), heavier(b, w)),
            "polya": lambda a, b, w: min(urn(a, w, 1), urn(b, w, 1)),
            "polya:0.3": lambda a, b, w: min(urn(a, w, .3), urn(b, w, .3)),
            "polya:0": lambda a, b, w: min(urn(a, w, 0), urn(b, w, 0))}
        for name, p in models.items():
            edges = backbone(program, net, name, "--correct", "none")
            column = "p_" + name.split(":")[0]
            wrong = [(a, b, e[column], p(a, b, e["weight"])) for (a, b), e in edges.items()
                     if not close(e[column], p(a, b, e["weight"]), 1e-6)]
            check(name, len(edges) == graph.number_of_edges() and not wrong, wrong[:2])


# ---- structure ----

def kept(program, net, name):
    return set(edges_of(run(program, "filter", "-", "--backbone", name, "-q", "--format",
                            "json", "-o", "-", text=net)))


def test_structure(program, rng):
    for _ in range(6):
        graph = weighted(rng)
        net = as_json(graph)
        for *_, d in graph.edges(data=True):
            d["length"] = 1 / d["weight"]
        every = {tuple(sorted(e)) for e in graph.edges}

        def weight(e):
            return graph.edges[e]["weight"]

        tree = kept(program, net, "mst")
        best = networkx.maximum_spanning_tree(graph)
        check("mst", networkx.is_forest(graph.edge_subgraph(tree)) and
              sum(map(weight, tree)) == best.size("weight") and len(tree) == best.size())
        core = networkx.core_number(graph)
        check("kcore", kept(program, net, "kcore:4") ==
              {e for e in every if min(core[e[0]], core[e[1]]) >= 4})
        check("threshold", kept(program, net, "threshold:5") == {e for e in every if weight(e) >= 5})
        ways = dict(networkx.all_pairs_dijkstra_path_length(graph, weight="length"))
        check("metric", kept(program, net, "metric") ==
              {e for e in every if ways[e[0]][e[1]] > graph.edges[e]["length"] - 1e-12})

        def widest(a, b):
            """The largest weight so that heavier or equal ties alone join a and b."""
            for w in sorted({weight(e) for e in every}, reverse=True):
                part = networkx.Graph(e for e in every if weight(e) >= w)
                if a in part and b in part and networkx.has_path(part, a, b):
                    return w
            return 0

        check("ultrametric", kept(program, net, "ultrametric") ==
              {e for e in every if weight(e) >= widest(*e)})
        top = set()
        for node in graph:
            ties = sorted((tuple(sorted(e)) for e in graph.edges(node)), key=weight, reverse=True)
            top |= {e for e in ties if weight(e) >= weight(ties[min(2, len(ties)) - 1])}
        check("top", kept(program, net, "top:2") == top)


# ---- what changed ----

def test_compare(program, rng):
    old, new = random_units(rng, 300, 15), random_units(rng, 500, 15)
    nets = []
    for i, units in enumerate((old, new)):
        nets.append(f"c{i}.json")
        with open(nets[-1], "w", encoding="utf-8") as file:
            file.write(network_of(program, units))
    rows = json.loads(run(program, "compare", *nets, "--top", "0", "--json", "-q"))
    counts = [counts_of(units) for units in (old, new)]
    wrong = []
    for row in rows:
        edge = row.get("b") is not None
        key = (row["a"][7:], row["b"][7:]) if edge else row["a"][7:]
        x, y = counts[0][edge].get(key, 0), counts[1][edge].get(key, 0)
        g2, p = stats.chi2_contingency([[x, len(old) - x], [y, len(new) - y]], correction=False,
                                       lambda_="log-likelihood")[:2]
        if (x, y) != (row["before"] or 0, row["after"] or 0):
            wrong.append((key, row, x, y))
        sign = -1 if y / len(new) < x / len(old) else 1
        if not close(row["g2"], sign * g2, 1e-6) or not close(row["p"], p, 1e-6):
            wrong.append((key, row, g2, p))
    check("compare: g2 and p", rows and not wrong, wrong[:2])
    for edge in (False, True):
        part = sorted((r for r in rows if (r.get("b") is not None) == edge), key=lambda r: r["p"])
        tests = len(set(counts[0][edge]) | set(counts[1][edge]))
        p = [r["p"] for r in part]
        wanted = [min(1.0, min(p[j] * tests / (j + 1) for j in range(i, len(p)))) for i in range(len(p))]
        check("compare: q", all(close(r["q"], q, 1e-6) for r, q in zip(part, wanted)))


def main():
    program = os.path.abspath(sys.argv[1])
    rng = random.Random(20)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("none.jsonl", "w", encoding="utf-8") as file:
            print('{"id": "state:XX", "type": "state", "names": {"en": ["Xxland"]}}', file=file)
        test_associations(program, rng)
        test_weight(program, rng)
        test_unit_models(program, rng)
        test_left_out(program, rng)
        test_heavy_pairs(program)
        test_corrections(program, rng)
        test_weight_models(program, rng)
        test_structure(program, rng)
        test_compare(program, rng)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
