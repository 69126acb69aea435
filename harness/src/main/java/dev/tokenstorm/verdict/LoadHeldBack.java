package dev.tokenstorm.verdict;

import dev.tokenstorm.result.Figures;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.text.Humanize;
import java.util.Optional;

/**
 * Doubts an open loop that dropped arrivals or reached its bound: the load was lower than planned.
 */
final class LoadHeldBack {
  private LoadHeldBack() {}

  static Optional<String> doubt(RunResult result) {
    if (!result.facts().openLoop()) {
      return Optional.empty();
    }
    Figures run = result.run();
    int bound = result.facts().plan().load().arrivals().inFlight();
    boolean reached = run.levels().inFlightMax() >= DoubtThreshold.IN_FLIGHT.value() * bound;
    return run.counts().dropped() > DoubtThreshold.DROPPED.value() || reached
        ? Optional.of(
            "The bound of --in-flight (%s) was reached, and %s dropped, so the load was not what was"
                    .formatted(
                        Humanize.count(bound),
                        run.counts().dropped() == 1
                            ? "1 arrival was"
                            : Humanize.count(run.counts().dropped()) + " arrivals were")
                + " planned; lower the rate to what the target takes, or raise --in-flight.")
        : Optional.empty();
  }
}
