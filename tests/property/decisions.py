#!/usr/bin/python3
"""What a user decides about names holds in the network: of texts, and of lines of mentions.

usage: decisions.py PROGRAM
"""
import json
import os
import subprocess
import sys
import tempfile

from checks import check, finish

TEXTS = {"a.txt": "President Ahmed Salim Karlov spoke. Minister Viktor Brenkov agreed with Russia.\n",
         "b.txt": "Министр Виктор Бренков прибыл в Россию.\n",
         "d.txt": "The Russian foreign ministry met Viktor Brenkov. Smolensk Square is silent. Brenny said so.\n",
         "c.txt": "Wladimir Putin met Angela Merkel in China. Blackwater and Hamas met Zelensky.\n"}


def main():
    program = os.path.abspath(sys.argv[1])

    def run(*arguments, text=None):
        return subprocess.run([program, *arguments], input=text, capture_output=True, encoding="utf-8")

    def nodes(*arguments, decided=(), text=None):
        """The nodes by id of a network made under these decisions."""
        command = ["build", *arguments, "-q", "--labels", "en", "-o", "net.json"]
        for i, lines in enumerate(decided):
            with open("decided%d" % i, "w", encoding="utf-8") as f:
                f.write(lines)
            command += ["--decisions", "decided%d" % i]
        done = run(*command, text=text)
        check("it is built: %r" % (decided,), done.returncode == 0, done.stderr)
        return {n["id"]: n for n in json.load(open("net.json"))["nodes"]}

    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name, text in TEXTS.items():
            with open(name, "w", encoding="utf-8") as f:
                f.write(text)

        # Spellings of one, unless they are decided to be two.
        together = nodes("a.txt", "b.txt")
        two = [i for n in together.values() if n.get("same_as") for i in [n["id"], *n["same_as"].split()]]
        check("two spellings are one", len(two) == 2, together)
        apart = nodes("a.txt", "b.txt", decided=["different %s %s\n" % tuple(two)])
        check("but two by decision", set(two) <= set(apart) and not any(n.get("same_as") for n in apart.values()), apart)
        turned = nodes("a.txt", "b.txt", decided=["different %s %s\n" % tuple(reversed(two))])
        check("in either order", apart == turned)
        other = nodes("a.txt", "b.txt", decided=["different %s person:x-ahmed-salim-karlov\n" % two[0]])
        check("another decision does not matter", set(other) == set(together), other)

        # The listed one stands for both, in either order, also over a chain.
        same = [nodes("c.txt", decided=[line + "\n"]) for line in (
            'same "Vladimir Putin" person:x-wladimir-putin', 'same person:x-wladimir-putin "Vladimir Putin"',
            'same person:x-nobody-here person:x-wladimir-putin\nsame person:x-nobody-here person:vladimir-putin',
            'same person:x-nobody-here person:vladimir-putin\nsame person:x-wladimir-putin person:x-nobody-here')]
        one = same[0].get("person:vladimir-putin", {})
        check("the listed id and its labels", (one.get("label"), one.get("label_ru")) == ("Vladimir Putin", "Владимир Путин")
              and not any(i.startswith("person:x-w") for i in same[0]), same[0])
        check("in either order", all(other == same[0] for other in same), same)
        two = [nodes("c.txt", decided=["same person:%s person:%s\n" % pair]) for pair in
               (("volodymyr-zelensky", "angela-merkel"), ("angela-merkel", "volodymyr-zelensky"))]
        check("of two listed ones the first", ["person:angela-merkel" in net for net in two] == [False, True]
              and ["person:volodymyr-zelensky" in net for net in two] == [True, False], two)
        one = nodes("c.txt", decided=['same person:x-wladimir-putin "Vladimir Putin"\n', "rename person:x-wladimir-putin = V. P.\n"])
        check("two files add up", (one["person:vladimir-putin"]["label"], one["person:vladimir-putin"].get("label_ru"))
              == ("V. P.", "Владимир Путин"), one)
        # A further name is no label, whatever stands for its entity.
        named = nodes("d.txt", decided=["name organization:ru-foreign-ministry = Smolensk Square\n"
                                        "name person:x-viktor-brenkov = Brenny\n"])
        check("names: of a body that is made", named["organization:ru-foreign-ministry"]["label"] == "Foreign Ministry (Russia)"
              and named["organization:ru-foreign-ministry"]["mentions"] == 2, named)
        check("names: of an unlisted person", named["person:x-viktor-brenkov"]["label"] == "Viktor Brenkov"
              and named["person:x-viktor-brenkov"]["mentions"] == 2, named)
        named = nodes("d.txt", decided=["rename organization:ru-foreign-ministry = MFA\nname organization:ru-foreign-ministry = Smolensk Square\n"])
        check("but a new label stays", named["organization:ru-foreign-ministry"]["label"] == "MFA", named)

        one = nodes("a.txt", decided=["same person:x-nobody-here person:x-viktor-brenkov\n"])["person:x-nobody-here"]
        check("two unlisted: the name in the text", one["label"] == "Viktor Brenkov", one)

        # The same decisions on lines of mentions.
        lines = run("mentions", *TEXTS, "-q").stdout
        plain = nodes("--mentions", "-", text=lines)
        check("what is to be decided is there", {"state:RU", "state:CN", "organization:hamas", "person:x-wladimir-putin",
                                                 "person:volodymyr-zelensky"} <= set(plain), sorted(plain))
        decided = 'not state:RU\nnot Hamas\nrename state:CN = Middle Kingdom\nsame "Vladimir Putin" person:x-wladimir-putin\n' \
            "same person:volodymyr-zelensky person:angela-merkel\n"
        after = nodes("--mentions", "-", decided=[decided], text=lines)
        gone = {"state:RU", "organization:hamas", "person:x-wladimir-putin", "person:angela-merkel"}
        check("left out and joined", set(after) == set(plain) - gone | {"person:vladimir-putin"}, sorted(after))
        check("renamed", after["state:CN"]["label"] == "Middle Kingdom", after["state:CN"])
        check("counted as one", after["person:volodymyr-zelensky"]["mentions"] == 2, after["person:volodymyr-zelensky"])
        check("as from the texts", after == nodes(*TEXTS, decided=[decided]))

        # Who found the names is not claimed: lines of others, or of another list.
        with open("own.jsonl", "w") as f:
            f.write('{"id":"person:own","type":"person","names":{"en":["Anton Bolkov"]}}\n')
        other = '{"doc":"a","sentence":0,"start":0,"end":5,"text":"Anton","mentions":[{"start":0,"end":5,"type":"person",' \
            '"entity":"person:anton","label":"Anton"}]}\n'
        for what, arguments, text in (("another list", ["--gazetteer-only", "own.jsonl"], lines), ("others", [], other)):
            nodes("--mentions", "-", *arguments, text=text)
            said = run("methods", "net.json").stdout
            check("methods of " + what, "those that the file of mentions marks" in said and "own alone" not in said, said)
        nodes("--mentions", "-", text=lines)
        check("methods of our own lines", "with its gazetteer" in run("methods", "net.json").stdout)
        for option in ("find all", "capitals state", "adjectives state", "encoding koi8-r", "text-field text", "strict"):
            done = run("build", "--mentions", "-", *("--" + option).split(), "-o", "net.json", text=lines)
            check(option, done.returncode == 2 and "--" + option.split()[0] in done.stderr, done.stderr)
        # A name that is decided goes before what the text around tells, and that is said.
        with open("e.txt", "w", encoding="utf-8") as f:
            f.write("Бельгия спорит: Брюссель против, премьер-министр Бельгии тоже.\nThe US, the Pentagon and Washington agreed.\n")
        with open("brussels", "w", encoding="utf-8") as f:
            f.write("name organization:eu = Брюссель\nname organization:nato = Washington\n")
        before = run("mentions", "e.txt", "-q").stdout
        done = run("mentions", "e.txt", "--decisions", "brussels")
        check("undecided they are the states'", "organization:eu" not in before and "organization:nato" not in before, before)
        check("decided they are not", all('"entity": "%s", ' % e in done.stdout for e in ("organization:eu", "organization:nato")), done.stdout)
        check("and that is said", "'Брюссель' is also a name of state:BE: wherever it stands it will be organization:eu"
              in done.stderr, done.stderr)
        # A decision is about one spelling; a line for each is about the whole.
        spelt = {"g.txt": "Ali Hasan, a doctor, said yes.\n", "h.txt": "The doctor Ali Hassan said no.\n", "i.txt": "Врач Али Хасан ушел.\n"}
        for name, text in spelt.items():
            with open(name, "w", encoding="utf-8") as f:
                f.write(text)
        (whole,) = nodes(*spelt).values()
        ids = [whole["id"], *whole["same_as"].split()]
        check("three spellings are one", len(ids) == 3, whole)
        for lines, left in ((["not " + i for i in ids], []), (["same %s %s" % (ids[1], i) for i in (ids[0], ids[2])], [ids[1]]),
                            (["same %s %s" % (ids[0], i) for i in ids[1:]] + ["rename %s = A. H." % ids[0]], [ids[0]])):
            got = nodes(*spelt, decided=["\n".join(lines) + "\n"])
            check("a line each", list(got) == left and (not left or got[left[0]]["mentions"] == 3), (lines, got))
        for line, said in (("not " + ids[0], True), ("same %s person:x-carl" % ids[2], True), ("rename %s = B" % ids[1], True),
                           ("different %s %s" % tuple(ids[:2]), False), ('not "Blackwater"', False)):
            with open("one", "w") as f:
                f.write(line + "\n")
            for how, joins in (("join", True), ("apart", False)):
                done = run("build", *spelt, "--decisions", "one", "--spellings", how, "-o", "net.json")
                check("that one is not the whole is said: " + line, done.returncode == 0
                      and ("one:1: decisions about the id of an unlisted person: 1;" in done.stderr) == (said and joins), done.stderr)
        # A quotation mark that is not closed is a slip of the pen.
        for line in ('not "Brenny', 'not Brenny"', 'rename person:x-brenny = "B', 'name "Brenny = B', 'same "Brenny person:x-b'):
            with open("unclosed", "w") as f:
                f.write(line + "\n")
            done = run("mentions", "a.txt", "--decisions", "unclosed")
            check("unclosed: " + line, done.returncode == 1 and "unclosed:1: write '" in done.stderr, done.stderr)
        # Nothing in a file is nothing done: that is said.
        for name in ("empty.jsonl", "empty.txt"):
            open(name, "w").close()
        for option, name in (("--gazetteer", "empty.jsonl"), ("--gazetteer-only", "empty.jsonl"), ("--decisions", "empty.txt")):
            done = run("mentions", "a.txt", option, name)
            check("an empty file for " + option, done.returncode == 0 and name + ": holds no" in done.stderr, done.stderr)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
