#!/usr/bin/env bash
# Compares standalone activities on the null front end, in fresh processes that take turns:
#   benchmarks/standalone/on-null.sh wire|sdk [PAIRS [WARM_UP_SECONDS]]
# wire: with greetings of one activity, both by the wire worker. The null front end has the first core, what is
#   measured the second. Asked are a score a/b of at least 1.8 and a cpu a/b of at most 0.5.
# sdk: with the program written by hand, both by the SDK's worker, on all cores. Asked is a cpu a/b of at most 1.10.
# Run it after ./tokenstorm and mvn package have built the jars.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
jar=${BENCHMARKS_JAR:-$home/benchmarks/target/benchmarks.jar}
what=${1:-}
[[ $what == wire || $what == sdk ]] || { echo "usage: $0 wire|sdk [PAIRS [WARM_UP_SECONDS]]" >&2; exit 2; }
(($(nproc) > 1)) || { echo "It needs two cores." >&2; exit 2; }

wire="-p worker=wire -p completer=grpc -p completers=64"
case $what in
  wire)
    first=(taskset -c 0) second=(taskset -c 1) pairs=10 warm_up=60
    sides=("a=Standalone.execute $wire" "b=Greeting.greet -p branches=1 -p steps=1 $wire")
    ;;
  sdk)
    first=() second=() pairs=20 warm_up=45
    sides=("a=Standalone.execute -p worker=sdk" "b=StandaloneBaseline.execute -p done=acknowledged")
    ;;
esac

out=$(mktemp)
"${first[@]}" java -Xmx2g -cp "$jar" dev.tokenstorm.cli.Main null-server --listen 127.0.0.1:0 >"$out" &
null=$!
trap 'kill "$null" 2>/dev/null; wait "$null" 2>/dev/null || true; rm -f "$out"' EXIT
trap 'exit 130' INT TERM
until address=$(grep -om1 '127\.0\.0\.1:[0-9]*' "$out"); do
  kill -0 "$null"
  sleep 0.2
done

on=" -p target=$address -p flags=audit=none -wi 1 -w ${3:-$warm_up} -i 1 -r 8 -jvmArgsAppend -XX:CICompilerCount=6"
"${second[@]}" java -cp "$jar" dev.tokenstorm.benchmarks.Pairs pairs="${2:-$pairs}" "${sides[@]/%/$on}"
