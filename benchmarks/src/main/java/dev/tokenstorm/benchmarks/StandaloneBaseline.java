package dev.tokenstorm.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Measures the standalone activities of a program written by hand with the SDK alone, to compare
 * {@link Standalone} with.
 */
@State(Scope.Benchmark)
public class StandaloneBaseline extends SdkBaseline {
  /**
   * When an activity is done for the program: once its completion is {@code acknowledged}, as in
   * the harness, or once its result was {@code awaited} by the SDK's handle.
   */
  @Param({"acknowledged", "awaited"})
  public String done = "";

  @Override
  SdkProgram start(String address) {
    return StandaloneSdkProgram.start(address, inFlight, completers, done.equals("awaited"));
  }

  @Benchmark
  @OperationsPerInvocation(EXECUTIONS)
  public void execute() {
    program().awaitExecutions(EXECUTIONS);
  }
}
