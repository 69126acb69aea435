package dev.tokenstorm.fault;

import java.time.Duration;

/**
 * A fault as a user gives it.
 *
 * @param at when it begins, from the run's start
 */
public record TimedFault(Duration at, FaultKind kind) {
  /** Returns when it ends, from the run's start. */
  public Duration end() {
    return at.plus(kind.length());
  }

  /** Whether both do the same, and one begins before the other is over. */
  boolean clashesWith(TimedFault other) {
    return kind.title().equals(other.kind.title())
        && (at.equals(other.at)
            || (at.compareTo(other.end()) < 0 && other.at.compareTo(end()) < 0));
  }
}
