#!/usr/bin/env python3
"""The counting, done again as simply as can be, on random mention lines.

usage: counts_oracle.py PROGRAM [RUNS [SEED]]

Compares what `PROGRAM build --mentions` finds (units, weights, documents, first and last
dates, margins, evidence) with count(); prints "N passed, N failed".
"""
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile


def units_of(sentences, unit):
    """The sentences' indices, unit by unit."""
    n = len(sentences)
    if unit == "sentence":
        return [[i] for i in range(n)]
    if unit == "document":
        return [list(range(n))]
    if unit == "paragraph":
        runs = itertools.groupby(range(n), lambda i: sentences[i]["paragraph"])
        return [list(run) for _, run in runs]
    size = min(int(unit.split(":")[1]), n)
    return [list(range(i, i + size)) for i in range(n - size + 1)]


def nearest(a, b, unit, named):
    """The earliest of the nearest two sentences of the unit: one names a, the other b."""
    both = [(abs(i - j), min(i, j), i, j) for i in unit for j in unit
            if a in named[i] and b in named[j]]
    return min(both)[2:]


def count(lines, options):
    net = {"nodes": {}, "edges": {}, "units": {}, "sizes": {}, "documents": 0}
    nodes, edges = net["nodes"], net["edges"]
    for doc, run in itertools.groupby(lines, lambda line: line["doc"]):
        sentences = list(run)
        date = sentences[0].get("date", "")
        since, until = options["since"], options["until"]
        if (since or until) and not (date and since <= date <= (until or "9")):
            continue
        named = [[m["entity"] for m in s["mentions"]
                  if m.get("mark", "-") not in options["without"]] for s in sentences]
        net["documents"] += 1
        everyone = set(itertools.chain(*named))
        net["sizes"][len(everyone)] = net["sizes"].get(len(everyone), 0) + 1
        for entity in everyone:
            node = nodes.setdefault(entity, [0, 0, 0])
            node[0] += sum(names.count(entity) for names in named)
            node[2] += 1
        met, seen = {}, {}
        for unit in units_of(sentences, options["unit"]):
            there = sorted(set().union(*(named[i] for i in unit)))
            net["units"][len(there)] = net["units"].get(len(there), 0) + 1
            for entity in there:
                nodes[entity][1] += 1
            for a, b in itertools.combinations(there, 2):
                met[a, b] = met.get((a, b), 0) + 1
                support = nearest(a, b, unit, named)
                if support not in seen.setdefault((a, b), []):
                    seen[a, b].append(support)
        for pair, times in met.items():
            edge = edges.setdefault(pair, {"weight": 0, "documents": 0, "dates": [],
                                           "evidence": []})
            edge["weight"] += times
            edge["documents"] += 1
            edge["dates"] += [date] if date else []
            edge["evidence"] += [(i, date or "9999-99-99", doc, *two)
                                 for i, two in enumerate(seen[pair])]
    return net


# ---- the rest: random lines, the program, and the comparison ----


def frequent(lines, options):
    """The lines with only those names that become nodes."""
    least = options["min-mentions"]
    nodes = {id for id, n in count(lines, options)["nodes"].items() if n[0] >= least}
    return [{**line, "mentions": [m for m in line["mentions"] if m["entity"] in nodes]}
            for line in lines]


def as_table(lines, options):
    """What count() found, in the shape of what the program writes. Units and documents have
    the sizes that they have in the network, where rare names are left out."""
    net, inside = count(lines, options), count(frequent(lines, options), options)
    least, kept = options["min-mentions"], options["evidence"]
    nodes = {id: tuple(n) for id, n in net["nodes"].items() if n[0] >= least}
    edges = {}
    for (a, b), e in net["edges"].items():
        if a in nodes and b in nodes:
            chosen = sorted(e["evidence"])[:None if kept == "all" else int(kept)]
            edges[a, b] = (e["weight"], e["documents"], min(e["dates"], default=None),
                           max(e["dates"], default=None),
                           sorted((key[2], key[3], key[4]) for key in chosen))
    return {"nodes": nodes, "edges": edges, "units": inside["units"], "sizes": inside["sizes"],
            "documents": net["documents"]}


def from_program(program, lines, options, folder):
    mentions, out = os.path.join(folder, "m.jsonl"), os.path.join(folder, "out.json")
    with open(mentions, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    command = [program, "build", "--mentions", mentions, "-o", out, "--labels", "en"]
    for name, value in options.items():
        if value:
            command += ["--" + name, str(value)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    with open(out, encoding="utf-8") as file:
        net = json.load(file)
    pieces = [(p["doc"], p["sentence"]) for p in net.get("evidence", [])]

    def supports(edge):
        twos = [i if isinstance(i, list) else [i, i] for i in edge.get("evidence", [])]
        return sorted((*pieces[i], pieces[j][1]) for i, j in twos)

    margins = net["shabaka"]["margins"]

    def sizes(name):
        return {k: n for k, n in enumerate(margins[name]) if n}

    return {
        "nodes": {n["id"]: (n["mentions"], n["sentences"], n["documents"])
                  for n in net["nodes"]},
        "edges": {(e["source"], e["target"]): (e["weight"], e["documents"], e.get("first"),
                                               e.get("last"), supports(e))
                  for e in net["links"]},
        "units": sizes("unit_sizes"), "sizes": sizes("document_sizes"),
        "documents": margins["documents"],
    }


def random_lines(rng):
    names = ["zq" + c for c in "abcdefghij"[:rng.randint(1, 10)]] + ["зж", "ظض"]
    lines = []
    for d in rng.sample(range(100), rng.randint(0, 12)):
        date = rng.choice(["", "2024-01-%02d" % rng.randint(1, 9)])
        start = paragraph = 0
        for s in range(rng.randint(1, 9)):
            text, mentions = "", []
            for _ in range(rng.choice([0, 1, 2, 2, 3, 8])):
                name = rng.choice(names)
                text += rng.choice(["", "– ", "\" "])
                at = start + len(text.encode())
                kind = "person" if name < "zqf" else "organization"
                mention = {"start": at, "end": at + len(name.encode()), "type": kind,
                           "entity": kind + ":" + name, "label": name, "text": name,
                           "how": "pattern"}
                if rng.random() < 0.2:
                    mention["mark"] = rng.choice(["dateline", "source", "byline"])
                mentions.append(mention)
                text += name + rng.choice([" ", "\\ ", "\t"])
            end = start + len(text.encode())
            line = {"doc": "d%02d.txt" % d, "sentence": s, "paragraph": paragraph,
                    "start": start, "end": end, "text": text, "mentions": mentions}
            lines.append({**line, "date": date} if date else line)
            start = end + 1
            paragraph += rng.random() < 0.3
    return lines


def random_options(rng):
    return {
        "unit": rng.choice(["sentence", "paragraph", "document", "window:2", "window:3",
                            "window:20"]),
        "evidence": rng.choice(["0", "1", "2", "5", "all"]),
        "since": rng.choice(["", "", "2024-01-03"]),
        "until": rng.choice(["", "", "2024-01-06"]),
        "without": rng.choice(["", "", "dateline", "dateline,source,byline"]),
        "min-mentions": rng.choice([1, 1, 3]),
    }


def main():
    program = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for run in range(seed, seed + runs):
            rng = random.Random(run)
            lines, options = random_lines(rng), random_options(rng)
            expected = as_table(lines, options)
            found = from_program(program, lines, options, folder)
            wrong = [part for part in expected if expected[part] != found[part]]
            if wrong:
                failed += 1
                print("seed %d, %s: %s" % (run, options, ", ".join(wrong)))
    print("%d passed, %d failed" % (runs - failed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
