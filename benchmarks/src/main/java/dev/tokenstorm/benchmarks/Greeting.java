package dev.tokenstorm.benchmarks;

import java.util.List;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures whole greetings per second. */
@State(Scope.Benchmark)
public class Greeting extends CellBenchmark {
  /**
   * Target: {@code null} (the null front end in another process), {@code embedded} or {@code
   * HOST:PORT}.
   */
  @Param({"null", "embedded"})
  public String target = "";

  @Param({"2"})
  public int branches;

  @Param({"2"})
  public int steps;

  /** Counters that are reported beside the greetings. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Tokens {
    public long completions;
  }

  @Override
  String target() {
    return target;
  }

  @Override
  List<String> workload() {
    return List.of("branches", String.valueOf(branches), "steps", String.valueOf(steps));
  }

  @Benchmark
  @OperationsPerInvocation(EXECUTIONS)
  public void greet(Tokens tokens) {
    awaitExecutions();
    tokens.completions += (long) EXECUTIONS * branches * steps;
  }
}
