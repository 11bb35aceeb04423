#!/usr/bin/python3
"""What `gazetteer find` says of names and sentences, and that the report of `mentions` adds up.

usage: gazetteer_find.py PROGRAM

Each row: text; then TEXT=ENTITY:how it is written:what decided, for each name that must be
explained so; * stands for anything, - for no entity. What is written here was thought of before
the program said anything.
"""
import fnmatch
import json
import os
import re
import subprocess
import sys
import tempfile

from checks import ROOT, check, finish

LINES = r"""
{"id":"state:AA","type":"state","names":{"ar":["الأطلس"],"en":["Atlas","AT"],"ru":["Атласия"]},"capital":{"en":["Atlasville"],"ar":["زهران"]},"adjectives":{"ar":["أطلسي"],"en":["Atlasian"]}}
{"id":"state:BB","type":"state","names":{"ar":["زُهران"],"en":["Bolia"]}}
{"id":"state:CC","type":"state","names":{"ar":["مالي"],"en":["Mali"]}}
{"id":"person:ab","type":"person","gender":"m","names":{"ar":["عبد الله قرنوب"],"en":["Anton Bolkov"],"ru":["Антон Болков"]},"alone":{"en":["Bolkov"]}}
{"id":"person:cd","type":"person","gender":"m","names":{"en":["Carl Dunnet"]}}
{"id":"person:ed","type":"person","gender":"m","names":{"en":["Erik Dunnet"]}}
{"id":"organization:x","type":"organization","names":{"en":["Atlas Club"]},"weak":{"en":["Harbour"]}}
{"id":"organization:t1","type":"organization","names":{"en":["Twin House"]}}
{"id":"organization:t2","type":"organization","names":{"en":["Twin House"]}}
"""
ROWS = [
    ("Atlas", "Atlas=state:AA:as listed:listed"),
    ("atlas", ""),
    ("ATLAS", "ATLAS=state:AA:folded:listed"),
    ("AT", "AT=state:AA:in capitals only:listed"),
    ("At", ""),
    ("وبالأطلس", "الأطلس=state:AA:proclitic وب off:listed"),
    ("للأطلس", "للأطلس=state:AA:لل for ال:listed"),
    ("الاطلس", "الاطلس=state:AA:folded:listed"),
    ("Атласией", "Атласией=state:AA:declined:listed"),
    ("Atlasville", "Atlasville=state:AA:as listed:listed"),
    ("عبدالله قرنوب", "عبدالله قرنوب=person:ab:written together:listed"),
    ("Антона Болкова", "Антона Болкова=person:ab:declined:listed"),
    ("Bolkov", "Bolkov=person:ab:as listed:alone"),
    ("Dunnet", "Dunnet=-:*:not-named"),
    ("Carl Dunnet came. Dunnet left.", "Carl Dunnet=person:cd:as listed:listed; Dunnet=person:cd:family name:before"),
    ("Dunnet left. Erik Dunnet came.", "Dunnet=person:ed:family name:after"),
    ("Mary Bolkov left Atlas.", "Bolkov=-:as listed:not-another; Atlas=state:AA:as listed:listed"),
    ("The Atlas Club met.", "Atlas Club=organization:x:as listed:listed"),
    ("The Harbour opened.", "Harbour=-:as listed:not-weak"),
    ("Twin House met.", "Twin House=organization:t1:as listed:order"),
    # Three bear it, here: a state's name goes before a capital unless the text names the other.
    ("زهران", "زهران=state:BB:folded:name-first"),
    ("قال الأطلس إن زهران بعيدة عن الأطلس", "زهران=state:AA:as listed:around"),
    ("زُهران", "زُهران=state:BB:as listed:marks"),
    ("ذهب إلى مالي", "مالي=state:CC:as listed:rule"),
    ("مدير مالي", "مالي=-:as listed:not-rule"),
    ("the Atlasian foreign ministry", "Atlasian foreign ministry=organization:aa-foreign-ministry:*:owner-beside"),
    ("the foreign ministry", "foreign ministry=-:*:not-owned"),
    ("an Atlasian ship", "Atlasian=-:as listed:not-adjective"),
    ("state:AA", "state:AA=state:AA:*:listed"),
]


def run(*arguments):
    return subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def explanations(program, names, folder):
    for text, wanted in ROWS:
        done = run(program, "gazetteer", "find", text, "--json", "--gazetteer-only", names)
        rows = json.loads(done.stdout)
        said = [(r["text"], r["id"] if r["chosen"] else "-", r["written"] or "", r["why"]) for r in rows if r["why"]]
        check(text + ": exit status", done.returncode == (0 if any(r["id"] for r in rows) else 1), done)
        if not wanted:
            check(text, not rows, rows)
        for want in filter(None, wanted.split("; ")):
            name, rest = want.split("=", 1)
            pattern = rest.rsplit(":", 2)
            check("%s: %s" % (text, want),
                  any(s[0] == name and all(map(fnmatch.fnmatchcase, s[1:], pattern)) for s in said), said)
        for row in rows:
            if row["list"] != "id":
                check(text + ": bytes", text.encode()[row["start"]:row["end"]].decode() == row["text"], row)
    rows = json.loads(run(program, "gazetteer", "find", "Twin House", "--json", "--gazetteer-only", names).stdout)
    check("everyone that bears a name is told", [(r["id"], r["chosen"]) for r in rows] ==
          [("organization:t1", 1), ("organization:t2", 0)], rows)
    rows = json.loads(run(program, "gazetteer", "find", "مدير مالي", "--json", "--gazetteer-only", names).stdout)
    check("the rule is told", json.loads(rows[0]["rule"])["rule"] == ["مالي"] and
          "مدير" in json.loads(rows[0]["rule"])["not_after"], rows)


def same_as_mentions(program, folder):
    """What is explained as a mention is what `mentions` finds, in the sample texts."""
    corpus = os.path.join(ROOT, "data", "corpus")
    for name in sorted(os.listdir(corpus))[::4]:
        if not name.endswith(".txt"):
            continue
        path = os.path.join(corpus, name)
        text = open(path, encoding="utf-8").read()
        lines = run(program, "mentions", path, "--find", "gazetteer", "-q").stdout.splitlines()
        found = [(m["start"], m["end"], m["entity"]) for line in lines for m in json.loads(line)["mentions"]]
        rows = json.loads(run(program, "gazetteer", "find", text, "--json").stdout)
        told = [(r["start"], r["end"], r["id"]) for r in rows if r["chosen"]]
        check(name, told == found, sorted(set(told) ^ set(found)))


def report_adds_up(program, folder):
    corpus = os.path.join(ROOT, "data", "corpus")
    path = os.path.join(folder, "report.txt")
    tables = []
    for jobs, find in (("1", "all"), ("3", "all"), ("1", "gazetteer")):
        done = run(program, "mentions", corpus, "--report", path, "--jobs", jobs, "--find", find, "-q")
        table = {line.split()[0]: int(line.split()[1]) for line in open(path, encoding="utf-8")}
        tables.append(table)
        names = list(table)
        none = names.index("none")
        written = len(re.findall(r'"how"', done.stdout))
        check("the mentions written are those counted", written == table["mentions"], (written, table))
        check("they add up", table["mentions"] == sum(table[n] for n in names[1:none]), table)
        check("the others add up", table["none"] == sum(table[n] for n in names[none + 1:]), table)
    check("the same for any number of jobs", tables[0] == tables[1], tables)
    check("patterns only when asked for", tables[0]["pattern"] and not tables[2]["pattern"], tables)
    done = run(program, "mentions", corpus, "--report", "-", "-q")
    check("on standard error", done.stderr == open(path, encoding="utf-8").read() or
          done.stderr.startswith("mentions"), done.stderr[:200])


def decisions_are_told(program, names, folder):
    """Which decision changed what is found, by the words of its file; one that changed nothing here is not told."""
    path = os.path.join(folder, "decided.txt")
    with open(path, "w", encoding="utf-8") as f:
        f.write("# mine\nname organization:x = Atlasville\nsame person:cd person:ed\nnot organization:t1\nnot Bolkov\n"
                "rename state:CC = Malia\ndifferent state:AA state:BB\n")
    rows = {  # text of the row, entity chosen: end of the decision told, or None
        "Atlas says that Atlasville belongs to the Atlas": [("Atlasville", "organization:x", "2: name organization:x = Atlasville"),
                                                            ("Atlas", "state:AA", None)],
        "Erik Dunnet": [("Erik Dunnet", "person:cd", "3: same person:cd person:ed")],
        "Twin House": [("Twin House", None, "4: not organization:t1")],
        "Bolkov": [("Bolkov", None, "5: not Bolkov")],
        "Mali": [("Mali", "state:CC", "6: rename state:CC = Malia")],
    }
    for text, wanted in rows.items():
        done = subprocess.run([program, "gazetteer", "find", text, "--gazetteer-only", names, "--decisions", path, "--json", "-q"],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        found = json.loads(done.stdout)
        for name, entity, decision in wanted:
            of = [r for r in found if r["text"] == name and (r["id"] == entity if entity else True)]
            told = {r["decision"] for r in of}
            check("%s: %s" % (text, decision), of and any(bool(r["chosen"]) == bool(entity) for r in of)
                  and (any(d and d.endswith("decided.txt:" + decision) for d in told) if decision else told == {None}), found)


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        names = os.path.join(folder, "names.jsonl")
        with open(names, "w", encoding="utf-8") as f:
            f.write(LINES)
        explanations(program, names, folder)
        same_as_mentions(program, folder)
        report_adds_up(program, folder)
        decisions_are_told(program, names, folder)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
