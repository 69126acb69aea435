package dev.tokenstorm.merge;

import dev.tokenstorm.measurement.ProcessSample;
import dev.tokenstorm.result.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * Makes one sample of those of a fleet's processes. CPU time and allocated bytes are sums. Pauses
 * are those of the cell that was held longest, and the host's load is that of the busiest host: no
 * cell was held by the pauses of another.
 */
final class ProcessSum {
  private ProcessSum() {}

  /**
   * Returns the fleet's sample.
   *
   * @param byCell intervals that follow each other, of each cell
   * @param hiccups of all of them
   */
  static ProcessSample of(Map<Integer, List<Interval>> byCell, Histogram hiccups) {
    List<ProcessSample> all = new ArrayList<>();
    byCell.values().forEach(intervals -> intervals.forEach(each -> all.add(each.process())));
    return new ProcessSample(
        all.stream().mapToLong(ProcessSample::fromNanos).min().orElse(0),
        all.stream().mapToLong(ProcessSample::toNanos).max().orElse(0),
        all.stream().mapToLong(ProcessSample::cpuNanos).sum(),
        all.stream()
            .map(ProcessSample::hostCpuRatio)
            .flatMapToDouble(OptionalDouble::stream)
            .max(),
        sum(all, ProcessSample::allocatedBytes),
        longest(byCell.values(), ProcessSample::gcPauseNanos),
        longest(byCell.values(), ProcessSample::safepointNanos),
        hiccups);
  }

  private static OptionalLong longest(
      Collection<List<Interval>> cells, Function<ProcessSample, OptionalLong> pauses) {
    return cells.stream()
        .map(intervals -> sum(intervals.stream().map(Interval::process).toList(), pauses))
        .flatMapToLong(OptionalLong::stream)
        .max();
  }

  private static OptionalLong sum(
      List<ProcessSample> samples, Function<ProcessSample, OptionalLong> figure) {
    return samples.stream()
        .map(figure)
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong)
        .reduce(Long::sum)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }
}
