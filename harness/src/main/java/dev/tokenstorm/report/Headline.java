package dev.tokenstorm.report;

import dev.tokenstorm.result.Ending;
import dev.tokenstorm.result.RunResult;
import dev.tokenstorm.target.TargetInfo;

/**
 * What follows a verdict's word: how the run ended, what the target was, what must be known of it.
 */
final class Headline {
  private Headline() {}

  static String of(RunResult result) {
    TargetInfo target = result.facts().target();
    return (result.ending().how() == Ending.How.FINISHED
            ? ""
            : " · " + result.ending().how().key().replace('-', ' '))
        + " · "
        + target.kind()
        + " target"
        + target.caveat().map(caveat -> ": " + caveat).orElse("");
  }
}
