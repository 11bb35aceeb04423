#!/usr/bin/python3
"""The shipped gazetteer holds nothing doubtful that is not accepted with a reason; what is doubtful is found.

usage: gazetteer_check.py PROGRAM
"""
import json
import os
import subprocess
import sys
import tempfile

from checks import check, finish

# Line by line: what must be found, as kind or kind=name.
LINES = [
    ({"id": "person:a", "type": "person", "names": {"ar": ["قرنوب"], "en": ["Anton Bolkov"], "ru": ["Антон Болков"]}}, []),
    ({"id": "person:a", "type": "person", "names": {"ar": ["قرنوب"], "en": ["A. Bolkov"], "ru": ["Болков"]}}, ["duplicate-id"]),
    ({"id": "person:b", "type": "person", "names": {"ar": ["زعتوت"], "en": ["Вob Bolkov"], "ru": ["Боб Болков-2"]}},
     ["mixed-scripts=Вob Bolkov"]),
    ({"id": "organization:m", "type": "organization", "names": {"ar": ["منظمة قرنب"], "en": ["Money", "MONEY", "Bread Money"],
                                                               "ru": ["Деньги", "Иран Air"]}},
     ["common-word=Money", "common-word=Деньги"]),
    ({"id": "organization:n", "type": "organization", "names": {"ar": ["الكتاب"], "en": ["Twin House"]}},
     ["common-word=الكتاب", "missing-language"]),
    ({"id": "organization:o", "type": "organization", "names": {"ar": ["قزحون"], "en": ["Twin House"], "ru": ["Двойня Дом"]},
      "weak": {"en": ["Money"]}}, []),
    ({"never": ["Money"]}, []),
    # What would be passed over in silence.
    ({"id": "person:c", "type": "person", "names": {"ar": ["زرقوب"], "en": ["Carl Bolkov"], "ru": ["Карл Болков"]}, "alias": ["Carlo"],
      "aloen": {"en": ["Karlo"]}, "gender": "x", "order": "first", "state": "state:ZZ"},
     ["doubtful-member=" + name for name in ("alias", "aloen", "gender", "order", "state")]),
    ({"id": "organization:d", "type": "organization", "names": {"ar": ["زرقون"], "en": ["Dorn Bolkov"], "ru": ["Дорн Болков"]},
      "owner": "organization:m", "kind": "bloc", "from": "1991-12-08", "to": "abc"}, ["doubtful-member=to"]),
    ({"id": "person:e", "type": "person", "names": {"ar": ["زرقوص"], "en": ["Egon Bolkov"], "ru": ["Эгон Болков"]}, "gender": "m",
      "offices": [{"title": "president", "of": "nowhere", "from": "abc", "until": 2000},
                  {"title": "president", "of": "organization:m", "from": 1999, "to": 2001}]},
     ["doubtful-member=of", "doubtful-member=from", "doubtful-member=until"]),
    # No name, and where another line has one.
    ({"id": "person:f", "type": "person"}, ["missing-names"]),
    ({"id": "person:g", "type": "person", "names": {}}, ["missing-names"]),
    ({"id": "person:h", "type": "person", "names": {"en": [], "ru": [""]}}, ["missing-names"]),
    ({"id": "person:i", "type": "person", "name": {"en": ["Ivo Bolkov"]}}, ["missing-names", "doubtful-member=name"]),
    ({"id": "person:j", "type": "person", "names": {"en": ["", "Jon Bolkov"]}}, ["missing-language"]),
    ({"id": "person:j", "type": "person", "names": {"en": []}}, ["duplicate-id", "missing-names"]),
]


def run(*arguments):
    return subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def main():
    program = os.path.abspath(sys.argv[1])
    shipped = run(program, "gazetteer", "check", "--strict")
    check("the shipped names are in order", shipped.returncode == 0 and not shipped.stdout, shipped.stdout + shipped.stderr)
    check("nothing is accepted in vain", "accepts what is not there" not in shipped.stderr, shipped.stderr)
    accepted = json.loads(run(program, "gazetteer", "check", "--all", "--json").stdout)
    check("what is accepted has a reason", accepted and all(len(row["accepted"] or "") > 10 for row in accepted), accepted)
    with tempfile.TemporaryDirectory() as folder:
        names = os.path.join(folder, "names.jsonl")
        with open(names, "w", encoding="utf-8") as f:
            f.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line, _ in LINES)
        done = run(program, "gazetteer", "check", "--json", "--strict", "--gazetteer-only", names)
        check("--strict fails", done.returncode == 1, done)
        found = json.loads(done.stdout)
        for number, (_, wanted) in enumerate(LINES, 1):
            got = [row["kind"] + ("=" + row["name"] if row["name"] else "") for row in found
                   if row["where"] == "names.jsonl:%d" % number]
            check("line %d" % number, sorted(got) == sorted(wanted), (got, wanted))
        done = run(program, "gazetteer", "list", "foo")
        check("list takes no name", done.returncode == 2 and "foo" in done.stderr and not done.stdout, done.stderr)
        shared = [(row["id"], row["name"]) for row in found if row["kind"] == "shared-name"]
        check("a shared name is told once", shared == [("organization:n, organization:o", "Twin House")], shared)
        without = run(program, "gazetteer", "check", names)
        check("without --strict it is no failure", without.returncode == 0 and "duplicate-id 2; " in without.stderr and "missing-names 5" in without.stderr, without.stderr)
        with open(names, "a", encoding="utf-8") as f:
            f.write('{"id": "person:k", "type": "organization", "names": {"en": ["Kay Bolkov"]}}\n')
        done = run(program, "gazetteer", "check", names)
        check("an id of another type is refused", done.returncode == 1 and "names.jsonl:%d: the id 'person:k'" % (len(LINES) + 1)
              in done.stderr, done.stderr)
        with open(names, "w", encoding="utf-8") as f:
            f.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line, _ in LINES)
        accept = os.path.join(folder, "accepted.tsv")
        with open(accept, "w", encoding="utf-8") as f:
            f.write("# kind\tid\tname\treason\n")
            for row in found:
                f.write("\t".join((row["kind"], row["id"], row["name"] or "*", "known")) + "\n")
            f.write("common-word\t*\tNothing\tin vain\n")
        done = run(program, "gazetteer", "check", "--strict", "--gazetteer-only", names, "--accept", accept)
        check("all accepted", done.returncode == 0 and done.stderr.count("accepts what is not there") == 1, done)
        with open(accept, "w") as f:
            f.write("common-word only\n")
        done = run(program, "gazetteer", "check", names, "--accept", accept)
        check("a line that accepts nothing is a fault", done.returncode == 1 and "accepted.tsv:1" in done.stderr, done)
        with open(names, "w", encoding="utf-8") as f:
            f.writelines('{"id": "person:p%d", "type": "person", "names": {"en": ["Zed Person%d"]}}\n' % (i, i) for i in range(1010))
        done = run(program, "gazetteer", "check", "--json", "--gazetteer-only", names)
        lacking = [row for row in json.loads(done.stdout) if row["kind"] == "missing-language"]
        check("a long table is cut, and that is said", len(lacking) == 1000 and "missing-language 1010 (1000 shown)" in done.stderr
              and done.stderr.count("shown") == 1, (len(lacking), done.stderr))
    return finish()


if __name__ == "__main__":
    sys.exit(main())
