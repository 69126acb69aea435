package dev.tokenstorm.compare;

import dev.tokenstorm.comparison.ComparedFigure;
import dev.tokenstorm.comparison.ComparedFigures;
import dev.tokenstorm.comparison.ComparisonPlan;
import dev.tokenstorm.comparison.ComparisonResult;
import dev.tokenstorm.comparison.RunComparison;
import dev.tokenstorm.comparison.SideExpectation;
import dev.tokenstorm.objective.PartFigure;
import dev.tokenstorm.text.Printable;
import dev.tokenstorm.text.UsageException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A comparison of runs that are there.
 *
 * @param against the side that the other is compared with
 * @param differences in what the runs differ beside their figures
 */
public record PastComparison(
    PastSide against,
    PastSide side,
    double margin,
    List<PastDifference> differences,
    ComparisonResult result) {
  /** The names of the two sides. */
  static final List<String> NAMES = List.of("a", "b");

  public PastComparison {
    differences = List.copyOf(differences);
  }

  /**
   * Reads and judges runs.
   *
   * @param figures to judge beside those that always are
   * @throws UsageException if a folder holds no run that can be compared
   */
  static PastComparison of(
      List<Path> against,
      List<Path> runs,
      List<PartFigure> figures,
      List<SideExpectation> expectations,
      double margin) {
    checkOnce(against, runs);
    PastSide first = new PastSide(NAMES.get(0), against.stream().map(PastRun::open).toList());
    PastSide second = new PastSide(NAMES.get(1), runs.stream().map(PastRun::open).toList());
    boolean open = first.runs().get(0).openLoop();
    Stream.of(first, second)
        .flatMap(side -> side.runs().stream())
        .filter(run -> run.openLoop() != open)
        .findFirst()
        .ifPresent(
            run -> {
              throw new UsageException(
                  "%s holds a run of %s loop, and others are of the other kind; leave it out."
                      .formatted(
                          Printable.shown(run.folder().toString()),
                          run.openLoop() ? "an open" : "a closed"));
            });
    List<ComparedFigure> compared = ComparedFigures.of(open, figures);
    ComparisonPlan plan = new ComparisonPlan(NAMES, compared, expectations, margin, 0, 0);
    return new PastComparison(
        first,
        second,
        margin,
        PastDifference.between(first, second),
        RunComparison.judge(
            plan,
            Stream.of(first, second)
                .map(
                    side ->
                        side.runs().stream()
                            .map(run -> run.figures(compared, expectations))
                            .toList())
                .toList()));
  }

  /** A run that is there twice would count twice. */
  private static void checkOnce(List<Path> against, List<Path> runs) {
    Set<Path> seen = new HashSet<>();
    Stream.concat(against.stream(), runs.stream())
        .filter(folder -> !seen.add(folder.toAbsolutePath().normalize()))
        .findFirst()
        .ifPresent(
            folder -> {
              throw new UsageException(
                  "%s is named twice; name each run once."
                      .formatted(Printable.shown(folder.toString())));
            });
  }

  /** Returns both sides, in their order. */
  public List<PastSide> sides() {
    return List.of(against, side);
  }

  /** Returns whether one side's runs were made before the other's. */
  public boolean oneAfterTheOther() {
    return against.before(side) || side.before(against);
  }
}
