#!/usr/bin/python3
"""Golden runs: what the program prints, writes and returns, case by case.

usage: run.py PROGRAM [--update] [CASE...]

cases.sh holds the cases: a line `## name` and the shell lines below it. Each runs in an
empty folder with $S the program, $D the folder tests/golden/texts and $C data/corpus. What
it prints on both streams and its exit status must equal expected/NAME. --update rewrites
the expectations: read the difference before you keep it.
"""
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def cases():
    name, lines = None, []
    for line in open(os.path.join(HERE, "cases.sh"), encoding="utf-8"):
        if line.startswith("## "):
            if name:
                yield name, "".join(lines)
            name, lines = line[3:].strip(), []
        elif name:
            lines.append(line)
    if name:
        yield name, "".join(lines)


def run(program, script):
    with tempfile.TemporaryDirectory() as folder:
        env = dict(os.environ, S=program, D=os.path.join(HERE, "texts"), LC_ALL="C.UTF-8",
                   C=os.path.join(ROOT, "data", "corpus"), TMPDIR=folder,
                   SHABAKA_DATA=os.path.join(ROOT, "data"),
                   ASAN_OPTIONS="detect_leaks=0", NO_COLOR="1")
        env.pop("DISPLAY", None)
        try:
            done = subprocess.run(["bash", "-c", script], cwd=folder, env=env, timeout=120,
                                  stdin=subprocess.DEVNULL, capture_output=True)
        except subprocess.TimeoutExpired:
            return "took longer than 120 s\n"
    parts = []
    for title, data in (("stdout", done.stdout), ("stderr", done.stderr)):
        text = data.decode("utf-8", "replace")
        # What may differ from clone to clone and from gazetteer to gazetteer.
        text = text.replace(env["D"], "$D").replace(env["C"], "$C").replace(folder, "$TMP")
        text = re.sub(r"\d+ (persons, )\d+( states, )\d+( organizations; )", r"<n> \1<n>\2<n>\3", text)
        text = re.sub(r"\d+ written forms; digest [0-9a-f]{16}", "<n> written forms; digest <digest>", text)
        text = re.sub(r"(digest|البصمة|отпечаток) [0-9a-f]{16}", r"\1 <digest>", text)
        parts.append("---- %s\n%s" % (title, text))
    return "".join(parts) + "---- exit %d\n" % done.returncode


def main(arguments):
    update = "--update" in arguments
    program, *wanted = [a for a in arguments if a != "--update"]
    program = os.path.abspath(program)
    passed = failed = 0
    for name, script in cases():
        if wanted and name not in wanted:
            continue
        path = os.path.join(HERE, "expected", name)
        got = run(program, script)
        if update:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            open(path, "w", encoding="utf-8").write(got)
        expected = open(path, encoding="utf-8").read() if os.path.exists(path) else ""
        if got == expected:
            passed += 1
        else:
            failed += 1
            print("not ok %s\n  expected:\n%s\n  got:\n%s" % (name, expected[-3000:], got[-3000:]))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
