#!/usr/bin/python3
"""Compare every measure of `shabaka rank` with networkx on generated weighted graphs.

usage: centralities_networkx.py PROGRAM

What networkx does not have is worked out from its formula: Barrat's clustering, overlap,
participation, the standing within a group (population standard deviation, as the Brain
Connectivity Toolbox has it), roles, and cutpoints by taking each node out.

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

FROM = ["n003", "n007"]  # where the walker of pagerank_from starts
TOLERANCE = 1e-7  # relative; eigenvector values are rounded to 9 places, so absolute there
NOTHING = 1e-12  # networkx never quite empties what no walk reaches


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
    paths = nx.path_graph(12)  # bridges, cutpoints
    for name, graph, most in (("hubs", hubs, 9), ("paths", paths, 3), ("blocks", blocks, 2), ("pieces", pieces, 4)):
        named = nx.Graph()
        named.add_nodes_from(f"n{v:03d}" for v in graph)
        named.add_edges_from((f"n{a:03d}", f"n{b:03d}", {"weight": rng.randint(1, most)})
                             for a, b in graph.edges())
        nx.set_node_attributes(named, {v: rng.randint(3, 7) for v in named}, "group")
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


def pagerank(graph, start=None, damping=0.85):
    personal = {v: 1 / len(start) if v in start else 0 for v in graph} if start else None
    return nx.pagerank(graph, alpha=damping, personalization=personal, tol=1e-15, max_iter=2000)


def katz(graph, share):
    """With alpha the share of what would still end, scaled so that the highest is 1."""
    alpha = share / max(abs(nx.adjacency_spectrum(graph, weight="weight")))
    values = nx.katz_centrality_numpy(graph, alpha=alpha, weight="weight", normalized=False)
    return {v: x / max(values.values()) for v, x in values.items()}


def reach(graph, steps):
    lengths = dict(nx.all_pairs_shortest_path_length(graph, cutoff=steps))
    return {v: (len(lengths[v]) - 1) / (len(graph) - 1) for v in graph}


def cutpoints(graph):
    """How many components more there are without a node; 0 if it is one by itself."""
    pieces = nx.number_connected_components(graph)
    return {v: max(0, nx.number_connected_components(graph.subgraph(set(graph) - {v})) - pieces)
            for v in graph}


def group_places(graph):
    """Participation, standing within the group, role, by the groups of the nodes."""
    group = nx.get_node_attributes(graph, "group")
    inside, participation, within, role = {}, {}, {}, {}
    for v in graph:
        to = {}
        for u, data in graph[v].items():
            to[group[u]] = to.get(group[u], 0) + data["weight"]
        inside[v] = to.get(group[v], 0)
        strength = sum(to.values())
        participation[v] = 1 - sum((x / strength) ** 2 for x in to.values()) if strength else None
    for v in graph:
        own = [inside[u] for u in graph if group[u] == group[v]]
        mean = sum(own) / len(own)
        deviation = math.sqrt(sum((x - mean) ** 2 for x in own) / len(own))
        within[v] = (inside[v] - mean) / deviation if deviation > 1e-12 else 0
        limits = (0.30, 0.75) if within[v] >= 2.5 else (0.05, 0.62, 0.80)
        first = 5 if within[v] >= 2.5 else 1
        role[v] = (None if participation[v] is None
                   else first + sum(participation[v] > limit for limit in limits))
    return {"participation": participation, "within_group": within, "role": role}


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
        "pagerank": pagerank(graph),
        "coreness": nx.core_number(graph),
        "clustering": {v: barrat(graph, v) for v in graph},
        "transitivity_local": {v: local[v] if graph.degree(v) > 1 else None for v in graph},
        "constraint": {v: None if math.isnan(x) else x for v, x in constraint.items()},
        "eccentricity": {v: max(d.values(), default=0) for v, d in far.items()},
        "katz": katz(graph, 0.85),
        "katz:0.3": katz(graph, 0.3),
        "pagerank:0.5": pagerank(graph, damping=0.5),
        "pagerank_from": pagerank(graph, FROM),
        "reach": reach(graph, 2),
        "reach:3": reach(graph, 3),
        "clustering_onnela": {v: x if graph.degree(v) > 1 else None
                              for v, x in nx.clustering(graph, weight="weight").items()},
        "effective_size": {v: None if math.isnan(x) else x for v, x in
                           nx.effective_size(graph, weight="weight").items()},
        "cutpoint": cutpoints(graph),
        **group_places(graph),
    }


def expected_of_edges(graph):
    """The same of edges, after set_lengths()."""
    bridges, overlap, shared, cut = set(nx.bridges(graph)), {}, {}, {}
    for a, b in graph.edges():
        near = len(list(nx.common_neighbors(graph, a, b)))
        others = graph.degree(a) + graph.degree(b) - 2 - near
        shared[a, b], overlap[a, b] = near, near / others if others else None
        cut[a, b] = 0
        if (a, b) in bridges or (b, a) in bridges:
            rest = graph.copy()
            rest.remove_edge(a, b)
            cut[a, b] = min(len(nx.node_connected_component(rest, v)) for v in (a, b))
    return {"betweenness": nx.edge_betweenness_centrality(graph, weight="length"),
            "bridge": cut, "shared": shared, "overlap": overlap}


def ranked(program, path, distance, *options):
    command = [program, "rank", path, "--json", "--distance", distance, "--quiet", *options]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def ranked_nodes(program, path, distance):
    start = [x for v in FROM for x in ("--from", v)]
    rows = ranked(program, path, distance, "--by", "all", *start)
    more = ranked(program, path, distance, "--by", "katz:0.3,pagerank:0.5,reach:3")
    values = {row["id"]: row for row in rows}
    for row in more:
        values[row["id"]].update(row)
    return values


def ranked_edges(program, path, distance):
    rows = ranked(program, path, distance, "--edges", "--by", "all")
    return {(row["a"], row["b"]): row for row in rows}


def same(measure, want, got):
    if want is None or got is None:
        return want is None and got is None
    if measure == "eigenvector":
        return abs(want - got) <= TOLERANCE
    return abs(want - got) <= TOLERANCE * max(abs(want), abs(got)) + NOTHING


def check(title, got, wanted):
    """Of each measure whether all values agree: passed, failed."""
    failed = 0
    for measure, values in wanted.items():
        wrong = [v for v in values if v not in got or
                 not same(measure, values[v], got[v].get(measure, "none such"))]
        failed += bool(wrong)
        for v in wrong[:3]:
            print(f"{title}: {measure} of {v} is {got.get(v, {}).get(measure)}, "
                  f"networkx has {values[v]}")
    return len(wanted) - failed, failed


def main(program):
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, graph in generated():
            path = str(Path(folder) / f"{name}.graphml")
            nx.write_graphml(graph, path)
            for distance in ("inverse", "log", "none"):
                nodes = expected(graph, distance)
                ends = {frozenset(e): e for e in ranked_edges(program, path, distance)}
                edges = {measure: {ends[frozenset(e)]: x for e, x in values.items()}
                         for measure, values in expected_of_edges(graph).items()}
                title = f"{name}, {distance}"
                for got, wanted in ((ranked_nodes(program, path, distance), nodes),
                                    (ranked_edges(program, path, distance), edges)):
                    counts = check(title, got, wanted)
                    passed += counts[0]
                    failed += counts[1]
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
