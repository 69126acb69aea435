package dev.tokenstorm.verdict;

import dev.tokenstorm.result.Stretch;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** A figure in the course of the measured phase, stretch by stretch. */
final class Series {
  /** Of what has no course. */
  static final Series NONE = new Series(new double[0], new double[0]);

  private final double[] values;
  private final double[] ends;

  private Series(double[] values, double[] ends) {
    this.values = values;
    this.ends = ends;
  }

  /** The figure of each stretch that has it. */
  static Series of(List<Stretch> stretches, Function<Stretch, OptionalDouble> figure) {
    DoubleStream.Builder values = DoubleStream.builder();
    DoubleStream.Builder ends = DoubleStream.builder();
    double end = 0;
    for (Stretch stretch : stretches) {
      end += stretch.seconds();
      OptionalDouble value = figure.apply(stretch);
      if (value.isPresent()) {
        values.add(value.getAsDouble());
        ends.add(end);
      }
    }
    return new Series(values.build().toArray(), ends.build().toArray());
  }

  /** The part into which a warm-up may reach; empty if it is not a stretch long. */
  double[] first() {
    double stretches = Threshold.FIRST_PART.value() * values.length;
    return Arrays.copyOf(values, stretches < 1 ? 0 : (int) Math.ceil(stretches));
  }

  /** All that follows the first part. */
  double[] rest() {
    return Arrays.copyOfRange(values, first().length, values.length);
  }

  /** When the stretch of a value ended, in seconds from the phase's beginning. */
  double end(int place) {
    return ends[place];
  }
}
