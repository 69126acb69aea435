package dev.tokenstorm.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProcessMeterTest {
  private static final long READING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** CPU time comes in the kernel's ticks, so it takes a few of them to show. */
  @Test
  @Timeout(30)
  void aBusyThreadShowsAsCpuTimeAndAllocation() {
    try (ProcessMeter meter = new ProcessMeter(NanoClock.SYSTEM)) {
      meter.sample();
      long cpuNanos = 0;
      while (cpuNanos == 0) {
        long bytes = allocate(64 << 20);
        ProcessSample sample = meter.sample();
        assertThat(sample.allocatedBytes().orElseThrow()).isGreaterThanOrEqualTo(bytes);
        cpuNanos += sample.cpuNanos();
      }
      assertThat(cpuNanos).isPositive();
    }
  }

  @Test
  @Timeout(60)
  void collectionsShowAsPausesWithinTheirSafepoints() {
    try (PauseMeter meter = new PauseMeter()) {
      long gcNanos = 0;
      long safepointNanos = 0;
      // A collection's pause may be known before its safepoint is.
      while (gcNanos == 0 || safepointNanos <= gcNanos) {
        System.gc();
        LockSupport.parkNanos(READING_NANOS);
        gcNanos += meter.gcNanosSinceLast().orElse(0);
        safepointNanos += meter.safepointNanosSinceLast().orElse(0);
      }
    }
  }

  @Test
  void aClosedPauseMeterReadsEmptyNotZero() {
    PauseMeter meter = new PauseMeter();
    meter.close();
    assertThat(meter.gcNanosSinceLast()).isEmpty();
    assertThat(meter.safepointNanosSinceLast()).isEmpty();
  }

  @Test
  void threadsThatDieDoNotTakeTheirAllocationsAway() throws InterruptedException {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    var liveThreads = new AllocationMeter.LiveThreads(threads);
    long[] whileAlive = new long[1];
    Thread allocator =
        new Thread(
            () -> {
              allocate(32 << 20);
              whileAlive[0] = liveThreads.getAsLong();
            });
    allocator.start();
    allocator.join();
    assertThat(liveThreads.getAsLong()).isGreaterThanOrEqualTo(whileAlive[0]);
  }

  @Test
  void anAllocationThatTheJvmCannotTellIsEmpty() {
    assertThat(new AllocationMeter(() -> -1).bytesSinceLast()).isEmpty();
  }

  private static long allocate(int atLeastBytes) {
    long sum = 0;
    while (sum < atLeastBytes) {
      sum += new byte[8_192].length;
    }
    return sum;
  }
}
