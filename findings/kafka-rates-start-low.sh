#!/usr/bin/env bash
# The rate metrics of Kafka's Java client read 25 per second after ten seconds of 100 per second, and are right only after 30 s.
# Guess: a rate is what was counted by the time that has passed since the first record, right from the first second or so.
# Seen: kafka-clients 4.4.0 (Rate, behind record-send-rate, request-rate, bytes-consumed-rate): in the first 30 s it divides by 30 s more than
#       have passed, so it reads 3 after 1 s, 25 after 10 s and 49 after 29 s. A short test has no right rate, and the start of one looks like a ramp.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
  <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-clients</artifactId><version>4.4.0</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dstyle.color=never dependency:copy-dependencies -DoutputDirectory=lib

cat > Rates.java <<'JAVA'
import java.util.Set;
import org.apache.kafka.common.metrics.*;
import org.apache.kafka.common.metrics.stats.Rate;

class Rates {
  public static void main(String[] arguments) {
    Metrics metrics = new Metrics();
    Sensor sent = metrics.sensor("sent");
    var name = metrics.metricName("record-send-rate", "load");
    sent.add(name, new Rate());
    long start = System.currentTimeMillis();
    for (int millis = 10; millis <= 31_000; millis += 10) {
      sent.record(1, start + millis);
      if (Set.of(1_000, 10_000, 29_000, 31_000).contains(millis)) {
        System.out.print(Math.round((double) metrics.metric(name).measurable().measure(metrics.config(), start + millis)) + " ");
      }
    }
    metrics.close();
  }
}
JAVA
seen=$(java -cp 'lib/*' Rates.java 2> errors.txt) || { cat errors.txt >&2; exit 1; }

echo "rate of 100 records per second after 1, 10, 29 and 31 s: $seen"
[ "$seen" = "3 25 49 100 " ] || fail "expected 3, 25, 49 and 100."
