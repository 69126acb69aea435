package dev.tokenstorm.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
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
 * How many tokens a second pass the queue between the greeting worker and the completers. Half of a
 * group's threads put, the other half take; an operation is one put or one take, so a token counts
 * twice. Compare implementations, not machines.
 */
@State(Scope.Group)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TokenQueueBenchmark {
  private static final Object TOKEN = new Object();

  @Param({"TokenQueue", "ArrayBlockingQueue"})
  public String implementation = "";

  @Param({"1024"})
  public int capacity;

  private HandOver queue = HandOver.arrayBlockingQueue(1);

  @Setup
  public void createQueue() {
    queue =
        switch (implementation) {
          case "TokenQueue" -> HandOver.tokenQueue(capacity);
          case "ArrayBlockingQueue" -> HandOver.arrayBlockingQueue(capacity);
          default -> throw new IllegalArgumentException("no queue named " + implementation);
        };
  }

  @Benchmark
  @Group("oneToOne")
  @GroupThreads(1)
  public void put1(Control control) throws InterruptedException {
    put(control);
  }

  @Benchmark
  @Group("oneToOne")
  @GroupThreads(1)
  public void take1(Control control) throws InterruptedException {
    take(control);
  }

  @Benchmark
  @Group("fourToFour")
  @GroupThreads(4)
  public void put4(Control control) throws InterruptedException {
    put(control);
  }

  @Benchmark
  @Group("fourToFour")
  @GroupThreads(4)
  public void take4(Control control) throws InterruptedException {
    take(control);
  }

  private void put(Control control) throws InterruptedException {
    while (!queue.offer(TOKEN) && !control.stopMeasurement) {
      Thread.onSpinWait();
    }
  }

  private void take(Control control) throws InterruptedException {
    while (!queue.take() && !control.stopMeasurement) {
      Thread.onSpinWait();
    }
  }
}
