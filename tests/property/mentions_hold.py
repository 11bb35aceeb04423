#!/usr/bin/env python3
"""What must hold of the mentions of any text.

usage: mentions_hold.py PROGRAM [RECORDS.jsonl.gz...]

Offsets give the text back; mentions of a sentence are in order and do not overlap; a text that
is repeated has twice the mentions of listed entities by list and rules, the same ones; a proclitic before an Arabic name makes no
mention longer; other white space, and marks in Arabic, change no entity; the order and the
neighbours of texts change nothing. On data/corpus/, and on records where some are given.
"""
import glob
import gzip
import json
import os
import subprocess
import sys
import tempfile

import checks
from checks import ROOT, finish

RECORDS = 400  # of each file


def check(what, bad):
    checks.check(what, not bad, f"{len(bad)}, such as {bad[0]}" if bad else "")


def mentions(program, texts, *options):
    """A list of sentences for each text."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for i, text in enumerate(texts):
            print(json.dumps({"id": str(i), "text": text}, ensure_ascii=False), file=file)
        file.flush()
        out = subprocess.run([program, "mentions", "-q", *options, file.name], check=True,
                             stdout=subprocess.PIPE).stdout
    found = [[] for _ in texts]
    for line in out.splitlines():
        sentence = json.loads(line)
        found[int(sentence["doc"])].append(sentence)
    return found


def flat(sentences):
    return [m for s in sentences for m in s["mentions"]]


def entities(sentences):
    return [(m["entity"], m["text"]) for m in flat(sentences)]


def test_offsets(texts, found):
    bad = []
    for text, sentences in zip(texts, found):
        data, last = text.encode(), 0
        for s in sentences:
            if data[s["start"]:s["end"]].decode() != s["text"] or s["start"] < last:
                bad.append(s["text"][:80])
            last = s["start"]
            for m in s["mentions"]:
                if data[m["start"]:m["end"]].decode() != m["text"] or m["start"] < last or \
                        m["end"] > s["end"] or m["start"] >= m["end"]:
                    bad.append((m["text"], s["text"][:80]))
                last = m["end"]
            last = s["start"]
    check("offsets give the text back, in order, without overlap", bad)


def listed(sentences):
    """What a text says of a word elsewhere helps the tagger: with a copy it may find more."""
    return [(m["entity"], m["text"]) for m in flat(sentences) if ":x-" not in m["entity"] and m["how"] != "tagger"]


def test_twice(program, texts, found):
    bad = []
    for text, one, two in zip(texts, found, mentions(program, [t + "\n" + t for t in texts])):
        if sorted(listed(one) * 2) != sorted(listed(two)):
            extra = sorted(set(listed(two)) ^ set(listed(one)))
            bad.append((extra[:3] or "counts", text[:60]))
    # a name that waits for its first mention in full may find it in the copy: hardly ever
    check("twice the text, twice the mentions", bad if len(bad) > len(texts) // 100 else [])


def test_company(program, texts, found):
    turned = mentions(program, texts[::-1])[::-1]
    check("neither order nor neighbours matter",
          [t[:60] for t, a, b in zip(texts, found, turned) if entities(a) != entities(b)])


def test_white_space(program, texts, found):
    wide = mentions(program, [t.replace(" ", "  ") for t in texts])
    bad = []
    for text, a, b in zip(texts, found, wide):
        if [e for e, _ in entities(a)] != [e for e, _ in entities(b)]:
            bad.append(text[:60])
    check("wide spaces change no entity", bad)


def test_clitics(program, names):
    """In a neutral sentence, with and without a proclitic."""
    bad = []
    plain = mentions(program, [f"جاء {name} أمس." for name in names], "--find", "gazetteer")
    for clitic in ("و", "ب", "ل", "ف", "وب"):
        joined = mentions(program, [f"جاء {clitic}{name} أمس." for name in names], "--find", "gazetteer")
        for name, a, b in zip(names, plain, joined):
            longest = max((len(m["text"]) for m in flat(a)), default=0)
            for m in flat(b):
                # lil- melts with the article: the whole word counts, one letter more
                if flat(a) and len(m["text"]) > max(longest, len(name)) + len(clitic):
                    bad.append((clitic, name, m["text"]))
    check("a proclitic makes no mention longer", bad)


def test_marks(program, names):
    # there the vowel sign tells Oman from Amman
    names = [name for name in names if "عمان" not in name and "عُمان" not in name]
    marked = [name.replace("ن", "نَ").replace("ر", "رُ") for name in names]
    plain = mentions(program, [f"جاء {n} أمس." for n in names], "--find", "gazetteer")
    other = mentions(program, [f"جاء {n} أمس." for n in marked], "--find", "gazetteer")
    check("vowel signs change no entity",
          [n for n, a, b in zip(names, plain, other)
           if [m["entity"] for m in flat(a)] != [m["entity"] for m in flat(b)]])


def arabic_names():
    names = []
    for kind, step in (("states", 1), ("organizations", 5), ("persons", 11)):
        with open(os.path.join(ROOT, "data", "gazetteer", kind + ".jsonl"), encoding="utf-8") as file:
            for line in list(file)[::step]:
                names += json.loads(line)["names"].get("ar", [])[:1]
    return names


def main():
    program = os.path.abspath(sys.argv[1])
    texts = []
    for path in sorted(glob.glob(os.path.join(ROOT, "data", "corpus", "*.txt"))):
        with open(path, encoding="utf-8") as file:
            texts.append(file.read())
    for path in sys.argv[2:]:
        opened = gzip.open(path, "rt", encoding="utf-8")
        with opened as file:
            rows = [json.loads(line) for _, line in zip(range(RECORDS), file)]
        texts += [row.get("text") or row.get("content") or "" for row in rows]
    texts = [t.replace("\r", "") for t in texts if t.strip()]
    found = mentions(program, texts)
    test_offsets(texts, found)
    test_twice(program, texts, found)
    test_company(program, texts, found)
    test_white_space(program, texts, found)
    names = arabic_names()
    test_clitics(program, names)
    test_marks(program, names)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
