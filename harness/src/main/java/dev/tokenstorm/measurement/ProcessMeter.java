package dev.tokenstorm.measurement;

import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;

/**
 * Measures this process: what the load costs the generator, and whether the generator itself was
 * held up. {@link #sample} is for one thread. The meter costs about one percent of a core.
 */
public final class ProcessMeter implements AutoCloseable {
  private final com.sun.management.OperatingSystemMXBean system;
  private final AllocationMeter allocation = new AllocationMeter();
  private final PauseMeter pauses = new PauseMeter();
  private final HiccupMeter hiccups;
  private final CpuMeter cpu;
  private long originNanos;

  /**
   * Starts measuring.
   *
   * @throws UnsupportedOperationException on a JVM that does not know its process's CPU time
   */
  public ProcessMeter(NanoClock clock) {
    if (!(ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean os)) {
      throw new UnsupportedOperationException("This JVM does not know its process's CPU time");
    }
    system = os;
    hiccups = new HiccupMeter(clock);
    cpu = new CpuMeter(clock, system::getProcessCpuTime);
    var unused = hostCpuRatio();
  }

  /** Sets the reading of the clock from which the times of samples are counted. */
  public void origin(long nanos) {
    originNanos = nanos;
  }

  /** Returns what the process did since the last sample, or since the meter was made. */
  public ProcessSample sample() {
    CpuMeter.Used used = cpu.sinceLast();
    return new ProcessSample(
        used.fromNanos() - originNanos,
        used.toNanos() - originNanos,
        used.cpuNanos(),
        hostCpuRatio(),
        allocation.bytesSinceLast(),
        pauses.gcNanosSinceLast(),
        pauses.safepointNanosSinceLast(),
        hiccups.swap());
  }

  /**
   * Returns the busy share of the host's cores since the last call. The JVM itself remembers its
   * last reading.
   */
  private OptionalDouble hostCpuRatio() {
    double ratio = system.getCpuLoad();
    return ratio >= 0 && ratio <= 1 ? OptionalDouble.of(ratio) : OptionalDouble.empty();
  }

  @Override
  public void close() {
    hiccups.close();
    pauses.close();
  }
}
