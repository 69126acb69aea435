package dev.tokenstorm.report;

import dev.tokenstorm.search.Capacity;
import dev.tokenstorm.search.Knee;
import dev.tokenstorm.search.SearchFile;
import dev.tokenstorm.search.SearchPlan;
import dev.tokenstorm.search.SearchRecord;
import dev.tokenstorm.search.Step;
import dev.tokenstorm.search.StopReason;
import dev.tokenstorm.search.Trial;
import dev.tokenstorm.search.TrialVerdict;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes what a search prints at its end: the answer first, then the values that were tried, the
 * runs that do not count, and where the results are. No line is wider than {@value Summary#WIDTH}
 * columns.
 */
public final class SearchText {
  private static final int HEADING = 12;
  private static final String NO_ANSWER = "NO ANSWER";

  private final Style style;

  /**
   * Makes a writer.
   *
   * @param colours whether to write colours: the output is a terminal, and the user wants them
   */
  public SearchText(boolean colours) {
    this.style = new Style(colours);
  }

  /** Returns the text, with a newline at its end. */
  public String render(SearchRecord search) {
    List<String> lines = new ArrayList<>();
    lines.add(title(search) + target(search.target()));
    lines.add("");
    lines.addAll(headed("Search", about(search)));
    List<String> answer = answer(search);
    if (!answer.isEmpty()) {
      lines.add("");
      lines.addAll(headed("Answer", answer));
    }
    List<String> table =
        search.plan().aim() instanceof SearchPlan.Tune tune
            ? new TuneTable(style).lines(tune.varied().name(), search)
            : new RateTable(style).lines(search.plan().workload(), search.trials());
    if (!table.isEmpty()) {
      lines.add("");
      lines.addAll(table);
    }
    lines.addAll(leftOut(search));
    lines.add("");
    lines.addAll(
        headed(
            "Results",
            List.of(
                search.plan().directory()
                    + " · "
                    + SearchFile.NAME
                    + " has this, points/ each run's results")));
    return String.join("\n", lines) + "\n";
  }

  /** Returns one line on the run that has just ended. */
  public static String line(SearchPlan plan, List<Trial> trials) {
    Trial last = trials.get(trials.size() - 1);
    String name =
        last.role() == Step.Role.WARMUP
            ? "warm-up"
            : plan.aim() instanceof SearchPlan.Tune tune
                ? "%s %d".formatted(tune.varied().name(), Math.round(last.value()))
                : Humanize.rate(last.value())
                    + (last.role() == Step.Role.CONFIRMATION ? " for long" : "");
    String found =
        plan.aim() instanceof SearchPlan.Tune || last.role() == Step.Role.WARMUP
            ? Humanize.rate(last.measured().completionsPerSecond()) + " completions"
            : words(last.standing())
                + ", closed %s, %s p50 %s"
                    .formatted(
                        Humanize.rate(last.measured().workflowsPerSecond()),
                        plan.workload().noun(),
                        Humanize.seconds(last.measured().workflowSeconds()));
    String why = last.faults().isEmpty() ? "" : " · " + last.faults().get(0);
    return "run %d: %s · %s%s".formatted(last.number(), name, found, why);
  }

  static String words(TrialVerdict standing) {
    return switch (standing) {
      case HOLDS -> "holds";
      case LEANS_TO_HOLD -> "holds, just";
      case UNKNOWN -> "says nothing";
      case LEANS_TO_BREAK -> "breaks, just";
      case BREAKS -> "breaks";
    };
  }

  private String title(SearchRecord search) {
    Optional<String> found =
        search
            .answer()
            .flatMap(
                answer ->
                    answer instanceof Knee knee
                        ? Optional.of(KneeText.title(knee, search.plan()))
                        : CapacityText.title(search.plan().workload(), (Capacity) answer));
    if (search.end().filter(end -> end == StopReason.INTERRUPTED).isPresent()) {
      return style.warn(Headline.INTERRUPTED) + " · " + found.orElse(NO_ANSWER);
    }
    return found.map(style::good).orElseGet(() -> style.bad(NO_ANSWER));
  }

  private static String target(TargetInfo target) {
    return " · "
        + target.kind()
        + " target"
        + target.caveat().map(caveat -> ": " + Paragraph.harmless(caveat)).orElse("");
  }

  private static List<String> about(SearchRecord search) {
    SearchPlan plan = search.plan();
    double seconds = search.trials().stream().mapToDouble(Trial::seconds).sum();
    List<String> items =
        new ArrayList<>(
            List.of(
                plan.identity().runId(),
                search.target().address(),
                Humanize.count(search.trials().size(), "run") + " in " + Humanize.seconds(seconds),
                search.end().map(end -> "ended as " + end.words()).orElse("under way")));
    for (Map.Entry<String, List<String>> setting : new TreeMap<>(plan.given()).entrySet()) {
      setting.getValue().forEach(text -> items.add(setting.getKey() + " " + text));
    }
    if (!plan.given().containsKey("seed")) {
      items.add("seed " + plan.identity().seed());
    }
    return items;
  }

  private static List<String> answer(SearchRecord search) {
    return search
        .answer()
        .map(
            answer ->
                answer instanceof Knee knee
                    ? KneeText.sentences(knee, search.plan())
                    : CapacityText.sentences((Capacity) answer, search))
        .orElse(List.of());
  }

  private static List<String> leftOut(SearchRecord search) {
    List<String> lines = new ArrayList<>();
    for (Trial trial : search.trials()) {
      if (trial.standing() == TrialVerdict.UNKNOWN && trial.role() != Step.Role.WARMUP) {
        String why = trial.faults().isEmpty() ? "" : ": " + trial.faults().get(0);
        lines.addAll(
            Paragraph.lines(
                "  ! ", "Run %d does not count%s".formatted(trial.number(), why), Summary.WIDTH));
      }
    }
    doubts(search).ifPresent(text -> lines.addAll(Paragraph.lines("  ! ", text, Summary.WIDTH)));
    if (!lines.isEmpty()) {
      lines.add(0, "");
    }
    return lines;
  }

  /**
   * Returns the doubts of the last run that has any. Many short runs have doubts; the last doubted
   * run is the confirmation, or the nearest to it.
   */
  private static Optional<String> doubts(SearchRecord search) {
    List<Trial> doubted =
        search.trials().stream()
            .filter(trial -> trial.role() != Step.Role.WARMUP && !trial.doubts().isEmpty())
            .toList();
    return doubted.stream()
        .reduce((one, other) -> other)
        .map(
            last ->
                "There are doubts about %s; of run %d: %s"
                    .formatted(
                        Humanize.count(doubted.size(), "run"),
                        last.number(),
                        String.join(" ", last.doubts())));
  }

  private List<String> headed(String heading, List<String> items) {
    String lead = String.format(Locale.ROOT, "%-" + HEADING + "s", heading);
    List<String> lines = new ArrayList<>();
    if (heading.equals("Answer")) {
      for (String sentence : items) {
        lines.addAll(
            Paragraph.lines(lines.isEmpty() ? lead : " ".repeat(HEADING), sentence, Summary.WIDTH));
      }
    } else {
      lines.addAll(Paragraph.items(lead, items, Summary.WIDTH));
    }
    lines.set(0, style.bold(heading) + lines.get(0).substring(heading.length()));
    return lines;
  }
}
