package dev.tokenstorm.cli;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.text.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import org.slf4j.helpers.MessageFormatter;

/**
 * Turns log calls into lines. Above {@code debug} a call from one place is printed once in {@link
 * #QUIET_NANOS}, with the number of those that were left out since. Thread-safe; grows with the
 * places that log, not with what they log.
 */
final class LogLines {
  static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Characters of a line, far more than any warning of a library needs. */
  private static final int LONGEST = 2_000;

  private final Level lowest;
  private final NanoClock clock;
  private final Consumer<String> out;
  private final ConcurrentHashMap<String, Place> places = new ConcurrentHashMap<>();

  LogLines(Level lowest, NanoClock clock, Consumer<String> out) {
    this.lowest = lowest;
    this.clock = clock;
    this.out = out;
  }

  boolean prints(Level level) {
    return level.toInt() >= lowest.toInt();
  }

  void log(
      Level level,
      String logger,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    String where = level + " " + logger.substring(logger.lastIndexOf('.') + 1) + ": ";
    if (prints(Level.DEBUG)) {
      out.accept(where + message + (thrown == null ? "" : "\n" + trace(thrown)));
      return;
    }
    if (level == Level.INFO && logger.startsWith(LineLogging.OWN)) {
      out.accept(message);
      return;
    }
    long leftOut = places.computeIfAbsent(logger + pattern, unused -> new Place()).admit();
    if (leftOut >= 0) {
      String cause = thrown == null ? "" : " (" + thrown + ")";
      String others = leftOut == 0 ? "" : " (and " + leftOut + " like it)";
      out.accept(harmless((where + message + cause + others).replaceAll("\\s+", " ")));
    }
  }

  /** A server's words may be in it, which may be long and may hold what changes a terminal. */
  private static String harmless(String line) {
    return Printable.escaped(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString().stripTrailing();
  }

  /** A call of a logger somewhere in a library. */
  private final class Place {
    private boolean spoken;
    private long spokeNanos;
    private long leftOut;

    /** How many were left out since it last spoke; negative when this one is to be left out too. */
    synchronized long admit() {
      long now = clock.nanoTime();
      if (spoken && now - spokeNanos < QUIET_NANOS) {
        leftOut++;
        return -1;
      }
      long since = leftOut;
      spoken = true;
      spokeNanos = now;
      leftOut = 0;
      return since;
    }
  }
}
