package dev.tokenstorm.comparison;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The word that a figure of a side gets, or why it gets none.
 *
 * @param word empty where none is given
 * @param none why; empty where a word is given
 * @param shownAlone whether the figure's own interval excludes 1, and all figures together do not
 *     show it
 * @param moreBlocks that would likely decide what is undecided; empty where nothing is, or where
 *     they are too many to be named
 */
public record FigureWord(
    Optional<ComparisonWord> word,
    Optional<NoWord> none,
    boolean shownAlone,
    OptionalInt moreBlocks) {

  static FigureWord none(NoWord reason) {
    return new FigureWord(Optional.empty(), Optional.of(reason), false, OptionalInt.empty());
  }

  static FigureWord decided(ComparisonWord word) {
    return new FigureWord(Optional.of(word), Optional.empty(), false, OptionalInt.empty());
  }

  static FigureWord undecided(boolean shownAlone, OptionalInt moreBlocks) {
    return new FigureWord(
        Optional.of(ComparisonWord.UNDECIDED), Optional.empty(), shownAlone, moreBlocks);
  }

  /** Whether a word is given that is not undecided. */
  public boolean decided() {
    return word.isPresent() && word.get() != ComparisonWord.UNDECIDED;
  }

  /** Whether no further block can change it. */
  boolean settled() {
    return decided() || none.map(FigureWord::lasting).orElse(false);
  }

  private static boolean lasting(NoWord reason) {
    return switch (reason) {
      case NOT_JUDGED, NO_RATIO, SIDE_FAILED -> true;
      case FEW_RUNS, MANY_LEFT_OUT, NO_LOOK -> false;
    };
  }
}
