package dev.tokenstorm.verdict;

import dev.tokenstorm.text.Humanize;
import java.util.stream.Stream;

/** Writes sentences about counts that should be zero. */
final class CountSentence {
  private CountSentence() {}

  /**
   * Returns one sentence about a count; nothing if it is zero.
   *
   * @param rest of the sentence after count and noun; {@code {was}} in it becomes was or were
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
