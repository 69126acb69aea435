#!/usr/bin/env bash
# A native-only histogram of the Prometheus Java client, scraped as text, keeps its count and sum and loses every latency.
# Guess: in a format without native histograms the client falls back to its classic buckets, or leaves the metric out.
# Seen: prometheus-metrics-core 1.7.0 writes a histogram with the one bucket le="+Inf". histogram_quantile() has nothing to
#       work with, and whoever scrapes by hand or without native histograms sees a healthy-looking metric.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
  <dependency><groupId>io.prometheus</groupId><artifactId>prometheus-metrics-core</artifactId><version>1.7.0</version></dependency>
  <dependency><groupId>io.prometheus</groupId><artifactId>prometheus-metrics-exposition-textformats</artifactId><version>1.7.0</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dstyle.color=never dependency:copy-dependencies -DoutputDirectory=lib

cat > Native.java <<'JAVA'
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

class Native {
  public static void main(String[] arguments) throws Exception {
    PrometheusRegistry registry = new PrometheusRegistry();
    Histogram latency = Histogram.builder().name("latency_seconds").nativeOnly().register(registry);
    for (int i = 1; i <= 100; i++) {
      latency.observe(i / 10.0);
    }
    new OpenMetricsTextFormatWriter(false, false).write(System.out, registry.scrape());
  }
}
JAVA
java -cp 'lib/*' Native.java > scrape.txt

cat scrape.txt
[ "$(grep _bucket scrape.txt)" = 'latency_seconds_bucket{le="+Inf"} 100' ] && grep -qx 'latency_seconds_count 100' scrape.txt \
  || fail "expected a count of 100 and the one bucket +Inf."
