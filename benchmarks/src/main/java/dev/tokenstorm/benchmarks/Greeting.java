package dev.tokenstorm.benchmarks;

import static java.util.Objects.requireNonNull;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * Measures whole greetings per second, end to end, of a cell that runs as {@code tokenstorm run}
 * does. An operation is one greeting; {@code cpu} is this process alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class Greeting {
  private static final int GREETINGS = 10;

  /**
   * Target: {@code null} (the null front end in another process), {@code embedded} or {@code
   * HOST:PORT}.
   */
  @Param({"null", "embedded"})
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

  @Param({"2"})
  public int branches;

  @Param({"2"})
  public int steps;

  /** Kind of threads: {@code platform}, or {@code virtual} where the JDK has them. */
  @Param({"platform"})
  public String threads = "";

  /** Number of greetings that warm the process first, on a null front end of their own. */
  @Param({"0"})
  public int warmedBy;

  private @Nullable RunningCell cell;

  /** Counters that are reported beside the greetings. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Tokens {
    public long completions;
  }

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
        "worker",
        worker,
        "completer",
        completer,
        "completers",
        String.valueOf(completers),
        "in-flight",
        String.valueOf(inFlight),
        "branches",
        String.valueOf(branches),
        "steps",
        String.valueOf(steps));
  }

  @Benchmark
  @OperationsPerInvocation(GREETINGS)
  public void greet(Tokens tokens) {
    requireNonNull(cell).awaitExecutions(GREETINGS);
    tokens.completions += (long) GREETINGS * branches * steps;
  }

  @TearDown(Level.Trial)
  public void stop() {
    requireNonNull(cell).close();
  }
}
