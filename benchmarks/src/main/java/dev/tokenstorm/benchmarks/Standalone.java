package dev.tokenstorm.benchmarks;

import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Measures standalone activities per second. No client waits for results, unless {@code -p
 * flags=await-results=N} says so. {@link Greeting} with one branch of one step is the same work in
 * a workflow.
 */
@State(Scope.Benchmark)
public class Standalone extends CellBenchmark {
  /**
   * Target: {@code null} (the null front end in another process) or {@code HOST:PORT}. The embedded
   * server has no standalone activities.
   */
  @Param({"null"})
  public String target = "";

  @Override
  String target() {
    return target;
  }

  @Override
  List<String> workload() {
    return List.of("workload", "standalone", "await-results", "0");
  }

  @Benchmark
  @OperationsPerInvocation(EXECUTIONS)
  public void execute() {
    awaitExecutions();
  }
}
