#!/usr/bin/python3
"""Files as Gephi's own importers take them, with all that they would warn of or lose.

usage: gephi_rules.py PROGRAM

Gephi is no Debian package, so its importers' rules, measured on 0.10.1 and 0.11, are written down here once more, one function a
format: each reads a file the way Gephi does, keeps a list of what Gephi would report, and returns what would be in its tables.
A file is right when that list is empty and the tables are the network that went in.
"""
import csv
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

from checks import ROOT, finish
from readers import CONTROL, MATRIX, check, network

G, X = "{http://graphml.graphdrawing.org/xmlns}", "{http://gexf.net/1.3}"
TYPES = {"int": int, "integer": int, "long": int, "float": float, "double": float, "boolean": bool, "string": str}
NODE_PROPERTIES = {"label", "nodelabel", "x", "xpos", "y", "ypos", "z", "zpos", "size", "r", "g", "b", "color"}
EDGE_PROPERTIES = {"label", "edgelabel", "weight", "Edge Weight", "r", "g", "b", "color"}
NMTOKEN = re.compile(r"[\w:.\-·\u200c\u200d\u203f\u2040]+")
HEX = re.compile(r"#[0-9a-fA-F]{6}")


def single(value):
    """Gephi reads weights as floats of 32 bits."""
    return struct.unpack("f", struct.pack("f", min(max(float(value), -3.4e38), 3.4e38)))[0]


def typed(kind, text, said, where):
    """A value of a column; one that Gephi cannot read is told and lost."""
    try:
        if kind is int:
            if not re.fullmatch(r"[+-]?\d+", text) or not -2**63 <= int(text) < 2**63:
                raise ValueError
            return int(text)
        if kind is float:
            if text != text.strip() or not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|NaN|-?Infinity|-?INF", text):
                raise ValueError
            return float(text.replace("INF", "inf").replace("Infinity", "inf"))
        if kind is bool:
            if text not in ("true", "false"):
                raise ValueError
            return text == "true"
    except ValueError:
        said.append(f"{where}: '{text}' is no {kind.__name__}")
        return None
    return text


class Container:
    """Nodes and edges as Gephi gathers them before they become a graph."""

    def __init__(self, one_space=True):
        self.nodes, self.edges, self.said, self.pairs, self.edge_ids = {}, [], [], set(), set()
        self.one_space = one_space  # of ids of nodes and edges

    def node(self, ident, label):
        if not ident or ident != ident.strip() or "\n" in ident:
            self.said.append(f"node id {ident!r}")
        if ident in self.nodes:
            self.said.append(f"node {ident!r} twice")
        self.nodes[ident] = {"label": label}
        return self.nodes[ident]

    def edge(self, ident, a, b, weight):
        if ident in self.edge_ids or ident in self.nodes and self.one_space:
            self.said.append(f"edge id {ident!r} twice")
        self.edge_ids.add(ident)
        pair = tuple(sorted((a, b)))
        if pair in self.pairs:
            self.said.append(f"edge {pair} twice")
        self.pairs.add(pair)
        for end in pair:
            if end not in self.nodes:
                self.said.append(f"unknown end {end!r}")
        if not float(weight) > 0:
            self.said.append(f"weight {weight}")
        weight = single(weight)  # under 1.4e-45 it is 0, and Gephi drops the tie: README
        self.edges.append({"id": ident, "pair": pair, "weight": weight})
        return self.edges[-1]


def clean_xml(path, said):
    """Bytes that the JDK's parser would refuse or change."""
    text = open(path, "rb").read().decode("utf-8")
    if re.search("[\x00-\x08\x0b-\x1f\ufffe\uffff]", text):
        said.append("a control character")
    if "<!DOCTYPE" in text or re.search(r"&(?!amp;|lt;|gt;|quot;|#\d+;|#x[0-9a-fA-F]+;)", re.sub(r"(?s)<!--.*?-->|<!\[CDATA\[.*?\]\]>", "", text)):
        said.append("an entity of its own")
    return text


# ---- GraphML ----

def graphml(path):
    c = Container()
    text = clean_xml(path, c.said)
    for piece in re.findall(r">([^<]*)<", text):
        # white space alone between two entities is lost by its parser
        if re.search(r"&[^;]+;\s+&[^;]+;", piece) or re.search(r"&#\d+;", piece):
            c.said.append(f"entities in text: {piece[:60]!r}")
    root = ElementTree.fromstring(text)
    keys, folded = {}, set()
    for key in root.findall(G + "key"):
        ident, name, side, kind = (key.get(a) for a in ("id", "attr.name", "for", "attr.type"))
        if side not in ("node", "edge"):
            c.said.append(f"key for {side}")
        if kind not in ("int", "long", "float", "double", "boolean", "string"):
            c.said.append(f"key {ident} of type {kind}")
        if key.find(G + "default") is not None:
            c.said.append(f"key {ident} with a default")
        if not ident or ident.lower() in folded or not NMTOKEN.fullmatch(ident) or not NMTOKEN.fullmatch(name or ""):
            c.said.append(f"key {ident!r} {name!r}")
        if ident.lower() in ("id", "timeset"):
            c.said.append(f"key {ident} clashes")
        folded.add(ident.lower())
        # a property of Gephi's own, if its id, else its name, equals exactly
        own = NODE_PROPERTIES if side == "node" else EDGE_PROPERTIES
        keys[ident] = (ident if ident in own else name if name in own else None, name, TYPES.get(kind, str))
        # networkx has one map of keys for nodes and edges, so a name that both have is told apart by its id
        if keys[ident][0] is None and ident != name and not (side == "edge" and ident == "edge_" + name):
            c.said.append(f"key {ident} is called {name}")
    graphs = root.findall(G + "graph")
    if len(graphs) != 1 or graphs[0].get("edgedefault") != "undirected":
        c.said.append("graphs or edgedefault")

    def data(element, row):
        for piece in element.findall(G + "data"):
            if piece.get("key") not in keys:
                c.said.append(f"undeclared key {piece.get('key')}")
                continue
            own, name, kind = keys[piece.get("key")]
            value = piece.text or ""
            if value == "":
                c.said.append(f"empty data of {name}")
            row[own or name] = typed(kind, value, c.said, name)

    for element in graphs[0].findall(G + "node"):
        row = c.node(element.get("id"), None)
        if element.find(G + "desc") is not None or element.find(G + "graph") is not None:
            c.said.append("desc or nested graph")
        data(element, row)
        if not row["label"]:
            c.said.append(f"node {element.get('id')} without label")
        if "color" in row and not HEX.fullmatch(row["color"]):
            c.said.append(f"color {row['color']}")
    for element in graphs[0].findall(G + "edge"):
        if element.get("label") is not None or element.get("directed") is not None:
            c.said.append("an edge with label or directed")
        row = {"weight": 1}
        data(element, row)
        c.edge(element.get("id"), element.get("source"), element.get("target"), row.pop("weight")).update(row)
    return c


# ---- GEXF ----

def gexf(path):
    c = Container()
    text = clean_xml(path, c.said)
    root = ElementTree.fromstring(text)
    space = root.tag.split("}")[0] + "}"
    version = root.get("version")
    if (version, space) not in (("1.3", X), ("1.2", "{http://www.gexf.net/1.2draft}")):
        c.said.append(f"version {version} in {space}")
    graph = root.find(space + "graph")
    dynamic = graph.get("mode") == "dynamic"
    if graph.get("defaultedgetype") != "undirected" or dynamic and graph.get("timeformat") not in ("date", "double"):
        c.said.append(f"graph {graph.attrib}")
    attributes, blocks = {}, []
    for block in graph.findall(space + "attributes"):
        side = block.get("class")
        blocks.append((side, block.get("mode")))
        for a in block.findall(space + "attribute"):
            ident = a.get("id")
            weight = dynamic and side == "edge" and ident == "weight" and block.get("mode") == "dynamic"
            if not (ident.isdigit() or weight) or (side, ident) in attributes or a.get("type") not in TYPES:
                c.said.append(f"attribute {a.attrib}")
            attributes[side, ident] = (a.get("title"), TYPES.get(a.get("type"), str))
    if len(set(blocks)) != len(blocks) or not dynamic and len(blocks) > 2:
        c.said.append("two blocks of one class")
    viz = "{%s/viz}" % space[1:-1]
    days = []

    def span(element):
        start, end = element.get("start"), element.get("end")
        for day in (start, end):
            if day is not None and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
                c.said.append(f"day {day}")
        if start and end and start > end:
            c.said.append(f"from {start} to {end}")
        return start, end

    def values(element, side, row):
        seen = {}
        for value in element.findall(f"{space}attvalues/{space}attvalue"):
            key = side, value.get("for")
            if key not in attributes:
                c.said.append(f"undeclared {key}")
                continue
            title, kind = attributes[key]
            start, end = span(value)
            if value.get("value") == "":
                c.said.append(f"empty {title}")
            # spans of one value may touch, not overlap
            if any(not (end and s and end < s or e and start and e < start) for s, e in seen.get(key, [])):
                c.said.append(f"{title} twice at {start}")
            seen.setdefault(key, []).append((start, end))
            row[title] = typed(kind, value.get("value"), c.said, title)

    for element in graph.find(space + "nodes"):
        row = c.node(element.get("id"), element.get("label"))
        if not row["label"]:
            c.said.append(f"node {element.get('id')} without label")
        if element.get("pid"):
            c.said.append("pid")
        if dynamic:
            days.append(span(element))
        values(element, "node", row)
        for sign in element:
            if sign.tag == viz + "color":
                if any(not sign.get(k, "").isdigit() or int(sign.get(k)) > 255 for k in "rgb") or \
                        not 0 <= float(sign.get("a", "1")) <= 1:
                    c.said.append(f"color {sign.attrib}")
                    continue
                row["color"] = "#%02x%02x%02x" % tuple(int(sign.get(k, "0")) for k in "rgb")
            elif sign.tag == viz + "size":
                if next(iter(sign.attrib)) != "value":
                    c.said.append("size before its value")
                row["size"] = float(sign.get("value"))
            elif sign.tag == viz + "position":
                row.update(x=float(sign.get("x")), y=float(sign.get("y")))
    for element in graph.find(space + "edges"):
        if element.get("kind") or element.get("type", "undirected") != "undirected":
            c.said.append(f"edge {element.attrib}")
        row = c.edge(element.get("id"), element.get("source"), element.get("target"), element.get("weight", "1"))
        if dynamic:
            days.append(span(element))
        values(element, "edge", row)
    if dynamic and len({start is None for start, _ in days}) > 1:
        c.said.append("some have a time, some have none")
    return c


# ---- DOT ----

STRING = r'"(?:[^"\\]|\\.)*"'
STATEMENT = re.compile(rf'({STRING})(?: -- ({STRING}))?(?: \[(.*)\])?;')


def unquoted(text):
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], text[1:-1])


def dot(path):
    c = Container()
    raw = open(path, "rb").read()
    if raw.startswith(b"\xef\xbb\xbf"):
        c.said.append("a byte order mark")
    lines = raw.decode("utf-8").split("\n")
    head, body = lines[0], [line for line in lines[1:] if line.strip()]
    if not re.fullmatch(rf"(strict )?graph ({STRING} )?{{", head) or body.pop().strip() != "}":
        c.said.append(f"head {head!r}")
    for line in body:
        match = STATEMENT.fullmatch(line.strip())
        if not match:
            c.said.append(f"statement {line[:80]!r}")
            continue
        pairs = dict(re.findall(rf"({STRING})=({STRING})", match[3] or ""))
        left = re.sub(rf"{STRING}={STRING}(, )?", "", match[3] or "")
        if left:
            c.said.append(f"attributes {left!r}")
        row = {unquoted(k): unquoted(v) for k, v in pairs.items()}
        for k, v in pairs.items():
            if set(re.findall(r"\\(.)", v)) - set('"\\n'):
                c.said.append(f"escape in {v}")
        a = unquoted(match[1])
        if a.lower() in ("", "node", "edge", "graph", "subgraph"):
            c.said.append(f"id {a!r}")
        if "color" in row:
            c.said.append("a color without alpha is invisible")
        if "pos" in row and not re.fullmatch(r"-?[\d.]+,-?[\d.]+", row["pos"]):
            c.said.append(f"pos {row['pos']}")
        if match[2]:
            c.edge(f"edge {len(c.edges)}", a, unquoted(match[2]), row.pop("weight", "1")).update(row)
        else:
            c.node(a, row.pop("label", a)).update(row)
    return c


# ---- CSV ----

def guess(column):
    """The type of a column, as Gephi guesses it from the first 25 rows."""
    first = [cell for cell in column[:25] if cell != ""]
    if first and all(re.fullmatch(r"[+-]?\d{1,9}", cell) for cell in first):
        return int
    if first and all(re.fullmatch(r"[+-]?\d+", cell) for cell in first):
        return int
    if first and all(re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", cell) for cell in first):
        return float
    return str


def table(path, said):
    text = open(path, encoding="utf-8-sig", newline="").read()
    # outside and inside of quotes alike, a backslash takes the next character
    if re.search(r"(?<!\\)(\\\\)*\\(?!\\)", text):
        said.append("a single backslash")
    rows = list(csv.reader(text.splitlines(True)))
    head = rows[0]
    counts_of = {sign: rows and text.split("\n")[0].count(sign) for sign in ",;\t "}
    if max(counts_of, key=counts_of.get) != "," and len(head) > 1 or re.search("['\"]", text.split("\n")[0]):
        said.append(f"header {head}")
    if len({name.lower() for name in head}) != len(head) or "" in head:
        said.append(f"headers {head}")
    for row in rows[1:]:
        if len(row) != len(head):
            said.append(f"row of {len(row)} cells")
    for i, name in enumerate(head):
        cells = [row[i] for row in rows[1:] if i < len(row)]
        kind = guess(cells)
        if kind is not str and name not in ("Id", "Label", "Source", "Target"):
            for cell in cells[25:]:
                if cell:
                    typed(kind, cell, said, f"{name} of guessed type")
    return head, [dict(zip(head, row)) for row in rows[1:]]


def csv_pair(path):
    c = Container(one_space=False)
    head, nodes = table(path[:-4] + ".nodes.csv", c.said)
    if head[:2] != ["Id", "Label"] or {"source", "target"} & {name.lower() for name in head}:
        c.said.append(f"headers {head}")
    for row in nodes:
        c.node(row.pop("Id"), row.pop("Label")).update(row)
    head, edges = table(path[:-4] + ".edges.csv", c.said)
    if head[:5] != ["Source", "Target", "Type", "Id", "Weight"] or "Kind" in head:
        c.said.append(f"headers {head}")
    for row in edges:
        if row.pop("Type") != "Undirected":
            c.said.append("a directed edge")
        c.edge(row.pop("Id"), row.pop("Source"), row.pop("Target"), row.pop("Weight")).update(row)
    return c


READERS = {"graphml": graphml, "gexf": gexf, "12.gexf": gexf, "dot": dot, "csv": csv_pair}


def squeezed(text):
    """A tab has no place in DOT, CSV is trimmed, has no backslashes, and an apostrophe keeps its formulas asleep."""
    return re.sub(r"\s+", " ", text).strip().lstrip("'").replace("\uff3c", "\\")


def laid_out(c, n):
    rows = c.nodes.values()
    places = {(row.get("x"), row.get("y")) for row in rows}
    return n == 0 or (len(places) == n and all(HEX.fullmatch(row.get("color", "")) and row.get("size", 0) > 0 for row in rows) and
                      (n == 1 or any(x or y for x, y in places)))


def one(program, folder, name, source, net, layout):
    for extension, reader in READERS.items():
        path = os.path.join(folder, "out." + extension)
        options = ["--gexf-version", "1.2"] if extension == "12.gexf" else []
        done = subprocess.run([program, "convert", source, "-o", path, "--layout", layout, "-q", *options], capture_output=True, text=True)
        what = f"{name}, {layout}, {extension}"
        if done.returncode:
            check(False, f"{what}: {done.stderr}")
            continue
        c = reader(path)
        check(c.said == [], f"{what}: Gephi would say {c.said[:4]}")
        loose = squeezed if extension in ("dot", "csv") else str
        if name != "control":
            got = sorted(loose(row["label"]) for row in c.nodes.values())
            check(got == sorted(loose(n["label"]) for n in net["nodes"]), f"{what}: labels {got[:5]}")
        check(sorted(e["weight"] for e in c.edges) == sorted(single(e["weight"]) for e in net["links"]), f"{what}: weights")
        if layout == "auto" and extension in ("graphml", "gexf", "12.gexf"):
            check(laid_out(c, len(net["nodes"])), f"{what}: not laid out, coloured and sized")
        if "shabaka" in net:
            columns(what, c, net, extension)


def columns(what, c, net, extension):
    """Every column is there, of its type, with its values."""
    kinds = {"int": int, "double": float, "boolean": bool, "string": str}
    ids = {n["id"]: n for n in net["nodes"]}
    wrong = []
    for column, kind in net["shabaka"]["columns"]["nodes"]:
        if column in ("x", "y", "size", "color"):
            continue
        for ident, row in c.nodes.items():
            # what Graphviz has a use of its own for gets another name
            want, got = ids[ident].get(column), row.get(column, row.get(column + "_value"))
            if extension in ("dot", "csv"):
                good = want is None and got in (None, "") or want is not None and got is not None and (
                    squeezed(got) == squeezed(want) if kind == "string" else float(got) == float(want))
            else:
                good = got == want and (want is None or isinstance(got, kinds[kind]))
            if not good:
                wrong.append((ident, column, want, got))
    check(not wrong, f"{what}: columns {wrong[:4]}")


# Files with one fault each, which must be told.
GRAPHML = ('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">%s<key id="label" for="node" attr.name="label" attr.type="string"/>'
           '<graph edgedefault="%s"><node id="a"><data key="label">%s</data></node><node id="b"><data key="label">b</data>%s</node>'
           '<edge id="e0" source="a" target="%s"%s/></graph></graphml>')
GEXF = ('<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3"><graph defaultedgetype="undirected">'
        '<attributes class="node"><attribute id="%s" title="t" type="%s"/></attributes><nodes><node id="a"%s><attvalues>'
        '<attvalue for="0" value="%s"/></attvalues>%s</node></nodes><edges/></graph></gexf>')
FAULTS = {
    graphml: [GRAPHML % fields for fields in (
        ('<key id="g" for="graph" attr.name="g" attr.type="string"/>', "undirected", "a", "", "b", ""),
        ('<key id="d" for="node" attr.name="d" attr.type="date"/>', "undirected", "a", "", "b", ""),
        ('<key id="Label" for="node" attr.name="l" attr.type="string"/>', "undirected", "a", "", "b", ""),
        ('<key id="timeset" for="node" attr.name="timeset" attr.type="string"/>', "undirected", "a", "", "b", ""),
        ('<key id="n" for="node" attr.name="n" attr.type="int"/>', "undirected", "a", '<data key="n">3.0</data>', "b", ""),
        ("", "directed", "a", "", "b", ""), ("", "undirected", "&quot;a&quot; &quot;b&quot;", "", "b", ""),
        ("", "undirected", "", "", "b", ""), ("", "undirected", "a", '<data key="k">1</data>', "b", ""),
        ("", "undirected", "a", "", "c", ""), ("", "undirected", "a", "", "b", ' label="x"'))],
    gexf: [GEXF % fields for fields in (
        ("0", "anyURI", ' label="a"', "x", ""), ("t", "string", ' label="a"', "x", ""), ("0", "string", "", "x", ""),
        ("0", "integer", ' label="a"', "3.0", ""), ("0", "string", ' label="a"', "", ""), ("0", "string", ' label="a" pid="b"', "x", ""),
        ("0", "string", ' label="a"', "x", '<viz:color r="1.0" g="0" b="0"/>'))],
    dot: ["graph {\n%s\n}\n" % line for line in (
        'node ["shape"="box"];', '"a" ["color"="#ff0000"];', '"node" ["label"="x"];', '"a"--"b";', 'a -- b;', '"a" ["label"=x];',
        '"a" ["label"="\\l"];', '"a" ["pos"="3,4!"];', '"a" -- "b" ["weight"="0"];')],
}


def faults_are_told(folder):
    path = os.path.join(folder, "fault")
    for reader, texts in FAULTS.items():
        for text in texts:
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
            check(reader(path).said != [], f"{reader.__name__}: nothing is told of {text[:400]}")


def main():
    if len(sys.argv) != 2:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    program = os.path.abspath(sys.argv[1])
    strange = network(["a", "b", "c"])
    strange["nodes"][0] |= {"Freq": 1, "freq": 2, "size": 5, "r": 1, "timeset": "t", "score": 0.5, "note": "two &amp; \"x\" &lt; y"}
    strange["nodes"][1] |= {"score": 12, "flag": True, "label_x": " & < > ", "desc": "d"}
    strange["links"][0] |= {"label": "tie", "kind": "k", "color": "red", "Weight": 3}
    with tempfile.TemporaryDirectory() as folder:
        faults_are_told(folder)
        for name, net in {**MATRIX, "control": CONTROL, "strange": strange}.items():
            source = os.path.join(folder, "in.json")
            with open(source, "w", encoding="utf-8") as f:
                json.dump(net, f, ensure_ascii=False)
            for layout in ("auto", "none"):
                one(program, folder, name, source, net, layout)
        source = os.path.join(folder, "measured.json")
        built, ranked = os.path.join(folder, "built.json"), os.path.join(folder, "ranked.json")
        corpus = os.path.join(ROOT, "data", "corpus")
        for command in (["build", corpus, "--bootstrap", "20", "-o", built], ["rank", built, "--by", "all", "-o", ranked],
                        ["convert", ranked, "--measures", "all", "-o", source]):
            subprocess.run([program, *command, "-q"], check=True, stdout=subprocess.DEVNULL)
        with open(source, encoding="utf-8") as f:
            net = json.load(f)
        for layout in ("auto", "none"):
            one(program, folder, "measured", source, net, layout)
        path = os.path.join(folder, "days.dynamic.gexf")
        subprocess.run([program, "build", corpus, "--evidence", "all", "-q", "-o", path], check=True)
        c = gexf(path)
        check(c.said == [] and len(c.edges) > 1000, f"dynamic: Gephi would say {c.said[:4]}")
    return finish()


if __name__ == "__main__":
    sys.exit(main())
