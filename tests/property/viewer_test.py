#!/usr/bin/python3
"""Drive the HTML page of a network in real browsers: what it shows, finds, keeps and runs.

usage: viewer_test.py PROGRAM

PROGRAM is shabaka. Nothing but python and the browsers is needed; the checks of a browser
that is not there are skipped.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
import traceback
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from browsers import Chromium, Firefox

# ---- networks ----

HOSTILE = [
    "</script><script>window.ran = 1</script>", "<!--<script>", "]]>", "\u2028\u2029",
    "<img src=x onerror='window.ran = 2'>", "{{script}}", "&lt;b&gt; &amp;", "\\u003c \\",
    '"quoted" \'single\'', "\u202eturned round\u2066", "tab\tand\nline", "=1+1", "\U0001f600 face",
]

NAMES = {  # id: Arabic, English, Russian
    "state:IR": ("إيران", "Iran", "Иран"),
    "state:AF": ("أفغانستان", "Afghanistan", "Афганистан"),
    "state:TD": ("تشاد", "Chad", "Чад"),
    "organization:test-league": ("الرابطة التجريبيّة", "Test League", "Пробная лига"),
    "person:artyom-zelyony": ("أرتيوم زيليوني", "Artyom Zelyony", "Артём Зелёный"),
    "person:jose-munoz": ("خوسيه مونيوث", "José Muñoz", "Хосе Муньос"),
    "person:layla-al-kubra": ("ليلى الكبرى", "Layla al-Kubra", "Лейла аль-Кубра"),
}


def network_of(nodes, links, sentences=None):
    """Our JSON. Sentences: (text, [(node, words)...]) with the words' places looked up."""
    net = {"directed": False, "multigraph": False, "graph": {}, "nodes": nodes,
           "links": links}
    columns = {"nodes": [[name, "string"] for name in
                         ("type", "label_ar", "label_en", "label_ru") if name in nodes[0]],
               "edges": []}
    if links and "first" in links[0]:
        columns["edges"] = [["first", "string"], ["last", "string"]]
    zero = {"documents": 2, "units": 9, "unit_sizes": [], "document_sizes": []}
    net["shabaka"] = {"format": 1, "made": {"labels": "en"}, "margins": zero,
                      "columns": columns}
    if sentences is not None:
        net["evidence"] = []
        for i, (text, marked) in enumerate(sentences):
            raw = text.encode()
            places = [[node, raw.index(words.encode()),
                       raw.index(words.encode()) + len(words.encode())]
                      for node, words in marked]
            net["evidence"].append(
                {"doc": f"text-{i // 7}", "date": "2024-05-06", "sentence": i + 1, "start": 0,
                 "end": len(raw), "text": text, "mentions": sorted(places, key=lambda m: m[1])})
    return net


def named_network():
    """Seven names in three languages; evidence with characters of one to four bytes."""
    ids = sorted(NAMES)
    nodes = [{"id": i, "label": NAMES[i][1], "type": i.split(":")[0], "label_ar": NAMES[i][0],
              "label_en": NAMES[i][1], "label_ru": NAMES[i][2]} for i in ids]
    pairs = [(0, 1, 3), (0, 5, 9), (1, 2, 1), (2, 3, 5), (3, 4, 1), (4, 5, 2), (5, 6, 4)]
    links = [{"source": ids[a], "target": ids[b], "weight": w, "first": f"20{10 + w}-01-02",
              "last": f"20{12 + w}-03-04", "evidence": []} for a, b, w in pairs]
    ar, ru = NAMES["state:IR"][0], NAMES[ids[0]][2]
    sentences = [
        (f"\U0001f600 قال متحدث من {ar} إن {NAMES[ids[0]][0]} <b>عقدت</b> اجتماعًا.",
         [(5, ar), (0, NAMES[ids[0]][0])]),
        (f"{ru} и {NAMES['state:IR'][2]} — «вместе» & \u2028рядом.",
         [(0, ru), (5, NAMES["state:IR"][2])]),
    ]
    links[1]["evidence"] = [0, 1, [0, 1]]
    return network_of(nodes, links, sentences)


def told_network():
    """A chain of 30 with a column of numbers and one of words; 24 pairs apart from it; ties over four years."""
    nodes = [{"id": f"person:t{i:02}", "label": f"Told {i}", "type": "person",
              "fame": 0.5 * i * i, "camp": ("east", "west", "south")[i % 3]} for i in range(30)]
    links = [{"source": f"person:t{i:02}", "target": f"person:t{i + 1:02}", "weight": 1 + i % 5,
              "first": f"{2001 + i // 8}-0{1 + i % 8}-01", "last": f"{2001 + i // 8}-0{1 + i % 8}-01"} for i in range(29)]
    for i in range(48):
        nodes.append({"id": f"person:u{i:02}", "label": f"Apart {i}", "type": "person", "fame": 1.0, "camp": "east"})
    links += [{"source": f"person:u{i:02}", "target": f"person:u{i + 1:02}", "weight": 1, "first": "2002-01-01",
               "last": "2003-01-01"} for i in range(0, 48, 2)]
    net = network_of(nodes, links)
    net["shabaka"]["columns"]["nodes"] += [["fame", "double"], ["camp", "string"]]
    return net


def hostile_network():
    nodes = [{"id": f"person:n{i:02}", "label": text, "type": "person",
              "label_ar": text, "label_en": text, "label_ru": text}
             for i, text in enumerate(HOSTILE)]
    links = [{"source": nodes[0]["id"], "target": node["id"], "weight": 1, "evidence": [i]}
             for i, node in enumerate(nodes[1:])]
    sentences = [(f"x {HOSTILE[0]} y {text} z", [(0, HOSTILE[0]), (i + 1, text)])
                 for i, text in enumerate(HOSTILE[1:])]
    return network_of(nodes, links, sentences)


def large_network(n=600, per_tie=4):
    """Evidence of more than 2 MB, which the page holds packed."""
    nodes = [{"id": f"person:p{i:04}", "label": f"Name {i:04}", "type": "person"}
             for i in range(n)]
    links, sentences = [], []
    for step in (1, 2, 7, 31):
        for i in range(n - step):
            first = len(sentences)
            many = 250 if (step, i) == (1, 7) else per_tie
            for k in range(many):
                sentences.append((
                    f"سمع الناس {k} أن Name {i:04} والتقى في المدينة Name {i + step:04} "
                    + "ثم عاد الجميع إلى بيوتهم " * 5 + f"{first + k}.",
                    [(i, f"Name {i:04}"), (i + step, f"Name {i + step:04}")]))
            links.append({"source": nodes[i]["id"], "target": nodes[i + step]["id"],
                          "weight": many if many > per_tie else 1 + i % 9,
                          "evidence": list(range(first, first + many))})
    return network_of(nodes, links, sentences)


# ---- checks ----

CHECKS = []


def check(function):
    CHECKS.append((function, (Chromium, Firefox)))
    return function


def chromium_only(function):
    """It asks for what Firefox tells nobody."""
    CHECKS.append((function, (Chromium,)))
    return function


def expect(actual, wanted, what=""):
    if actual != wanted:
        raise AssertionError(f"{what}: {actual!r} is not {wanted!r}")


def live(browser):
    return browser.run("document.getElementById('live').textContent")


def screen_place(browser, node):
    """Where a node is drawn, by asking the page itself what lies under the mouse."""
    box = browser.run("JSON.stringify(document.getElementById('picture').getBoundingClientRect())")
    box = json.loads(box)
    step = 26  # less than a large node is wide
    for y in range(20, int(box["height"]) - 10, step):
        for x in range(300, int(box["width"]) - 370, step):
            browser.mouse("mouseMoved", x, y + box["top"])
            browser.run("new Promise(requestAnimationFrame)")
            if browser.run("document.getElementById('tip').hidden"):
                continue
            if browser.run("document.querySelector('#tip bdi').textContent") == node and \
                    browser.run("document.querySelectorAll('#tip bdi').length") == 1:
                return x, y + box["top"]
    raise AssertionError(f"'{node}' is nowhere to be seen")


@check
def nothing_of_the_data_runs(b, pages):
    b.open(pages["hostile"])
    expect(b.run("typeof window.ran"), "undefined")
    expect(b.run("JSON.parse(document.getElementById('data').textContent).names"), HOSTILE)
    expect(b.run("document.querySelectorAll('script').length"), 4, "script elements")
    expect(b.run("document.querySelectorAll('img').length"), 0, "img elements")
    for name in range(len(HOSTILE)):
        b.run(f"location.hash = 'node=person:n{name:02}'")
        b.run("new Promise((r) => setTimeout(r, 30))")
    b.press("t", "t")
    expect(b.run("document.querySelectorAll('#table tr.row').length"), len(HOSTILE), "rows")
    expect(b.run("typeof window.ran"), "undefined")
    expect(b.complaints(), [])


@check
def hostile_sentences_stay_text(b, pages):
    for i, text in enumerate(HOSTILE[1:], 1):
        b.open(pages["hostile"], f"#node=person:n00&with=person:n{i:02}")
        b.wait("document.querySelector('.sentences mark')")
        marks = b.run("[...document.querySelectorAll('.sentences mark')].map((m) => m.textContent)")
        expect(marks, [b.run(f"clean({json.dumps(t)})") for t in (HOSTILE[0], text)])
    expect(b.run("typeof window.ran"), "undefined")


@check
def policy_lets_nothing_else_run(b, pages):
    b.open(pages["named"])
    b.run("""{const s = document.createElement('script'); s.textContent = 'window.ran = 3';
          document.body.append(s)}""")
    expect(b.run("typeof window.ran"), "undefined")
    expect(b.run("fetch('https://example.org/').then(() => 'fetched', () => 'refused')"),
           "refused")
    expect(b.run("""fetch('data:,x').then(() => 'fetched', () => 'refused')"""), "refused")


@check
def page_fetches_nothing(b, pages):
    b.open(pages["named"])
    expect(b.requests(), [])
    expect(b.complaints(), [])


@check
def search_folds_like_the_matcher(b, pages):
    b.open(pages["named"])
    for typed, wanted in [
            ("ايران", "state:IR"), ("إِيـــران", "state:IR"), ("ایران", "state:IR"),
            ("ИРАН", "state:IR"), ("iran", "state:IR"), ("state:ir", "state:IR"),
            ("افغانستان", "state:AF"), ("الرابطه التجريبيه", "organization:test-league"),
            ("артем зеленый", "person:artyom-zelyony"), ("ЗЕЛЁНЫЙ", "person:artyom-zelyony"),
            ("jose munoz", "person:jose-munoz"), ("Jos\u00e9", "person:jose-munoz"),
            ("munoz jose", "person:jose-munoz"), ("ليلي", "person:layla-al-kubra"),
            ("kubra", "person:layla-al-kubra")]:
        b.run("location.hash = ''")
        b.run("document.getElementById('picture').focus()")
        b.press("/", "/")
        b.type(typed)
        b.press("Enter")
        b.frames()
        expect(b.run("new URLSearchParams(location.hash.slice(1)).get('node')"), wanted, typed)
    b.run("document.getElementById('query').focus()")
    b.type("zzz")
    expect(b.run("document.querySelectorAll('#results [role=option]').length"), 0)


@check
def sentences_have_their_names_marked(b, pages):
    b.open(pages["named"], "#node=state:IR&with=organization:test-league")
    b.wait("document.querySelector('.sentences mark')")
    shown = b.run("""[...document.querySelectorAll('.sentences p')].map((p) =>
        [p.textContent, getComputedStyle(p).direction,
         [...p.querySelectorAll('mark')].map((m) => [m.className, m.textContent])])""")
    net = named_network()
    texts = [net["evidence"][i]["text"].replace("\u2028", " ") for i in (0, 0, 1, 1)]  # 0 alone, 0 with 1, 1 alone
    expect([s[0] for s in shown], texts)
    expect([s[1] for s in shown], ["rtl", "rtl", "ltr", "ltr"])
    league = NAMES["organization:test-league"]
    expect(shown[0][2], [["second", "إيران"], ["first", league[0]]])
    expect(shown[2][2], [["first", league[2]], ["second", "Иран"]])
    expect(b.run("document.querySelectorAll('.sentences > li').length"), 3)
    expect("kept" in b.run("document.querySelector('#details').textContent"), True)


@check
def packed_sentences_are_unpacked(b, pages):
    b.open(pages["large"])
    expect(b.run("JSON.parse(document.getElementById('data').textContent).evidence.packed"), True)
    net = large_network()
    for i in (0, 599, 1500, len(net["links"]) - 1):
        link = net["links"][i]
        b.run(f"location.hash = 'node={link['source']}&with={link['target']}'")
        heading = " — ".join(f"Name {link[end][-4:]}" for end in ("source", "target"))
        b.wait(f"document.querySelector('#details h2').textContent === '{heading}'")
        b.wait("document.querySelector('.sentences mark')")
        expect(b.run("[...document.querySelectorAll('.sentences p')].map((p) => p.textContent)"),
               [net["evidence"][j]["text"] for j in link["evidence"]])
    expect(b.complaints(), [])


@check
def a_heavy_tie_shows_its_sentences_in_parts(b, pages):
    shown, more = "document.querySelectorAll('.sentences > li').length", "document.querySelector('.sentences + .more')"
    b.open(pages["large"], "#node=person:p0007&with=person:p0008")
    b.wait("document.querySelector('.sentences mark')")
    for count, left in ((100, "Show 100 more"), (200, "Show 50 more")):
        b.wait(f"{shown} === {count}")
        expect(b.run(f"{more}.textContent"), left)
        b.run(f"{more}.click()")
    b.wait(f"{shown} === 250")
    expect(b.run(f"{more} === null"), True)


@check
def same_network_same_page(b, pages):
    folder = Path(pages["folder"])
    for name in ("named", "large"):
        again = folder / f"{name}-again.html"
        convert(pages["program"], folder / f"{name}.json", again)
        expect(again.read_bytes() == Path(pages[name]).read_bytes(), True, name)


@check
def languages_turn_the_page(b, pages):
    b.open(pages["named"])
    for language, direction, word, name in [("ar", "rtl", "تصفية", "إيران"),
                                            ("ru", "ltr", "Фильтры", "Иран"),
                                            ("en", "ltr", "Filters", "Iran")]:
        b.run(f"document.querySelector('[data-language={language}]').click()")
        expect(b.run("[document.documentElement.lang, document.documentElement.dir]"),
               [language, direction])
        expect(b.run("document.querySelector('#filters-button span').textContent"), word)
        expect(name in b.run("document.querySelector('#details').textContent"), True, name)
    keys = b.run("LANGUAGES.map((l) => Object.keys(WORDS[l]).sort().join())")
    expect(len(set(keys)), 1, "the languages have the same words")


@check
def address_keeps_the_place(b, pages):
    b.open(pages["named"], "#node=state:IR&weight=2&without=person&theme=dark&lang=ar")
    expect(b.run("document.documentElement.className"), "dark")
    expect(b.run("document.documentElement.lang"), "ar")
    expect("Iran" in b.run("document.querySelector('#details h2').textContent"), True)
    b.run("document.querySelector('#filters input[type=checkbox]').click()")
    b.frames()
    kept = b.run("location.hash")
    b.open(pages["named"], kept)
    b.frames()
    expect(b.run("location.hash"), kept)


@check
def filters_leave_out(b, pages):
    b.open(pages["named"])
    count = "document.getElementById('count').textContent"
    expect(b.run(count), "7 names · 7 ties")
    box = "document.querySelectorAll('#filters input[type=checkbox]')"
    person = b.run(f"[...{box}].findIndex((i) => /Persons/.test(i.parentNode.textContent))")
    b.run(f"{box}[{person}].click()")
    expect(b.run(count), "4 of 7 names · 3 of 7 ties")
    b.run(f"{box}[{person}].click()")
    expect(b.run(count), "7 names · 7 ties")
    b.open(pages["named"], "#weight=4")
    expect(b.run(count), "5 of 7 names · 3 of 7 ties")
    b.open(pages["named"], "#until=2012-12-31")
    expect(b.run(count), "5 of 7 names · 3 of 7 ties")


COUNT = "document.getElementById('count').textContent"
READ = "const net = readNetwork(JSON.parse(byId('data').textContent));"


def choose(browser, label, value):
    """Choose from a list by what it is called for a screen reader."""
    browser.run(f"""{{const select = document.querySelector('#filters select[aria-label="{label}"]');
        select.value = {json.dumps(value)}; select.dispatchEvent(new Event('change'))}}""")
    browser.frames()


@check
def names_apart_are_put_aside_and_found(b, pages):
    b.open(pages["told"])
    expect(b.run(COUNT), "30 of 78 names · 29 of 53 ties")
    expect(b.run("document.getElementById('apart-box').checked"), False)
    b.press("/", "/")
    b.type("apart 7")
    b.press("Enter")
    b.frames()
    expect(live(b), "Apart 7, person, 1 tie")
    expect(b.run(COUNT), "78 names · 53 ties")
    expect("apart=shown" in b.run("location.hash"), True)
    b.open(pages["told"], "#apart=shown")
    expect(b.run(COUNT), "78 names · 53 ties")
    b.run("document.getElementById('apart-box').click()")
    expect(b.run(COUNT), "30 of 78 names · 29 of 53 ties")


@check
def colours_tell_any_column(b, pages):
    b.open(pages["told"])
    choose(b, "Colour by", "fame")
    expect("colour=fame" in b.run("location.hash"), True)
    expect(b.run("document.querySelectorAll('#filters .ramp .swatch').length"), 7)
    ends = b.run("[...document.querySelectorAll('#filters .ramp .number')].map((e) => e.textContent)")
    expect(ends, ["0", "420.5"])
    steps = b.run(f"(() => {{{READ} const {{colours, codes}} = colourNodes(net, 'fame');"
                  "return [...codes].slice(0, 30).map((code) => RAMP.indexOf(colours[code]))})()")
    expect(steps, sorted(steps), "higher numbers, higher colours")
    expect(set(steps), set(range(7)))
    choose(b, "Colour by", "camp")
    expect(b.run("[...document.querySelectorAll('#filters ul.key li')].map((e) => e.textContent)"),
           ["east", "south", "west"])
    swatches = b.run(f"(() => {{{READ} const {{colours, codes}} = colourNodes(net, 'camp');"
                     "return [...codes].slice(0, 6).map((code) => colours[code])})()")
    expect(swatches[:3], swatches[3:])
    expect(len(set(swatches)), 3)
    expect(b.complaints(), [])


@check
def sizes_tell_any_number(b, pages):
    b.open(pages["told"])
    choose(b, "Size by", "fame")
    expect("size=fame" in b.run("location.hash"), True)
    sizes = b.run(f"(() => {{{READ} sizeNodes(net, 'fame', net.size.slice()); return [...net.size].slice(0, 30)}})()")
    for i, size in enumerate(sizes):  # areas in proportion: the root of i² / 2, of which 29² / 2 is the largest
        expect(round(size, 9), round(i / 29, 9))
    b.open(pages["told"], "#size=fame&colour=camp")
    expect(b.run("document.querySelector('#filters select[aria-label=\"Size by\"]').value"), "fame")
    expect(b.run("document.querySelector('#filters select[aria-label=\"Colour by\"]').value"), "camp")
    choose(b, "Size by", "")
    expect("size=" in b.run("location.hash"), False)


@check
def the_largest_names_lie_on_no_other(b, pages):
    b.open(pages["told"])
    met = b.run(f"""(() => {{{READ}
        const data = JSON.parse(byId('data').textContent);
        for (const column of data.node_columns) if (column.name === 'x' || column.name === 'y')
            column.cells = column.cells.map((value, v) => (v < 5 ? 7 + v / 1000 : value)); // five in one place
        const crowded = readNetwork(data), {{largest, smallest}} = radiiFor(crowded.n);
        const r = (v) => (smallest + (largest - smallest) * crowded.size[v]) * 100 * Math.sqrt(crowded.n) / USUAL_WINDOW;
        const met = [];
        for (let p = 0; p < 5; p++) for (let q = 0; q < p; q++)
            if (Math.hypot(crowded.x[p] - crowded.x[q], crowded.y[p] - crowded.y[q]) < r(p) + r(q)) met.push([p, q]);
        return met;
    }})()""")
    expect(met, [])


@check
def time_plays(b, pages):
    b.open(pages["told"])
    b.run("""window.seen = []; new MutationObserver(() => window.seen.push(document.getElementById('count').textContent))
          .observe(document.getElementById('count'), {childList: true})""")
    b.run("document.getElementById('play-button').click()")
    expect(b.run("document.getElementById('play-button').ariaPressed"), "true")
    b.wait("document.getElementById('play-button').ariaPressed === 'false'")
    ties = [int(text.split(" · ")[1].split()[0]) for text in b.run("window.seen")]
    expect(ties, sorted(ties), "ties come and none goes")
    expect((ties[0], ties[-1]), (1, 29))
    expect(len(set(ties)) > 10, True, ties)
    b.frames()
    expect("until=" in b.run("location.hash"), False)
    b.run("document.getElementById('play-button').click()")
    b.run("new Promise((r) => setTimeout(r, 1500))")
    b.run("document.getElementById('play-button').click()")
    stopped = b.run(COUNT)
    b.run("new Promise((r) => setTimeout(r, 1500))")
    expect(b.run(COUNT), stopped, "stopped")
    b.frames()
    expect("until=20" in b.run("location.hash"), True)


@check
def a_tie_of_the_address_is_in_sight(b, pages):
    b.open(pages["told"], "#node=person:t10&with=person:t11")
    b.frames()
    expect(live(b) or b.run("document.querySelector('#details h2').textContent"), "Told 10 — Told 11")
    expect(b.run("document.querySelectorAll('#details .pair button').length"), 2)


@chromium_only
def a_screen_reader_has_words_for_everything(b, pages):
    for language in ("en", "ar", "ru"):
        b.open(pages["told"], f"#lang={language}&node=person:t10")
        tree = b.call("Accessibility.getFullAXTree")["nodes"]
        roles = {"button", "checkbox", "slider", "combobox", "textbox", "searchbox", "link", "menuitem", "tab",
                 "application", "Canvas"}
        mute = [node["role"]["value"] for node in tree if not node.get("ignored") and
                node.get("role", {}).get("value") in roles and not node.get("name", {}).get("value", "").strip()]
        expect(mute, [], language)
        expect(sum(node.get("role", {}).get("value") in roles for node in tree) > 25, True)
        where = b.run("document.getElementById('filters').getBoundingClientRect().left > innerWidth / 2")
        expect(where, language == "ar", "the side of the filters")


@chromium_only
def sentences_wait_packed_until_they_are_asked_for(b, pages):
    source = b.call("Page.addScriptToEvaluateOnNewDocument", source="""window.unpacked = 0;
        window.DecompressionStream = class extends window.DecompressionStream {
            constructor(...a) { super(...a); window.unpacked++; }}""")["identifier"]
    try:
        b.open(pages["large"])
        expect(b.run("window.unpacked"), 0)
        text = Path(pages["large"]).read_text(encoding="utf-8")
        expect("سمع الناس" in text, False, "sentences in plain text")
        net = large_network()
        b.run(f"location.hash = 'node={net['links'][5]['source']}&with={net['links'][5]['target']}'")
        b.wait("document.querySelector('.sentences mark')")
        expect(b.run("window.unpacked") in (2, 3), True, "a block of ties and one or two of sentences")
    finally:
        b.call("Page.removeScriptToEvaluateOnNewDocument", identifier=source)


@check
def names_can_be_clicked_and_dragged(b, pages):
    b.open(pages["named"])
    b.frames()
    x, y = screen_place(b, "Iran")
    b.click(x, y)
    expect(live(b), "Iran, state, 3 ties")
    b.mouse("mousePressed", x, y, button="left", clickCount=1)
    for step in range(1, 6):
        b.mouse("mouseMoved", x + 8 * step, y + 6 * step, button="left", buttons=1)
    b.mouse("mouseReleased", x + 40, y + 30, button="left", clickCount=1)
    b.frames()
    b.mouse("mouseMoved", x + 40, y + 30)
    b.frames()
    expect(b.run("document.querySelector('#tip bdi').textContent"), "Iran")


@check
def keys_walk_and_zoom(b, pages):
    b.open(pages["named"])
    b.press("Enter")
    b.frames()
    first = live(b)
    expect(first, "Iran, state, 3 ties")
    for arrow in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        b.press(arrow)
    expect(live(b) != "", True)
    b.press("Escape")
    expect(live(b), "Nothing selected")
    b.press("+", "+")
    b.frames()
    expect("view=" in b.run("location.hash"), True)
    b.press("?", "?")
    expect(b.run("document.getElementById('help').open"), True)


@check
def table_sorts(b, pages):
    b.open(pages["named"], "#table=edges")
    weights = """[...document.querySelectorAll('#table tr.row')].map((r) =>
        Number(r.querySelector('td.number').textContent))"""
    expect(b.run(weights), [9, 5, 4, 3, 2, 1, 1])
    b.run("document.querySelector('#table th[data-column=weight] button').click()")
    expect(b.run(weights), [1, 1, 2, 3, 4, 5, 9])
    expect(b.run("document.querySelector('#table th[data-column=weight]').ariaSort"), "ascending")


def saved(browser, button):
    """What a button hands to the user, as bytes."""
    text = browser.run(f"""new Promise((resolve) => {{
        window.download = (name, blob) => {{
            const reader = new FileReader();
            reader.onload = () => resolve(reader.result.split(',')[1]);
            reader.readAsDataURL(blob);
        }};
        document.getElementById('{button}').click();
    }})""")
    return base64.b64decode(text)


@check
def files_are_saved(b, pages):
    b.open(pages["named"])
    png = saved(b, "save-png")
    expect(png[:8], b"\x89PNG\r\n\x1a\n")
    expect(len(png) > 20000, True, "size of the picture")
    csv = saved(b, "save-edges").decode("utf-8-sig").split("\r\n")
    expect(csv[0].split(",")[:3], ["a", "b", "weight"])
    expect(len(csv), 9)
    for page in ("named", "hostile"):
        b.open(pages[page])
        svg = ElementTree.fromstring(saved(b, "save-svg"))
        texts = svg.findall("{http://www.w3.org/2000/svg}text")
        expect(len(texts) > 3, True, "labels in the picture")
        expect(all(t.text[0] in "\u2066\u2067" and t.text[-1] == "\u2069" for t in texts), True)
    cells = saved(b, "save-nodes").decode("utf-8-sig")
    expect("'=1+1" in cells and "\r\n=1+1" not in cells, True, "formulas are text")


@check
def page_fits_small_screens(b, pages):
    b.resize(390, 780)
    b.open(pages["named"])
    expect(b.run("document.documentElement.scrollWidth <= 390"), True)
    b.run("document.querySelector('[data-language=ar]').click()")
    expect(b.run("document.documentElement.scrollWidth <= 390"), True)
    b.resize(1440, 900)


@check
def nothing_at_all_is_no_error(b, pages):
    for page in ("empty", "single"):
        b.open(pages[page])
        b.frames()
        expect(b.complaints(), [], page)


# ---- running ----

def convert(program, source, page):
    subprocess.run([program, "convert", source, "-o", page], check=True,
                   stdout=subprocess.DEVNULL)


def make_pages(program, folder):
    pages = {"folder": folder, "program": program}
    single = network_of([{"id": "a", "label": "a"}], [])
    empty = {**single, "nodes": []}
    for name, net in [("named", named_network()), ("hostile", hostile_network()),
                      ("large", large_network()), ("told", told_network()),
                      ("single", single), ("empty", empty)]:
        source = Path(folder) / f"{name}.json"
        source.write_text(json.dumps(net, ensure_ascii=False), encoding="utf-8")
        pages[name] = str(Path(folder) / f"{name}.html")
        convert(program, source, pages[name])
    return pages


def run_checks(kind, pages):
    """How many passed, failed and were skipped."""
    checks = [function for function, kinds in CHECKS if kind in kinds]
    if not kind.program:
        print(f"no {kind.name} here: {len(checks)} checks skipped")
        return 0, 0, len(checks)
    failed = 0
    browser = kind()
    try:
        for function in checks:
            try:
                function(browser, pages)
                print(f"ok {kind.name} {function.__name__}")
            except Exception:  # a check that breaks must not hide the others
                failed += 1
                print(f"not ok {kind.name} {function.__name__}\n{traceback.format_exc()}")
    finally:
        browser.close()
    return len(checks) - failed, failed, 0


def main():
    if len(sys.argv) != 2:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        pages = make_pages(os.path.abspath(sys.argv[1]), folder)
        passed, failed, skipped = map(sum, zip(*(run_checks(kind, pages) for kind in (Chromium, Firefox))))
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
