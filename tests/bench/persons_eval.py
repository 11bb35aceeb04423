#!/usr/bin/env python3
"""How many persons of a hand-tagged corpus are found, and how many finds are right.

usage: persons_eval.py [-v] [-t TYPE] [-n SENTENCES] PROGRAM FILE.tsv...

FILE.tsv: token TAB IOB2 tag a line, a blank line between sentences. The tokens are put
together to plain texts of SENTENCES sentences (default 20) and read by `PROGRAM mentions`;
a find is right where it overlaps a tagged name (overlap), or is just it (exact).
-v prints each error: what was found and is none (+), what was not found (-).
"""
import argparse
import collections
import json
import os
import subprocess
import tempfile

TAGS = {"person": "PER", "organization": "ORG", "state": "LOC"}


def sentences(path):
    sentence = []
    for line in open(path):
        line = line.rstrip("\n")
        if line:
            sentence.append(line.split("\t")[:2])
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def put_together(sentence, wanted):
    """The text of a sentence and the spans of its names, in characters."""
    text, spans, glue = "", [], True
    quotes = 0
    for token, tag in sentence:
        closing = token in ".,;:!?)]»”…،؛؟%" or token.lower() in ("'s", "n't", "’s", "'", "..")
        if token == '"':
            quotes += 1
            closing = quotes % 2 == 0
        if text and not glue and not closing:
            text += " "
        start = len(text)
        text += token
        glue = token in "([«“" or (token == '"' and quotes % 2 == 1)
        if tag == "B-" + wanted:
            spans.append([start, len(text)])
        elif tag == "I-" + wanted and spans:
            spans[-1][1] = len(text)
    return text, spans


def documents(path, size, wanted):
    text, spans = "", []
    count = 0
    for sentence in sentences(path):
        own, names = put_together(sentence, wanted)
        spans += [(len(text) + a, len(text) + b) for a, b in names]
        text += own + "\n"
        count += 1
        if count % size == 0:
            yield text, spans
            text, spans = "", []
    if text:
        yield text, spans


def find(program, texts, kind):
    """Spans of every text, in characters."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i, text in enumerate(texts):
            paths.append(os.path.join(folder, f"{i:05}.txt"))
            with open(paths[-1], "w") as file:
                file.write(text)
        out = subprocess.run([program, "mentions", *paths], check=True, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    found = collections.defaultdict(list)
    for line in out.splitlines():
        record = json.loads(line)
        name = os.path.basename(record["doc"])
        for mention in record["mentions"]:
            if mention["type"] == kind:
                found[name].append((mention["start"], mention["end"], mention["how"]))
    for i, text in enumerate(texts):
        data = text.encode()
        yield [(len(data[:a].decode()), len(data[:b].decode()), how)
               for a, b, how in found[f"{i:05}.txt"]]


def ratio(part, whole):
    return part / whole if whole else 0.0


def evaluate(program, path, size, kind, verbose):
    docs = list(documents(path, size, TAGS[kind]))
    total = collections.Counter()
    by_how = collections.defaultdict(collections.Counter)
    for (text, gold), finds in zip(docs, find(program, [t for t, _ in docs], kind)):
        spans = {(a, b) for a, b, _ in finds}
        total["gold"] += len(gold)
        total["finds"] += len(finds)
        total["exact"] += sum(tuple(g) in spans for g in gold)
        for a, b, how in finds:
            right = any(a < d and c < b for c, d in gold)
            total["right"] += right
            by_how[how]["finds"] += 1
            by_how[how]["right"] += right
            if verbose and not right:
                print("+", how, text[max(0, a - 30):a].replace("\n", "|"), "[[", text[a:b],
                      "]]", text[b:b + 25].replace("\n", "|"))
        for c, d in gold:
            hit = any(a < d and c < b for a, b in spans)
            total["hit"] += hit
            if verbose and not hit:
                print("-", text[max(0, c - 30):c].replace("\n", "|"), "[[", text[c:d], "]]",
                      text[d:d + 25].replace("\n", "|"))
    n = total
    ways = " ".join(f"{how} {c['right']}/{c['finds']}" for how, c in sorted(by_how.items()))
    print(f"{os.path.basename(path):26} {kind} gold {n['gold']:5} overlap "
          f"P {ratio(n['right'], n['finds']):.3f} R {ratio(n['hit'], n['gold']):.3f} exact "
          f"P {ratio(n['exact'], n['finds']):.3f} R {ratio(n['exact'], n['gold']):.3f}  {ways}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("-v", action="store_true", help="print errors")
    parser.add_argument("-t", default="person", choices=TAGS)
    parser.add_argument("-n", type=int, default=20, help="sentences a text")
    parser.add_argument("program")
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()
    for path in args.files:
        evaluate(args.program, path, args.n, args.t, args.v)


if __name__ == "__main__":
    main()
