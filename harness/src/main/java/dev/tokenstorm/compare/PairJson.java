package dev.tokenstorm.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenstorm.comparison.ExpectationResult;
import dev.tokenstorm.comparison.FigureWord;
import dev.tokenstorm.comparison.PairResult;
import dev.tokenstorm.comparison.RatioInterval;
import java.util.Optional;
import java.util.OptionalDouble;

/** What two sides come to, in a comparison's document. */
final class PairJson {
  private PairJson() {}

  static void write(ObjectNode tree, PairResult pair) {
    tree.put("figure", pair.figure().name());
    tree.put("unit", pair.figure().figure().figure().unit().key());
    tree.put("direction", pair.figure().direction().key());
    tree.put("judged", pair.figure().judged());
    tree.put("side", pair.side());
    tree.put("against", pair.against());
    put(tree, "typical", pair.typical());
    put(tree, "typical_against", pair.typicalAgainst());
    ratio(tree, pair.ratio(), pair.interval());
    FigureWord word = pair.word();
    word.word().ifPresent(said -> tree.put("word", said.key()));
    word.none().ifPresent(reason -> tree.put("no_word", reason.key()));
    if (word.shownAlone()) {
      tree.put("shown_alone", true);
    }
    word.moreBlocks().ifPresent(more -> tree.put("more_blocks", more));
  }

  static void write(ObjectNode tree, ExpectationResult result) {
    tree.put("expectation", result.expectation().toString());
    ratio(tree, result.ratio(), result.interval());
    tree.put("outcome", result.outcome().key());
  }

  private static void ratio(
      ObjectNode tree, OptionalDouble ratio, Optional<RatioInterval> interval) {
    put(tree, "ratio", ratio);
    interval.ifPresent(between -> tree.put("low", between.low()).put("high", between.high()));
  }

  private static void put(ObjectNode tree, String name, OptionalDouble value) {
    value.ifPresent(present -> tree.put(name, present));
  }
}
