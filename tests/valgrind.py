#!/usr/bin/python3
"""A short run of the main commands under valgrind: no error, nothing lost.

usage: valgrind.py PROGRAM
"""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def main(program):
    if not shutil.which("valgrind"):
        print("0 passed, 0 failed, 1 skipped")
        return 0
    texts = os.path.join(HERE, "golden", "texts")
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        net = os.path.join(folder, "x.json")
        for command in (["mentions", texts], ["build", texts, "-o", net, "-o", net + ".graphml", "-o", net + ".html"],
                        ["rank", net, "--by", "degree,betweenness,pagerank"], ["groups", net],
                        ["why", net, "Putin", "Xi"], ["convert", net + ".graphml", "-o", net + ".gexf"]):
            done = subprocess.run(
                ["valgrind", "-q", "--error-exitcode=9", "--leak-check=full",
                 "--errors-for-leak-kinds=definite", "--show-leak-kinds=definite", program, *command],
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace")
            good = done.returncode in (0, 3)
            passed += good
            failed += not good
            if not good:
                print("not ok %s\n%s" % (" ".join(command), done.stderr[-3000:]))
    print("%d passed, %d failed" % (passed, failed))
    return failed != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
