package dev.tokenstorm.cli;

import dev.tokenstorm.measurement.NanoClock;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What libraries log, on stderr: warnings and errors, a line each, without stack traces. The SDK
 * logs a trace for every poll that fails, which would bury a run's progress when a server restarts.
 *
 * <p>The system property {@value #LEVEL_PROPERTY}, set before the first logger is made, names
 * another level; at {@code debug} and {@code trace} every line is printed, with stack traces.
 */
public final class LineLogging implements SLF4JServiceProvider, ILoggerFactory {
  /** Names the lowest level that is printed. */
  static final String LEVEL_PROPERTY = "tokenstorm.log";

  /** What the harness itself logs at info was asked for, and is printed line by line. */
  static final String OWN = "dev.tokenstorm.";

  /** Warns of every workflow that fails, which here is drawn; another end fails the run anyway. */
  private static final Set<String> EXPECTED =
      Set.of("io.temporal.internal.sync.WorkflowExecutionHandler");

  private final ConcurrentHashMap<String, Logger> loggers = new ConcurrentHashMap<>();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();
  private volatile @Nullable LogLines lines;

  @Override
  public void initialize() {
    lines = new LogLines(level(), NanoClock.SYSTEM, line -> System.err.println(line));
  }

  @Override
  public Logger getLogger(String name) {
    LogLines target = lines;
    if (target == null) {
      throw new IllegalStateException("not initialized");
    }
    return loggers.computeIfAbsent(name, unused -> new LineLogger(name, target, lowest(name)));
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return this;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  /** The lowest level that a logger prints at the level asked for. */
  private static Level lowest(String logger) {
    Level asked = level();
    if (asked.toInt() <= Level.DEBUG.toInt()) {
      return asked;
    }
    if (logger.startsWith(OWN)) {
      return Level.INFO;
    }
    return EXPECTED.contains(logger) ? Level.ERROR : asked;
  }

  private static Level level() {
    try {
      return Level.valueOf(System.getProperty(LEVEL_PROPERTY, "warn").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Level.WARN;
    }
  }
}
