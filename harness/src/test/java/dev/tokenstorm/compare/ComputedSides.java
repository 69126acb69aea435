package dev.tokenstorm.compare;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.result.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Runs that take no time of ours: their figures follow from their sides, and from scatter that a
 * seed determines. A test may change a run before it is told.
 */
final class ComputedSides implements SideRunner {
  private static final long RUN_NANOS = 5_000_000_000L;
  private static final double SCATTER = 0.01;

  private final ComparePlan plan;
  private final double[] rates;
  private final SplittableRandom random = new SplittableRandom(7);
  private final List<String> made = new ArrayList<>();
  private Change change = (run, before) -> run;
  private long now;

  /** Changes a run that has been made. */
  @FunctionalInterface
  interface Change {
    CompareRun of(CompareRun run, List<CompareRun> before);
  }

  /**
   * @param rates each side's completions per second
   */
  ComputedSides(ComparePlan plan, double... rates) {
    this.plan = plan;
    this.rates = rates.clone();
  }

  ComputedSides changed(Change other) {
    change = other;
    return this;
  }

  /** The time as the runs make it pass. */
  NanoClock clock() {
    return () -> now;
  }

  /** What ran, such as {@code 0a 0b 1b 1a}. */
  List<String> made() {
    return made;
  }

  @Override
  public CompareRun run(int block, int side, List<CompareRun> before) {
    now += RUN_NANOS;
    String name = plan.names().get(side);
    made.add(block + name);
    double rate = rates[side] * Math.exp(SCATTER * random.nextGaussian());
    return change.of(
        new CompareRun(
            before.size() + 1,
            block,
            name,
            "runs/" + (before.size() + 1),
            5,
            0.5,
            Ending.How.FINISHED,
            "passed",
            List.of(),
            List.of(),
            quiet(),
            Map.of(
                "completions.rate",
                rate,
                "generator.cpu-per-greeting",
                1 / rate,
                "workflow.p99",
                0.02)),
        before);
  }

  static Outside quiet() {
    return new Outside(OptionalDouble.of(0.1), OptionalDouble.of(0), 0);
  }

  static CompareRun withOutside(CompareRun run, Outside outside) {
    return copy(run, run.ending(), run.faults(), outside);
  }

  static CompareRun withFault(CompareRun run, String fault) {
    return copy(run, run.ending(), List.of(fault), run.outside());
  }

  static CompareRun ended(CompareRun run, Ending.How how) {
    return copy(run, how, run.faults(), run.outside());
  }

  private static CompareRun copy(
      CompareRun run, Ending.How how, List<String> faults, Outside outside) {
    return new CompareRun(
        run.number(),
        run.block(),
        run.side(),
        run.folder(),
        run.seconds(),
        run.beyondSeconds(),
        how,
        run.verdict(),
        faults,
        run.doubts(),
        outside,
        run.figures());
  }
}
