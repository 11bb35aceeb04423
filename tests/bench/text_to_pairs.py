#!/usr/bin/python3
"""Text to pairs: shabaka beside the pipeline that people chain from Python's parts.

usage: text_to_pairs.py PROGRAM FILE.jsonl[.gz]... [--megabytes N] [--runs N] [--names FILE]
                        [--only FILE]

--names adds a list such as make_names.py writes to the shipped names, on both sides; --only
puts a list in their place.

Both read the same records, split sentences, find the names of the shipped gazetteer and
count each pair of entities once a sentence; one core each, in turn, in one run. The Python
side is a regular expression for sentences and pyahocorasick (a C automaton) for names, with
a check of word edges; it folds nothing and knows no clitic or case. Both print what they
counted, so that one sees that they did the same work. CPU seconds; loading of names apart.
"""
import collections
import gzip
import itertools
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time

import ahocorasick

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ENDS = re.compile(r"(?<=[.!?؟])\s+|\n")
INSIDE = re.compile(r"\w")


SHIPPED = [os.path.join(ROOT, "data", "gazetteer", part + ".jsonl")
           for part in ("states", "organizations", "persons")]


def names(files):
    for path in files:
        with open(path, encoding="utf-8") as f:
            for line in f:
                entity = json.loads(line)
                for member in ("names", "alone", "capital", "seats"):
                    for listed in entity.get(member, {}).values():
                        for name in listed:
                            yield name, entity["id"]


def python_pairs(path, automaton):
    pairs, mentions = collections.Counter(), 0
    for line in open(path, encoding="utf-8"):
        text = json.loads(line)["text"]
        for sentence in ENDS.split(text):
            found = set()
            for end, (length, entity) in automaton.iter_long(sentence):
                start = end - length + 1
                if (start and INSIDE.match(sentence[start - 1])) or \
                        (end + 1 < len(sentence) and INSIDE.match(sentence[end + 1])):
                    continue
                found.add(entity)
                mentions += 1
            pairs.update(itertools.combinations(sorted(found), 2))
    return pairs, mentions


def child_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
            done.stderr.decode())


def main(arguments):
    limit, runs, files, lists, listed = 30e6, 3, [], SHIPPED, []
    arguments = list(arguments)
    while arguments:
        word = arguments.pop(0)
        if word == "--megabytes":
            limit = float(arguments.pop(0)) * 1e6
        elif word == "--runs":
            runs = int(arguments.pop(0))
        elif word == "--names":
            lists = lists + [arguments[0]]
            listed += ["--gazetteer", arguments.pop(0)]
        elif word == "--only":
            lists = [arguments[0]]
            listed = ["--gazetteer-only", arguments.pop(0)]
        else:
            files.append(word)
    program, *files = files
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "records.jsonl")
        size = 0
        with open(path, "wb") as out:
            for name in files:
                taken = 0
                with (gzip.open if name.endswith(".gz") else open)(name, "rb") as f:
                    for line in f:
                        if taken > limit / len(files):
                            break
                        out.write(line)
                        taken += len(line)
                size += taken
        empty = os.path.join(folder, "empty.jsonl")
        open(empty, "w").close()
        automaton = ahocorasick.Automaton()
        start, count = time.process_time(), 0
        for name, entity in names(lists):
            count += 1
            automaton.add_word(name, (len(name), entity))
        automaton.make_automaton()
        their_load, ours_load = time.process_time() - start, []
        ours, theirs, summary, counted = [], [], "", None
        net = os.path.join(folder, "net.json")
        for _ in range(runs):
            base, _ = child_seconds([program, "build", empty, "-o", net, "--jobs", "1", *listed])
            ours_load.append(base)
            used, summary = child_seconds([program, "build", path, "-o", net, "--jobs", "1", "--evidence", "0",
                                           "--find", "gazetteer", "--layout", "none", *listed])
            ours.append(used - base)
            start = time.process_time()
            counted = python_pairs(path, automaton)
            theirs.append(time.process_time() - start)
        edges = len(json.load(open(net))["links"])
    a, b = sorted(ours)[runs // 2], sorted(theirs)[runs // 2]
    print("records                %8.1f MB, median of %d runs in turn, one core" % (size / 1e6, runs))
    print("shabaka                %8.1f MB/s   %6d edges" % (size / 1e6 / a, edges))
    print("re + pyahocorasick     %8.1f MB/s   %6d edges, %d mentions" %
          (size / 1e6 / b, len(counted[0]), counted[1]))
    print("names                  %8d listed; loaded in %.2f s (at first %.2f), theirs %.2f s" %
          (count, min(ours_load), ours_load[0], their_load))
    print("ratio                  %8.1f" % (b / a))
    print(summary.strip())


if __name__ == "__main__":
    main(sys.argv[1:])
