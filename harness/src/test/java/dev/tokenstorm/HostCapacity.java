package dev.tokenstorm;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;

/**
 * Whether this host can carry a test whose subject is a time or a rate. Others may use its cores,
 * or a limit may hold this JVM at a part of one: then such a test measures the host and nothing of
 * ours, and is skipped. The host is measured once in each JVM, for two seconds at most.
 */
public final class HostCapacity {
  private static final double LEAST_SHARE = 0.7;
  private static final long MOST_LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1_700);
  private static final long SPIN_NANOS = TimeUnit.MILLISECONDS.toNanos(120);
  private static final int SLEEPS = 50;
  private static final long SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** The most that others may use of all cores while a test of a time or a rate goes on. */
  private static final double MOST_OF_OTHERS = 0.1;

  /** The classes with such tests. */
  private static final Set<Class<?>> ASKED = ConcurrentHashMap.newKeySet();

  private static final StackWalker CALLERS =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private HostCapacity() {}

  /** Ends the test as skipped unless the host has its cores to itself. */
  public static void assumed() {
    ASKED.add(CALLERS.getCallerClass());
    assumed(Measured.SHORTAGE);
  }

  static void assumed(Optional<String> shortage) {
    Assumptions.assumeTrue(shortage.isEmpty(), () -> "host cannot carry it: " + shortage.get());
  }

  /** Whether a class has tests of a time or a rate, and one of them has begun. */
  static boolean asked(Class<?> tests) {
    return ASKED.contains(tests);
  }

  /**
   * What was short while a test went on.
   *
   * @param others what others used of all cores
   */
  static Optional<String> shortage(double others) {
    return others <= MOST_OF_OTHERS
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "others used %.0f %% of its cores meanwhile, and may use %.0f %%",
                others * 100,
                MOST_OF_OTHERS * 100));
  }

  /**
   * Ends a test of a time or a rate as skipped, if it failed while others used the host's cores.
   *
   * @param tests the class that it is of
   * @param others what others used since it began
   */
  static void excuse(Class<?> tests, CpuOfOthers others, AssertionError failed) {
    Optional<String> shortage =
        asked(tests) ? others.share().flatMap(HostCapacity::shortage) : Optional.empty();
    if (shortage.isPresent()) {
      TestAbortedException skipped =
          new TestAbortedException("host cannot carry it: " + shortage.get());
      skipped.addSuppressed(failed);
      throw skipped;
    }
  }

  /** Does what has to hold on any host: if it fails, no use of the cores by others excuses that. */
  public static void onAnyHost(SideBySide.Part part) throws Exception {
    try {
      part.run();
    } catch (AssertionError failed) {
      throw new IllegalStateException("It has to hold on any host", failed);
    }
  }

  /** Measures, unless that has been done. Whoever else calls it waits until it is. */
  static void measured() {
    var unused = Measured.SHORTAGE;
  }

  /** Measured before the first test, as tests that run side by side would be what is measured. */
  private static final class Measured {
    static final Optional<String> SHORTAGE = measure();
  }

  /**
   * What a moment showed.
   *
   * @param share the part of all cores that a thread on each of them got
   * @param lateNanos by how much the latest tenth of sleeps of a millisecond ended too late
   */
  record Slice(double share, long lateNanos) {
    /** What is short, if anything is. */
    Optional<String> shortage() {
      if (share < LEAST_SHARE) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "a thread on each core gets %.0f %% of it, and needs %.0f %%",
                share * 100,
                LEAST_SHARE * 100));
      }
      if (lateNanos > MOST_LATE_NANOS) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "sleeps of a millisecond end %.1f ms late, and may end %.1f ms late",
                lateNanos / 1e6,
                MOST_LATE_NANOS / 1e6));
      }
      return Optional.empty();
    }
  }

  /** The last of the moments, or the first that is good: tests beside this one end. */
  private static Optional<String> measure() {
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService threads = Executors.newFixedThreadPool(cores);
    try {
      long begin = System.nanoTime();
      while (true) {
        Optional<String> shortage = new Slice(share(threads, cores), lateNanos()).shortage();
        if (shortage.isEmpty() || System.nanoTime() - begin > LONGEST_NANOS) {
          return shortage;
        }
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the host could not be measured", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static double share(ExecutorService threads, int cores)
      throws InterruptedException, ExecutionException {
    List<Callable<Double>> spins = new ArrayList<>();
    for (int core = 0; core < cores; core++) {
      spins.add(HostCapacity::spin);
    }
    double sum = 0;
    for (Future<Double> spin : threads.invokeAll(spins)) {
      sum += spin.get();
    }
    return sum / cores;
  }

  private static double spin() {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long cpu = thread.getCurrentThreadCpuTime();
    long begin = System.nanoTime();
    long now = begin;
    while (now - begin < SPIN_NANOS) {
      now = System.nanoTime();
    }
    return (thread.getCurrentThreadCpuTime() - cpu) / (double) (now - begin);
  }

  private static long lateNanos() {
    long[] late = new long[SLEEPS];
    for (int sleep = 0; sleep < SLEEPS; sleep++) {
      long begin = System.nanoTime();
      LockSupport.parkNanos(SLEEP_NANOS);
      late[sleep] = System.nanoTime() - begin - SLEEP_NANOS;
    }
    Arrays.sort(late);
    return late[SLEEPS * 9 / 10];
  }
}
