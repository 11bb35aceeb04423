#!/usr/bin/python3
"""The page and the files of large networks: sizes, times, and milliseconds a frame in Chromium.

usage: viewer_frames.py PROGRAM [NODES...]

Networks have planted groups and ten ties a node. A frame is timed from one to the next while the mouse drags the map, turns
the wheel, and moves over it; without a GPU, as in headless Chromium. The table of the README comes last.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "property"))
from browsers import Chromium  # noqa: E402

FORMATS = ("json", "graphml", "gexf", "html", "svg", "pdf")
SHELL = 142_000  # bytes of a page without a network, about
RECORD = """(() => { const times = []; let last = 0;
    const step = (now) => { if (last) times.push(now - last); last = now; window.recording && requestAnimationFrame(step); };
    window.recording = true; window.frameTimes = times; requestAnimationFrame(step); })()"""


def planted(n, ties):
    random.seed(n)
    groups = max(4, n // 120)
    size = n // groups
    pairs = {}
    while len(pairs) < ties:
        a = int(n * random.random() ** 1.6)
        b = a // size * size + int(size * random.random()) if random.random() < .8 else int(n * random.random() ** 2)
        if a != b and b < n:
            pair = min(a, b), max(a, b)
            pairs[pair] = pairs.get(pair, 0) + int(random.paretovariate(1.1))
    return {"nodes": [{"id": f"person:p{i:05}", "label": f"اسم {i}", "type": ("person", "state", "organization")[i % 3]}
                      for i in range(n)],
            "links": [{"source": f"person:p{a:05}", "target": f"person:p{b:05}", "weight": w}
                      for (a, b), w in sorted(pairs.items())]}


def frames(browser, act):
    browser.run(RECORD)
    act()
    time.sleep(.4)
    times = sorted(browser.run("(window.recording = false, window.frameTimes)"))
    return times[len(times) // 2], times[int(len(times) * .95)], times[-1]


def drag(browser):
    browser.mouse("mousePressed", 500, 800, button="left", clickCount=1)
    for i in range(60):
        browser.mouse("mouseMoved", 500 + 5 * i, 800 - 4 * i, button="left", buttons=1)
        time.sleep(.012)
    browser.mouse("mouseReleased", 800, 560, button="left", clickCount=1)


def wheel(browser):
    for i in range(50):
        browser.mouse("mouseWheel", 700, 450, deltaX=0, deltaY=-60 if i < 25 else 60)
        time.sleep(.02)


def hover(browser):
    for i in range(60):
        browser.mouse("mouseMoved", 400 + 10 * i, 300 + 5 * (i % 40))
        time.sleep(.015)


def main():
    program = os.path.abspath(sys.argv[1])
    counts = [int(n) for n in sys.argv[2:]] or [100, 1000, 5000, 20000]
    print("milliseconds a frame: median, 95 of 100, longest")
    table = []
    with tempfile.TemporaryDirectory() as folder:
        for n in counts:
            source = Path(folder) / f"{n}.json"
            source.write_text(json.dumps(planted(n, 10 * n)))
            laid_out = Path(folder) / f"{n}.graphml"
            begin = time.time()
            subprocess.run([program, "convert", source, "-q", "-o", laid_out], check=True)
            row = {"laid out": time.time() - begin}
            print(f"{n} nodes, {10 * n} edges: laid out in {row['laid out']:.1f} s", flush=True)
            for extension in FORMATS:
                path = Path(folder) / f"again-{n}.{extension}"
                begin = time.time()
                done = subprocess.run([program, "convert", laid_out, "-q", "-o", path], capture_output=True, text=True)
                row[extension] = time.time() - begin, path.stat().st_size if path.exists() else 0
                told = f"{path.stat().st_size / 1e6:.2f} MB" if path.exists() else done.stderr.strip()
                print(f"  {extension:8} {row[extension][0]:6.2f} s  {told}", flush=True)
            browser = Chromium()
            begin = time.time()
            browser.open(str(Path(folder) / f"again-{n}.html"))
            row["opened"] = time.time() - begin
            print(f"  opened and drawn in {row['opened']:.2f} s")
            for act in (drag, wheel, hover):
                row[act.__name__] = frames(browser, lambda: act(browser))
                print("  {:8} {:6.0f} {:6.0f} {:6.0f} ms".format(act.__name__, *row[act.__name__]), flush=True)
            browser.run("document.querySelector('#filters input[type=range]').value = 10;"
                        "document.querySelector('#filters input[type=range]').dispatchEvent(new Event('input'))")
            browser.wait("document.documentElement.dataset.drawn === 'all'")
            print("  all ties:", browser.run("document.getElementById('count').textContent"))
            for act in (drag, wheel):
                print("  {:8} {:6.0f} {:6.0f} {:6.0f} ms".format(act.__name__, *frames(browser, lambda: act(browser))), flush=True)
            browser.close()
            html = row["html"][1]
            table.append(f"| {n:,} / {10 * n:,} | {row['laid out']:.1f} | {row['graphml'][0]:.2f}, {row['graphml'][1] / 1e6:.1f} | "
                         f"{row['gexf'][0]:.2f}, {row['gexf'][1] / 1e6:.1f} | {row['svg'][0]:.1f} | {row['html'][0]:.2f}, "
                         f"{html / 1e6:.1f}, {(html - SHELL) / (10 * n):.0f} | {row['opened']:.1f} | "
                         f"{row['drag'][0]:.0f} / {row['wheel'][0]:.0f} |")
    print("\n| nodes / edges | layout, s | GraphML: s, MB | GEXF: s, MB | SVG, s | page: s, MB, bytes an edge | opens, s | "
          "drag / zoom, ms a frame |\n" + "| --- " * 8 + "|\n" + "\n".join(table))


if __name__ == "__main__":
    main()
