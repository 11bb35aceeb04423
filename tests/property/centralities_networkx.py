#!/usr/bin/python3
"""Compare every centrality of `shabaka rank` with networkx on generated weighted graphs.

usage: centralities_networkx.py PROGRAM

Ways of equal length must tie here as they do there: networkx adds lengths up without
tolerance, so that it gets them as whole numbers (1/weight times a common multiple) or as
exact products (for the logarithm), never as fractions rounded to binary.
"""

import json
import math
import random
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

import networkx as nx

TOLERANCE = 1e-7  # relative; eigenvector values are rounded to 9 places, so absolute there


class Product:
    """A length -log(p) as p itself: adding multiplies, and the larger p is the shorter."""

    def __init__(self, p):
        self.p = p

    def __add__(self, other):
        return Product(self.p * other.p) if isinstance(other, Product) else self

    __radd__ = __add__

    def __lt__(self, other):
        return self.p > (other.p if isinstance(other, Product) else 1)

    def __gt__(self, other):
        return self.p < (other.p if isinstance(other, Product) else 1)

    def __eq__(self, other):
        return self.p == (other.p if isinstance(other, Product) else 1)

    __hash__ = None

    def __float__(self):
        return math.log(self.p.denominator) - math.log(self.p.numerator)


def generated():
    """Name and graph: hubs, communities with small weights (many ties), loose pieces."""
    rng = random.Random(20)
    hubs = nx.barabasi_albert_graph(70, 3, seed=1)
    blocks = nx.planted_partition_graph(4, 14, 0.4, 0.03, seed=2)
    pieces = nx.gnm_random_graph(60, 62, seed=3)  # isolates, trees, pairs
    for name, graph, most in (("hubs", hubs, 9), ("blocks", blocks, 2), ("pieces", pieces, 4)):
        named = nx.Graph()
        named.add_nodes_from(f"n{v:03d}" for v in graph)
        named.add_edges_from((f"n{a:03d}", f"n{b:03d}", {"weight": rng.randint(1, most)})
                             for a, b in graph.edges())
        yield name, named


def set_lengths(graph, distance):
    """Exact lengths on the edges; returns what one unit of them is worth."""
    weights = [w for _, _, w in graph.edges(data="weight")]
    multiple, most = math.lcm(*weights), max(weights)
    for _, _, data in graph.edges(data=True):
        if distance == "inverse":
            data["length"] = multiple // data["weight"]
        elif distance == "log":
            data["length"] = Product(Fraction(data["weight"], most + 1))
        else:
            data["length"] = 1
    return 1 / multiple if distance == "inverse" else 1


def barrat(graph, v):
    """Barrat et al. 2004, equation 5."""
    near = graph[v]
    if len(near) < 2:
        return None
    total = sum(near[i]["weight"] + near[j]["weight"]
                for i in near for j in near if i != j and graph.has_edge(i, j)) / 2
    return total / (graph.degree(v, weight="weight") * (len(near) - 1))


def eigenvector(graph):
    """Of the leading component, 1 at most, 0 elsewhere."""
    best, result = 0, {}
    for nodes in nx.connected_components(graph):
        part = graph.subgraph(nodes)
        if len(part) < 2:
            continue
        vector = nx.eigenvector_centrality_numpy(part, weight="weight")
        v = max(vector, key=vector.get)
        value = sum(d["weight"] * vector[u] for u, d in part[v].items()) / vector[v]
        if value > best:
            best, result = value, {u: x / vector[v] for u, x in vector.items()}
    return {v: result.get(v, 0.0) for v in graph}


def expected(graph, distance):
    """Measure name to node to value; None where it is undefined."""
    unit = set_lengths(graph, distance)
    far = {v: {u: float(d) * unit for u, d in lengths.items() if u != v}
           for v, lengths in nx.all_pairs_dijkstra_path_length(graph, weight="length")}
    local = nx.clustering(graph)
    constraint = nx.constraint(graph, weight="weight")
    return {
        "degree": dict(graph.degree()),
        "strength": dict(graph.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(graph, weight="length", normalized=True),
        "closeness": {v: len(d) / sum(d.values()) if d else None for v, d in far.items()},
        "harmonic": {v: sum(1 / x for x in d.values()) / (len(graph) - 1)
                     for v, d in far.items()},
        "eigenvector": eigenvector(graph),
        "pagerank": nx.pagerank(graph, alpha=0.85, tol=1e-15, max_iter=1000),
        "coreness": nx.core_number(graph),
        "clustering": {v: barrat(graph, v) for v in graph},
        "transitivity_local": {v: local[v] if graph.degree(v) > 1 else None for v in graph},
        "constraint": {v: None if math.isnan(x) else x for v, x in constraint.items()},
        "eccentricity": {v: max(d.values(), default=0) for v, d in far.items()},
    }


def ranked(program, path, distance):
    command = [program, "rank", path, "--by", "all", "--json", "--distance", distance, "--quiet"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return {row["id"]: row for row in json.loads(done.stdout)}


def same(measure, want, got):
    if want is None or got is None:
        return want is None and got is None
    if measure == "eigenvector":
        return abs(want - got) <= TOLERANCE
    return abs(want - got) <= TOLERANCE * max(abs(want), abs(got), 1e-12)


def main(program):
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, graph in generated():
            path = str(Path(folder) / f"{name}.graphml")
            nx.write_graphml(graph, path)
            for distance in ("inverse", "log", "none"):
                rows = ranked(program, path, distance)
                for measure, values in expected(graph, distance).items():
                    wrong = [v for v in graph if v not in rows or
                             not same(measure, values[v], rows[v].get(measure))]
                    passed += not wrong
                    failed += bool(wrong)
                    for v in wrong[:3]:
                        print(f"{name}, {distance}: {measure} of {v} is "
                              f"{rows.get(v, {}).get(measure)}, networkx has {values[v]}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
