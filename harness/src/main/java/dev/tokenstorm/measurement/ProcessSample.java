package dev.tokenstorm.measurement;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * What this process did in one interval. A figure that the JVM cannot give is empty, never zero.
 *
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
    long cpuNanos,
    OptionalDouble hostCpuRatio,
    OptionalLong allocatedBytes,
    OptionalLong gcPauseNanos,
    OptionalLong safepointNanos,
    Histogram hiccups) {}
