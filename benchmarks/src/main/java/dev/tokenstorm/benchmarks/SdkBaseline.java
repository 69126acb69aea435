package dev.tokenstorm.benchmarks;

import static java.util.Objects.requireNonNull;

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
 * Measures the executions of a program written by hand with the SDK alone, to compare those of a
 * cell with ({@link CellBenchmark}). An operation is one execution. It shares no code with the
 * harness.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public abstract class SdkBaseline {
  /** Executions of one call. */
  static final int EXECUTIONS = 10;

  /** Target: {@code null} (the null front end in another process) or {@code HOST:PORT}. */
  @Param({"null"})
  public String target = "";

  @Param({"16"})
  public int completers;

  @Param({"150"})
  public int inFlight;

  /** Number of executions that warm the process first, on a null front end of their own. */
  @Param({"0"})
  public int warmedBy;

  private @Nullable NullServer server;
  private @Nullable SdkProgram program;

  /** Starts the program at an address. */
  abstract SdkProgram start(String address);

  @Setup(Level.Trial)
  public void start() {
    if (warmedBy > 0) {
      try (NullServer warmingServer = new NullServer();
          SdkProgram warming = start(warmingServer.address())) {
        warming.awaitExecutions(warmedBy);
      }
    }
    String address = target;
    if (target.equals("null")) {
      server = new NullServer();
      address = server.address();
    }
    program = start(address);
  }

  final SdkProgram program() {
    return requireNonNull(program);
  }

  @TearDown(Level.Trial)
  public void stop() {
    program().close();
    if (server != null) {
      server.close();
    }
  }
}
