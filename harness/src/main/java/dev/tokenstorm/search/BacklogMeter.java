package dev.tokenstorm.search;

import dev.tokenstorm.measurement.Nanos;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.Interval;
import dev.tokenstorm.statistics.Autocorrelation;
import dev.tokenstorm.statistics.StudentT;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Fits a line to the workflows in flight over time, by least squares. What is in flight now depends
 * on what was a second ago, so the slope's variance is inflated by the residuals' correlation with
 * the ones before ({@link Autocorrelation}). Sums are kept and no samples, so its size does not
 * depend on a run's length. For one thread.
 */
final class BacklogMeter implements Consumer<Interval> {
  private long samples;
  private double time;
  private double timeSquares;
  private double value;
  private double valueSquares;
  private double products;
  private double stepSquares;
  private double stepProducts;
  private double spacingSquares;
  private boolean known;
  private double lastTime;
  private double lastValue;

  @Override
  public void accept(Interval interval) {
    double end = Nanos.toSeconds(interval.startNanos() + interval.lengthNanos());
    double inFlight = interval.gauges().inFlight();
    if (interval.phase() == Phase.MEASURE) {
      if (known && samples == 0) {
        add(lastTime, lastValue);
      }
      if (samples > 0) {
        double spacing = end - lastTime;
        double step = inFlight - lastValue;
        stepSquares += step * step;
        stepProducts += step * spacing;
        spacingSquares += spacing * spacing;
      }
      add(end, inFlight);
    }
    known = true;
    lastTime = end;
    lastValue = inFlight;
  }

  private void add(double at, double inFlight) {
    samples++;
    time += at;
    timeSquares += at * at;
    value += inFlight;
    valueSquares += inFlight * inFlight;
    products += at * inFlight;
  }

  /** The line's slope, and how sure it is. */
  Backlog backlog() {
    double spread = timeSquares - time * time / samples;
    if (samples < 2 || spread <= 0) {
      return Backlog.NONE;
    }
    double slope = (products - time * value / samples) / spread;
    double residuals = Math.max(0, valueSquares - value * value / samples - slope * slope * spread);
    if (samples < 3) {
      return new Backlog(slope, OptionalDouble.empty());
    }
    long freedom = samples - 2;
    double error = Math.sqrt(residuals / freedom / spread);
    double inflation = Autocorrelation.inflation(correlation(slope, residuals));
    return new Backlog(
        slope, OptionalDouble.of(StudentT.reach(freedom) * error * Math.sqrt(inflation)));
  }

  private double correlation(double slope, double residuals) {
    if (residuals == 0) {
      return 0;
    }
    double steps = stepSquares - 2 * slope * stepProducts + slope * slope * spacingSquares;
    return Autocorrelation.durbinWatson(steps, residuals);
  }
}
