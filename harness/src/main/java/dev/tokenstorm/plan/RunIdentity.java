package dev.tokenstorm.plan;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The identity of a run: its name and, unless the user gives a seed, what drives its random
 * choices.
 *
 * @param runId sorts by time: the start in UTC and four random digits, as in {@code
 *     20261122-193015-4f2a}
 * @param seed from 0 to {@link #LARGEST_SEED}
 */
public record RunIdentity(String runId, long seed) {
  /** The largest integer that every JSON tool keeps exact. */
  public static final long LARGEST_SEED = (1L << 53) - 1;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A new identity. */
  public static RunIdentity create(Clock clock) {
    SecureRandom random = new SecureRandom();
    String digits = String.format(Locale.ROOT, "%04x", random.nextInt(1 << 16));
    return new RunIdentity(
        TIME.format(clock.instant()) + "-" + digits, random.nextLong() & LARGEST_SEED);
  }
}
