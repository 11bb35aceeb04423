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

        # The labels that the first lacks are the second's.
        one = nodes("c.txt", decided=['same person:x-wladimir-putin "Vladimir Putin"\n'])["person:x-wladimir-putin"]
        check("labels of the listed one", (one["label"], one.get("label_ru")) == ("Vladimir Putin", "Владимир Путин"), one)
        one = nodes("c.txt", decided=['same person:x-wladimir-putin "Vladimir Putin"\n', "rename person:x-wladimir-putin = V. P.\n"])
        check("two files add up", (one["person:x-wladimir-putin"]["label"], one["person:x-wladimir-putin"].get("label_ru"))
              == ("V. P.", "Владимир Путин"), one)
        one = nodes("a.txt", decided=["same person:x-nobody-here person:x-viktor-brenkov\n"])["person:x-nobody-here"]
        check("two unlisted: the name in the text", one["label"] == "Viktor Brenkov", one)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
