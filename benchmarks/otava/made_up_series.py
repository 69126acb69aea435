"""Writes 200 made-up series: the numbers, the true change points, and Otava's configuration with a CSV file each."""
import math
import random
import sys
from datetime import datetime, timedelta, timezone

KINDS = {
    "holds still": 40,
    "one step of 10 %, 3 % scatter": 40,
    "one step of 15 %, 5 % scatter": 40,
    "two steps of 15 %, 5 % scatter": 30,
    "six runs of another level": 20,
    "outliers and no step": 20,
    "twice the level in even steps": 10,
}


def levels(kind, length, draw):
    """The level of each run, and where it changes."""
    if kind.startswith("one step"):
        size = 1.10 if "10 %" in kind else 1.15
        at = draw.randrange(10, length - 9)
        return [1.0] * at + [size] * (length - at), [at]
    if kind.startswith("two steps"):
        first = draw.randrange(10, length // 2)
        second = draw.randrange(first + 8, length - 7)
        return [1.0] * first + [1.15] * (second - first) + [1.0] * (length - second), [first, second]
    if kind.startswith("six runs"):
        at = draw.randrange(10, length - 16)
        return [1.0] * at + [1.2] * 6 + [1.0] * (length - at - 6), [at, at + 6]
    if kind.startswith("twice"):
        return [2 ** (i / (length - 1)) for i in range(length)], []
    return [1.0] * length, []


def series(kind, draw):
    length = draw.randrange(35, 61)
    level, changes = levels(kind, length, draw)
    scatter = 0.03 if "3 %" in kind else 0.05
    numbers = [100 * each * math.exp(draw.gauss(0, scatter)) for each in level]
    if kind.startswith("outliers"):
        for at in draw.sample(range(length), 3):
            numbers[at] *= 1.6
    return numbers, changes


def main(numbers_file, truth_file, configuration_file):
    draw = random.Random(18)
    start = datetime(2026, 1, 1, tzinfo=timezone.utc)
    with open(numbers_file, "w") as numbers, open(truth_file, "w") as truth, open(configuration_file, "w") as otava:
        otava.write("tests:\n")
        count = 0
        for kind, how_many in KINDS.items():
            for _ in range(how_many):
                values, changes = series(kind, draw)
                numbers.write(" ".join(repr(value) for value in values) + "\n")
                truth.write(kind + "|" + " ".join(map(str, changes)) + "\n")
                with open(f"s{count}.csv", "w") as csv:
                    csv.write("time,run,p99\n")
                    for i, value in enumerate(values):
                        csv.write(f"{(start + timedelta(days=i)).isoformat()},{i},{value!r}\n")
                otava.write(
                    f"  s{count}:\n    type: csv\n    file: s{count}.csv\n    time_column: time\n"
                    "    attributes: [run]\n    metrics:\n      p99: {column: p99, direction: -1}\n"
                    "    csv_options: {delimiter: ',', quote_char: '\"'}\n"
                )
                count += 1


main(*sys.argv[1:])
