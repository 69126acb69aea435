package dev.tokenstorm.verdict;

import dev.tokenstorm.result.Window;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** A figure over the measured phase, one value per window. */
final class WindowSeries {
  /** The series of a figure that has no course. */
  static final WindowSeries NONE = new WindowSeries(new double[0], new double[0]);

  private final double[] values;
  private final double[] ends;

  private WindowSeries(double[] values, double[] ends) {
    this.values = values;
    this.ends = ends;
  }

  /** Returns the figure of each window that has it. */
  static WindowSeries of(List<Window> stretches, Function<Window, OptionalDouble> figure) {
    DoubleStream.Builder values = DoubleStream.builder();
    DoubleStream.Builder ends = DoubleStream.builder();
    double end = 0;
    for (Window window : stretches) {
      end += window.seconds();
      OptionalDouble value = figure.apply(window);
      if (value.isPresent()) {
        values.add(value.getAsDouble());
        ends.add(end);
      }
    }
    return new WindowSeries(values.build().toArray(), ends.build().toArray());
  }

  /**
   * Returns the first part, into which a warm-up may reach; empty if the part is shorter than a
   * window.
   */
  double[] first() {
    double stretches = DoubtThreshold.FIRST_PART.value() * values.length;
    return Arrays.copyOf(values, stretches < 1 ? 0 : (int) Math.ceil(stretches));
  }

  /** Returns all values after the first part. */
  double[] rest() {
    return Arrays.copyOfRange(values, first().length, values.length);
  }

  /** Returns when the window of a value ended, in seconds from the beginning of the phase. */
  double end(int place) {
    return ends[place];
  }
}
