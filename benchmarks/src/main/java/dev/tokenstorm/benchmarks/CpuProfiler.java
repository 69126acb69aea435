package dev.tokenstorm.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Reports the CPU time per operation of the whole measuring process: benchmark threads, event
 * loops, compiler and collector. Other processes, such as a server, are not included. Waiting costs
 * no CPU, so this shows a cost that a throughput hides.
 */
public final class CpuProfiler implements InternalProfiler {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final AtomicLong LEFT_OUT_NANOS = new AtomicLong();

  private long startNanos;

  /** Runs a preparation whose CPU time is not counted. Nothing that counts may run meanwhile. */
  static void leaveOut(Runnable preparation) {
    long start = PROCESS.getProcessCpuTime();
    preparation.run();
    LEFT_OUT_NANOS.addAndGet(PROCESS.getProcessCpuTime() - start);
  }

  @Override
  public String getDescription() {
    return "CPU time of the process per operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    startNanos = PROCESS.getProcessCpuTime();
    LEFT_OUT_NANOS.set(0);
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long spent = PROCESS.getProcessCpuTime() - startNanos - LEFT_OUT_NANOS.get();
    long operations = result.getMetadata().getAllOps();
    return operations == 0
        ? List.of()
        : List.of(
            new ScalarResult("cpu", (double) spent / operations, "ns/op", AggregationPolicy.AVG));
  }
}
