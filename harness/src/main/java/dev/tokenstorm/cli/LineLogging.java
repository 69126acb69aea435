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
 * Libraries log through this class to stderr: warnings and errors, a line each, without stack
 * traces. The SDK logs a trace for every poll that fails, which would bury a run's progress when a
 * server restarts.
 *
 * <p>The system property {@value #LEVEL_PROPERTY}, set before the first logger is made, names
 * another level; at {@code debug} and {@code trace} every line is printed, with stack traces.
 */
public final class LineLogging implements SLF4JServiceProvider, ILoggerFactory {
  /** Names the lowest level that is printed. */
  static final String LEVEL_PROPERTY = "tokenstorm.log";

  /** What the harness itself logs at info was asked for, and is printed line by line. */
  static final String OWN = "dev.tokenstorm.";

  /** Would log headers and messages, and with them keys and tokens, at debug. */
  private static final Set<String> WIRE = Set.of("io.grpc.", "io.netty.");

  private static final int NOTHING = Level.ERROR.toInt() + 1;

  /**
   * Loggers that tell of what is counted and judged anyway: of every workflow that fails, which
   * here is drawn, and of a worker that is stopped while its server is away.
   */
  private static final Set<String> EXPECTED =
      Set.of(
          "io.temporal.internal.sync.WorkflowExecutionHandler",
          "io.temporal.internal.worker.ShutdownManager",
          "io.temporal.internal.worker.WorkflowExecutorCache");

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

  /** The least level that a logger prints at the level asked for. */
  private static int lowest(String logger) {
    if (WIRE.stream().anyMatch(logger::startsWith)) {
      return Level.WARN.toInt();
    }
    Level asked = level();
    if (asked.toInt() <= Level.DEBUG.toInt()) {
      return asked.toInt();
    }
    if (logger.startsWith(OWN)) {
      return Level.INFO.toInt();
    }
    return EXPECTED.contains(logger) ? NOTHING : asked.toInt();
  }

  private static Level level() {
    try {
      return Level.valueOf(System.getProperty(LEVEL_PROPERTY, "warn").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Level.WARN;
    }
  }
}
