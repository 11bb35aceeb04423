#!/usr/bin/python3
"""Spellings of one unlisted person are joined by build, and only where that is sure.

usage: spellings.py PROGRAM

What the joined network must be is counted here, from mention lines in which the spellings already have one id: the program
has to give the same nodes, weights, texts and evidence, for any number of jobs, any order of the lines, and any slice.
"""
import itertools
import json
import os
import random
import sys
import tempfile

from checks import run

ONE = [  # spellings of one person each; no two lists are alike
    [("person:x-mahmoud-darwish", "Mahmoud Darwish"), ("person:x-00aa", "محمود درويش"), ("person:x-00ab", "Махмуд Дарвиш")],
    [("person:x-00ac", "عبدالله الغامدي"), ("person:x-00ad", "عبد الله الغامدي")],
    [("person:x-sergei-lebedev", "Sergei Lebedev"), ("person:x-00ae", "Сергей Лебедев")],
]
OTHERS = [("state:RU", "Russia", "state"), ("organization:x-guild", "Guild", "organization"),
          ("person:x-maria-dupont", "Maria Dupont", "person"), ("person:x-marie-dupont", "Marie Dupont", "person")]


def line(doc, number, names, date):
    text, mentions = "", []
    for entity, label, kind in names:
        start = len(text.encode())
        text += label + " "
        mentions.append({"start": start, "end": start + len(label.encode()), "type": kind, "entity": entity, "label": label,
                         "text": label, "how": "pattern"})
    at = number * 1000
    for m in mentions:
        m["start"] += at
        m["end"] += at
    text = text.rstrip()
    return json.dumps({"doc": doc, "sentence": number, "paragraph": 0, "start": at, "end": at + len(text.encode()), "date": date,
                       "text": text, "mentions": mentions}, ensure_ascii=False)


WALKS = [  # words before a name: of one walk of life, in no other
    ["The footballer", "Striker", "футболист", "тренера", "Нападающему", "اللاعب", "حارس مرمى", "cyclist", "певцов пловец"],
    ["Bishop", "the priest", "епископ", "епископу", "Священника", "монахиней", "الأسقف", "القس", "The Imam"],
    ["President", "General", "генерал", "послом", "Командующего", "королю", "الوزير", "الجنرال", "lawmaker"],
    ["The singer", "pianist", "певец", "певцу", "актрисой", "الفنان", "الشاعر", "the poet"],
]


def behind(doc, word, entity, label):
    """One sentence that names one person, a word before the name."""
    start = len(word.encode()) + 1
    mention = {"start": start, "end": start + len(label.encode()), "type": "person", "entity": entity, "label": label,
               "text": label, "how": "pattern"}
    return json.dumps({"doc": doc, "sentence": 0, "paragraph": 0, "start": 0, "end": mention["end"], "text": word + " " + label,
                       "mentions": [mention]}, ensure_ascii=False) + "\n"


def check_walks(program):
    """A player and a bishop stay two, two players become one: each word against one of each walk."""
    for i, own in enumerate(WALKS):
        for k, other in enumerate(WALKS):
            for word in own:
                text = behind("a", word, "person:x-karim-mansour", "Karim Mansour")
                text += behind("b", other[0], "person:x-0e", "Карим Мансур")
                run(program, "build", "--mentions", "-", "-q", "-o", "walks.json", text=text)
                found = len(json.load(open("walks.json"))["nodes"])
                if found != (1 if i == k else 2):
                    sys.exit("FAILED: %s, %s: %d persons" % (word, other[0], found))


def pile(draw):
    """Documents as lists of sentences of (entity, label, type); one spelling of a person a document."""
    documents = []
    for d in range(12):
        mine = [draw.choice(spellings) + ("person",) for spellings in ONE] + OTHERS
        documents.append([draw.sample(mine, draw.randint(1, 4)) for _ in range(3)])
    return documents


def write(documents, order, keep=None):
    """keep: the id that stands for each of a person's ids."""
    out = []
    for d in order:
        for s, names in enumerate(documents[d]):
            out.append(line("doc%02d" % d, s, [(keep[e] if keep else e, l, t) for e, l, t in names], "2024-%02d-01" % (d % 6 + 1)))
    return "\n".join(out) + "\n"


def plain(net):
    """What must not depend on when the ids became one."""
    nodes = {n["id"]: {k: n[k] for k in ("type", "mentions", "sentences", "documents")} for n in net["nodes"]}
    edges = {(e["source"], e["target"]): {k: e.get(k) for k in ("weight", "documents", "first", "last", "evidence")}
             for e in net["links"]}
    return nodes, edges, net["evidence"]


def main():
    program, draw = os.path.abspath(sys.argv[1]), random.Random(5)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for case, unit in enumerate(itertools.islice(itertools.cycle(["sentence", "document", "window:2", "paragraph"]), 24)):
            documents = pile(draw)
            named = {e for d in documents for s in d for e, _, _ in s}
            keep = {e: e for e in named}
            for spellings in ONE:
                here = sorted({e for e, _ in spellings} & named)
                keep.update({e: here[0] for e in here})
            order = list(range(len(documents)))
            flags = ["-q", "--unit", unit, "--evidence", "2", "--labels", "en"]
            joined = run(program, "build", "--mentions", "-", *flags, "-o", "joined.json", text=write(documents, order))
            joined = json.load(open("joined.json"))
            run(program, "build", "--mentions", "-", *flags, "--spellings", "apart", "-o", "apart.json",
                text=write(documents, order, keep))
            if plain(joined) != plain(json.load(open("apart.json"))):
                sys.exit("FAILED: case %d (%s) counts otherwise than with one id from the start" % (case, unit))
            draw.shuffle(order)
            run(program, "build", "--mentions", "-", *flags, "-o", "again.json", text=write(documents, order))
            if open("joined.json").read() != open("again.json").read():
                sys.exit("FAILED: case %d depends on the order of the texts" % case)
            same = {n["id"]: n.get("same_as") for n in joined["nodes"]}
            for spellings in ONE:
                here = sorted({e for e, _ in spellings} & named)
                if here and same.get(here[0]) != (" ".join(here[1:]) or None):
                    sys.exit("FAILED: case %d: same_as of %s is %r" % (case, here[0], same.get(here[0])))
            if not {"person:x-maria-dupont", "person:x-marie-dupont"} & named <= set(same):
                sys.exit("FAILED: Maria and Marie are one")
            labels = {n["id"]: n for n in joined["nodes"]}
            if "person:x-00aa" in named and labels["person:x-00aa"]["label_ar"] != "محمود درويش":
                sys.exit("FAILED: the label in Arabic is lost")

        # From texts: any jobs; a third that is like both of two that are not alike; two in one text.
        os.mkdir("texts")
        texts = {
            "a.txt": "President Ahmed Salim Karlov spoke. Minister Viktor Brenkov agreed with Russia.\n",
            "b.txt": "Министр Виктор Бренков прибыл в Россию.\n",
            "c.txt": "Minister Tomas Lindholm met Peru. Minister Tomas Lindhollm left Peru.\n",
            "d.txt": "Player Erik Hallmann met Peru.\n",
            "e.txt": "Bishop Erik Halmann met Peru.\n",
        }
        for name, text in texts.items():
            open("texts/" + name, "w").write(text)
        run(program, "build", "texts", "-q", "--labels", "en", "-o", "one.json", "--jobs", "1")
        run(program, "build", "texts", "-q", "--labels", "en", "-o", "two.json", "--jobs", "3")
        one = open("one.json").read()
        if one != open("two.json").read():
            sys.exit("FAILED: another network with three jobs")
        names = {n["label"]: n for n in json.loads(one)["nodes"]}
        if names["Viktor Brenkov"].get("label_ru") != "Виктор Бренков" or not names["Viktor Brenkov"].get("same_as"):
            sys.exit("FAILED: Viktor Brenkov is not one")
        if not {"Erik Hallmann", "Erik Halmann"} <= set(names):
            sys.exit("FAILED: a player and a bishop are one: %s" % sorted(names))
        if not {"Tomas Lindholm", "Tomas Lindhollm"} <= set(names):
            sys.exit("FAILED: two of one text are one: %s" % sorted(names))
        # حمد may be Hamad and Hamed, who are two: none is joined; without one of them, the other is.
        three = [("person:x-hamad", "Hamad Badran"), ("person:x-hamed", "Hamed Badran"), ("person:x-0f", "حمد بدران")]
        for left_out, expected in ((None, 3), (0, 1), (1, 1), (2, 2)):
            text = "\n".join(line("d%d" % i, 0, [(e, l, "person")], "2024-01-01")
                             for i, (e, l) in enumerate(three) if i != left_out) + "\n"
            run(program, "build", "--mentions", "-", "-q", "--labels", "en", "-o", "three.json", text=text)
            found = len(json.load(open("three.json"))["nodes"])
            if found != expected:
                sys.exit("FAILED: without %s %d persons" % (left_out, found))
        check_walks(program)
        lines = run(program, "mentions", "texts", "-q")
        run(program, "build", "--mentions", "-", "-q", "--labels", "en", "-o", "lines.json", text=lines)
        if open("lines.json").read() != one:
            sys.exit("FAILED: mention lines give another network")
    print("34 passed, 0 failed")


if __name__ == "__main__":
    main()
