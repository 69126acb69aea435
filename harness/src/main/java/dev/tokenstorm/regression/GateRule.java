package dev.tokenstorm.regression;

/**
 * The rule that a gate tests by.
 *
 * @param margin share by which a figure has to be worse at least, such as 0.05
 * @param window how many runs the newest ones are compared with at most
 */
public record GateRule(double margin, int window) {
  /** What is asked unless the user says otherwise. */
  public static final GateRule DEFAULT =
      new GateRule(GateThreshold.MARGIN.value(), GateThreshold.WINDOW.count());

  /** The margin of logarithms. */
  double logMargin() {
    return Math.log1p(margin);
  }
}
