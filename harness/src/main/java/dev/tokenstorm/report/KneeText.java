package dev.tokenstorm.report;

import dev.tokenstorm.search.Asymptotes;
import dev.tokenstorm.search.Knee;
import dev.tokenstorm.search.SearchPlan;
import dev.tokenstorm.search.SearchThreshold;
import dev.tokenstorm.text.Humanize;
import java.util.ArrayList;
import java.util.List;

/** Writes the knee that a search found in words. */
final class KneeText {
  private KneeText() {}

  static String title(Knee knee, SearchPlan plan) {
    String side =
        switch (knee.edge()) {
          case NONE -> "";
          case SMALLEST -> "at most ";
          case LARGEST -> "at least ";
        };
    return "KNEE " + side + named(knee.value(), plan);
  }

  static List<String> sentences(Knee knee, SearchPlan plan) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        switch (knee.edge()) {
          case NONE ->
              "With %s%s throughput first comes within 5 %% of the best, %s with %s."
                  .formatted(
                      named(knee.value(), plan),
                      interval(knee),
                      best(knee),
                      named(knee.best(), plan));
          case SMALLEST ->
              "With %s, the smallest that was run%s, throughput is within 5 %% of the best, %s with %s."
                  .formatted(
                      named(knee.value(), plan),
                      interval(knee),
                      best(knee),
                      named(knee.best(), plan));
          case LARGEST ->
              "Throughput still rises at the largest value that was tried, %s with %s%s; raise the range, or --budget."
                  .formatted(best(knee), named(knee.best(), plan), interval(knee));
        });
    knee.asymptotes().ifPresent(lines -> sentences.add(asymptotes(lines)));
    if (knee.edge() != Knee.Edge.LARGEST) {
      boolean whole =
          knee.recommended() >= Math.ceil(knee.high() * (1 + SearchThreshold.KNEE_MARGIN.value()));
      sentences.add(
          "Recommended: %s, %s, for calls that become slower."
              .formatted(
                  Humanize.count(knee.recommended()),
                  whole
                      ? "%.0f %% more than the interval's end"
                          .formatted(100 * SearchThreshold.KNEE_MARGIN.value())
                      : "the most that was tried and does no worse"));
    }
    return sentences;
  }

  private static String interval(Knee knee) {
    return knee.repeated()
        ? " (95 %% interval %s to %s)"
            .formatted(Humanize.count(knee.low()), Humanize.count(knee.high()))
        : " (no run was repeated, so how sure that is is not known)";
  }

  private static String best(Knee knee) {
    return Humanize.rate(knee.perSecond()).replace("/s", " completions/s");
  }

  private static String asymptotes(Asymptotes lines) {
    return "Asymptotes: %s × %s per call, as long as few wait, is %s completers (%s to %s)."
        .formatted(
            Humanize.rate(lines.perSecond()),
            Humanize.seconds(lines.callSeconds()),
            Humanize.digits(lines.crossing()),
            Humanize.digits(lines.low()),
            Humanize.digits(lines.high()));
  }

  private static String named(int value, SearchPlan plan) {
    String setting = plan.aim() instanceof SearchPlan.Tune tune ? tune.varied().name() : "";
    return setting.equals("completers")
        ? Humanize.count(value, "completer")
        : setting + " " + Humanize.count(value);
  }
}
