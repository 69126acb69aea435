package dev.tokenstorm.benchmarks;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
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
 * Measures how many pending activities are completed per second, on the null front end in another
 * process. An operation is one completion; {@code cpu} is the client process's alone.
 *
 * <p>{@code sdk} and {@code grpc} are the harness's completers with all their bookkeeping. {@code
 * client} is a bare loop of {@code ActivityCompletionClient} on as many threads. {@code stub} is a
 * bare loop of asynchronous stubs on a direct-executor channel, with as many calls outstanding.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CompletionPath {
  /** Number of activities that one invocation completes. */
  static final int BATCH = 10_000;

  @Param({"sdk", "client", "grpc", "stub"})
  public String path = "";

  @Param({"16", "256"})
  public int concurrency;

  /**
   * Kind of threads of {@code sdk} and {@code client}: {@code platform}, or {@code virtual} where
   * the JDK has them.
   */
  @Param({"platform"})
  public String threads = "";

  /** Connections of {@code grpc}; 0 leaves the number to the harness. */
  @Param({"0"})
  public int channels;

  /**
   * What calls go through: {@code none}, or the proxies of {@code --fault}, which are {@code
   * bytes}, {@code calls}, or {@code both}.
   */
  @Param({"none"})
  public String passage = "";

  private @Nullable NullServer server;
  private @Nullable Passage open;
  private @Nullable CompletionLoop loop;
  private List<ByteString> tokens = List.of();

  @Setup(Level.Trial)
  public void connect() throws IOException {
    server = new NullServer();
    open = Passage.open(passage, server.address());
    loop = CompletionLoop.of(path, open.address(), concurrency, threads, channels);
  }

  @Setup(Level.Invocation)
  public void makePending() {
    CpuProfiler.leaveOut(
        () -> {
          tokens = requireNonNull(server).pending(BATCH);
          requireNonNull(loop).prepare(tokens);
        });
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void complete() throws InterruptedException {
    requireNonNull(loop).completeAll(tokens);
  }

  @TearDown(Level.Invocation)
  public void check() {
    CpuProfiler.leaveOut(requireNonNull(loop)::check);
  }

  @TearDown(Level.Trial)
  public void disconnect() {
    requireNonNull(loop).close();
    requireNonNull(open).close();
    requireNonNull(server).close();
  }
}
