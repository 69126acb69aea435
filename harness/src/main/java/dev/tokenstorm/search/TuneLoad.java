package dev.tokenstorm.search;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.IntRange;
import dev.tokenstorm.plan.LoadPlan;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How many workflows are in flight at a number of completers, if the user leaves that open: enough
 * that no completer waits for a token, also while workflows are elsewhere (by Little's law), and as
 * many as a run has by default, if these drain in half a measured phase. If the user does not, the
 * number of completers below which the drain would take too long.
 *
 * @param given in flight, if the user said so
 * @param branches of a workflow, each with at most one pending token
 * @param activities of a workflow
 * @param delaySeconds the external completer's own time, on average, in which a token keeps no
 *     completer busy
 */
record TuneLoad(OptionalInt given, int branches, int activities, double delaySeconds) {
  private static final int TOKENS_A_COMPLETER = 4;
  private static final int FEWEST = 8;
  private static final int MAX_IN_FLIGHT = 100_000;

  /** No step makes more than twice what the one before made, and be it by chance a little more. */
  private static final double GROWTH_LIMIT = 2.5;

  /** More than Little's law asks for, as it speaks of means. */
  private static final double LITTLES_LAW_MARGIN = 1.5;

  /** Of completers, at least: otherwise more in flight would keep more of them busy. */
  private static final double BUSY_COMPLETERS = 0.9;

  private static final double LONGEST_DRAIN = 0.05;

  /** Workflows in flight at a number of completers. */
  int inFlight(int completers, Duration length, List<Trial> trials) {
    OptionalDouble call = shortestCall(trials);
    double perSecond =
        call.isPresent()
            ? Math.min(completers / call.getAsDouble(), GROWTH_LIMIT * most(trials))
            : 0;
    double tokens = TOKENS_A_COMPLETER * (double) completers + 2 * perSecond * delaySeconds;
    double elsewhere = LITTLES_LAW_MARGIN * perSecond / activities * shortestWorkflow(trials);
    double needed = Math.max(FEWEST, Math.ceil(tokens / branches + elsewhere));
    double drained = perSecond * Nanos.toSeconds(length) / 2 / activities;
    return (int)
        Math.min(MAX_IN_FLIGHT, Math.max(needed, Math.min(LoadPlan.DEFAULT_IN_FLIGHT, drained)));
  }

  /** The smallest number of completers worth a run, in a range. */
  int smallest(IntRange range, Duration budget, List<Trial> trials) {
    OptionalDouble call = shortestCall(trials);
    if (given.isEmpty() || call.isEmpty()) {
      return range.from();
    }
    double completions = (double) given.getAsInt() * activities;
    double fewest = completions * call.getAsDouble() / (LONGEST_DRAIN * Nanos.toSeconds(budget));
    return (int) Math.max(range.from(), Math.min(range.to(), Math.ceil(fewest)));
  }

  /** The shortest workflow, in seconds, where completers waited for tokens; 0 if none did. */
  private static double shortestWorkflow(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> trial.measured().busyShare().orElse(1) < BUSY_COMPLETERS)
        .flatMapToDouble(trial -> trial.measured().workflowSeconds().stream())
        .min()
        .orElse(0);
  }

  /** The highest throughput so far. */
  private static double most(List<Trial> trials) {
    return trials.stream()
        .mapToDouble(trial -> trial.measured().completionsPerSecond())
        .max()
        .orElse(0);
  }

  private static OptionalDouble shortestCall(List<Trial> trials) {
    return trials.stream()
        .flatMapToDouble(trial -> trial.measured().callSeconds().stream())
        .filter(seconds -> seconds > 0)
        .min();
  }
}
