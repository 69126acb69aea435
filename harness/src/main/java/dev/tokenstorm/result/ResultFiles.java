package dev.tokenstorm.result;

import dev.tokenstorm.plan.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A run's folder: {@code plan.yaml}, which names the run, is there from the start, {@code
 * intervals.csv} and {@code latency.hlog} grow during the run, {@code result.json} appears whole at
 * its end. A file that cannot be written does not stop the run, nor the other files; the first such
 * failure is told at the end. For one thread.
 */
public final class ResultFiles implements Consumer<Interval>, Closeable {
  private final Path directory;
  private final IntervalCsv csv;
  private final LatencyLog log;
  private boolean csvFailed;
  private boolean logFailed;
  private Optional<String> firstFailure = Optional.empty();

  ResultFiles(Path directory, IntervalCsv csv, LatencyLog log) {
    this.directory = directory;
    this.csv = csv;
    this.log = log;
  }

  /**
   * Makes the folder, and the folders above it, and opens the files in it.
   *
   * @throws UsageException if it exists, or cannot be made or written
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
      throw new UsageException(
          "--out %s: cannot be created (%s); name a folder that you may write."
              .formatted(directory, reason(e)));
    }
    try {
      IntervalCsv csv =
          new IntervalCsv(
              Files.newBufferedWriter(directory.resolve("intervals.csv")), facts.openLoop());
      LatencyLog log =
          new LatencyLog(
              Files.newOutputStream(directory.resolve("latency.hlog")),
              facts.startedAt(),
              facts.openLoop());
      ResultFiles files = new ResultFiles(directory, csv, log);
      files.writeWhole("plan.yaml", planYaml);
      return files;
    } catch (IOException e) {
      throw new UsageException(
          "--out %s: cannot be written (%s); name a folder that you may write."
              .formatted(directory, reason(e)));
    }
  }

  /** Where the files are. */
  public Path directory() {
    return directory;
  }

  @Override
  public void accept(Interval interval) {
    if (!csvFailed) {
      csvFailed = failed("intervals.csv", () -> csv.write(interval));
    }
    if (!logFailed) {
      logFailed = failed("latency.hlog", () -> log.write(interval));
    }
  }

  /**
   * Closes the growing files and writes the result.
   *
   * @return one sentence on the first failure of the run, if there was one
   */
  public Optional<String> finish(
      RunResult result, Judgement judgement, List<Bottleneck> bottlenecks) {
    close();
    failed(
        "result.json",
        () -> writeWhole("result.json", RunResultJson.write(result, judgement, bottlenecks)));
    return firstFailure;
  }

  /** Closes the growing files, of a run that has no result. */
  @Override
  public void close() {
    csvFailed |= failed("intervals.csv", csv::close);
    logFailed |= failed("latency.hlog", log::close);
  }

  private boolean failed(String file, Step step) {
    try {
      step.run();
      return false;
    } catch (IOException e) {
      if (firstFailure.isEmpty()) {
        firstFailure =
            Optional.of(
                "%s is incomplete (%s); the figures shown are whole."
                    .formatted(directory.resolve(file), reason(e)));
      }
      return true;
    }
  }

  private void writeWhole(String name, String text) throws IOException {
    Path unfinished = directory.resolve("." + name + ".unfinished");
    Files.write(unfinished, text.getBytes(StandardCharsets.UTF_8));
    Files.move(unfinished, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException file) {
      String reason = file.getReason();
      return reason != null ? reason : e.getClass().getSimpleName();
    }
    String message = e.getMessage();
    return message != null ? message : e.getClass().getSimpleName();
  }

  /** Something that writes. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }
}
