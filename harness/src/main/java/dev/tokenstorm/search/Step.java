package dev.tokenstorm.search;

import dev.tokenstorm.measurement.Keyed;
import java.time.Duration;

/**
 * A run that a search wants next.
 *
 * @param value of what the search varies: a whole number, or a rate in workflows per second; of a
 *     rate's warm-up the workflows in flight
 * @param warmup before the measured phase
 * @param length of the measured phase
 * @param rest before the run, so that the one before does not reach into it
 */
public record Step(Role role, double value, Duration warmup, Duration length, Duration rest) {

  /** What a run is for. */
  public enum Role implements Keyed {
    /** Makes JVM, worker and server warm, and gives a first idea of them. */
    WARMUP("warm-up"),
    POINT("point"),
    /** Holds what was found. */
    CONFIRMATION("confirmation");

    private final String key;

    Role(String key) {
      this.key = key;
    }

    /** Its name in files. */
    @Override
    public String key() {
      return key;
    }
  }

  /** How long it takes, the drain apart. */
  public Duration planned() {
    return rest.plus(warmup).plus(length);
  }
}
