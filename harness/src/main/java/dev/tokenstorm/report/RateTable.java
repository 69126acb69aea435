package dev.tokenstorm.report;

import dev.tokenstorm.plan.WorkloadKind;
import dev.tokenstorm.search.Step;
import dev.tokenstorm.search.Trial;
import dev.tokenstorm.search.TrialVerdict;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Writes the table of rates that {@code capacity} tried, from the lowest to the highest, one row
 * per run.
 */
final class RateTable {
  private static final String ROW = "  %10s%6s%10s%12s%12s%14s   %s";

  private final Style style;

  RateTable(Style style) {
    this.style = style;
  }

  /** Returns the lines; empty if no rate was run yet. */
  List<String> lines(WorkloadKind workload, List<Trial> trials) {
    List<Trial> rates =
        trials.stream()
            .filter(trial -> trial.role() != Step.Role.WARMUP)
            .sorted(Comparator.comparingDouble(Trial::value).thenComparing(Trial::number))
            .toList();
    if (rates.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        style.dim(
            String.format(
                Locale.ROOT,
                ROW,
                "rate",
                "run",
                "for",
                "closed",
                "piling up",
                workload.noun() + " p50",
                "")));
    rates.forEach(trial -> lines.add(row(trial)));
    return lines;
  }

  private String row(Trial trial) {
    String words = SearchText.words(trial.standing());
    String shown =
        trial.standing() == TrialVerdict.HOLDS || trial.standing() == TrialVerdict.LEANS_TO_HOLD
            ? style.good("✓ " + words)
            : style.bad("✗ " + words);
    return String.format(
        Locale.ROOT,
        ROW,
        Humanize.rate(trial.value()),
        trial.number(),
        Humanize.seconds(trial.measured().seconds()),
        Humanize.rate(trial.measured().workflowsPerSecond()),
        Humanize.rate(Math.max(0, trial.measured().backlog().perSecond())),
        Humanize.seconds(trial.measured().workflowSeconds()),
        shown + (trial.role() == Step.Role.CONFIRMATION ? " (confirmation)" : ""));
  }
}
