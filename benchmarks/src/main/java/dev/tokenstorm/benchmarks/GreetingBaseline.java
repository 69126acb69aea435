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
 * Measures the greetings of a program written by hand with the SDK alone, to compare {@link
 * Greeting} with. It shares no code with the harness.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class GreetingBaseline {
  private static final int GREETINGS = 10;

  /** Target: {@code null} (the null front end in another process) or {@code HOST:PORT}. */
  @Param({"null"})
  public String target = "";

  @Param({"16"})
  public int completers;

  @Param({"150"})
  public int inFlight;

  /**
   * Settings of the SDK: {@code sdk} for its defaults, {@code raised} for a cache and threads for
   * all workflows in flight.
   */
  @Param({"sdk", "raised"})
  public String settings = "";

  /** Whether the SDK counts evictions, which costs a little CPU. */
  @Param({"false"})
  public boolean countEvictions;

  /** Number of greetings that warm the process first, on a null front end of their own. */
  @Param({"0"})
  public int warmedBy;

  private @Nullable NullServer server;
  private @Nullable SdkProgram program;

  /** Counters that are reported beside the greetings. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Evictions {
    /** Forced evictions of cached workflows. */
    public double forcedEvictions;
  }

  @Setup(Level.Trial)
  public void start() {
    if (warmedBy > 0) {
      try (NullServer warmingServer = new NullServer();
          SdkProgram warming = program(warmingServer.address())) {
        warming.awaitGreetings(warmedBy);
      }
    }
    String address = target;
    if (target.equals("null")) {
      server = new NullServer();
      address = server.address();
    }
    program = program(address);
  }

  private SdkProgram program(String address) {
    return new SdkProgram(address, inFlight, completers, settings.equals("raised"), countEvictions);
  }

  @Benchmark
  @OperationsPerInvocation(GREETINGS)
  public void greet(Evictions evictions) {
    SdkProgram running = requireNonNull(program);
    double before = running.forcedEvictions();
    running.awaitGreetings(GREETINGS);
    evictions.forcedEvictions += running.forcedEvictions() - before;
  }

  @TearDown(Level.Trial)
  public void stop() {
    requireNonNull(program).close();
    if (server != null) {
      server.close();
    }
  }
}
