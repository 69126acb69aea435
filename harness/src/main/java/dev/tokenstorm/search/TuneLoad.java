package dev.tokenstorm.search;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.plan.LoadPlan;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The load of a run of {@code tune}: how many workflows are in flight at a number of completers, if
 * the user leaves that open. They are enough that no completer waits for a token, also while
 * workflows are elsewhere (by Little's law). They are as many as a run has by default, if these
 * drain in half a measured phase. Where the user says how many are in flight, it tells the number
 * of completers below which the drain would take too long.
 *
 * @param given in flight, if the user said so
 * @param branches of a workflow, each with at most one pending token
 * @param activities of a workflow
 * @param delaySeconds the external completer's own time, on average, in which a token keeps no
 *     completer busy
 */
record TuneLoad(OptionalInt given, int branches, int activities, double delaySeconds) {
  /** Workflows in flight at a number of completers. */
  int inFlight(int completers, Duration length, List<Trial> trials) {
    OptionalDouble call = shortestCall(trials);
    double perSecond =
        call.isPresent()
            ? Math.min(
                completers / call.getAsDouble(),
                SearchThreshold.GROWTH_LIMIT.value() * most(trials))
            : 0;
    double tokens =
        SearchThreshold.TOKENS.value() * completers
            + SearchThreshold.DELAYED.value() * perSecond * delaySeconds;
    double elsewhere =
        SearchThreshold.ELSEWHERE.value() * perSecond / activities * shortestWorkflow(trials);
    double needed =
        Math.max(
            SearchThreshold.FEWEST_IN_FLIGHT.value(), Math.ceil(tokens / branches + elsewhere));
    double drained =
        perSecond * SearchThreshold.DRAINED.value() * Nanos.toSeconds(length) / activities;
    return (int)
        Math.min(
            SearchThreshold.MOST_IN_FLIGHT.value(),
            Math.max(needed, Math.min(LoadPlan.DEFAULT_IN_FLIGHT, drained)));
  }

  /** The smallest number of completers worth a run, in a range. */
  int smallest(IntRange range, Duration budget, List<Trial> trials) {
    OptionalDouble call = shortestCall(trials);
    if (given.isEmpty() || call.isEmpty()) {
      return range.from();
    }
    double completions = (double) given.getAsInt() * activities;
    double fewest =
        completions
            * call.getAsDouble()
            / (SearchThreshold.LONGEST_DRAIN.value() * Nanos.toSeconds(budget));
    return (int) Math.max(range.from(), Math.min(range.to(), Math.ceil(fewest)));
  }

  /** The shortest workflow, in seconds, where completers waited for tokens; 0 if none did. */
  private static double shortestWorkflow(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> trial.measured().busyShare().orElse(1) < SearchThreshold.BUSY.value())
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
