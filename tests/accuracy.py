#!/usr/bin/python3
"""Accuracy on annotated texts: a floor for what a change may cost, never a thing to tune to.

usage: accuracy.py PROGRAM FOLDER   (FOLDER holds score, gold/ and seeds/)
"""
import os
import re
import subprocess
import sys
import tempfile

FLOORS = {"sentences": 0.97, "graph": 0.85, "linking": 0.95}


def main(program, folder):
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        subprocess.run([program, "mentions", os.path.join(folder, "seeds")], stdout=out, check=True)
        printed = subprocess.run([os.path.join(folder, "score"), os.path.join(folder, "gold"),
                                  out.name], capture_output=True, text=True, check=True).stdout
    print(printed)
    passed = failed = 0
    for name, floor in FLOORS.items():
        value = float(re.search(r"^%s\s+(?:F1 )?([0-9.]+)" % name, printed, re.M).group(1))
        good = value >= floor
        passed += good
        failed += not good
        print("%s %s: %.3f, at least %.2f" % ("ok" if good else "not ok", name, value, floor))
    print("%d passed, %d failed" % (passed, failed))
    return failed != 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
