package dev.tokenstorm.search;

import dev.tokenstorm.result.Bottleneck;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A part of the harness that may have broken a rate. Then the server can do more than was found.
 *
 * @param cause which part it is
 * @param rate that broke, in workflows per second
 * @param completers of the run at that rate
 * @param mostCompleters that the search chooses
 */
public record OwnLimit(Bottleneck.Cause cause, double rate, int completers, int mostCompleters) {
  private static final Set<Bottleneck.Cause> OURS =
      EnumSet.of(
          Bottleneck.Cause.COMPLETERS,
          Bottleneck.Cause.GENERATOR,
          Bottleneck.Cause.WORKER_SLOTS,
          Bottleneck.Cause.WORKER_POLLERS,
          Bottleneck.Cause.WORKFLOW_CACHE);

  /**
   * Finds it.
   *
   * @param last run at the lowest rate that broke; empty if none did
   * @param trials all runs
   */
  static Optional<OwnLimit> of(Optional<Trial> last, PoolSize pool, List<Trial> trials) {
    Optional<Trial> starved =
        last.or(() -> trials.stream().reduce((one, other) -> other))
            .filter(trial -> pool.starved(trial, trials));
    return starved
        .map(trial -> of(Bottleneck.Cause.COMPLETERS, trial, pool))
        .or(
            () ->
                last.flatMap(
                    trial ->
                        pool.bottleneck(trial, trials)
                            .map(Bottleneck::cause)
                            .filter(OURS::contains)
                            .map(cause -> of(cause, trial, pool))));
  }

  private static OwnLimit of(Bottleneck.Cause cause, Trial trial, PoolSize pool) {
    return new OwnLimit(cause, trial.value(), trial.measured().completers(), pool.most());
  }
}
