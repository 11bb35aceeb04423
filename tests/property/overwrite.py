#!/usr/bin/python3
"""No command writes over what it reads: it is refused before anything is read, and the file stays as it was.

usage: overwrite.py PROGRAM
"""
import os
import subprocess
import sys
import tempfile

from checks import check, finish

TEXT = "Putin met Xi in Minsk.\n"
MENTIONS = '{"doc":"a","sentence":0,"start":0,"end":5,"text":"A met","mentions":[]}\n'
FILES = {
    "text.txt": TEXT, "text.jsonl": '{"text": "Putin met Xi."}\n', "text.json": TEXT, "lines.jsonl": MENTIONS, "lines.json": MENTIONS,
    "people.csv": "id,name\np1,Anton Bolkov\n", "net.csv": "source,target\na,b\n", "other.csv": "source,target\nb,c\n",
    "own.json": '{"id":"person:own","type":"person","names":{"en":["Anton Bolkov"]}}\n',
    "table.csv": "text\nPutin met Xi.\n", "table.nodes.csv": "text\nPutin met Xi.\n", "pair.edges.csv": "source,target,weight\na,b,1\nb,c,2\n",
    "lone.edges.csv": "source,target,weight\na,b,1\n", "pair.nodes.csv": "id,label\na,A\nb,B\nc,C\n", "news.2015.jsonl": '{"date": "2015-01-05", "text": "Putin met Xi."}\n',
    "news.2016.edges.csv": "date,text\n2016-01-05,Putin met Xi.\n", "slices.txt": "news.2015.jsonl\n",
    "folder/news.2015.jsonl": '{"date": "2015-01-05", "text": "Putin met Xi."}\n',
    "decided.json": "not Putin\n", "list.txt": "text.json\n", "classes.txt": "Q5\tperson\n",
}
REFUSED = [  # the command, and the file that must stay
    ("build text.json -o text.json", "text.json"),
    ("build text.txt text.json -o ./text.json", "text.json"),
    ("build text.json -o linked.json", "text.json"),
    ("build linked.json -o text.json", "linked.json"),
    ("build text.json -o hard.json", "text.json"),
    ("build text.txt -o net.graphml -o text.txt.json --files-from list.txt -o text.json", "text.json"),
    ("build text.txt --files-from list.txt --format csv -o list.txt", "list.txt"),
    ("build --mentions lines.json -o lines.json", "lines.json"),
    ("build text.txt --gazetteer own.json -o own.json", "own.json"),
    ("build text.txt --gazetteer-only own.json -o own.json", "own.json"),
    ("build text.txt --decisions decided.json -o decided.json", "decided.json"),
    ("mentions text.txt --report text.txt", "text.txt"),
    ("gazetteer import people.csv -o people.csv", "people.csv"),
    ("gazetteer import people.csv --classes classes.txt -o classes.txt", "classes.txt"),
    ("gazetteer suggest text.txt -o text.txt", "text.txt"),
    ("gazetteer suggest --mentions lines.jsonl -o lines.jsonl", "lines.jsonl"),
    ("convert net.csv -o net.csv", "net.csv"),
    ("filter net.csv --top 1 -o net.csv", "net.csv"),
    ("rank net.csv -o net.csv", "net.csv"),
    ("groups net.csv -o net.csv", "net.csv"),
    ("build table.nodes.csv -o table.csv", "table.nodes.csv"),
    ("build table.csv -o new.json -o table.edges.csv table.nodes.csv", "table.nodes.csv"),
    ("build text.txt --gazetteer own.json --mentions lone.edges.csv -o lone.csv", "lone.edges.csv"),
    ("filter lone.edges.csv --min-weight 2 -o lone.csv", "lone.edges.csv"),
    ("convert pair.csv -o pair.csv", "pair.nodes.csv"),
    ("convert pair.edges.csv -o pair.nodes.csv", "pair.nodes.csv"),
    ("build news.2015.jsonl --slice year -o news.jsonl", "news.2015.jsonl"),
    ("build --files-from slices.txt --slice year -o news.jsonl", "news.2015.jsonl"),
    ("build news.2016.edges.csv --slice year -o news.csv", "news.2016.edges.csv"),
    ("build folder --slice year -o folder/news.jsonl", "folder/news.2015.jsonl"),
    ("build folder -o folder/news.2015.jsonl", "folder/news.2015.jsonl"),
]


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.mkdir("folder")
        for name, content in FILES.items():
            with open(name, "w") as f:
                f.write(content)
        os.symlink("text.json", "linked.json")
        os.link("text.json", "hard.json")
        before = sorted(os.listdir("."))

        def run(command, **where):
            return subprocess.run([program, *command.split()], stderr=subprocess.PIPE, encoding="utf-8", **where)

        for command, file in REFUSED:
            done = run(command, stdout=subprocess.PIPE)
            check(command, done.returncode == 2 and file in done.stderr and "both read and written" in done.stderr, done)
            check("nothing was written: " + command, sorted(os.listdir(".")) == before
                  and all(open(name).read() == content for name, content in FILES.items()))
        with open("text.txt", "a") as out:
            done = run("mentions text.txt", stdout=out)
        check("standard output at the end of a text", done.returncode == 2 and open("text.txt").read() == TEXT, done)
        with open("text.txt") as text:
            done = run("gazetteer suggest - -o text.txt", stdin=text)
        check("standard input", done.returncode == 2 and open("text.txt").read() == TEXT, done)
        for good in ("build text.txt -o text.svg -o new.json -q", "build text.txt -o new.json -q", "convert net.csv -o new.csv",
                     "build table.csv -o table.nodes.json -o free.csv -q", "build table.csv -o table.nodes.json -o free.csv -q",
                     "build folder -o folder/.new.json -q", "build folder -o folder/.new.json -q", "build news.2015.jsonl --slice month -o news.jsonl -q"):
            check(good, run(good).returncode == 0)
        # What is no text is passed over, and so may be written again.
        for name in ("net.svg", "net.json", "net.graphml", "net.gexf", "net.dot", "net.net", "net.cyjs", "net.html"):
            command = "build folder -o folder/%s -q" % name
            check(command, run(command).returncode == 0)
            again = run(command)
            check("again: " + command, again.returncode == 3 and "skipped: folder/%s" % name in again.stderr, again)
            os.remove("folder/" + name)
        command = "build folder -o folder/net.csv -q"
        check(command, run(command).returncode == 0 and run(command).returncode == 2)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
