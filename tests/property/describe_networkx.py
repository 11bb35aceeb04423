#!/usr/bin/python3
"""The figures of `shabaka describe` beside networkx, python-igraph and scipy.

usage: describe_networkx.py PROGRAM

The power law: its start by trying each one here, its exponent and likelihood by igraph's
(plfit) from that start, its distance over all whole numbers, the lognormal by scipy's own
search, p beside igraph's within the error of both.
"""

import json
import math
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
from scipy import optimize, special, stats

from checks import check, finish

RUNS = 1000


def near(got, want, within=1e-7):
    if got is None or want is None or math.isnan(want):
        return got is None and (want is None or math.isnan(want))
    return abs(got - want) <= within * max(1, abs(want))


def generated():
    rng = random.Random(3)
    degrees = [min(400, int(0.5 + 2.5 * (1 - rng.random()) ** (-1 / 1.5))) for _ in range(500)]
    degrees[0] += sum(degrees) % 2
    law = nx.Graph(nx.configuration_model(degrees, seed=3))
    graphs = {"grown": nx.barabasi_albert_graph(200, 3, seed=1), "law": law,
              "even": nx.gnm_random_graph(150, 600, seed=2),
              "pieces": nx.gnm_random_graph(90, 80, seed=4)}
    for name, graph in graphs.items():
        graph.remove_edges_from(list(nx.selfloop_edges(graph)))
        named = nx.Graph()
        kinds = ("person", "state", "organization")
        named.add_nodes_from((f"n{v:04d}", {"type": rng.choice(kinds)}) for v in graph)
        named.add_edges_from((f"n{a:04d}", f"n{b:04d}", {"weight": rng.randint(1, 3)})
                             for a, b in graph.edges())
        yield name, named


def shape(graph):
    pairs = [d for _, lengths in nx.all_pairs_shortest_path_length(graph)
             for d in lengths.values() if d]
    degrees = sorted(d for _, d in graph.degree())
    parts = [len(c) for c in nx.connected_components(graph)]
    return {"nodes": len(graph), "edges": graph.number_of_edges(),
            "density": nx.density(graph), "mean degree": sum(degrees) / len(degrees),
            "median degree": float(np.median(degrees)), "highest degree": degrees[-1],
            "components": len(parts), "largest component": max(parts),
            "isolates": degrees.count(0), "transitivity": nx.transitivity(graph),
            "diameter (edges)": max(pairs), "mean distance (edges)": sum(pairs) / len(pairs),
            "assortativity by type": nx.attribute_assortativity_coefficient(graph, "type"),
            "assortativity by degree": nx.degree_assortativity_coefficient(graph)}


def distance(tail, xmin, exponent):
    numbers = np.arange(xmin, max(tail) + 1)
    law = 1 - special.zeta(exponent, numbers + 1) / special.zeta(exponent, xmin)
    ordered = np.sort(tail)
    seen = np.searchsorted(ordered, numbers, side="right") / len(tail)
    return float(np.max(np.abs(seen - law)))


def best_start(degrees):
    """Every start but the last value; the exponent is igraph's."""
    fits = []
    for xmin in sorted(set(degrees))[:-1]:
        tail = [d for d in degrees if d >= xmin]
        exponent = optimize.minimize_scalar(
            lambda a: len(tail) * math.log(special.zeta(a, xmin)) + a * np.sum(np.log(tail)),
            bounds=(1.0001, 60), method="bounded", options={"xatol": 1e-9}).x
        fits.append((distance(tail, xmin, exponent), xmin, exponent))
    return min(fits)


def lognormal_logs(tail, xmin):
    """Log-likelihoods of the likeliest rounded lognormal, by scipy."""
    values, number = np.unique(tail, return_counts=True)

    def logs(at):
        low, high, least = ((np.log(x) - at[0]) / math.exp(at[1])
                            for x in (values - 0.5, values + 0.5, xmin - 0.5))
        mass = np.where(low > 0, special.ndtr(-low) - special.ndtr(-high),
                        special.ndtr(high) - special.ndtr(low))
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.log(mass) - special.log_ndtr(-least)

    def cost(at):
        if (math.log(xmin - 0.5) - at[0]) / math.exp(at[1]) > 35:
            return 1e300  # past what doubles hold
        total = -float(np.sum(number * logs(at)))
        return total if math.isfinite(total) else 1e300

    start = (np.mean(np.log(tail)), math.log(max(0.01, np.std(np.log(tail)))))
    found = optimize.minimize(cost, start, method="Nelder-Mead",
                              options={"maxiter": 8000, "xatol": 1e-8, "fatol": 1e-10})
    found = optimize.minimize(cost, found.x, method="Nelder-Mead",
                              options={"maxiter": 8000, "xatol": 1e-8, "fatol": 1e-10})
    return values, number, logs(found.x)


def check_power_law(name, figures, degrees):
    degrees = [d for d in degrees if d]
    apart, xmin, exponent = best_start(degrees)
    tail = [d for d in degrees if d >= xmin]
    check(f"{name}: start", figures["power law: from degree"] == xmin,
          f"{figures['power law: from degree']}, not {xmin}")
    check(f"{name}: nodes from there", figures["power law: nodes from there"] == len(tail))
    check(f"{name}: distance", near(figures["power law: KS distance"], apart, 1e-6))
    got = figures["power law: exponent"]
    check(f"{name}: exponent", near(got, exponent, 1e-6), f"{got}, not {exponent}")
    fit = igraph.power_law_fit(tail, xmin=xmin, method="discrete")
    n = len(tail)  # below 50 igraph corrects for a small sample
    theirs = fit.alpha if n >= 50 else (fit.alpha * n - 1) / (n - 1)
    check(f"{name}: igraph's exponent", near(got, theirs, 1e-3), f"{got}, not {theirs}")

    values, number, others = lognormal_logs(tail, xmin)
    own = -got * np.log(values) - math.log(special.zeta(got, xmin))
    if n >= 50:
        check(f"{name}: likelihood", near(float(np.sum(number * own)), fit.L, 1e-6))
    difference = own - others
    mean = np.sum(number * difference) / len(tail)
    deviation = math.sqrt(np.sum(number * (difference - mean) ** 2) / len(tail))
    same = abs(mean) * len(tail) < 0.05  # a lognormal far out is the power law itself
    ratio = 0 if same else mean * math.sqrt(len(tail)) / deviation
    check(f"{name}: ratio to a lognormal",
          near(figures["power law / lognormal: ratio"], ratio, 1e-3),
          f"{figures['power law / lognormal: ratio']}, not {ratio}")
    check(f"{name}: p of the ratio", near(figures["power law / lognormal: p"],
                                          2 * stats.norm.sf(abs(ratio)), 1e-3))
    theirs = igraph.power_law_fit(degrees, method="discrete").p
    within = 4 * math.sqrt(0.25 / RUNS) + 0.02
    check(f"{name}: p", abs(figures["power law: p"] - theirs) <= within,
          f"{figures['power law: p']}, igraph has {theirs}")


def main(program):
    def rows(path, *options):
        done = subprocess.run([program, "describe", path, "--json", "--quiet", *options],
                              stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout)

    with tempfile.TemporaryDirectory() as folder:
        for name, graph in generated():
            path = str(Path(folder) / f"{name}.graphml")
            nx.write_graphml(graph, path)
            figures = {r["figure"]: r["value"] for r in rows(path, "--runs", str(RUNS))}
            for figure, value in shape(graph).items():
                check(f"{name}: {figure}", near(figures[figure], value),
                      f"{figures[figure]}, networkx has {value}")
            degrees = [d for _, d in graph.degree()]
            check_power_law(name, figures, degrees)
            nodes = Counter(degrees)
            want = [{"degree": d, "nodes": nodes[d], "share_from": sum(
                n for k, n in nodes.items() if k >= d) / len(graph)} for d in sorted(nodes)]
            got = rows(path, "--degrees")
            check(f"{name}: degrees", len(got) == len(want) and all(
                near(g[k], w[k]) for g, w in zip(got, want) for k in w))
    return finish()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
