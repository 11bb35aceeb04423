#!/usr/bin/python3
"""Communities beside python-igraph and networkx, on generated weighted graphs.

usage: groups_igraph.py PROGRAM

Checked: modularity and the quality of the constant Potts model; NMI, ARI and VI of two
methods and of two networks; the stability of nodes from the single runs; the consensus by
doing each of its rounds here, with the program dividing the network of shares; who stands
between two groups; names of groups.
"""

import itertools
import json
import math
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import igraph
import networkx as nx

from checks import check, finish

TOLERANCE = 1e-7
METHODS = ("leiden", "cpm", "louvain", "infomap", "labelprop", "walktrap")


def near(a, b):
    return abs(a - b) <= TOLERANCE * max(1, abs(a), abs(b))


class Runner:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def save(self, graph, name):
        path = str(Path(self.folder) / name)
        nx.write_graphml(graph, path)
        return path

    def table(self, *arguments):
        done = subprocess.run([self.program, *arguments, "--json", "--quiet"],
                              stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout)

    def nodes(self, path, *arguments):
        """The columns of the nodes after `groups`."""
        out = str(Path(self.folder) / "out.json")
        self.table("groups", path, "-o", out, *arguments)
        return {node["id"]: node for node in json.load(open(out))["nodes"]}

    def groups(self, path, *arguments):
        return {v: node["group"] for v, node in self.nodes(path, *arguments).items()}


def generated():
    rng = random.Random(7)
    blocks = nx.planted_partition_graph(5, 16, 0.5, 0.06, seed=4)
    loose = nx.gnm_random_graph(70, 190, seed=5)
    pieces = nx.disjoint_union(nx.karate_club_graph(), nx.path_graph(4))
    pieces.add_node(99)
    for name, graph in (("blocks", blocks), ("loose", loose), ("pieces", pieces)):
        named = nx.Graph()
        named.add_nodes_from(f"n{v:03d}" for v in graph)
        named.add_edges_from((f"n{a:03d}", f"n{b:03d}", {"weight": rng.randint(1, 5)})
                             for a, b in graph.edges())
        yield name, named


def to_igraph(graph):
    names = sorted(graph)
    number = {v: i for i, v in enumerate(names)}
    g = igraph.Graph([(number[a], number[b]) for a, b in graph.edges()])
    if len(names) > g.vcount():
        g.add_vertices(len(names) - g.vcount())
    return names, g, [w for _, _, w in graph.edges(data="weight")]


def potts(graph, group, resolution):
    """Weight inside the groups less the resolution for each pair of members."""
    inside = sum(w for a, b, w in graph.edges(data="weight") if group[a] == group[b])
    sizes = {}
    for v in graph:
        sizes[group[v]] = sizes.get(group[v], 0) + 1
    return inside - resolution * sum(n * (n - 1) / 2 for n in sizes.values())


def check_quality(run, name, graph, path):
    names, g, weights = to_igraph(graph)
    for method in METHODS:
        rows = run.table("groups", path, "--by", method, "--compare", method)
        group = run.groups(path, "--by", method)
        want = g.modularity([group[v] for v in names], weights=weights)
        check(f"{name}: modularity of {method}", near(rows[0]["modularity"], want))
    halved = graph.copy()
    for _, _, data in halved.edges(data=True):
        data["weight"] /= 2
    half_path = run.save(halved, "half.graphml")
    for resolution in (0.2, 0.7, 2):
        theirs = max(potts(graph, dict(zip(names, g.community_leiden(
            objective_function="CPM", weights=weights, resolution_parameter=resolution,
            n_iterations=20).membership)), resolution) for _ in range(15))
        for title, file, share in (("", path, 1), (", all halved", half_path, 0.5)):
            ours = max(potts(graph, run.groups(
                file, "--by", "cpm", "--resolution", str(resolution * share), "--seed",
                str(seed)), resolution) for seed in range(1, 16))
            check(f"{name}: cpm at {resolution}{title}", ours >= 0.99 * theirs,
                  f"the best of 15 is {ours}, igraph's {theirs}")


def agreement(a, b):
    return {"nmi": igraph.compare_communities(a, b, method="nmi"),
            "ari": igraph.compare_communities(a, b, method="adjusted_rand"),
            "vi": igraph.compare_communities(a, b, method="vi")}


def check_agreement(run, name, graph, path):
    names = sorted(graph)
    groups = {m: run.groups(path, "--by", m) for m in METHODS}
    rows = run.table("groups", path, "--compare", "all")
    check(f"{name}: every other method", [r["method"] for r in rows] == list(METHODS[1:]))
    for row in rows:
        want = agreement([groups["leiden"][v] for v in names],
                         [groups[row["method"]][v] for v in names])
        for measure, value in want.items():
            check(f"{name}: {measure} of {row['method']}", near(row[measure], value),
                  f"{row[measure]}, not {value}")


def check_networks(run, name, graph, path):
    part = graph.subgraph(sorted(graph)[5:]).copy()
    part.add_edge("z1", "z2", weight=2)
    other = run.save(part, "part.graphml")
    rows = {r["figure"]: r["value"] for r in run.table("compare", path, other, "--groups")}
    first, second = run.groups(path), run.groups(other)
    both = [v for v in sorted(first) if v in second]
    want = agreement([first[v] for v in both], [second[v] for v in both])
    check(f"{name}: nodes in both", rows["nodes in both"] == len(both))
    for measure, value in want.items():
        check(f"{name}: {measure} of two networks", near(rows[measure], value))
    moved = set()
    for group in set(first.values()):
        own = [v for v in both if first[v] == group]
        went = [second[v] for v in own]
        # of equals the one that comes first
        target = max(went, key=lambda g: (went.count(g), -went.index(g))) if went else None
        moved |= {v for v in own if second[v] != target}
    rows = run.table("compare", path, other, "--moved", "--top", "0")
    check(f"{name}: who moved", {row["id"] for row in rows} == moved)


def check_stability(run, name, graph, path):
    runs = [run.groups(path, "--seed", str(seed)) for seed in range(3, 15)]
    nodes = run.nodes(path, "--seed", "3", "--stability", "--runs", "12")
    members = {}
    for v, node in nodes.items():
        members.setdefault(node["group"], []).append(v)
    wrong = []
    for group in members.values():
        stayed = {v: 0 for v in group}
        for labels in runs:
            count = {}
            for v in sorted(group):
                count[labels[v]] = count.get(labels[v], 0) + 1
            most = [label for label in count if count[label] == max(count.values())]
            if len(most) > 1:  # a tie: either is most of the group
                stayed = None
                break
            for v in group:
                stayed[v] += labels[v] == most[0]
        if stayed:
            wrong += [v for v in group if not near(nodes[v]["stability"], stayed[v] / 12)]
    check(f"{name}: stability", not wrong, str(wrong))


def check_consensus(run, name, graph, path, runs=12):
    names, kept, current = sorted(graph), None, path
    for _ in range(50):
        labels = [run.groups(current, "--seed", str(seed)) for seed in range(1, runs + 1)]
        together = {(a, b): sum(g[a] == g[b] for g in labels)
                    for a, b in itertools.combinations(names, 2)}
        kept = {pair for pair, n in together.items() if n > 0 and 2 * n >= runs}
        settled = {v for pair in kept for v in pair}
        for v in names:
            near_by = [(-n, pair) for pair, n in together.items() if v in pair and n > 0]
            if v not in settled and near_by:
                kept.add(min(near_by)[1])
        shares = nx.Graph()
        shares.add_nodes_from(names)
        shares.add_edges_from((a, b, {"weight": together[a, b] / runs}) for a, b in kept)
        if all(together[pair] == runs for pair in kept):
            break
        current = run.save(shares, "shares.graphml")
    want = {frozenset(part) for part in nx.connected_components(shares)}
    got = {}
    for v, group in run.groups(path, "--consensus", "--runs", str(runs)).items():
        got.setdefault(group, set()).add(v)
    check(f"{name}: consensus", {frozenset(part) for part in got.values()} == want)


def check_between(run, name, graph, path):
    group = run.groups(path)
    multiple = math.lcm(*(w for _, _, w in graph.edges(data="weight")))
    for _, _, data in graph.edges(data=True):
        data["length"] = multiple // data["weight"]
    for a, b in ((1, 2), (2, 3)):
        sources = [v for v in graph if group[v] == a]
        targets = [v for v in graph if group[v] == b]
        want = nx.betweenness_centrality_subset(graph, sources, targets, weight="length")
        pairs = len(sources) * len(targets) / 2  # networkx halves undirected sums
        member = sorted(targets)[0]
        rows = run.table("groups", path, "--between", f"{a},{member}", "--top", "0")
        got = {row["id"]: row for row in rows}
        wrong = [v for v in graph if not near(want[v] / pairs,
                                              got[v]["between"] if v in got else 0)]
        check(f"{name}: between {a} and {b}", not wrong, str(wrong))
        for v, row in got.items():
            to = {g: sum(d["weight"] for u, d in graph[v].items() if group[u] == g)
                  for g in (a, b)}
            wrong += [v] * (row["to_a"] != to[a] or row["to_b"] != to[b])
        check(f"{name}: ties to {a} and {b}", not wrong, str(wrong))


def check_names(run, name, graph, path):
    nodes = run.nodes(path)
    for node in nodes.values():
        own = [u for u in nodes if nodes[u]["group"] == node["group"]]
        inside = {u: sum(d["weight"] for x, d in graph[u].items() if x in own) for u in own}
        first = sorted(own, key=lambda u: (-inside[u], u))[:3]
        if node["group_name"] != ", ".join(first):
            check(f"{name}: name of {node['group']}", False, node["group_name"])
            return
    check(f"{name}: names", True)


def main(program):
    random.seed(1)
    igraph.set_random_number_generator(random)
    with tempfile.TemporaryDirectory() as folder:
        run = Runner(program, folder)
        for name, graph in generated():
            path = run.save(graph, f"{name}.graphml")
            for each in (check_quality, check_agreement, check_networks, check_stability,
                         check_consensus, check_between, check_names):
                each(run, name, graph, path)
    return finish()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
