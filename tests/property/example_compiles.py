#!/usr/bin/python3
"""The program in include/shabaka/shabaka.h compiles and runs; each public header stands alone.

usage: example_compiles.py PROGRAM   (beside it src/libshabaka.a)
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
INCLUDE = os.path.join(ROOT, "include")
counts = {"passed": 0, "failed": 0, "skipped": 0}


def check(what, done):
    good = done.returncode == 0
    counts["passed" if good else "failed"] += 1
    if not good:
        print("not ok %s\n%s" % (what, done.stdout))


def run(command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)


def main(program):
    library = os.path.join(os.path.dirname(os.path.abspath(program)), "src", "libshabaka.a")
    text = open(os.path.join(INCLUDE, "shabaka", "shabaka.h"), encoding="utf-8").read()
    code = re.search(r"@code\n(.*?) \* @endcode", text, re.S).group(1)
    code = "".join(line[3:] if line.startswith(" * ") else "\n" for line in code.splitlines(True))
    lines = [line for line in code.splitlines() if line.strip()]
    counts["passed" if len(lines) <= 26 else "failed"] += 1
    with tempfile.TemporaryDirectory() as folder:
        source, example = os.path.join(folder, "example.c"), os.path.join(folder, "example")
        open(source, "w", encoding="utf-8").write(code)
        flags = run(["pkg-config", "--libs", "igraph", "icu-uc", "jansson", "zlib", "libzstd",
                     "libxml-2.0"]).stdout.split()
        compiled = run(["cc", "-std=c17", "-Wall", "-Wextra", "-Werror", "-I" + INCLUDE, source, library,
                        *flags, "-lm", "-lpthread", "-o", example])
        check("example compiles", compiled)
        if compiled.returncode == 0:
            env = dict(os.environ, SHABAKA_DATA=os.path.join(ROOT, "data"))
            done = run([example, os.path.join(ROOT, "data", "corpus")], env=env)
            check("example runs", done)
            counts["passed" if done.stdout.count("\n") > 100 else "failed"] += 1
        for name in sorted(os.listdir(os.path.join(INCLUDE, "shabaka"))):
            if not name.endswith(".h"):
                continue
            for compiler, suffix in (("cc", "c"), ("g++", "cpp")):
                if not shutil.which(compiler):
                    counts["skipped"] += 1
                    continue
                alone = os.path.join(folder, "alone." + suffix)
                open(alone, "w").write("#include <shabaka/%s>\nint main(void) { return 0; }\n" % name)
                check("%s by %s" % (name, compiler),
                      run([compiler, "-Wall", "-Werror", "-I" + INCLUDE, "-fsyntax-only", alone]))
    print("%(passed)d passed, %(failed)d failed, %(skipped)d skipped" % counts)
    return counts["failed"] != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
