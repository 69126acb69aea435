package dev.tokenstorm.measurement;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Reads how much heap this process has allocated. For one thread.
 *
 * <p>On JDK 21 and later the JVM keeps the total of all threads. A virtual thread's allocation
 * counts as its carrier's, so the figure is exact to a thread's allocation buffer. JDK 17 knows
 * live threads only. There the figure is a lower bound: it lacks what a thread allocated between
 * the last reading and its end.
 */
final class AllocationMeter {
  private final LongSupplier totalBytes;
  private long lastBytes;

  AllocationMeter() {
    this(systemTotal());
  }

  /**
   * Makes a meter of another source.
   *
   * @param totalBytes allocated so far; negative if the JVM cannot tell
   */
  AllocationMeter(LongSupplier totalBytes) {
    this.totalBytes = totalBytes;
    this.lastBytes = totalBytes.getAsLong();
  }

  /**
   * Returns the bytes allocated since the last reading, or since the meter was made; empty if the
   * JVM cannot tell.
   */
  OptionalLong bytesSinceLast() {
    long bytes = totalBytes.getAsLong();
    if (bytes < 0 || lastBytes < 0) {
      lastBytes = bytes;
      return OptionalLong.empty();
    }
    long since = bytes - lastBytes;
    lastBytes = bytes;
    return OptionalLong.of(since);
  }

  /** Returns the JVM's own total if it keeps one, otherwise the sum over live threads. */
  static LongSupplier systemTotal() {
    if (!(ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads)
        || !threads.isThreadAllocatedMemorySupported()) {
      return () -> -1;
    }
    try {
      var total = com.sun.management.ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
      return () -> {
        try {
          return (long) total.invoke(threads);
        } catch (ReflectiveOperationException e) {
          return -1;
        }
      };
    } catch (NoSuchMethodException before21) {
      return new LiveThreads(threads);
    }
  }

  /** Sums what live threads have allocated. The sum never falls when threads end. */
  static final class LiveThreads implements LongSupplier {
    private final com.sun.management.ThreadMXBean threads;
    private Map<Long, Long> lastById = new HashMap<>();
    private long totalBytes;

    LiveThreads(com.sun.management.ThreadMXBean threads) {
      this.threads = threads;
    }

    @Override
    public long getAsLong() {
      long[] ids = threads.getAllThreadIds();
      long[] allocated = threads.getThreadAllocatedBytes(ids);
      Map<Long, Long> byId = new HashMap<>(ids.length * 2);
      for (int i = 0; i < ids.length; i++) {
        if (allocated[i] >= 0) {
          totalBytes += allocated[i] - lastById.getOrDefault(ids[i], 0L);
          byId.put(ids[i], allocated[i]);
        }
      }
      lastById = byId;
      return totalBytes;
    }
  }
}
