package dev.tokenstorm.drill;

import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.ledger.TokenState;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.recovery.FaultCost;
import dev.tokenstorm.result.Doubt;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.ObjectiveResult;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.text.Humanize;
import dev.tokenstorm.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Judges a drill by the result of its run. */
public final class DrillJudge {
  private static final String THROTTLED = "RESOURCE_EXHAUSTED";

  /** Name of the figure that says how long a run took to recover. */
  static final String RECOVERY = "recovery";

  private final PlannedDrill drill;
  private final RunResult result;
  private final Verdict verdict;
  private final boolean couldNot;

  private DrillJudge(PlannedDrill drill, RunResult result, Verdict verdict, boolean couldNot) {
    this.drill = drill;
    this.result = result;
    this.verdict = verdict;
    this.couldNot = couldNot;
  }

  /**
   * Returns the drill's row.
   *
   * @param couldNot whether the run ends as one does that could not come to its end: with exit code
   *     1
   * @param seconds how long it took
   * @param folder of its run's results, within that of all drills
   */
  public static DrillRow row(
      PlannedDrill drill,
      RunResult result,
      Verdict verdict,
      boolean couldNot,
      double seconds,
      String folder) {
    return new DrillJudge(drill, result, verdict, couldNot).row(seconds, folder);
  }

  private DrillRow row(double seconds, String folder) {
    Optional<String> reason =
        drill.drill().expectation() == DrillExpectation.LOSES_ITS_TARGET
            ? reasonOfALoss(seconds)
            : reason();
    return new DrillRow(
        drill.name(),
        reason.isEmpty() ? DrillVerdict.HELD : DrillVerdict.DID_NOT_HOLD,
        reason.orElse(""),
        String.join("; ", happened()),
        recoveredSeconds(),
        OptionalLong.of(
            result.ledger().counts().tokens(TokenState.PENDING)
                + result.ledger().counts().tokens(TokenState.UNKNOWN)),
        seconds,
        Optional.of(folder),
        Optional.of(result.facts().target()));
  }

  /** The first of the reasons why it did not hold; empty if it held. */
  private Optional<String> reason() {
    Stream<String> failed =
        Stream.of(verdict.reasons().stream(), missed(), unthrottled(), doubted())
            .flatMap(sentences -> sentences);
    return failed.findFirst();
  }

  /** The verdict of such a run is always failed, so it has to be for the right reason. */
  private Optional<String> reasonOfALoss(double seconds) {
    Ending ending = result.ending();
    double bound = Nanos.toSeconds(drill.drill().expectedLength());
    Stream<String> others =
        ending.how() == Ending.How.TARGET_LOST
            ? Stream.empty()
            : Stream.of("The run did not give its target up. " + ending.sentence());
    Stream<String> unsaid =
        when(
            !verdict.reasons().contains(ending.sentence()),
            "The run's verdict does not say that its target was given up.");
    Stream<String> otherCode =
        when(
            !couldNot,
            "The run's exit code was not 1, as that of a run that could not come to its end.");
    Stream<String> unbalanced =
        result.ledger().imbalances().stream()
            .map(imbalance -> "The ledger does not balance: " + imbalance);
    Stream<String> missed =
        result.faults().stream()
            .filter(fault -> !fault.happened())
            .map(fault -> "The fault did not happen: " + fault.witness() + ".");
    Stream<String> late =
        seconds > bound
            ? Stream.of(
                "It took %s, and was to end within %s."
                    .formatted(Humanize.seconds(seconds), Humanize.seconds(bound)))
            : Stream.empty();
    return Stream.of(missed, others, unsaid, otherCode, unbalanced, late)
        .flatMap(sentences -> sentences)
        .findFirst();
  }

  private static Stream<String> when(boolean wrong, String sentence) {
    return wrong ? Stream.of(sentence) : Stream.empty();
  }

  private Stream<String> missed() {
    return verdict.objectives().stream()
        .filter(objective -> !objective.met())
        .map(
            objective ->
                objective.measured().isPresent()
                    ? "%s was %s, and %s is required."
                        .formatted(
                            objective.objective().figureName(),
                            objective.shown(),
                            objective.requirement())
                    : "There is no %s: %s"
                        .formatted(objective.objective().figureName(), unknown(objective)));
  }

  /** Why a figure does not exist; of a time to recover, what its own fault's cost says. */
  private String unknown(ObjectiveResult objective) {
    OptionalInt fault = objective.objective().part().faultNumber();
    return result.costs().stream()
        .filter(cost -> isRecovery(objective))
        .filter(cost -> fault.isPresent() && cost.span().number() == fault.getAsInt())
        .map(cost -> cost.recovery().reason())
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElse("nothing was recorded for it.");
  }

  private static boolean isRecovery(ObjectiveResult objective) {
    return objective.objective().figure().name().equals(RECOVERY);
  }

  private Stream<String> unthrottled() {
    return drill.drill().expectation() == DrillExpectation.IS_THROTTLED && throttled() == 0
        ? Stream.of("The server refused no call, so its limit was not reached.")
        : Stream.empty();
  }

  private Stream<String> doubted() {
    return verdict.outcome() == Verdict.Outcome.UNTRUSTWORTHY
        ? verdict.doubts().stream().map(Doubt::sentence)
        : Stream.empty();
  }

  private long throttled() {
    return result.rpc().entrySet().stream()
        .filter(entry -> entry.getKey().code().equals(THROTTLED))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private List<String> happened() {
    List<String> parts = new ArrayList<>();
    for (FaultWindow fault : result.faults()) {
      parts.add(withoutTime(fault.text()) + ": " + fault.witness());
    }
    long calls = result.costs().stream().mapToLong(FaultCost::calls).sum();
    long errors = result.costs().stream().mapToLong(FaultCost::errorCount).sum();
    if (drill.drill().expectation() == DrillExpectation.LOSES_ITS_TARGET) {
      parts.add(result.ending().sentence());
    } else if (errors > 0) {
      parts.add("%s of %s went wrong".formatted(count(errors), Humanize.count(calls, "call")));
    }
    if (drill.drill().expectation() == DrillExpectation.IS_THROTTLED) {
      long all = result.rpc().values().stream().mapToLong(Long::longValue).sum();
      parts.add(
          "%s of %s were throttled".formatted(count(throttled()), Humanize.count(all, "call")));
    }
    return parts;
  }

  private static String count(long count) {
    return Humanize.count(count);
  }

  /** A fault's text without the time from the run's start, which says little in a table. */
  private static String withoutTime(String text) {
    return text.substring(text.indexOf(':') + 1).strip();
  }

  /** What an objective asks for goes before what else is known. */
  private OptionalDouble recoveredSeconds() {
    Optional<ObjectiveResult> asked =
        verdict.objectives().stream()
            .filter(DrillJudge::isRecovery)
            .filter(objective -> objective.measured().isPresent())
            .findFirst();
    if (asked.isPresent()) {
      return asked.get().measured();
    }
    return result.costs().stream()
        .map(cost -> cost.recovery().nanos())
        .filter(OptionalLong::isPresent)
        .mapToDouble(nanos -> Nanos.toSeconds(nanos.getAsLong()))
        .reduce((earlier, later) -> later);
  }
}
