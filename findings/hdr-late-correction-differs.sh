#!/usr/bin/env bash
# HdrHistogram corrects coordinated omission afterwards by more samples than while recording, from the same values.
# Guess: copyCorrectedForCoordinatedOmission and recordValueWithExpectedInterval give the same histogram.
# Seen: HdrHistogram 2.2.2 (Java): 100 stalls of 9.995 s at one call per second become 900 samples when corrected while
#       recording, 1,000 when corrected afterwards: the copy starts from the upper end of each value's bucket (10.002 s),
#       so one more step of a second fits in.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
mvn -q -B -Dstyle.color=never dependency:copy -Dartifact=org.hdrhistogram:HdrHistogram:2.2.2 -DoutputDirectory=.

cat > Correct.java <<'JAVA'
import org.HdrHistogram.Histogram;

class Correct {
  public static void main(String[] arguments) {
    long everySecondInMicros = 1_000_000;
    Histogram whileRecording = new Histogram(3);
    Histogram raw = new Histogram(3);
    for (int i = 0; i < 100; i++) {
      whileRecording.recordValueWithExpectedInterval(9_995_000, everySecondInMicros);
      raw.recordValue(9_995_000);
    }
    Histogram afterwards = raw.copyCorrectedForCoordinatedOmission(everySecondInMicros);
    System.out.println(whileRecording.getTotalCount() + " " + afterwards.getTotalCount());
  }
}
JAVA
seen=$(java -cp HdrHistogram-2.2.2.jar Correct.java)

echo "samples after correction, while recording and afterwards: $seen"
[ "$seen" = "900 1000" ] || fail "expected 900 and 1000."
