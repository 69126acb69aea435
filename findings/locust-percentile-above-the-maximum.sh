#!/usr/bin/env bash
# Locust reports a p100 of 1,500 ms for a hundred requests of 1,451 ms, beside a maximum of 1,451 ms.
# Guess: percentiles are exact to the millisecond, as the minimum, the mean and the maximum of the same table are.
# Seen: Locust 2.47.0 rounds each response time to two significant digits before it counts it, up or down by 5 % at worst
#       (1,449 ms counts as 1,400). So a limit of 1,450 ms on a percentile judges 1,400 and 1,500, nothing between.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
python3 -m venv env
env/bin/pip -q --disable-pip-version-check install locust==2.47.0

seen=$(env/bin/python -c '
from locust.stats import RequestStats
for milliseconds in (1449, 1451):
    stats = RequestStats()
    for _ in range(100):
        stats.log_request("TEMPORAL", "complete", milliseconds, 0)
    entry = stats.get("complete", "TEMPORAL")
    print(entry.get_response_time_percentile(0.99), entry.get_response_time_percentile(1.0), entry.max_response_time)' | xargs)

echo "p99, p100 and maximum of 100 x 1449 ms, then of 100 x 1451 ms: $seen"
[ "$seen" = "1400 1400 1449 1500 1500 1451" ] || fail "expected 1400 1400 1449, then 1500 1500 1451."
