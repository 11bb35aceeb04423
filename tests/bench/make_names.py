#!/usr/bin/python3
"""A list of N names for measuring, made of real given and family names.

usage: make_names.py N [--seed S] > names.jsonl

Each entity has a name in each of the three scripts, as in the shipped lists: N names are N/3 entities, nine of
ten persons. The parts are those of data/language/name-words.*.txt; which of them come together is chance, so that
nearly no name is anybody's.
"""
import json
import os
import random
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HEADS = {"ar": "شركة", "en": "Company", "ru": "Компания"}


def parts(language):
    given, family = [], []
    path = os.path.join(ROOT, "data", "language", "name-words.%s.txt" % language)
    for line in open(path, encoding="utf-8"):
        word = line.strip()
        if len(word.strip("+-")) > 2:
            (given if word[0] == "+" else family).append(word.strip("+-").capitalize())
    return given, family


def main(arguments):
    chance = random.Random(int(arguments[arguments.index("--seed") + 1]) if "--seed" in arguments else 1)
    words = {language: parts(language) for language in ("ar", "en", "ru")}
    for i in range(int(arguments[0]) // 3):
        person = i % 10 > 0
        names = {}
        for language, (given, family) in words.items():
            last = chance.choice(family)
            first = chance.choice(given) if person else HEADS[language] + " " + chance.choice(family)
            names[language] = [first + " " + last]
        entity = {"id": "%s:x%d" % ("person" if person else "organization", i),
                  "type": "person" if person else "organization", "names": names}
        if person:
            entity["gender"] = "mf"[i & 1]
        sys.stdout.write(json.dumps(entity, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
