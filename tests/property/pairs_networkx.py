#!/usr/bin/python3
"""What lies between two nodes, and projections, beside networkx.

usage: pairs_networkx.py PROGRAM

`why --via` against common neighbours, `why --way` against Dijkstra's way and the widest one
by a maximum spanning tree, `filter --project` against networkx.bipartite.
"""

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import networkx as nx
from networkx.algorithms import bipartite

from checks import check, finish

KINDS = ("person", "state", "organization")


def near(a, b):
    return abs(a - b) <= 1e-7 * max(1, abs(a), abs(b))


def generated():
    rng = random.Random(11)
    for name, graph in (("dense", nx.gnm_random_graph(60, 420, seed=1)),
                        ("hubs", nx.barabasi_albert_graph(90, 2, seed=2)),
                        ("pieces", nx.gnm_random_graph(70, 75, seed=3))):
        named = nx.Graph()
        named.add_nodes_from((f"n{v:03d}", {"type": rng.choice(KINDS)}) for v in graph)
        named.add_edges_from((f"n{a:03d}", f"n{b:03d}", {"weight": rng.randint(1, 6)})
                             for a, b in graph.edges())
        yield name, named


def way_of(rows, a):
    """The nodes of a way from its edges, in order."""
    nodes = [a]
    for row in rows:
        ends = {row["a"], row["b"]}
        nodes.append((ends - {nodes[-1]}).pop())
    return nodes


def check_ways(run, name, graph, path):
    rng = random.Random(5)
    widest = nx.maximum_spanning_tree(graph)
    for _, _, data in graph.edges(data=True):
        data["length"] = 1 / data["weight"]
    for _ in range(25):
        a, b = rng.sample(sorted(graph), 2)
        shortest = run("why", path, a, b, "--way", "shortest")
        strongest = run("why", path, a, b, "--way", "strongest")
        if not nx.has_path(graph, a, b):
            check(f"{name}: no way {a} {b}", shortest == strongest == [])
            continue
        nodes = way_of(shortest, a)
        length = sum(graph[u][v]["length"] for u, v in zip(nodes, nodes[1:]))
        want = nx.dijkstra_path_length(graph, a, b, weight="length")
        check(f"{name}: shortest way {a} {b}", nodes[-1] == b and near(length, want))
        tree = nx.shortest_path(widest, a, b)
        weakest = min(graph[u][v]["weight"] for u, v in zip(tree, tree[1:]))
        strong = graph.edge_subgraph([(u, v) for u, v, w in graph.edges(data="weight")
                                      if w >= weakest])
        nodes = way_of(strongest, a)
        check(f"{name}: strongest way {a} {b}", nodes[-1] == b and weakest == min(
            graph[u][v]["weight"] for u, v in zip(nodes, nodes[1:])))
        check(f"{name}: its steps {a} {b}",
              len(nodes) - 1 == nx.shortest_path_length(strong, a, b))


def check_common(run, name, graph, path):
    rng = random.Random(6)
    for _ in range(25):
        a, b = rng.sample(sorted(graph), 2)
        kind = rng.choice(KINDS + ("all",))
        rows = run("why", path, a, b, "--via", kind, "--top", "0")
        strength = {v: min(graph[a][v]["weight"], graph[b][v]["weight"])
                    for v in nx.common_neighbors(graph, a, b)
                    if kind in ("all", graph.nodes[v]["type"])}
        check(f"{name}: {a} and {b} via {kind}",
              {r["via"]: r["strength"] for r in rows} == strength)
        got = [r["strength"] for r in rows]
        check(f"{name}: in order", got == sorted(got, reverse=True))
        check(f"{name}: both ties", all(
            [{t["a"], t["b"]} for t in r["ties"]] == [{a, r["via"]}, {b, r["via"]}]
            for r in rows))


def check_projection(run, name, graph, path, folder):
    out = str(Path(folder) / "projected.json")
    for ends, through in (("person", "organization"), ("state", "person")):
        left = [v for v in graph if graph.nodes[v]["type"] == ends]
        right = [v for v in graph if graph.nodes[v]["type"] == through]
        both = nx.Graph()
        both.add_nodes_from(left + right)
        both.add_edges_from((u, v) for u, v in graph.edges()
                            if {graph.nodes[u]["type"], graph.nodes[v]["type"]} ==
                            {ends, through})
        for suffix, wanted in (("", bipartite.weighted_projected_graph(both, left)),
                               (":newman", bipartite.collaboration_weighted_projected_graph(
                                   both, left))):
            run("filter", path, "--project", f"{ends}:{through}{suffix}", "-o", out)
            made = json.load(open(out))
            title = f"{name}: {ends} through {through}{suffix}"
            check(f"{title}, nodes", {v["id"] for v in made["nodes"]} == set(left))
            edges = {frozenset((e["source"], e["target"])): e for e in
                     made.get("links", made.get("edges"))}
            want = {frozenset((u, v)): w for u, v, w in wanted.edges(data="weight")}
            check(f"{title}, edges", set(edges) == set(want))
            check(f"{title}, weights", all(near(edges[e]["weight"], want[e]) for e in want))
            for pair, edge in edges.items():
                u, v = pair
                via = sorted(nx.common_neighbors(both, u, v), key=lambda x: (
                    -min(graph[u][x]["weight"], graph[v][x]["weight"]), x))
                if edge["through"] != len(via) or edge["via"] != ", ".join(via[:5]):
                    check(f"{title}, via", False, f"{u} {v} {edge['via']}")
                    break
            else:
                check(f"{title}, via", True)


def main(program):
    def run(*arguments):
        command = [program, *arguments, "--quiet"]
        if arguments[0] != "filter":
            command.append("--json")
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout) if done.stdout else None

    with tempfile.TemporaryDirectory() as folder:
        for name, graph in generated():
            path = str(Path(folder) / f"{name}.graphml")
            nx.write_graphml(graph, path)
            check_ways(run, name, graph, path)
            check_common(run, name, graph, path)
            check_projection(run, name, graph, path, folder)
    return finish()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
