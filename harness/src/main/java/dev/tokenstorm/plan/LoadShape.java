package dev.tokenstorm.plan;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The arrival rate of an open loop over time, stage after stage from the run's start. */
public record LoadShape(List<Stage> stages) {
  /** Longer than any run, and still far from overflow when it is added to a clock. */
  private static final Duration ENDLESS = Duration.ofDays(365 * 50);

  /** No rate at all. */
  public static final LoadShape NONE = new LoadShape(List.of());

  public LoadShape {
    stages = List.copyOf(stages);
  }

  /** The same rate for as long as the run starts workflows. */
  public static LoadShape steady(double perSecond) {
    return new LoadShape(List.of(new Stage(ENDLESS, perSecond, perSecond)));
  }

  /** The rate, if it is the same for as long as the run starts workflows. */
  public OptionalDouble steadyPerSecond() {
    return stages.size() == 1 && stages.get(0).length().equals(ENDLESS)
        ? OptionalDouble.of(stages.get(0).from())
        : OptionalDouble.empty();
  }

  /** Whether the rate is the same from a moment to the end of the last stage. */
  boolean steadyFrom(Duration start) {
    Duration end = Duration.ZERO;
    DoubleStream.Builder rates = DoubleStream.builder();
    for (Stage stage : stages) {
      end = end.plus(stage.length());
      if (end.compareTo(start) > 0) {
        rates.add(stage.from()).add(stage.to());
      }
    }
    return rates.build().distinct().count() <= 1;
  }

  /** The highest rate, in arrivals per second. */
  public double peakPerSecond() {
    return stages.stream().mapToDouble(stage -> Math.max(stage.from(), stage.to())).max().orElse(0);
  }

  /** How long its stages take together. */
  public Duration length() {
    return stages.stream().map(Stage::length).reduce(Duration.ZERO, Duration::plus);
  }

  /** Arrivals from the start to a moment: the integral of the rate. */
  public double arrivals(Duration until) {
    double arrivals = 0;
    Duration left = until;
    for (Stage stage : stages) {
      if (left.compareTo(stage.length()) < 0) {
        return arrivals + stage.arrivals(left);
      }
      arrivals += stage.arrivals();
      left = left.minus(stage.length());
    }
    return arrivals;
  }
}
