package dev.tokenstorm.takeup;

import dev.tokenstorm.ledger.LedgerCounts;
import dev.tokenstorm.plan.CompletionPlan.CompleteBy;
import java.time.Duration;
import java.time.Instant;

/**
 * The first life of a run, as far as it was kept.
 *
 * @param counts of its ledger, in its last second
 * @param measuredFrom when its warm-up was over, by the wall clock
 * @param by what its completions named
 */
public record FirstLife(LedgerCounts counts, Instant measuredFrom, CompleteBy by) {

  /**
   * Returns when a run's measured phase began. Without a warm-up all of it is measured, also if the
   * server's clock is behind.
   */
  public static Instant measuredFrom(Instant startedAt, Duration warmup) {
    return warmup.isZero() ? Instant.MIN : startedAt.plus(warmup);
  }
}
