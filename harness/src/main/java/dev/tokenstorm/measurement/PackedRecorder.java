package dev.tokenstorm.measurement;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Records latencies of short stretches of time. Recording is wait-free and thread-safe; {@link
 * #swap} is for one thread.
 */
public final class PackedRecorder {
  private final Recorder recorder = LatencyRecorders.newRecorder();
  private Histogram swapped = recorder.getIntervalHistogram();

  /**
   * Records one latency.
   *
   * @param nanos as {@link LatencyRecorders#record} takes it
   */
  public void record(long nanos) {
    recorder.recordValue(LatencyRecorders.bounded(nanos));
  }

  /** Returns what was recorded since the last swap. */
  public PackedHistogram swap() {
    swapped = recorder.getIntervalHistogram(swapped);
    return PackedHistogram.of(swapped);
  }
}
