package dev.tokenstorm.result;

import dev.tokenstorm.fault.UndoJournal;
import dev.tokenstorm.text.UsageException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * The folder of a run's results.
 *
 * <p>{@code plan.yaml} names the run and is there from the start. {@code intervals.csv} and {@code
 * latency.hlog} grow during the run. {@code result.json} appears at the end, complete. Until then
 * {@code unfinished.jsonl} keeps what the result of a killed run is made of. A file that cannot be
 * written stops neither the run nor the other files. The first such file is told at once, all are
 * named at the end. A folder that was removed is made anew for {@code result.json}, which is
 * written whole or not at all. For one thread, but for what has to be undone.
 */
public final class ResultFiles implements Consumer<Interval>, Closeable {
  /** Name of the document that is there once the run has ended. */
  public static final String RESULT = "result.json";

  static final String PLAN = "plan.yaml";
  static final String CSV = "intervals.csv";
  static final String LOG = "latency.hlog";

  private final Path directory;
  private final IntervalCsv csv;
  private final LatencyLog log;
  private final UnfinishedLog unfinished;
  private final String planYaml;
  private final Consumer<String> notes;
  private final UnwrittenFiles unwritten = new UnwrittenFiles();
  private boolean csvFailed;
  private boolean logFailed;
  private boolean unfinishedFailed;
  private boolean told;

  ResultFiles(
      Path directory,
      String planYaml,
      IntervalCsv csv,
      LatencyLog log,
      UnfinishedLog unfinished,
      Consumer<String> notes) {
    this.directory = directory;
    this.planYaml = planYaml;
    this.notes = notes;
    this.csv = csv;
    this.log = log;
    this.unfinished = unfinished;
  }

  /**
   * Creates the folder and the folders above it, and opens the files in it.
   *
   * @param notes takes a sentence when, in mid-run, files cannot be written any more
   * @throws UsageException if the folder exists, or cannot be created or written
   * @throws FullDiskException if the disk has no room for the first lines of the files; the folder
   *     is then removed
   */
  public static ResultFiles create(
      Path directory, RunFacts facts, String planYaml, Consumer<String> notes) {
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
      return begin(directory, facts, planYaml, notes);
    } catch (IOException e) {
      removeBeginnings(directory, e);
      throw unusable(directory, "written", e);
    }
  }

  private static ResultFiles begin(
      Path directory, RunFacts facts, String planYaml, Consumer<String> notes) throws IOException {
    WholeFile.write(directory.resolve(PLAN), planYaml);
    OutputStream rows = Files.newOutputStream(directory.resolve(CSV));
    try {
      IntervalCsv csv = new IntervalCsv(rows, facts.latencies());
      OutputStream histograms = Files.newOutputStream(directory.resolve(LOG));
      try {
        LatencyLog log = new LatencyLog(histograms, facts.startedAt(), facts.latencies());
        // Last, as it says that the others are there.
        UnfinishedLog unfinished = UnfinishedLog.create(directory, facts);
        return new ResultFiles(directory, planYaml, csv, log, unfinished, notes);
      } catch (IOException e) {
        histograms.close();
        throw e;
      }
    } catch (IOException e) {
      rows.close();
      throw e;
    }
  }

  /**
   * Goes on with the files of a run that was killed. A result that was made of what it left is
   * removed, as another will come.
   *
   * @param notes takes a sentence when, in mid-run, files cannot be written any more
   * @throws UsageException if the folder cannot be written, or another process goes on with the
   *     run, or has; then nothing in it is changed
   * @throws FullDiskException if the disk has no room for it
   */
  public static ResultFiles goOn(KilledRun killed, RunFacts facts, Consumer<String> notes) {
    Path directory = killed.directory();
    try {
      String planYaml = Files.readString(killed.planFile());
      // First, as nothing may be changed before this process alone has the folder.
      UnfinishedLog unfinished = killed.goOn();
      try {
        Files.deleteIfExists(directory.resolve(RESULT));
        return appended(killed, planYaml, unfinished, facts, notes);
      } catch (IOException e) {
        unfinished.close();
        throw e;
      }
    } catch (IOException e) {
      String sentence =
          "--take-up %s: cannot be written (%s); ".formatted(directory, WriteFailure.reason(e));
      throw WriteFailure.isOfTheDisk(e)
          ? new FullDiskException(sentence + "make room there.", e)
          : new UsageException(sentence + "mend that.");
    }
  }

  private static ResultFiles appended(
      KilledRun killed,
      String planYaml,
      UnfinishedLog unfinished,
      RunFacts facts,
      Consumer<String> notes)
      throws IOException {
    Path directory = killed.directory();
    OutputStream rows = append(directory.resolve(CSV));
    try {
      IntervalCsv csv = IntervalCsv.after(killed.last(), rows, facts.latencies());
      LatencyLog log = LatencyLog.goOn(append(directory.resolve(LOG)), facts.latencies());
      return new ResultFiles(directory, planYaml, csv, log, unfinished, notes);
    } catch (IOException e) {
      rows.close();
      throw e;
    }
  }

  private static OutputStream append(Path file) throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void removeBeginnings(Path directory, IOException cause) {
    try {
      for (String name : List.of(PLAN, CSV, LOG, UnfinishedLog.NAME)) {
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

  /** Returns what keeps, beside the intervals, what has to be undone. */
  public UndoJournal undo() {
    return unfinished;
  }

  @Override
  public void accept(Interval interval) {
    if (!csvFailed) {
      csvFailed = failed(CSV, () -> csv.write(interval));
    }
    if (!logFailed) {
      logFailed = failed(LOG, () -> log.write(interval));
    }
    // What a killed run leaves has counts and latencies of the same seconds.
    if (!unfinishedFailed && !logFailed) {
      unfinishedFailed = failed(UnfinishedLog.NAME, () -> unfinished.write(interval));
    }
    if (!Files.exists(directory)) {
      // Files that are open can be written even so, and are lost.
      tell("%s is gone. The run goes on, and makes it anew for its result.".formatted(directory));
    }
  }

  /** Says once that something is wrong, so that there is time to mend it. */
  private void tell(String sentence) {
    if (!told) {
      told = true;
      notes.accept(sentence);
    }
  }

  /**
   * Closes the growing files and writes the result.
   *
   * @return one sentence on each file that could not be written
   */
  public List<String> finish(
      RunResult result, VerdictRecord judgement, List<Bottleneck> bottlenecks) {
    closeRows();
    restore();
    Path file = directory.resolve(RESULT);
    try {
      WholeFile.write(file, RunResultJson.write(result, judgement, bottlenecks));
    } catch (IOException e) {
      unwritten.missing(file, e);
      // The log stays open until the run is closed: what is undone until then belongs into it.
      return unwritten.sentences();
    }
    // Only now: without a lock and without a result, the run looks as if it had been killed.
    closeUnfinished();
    removeUnfinished();
    return unwritten.sentences();
  }

  private void removeUnfinished() {
    Path replaced = directory.resolve(UnfinishedLog.NAME);
    unwritten.forget(replaced);
    try {
      Files.deleteIfExists(replaced);
    } catch (IOException e) {
      unwritten.left(replaced, e);
    }
  }

  /** Makes the folder anew if somebody removed it, and names the growing files that are gone. */
  private void restore() {
    for (String name : List.of(CSV, LOG)) {
      if (!Files.exists(directory.resolve(name))) {
        unwritten.removed(directory.resolve(name));
      }
    }
    Path plan = directory.resolve(PLAN);
    if (!Files.exists(plan)) {
      try {
        Files.createDirectories(directory);
        WholeFile.write(plan, planYaml);
      } catch (IOException e) {
        unwritten.missing(plan, e);
      }
    }
  }

  /** Closes the growing files of a run that has no result. */
  @Override
  public void close() {
    closeRows();
    closeUnfinished();
  }

  private void closeRows() {
    told = true;
    csvFailed |= failed(CSV, csv::close);
    logFailed |= failed(LOG, log::close);
  }

  private void closeUnfinished() {
    unfinishedFailed |= failed(UnfinishedLog.NAME, unfinished::close);
  }

  private boolean failed(String name, Step step) {
    try {
      step.run();
      return false;
    } catch (IOException e) {
      Path file = directory.resolve(name);
      unwritten.incomplete(file, e);
      tell(
          "%s cannot be written any more (%s). The run goes on, and names at its end what is not"
                  .formatted(file, WriteFailure.reason(e))
              + " whole.");
      return true;
    }
  }

  /** A write that may fail. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }
}
