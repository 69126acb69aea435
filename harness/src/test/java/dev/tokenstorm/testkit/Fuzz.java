package dev.tokenstorm.testkit;

import com.sun.management.ThreadMXBean;
import dev.tokenstorm.measurement.DaemonThreads;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Hands changed examples to code that reads from outside. Each must be read, or be refused by the
 * exception that the code has for that. Anything else fails the test: another exception, a stack
 * that overflows, more memory or more CPU time than a bound.
 *
 * <p>An input follows from the seed and its number alone. So a failure is made again by {@code
 * -Dfuzz.seed=… -Dfuzz.first=… -Dfuzz.iterations=1}, with what its message says. Bounds are of work
 * and not of time, so a busy host changes nothing.
 *
 * @param <T> the type of the inputs
 */
public final class Fuzz<T> {
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_130);
  private static final int FIRST = Integer.getInteger("fuzz.first", 0);

  /** Far from each other, as seeds that are close could make inputs alike. */
  private static final long NEXT_SEED = 0x9e3779b97f4a7c15L;

  /** CPU time after which an input counts as one that never ends. */
  private static final long MOST_CPU_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final String target;
  private final Function<Mutator, T> inputs;
  private final ToIntFunction<T> size;
  private final Predicate<Exception> refusal;
  private final long mostAllocated;

  /** Code that reads an input. */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads it, or throws. */
    void read(T input) throws Exception;
  }

  /** What is under way, for who watches over it. */
  private record Input(int number, int size, long cpuBefore) {}

  private Fuzz(
      String target,
      Function<Mutator, T> inputs,
      ToIntFunction<T> size,
      Predicate<Exception> refusal,
      long mostAllocated) {
    this.target = target;
    this.inputs = inputs;
    this.size = size;
    this.refusal = refusal;
    this.mostAllocated = mostAllocated;
  }

  /**
   * Makes a target.
   *
   * @param target names it in messages, and makes its inputs other ones than those of the rest
   * @param inputs makes an input
   * @param size of an input, for messages
   * @param refusal whether an exception is the one by which such input is refused
   * @param mostMebibytes largest sum of memory that reading one input may ask for
   */
  public static <T> Fuzz<T> of(
      String target,
      Function<Mutator, T> inputs,
      ToIntFunction<T> size,
      Predicate<Exception> refusal,
      int mostMebibytes) {
    return new Fuzz<>(target, inputs, size, refusal, (long) mostMebibytes << 20);
  }

  /** The same of texts. */
  public static Fuzz<String> texts(
      String target,
      Function<Mutator, String> inputs,
      Predicate<Exception> refusal,
      int mostMebibytes) {
    return of(target, inputs, String::length, refusal, mostMebibytes);
  }

  /**
   * Reads so many inputs, unless {@code fuzz.iterations} names another number.
   *
   * @return how many of them were read without a refusal
   */
  public int run(int iterations, Reader<T> reader) throws InterruptedException {
    int end = FIRST + Integer.getInteger("fuzz.iterations", iterations);
    AtomicReference<Input> underWay = new AtomicReference<>(new Input(FIRST, 0, 0));
    CompletableFuture<Integer> read = new CompletableFuture<>();
    Thread thread =
        DaemonThreads.start(
            "fuzz",
            () -> {
              try {
                int accepted = 0;
                for (int number = FIRST; number < end; number++) {
                  accepted += accepts(number, reader, underWay) ? 1 : 0;
                }
                read.complete(accepted);
              } catch (Throwable wrong) {
                read.completeExceptionally(wrong);
              }
            });
    while (true) {
      try {
        return read.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException underWayStill) {
        refuseEndless(thread, Objects.requireNonNull(underWay.get()));
      } catch (ExecutionException failed) {
        throw new AssertionError(
            words(Objects.requireNonNull(underWay.get())) + " fails", failed.getCause());
      }
    }
  }

  private void refuseEndless(Thread thread, Input input) {
    long cpu = THREADS.getThreadCpuTime(thread.getId());
    if (cpu >= 0 && cpu - input.cpuBefore > MOST_CPU_NANOS) {
      AssertionError endless = new AssertionError(words(input) + " does not come to its end");
      endless.setStackTrace(thread.getStackTrace());
      throw endless;
    }
  }

  private String words(Input input) {
    return ("Input %d of %s (%d characters or bytes; -Dfuzz.seed=%d -Dfuzz.first=%d"
            + " -Dfuzz.iterations=1)")
        .formatted(input.number, target, input.size, SEED, input.number);
  }

  private boolean accepts(int number, Reader<T> reader, AtomicReference<Input> underWay)
      throws Exception {
    long seed = SEED + 31L * target.hashCode() + number * NEXT_SEED;
    T input = inputs.apply(new Mutator(seed));
    underWay.set(new Input(number, size.applyAsInt(input), THREADS.getCurrentThreadCpuTime()));
    long before = THREADS.getCurrentThreadAllocatedBytes();
    boolean read = true;
    try {
      reader.read(input);
    } catch (Exception refused) {
      if (!refusal.test(refused)) {
        throw refused;
      }
      read = false;
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (allocated > mostAllocated) {
      throw new AssertionError("asked for %d MiB of memory".formatted(allocated >> 20));
    }
    return read;
  }
}
