#!/usr/bin/env python3
"""Slices of time beside build --since --until, trends beside statsmodels' way of the
Cochran-Armitage test, bursts beside all ways through Kleinberg's automaton, shifts of rank
beside two rankings.

usage: time_oracle.py PROGRAM [RUNS [SEED]]

Prints "N passed, N failed".
"""
import collections
import datetime
import itertools
import json
import math
import os
import random
import sys
import tempfile

import numpy
from scipy import stats

from checks import check, finish, run
from counts_oracle import random_lines, units_of
from weights_oracle import QUICK, named_in, shuffled, write

DAY = datetime.timedelta(days=1)


# ---- periods, by Python's calendar ----


def start_of(date, period):
    """The first day of the period that the date lies in; None: open."""
    if period == "day":
        return date
    if period == "week":
        return date - date.weekday() * DAY
    if period == "month":
        return date.replace(day=1)
    if period == "quarter":
        return date.replace(day=1, month=(date.month - 1) // 3 * 3 + 1)
    if period == "year":
        return date.replace(day=1, month=1)
    cuts = [datetime.date.fromisoformat(c) for c in period.split(",")]
    return max((c for c in cuts if c <= date), default=None)


def next_start(start, period):
    if period in ("day", "week"):
        return start + (1 if period == "day" else 7) * DAY
    if period in ("month", "quarter", "year"):
        later = start + {"month": 31, "quarter": 92, "year": 366}[period] * DAY
        return start_of(later, period)
    cuts = [datetime.date.fromisoformat(c) for c in period.split(",")]
    return min((c for c in cuts if start is None or c > start), default=None)


def name_of(start, period):
    if period == "week":
        return "%04d-W%02d" % start.isocalendar()[:2]
    if period == "month":
        return start.strftime("%Y-%m")
    if period == "quarter":
        return "%d-Q%d" % (start.year, (start.month + 2) // 3)
    if period == "year":
        return str(start.year)
    return str(start) if start else "before-" + period.split(",")[0]


def all_periods(dates, period):
    """From the first to the last that has a text."""
    starts = [start_of(min(dates), period)]
    while starts[-1] != start_of(max(dates), period):
        starts.append(next_start(starts[-1], period))
    return starts


def dated(rng, lines):
    """The same texts with dates over some years."""
    wide = rng.choice([20, 400, 3000])
    first = datetime.date(2019, 12, 20)
    dates = collections.defaultdict(lambda: str(first + rng.randrange(wide) * DAY))
    out = []
    for line in lines:
        line = dict(line)
        if "date" in line:
            line["date"] = dates[line["doc"]]
        out.append(line)
    return out


PERIODS = ["day", "week", "month", "quarter", "year", "2020-01-01", "2020-01-05,2020-03-31,2022-02-28"]


def slices(program, folder, seed):
    rng = random.Random(seed)
    lines = dated(rng, random_lines(rng))
    dates = [datetime.date.fromisoformat(line["date"]) for line in lines if "date" in line]
    period, rolling = rng.choice(PERIODS), rng.choice([1, 1, 2, 3])
    path, other = os.path.join(folder, "m.jsonl"), os.path.join(folder, "n.jsonl")
    write(path, lines)
    write(other, shuffled(rng, lines))
    arguments = [*QUICK, "--unit", rng.choice(["sentence", "document"])]
    for name in os.listdir(folder):
        if name.startswith("net."):
            os.remove(os.path.join(folder, name))
    run(program, "build", "--mentions", other, "--slice", period, "--rolling", str(rolling),
        "-o", os.path.join(folder, "net.json"), *arguments)
    expected = {}
    starts = all_periods(dates, period) if dates else []
    for i in range(rolling - 1, len(starts)):
        first, last = starts[i - rolling + 1], starts[i]
        after = next_start(last, period)
        if not any((not first or first <= d) and (not after or d < after) for d in dates):
            continue
        name = name_of(last, period)
        if rolling > 1:
            name = name_of(first, period) + "_" + name
        days = ["--since", str(first)] if first else []
        days += ["--until", str(after - DAY)] if after else []
        expected["net.%s.json" % name] = days
    found = {n for n in os.listdir(folder) if n.startswith("net.")}
    check("names of slices by %s, %d" % (period, rolling), found == set(expected),
          (sorted(found), sorted(expected)))
    for name in sorted(found & set(expected))[:4]:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            alone = run(program, "build", "--mentions", path, "-o", "-", *expected[name], *arguments)
            check("slice " + name, file.read() == alone)


# ---- trends and bursts ----


def series(lines, unit, period):
    """Periods' units in all, and of each pair."""
    units, pairs = collections.Counter(), collections.defaultdict(collections.Counter)
    for _, sentences, named in named_in(lines, ""):
        if "date" not in sentences[0]:
            continue
        start = start_of(datetime.date.fromisoformat(sentences[0]["date"]), period)
        for numbers in units_of(sentences, unit):
            units[start] += 1
            there = sorted(set().union(*(named[i] for i in numbers)))
            for pair in itertools.combinations(there, 2):
                pairs[pair][start] += 1
    return units, pairs


def trend(r, n):
    """The score test of a logistic regression on time, as a regression of weights."""
    t, r, n = numpy.arange(len(n)), numpy.array(r), numpy.array(n)
    share = r.sum() / n.sum()
    residuals = r - n * share
    information = share * (1 - share) * (n @ t**2 - (n @ t)**2 / n.sum())
    return (residuals @ t) / math.sqrt(information) if information > 1e-12 else math.nan


def bursts(r, n, scale, gamma):
    """The weight of the heaviest burst, its ends and their number, by Viterbi's way over all
    periods; None where two ways cost the same."""
    share = sum(r) / sum(n)
    states = [share, min(scale * share, .9999)]
    if share == 0 or states[1] <= share:
        return 0, None, None, 0
    up = gamma * math.log(len(r))
    cost = [[-stats.binom.logpmf(r[t], n[t], p) for p in states] for t in range(len(r))]
    best = [(0, ()), (math.inf, ())]
    for t in range(len(r)):
        low = min(best[0], best[1], key=lambda way: way[0])
        rise = (best[0][0] + up, best[0][1])
        high = best[1] if best[1][0] <= rise[0] else rise
        best = [(low[0] + cost[t][0], low[1] + (0,)), (high[0] + cost[t][1], high[1] + (1,))]
    way = min(best, key=lambda way: way[0])[1]
    found = []
    for state, run_ in itertools.groupby(range(len(r)), lambda t: way[t]):
        if state:
            run_ = list(run_)
            # A burst stays open over periods that cost the same in both states: those without units.
            inside = [t for t in run_ if n[t]]
            found.append((-sum(cost[t][0] - cost[t][1] for t in run_), inside[0], inside[-1]))
    if not found:
        return 0, None, None, 0
    weight, first, last = min(found)
    return -weight, first, last, len(found)


def edges_over_time(program, folder, seed):
    rng = random.Random(seed)
    lines = list(itertools.chain(*(
        [dict(line, doc="%d-%s" % (i, line["doc"])) for line in random_lines(rng)]
        for i in range(6))))
    lines = dated(rng, lines)
    period, unit = rng.choice(PERIODS), rng.choice(["sentence", "document", "window:2"])
    scale, gamma = rng.choice([(2, 1), (3, .5), (1.5, .3)])
    path = os.path.join(folder, "m.jsonl")
    write(path, lines)
    if not any("date" in line for line in lines):
        return
    net = json.loads(run(program, "build", "--mentions", path, *QUICK, "-o", "-",
                         "--unit", unit, "--trend", period, "--burst",
                         "%s/%g/%g" % (period, scale, gamma)))
    units, pairs = series(lines, unit, period)
    dates = [datetime.date.fromisoformat(line["date"]) for line in lines if "date" in line]
    starts = all_periods(dates, period)
    n = [units[s] for s in starts]
    wrong = {"trend": [], "burst": []}
    p_values = []
    for edge in net["links"]:
        r = [pairs[edge["source"], edge["target"]][s] for s in starts]
        z = trend(r, n)
        found = edge.get("trend", math.nan)
        found = math.nan if found is None else found
        if not (math.isnan(z) and math.isnan(found)) and not math.isclose(
                z, found, rel_tol=1e-6, abs_tol=1e-7):
            wrong["trend"].append((edge, z))
        if not math.isnan(z):
            p_values.append((2 * stats.norm.sf(abs(z)), edge["trend_p"], edge["trend_q"]))
        weight, first, last, count = bursts(r, n, scale, gamma)
        days = (None, None) if first is None else (
            starts[first] and str(starts[first]),
            next_start(starts[last], period) and str(next_start(starts[last], period) - DAY))
        own = (edge.get("burst_first"), edge.get("burst_last"))
        if not (math.isclose(weight, edge["burst"], rel_tol=1e-6, abs_tol=1e-7)
                and count == edge["bursts"] and own == days):
            wrong["burst"].append((edge, weight, count, days, r, n))
    for what, faults in wrong.items():
        check("%s by %s, seed %d" % (what, period, seed), not faults, faults[:1])
    if p_values:
        p, own, q = map(numpy.array, zip(*sorted(p_values)))
        check("p, seed %d" % seed, numpy.allclose(p, own, rtol=1e-6))
        adjusted = numpy.minimum.accumulate((p * len(net["links"]) / numpy.arange(1, len(p) + 1))[::-1])
        check("q, seed %d" % seed, numpy.allclose(numpy.minimum(1, adjusted[::-1]), q, rtol=1e-6))


def shifts(program, folder, seed):
    rng = random.Random(seed)
    paths, ranked = [], []
    for i in range(2):
        lines, path = os.path.join(folder, "m.jsonl"), os.path.join(folder, "old%d.json" % i)
        write(lines, random_lines(rng))
        run(program, "build", "--mentions", lines, *QUICK, "-o", path)
        rows = json.loads(run(program, "rank", path, "--by", "strength", "--json"))
        ranked.append({row["id"]: (1 + sum(o["strength"] > row["strength"] for o in rows),
                                   row["strength"]) for row in rows})
        paths.append(path)
    rows = json.loads(run(program, "compare", *paths, "--ranks", "strength", "--top", "3", "--json"))
    old, new = ranked
    shown = {v for v in {*old, *new} if min(old.get(v, (9,))[0], new.get(v, (9,))[0]) <= 3}
    check("nodes of shifts, seed %d" % seed, {row["node"] for row in rows} == shown)
    check("shifts, seed %d" % seed, all(
        (row["rank_before"], row["before"]) == old.get(row["node"], (None, None))
        and (row["rank_after"], row["after"]) == new.get(row["node"], (None, None))
        and row["rose_by"] == (row["rank_before"] - row["rank_after"]
                               if row["node"] in old and row["node"] in new else None)
        for row in rows), rows)


def main():
    program = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + runs):
            slices(program, folder, seed)
            edges_over_time(program, folder, seed)
            if seed % 4 == 0:
                shifts(program, folder, seed)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
