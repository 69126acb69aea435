package dev.tokenstorm.plan;

/** Plans for the tests of other packages. */
public final class Flagged {
  private Flagged() {}

  /** The plan that these flags make, given as names and values in turn. */
  public static RunPlan plan(String... namesAndValues) {
    return Sources.plan(namesAndValues);
  }
}
