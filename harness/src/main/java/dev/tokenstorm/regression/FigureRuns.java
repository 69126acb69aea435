package dev.tokenstorm.regression;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The runs that have a figure, and what became of each of them. */
final class FigureRuns {
  private final GatedFigure figure;
  private final List<Integer> runs;
  private final FigureTrack track;

  FigureRuns(GatedFigure figure, List<Boolean> accepted, GateRule rule) {
    this.figure = figure;
    this.runs = IntStream.range(0, accepted.size()).filter(figure::isIn).boxed().toList();
    boolean[] marks = new boolean[runs.size()];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = accepted.get(runs.get(i));
    }
    this.track = new FigureTrack(rule, runs.stream().mapToDouble(figure::badness).toArray(), marks);
  }

  /** What the figure shows of a run. */
  TestedRun tested(int run) {
    int index = runs.indexOf(run);
    return index < 0
        ? TestedRun.WITHOUT_FIGURE
        : new TestedRun(track.before(index), track.tests(index));
  }

  /**
   * Takes down what follows from a run for those after it.
   *
   * @param worse the test by which it is worse, if it is
   */
  void conclude(int run, TestedRun tested, Optional<MeanTest> worse) {
    if (!tested.tests().isEmpty()) {
      int index = runs.indexOf(run);
      worse.ifPresentOrElse(
          test -> track.suspect(index, test.newest(), tested.tests().get(0)),
          () -> track.clear(index));
    }
  }

  /** What is said of the figure in a run that was concluded. */
  FigureAnswer answer(int run, boolean accepted, TestedRun tested, Optional<MeanTest> worse) {
    int index = runs.indexOf(run);
    List<FigureComparison> tests =
        tested.tests().stream().map(test -> FigureComparison.of(figure, test)).toList();
    return new FigureAnswer(
        figure,
        finding(index, accepted, tests, worse),
        tested.before(),
        index < 0 ? 0 : track.suspectsInARow(index),
        track.start() == 0 ? Optional.empty() : Optional.of(runs.get(track.start())),
        tests,
        worse.map(test -> FigureComparison.of(figure, test)).or(() -> tests.stream().findFirst()));
  }

  private static GateFinding finding(
      int index, boolean accepted, List<FigureComparison> tests, Optional<MeanTest> worse) {
    if (index < 0) {
      return GateFinding.NOT_MEASURED;
    }
    if (tests.isEmpty()) {
      return GateFinding.TOO_FEW_BEFORE;
    }
    if (worse.isEmpty()) {
      return GateFinding.NO_WORSE;
    }
    return accepted ? GateFinding.ACCEPTED : GateFinding.WORSE;
  }
}
