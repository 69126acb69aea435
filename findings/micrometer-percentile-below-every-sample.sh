#!/usr/bin/env bash
# A Micrometer timer that recorded 100 ms a thousand times publishes a p50 and a p99 of 96.5 ms, below every sample.
# Guess: percentiles published by the client are exact to a per cent or so; of equal samples they are that sample.
# Seen: Micrometer 1.17.2: percentiles keep one significant digit unless percentilePrecision is set, and the value
#       reported is the lower end of the bucket. Two digits bring it within a per cent.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
  <dependency><groupId>io.micrometer</groupId><artifactId>micrometer-core</artifactId><version>1.17.2</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dstyle.color=never dependency:copy-dependencies -DoutputDirectory=lib

cat > Constant.java <<'JAVA'
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;

class Constant {
  public static void main(String[] arguments) {
    Timer.Builder builder = Timer.builder("latency").publishPercentiles(0.5, 0.99);
    Timer timer = builder.register(new SimpleMeterRegistry());
    Timer precise = builder.percentilePrecision(2).register(new SimpleMeterRegistry());
    for (int i = 0; i < 1000; i++) {
      timer.record(100, TimeUnit.MILLISECONDS);
      precise.record(100, TimeUnit.MILLISECONDS);
    }
    for (Timer each : new Timer[] {timer, precise}) {
      for (var percentile : each.takeSnapshot().percentileValues()) {
        System.out.printf(java.util.Locale.ROOT, "%.1f ", percentile.value(TimeUnit.MILLISECONDS));
      }
    }
    System.out.println(timer.max(TimeUnit.MILLISECONDS));
  }
}
JAVA
seen=$(java -cp 'lib/*' Constant.java)

echo "p50 and p99 in ms with one digit, the same with two digits, and the maximum: $seen"
case $seen in "96.5 96.5 "*" 100.0") ;; *) fail "expected a p50 and p99 of 96.5 ms, and a maximum of 100 ms." ;; esac
