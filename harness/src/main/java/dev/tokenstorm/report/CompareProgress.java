package dev.tokenstorm.report;

import dev.tokenstorm.compare.ComparePlan;
import dev.tokenstorm.compare.CompareRun;
import dev.tokenstorm.compare.CompareState;
import dev.tokenstorm.comparison.ComparedFigure;
import dev.tokenstorm.comparison.Look;
import dev.tokenstorm.comparison.LookPlan;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.objective.FigureText;
import dev.tokenstorm.server.TargetInfo;
import dev.tokenstorm.text.Humanize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells how far a comparison has come, in one line at a time. */
public final class CompareProgress {
  private CompareProgress() {}

  /** Returns the first line. */
  public static String begun(ComparePlan plan, List<TargetInfo> targets) {
    return "compare %s of %s against %s, results in %s"
        .formatted(
            plan.identity().runId(),
            String.join(", ", plan.names()),
            targets.stream().map(TargetInfo::address).distinct().collect(Collectors.joining(", ")),
            plan.directory());
  }

  /** Returns the line on how many blocks there will be. */
  public static String planned(ComparePlan plan, CompareState state) {
    LookPlan looks = LookPlan.of(state.allowed().orElse(0), plan.sides().size());
    if (looks.looks().isEmpty()) {
      return "--budget has room for %s, and a word needs six; so none will be given"
          .formatted(Humanize.count(looks.blocks(), "block"));
    }
    return "--budget has room for %s of %d runs; what they say is looked at after %s"
        .formatted(
            Humanize.count(looks.blocks(), "block"),
            plan.sides().size(),
            looks.looks().stream()
                .map(Look::blocks)
                .map(String::valueOf)
                .collect(Collectors.joining(", ")));
  }

  /**
   * Returns the line on the run that has just ended.
   *
   * @param budget what is left of it
   */
  public static String ran(ComparePlan plan, CompareState state, Duration budget) {
    CompareRun last = state.runs().get(state.runs().size() - 1);
    List<String> said = new ArrayList<>();
    plan.figures().stream()
        .filter(ComparedFigure::judged)
        .map(ComparedFigure::figure)
        .forEach(
            figure ->
                Optional.ofNullable(last.figures().get(figure.name()))
                    .map(
                        value -> figure.name() + " " + FigureText.of(figure.figure().unit(), value))
                    .ifPresent(said::add));
    last.faults().stream().findFirst().ifPresent(said::add);
    int blocks = LookPlan.of(state.allowed().orElse(0), plan.sides().size()).blocks();
    boolean warming = last.role() == CompareRun.Role.WARM_UP;
    return "run %d: %s, %s · %s · %s left at most"
        .formatted(
            last.number(),
            warming ? "warm-up" : "block %d of %d".formatted(last.block(), blocks),
            last.side(),
            String.join(", ", said),
            Humanize.seconds(
                Math.rint(Math.min(Nanos.toSeconds(budget), left(plan, state, blocks)))));
  }

  /** How long the blocks that are left take, if they are like those before, in seconds. */
  private static double left(ComparePlan plan, CompareState state, int blocks) {
    List<CompareRun> counted =
        state.runs().stream().filter(run -> run.role() == CompareRun.Role.BLOCK).toList();
    double mean = counted.stream().mapToDouble(CompareRun::seconds).average().orElse(0);
    return counted.isEmpty()
        ? Double.MAX_VALUE
        : mean * Math.max(0, (long) blocks * plan.sides().size() - counted.size());
  }
}
