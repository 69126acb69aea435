#!/usr/bin/env bash
# JMH exits with 0 and writes an empty result when its only benchmark throws an exception.
# Guess: a run in which a benchmark failed exits non-zero, so that a CI step which runs it fails.
# Seen: JMH 1.37 prints the exception, goes on, writes "[ ]" and exits with 0; with more benchmarks the failed one is merely absent. With
#       -foe true it exits with 1. A name that matches no benchmark exits with 1 in both cases.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
  <dependency><groupId>org.openjdk.jmh</groupId><artifactId>jmh-generator-annprocess</artifactId><version>1.37</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dstyle.color=never dependency:copy-dependencies -DoutputDirectory=lib

cat > Failing.java <<'JAVA'
package bench;

import org.openjdk.jmh.annotations.Benchmark;

public class Failing {
  @Benchmark
  public void complete() {
    throw new IllegalStateException("the target is down");
  }
}
JAVA
javac -cp 'lib/*' -d . Failing.java
jmh() { java -cp '.:lib/*' org.openjdk.jmh.Main Failing -f 1 -wi 0 -i 1 -r 100ms -rf json -rff result.json "$@" > out.txt 2>&1; }
code=0; jmh || code=$?
result=$(tr -d ' \n' < result.json)
strict=0; jmh -foe true || strict=$?

echo "exit code $code with the result $result; with -foe true exit code $strict"
grep -q 'the target is down' out.txt || fail "expected the benchmark to have thrown."
[ "$code" = 0 ] && [ "$result" = "[]" ] && [ "$strict" = 1 ] || fail "expected 0 with [], and 1 with -foe true."
