package dev.tokenstorm.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures executions per second, end to end, of a cell that runs as {@code tokenstorm run} does.
 * An operation is one execution; {@code cpu} is this process alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public abstract class CellBenchmark {
  /** Executions of one call. */
  static final int EXECUTIONS = 10;

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

  /** Number of executions that warm the process first, on a null front end of their own. */
  @Param({"0"})
  public int warmedBy;

  private @Nullable RunningCell cell;

  /** The target of what is measured. */
  abstract String target();

  /** Flags of the workload, each followed by its value. */
  abstract List<String> workload();

  @Setup(Level.Trial)
  public void start() {
    Threads.use(threads);
    if (warmedBy > 0) {
      try (RunningCell warming = start("null")) {
        warming.awaitExecutions(warmedBy);
      }
    }
    cell = start(target());
  }

  private RunningCell start(String onTarget) {
    List<String> all = new ArrayList<>(workload());
    all.addAll(
        List.of(
            "worker",
            worker,
            "completer",
            completer,
            "completers",
            String.valueOf(completers),
            "in-flight",
            String.valueOf(inFlight)));
    return RunningCell.start(onTarget, flags, all.toArray(String[]::new));
  }

  final void awaitExecutions() {
    requireNonNull(cell).awaitExecutions(EXECUTIONS);
  }

  @TearDown(Level.Trial)
  public void stop() {
    requireNonNull(cell).close();
  }
}
