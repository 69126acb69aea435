package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A run that was killed, as its folder has it, for who goes on with it. Immutable. */
public final class KilledRun {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path directory;
  private final ObjectNode known;
  private final Instant startedAt;
  private final Kept kept;
  private final NotUndone.Journal undo;
  private final Seen seen;

  /** How the file looked that whoever goes on with the run writes into. */
  private record Seen(long bytes, FileTime writtenAt) {
    static Seen of(Path directory) throws IOException {
      BasicFileAttributes file =
          Files.readAttributes(directory.resolve(UnfinishedLog.NAME), BasicFileAttributes.class);
      return new Seen(file.size(), file.lastModifiedTime());
    }
  }

  /**
   * The intervals that were kept.
   *
   * @param measuredNanos how long the measured phase had lasted
   */
  private record Kept(Optional<Interval> last, long intervals, long measuredNanos) {
    static final Kept NONE = new Kept(Optional.empty(), 0, 0);

    Kept and(Interval next) {
      return new Kept(
          Optional.of(next),
          intervals + 1,
          measuredNanos + (next.phase() == Phase.MEASURE ? next.lengthNanos() : 0));
    }
  }

  private KilledRun(
      Path directory,
      ObjectNode known,
      Instant startedAt,
      Kept kept,
      NotUndone.Journal undo,
      Seen seen) {
    this.directory = directory;
    this.known = known;
    this.startedAt = startedAt;
    this.kept = kept;
    this.undo = undo;
    this.seen = seen;
  }

  /**
   * Opens the folder of one.
   *
   * @throws UsageException if it is no such folder, if the run has come to its end, or if it still
   *     goes on
   */
  public static KilledRun open(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw unusable(directory, "is no folder; name the results folder of a run that was killed.");
    }
    if (ended(directory)) {
      throw unusable(
          directory, "is of a run that has come to its end; only one that was killed goes on.");
    }
    Path log = directory.resolve(UnfinishedLog.NAME);
    try {
      if (WriterLock.held(log)) {
        throw unusable(
            directory, "is of a run that still goes on; wait for its end, or interrupt it.");
      }
      if (!Files.isRegularFile(directory.resolve(ResultFiles.PLAN))) {
        throw missing(directory, ResultFiles.PLAN);
      }
      return read(directory);
    } catch (NoSuchFileException e) {
      throw missing(directory, Files.exists(log) ? ResultFiles.LOG : UnfinishedLog.NAME);
    } catch (IOException e) {
      throw unusable(
          directory, "cannot be read (%s); mend that.".formatted(WriteFailure.reason(e)));
    }
  }

  /** Opens the folder of one; empty where {@link #open} would refuse it. */
  public static Optional<KilledRun> find(Path directory) {
    try {
      return Optional.of(open(directory));
    } catch (UsageException none) {
      return Optional.empty();
    }
  }

  /** A result that {@code report} made of what was left tells that the run was killed. */
  private static boolean ended(Path directory) {
    Path result = directory.resolve(ResultFiles.RESULT);
    if (Files.notExists(result)) {
      return false;
    }
    try {
      JsonNode how = MAPPER.readTree(Files.readString(result)).at("/ending/how");
      return !how.asText().equals(Ending.How.KILLED.key());
    } catch (IOException e) {
      return true;
    }
  }

  private static KilledRun read(Path directory) throws IOException {
    // First: whatever is written while it is read shows as a difference later.
    Seen seen = Seen.of(directory);
    try (UnfinishedLogReader reader = UnfinishedLogReader.open(directory)) {
      if (reader.known().isEmpty() || reader.start().isEmpty()) {
        throw unusable(
            directory,
            "holds an %s that does not say which run it is of.".formatted(UnfinishedLog.NAME));
      }
      Kept kept = Kept.NONE;
      for (Optional<Interval> next = reader.next(); next.isPresent(); next = reader.next()) {
        kept = kept.and(next.get());
      }
      return new KilledRun(
          directory,
          reader.known().get(),
          reader.start().get(),
          kept,
          NotUndone.journal(directory),
          seen);
    }
  }

  private static UsageException missing(Path directory, String file) {
    return unusable(
        directory,
        "holds no %s, which a run that was killed leaves behind; name another folder."
            .formatted(file));
  }

  private static UsageException unusable(Path directory, String rest) {
    return new UsageException("--take-up: " + Printable.shown(directory.toString()) + " " + rest);
  }

  /** Returns the folder. */
  public Path directory() {
    return directory;
  }

  /** Returns the file of its plan. */
  public Path planFile() {
    return directory.resolve(ResultFiles.PLAN);
  }

  /** Returns the id that names the run. */
  public String runId() {
    return known.path("run_id").asText();
  }

  /** Returns whether its target is still there, and lets it be taken up. */
  public boolean canBeTakenUp() {
    return TakeUpOffer.isPossible(known);
  }

  /** Returns when the run started. */
  public Instant startedAt() {
    return startedAt;
  }

  /** Returns the last interval that was kept. */
  Optional<Interval> last() {
    return kept.last;
  }

  /** Returns whether its last start was over. */
  public boolean started() {
    return kept.last
        .filter(last -> last.phase() == Phase.RELEASE || last.phase() == Phase.DRAIN)
        .isPresent();
  }

  /** Returns how long its measured phase had lasted. */
  public Duration measuredFor() {
    return Duration.ofNanos(kept.measuredNanos);
  }

  /** Returns the last moment of which anything was kept. */
  public Instant keptUntil() {
    return kept.last
        .map(interval -> interval.start().plusNanos(interval.lengthNanos()))
        .orElse(startedAt);
  }

  /** Returns what the ledger had counted at that moment. */
  public LedgerCounts counts() {
    return kept.last.map(Interval::counts).orElse(Counts.NONE);
  }

  /** Returns what it began and had not undone, in the order in which it began. */
  public List<NotUndone> notUndone() {
    return undo.left();
  }

  /**
   * Reads all intervals that were kept, in their order.
   *
   * @throws UsageException if they cannot be read any more
   */
  public void read(Consumer<Interval> sink) {
    try (UnfinishedLogReader reader = UnfinishedLogReader.open(directory)) {
      for (Optional<Interval> next = reader.next(); next.isPresent(); next = reader.next()) {
        sink.accept(next.get());
      }
    } catch (IOException e) {
      throw unusable(directory, "cannot be read any more (%s).".formatted(WriteFailure.reason(e)));
    }
  }

  /**
   * Takes the folder for this process alone, and cuts its growing files back to the intervals that
   * all of them hold whole.
   *
   * @throws UsageException if another process goes on with the run, or has since this was opened;
   *     then nothing is changed
   */
  UnfinishedLog goOn() throws IOException {
    WriterLock lock = lock();
    try {
      if (!Seen.of(directory).equals(seen) || ended(directory)) {
        throw goneOn();
      }
      WholeIntervals.cut(
          directory,
          lock.file(),
          kept.intervals,
          kept.last.map(interval -> interval.startNanos() + interval.lengthNanos()).orElse(0L));
      return UnfinishedLog.goOn(directory, lock, undo.begun());
    } catch (NoSuchFileException e) {
      lock.close();
      throw goneOn();
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private WriterLock lock() throws IOException {
    try {
      return WriterLock.take(directory.resolve(UnfinishedLog.NAME))
          .orElseThrow(
              () ->
                  unusable(
                      directory,
                      "is of a run that another process goes on with; wait for its end."));
    } catch (NoSuchFileException e) {
      throw goneOn();
    }
  }

  private UsageException goneOn() {
    return unusable(
        directory,
        "was changed by another process that went on with the run; see what that one told.");
  }
}
