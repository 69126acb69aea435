package dev.tokenstorm.settings;

import dev.tokenstorm.plan.AuditPlan;
import dev.tokenstorm.text.Notation;
import java.util.Locale;

/** {@code none}, {@code sample:100} or {@code all}. */
final class AuditNotation implements Notation<AuditPlan> {
  private static final String SAMPLE = "sample:";
  private static final Notation<Integer> WORKFLOWS = CountNotation.ints(1, 1_000_000);

  @Override
  public AuditPlan parse(String text) throws Misfit {
    String word = text.toLowerCase(Locale.ROOT);
    if (word.equals("none")) {
      return new AuditPlan.None();
    }
    if (word.equals("all")) {
      return new AuditPlan.All();
    }
    if (!word.startsWith(SAMPLE)) {
      throw new Misfit("must be none, sample:100 (or another number) or all");
    }
    try {
      return new AuditPlan.Sample(WORKFLOWS.parse(text.substring(SAMPLE.length())));
    } catch (Misfit misfit) {
      throw new Misfit("must have a sample between 1 and 1000000, or be none or all");
    }
  }

  @Override
  public String print(AuditPlan value) {
    if (value instanceof AuditPlan.Sample sample) {
      return SAMPLE + sample.workflows();
    }
    return value instanceof AuditPlan.All ? "all" : "none";
  }
}
