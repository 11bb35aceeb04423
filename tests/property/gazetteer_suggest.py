#!/usr/bin/python3
"""gazetteer suggest: two sentences of each name, every spelling that was joined, only the types asked for; and the list, passed
back, makes the network that it was suggested from.

usage: gazetteer_suggest.py PROGRAM
"""
import json
import os
import subprocess
import sys
import tempfile

from checks import check, finish

TEXTS = {  # Lyutikov and Hassan meet nobody; each sentence is another
    "1.txt": "Аркадий Лютиков, глава завода, сказал нет. Завтра уедет Аркадий Лютиков домой. Вчера Аркадий Лютиков молчал.\n",
    "2.txt": "Ali Hasan, a doctor, said yes.\n",
    "3.txt": "The doctor Ali Hassan said no. President Ahmed Salim Karlov met Minister Viktor Brenkov.\n",
    "4.txt": "Врач Али Хасан сказал нет.\n",
    "5.txt": "The Tirana Bakery Association met Minister Viktor Brenkov.\n",
    "6.txt": "Пресс-секретарь Алевтина Дроздецкая посетила Китай. По словам Дроздецкой, Китай согласен.\n",
}


def main():
    program = os.path.abspath(sys.argv[1])

    def run(*arguments):
        return subprocess.run([program, *arguments, "-q"], capture_output=True, encoding="utf-8")

    def suggested(*arguments):
        done = run("gazetteer", "suggest", *arguments)
        check("it suggests: %r" % (arguments,), done.returncode == 0, done.stderr)
        return {line["id"]: line for line in map(json.loads, done.stdout.splitlines())}

    def nodes(*arguments):
        run("build", "texts", *arguments, "--labels", "en", "-o", "net.json")
        net = json.load(open("net.json"))
        return {n["id"]: (n["label"], n["mentions"]) for n in net["nodes"]}, [(e["source"], e["target"]) for e in net["links"]]

    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.mkdir("texts")
        for name, text in TEXTS.items():
            with open("texts/" + name, "w", encoding="utf-8") as f:
                f.write(text)
        all_ = suggested("texts")
        check("there are some", len(all_) >= 4, all_)
        for line in all_.values():
            check("two sentences, or the only one", len(set(line.get("examples", []))) == min(2, line["sentences"]), line)
            check("that are sentences of the texts", all(any(e in text for text in TEXTS.values()) for e in line["examples"]), line)
        hassan = [line["names"] for line in all_.values() if "Ali Hasan" in line["names"].get("en", [])]
        check("all spellings", hassan == [{"en": ["Ali Hasan", "Ali Hassan"], "ru": ["Али Хасан"]}], hassan)
        for kind in ("person", "organization"):
            own = suggested("texts", "--type", kind)
            check("only of that type", own and own.keys() == {i for i, line in all_.items() if line["type"] == kind}, own)
        wrong = run("gazetteer", "suggest", "texts", "--type", "ship")
        check("no such type", wrong.returncode == 2 and "ship" in wrong.stderr, wrong)
        with open("lines.jsonl", "w", encoding="utf-8") as f:
            f.write(run("mentions", "texts").stdout)
        check("of mention lines", suggested("--mentions", "lines.jsonl") == all_)
        # What the tagger alone found, once and unsure: left out as build does, and said.
        with open("unsure.jsonl", "w", encoding="utf-8") as f:
            for name, confidence in (("Zorbu Quandar", 0.3), ("Karstad Vellum", 0.9)):
                f.write(json.dumps({"doc": name, "sentence": 0, "paragraph": 0, "start": 0, "end": len(name), "text": name, "mentions": [
                    {"start": 0, "end": len(name), "type": "person", "entity": "person:x-" + name.replace(" ", "-").lower(),
                     "label": name, "text": name, "how": "tagger", "confidence": confidence}]}) + "\n")
        sure = suggested("--mentions", "unsure.jsonl")
        both = suggested("--mentions", "unsure.jsonl", "--min-confidence", "0")
        check("the unsure are left out", list(sure) == ["person:x-karstad-vellum"], sure)
        check("and kept where asked", sorted(both) == ["person:x-karstad-vellum", "person:x-zorbu-quandar"], both)
        for command in (["gazetteer", "suggest"], ["build", "-o", "net.json"]):
            for more, told in (([], True), (["--min-confidence", "0"], False)):
                done = subprocess.run([program, *command, "--mentions", "unsure.jsonl", *more], capture_output=True, encoding="utf-8")
                check("left out, and how not: %r" % (command + more), ("--min-confidence 0 keeps them" in done.stderr) == told, done.stderr)
        for wrong in (["suggest", "texts", "--min-confidence", "2"], ["list", "--min-confidence", "0"]):
            done = run("gazetteer", *wrong)
            check("no use: %r" % wrong, done.returncode == 2 and "--min-confidence" in done.stderr, done)
        run("gazetteer", "suggest", "texts", "-o", "own.jsonl")
        check("passed back, it is the same network", nodes() == nodes("--gazetteer", "own.jsonl"), nodes("--gazetteer", "own.jsonl"))
    return finish()


if __name__ == "__main__":
    sys.exit(main())
