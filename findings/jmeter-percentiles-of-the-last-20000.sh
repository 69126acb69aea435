#!/usr/bin/env bash
# The percentiles of JMeter's report cover the last 20,000 samples of a run: what was slow before them is gone.
# Guess: the statistics of a finished run's report, made from the whole result file, cover the whole run.
# Seen: Apache JMeter 5.6.3: after 20,000 samples of 10 s and 20,000 of 10 ms the report's p99 is 10 ms. The report's count, mean and
#       maximum are of all samples. The property jmeter.reportgenerator.statistic_window sets the window.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
  <dependency><groupId>org.apache.jmeter</groupId><artifactId>ApacheJMeter_core</artifactId><version>5.6.3</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dstyle.color=never dependency:copy-dependencies -DoutputDirectory=lib

cat > Window.java <<'JAVA'
import org.apache.jmeter.report.processor.StatisticsSummaryData;

class Window {
  public static void main(String[] arguments) {
    StatisticsSummaryData row = new StatisticsSummaryData(90, 95, 99);
    for (int i = 0; i < 40_000; i++) {
      long elapsed = i < 20_000 ? 10_000 : 10;
      row.getPercentile3().addValue(elapsed);
      row.getMean().addValue(elapsed);
    }
    System.out.println((long) row.getPercentile3().getResult() + " " + Math.round(row.getMean().getResult()));
  }
}
JAVA
seen=$(java -cp 'lib/*' Window.java 2>/dev/null)

echo "p99 and mean in ms of a report's row (20,000 x 10,000 ms, then 20,000 x 10 ms): $seen"
[ "$seen" = "10 5005" ] || fail "expected a p99 of 10 ms beside a mean of 5005 ms."
