package dev.tokenstorm.measurement;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * What this process did in one interval. A figure that the JVM cannot give is empty, never zero.
 *
 * <p>Its CPU time is read between two readings of the clock. It is to be divided by the span from
 * the first of these at the sample before to the last of these at this one; then a stall between
 * readings cannot make it more than the cores have, but for the grain of the counter.
 *
 * @param fromNanos where that span begins, from the run's start, and so below 0 at the first sample
 * @param toNanos where that span ends, from the run's start
 * @param cpuNanos CPU time of all its threads
 * @param hostCpuRatio how much of all the host's cores was busy, with this process or others: 0 to
 *     1; in a container, of the cores that it may use
 * @param allocatedBytes heap allocated; see {@link AllocationMeter} for its error
 * @param gcPauseNanos time in which a garbage collection held the application, of the pauses that
 *     became known within the interval; see {@link PauseMeter} for their delay
 * @param safepointNanos time in which any safepoint held the application, garbage collection's
 *     included; as late as {@code gcPauseNanos}
 * @param hiccups by how much a thread that sleeps a millisecond woke late, in nanoseconds,
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

  /** What its figures are to be divided by. Those of samples in turn overlap by a reading. */
  public long spanNanos() {
    return toNanos - fromNanos;
  }
}
