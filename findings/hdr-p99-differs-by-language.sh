#!/usr/bin/env bash
# The p99 of the same 160 samples is the 159th in HdrHistogram for Java and the 158th in its Python port.
# Guess: one format and one algorithm, so both languages give the same percentile of the same counts.
# Seen: HdrHistogram 2.2.2 (Java) rounds the rank 158.4 up, hdrhistogram 0.10.3 (PyPI) rounds it to the nearest.
#       So p99 of 151 to 199 samples may differ between the tool that ran a test and the script that reads its log.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
fail() { echo "The behaviour has changed: $*" >&2; exit 1; }
mvn -q -B -Dstyle.color=never dependency:copy -Dartifact=org.hdrhistogram:HdrHistogram:2.2.2 -DoutputDirectory=.
python3 -m venv env
env/bin/pip -q --disable-pip-version-check install hdrhistogram==0.10.3

cat > Encode.java <<'JAVA'
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.Histogram;

class Encode {
  public static void main(String[] arguments) {
    Histogram samples = new Histogram(1, 3_600_000, 3);
    for (int value = 1; value <= 160; value++) {
      samples.recordValue(value);
    }
    ByteBuffer bytes = ByteBuffer.allocate(samples.getNeededByteBufferCapacity());
    int length = samples.encodeIntoCompressedByteBuffer(bytes);
    System.out.println(Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length)));
    System.out.println(samples.getValueAtPercentile(99));
  }
}
JAVA
java -cp HdrHistogram-2.2.2.jar Encode.java > java.txt
java=$(sed -n 2p java.txt)
python=$(env/bin/python -c 'import sys
from hdrh.histogram import HdrHistogram
print(HdrHistogram.decode(sys.argv[1].encode()).get_value_at_percentile(99))' "$(sed -n 1p java.txt)")

echo "p99 of the same encoded histogram of 1 to 160: Java $java, Python $python"
[ "$java" = 159 ] && [ "$python" = 158 ] || fail "expected 159 from Java and 158 from Python."
