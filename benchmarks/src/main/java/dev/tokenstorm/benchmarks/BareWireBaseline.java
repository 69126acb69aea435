package dev.tokenstorm.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Measures the greetings of a program written by hand on the gRPC API, to compare {@link Greeting}
 * with the {@code wire} worker with: it makes the same calls, and keeps no books.
 */
@State(Scope.Benchmark)
public class BareWireBaseline extends BaselineBenchmark {
  @Override
  BaselineProgram start(String address) {
    return BareWireProgram.start(address, inFlight, completers);
  }

  @Benchmark
  @OperationsPerInvocation(EXECUTIONS)
  public void greet() {
    program().awaitExecutions(EXECUTIONS);
  }
}
