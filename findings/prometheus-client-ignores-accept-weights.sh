#!/usr/bin/env bash
# The Prometheus Java client answers in OpenMetrics although the Accept header ranks it last, or refuses it with q=0.
# Guess: the formats' q weights decide, so that a scraper's order (such as scrape_protocols with text first) is followed.
# Seen: prometheus-metrics-exposition-formats 1.7.0 looks for the format's name in the header and never at q. So a counter's name,
#       the exemplars and the "# EOF" that a scraper gets depend on what it merely lists.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
cat > pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
  <dependency><groupId>io.prometheus</groupId><artifactId>prometheus-metrics-exposition-formats</artifactId><version>1.7.0</version></dependency>
</dependencies></project>
POM
mvn -q -B -Dstyle.color=never dependency:copy-dependencies -DoutputDirectory=lib

cat > Accept.java <<'JAVA'
import io.prometheus.metrics.expositionformats.ExpositionFormats;

class Accept {
  public static void main(String[] arguments) {
    for (String accept : arguments) {
      System.out.println(ExpositionFormats.init().findWriter(accept).getContentType());
    }
  }
}
JAVA
java -cp 'lib/*' Accept.java 'text/plain;version=0.0.4' 'text/plain;version=0.0.4;q=0.9,application/openmetrics-text;version=1.0.0;q=0.1' \
  'text/plain;version=0.0.4,application/openmetrics-text;version=1.0.0;q=0' > types.txt

cat types.txt
[ "$(sed 's/;.*//' types.txt | xargs)" = "text/plain application/openmetrics-text application/openmetrics-text" ] \
  || fail "expected text for the first header and OpenMetrics for the two others."
