#!/usr/bin/env bash
# benchstat compares nothing, and exits with 0, when the two files name their commits.
# Guess: a header such as "commit: 1a2b" describes a file; benchstat old new compares the files whatever the header says.
# Seen: golang.org/x/perf/cmd/benchstat of 2026-09-08: each differing header makes a table of its own with one side only, without
#       "vs base", p and a warning, though new is ten times old. "-ignore commit" brings the comparison back.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
GOBIN="$dir" go install golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da

for i in 1 2 3 4 5 6; do echo "BenchmarkComplete 1 10$i p99-ms"; done > old.body
for i in 1 2 3 4 5 6; do echo "BenchmarkComplete 1 100$i p99-ms"; done > new.body
{ echo "commit: 1a2b"; cat old.body; } > old.txt
{ echo "commit: 3c4d"; cat new.body; } > new.txt
./benchstat old.txt new.txt > plain.txt 2>&1
./benchstat -ignore commit old.txt new.txt > ignoring.txt 2>&1

cat plain.txt ignoring.txt
! grep -q 'vs base' plain.txt && [ "$(grep -c '^commit:' plain.txt)" = 2 ] || fail "expected two tables without a comparison."
grep -q 'vs base' ignoring.txt || fail "expected a comparison with -ignore commit."
