package dev.tokenstorm.search;

import dev.tokenstorm.measurement.Keyed;
import java.util.Optional;
import java.util.OptionalDouble;

/** The factor that kept a run from more throughput, as far as Little's law can tell. */
public enum LimitingFactor implements Keyed {
  /** All have calls under way, which take no longer than elsewhere: more of them do more. */
  COMPLETERS,
  /** Calls take longer the more of them there are. */
  SERVER,
  /** This process uses what CPU time there is. */
  GENERATOR,
  /** Some have nothing to do. */
  TOKENS;

  /**
   * The bound of runs, by their means; empty if no call was timed.
   *
   * @param busyShare of completers
   * @param coresShare of all cores, this process's CPU time
   * @param longestQuiet so long a call may take where they do not wait for each other
   */
  static Optional<LimitingFactor> of(
      OptionalDouble busyShare,
      OptionalDouble callSeconds,
      double coresShare,
      double longestQuiet) {
    if (busyShare.isEmpty()) {
      return Optional.empty();
    }
    boolean waits = callSeconds.orElse(0) > longestQuiet;
    if (busyShare.getAsDouble() >= SearchThreshold.BUSY.value() && !waits) {
      return Optional.of(COMPLETERS);
    }
    if (coresShare >= SearchThreshold.BUSY.value()) {
      return Optional.of(GENERATOR);
    }
    return Optional.of(waits ? SERVER : TOKENS);
  }
}
