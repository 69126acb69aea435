package dev.tokenstorm.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Comparisons of runs whose figures are drawn. The logarithm of a figure has a standard deviation
 * of 5 %, and runs depend on nothing but their side and, where that is wanted, on when they run.
 */
final class ComparisonSimulation {
  private static final double SCATTER = 0.05;

  private final ComparisonPlan plan;
  private final double[][] effects;
  private final IntToDoubleFunction disturbance;

  /**
   * @param effects of each side but the first on the logarithm of each figure
   * @param disturbance what the n-th run, from 0, adds to the logarithms of its figures
   */
  private ComparisonSimulation(
      ComparisonPlan plan, double[][] effects, IntToDoubleFunction disturbance) {
    this.plan = plan;
    this.effects = effects;
    this.disturbance = disturbance;
  }

  ComparisonPlan plan() {
    return plan;
  }

  /** Sides that do not differ. */
  static ComparisonSimulation alike(ComparisonPlan plan) {
    return new ComparisonSimulation(
        plan, new double[plan.sides().size() - 1][plan.figures().size()], run -> 0);
  }

  /** Two sides, and how many times the first one's figures the second one's are. */
  static ComparisonSimulation apart(ComparisonPlan plan, double... ratios) {
    double[] logs = ratios.clone();
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(ratios[i]);
    }
    return new ComparisonSimulation(plan, new double[][] {logs}, run -> 0);
  }

  ComparisonSimulation disturbedBy(IntToDoubleFunction other) {
    return new ComparisonSimulation(plan, effects, other);
  }

  /** The share of so many comparisons of which something holds when they stop. */
  double share(int comparisons, Predicate<ComparisonResult> predicate) {
    return stopped(comparisons).stream().filter(predicate).count() / (double) comparisons;
  }

  /** What so many comparisons say when they stop. */
  List<ComparisonResult> stopped(int comparisons) {
    return IntStream.range(0, comparisons).mapToObj(this::stoppedOne).toList();
  }

  /** A comparison that runs until a look decides everything, or to its end. */
  private ComparisonResult stoppedOne(long seed) {
    List<RunBlock> blocks = blocks(seed);
    for (Look look : plan.looks().looks()) {
      ComparisonResult result =
          BlockComparison.judge(plan, blocks.subList(0, look.blocks()), false);
      if (result.decided()) {
        return result;
      }
    }
    return BlockComparison.judge(plan, blocks, true);
  }

  /** As many blocks as are planned, in the order in which their sides run. */
  List<RunBlock> blocks(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SideOrder order = new SideOrder(seed, plan.sides().size());
    List<RunBlock> blocks = new ArrayList<>();
    for (int block = 0; block < plan.looks().blocks(); block++) {
      RunFigures[] runs = new RunFigures[plan.sides().size()];
      int started = block * runs.length;
      for (int side : order.of(block)) {
        runs[side] = run(side, started, random);
        started++;
      }
      blocks.add(new RunBlock(block, List.of(runs), Optional.empty()));
    }
    return blocks;
  }

  private RunFigures run(int side, int number, SplittableRandom random) {
    double[] logs = new double[plan.figures().size()];
    for (int figure = 0; figure < logs.length; figure++) {
      double effect = side == 0 ? 0 : effects[side - 1][figure];
      logs[figure] = effect + disturbance.applyAsDouble(number) + SCATTER * random.nextGaussian();
    }
    return ComputedRuns.run(plan.figures(), logs);
  }

  /** Whether any figure of any side is said to differ. */
  static boolean different(ComparisonResult result) {
    return result.pairs().stream()
        .anyMatch(pair -> pair.word().decided() && !pair.word().word().equals(same()));
  }

  /** Whether the first figure is said to be the same. */
  static boolean same(ComparisonResult result) {
    return result.pairs().get(0).word().word().equals(same());
  }

  private static Optional<ComparisonWord> same() {
    return Optional.of(ComparisonWord.SAME);
  }
}
