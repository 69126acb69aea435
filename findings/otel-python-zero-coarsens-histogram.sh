#!/usr/bin/env bash
# One interval whose only sample is 0 coarsens an exponential histogram of OpenTelemetry for Python for good: scale 5 becomes scale 0.
# Guess: a zero is counted in the zero bucket, and the scale depends on the span of the other samples alone.
# Seen: opentelemetry-sdk 1.45.2, cumulative (the default): latencies of 20 to 320 ms have buckets 2 % wide. After a collection in which just one
#       0 was recorded each bucket doubles the one before, and stays so whatever comes later. A zero beside another sample does no
#       harm. So a quiet interval with one call rounded to 0 ms, such as at warm-up, spoils the p99 of the whole run.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
python3 -m venv env
env/bin/pip -q --disable-pip-version-check install opentelemetry-sdk==1.45.2

cat > zero.py <<'PY'
from opentelemetry.sdk.metrics import Histogram, MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.metrics.view import ExponentialBucketHistogramAggregation

LATENCIES = [20 + 0.3 * i for i in range(1000)]


def scales(*intervals):
    reader = InMemoryMetricReader(preferred_aggregation={Histogram: ExponentialBucketHistogramAggregation()})
    latency = MeterProvider([reader]).get_meter("load").create_histogram("latency", unit="ms")
    for samples in intervals:
        for sample in samples:
            latency.record(sample)
        yield reader.get_metrics_data().resource_metrics[0].scope_metrics[0].metrics[0].data.data_points[0].scale


print(*scales(LATENCIES, [0, 25], LATENCIES))
print(*scales(LATENCIES, [0], LATENCIES))
PY
seen=$(env/bin/python zero.py)

echo "scale after three intervals, with a zero and a 25 in the second, and with a zero alone:"
echo "$seen"
[ "$seen" = "5 5 5
5 0 0" ] || fail "expected scale 5 throughout, and scale 0 from the lone zero on."
