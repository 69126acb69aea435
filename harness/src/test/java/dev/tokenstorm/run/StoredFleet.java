package dev.tokenstorm.run;

import dev.tokenstorm.bottleneck.Bottlenecks;
import dev.tokenstorm.ledger.LedgerReport;
import dev.tokenstorm.measurement.CutPolls;
import dev.tokenstorm.merge.FleetRecorder;
import dev.tokenstorm.merge.SampleFleet;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.CellFolder;
import dev.tokenstorm.result.CellReport;
import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.FleetCell;
import dev.tokenstorm.result.FleetFacts;
import dev.tokenstorm.result.FleetReport;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.ResultFiles;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunRecorder;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A fleet in folders: those of its cells, and that of its run, which was fed with the cells'
 * intervals as they came.
 *
 * @param run the fleet's own folder
 */
public record StoredFleet(Path run, List<Path> cells) {

  /**
   * Makes a fleet of drawn cells.
   *
   * @param name of the fleet's run
   * @param flags further settings of its plan, as names and values in turn
   */
  public static StoredFleet write(Path folder, String name, int cells, String... flags)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("workflows", "300", "warmup", "2s"));
    all.addAll(List.of(flags));
    RunFacts fleet = facts(name, all);
    List<List<Interval>> drawn = new SampleFleet(7).draw(cells, 14).subList(0, cells);
    List<Path> folders =
        IntStream.range(0, cells).mapToObj(cell -> folder.resolve(name + "-c" + cell)).toList();
    Path run = folder.resolve(name);
    try (ResultFiles files =
        ResultFiles.create(run, fleet, PlanYaml.write(fleet.plan()), note -> {})) {
      FleetRecorder recorder = new FleetRecorder(fleet, cells, files);
      for (int second = 0; second < drawn.get(0).size(); second++) {
        // The last cell is always the first to tell.
        for (int cell = cells - 1; cell >= 0; cell--) {
          recorder.accept(cell, drawn.get(cell).get(second));
        }
      }
      for (int cell = 0; cell < cells; cell++) {
        recorder.ended(cell);
        RunFacts own = facts(name + "-c" + cell, all).of(new FleetCell(name, cell, cells));
        writeCell(folders.get(cell), own, drawn.get(cell));
        recorder.end(cell, CellFolder.open(folders.get(cell)).end());
      }
      RunResult result = recorder.finish().with(report(cells));
      finish(files, result);
      for (Path cell : folders) {
        FleetFacts.write(cell, result, PlanYaml.write(fleet.plan()));
      }
    }
    return new StoredFleet(run, folders);
  }

  private static FleetReport report(int cells) {
    return new FleetReport(
        IntStream.range(0, cells)
            .mapToObj(
                cell ->
                    new CellReport(
                        FleetCell.name(cell),
                        CellReport.Fate.ENDED,
                        Duration.ofNanos(3_123_456_789L + cell),
                        100 + cell,
                        100.0 / 3,
                        cell == 0 ? OptionalDouble.of(0.001234567) : OptionalDouble.empty(),
                        0.3,
                        cell == 0 ? List.of("It was late.") : List.of()))
            .toList(),
        Duration.ofNanos(1_234_567));
  }

  private static RunFacts facts(String name, List<String> flags) {
    RunPlan plan = TestPlans.planOf(new RunIdentity(name, 42), flags.toArray(String[]::new));
    RunFacts sample = SampleRun.facts(false);
    return new RunFacts(
        plan, PlanYaml.settings(plan), sample.startedAt(), sample.target(), sample.host());
  }

  private static void writeCell(Path folder, RunFacts facts, List<Interval> intervals) {
    RunRecorder recorder = new RunRecorder(facts);
    try (ResultFiles files =
        ResultFiles.create(folder, facts, PlanYaml.write(facts.plan()), note -> {})) {
      intervals.forEach(recorder.andThen(files));
      Interval last = intervals.get(intervals.size() - 1);
      finish(
          files,
          recorder.finish(
              Ending.finished(),
              new LedgerReport(last.counts(), List.of(), List.of(), 0),
              last.rpc(),
              CutPolls.NONE));
    }
  }

  /** Judges a result as a run does, and writes it. */
  static void finish(ResultFiles files, RunResult result) {
    List<String> problems =
        files.finish(
            result,
            Verdict.of(result).judgement(),
            Bottlenecks.of(result, result.facts().plan().shape(), Optional.empty()));
    if (!problems.isEmpty()) {
      throw new AssertionError(problems);
    }
  }
}
