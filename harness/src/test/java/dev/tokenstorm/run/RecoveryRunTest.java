package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.HostCapacity;
import dev.tokenstorm.Proof;
import dev.tokenstorm.cell.PhaseMover;
import dev.tokenstorm.frontend.NullFrontEnd;
import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.recovery.FaultCost;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.testkit.NullFrontEnds;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A fault goes on from 12.0 to 12.5 s of a run, and the null front end serves nothing from 12.0 to
 * 15.5 s. So the outage outlasts the fault by 3.0 s.
 */
@Timeout(300)
@Isolated // what runs beside it would take its time
final class RecoveryRunTest {
  private static final String FAULT = "12s: stall 500ms";

  /** The latency is long beside what a busy moment adds, as it is compared with that before. */
  private static final String SERVER = "latency=40ms,stall=3500ms@12s";

  @Tag("proof")
  @Test
  void anOutageThatOutlastsTheFaultByThreeSecondsIsToldWithinThreeTenths() throws Exception {
    recoversAfterThreeSeconds();
  }

  @Tag("soak")
  @RepeatedTest(10)
  void anOutageThatOutlastsTheFaultIsToldTenTimesOfTen() throws Exception {
    recoversAfterThreeSeconds();
  }

  private static void recoversAfterThreeSeconds() throws Exception {
    HostCapacity.assumed();
    // A process that is not warm takes long to work off what has waited.
    var unused =
        run(PhaseMover.WHEN_READY, "target", "null", "workflows", "5000", "in-flight", "100");
    try (NullFrontEnd server = NullFrontEnds.start(SERVER)) {
      ManagedChannel channel =
          Grpc.newChannelBuilder(NullFrontEnds.address(server), InsecureChannelCredentials.create())
              .build();
      try {
        RunResult result =
            run(
                new FirstStart(channel),
                "target",
                NullFrontEnds.address(server),
                "rate",
                "100/s",
                "duration",
                "24s",
                "fault",
                FAULT);

        FaultCost cost = result.costs().get(0);
        assertThat(cost.recovery().reason()).isEmpty();
        double recovery = Nanos.toSeconds(cost.recovery().nanos().orElseThrow());
        Proof.found(
            "an outage that outlasts its fault by 3.0 s: recovered after %.2f s, %.2f s without a"
                + " completion",
            recovery, cost.gapSeconds());
        assertThat(recovery).isBetween(2.7, 3.3);
      } finally {
        channel.shutdownNow();
      }
    }
  }

  private static RunResult run(PhaseMover mover, String... load) throws InterruptedException {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "workload", "standalone",
                "worker", "wire",
                "completer", "grpc",
                "completers", "500",
                "audit", "none",
                "no-metrics", "true"));
    flags.addAll(List.of(load));
    return new RunExecution(
            TestPlans.planOfItsOwnRun(flags.toArray(String[]::new)),
            new RunContext(Clock.systemUTC(), "a test").withoutFiles().movedBy(mover))
        .run(new RecordedRun())
        .result();
  }

  /**
   * The outage counts from the first start that the null front end gets. So the test sends it
   * itself, of a workflow that is none of the run's, and lets the run begin once it is answered.
   */
  private static final class FirstStart implements PhaseMover {
    private final WorkflowServiceGrpc.WorkflowServiceBlockingStub stub;

    FirstStart(ManagedChannel channel) {
      stub = WorkflowServiceGrpc.newBlockingStub(channel);
      // The connection is made now, so the start need not wait for it.
      var unused = stub.getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
    }

    @Override
    public boolean begins() {
      var unused =
          stub.startWorkflowExecution(
              StartWorkflowExecutionRequest.newBuilder()
                  .setNamespace("default")
                  .setWorkflowId("the first start")
                  .setRequestId("the first start")
                  .setWorkflowType(WorkflowType.newBuilder().setName("None"))
                  .setTaskQueue(TaskQueue.newBuilder().setName("nobody's"))
                  .build());
      return true;
    }

    @Override
    public boolean movesOn(Phase phase, boolean ready) {
      return ready;
    }
  }
}
