package dev.tokenstorm.comparison;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of an expectation, with its evidence.
 *
 * @param ratio of the two sides' figures; empty where there is none
 * @param interval whose two ends each hold at 95 %, of this expectation alone
 */
public record ExpectationResult(
    SideExpectation expectation,
    OptionalDouble ratio,
    Optional<RatioInterval> interval,
    ExpectationOutcome outcome) {

  /** Whether no further block can change it. */
  boolean settled() {
    return outcome != ExpectationOutcome.UNDECIDED || ratio.isEmpty();
  }
}
