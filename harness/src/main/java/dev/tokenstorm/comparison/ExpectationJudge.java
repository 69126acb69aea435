package dev.tokenstorm.comparison;

import dev.tokenstorm.statistics.Holm;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Says of each expectation whether runs show it, or show it to be false.
 *
 * <p>Each is tested in both directions, one-sided, and the direction that is less likely by chance
 * counts. Only one of the two can be wrong, so each keeps to its level by itself, and Holm's steps
 * keep all of them to it.
 */
final class ExpectationJudge {
  private final ComparisonPlan plan;
  private final WordEvidence evidence;

  ExpectationJudge(ComparisonPlan plan, WordEvidence evidence) {
    this.plan = plan;
    this.evidence = evidence;
  }

  /** How likely chance alone makes runs speak so much for it, or against it. */
  private record Chances(double ofFor, double ofAgainst) {
    private static final Chances NOTHING = new Chances(1, 1);

    double smaller() {
      return Math.min(ofFor, ofAgainst);
    }
  }

  /** In the order of the plan. */
  List<ExpectationResult> results() {
    List<SideExpectation> expectations = plan.expectations();
    List<Optional<LogRatio>> ratios = expectations.stream().map(this::ratio).toList();
    List<Chances> chances =
        IntStream.range(0, expectations.size())
            .mapToObj(i -> chances(expectations.get(i), ratios.get(i)))
            .toList();
    boolean[] certain =
        Holm.rejected(chances.stream().mapToDouble(Chances::smaller).toArray(), evidence.level());
    return IntStream.range(0, expectations.size())
        .mapToObj(
            i -> result(expectations.get(i), ratios.get(i), outcome(certain[i], chances.get(i))))
        .toList();
  }

  private Optional<LogRatio> ratio(SideExpectation expectation) {
    return evidence
        .ratios()
        .of(
            expectation.figure().name(),
            plan.index(expectation.side()),
            plan.index(expectation.against()));
  }

  private Chances chances(SideExpectation expectation, Optional<LogRatio> ratio) {
    boolean silent = evidence.silence(expectation.side(), expectation.against()).isPresent();
    if (silent || ratio.isEmpty()) {
      return Chances.NOTHING;
    }
    double factor = expectation.factor();
    if (ratio.get().error() == 0) {
      boolean holds = expectation.operator().holds(ratio.get().ratio(), factor);
      return new Chances(holds ? 0 : 1, holds ? 1 : 0);
    }
    double ofMore = ratio.get().chanceOfAtMost(factor);
    double ofLess = ratio.get().chanceOfAtLeast(factor);
    return expectation.asksForMore() ? new Chances(ofMore, ofLess) : new Chances(ofLess, ofMore);
  }

  private static ExpectationOutcome outcome(boolean certain, Chances chances) {
    if (!certain) {
      return ExpectationOutcome.UNDECIDED;
    }
    return chances.ofFor() < chances.ofAgainst()
        ? ExpectationOutcome.SHOWN
        : ExpectationOutcome.SHOWN_FALSE;
  }

  private static ExpectationResult result(
      SideExpectation expectation, Optional<LogRatio> ratio, ExpectationOutcome outcome) {
    return new ExpectationResult(
        expectation,
        ratio.map(found -> OptionalDouble.of(found.ratio())).orElse(OptionalDouble.empty()),
        ratio.flatMap(found -> found.interval(ComparisonThreshold.CONFIDENCE.value())),
        outcome);
  }
}
