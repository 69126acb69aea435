package dev.tokenstorm.cli;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

/** A logger that hands what it is told to {@link LogLines}. Thread-safe. */
final class LineLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  private final transient LogLines lines;
  private final int lowest;

  /**
   * @param lowest the least {@link Level#toInt} that is printed
   */
  LineLogger(String name, LogLines lines, int lowest) {
    this.name = name;
    this.lines = lines;
    this.lowest = lowest;
  }

  private boolean prints(Level level) {
    return level.toInt() >= lowest;
  }

  @Override
  public boolean isTraceEnabled() {
    return prints(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return prints(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return prints(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return prints(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return prints(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    lines.log(level, name, pattern, arguments, thrown);
  }
}
