package dev.tokenstorm.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenstorm.plan.RunIdentity;
import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.plan.Share;
import dev.tokenstorm.plan.TargetPlan;
import dev.tokenstorm.text.HostPort;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetLimitsTest {
  private static final TargetPlan.Choice SERVED =
      new TargetPlan.Address(new HostPort("127.0.0.1", 7233));

  private static RunPlan plan(String flags) {
    return TestPlans.plan(flags.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "in-flight 3",
        "in-flight 3..100@1s workflows 1000",
        "workflows 3",
        "rate 1/s workflows 3",
        "park 3 branches 1 steps 1",
      })
  void whatIsLessThanOneForEachCellIsRefused(String flags) {
    assertThatThrownBy(() -> plan("target null cells 4 " + flags))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(" 3 is less than one for each cell of --cells 4")
        .hasMessageStartingWith("--");
    assertThat(plan("target null cells 3 " + flags).cells()).isEqualTo(3);
  }

  @Test
  void theEmbeddedServerAndFaultsAreRefused() {
    assertThatThrownBy(() -> plan("cells 2"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--cells 2 needs a target that other processes can reach");
    assertThatThrownBy(
            () ->
                TestPlans.plan(
                    "target", "null", "cells", "2", "rate", "9/s", "duration", "9s", "fault",
                    "1s: cut 1s"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--fault acts on the connections of one process");
  }

  @Test
  void moreParkedThanACellCanHavePendingIsRefused() {
    assertThatThrownBy(() -> plan("target null cells 3 in-flight 10 workflows 10 park 20 steps 1"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--park 20 cannot be split");
    assertThat(plan("target null cells 3 in-flight 12 workflows 12 park 24 steps 1").cells())
        .isEqualTo(3);
  }

  /** Both sides make a cell's plan in the same way, one of them of text. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "target null rate 100/s duration 10s warmup 2s",
        "target null:latency=2ms workflows 400 in-flight 30 park 40 task-queue mine",
        "target dev-server dev-server-path /bin/true stages 5s@10/s..20/s arrivals poisson",
        "target null workload standalone workflows 50 await-results 5 completers 7",
      })
  void whatACellReadsIsItsShareOfThePlan(String flags) {
    RunPlan whole = plan(flags + " cells 3 seed 5");
    Path folder = Path.of("target", "a-cell-that-is-not-there");
    for (int index = 0; index < 3; index++) {
      Share share = new Share(index, 3);
      RunPlan told = whole.forCells(SERVED);
      RunPlan read =
          CellPlan.read(
              PlanYaml.write(told), new RunIdentity(whole.runId(), whole.seed()), share, folder);
      assertThat(read).isEqualTo(whole.ofCell(share, SERVED, folder));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "out: somewhere",
        "dev-server-path: /bin/sh",
        "server-metrics: http://h.example/metrics",
        "report: junit=f.xml",
        "push: otlp",
        "fault: '1s: cut 1s'",
        "exec: {a: b.yaml}",
      })
  void aPlanThatNamesSomethingOfTheCellsMachineIsRefused(String line) {
    String yaml = PlanYaml.write(plan("target null cells 2").forCells(SERVED)) + line + "\n";
    assertThatThrownBy(
            () -> CellPlan.read(yaml, new RunIdentity("a", 1), new Share(0, 2), Path.of("c")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("acts on the coordinating process alone");
  }
}
