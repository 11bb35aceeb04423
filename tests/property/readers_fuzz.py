#!/usr/bin/python3
"""Damaged files of every kind that is read: none crashes a reader, and what is read comes back the same.

usage: readers_fuzz.py PROGRAM [ROUNDS [SEED]]

PROGRAM makes the whole files; tests/readers_fuzz beside it, of the same build, damages and reads them. A build with
AddressSanitizer sees the most.
"""
import json
import os
import subprocess
import sys
import tempfile

from readers import network

FORMATS = ("json", "graphml", "gexf", "csv", "net", "cyjs", "graphology.json", "vosviewer.json")
TEXT = """Vladimir Putin met Xi Jinping in Moscow on Monday. Russia and China agreed with BRICS.

قال بوتين إن روسيا والصين شريكان.
"""


def main():
    if len(sys.argv) < 2:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    program = os.path.abspath(sys.argv[1])
    rounds, seed = (sys.argv[2:] + ["2000", "1"][len(sys.argv) - 2:])[:2]
    build = os.path.dirname(program)
    subprocess.run(["ninja", "-C", build, "--quiet", "tests/readers_fuzz"], check=True)
    quiet = {"check": True, "stdout": subprocess.DEVNULL}
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, "a.")
        source = network(["say \"hi\"\nروسيا", "INF", "a & b"])
        source["nodes"][0] |= {"flag": True, "score": 1.5, "big": 3000000000}
        with open(name + "source", "w", encoding="utf-8") as f:
            json.dump(source, f)
        with open(name + "txt", "w", encoding="utf-8") as f:
            f.write(TEXT)
        for kind in FORMATS:
            subprocess.run([program, "convert", name + "source", "-q", "-o", name + kind], **quiet)
        subprocess.run([program, "build", name + "txt", "-q", "-o", name + "built.json", "-o", name + "built.graphml"], **quiet)
        os.unlink(name + "txt")
        files = sorted(os.path.join(folder, file) for file in os.listdir(folder))
        done = subprocess.run([os.path.join(build, "tests", "readers_fuzz"), rounds, seed, *files], capture_output=True, text=True)
    good = done.returncode == 0 and int(done.stdout.split()[0]) > int(rounds) // 50
    print(("" if good else "not ok ") + done.stdout.strip() + done.stderr[-2000:])
    print(f"{int(good)} passed, {int(not good)} failed, 0 skipped")
    return not good


if __name__ == "__main__":
    sys.exit(main())
