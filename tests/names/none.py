#!/usr/bin/env python3
"""Texts without a name, and texts in languages that the program does not read, have no nodes.

usage: none.py PROGRAM
"""
import glob
import json
import os
import subprocess
import sys

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "none")


def main(program):
    passed = failed = 0
    for path in sorted(glob.glob(os.path.join(FOLDER, "*.txt"))):
        out = subprocess.run([program, "mentions", "-q", path], check=True,
                             stdout=subprocess.PIPE).stdout
        found = [m["text"] for line in out.splitlines() for m in json.loads(line)["mentions"]]
        passed += not found
        failed += bool(found)
        if found:
            print(f"not ok {os.path.basename(path)}: {', '.join(found)}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0 or passed == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
