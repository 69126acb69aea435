package dev.tokenstorm.comparison;

import dev.tokenstorm.objective.PartFigure;
import dev.tokenstorm.objective.PartFigureNotation;
import dev.tokenstorm.text.Notation.Misfit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans of comparisons, and runs whose figures are given instead of measured. */
final class ComputedRuns {
  static final String RATE = "completions.rate";
  static final String CPU = "generator.cpu-per-greeting";
  static final String P50 = "workflow.p50";
  static final String P99 = "workflow.p99";

  /** It follows from the plan, so that neither way is better. */
  static final String TIME = "time";

  static final double MARGIN = 0.05;

  private ComputedRuns() {}

  static PartFigure figure(String name) {
    try {
      return new PartFigureNotation().parse(name);
    } catch (Misfit misfit) {
      throw new IllegalArgumentException(name, misfit);
    }
  }

  /** Two sides, {@code a} and {@code b}, and figures that are all judged. */
  static ComparisonPlan plan(int blocks, String... figures) {
    return plan(List.of("a", "b"), blocks, figures);
  }

  static ComparisonPlan plan(List<String> sides, int blocks, String... figures) {
    List<ComparedFigure> compared =
        Stream.of(figures).map(name -> new ComparedFigure(figure(name), true)).toList();
    return new ComparisonPlan(sides, compared, List.of(), MARGIN, blocks, 1);
  }

  /** The same plan with expectations. */
  static ComparisonPlan expecting(ComparisonPlan plan, String... expectations) {
    SideExpectationNotation notation = new SideExpectationNotation(plan.sides());
    List<SideExpectation> parsed = new ArrayList<>();
    for (String text : expectations) {
      try {
        parsed.add(notation.parse(text));
      } catch (Misfit misfit) {
        throw new IllegalArgumentException(text, misfit);
      }
    }
    return new ComparisonPlan(
        plan.sides(), plan.figures(), parsed, plan.margin(), plan.blocks(), plan.seed());
  }

  static RunFigures run(String figure, double value) {
    return new RunFigures(Map.of(figure, value), false);
  }

  /** A run that has all figures, of which each is the exponential of a number. */
  static RunFigures run(List<ComparedFigure> figures, double... logs) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < logs.length; i++) {
      values.put(figures.get(i).name(), Math.exp(logs[i]));
    }
    return new RunFigures(values, false);
  }

  static RunBlock block(int number, RunFigures... runs) {
    return new RunBlock(number, List.of(runs), Optional.empty());
  }

  /** Blocks in which one figure of {@code b} is so many times that of {@code a}. */
  static List<RunBlock> blocks(String figure, double... ratios) {
    List<RunBlock> blocks = new ArrayList<>();
    for (double ratio : ratios) {
      // What a block has in common is in no ratio.
      double common = 100 + 50 * (blocks.size() % 3);
      blocks.add(block(blocks.size(), run(figure, common), run(figure, common * ratio)));
    }
    return blocks;
  }

  static RunBlock leftOut(RunBlock block) {
    return new RunBlock(block.number(), block.runs(), Optional.of("the process was stopped"));
  }
}
