package dev.tokenstorm.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenstorm.HostCapacity;
import dev.tokenstorm.Proof;
import dev.tokenstorm.fault.FaultWindow;
import dev.tokenstorm.measurement.Latency;
import dev.tokenstorm.measurement.LatencyRecorders;
import dev.tokenstorm.result.LatencySummary;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.settings.TestPlans;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What the fault {@code stall 2s} does to the latencies of an open loop, which can be computed: who
 * should have started in it waits for its end.
 */
@Tag("proof")
@Timeout(300)
@Isolated // what runs beside it would take its time
final class StalledLinkRunTest {
  private static final long BETWEEN_ARRIVALS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LENGTH = TimeUnit.SECONDS.toNanos(20);

  /** In the middle between two arrivals, so that a few milliseconds decide nothing. */
  private static final String FAULT = "9050ms: stall 2s";

  @Test
  void theLatenciesAreThoseThatFollowFromTheStall() throws Exception {
    HostCapacity.assumed();
    // To be warm, so that who waited for the end is soon served.
    var unused = run("target", "null", "workflows", "5000", "in-flight", "20");
    RunResult result = run("target", "null", "rate", "10/s", "duration", "20s", "fault", FAULT);

    LatencySummary latency =
        Objects.requireNonNull(result.run().latencies().get(Latency.WORKFLOW_CORRECTED));
    FaultWindow stall = result.faults().get(0);
    Histogram truth = LatencyRecorders.newHistogram();
    long undisturbed = (long) (latency.p50() * TimeUnit.SECONDS.toNanos(1));
    LongStream.iterate(0, at -> at < LENGTH, at -> at + BETWEEN_ARRIVALS)
        .map(at -> undisturbed + heldNanos(stall, at))
        .forEach(truth::recordValue);
    LatencySummary computed = LatencySummary.of(truth);
    assertThat(latency.count()).isEqualTo(computed.count());
    assertClose("p95", latency.p95(), computed.p95());
    assertClose("p99", latency.p99(), computed.p99());
    assertClose("p99.9", latency.p999(), computed.p999());
  }

  private static long heldNanos(FaultWindow stall, long at) {
    return at >= stall.beginNanos() && at < stall.endNanos() ? stall.endNanos() - at : 0;
  }

  private static void assertClose(String name, double found, double computed) {
    Proof.found("--fault '%s': %s is %.4f s, computed %.4f s", FAULT, name, found, computed);
    assertThat(found).as(name).isCloseTo(computed, Offset.offset(computed / 50));
  }

  private static RunResult run(String... load) throws InterruptedException {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "workload", "standalone",
                "worker", "wire",
                "completer", "grpc",
                "audit", "none",
                "no-metrics", "true"));
    flags.addAll(List.of(load));
    return new RunExecution(
            TestPlans.planOfItsOwnRun(flags.toArray(String[]::new)),
            new RunContext(Clock.systemUTC(), "a test").withoutFiles())
        .run(new RecordedRun())
        .result();
  }
}
