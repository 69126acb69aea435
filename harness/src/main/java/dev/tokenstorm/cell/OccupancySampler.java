package dev.tokenstorm.cell;

import dev.tokenstorm.measurement.Occupancy;
import java.util.function.Supplier;

/** Averages what a cell holds over an interval. For one thread. */
final class OccupancySampler {
  private final Supplier<Occupancy> now;
  private Occupancy sum = Occupancy.NONE;
  private long samples;

  OccupancySampler(Supplier<Occupancy> now) {
    this.now = now;
  }

  void sample() {
    sum = sum.plus(now.get());
    samples++;
  }

  /** The mean since the last swap, of at least one sample. */
  Occupancy swap() {
    if (samples == 0) {
      sample();
    }
    Occupancy mean = sum.times(1.0 / samples);
    sum = Occupancy.NONE;
    samples = 0;
    return mean;
  }
}
