#!/usr/bin/env python3
"""The README's examples print what the README says.

usage: readme.py PROGRAM [--update]

Runs every "$ command" of the README's code blocks, in order, in a folder where build/shabaka and
data/ are. --update writes what they print into the README: read the difference before you keep it.
"""
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
README = os.path.join(ROOT, "README.md")


def blocks(lines):
    """(first, end) of the lines inside each fence."""
    start = None
    for i, line in enumerate(lines):
        if line.startswith("```"):
            if start is None:
                start = i + 1
            else:
                yield start, i
                start = None


def run(command, folder):
    done = subprocess.run(["bash", "-c", command], cwd=folder, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=300)
    return done.stdout.splitlines()


def main():
    program, update = os.path.abspath(sys.argv[1]), "--update" in sys.argv
    with open(README, encoding="utf-8") as file:
        lines = file.read().split("\n")
    new, at, passed, failed = [], 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "build"))
        os.symlink(program, os.path.join(folder, "build", "shabaka"))
        os.symlink(os.path.join(os.path.dirname(program), "shabaka-draw"),
                   os.path.join(folder, "build", "shabaka-draw"))
        os.symlink(os.path.join(ROOT, "data"), os.path.join(folder, "data"))
        for first, end in blocks(lines):
            commands = [i for i in range(first, end) if lines[i].startswith("$ ")]
            for i, following in zip(commands, commands[1:] + [end]):
                said, printed = lines[i + 1:following], run(lines[i][2:], folder)
                passed += said == printed
                failed += said != printed
                if said != printed and not update:
                    print("not ok", lines[i])
                    print("\n".join("  - " + line for line in said if line not in printed))
                    print("\n".join("  + " + line for line in printed if line not in said))
                new += lines[at:i + 1] + printed
                at = following
    if update:
        with open(README, "w", encoding="utf-8") as file:
            file.write("\n".join(new + lines[at:]))
        failed = 0
    print(f"{passed} passed, {failed} failed")
    return failed > 0 or passed == 0


if __name__ == "__main__":
    sys.exit(main())
