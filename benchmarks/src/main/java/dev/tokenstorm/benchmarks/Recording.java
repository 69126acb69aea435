package dev.tokenstorm.benchmarks;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.DaemonThreads;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
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
 * Measures what the harness's own bookkeeping costs per completion, beside a bare histogram and a
 * bare timer. An operation is one completion. {@code -prof gc} shows the bytes; subtract those of
 * {@link #tokenAlone}, which every generator needs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Recording {
  /** Tokens of the default workflow: two branches of two steps. */
  private static final int TOKENS = 4;

  private static final int IN_FLIGHT = 1 << 14;

  private final ConcurrentHistogram histogram = new ConcurrentHistogram(3_600_000_000_000L, 3);
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Timer timer = registry.timer("completion");
  private Bookkeeping books = new Bookkeeping(IN_FLIGHT);
  private ExecutionEntry execution = books.open();

  /** A metrics endpoint under load. */
  @State(Scope.Benchmark)
  public static class Endpoint {
    @Param({"50000"})
    public int completionsPerSecond;

    private @Nullable Scraped scraped;

    @Setup(Level.Trial)
    public void start() {
      scraped = new Scraped(completionsPerSecond);
    }

    /** Waits before each scrape, so that scrapes are as frequent as those of a hasty Prometheus. */
    @Setup(Level.Invocation)
    public void pause() {
      Await.millis(100);
    }

    @TearDown(Level.Trial)
    public void close() {
      requireNonNull(scraped).close();
    }
  }

  /** A thread that completes tokens. */
  @State(Scope.Benchmark)
  public static class Completer {
    private final Bookkeeping books = new Bookkeeping(IN_FLIGHT);

    @Setup(Level.Trial)
    public void start() {
      DaemonThreads.start("completer", this::run);
    }

    private void run() {
      try {
        books.completeAll();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @TearDown(Level.Trial)
    public void close() {
      books.close();
    }
  }

  /** Values to record, different in each thread. */
  @State(Scope.Thread)
  public static class Values {
    private long nanos = 1_000;

    long next() {
      nanos = (nanos * 31 + 7) & 0xfffff;
      return nanos;
    }
  }

  @Setup(Level.Trial)
  public void open() {
    books = new Bookkeeping(IN_FLIGHT);
    execution = books.open();
  }

  @TearDown(Level.Trial)
  public void close() {
    books.close();
  }

  /**
   * Measures ledger, hand-over, latencies and the count of the call; each token bears a fourth of
   * its workflow's bookkeeping.
   */
  @Benchmark
  @OperationsPerInvocation(TOKENS)
  public void bookkeeping() throws InterruptedException {
    books.greeting();
  }

  /**
   * Measures the same with one thread that hands over and another that completes; its CPU time
   * tells the cost.
   */
  @Benchmark
  @OperationsPerInvocation(TOKENS)
  public void bookkeepingOfTwoThreads(Completer completer) throws InterruptedException {
    completer.books.handOver();
  }

  /** Measures one scrape of the metrics while completions are recorded at the endpoint's rate. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public String scrape(Endpoint endpoint) throws IOException, InterruptedException {
    return requireNonNull(endpoint.scraped).scrape();
  }

  /** Measures the allocation of the token's own object. */
  @Benchmark
  public Token tokenAlone() {
    return new Token(execution, 0, 1, ByteString.EMPTY, "", 0);
  }

  @Benchmark
  public void bareHistogram(Values values) {
    histogram.recordValue(values.next());
  }

  @Benchmark
  public void bareTimer(Values values) {
    timer.record(values.next(), TimeUnit.NANOSECONDS);
  }
}
