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
 * Measures the standalone activities of a program written by hand with the SDK alone, to compare
 * {@link Standalone} with. It shares no code with the harness.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class StandaloneBaseline {
  private static final int ACTIVITIES = 10;

  /** Target: {@code null} (the null front end in another process) or {@code HOST:PORT}. */
  @Param({"null"})
  public String target = "";

  @Param({"16"})
  public int completers;

  @Param({"150"})
  public int inFlight;

  /**
   * When an activity is done for the program: once its completion is {@code acknowledged}, as in
   * the harness, or once its result was {@code awaited} by the SDK's handle.
   */
  @Param({"acknowledged", "awaited"})
  public String done = "";

  /** Number of activities that warm the process first, on a null front end of their own. */
  @Param({"0"})
  public int warmedBy;

  private @Nullable NullServer server;
  private @Nullable StandaloneSdkProgram program;

  @Setup(Level.Trial)
  public void start() {
    if (warmedBy > 0) {
      try (NullServer warmingServer = new NullServer();
          StandaloneSdkProgram warming = program(warmingServer.address())) {
        warming.awaitActivities(warmedBy);
      }
    }
    String address = target;
    if (target.equals("null")) {
      server = new NullServer();
      address = server.address();
    }
    program = program(address);
  }

  private StandaloneSdkProgram program(String address) {
    return new StandaloneSdkProgram(address, inFlight, completers, done.equals("awaited"));
  }

  @Benchmark
  @OperationsPerInvocation(ACTIVITIES)
  public void execute() {
    requireNonNull(program).awaitActivities(ACTIVITIES);
  }

  @TearDown(Level.Trial)
  public void stop() {
    requireNonNull(program).close();
    if (server != null) {
      server.close();
    }
  }
}
