package dev.tokenstorm.plan;

/** Plans for the tests of other packages. */
public final class Flagged {
  private Flagged() {}

  /** The plan that these flags make, given as names and values in turn. */
  public static RunPlan plan(String... namesAndValues) {
    return Sources.plan(namesAndValues);
  }

  /** An objective, for a plan that can judge it. */
  public static Objective objective(String text) {
    return plan("require", text, "rate", "1/s", "workflows", "1", "warmup", "1s")
        .verdict()
        .objectives()
        .get(0);
  }
}
