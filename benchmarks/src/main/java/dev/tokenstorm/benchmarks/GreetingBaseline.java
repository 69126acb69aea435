package dev.tokenstorm.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Measures the greetings of a program written by hand with the SDK alone, to compare {@link
 * Greeting} with.
 */
@State(Scope.Benchmark)
public class GreetingBaseline extends SdkBaseline {
  /**
   * Settings of the SDK: {@code sdk} for its defaults, {@code raised} for a cache and threads for
   * all workflows in flight.
   */
  @Param({"sdk", "raised"})
  public String settings = "";

  /** Whether the SDK counts evictions, which costs a little CPU. */
  @Param({"false"})
  public boolean countEvictions;

  /** Counters that are reported beside the greetings. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Evictions {
    /** Forced evictions of cached workflows. */
    public double forcedEvictions;
  }

  @Override
  SdkProgram start(String address) {
    return GreetingSdkProgram.start(
        address, inFlight, completers, settings.equals("raised"), countEvictions);
  }

  @Benchmark
  @OperationsPerInvocation(EXECUTIONS)
  public void greet(Evictions evictions) {
    SdkProgram running = program();
    double before = running.forcedEvictions();
    running.awaitExecutions(EXECUTIONS);
    evictions.forcedEvictions += running.forcedEvictions() - before;
  }
}
