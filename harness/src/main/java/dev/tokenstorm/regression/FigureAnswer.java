package dev.tokenstorm.regression;

import java.util.List;
import java.util.Optional;

/**
 * The gate's answer on one figure.
 *
 * @param before how many runs there are to compare the newest with
 * @param inARow how many runs in a row, up to the newest, are under suspicion
 * @param changedAt the run with which the level begins that counts, if that is a change point
 * @param tests what the newest one, two and three runs come to, as far as there are enough
 * @param decisive the test by which it is worse, else that of the newest run alone
 */
public record FigureAnswer(
    GatedFigure figure,
    GateFinding finding,
    int before,
    int inARow,
    Optional<Integer> changedAt,
    List<FigureComparison> tests,
    Optional<FigureComparison> decisive) {
  public FigureAnswer {
    tests = List.copyOf(tests);
  }

  /** How many runs are missing until the newest can be judged. */
  public int missing() {
    return Math.max(0, GateThreshold.FEWEST_BEFORE.count() - before);
  }
}
