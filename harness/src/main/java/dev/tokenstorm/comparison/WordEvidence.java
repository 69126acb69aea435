package dev.tokenstorm.comparison;

import java.util.List;
import java.util.Optional;

/**
 * The evidence that words are given from.
 *
 * @param failed names of sides of which a run failed
 * @param level the chance that sides that are alike get any word of a difference
 * @param silence why no word is given at all
 */
record WordEvidence(LogRatios ratios, List<String> failed, double level, Optional<NoWord> silence) {

  /** Why two sides get no word, whatever their figures. */
  Optional<NoWord> silence(String side, String against) {
    return failed.contains(side) || failed.contains(against)
        ? Optional.of(NoWord.SIDE_FAILED)
        : silence;
  }
}
