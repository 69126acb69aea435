#!/usr/bin/env bash
# Of 99 requests of 10 ms and one of 10 s, vegeta reports a p99 of 5.005 s, which no request took.
# Guess: a percentile of 100 raw results is one of the results: the p99 is 10 ms (or 10 s).
# Seen: vegeta v12.12.0 reads percentiles from a t-digest, which interpolates over the gap between two groups of values:
#       a p99 that stands for half a timeout. The maximum and the mean are exact.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
GOBIN="$dir" go install github.com/tsenart/vegeta/v12@v12.12.0

for i in $(seq 0 99); do
  latency=10000000
  [ "$i" -lt 99 ] || latency=10000000000
  printf '{"attack":"","seq":%d,"code":200,"timestamp":"2026-01-01T00:00:%02d.%02d0Z","latency":%d,"bytes_out":0,"bytes_in":0,' \
    "$i" $((i / 20)) $((i % 20 * 5)) "$latency"
  printf '"error":"","body":null,"method":"GET","url":"http://localhost/","headers":null}\n'
done > results.json
./vegeta report -type=json results.json > report.json
seen=$(python3 -c '
import json
latencies = json.load(open("report.json"))["latencies"]
print(*(latencies[key] / 1e6 for key in ("95th", "99th", "max")))')

echo "p95, p99 and maximum in ms: $seen"
[ "$seen" = "10.0 5005.0 10000.0" ] || fail "expected 10, 5005 and 10000 ms."
