#!/usr/bin/env bash
# ghz reports an average of 255 ms beside a slowest call of some 20 ms, when half of the calls fail after 500 ms.
# Guess: average, fastest, slowest and percentiles are of the same calls, be it all of them or those that succeeded.
# Seen: ghz v0.121.0: the average and the rate are of all calls, the fastest, the slowest, the histogram and the percentiles of the
#       successful ones, so calls that ran into a deadline make no percentile worse. With --count-errors all figures are of all calls.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
GOBIN="$dir" go install github.com/bojand/ghz/cmd/ghz@v0.121.0
python3 -m venv env
env/bin/pip -q --disable-pip-version-check install grpcio==1.76.0

cat > target.proto <<'PROTO'
syntax = "proto3";
message Empty {}
service Target { rpc Complete(Empty) returns (Empty); }
PROTO
cat > run.py <<'PY'
import itertools
import json
import subprocess
import time
from concurrent import futures

import grpc

number = itertools.count()


def complete(request, context):
    if next(number) % 2 == 1:
        time.sleep(0.5)
        context.abort(grpc.StatusCode.UNAVAILABLE, "restarting")
    time.sleep(0.01)
    return b""


server = grpc.server(futures.ThreadPoolExecutor(4))
methods = {"Complete": grpc.unary_unary_rpc_method_handler(complete)}
server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("Target", methods),))
port = server.add_insecure_port("127.0.0.1:0")
server.start()
for flags in [], ["--count-errors"]:
    call = ["--proto", "target.proto", "--call", "Target.Complete", "--insecure", "-c", "2", "-n", "40", "-O", "json"]
    out = subprocess.run(["./ghz", *call, *flags, f"127.0.0.1:{port}"], stdout=subprocess.PIPE, check=True, timeout=60)
    report = json.loads(out.stdout)
    print(*(round(report[figure] / 1e6) for figure in ("average", "slowest")), sum(bar["count"] for bar in report["histogram"]))
server.stop(0)
PY
seen=$(env/bin/python run.py)

echo "average and slowest in ms, and calls in the histogram, of 40 calls; then with --count-errors:"
echo "$seen"
read -r average slowest calls all_average all_slowest all_calls <<< "$(echo "$seen" | xargs)"
[ "$average" -gt "$slowest" ] && [ "$calls" = 20 ] || fail "expected an average above the slowest of 20 calls."
[ "$all_average" -lt "$all_slowest" ] && [ "$all_calls" = 40 ] || fail "expected figures of all 40 calls with --count-errors."
