package dev.tokenstorm.report;

import dev.tokenstorm.drill.Drill;
import dev.tokenstorm.drill.DrillPlan;
import dev.tokenstorm.drill.DrillRow;
import dev.tokenstorm.drill.DrillState;
import dev.tokenstorm.drill.DrillVerdict;
import dev.tokenstorm.drill.PlannedDrill;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.text.Humanize;
import java.time.Duration;

/** Tells how far drills have come, in one line at a time. */
public final class DrillProgress {
  private DrillProgress() {}

  /** Returns the first line. */
  public static String begun(DrillPlan plan, DrillState state, TargetInfo target) {
    return "drill %s, %s against %s, about %s, results in %s"
        .formatted(
            plan.identity().runId(),
            Humanize.count(plan.drills().size(), "drill"),
            target.address(),
            DrillListing.about(left(plan, state)),
            plan.directory());
  }

  /** Returns the line on a drill that is about to begin. */
  public static String next(DrillPlan plan, DrillState state, PlannedDrill drill) {
    return "drill %d of %d: %s, %s; about %s, and %s for all that are left"
        .formatted(
            plan.drills().indexOf(drill) + 1,
            plan.drills().size(),
            drill.name(),
            drill.drill().purpose(),
            DrillListing.about(drill.drill().expectedLength()),
            DrillListing.about(left(plan, state)));
  }

  /** Returns the line on a drill that is over. */
  public static String ran(DrillRow row) {
    if (row.verdict() == DrillVerdict.NOT_RUN) {
      return "%s was not run. %s".formatted(row.name(), row.reason());
    }
    if (row.verdict() == DrillVerdict.DID_NOT_HOLD) {
      return "%s did not hold. %s".formatted(row.name(), row.reason());
    }
    String recovered =
        row.recoveredSeconds().isPresent()
            ? ", recovered after " + Humanize.seconds(row.recoveredSeconds())
            : "";
    String lost =
        row.lost().isPresent() ? ", lost " + Humanize.count(row.lost().getAsLong(), "token") : "";
    return row.name() + " held" + recovered + lost;
  }

  private static Duration left(DrillPlan plan, DrillState state) {
    return plan.runnable().stream()
        .filter(drill -> state.row(drill).isEmpty())
        .map(PlannedDrill::drill)
        .map(Drill::expectedLength)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
