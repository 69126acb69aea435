#!/usr/bin/env bash
# numpy's p99.9 of 1,000 samples with method "inverted_cdf" is the maximum, not the 999th value.
# Guess: inverted_cdf is HdrHistogram's definition (the smallest value that 99.9 % of samples do not exceed): the 999th.
# Seen: numpy 2.4.6: percentile(99.9) takes the next sample at 1,000, 2,000, 10,000, 20,000, 50,000 and 100,000 samples, round
#       sizes of tests, as 99.9 / 100 times the count is a hair above the whole number. quantile(0.999) of the same samples
#       gives the 999th, and p99 and p99.99 are as guessed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
python3 -m venv env
env/bin/pip -q --disable-pip-version-check install numpy==2.4.6

seen=$(env/bin/python -c '
import numpy
samples = numpy.arange(1, 1001)
print(numpy.percentile(samples, 99, method="inverted_cdf"), numpy.percentile(samples, 99.9, method="inverted_cdf"),
      numpy.quantile(samples, 0.999, method="inverted_cdf"))')

echo "p99, p99.9 and the 0.999 quantile of the values 1 to 1000: $seen"
[ "$seen" = "990 1000 999" ] || fail "expected 990, 1000 and 999."
