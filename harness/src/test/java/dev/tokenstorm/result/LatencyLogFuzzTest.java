package dev.tokenstorm.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.measurement.LatencyRecorders.Latencies;
import dev.tokenstorm.testkit.Fuzz;
import dev.tokenstorm.testkit.Mutator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.HdrHistogram.DoubleHistogram;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A latency log may hold anything: it is read up to its first line that is no histogram of a run.
 * Histograms are changed below their compression too, where a log's reader meets them.
 */
@Timeout(600)
final class LatencyLogFuzzTest {
  /** One histogram of the most digits and of the widest range, which the library makes whole. */
  private static final int MOST_MEBIBYTES = 256;

  private static final int COOKIE_BYTES = 4;
  private static final int MOST_INFLATED = 1 << 20;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private String log = "";

  @BeforeEach
  void aLog() throws Exception {
    StoredRun.write(folder.resolve("run"), 4, true);
    log = Files.readString(folder.resolve("run").resolve(ResultFiles.LOG));
  }

  private byte[] input(Mutator mutator) {
    if (mutator.draw(3) == 0) {
      return mutator.file(log.getBytes(StandardCharsets.UTF_8));
    }
    List<String> lines = new ArrayList<>(log.lines().toList());
    for (int changes = 1 + mutator.draw(3); changes > 0; changes--) {
      int at = mutator.draw(lines.size());
      lines.set(at, line(mutator, lines.get(at)));
    }
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String line(Mutator mutator, String line) {
    int comma = line.lastIndexOf(',');
    if (!line.startsWith("Tag=") || comma < 0) {
      return mutator.text(List.of(line));
    }
    String before = mutator.draw(6) == 0 ? mutator.text(List.of(line)) : line.substring(0, comma);
    return before + "," + payload(mutator, line.substring(comma + 1));
  }

  private static String payload(Mutator mutator, String encoded) {
    byte[] bytes =
        switch (mutator.draw(4)) {
          case 0 -> unlike(mutator);
          case 1 -> mutator.bytes(Base64.getDecoder().decode(encoded));
          default -> changedWithin(mutator, Base64.getDecoder().decode(encoded));
        };
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A histogram that the library can read, and that is in another form than a run's. */
  private static byte[] unlike(Mutator mutator) {
    int digits = mutator.draw(6);
    ByteBuffer buffer;
    int length;
    if (mutator.draw(3) == 0) {
      DoubleHistogram histogram = new DoubleHistogram(digits);
      histogram.recordValue(1 + mutator.draw(1_000));
      buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
      length = histogram.encodeIntoCompressedByteBuffer(buffer, 6);
    } else {
      long highest = mutator.pick(List.of(2L, 1_000_000L, 1L << 40, Long.MAX_VALUE / 2));
      Histogram histogram = new Histogram(1, highest, digits);
      histogram.recordValueWithCount(
          highest, mutator.pick(List.of(1L, 1L << 41, Long.MAX_VALUE / 2)));
      buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
      length = histogram.encodeIntoCompressedByteBuffer(buffer);
    }
    return Arrays.copyOf(buffer.array(), length);
  }

  /** The bytes of a histogram are compressed, behind a cookie and their length. */
  private static byte[] changedWithin(Mutator mutator, byte[] compressed) {
    if (compressed.length < 2 * COOKIE_BYTES) {
      return compressed;
    }
    try {
      Inflater inflater = new Inflater();
      inflater.setInput(compressed, 2 * COOKIE_BYTES, compressed.length - 2 * COOKIE_BYTES);
      byte[] inflated = new byte[MOST_INFLATED];
      int length = inflater.inflate(inflated);
      inflater.end();
      byte[] changed = mutator.bytes(Arrays.copyOf(inflated, length));
      Deflater deflater = new Deflater();
      deflater.setInput(changed);
      deflater.finish();
      byte[] again = new byte[MOST_INFLATED];
      int size = deflater.deflate(again);
      deflater.end();
      return ByteBuffer.allocate(2 * COOKIE_BYTES + size)
          .put(compressed, 0, COOKIE_BYTES)
          .putInt(size)
          .put(again, 0, size)
          .array();
    } catch (DataFormatException damaged) {
      return compressed;
    }
  }

  @Test
  void aLogIsReadUpToItsFirstLineThatIsNoHistogram() throws InterruptedException {
    Path file = folder.resolve("latency.hlog");

    int read =
        Fuzz.<byte[]>of(
                "latency logs", this::input, bytes -> bytes.length, thrown -> false, MOST_MEBIBYTES)
            .run(
                300,
                bytes -> {
                  Files.write(file, bytes);
                  try (LatencyLogReader reader = new LatencyLogReader(file)) {
                    Latencies all = reader.between(0, 1e9);
                    all.measured().values().forEach(LatencyLogFuzzTest::use);
                    all.warmup().values().forEach(LatencyLogFuzzTest::use);
                  }
                });

    assertThat(read).isPositive();
  }

  /** Does with a histogram what figures and charts do with it. */
  private static void use(Histogram histogram) {
    Histogram sum = IntervalSamples.sum(LatencyRecorders.newHistogram(), histogram);
    assertThat(sum.getTotalCount()).isNotNegative();
    assertThat(LatencySummary.of(sum).count()).isEqualTo(histogram.getTotalCount());
  }
}
