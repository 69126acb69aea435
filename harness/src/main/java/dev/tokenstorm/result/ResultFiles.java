package dev.tokenstorm.result;

import dev.tokenstorm.text.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The folder of a run's results.
 *
 * <p>{@code plan.yaml} names the run and is there from the start. {@code intervals.csv} and {@code
 * latency.hlog} grow during the run. {@code result.json} appears at the end, complete. A file that
 * cannot be written stops neither the run nor the other files. Such files are named at the end.
 * {@code result.json} is written whole or not at all. For one thread.
 */
public final class ResultFiles implements Consumer<Interval>, Closeable {
  /** Name of the document that is there once the run has ended. */
  public static final String RESULT = "result.json";

  private static final String PLAN = "plan.yaml";
  private static final String CSV = "intervals.csv";
  private static final String LOG = "latency.hlog";

  private final Path directory;
  private final IntervalCsv csv;
  private final LatencyLog log;
  private final UnwrittenFiles unwritten = new UnwrittenFiles();
  private boolean csvFailed;
  private boolean logFailed;

  ResultFiles(Path directory, IntervalCsv csv, LatencyLog log) {
    this.directory = directory;
    this.csv = csv;
    this.log = log;
  }

  /**
   * Creates the folder and the folders above it, and opens the files in it.
   *
   * @throws UsageException if the folder exists, or cannot be created or written
   * @throws FullDiskException if the disk has no room for the first lines of the files; the folder
   *     is then removed
   */
  public static ResultFiles create(Path directory, RunFacts facts, String planYaml) {
    try {
      Path parent = directory.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          "--out %s: %s exists, and results are never overwritten; name another folder."
              .formatted(directory, e.getFile()));
    } catch (IOException e) {
      throw unusable(directory, "created", e);
    }
    try {
      return begin(directory, facts, planYaml);
    } catch (IOException e) {
      removeBeginnings(directory, e);
      throw unusable(directory, "written", e);
    }
  }

  private static ResultFiles begin(Path directory, RunFacts facts, String planYaml)
      throws IOException {
    WholeFile.write(directory.resolve(PLAN), planYaml);
    OutputStream rows = Files.newOutputStream(directory.resolve(CSV));
    try {
      IntervalCsv csv = new IntervalCsv(rows, facts.latencies());
      OutputStream histograms = Files.newOutputStream(directory.resolve(LOG));
      try {
        return new ResultFiles(
            directory, csv, new LatencyLog(histograms, facts.startedAt(), facts.latencies()));
      } catch (IOException e) {
        histograms.close();
        throw e;
      }
    } catch (IOException e) {
      rows.close();
      throw e;
    }
  }

  private static void removeBeginnings(Path directory, IOException cause) {
    try {
      for (String name : List.of(PLAN, CSV, LOG)) {
        Files.deleteIfExists(directory.resolve(name));
      }
      Files.delete(directory);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static RuntimeException unusable(Path directory, String what, IOException e) {
    String sentence =
        "--out %s: cannot be %s (%s); ".formatted(directory, what, WriteFailure.reason(e));
    return WriteFailure.isOfTheDisk(e)
        ? new FullDiskException(sentence + "make room there, or name another folder.", e)
        : new UsageException(sentence + "name a folder that you may write.");
  }

  /** Returns the folder. */
  public Path directory() {
    return directory;
  }

  @Override
  public void accept(Interval interval) {
    if (!csvFailed) {
      csvFailed = failed(CSV, () -> csv.write(interval));
    }
    if (!logFailed) {
      logFailed = failed(LOG, () -> log.write(interval));
    }
  }

  /**
   * Closes the growing files and writes the result.
   *
   * @return one sentence on each file that could not be written
   */
  public List<String> finish(
      RunResult result, VerdictRecord judgement, List<Bottleneck> bottlenecks) {
    close();
    Path file = directory.resolve(RESULT);
    try {
      WholeFile.write(file, RunResultJson.write(result, judgement, bottlenecks));
    } catch (IOException e) {
      unwritten.missing(file, e);
    }
    return unwritten.sentences();
  }

  /** Closes the growing files of a run that has no result. */
  @Override
  public void close() {
    csvFailed |= failed(CSV, csv::close);
    logFailed |= failed(LOG, log::close);
  }

  private boolean failed(String name, Step step) {
    try {
      step.run();
      return false;
    } catch (IOException e) {
      unwritten.incomplete(directory.resolve(name), e);
      return true;
    }
  }

  /** A write that may fail. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }
}
