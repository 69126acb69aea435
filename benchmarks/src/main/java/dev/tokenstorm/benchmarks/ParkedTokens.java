package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Token;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
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
 * Measures the heap that pending activities take while their completion is held back: token, timer,
 * and the ledger's account of their workflows. An operation parks all of them. A second one then
 * completes others for a while, and tells how long collections hold the process up.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
// There is one iteration in one fork, because JMH adds up such counters, and the heap is the same
// in each.
@Measurement(iterations = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "-XX:+UseParallelGC"})
public class ParkedTokens {
  /** Largest number of open workflows beside those whose tokens are parked. */
  private static final int WORKFLOWS = 1_024;

  /** Of four tokens each, so 2,000 tokens per second. */
  private static final int GREETINGS_PER_SECOND = 500;

  @Param({"1000000"})
  public int tokens;

  @Param({"200"})
  public int tokenBytes;

  /** What a token waits for: its completion, or its next heartbeat. */
  @Param({"delay", "heartbeat"})
  public String waitsFor = "";

  /** How long others are completed beside those that are parked. */
  @Param({"5"})
  public int seconds;

  private Bookkeeping books = new Bookkeeping(1);

  /** Counters that are reported beside the time. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Heap {
    /**
     * Bytes per token: growth of the used heap, measured after a collection, over the number of
     * tokens.
     */
    public double bytesPerToken;
  }

  /** The same of collections. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Collections {
    public double pauses;

    /** The pause that one in a hundred exceeds. */
    public double p99Millis;

    public double longestMillis;
  }

  @Setup(Level.Invocation)
  public void open() {
    books =
        waitsFor.equals("delay")
            ? new Bookkeeping(1, "completion-delay", "1h", "start-to-close-timeout", "2h")
            : new Bookkeeping(
                1,
                "completion-delay",
                "1h",
                "start-to-close-timeout",
                "2h",
                "heartbeat-timeout",
                "1h",
                "heartbeat-interval",
                "30m");
  }

  @TearDown(Level.Invocation)
  public void close() {
    books.close();
    books = new Bookkeeping(1);
  }

  @Benchmark
  public void park(Heap heap) throws InterruptedException {
    long before = used();
    parkAll();
    heap.bytesPerToken = (double) (used() - before) / tokens;
  }

  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {"-Xmx3g", "-XX:+UseG1GC"})
  public void completeBeside(Collections collections) throws InterruptedException {
    parkAll();
    try (Bookkeeping others = new Bookkeeping(WORKFLOWS);
        CollectionPauses pauses = CollectionPauses.listen()) {
      long begun = System.nanoTime();
      for (long n = 0; n < (long) seconds * GREETINGS_PER_SECOND; n++) {
        long due = begun + n * TimeUnit.SECONDS.toNanos(1) / GREETINGS_PER_SECOND;
        LockSupport.parkNanos(due - System.nanoTime());
        others.greeting();
      }
      collections.pauses = pauses.count();
      collections.p99Millis = pauses.millis(0.99);
      collections.longestMillis = pauses.millis(1);
    }
  }

  private void parkAll() throws InterruptedException {
    ExecutionEntry execution = books.openLasting();
    for (int i = 0; i < tokens; i++) {
      // A greeting has one pending activity per branch, so every second token is a new workflow's.
      boolean first = i % 2 == 0;
      if (first) {
        execution = books.openLasting();
      }
      Token token =
          books.issue(execution, first ? 0 : 2, ByteString.copyFrom(new byte[tokenBytes]));
      books.scheduler().accept(token);
    }
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
