#!/usr/bin/env bash
# A histogram recorded on the Temporal SDK's metrics scope never reaches Micrometer: no meter, no warning.
# Guess: the scope of a worker or an activity publishes histograms as it publishes counters, gauges and timers.
# Seen: Temporal Java SDK 1.39.0 with tally 0.13.0: MicrometerClientStatsReporter accepts duration and value histograms and
#       does nothing with them. An activity that measures with getMetricsScope().histogram(...) loses all it measured.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
  <dependency><groupId>io.temporal</groupId><artifactId>temporal-testing</artifactId><version>1.39.0</version></dependency>
  <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dstyle.color=never dependency:copy-dependencies -DoutputDirectory=lib

cat > Scopes.java <<'JAVA'
import com.uber.m3.tally.*;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;

class Scopes {
  public static void main(String[] arguments) throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Scope scope = new RootScopeBuilder().reporter(new MicrometerClientStatsReporter(registry)).reportEvery(Duration.ofMillis(100));
    scope.counter("a_counter").inc(1);
    scope.timer("a_timer").record(Duration.ofMillis(33));
    scope.histogram("b_histogram", DurationBuckets.linear(Duration.ZERO, Duration.ofMillis(10), 10)).recordDuration(Duration.ofMillis(33));
    scope.histogram("c_histogram", ValueBuckets.linear(0, 10, 10)).recordValue(33);
    scope.close();
    registry.getMeters().stream().map(meter -> meter.getId().getName()).sorted().forEach(System.out::println);
  }
}
JAVA
seen=$(java -cp 'lib/*' Scopes.java | xargs)

echo "meters after a counter, a timer and two histograms were recorded: $seen"
[ "$seen" = "a_counter a_timer" ] || fail "expected the counter and the timer only."
