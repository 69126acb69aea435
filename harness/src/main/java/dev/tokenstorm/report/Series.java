package dev.tokenstorm.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.measurement.Phase;
import dev.tokenstorm.result.IntervalSample;
import dev.tokenstorm.result.IntervalSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The time series of a run, with a bounded number of points however long the run is.
 *
 * <p>The series is kept in levels. The first level has one point for each interval. Each further
 * level has one point for two points of the level below: counts and histograms are added, and
 * percentiles are taken from the sum. When a level has too many points it is dropped, and the next
 * one, which was kept all along, takes its place.
 *
 * <p>Memory is bounded by the points of two levels, and by one interval for each level that the run
 * needs: about 20 MB for an hour, and 30 MB for a day. No point spans two phases. For one thread.
 */
final class Series implements Consumer<IntervalSample> {
  /** Number of levels: enough for half a year of one interval per second. */
  private static final int LEVELS = 24;

  private final int mostPoints;
  private final List<Level> levels = Stream.generate(Level::new).limit(LEVELS).toList();
  private final List<Span> spans = new ArrayList<>();
  private int finest;

  /**
   * Makes an empty series.
   *
   * @param mostPoints largest number of points; at least 8
   */
  Series(int mostPoints) {
    this.mostPoints = mostPoints;
  }

  @Override
  public void accept(IntervalSample sample) {
    if (!spans.isEmpty() && spans.get(spans.size() - 1).phase == sample.phase()) {
      spans.get(spans.size() - 1).end = sample.endSeconds();
    } else {
      for (int level = 0; level < LEVELS; level++) {
        flush(level);
      }
      spans.add(new Span(sample.phase(), sample.startSeconds(), sample.endSeconds()));
    }
    close(0, sample);
    while (levels.get(finest).points.size() >= mostPoints) {
      levels.get(finest).points.clear();
      finest++;
    }
  }

  /** Returns the largest number of intervals that a point stands for. */
  int momentsPerPoint() {
    return 1 << finest;
  }

  /** Returns how many points {@link #json} has. */
  int size() {
    return levels.get(finest).points.size() + (unfinished().isPresent() ? 1 : 0);
  }

  /** Returns all points in columns, and the phases. */
  ObjectNode json() {
    List<double[]> points = new ArrayList<>(levels.get(finest).points);
    unfinished().map(Columns::values).ifPresent(points::add);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("moments_per_point", momentsPerPoint());
    json.set("phases", phases());
    json.set("columns", Columns.json(points));
    return json;
  }

  /**
   * Returns the last point for browsers that have those before it: its place, its values and the
   * phases.
   */
  ObjectNode last() {
    List<double[]> points = levels.get(finest).points;
    Optional<double[]> unfinished = unfinished().map(Columns::values);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("moments_per_point", momentsPerPoint());
    json.set("phases", phases());
    json.put("place", size() - 1);
    json.set(
        "columns",
        Columns.json(List.of(unfinished.orElseGet(() -> points.get(points.size() - 1)))));
    return json;
  }

  private void push(int level, IntervalSample sample) {
    if (level == LEVELS) {
      return;
    }
    Level here = levels.get(level);
    if (here.half.isEmpty()) {
      here.half = Optional.of(sample);
    } else {
      IntervalSample whole = IntervalSamples.join(here.half.get(), sample);
      here.half = Optional.empty();
      close(level, whole);
    }
  }

  private void close(int level, IntervalSample whole) {
    if (level >= finest) {
      levels.get(level).points.add(Columns.values(whole));
    }
    push(level + 1, whole);
  }

  private void flush(int level) {
    levels
        .get(level)
        .half
        .ifPresent(
            half -> {
              levels.get(level).half = Optional.empty();
              close(level, half);
            });
  }

  /**
   * Returns what is not yet a point of the finest level: the joined remainders of all levels below.
   * Empty if nothing is left over.
   */
  private Optional<IntervalSample> unfinished() {
    Optional<IntervalSample> sum = Optional.empty();
    for (int level = finest; level > 0; level--) {
      Optional<IntervalSample> half = levels.get(level).half;
      if (sum.isPresent() && half.isPresent()) {
        sum = Optional.of(IntervalSamples.join(sum.get(), half.get()));
      } else {
        sum = sum.or(() -> half);
      }
    }
    return sum;
  }

  private ArrayNode phases() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Span span : spans) {
      json.addArray()
          .add(span.phase.key())
          .add(Columns.number(span.start, 6))
          .add(Columns.number(span.end, 6));
    }
    return json;
  }

  private static final class Level {
    private final List<double[]> points = new ArrayList<>();
    private Optional<IntervalSample> half = Optional.empty();
  }

  private static final class Span {
    private final Phase phase;
    private final double start;
    private double end;

    Span(Phase phase, double start, double end) {
      this.phase = phase;
      this.start = start;
      this.end = end;
    }
  }
}
