package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tokenstorm.plan.RunPlan;
import dev.tokenstorm.settings.TestPlans;
import dev.tokenstorm.text.UsageException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The figures are those that were measured of parked workflows on JDK 17. */
final class HeapEstimateTest {
  private static final String MEASURED = "target 127.0.0.1:7233 workflows 200 steps 1";
  private static final Offset<Double> FIFTH_OF_A_PAYLOAD = within(0.2);

  private static RunPlan plan(String flags) {
    return TestPlans.plan(flags.split(" "));
  }

  /** Copies of the payload for each of 200 workflows, but for those of completions under way. */
  private static double copies(String flags) {
    int payload = 100_000;
    long without = HeapEstimate.bytes(plan(flags));
    long with = HeapEstimate.bytes(plan(flags + " payload-bytes " + payload));
    return (double) (with - without) / payload / 200;
  }

  @Test
  void theSdksWorkerHoldsSeveralCopiesOfAPayloadAndTheWireWorkerOne() {
    assertThat(copies(MEASURED + " branches 2")).isCloseTo(4.8, within(0.5));
    assertThat(copies(MEASURED + " branches 8")).isCloseTo(10.1, within(1.0));
    assertThat(copies(MEASURED + " branches 8 worker wire")).isCloseTo(1, FIFTH_OF_A_PAYLOAD);
  }

  @Test
  void theNullFrontEndKeepsHistoriesInThisProcess() {
    String flags = "workflows 200 steps 1 branches 2 worker wire";
    double beside = copies(flags + " target 127.0.0.1:7233");
    // Two scheduled inputs and the start's, and what it remembers of closed workflows.
    assertThat(copies(flags + " target null") - beside).isBetween(3.0, 3 + 5.0);
    assertThat(HeapEstimate.bytes(plan(flags + " target null workflows 1M payload-bytes 100")))
        .isLessThan(300L << 20);
  }

  @Test
  void aStandaloneActivityHoldsItsPayloadInNoWorkerAndOnceInTheNullFrontEnd() {
    String flags = "workload standalone workflows 200 completers 1 in-flight 200";
    assertThat(copies(flags + " target 127.0.0.1:7233")).isCloseTo(0, FIFTH_OF_A_PAYLOAD);
    double kept = copies(flags + " worker wire target null");
    assertThat(kept).isCloseTo(1 + 2, FIFTH_OF_A_PAYLOAD);
  }

  @Test
  void aStandaloneActivityIsRefusedWithoutAWordOfBranches() {
    RunPlan large = plan("workload standalone target null in-flight 2000 payload-bytes 1M");
    assertThatThrownBy(() -> Preflight.checkHeap(large, 1L << 30))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--in-flight 2000 and --payload-bytes 1000000 takes")
        .hasMessageContaining("lower --in-flight or --payload-bytes, or allow more with");
  }

  @Test
  void completionsUnderWayHoldTheirResults() {
    String flags = MEASURED + " worker wire completer grpc payload-bytes 100000 completers ";
    assertThat(HeapEstimate.bytes(plan(flags + 300)) - HeapEstimate.bytes(plan(flags + 100)))
        .isEqualTo(200L * 100_000);
    // No more than there are tokens.
    assertThat(HeapEstimate.bytes(plan(flags + 90_000)))
        .isEqualTo(HeapEstimate.bytes(plan(flags + 400)));
  }

  @Test
  void aPayloadThatDoesNotFitIsRefusedWithTheFlagsToLower() {
    RunPlan large = plan("target 127.0.0.1:7233 in-flight 2000 payload-bytes 1M");
    assertThatThrownBy(() -> Preflight.checkHeap(large, 4L << 30))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--in-flight 2000 with 2 branches and --payload-bytes 1000000 takes")
        .hasMessageContaining("lower --in-flight or --payload-bytes, or allow more with");
    assertThatCode(() -> Preflight.checkHeap(plan("in-flight 2000"), 4L << 30))
        .doesNotThrowAnyException();
  }

  @Test
  void payloadsOfWorkflowsThatNeverAreOpenAtOneTimeAreNotCounted() {
    // A single workflow, however many there might be.
    RunPlan single = plan("target 127.0.0.1:7233 workflows 1 in-flight 2000 payload-bytes 1M");
    // The bound of an open loop is for a run that goes wrong.
    RunPlan slow = plan("target 127.0.0.1:7233 rate 1/s duration 1h payload-bytes 1M");
    RunPlan delayed =
        plan(
            "target 127.0.0.1:7233 rate 1/s duration 1h payload-bytes 1M completion-delay 50s"
                + " steps 4 worker wire completers 1");
    RunPlan bursts = plan("target 127.0.0.1:7233 burst 500@0 payload-bytes 1M completers 1");
    assertThat(HeapEstimate.bytes(single)).isLessThan(400L << 20);
    assertThat(HeapEstimate.bytes(slow)).isLessThan(200L << 20);
    assertThat(HeapEstimate.bytes(delayed)).isBetween(200_000_000L, 300_000_000L);
    assertThat(HeapEstimate.bytes(bursts)).isGreaterThan(2_500_000_000L);
  }

  @Test
  void parkedTokensHoldTheirWorkflowsPayloads() {
    RunPlan parked =
        plan("target 127.0.0.1:7233 rate 100/s duration 1m park 400 worker wire payload-bytes 1M");
    // 200 workflows of two branches, and 16 completions.
    assertThat(HeapEstimate.bytes(parked)).isBetween(216_000_000L, 270_000_000L);
  }
}
