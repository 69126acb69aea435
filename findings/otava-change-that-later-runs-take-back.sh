#!/usr/bin/env bash
# Otava reports the last run alone as a change of 50 %, and takes the change back after four normal runs.
# Guess: the significance test looks at the runs on both sides, so that one run cannot be a change; what was reported stays reported.
# Seen: Apache Otava 0.8.0: twenty runs near 100 and one of 150 have a change point at the 150, with p = 0. With one more run near 100
#       the change is 25 %, with three there are two changes, with four none. The exit code is 0 each time. So an alarm at each new run
#       is one at each outlier, and the history keeps no trace of it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install apache-otava==0.8.0

series() {
  echo "time,commit,rate"
  local n=0 value
  for value in 100.4 99.1 100.9 98.8 101.2 100.1 99.6 100.7 99.3 100.2 98.9 101.0 99.8 100.5 99.2 100.8 100.0 99.5 100.3 99.9 "$@"; do
    n=$((n + 1))
    printf '2026-01-%02d 00:00:00 +0000,c%d,%s\n' "$n" "$n" "$value"
  done
}
series 150 > none.csv
series 150 100.6 > one.csv
series 150 100.6 99.4 100.2 > three.csv
series 150 100.6 99.4 100.2 99.7 > four.csv
echo "tests:" > otava.yaml
for name in none one three four; do
  echo "  $name: {type: csv, file: $name.csv, time_column: time, attributes: [commit], metrics: {rate: {column: rate}}}" >> otava.yaml
done
changes() {
  venv/bin/otava analyze "$1" --config-file otava.yaml --since 2025-12-01 --output json > "$1.json" 2> /dev/null || fail "exit $?."
  venv/bin/python -c 'import json, sys
for test in json.load(sys.stdin).values():
  print(*(c["forward_change_percent"] for p in test for c in p["changes"]), sep=",")' < "$1.json"
}

seen="$(changes none) $(changes one) $(changes three) $(changes four)"
echo "changes in percent after none, one, three and four runs more: $seen"
[ "$seen" = "50 25 50,-33 " ] || fail "expected 50, then 25, then 50 and -33, then no change."
