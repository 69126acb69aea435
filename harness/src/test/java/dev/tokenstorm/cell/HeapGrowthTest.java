package dev.tokenstorm.cell;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.NoopScope;
import dev.tokenstorm.ledger.Findings;
import dev.tokenstorm.measurement.NanoClock;
import dev.tokenstorm.measurement.RpcStatuses;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.result.Host;
import dev.tokenstorm.result.RunFacts;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.server.ReplyWatch;
import dev.tokenstorm.server.Target;
import dev.tokenstorm.settings.PlanYaml;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.verdict.Verdict;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server is a process of its own, so that only the harness's memory is measured. */
@Isolated("it reads how full this process's heap is")
@Tag("proof")
@Timeout(600)
class HeapGrowthTest {
  private static final int WORKFLOWS = 150;
  private static final long ALLOWANCE_BYTES = 4 << 20;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"sdk", "wire"})
  void a_run_ten_times_as_long_needs_the_same_heap(String worker) throws Exception {
    Assumptions.assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "temporal"))),
        "There is no temporal CLI on PATH.");
    liveBytesAfter(worker, WORKFLOWS); // loads classes and fills pools
    long once = liveBytesAfter(worker, WORKFLOWS);
    long tenTimes = liveBytesAfter(worker, 10 * WORKFLOWS);
    assertThat(tenTimes).isLessThan(once + ALLOWANCE_BYTES);
  }

  /** Live bytes while all that the run was made of is still held. */
  private long liveBytesAfter(String worker, int workflows) throws Exception {
    RunPlan plan =
        TestPlans.plan(
            "target",
            "dev-server",
            "worker",
            worker,
            "workflows",
            String.valueOf(workflows),
            "in-flight",
            "50",
            "audit",
            "all",
            "outcomes",
            "complete=98,fail=2");
    RpcStatuses statuses = new RpcStatuses();
    ReplyWatch replies = new ReplyWatch(NanoClock.SYSTEM);
    try (Target target = Target.open(plan.target(), new NoopScope(), statuses, replies);
        Findings findings = new Findings(folder.resolve("findings-" + workflows + ".jsonl"))) {
      RunFacts facts =
          new RunFacts(
              plan, PlanYaml.settings(plan), Instant.EPOCH, target.info(), Host.current(false));
      Cell cell = new Cell(plan, target, statuses, replies, findings, NanoClock.SYSTEM);
      RunResult result = cell.run(facts, interval -> {});
      assertThat(Verdict.of(result).reasons()).isEmpty();
      long live = liveBytes();
      assertThat(cell.counts().started()).isEqualTo(workflows);
      return live;
    }
  }

  private static long liveBytes() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
