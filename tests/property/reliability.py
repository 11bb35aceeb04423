#!/usr/bin/python3
"""What the training program says of the confidence: its table adds up, and calibrating helps where labels are noisy.

usage: reliability.py PROGRAM   (beside it: data/models/train/train, made by ninja)
"""
import os
import random
import re
import subprocess
import sys
import tempfile

FIRST = "Karl Maria Peter Anna Jonas Lena Otto Ida Felix Emma".split()
LAST = "Brenkow Hallmann Lindholm Tessmer Ostrander Wickham Farnsby Quillan Dorset Mallory".split()
WORDS = "the market fell again while rain came over towns where people wait for trains and buy bread near stone walls".split()


def corpus(draw, path):
    """Two words with capitals are a person; behind "old" nobody tagged a third of them, else one in twenty."""
    with open(path, "w") as out:
        for _ in range(900):
            for w in draw.sample(WORDS, 3):
                out.write(w + "\tO\n")
            old = draw.random() < .5
            tagged = draw.random() < (.65 if old else .95)
            out.write("old\tO\n" if old else "")
            out.write("%s\t%s\n%s\t%s\n" % (draw.choice(FIRST), "B-PER" if tagged else "O", draw.choice(LAST),
                                           "I-PER" if tagged else "O"))
            for w in draw.sample(WORDS, 3):
                out.write(w + "\tO\n")
            out.write("\n")


def table(text):
    rows = [tuple(map(float, r)) for r in re.findall(r"^  (\d\.\d)-\d\.\d  (\S+)\s+(\S+)\s+(\d+)$", text, re.M)]
    error, names = re.search(r"calibration error (\S+) over (\d+) names", text).groups()
    return rows, float(error), int(names)


def main():
    build = os.path.dirname(os.path.abspath(sys.argv[1]))
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    train = os.path.join(build, "data", "models", "train", "train")
    subprocess.run(["ninja", "-C", build, "--quiet", "data/models/train/train"], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "noisy.tsv")
        corpus(random.Random(3), path)
        run = [train, "-d", os.path.join(root, "data"), "-x", "5", path]
        said = subprocess.run(run, capture_output=True, text=True, check=True).stdout
        again = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    raw, calibrated = said.split("calibrated on the other folds")
    passed, wrong = 0, []

    def check(what, holds):
        nonlocal passed
        passed += bool(holds)
        if not holds:
            wrong.append(what)

    check("the same twice", said == again)
    errors = []
    for name, text in (("raw", raw), ("calibrated", calibrated)):
        rows, error, names = table(text)
        errors.append(error)
        check(name + ": every name in a bin", sum(r[3] for r in rows) == names > 500)
        check(name + ": means lie in their bins", all(b - .001 <= mean <= b + .101 for b, mean, _, _ in rows))
        off = sum(abs(mean - right) * n for _, mean, right, n in rows) / names
        check(name + ": the error is that of the table", abs(off - error) < .002)
        share = sum(right * n for _, _, right, n in rows) / names
        check(name + ": eight of ten are right", .75 < share < .85)
    slope, offset = map(float, re.search(r"-k (\S+),(\S+)", calibrated).groups())
    check("calibrating brings the error down to .05: %s" % errors, errors[1] <= max(errors[0], .02) and errors[1] < .05)
    check("slope and offset are finite", 0 < slope < 20 and abs(offset) < 20)
    for what in wrong:
        print("FAILED:", what)
    print("%d passed, %d failed" % (passed, len(wrong)))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
