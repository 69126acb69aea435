package dev.tokenstorm.compare;

import dev.tokenstorm.statistics.RobustStatistics;
import dev.tokenstorm.text.Humanize;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A block does not count for one of these causes, which came from outside while a run of it was
 * measured. What a side causes itself never is a reason, and a run that failed is its side's own.
 */
final class OutsideCause {
  private OutsideCause() {}

  /**
   * Returns the reason as a part of a sentence; empty for a block that counts.
   *
   * @param all runs so far, which tell what is usual for each side
   */
  static Optional<String> of(List<CompareRun> block, List<CompareRun> all) {
    return block.stream().anyMatch(CompareRun::failed)
        ? Optional.empty()
        : block.stream().flatMap(run -> of(run, all)).findFirst();
  }

  private static Stream<String> of(CompareRun run, List<CompareRun> all) {
    double stop = run.outside().stopSeconds();
    if (stop > 0) {
      return Stream.of(
          "the process stood still for %s in run %d"
              .formatted(Humanize.seconds(stop), run.number()));
    }
    OptionalDouble share = run.outside().othersShare();
    return share.isPresent() ? ofOthers(run, share.getAsDouble(), all) : Stream.empty();
  }

  private static Stream<String> ofOthers(CompareRun run, double share, List<CompareRun> all) {
    double median = median(run.side(), all);
    return share > median + ScheduleThreshold.OTHERS_EXCESS.value()
        ? Stream.of(
            "others took %s of all cores in run %d, and %s in the median run of %s"
                .formatted(
                    Humanize.percent(share), run.number(), Humanize.percent(median), run.side()))
        : Stream.empty();
  }

  /** What a server on this host takes is the side's own, and much the same in all its runs. */
  private static double median(String side, List<CompareRun> all) {
    return RobustStatistics.median(
        all.stream()
            .filter(run -> run.side().equals(side) && run.role() == CompareRun.Role.BLOCK)
            .flatMapToDouble(run -> run.outside().othersShare().stream())
            .toArray());
  }
}
