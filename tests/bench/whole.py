#!/usr/bin/env python3
"""The whole way from text to mentions (list, patterns, tagger) on one core, and, with two
programs, how they compare.

usage: whole.py [-n RUNS] [-m MEGABYTES] PROGRAM[,PROGRAM] FILE.jsonl[.gz]...

Of each file's first MEGABYTES (default 20): the least seconds of the processor that
`PROGRAM mentions --jobs 1` takes in RUNS runs, the programs in turn, loading included, as
megabytes (10^6 bytes of the records) a second. Beside it how many sentences there are and
how many mentions; of two programs, in how many sentences they differ.
"""
import argparse
import gzip
import os
import resource
import subprocess
import tempfile


def sample(path, megabytes, folder):
    read = gzip.open if path.endswith(".gz") else open
    out = os.path.join(folder, os.path.basename(path).removesuffix(".gz"))
    left = megabytes * 1000000
    with read(path, "rb") as lines, open(out, "wb") as file:
        for line in lines:
            left -= len(line)
            if left < 0:
                break
            file.write(line)
    return out


def run(program, path, out):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(out, "wb") as file:
        subprocess.run([program, "mentions", "-q", "--jobs", "1", path], stdout=file, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=5, metavar="RUNS")
    parser.add_argument("-m", type=int, default=20, metavar="MEGABYTES")
    parser.add_argument("programs", metavar="PROGRAM[,PROGRAM]")
    parser.add_argument("files", nargs="+", metavar="FILE")
    options = parser.parse_args()
    programs = options.programs.split(",")
    with tempfile.TemporaryDirectory() as folder:
        for path in options.files:
            path = sample(path, options.m, folder)
            size = os.path.getsize(path) / 1e6
            seconds = {program: [] for program in programs}
            outs = [os.path.join(folder, f"{i}.mentions") for i in range(len(programs))]
            for _ in range(options.n):
                for program, out in zip(programs, outs):
                    seconds[program].append(run(program, path, out))
            least = [min(seconds[program]) for program in programs]
            lines = [open(out, "rb").readlines() for out in outs]
            mentions = sum(line.count(b'"how": ') for line in lines[0])
            print(f"{os.path.basename(path)}  {size:.1f} MB, {len(lines[0])} sentences, {mentions} mentions")
            for program, s in zip(programs, least):
                print(f"  {size / s:6.1f} MB/s  {program}")
            if len(programs) > 1:
                differ = sum(a != b for a, b in zip(*lines[:2])) + abs(len(lines[0]) - len(lines[1]))
                print(f"  {least[1] / least[0]:6.2f} times as fast as the second; {differ} sentences differ")


if __name__ == "__main__":
    main()
