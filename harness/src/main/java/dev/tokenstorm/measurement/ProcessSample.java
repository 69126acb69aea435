package dev.tokenstorm.measurement;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * A sample of what this process did in one interval. A figure that the JVM cannot give is empty,
 * never zero.
 *
 * <p>CPU time is read between two readings of the clock. Divide it by the span from the first clock
 * reading of the sample before to the last clock reading of this sample. Then a stall between
 * readings cannot make the usage larger than all cores, except by the counter's resolution.
 *
 * @param fromNanos start of that span, from the run's start; negative at the first sample
 * @param toNanos end of that span, from the run's start
 * @param cpuNanos CPU time of all threads of the process
 * @param hostCpuRatio busy share of the host's cores, by this process and others, 0 to 1; in a
 *     container, of the cores that it may use
 * @param allocatedBytes heap that was allocated; see {@link AllocationMeter} for its error
 * @param gcPauseNanos time in which garbage collection held the application, from pauses that
 *     became known within the interval; see {@link PauseMeter} for their delay
 * @param safepointNanos time in which any safepoint held the application, garbage collection's
 *     included; as late as {@code gcPauseNanos}
 * @param hiccups how late a thread woke that sleeps a millisecond at a time, in nanoseconds,
 *     corrected for coordinated omission (jHiccup's way)
 */
public record ProcessSample(
    long fromNanos,
    long toNanos,
    long cpuNanos,
    OptionalDouble hostCpuRatio,
    OptionalLong allocatedBytes,
    OptionalLong gcPauseNanos,
    OptionalLong safepointNanos,
    Histogram hiccups) {

  /**
   * Returns the length of the span that CPU time is divided by, in nanoseconds. Spans of successive
   * samples overlap by a reading.
   */
  public long spanNanos() {
    return toNanos - fromNanos;
  }
}
