package dev.tokenstorm.search;

import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.objective.Objective;
import dev.tokenstorm.result.Doubt;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.ObjectiveResult;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.verdict.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The judge says whether a run at a rate held. The run came to its end, its accounts add up, its
 * objectives are met, and no arrival was dropped. What was in flight did not grow either, or the
 * answer would depend on how long one looks.
 */
final class RateJudge {
  /** Reasons for which a rate may break that lie with the harness and its host. */
  private static final Set<Doubt.Kind> OURS =
      EnumSet.of(Doubt.Kind.GENERATOR_LATE, Doubt.Kind.HOST_SATURATED, Doubt.Kind.OWN_PAUSES);

  private final List<String> faults = new ArrayList<>();
  private TrialVerdict standing = TrialVerdict.HOLDS;

  private RateJudge() {}

  /**
   * Judges a run.
   *
   * @param rate of arrivals, in workflows per second
   */
  static SearchGoal.Finding judge(double rate, RunResult result, Verdict verdict, Backlog backlog) {
    RateJudge judge = new RateJudge();
    Ending ending = result.ending();
    if (ending.how().cutShort()) {
      judge.add(TrialVerdict.UNKNOWN, ending.sentence());
    } else {
      judge.ended(rate, result, verdict, backlog);
    }
    return new SearchGoal.Finding(judge.standing, judge.faults);
  }

  private void ended(double rate, RunResult result, Verdict verdict, Backlog backlog) {
    boolean ours =
        result.facts().plan().verdict().trustRequired()
            && verdict.doubts().stream().anyMatch(doubt -> OURS.contains(doubt.kind()));
    boolean excused = ours || verdict.outcome() == Verdict.Outcome.UNTRUSTWORTHY;
    verdict.objectives().forEach(objective -> objective(objective, excused));
    for (String reason : verdict.reasons()) {
      boolean stopped = reason.equals(result.ending().sentence());
      add(stopped && ours ? TrialVerdict.LEANS_TO_BREAK : TrialVerdict.BREAKS, reason);
    }
    long dropped = result.phase(Phase.MEASURE).counts().dropped();
    if (dropped > 0) {
      add(
          TrialVerdict.BREAKS,
          Humanize.count(dropped, "arrival") + " dropped at the bound of --in-flight.");
    }
    backlog(rate, backlog, ours);
  }

  /**
   * @param excused whether what is not met may be the harness's own doing: then another run is to
   *     say so, too
   */
  private void objective(ObjectiveResult result, boolean excused) {
    boolean close =
        result.measured().isPresent()
            && Math.abs(result.measured().getAsDouble() - result.objective().bound())
                <= SearchThreshold.CLOSE_TO_LIMIT.value() * result.objective().bound()
            && ordered(result.objective());
    if (result.met()) {
      standing = standing.and(close ? TrialVerdict.LEANS_TO_HOLD : TrialVerdict.HOLDS);
    } else {
      add(
          close || excused ? TrialVerdict.LEANS_TO_BREAK : TrialVerdict.BREAKS,
          result.requirement()
              + (result.measured().isPresent()
                  ? " does not hold: it was " + result.shown() + "."
                  : " does not hold: nothing was measured."));
    }
  }

  /** Whether a figure a little to either side of its bound is a matter of chance. */
  private static boolean ordered(Objective objective) {
    return switch (objective.comparison()) {
      case EQUAL, UNEQUAL -> false;
      default -> objective.bound() > 0;
    };
  }

  private void backlog(double rate, Backlog backlog, boolean ours) {
    double growth = backlog.perSecond() / rate;
    double margin = backlog.margin().orElse(0) / rate;
    boolean sure = backlog.margin().isPresent() && growth - margin > SearchThreshold.GROWTH.value();
    String sentence =
        "The server does not keep up: of %s arrivals, %s pile up."
            .formatted(Humanize.rate(rate), Humanize.rate(backlog.perSecond()));
    if (sure && !ours) {
      add(TrialVerdict.BREAKS, sentence);
    } else if (sure
        || (growth > SearchThreshold.DOUBTFUL_GROWTH.value()
            && growth - margin / 2 > SearchThreshold.GROWTH.value())) {
      add(TrialVerdict.LEANS_TO_BREAK, sentence);
    } else if (growth > SearchThreshold.GROWTH.value()) {
      standing = standing.and(TrialVerdict.LEANS_TO_HOLD);
    }
  }

  private void add(TrialVerdict worse, String fault) {
    standing = standing.and(worse);
    faults.add(fault);
  }
}
