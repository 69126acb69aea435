package dev.tokenstorm.compare;

import dev.tokenstorm.comparison.ComparedFigure;
import dev.tokenstorm.comparison.ComparisonPlan;
import dev.tokenstorm.comparison.SideExpectation;
import dev.tokenstorm.plan.ReportFormat;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A comparison of sides whose runs take turns. Immutable and validated.
 *
 * @param identity names the comparison; its seed drives the order of the runs, and theirs
 * @param directory the results' folder; it does not exist yet unless the comparison goes on there
 * @param budget how long this call may take
 * @param warmup of each run whose user leaves it open
 * @param length of each run's measured phase whose user leaves it open
 * @param sides the first is what the others are compared with
 * @param figures those that are judged, and then those that are shown
 * @param expectations what has to be shown; empty if no side may be worse than the first
 * @param margin up to what difference two sides are the same, as a share
 * @param reports files for the answer
 * @param given what the user gave, by name: what a comparison that goes on must not change
 */
public record ComparePlan(
    RunIdentity identity,
    Path directory,
    Duration budget,
    Duration warmup,
    Duration length,
    List<Side> sides,
    List<ComparedFigure> figures,
    List<SideExpectation> expectations,
    double margin,
    Map<ReportFormat, Path> reports,
    Map<String, List<String>> given) {
  /** The folder of the runs' folders. */
  static final String RUNS = "runs";

  public ComparePlan {
    sides = List.copyOf(sides);
    figures = List.copyOf(figures);
    expectations = List.copyOf(expectations);
    reports = Map.copyOf(reports);
    given = Map.copyOf(given);
  }

  /** Returns the names of the sides, in their order. */
  public List<String> names() {
    return sides.stream().map(Side::name).toList();
  }

  /**
   * Returns a plan like those of each side's runs, in the sides' order, for checks beforehand.
   *
   * @throws dev.tokenstorm.text.UsageException when there is none
   */
  public List<RunPlan> examples() {
    return sides.stream().map(this::example).toList();
  }

  /** Returns a plan like those of a side's runs. */
  RunPlan example(Side side) {
    return side.plan(lengths(), identity, directory.resolve(RUNS + "/000"));
  }

  RunLengths lengths() {
    return new RunLengths(warmup, length);
  }

  /**
   * Returns what is judged.
   *
   * @param blocks how many there is room for
   */
  ComparisonPlan judged(int blocks) {
    return new ComparisonPlan(names(), figures, expectations, margin, blocks, identity.seed());
  }
}
