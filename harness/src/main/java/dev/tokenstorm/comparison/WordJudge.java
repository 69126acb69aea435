package dev.tokenstorm.comparison;

import dev.tokenstorm.objective.Direction;
import dev.tokenstorm.statistics.Holm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Gives each figure of each side its word, in this order: the same, if its interval lies within the
 * margin; better or worse, if all figures of all sides together show a difference; else undecided.
 *
 * <p>That an interval within a margin shows two things to be alike is the confidence interval
 * inclusion rule (Schuirmann: A Comparison of the Two One-Sided Tests Procedure and the Power
 * Approach, Journal of Pharmacokinetics and Biopharmaceutics 15, 1987).
 */
final class WordJudge {
  private final ComparisonPlan plan;
  private final WordEvidence evidence;

  WordJudge(ComparisonPlan plan, WordEvidence evidence) {
    this.plan = plan;
    this.evidence = evidence;
  }

  /** A figure of a side and what the runs say of it. */
  private record Candidate(ComparedFigure figure, String side, Optional<LogRatio> ratio) {}

  /** All sides but the first, figure by figure. */
  List<PairResult> results() {
    List<Candidate> candidates = candidates();
    List<Candidate> family =
        candidates.stream().filter(candidate -> candidate.figure().judged()).toList();
    boolean[] different =
        Holm.rejected(family.stream().mapToDouble(this::chance).toArray(), evidence.level());
    double nextLevel = Holm.nextLevel(different, evidence.level());
    List<PairResult> results = new ArrayList<>();
    int place = 0;
    for (Candidate candidate : candidates) {
      boolean judged = candidate.figure().judged();
      FigureWord word =
          judged
              ? word(candidate, different[place], nextLevel)
              : FigureWord.none(NoWord.NOT_JUDGED);
      place += judged ? 1 : 0;
      results.add(result(candidate, word));
    }
    return results;
  }

  /** How likely it is by chance alone; what gets no word shows nothing. */
  private double chance(Candidate candidate) {
    return silence(candidate).isPresent()
        ? 1
        : candidate.ratio().map(LogRatio::chanceOfEqual).orElse(1.0);
  }

  private Optional<NoWord> silence(Candidate candidate) {
    return evidence.silence(candidate.side(), plan.sides().get(0));
  }

  private List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    for (ComparedFigure figure : plan.figures()) {
      for (int side = 1; side < plan.sides().size(); side++) {
        candidates.add(
            new Candidate(
                figure, plan.sides().get(side), evidence.ratios().of(figure.name(), side, 0)));
      }
    }
    return candidates;
  }

  private FigureWord word(Candidate candidate, boolean different, double nextLevel) {
    Optional<NoWord> silence = silence(candidate);
    if (silence.isPresent()) {
      return FigureWord.none(silence.get());
    }
    if (candidate.ratio().isEmpty()) {
      return FigureWord.none(NoWord.NO_RATIO);
    }
    LogRatio ratio = candidate.ratio().get();
    Optional<RatioInterval> interval = ratio.interval();
    if (interval.isEmpty()) {
      return FigureWord.none(NoWord.FEW_RUNS);
    }
    if (interval.get().within(plan.margin())) {
      return FigureWord.decided(ComparisonWord.SAME);
    }
    return different
        ? FigureWord.decided(difference(candidate.figure().direction(), ratio.mean() > 0))
        : FigureWord.undecided(
            interval.get().excludesOne(), MissingBlocks.of(ratio, nextLevel, plan.margin()));
  }

  private static ComparisonWord difference(Direction direction, boolean more) {
    return switch (direction) {
      case MORE_IS_BETTER -> more ? ComparisonWord.BETTER : ComparisonWord.WORSE;
      case LESS_IS_BETTER -> more ? ComparisonWord.WORSE : ComparisonWord.BETTER;
      case NONE -> more ? ComparisonWord.HIGHER : ComparisonWord.LOWER;
    };
  }

  private PairResult result(Candidate candidate, FigureWord word) {
    String name = candidate.figure().name();
    return new PairResult(
        candidate.figure(),
        candidate.side(),
        plan.sides().get(0),
        evidence.ratios().typical(name, plan.index(candidate.side())),
        evidence.ratios().typical(name, 0),
        candidate
            .ratio()
            .map(ratio -> OptionalDouble.of(ratio.ratio()))
            .orElse(OptionalDouble.empty()),
        candidate.ratio().flatMap(LogRatio::interval),
        word);
  }
}
