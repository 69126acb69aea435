"""Asks Otava for the change points of each series, and prints how often it agrees with ours and with the truth."""
import json
import subprocess
import sys

NEAR = 2
"""Runs by which two change points may be apart and still be the same one."""


def otava(configuration, count):
    names = [f"s{i}" for i in range(count)]
    command = ["otava", "analyze", *names, "--config-file", configuration, "--output", "json"]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = {name: [] for name in names}
    decoder = json.JSONDecoder()
    at = answer.find("{")
    while at >= 0:
        document, end = decoder.raw_decode(answer, at)
        for name, changes in document.items():
            found[name] = sorted(int(change["attributes"]["run"]) for change in changes)
        at = answer.find("{", end)
    return [found[name] for name in names]


def same(one, other):
    return len(one) == len(other) and all(abs(a - b) <= NEAR for a, b in zip(one, other))


def numbers(line):
    return [int(word) for word in line.split()]


def main(series_file, truth_file, ours_file, configuration):
    series = [line.split() for line in open(series_file)]
    kinds, truth = zip(*(line.rstrip("\n").split("|") for line in open(truth_file)))
    truth = [numbers(line) for line in truth]
    ours = [numbers(line) for line in open(ours_file)]
    theirs = otava(configuration, len(series))
    rows = list(zip(kinds, truth, ours, theirs, series))
    assert len(rows) == 200, len(rows)
    print("| series | of them | alike | ours as made | Otava's as made | only ours finds one | only Otava does |")
    print("|---|---|---|---|---|---|---|")
    for kind in [*dict.fromkeys(kinds), "all"]:
        those = [row for row in rows if kind in (row[0], "all")]
        print(
            f"| {kind} | {len(those)} "
            f"| {sum(same(o, t) for _, _, o, t, _ in those)} "
            f"| {sum(same(o, made) for _, made, o, _, _ in those)} "
            f"| {sum(same(t, made) for _, made, _, t, _ in those)} "
            f"| {sum(bool(o) and not t for _, _, o, t, _ in those)} "
            f"| {sum(bool(t) and not o for _, _, o, t, _ in those)} |"
        )
    print("\nWhere they differ (index of the series: kind, runs; as made / ours / Otava's):")
    for i, (kind, made, o, t, values) in enumerate(rows):
        if not same(o, t):
            print(f"  {i}: {kind}, {len(values)}; {made} / {o} / {t}")


main(*sys.argv[1:])
