#!/usr/bin/env python3
"""Names in sentences: what must be found, what must not.

tests/names/*.tsv, one sentence or short text a row, four columns or five:
    rule    a word or two: which rule the row is about
    text    \\n is a line break
    found   NAME=ENTITY; NAME=ENTITY: mentions with just that text (\\n as above); * in an
            entity stands for anything (person:x-*: an unlisted person); ENTITY/MARK: so
            marked (source, dateline, byline), ENTITY/ not marked
    not     NAME; NAME: no mention touches that string; * alone: nothing but what is found
    date    of the text, YYYY-MM-DD; may be left out
Lines that begin with # are comments.
Usage: run.py SHABAKA [FILE.tsv...]
"""
import fnmatch
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def rows(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip() and not line.startswith("#"):
                cells = line.rstrip("\n").split("\t")
                assert len(cells) in (2, 3, 4, 5), f"{path}:{number}: {len(cells)} columns"
                cells += [""] * (5 - len(cells))
                yield number, *(cell.replace("\\n", "\n") for cell in cells[1:5])


def names(cell):
    return [part.strip() for part in cell.split(";") if part.strip()]


def mentions_of(shabaka, texts):
    found = {number: [] for number, *_ in texts}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for number, text, _, _, date in texts:
            print(json.dumps({"id": str(number), "text": text, "date": date}, ensure_ascii=False),
                  file=file)
        file.flush()
        out = subprocess.run([shabaka, "mentions", "--quiet", file.name], check=True,
                             stdout=subprocess.PIPE).stdout
    for line in out.splitlines():
        sentence = json.loads(line)
        found[int(sentence["doc"])] += sentence["mentions"]
    return found


def faults(text, wanted, unwanted, mentions):
    left = list(mentions)
    for want in names(wanted):
        name, entity = want.rsplit("=", 1)
        entity, slash, mark = entity.strip().partition("/")
        hit = next((m for m in left if m["text"] == name.strip() and
                    fnmatch.fnmatchcase(m["entity"], entity) and
                    (not slash or m.get("mark", "") == mark)), None)
        if hit:
            left.remove(hit)
        else:
            yield f"not found: {want}"
    for name in names(unwanted):
        if name == "*":
            for m in left:
                yield f"found: {m['text']}={m['entity']}"
            continue
        data, bad = text.encode(), name.encode()
        at = data.find(bad)
        if at < 0:
            yield f"the text has no '{name}'"
        while at >= 0:
            for m in left:
                if m["start"] < at + len(bad) and at < m["end"]:
                    yield f"found: {m['text']}={m['entity']}"
            at = data.find(bad, at + 1)


def main():
    shabaka = sys.argv[1]
    paths = sys.argv[2:] or sorted(os.path.join(HERE, name) for name in os.listdir(HERE)
                                   if name.endswith(".tsv"))
    passed = failed = 0
    for path in paths:
        texts = list(rows(path))
        found = mentions_of(shabaka, texts)
        for number, text, wanted, unwanted, _ in texts:
            wrong = list(faults(text, wanted, unwanted, found[number]))
            passed += not wrong
            failed += bool(wrong)
            if wrong:
                seen = "; ".join(f"{m['text']}={m['entity']}" for m in found[number])
                print(f"{os.path.basename(path)}:{number}: {text}\n    {' | '.join(wrong)}"
                      f"\n    all: {seen}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
