#!/usr/bin/python3
"""Betweenness, closeness and harmonic centrality beside igraph's, in one run.

usage: ways.py PROGRAM [NODES EDGES]

A random network with weights 1 to 9 (preferential ties, as in news). Both compute the same:
the largest difference is printed. Times are for the computation alone: the program's run on
the same file with --by degree is taken off.
"""
import json
import os
import random
import subprocess
import sys
import tempfile
import time

import igraph


def timed(command):
    start = time.perf_counter()
    out = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    return time.perf_counter() - start, out


def main(program, nodes=3000, edges=20000):
    rng = random.Random(3)
    ends, pairs = list(range(20)), {}
    while len(pairs) < edges:
        a = rng.randrange(nodes) if rng.random() < .5 else rng.choice(ends)
        b = rng.choice(ends)
        if a != b:
            pairs[min(a, b), max(a, b)] = rng.randint(1, 9)
            ends += [a, b]
    name = "n%06d"
    net = {"nodes": [{"id": name % i} for i in range(nodes)],
           "links": [{"source": name % a, "target": name % b, "weight": w} for (a, b), w in pairs.items()]}
    graph = igraph.Graph(n=nodes, edges=list(pairs))
    lengths = [1 / w for w in pairs.values()]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "n.json")
        json.dump(net, open(path, "w"))
        reading, _ = timed([program, "rank", path, "--by", "degree", "--json"])
        for measure, reference in (
                ("betweenness", lambda: [2 * x / ((nodes - 1) * (nodes - 2)) for x in graph.betweenness(weights=lengths)]),
                ("harmonic", lambda: graph.harmonic_centrality(weights=lengths)),
                ("closeness", lambda: graph.closeness(weights=lengths))):
            start = time.perf_counter()
            theirs = reference()
            igraph_time = time.perf_counter() - start
            line = "%-12s igraph %.2f s" % (measure, igraph_time)
            for jobs in (1, 2):
                seconds, out = timed([program, "rank", path, "--by", measure, "--json", "--jobs", str(jobs)])
                ours = {row["id"]: row[measure] for row in json.loads(out)}
                worst = max(abs(ours[name % i] - t) / max(abs(t), 1e-12) if t == t and ours[name % i] is not None else 0
                            for i, t in enumerate(theirs))
                line += ", ours with %d %.2f s (%.1f times as fast, difference %.0e)" % (
                    jobs, seconds - reading, igraph_time / (seconds - reading), worst)
            print(line)


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]), *map(int, sys.argv[2:]))
