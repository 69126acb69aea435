package dev.tokenstorm.search;

import dev.tokenstorm.result.Bottleneck;
import dev.tokenstorm.settings.CompletionSettings;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The number of completers of each run of {@code capacity}.
 *
 * <p>At a rate, Little's law tells how many have a call under way, and there are more than that.
 * Where all were busy nevertheless, they are too few, or their calls wait in the server. Other runs
 * tell: if far more complete no more, or if many had nothing to do at a rate just below, they were
 * enough. Immutable.
 *
 * @param given by the user, and then the same in each run; empty if the search may choose
 * @param activities of an execution
 * @param most completers that the search chooses
 */
record PoolSize(OptionalInt given, int activities, int most) {

  /** One that is bound by nothing but {@link SearchThreshold#POOL_MOST}. */
  PoolSize(OptionalInt given, int activities) {
    this(given, activities, (int) SearchThreshold.POOL_MOST.value());
  }

  /**
   * Makes that of a search.
   *
   * @param points the plans of its runs
   * @param allowed completers that one run may have here
   */
  static PoolSize of(TrialPlanFactory points, int activities, int allowed) {
    return new PoolSize(
        points.find(CompletionSettings.COMPLETERS).map(OptionalInt::of).orElse(OptionalInt.empty()),
        activities,
        Math.min(allowed, (int) SearchThreshold.POOL_MOST.value()));
  }

  /** Returns the completers of a run at a rate, after some runs. */
  int at(double rate, List<Trial> trials) {
    if (given.isPresent()) {
      return given.getAsInt();
    }
    double needed =
        SearchThreshold.POOL_ROOM.value() * Math.ceil(rate * activities * shortestCall(trials));
    double size = Math.max(SearchThreshold.POOL_FEWEST.value(), needed);
    for (int busy : allBusy(trials).keySet()) {
      boolean enough = isEnough(busy, trials);
      size = Math.max(size, enough ? busy : SearchThreshold.POOL_STEP.value() * busy);
    }
    return (int) Math.min(most, size);
  }

  /**
   * Returns the runs whose verdicts count. A run that broke with too few completers says nothing of
   * the server as long as there can be more of them.
   */
  List<Trial> counted(List<Trial> trials) {
    if (given.isPresent()) {
      return trials;
    }
    return trials.stream()
        .filter(
            trial ->
                !starved(trial, trials)
                    || at(trial.value(), trials) <= trial.measured().completers())
        .toList();
  }

  /**
   * Returns the runs that the answer stands on. A run that was to be made again, and was not since
   * the search ended or its target went away, is all that is known of its rate.
   */
  List<Trial> answering(List<Trial> trials) {
    List<Trial> counted = counted(trials);
    return trials.stream()
        .filter(trial -> counted.contains(trial) || !wasMadeAgain(trial, trials))
        .toList();
  }

  private static boolean wasMadeAgain(Trial trial, List<Trial> trials) {
    return trials.stream()
        .anyMatch(
            other ->
                other.number() > trial.number()
                    && other.role() != Step.Role.WARMUP
                    && other.value() == trial.value()
                    && other.standing() != TrialVerdict.UNKNOWN);
  }

  /** Returns whether a run broke with busy completers, which may have been too few. */
  boolean starved(Trial trial, List<Trial> trials) {
    return trial.role() != Step.Role.WARMUP
        && trial.standing().weight() < 0
        && isBusy(trial)
        && !isEnough(trial, trials);
  }

  /**
   * Returns what bound a run. Completers that other runs show to be enough wait for the server,
   * which one run cannot know.
   */
  Optional<Bottleneck> bottleneck(Trial trial, List<Trial> trials) {
    return trial
        .bottleneck()
        .map(
            found ->
                found.cause() == Bottleneck.Cause.COMPLETERS && isEnough(trial, trials)
                    ? new Bottleneck(
                        Bottleneck.Cause.SERVER_LATENCY,
                        found.strength(),
                        "The completers' calls wait for the server, because other runs show that"
                            + " there were enough completers.")
                    : found);
  }

  /** Returns whether other runs show that the completers of a run did not bound its throughput. */
  boolean isEnough(Trial trial, List<Trial> trials) {
    return isEnough(trial.measured().completers(), trials)
        || (wereAllBusy(trial) && hadRoomBelow(trial, trials));
  }

  /**
   * Returns whether many completers had nothing to do at a rate just below that held. Calls that do
   * not wait take about as long there, so completers that are too few would nearly all be busy.
   */
  private static boolean hadRoomBelow(Trial trial, List<Trial> trials) {
    double rate = trial.value();
    return trials.stream()
        .filter(other -> other.role() != Step.Role.WARMUP && other.standing().weight() > 0)
        .filter(other -> other.measured().completers() <= trial.measured().completers())
        .filter(
            other ->
                other.value() < rate && other.value() * SearchThreshold.SMALL_GAP.value() >= rate)
        .max(Comparator.comparingDouble(Trial::value))
        .filter(
            near ->
                near.measured().busyShare().orElse(1)
                    < SearchThreshold.POOL_NEAR.value() * near.value() / rate)
        .isPresent();
  }

  /**
   * Returns whether completers that were all busy did not bound throughput: half as many completed
   * as much, or twice as many complete no more. If fewer completed more, something else changed.
   */
  private static boolean isEnough(int completers, List<Trial> trials) {
    NavigableMap<Integer, Double> busy = allBusy(trials);
    if (!busy.containsKey(completers)) {
      return false;
    }
    double most = busy.getOrDefault(completers, 0.0);
    double rise = SearchThreshold.RISE.value();
    double ratio = SearchThreshold.POOL_RATIO.value();
    Collection<Double> fewer = busy.headMap((int) (completers / ratio), true).values();
    Collection<Double> more = busy.tailMap((int) (completers * ratio), true).values();
    return fewer.stream()
            .anyMatch(perSecond -> most <= rise * perSecond && perSecond <= rise * most)
        || more.stream().anyMatch(perSecond -> perSecond <= rise * most);
  }

  /** Returns the highest throughput of each number of completers that were all busy. */
  private static NavigableMap<Integer, Double> allBusy(List<Trial> trials) {
    NavigableMap<Integer, Double> busy = new TreeMap<>();
    trials.stream()
        .filter(PoolSize::isBusy)
        .map(Trial::measured)
        .forEach(each -> busy.merge(each.completers(), each.completionsPerSecond(), Math::max));
    return busy;
  }

  /** Completers need not all be busy all the time to be what broke a rate. */
  private static boolean isBusy(Trial trial) {
    return wereAllBusy(trial)
        || (trial.standing().weight() < 0
            && trial
                .bottleneck()
                .filter(found -> found.cause() == Bottleneck.Cause.COMPLETERS)
                .isPresent());
  }

  private static boolean wereAllBusy(Trial trial) {
    return trial.measured().busyShare().orElse(0) >= SearchThreshold.BUSY.value();
  }

  /** Returns the shortest mean call of a run, in seconds; 0 if no call was timed. */
  private static double shortestCall(List<Trial> trials) {
    return trials.stream()
        .flatMapToDouble(trial -> trial.measured().callSeconds().stream())
        .filter(seconds -> seconds > 0)
        .min()
        .orElse(0);
  }
}
