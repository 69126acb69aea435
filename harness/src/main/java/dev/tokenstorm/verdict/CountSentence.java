package dev.tokenstorm.verdict;

import dev.tokenstorm.result.Humanize;
import java.util.stream.Stream;

/** Sentences about what there should be none of. */
final class CountSentence {
  private CountSentence() {}

  /**
   * A sentence, if there are any.
   *
   * @param rest follows the count and the noun; in it {@code {was}} becomes was or were
   */
  static Stream<String> counted(long count, String noun, String rest) {
    if (count == 0) {
      return Stream.empty();
    }
    String plural = noun.endsWith("y") ? noun.replaceFirst("y$", "ies") : noun + "s";
    return Stream.of(
        Humanize.count(count)
            + " "
            + (count == 1 ? noun : plural)
            + " "
            + rest.replace("{was}", count == 1 ? "was" : "were"));
  }
}
