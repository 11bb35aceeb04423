#!/usr/bin/python3
"""Every format that is written, read by others: the same nodes, labels, edges and weights.

usage: readers.py PROGRAM [SCHEMA_FOLDER [NPM_MODULES]]

networkx, python-igraph, Graphviz, xmllint and, where npm's modules are given, graphology and
Cytoscape.js read what `PROGRAM convert` makes of a matrix of networks. SCHEMA_FOLDER holds the
schemas of GraphML and GEXF; what is not there ("" or no folder) is skipped.
"""
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import igraph
import networkx as nx

import checks
from checks import ROOT, counts, finish


def check(good, what):
    checks.check(what[:600], good)


def network(labels, weight=1.0):
    nodes = [{"id": "person:n%d" % i, "label": label, "type": "person", "mentions": i + 1}
             for i, label in enumerate(labels)]
    links = [{"source": nodes[i]["id"], "target": nodes[i + 1]["id"], "weight": weight, "documents": 1}
             for i in range(len(nodes) - 1)]
    return {"directed": False, "multigraph": False, "graph": {}, "nodes": nodes, "links": links}


MATRIX = {
    "empty": network([]),
    "one": network(["alone"]),
    "arabic": network(["روسيا", "الصين", "وانغ يي"]),
    "cyrillic": network(["Путин", "МИД (Китай)", "ёж"]),
    "chinese": network(["中国", "習近平"]),
    "emoji": network(["👩‍🚀 astro", "🇸🇦"]),
    "quotes": network(["say \"hi\"", "it's", "a & b < c > d", "]]>", "<!-- -->", "a--b"]),
    "lines": network(["two\nlines", "tab\there"]),
    "marks": network(["\u200fنص\u200e", "a\u00adb"]),
    "words": network(["INF", "NaN", "</script>", "true", "42", "node", "graph"]),
    "formula": network(["=cmd|' /C calc'!A0", "+1", "-2", "@x"]),
    "backslash": network(["C:\\x\\", "\\N \\G", "a\\"]),
    "spaces": network([" edge ", "in  side"]),
    "small": network(["a", "b", "c"], 0.1),
    "large": network(["a", "b"], 1e15),
    "odd": network(["a", "b"], 9007199254740991.0),
}
MATRIX["isolates"] = network(["a", "b", "c"])
MATRIX["isolates"]["links"] = []
MATRIX["foreign"] = {
    "nodes": [{"id": "ا ب", "label": "أول", "Über Größe": 1.5, "label_EN": "first", "parent": "x", "key": 7},
              {"id": "e0", "label": "e0", "source": "s", "INF": "INF", "big": 9223372036854775807},
              {"id": "<3", "label": "graph", "Key": -0.0, "type": "circle", "name": "n", "big": -9223372036854775807}],
    "links": [{"source": "ا ب", "target": "e0", "weight": 1e-300, "id": "e0", "Weight 2": 2},
              {"source": "e0", "target": "<3", "weight": 1e300, "kind": "k"}]}
# What a format cannot hold is left out by rule: Pajek's labels have no quotes and lines.
CONTROL = network(["bell\x07", "esc\x1b[31m", "nul\x01\x02"])


def convert(program, source, target, *options):
    return subprocess.run([program, "convert", source, *options, "-o", target, "--layout", "none", "-q"],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def expected(net):
    labels = sorted(n["label"] for n in net["nodes"])
    weights = sorted(e["weight"] for e in net["links"])
    return labels, weights


def same(name, reader, labels, weights, net, loose=False):
    want_labels, want_weights = expected(net)
    if loose:
        squeeze = lambda s: re.sub(r"\s+", " ", s).strip()
        labels, want_labels = sorted(map(squeeze, labels)), sorted(map(squeeze, want_labels))
    check(sorted(labels) == want_labels, "%s by %s: labels %r, wanted %r" % (name, reader, sorted(labels), want_labels))
    close = len(weights) == len(want_weights) and all(
        abs(a - b) <= 1e-12 * abs(b) for a, b in zip(sorted(weights), want_weights))
    check(close, "%s by %s: weights %r, wanted %r" % (name, reader, sorted(weights), want_weights))


def read_back(program, folder, name, path, net):
    back = os.path.join(folder, "back.json")
    done = convert(program, path, back)
    check(done.returncode == 0, "%s: read back: %s" % (path, done.stderr))
    if done.returncode == 0:
        got = json.load(open(back, encoding="utf-8"))
        same(name, "shabaka from " + os.path.splitext(path)[1], [n["label"] for n in got["nodes"]],
             [e["weight"] for e in got["links"]], net, loose=path.endswith(".csv"))


def by_networkx(name, graph, net, reader):
    same(name, reader, [d.get("label", n) for n, d in graph.nodes(data=True)],
         [float(d.get("weight", 1)) for _, _, d in graph.edges(data=True)], net)


def by_igraph(name, path, net):
    graph = igraph.Graph.Read_GraphML(path)
    labels = graph.vs["label"] if graph.vcount() else []
    weights = graph.es["weight"] if graph.ecount() else []
    same(name, "igraph", labels, weights, net)


def by_graphviz(name, path, net):
    # gvpr prints id and label of nodes, weight of edges; JSON keeps quotes and lines apart.
    done = subprocess.run(["dot", "-Tdot_json", path], capture_output=True, text=True)
    if done.returncode:
        return check(False, "%s by dot: %s" % (name, done.stderr))
    got = json.loads(done.stdout)
    nodes = [o for o in got.get("objects", [])]
    labels = [n.get("label", n["name"]) for n in nodes]
    # Graphviz keeps the escapes of a label; undo them as it draws them.
    labels = [re.sub(r"\\(.)", lambda m: "\n" if m.group(1) == "n" else m.group(1), l) for l in labels]
    # DOT has no tab in labels: it becomes a space.
    same(name, "dot", labels, [float(e["weight"]) for e in got.get("edges", [])], net, loose=True)


def by_csv(name, path, net):
    base = path[:-4]
    with open(base + ".nodes.csv", encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    with open(base + ".edges.csv", encoding="utf-8", newline="") as f:
        edges = list(csv.DictReader(f))
    check(all(e["Type"] == "Undirected" for e in edges), name + ": csv type")
    check(len(rows) == len(net["nodes"]) and len(edges) == len(net["links"]), name + ": csv rows")
    check(all(not re.match(r"[=+@\t\r](?!\d+$)", cell or "") for row in rows for cell in row.values()),
          name + ": a csv cell is a formula")
    ids = sorted(r["Id"] for r in rows)
    check(ids == sorted(n["id"] for n in net["nodes"]), name + ": csv ids")


NPM = []  # (name, path, network) for the readers of npm, asked all at once


def by_npm(modules):
    if not modules or not os.path.isdir(modules) or not shutil.which("node"):
        counts["skipped"] += 2 * len(NPM)
        return
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "npm_readers.cjs")
    done = subprocess.run(["node", script, os.path.abspath(modules), *[path for _, path, _ in NPM]],
                          capture_output=True, text=True)
    check(done.returncode == 0, "npm's readers: " + done.stderr[-300:])
    for (name, path, net), seen in zip(NPM, json.loads(done.stdout or "[]")):
        # their XML readers take an empty network, and white space, their own way
        reader = "npm from " + os.path.basename(path).split(".", 1)[1]
        if "error" in seen:
            check(not net["nodes"], "%s by %s: %s" % (name, reader, seen["error"]))
            continue
        same(name, reader, seen["labels"], seen["weights"], net, loose=True)


def by_pajek(name, path, net):
    """igraph reads edges and weights; its labels know no quotes, as ours in .net."""
    if not net["nodes"]:
        return
    lines = [l for l in open(path, encoding="utf-8") if l[:1].isdigit() and '"' in l]
    check(len(lines) == len(net["nodes"]) and len({l.split('"')[1] for l in lines}) == len(lines), name + ": pajek labels")
    if any(e["weight"] < 1e-200 for e in net["links"]):
        return
    graph = igraph.Graph.Read_Pajek(path)
    weights = graph.es["weight"] if graph.ecount() else []
    check(graph.vcount() == len(net["nodes"]), name + " by igraph from pajek: nodes")
    check(sorted(round(w, 9) for w in weights) == sorted(round(e["weight"], 9) for e in net["links"]),
          name + " by igraph from pajek: weights")


def by_lines(name, path, net):
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    ends = sorted(sorted((r["source"], r["target"])) for r in rows)
    check(ends == sorted(sorted((e["source"], e["target"])) for e in net["links"]), name + ": jsonl ends")
    check(sorted(r["weight"] for r in rows) == sorted(e["weight"] for e in net["links"]), name + ": jsonl weights")


def by_vosviewer(name, path, net):
    got = json.load(open(path, encoding="utf-8"))["network"]
    numbers = [item["id"] for item in got["items"]]
    same(name, "VOSviewer's rules", [item["label"] for item in got["items"]],
         [link["strength"] for link in got["links"]], net)
    check(numbers == list(range(1, len(numbers) + 1)) and
          all(link["source_id"] in numbers and link["target_id"] in numbers for link in got["links"]), name + ": vosviewer ids")
    check(all(value >= 0 for item in got["items"] for value in item["weights"].values()), name + ": vosviewer weights")


def rules_graphml(name, path):
    text = open(path, encoding="utf-8").read()
    head = text.split("<graph ")[0]
    check('for="graph"' not in head and 'for="all"' not in head, name + ": graphml graph keys")
    for key in re.findall(r"<key ([^>]*)>", head):
        ident, attr = re.search(r'\bid="([^"]*)"', key), re.search(r'attr\.name="([^"]*)"', key)
        check(bool(ident and attr and not re.search("[A-Z]", ident.group(1))), name + ": key " + key)
    check("<default" not in text, name + ": graphml defaults")
    check('edgedefault="undirected"' in text, name + ": edgedefault")


def rules_dot(name, path):
    for line in open(path, encoding="utf-8"):
        line = line.strip()
        if line in ("", "}") or line.startswith(("graph {", "graph \"", "strict graph", "//", "/*")):
            continue
        check(line.startswith('"'), name + ": dot statement " + line[:60])


def schema(name, path, command):
    done = subprocess.run(["xmllint", "--nonet", "--noout", *command, path], capture_output=True, text=True)
    check(done.returncode == 0, "%s: %s" % (name, done.stderr[:500]))


def one(program, folder, schemas, name, net):
    source = os.path.join(folder, name + ".json")
    json.dump(net, open(source, "w", encoding="utf-8"), ensure_ascii=False)
    paths = {}
    for extension in ("graphml", "gexf", "dot", "csv", "net", "cyjs", "graphology.json", "vosviewer.json", "jsonl"):
        paths[extension] = os.path.join(folder, "%s-out.%s" % (name, extension))
        done = convert(program, source, paths[extension])
        check(done.returncode == 0, "%s.%s: %s" % (name, extension, done.stderr))
    old = os.path.join(folder, name + "-12.gexf")
    convert(program, source, old, "--gexf-version", "1.2")
    full = os.path.join(folder, name + "-full.json")
    convert(program, source, full)
    if name != "control":
        if net["nodes"]:
            by_networkx(name, nx.read_graphml(paths["graphml"]), net, "networkx from graphml")
            by_networkx(name, nx.read_gexf(old), net, "networkx from gexf 1.2")
        by_networkx(name, nx.node_link_graph(json.load(open(full)), link="links") if net["nodes"] else nx.Graph(),
                    net, "networkx from json")
        by_igraph(name, paths["graphml"], net)
        by_graphviz(name, paths["dot"], net)
        by_csv(name, paths["csv"], net)
        for extension in ("graphml", "gexf", "cyjs", "graphology.json"):
            read_back(program, folder, name, paths[extension], net)
        if name != "foreign":
            by_pajek(name, paths["net"], net)
        by_lines(name, paths["jsonl"], net)
        by_vosviewer(name, paths["vosviewer.json"], net)
        NPM.extend((name, paths[extension], net) for extension in ("graphml", "gexf", "cyjs", "graphology.json"))
    rules_graphml(name, paths["graphml"])
    rules_dot(name, paths["dot"])
    again = os.path.join(folder, name + "-again.graphml")
    convert(program, paths["graphml"], again)
    check(open(again, "rb").read() == open(paths["graphml"], "rb").read(), name + ": graphml written, read, written differs")
    for extension in ("gexf", "dot", "csv", "net", "cyjs", "graphology.json"):
        if extension in ("dot",) or (extension == "net" and name == "control"):
            continue
        again = os.path.join(folder, "again." + extension)
        convert(program, paths[extension], again)
        twice = os.path.join(folder, "twice." + extension)
        convert(program, again, twice)
        ends = (".nodes.csv", ".edges.csv") if extension == "csv" else ("." + extension,)
        check(all(open(again[:-len(extension) - 1] + end, "rb").read() == open(twice[:-len(extension) - 1] + end, "rb").read()
                  for end in ends), "%s: %s written, read, written differs" % (name, extension))
    for extension in ("graphml", "gexf"):
        schema(name, paths[extension], [])
    if schemas:
        schema(name, paths["graphml"], ["--schema", os.path.join(schemas, "graphml", "graphml.xsd")])
        schema(name, paths["gexf"], ["--relaxng", os.path.join(schemas, "gexf-1.3", "gexf.rng")])
        schema(name, old, ["--relaxng", os.path.join(schemas, "gexf-1.2", "gexf.rng")])
    else:
        counts["skipped"] += 3


def others_graphml(program, folder):
    """Files of networkx and igraph are read."""
    graph = nx.karate_club_graph()
    path, back = os.path.join(folder, "karate.graphml"), os.path.join(folder, "karate.json")
    nx.write_graphml(graph, path)
    done = convert(program, path, back)
    got = json.load(open(back)) if done.returncode == 0 else {"nodes": [], "links": []}
    check(len(got["nodes"]) == 34 and len(got["links"]) == graph.number_of_edges(), "networkx's graphml: " + done.stderr)
    famous = igraph.Graph.Famous("Zachary")
    famous.vs["name"] = ["name %d" % i for i in range(34)]
    famous.es["weight"] = [1.5] * famous.ecount()
    famous.write_graphml(path)
    done = convert(program, path, back)
    got = json.load(open(back)) if done.returncode == 0 else {"nodes": [], "links": []}
    check(len(got["nodes"]) == 34 and all(e["weight"] == 1.5 for e in got["links"]) and len(got["links"]) == 78,
          "igraph's graphml: " + done.stderr)


HEAD = '<?xml version="1.0"?>%s<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
HOSTILE = {
    "doctype": HEAD % '<!DOCTYPE x [<!ENTITY a "b">]>' + '<graph edgedefault="undirected"><node id="a"/></graph></graphml>',
    "bomb": HEAD % '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + '<graph><node id="&b;"/></graph></graphml>',
    "depth": HEAD % "" + "<data>" * 100000,
    "not xml": "{\"a\": 1}",
    "no graph": HEAD % "" + "</graphml>",
    "two roots": HEAD % "" + "</graphml><graphml/>",
}


def others_pajek_and_json(program, folder):
    """Files of networkx, igraph and Cytoscape are read."""
    back = os.path.join(folder, "o.json")
    graph = nx.Graph(nx.karate_club_graph())
    path = os.path.join(folder, "o.net")
    nx.write_pajek(graph, path)
    famous = igraph.Graph.Famous("Zachary")
    famous.vs["id"] = ["اسم %d" % i for i in range(34)]
    other = os.path.join(folder, "i.net")
    famous.write_pajek(other)
    cyjs = os.path.join(folder, "o.cyjs")
    json.dump(nx.cytoscape_data(graph), open(cyjs, "w"))
    for name, file in (("networkx's pajek", path), ("igraph's pajek", other), ("networkx's cytoscape", cyjs)):
        done = convert(program, file, back)
        got = json.load(open(back)) if done.returncode == 0 else {"nodes": [], "links": []}
        check(len(got["nodes"]) == 34 and len(got["links"]) == 78, name + ": " + done.stderr)
    for name, text in {"no section": "1 2\n", "past the end": "*Vertices 2\n*Edges\n1 3\n", "no number": "*Vertices 2\n*Edges\n1 b\n",
                       "matrix": "*Vertices 1\n*Matrix\n1\n", "zero": "*Vertices 2\n\0", "huge": "*Vertices 99999999999\n"}.items():
        open(path, "w").write(("%\n" if name == "no section" else "") + text)
        if os.path.exists(back):
            os.unlink(back)
        done = convert(program, path, back)
        check(done.returncode == 1 and not os.path.exists(back), "hostile pajek %s: %d %s" % (name, done.returncode, done.stderr))


def dynamic(program, folder, schemas):
    """Spans and days: no two of one edge overlap, the days add up to the weight."""
    path = os.path.join(folder, "d.dynamic.gexf")
    corpus = os.path.join(ROOT, "data", "corpus")
    subprocess.run([program, "build", corpus, "--evidence", "all", "-o", path, "-q"], check=True)
    text = open(path, encoding="utf-8").read()
    check('mode="dynamic" timeformat="date"' in text, "dynamic gexf: mode")
    edges = re.findall(r'<edge [^>]*weight="([^"]*)" start="([^"]*)" end="([^"]*)">(.*?)</edge>', text)
    good = 0
    for weight, start, end, inner in edges:
        days = re.findall(r'for="weight" value="([^"]*)" start="([^"]*)" end="([^"]*)"', inner)
        dates = [a for _, a, b in days if a == b]
        good += (len(dates) == len(set(dates)) == len(days) and dates == sorted(dates) and start == dates[0] and end == dates[-1]
                 and sum(float(v) for v, _, _ in days) == float(weight))
    check(edges and good == len(edges), "dynamic gexf: days of %d of %d edges" % (good, len(edges)))
    nodes = re.findall(r"<node [^>]*>", text)
    check(all('start="' in n and 'end="' in n for n in nodes), "dynamic gexf: nodes without time")
    if schemas:
        schema("dynamic", path, ["--relaxng", os.path.join(schemas, "gexf-1.3", "gexf.rng")])


def large(program, folder):
    """100,000 edges, in every format and back."""
    n, m = 20000, 100000
    net = {"nodes": [{"id": "n%05d" % i, "label": "الاسم %d" % i} for i in range(n)],
           "links": [{"source": "n%05d" % (i % n), "target": "n%05d" % ((i * 7 + i // n + 1) % n), "weight": 1 + i % 9}
                     for i in range(m)]}
    pairs = {tuple(sorted((e["source"], e["target"]))) for e in net["links"] if e["source"] != e["target"]}
    source = os.path.join(folder, "large.json")
    json.dump(net, open(source, "w", encoding="utf-8"), ensure_ascii=False)
    for extension in ("graphml", "gexf", "csv", "net", "cyjs", "graphology.json"):
        path, back = os.path.join(folder, "large-out." + extension), os.path.join(folder, "large-back.json")
        convert(program, source, path)
        done = convert(program, path, back)
        got = json.load(open(back, encoding="utf-8")) if done.returncode == 0 else {"nodes": [], "links": []}
        check(len(got["nodes"]) == n and len(got["links"]) == len(pairs), "100,000 edges as %s: %s" % (extension, done.stderr))


def hostile(program, folder):
    for name, text in HOSTILE.items():
        path, back = os.path.join(folder, "h.graphml"), os.path.join(folder, "h.json")
        open(path, "w").write(text)
        if os.path.exists(back):
            os.unlink(back)
        done = subprocess.run([program, "convert", path, "-o", back], capture_output=True, text=True, timeout=20)
        empty_is_right = name == "no graph" and done.returncode == 0
        check((done.returncode == 1 and not os.path.exists(back)) or empty_is_right,
              "hostile %s: exit %d %s" % (name, done.returncode, done.stderr))
    many = HEAD % "" + '<key id="k" for="node" attr.name="k" attr.type="string"/><graph edgedefault="undirected"><node id="a"><data key="k">' \
        + "a&gt;" * 60000 + "</data></node></graph></graphml>"
    open(path, "w").write(many)
    done = subprocess.run([program, "convert", path, "-o", back], capture_output=True, text=True, timeout=20)
    check(done.returncode in (0, 1), "many entities: exit %d" % done.returncode)


def truncated(program, folder):
    source, whole = os.path.join(folder, "t.json"), os.path.join(folder, "t.graphml")
    json.dump(MATRIX["quotes"], open(source, "w"))
    convert(program, source, whole)
    data = open(whole, "rb").read()
    for cut in list(range(1, len(data) - 2, max(1, len(data) // 120))):
        path, back = os.path.join(folder, "cut.graphml"), os.path.join(folder, "cut.json")
        open(path, "wb").write(data[:cut])
        done = convert(program, path, back)
        check(done.returncode == 1, "cut at %d of %d is accepted" % (cut, len(data)))


def real_network(program, folder):
    """A network with evidence: both files that hold everything are the same network."""
    a, b, c = (os.path.join(folder, n) for n in ("r.json", "r.graphml", "r2.json"))
    subprocess.run([program, "build", os.path.join(ROOT, "data", "corpus"), "-o", a, "-o", b, "--layout", "none", "-q"],
                   check=True)
    convert(program, b, c)
    check(open(a, "rb").read() == open(c, "rb").read(), "json from graphml differs")
    convert(program, a, os.path.join(folder, "r2.graphml"))
    check(open(b, "rb").read() == open(os.path.join(folder, "r2.graphml"), "rb").read(), "graphml from json differs")


def main(arguments):
    program = os.path.abspath(arguments[0])
    schemas = arguments[1] if len(arguments) > 1 and os.path.isdir(arguments[1]) else None
    modules = arguments[2] if len(arguments) > 2 else None
    with tempfile.TemporaryDirectory() as folder:
        for name, net in {**MATRIX, "control": CONTROL}.items():
            one(program, folder, schemas, name, net)
        by_npm(modules)
        others_graphml(program, folder)
        others_pajek_and_json(program, folder)
        dynamic(program, folder, schemas)
        large(program, folder)
        hostile(program, folder)
        truncated(program, folder)
        real_network(program, folder)
    return finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
