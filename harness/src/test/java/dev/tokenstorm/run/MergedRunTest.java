package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.cell.Cell;
import dev.tokenstorm.ledger.ExecutionState;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.merge.FleetRecorder;
import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.CellFolder;
import dev.tokenstorm.result.FleetCell;
import dev.tokenstorm.result.FleetFacts;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.result.ResultFiles;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.result.SampleRun;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.TestPlans;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cells that run side by side on the null front end, merged as they run and afterwards. */
@Timeout(120)
class MergedRunTest {
  private static final int CELLS = 3;
  private static final int WORKFLOWS = 900;

  @TempDir Path folder = Path.of("");

  /** Carries out one cell with a folder of its own. */
  private void run(int cell, String id, BiConsumer<Integer, Interval> told) {
    RunPlan plan = plan(id, WORKFLOWS / CELLS);
    RpcStatuses statuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
    try (Target target = Target.open(plan.target(), new NoopScope(), statuses, replies);
        Findings findings = new Findings()) {
      RunFacts facts = facts(plan, target).of(new FleetCell("fleet", cell, CELLS));
      try (ResultFiles files =
          ResultFiles.create(folder.resolve(id), facts, PlanYaml.write(plan), note -> {})) {
        RunResult result =
            new Cell(plan, target, statuses, replies, findings, NanoClock.SYSTEM)
                .run(facts, files.andThen(interval -> told.accept(cell, interval)));
        StoredFleet.finish(files, result);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static RunPlan plan(String id, int workflows) {
    return TestPlans.planOf(
        new RunIdentity(id, 42),
        "target",
        "null",
        "worker",
        "wire",
        "warmup",
        "300ms",
        "rate",
        "200/s",
        "workflows",
        String.valueOf(workflows));
  }

  private static RunFacts facts(RunPlan plan, Target target) {
    return new RunFacts(
        plan, PlanYaml.settings(plan), SampleRun.START, target.info(), Host.current(false));
  }

  @Test
  void what_is_merged_afterwards_is_what_was_merged_as_it_ran() throws Exception {
    RunPlan plan = plan("fleet", WORKFLOWS);
    Path live = folder.resolve("fleet");
    List<Path> folders =
        IntStream.range(0, CELLS).mapToObj(cell -> folder.resolve("fleet-c" + cell)).toList();
    RunResult whole;
    try (Target target =
            Target.open(
                plan.target(),
                new NoopScope(),
                new RpcStatuses(),
                new ReplyWatch(NanoClock.SYSTEM));
        ResultFiles files =
            ResultFiles.create(live, facts(plan, target), PlanYaml.write(plan), note -> {})) {
      FleetRecorder recorder = new FleetRecorder(facts(plan, target), CELLS, files);
      List<CompletableFuture<Void>> cells = new ArrayList<>();
      for (int cell = 0; cell < CELLS; cell++) {
        int number = cell;
        cells.add(
            CompletableFuture.runAsync(
                () -> {
                  run(number, "fleet-c" + number, (of, interval) -> accept(recorder, of, interval));
                  synchronized (recorder) {
                    recorder.ended(number);
                  }
                }));
      }
      for (CompletableFuture<Void> cell : cells) {
        cell.get();
      }
      for (int cell = 0; cell < CELLS; cell++) {
        recorder.end(cell, CellFolder.open(folders.get(cell)).end());
      }
      whole = recorder.finish();
      StoredFleet.finish(files, whole);
      for (Path cell : folders) {
        FleetFacts.write(cell, whole, PlanYaml.write(plan));
      }
    }
    Path merged = folder.resolve("merged");

    assertThat(FolderMerge.merge(folders, merged, note -> {})).isEmpty();

    FolderMergeTest.assertSameFiles(merged, live);
    assertThat(whole.ledger().imbalances()).isEmpty();
    assertThat(whole.ledger().counts().workflows(ExecutionState.COMPLETED))
        .isGreaterThanOrEqualTo(WORKFLOWS);
    assertThat(whole.ledger().counts().wrongEnds()).isZero();
  }

  private static void accept(FleetRecorder recorder, int cell, Interval interval) {
    synchronized (recorder) {
      recorder.accept(cell, interval);
    }
  }
}
