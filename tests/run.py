#!/usr/bin/python3
"""Runs every suite and ends with one line: N passed, N failed, N skipped.

--quick leaves out the sanitizer, clang and valgrind runs.
"""
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.join(os.path.dirname(ROOT), "shared")
PYTHON = "/usr/bin/python3"
ENV = dict(os.environ, PATH="/usr/bin:" + os.environ["PATH"], CMOCKA_MESSAGE_OUTPUT="TAP")
totals = {"passed": 0, "failed": 0, "skipped": 0}


def add(what, passed, failed, skipped=0, detail=""):
    totals["passed"] += passed
    totals["failed"] += failed
    totals["skipped"] += skipped
    print("%-44s %5d passed, %d failed%s" %
          (what, passed, failed, ", %d skipped" % skipped if skipped else ""), flush=True)
    if failed and detail:
        print(detail[-6000:], flush=True)


def skip(what, why):
    add("%s (skipped: %s)" % (what, why), 0, 0, 1)


def run(command, **options):
    return subprocess.run(command, cwd=ROOT, env=options.pop("env", ENV), text=True,
                          errors="replace", stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, **options)


def script(what, command, timeout=1200):
    """A test program whose last line counts."""
    try:
        done = run(command, timeout=timeout)
    except subprocess.TimeoutExpired:
        return add(what, 0, 1, detail="took longer than %d s" % timeout)
    counts = re.findall(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$", done.stdout, re.M)
    if not counts:
        return add(what, 0, 1, detail=done.stdout)
    passed, failed, skipped = (int(n or 0) for n in counts[-1])
    if done.returncode and not failed:
        failed = 1
    add(what, passed, failed, skipped, done.stdout)


def unit(what, folder, *options, env=None):
    """cmocka programs speak TAP; each of their tests counts."""
    built = run(["ninja", "-C", folder, "--quiet"])
    if built.returncode:
        return add(what, 0, 1, detail=built.stdout)
    done = run(["meson", "test", "-C", folder, "--print-errorlogs", *options], env=env or ENV)
    passed = sum(int(n) for n in re.findall(r" OK .*?(\d+) subtests passed", done.stdout))
    failed = len(re.findall(r"^ *\d+/\d+ \S+ +(?:ERROR|FAIL|TIMEOUT|UNEXPECTEDPASS)", done.stdout, re.M))
    if (done.returncode or not passed) and not failed:
        failed = 1
    add(what, passed, failed, detail=done.stdout)


def set_up(folder, *options, env=None):
    if os.path.exists(os.path.join(ROOT, folder, "build.ninja")):
        return True
    done = run(["meson", "setup", folder, *options], env=env or ENV)
    if done.returncode:
        add("setting up " + folder, 0, 1, detail=done.stdout)
    return done.returncode == 0


def npm_modules():
    """Readers of the web, installed beside the build; "" where npm or its registry is not there."""
    folder = os.path.join(ROOT, "build", "npm")
    modules = os.path.join(folder, "node_modules")
    wanted = ["graphology@0.25", "graphology-gexf@0.13", "graphology-graphml@0.5", "cytoscape@3"]
    if os.path.isdir(os.path.join(modules, "cytoscape")):
        return modules
    if not shutil.which("npm"):
        return ""
    os.makedirs(folder, exist_ok=True)
    try:
        done = subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, *wanted],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
    except subprocess.TimeoutExpired:
        return ""
    return modules if done.returncode == 0 else ""


def main():
    quick = "--quick" in sys.argv
    program = os.path.join(ROOT, "build", "shabaka")
    unit("unit tests", "build")
    script("golden runs of the program", [PYTHON, "tests/golden/run.py", program])
    script("names in sentences, by rule", [PYTHON, "tests/names/run.py", program])
    script("texts without names", [PYTHON, "tests/names/none.py", program])
    script("the README's examples", [PYTHON, "tests/readme.py", program])
    script("includes keep their direction", [PYTHON, "tests/includes.py"])
    folder = os.path.join(ROOT, "tests", "property")
    for name in sorted(os.listdir(folder)):
        if name.endswith("_test.mjs"):
            node = shutil.which("node")
            if node:
                script(name, [node, os.path.join(folder, name), program])
            else:
                skip(name, "no node here")
        elif name.endswith(".py") and name not in ("browsers.py", "checks.py"):
            arguments = [os.path.join(SHARED, "schema"), npm_modules()] if name == "readers.py" else []
            script(name, [PYTHON, os.path.join(folder, name), program, *arguments])
    script("sentence ends beside ICU's", [
        "sh", "-c", "ninja -C build --quiet tests/sentences_icu && "
        "build/tests/sentences_icu data/corpus/*.txt"])
    texts = "100 %s/bulk/*.jsonl.gz" % SHARED if os.path.isdir(SHARED) else "1 data/corpus"
    script("the matcher beside a naive one", [
        "sh", "-c", "ninja -C build --quiet tests/matcher_naive && "
        "SHABAKA_DATA=data build/tests/matcher_naive " + texts])
    if os.path.isdir(SHARED):
        script("accuracy on the annotated texts", [PYTHON, "tests/accuracy.py", program, SHARED])
        script("records against jansson, whole corpus", [
            "sh", "-c", "ninja -C build --quiet tests/records_vs_jansson && "
            "build/tests/records_vs_jansson %s/bulk/*.jsonl.gz" % SHARED])
    else:
        skip("accuracy on the annotated texts", "they are not beside this clone")
    if not quick:
        if set_up("build-asan", "-Dbuildtype=debugoptimized", "-Db_sanitize=address,undefined",
                  "-Db_lundef=false", "-Ddefault_library=static"):
            unit("unit tests, AddressSanitizer and UBSan", "build-asan", "--timeout-multiplier", "5")
            asan = os.path.join(ROOT, "build-asan", "shabaka")
            script("golden runs, AddressSanitizer and UBSan",
                   [PYTHON, "tests/golden/run.py", asan])
            script("damaged networks, AddressSanitizer and UBSan",
                   [PYTHON, "tests/property/readers_fuzz.py", asan, "4000", "2"])
        if set_up("build-clang", "-Dwerror=true", "-Ddefault_library=static",
                  env=dict(ENV, CC="clang")):
            unit("clang, warnings are errors", "build-clang")
        script("valgrind on a short run", [PYTHON, "tests/valgrind.py", program])
    print("%(passed)d passed, %(failed)d failed, %(skipped)d skipped" % totals)
    return 1 if totals["failed"] or not totals["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
