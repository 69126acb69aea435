package dev.tokenstorm.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.measurement.Latency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.HistogramLogProcessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads a run's latencies with HdrHistogram's own tool, as its log and the README say. */
@Timeout(60)
final class LogProcessorTest {
  private static final String PROCESSOR = HistogramLogProcessor.class.getName();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private Path log = Path.of("latency.hlog");

  @BeforeEach
  void keepARun() {
    Path run = folder.resolve("run");
    StoredRun.write(run, 10, true);
    log = run.resolve("latency.hlog");
  }

  @Test
  void theCommandInTheLogsHeadPrintsThePercentilesOfOneLatency() throws Exception {
    String command =
        Files.readAllLines(log).stream()
            .takeWhile(line -> line.startsWith("#"))
            .filter(line -> line.contains(PROCESSOR))
            .map(line -> line.replaceAll("^#\\s*|]$", ""))
            .findFirst()
            .orElseThrow();
    Processed processed = process(command);
    LatencySummary expected = expected(Latency.COMPLETION_CALL);
    assertThat(processed.err).isEmpty();
    assertThat(processed.out)
        .contains("Percentile", "Total count    = " + "%12d".formatted(expected.count()))
        .contains(String.format(Locale.ROOT, "[Max     = %12.3f", expected.max() * 1e3));
  }

  @Test
  void theCommandInTheReadmeIsTheSame() throws IOException {
    List<String> commands =
        Files.readAllLines(Path.of("../README.md")).stream()
            .filter(line -> line.contains(PROCESSOR))
            .map(line -> line.replace("harness/target/", "").replace("results/RUN-ID/", ""))
            .toList();
    assertThat(commands).containsExactly(LatencyLog.COMMAND);
  }

  @Test
  void withoutATagTheToolEndsInAnErrorAndListtagsTellsAll() throws Exception {
    String without = LatencyLog.COMMAND.replaceFirst(" -tag .*", "");
    Processed failed = process(without);
    assertThat(failed.out).doesNotContain("Percentile");
    assertThat(failed.err).contains("NullPointerException");
    assertThat(process(without + " -listtags").out.lines())
        .contains("completion_call", "warmup_completion_call", "workflow");
  }

  private LatencySummary expected(Latency latency) throws IOException {
    try (LatencyLogReader reader = new LatencyLogReader(log)) {
      return LatencySummary.of(
          reader.between(Double.MAX_VALUE, Double.MAX_VALUE).measured(latency));
    }
  }

  private record Processed(String out, String err) {}

  /** Runs a command, with this test's class path in place of the packaged jar. */
  private Processed process(String command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(Arrays.asList(command.split(" ")));
    assertThat(words).startsWith("java", "-cp", "tokenstorm.jar", PROCESSOR);
    words.set(0, Path.of(System.getProperty("java.home"), "bin/java").toString());
    words.set(
        2,
        HistogramLogProcessor.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(words)
            .directory(folder.resolve("run").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.waitFor();
    return new Processed(Files.readString(out), Files.readString(err));
  }
}
