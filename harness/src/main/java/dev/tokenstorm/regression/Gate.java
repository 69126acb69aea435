package dev.tokenstorm.regression;

import dev.tokenstorm.statistics.Holm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether the newest run of a series is worse than those before.
 *
 * <p>It goes through the runs in order of time and does with each what it would have done when it
 * was the newest. So it needs no memory of its own: the same rows have the same answer. Several
 * figures are held together by Holm's method, each with the least level that any of its tests
 * needs.
 */
public final class Gate {
  private final List<FigureRuns> figures;
  private final List<Boolean> accepted;

  private Gate(List<GatedFigure> figures, List<Boolean> accepted, GateRule rule) {
    this.figures = figures.stream().map(figure -> new FigureRuns(figure, accepted, rule)).toList();
    this.accepted = accepted;
  }

  /**
   * Judges the newest run.
   *
   * @param figures that gate; each has a value for each run, or none
   * @param accepted for each run, whether somebody has accepted it; at least one run
   */
  public static GateAnswer judge(List<GatedFigure> figures, List<Boolean> accepted, GateRule rule) {
    Gate gate = new Gate(figures, accepted, rule);
    List<FigureAnswer> answers = List.of();
    for (int run = 0; run < accepted.size(); run++) {
      answers = gate.judge(run);
    }
    return new GateAnswer(answers);
  }

  private List<FigureAnswer> judge(int run) {
    List<TestedRun> tested = figures.stream().map(figure -> figure.tested(run)).toList();
    List<Optional<MeanTest>> worse = worse(tested);
    List<FigureAnswer> answers = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      figures.get(i).conclude(run, tested.get(i), worse.get(i));
      if (run == accepted.size() - 1) {
        answers.add(figures.get(i).answer(run, accepted.get(run), tested.get(i), worse.get(i)));
      }
    }
    return answers;
  }

  /** For each figure the test by which a run is worse, if it is. */
  private static List<Optional<MeanTest>> worse(List<TestedRun> tested) {
    List<Optional<MeanTest>> clearest = tested.stream().map(TestedRun::clearest).toList();
    double[] needed =
        clearest.stream()
            .mapToDouble(test -> test.map(MeanTest::neededLevel).orElse(Double.POSITIVE_INFINITY))
            .toArray();
    boolean[] shown = Holm.rejected(needed, 1);
    List<Optional<MeanTest>> worse = new ArrayList<>();
    for (int i = 0; i < shown.length; i++) {
      worse.add(shown[i] ? clearest.get(i) : Optional.empty());
    }
    return worse;
  }
}
