"""What the scripts of this folder share: checks that are counted, and the program as they run it."""
import os
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
counts = {"passed": 0, "failed": 0, "skipped": 0}


def check(what, good, detail=""):
    counts["passed" if good else "failed"] += 1
    if not good:
        print("not ok %s %s" % (what, detail))


def run(program, *arguments, text=None):
    """What it prints; it must end well."""
    done = subprocess.run([program, *arguments], input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    if done.returncode:
        raise SystemExit("%s: %s" % (" ".join(arguments), done.stderr))
    return done.stdout


def finish():
    """Tell how many there were, as tests/run.py reads it; the exit status."""
    print("%(passed)d passed, %(failed)d failed, %(skipped)d skipped" % counts)
    return 1 if counts["failed"] or not counts["passed"] else 0
