#!/usr/bin/env bash
# Of one tagged HdrHistogram log, Java's log processor counts the untagged lines only, the Python reader all tags together.
# Guess: a summary of a log without a chosen tag is either a summary of each tag or an error, and the same in both languages.
# Seen: HdrHistogram 2.2.2 (Java) reports 100 of 300 values and says nothing of the others; hdrhistogram 0.10.3 (PyPI)
#       adds 300 values of different things into one histogram.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
mvn -q -B -Dstyle.color=never dependency:copy -Dartifact=org.hdrhistogram:HdrHistogram:2.2.2 -DoutputDirectory=.
python3 -m venv env
env/bin/pip -q --disable-pip-version-check install hdrhistogram==0.10.3

cat > Log.java <<'JAVA'
import java.io.PrintStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

class Log {
  public static void main(String[] arguments) throws Exception {
    HistogramLogWriter log = new HistogramLogWriter(new PrintStream("run.hlog"));
    log.outputLogFormatVersion();
    log.outputLegend();
    String[] tags = {null, "completion-call", "end-to-end"};
    for (int tag = 0; tag < tags.length; tag++) {
      Histogram interval = new Histogram(3);
      for (int i = 1; i <= 100; i++) {
        interval.recordValue(1_000_000L * i * (1 + 9 * tag));
      }
      interval.setTag(tags[tag]);
      interval.setStartTimeStamp(1_700_000_000_000L);
      interval.setEndTimeStamp(1_700_000_001_000L);
      log.outputIntervalHistogram(interval);
    }
    log.close();
  }
}
JAVA
java -cp HdrHistogram-2.2.2.jar Log.java
java -cp HdrHistogram-2.2.2.jar org.HdrHistogram.HistogramLogProcessor -i run.hlog > java.txt
java=$(sed -n 's/.*Total count *= *\([0-9]*\)\]/\1/p' java.txt)
python=$(env/bin/python -c '
from hdrh.histogram import HdrHistogram
from hdrh.log import HistogramLogReader
whole = HdrHistogram(1, 3_600_000_000_000, 3)
reader = HistogramLogReader("run.hlog", whole)
while reader.add_next_interval_histogram():
    pass
print(whole.get_total_count())')

echo "values in a summary of the log (100 without a tag, 100 of each of two tags): Java $java, Python $python"
[ "$java" = 100 ] && [ "$python" = 300 ] || fail "expected 100 from Java and 300 from Python."
