#!/usr/bin/env python3
"""What each command takes on a large network, on one processor and on two, and what each
backbone leaves of it.

usage: network.py PROGRAM MENTIONS.jsonl [--quick]

MENTIONS.jsonl comes from `shabaka mentions`. Prints a table in Markdown: seconds of the
wall clock with --jobs 1 (bound to one processor) and --jobs 2, processor time, memory. The
seconds are those of a machine that does nothing else; processor time says when it did.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

BACKBONES = ["fixedrow", "sdsm", "fdsm", "disparity", "noise", "mlf", "lans", "polya", "mst",
             "kcore", "top", "threshold", "metric", "ultrametric"]


def run(program, *arguments, jobs):
    """Seconds, processor seconds, MB."""
    bound = (lambda: os.sched_setaffinity(0, {0})) if jobs == 1 else None
    start = time.time()
    child = subprocess.Popen([program, *arguments, "-q", "--jobs", str(jobs)],
                             stdout=subprocess.DEVNULL, preexec_fn=bound)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit("%s failed" % " ".join(arguments))
    return time.time() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(program, title, *arguments):
    one, two = (run(program, *arguments, jobs=jobs) for jobs in (1, 2))
    print("| `%s` | %.1f | %.1f | %.1f | %d |" % (title, one[0], two[0], one[1], one[2]), flush=True)


def commands(net, second, old, new, mentions, out, quick):
    few = "20" if quick else "200"
    build = ["build", "--mentions", mentions, "-o", out]
    yield "build --mentions", build
    yield f"build --mentions --bootstrap {few}", [*build, "--bootstrap", few]
    yield "build --mentions --bootstrap 20 --resample groups", [
        *build, "--bootstrap", "20", "--resample", "groups"]
    yield "build --mentions --jackknife 50", [*build, "--jackknife", "50"]
    yield "build --mentions --fdsm 100", [*build, "--fdsm", "100"]
    yield "build --mentions --slice month", [*build, "--slice", "month"]
    yield "build --mentions --trend week --burst week", [*build, "--trend", "week", "--burst", "week"]
    yield "describe", ["describe", net]
    yield "rank --by strength", ["rank", net]
    yield "rank --by betweenness_sampled", ["rank", net, "--by", "betweenness_sampled"]
    if not quick:
        yield "rank --by betweenness", ["rank", net, "--by", "betweenness"]
        yield "rank --by all", ["rank", net, "--by", "all"]
        yield "rank --edges --by all", ["rank", net, "--edges", "--by", "all"]
    yield "groups", ["groups", net]
    if not quick:
        yield "groups --consensus --stability", ["groups", net, "--consensus", "--stability"]
    yield "convert --measures all", ["convert", net, "--measures", "all", "-o", out]
    yield "why A B", ["why", net, "state:RU", "state:US"]
    yield "why A B --via organization", ["why", net, "state:RU", "state:US", "--via", "organization"]
    yield "filter --project person:organization", [
        "filter", net, "--project", "person:organization", "-o", out]
    yield "compare", ["compare", old, new]
    yield "compare --groups", ["compare", old, new, "--groups"]
    yield f"compare --permute {few} --split", [
        "compare", mentions, "--split", second, "--permute", few]
    yield "methods", ["methods", net]


def middle_day(mentions):
    """Half of the dated sentences come before it."""
    days = {}
    for line in open(mentions, encoding="utf-8"):
        date = json.loads(line).get("date", "")
        if date:
            days[date] = days.get(date, 0) + 1
    half, seen = sum(days.values()) / 2, 0
    for day in sorted(days):
        seen += days[day]
        if seen > half:
            return day
    raise SystemExit("no sentence has a date")


def main():
    program, mentions = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    quick = "--quick" in sys.argv
    with tempfile.TemporaryDirectory() as folder:
        net, old, new, out = (os.path.join(folder, name) for name in
                              ("net.json", "old.json", "new.json", "out.json"))
        day = middle_day(mentions)
        subprocess.run([program, "build", "--mentions", mentions, "-q", "-o", net, "--fdsm", "100"], check=True)
        subprocess.run([program, "build", "--mentions", mentions, "-q", "-o", old, "--until", day], check=True)
        subprocess.run([program, "build", "--mentions", mentions, "-q", "-o", new, "--since", day], check=True)
        print("| command | s, one | s, two | processor s | MB |\n| --- | --: | --: | --: | --: |")
        for title, arguments in commands(net, day, old, new, mentions, out, quick):
            measure(program, title, *arguments)
        print("\n| backbone | edges | nodes with a tie | processor s |\n| --- | --: | --: | --: |")
        for name in ["all", *BACKBONES]:
            alpha = ["--backbone", name] if name != "all" else []
            took = run(program, "filter", net, *alpha, "--no-isolates", "-o", out, jobs=1)
            graph = json.load(open(out, encoding="utf-8"))
            print("| `%s` | %d | %d | %.1f |" % (name, len(graph["links"]), len(graph["nodes"]), took[1]), flush=True)


if __name__ == "__main__":
    main()
