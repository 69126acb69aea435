package dev.tokenstorm.benchmarks;

import com.google.protobuf.ByteString;
import dev.tokenstorm.ledger.Token;
import dev.tokenstorm.measurement.DaemonThreads;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Control;

/**
 * Measures how many tokens per second pass the queue between worker and completers.
 *
 * <p>In a group's name, the first number is that of threads that put, and the second that of
 * threads that take. An operation is one put or one take, so a token counts twice. Compare
 * implementations, not machines.
 */
// How a queue's users wait is a parameter, and one of the ways is to yield.
@SuppressWarnings("ThreadPriorityCheck")
@State(Scope.Group)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class TokenHandOff {
  @Param({"TokenQueue", "MpmcArrayQueue", "ArrayBlockingQueue", "LinkedBlockingQueue"})
  public String queue = "";

  /**
   * How users wait: {@code park} waits off the processor, as the queue's users do; {@code yield}
   * asks again and again.
   */
  @Param({"park", "yield"})
  public String waiting = "";

  @Param({"1024"})
  public int capacity;

  private final Token token = new Token(new Bookkeeping(1).open(), 0, 1, ByteString.EMPTY, "", 0);
  private HandOff handOff = HandOff.of("TokenQueue", 2);
  private boolean parks;

  @Setup(Level.Iteration)
  public void create() {
    handOff = HandOff.of(queue, capacity);
    parks = waiting.equals("park");
  }

  /**
   * Closes the queue when measuring stops, so that no thread waits for a partner that has stopped.
   */
  @State(Scope.Group)
  public static class Stop {
    private volatile boolean watched;

    void watch(Control control, HandOff handOff) {
      if (watched) {
        return;
      }
      synchronized (this) {
        if (watched) {
          return;
        }
        watched = true;
      }
      DaemonThreads.start(
          "stop-watch",
          () -> {
            while (!control.stopMeasurement) {
              Await.millis(1);
            }
            handOff.close();
          });
    }

    @Setup(Level.Iteration)
    public void again() {
      watched = false;
    }
  }

  @Benchmark
  @Group("from01To01")
  @GroupThreads(1)
  public void put1(Control control, Stop stop) throws InterruptedException {
    put(control, stop);
  }

  @Benchmark
  @Group("from01To01")
  @GroupThreads(1)
  public void take1(Control control, Stop stop) throws InterruptedException {
    take(control, stop);
  }

  @Benchmark
  @Group("from04To04")
  @GroupThreads(4)
  public void put4(Control control, Stop stop) throws InterruptedException {
    put(control, stop);
  }

  @Benchmark
  @Group("from04To04")
  @GroupThreads(4)
  public void take4(Control control, Stop stop) throws InterruptedException {
    take(control, stop);
  }

  @Benchmark
  @Group("from16To64")
  @GroupThreads(16)
  public void put16(Control control, Stop stop) throws InterruptedException {
    put(control, stop);
  }

  @Benchmark
  @Group("from16To64")
  @GroupThreads(64)
  public void take64(Control control, Stop stop) throws InterruptedException {
    take(control, stop);
  }

  private void put(Control control, Stop stop) throws InterruptedException {
    stop.watch(control, handOff);
    while (!(parks ? handOff.put(token) : handOff.offer(token)) && !control.stopMeasurement) {
      Thread.yield();
    }
  }

  private void take(Control control, Stop stop) throws InterruptedException {
    stop.watch(control, handOff);
    while (!(parks ? handOff.take() : handOff.poll()) && !control.stopMeasurement) {
      Thread.yield();
    }
  }
}
