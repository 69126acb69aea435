package dev.tokenstorm.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the gate holds of one figure while it goes through the runs of a series. Indices are those
 * of the runs that have the figure.
 */
final class FigureTrack {

  /** What a run is for those after it. */
  private enum Role {
    BASE,
    SUSPECT,
    ACCEPTED
  }

  private final GateRule rule;
  private final double[] logs;
  private final boolean[] accepted;
  private final Role[] roles;

  /** How much each run counts at most in the base. */
  private final double[] bounds;

  private final int start;

  /**
   * A track.
   *
   * @param logs logarithms of the figure, of which more is worse
   * @param accepted which runs somebody has accepted
   */
  FigureTrack(GateRule rule, double[] logs, boolean[] accepted) {
    this.rule = rule;
    this.logs = logs;
    this.accepted = accepted;
    this.roles = new Role[logs.length];
    Arrays.fill(roles, Role.BASE);
    this.bounds = new double[logs.length];
    Arrays.fill(bounds, Double.POSITIVE_INFINITY);
    this.start = levelStart(Arrays.copyOf(logs, Math.max(0, logs.length - 1)));
  }

  /** The last change point that enough runs have followed to compare others with. */
  private static int levelStart(double[] before) {
    return ChangePoints.of(before).stream()
        .mapToInt(ChangePoint::at)
        .filter(at -> before.length - at >= GateThreshold.FEWEST_BEFORE.count())
        .max()
        .orElse(0);
  }

  /** Where the level begins that the newest run is compared with: 0, or a change point. */
  int start() {
    return start;
  }

  /** How many runs there are to compare a run with. */
  int before(int run) {
    return base(run).length;
  }

  /** The tests of the newest one, two and three runs as of a run; none where too few are before. */
  List<MeanTest> tests(int run) {
    List<MeanTest> tests = new ArrayList<>();
    for (int newest = 1; newest <= GateThreshold.NEWEST.count(); newest++) {
      int first = run - newest + 1;
      boolean judged = newest > 1 && first >= start && accepted[first];
      if (first < start || judged || before(first) < GateThreshold.FEWEST_BEFORE.count()) {
        break;
      }
      tests.add(test(Arrays.copyOfRange(logs, first, run + 1), first));
    }
    return tests;
  }

  /** Runs that were accepted are a level of their own: who is no worse than these is no worse. */
  private MeanTest test(double[] newest, int first) {
    int[] base = base(first);
    Level level = Level.of(bounded(base));
    int[] since =
        IntStream.range(base[0], first).filter(run -> roles[run] == Role.ACCEPTED).toArray();
    Stream<Level> levels =
        since.length == 0
            ? Stream.of(level)
            : Stream.of(
                level, level.alike(IntStream.of(since).mapToDouble(run -> logs[run]).toArray()));
    return levels
        .map(each -> MeanTest.of(newest, each, rule.logMargin()))
        .max(Comparator.comparingDouble(MeanTest::chance))
        .orElseThrow();
  }

  /**
   * Marks the newest runs, which were found to be worse.
   *
   * @param alone the test of the newest alone
   */
  void suspect(int run, int newest, MeanTest alone) {
    for (int each = run - newest + 1; each <= run; each++) {
      roles[each] = accepted[each] ? Role.ACCEPTED : Role.SUSPECT;
    }
    bounds[run] = alone.level().mean() + alone.limit();
  }

  /**
   * Ends a suspicion, as a run is no worse. Those before it were chance then, and belong to the
   * scatter. None counts for more than its limit, lest an outlier widen the scatter.
   */
  void clear(int run) {
    int first = run - suspectsInARow(run - 1);
    Arrays.fill(roles, first, run, Role.BASE);
  }

  /** How many runs in a row are under suspicion, up to a run. */
  int suspectsInARow(int run) {
    int count = 0;
    while (run - count >= start && roles[run - count] == Role.SUSPECT) {
      count++;
    }
    return count;
  }

  private int[] base(int first) {
    int[] all = IntStream.range(start, first).filter(run -> roles[run] == Role.BASE).toArray();
    return Arrays.copyOfRange(all, Math.max(0, all.length - rule.window()), all.length);
  }

  private double[] bounded(int[] runs) {
    return Arrays.stream(runs).mapToDouble(run -> Math.min(logs[run], bounds[run])).toArray();
  }
}
