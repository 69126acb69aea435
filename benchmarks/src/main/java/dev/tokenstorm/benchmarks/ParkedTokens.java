package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import dev.tokenstorm.ledger.ExecutionEntry;
import dev.tokenstorm.ledger.Token;
import java.util.concurrent.TimeUnit;
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
 * and the ledger's account of their workflows. An operation parks all of them.
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
  /** Largest number of open workflows. */
  private static final int WORKFLOWS = 1 << 20;

  @Param({"1000000"})
  public int tokens;

  @Param({"200"})
  public int tokenBytes;

  /** What a token waits for: its completion, or its next heartbeat. */
  @Param({"delay", "heartbeat"})
  public String waitsFor = "";

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

  @Setup(Level.Invocation)
  public void open() {
    books =
        waitsFor.equals("delay")
            ? new Bookkeeping(WORKFLOWS, "completion-delay", "1h", "start-to-close-timeout", "2h")
            : new Bookkeeping(
                WORKFLOWS,
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
    ExecutionEntry execution = books.open();
    for (int i = 0; i < tokens; i++) {
      // A greeting has one pending activity per branch, so every second token is a new workflow's.
      boolean first = i % 2 == 0;
      if (first) {
        execution = books.open();
      }
      Token token =
          books.issue(execution, first ? 0 : 2, ByteString.copyFrom(new byte[tokenBytes]));
      books.scheduler().accept(token);
    }
    heap.bytesPerToken = (double) (used() - before) / tokens;
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
