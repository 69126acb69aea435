package dev.tokenstorm.compare;

import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.objective.PartFigure;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.DocumentFigures;
import dev.tokenstorm.result.Doubt;
import dev.tokenstorm.result.RunNumbers;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.search.PlanRunner;
import dev.tokenstorm.verdict.Invariant;
import dev.tokenstorm.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Makes each run a cell with ids, a task queue and a folder of its own. The runs of a block have
 * the same seed, so that all sides get the same draws.
 */
public final class CellSideRunner implements SideRunner {
  private final ComparePlan plan;
  private final List<PlanRunner> warming;
  private final List<PlanRunner> counting;
  private final NanoClock clock;

  /**
   * @param warming makes each side's runs that do not count, in the order of the plan
   * @param counting makes each side's other runs, in that order
   */
  public CellSideRunner(
      ComparePlan plan, List<PlanRunner> warming, List<PlanRunner> counting, NanoClock clock) {
    this.plan = plan;
    this.warming = List.copyOf(warming);
    this.counting = List.copyOf(counting);
    this.clock = clock;
  }

  @Override
  public CompareRun run(int block, int side, List<CompareRun> before) throws InterruptedException {
    int largest = before.stream().mapToInt(CompareRun::number).max().orElse(0);
    int number = RunNumbers.next(plan.directory().resolve(ComparePlan.RUNS), largest);
    Side ran = plan.sides().get(side);
    String folder = folder(number, block, ran.name());
    RunPlan run = plan(block, ran, number, folder);
    PlanRunner runner = (block == 0 ? warming : counting).get(side);
    long begin = clock.nanoTime();
    runner.rest(Duration.ofNanos((long) (ScheduleThreshold.REST.value() * Nanos.PER_SECOND)));
    OutsideWatch outside = new OutsideWatch(clock, Runtime.getRuntime().availableProcessors());
    PlanRunner.Finished finished = runner.run(run, stop -> outside);
    double seconds = Nanos.toSeconds(clock.nanoTime() - begin);
    double planned = Side.plannedSeconds(run).orElse(0) + ScheduleThreshold.REST.value();
    RunResult result = finished.result();
    return new CompareRun(
        number,
        block,
        ran.name(),
        folder,
        seconds,
        Math.max(0, seconds - planned),
        result.ending().how(),
        finished.verdict().judgement().outcome(),
        faults(result, finished.verdict()),
        finished.verdict().doubts().stream().map(Doubt::sentence).toList(),
        outside.seen(),
        figures(result));
  }

  private RunPlan plan(int block, Side side, int number, String folder) {
    RunIdentity identity =
        new RunIdentity(
            String.format(Locale.ROOT, "%s-%02d", plan.identity().runId(), number),
            new SplittableRandom(plan.identity().seed() + block)
                .nextLong(RunIdentity.LARGEST_SEED + 1));
    return block == 0
        ? side.warming(plan.lengths(), identity, plan.directory().resolve(folder))
        : side.plan(plan.lengths(), identity, plan.directory().resolve(folder));
  }

  private static String folder(int number, int block, String side) {
    String of = block == 0 ? "warm-up" : String.format(Locale.ROOT, "block-%02d", block);
    return String.format(Locale.ROOT, "%s/%03d-%s-%s", ComparePlan.RUNS, number, of, side);
  }

  /**
   * An objective that is missed says nothing against a figure, and an end from outside nothing
   * against a side. A run in which nothing was measured has no figures, and that is all.
   */
  private static List<String> faults(RunResult result, Verdict verdict) {
    String measured = Invariant.measured(result.facts().plan().workload());
    return result.ending().how().cutShort()
        ? List.of()
        : verdict.invariants().stream()
            .filter(Invariant::fails)
            .filter(invariant -> !invariant.name().equals(measured))
            .flatMap(invariant -> invariant.breaches().stream())
            .toList();
  }

  private Map<String, Double> figures(RunResult result) {
    DocumentFigures document = DocumentFigures.of(result);
    List<PartFigure> named = new ArrayList<>();
    plan.figures().forEach(compared -> named.add(compared.figure()));
    plan.expectations().forEach(expected -> named.add(expected.figure()));
    Map<String, Double> figures = new TreeMap<>();
    for (PartFigure figure : named) {
      document
          .read(figure.part(), figure.figure())
          .ifPresent(value -> figures.put(figure.name(), value));
    }
    return figures;
  }
}
