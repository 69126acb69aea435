package dev.tokenstorm.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders in which something was changed after the run. */
final class DamagedFolderTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Path run;

  @BeforeEach
  void aRun() {
    run = folder.resolve("run");
    StoredRun.write(run, 4, false);
  }

  private void replace(String name, String old, String by) throws IOException {
    Path file = run.resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(old);
    Files.writeString(file, text.replace(old, by));
  }

  private List<IntervalSample> read() {
    List<IntervalSample> samples = new ArrayList<>();
    RunFolder.open(run).read(samples::add);
    return samples;
  }

  private void refused(String rest) {
    assertThatThrownBy(this::read)
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith(" " + rest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "+1000000000-12-31T23:59:59.999999999Z",
        "-1000000000-01-01T00:00:00Z",
        ""
      })
  void aRunWhoseStartIsNoTimeIsRefused(String time) throws IOException {
    replace("result.json", SampleRun.START.toString(), time);

    refused("holds a result.json without the time of its start.");
  }

  @Test
  void aDocumentThatIsNestedTooDeeplyIsRefused() throws IOException {
    replace(
        "result.json",
        "\"started_at\"",
        "\"a\" : " + "[".repeat(500) + "]".repeat(500) + ", \"b\"");

    refused("holds a result.json that is not JSON.");
  }

  @Test
  void aDocumentThatIsTooLargeIsNotRead() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(run.resolve("result.json").toFile(), "rw")) {
      file.setLength(StoredJson.MOST_BYTES + 1L);
    }

    refused("holds a result.json that cannot be read.");
  }

  @Test
  void aLineThatIsTooLongIsNotRead() throws IOException {
    Files.writeString(
        run.resolve("intervals.csv"),
        ",".repeat(WholeLines.LONGEST_LINE_BYTES + 1) + "\n",
        StandardOpenOption.APPEND);

    refused("holds an intervals.csv that cannot be read.");
  }

  @Test
  void aLineWithoutAnEndIsCutOff() throws IOException {
    Path log = run.resolve("latency.hlog");
    byte[] whole = Files.readAllBytes(log);
    byte[] endless = new byte[WholeLines.LONGEST_LINE_BYTES + 1];
    Arrays.fill(endless, (byte) '0');
    Files.write(log, endless, StandardOpenOption.APPEND);
    // Beyond the bound, not even an end makes it a line.
    Files.writeString(log, "\n", StandardOpenOption.APPEND);

    try (FileChannel unfinished =
        FileChannel.open(
            run.resolve(UnfinishedLog.NAME),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE_NEW)) {
      WholeIntervals.cut(run, unfinished, 4, TimeUnit.SECONDS.toNanos(1_000));
    }

    assertThat(Files.readAllBytes(log)).isEqualTo(whole);
  }

  @Test
  void aLogIsReadUpToAHistogramThatIsNoneOfARun() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(run.resolve("latency.hlog")));
    int second = 0;
    while (!lines.get(second).contains(",2.000,")) {
      second++;
    }
    String line = lines.get(second);
    lines.set(second, line.substring(0, line.lastIndexOf(',') + 1) + longerThanAnyLatency());
    Files.write(run.resolve("latency.hlog"), lines);

    List<IntervalSample> samples = read();

    assertThat(samples).hasSize(4);
    assertThat(samples.get(1).latencies().measured()).containsKey(Latency.WORKFLOW);
    assertThat(samples.get(3).latencies().measured()).isEmpty();
  }

  /** It can be read, and cannot be added to those of a run. */
  private static String longerThanAnyLatency() {
    long days = TimeUnit.DAYS.toNanos(30);
    Histogram histogram = new Histogram(LatencyRecorders.LOWEST_NANOS, days, 3);
    histogram.recordValue(days);
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }
}
