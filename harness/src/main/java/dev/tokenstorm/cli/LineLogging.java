package dev.tokenstorm.cli;

import dev.tokenstorm.measurement.NanoClock;
import java.util.Locale;
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
    return loggers.computeIfAbsent(name, unused -> new LineLogger(name, target));
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

  private static Level level() {
    try {
      return Level.valueOf(System.getProperty(LEVEL_PROPERTY, "warn").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Level.WARN;
    }
  }
}
