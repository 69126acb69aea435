package dev.tokenstorm.fault;

import dev.tokenstorm.text.DurationNotation;
import java.time.Duration;

/**
 * A fault of a run's plan.
 *
 * @param number names it: the first fault of the run is 1
 * @param at when it begins, from the run's start
 * @param text the fault in its own notation, such as {@code 30s: cut 5s}
 */
public record PlannedFault(int number, Duration at, FaultKind kind, String text) {
  /** Returns how long it lasts; zero for what is over at once. */
  public Duration length() {
    return kind.length();
  }

  /** Returns when it ends, from the run's start. */
  public Duration end() {
    return at.plus(length());
  }

  /** Returns it in words: {@code Fault 1: cut, from 30s to 35s of the run.} */
  public String words() {
    return "Fault %d: %s, %s of the run."
        .formatted(
            number,
            kind.title(),
            length().isZero()
                ? "at " + DurationNotation.text(at)
                : "from " + DurationNotation.text(at) + " to " + DurationNotation.text(end()));
  }

  /** Returns it as a user gives it. */
  public TimedFault timed() {
    return new TimedFault(at, kind);
  }
}
