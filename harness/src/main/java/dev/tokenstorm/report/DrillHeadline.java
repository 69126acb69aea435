package dev.tokenstorm.report;

import dev.tokenstorm.drill.DrillEnd;
import dev.tokenstorm.drill.DrillRecord;
import dev.tokenstorm.drill.DrillRow;
import dev.tokenstorm.drill.DrillState;
import dev.tokenstorm.drill.DrillVerdict;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says in one line what drills came to. */
final class DrillHeadline {
  private DrillHeadline() {}

  static String of(DrillRecord drills) {
    DrillState state = drills.state();
    String counts = counts(drills);
    if (state.end().filter(end -> end == DrillEnd.INTERRUPTED).isPresent()) {
      return Headline.INTERRUPTED + " · " + counts;
    }
    return word(state) + " · " + counts;
  }

  private static String word(DrillState state) {
    return switch (state.outcome()) {
      case HELD -> "HELD";
      case DID_NOT_HOLD -> "DID NOT HOLD";
      case NOT_RUN -> "NOTHING RUN";
    };
  }

  private static String counts(DrillRecord drills) {
    DrillState state = drills.state();
    int all = drills.plan().drills().size();
    List<String> parts = new ArrayList<>();
    parts.add(
        "%d of %s held".formatted(state.count(DrillVerdict.HELD), Humanize.count(all, "drill")));
    String failed =
        drills.rows().stream()
            .filter(row -> row.verdict() == DrillVerdict.DID_NOT_HOLD)
            .map(DrillRow::name)
            .collect(Collectors.joining(", "));
    if (!failed.isEmpty()) {
      parts.add("not " + failed);
    }
    long notRun = state.count(DrillVerdict.NOT_RUN);
    if (notRun > 0) {
      parts.add(notRun + " not run");
    }
    int left = all - state.rows().size();
    if (left > 0) {
      parts.add(left + " still to run");
    }
    return String.join(" · ", parts);
  }
}
