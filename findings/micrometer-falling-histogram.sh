#!/usr/bin/env bash
# A Micrometer LongTaskTimer with buckets is exposed as a Prometheus histogram whose counts fall back to zero.
# Guess: a metric of TYPE histogram is cumulative, so that rate() and histogram_quantile() work on it.
# Seen: micrometer-registry-prometheus 1.17.2: the buckets hold only the tasks that run now, by their age so far. They wander up
#       through the buckets and vanish at the stop; rate() takes that for a restart of the process. The count and the sum
#       are named _gcount and _gsum, the buckets and the TYPE do not tell.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
  <dependency><groupId>io.micrometer</groupId><artifactId>micrometer-registry-prometheus</artifactId><version>1.17.2</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dstyle.color=never dependency:copy-dependencies -DoutputDirectory=lib

cat > Pending.java <<'JAVA'
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

class Pending {
  public static void main(String[] arguments) {
    MockClock clock = new MockClock();
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), clock);
    LongTaskTimer pending = LongTaskTimer.builder("pending")
        .serviceLevelObjectives(Duration.ofSeconds(10), Duration.ofMinutes(10)).register(registry);
    List<LongTaskTimer.Sample> tasks = Stream.generate(pending::start).limit(10).toList();
    clock.add(Duration.ofSeconds(5));
    System.out.print(registry.scrape());
    clock.add(Duration.ofSeconds(50));
    System.out.print(registry.scrape());
    tasks.forEach(LongTaskTimer.Sample::stop);
    System.out.print(registry.scrape());
  }
}
JAVA
java -cp 'lib/*' Pending.java > scrapes.txt
grep 'TYPE pending_seconds \|_bucket' scrapes.txt
type=$(sed -n 's/# TYPE pending_seconds //p' scrapes.txt | sort -u)
counts=$(sed -n 's/pending_seconds_bucket{le="10.0"} //p' scrapes.txt | xargs)

echo "the type is \"$type\", and the bucket le=\"10.0\" in three scrapes holds $counts"
[ "$type" = histogram ] && [ "$counts" = "10 0 0" ] || fail "expected type histogram with the counts 10 0 0."
