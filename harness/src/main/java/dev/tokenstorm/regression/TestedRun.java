package dev.tokenstorm.regression;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A run as one figure shows it, before anything follows from it.
 *
 * @param before how many runs there are to compare it with
 * @param tests of the newest one, two and three runs up to it; none if it lacks the figure, or too
 *     few are before
 */
record TestedRun(int before, List<MeanTest> tests) {
  /** A run that does not have the figure. */
  static final TestedRun WITHOUT_FIGURE = new TestedRun(0, List.of());

  TestedRun {
    tests = List.copyOf(tests);
  }

  /** The clearest of the tests; empty if none goes beyond the margin. */
  Optional<MeanTest> clearest() {
    return tests.stream()
        .filter(MeanTest::beyondMargin)
        .min(Comparator.comparingDouble(MeanTest::neededLevel));
  }
}
