#!/usr/bin/python3
"""Pictures measured: plates that never meet, pages of their size, text that can be read, PDFs that last.

usage: picture_test.py PROGRAM

Networks with planted groups and names in three languages are drawn, and so is data/corpus.
"""

import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
import unicodedata
import xml.etree.ElementTree as ElementTree
from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
CORPUS = Path(__file__).resolve().parents[2] / "data" / "corpus"
PAGES = {"a4": (842, 595), "a4-portrait": (595, 842), "a3": (1191, 842), "slide": (960, 540)}
LEAST_POINTS = 5.5  # of any text on a page, as printed
WORDS = {
    "ar": "الولايات المتحدة وزارة الخارجية مجلس الأمن روسيا مصر تونس منظمة التعاون فلاديمير هيئة".split(),
    "en": "United States Ministry Foreign Affairs Council Russia Egypt Tunis Organization Commission".split(),
    "ru": "Соединённые Штаты Министерство иностранных дел Совет Россия Египет Тунис Организация".split(),
}


def planted(n, language, seed):
    """A network of n names in groups of about ten, some names long, some ties heavy."""
    random.seed(seed)
    words = WORDS[language]
    nodes = [{"id": f"person:p{i:04}", "type": random.choice(["person", "state", "organization"]),
              "label": " ".join(random.choices(words, k=random.choice([1, 1, 2, 2, 3, 5]))) + f" {i}"}
             for i in range(n)]
    links = {}
    for i in range(n):
        for _ in range(3):
            near = random.random() < .8
            j = (i // 10 * 10 + random.randrange(10)) % n if near else random.randrange(n)
            if i != j:
                links[min(i, j), max(i, j)] = int(random.paretovariate(.9))
    return {"nodes": nodes, "links": [{"source": nodes[a]["id"], "target": nodes[b]["id"], "weight": w}
                                      for (a, b), w in sorted(links.items())]}


class Studio:
    """Draws, and keeps the drawings in one folder."""

    def __init__(self, program, folder):
        self.program, self.folder, self.count = program, Path(folder), 0

    def run(self, *arguments):
        return subprocess.run([self.program, *map(str, arguments)], check=True, capture_output=True)

    def network(self, *arguments):
        path = self.folder / ("-".join(map(str, arguments)) + ".json")
        if not path.exists():
            path.write_text(json.dumps(planted(*arguments)))
        return path

    def corpus(self):
        path = self.folder / "corpus.json"
        if not path.exists():
            self.run("build", CORPUS, "-o", path, "-q")
        return path

    def draw(self, network, extension, *options):
        self.count += 1
        path = self.folder / f"{self.count}.{extension}"
        self.run("convert", network, "-q", *options, "-o", path)
        return path


# ---- what stands where ----

def boxes(path):
    """(name, left, top, right, bottom) of every plate, dot and text block, in points of the drawing."""
    for group in ElementTree.parse(path).iter(SVG + "g"):
        if group.get("class") != "node":
            continue
        points = []
        for item in group.iter():
            if item.tag == SVG + "polygon":
                points += [tuple(map(float, p.split(","))) for p in item.get("points").split()]
            elif item.tag == SVG + "path":
                numbers = list(map(float, re.findall(r"-?[\d.]+", item.get("d"))))
                points += zip(numbers[::2], numbers[1::2])
            elif item.tag == SVG + "ellipse":
                x, y, r = (float(item.get(k)) for k in ("cx", "cy", "rx"))
                points += [(x - r, y - r), (x + r, y + r)]
        if points:
            xs, ys = zip(*points)
            yield group.find(SVG + "title").text, min(xs), min(ys), max(xs), max(ys)


def scale_of(path):
    return float(re.search(r'transform="scale\(([\d.]+)', path.read_text()).group(1))


def texts(path):
    """(points as printed, text, x, anchor) of every text."""
    scale = scale_of(path)
    for item in ElementTree.parse(path).iter(SVG + "text"):
        yield (float(item.get("font-size")) * scale, item.text or "", float(item.get("x")) * scale,
               item.get("text-anchor"))


def nothing_meets(path, least=0.0):
    all_boxes = list(boxes(path))
    assert len(all_boxes) > 1
    for i, (name, left, top, right, bottom) in enumerate(all_boxes):
        for other, l, t, r, b in all_boxes[:i]:
            gap = max(left - r, l - right, top - b, t - bottom)
            assert gap > least, f"{path.name}: '{name}' and '{other}' are {gap:.1f} apart"


CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


@check
def no_plate_meets_another(studio):
    nothing_meets(studio.draw(studio.corpus(), "svg"))
    for n, language in [(2, "ar"), (30, "ar"), (90, "en"), (170, "ru"), (400, "ar")]:
        for seed in (1, 2):
            nothing_meets(studio.draw(studio.network(n, language, seed), "svg"), least=4)


@check
def no_plate_meets_another_on_a_page(studio):
    for page in PAGES:
        nothing_meets(studio.draw(studio.corpus(), "svg", "--page", page))
        for n, language in [(2, "en"), (35, "ru"), (130, "ar")]:
            nothing_meets(studio.draw(studio.network(n, language, 3), "svg", "--page", page), least=4)


@check
def pages_have_their_size_and_can_be_read(studio):
    for page, (width, height) in PAGES.items():
        for network in (studio.corpus(), studio.network(35, "ru", 3), studio.network(130, "ar", 3)):
            path = studio.draw(network, "svg", "--page", page, "--title", "Кто с кем упомянут")
            root = ElementTree.parse(path).getroot()
            assert (root.get("width"), root.get("height")) == (f"{width}pt", f"{height}pt")
            least = min(size for size, *_ in texts(path))
            assert least >= LEAST_POINTS, f"{page}, {network.name}: a text of {least:.1f} points"
            x0, y0, w, h = map(float, root.get("viewBox").split())
            offset = re.search(r"translate\(([-\d.]+) ([-\d.]+)\)", path.read_text())
            dx, dy = map(float, offset.groups())
            scale = scale_of(path)
            for name, left, top, right, bottom in boxes(path):
                assert x0 <= (left + dx) * scale and (right + dx) * scale <= x0 + w, (page, name)
                assert y0 <= (top + dy) * scale and (bottom + dy) * scale <= y0 + h, (page, name)


@check
def a_png_has_the_pixels_of_its_page(studio):
    for options, wanted in [(("--page", "slide"), (1920, 1080)), (("--page", "a4"), (3508, 2479)),
                            (("--page", "a4", "--dpi", "100"), (1169, 826))]:
        head = studio.draw(studio.network(35, "ru", 3), "png", *options).read_bytes()[16:24]
        got = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")
        assert all(abs(g - w) <= 1 for g, w in zip(got, wanted)), f"{options}: {got} is not {wanted}"


@check
def titles_and_legends_run_as_they_are_read(studio):
    """An isolate before a text says how it runs; an Arabic page is filled from the right."""
    for language, title, isolate in [("ar", "BRICS ومنظمة شنغهاي ومجلس الأمن", "\u2067"),
                                     ("ru", "БРИКС и ШОС, 2001-2025", "\u2066"),
                                     ("en", "BRICS and the SCO, 2001-2025", "\u2066")]:
        path = studio.draw(studio.corpus(), "svg", "--labels", language, "--title", title)
        shown = [text for _, text, _, _ in texts(path)]
        assert isolate + title + "\u2069" in shown, shown[:3]
        kinds = {"ar": ["أشخاص", "دول", "منظمات"], "ru": ["люди", "государства", "организации"],
                 "en": ["people", "states", "organizations"]}[language]
        places = [next(x for _, text, x, _ in texts(path) if text == isolate + kind + "\u2069") for kind in kinds]
        assert places == sorted(places, reverse=language == "ar"), (language, places)


@check
def thick_lines_are_explained(studio):
    path = studio.draw(studio.corpus(), "svg", "--labels", "en")
    net = json.loads(studio.corpus().read_text())
    heaviest = max(link["weight"] for link in net["links"])
    shown = [text.strip("\u2066\u2069") for _, text, _, _ in texts(path)]
    assert "sentences" in shown and f"{heaviest:g}" in shown, shown[-20:]


@check
def layouts_are_made_taken_or_left_out(studio):
    """Three names in a row, 100 apart: given places keep their order, without them others are found."""
    net = planted(3, "en", 1)
    net["links"] = [{"source": "person:p0000", "target": "person:p0002", "weight": 1},
                    {"source": "person:p0001", "target": "person:p0002", "weight": 1}]
    for i, node in enumerate(net["nodes"]):
        node.update(x=100.0 * i, y=0.0)
    source = studio.folder / "row.json"
    source.write_text(json.dumps(net))
    middle = {}
    for layout in ("auto", "given", "none"):
        path = studio.draw(source, "svg", "--layout", layout)
        x = {int(name.strip("\u2066\u2067\u2068\u2069").split()[-1]): left + right for name, left, _, right, _ in boxes(path)
             if name != "legend"}
        middle[layout] = sorted(x, key=x.get)[1]
        nothing_meets(path)
    assert middle["auto"] == middle["given"] == 1, middle
    assert middle["none"] == 2, middle
    for layout, wanted in (("given", 3), ("none", 0)):
        path = studio.draw(source, "graphml", "--layout", layout)
        assert path.read_text().count('<data key="x">') == wanted, layout


@check
def the_same_network_is_the_same_picture(studio):
    for extension in ("svg", "png", "pdf"):
        first, second = (studio.draw(studio.corpus(), extension, "--page", "a4").read_bytes() for _ in "ab")
        assert first == second, extension


# ---- charts ----

def plain(text):
    return re.sub("[\u2066-\u2069\u200e]", "", text or "")


def told_boxes(path):
    """{what a box says where the mouse rests: (left, top, right, bottom)}."""
    return {plain(name): box for name, *box in boxes(path)
            if name != "legend" and not re.match(r"box \d+$", name)}


@check
def bars_are_as_long_as_numbers_are_large(studio):
    net = planted(30, "en", 5)
    for i, node in enumerate(net["nodes"]):
        node.update(fame=(i * 37) % 31 + .5, fame_low=(i * 37) % 31 - .25, fame_high=(i * 37) % 31 + 2.0)
    source = studio.folder / "fame.json"
    source.write_text(json.dumps(net))
    path = studio.draw(source, "svg", "--chart", "top:fame", "--draw", "12")
    bars = told_boxes(path)
    wanted = sorted(net["nodes"], key=lambda node: -node["fame"])[:12]
    assert [node["label"] for node in wanted] == sorted(bars, key=lambda name: bars[name][1])
    lengths = [bars[node["label"]][2] - bars[node["label"]][0] for node in wanted]
    for node, length in zip(wanted, lengths):
        assert abs(length / lengths[0] - node["fame"] / wanted[0]["fame"]) < .01, node
    zero = bars[wanted[0]["label"]][0]
    unit = lengths[0] / wanted[0]["fame"]
    lines = [box for name, *box in boxes(path) if re.match(r"box \d+$", name) and box[2] - box[0] > 5]
    intervals = sorted(lines, key=lambda box: box[1])
    assert len(intervals) == 12
    for node, (left, _, right, _) in zip(wanted, intervals):
        assert abs(left - zero - unit * node["fame_low"]) < 1 and abs(right - zero - unit * node["fame_high"]) < 1, node


@check
def an_arabic_chart_begins_at_the_right(studio):
    for language in ("ar", "ru"):
        path = studio.draw(studio.corpus(), "svg", "--chart", "top", "--labels", language)
        bars = told_boxes(path)
        starts = [box[2 if language == "ar" else 0] for box in bars.values()]
        assert len(bars) == 20 and max(starts) - min(starts) < 2, (language, starts)
        start = starts[0]
        names = [x for _, text, x, _ in texts(path) if plain(text) in bars]
        assert len(names) == 20 and all((x > start) == (language == "ar") for x in names), language


@check
def squares_hold_the_weights(studio):
    net = json.loads(studio.corpus().read_text())
    label = {node["id"]: node["label_en"] for node in net["nodes"] if node.get("label_en")}
    weights = {}
    for link in net["links"]:
        if link["source"] in label and link["target"] in label:
            pair = label[link["source"]], label[link["target"]]
            weights[pair] = weights[pair[::-1]] = link["weight"]
    path = studio.draw(studio.corpus(), "svg", "--chart", "matrix", "--labels", "en")
    squares = told_boxes(path)
    assert len(squares) > 200, len(squares)
    row, column = {}, {}
    for told, (left, top, _, _) in squares.items():
        pair, weight = told.rsplit(": ", 1)
        a, b = pair.split(" \u2014 ")
        assert weights[a, b] == float(weight), told
        assert f"{b} \u2014 {a}: {weight}" in squares, told
        row.setdefault(a, set()).add(round(top / 6))
        column.setdefault(b, set()).add(round(left / 6))
    assert all(len(places) == 1 for places in (*row.values(), *column.values()))
    assert sorted(row, key=lambda name: min(row[name])) == sorted(column, key=lambda name: min(column[name]))


@check
def bars_over_time_add_up(studio):
    whole = studio.folder / "whole.json"
    studio.run("build", CORPUS, "-o", whole, "-q", "--evidence", "all")
    net = json.loads(whole.read_text())
    heaviest = sorted((link["weight"] for link in net["links"]), reverse=True)[:8]
    path = studio.draw(whole, "svg", "--chart", "time", "--labels", "en")
    rows = {}
    for name, _, _, _, bottom in boxes(path):
        told = re.match(r"(\d{4}): (\d+)$", plain(name))
        if told:
            rows.setdefault(round(bottom / 20), []).append((int(told[1]), int(told[2])))
    assert [sum(count for _, count in rows[y]) for y in sorted(rows)] == heaviest, rows
    strongest = max(net["links"], key=lambda link: link["weight"])
    by_year = {}
    for sentence in strongest["evidence"]:
        first = sentence[0] if isinstance(sentence, list) else sentence
        year = int(net["evidence"][first]["date"][:4])
        by_year[year] = by_year.get(year, 0) + 1
    assert dict(rows[min(rows)]) == by_year, (rows[min(rows)], by_year)


@check
def a_chart_over_time_is_refused_without_all_sentences(studio):
    done = subprocess.run([studio.program, "convert", studio.corpus(), "--chart", "time", "-o",
                           studio.folder / "no.svg"], capture_output=True, text=True)
    assert done.returncode == 1 and "--evidence all" in done.stderr, done
    assert not (studio.folder / "no.svg").exists()


@check
def charts_have_pages_and_every_format(studio):
    for chart in ("top", "matrix"):
        for extension, head in (("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")):
            path = studio.draw(studio.corpus(), extension, "--chart", chart, "--page", "a4")
            assert path.read_bytes().startswith(head), (chart, extension)
            again = studio.draw(studio.corpus(), extension, "--chart", chart, "--page", "a4")
            assert path.read_bytes() == again.read_bytes(), (chart, extension)
        root = ElementTree.parse(studio.draw(studio.corpus(), "svg", "--chart", chart, "--page", "a4")).getroot()
        assert (root.get("width"), root.get("height")) == ("842pt", "595pt")


# ---- PDF ----

def bare(text):
    """Without controls and marks; all that is white is one blank."""
    shown = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFKC", text)
                    if c.isspace() or unicodedata.category(c) not in ("Cf", "Mn", "Cc"))
    return re.sub(" +", " ", shown)


def is_in(name, text):
    """Blanks only where the name has them. Lam-alef is one sign on paper, which pdftotext turns round."""
    pattern = re.sub("ل([اأإآ])", r"(?:ل\1|\1ل)", re.escape(bare(name)))
    return re.search(pattern, text) is not None


@check
def a_pdf_holds_its_fonts_and_its_words(studio):
    if not shutil.which("pdftotext"):
        print("no pdftotext here: not looked into")
        return
    for language in ("ar", "ru", "en"):
        path = studio.draw(studio.corpus(), "pdf", "--page", "a4", "--labels", language)
        fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        assert fonts and all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts), fonts
        assert language != "ar" or any("Arabic" in line for line in fonts), fonts
        read = bare(subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout)
        net = json.loads(studio.corpus().read_text())
        strength = {}
        for link in net["links"]:
            for end in ("source", "target"):
                strength[link[end]] = strength.get(link[end], 0) + link["weight"]
        labels = {node["id"]: node["label_" + language] for node in net["nodes"] if node.get("label_" + language)}
        strongest = [labels[i] for i in sorted(strength, key=strength.get, reverse=True)[:25] if i in labels]
        lost = [name for name in strongest if len(name) <= 22 and not is_in(name, read)]
        assert not lost, (language, lost)
        info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True,
                              env={"TZ": "UTC0"}).stdout
        assert "Jan  1 00:00:00 1980" in info and "842 x 595 pts (A4)" in info, info


def main():
    if len(sys.argv) != 2:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(sys.argv[1], folder)
        for function in CHECKS:
            try:
                function(studio)
                print(f"ok {function.__name__}")
            except Exception:  # a check that breaks must not hide the others
                failed += 1
                print(f"not ok {function.__name__}\n{traceback.format_exc()}")
    print(f"{len(CHECKS) - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
