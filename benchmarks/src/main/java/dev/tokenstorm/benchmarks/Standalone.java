package dev.tokenstorm.benchmarks;

import static java.util.Objects.requireNonNull;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures standalone activities per second, end to end, of a cell that runs as {@code tokenstorm
 * run --workload standalone} does. No client waits for results, unless {@code -p
 * flags=await-results=N} says so. An operation is one activity; {@code cpu} is this process alone.
 * {@link Greeting} with one branch of one step is the same work in a workflow.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class Standalone {
  private static final int ACTIVITIES = 10;

  /**
   * Target: {@code null} (the null front end in another process) or {@code HOST:PORT}. The embedded
   * server has no standalone activities.
   */
  @Param({"null"})
  public String target = "";

  @Param({"sdk", "wire"})
  public String worker = "";

  /** Further flags of {@code tokenstorm run}, as {@code name=value} joined by commas. */
  @Param({""})
  public String flags = "";

  @Param({"sdk"})
  public String completer = "";

  @Param({"16"})
  public int completers;

  @Param({"150"})
  public int inFlight;

  /** Kind of threads: {@code platform}, or {@code virtual} where the JDK has them. */
  @Param({"platform"})
  public String threads = "";

  /** Number of activities that warm the process first, on a null front end of their own. */
  @Param({"0"})
  public int warmedBy;

  private @Nullable RunningCell cell;

  @Setup(Level.Trial)
  public void start() {
    Threads.use(threads);
    if (warmedBy > 0) {
      try (RunningCell warming = start("null")) {
        warming.awaitExecutions(warmedBy);
      }
    }
    cell = start(target);
  }

  private RunningCell start(String onTarget) {
    return RunningCell.start(
        onTarget,
        flags,
        "workload",
        "standalone",
        "await-results",
        "0",
        "worker",
        worker,
        "completer",
        completer,
        "completers",
        String.valueOf(completers),
        "in-flight",
        String.valueOf(inFlight));
  }

  @Benchmark
  @OperationsPerInvocation(ACTIVITIES)
  public void execute() {
    requireNonNull(cell).awaitExecutions(ACTIVITIES);
  }

  @TearDown(Level.Trial)
  public void stop() {
    requireNonNull(cell).close();
  }
}
