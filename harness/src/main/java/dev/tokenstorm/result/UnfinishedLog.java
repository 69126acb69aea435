package dev.tokenstorm.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.fault.UndoJournal;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file from which a result is made of a run that was killed: one JSON object per line. The
 * first says what was known at the start. Others are intervals without their latencies, or say that
 * something begins that has to be undone, and that it has been ({@link NotUndone}).
 *
 * <p>On a full disk a line is written whole or not at all. What was written of it is cut off again,
 * which leaves the rest of the last block to shorter lines. That something has been undone is
 * written over the line in which it began, and so takes no room at all.
 *
 * <p>The file is there until the run has its result, and its writer holds a lock on it. The system
 * lets go of the lock when the process dies. Where the file system has no locks, or does not share
 * them with other hosts, a run that still goes on looks like one that was killed. Thread-safe.
 */
final class UnfinishedLog implements UndoJournal, Closeable {
  /** Name of the file. */
  static final String NAME = "unfinished.jsonl";

  /** Value of the first line's {@code schema} field. */
  static final String SCHEMA = "tokenstorm.unfinished/v1";

  /** Name of the first line's field that holds what was known at the start. */
  static final String KNOWN = "run";

  private final GrowingFile file;
  private final Closeable lock;
  private long begun;
  private boolean closed;

  /** Where the next line begins. */
  private long end;

  /** Whether a part of a line may stand behind the end. */
  private boolean torn;

  /** Why a line about what has to be undone could not be written. */
  private Optional<IOException> broken = Optional.empty();

  /**
   * Begins a file.
   *
   * @param lock on it, which ends with it
   */
  UnfinishedLog(GrowingFile file, Closeable lock, RunFacts facts) throws IOException {
    this(file, lock, 0);
    ObjectNode first = JsonNodeFactory.instance.objectNode();
    first.put("schema", SCHEMA);
    first.set(KNOWN, RunResultJson.known(facts));
    write(first.toString());
  }

  private UnfinishedLog(GrowingFile file, Closeable lock, long begun) throws IOException {
    this.file = file;
    this.lock = lock;
    this.begun = begun;
    this.end = file.length();
  }

  /**
   * Goes on with the file of a folder.
   *
   * @param lock on it, which ends with it
   * @param begun the highest number of anything that began before
   */
  static UnfinishedLog goOn(Path directory, WriterLock lock, long begun) throws IOException {
    DiskFile file = DiskFile.open(directory.resolve(NAME));
    try {
      return new UnfinishedLog(file, lock, begun);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Makes the file in a folder, and holds it until closed. */
  static UnfinishedLog create(Path directory, RunFacts facts) throws IOException {
    Path path = Files.createFile(directory.resolve(NAME));
    DiskFile file = DiskFile.open(path);
    try {
      // Nobody knows of the file yet, so nobody else holds it.
      var unused = WriterLock.hold(file.channel());
      return new UnfinishedLog(file, file.channel(), facts);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /**
   * @throws IOException also when a line before it was not written
   */
  synchronized void write(Interval interval) throws IOException {
    if (broken.isPresent()) {
      throw broken.get();
    }
    write(IntervalJson.write(interval).toString());
  }

  @Override
  public synchronized Entry begins(String what, String command) {
    NotUndone begins = new NotUndone(what, command);
    long number = ++begun;
    long position = end;
    boolean kept = keep(() -> write(begins.line(number)));
    return kept ? () -> undone(position) : () -> {};
  }

  private synchronized void undone(long position) {
    var unused = keep(() -> file.write(position, NotUndone.overwrittenWhenUndone()));
  }

  /** A write that may fail. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /** What cannot be written is told with the next interval; whether it was written. */
  private boolean keep(Step step) {
    if (closed) {
      return false;
    }
    try {
      step.run();
      return true;
    } catch (IOException e) {
      broken = Optional.of(broken.orElse(e));
      return false;
    }
  }

  private void write(String line) throws IOException {
    if (torn) {
      file.cut(end);
      torn = false;
    }
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      file.write(end, bytes);
      end += bytes.length;
    } catch (IOException e) {
      torn = true;
      cutBack(e);
      throw e;
    }
  }

  /** At once, as nothing may follow. Else before the next line. */
  private void cutBack(IOException cause) {
    try {
      file.cut(end);
      torn = false;
    } catch (IOException alsoFailed) {
      cause.addSuppressed(alsoFailed);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    try {
      lock.close();
    } finally {
      file.close();
    }
  }
}
